"""Edits of one text, and edits of the edited text told as edits of the first one."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.tidy.kinds import Kind


@dataclass(frozen=True, slots=True)
class Edit:
    """From this character up to, not including, that one stands something new."""

    start: int
    end: int
    new: str
    kind: Kind


def edited(text: str, edits: Iterable[Edit]) -> str:
    """The text with its edits, which are in order and do not overlap."""
    parts, position = [], 0
    for edit in edits:
        parts += [text[position : edit.start], edit.new]
        position = edit.end
    return "".join((*parts, text[position:]))


def composed(done: Sequence[Edit], more: Sequence[Edit]) -> list[Edit]:
    """The edits of the first text that do what `done` does and then `more`, which are edits of the edited text.

    Where both touch the same characters they become one edit, of the kind of the earlier.
    """
    if not done:
        return list(more)
    found, starts = list(done), _starts(done)
    for edit in reversed(more):  # from the end: what stands before an edit keeps its place
        first = bisect_right(starts, edit.start)
        if first and starts[first - 1] + len(found[first - 1].new) > edit.start:
            first -= 1
        last = bisect_left(starts, edit.end, lo=first)
        place = min([edit.start, *starts[first : first + 1]]) if first < last else edit.start
        found[first:last] = [_joined(found, starts, edit, first, last)]
        starts[first:last] = [place]
    return found


def _starts(done: Sequence[Edit]) -> list[int]:
    """Where each edit begins in the edited text."""
    starts, shift = [], 0
    for edit in done:
        starts.append(edit.start + shift)
        shift += len(edit.new) - (edit.end - edit.start)
    return starts


def _joined(found: Sequence[Edit], starts: Sequence[int], edit: Edit, first: int, last: int) -> Edit:
    """The edit as one of the first text, with the edits from `first` up to `last` that it touches drawn in."""
    before = found[first - 1].end - starts[first - 1] - len(found[first - 1].new) if first else 0
    if first == last:
        return Edit(edit.start + before, edit.end + before, edit.new, edit.kind)
    one, other = found[first], found[last - 1]
    inside, beyond = edit.start - starts[first], starts[last - 1] + len(other.new) - edit.end
    start, prefix = (one.start, one.new[:inside]) if inside > 0 else (edit.start + before, "")
    suffix = other.new[len(other.new) - beyond :] if beyond > 0 else ""
    end = other.end if beyond >= 0 else other.end - beyond
    return Edit(start, end, prefix + edit.new + suffix, one.kind)
