"""What a check has to say: where, what, by how much, why, and how to mend it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.form import Address, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fault, question or hint.

    `rule` is the rule's number in the house (A1, X1 …), `values` what was compared, as printed, left before right;
    `cause` names the finding that this one only follows from, "" for one that stands by itself; `mark` tells findings
    apart that speak of parts of the same place.
    """

    code: str
    rule: str
    severity: Severity
    addresses: tuple[Address, ...]
    message: str
    values: tuple[str, ...] = ()
    difference: str = ""
    source: str = ""
    mend: str = ""
    cause: str = ""
    mark: str = ""

    @property
    def key(self) -> str:
        """What names the finding among all of a filing."""
        return ":".join((self.code, *self.addresses[:1], *filter(None, (self.mark,))))


class VerdictState(StrEnum):
    """How far a report is from being filed."""

    INCOMPLETE = "incomplete"
    BLOCKED = "blocked"
    REVIEW = "review"
    READY = "ready"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The one answer to “can it be filed?”: how many places are blank, faults to mend, questions, hints."""

    blanks: int
    errors: int
    warnings: int
    infos: int

    @property
    def state(self) -> VerdictState:
        """First what is blank, then what must be mended, then what is asked."""
        if self.blanks:
            return VerdictState.INCOMPLETE
        if self.errors:
            return VerdictState.BLOCKED
        return VerdictState.REVIEW if self.warnings else VerdictState.READY


def verdict(findings: Iterable[Finding], blanks: int) -> Verdict:
    """The verdict over findings; one that only follows from another is not counted."""
    counted = [finding.severity for finding in findings if not finding.cause]
    return Verdict(blanks, counted.count("error"), counted.count("warning"), counted.count("info"))
