"""The kinds of rules: a closed set of pure functions. A new kind is one function and one line here.

A kind turns a rule of a form file into checks; a check says which addresses it reads and what it finds there.
"""

from collections.abc import Callable, Iterable, Mapping

from app.form import Form, Rule, RuleKind, Section
from app.rules.base import Check
from app.rules.equal import equal
from app.rules.field import fields_entered
from app.rules.number import numbers_entered
from app.rules.required import required
from app.rules.unfilled import texts_written

RULES: Mapping[RuleKind, Callable[[Form, Section, Rule], Iterable[Check]]] = {"equal": equal}
"""Kinds that a form file may name."""

ALWAYS: tuple[Callable[[Form, Section], Iterable[Check]], ...] = (numbers_entered, fields_entered, texts_written)
"""What is asked of every section while it is filled."""

AT_FILING: tuple[Callable[[Form, Section], Iterable[Check]], ...] = (required,)
"""What is asked besides when a report is to be filed."""

__all__ = ["ALWAYS", "AT_FILING", "RULES", "Check"]
