"""Versions: what a draft was comes back whole, timed ones are made and thinned, and a random day's work adds up."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from app.draft import Draft, Note
from app.entry import LOCKED
from app.errors import StoreError
from app.i18n import use_language
from app.store import Locked, Reason, State, Store, open_store
from app.store.snapshot import pack, unpack

START = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.time = START

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


def draft(text: str = "", organization: str = "某局", notes: tuple[Note, ...] = ()) -> Draft:
    values = {"overview": text} if text else {}
    return Draft("disclosure", organization, 2023, MappingProxyType(values), notes)


weird = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=30)
notes = st.lists(st.builds(Note, st.sampled_from(["doubt", "carried"]), weird, weird, weird), max_size=3).map(tuple)
drafts = st.builds(
    Draft,
    st.just("disclosure"),
    weird,
    st.just(2023),
    st.dictionaries(weird, weird, max_size=6).map(MappingProxyType),
    notes,
)


# Keeping and going back


@given(drafts)
def test_a_snapshot_holds_a_draft_whole(one: Draft) -> None:
    assert unpack(pack(one)) == one


@pytest.mark.parametrize("content", [b"", b"x", pack(draft("一"))[:-3], b"x\x9c\x03\x00\x00\x00\x00\x01"])
def test_a_damaged_snapshot_is_told(content: bytes) -> None:
    with pytest.raises(ValueError, match=r".*"):
        unpack(content)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(old=drafts, new=drafts)
def test_going_back_gives_the_old_draft_and_keeps_the_new_one(store: Store, old: Draft, new: Draft) -> None:
    id = store.add(old)
    version = store.keep_version(id, Reason.EXPORT, "导出送审稿之前")
    store.save(id, old, new)
    assert store.restore(id, version.number).draft == old
    assert store.load(id).draft == old
    if new != old:
        assert store.version(id, store.versions(id)[0].number) == new
    assert store.version(id, version.number) == old


def test_a_version_tells_why_when_under_what_name_and_how_much(store: Store, clock: Clock) -> None:
    id = store.add(draft("一"))
    clock.move(minutes=5)
    version = store.keep_version(id, Reason.BULK, "其余空格填0")
    assert (version.made, version.reason, version.name, version.filled) == (clock.time, Reason.BULK, "其余空格填0", 1)
    assert store.versions(id) == (version,)


def test_a_draft_may_be_added_with_its_first_version(store: Store) -> None:
    id = store.add(draft("一"), State.DRAFTING, Reason.IMPORT, "年报.docx")
    (version,) = store.versions(id)
    assert (version.reason, version.name) == (Reason.IMPORT, "年报.docx")
    assert store.version(id, version.number) == draft("一")


def test_the_same_version_is_not_kept_twice_but_another_name_is(store: Store) -> None:
    id = store.add(draft("一"))
    first = store.keep_version(id, Reason.EXPORT, "送审稿")
    assert store.keep_version(id, Reason.EXPORT, "送审稿") == first
    store.keep_version(id, Reason.EXPORT, "报送稿")
    store.save(id, draft("一"), draft("二"))
    store.keep_version(id, Reason.EXPORT, "报送稿")
    assert [version.name for version in store.versions(id)] == ["报送稿", "报送稿", "送审稿"]


def test_going_back_brings_the_old_organization_and_notes_too(store: Store) -> None:
    old, new = draft("一", "甲局", (Note("doubt", "overview", "看不清"),)), draft("二", "乙局")
    id = store.add(old, reason=Reason.IMPORT)
    store.save(id, old, new)
    entry = store.restore(id, store.versions(id)[-1].number)
    assert entry.draft == old
    assert store.entries()[0].organization == "甲局"


def test_going_back_is_undone_by_going_back_again(store: Store, clock: Clock) -> None:
    id = store.add(draft("一"), reason=Reason.IMPORT, name="年报.docx")
    store.save(id, draft("一"), draft("二"))
    clock.move(minutes=1)
    entry = store.restore(id, store.versions(id)[0].number)
    assert entry == store.load(id)
    assert entry.saved == clock.time
    before = store.versions(id)[0]
    assert (before.reason, before.name) == (Reason.RESTORE, "before going back to 年报.docx")
    assert store.restore(id, before.number).draft == draft("二")


def test_the_clerks_own_word_for_a_version_is_used(store: Store) -> None:
    id = store.add(draft("一"), reason=Reason.IMPORT)
    store.save(id, draft("一"), draft("二"))
    store.restore(id, store.versions(id)[0].number, "昨天下午")
    assert store.versions(id)[0].name == "before going back to 昨天下午"


def test_going_back_to_what_is_there_changes_nothing(store: Store, clock: Clock) -> None:
    id = store.add(draft("一"), reason=Reason.IMPORT)
    before = store.load(id)
    clock.move(minutes=1)
    assert store.restore(id, store.versions(id)[0].number) == before
    assert len(store.versions(id)) == 1


def test_an_unknown_version_or_draft_is_told(store: Store) -> None:
    id, other = store.add(draft("一")), store.add(draft("二"), reason=Reason.IMPORT)
    number = store.versions(other)[0].number
    for act in (lambda: store.version(id, number), lambda: store.restore(id, number), lambda: store.version(id, 99)):
        with pytest.raises(StoreError, match="no version"):
            act()
    for unknown in ("abc", "\udcff"):
        for act in (store.versions, store.history, lambda id: store.keep_version(id, Reason.EXPORT, "")):
            with pytest.raises(StoreError, match="There is no draft"):
                act(unknown)


def test_there_are_no_versions_where_there_is_no_store(tmp_path: Path) -> None:
    with open_store(tmp_path / "none.db") as store, pytest.raises(StoreError, match="There is no draft"):
        store.versions("abc")


def test_a_damaged_version_is_told_and_the_draft_is_not_touched(store: Store, tmp_path: Path) -> None:
    id = store.add(draft("一"), reason=Reason.EXPORT)
    with closing(sqlite3.connect(tmp_path / "gongkai.db", isolation_level=None)) as db:
        db.execute("update versions set content = x'00ff'")
    with pytest.raises(StoreError, match="damaged"):
        store.restore(id, store.versions(id)[0].number)
    assert store.load(id).draft == draft("一")
    assert len({store.keep_version(id, Reason.EXPORT).number, store.versions(id)[-1].number}) == 2


# Timed versions


def save(store: Store, id: str, text: str) -> None:
    store.save(id, store.load(id).draft, draft(text))


def texts(store: Store, id: str) -> list[str]:
    return [store.version(id, one.number).values.get("overview", "") for one in store.versions(id)]


def test_a_change_after_half_an_hour_keeps_what_was_before(store: Store, clock: Clock) -> None:
    id = store.add(draft())
    for i in range(1, 101):
        save(store, id, str(i))
        clock.move(minutes=1)
    assert texts(store, id) == ["94", "63", "32", "1"]
    assert {(version.reason, version.name) for version in store.versions(id)} == {(Reason.TIMED, "")}


def test_a_named_version_counts_as_new(store: Store, clock: Clock) -> None:
    id = store.add(draft("一"), reason=Reason.IMPORT)
    clock.move(minutes=29)
    save(store, id, "二")
    assert len(store.versions(id)) == 1


def test_an_empty_draft_is_not_worth_a_version(store: Store) -> None:
    id = store.add(draft())
    save(store, id, "一")
    assert store.versions(id) == ()


def test_a_clock_set_back_breaks_no_order_and_keeps_versions_coming(store: Store, clock: Clock) -> None:
    id = store.add(draft("一"), reason=Reason.IMPORT)
    clock.move(days=-400)
    for text in ("二", "三"):
        save(store, id, text)
        clock.move(minutes=31)
    assert texts(store, id) == ["二", "一", "一"]
    assert [version.number for version in store.versions(id)] == [3, 2, 1]
    store.restore(id, 1)
    assert store.load(id).draft == draft("一")


def test_timed_versions_are_thinned_and_named_ones_stay(store: Store, clock: Clock) -> None:
    id = store.add(draft("0"))
    for day in range(120):
        for hour in range(4):
            clock.move(hours=1)
            save(store, id, f"{day} {hour}")
        store.keep_version(id, Reason.EXPORT, f"{day}")
        clock.move(hours=20)
    reasons = [version.reason for version in store.versions(id)]
    assert reasons.count(Reason.EXPORT) == 120
    assert 20 <= reasons.count(Reason.TIMED) <= 40


# What is changed at random


class Work(RuleBasedStateMachine):
    """One draft worked on at random, beside what ought to be there."""

    @initialize(first=drafts)
    def begin(self, first: Draft) -> None:
        use_language("en")
        self.folder = TemporaryDirectory()
        self.clock = Clock()
        self.store = open_store(Path(self.folder.name) / "a.db", self.clock)
        self.id = self.store.add(first)
        self.draft, self.state, self.is_deleted = first, State.DRAFTING, False
        self.kept: dict[int, Draft] = {}
        self.states = [State.DRAFTING]

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.close()
            self.folder.cleanup()

    @property
    def is_open(self) -> bool:
        return not self.is_deleted and self.state not in LOCKED

    @rule(minutes=st.sampled_from([0, 1, 40, 5000, -300]))
    def wait(self, minutes: int) -> None:
        self.clock.move(minutes=minutes)

    @rule(new=drafts)
    def save(self, new: Draft) -> None:
        if self.is_open:
            self.store.save(self.id, self.draft, new)
            self.draft = new
        elif new != self.draft:
            with pytest.raises(StoreError if self.is_deleted else Locked):
                self.store.save(self.id, self.draft, new)

    @rule(name=st.sampled_from(["", "甲", "乙"]))
    def keep(self, name: str) -> None:
        self.kept[self.store.keep_version(self.id, Reason.EXPORT, name).number] = self.draft

    @precondition(lambda self: self.kept)
    @rule(choice=st.data())
    def go_back(self, choice: st.DataObject) -> None:
        number = choice.draw(st.sampled_from(sorted(self.kept)))
        if self.is_open:
            self.draft = self.store.restore(self.id, number).draft
            assert self.draft == self.kept[number]
        else:
            with pytest.raises(StoreError):
                self.store.restore(self.id, number)

    @rule(state=st.sampled_from(State))
    def set_state(self, state: State) -> None:
        if self.is_deleted or state is self.state:
            with pytest.raises(StoreError):
                self.store.set_state(self.id, state)
        else:
            self.store.set_state(self.id, state, "张三", "同意")
            self.state = state
            self.states.append(state)

    @rule()
    def delete_or_put_back(self) -> None:
        (self.store.put_back if self.is_deleted else self.store.delete)(self.id)
        self.is_deleted = not self.is_deleted

    @invariant()
    def all_is_there(self) -> None:
        entry = self.store.load(self.id)
        assert (entry.draft, entry.state, entry.deleted is not None) == (self.draft, self.state, self.is_deleted)
        assert [event.state for event in self.store.history(self.id)] == self.states
        assert [one.id for one in self.store.entries()] == ([] if self.is_deleted else [self.id])
        assert [one.id for one in self.store.deleted()] == ([self.id] if self.is_deleted else [])
        assert {number: self.store.version(self.id, number) for number in self.kept} == self.kept


Work.TestCase.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
TestWork = Work.TestCase
