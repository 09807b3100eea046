"""A narrative of two filings, sentence by sentence."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.compare.alignment import Pair, pairs, without_figures
from app.compare.places import Place, places
from app.compare.sentences import Sentence, split
from app.compare.spans import Span, spans
from app.draft import Filing
from app.form import Address
from app.i18n import _


class Wording(StrEnum):
    """What became of a sentence."""

    SAME = "same"
    MOVED = "moved"
    REWORDED = "reworded"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceChange:
    """A sentence of the old text and the one of the new text that answers it; None where there is none.

    `spans_old` and `spans_new` are the characters in which a reworded sentence differs; `old_place` and `new_place`
    count the sentences of each text from 0, -1 where there is none.
    """

    wording: Wording
    old: Sentence | None = None
    new: Sentence | None = None
    old_place: int = -1
    new_place: int = -1
    spans_old: tuple[Span, ...] = ()
    spans_new: tuple[Span, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether the wording is another, or the sentence is there only once; one that moved is the same."""
        return self.wording not in (Wording.SAME, Wording.MOVED)

    @property
    def only_figures(self) -> bool:
        """Whether a reworded sentence has other figures and nothing else."""
        if self.wording != Wording.REWORDED or self.old is None or self.new is None:
            return False
        return without_figures(self.old.key) == without_figures(self.new.key)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextChange:
    """A narrative: its sentences in the order of the new text, gone ones where they stood.

    `likeness` is the share of the new text, from 0 to 1, that stands word for word in the old one.
    """

    address: Address
    title: str
    sentences: tuple[SentenceChange, ...]
    likeness: float

    @property
    def differs(self) -> bool:
        """Whether anything is worded otherwise."""
        return any(one.differs for one in self.sentences)

    def count(self, wording: Wording) -> int:
        """How many sentences this became of."""
        return sum(one.wording == wording for one in self.sentences)


def text_changes(old: Filing, new: Filing) -> tuple[TextChange, ...]:
    """The narratives of both forms, in the order of the new one."""
    found = places(old.form, new.form, old.form.narratives, new.form.narratives)
    return tuple(_text(old, new, place) for place in found)


def _text(old: Filing, new: Filing, place: Place) -> TextChange:
    section = new.form.narratives[place.new] if place.new else old.form.narratives[place.old]
    before = old.value(place.old) if place.old else ""
    after = new.value(place.new) if place.new else ""
    return text_change(section.id, section.title or _("The preface"), before, after)


def text_change(address: Address, title: str, old: str, new: str) -> TextChange:
    """One narrative compared."""
    before, after = split(old), split(new)
    found = pairs([one.key for one in before], [one.key for one in after])
    changes = tuple(_ordered(before, after, found))
    same = sum(_length(one.new) for one in changes if not one.differs)
    whole = sum(_length(one) for one in after)
    return TextChange(address=address, title=title, sentences=changes, likeness=same / whole if whole else 0.0)


def _ordered(before: Sequence[Sentence], after: Sequence[Sentence], found: Sequence[Pair]) -> Iterator[SentenceChange]:
    """Every sentence once, in the order of the new text; a gone one behind what stood before it in the old text."""
    partner = {pair.new: pair for pair in found}
    gone = _gone_after(len(before), found)
    yield from (_gone(before, place) for place in gone[-1])
    for place, sentence in enumerate(after):
        pair = partner.get(place)
        if pair is None:
            yield SentenceChange(wording=Wording.NEW, new=sentence, new_place=place)
        else:
            yield _answered(before[pair.old], sentence, pair)
        yield from (_gone(before, other) for other in gone[place])


def _gone_after(count: int, found: Sequence[Pair]) -> dict[int, list[int]]:
    """The old sentences without an answer, by the place in the new text behind which they are shown."""
    answers = {pair.old: pair for pair in found}
    gone: dict[int, list[int]] = defaultdict(list)
    behind = -1
    for place in range(count):
        pair = answers.get(place)
        if pair is None:
            gone[behind].append(place)
        elif not pair.moved:
            behind = pair.new
    return gone


def _gone(before: Sequence[Sentence], place: int) -> SentenceChange:
    return SentenceChange(wording=Wording.GONE, old=before[place], old_place=place)


def _answered(old: Sentence, new: Sentence, pair: Pair) -> SentenceChange:
    wording = Wording.REWORDED
    if pair.is_same:
        wording = Wording.MOVED if pair.moved else Wording.SAME
    here, there = ((), ()) if pair.is_same else spans(old.text, new.text)
    return SentenceChange(
        wording=wording,
        old=old,
        new=new,
        old_place=pair.old,
        new_place=pair.new,
        spans_old=here,
        spans_new=there,
    )


def _length(sentence: Sentence | None) -> int:
    """The characters of a sentence, spaces not counted."""
    return len("".join(sentence.text.split())) if sentence else 0
