"""Where a sentence whose figures are remembered stands after its narrative was changed.

A figure stays remembered while it stands there, whatever the clerk does with the words around it; a figure that gave
way to another one is that other one. Where that cannot be told it is forgotten: it never becomes that of another
sentence. Imports nothing of ours but the sentences.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.slots import BLANK, OWN, Sentence, Slot, joined

PARAGRAPH = "¶"
"""A note's fingerprint begins with it where the note speaks of one paragraph of the narrative at its place."""

_NUMBER = r"(?:(?<![0-9０-９])[-−－])?[0-9０-９]+(?:,[0-9０-９]{3}(?![0-9０-９]))*(?:[.．][0-9０-９]+)?"
_FIGURE = re.compile(f"{_NUMBER}|{BLANK}+")
_TOKEN = re.compile(f"{_FIGURE.pattern}|.", re.DOTALL)
_LONGEST_FIGURE = 40
_FEWEST_WORDS = 6
_MOST_COMPARED = 4_000_000

Found = tuple[Sentence, int]
"""A sentence and the character of a text at which it begins."""


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


def places(sentence: Sentence, text: str) -> Iterator[int]:
    """Where the sentence stands in a text, its figures whole: 5件 does not stand in 15件."""
    words = sentence.text
    spans = [(start, end) for slot, start, end in sentence.spans if is_figure(slot.value)]
    at = text.find(words) if words else -1
    while at >= 0:
        if all(_is_whole(text, at + start, at + end) for start, end in spans):
            yield at
        at = text.find(words, at + 1)


def place(sentence: Sentence, text: str) -> int:
    """The first of these places; -1 where there is none."""
    return next(places(sentence, text), -1)


def is_figure(value: str) -> bool:
    """Whether a value is a number, or stands blank for one."""
    return bool(_FIGURE.fullmatch(value))


def told_apart(sentence: Sentence, at: int, text: str) -> Sentence:
    """The sentence that stands at a place with so many of the words beside it that it stands in the text only once.

    The sentence itself where its paragraph has no more of them, or where it does not stand there.
    """
    end, more, told = at + len(sentence.text), 1, sentence
    if text[at:end] != sentence.text:
        return sentence
    first, last = text.rfind("\n", 0, at) + 1, (text + "\n").index("\n", end)
    while len(list(places(told, text))) > 1:
        if told.text == text[first:last]:
            return sentence
        start, stop = max(first, at - more), min(last, end + max(0, more - (at - first)))
        told, more = joined([text[start:at], *sentence.pieces, text[end:stop]]), 2 * more
    return told


def followed(sentence: Sentence, old: str, new: str) -> Sentence | None:
    """The sentence as it stands in the new text; None where nothing of its figures is left there."""
    stood, here = list(places(sentence, old)), list(places(sentence, new))
    if len(here) == 1 and len(stood) < 2:
        return sentence
    found = _found(sentence, stood[0], old, new) if stood else None
    if found is None and here and len(stood) < 2:
        found = sentence, here[0]
    return told_apart(*found, new) if found else None


def _found(sentence: Sentence, at: int, old: str, new: str) -> Found | None:
    """The sentence that stood at a place, as it stands now."""
    first, last, shift = _changed(old, new)
    if at < first:
        return sentence, at
    if at >= last:
        return sentence, at + shift
    found = _in_changed(sentence, at - first, old[first:last], new[first : last + shift])
    return (found[0], found[1] + first) if found else None


def _in_changed(sentence: Sentence, at: int, old: str, new: str) -> Found | None:
    """The same in paragraphs that all changed; where some were joined or parted, they are compared as one text."""
    before, after = old.split("\n"), new.split("\n")
    if len(before) != len(after) and len(old) * len(new) <= _MOST_COMPARED:
        return _in_text(sentence, at, old, new)
    number, begin = old.count("\n", 0, at), old.rfind("\n", 0, at) + 1
    likely = number if len(before) == len(after) else _likest(before[number], after)
    other = _with_other_figures(sentence, at, old, new)
    if other and new.count("\n", 0, other[1]) != likely:
        return other
    found = _in_text(sentence, at - begin, before[number], after[likely])
    return (found[0], found[1] + sum(len(one) + 1 for one in after[:likely])) if found else None


def _changed(old: str, new: str) -> tuple[int, int, int]:
    """From where to where the old text has paragraphs that the two do not share; how much longer the new one is."""
    before, after = old.split("\n"), new.split("\n")
    start, most = 0, min(len(before), len(after))
    while start < most and before[start] == after[start]:
        start += 1
    end = 0
    while end < most - start and before[-1 - end] == after[-1 - end]:
        end += 1
    first = sum(len(one) + 1 for one in before[:start])
    return first, len(old) - sum(len(one) + 1 for one in before[len(before) - end :]), len(new) - len(old)


def _with_other_figures(sentence: Sentence, at: int, old: str, new: str) -> Found | None:
    """The same words with other figures; None where they stand more or less often now, or are too few to tell."""
    if len(sentence.words) < _FEWEST_WORDS or any(isinstance(sentence.pieces[end], Slot) for end in (0, -1)):
        return None
    pattern = re.compile("".join(_pattern(piece) for piece in sentence.pieces))
    stood, here = [found.start() for found in pattern.finditer(old)], list(pattern.finditer(new))
    if len(stood) != len(here) or at not in stood:
        return None
    match = here[stood.index(at)]
    values = iter(match.groups())
    kept = _kept(sentence.filled(lambda _slot: next(values)))
    return (kept, match.start()) if kept.slots else None


