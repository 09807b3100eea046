"""Near-miss hints: what somebody probably meant."""

from collections.abc import Iterable

from app.i18n import _


def near(word: str, known: Iterable[str]) -> str:
    """A hint at the known word nearest to an unknown one, or nothing."""
    from difflib import get_close_matches  # only a mistake needs it

    hits = get_close_matches(word, list(known), n=1)
    return _(" (did you mean “{word}”?)").format(word=hits[0]) if hits else ""
