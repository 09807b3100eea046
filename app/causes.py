"""Findings by their cause: one group for what has one root, so that the clerk sees one thing to do once.

The verdict counts findings (`Group.count` of them stand in a group): a group is how they are told, not how many there
are.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from app.draft import Filing
from app.explain import short_name
from app.figures import printed
from app.finding import Finding
from app.form import Address, Cell, Form, Rule, Section, Severity
from app.i18n import _, n_
from app.naming import column_name, name_of, row_name, table_name
from app.rules.notes import CARRIED, CODES, FIGURE_CHANGED

_ORDER: Mapping[Severity, int] = {"error": 0, "warning": 1, "info": 2}
_VARIABLE = re.compile(r"“[^”]*”|[0-9]+")
_TOTAL, _INVALID = CODES["printed_total"][0], "number.invalid"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding leads: its address, words that tell it from the group's other places, what stands there.

    `name` is all of the words, as it is read aloud.
    """

    address: Address
    short: str
    name: str
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Findings of one root. `title` says what is wrong in one sentence, `where` the words that its places share.

    `text` is what the first finding says besides: a passage that found no place. `part` is the table or section.
    """

    key: str
    title: str
    text: str
    where: str
    places: tuple[Place, ...]
    members: tuple[Finding, ...]
    follow: tuple[Finding, ...] = ()
    part: str = ""

    @property
    def whole_title(self) -> str:
        """The title as it is understood away from the page: with its table or section before it."""
        is_told = not self.part or self.part in self.title
        return self.title if is_told else _("{part} {title}").format(part=self.part, title=self.title)

    @property
    def finding(self) -> Finding:
        """The first of the findings: what holds for one holds for all."""
        return self.members[0]

    @property
    def severity(self) -> Severity:
        """How grave it is."""
        return self.finding.severity

    @property
    def count(self) -> int:
        """How many findings of the verdict these are; what only follows from them is not counted there either."""
        return len(self.members)

    @property
    def why(self) -> str:
        """The words of the law or of practice."""
        return self.finding.source

    @property
    def how(self) -> str:
        """What to do."""
        return self.finding.mend


def grouped(filing: Filing, findings: Iterable[Finding]) -> tuple[Group, ...]:
    """The findings by cause: what must be mended, what is to be verified, hints; each in the order of the report."""
    found = tuple(findings)
    keys = {finding.key for finding in found}
    roots: dict[str, list[Finding]] = {}
    for finding in found:
        if finding.cause not in keys:
            roots.setdefault(_key(filing, finding), []).append(finding)
    groups = (_group(filing, key, members, found) for key, members in roots.items())
    order = _order(filing.form)
    return tuple(sorted(groups, key=lambda group: (_ORDER[group.severity], _position(filing.form, order, group))))


def _group(filing: Filing, key: str, members: list[Finding], findings: Iterable[Finding]) -> Group:
    own = {member.key for member in members}
    places = _places(filing, members)
    return Group(
        key=key,
        title=_shortened(filing.form, members[0], _title(filing, members)),
        text=members[0].message.partition("\n")[2],
        where=_where(filing.form, [place.address for place in places]),
        places=places,
        members=tuple(members),
        follow=tuple(finding for finding in findings if finding.cause in own),
        part=_of(filing.form, members[0]),
    )


# One root


def _key(filing: Filing, finding: Finding) -> str:
    """What the findings of one group share."""
    shared = _SHARED.get(finding.code, _same_rows if _rule(filing.form, finding) else _same_words)
    return "\n".join((finding.severity, finding.code, *shared(filing.form, finding)))


def _section_id(finding: Finding) -> str:
    return finding.addresses[0].partition("/")[0] if finding.addresses else ""


def _same_line(form: Form, finding: Finding) -> tuple[str, ...]:
    """The row or column that was taken over, of a field its section."""
    cell = form.cells.get(finding.addresses[0]) if finding.addresses else None
    if cell is None:
        return (_section_id(finding),)
    return (cell.section.id, cell.row.id if cell.row.carry else "", "" if cell.row.carry else cell.column.id)


def _same_text(form: Form, finding: Finding) -> tuple[str, ...]:
    """The same text typed in one table: “/” in fifty cells is one habit."""
    return (_section_id(finding), *finding.values)


def _same_rows(form: Form, finding: Finding) -> tuple[str, ...]:
    """The same rows of a table, in whatever column."""
    return tuple(address.rpartition("/")[0] for address in finding.addresses)


def _same_section(form: Form, finding: Finding) -> tuple[str, ...]:
    return (_section_id(finding),)


def _same_words(form: Form, finding: Finding) -> tuple[str, ...]:
    """The same message, whatever place and numbers it names; without a place, every message for itself."""
    words = finding.message
    for address in finding.addresses:
        words = words.replace(name_of(form, address), "")
    return (_section_id(finding), _VARIABLE.sub("", words) if finding.addresses else words)


def _itself(form: Form, finding: Finding) -> tuple[str, ...]:
    return (finding.key,)


_SHARED: Mapping[str, Callable[[Form, Finding], tuple[str, ...]]] = {
    FIGURE_CHANGED: _itself,
    **dict.fromkeys(("facts.different", "facts.none", "facts.sum", "facts.share"), _itself),
    CARRIED: _same_line,
    _INVALID: _same_text,
    _TOTAL: _same_section,
}


# What is wrong, in one sentence


def _title(filing: Filing, members: list[Finding]) -> str:
    first, count = members[0], len(members)
    if first.code == CARRIED:
        return _taken_over(filing.form, members)
    message = first.message.partition("\n")[0]
    if count == 1:
        return message
    table = _of(filing.form, first)
    if first.code == _INVALID:
        return _("{table}: “{text}” is no number, in {count} cells").format(
            table=table, text=first.values[0], count=count
        )
    if first.code == _TOTAL:
        return _("{table}: {count} totals were printed otherwise than their parts add up").format(
            table=table, count=count
        )
    rule = _rule(filing.form, first)
    if rule is not None:
        return _broken(filing.form, rule, first, count)
    return _and_more(message, count)


def _shortened(form: Form, finding: Finding, text: str) -> str:
    """The text with the names of the finding's places in short: what is read first should be read at a glance."""
    for address in finding.addresses:
        text = text.replace(name_of(form, address), _short_name(form, address))
    return text


