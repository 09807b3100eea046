"""What a cell counts is spoken of in a narrative (X8)."""

from collections.abc import Iterator

from app.draft import Filing
from app.finding import Finding
from app.form import Address, Form, Rule, Section
from app.naming import name_of
from app.numbers import Number
from app.rules.base import Check, Run, breach, lines, read_at, summed


def spoken_of(form: Form, section: Section, rule: Rule) -> Iterator[Check]:
    """One check a line: where the sum of `left` is not 0, the narrative has one of the words.

    A narrative that is not written yet is asked for elsewhere.
    """
    for line in lines(form, section, rule):
        addresses = line.at(rule.left)
        yield Check(read_at(form, addresses) | {rule.narrative}, _silent(rule, addresses))


def _silent(rule: Rule, addresses: tuple[Address, ...]) -> Run:
    def run(filing: Filing, last: Filing | None) -> tuple[Finding, ...]:
        left, text = summed(filing, addresses), filing.value(rule.narrative)
        if not left or not text or any(word in text for word in rule.words):
            return ()
        said: dict[str, Number | str] = {"left": left, "narrative": name_of(filing.form, rule.narrative)}
        return (breach(rule, filing, (*addresses, rule.narrative), (left,), said),)

    return run
