"""Two texts woven into one, paragraph by paragraph, as the clerk chooses."""

from collections import defaultdict
from collections.abc import Collection, Iterator

from app.compare.alignment import pairs

Slot = tuple[str, str]
"""A paragraph of the draft and the one of the file that answers it; "" where there is none."""


def slots(old: str, new: str) -> tuple[Slot, ...]:
    """The paragraphs of both texts in the order of the draft's; one that only the file has stands behind its neighbour.

    A paragraph that merely stands elsewhere in the file stays where it is.
    """
    before, after = (text.split("\n") if text else [] for text in (old, new))
    return tuple(_slots(before, after))


def woven(old: str, new: str, taken: Collection[str], dropped: Collection[str]) -> str:
    """The draft's text with these paragraphs of the file's, and without those paragraphs that only the draft has."""
    kept = (_kept(one, taken, dropped) for one in slots(old, new))
    return "\n".join(filter(None, kept))


def _kept(slot: Slot, taken: Collection[str], dropped: Collection[str]) -> str:
    before, after = slot
    if not after:
        return "" if before in dropped else before
    return after if after in taken else before


def _slots(old: list[str], new: list[str]) -> Iterator[Slot]:
    partners = {pair.new: pair for pair in pairs(old, new)}
    behind: dict[int, list[str]] = defaultdict(list)
    at = -1
    for number, text in enumerate(new):
        pair = partners.get(number)
        if pair is None:
            behind[at].append(text)
        elif not pair.moved:
            at = pair.old
    answers = {pair.old: new[pair.new] for pair in partners.values()}
    yield from (("", text) for text in behind[-1])
    for number, text in enumerate(old):
        yield text, answers.get(number, "")
        yield from (("", more) for more in behind[number])
