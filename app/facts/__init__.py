"""The figures in the narratives: found, understood by what they count, compared with the tables (T1 to T10)."""

from collections.abc import Iterator

from app.facts.comparing import facts
from app.facts.fact import Fact, State
from app.facts.findings import findings_of_narratives, findings_of_unplaced
from app.form import Form
from app.rules.base import Check

__all__ = ["Fact", "State", "facts", "facts_agree", "findings_of_unplaced"]


def facts_agree(form: Form) -> Iterator[Check]:
    """The check that the narratives and the tables say the same; it reads both, and the names of the organization."""
    yield Check(frozenset(form.addresses), lambda filing, last: findings_of_narratives(filing))
