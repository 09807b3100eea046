"""The verb that shows what would be read of files; nothing is stored.

In JSON a list, of each file `{"file", "organization", "year", "edition", "read", "sections", "told", "notes",
"findings"}`, of one that cannot be read `{"file", "error"}`. `read` is as for `import`; a section is `{"id", "title",
"values", "cells"}` for a table, `{"id", "title", "characters"}` for a narrative. With `--against` also `against`, as
`app.commands.compare` has it.
"""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.commands.call import FAILED, FINDINGS, FINE, Answer, Call, Verb
from app.commands.parser import number, year
from app.commands.shapes import Shape, finding_shape, note_shape
from app.commands.target import target_of
from app.commands.words import columns, title, with_options
from app.draft import Filing
from app.errors import AppError
from app.finding import Finding
from app.form import Section
from app.form_file import DEFAULT_FAMILY
from app.i18n import _, n_
from app.naming import name_of, table_name
from app.rules.notes import findings_of_notes

if TYPE_CHECKING:  # with the processes that read, which no other verb waits for
    from app.intake import Intake
    from app.many import Outcome

_TOTAL = "total.printed"
_LONGEST_NAME = 40
"""Characters of a file's name in the line of progress."""


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar=_("FILE|FOLDER"), help=_("reports, or folders of them"))
    parser.add_argument("--organization", default="", metavar=_("NAME"), help=_("used where the file is silent"))
    parser.add_argument("--year", type=year, metavar=_("YEAR"), help=_("used where the file is silent"))
    parser.add_argument(
        "--family", default=DEFAULT_FAMILY, metavar=_("FAMILY"), help=_("family of forms, disclosure if not given")
    )
    parser.add_argument(
        "--jobs",
        type=number,
        metavar=_("N"),
        help=_("files read at once, as many as the computer has cores if not given"),
    )
    parser.add_argument("--against", metavar=_("ID"), help=_("a draft that the file is compared with"))


def _read(call: Call) -> Answer:
    files = reports_of(call.options.files)
    old = _against(call, len(files))
    read, is_whole = outcomes(call, files, jobs=call.options.jobs)
    lines = [_one(read[0], old)] if len(files) == 1 and read else [_many(read)]
    errors = [] if is_whole else [_cancelled(len(read), len(files))]
    errors += [one.error for one in read if len(files) == 1 and one.error]
    code = max((_code(one) for one in read), default=FINE) if is_whole else FAILED
    return Answer("\n".join(lines), [_shape(one, old) for one in read], code, "\n".join(errors))


def reports_of(given: Sequence[Path]) -> tuple[Path, ...]:
    """The files named, and those in the folders named. Raises AppError where there are none."""
    from app.many import reports_in

    files = reports_in(given)
    if not files:
        raise AppError(_nothing_in(given))
    return files


def _against(call: Call, files: int) -> Filing | None:
    """The draft to compare with, asked for before anything is read."""
    given = call.options.against
    if given is None:
        return None
    if files > 1:
        raise AppError(
            _("Only one file can be compared with a draft (--against); {count} are given.").format(count=files)
        )
    return target_of(call, given).filing


def outcomes(call: Call, files: Sequence[Path], *, jobs: int | None = None) -> tuple[list["Outcome"], bool]:
    """What became of the files, in their order, and whether all were read: Ctrl-C ends the reading."""
    from app.many import read_many

    options = call.options
    read = read_many(files, jobs=jobs, organization=options.organization, year=options.year, family=options.family)
    found: dict[Path, Outcome] = {}
    with suppress(KeyboardInterrupt), closing(read):
        for one in read:
            found[one.path] = replace(one, error=with_options(one.error)) if one.is_nobodys else one
            _progress(len(found), len(files), one.path.name)
    _progress(0, len(files), "")
    return [found[path] for path in files if path in found], len(found) == len(files)


def _progress(done: int, count: int, name: str) -> None:
    """A line that is written over, where somebody looks at it; an empty one in the end."""
    if count > 1 and sys.stderr.isatty():
        line = _("{done} of {count} read: {file}").format(done=done, count=count, file=name[:_LONGEST_NAME])
        print(f"\r\x1b[K{line if done else ''}", end="", file=sys.stderr, flush=True)


def _nothing_in(paths: Sequence[Path]) -> str:
    from app.intake import suffixes

    text = _("{folder}: there is no file here that can be read. Those that can end in: {suffixes}.")
    return text.format(folder=_(", ").join(map(str, paths)), suffixes=_(", ").join(suffixes()))


def _cancelled(done: int, count: int) -> str:
    text = _("Cancelled: {done} of {count} files were read. Nothing was stored.")
    return text.format(done=done, count=count)


def _code(one: "Outcome") -> int:
    if one.intake is None:
        return FAILED
    return FINDINGS if findings_of_notes(one.intake.filing) else FINE


# One file


def _one(one: "Outcome", old: Filing | None) -> str:
    if one.intake is None:
        return ""
    intake = one.intake
    head = (str(one.path), title(intake.filing), *intake.told, _counted(intake))
    findings = findings_of_notes(intake.filing)
    return "\n\n".join(("\n".join(head), *_sections(intake.filing, findings), *_compared(old, intake.filing)))


def _counted(intake: "Intake") -> str:
    return _("Read: {values} of {cells} numbers, {narratives} narratives.").format(**intake.read)


