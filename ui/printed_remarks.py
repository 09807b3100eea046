"""What a reviewer should see on the printed report: at which place, how grave, in which words."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from app.anchor import PARAGRAPH, paragraph_mark
from app.blocks import Paragraph
from app.finding import Finding
from app.form import Address, Severity
from ui.printed_parts import SIGNATURE, Part

_RANK: tuple[Severity, ...] = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class Remark:
    """What is found of a place: the worst of it, and all of it in words, a line each."""

    severity: Severity
    text: str


def remarks(findings: Iterable[Finding]) -> dict[Address, Remark]:
    """The remarks on a report, place by place; of what only follows from something else too.

    A place is an address, or of one paragraph of a narrative the address with the paragraph's mark behind it.
    """
    found: dict[Address, list[Finding]] = {}
    for finding in findings:
        for address in finding.addresses:
            found.setdefault(address + finding.mark, []).append(finding)
    return {
        place: Remark(worst(one.severity for one in here), _lines(one.message for one in here))
        for place, here in found.items()
    }


def remarks_on(part: Part, remarks: Mapping[Address, Remark], printed: Collection[Address]) -> dict[Address, Remark]:
    """The remarks on what a part shows; those on what is printed nowhere, as most of the cover, on its first block."""
    found: dict[Address, list[Remark]] = {}
    marked = _marked(part) if any(PARAGRAPH in place for place in remarks) else frozenset()
    for place, remark in remarks.items():
        shown_at = place if place in marked else _shown_at(part, place.partition(PARAGRAPH)[0], printed)
        if shown_at:
            found.setdefault(shown_at, []).append(remark)
    return {
        place: Remark(worst(one.severity for one in here), _lines(one.text for one in here))
        for place, here in found.items()
    }


def _shown_at(part: Part, address: Address, printed: Collection[Address]) -> Address:
    """Where a part shows what is said of an address; "" where it does not."""
    if address in part.addresses:
        return address
    is_here = address.partition("/")[0] in {section.id for section in part.sections}
    if not is_here or address in printed or part.id == SIGNATURE:
        return ""
    return next((block.address for block in part.blocks if block.address), "")


def _marked(part: Part) -> frozenset[Address]:
    """The places of a part's paragraphs."""
    paragraphs = (block for block in part.blocks if isinstance(block, Paragraph))
    return frozenset(block.address + paragraph_mark(block.text) for block in paragraphs)


def remark_at(remarks: Mapping[Address, Remark], address: Address, text: str) -> Remark | None:
    """The remark on a paragraph or a cell with this text."""
    return remarks.get(place_of(remarks, address, text)) or remarks.get(address)


def place_of(places: Collection[str], address: Address, text: str) -> Address:
    """The place of a paragraph: with its mark where one of the places is that paragraph, otherwise the address."""
    if not address or not any(place.startswith(address + PARAGRAPH) for place in places):
        return address
    place = address + paragraph_mark(text)
    return place if place in places else address


def worst(severities: Iterable[Severity]) -> Severity:
    """The gravest of them."""
    return min(severities, key=_RANK.index)


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(texts))
