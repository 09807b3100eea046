"""What a column holds, read strictly: text, whole numbers, times, and nothing that this program never writes."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, cast, get_args

from app.entry import State

if TYPE_CHECKING:
    from app.draft import Note, NoteKind

_STATES = {state.value: state for state in State}


class RowDamaged(Exception):
    """A row holds what this program never writes."""


@contextmanager
def decoding() -> Iterator[None]:
    """Says of a row that holds what this program never writes that the file is damaged."""
    try:
        yield
    except (ValueError, TypeError, LookupError) as error:
        raise RowDamaged(str(error)) from error


def text(value: Any) -> str:  # noqa: ANN401
    """The value, if it is text."""
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def whole(value: Any) -> int:  # noqa: ANN401
    """The value, if it is a whole number."""
    if not isinstance(value, int):
        raise TypeError(value)
    return value


def state(value: Any) -> State:  # noqa: ANN401
    """The state of a draft; through a table, for a long list asks it of every line."""
    return _STATES[value]


def time(value: Any) -> datetime:  # noqa: ANN401
    """The moment."""
    return datetime.fromisoformat(value)


def time_or_none(value: Any) -> datetime | None:  # noqa: ANN401
    """The moment; None for an empty text."""
    return time(value) if value else None


def written(moment: datetime | None) -> str:
    """The moment in UTC as text, so that texts stand in the order of time; "" for none."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds") if moment else ""


def note(kind: Any, place: Any, said: Any, mark: Any) -> "Note":  # noqa: ANN401
    """The note of its four columns."""
    from app.draft import Note  # with the first draft

    if kind not in _kinds():
        raise ValueError(kind)
    return Note(cast("NoteKind", kind), text(place), text(said), text(mark))


@cache
def _kinds() -> frozenset[str]:
    from app.draft import NoteKind

    return frozenset(get_args(NoteKind))
