"""States: every step is told with date and name, a final draft is locked, and reopening is a step like another."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType

import pytest

from app.draft import Draft
from app.entry import LOCKED
from app.errors import StoreError
from app.i18n import use_language
from app.store import Event, Locked, Reason, State, Store, open_store


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.time = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def move(self, **span: float) -> None:
        self.time += timedelta(**span)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("zh_CN")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    with open_store(tmp_path / "gongkai.db", clock) as opened:
        yield opened


def draft(text: str = "", organization: str = "某局", year: int = 2023) -> Draft:
    return Draft("disclosure", organization, year, MappingProxyType({"overview": text} if text else {}))


def test_the_first_step_is_the_beginning(store: Store, clock: Clock) -> None:
    assert store.history(store.add(draft())) == (Event(clock.time, State.DRAFTING),)
    assert store.history(store.add(draft(), State.FILED)) == (Event(clock.time, State.FILED),)


def test_every_step_has_its_date_name_and_remark(store: Store, clock: Clock) -> None:
    id = store.add(draft())
    for state, by in ((State.IN_REVIEW, "张三"), (State.FINAL, "李四"), (State.FILED, ""), (State.DRAFTING, "王五")):
        clock.move(days=1)
        store.set_state(id, state, by, "同意，\n请报送。")
    assert [event.state for event in store.history(id)] == ["drafting", "in_review", "final", "filed", "drafting"]
    assert store.history(id)[2] == Event(clock.time - timedelta(days=2), State.FINAL, "李四", "同意，\n请报送。")


def test_a_step_changes_the_state_alone(store: Store, clock: Clock) -> None:
    id = store.add(draft("一"))
    store.remember_place(id, "overview")
    before = store.load(id)
    clock.move(days=1)
    entry = store.set_state(id, State.IN_REVIEW)
    assert entry == store.load(id)
    assert (entry.draft, entry.place, entry.saved) == (before.draft, "overview", before.saved)
    assert store.entries()[0].state is State.IN_REVIEW


def test_a_step_keeps_a_version(store: Store) -> None:
    id = store.add(draft("一"))
    store.set_state(id, State.IN_REVIEW)
    (version,) = store.versions(id)
    assert (version.reason, version.name) == (Reason.STATE, "before: in review")
    assert store.version(id, version.number) == draft("一")


def test_a_step_to_where_the_draft_is_already_is_told(store: Store) -> None:
    id = store.add(draft())
    with pytest.raises(StoreError, match="already drafting"):
        store.set_state(id, State.DRAFTING, "张三")
    assert len(store.history(id)) == 1
    assert store.versions(id) == ()


def test_a_step_of_an_unknown_draft_is_told(store: Store) -> None:
    store.add(draft())
    with pytest.raises(StoreError, match="There is no draft"):
        store.set_state("abc", State.FINAL)


@pytest.mark.parametrize("state", sorted(LOCKED))
def test_a_final_draft_is_locked_until_it_is_reopened(store: Store, state: State) -> None:
    id = store.add(draft("一"), reason=Reason.IMPORT)
    store.save(id, draft("一"), draft("二"))
    store.set_state(id, state)
    for act in (lambda: store.save(id, draft("二"), draft("三")), lambda: store.restore(id, 1)):
        with pytest.raises(Locked, match=f"This draft is {state} and therefore locked: the change was not saved"):
            act()
    assert store.load(id).draft == draft("二")
    assert store.save(id, draft("一"), draft("二")) == store.load(id).saved
    store.set_state(id, State.DRAFTING, remark="补正")
    store.save(id, draft("二"), draft("三"))
    assert store.load(id).draft == draft("三")
    assert [event.state for event in store.history(id)] == [State.DRAFTING, state, State.DRAFTING]


def test_a_locked_draft_still_has_versions_and_a_place(store: Store) -> None:
    id = store.add(draft("一"), State.FINAL)
    store.remember_place(id, "overview")
    assert store.keep_version(id, Reason.EXPORT).filled == 1


def test_names_and_remarks_may_be_anything(store: Store) -> None:
    id = store.add(draft())
    store.set_state(id, State.IN_REVIEW, " 张\udcff\n三' ", "\x00“%”; drop table drafts\r\n\r\n\U0001f600")
    assert store.history(id)[1].by == "张 三'"
    assert store.history(id)[1].remark == "“%”; drop table drafts\n\U0001f600"


def test_steps_stand_in_their_order_when_the_clock_was_set_back(store: Store, clock: Clock) -> None:
    id = store.add(draft())
    clock.move(days=-30)
    store.set_state(id, State.IN_REVIEW)
    assert [event.state for event in store.history(id)] == [State.DRAFTING, State.IN_REVIEW]
