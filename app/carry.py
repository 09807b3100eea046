"""Last year's filing as the beginning of this year's, by what the form file declares (`carry`, `renamed`).

Nothing is put where something stands already. What is put is noted as not yet checked. A part that is blank, in last
year's report or in this one, leaves a figure undecided: then nothing is proposed.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from app import numbers
from app.draft import Filing, Note, clean, new_filing, with_notes, with_values
from app.earlier import earlier
from app.figures import figure, missing
from app.form import Address, Carry, Cell, Field, Form
from app.i18n import _
from app.naming import column_name, row_name
from app.numbers import Number

_MINUS = "−"


@dataclass(frozen=True, slots=True)
class Carried:
    """What is put at a blank place: the text as it is kept there, and the note that tells where it comes from."""

    address: Address
    text: str
    note: Note


def begin(last: Filing, year: int, organization: str = "") -> Filing:
    """A new filing of the year, in its own edition, with what last year's gives it. Raises NoEdition."""
    return carry(new_filing(last.draft.family, organization or last.draft.organization, year), last)


def carry(filing: Filing, last: Filing, places: Collection[Address] | None = None) -> Filing:
    """The filing with what is carried over put into its blanks, each value noted; itself where nothing is.

    Only at `places`, where they are given.
    """
    found = carried(filing, last)
    return _with(filing, [one for one in found if places is None or one.address in places])


def carried(filing: Filing, last: Filing) -> tuple[Carried, ...]:
    """What `carry` would put now. Figures only where `last` is of the year before: a gap year's are not last year's."""
    found = tuple(_fields(filing, last))
    while new := tuple(_figures(_with(filing, found), last)):
        found += new
    return found


def proposals(filing: Filing, last: Filing) -> Mapping[Address, str]:
    """The figures that can be proposed now for blank cells of the tables."""
    return {one.address: one.text for one in carried(filing, last) if one.address in filing.form.cells}


def offered(filing: Filing, last: Filing) -> Mapping[Address, str]:
    """Last year's narratives by the address of this year's, to be read beside it and taken by the clerk alone.

    Also where `last` is of an earlier year, and where this year's is begun already.
    """
    sources = {a: source_of(filing.form, a, last.form) for a in filing.form.narratives}
    return {a: text for a, found in sources.items() for one in found if (text := last.value(one))}


def source_of(form: Form, address: Address, last: Form) -> tuple[Address, ...]:
    """Last year's addresses from which an address is carried over or offered; none where one of them is missing."""
    cell = form.cells.get(address)
    found = tuple(earlier(form, one, last) for one in _sources(form, address, cell))
    return found if all(found) else ()


def _with(filing: Filing, found: Iterable[Carried]) -> Filing:
    new = tuple(found)
    filled = with_values(filing, {one.address: one.text for one in new})
    return with_notes(filled, (one.note for one in new)) if new else filing


def _sources(form: Form, address: Address, cell: Cell | None) -> Iterable[Address]:
    if cell is not None:
        declared = _declared(cell)
        return _beside(cell, declared.last) if declared else ()
    whole = form.fields.get(address) or form.narratives.get(address)
    return (address,) if whole and whole.carry else ()


def _declared(cell: Cell) -> Carry | None:
    return None if cell.is_total else cell.row.carry or cell.column.carry


def _beside(cell: Cell, ids: Iterable[str]) -> Iterator[Address]:
    """The cells of these labels on the axis that carries."""
    for id in ids:
        row, column = (id, cell.column.id) if cell.row.carry else (cell.row.id, id)
        yield f"{cell.section.id}/{row}/{column}"


# Fields of the cover


def _fields(filing: Filing, last: Filing) -> Iterator[Carried]:
    for address, asked in filing.form.fields.items():
        for source in source_of(filing.form, address, last.form) if not filing.value(address) else ():
            text = clean(filing.form, address, last.value(source))
            if text and _is_still_right(filing, last, asked, text):
                yield Carried(address, text, Note("carried", address, _taken_from(filing, last)))


def _is_still_right(filing: Filing, last: Filing, asked: Field, text: str) -> bool:
    """Whether the text is one of this year's choices, and not the name of an organization now called otherwise."""
    if asked.type == "choice":
        return any(choice.id == text for choice in asked.choices)
    return text != last.draft.organization or text == filing.draft.organization


def _taken_from(filing: Filing, last: Filing) -> str:
    if _is_year_before(filing, last):
        return _("Taken over from last year, to be checked")
    return _("Taken over from {year}, to be checked").format(year=last.draft.year)


def _is_year_before(filing: Filing, last: Filing) -> bool:
    return last.draft.year == filing.draft.year - 1


# Figures of the tables


@dataclass(frozen=True, slots=True)
class _Term:
    """One figure of a proposal, the cell where it stands, and whether it is taken away."""

    cell: Cell
    number: Number
    is_subtracted: bool

    @property
    def signed(self) -> Number:
        """The figure as it goes into the sum."""
        return -self.number if self.is_subtracted else self.number

    @property
    def appended(self) -> str:
        """The figure with its sign, behind another one: `+ 3`, and `− 2` for -2 too."""
        is_less = self.is_subtracted != (self.number < 0)
        return f"{_MINUS if is_less else '+'} {_written(self.number).removeprefix(_MINUS)}"


def _figures(filing: Filing, last: Filing) -> Iterator[Carried]:
    for cell in filing.form.cells.values() if _is_year_before(filing, last) else ():
        terms = () if filing.value(cell.address) else _terms(filing, last, cell)
        result = sum(term.signed for term in terms)
        text = numbers.write(result)
        if terms and numbers.parse(text, cell.value) is not None:
            yield Carried(cell.address, text, Note("carried", cell.address, _said(cell, terms, result)))


def _terms(filing: Filing, last: Filing, cell: Cell) -> tuple[_Term, ...]:
    """The figures that the cell's proposal adds up; none while one of them is undecided."""
    declared, sources = _declared(cell), source_of(filing.form, cell.address, last.form)
    if declared is None or not sources:
        return ()
    places = [(last, address, False) for address in sources]
    places += [(filing, address, False) for address in _beside(cell, declared.add)]
    places += [(filing, address, True) for address in _beside(cell, declared.subtract)]
    terms = tuple(
        _Term(whose.form.cells[address], number, is_subtracted)
        for whose, address, is_subtracted in places
        if (number := figure(whose, address)) is not None and not missing(whose, address)
    )
    return terms if len(terms) == len(places) else ()


def _said(cell: Cell, terms: tuple[_Term, ...], result: Number) -> str:
    first, *others = terms
    if not others:
        name = row_name if cell.row.carry else column_name
        text = _("Taken over from last year, to be checked: “{label}” {figure}{unit}")
        return text.format(label=name(first.cell), figure=_written(result), unit=first.cell.value.unit)
    reckoning = " ".join((_written(first.number), *(term.appended for term in others)))
    text = _("Reckoned from last year, to be checked: {reckoning} = {result}")
    return text.format(reckoning=reckoning, result=_written(result))


def _written(number: Number) -> str:
    return numbers.write(number).replace("-", _MINUS)
