"""The parts of a printed report: what a reviewer goes through one by one, each with the sections that it is made of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from app.blocks import Block, Heading, Paragraph, Table
from app.draft import Filing
from app.form import Address, Form, Section
from app.i18n import _
from app.report import SIGNED_BY, SIGNED_ON, TITLE, compose

SIGNATURE = "signature"
"""The id of the part that 落款 is; all others have the id of their first section."""

_PLACES = {"title": TITLE, "organization": SIGNED_BY, "date": SIGNED_ON}
"""The cover fields that paragraphs of these roles are made of."""


@dataclass(frozen=True, slots=True)
class Part:
    """Title, preface, section or 落款: its name in words, its blocks as in a draft copy, the sections it is made of."""

    id: str
    name: str
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]

    addresses: frozenset[Address] = field(init=False, repr=False)
    """The places that the blocks show; the sections may have more."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "addresses", frozenset(_addresses(self.blocks)))

    @property
    def is_left_out(self) -> bool:
        """Whether nothing of it is written, and nothing has to be: the preface alone has not even a heading."""
        return self.blocks == (_left_out(self.id),)

    @property
    def text(self) -> str:
        """The part in plain words, a table row by row."""
        return "\n".join(_lines(self.blocks))


def parts(filing: Filing) -> tuple[Part, ...]:
    """The parts of a report in the order in which they are printed; one without words has an empty paragraph."""
    form = filing.form
    blocks = [placed(form, block) for block in compose(filing, "draft")]
    cover = tuple(section for section in form.sections if section.kind == "fields")
    title = [one for one in blocks if isinstance(one, Paragraph) and one.role == "title"]
    signed = [one for one in blocks if isinstance(one, Paragraph) and one.role in ("organization", "date")]
    found = [Part(cover[0].id if cover else TITLE, _("the title"), tuple(title), cover)]
    for section in form.sections:
        if section not in cover:
            here = [one for one in blocks if one.address.partition("/")[0] == section.id]
            found.append(Part(section.id, _name(section), tuple(here) or (_left_out(section.id),), (section,)))
    if signed:
        found.append(Part(SIGNATURE, _("the signature"), tuple(signed), cover))
    return tuple(found)


def _left_out(id: str) -> Paragraph:
    """What stands for a section of which nothing is printed."""
    return Paragraph(text="", address=id)


def _name(section: Section) -> str:
    return section.title or section.short or _("the preface")


def placed(form: Form, block: Block) -> Block:
    """A block with the address of the cover field that it is made of, where the form has it."""
    if not isinstance(block, Paragraph) or block.role not in _PLACES:
        return block
    id = _PLACES[block.role]
    return replace(block, address=next((address for address, one in form.fields.items() if one.id == id), ""))


def _addresses(blocks: Iterable[Block]) -> Iterable[Address]:
    for block in blocks:
        yield block.address
        if isinstance(block, Table):
            yield from (cell.address for cell in block.cells)


def _lines(blocks: Sequence[Block]) -> Iterable[str]:
    for block in blocks:
        if isinstance(block, Heading | Paragraph):
            yield block.text
        else:
            for row in range(block.rows):
                yield " ".join(cell.text.replace("\n", "") for cell in block.cells if cell.row == row)
