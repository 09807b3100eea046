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
    """A step's state, how many required places are blank, how many findings stand by themselves."""

    state: StepState
    blanks: int
    findings: int


def progress(filing: Filing, findings: Iterable[Finding], step: tuple[Section, ...]) -> Progress:
    """How far the sections of a step are."""
    ids = {section.id for section in step}
    here = [f for f in findings if not f.cause and any(a.partition("/")[0] in ids for a in f.addresses)]
    blank = sum(address.partition("/")[0] in ids for address in blanks(filing))
    return Progress(_state(filing, step, blank, here), blank, len(here))


def first_open(filing: Filing, findings: Iterable[Finding], step: tuple[Section, ...]) -> Address:
    """Where a step wants the clerk next: at a fault, at a blank, at a question, otherwise at its first place."""
    entries = [address for section in step for address in filing.form.entries(section)]
    ids = {section.id for section in step}
    here = [f for f in findings if not f.cause and any(a.partition("/")[0] in ids for a in f.addresses)]
    faults = [f.addresses[0] for f in here if f.severity == "error"]
    blank = [address for address in blanks(filing) if address.partition("/")[0] in ids]
    return next(iter((*faults, *blank, *(f.addresses[0] for f in here), *entries)))


def _state(filing: Filing, step: tuple[Section, ...], blank: int, here: list[Finding]) -> StepState:
    if any(finding.severity == "error" for finding in here):
        return StepState.FAULTY
    if not blank:
        return StepState.FILLED
    filled = any(address in filing.draft.values for section in step for address in filing.form.entries(section))
    return StepState.BEGUN if filled else StepState.BLANK
