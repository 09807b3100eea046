"""The rules of clean-up run over a text until none has anything to say: so what is cleaned stays clean."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from app.tidy import figures, punctuation, spacing
from app.tidy.edits import Edit, composed, edited
from app.tidy.kinds import Kind
from app.tidy.punctuation import Change
from app.tidy.signs import codes, has_han

_RULES: tuple[tuple[Kind, Callable[[str], Iterable[Change]]], ...] = (
    (Kind.REMAINS, spacing.remains),
    (Kind.INVISIBLE, spacing.invisible),
    (Kind.INDENT, spacing.indent),
    (Kind.WIDTH, figures.width),
    (Kind.DOCUMENT, figures.documents),
    (Kind.NUMBERING, figures.numbering),
    (Kind.DASHES, figures.dashes),
    (Kind.QUOTES, punctuation.quotes),
    (Kind.PUNCTUATION, punctuation.brackets),
    (Kind.PUNCTUATION, punctuation.signs),
    (Kind.PUNCTUATION, punctuation.stops),
    (Kind.DOUBLED, punctuation.doubled),
    (Kind.SPACES, spacing.gaps),
)
_EVERYWHERE = {Kind.REMAINS, Kind.INVISIBLE, Kind.INDENT}
"""Kinds that need no Chinese around them and may lie within an address."""
_MOST_ROUNDS = 20


@dataclass(frozen=True, slots=True)
class Proposal:
    """In a paragraph, counted from 0, something else from this character up to, not including, that one."""

    paragraph: int
    start: int
    end: int
    old: str
    new: str
    kind: Kind


def tidied(text: str, kinds: Collection[Kind] = tuple(Kind)) -> tuple[Proposal, ...]:
    r"""What would be cleaned in a text of paragraphs joined by `\n`: in order, none overlapping.

    No digit, letter or Chinese character changes, but for the width of full-width ones and what Word left. With all of
    it done, nothing is left to propose.
    """
    return tuple(proposal for number, line in enumerate(text.split("\n")) for proposal in _line(number, line, kinds))


def applied(text: str, proposals: Iterable[Proposal]) -> str:
    """The text with these proposals done; a paragraph of which nothing is left goes."""
    lines: list[str | None] = list(text.split("\n"))
    by_line: dict[int, list[Proposal]] = {}
    for proposal in proposals:
        by_line.setdefault(proposal.paragraph, []).append(proposal)
    for number, found in by_line.items():
        edits = [Edit(one.start, one.end, one.new, one.kind) for one in sorted(found, key=lambda one: one.start)]
        lines[number] = edited(lines[number] or "", edits) or None
    return "\n".join(line for line in lines if line is not None)


def _line(number: int, line: str, kinds: Collection[Kind]) -> Iterator[Proposal]:
    for edit in _edits(line, kinds):
        old = line[edit.start : edit.end]
        if old != edit.new:
            yield Proposal(number, edit.start, edit.end, old, edit.new, edit.kind)


def _edits(line: str, kinds: Collection[Kind]) -> list[Edit]:
    now, done = line, list[Edit]()
    rules = [(kind, rule) for kind, rule in _RULES if kind in kinds]
    for _round in range(_MOST_ROUNDS):
        before = now
        for kind, rule in rules:
            more = _changes(now, kind, rule)
            if more:
                done, now = composed(done, more), edited(now, more)
        if now == before:
            break
    return done


def _changes(text: str, kind: Kind, rule: Callable[[str], Iterable[Change]]) -> list[Edit]:
    """What a rule changes, outside of addresses and the like."""
    if kind not in _EVERYWHERE and not has_han(text):
        return []
    found = [Edit(*change, kind) for change in sorted(rule(text)) if text[change[0] : change[1]] != change[2]]
    if not found or kind in _EVERYWHERE:
        return found
    spared = codes(text)
    return [one for one in found if not any(start < one.end and one.start < end for start, end in spared)]
