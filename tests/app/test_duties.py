"""The calendar of duties: for each kind of body its days, what the state tells, what the clerk ticks, the events."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import icalendar
import pytest

from app import checklist, duty
from app.draft import Filing, new_filing, with_value
from app.duties import Appointment, appointments, load, plan
from app.duties.appointments import TICK
from app.duties.calendar import calendar, due_next, whose, years
from app.duties.ticks import Ticks
from app.duties.words import day_in_words, events, standing_in_words, summary_in_words, uid, weekend_in_words
from app.entry import Event, State
from app.errors import AppError, FormFileError
from app.form_file import DEFAULT_FAMILY, editions
from app.i18n import use_language
from app.paths import resources
from app.store import open_store
from app.store.store import Store
from app.writers.ics import write_ics

FILE = resources() / "duties" / f"{DEFAULT_FAMILY}.toml"
LEVELS = ["department", "township", "government_office", "county", "city", "province", "vertical", ""]
NOON = datetime(2024, 1, 25, 4, tzinfo=UTC)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("zh_CN")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "gongkai.db") as opened:
        yield opened


def of_level(level: str, year: int = 2023) -> Filing:
    filing = new_filing(DEFAULT_FAMILY, "某局", year)
    return with_value(filing, "cover/level", level) if level else filing


def due(level: str, year: int = 2023, **own: object) -> dict[str, Appointment]:
    given = {"state": None, "events": (), "ticks": {}} | own
    found = appointments(load(DEFAULT_FAMILY), of_level(level, year), **given)  # type: ignore[arg-type]
    return {one.id: one for one in found}


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("form", editions(), ids=lambda form: form.edition)
def test_the_report_and_its_publication_are_due_on_the_day_of_the_form(form, level: str) -> None:
    day = duty.due_date(form, level, form.first_year)
    found = due(level, form.first_year)
    assert found["published"].day == day
    reported = [one for id, one in found.items() if id.startswith("reported")]
    assert {one.day for one in reported} == ({day} if level != "government_office" else set())


@pytest.mark.parametrize(
    ("level", "collected"),
    [
        ("county", {"from_departments": "2024-01-31"}),
        ("city", {"from_own_departments": "2024-01-31", "from_counties": "2024-02-20"}),
        ("province", {"from_own_departments": "2024-01-31", "from_cities": "2024-03-10"}),
        ("vertical", {"from_system": "2024-01-31"}),
        ("department", {}),
        ("township", {}),
    ],
)
def test_who_sums_up_has_the_days_of_those_below(level: str, collected: dict[str, str]) -> None:
    found = {id: str(one.day) for id, one in due(level).items() if id.startswith("from_")}
    assert found == collected
    assert all(one.day <= found_day for one in due(level).values() if (found_day := due(level)["published"].day))


def test_figures_are_fixed_at_the_end_of_the_report_year_where_the_notice_says_so() -> None:
    assert due("department")["figures"].day == date(2023, 12, 31)
    assert "figures" not in due("department", editions()[0].first_year)


@pytest.mark.parametrize("level", LEVELS)
def test_every_item_of_the_checklist_has_its_place_once(level: str) -> None:
    filing = of_level(level)
    items = checklist.load(DEFAULT_FAMILY).items_for(filing)
    found = due(level)
    stands_for = {item: one.id for one in load(DEFAULT_FAMILY).obligations for item in one.items}
    assert {stands_for.get(item.id, item.id) for item in items} <= set(found)
    assert {one.id for one in found.values() if one.kind == "check"} == {
        item.id for item in items if item.id not in stands_for
    }


def test_every_duty_names_its_source_and_levels_that_the_form_has() -> None:
    choices = {one.id for form in editions() for one in form.fields["cover/level"].choices}
    for one in load(DEFAULT_FAMILY).obligations:
        assert one.source
        assert set(one.levels) <= {*choices, ""}


def test_the_days_are_in_order() -> None:
    days = [one.day for one in due("city").values()]
    assert days == sorted(days)


# What is done


def test_the_state_of_the_draft_tells_what_is_done_and_since_when() -> None:
    way = (Event(NOON.replace(day=2), State.DRAFTING), Event(NOON.replace(day=10), State.IN_REVIEW))
    found = due("department", state=State.IN_REVIEW, events=way)
    assert found["reviewed"].done == date(2024, 1, 10)
    assert found["approved"].done is None
    assert found["reviewed"].by_state


def test_a_draft_that_was_reopened_is_not_done_any_more_and_counts_from_its_last_way() -> None:
    way = tuple(
        Event(NOON.replace(day=day), state)
        for day, state in ((10, State.FINAL), (11, State.DRAFTING), (20, State.FINAL), (22, State.FILED))
    )
    assert due("department", state=State.DRAFTING, events=way[:2])["approved"].done is None
    found = due("department", state=State.FILED, events=way)
    assert (found["approved"].done, found["reported"].done) == (date(2024, 1, 20), date(2024, 1, 22))


def test_what_was_ticked_with_the_state_is_done() -> None:
    item = next(
        one for one in checklist.load(DEFAULT_FAMILY).items_for(of_level("department")) if one.id == "published"
    )
    way = (Event(NOON, State.FILED, "王", "已公布；" + TICK.format(text=item.text)),)
    found = due("department", state=State.FILED, events=way)
    assert found["published"].done == date(2024, 1, 25)
    assert due("department", state=State.FILED, events=(Event(NOON, State.FILED),))["published"].done is None


def test_the_dialog_of_the_states_keeps_a_tick_in_the_words_that_are_looked_for(tmp_path: Path) -> None:
    source = (Path(plan.__file__).parents[2] / "ui" / "dialogs" / "state.py").read_text(encoding="utf-8")
    assert TICK.format(text="{text}") in source


def test_a_tick_is_kept_beside_the_store_for_one_report_alone(store: Store) -> None:
    ticks = Ticks(store.path, DEFAULT_FAMILY, "某局", 2023)
    assert ticks.load() == {}
    ticks.save("published", date(2024, 1, 30))
    ticks.save("figures", date(2024, 1, 2))
    assert ticks.load() == {"published": date(2024, 1, 30), "figures": date(2024, 1, 2)}
    assert Ticks(store.path, DEFAULT_FAMILY, "某局", 2022).load() == {}
    assert Ticks(store.path, DEFAULT_FAMILY, "某局二", 2023).load() == {}
    ticks.save("figures", None)
    assert ticks.load() == {"published": date(2024, 1, 30)}


def test_a_file_of_ticks_that_is_damaged_counts_as_none_and_a_place_that_refuses_is_told(tmp_path: Path) -> None:
    (tmp_path / "duties.json").write_text("[1", encoding="utf-8")
    assert Ticks(tmp_path / "g.db", DEFAULT_FAMILY, "某局", 2023).load() == {}
    gone = Ticks(tmp_path / "file" / "g.db", DEFAULT_FAMILY, "某局", 2023)
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(AppError, match="could not be kept"):
        gone.save("published", date(2024, 1, 30))


# Whose


def test_the_calendar_of_a_draft_knows_its_state_and_ticks(store: Store) -> None:
    id = store.add(of_level("township").draft)
    store.set_state(id, State.FILED)
    Ticks(store.path, DEFAULT_FAMILY, "某局", 2023).save("published", date(2024, 1, 30))
    shown = calendar(store, *whose(store, [id], date(2024, 1, 1)))
    done = {one.id for one in shown.duties if one.done}
    assert done >= {"reported_to_county", "published", "approved", "reviewed"}
    assert summary_in_words(shown) == f"{len(done)} of {len(shown.duties)} done"


def test_a_report_not_begun_has_the_duties_of_the_last_ones_kind_of_body(store: Store) -> None:
    store.add(of_level("county", 2022).draft)
    shown = calendar(store, DEFAULT_FAMILY, "某局", 2024)
    assert (shown.id, shown.state) == ("", None)
    assert {one.id: one.day for one in shown.duties}["reported_upward"] == date(2025, 2, 20)
    assert not any(one.done for one in shown.duties)


def test_without_a_choice_it_is_the_report_that_is_due_next(store: Store) -> None:
    with pytest.raises(AppError, match="no report yet"):
        whose(store, [], date(2024, 1, 1))
    id = store.add(of_level("department").draft)
    assert whose(store, [], date(2024, 1, 1)) == (DEFAULT_FAMILY, "某局", 2023)
    store.set_state(id, State.FILED)
    assert due_next(store, store.entries()[0], date(2024, 1, 1)) == 2024
    assert years(store, DEFAULT_FAMILY, "某局", date(2026, 9, 1)) == (2023, 2026)


# Words and events


def test_a_day_at_the_weekend_is_told_and_never_moved() -> None:
    found = due("department", 2025)["published"]
    assert found.day == date(2026, 1, 31)
    assert day_in_words(found) == "31 Jan 2026, Saturday"
    assert weekend_in_words(found) == "31 Jan 2026 is a Saturday. No rule lets it be later: see to it before."
    assert weekend_in_words(due("department", 2023)["published"]) == ""


@pytest.mark.parametrize(
    ("today", "said"),
    [
        ("2024-01-30", "one day left"),
        ("2024-01-31", "today"),
        ("2024-02-02", "2 days late"),
        ("2025-01-31", "366 days late"),
        ("2025-02-01", "past due"),
        ("2024-01-21", "10 days left"),
    ],
)
def test_how_far_a_duty_is_stands_in_words(today: str, said: str) -> None:
    assert standing_in_words(due("department")["published"], date.fromisoformat(today)) == said


def test_its_events_are_read_by_other_programs_and_known_again_at_the_next_export(store: Store) -> None:
    id = store.add(of_level("department", 2025).draft)
    before = calendar(store, DEFAULT_FAMILY, "某局", 2025)
    store.set_state(id, State.FILED)
    after = calendar(store, DEFAULT_FAMILY, "某局", 2025)
    read = [
        {
            str(one["UID"]): one
            for one in icalendar.Calendar.from_ical(write_ics(events(shown), shown.name, NOON)).walk("VEVENT")
        }
        for shown in (before, after)
    ]
    assert read[0].keys() == read[1].keys()
    assert len(read[0]) == len(before.duties)
    mark = uid(before, "reported")
    assert read[0][mark].decoded("DTSTART") == date(2026, 1, 31)
    assert len(read[0][mark].walk("VALARM")) == len(before.plan.remind)
    assert "Saturday" in str(read[0][mark]["DESCRIPTION"])
    assert "条例第四十九条" in str(read[0][mark]["DESCRIPTION"])
    assert str(read[1][mark]["SUMMARY"]).startswith("✓ ")
    assert read[1][mark].walk("VALARM") == []
    assert uid(before, "reported") != uid(calendar(store, DEFAULT_FAMILY, "某局", 2024), "reported")


# The file


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('day    = "02-20"', 'day    = "02-29"', r"duty\[from_counties\]\.day: “02-29” is no month and day"),
        ('items  = ["signed"]', 'items  = ["singed"]', r"no item “singed”.*signed"),
        ('id     = "reviewed"', 'id     = "collected"', "stands twice"),
        ('check  = "核对"\n', "", "the key “check” is missing"),
        ("{year}年政府", "{month}年政府", "title: there is an unknown place"),
        ('state  = "in_review"', 'state  = "reviewed"', "“reviewed” is not one of"),
    ],
)
def test_a_fault_of_the_file_is_told_with_its_place(tmp_path: Path, old: str, new: str, told: str) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / f"{DEFAULT_FAMILY}.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(FormFileError, match=told):
        plan.read(path)


def test_a_family_without_a_calendar_is_told_with_those_that_have_one() -> None:
    with pytest.raises(AppError, match=r"no calendar of duties.*disclosure"):
        load("visits")
