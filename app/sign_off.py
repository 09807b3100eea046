"""The sign-off sheet (审签单): on one page what the leader signs, and the checklist of what no program sees."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

from app import carrier, checklist
from app import layout as layouts
from app.blocks import Block, Heading, Paragraph, Table, TableCell
from app.check import check
from app.checklist import Checklist, Item, Words
from app.dates import date_in_words
from app.draft import Filing
from app.entry import Event, State
from app.export import suffix_of, write_blocks
from app.figures import blanks, missing, printed
from app.finding import Finding, verdict
from app.form import Axis, Band, Label, Section
from app.grid import CellKind
from app.paths import resources
from app.report import report_title
from app.wording import verdict_in_words

MOST_FINDINGS = 10
"""So many open findings are printed; of the others their number."""

_ORDER = [*State]
_WORD = ".docx"
_OPEN, _DONE = "□", "☑"
_LEFT: CellKind = "row"  # a label among several is set to the left, everything else centred
_SIGNING_HEIGHT, _HEAD_HEIGHT = 30, 19  # points: room for a name written by hand


def sheet(  # noqa: PLR0913
    filing: Filing,
    history: Sequence[Event],
    version: str,
    now: datetime,
    asked: Checklist,
    *,
    last: Filing | None = None,
) -> tuple[Block, ...]:
    """The blocks of the sheet, in order; `version` is the number of the version that is signed, "" for none.

    What the history tells is filled in: names, dates, ticks. Everything else is left for the pen.
    """
    words = asked.words
    findings = check(filing, last).findings
    found = [finding for finding in findings if not finding.cause and finding.severity != "info"]
    state = verdict_in_words(verdict(findings, len(blanks(filing))))
    return (
        Paragraph(text=asked.name, role="title"),
        _identity(filing, words, _copy(history, version, words), (state, _moment(now, words))),
        Heading(text=words.figures),
        _figures(filing, words),
        *(_open(found, words) if found else ()),
        Heading(text=words.signing),
        _signing(asked, history),
        Heading(text=words.checking),
        _checking(asked, filing, history),
        Paragraph(text=words.note),
    )


def write_sheet(  # noqa: PLR0913
    path: Path,
    filing: Filing,
    *,
    now: datetime,
    history: Sequence[Event] = (),
    version: str = "",
    last: Filing | None = None,
    draft: str = "",
    overwrite: bool = False,
) -> Path:
    """Writes the sheet of a filing as a Word file; `draft` is its id in the store.

    Raises FileExists, and AppError for a family without a sheet, another suffix and all that the world refuses; then
    no file was written, and an old one is as it was.
    """
    suffix_of(path, [_WORD])
    blocks = sheet(filing, history, version, now, checklist.load(filing.form.family), last=last)
    layout = layouts.read(resources() / "checks" / "layout.toml")
    return write_blocks(path, blocks, layout, carrier.identity(filing, draft, version), overwrite=overwrite)


def short_checksum(filing: Filing) -> str:
    """The mark by which paper and file are matched: the beginning of the file's own, fit to be read aloud."""
    mark = carrier.checksum(filing).upper()
    return "-".join((mark[:4], mark[4:8], mark[8:12]))


def signed(history: Sequence[Event], state: State) -> Event | None:
    """The event by which the draft came forward into a state, where it has not fallen back behind it since.

    A draft that is reopened comes into an earlier state too: whoever did that has not drafted or reviewed it.
    """
    found: Event | None = None
    before = State.DRAFTING
    for event in history:
        if _rank(event.state) < _rank(state):
            found = None
        elif event.state == state and _rank(before) <= _rank(state):
            found = event
        before = event.state
    return found


def _rank(state: State) -> int:
    return _ORDER.index(state)


# The parts of the sheet


def _identity(filing: Filing, words: Words, copy: str, judged: tuple[str, str]) -> Table:
    """What is signed: whose report, in which form, which text; the verdict over it and when it was given."""
    draft, due = filing.draft, checklist.due_date(filing)
    verdict_told, moment = judged
    rows = (
        (words.organization, draft.organization, words.year, words.year_text.format(year=draft.year)),
        (words.title, report_title(filing)),
        (words.edition, filing.form.source, words.due, date_in_words(due.isoformat()) if due else ""),
        (words.copy, copy, words.checksum, short_checksum(filing)),
        (words.verdict, verdict_told, words.made, moment),
    )
    return _table((20, 71, 20, 56), rows)


def _copy(history: Sequence[Event], version: str, words: Words) -> str:
    """How the text is called in its state, with the number of its version."""
    state = history[-1].state if history else State.DRAFTING
    return words.copies[state.value] + (words.version.format(version=version) if version else "")


def _moment(now: datetime, words: Words) -> str:
    parts = ("year", "month", "day", "hour", "minute")
    return words.made_text.format(**{part: getattr(now, part) for part in parts})


