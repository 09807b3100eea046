"""The places of backups: what was copied where, when, and of which state of the store. A small file beside the backups.

Nothing depends on it: where it is lost or cannot be written, a backup more is made.
"""

import json
import platform
import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any

from app.errors import AppError
from app.safe_file import replace_file

_COARSEST_CLOCK = 3.0
"""Seconds; a file on a stick (FAT) tells its time by two seconds, so a younger one may still change unseen."""


@dataclass(frozen=True, slots=True)
class Place:
    """The last copy in a folder, and which size and time the store had; no `of` where it cannot be relied on."""

    file: str
    made: datetime
    of: tuple[int, ...]


class Places:
    """What is remembered of a store's backups."""

    def __init__(self, store: Path, folder: Path) -> None:
        self._store = store
        self._file = folder / "places.json"
        whole = _read(self._file)
        self._mark = str(whole.get("mark") or "")
        copies = whole.get("copies")
        self._copies: Mapping[str, Any] = copies if isinstance(copies, dict) else {}

    def last(self, folder: Path) -> Place | None:
        """The last copy that was put into a folder, also when it cannot be seen just now."""
        with suppress(LookupError, TypeError, ValueError):
            told = self._copies[str(folder)]
            made = datetime.fromisoformat(told["made"])
            if made.tzinfo is not None:
                return Place(str(told["file"]), made, tuple(told["of"]))
        return None

    def current(self, folder: Path, state: tuple[int, ...]) -> Path | None:
        """The copy in a folder of this state of the store; None where there is none."""
        last = self.last(folder)
        if last is None or last.of != state or not (folder / last.file).is_file():
            return None
        return folder / last.file

    def state(self) -> tuple[int, ...]:
        """What changes with every change of the store."""
        told = self._store.stat()
        return told.st_size, told.st_mtime_ns

    def remember(self, copy: Path, made: datetime, of: tuple[int, ...]) -> None:
        """Keeps that a copy of such a state was made."""
        is_settled = copy.stat().st_mtime - of[1] / 1e9 > _COARSEST_CLOCK
        told = {"file": copy.name, "made": made.isoformat(), "of": list(of if is_settled else ())}
        self._copies = {**self._copies, str(copy.parent): told}
        self._write()

    def folder_in(self, second: Path) -> Path:
        """The folder of this store in a place that may hold the backups of several stores.

        Neither path nor computer tells two stores apart, for offices copy whole installations; nor does the mark
        alone, for it is copied along.
        """
        computer = re.sub(r"[^\w-]+", "-", platform.node())[:20].strip("-") or "computer"
        whose = f"{self._own_mark()} {computer} {self._store.absolute()}"
        return second / f"Gongkai备份-{computer}-{blake2b(whose.encode(errors='replace'), digest_size=3).hexdigest()}"

    def _own_mark(self) -> str:
        if not self._mark:
            self._mark = secrets.token_hex(8)
            self._write()
        return self._mark

    def _write(self) -> None:
        whole = {"mark": self._mark, "copies": dict(self._copies)}
        with suppress(AppError):
            replace_file(self._file, json.dumps(whole, ensure_ascii=False, indent=1).encode())


def _read(file: Path) -> Mapping[str, Any]:
    try:
        whole = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return whole if isinstance(whole, dict) else {}
