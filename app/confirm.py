"""Findings that were looked into and stand: each confirmed with a reason, until one of its values changes.

A confirmation is a note of the draft, so it is stored, exported, undone and versioned with the values. Its place is
the key of its finding; its fingerprint covers the words and the values of which the finding speaks.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from app import toml_file
from app.anchor import PARAGRAPH
from app.draft import Filing, Note, without_notes
from app.figures import printed
from app.finding import Finding
from app.form import Address
from app.paths import resources
from app.rules.notes import note_behind

_WORDS = re.compile(r"[\w.]+")


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A finding with the note by which it was confirmed; one that only follows goes with the one it follows from."""

    finding: Finding
    note: Note

    @property
    def reason(self) -> str:
        """Why it stands, in the clerk's words; "" where none was given."""
        return self.note.text


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyReason:
    """A reason to pick; it is offered for findings whose rule begins with one of `rules`, where any are named."""

    text: str
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reasons:
    reason: tuple[ReadyReason, ...]


def confirm(filing: Filing, finding: Finding, reason: str) -> Filing:
    """The filing with the finding confirmed, for this reason and no other; as it is where it cannot be."""
    if not can_be_confirmed(filing, finding):
        return filing
    note = Note("confirmed", finding.key, " ".join(reason.split()), _fingerprint(filing, finding))
    notes = (*unconfirm(filing, finding).draft.notes, note)
    return replace(filing, draft=replace(filing.draft, notes=notes))


def unconfirm(filing: Filing, finding: Finding) -> Filing:
    """The filing with the finding open again."""
    mark = _fingerprint(filing, finding)
    return without_notes(filing, [n for n in _notes(filing) if mark == n.fingerprint or n.place == finding.key])


def can_be_confirmed(filing: Filing, finding: Finding) -> bool:
    """Whether a reason can settle it: an error must be mended, and a note of the draft's is settled as such."""
    return finding.severity != "error" and note_behind(filing, finding) is None


def needs_reason(finding: Finding) -> bool:
    """Whether it is confirmed with a reason only: a hint may be laid aside without."""
    return finding.severity != "info"


def parted(filing: Filing, findings: Iterable[Finding]) -> tuple[tuple[Finding, ...], tuple[Confirmed, ...]]:
    """The findings that are open, and those that were confirmed and whose values are still the same.

    What follows from a confirmed finding goes with it; not an error, which stands by itself then.
    """
    found, notes = tuple(findings), {note.fingerprint: note for note in _notes(filing)}
    settled = _settled(filing, found, notes) if notes else {}
    if not settled:
        return found, ()
    by_key = {finding.key: note for finding, note in settled.items()}
    led = {one: by_key[one.cause] for one in found if one.cause in by_key and one not in settled}
    settled |= {one: note for one, note in led.items() if one.severity != "error"}
    open_ = (replace(one, cause="") if one in led else one for one in found if one not in settled)
    return tuple(open_), tuple(Confirmed(one, settled[one]) for one in found if one in settled)


def outlived(confirmed: Iterable[Confirmed], filing: Filing) -> tuple[Note, ...]:
    """The notes among those of an earlier state that died of a change: a value of which they speak is another one."""
    return tuple(
        one.note
        for one in confirmed
        if one.note.place == one.finding.key and one.note.fingerprint != _fingerprint(filing, one.finding)
    )


def ready_reasons(finding: Finding) -> tuple[str, ...]:
    """The reasons to pick from for a finding, those for its kind of rule first."""
    fitting = [one for one in _ready() if not one.rules or any(_is_of(finding.rule, rule) for rule in one.rules)]
    return tuple(one.text for one in sorted(fitting, key=lambda one: not one.rules))


def _is_of(rule: str, named: str) -> bool:
    """Whether a rule is the one named, or, where only letters are named, of that family: M1 is not M16."""
    return rule == named or (not named[-1].isdigit() and rule.startswith(named))


def _notes(filing: Filing) -> list[Note]:
    return [note for note in filing.draft.notes if note.kind == "confirmed"]


def _settled(filing: Filing, found: tuple[Finding, ...], notes: Mapping[str, Note]) -> dict[Finding, Note]:
    marks = {one: _fingerprint(filing, one) for one in found if one.severity != "error"}
    return {one: notes[mark] for one, mark in marks.items() if mark in notes}


def _fingerprint(filing: Filing, finding: Finding) -> str:
    """A mark of the finding and of every value that it speaks of, last year's among them.

    It begins with a ¶, for the note is bound to these and not to all that stands at a place (`app.draft.with_notes`).
    """
    import hashlib  # confirmations are few, and the window opens sooner without
    import json

    values = [[address, _value(filing, finding, address)] for address in finding.addresses]
    compared = [_WORDS.findall(value) for value in finding.values]  # what joins them depends on the interface language
    text = json.dumps([finding.key, values, compared], ensure_ascii=False)
    return PARAGRAPH + hashlib.blake2b(text.encode(), digest_size=6).hexdigest()


def _value(filing: Filing, finding: Finding, address: Address) -> str:
    """What stands at a place; of a narrative nothing where the finding's mark stands for its own words there."""
    if address in filing.form.cells:
        return printed(filing, address)
    return "" if finding.mark and address in filing.form.narratives else filing.value(address)


@lru_cache(maxsize=1)
def _ready() -> tuple[ReadyReason, ...]:
    return toml_file.read(resources() / "checks" / "confirm.toml", _Reasons).reason
