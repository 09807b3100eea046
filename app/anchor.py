"""Where a sentence whose figures are remembered stands after its narrative was changed.

A figure stays remembered while it stands there, whatever the clerk does with the words around it; a figure that gave
way to another one is that other one. Imports nothing of ours but the sentences.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.slots import BLANK, OWN, Sentence, Slot, joined

PARAGRAPH = "¶"
"""A note's fingerprint begins with it where the note speaks of one paragraph of the narrative at its place."""

_NUMBER = re.compile(r"[-−－]?[0-9０-９]+(?:[,.．][0-9０-９]+)*")
_FEWEST_WORDS = 6
_MOST_COMPARED = 4_000_000

Block = tuple[str, int, int, int, int]
"""As difflib has it: what became of the characters from `i1` to `i2`, now from `j1` to `j2`."""


def paragraph_mark(paragraph: str) -> str:
    """The fingerprint of a note that speaks of this one paragraph, wherever in its narrative it stands."""
    import hashlib

    return PARAGRAPH + hashlib.blake2b(paragraph.encode(), digest_size=6).hexdigest()


def stands(mark: str, text: str) -> bool:
    """Whether the paragraph of this mark is one of the text's."""
    return any(paragraph_mark(paragraph) == mark for paragraph in text.split("\n"))


def mark_after(mark: str, old: str, new: str, swaps: Sequence[tuple[str, str]]) -> str:
    """The mark of the paragraph of which nothing changed but these sentences; "" where more did, or it is gone."""
    now = set(new.split("\n"))
    for paragraph in old.split("\n"):
        if paragraph_mark(paragraph) == mark:
            changed = paragraph
            for before, after in swaps:
                changed = changed.replace(before, after)
            return paragraph_mark(changed) if changed in now else ""
    return ""


def followed(sentence: Sentence, old: str, new: str) -> Sentence | None:
    """The sentence as it stands in the new text; None where nothing of its figures is left there."""
    if sentence.text in new:
        return sentence
    before, after = _changed(old.split("\n"), new.split("\n"))
    place = next((i for i, paragraph in enumerate(before) if sentence.text in paragraph), -1)
    if place < 0 or not after:
        return None
    found = _with_other_figures(sentence, after)
    if found is None:
        likely = after[place] if len(before) == len(after) else _likest(before[place], after)
        found = _moved(sentence, before[place], likely)
    return found if found.slots else None


def _changed(old: list[str], new: list[str]) -> tuple[list[str], list[str]]:
    """The paragraphs without those that both texts begin and end with."""
    start, most = 0, min(len(old), len(new))
    while start < most and old[start] == new[start]:
        start += 1
    end = 0
    while end < most - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return old[start : len(old) - end], new[start : len(new) - end]


def _with_other_figures(sentence: Sentence, paragraphs: Sequence[str]) -> Sentence | None:
    """The same words with other figures; None where they stand nowhere, or are too few to tell."""
    ends = sentence.pieces[:1] + sentence.pieces[-1:]
    if len(sentence.words) < _FEWEST_WORDS or any(isinstance(end, Slot) and not _is_number(end.value) for end in ends):
        return None
    pattern = re.compile("".join(_pattern(piece) for piece in sentence.pieces))
    match = next(filter(None, map(pattern.search, paragraphs)), None)
    if match is None:
        return None
    values = iter(match.groups())
    return _kept(sentence.filled(lambda _slot: next(values)))


def _pattern(piece: str | Slot) -> str:
    if isinstance(piece, str):
        return re.escape(piece)
    return f"({_NUMBER.pattern}|{BLANK}+)" if _is_number(piece.value) or piece.value == BLANK else "(.+?)"


def _kept(sentence: Sentence) -> Sentence:
    """The sentence without the figures that need no memory: those of the clerk's own, once they are written."""
    return joined([p if isinstance(p, str) or _is_remembered(p) else p.value for p in sentence.pieces])


def _is_remembered(slot: Slot) -> bool:
    return slot.place != OWN or slot.value == BLANK


def _is_number(value: str) -> bool:
    return bool(_NUMBER.fullmatch(value))


def _likest(paragraph: str, others: Sequence[str]) -> str:
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(paragraph)
    shares: list[float] = []
    for other in others:
        matcher.set_seq1(other)
        shares.append(matcher.quick_ratio())
    return others[shares.index(max(shares))]


# Words changed around the figures


@dataclass(frozen=True, slots=True)
class _Change:
    """How the characters of one paragraph became those of another."""

    blocks: tuple[Block, ...]

    def start(self, place: int) -> int:
        """Where what begins at a place begins now, behind what was put before it; -1 where that cannot be said."""
        for tag, i1, i2, j1, _j2 in self.blocks:
            if i1 <= place < i2:
                return j1 + place - i1 if tag == "equal" else (j1 if place == i1 else -1)
        return -1

    def end(self, place: int) -> int:
        """Where what ends at a place ends now, before what was put behind it; -1 where that cannot be said."""
        for tag, i1, i2, j1, j2 in self.blocks:
            if i1 < place <= i2:
                return j1 + place - i1 if tag == "equal" else (j2 if place == i2 else -1)
        return -1


def _moved(sentence: Sentence, old: str, new: str) -> Sentence:
    change = _Change(tuple(_blocks(old, new)))
    at = old.index(sentence.text)
    slots = list(_slots_now(sentence, at, change, new))
    if not slots:
        return Sentence(())
    begin, end = change.start(at), change.end(at + len(sentence.text))
    begin = min(begin, slots[0][1]) if begin >= 0 else slots[0][1]
    end = max(end, slots[-1][2])
    pieces: list[str | Slot] = []
    for slot, start, stop in slots:
        pieces += [new[begin:start], slot]
        begin = stop
    return joined([*pieces, new[begin:end]])


def _slots_now(sentence: Sentence, at: int, change: _Change, new: str) -> Iterator[tuple[Slot, int, int]]:
    """The figures that are left, each with what stands for it now, from where to where."""
    last = 0
    for slot, start, end in sentence.spans:
        first, stop = change.start(at + start), change.end(at + end)
        if _is_number(slot.value):
            first, stop = _number_at(new, first, stop)
        now = replace(slot, value=new[first:stop]) if last <= first < stop else None
        if now and _is_remembered(now):
            yield now, first, stop
            last = stop


def _number_at(text: str, first: int, stop: int) -> tuple[int, int]:
    """The number that begins or ends at these places, whole: a digit typed at its side belongs to it."""
    for found in _NUMBER.finditer(text):
        is_begun_here = first >= 0 and found.start() <= first < found.end()
        if is_begun_here or (stop >= 0 and found.start() < stop <= found.end()):
            return found.span()
    return -1, -1


def _blocks(old: str, new: str) -> Iterator[Block]:
    """What became of each stretch; only what lies between the first and the last change is compared closely."""
    most = min(len(old), len(new))
    start = next((i for i in range(most) if old[i] != new[i]), most)
    end = next((i for i in range(most - start) if old[-1 - i] != new[-1 - i]), most - start)
    yield "equal", 0, start, 0, start
    for tag, i1, i2, j1, j2 in _closely(old[start : len(old) - end], new[start : len(new) - end]):
        yield tag, i1 + start, i2 + start, j1 + start, j2 + start
    yield "equal", len(old) - end, len(old), len(new) - end, len(new)


def _closely(old: str, new: str) -> Sequence[Block]:
    if not old or not new or len(old) * len(new) > _MOST_COMPARED:
        return [("replace", 0, len(old), 0, len(new))]
    from difflib import SequenceMatcher

    return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
