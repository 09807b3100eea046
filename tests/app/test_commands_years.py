"""The command line of several years side by side and of the calendar of duties."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import icalendar
import pytest

from app.commands import main
from app.entry import State
from app.i18n import use_language
from app.intake import take_in
from app.paths import samples, store_file
from app.store import open_store


@dataclass
class Said:
    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


Say = Callable[..., Said]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("zh_CN")


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    def call(*argv: object) -> Said:
        code = main([str(one) for one in argv])
        return Said(code, *capsys.readouterr())

    return call


@pytest.fixture
def ids() -> list[str]:
    """The samples in the store, the oldest first, and beside them a report of somebody else."""
    store_file().parent.mkdir(parents=True, exist_ok=True)
    with open_store(store_file()) as store:
        made = [store.add(take_in(path).filing.draft) for path in samples()]
        store.add(replace(take_in(samples()[-1]).filing.draft, organization="别的局"))
    return made


def test_a_name_or_one_draft_lists_all_years_of_the_organization(say: Say, ids: list[str]) -> None:
    by_name, by_id = say("years", "清源县教育局"), say("years", ids[0])
    assert by_name.out == by_id.out
    assert by_name.code == 0
    lines = by_name.out.splitlines()
    assert lines[0].startswith("清源县教育局 · ")
    assert [line.split()[0] for line in lines[2:6]] == ["2020年", "2021年", "2022年", "2023年"]
    assert "61.1%" in lines[5]


def test_other_programs_get_every_figure_with_its_parts_and_every_gap_with_its_reason(say: Say, ids: list[str]) -> None:
    said = say("years", *ids[1:], "--json").json
    assert (said["ids"], said["years"]) == (ids[1:], [2022, 2023])
    lines = {line["id"]: line["points"] for line in said["lines"]}
    assert lines["received"][1] == {"year": 2023, "figure": "55", "part": "", "whole": "", "gap": ""}
    assert lines["granted"][1] == {"year": 2023, "figure": "61.1", "part": "33", "whole": "54", "gap": ""}
    few = next(line for line in say("years", "清源县教育局", "--json").json["lines"] if line["id"] == "granted")
    assert few["points"][0] == {"year": 2020, "figure": "", "part": "15", "whole": "24", "gap": "few"}


def test_a_name_that_nobody_has_and_a_single_year_are_told(say: Say, ids: list[str]) -> None:
    assert say("years", "清源县教育").err == "No report is of “清源县教育” (did you mean “清源县教育局”?).\n"
    assert "two years at least" in say("years", "别的局").err
    assert say("years", "别的局").code == 2


def test_the_duties_of_a_draft_are_listed_ticked_and_written(say: Say, ids: list[str], tmp_path: Path) -> None:
    said = say("duties", ids[-1])
    assert said.code == 1  # the year is long past
    assert "31 Jan 2024" in said.out
    assert say("duties", ids[-1], "--done", "published").code == 1
    done = {one["id"]: one["done"] for one in say("duties", ids[-1], "--json").json["duties"]}
    assert done["published"] == date.today().isoformat()
    assert (
        say("duties", ids[-1], "--open", "published", "--json").json["duties"]
        == say("duties", ids[-1], "--json").json["duties"]
    )
    path = tmp_path / "duties.ics"
    say("duties", ids[-1], "-o", path)
    assert len(icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")) == len(done)
    assert say("duties", ids[-1], "-o", path).code == 2
    assert say("duties", ids[-1], "-o", path, "--force").code == 1


def test_a_duty_that_the_state_tells_is_not_ticked_and_an_unknown_one_is_told(say: Say, ids: list[str]) -> None:
    assert "comes into its state" in say("duties", ids[-1], "--done", "reported").err
    assert "did you mean “published”" in say("duties", ids[-1], "--done", "publshed").err


def test_a_name_alone_means_the_report_that_is_due_next(say: Say, ids: list[str]) -> None:
    with open_store(store_file()) as store:
        store.set_state(ids[-1], State.FILED)
    said = say("duties", "清源县教育局", "--json").json
    today = date.today()
    assert said["year"] == today.year - (today.month <= 6)
    assert said["id"] == ""
    assert say("duties", "清源县教育局", "--year", "2023", "--json").json["id"] == ids[-1]


def test_a_calendar_is_written_under_a_name_that_calendars_know(say: Say, ids: list[str], tmp_path: Path) -> None:
    said = say("duties", ids[0], "-o", tmp_path / "duties.txt")
    assert said.code == 2
    assert "ends in .ics" in said.err
    assert not list(tmp_path.glob("duties*"))


def test_an_unknown_duty_is_told_with_those_there_are(say: Say, ids: list[str]) -> None:
    said = say("duties", ids[0], "--done", "publishd")
    assert "“publishd” (did you mean “published”?)" in said.err
    assert "one_version" in said.err
