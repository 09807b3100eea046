"""Findings on text that can only mean one thing: what the text is then."""

from collections.abc import Iterator, Mapping

from app.draft import Filing
from app.finding import Finding
from app.form import Address

REPLACED = ("text.typo", "text.doubled", "text.title", "text.period")
"""Codes of findings whose second value, where they have one, stands in place of the first."""


def replaced(filing: Filing, finding: Finding) -> Iterator[Mapping[Address, str]]:
    """The text with the right words for the wrong ones; nothing where those do not stand in it as one piece."""
    if finding.code in REPLACED and len(finding.values) == 2:
        (address, *_others), (wrong, right) = finding.addresses, finding.values
        text = filing.value(address)
        if wrong in text:
            yield {address: text.replace(wrong, right)}
