"""How far each step of a report is: blank, begun, filled, or with something to mend."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.draft import Filing
from app.figures import blanks
from app.finding import Finding
from app.form import Address, Section


class StepState(StrEnum):
    """The four states of a step; a fault goes before everything."""

    BLANK = "blank"
    BEGUN = "begun"
    FILLED = "filled"
    FAULTY = "faulty"


@dataclass(frozen=True, slots=True)
class Progress:
    """A step's state; how many required places are blank; how many findings stand by themselves.

    Of these `errors` must be mended and `questions` be verified; the others are hints.
    """

    state: StepState
    blanks: int
    findings: int
    errors: int = 0
    questions: int = 0


def progress(filing: Filing, findings: Iterable[Finding], step: tuple[Section, ...]) -> Progress:
    """How far the sections of a step are."""
    here, blank = _findings_in(findings, step), _blanks_in(filing, step)
    severities = [finding.severity for finding in here]
    counts = (len(blank), len(here), severities.count("error"), severities.count("warning"))
    return Progress(_state(filing, step, len(blank), here), *counts)


def first_open(filing: Filing, findings: Iterable[Finding], step: tuple[Section, ...]) -> Address:
    """Where a step wants the clerk next: at a fault, at a blank, at a question, otherwise at its first place."""
    entries = [address for section in step for address in filing.form.entries(section)]
    here = _findings_in(findings, step)
    faults = [finding.addresses[0] for finding in here if finding.severity == "error"]
    asked = [finding.addresses[0] for finding in here]
    return next(iter((*faults, *_blanks_in(filing, step), *asked, *entries)))


def _findings_in(findings: Iterable[Finding], step: tuple[Section, ...]) -> list[Finding]:
    """The findings that stand by themselves and speak of the step."""
    return [f for f in findings if not f.cause and any(_is_in(step, address) for address in f.addresses)]


def _blanks_in(filing: Filing, step: tuple[Section, ...]) -> list[Address]:
    return [address for address in blanks(filing) if _is_in(step, address)]


def _is_in(step: tuple[Section, ...], address: Address) -> bool:
    return address.partition("/")[0] in {section.id for section in step}


def _state(filing: Filing, step: tuple[Section, ...], blank: int, here: list[Finding]) -> StepState:
    if any(finding.severity == "error" for finding in here):
        return StepState.FAULTY
    if not blank:
        return StepState.FILLED
    filled = any(address in filing.draft.values for section in step for address in filing.form.entries(section))
    return StepState.BEGUN if filled else StepState.BLANK
