"""One thing looked at: how it is, in words, and what to do about it."""

from dataclasses import dataclass
from enum import StrEnum

from app.i18n import _


class Health(StrEnum):
    """How a thing is; from good to bad."""

    GOOD = "good"
    NOTE = "note"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Result:
    """What was looked at, how it is, what was seen, and what to do; "" where nothing is to be done."""

    subject: str
    health: Health
    said: str
    advice: str = ""


def name_of(health: Health) -> str:
    """The word for it."""
    return {Health.GOOD: _("good"), Health.NOTE: _("note"), Health.BAD: _("bad")}[health]
