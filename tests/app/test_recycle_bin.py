"""The recycle bin: a deleted draft is out of the way, comes back as it was, and goes for good only after a year."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType

import pytest

from app.draft import Draft
from app.errors import StoreError
from app.i18n import use_language
from app.store import Reason, State, Store, open_store


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


def everything(path: Path) -> dict[str, int]:
    tables = ("drafts", "draft_values", "versions", "events")
    with closing(sqlite3.connect(path)) as db:
        return {table: db.execute(f"select count(*) from {table}").fetchone()[0] for table in tables}


def test_a_deleted_draft_is_in_the_bin_and_nowhere_else(store: Store, clock: Clock) -> None:
    id = store.add(draft("群众信访", year=2022))
    clock.move(days=1)
    store.delete(id)
    assert store.entries() == ()
    assert store.search("信访") == ()
    assert store.last_year(draft(year=2023)) is None
    (one,) = store.deleted()
    assert (one.id, one.deleted, one.filled) == (id, clock.time, 1)
    assert [version.reason for version in store.versions(id)] == [Reason.DELETION]


def test_the_bin_has_the_last_deleted_first(store: Store, clock: Clock) -> None:
    ids = [store.add(draft(), state) for state in State]
    for id in ids:
        clock.move(minutes=1)
        store.delete(id)
    assert [one.id for one in store.deleted()] == ids[::-1]
    assert [one.state for one in store.deleted()] == list(State)[::-1]


def test_a_deleted_draft_can_be_looked_at_and_not_changed(store: Store) -> None:
    id = store.add(draft("一"), reason=Reason.IMPORT)
    store.delete(id)
    entry = store.load(id[:8])
    assert entry.draft == draft("一")
    assert entry.deleted is not None
    store.remember_place(id, "overview")
    for act in (
        lambda: store.save(id, draft("一"), draft("二")),
        lambda: store.restore(id, 1),
        lambda: store.set_state(id, State.FINAL),
        lambda: store.delete(id),
    ):
        with pytest.raises(StoreError, match="is in the recycle bin: the change was not saved"):
            act()
    assert store.load(id) == store.load(id)
    assert len(store.history(id)) == 1


def test_a_living_draft_goes_before_deleted_ones_of_the_same_beginning(store: Store, tmp_path: Path) -> None:
    for _ in range(3):
        store.add(draft())
    with closing(sqlite3.connect(tmp_path / "gongkai.db", isolation_level=None)) as db:
        db.execute("pragma foreign_keys = off")
        for i, (id,) in enumerate(db.execute("select id from drafts").fetchall()):
            db.execute("update drafts set id = ? where id = ?", (f"abc{i}", id))
    store.delete("abc0")
    store.delete("abc1")
    assert store.load("abc").id == "abc2"
    store.delete("abc2")
    with pytest.raises(StoreError, match="abc0, abc1, abc2"):
        store.load("abc")


def test_what_is_put_back_is_as_it_was(store: Store, clock: Clock) -> None:
    id = store.add(draft("群众信访"), State.FINAL)
    before, listed = store.load(id), store.entries()
    clock.move(days=300)
    store.delete(id)
    store.put_back(id)
    assert store.load(id) == before
    assert store.entries() == listed
    assert store.deleted() == ()
    assert len(store.search("信访")) == 1


def test_what_is_not_in_the_bin_is_told(store: Store) -> None:
    id = store.add(draft())
    with pytest.raises(StoreError, match="not in the recycle bin"):
        store.put_back(id)
    for act in (store.put_back, store.delete):
        with pytest.raises(StoreError, match="There is no draft"):
            act("abc")


def test_a_year_later_it_goes_with_all_that_belongs_to_it(store: Store, clock: Clock, tmp_path: Path) -> None:
    gone = store.add(draft("一"), reason=Reason.IMPORT)
    store.delete(gone)
    clock.move(days=1)
    stays = store.add(draft("二"))
    store.delete(stays)
    clock.move(days=364, minutes=1)
    assert len(store.deleted()) == 2
    assert store.load(gone).draft == draft("一")
    store.add(draft("三"))
    assert [one.id for one in store.deleted()] == [stays]
    assert everything(tmp_path / "gongkai.db") == {"drafts": 2, "draft_values": 2, "versions": 1, "events": 2}
    clock.move(days=2)
    store.delete(store.entries()[0].id)
    assert stays not in [one.id for one in store.deleted()]


def test_a_year_to_the_day_is_not_yet_more(store: Store, clock: Clock) -> None:
    store.delete(store.add(draft()))
    clock.move(days=365)
    store.add(draft())
    assert len(store.deleted()) == 1


def test_nothing_goes_while_the_clock_is_wrong(store: Store, clock: Clock) -> None:
    id = store.add(draft("一"))
    store.delete(store.add(draft("二")))
    clock.move(days=2000)
    store.save(id, draft("一"), draft("三"))
    clock.move(days=-1600)
    store.add(draft("四"))
    store.delete(id)
    assert len(store.deleted()) == 2


def test_a_clock_set_back_keeps_the_bin(store: Store, clock: Clock) -> None:
    store.delete(store.add(draft("一")))
    clock.move(days=-4000)
    store.delete(store.add(draft("二")))
    assert len(store.deleted()) == 2


def test_there_is_an_empty_bin_where_there_is_no_store(tmp_path: Path) -> None:
    with open_store(tmp_path / "none.db") as store:
        assert store.deleted() == ()
        assert store.search("信访") == ()
    assert not (tmp_path / "none.db").exists()