def _figures(filing: Filing, words: Words) -> Table:
    tables = [section for section in filing.form.sections if section.kind == "table"]
    rows = [(section.short or section.title, "；".join(_key_figures(filing, section, words))) for section in tables]
    return _table((37, 130), rows, (None, _LEFT))


def _key_figures(filing: Filing, section: Section, words: Words) -> Iterator[str]:
    """The totals of a table, row by row; where a band has none, all that it has."""
    for band in section.bands:
        columns = [one for one in band.column_axis.leaves if one.sum] or [*band.column_axis.leaves]
        for row in band.row_axis.leaves:
            if row.level == 1 or row.sum:
                values = [_value(filing, f"{section.id}/{row.id}/{column.id}", band, words) for column in columns]
                yield _row_figures(_total_name(band.row_axis, row), band.column_axis, columns, values)


def _row_figures(name: str, axis: Axis, columns: Sequence[Label], values: Sequence[str]) -> str:
    if len(columns) == 1:
        return f"{name} {values[0]}".strip()
    told = "，".join(f"{_total_name(axis, column)} {value}" for column, value in zip(columns, values, strict=True))
    return f"{name}：{told}" if name else told


def _total_name(axis: Axis, label: Label) -> str:
    """A total by the name of what it adds up, any other label by its own."""
    parents = axis.parents(label)
    return parents[-1].label if label.sum and parents else label.label


def _value(filing: Filing, address: str, band: Band, words: Words) -> str:
    is_partial = filing.form.cells[address].is_total and missing(filing, address)
    text = "" if is_partial else printed(filing, address)
    return text + band.value.unit if text else words.blank


def _open(findings: Sequence[Finding], words: Words) -> tuple[Block, ...]:
    """The findings that stand by themselves, faults first."""
    ordered = sorted(findings, key=lambda finding: finding.severity != "error")
    rows = [(words.severity[finding.severity], finding.message) for finding in ordered[:MOST_FINDINGS]]
    more = len(ordered) - len(rows)
    if more:
        rows.append(("……", words.more.format(count=more)))
    return Heading(text=words.open), _table((20, 147), rows, (None, _LEFT))


def _signing(asked: Checklist, history: Sequence[Event]) -> Table:
    words = asked.words
    rows = [(words.step, words.by, words.remark, words.at)]
    for step in asked.steps:
        event = signed(history, State(step.state))
        known = (event.by, event.remark, _date_of(event)) if event and event.by else ("", "", "")
        rows.append((step.label, *known))
    heights = (_HEAD_HEIGHT, *(_SIGNING_HEIGHT for _step in asked.steps))
    return _table((20, 35, 72, 40), rows, heights=heights)


def _checking(asked: Checklist, filing: Filing, history: Sequence[Event]) -> Table:
    words, due = asked.words, checklist.due_date(filing)
    rows = [
        (item.text, item.source, _DONE if _is_told(item, history) or _is_done(item, history, due) else _OPEN)
        for item in asked.items_for(filing)
    ]
    head = (words.item, words.source, words.done)
    return _table((100, 53, 14), [head, *rows], (_LEFT, _LEFT, None), head_rows=1)


def _is_told(item: Item, history: Sequence[Event]) -> bool:
    """Whether somebody has ticked the item when the report was filed: its words stand in what was said then."""
    filed = signed(history, State.FILED)
    return filed is not None and f"{_DONE} {item.text}" in filed.remark


def _is_done(item: Item, history: Sequence[Event], due: date | None) -> bool:
    """Whether the history tells that an item is done: by whom, where a name is asked for, and in time."""
    if item.state is None:
        return False
    event = signed(history, State(item.state))
    if event is None or (event.state == State.FINAL and not event.by):
        return False
    return not item.is_dated or (due is not None and event.at.astimezone().date() <= due)


def _date_of(event: Event) -> str:
    return date_in_words(event.at.astimezone().date().isoformat())


# Tables


def _table(
    widths: tuple[int, ...],
    rows: Sequence[Sequence[str]],
    kinds: Sequence[CellKind | None] = (),
    *,
    head_rows: int = 0,
    heights: tuple[int, ...] = (),
) -> Table:
    """A table of texts; the last cell of a short row reaches to the end, `kinds` say how the columns are set."""
    cells = [
        TableCell(
            row=number,
            column=column,
            column_span=len(widths) - column if column == len(row) - 1 else 1,
            text=text,
            kind=None if number < head_rows or not kinds else kinds[column],
        )
        for number, row in enumerate(rows)
        for column, text in enumerate(row)
    ]
    return Table(
        rows=len(rows), columns=len(widths), cells=tuple(cells), head_rows=head_rows, widths=widths, row_heights=heights
    )
