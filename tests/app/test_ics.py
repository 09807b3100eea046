"""The iCalendar file, read by a library of others: days, escaped texts, folded lines, reminders."""

from datetime import UTC, date, datetime, timedelta

import icalendar
from hypothesis import given
from hypothesis import strategies as st

from app.writers.ics import Event, escaped, folded, write_ics

NOW = datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC)
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.just("\n"), min_size=1, max_size=200)


def event(**own: object) -> Event:
    return Event(**{"uid": "one@gongkai", "day": date(2024, 1, 31), "summary": "报送"} | own)


def read(*events: Event) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(write_ics(events, "年度事项", NOW)).walk("VEVENT"))


def test_a_day_is_whole_and_ends_with_the_next() -> None:
    (found,) = read(event())
    assert found["UID"] == "one@gongkai"
    assert (found.decoded("DTSTART"), found.decoded("DTEND")) == (date(2024, 1, 31), date(2024, 2, 1))
    assert found["DTSTART"].params["VALUE"] == "DATE"
    assert found.decoded("DTSTAMP") == NOW
    assert found["TRANSP"] == "TRANSPARENT"


def test_a_program_reminds_in_the_morning_so_many_days_before() -> None:
    (found,) = read(event(remind=(14, 1, 0)))
    start = datetime(2024, 1, 31)
    moments = [start + alarm.decoded("TRIGGER") for alarm in found.walk("VALARM")]
    assert moments == [datetime(2024, 1, day, 9) for day in (17, 30, 31)]
    assert all(alarm["ACTION"] == "DISPLAY" and alarm["DESCRIPTION"] == "报送" for alarm in found.walk("VALARM"))


@given(TEXTS, TEXTS)
def test_texts_come_back_as_they_were(summary: str, description: str) -> None:
    (found,) = read(event(summary=summary, description=description))
    assert str(found["SUMMARY"]) == summary
    assert str(found["DESCRIPTION"]) == description


@given(TEXTS)
def test_no_line_is_longer_than_75_octets_nor_broken_within_a_character(text: str) -> None:
    lines = folded("SUMMARY:" + escaped(text)).split(b"\r\n")
    assert lines.pop() == b""
    assert all(len(line) <= 75 for line in lines)
    assert all(line.startswith(b" ") for line in lines[1:])
    assert b"".join([lines[0], *(line[1:] for line in lines[1:])]).decode() == "SUMMARY:" + escaped(text)


def test_every_line_ends_as_the_standard_wants_it() -> None:
    content = write_ics([event(description="一\n二；三,四;五\\六", remind=(1,))], "年度事项", NOW)
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert content.count(b"\n") == content.count(b"\r\n")
    assert b"\\n" in content
    assert b"\\," in content
    assert b"\\;" in content


def test_the_same_events_give_the_same_file() -> None:
    assert write_ics([event()], "一", NOW) == write_ics([event()], "一", NOW)
    assert write_ics([event()], "一", NOW + timedelta(days=1)) != write_ics([event()], "一", NOW)
