"""The rules on text: a table of what is asked of the narratives and of the names on the cover.

Each makes checks for a section that it concerns. What is looked for stands in `resources/checks/text.toml`; what each
rule is, where it comes from and which test shows it, in `app/rules/README.md`.
"""

from collections.abc import Callable, Iterable

from app.form import Form, Section
from app.rules.base import Check
from app.rules.text.calendar import dates, period
from app.rules.text.contradictions import contradictions
from app.rules.text.copied import copied
from app.rules.text.fee import fee
from app.rules.text.long import long
from app.rules.text.missing import missing
from app.rules.text.offices import offices
from app.rules.text.personal import personal
from app.rules.text.punctuation import punctuation
from app.rules.text.title import title
from app.rules.text.typos import typos
from app.rules.text.vague import vague
from app.rules.text.words import words
from app.rules.text.years import years

RULES_ON_TEXT: tuple[Callable[[Form, Section], Iterable[Check]], ...] = (
    title,
    period,
    years,
    copied,
    vague,
    fee,
    missing,
    long,
    offices,
    contradictions,
    typos,
    punctuation,
    dates,
    words,
    personal,
)
"""In the order in which they are told."""

__all__ = ["RULES_ON_TEXT"]
