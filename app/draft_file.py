"""The JSON of a draft: written by an export, read by an import. Shape: `resources/forms/README.md`.

Unknown keys are told and ignored, so that a file of a newer program can be read; totals are computed, never read.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast, get_args

from app.draft import (
    ORGANIZATION,
    YEAR,
    Filing,
    Note,
    NoteKind,
    fingerprint,
    new_filing,
    with_notes,
    with_values,
)
from app.errors import NoIdentity, UnreadableDocument
from app.form import Address, Form
from app.form_file import DEFAULT_FAMILY
from app.i18n import _

KEYS = ("family", "edition", "organization", "year", "values", "notes")
_NOTE_KEYS = ("kind", "place", "text", "fingerprint")


LARGEST = 16_000_000
"""Bytes; a draft with all its notes has some hundred thousand."""
_LONGEST_YEAR = 10


@dataclass(frozen=True, slots=True)
class DraftRead:
    """A draft's file read: the filing, the edition that the file names, what is to be told."""

    filing: Filing
    edition: str
    told: tuple[str, ...]


def write_draft(filing: Filing) -> str:
    """The JSON of a draft, values in the order of the form; the organization is a value too, since it can be set."""
    draft, form = filing.draft, filing.form
    values = {address: text for address in form.addresses if (text := _settable(filing, address))}
    whole = {
        "family": draft.family,
        "edition": form.edition,
        "organization": draft.organization,
        "year": draft.year,
        "values": values,
        "notes": [{key: getattr(note, key) for key in _NOTE_KEYS} for note in draft.notes],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def read_draft(path: Path) -> tuple[Filing, tuple[str, ...]]:
    """The filing of a draft's file, and what is to be told of it. Raises UnreadableDocument, NoEdition."""
    read = load_draft(path)
    return read.filing, read.told


def load_draft(
    path: Path, *, organization: str = "", year: int | None = None, family: str = DEFAULT_FAMILY
) -> DraftRead:
    """The same with the edition that the file names; `organization`, `year`, `family` are used where it is silent."""
    file = _File(path)
    whose = file.text("organization") or file.identity(ORGANIZATION) or organization
    of_year = file.number("year") or file.year_among_values() or year
    if not whose or not of_year:
        text = _("it does not say whose report it is and of which year (“organization”, “year”). Please give both.")
        raise NoIdentity(str(file.fault(text)))
    empty = new_filing(file.text("family") or family, whose, of_year)
    filled, told = _filled(empty, file.values)
    filing = replace(filled, draft=replace(filled.draft, notes=(*filled.draft.notes, *file.notes(filled))))
    told = (*file.unknown_keys(), *_edition_told(file.text("edition"), filing.form), *told)
    return DraftRead(filing, file.text("edition") or filing.form.edition, told)


def _settable(filing: Filing, address: Address) -> str:
    asked = filing.form.fields.get(address)
    return "" if asked is not None and asked.id == YEAR else filing.value(address)


def _edition_told(edition: str, form: Form) -> tuple[str, ...]:
    if edition in ("", form.edition):
        return ()
    text = _("The file names the edition {file}; for its year the edition {own} holds and was taken.")
    return (text.format(file=edition, own=form.edition),)


def _filled(filing: Filing, values: Mapping[str, str]) -> tuple[Filing, tuple[str, ...]]:
    """The filing with the values that the form has a place for; others become notes; totals are computed."""
    form = filing.form
    identity = {address for address, asked in form.fields.items() if asked.id in (ORGANIZATION, YEAR)}
    totals = [address for address in values if address in form.cells and form.cells[address].is_total]
    own = frozenset(form.addresses)
    known = {a: text for a, text in values.items() if a in own and a not in identity}
    strange = [a for a in values if a not in own and a not in totals and values[a]]
    text = _("The form of this year has no place “{address}”; what stood there:")
    notes = [Note("unplaced", _section_of(form, a), f"{text.format(address=a)}\n{values[a]}") for a in strange]
    told = [_("Totals in the file are not read but computed: {addresses}.").format(addresses=", ".join(totals))]
    return with_notes(with_values(filing, known), notes), tuple(told if totals else ())


def _section_of(form: Form, address: Address) -> str:
    section = form.section(address)
    return section.id if section else ""


class _File:
    """A file's JSON, asked for one key after the other; every fault names the file and the key."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.whole = self.parsed()
        self.values = self.read_values()

    def parsed(self) -> dict[str, Any]:
        try:
            if self.path.stat().st_size > LARGEST:
                raise self.fault(_("the file is too large to be a report."))
            whole = json.loads(self.path.read_text(encoding="utf-8-sig"))
        except OSError as error:
            raise self.fault(_("the file cannot be opened. Please check that you may read it.")) from error
        except json.JSONDecodeError as error:
            text = _("this is no JSON, or it is damaged at line {n}.").format(n=error.lineno)
            raise self.fault(text) from error
        except (ValueError, RecursionError) as error:
            raise self.fault(_("this is no JSON.")) from error
        if not isinstance(whole, dict) or not {"values", *KEYS[:4]} & whole.keys():
            raise self.fault(_("this is JSON, but not that of a draft."))
        return whole

    def fault(self, what: str) -> UnreadableDocument:
        return UnreadableDocument(_("{file}: {reason}").format(file=self.path, reason=what))

    def wrong(self, key: str, expected: str) -> UnreadableDocument:
        return self.fault(_("“{key}” is not {expected}.").format(key=key, expected=expected))

    def unknown_keys(self) -> tuple[str, ...]:
        unknown = [key for key in self.whole if key not in KEYS]
        text = _("Keys that this program does not know were ignored: {keys}.")
        return (text.format(keys=", ".join(unknown)),) if unknown else ()

    def text(self, key: str) -> str:
        found = self.whole.get(key, "")
        if not isinstance(found, str):
            raise self.wrong(key, _("a text"))
        return found.strip()

    def number(self, key: str) -> int | None:
        found = self.whole.get(key)
        if found is not None and type(found) is not int:
            raise self.wrong(key, _("a whole number"))
        return found

    def read_values(self) -> Mapping[str, str]:
        found = self.whole.get("values", {})
        if not isinstance(found, dict):
            raise self.wrong("values", _("a table of addresses and texts"))
        for address, text in found.items():
            if not isinstance(text, str):
                raise self.wrong(f"values.{address}", _("a text (numbers stand in quotation marks too)"))
        return found

    def identity(self, id: str) -> str:
        """What the values say of organization or year; the section's name before the slash does not matter."""
        return next((text.strip() for address, text in self.values.items() if address.split("/")[1:] == [id]), "")

    def year_among_values(self) -> int | None:
        text = self.identity(YEAR)
        if text and not (text.isdecimal() and len(text) < _LONGEST_YEAR):
            raise self.wrong(YEAR, _("a whole number"))
        return int(text) if text else None

    def notes(self, filing: Filing) -> tuple[Note, ...]:
        found = self.whole.get("notes", [])
        if not isinstance(found, list):
            raise self.wrong("notes", _("a list"))
        return tuple(self.note(filing, f"notes[{number}]", one) for number, one in enumerate(found, 1))

    def note(self, filing: Filing, place: str, one: object) -> Note:
        """One note; a mark that is missing is made, a kind that this program does not know is taken for a doubt."""
        if not isinstance(one, dict) or not all(isinstance(one.get(key, ""), str) for key in _NOTE_KEYS):
            raise self.wrong(place, _("a note with texts for kind, place and text"))
        kind, where, text, mark = (_writable(one.get(key, "")) for key in _NOTE_KEYS)
        cell = filing.form.cells.get(where)
        is_known = kind in get_args(NoteKind) and (kind != "printed_total" or (cell is not None and cell.is_total))
        known: NoteKind = cast(NoteKind, kind) if is_known else "doubt"
        return Note(known, where, text, mark or fingerprint(filing, where))


def _writable(text: str) -> str:
    """The text without half characters, which JSON can hold and no file."""
    return text.encode("utf-8", "ignore").decode("utf-8")
