"""A report as a file: composed, written safely, and a filing copy only when nothing must be mended any more."""

import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from zipfile import BadZipFile

from app import carrier
from app import layout as layouts
from app.blocks import Block, Heading, Paragraph
from app.check import check_for_filing
from app.draft import Filing
from app.errors import AppError
from app.finding import Finding
from app.i18n import _, n_
from app.layout import Layout
from app.near import near
from app.report import CopyKind, compose
from app.safe_file import replace_file, world_told
from app.writers import HELD, READ_BACK, WRITERS

DATA = ".json"
"""The suffix of the machine file: the draft itself, whatever its state."""


class Refused(AppError):
    """A filing copy was asked for while something must be mended; `findings` says what, causes first."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        count = sum(not finding.cause for finding in findings)
        text = n_(
            "No filing copy was made: one thing must be mended first.",
            "No filing copy was made: {count} things must be mended first.",
            count,
        )
        super().__init__(text.format(count=count))


class FileExists(AppError):
    """The file is there already and nobody has said that it may be replaced."""


def export(  # noqa: PLR0913
    filing: Filing,
    path: Path,
    *,
    copy: CopyKind = "filing",
    layout: str = layouts.NATIONAL,
    last: Filing | None = None,
    now: datetime | None = None,
    overwrite: bool = False,
    draft: str = "",
    version: str = "",
) -> Path:
    """Writes the filing to the path; the suffix says as what. `now` and `version` are told on a review copy alone.

    A filing copy stands in no clock: the same filing in the same layout gives the same bytes. Raises Refused,
    FileExists, and AppError for all that the world refuses; then no file was written, and an old one is as it was.
    """
    suffix = suffix_of(path, [*WRITERS, DATA])
    if suffix != DATA and copy == "filing":
        _refuse_unfinished(filing, last)
    if suffix == DATA:
        refuse_existing(path, overwrite)
        replace_file(path, _data(filing))
        return path
    chosen = layouts.load(layout)
    blocks = compose(filing, copy, chosen.mark(copy, version, now))
    return write_blocks(path, blocks, chosen, carrier.identity(filing, draft, version), overwrite=overwrite)


def write_blocks(
    path: Path, blocks: Sequence[Block], layout: Layout, identity: carrier.Identity, *, overwrite: bool = False
) -> Path:
    """Writes blocks to the path as its suffix says, and reads them back before the file is kept.

    Raises FileExists, and AppError for all that the world refuses; then no file was written.
    """
    suffix = suffix_of(path, [*WRITERS])
    refuse_existing(path, overwrite)
    content = WRITERS[suffix](blocks, layout, identity)
    replace_file(path, content, lambda read: _reads_as(read, suffix, blocks))
    return path


def refuse_existing(path: Path, overwrite: bool) -> None:
    """Raises FileExists where the file is there and may not be replaced."""
    with world_told(path):
        is_there = path.exists()
    if is_there and not overwrite:
        text = _("{file} is there already. Nothing was changed. Please choose another name, or say that it may go.")
        raise FileExists(text.format(file=path))


def must_be_mended(filing: Filing, last: Filing | None = None) -> tuple[Finding, ...]:
    """What keeps a filing copy from being made: faults and blanks; those that follow from others stand last."""
    errors = [finding for finding in check_for_filing(filing, last) if finding.severity == "error"]
    return tuple(sorted(errors, key=lambda finding: bool(finding.cause)))


def _refuse_unfinished(filing: Filing, last: Filing | None) -> None:
    findings = must_be_mended(filing, last)
    if findings:
        raise Refused(findings)


def suffix_of(path: Path, known: Sequence[str]) -> str:
    """The suffix in small letters. Raises AppError, with the nearest of those known, where it is another one."""
    suffix, told = path.suffix.lower(), _(", ").join(known)
    if suffix in known:
        return suffix
    text = _("{file}: no file of the kind “{suffix}” can be written{hint}. Possible: {known}.")
    if os.path.isdir(path):  # noqa: PTH112 - a name that is too long is none
        text = _(
            "{file} is a folder: please add the name of the file, which says by its ending as what. Possible: {known}."
        )
    elif not suffix:
        text = _("{file}: please give the name an ending, which says as what it is written. Possible: {known}.")
    raise AppError(text.format(file=path, suffix=suffix, hint=near(suffix, known), known=told))


def _data(filing: Filing) -> bytes:
    from app.draft_file import write_draft

    return write_draft(filing).encode()


def _reads_as(content: bytes, suffix: str, blocks: Sequence[Block]) -> bool:
    """Whether a file holds what was to be printed: every paragraph, every cell with its spans.

    A format that cannot hold all of that holds what it can.
    """
    try:
        read = READ_BACK[suffix](content)
    except (BadZipFile, SyntaxError, LookupError, ValueError):  # lxml's own errors are a SyntaxError
        return False
    held = HELD[suffix](blocks) if suffix in HELD else blocks
    return [*_plain(read)] == [*_plain(held)]


def _plain(blocks: Iterable[Block]) -> Iterator[object]:
    for block in blocks:
        if isinstance(block, Paragraph | Heading):
            if block.text:
                yield block.text
        else:
            yield block.rows, block.columns, block.head_rows
            yield sorted((one.row, one.column, one.row_span, one.column_span, one.text) for one in block.cells)
