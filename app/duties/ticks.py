"""What the clerk has ticked in the calendar of duties: a small file beside the store, by report."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.errors import AppError
from app.i18n import _
from app.settings import write_words

_APART = "\t"
"""Stands in no name of an organization: it parts what a tick belongs to."""


@dataclass(frozen=True, slots=True)
class Ticks:
    """The ticks of one organization's report of a year, kept beside a store."""

    store: Path
    family: str
    organization: str
    year: int

    def load(self) -> dict[str, date]:
        """The day of each tick by the duty's id; none where there is no file, or it cannot be read."""
        begin = self._key("")
        kept = {key.removeprefix(begin): text for key, text in self._all().items() if key.startswith(begin)}
        return {id: day for id, text in kept.items() if (day := _day(text))}

    def save(self, id: str, day: date | None) -> None:
        """Ticks a duty as done on a day, or with None takes the tick away. Raises AppError where that is refused."""
        words, key = self._all(), self._key(id)
        if day:
            words[key] = day.isoformat()
        else:
            words.pop(key, None)
        if not write_words(self._file, words):
            text = _("The tick could not be kept: {file} cannot be written. The drafts are untouched.")
            raise AppError(text.format(file=self._file))

    @property
    def _file(self) -> Path:
        return self.store.with_name("duties.json")

    def _key(self, id: str) -> str:
        return _APART.join((self.family, self.organization, str(self.year), id))

    def _all(self) -> dict[str, str]:
        try:
            read = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        pairs = read.items() if isinstance(read, dict) else ()
        return {key: text for key, text in pairs if isinstance(text, str)}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
