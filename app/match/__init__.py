"""From blocks to a filing, by the labels of the form: for every reader, for pasting, for our own Word file alike.

The labels decide in which edition a document is read; the filing is in the edition of its year. A file of ours says
more than it prints: see `marked` and `carried`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.blocks import Block, Spot
from app.carrier import Identity
from app.draft import Filing, Note, new_filing
from app.errors import NoIdentity, UnreadableDocument
from app.form import Address, Form
from app.form_file import DEFAULT_FAMILY, editions, form_for
from app.i18n import _
from app.match.carried import carried, lost, restored
from app.match.headings import titles_within
from app.match.lines import Line, lines_of
from app.match.marked import read_marked
from app.match.placing import moved_origins, placed
from app.match.reading import Reading


@dataclass(frozen=True, slots=True)
class Matched:
    """A document understood: the filing, the edition that its labels follow, what is to be told besides the notes.

    `origins` say in which of the blocks each value and each printed total stands.
    """

    filing: Filing
    edition: str
    told: tuple[str, ...] = ()
    origins: Mapping[Address, tuple[Spot, ...]] = field(default_factory=dict)


def match(
    blocks: Sequence[Block],
    *,
    organization: str = "",
    year: int | None = None,
    family: str = DEFAULT_FAMILY,
    identity: Identity | None = None,
) -> Matched:
    """The filing that a document's blocks make. `organization` and `year` are used where the document is silent.

    Before them counts its `identity`: what a file of ours says of itself.

    Raises UnreadableDocument for what is no report, or does not say whose or of which year; NoEdition for a year
    without one.
    """
    found = carried(blocks, identity)
    own = found.identity
    family = own.family if own else family
    lines = lines_of(blocks)
    readings = _readings(found.blocks, family, own.organization if own else organization)
    if not readings or all(reading.is_empty for reading in readings):
        _require_edition(readings, family)
        raise UnreadableDocument(_no_report(lines, readings))
    title = next((reading.title for reading in readings if reading.title is not None), None)
    by_title = (title.organization, title.year) if title else ("", None)
    if own and found.has_title:
        by_title = (own.organization, own.year)
    whose = by_title[0] or (own.organization if own else "") or organization
    of_year = by_title[1] or (own.year if own else None) or year
    if not whose or not of_year:
        raise NoIdentity(_no_identity(bool(whose), bool(of_year)))
    filing = restored(new_filing(family, whose, of_year), found)
    reading = _best(readings, filing.form)
    told, notes = _edition_told(reading, filing.form)
    whole = placed(reading, filing, [*notes, *lost(found, reading)])
    origins = moved_origins(reading, filing.form, _places(found.blocks, blocks))
    return Matched(whole, reading.form.edition, told, origins)


def _places(left: Sequence[Block], blocks: Sequence[Block]) -> dict[int, int]:
    """For the blocks that are left of a document their numbers in the whole."""
    numbers = {id(block): number for number, block in enumerate(blocks)}
    return {number: numbers[id(block)] for number, block in enumerate(left)}


def _readings(blocks: Sequence[Block], family: str, organization: str) -> list[Reading]:
    known = editions(family)
    return [read_marked(form, blocks, [other for other in known if other is not form], organization) for form in known]


def _best(readings: Sequence[Reading], own: Form) -> Reading:
    """The reading with most labels word for word; of equal ones that of the year's edition.

    Equal readings that differ in a number leave it open: the labels do not say which edition is meant.
    """
    most = max(len(reading.exact) for reading in readings)
    equal = [reading for reading in readings if len(reading.exact) == most]
    best = next((reading for reading in equal if reading.form is own), equal[-1])
    for address in list(best.numbers):
        if any(other.numbers.get(address) != best.numbers[address] for other in equal):
            number = best.numbers.pop(address)
            text = _("The labels in the file do not say to which edition the number {number} belongs; not taken.")
            best.notes.append(Note("doubt", address, text.format(number=number)))
    return best


def _edition_told(reading: Reading, own: Form) -> tuple[tuple[str, ...], list[Note]]:
    if reading.form is own:
        return (), []
    text = _(
        "The labels in the file are those of the edition {file}; for its year the edition {own} holds. What both "
        "have was taken over, the rest is told."
    )
    told = text.format(file=reading.form.edition, own=own.edition)
    return (told,), [Note("doubt", "", told)]


def _require_edition(readings: Sequence[Reading], family: str) -> None:
    """Raises NoEdition for a report, by its title, of a year for which there is no form."""
    year = next((reading.title.year for reading in readings if reading.title is not None), None)
    if year:
        form_for(family, year)


def _no_report(lines: Sequence[Line], readings: Sequence[Reading]) -> str:
    """Why a document is no report, in words for a clerk."""
    if any(titles_within(reading.form, line.text) > 1 for reading in readings for line in lines):
        return _(
            "the whole report stands in one line, so that headings and tables cannot be told apart. Please copy "
            "it again with its line ends, or take the Word file."
        )
    if any(reading.title is not None for reading in readings):
        return _(
            "the title of a report was found, but no section and no table. The report itself may be a picture or "
            "an attachment of the page."
        )
    return _("neither a section's heading nor a table of the form was found; this seems to be no report.")


def _no_identity(has_organization: bool, has_year: bool) -> str:
    if not has_organization and not has_year:
        return _("the file does not say whose report it is, nor of which year. Please give both.")
    if has_year:
        return _("the file does not say whose report it is. Please give the organization.")
    return _("the file does not say of which year it is. Please give the year.")
