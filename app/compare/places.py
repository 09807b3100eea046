"""Which place of one form answers which of another."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from app.earlier import earlier
from app.form import Address, Form


@dataclass(frozen=True, slots=True)
class Place:
    """A place in both forms; "" in the one that lacks it."""

    old: Address
    new: Address


def places(old: Form, new: Form, olds: Collection[Address], news: Collection[Address]) -> Iterator[Place]:
    """The places by section in the order of the new form: first those that it has, then those of the old form alone."""
    answers = _answers(old, new, olds, news)
    answered = set(answers.values())
    found = [Place(answers.get(address, ""), address) for address in news]
    found += [Place(address, "") for address in olds if address not in answered]
    order = [section.id for section in (*new.sections, *old.sections)]
    yield from sorted(found, key=lambda one: order.index(_section_id(one.new or one.old)))


def _answers(old: Form, new: Form, olds: Collection[Address], news: Collection[Address]) -> dict[Address, Address]:
    """The old form's place by the new form's. What was renamed stands in the later edition, which may be either."""
    if new.first_year >= old.first_year:
        return {here: there for there, here in _found(new, old, news, olds).items()}
    return _found(old, new, olds, news)


def _found(later: Form, last: Form, here: Collection[Address], there: Collection[Address]) -> dict[Address, Address]:
    """The later form's place by the earlier form's; no place twice."""
    known, found = set(there), dict[Address, Address]()
    for address in here:
        source = earlier(later, address, last)
        if source in known:
            found.setdefault(source, address)
    return found


def _section_id(address: Address) -> str:
    return address.partition("/")[0]