def _sections(filing: Filing, findings: Sequence[Finding]) -> Iterator[str]:
    """Each section with how much of it was read, and what is to be looked at there; first what has no section."""
    form = filing.form
    by_id: dict[str, list[Finding]] = {section.id: [] for section in form.sections}
    for one in findings:
        section = form.section(one.addresses[0]) if one.addresses else None
        by_id.setdefault(section.id if section else "", []).append(one)
    if by_id.get(""):
        yield "\n".join((_("The report as a whole"), *(_said(filing, one) for one in by_id[""])))
    for section in form.sections:
        how_much = _how_much(filing, section)
        if how_much or by_id[section.id]:
            name = section.title or _("The preface")
            head = _("{section}: {read}").format(section=name, read=how_much) if how_much else name
            yield "\n".join((head, *(_said(filing, one) for one in by_id[section.id])))


def _how_much(filing: Filing, section: Section) -> str:
    """How much of a section was read; "" for the cover, and for a preface that is not there."""
    if section.kind == "table":
        values, cells = _numbers(filing, section)
        return _("{values} of {cells} numbers read").format(values=values, cells=cells)
    count = _characters(filing, section)
    if section.kind != "narrative" or (not count and not section.title):
        return ""
    return n_("{count} character", "{count} characters", count).format(count=f"{count:,}") if count else _("no text")


def _numbers(filing: Filing, section: Section) -> tuple[int, int]:
    entries = filing.form.entries(section)
    return sum(address in filing.draft.values for address in entries), len(entries)


def _characters(filing: Filing, section: Section) -> int:
    return len("".join(filing.value(section.id).split())) if section.kind == "narrative" else 0


def _said(filing: Filing, finding: Finding) -> str:
    """One thing to look at, with its place; the text that found none below it."""
    message, _line_end, rest = finding.message.partition("\n")
    address = finding.addresses[0] if finding.addresses else ""
    section = filing.form.section(address)
    place = name_of(filing.form, address)
    is_named = section is None or place in message or message.startswith(table_name(section))
    line = message if is_named else _("{place}: {text}").format(place=place, text=message)
    return "\n".join((f"  · {line}", *(f"      {text}" for text in rest.splitlines())))


def _compared(old: Filing | None, new: Filing) -> Iterator[str]:
    """What the draft has and what the file has, where they differ."""
    if old is None:
        return
    from app.commands.compare import tables, texts
    from app.compare import compare
    from app.compare.words import summary_in_words

    found = compare(old, new)
    text = _("Compared with the draft: {old} (old: the draft, new: the file)").format(old=title(old))
    yield "\n".join((text, summary_in_words(found)))
    yield from (*tables(found, False), *texts(found, False))


# Many files


def _many(outcomes: Sequence["Outcome"]) -> str:
    head = (
        _("File"),
        _("Organization"),
        _("Year"),
        _("Edition"),
        _("Numbers"),
        _("Narratives"),
        _("Doubts"),
        _("Totals that differ"),
        _("What went wrong"),
    )
    failed = sum(one.intake is None for one in outcomes)
    looked_at = sum(_code(one) == FINDINGS for one in outcomes)
    text = _("{count} files: {fine} read without doubt, {looked_at} to be looked at, {failed} could not be read.")
    fine = len(outcomes) - failed - looked_at
    summary = text.format(count=len(outcomes), fine=fine, looked_at=looked_at, failed=failed)
    return "\n".join((columns([head, *map(_row, outcomes)]), summary))


def _row(one: "Outcome") -> tuple[str, ...]:
    if one.intake is None:
        error = " ".join(one.error.split())
        return (str(one.path), *("–" for _column in range(7)), error.removeprefix(str(one.path)).lstrip("：: "))
    intake = one.intake
    filing, read = intake.filing, intake.read
    findings = findings_of_notes(filing)
    totals = sum(finding.code == _TOTAL for finding in findings)
    return (
        str(one.path),
        filing.draft.organization,
        str(filing.draft.year),
        intake.edition,
        f"{read['values']}/{read['cells']}",
        f"{read['narratives']}/{len(filing.form.narratives)}",
        str(len(findings) - totals),
        str(totals),
        " ".join(intake.told),
    )


# JSON


def _shape(one: "Outcome", old: Filing | None) -> Shape:
    if one.intake is None:
        return {"file": str(one.path), "error": one.error}
    intake, filing = one.intake, one.intake.filing
    return {
        "file": str(one.path),
        "organization": filing.draft.organization,
        "year": filing.draft.year,
        "edition": intake.edition,
        "read": dict(intake.read),
        "sections": [_section_shape(filing, section) for section in filing.form.sections if section.kind != "fields"],
        "told": list(intake.told),
        "notes": [note_shape(note) for note in filing.draft.notes],
        "findings": [finding_shape(finding) for finding in findings_of_notes(filing)],
        **_against_shape(old, filing),
    }


def _section_shape(filing: Filing, section: Section) -> Shape:
    shape: Shape = {"id": section.id, "title": section.title}
    if section.kind == "table":
        values, cells = _numbers(filing, section)
        return {**shape, "values": values, "cells": cells}
    return {**shape, "characters": _characters(filing, section)}


def _against_shape(old: Filing | None, new: Filing) -> Shape:
    if old is None:
        return {}
    from app.commands.compare import comparison_shape
    from app.compare import compare

    return {"against": comparison_shape(compare(old, new), False)}


READ = Verb(lambda: _("show what would be read of files or folders; nothing is stored"), _arguments, _read)
