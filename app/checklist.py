"""What the sign-off sheet of a family says: its words, who signs, and the checklist of what no program sees.

One data file a family, in Chinese as the sheet is printed. Every key: `resources/checks/README.md`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Literal, get_args

from app import duty, toml_file
from app.dates import date_in_words
from app.draft import Filing
from app.entry import State
from app.errors import AppError
from app.form import Choice, Severity
from app.form_file import families
from app.i18n import _
from app.near import near
from app.paths import resources
from app.toml_file import fault

StateName = Literal["drafting", "in_review", "final", "filed"]
LEVEL = "level"
"""Id of the cover field that says what kind of organization reports."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that a person must see to.

    It concerns reports of these `levels` only, where any are named ("" is a report that does not give its level), or of
    whole governments only. The sheet ticks it where the draft has come into the `state`; one that `is_dated`, whose
    text names the day by which the report is due, where that was in time.
    """

    id: str
    text: str
    source: str = ""
    levels: tuple[str, ...] = ()
    government: bool = False
    state: StateName | None = None
    is_dated: bool = field(default=False, metadata={"key": None})


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOffStep:
    """A line of the sheet for a name and a date: who brought the draft into the state."""

    state: StateName
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The printed words of the sheet; those with places are filled when it is made."""

    organization: str
    title: str
    year: str
    year_text: str
    edition: str
    due: str
    due_unknown: str
    copy: str
    version: str
    checksum: str
    verdict: str
    made: str
    made_text: str
    figures: str
    blank: str
    open: str
    more: str
    signing: str
    step: str
    by: str
    remark: str
    at: str
    checking: str
    item: str
    source: str
    done: str
    note: str
    copies: Mapping[str, str]
    severity: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Checklist:
    """The sign-off sheet of one family of forms."""

    name: str
    words: Words
    steps: tuple[SignOffStep, ...] = field(metadata={"key": "step"})
    items: tuple[Item, ...] = field(metadata={"key": "item"})
    family: str = field(default="", metadata={"key": None})

    def items_for(self, filing: Filing) -> tuple[Item, ...]:
        """The items that concern a report of this level, with the day by which it is due in their texts."""
        level, due = level_of(filing), due_date(filing)
        day = date_in_words(due.isoformat()) if due else self.words.due_unknown
        return tuple(
            replace(item, text=item.text.format(due=day), is_dated="{due}" in item.text)
            for item in self.items
            if _concerns(item, level)
        )


def load(family: str) -> Checklist:
    """The checklist of a family. Raises AppError for a family without one, FormFileError for a file with a fault."""
    known = {path.stem: path for path in _files()}
    if family not in known:
        text = _("There is no sign-off sheet for the forms “{family}”{hint}. There is one for: {known}.")
        raise AppError(text.format(family=family, hint=near(family, list(known)), known=", ".join(known)))
    return read(known[family])


@lru_cache
def read(path: Path) -> Checklist:
    """The checklist of one file; its family is the file's name. Raises FormFileError."""
    checklist = toml_file.read(path, Checklist)
    _check_words(path, checklist.words)
    _check_items(path, checklist.items)
    return replace(checklist, family=path.stem)


def level_of(filing: Filing) -> Choice | None:
    """The kind of organization that the report is of; None where it does not say, or in words of its own."""
    for address, asked in filing.form.fields.items():
        if asked.id == LEVEL:
            return next((one for one in asked.choices if one.id == filing.value(address)), None)
    return None


def due_date(filing: Filing) -> date | None:
    """The day by which the report is due: in the year after the one it is about; None where its level is not given."""
    level = level_of(filing)
    return duty.due_date(filing.form, level.id, filing.draft.year) if level and level.due else None


def _concerns(item: Item, level: Choice | None) -> bool:
    if item.government:
        return level is not None and level.government
    return not item.levels or (level.id if level else "") in item.levels


def _files() -> Iterator[Path]:
    """The files of the families on hand; beside them lies the sheet's layout."""
    known = families()
    return (path for path in sorted((resources() / "checks").glob("*.toml")) if path.stem in known)


def _check_words(path: Path, words: Words) -> None:
    """The words have no places but those that are filled, and every state and severity has its word."""
    moment = {part: getattr(datetime.min, part) for part in ("year", "month", "day", "hour", "minute")}
    texts = (("year_text", {"year": 1}), ("version", {"version": ""}), ("made_text", moment), ("more", {"count": 1}))
    for name, places in texts:
        _check_places(path, f"words.{name}", getattr(words, name), places)
    for name, asked in (("copies", [state.value for state in State]), ("severity", get_args(Severity))):
        known = getattr(words, name)
        for key in asked:
            if key not in known:
                raise fault(path, f"words.{name}", _("the key “{key}” is missing").format(key=key))


def _check_items(path: Path, items: tuple[Item, ...]) -> None:
    seen: set[str] = set()
    for item in items:
        if item.id in seen:
            raise fault(path, "item", _("the id “{id}” stands twice").format(id=item.id))
        seen.add(item.id)
        _check_places(path, f"item[{item.id}].text", item.text, {"due": ""})


def _check_places(path: Path, place: str, text: str, places: Mapping[str, object]) -> None:
    try:
        text.format(**places)
    except (LookupError, ValueError) as error:
        raise fault(path, place, _("there is an unknown place: {error}").format(error=error)) from error