def _taken_over(form: Form, members: list[Finding]) -> str:
    (first, *_others), count = members, len(members)
    cell = form.cells.get(first.addresses[0]) if first.addresses else None
    line = (row_name(cell) if cell.row.carry else column_name(cell)) if cell else _of(form, first)
    text = n_("{line}: as last year, to be checked", "{line}: as last year, to be checked ({count} places)", count)
    return text.format(line=line, count=count)


def _broken(form: Form, rule: Rule, first: Finding, count: int) -> str:
    """The rule that does not hold in several columns: its formula, or the row that is compared with last year's."""
    if rule.right_year:
        row = row_name(form.cells[first.addresses[0]])
        return _("{row}: {count} columns differ from last year's report").format(row=row, count=count)
    if rule.short:
        return _("{formula} does not hold in {count} columns").format(formula=rule.short, count=count)
    return _and_more(first.message, count)


def _and_more(message: str, count: int) -> str:
    return _("{message} (and {count} more of this kind)").format(message=message, count=count - 1)


def _of(form: Form, finding: Finding) -> str:
    section = form.section(finding.addresses[0]) if finding.addresses else None
    if section is None:
        return ""
    return table_name(section) if section.kind == "table" else section.short or section.title or _("the preface")


def _rule(form: Form, finding: Finding) -> Rule | None:
    section = form.section(finding.addresses[0]) if finding.addresses else None
    return _rules(section).get(finding.code) if section else None


@lru_cache(maxsize=64)
def _rules(section: Section) -> Mapping[str, Rule]:
    return {rule.code: rule for rule in section.rules}


# Where


def _places(filing: Filing, members: list[Finding]) -> tuple[Place, ...]:
    """Of one finding all its places with what stands there, of several the first of each with its difference."""
    if len(members) == 1:
        said = {address: _stands(filing, address) for address in members[0].addresses}
    else:
        said = {one.addresses[0]: _differs(filing, one) for one in members if one.addresses}
    cells = [filing.form.cells.get(address) for address in said]
    return tuple(
        Place(address, _short(filing.form, address, cells), name_of(filing.form, address), words)
        for address, words in said.items()
    )


def _stands(filing: Filing, address: Address) -> str:
    return printed(filing, address) if address in filing.form.cells else ""


def _differs(filing: Filing, member: Finding) -> str:
    if member.difference:
        return _("differs by {difference}").format(difference=member.difference.replace("-", "−"))
    return _stands(filing, member.addresses[0]) if member.code == CARRIED else ""


def _short(form: Form, address: Address, cells: list[Cell | None]) -> str:
    """The words that tell a cell from the others: its row, its column, or both."""
    cell, known = form.cells.get(address), [one for one in cells if one]
    if cell is None or len(known) < 2 or len(known) < len(cells) or len({one.section for one in known}) > 1:
        return _short_name(form, address)
    row, column = _row(cell), column_name(cell)
    if len({one.column.id for one in known}) == 1:
        return row
    return column if len({one.row.id for one in known}) == 1 else _("{row}, {column}").format(row=row, column=column)


def _short_name(form: Form, address: Address) -> str:
    """The name of a place, of a cell with the shortest words for its row."""
    cell = form.cells.get(address)
    if cell is None or not row_name(cell):
        return name_of(form, address)
    text = _("{table} “{row}”, {column}")
    return text.format(table=table_name(cell.section), row=_row(cell), column=column_name(cell))


@lru_cache(maxsize=2048)
def _row(cell: Cell) -> str:
    axis = cell.band.row_axis
    return short_name(axis, cell.row, axis.leaves)


def _where(form: Form, addresses: list[Address]) -> str:
    """The words that all the places share: their table, with the row or the column where there is but one."""
    cells = [form.cells.get(address) for address in addresses]
    known = [cell for cell in cells if cell]
    if not known or len(known) < len(cells) or len({cell.section for cell in known}) > 1:
        sections = (form.section(address) for address in addresses)
        return _("; ").join(dict.fromkeys(one.title or _("the preface") for one in sections if one))
    if len({cell.row.id for cell in known}) == 1 and row_name(known[0]):
        return name_of(form, f"{known[0].section.id}/{known[0].row.id}")
    if len({cell.column.id for cell in known}) == 1:
        return _("{table}, {column}").format(table=table_name(known[0].section), column=column_name(known[0]))
    return table_name(known[0].section)


# The order of the report


@lru_cache(maxsize=16)
def _order(form: Form) -> Mapping[Address, int]:
    """Every address and every beginning of one, by where it first stands in the report."""
    places: dict[str, int] = {"": -1}
    for section in form.sections:
        whole = [cell.address for cell in form.cells_of(section)] or form.entries(section)
        for address in whole:
            for beginning in _beginnings(address):
                places.setdefault(beginning, len(places))
    return places


def _beginnings(address: Address) -> Iterable[str]:
    """The address from its section on: `a`, `a/b`, `a/b.c`, `a/b.c/d`."""
    yield from (address[: found.start()] for found in re.finditer(r"[/.]", address))
    yield address


def _position(form: Form, order: Mapping[Address, int], group: Group) -> int:
    return min((order.get(place.address, len(order)) for place in group.places), default=-1)
