"""A file taken in: read by its format, understood by its labels, made a filing with what was doubtful told."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from app.blocks import Block, Spot
from app.draft import ORGANIZATION, YEAR, Filing, Note, with_notes
from app.errors import UnreadableDocument
from app.form import Address
from app.form_file import DEFAULT_FAMILY
from app.i18n import _

JSON = ".json"


@dataclass(frozen=True, slots=True)
class Intake:
    """What became of a file: the filing, the edition that the file follows, how much was read, what is to be told.

    `read` counts: values (numbers read) of cells (that the tables have), and narratives. `blocks` are the file's own
    view, `origins` say where in them each value and each printed total was read; both are empty for JSON.
    """

    filing: Filing
    edition: str
    read: Mapping[str, int]
    told: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    origins: Mapping[Address, tuple[Spot, ...]] = field(default_factory=dict)


def take_in(path: Path, *, organization: str = "", year: int | None = None, family: str = DEFAULT_FAMILY) -> Intake:
    """The report in a file; `organization` and `year` are used where it is silent.

    Raises UnreadableDocument, saying what is wrong with the file and what to do; NoEdition for a year without one.
    """
    _check(path)
    if path.suffix.lower() == JSON:
        return _from_json(path, organization, year, family)
    return _from_document(path, organization, year, family)


def suffixes() -> tuple[str, ...]:
    """The suffixes of the files that can be taken in."""
    from app.readers import READERS

    return (*READERS, JSON)


def _check(path: Path) -> None:
    """Raises UnreadableDocument for what is no file, or none that can be read."""
    try:
        is_folder, is_there = path.is_dir(), path.exists()
        size = path.stat().st_size if is_there else 0
    except OSError as error:  # a name that is too long, a folder that is closed
        text = _("{file}: the file cannot be opened. Please check that you may read it.")
        raise UnreadableDocument(text.format(file=path)) from error
    if is_folder:
        raise UnreadableDocument(_("{file}: this is a folder; please name a file.").format(file=path))
    if not is_there:
        raise UnreadableDocument(_("{file}: there is no such file. Please check name and folder.").format(file=path))
    if path.suffix.lower() not in suffixes():
        text = _("{file}: files of this kind cannot be read. Those that can end in: {suffixes}.")
        raise UnreadableDocument(text.format(file=path, suffixes=_(", ").join(suffixes())))
    if not size:
        raise UnreadableDocument(_("{file}: the file is empty.").format(file=path))


def _from_document(path: Path, organization: str, year: int | None, family: str) -> Intake:
    from app.match import match
    from app.match.carried import export_told
    from app.readers import IDENTITIES, READERS

    suffix = path.suffix.lower()
    blocks = READERS[suffix](path)
    identity = IDENTITIES[suffix](path) if suffix in IDENTITIES else None
    try:
        matched = match(blocks, organization=organization, year=year, family=family, identity=identity)
    except UnreadableDocument as error:
        raise type(error)(_("{file}: {reason}").format(file=path, reason=error)) from error
    told = (*export_told(matched.filing, identity), *matched.told)
    intake = _intake(matched.filing, matched.edition, told, organization, year)
    return replace(intake, blocks=blocks, origins=MappingProxyType(dict(matched.origins)))


def _from_json(path: Path, organization: str, year: int | None, family: str) -> Intake:
    from app.draft_file import load_draft

    read = load_draft(path, organization=organization, year=year, family=family)
    return _intake(read.filing, read.edition, read.told, organization, year)


def _intake(filing: Filing, edition: str, told: tuple[str, ...], organization: str, year: int | None) -> Intake:
    told_filing = with_notes(filing, _identity_notes(filing, organization, year))
    return Intake(told_filing, edition, _counts(filing), told)


def _identity_notes(filing: Filing, organization: str, year: int | None) -> Iterator[Note]:
    """A note where the file names another organization or year than was given; the file's is kept."""
    from app.match.words import squeezed

    text = _("The file says “{file}”, not “{given}” as was given; what the file says was kept.")
    given_by_id = {ORGANIZATION: organization, YEAR: str(year or "")}
    for address, asked in filing.form.fields.items():
        given, own = given_by_id.get(asked.id, ""), filing.value(address)
        if given and squeezed(given) != squeezed(own):
            yield Note("doubt", address, text.format(file=own, given=given))


def _counts(filing: Filing) -> Mapping[str, int]:
    form, values = filing.form, filing.draft.values
    entered = [address for address, cell in form.cells.items() if not cell.is_total]
    counts = {
        "values": sum(address in values for address in entered),
        "cells": len(entered),
        "narratives": sum(address in values for address in form.narratives),
    }
    return MappingProxyType(counts)