def _pattern(piece: str | Slot) -> str:
    if isinstance(piece, str):
        return re.escape(piece)
    return f"({_FIGURE.pattern})" if is_figure(piece.value) else "(.+?)"


def _kept(sentence: Sentence) -> Sentence:
    """The sentence without the figures that need no memory: those of the clerk's own, once they are written."""
    return joined([p if isinstance(p, str) or _is_remembered(p) else p.value for p in sentence.pieces])


def _is_remembered(slot: Slot) -> bool:
    return slot.place != OWN or slot.value == BLANK


def _is_whole(text: str, start: int, end: int) -> bool:
    around = _FIGURE.finditer(text, max(0, start - _LONGEST_FIGURE), end + _LONGEST_FIGURE)
    return any(found.span() == (start, end) for found in around)


# Words changed around the figures


@dataclass(frozen=True, slots=True)
class _Block:
    """What became of the tokens from `i1` to `i2` of one text: those from `j1` to `j2` of another."""

    tag: str
    i1: int
    i2: int
    j1: int
    j2: int


class _Change:
    """How one text became another, token by token: a figure is one token, so that none is taken for a part."""

    def __init__(self, old: str, new: str) -> None:
        before, self._new = _TOKEN.findall(old), _TOKEN.findall(new)
        self._index = {found.start(): i for i, found in enumerate(_TOKEN.finditer(old))} | {len(old): len(before)}
        self._starts = [*(found.start() for found in _TOKEN.finditer(new)), len(new)]
        self._blocks = list(_blocks(before, self._new))

    def start(self, place: int) -> int:
        """Where what begins at a place begins now, behind what was put before it; -1 where that cannot be said."""
        i = self._index.get(place, -1)
        block = next((one for one in self._blocks if one.i1 <= i < one.i2), None)
        if block is None or (block.tag != "equal" and i != block.i1):
            return -1
        return self._starts[block.j1 + i - block.i1]

    def end(self, place: int) -> int:
        """Where what ends at a place ends now, before what was put behind it; -1 where that cannot be said."""
        i = self._index.get(place, -1)
        block = next((one for one in self._blocks if one.i1 < i <= one.i2), None)
        if block is None or (block.tag != "equal" and i != block.i2):
            return -1
        return self._starts[block.j1 + i - block.i1 if block.tag == "equal" else block.j2]

    def figure(self, place: int) -> tuple[int, int]:
        """From where to where the figure stands that began at a place, or the only one to which it alone gave way."""
        i = self._index.get(place, -1)
        block = next((one for one in self._blocks if one.i1 <= i < one.i2), None)
        if block is None or (block.tag != "equal" and block.i2 - block.i1 > 1):
            return -1, -1
        now = [block.j1 + i - block.i1]
        if block.tag != "equal":
            now = [j for j in range(block.j1, block.j2) if is_figure(self._new[j])]
        return (self._starts[now[0]], self._starts[now[0] + 1]) if len(now) == 1 else (-1, -1)


def _likest(paragraph: str, others: Sequence[str]) -> int:
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(paragraph)
    shares: list[float] = []
    for other in others:
        matcher.set_seq1(other)
        shares.append(matcher.quick_ratio())
    return shares.index(max(shares))


def _in_text(sentence: Sentence, at: int, old: str, new: str) -> Found | None:
    """The sentence with what became of its words and figures; where it was parted, what stands in the first part."""
    change = _Change(old, new)
    slots = list(_slots_now(sentence, at, change, new))
    if not slots:
        return None
    first, last = new.rfind("\n", 0, slots[0][1]) + 1, (new + "\n").index("\n", slots[0][1])
    slots = [one for one in slots if one[2] <= last]
    begin, end = change.start(at), change.end(at + len(sentence.text))
    begin = start = max(first, min(begin, slots[0][1])) if begin >= 0 else slots[0][1]
    end = max(min(end, last), slots[-1][2])
    pieces: list[str | Slot] = []
    for slot, here, stop in slots:
        pieces += [new[begin:here], slot]
        begin = stop
    return joined([*pieces, new[begin:end]]), start


def _slots_now(sentence: Sentence, at: int, change: _Change, new: str) -> Iterator[tuple[Slot, int, int]]:
    """The figures that are left, each with what stands for it now, from where to where."""
    last = 0
    for slot, start, end in sentence.spans:
        first, stop = change.start(at + start), change.end(at + end)
        if is_figure(slot.value):
            first, stop = change.figure(at + start)
        now = replace(slot, value=new[first:stop]) if last <= first < stop else None
        if now and _is_remembered(now):
            yield now, first, stop
            last = stop


def _blocks(old: Sequence[str], new: Sequence[str]) -> Iterator[_Block]:
    """What became of each stretch; only what lies between the first and the last change is compared closely."""
    most = min(len(old), len(new))
    start = next((i for i in range(most) if old[i] != new[i]), most)
    end = next((i for i in range(most - start) if old[-1 - i] != new[-1 - i]), most - start)
    yield _Block("equal", 0, start, 0, start)
    for tag, i1, i2, j1, j2 in _closely(old[start : len(old) - end], new[start : len(new) - end]):
        yield _Block(tag, i1 + start, i2 + start, j1 + start, j2 + start)
    yield _Block("equal", len(old) - end, len(old), len(new) - end, len(new))


def _closely(old: Sequence[str], new: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    if not old or not new or len(old) * len(new) > _MOST_COMPARED:
        return [("replace", 0, len(old), 0, len(new))]
    from difflib import SequenceMatcher

    return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
