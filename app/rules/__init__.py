"""The kinds of rules: a closed set of pure functions. A new kind is one function and one line here.

A kind turns a rule of a form file into checks; a check says which addresses it reads and what it finds there. The rules
on text stand in `app.rules.text`, which is imported when a text is first asked.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

from app.form import Form, Rule, RuleKind, Section
from app.rules.asked import following, where_asked
from app.rules.base import Check
from app.rules.equal import equal
from app.rules.field import fields_entered
from app.rules.number import numbers_entered
from app.rules.reckoned import reckoned
from app.rules.required import required
from app.rules.same_numbers import same_numbers
from app.rules.size import amount, jump, share, zero
from app.rules.spoken_of import spoken_of
from app.rules.unfilled import texts_written

Kind = Callable[[Form, Section, Rule], Iterable[Check]]

_KINDS: Mapping[RuleKind, Kind] = {
    "equal": equal,
    "follows": reckoned,
    "at_most": reckoned,
    "at_least": reckoned,
    "zero": zero,
    "share": share,
    "jump": jump,
    "amount": amount,
    "same_numbers": same_numbers,
    "spoken_of": spoken_of,
}


def _checks(form: Form, section: Section, rule: Rule) -> Iterator[Check]:
    """The rule's checks where and when it is asked, after what it follows from."""
    causes = [check for one in section.rules if one.code == rule.cause for check in _checks(form, section, one)]
    for check in _KINDS[rule.kind](form, section, rule):
        asked = where_asked(rule, check)
        yield following(asked, causes) if causes else asked


RULES: Mapping[RuleKind, Kind] = dict.fromkeys(_KINDS, _checks)
"""Kinds that a form file may name."""

ALWAYS: tuple[Callable[[Form, Section], Iterable[Check]], ...] = (numbers_entered, fields_entered, texts_written)
"""What is asked of every section while it is filled."""

AT_FILING: tuple[Callable[[Form, Section], Iterable[Check]], ...] = (required,)
"""What is asked besides when a report is to be filed."""

__all__ = ["ALWAYS", "AT_FILING", "RULES", "Check"]
