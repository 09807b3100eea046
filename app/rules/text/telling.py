"""How the rules on text tell what they find: at its place, in the text's own words, and marked by them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import KW_ONLY, dataclass
from zlib import crc32

from app.draft import Filing
from app.finding import Finding
from app.form import Address, Form, Severity
from app.naming import name_of
from app.rules.base import Check
from app.rules.text.vocabulary import reason


@dataclass(frozen=True, slots=True)
class Said:
    """What a finding says. `words` are those of the text that offend: it is the same finding while they stand.

    `severity` is given where the finding is less grave than its rule.
    """

    message: str
    _: KW_ONLY
    words: str = ""
    values: tuple[str, ...] = ()
    difference: str = ""
    mend: str = ""
    severity: Severity | None = None


def told(id: str, places: Address | tuple[Address, ...], said: Said) -> Finding:
    """The finding of a rule at a place, or at several."""
    why = reason(id)
    return Finding(
        code=why.code,
        rule=why.rule,
        severity=said.severity or why.severity,
        addresses=(places,) if isinstance(places, str) else places,
        message=said.message,
        values=said.values,
        difference=said.difference,
        source=why.source,
        mend=said.mend,
        mark=f"{id}-{crc32(said.words.encode()):08x}" if said.words else "",
    )


def check(reads: Iterable[Address], find: Callable[[Filing, Filing | None], Iterable[Finding]]) -> Check:
    """A check that tells every finding once, however often its words stand in the text."""

    def run(filing: Filing, last: Filing | None) -> tuple[Finding, ...]:
        found: dict[str, Finding] = {}
        for one in find(filing, last):
            found.setdefault(one.key, one)
        return tuple(found.values())

    return Check(frozenset(reads), run)


def own_fields(form: Form, *ids: str) -> Iterator[Address]:
    """The addresses of the form's fields with these ids."""
    yield from (address for address, asked in form.fields.items() if asked.id in ids)


def own_value(filing: Filing, id: str) -> str:
    """What stands in the field of this id; "" where the form has none."""
    return next((filing.value(address) for address in own_fields(filing.form, id)), "")


def place(filing: Filing, address: Address) -> str:
    """What a narrative or field is called."""
    return name_of(filing.form, address)
