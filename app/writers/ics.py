"""Whole days as an iCalendar file (RFC 5545), for the calendar of a telephone, of Outlook or of an office platform."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from app import __version__

_LINE_END = "\r\n"
_LONGEST = 75
"""Octets of a line (RFC 5545, 3.1); a longer one is folded."""
_MORNING = 9
"""The hour at which a program reminds: a whole day begins at midnight, when nobody looks."""
_HOURS = 24
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A whole day in a calendar; `remind` are the days before on which a program reminds of it, in the morning."""

    uid: str
    day: date
    summary: str
    description: str = ""
    remind: tuple[int, ...] = ()


def write_ics(events: Sequence[Event], name: str, now: datetime) -> bytes:
    """The bytes of a calendar of this name; `now` says when it was made."""
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//Gongkai//Gongkai {__version__}//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
        *(line for event in events for line in _event(event, now)),
        "END:VCALENDAR",
    )
    return b"".join(folded(line) for line in lines)


def escaped(text: str) -> str:
    """The text as the value of a property (RFC 5545, 3.3.11)."""
    return text.translate(_ESCAPED)


def folded(line: str) -> bytes:
    """The line with its end, broken between characters where it has more than 75 octets."""
    pieces, piece = [], b""
    for letter in (character.encode() for character in line):
        if len(piece) + len(letter) > _LONGEST:
            pieces.append(piece)
            piece = b" "
        piece += letter
    return (_LINE_END.encode()).join((*pieces, piece)) + _LINE_END.encode()


def _event(event: Event, now: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(event.uid)}"
    yield f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{_day(event.day)}"
    yield f"DTEND;VALUE=DATE:{_day(event.day + timedelta(days=1))}"
    yield f"SUMMARY:{escaped(event.summary)}"
    if event.description:
        yield f"DESCRIPTION:{escaped(event.description)}"
    yield "TRANSP:TRANSPARENT"
    for days in event.remind:
        yield from _alarm(event.summary, days)
    yield "END:VEVENT"


def _alarm(summary: str, days: int) -> Iterator[str]:
    """A reminder so many days before, in the morning; on the day itself for 0."""
    hours = days * _HOURS - _MORNING
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"DESCRIPTION:{escaped(summary)}"
    yield f"TRIGGER:{'-' if hours > 0 else ''}P{abs(hours) // _HOURS}DT{abs(hours) % _HOURS}H"
    yield "END:VALARM"


def _day(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"
