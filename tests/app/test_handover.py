"""Handing on: one file for the next computer, taken in there without loss, and back again."""

import itertools
import random
import shutil
import sqlite3
import zlib
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.draft import Note, filing_of, new_filing, with_notes, with_values
from app.draft_file import read_draft
from app.entry import Reason, State
from app.errors import StoreError
from app.paths import samples
from app.store import open_store, proof
from app.store.handover import Relation
from app.store.sequels import merged
from app.store.tables import TABLES


@pytest.fixture
def here(tmp_path):
    with open_store(tmp_path / "here" / "gongkai.db") as store:
        yield store


@pytest.fixture
def there(tmp_path):
    with open_store(tmp_path / "there" / "gongkai.db") as store:
        yield store


@pytest.fixture
def file(tmp_path):
    return tmp_path / "交接.gongkai"


def sample(year=2023):
    return read_draft(next(path for path in samples() if path.stem == str(year)))[0].draft


def edited(store, id, text):
    entry = store.load(id)
    new = with_values(filing_of(entry.draft), {"problems": text}).draft
    store.save(id, entry.draft, new)
    return new


def everything(store):
    """All drafts, with what came before them, whatever the numbers."""
    ids = [one.id for one in (*store.entries(), *store.deleted())]
    return {
        id: (
            store.load(id),
            sorted((v.made, v.reason, v.name, str(store.version(id, v.number))) for v in store.versions(id)),
            store.history(id),
        )
        for id in ids
    }


def relations(store, file):
    return [one.relation for one in store.look_into(file)]


def test_a_whole_store_comes_out_as_it_went_in(here, there, file):
    ids = [here.add(sample(int(path.stem)), reason=Reason.IMPORT, name="读入") for path in samples()]
    here.set_state(ids[0], State.FILED, by="李某", remark="已报送")
    edited(here, ids[1], "改过的一段。")
    here.delete(ids[2])
    here.pack(file)
    assert there.take(file) == ()
    assert everything(there) == everything(here)


def test_taking_the_same_file_twice_changes_nothing(here, there, file):
    here.add(sample())
    here.pack(file)
    there.take(file)
    before = everything(there)
    assert relations(there, file) == [Relation.SAME]
    assert there.take(file) == ()
    assert everything(there) == before


def test_one_draft_alone_is_handed_on_and_of_the_others_no_trace_stays(here, there, file):
    chosen = here.add(sample(2022))
    here.add(with_values(new_filing("disclosure", "他人局", 2023), {"problems": "不应交出的文字。"}).draft)
    here.pack(file, [chosen])
    assert "不应交出的文字".encode() not in file.read_bytes()
    assert "他人局".encode() not in file.read_bytes()
    there.take(file)
    assert [one.id for one in there.entries()] == [chosen]


def test_what_comes_back_changed_is_newer_and_mine_stays_as_a_version(here, there, file, tmp_path):
    id = here.add(sample())
    here.pack(file)
    there.take(file)
    old, new = here.load(id).draft, edited(there, id, "接手人写的。")
    back = tmp_path / "交回.gongkai"
    there.pack(back)
    assert relations(here, back) == [Relation.NEWER]
    here.take(back)
    assert here.load(id).draft == new
    assert old in [here.version(id, version.number) for version in here.versions(id)]


def test_an_older_file_changes_nothing_here(here, there, file):
    id = here.add(sample())
    here.pack(file)
    new = edited(here, id, "后来写的。")
    assert relations(here, file) == [Relation.OLDER]
    here.take(file)
    assert here.load(id).draft == new


@pytest.fixture
def conflict(here, there, file, tmp_path):
    """The id of a draft with which both sides went on, and the file with theirs."""
    id = here.add(sample())
    here.pack(file)
    there.take(file)
    edited(there, id, "那边写的。")
    edited(here, id, "这边写的。")
    back = tmp_path / "交回.gongkai"
    there.pack(back)
    return id, back


def test_a_conflict_is_left_alone_until_somebody_chooses(here, conflict):
    id, back = conflict
    (left,) = here.take(back)
    assert left.relation is Relation.CONFLICT
    assert here.load(id).draft.values["problems"] == "这边写的。"


@pytest.mark.parametrize(("choice", "stands"), [("mine", "这边写的。"), ("theirs", "那边写的。")])
def test_of_a_conflict_the_other_side_stays_as_a_version(here, conflict, choice, stands):
    id, back = conflict
    assert here.take(back, {id: choice}) == ()
    assert here.load(id).draft.values["problems"] == stands
    kept = {here.version(id, version.number).values["problems"] for version in here.versions(id)}
    assert {"这边写的。", "那边写的。"} <= kept | {stands}
    assert Relation.CONFLICT not in relations(here, back)


def test_of_a_conflict_both_can_be_kept_and_only_once(here, conflict):
    id, back = conflict
    here.take(back, {id: "both"})
    here.take(back, {id: "both"})
    texts = sorted(here.load(one.id).draft.values["problems"] for one in here.entries())
    assert texts == sorted(["这边写的。", "那边写的。"])


def test_a_locked_draft_never_gives_way(here, conflict):
    id, back = conflict
    here.set_state(id, State.FINAL)
    here.take(back, {id: "theirs"})
    assert here.load(id).draft.values["problems"] == "这边写的。"
    assert len(here.entries()) == 2


def test_a_file_of_an_older_version_is_taken_in_and_left_as_it_is(here, tmp_path):
    old = Path(__file__).parents[1] / "data" / "stores" / "0.1.0.db"
    file = tmp_path / "旧版.gongkai"
    file.write_bytes(old.read_bytes())
    here.take(file)
    assert len(here.entries()) == 4
    assert file.read_bytes() == old.read_bytes()


def test_a_file_of_another_kind_is_refused(here, tmp_path):
    file = tmp_path / "不是.gongkai"
    for content in (b"", b"PK\x03\x04" + b"x" * 5000, "政府信息公开".encode() * 999):
        file.write_bytes(content)
        with pytest.raises(StoreError):
            here.take(file)
    with pytest.raises(StoreError):
        here.take(tmp_path / "没有.gongkai")
    assert here.entries() == ()


def test_a_file_with_a_trigger_in_it_is_refused(here, there, file):
    there.add(sample())
    there.pack(file)
    with closing(sqlite3.connect(file)) as db, db:
        db.execute("create trigger evil after insert on drafts begin delete from drafts; end")
    with pytest.raises(StoreError):
        here.take(file)


def test_a_damaged_file_gives_a_clear_error_or_the_drafts(here, there, file):
    there.add(sample())
    there.pack(file)
    whole, chance = file.read_bytes(), random.Random(5)
    for _try in range(60):
        damaged = bytearray(whole)
        for _flip in range(chance.randrange(1, 30)):
            damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
        file.write_bytes(damaged)
        before = everything(here)
        try:
            here.take(file, {})
        except StoreError:
            assert everything(here) == before


# Everything there is


def tables(path):
    """Every row of the five tables, but for the numbers of versions and steps, which each store gives anew."""
    with closing(sqlite3.connect(path)) as db:
        found = {table.name: list(table.rows(db)) for table in TABLES}
    return {name: [row[1:] if name in ("versions", "events") else row for row in rows] for name, rows in found.items()}


@pytest.mark.parametrize("seed", range(8))
def test_a_store_taken_into_an_empty_one_is_the_same_in_every_row(tmp_path, file, seed):
    chance = random.Random(seed)
    start = datetime(2026, 1, 5, tzinfo=UTC)
    minutes = itertools.accumulate(chance.randrange(50) for _ in itertools.count())
    paths = [tmp_path / name / "gongkai.db" for name in ("here", "there")]
    with open_store(paths[0], lambda: start + timedelta(minutes=next(minutes))) as here:
        for number in range(chance.randrange(1, 7)):
            busy_weeks(here, number, chance)
        here.pack(file)
    with open_store(paths[1]) as there:
        assert set(relations(there, file)) <= {Relation.NEW}
        there.take(file)
        there.take(file)
    here, there = map(tables, paths)
    assert {name: sorted(map(repr, rows)) for name, rows in here.items()} == {
        name: sorted(map(repr, rows)) for name, rows in there.items()
    }


def busy_weeks(store, number, chance):
    """A draft that was edited, stated, kept, perhaps deleted."""
    filing = with_notes(new_filing("disclosure", f"某局{number}", 2021 + number % 4), [Note("doubt", "overview", "疑")])
    id = store.add(filing.draft, reason=chance.choice([None, Reason.IMPORT, Reason.CARRY]))
    for turn in range(chance.randrange(6)):
        if chance.random() < 0.6 and not store.load(id).is_locked:
            edited(store, id, f"第{turn}次修改。")
        elif chance.random() < 0.5:
            store.keep_version(id, Reason.EXPORT, f"第{turn}稿")
        else:
            others = [state for state in State if state is not store.load(id).state]
            store.set_state(id, chance.choice(others), by="张三", remark="说明")
    if chance.random() < 0.3:
        store.delete(id)


# States


def handed_on(store, file, id):
    """What a store makes of a draft, given back as a file."""
    back = file.with_name("交回.gongkai")
    store.pack(back, [id])
    return back


def test_a_state_alone_comes_along_with_who_set_it(here, there, file):
    id = here.add(sample())
    here.pack(file)
    there.take(file)
    there.set_state(id, State.FINAL, by="主任", remark="同意")
    there.set_state(id, State.FILED, by="李某")
    back = handed_on(there, file, id)
    assert relations(here, back) == [Relation.NEWER]
    here.take(back)
    assert here.load(id).state is State.FILED
    assert here.history(id) == there.history(id)
    assert relations(here, back) == [Relation.SAME]
    assert relations(here, file) == [Relation.OLDER]
    here.take(file)
    assert here.load(id).state is State.FILED


def test_the_history_ends_with_the_state_that_the_draft_has(here, conflict, there):
    id, _back = conflict
    there.set_state(id, State.FILED)
    back = handed_on(there, _back, id)
    here.take(back, {id: "mine"})
    assert here.load(id).state is State.DRAFTING
    assert [event.state for event in here.history(id)][-2:] == [State.FILED, State.DRAFTING]


def test_a_locked_draft_that_was_gone_on_with_elsewhere_is_a_conflict(here, there, file):
    id = here.add(sample())
    here.pack(file)
    there.take(file)
    edited(there, id, "那边写的。")
    here.set_state(id, State.FINAL)
    back = handed_on(there, file, id)
    assert relations(here, back) == [Relation.CONFLICT]
    here.take(back, {id: "theirs"})
    assert here.load(id).draft == sample()
    assert len(here.entries()) == 2
    before = everything(here)
    assert relations(here, back) == [Relation.OLDER]
    here.take(back, {id: "theirs"})
    assert everything(here) == before


def test_a_copy_kept_beside_is_kept_once_also_when_it_was_gone_on_with(here, conflict):
    id, back = conflict
    here.take(back, {id: "both"})
    (other,) = [one.id for one in here.entries() if one.id != id]
    edited(here, other, "又改了。")
    before = everything(here)
    here.take(back, {id: "both"})
    assert everything(here) == before


# Versions


def test_what_went_back_to_an_earlier_state_is_seen_by_its_longer_history(here, there, file):
    id = here.add(sample())
    first = here.keep_version(id, Reason.EXPORT, "甲")
    edited(here, id, "乙。")
    here.pack(file)
    there.take(file)
    there.restore(id, there.versions(id)[-1].number)
    assert here.version(id, first.number) == there.load(id).draft
    back = handed_on(there, file, id)
    assert relations(here, back) == [Relation.NEWER]
    here.take(back)
    assert here.load(id).draft == sample()


def test_versions_of_both_sides_stand_in_the_order_of_time(tmp_path, file):
    clock = (datetime(2026, 1, 5, tzinfo=UTC) + timedelta(minutes=n) for n in itertools.count())
    stores = [open_store(tmp_path / name / "gongkai.db", lambda: next(clock)) for name in ("here", "there")]
    with stores[0] as here, stores[1] as there:
        id = here.add(sample())
        here.pack(file)
        there.take(file)
        for turn in range(3):
            for store, name in ((here, "这边"), (there, "那边")):
                edited(store, id, f"{name}{turn}。")
                store.keep_version(id, Reason.EXPORT, f"{name}{turn}")
        here.take(handed_on(there, file, id), {id: "mine"})
        names = [version.name for version in reversed(here.versions(id)) if version.name[:2] in ("这边", "那边")]
        made = [version.made for version in here.versions(id)]
    assert names == ["这边0", "那边0", "这边1", "那边1", "这边2", "那边2"]
    assert made == sorted(made, reverse=True)


@given(st.data())
def test_two_histories_brought_together_have_all_once_and_each_in_its_order(data):
    rows = data.draw(st.lists(st.tuples(st.text("0123456789", min_size=2, max_size=2), st.integers()), unique=True))
    marks = data.draw(st.lists(st.sampled_from(["mine", "theirs", "both"]), min_size=len(rows), max_size=len(rows)))
    mine, theirs = ([r for r, m in zip(rows, marks, strict=True) if m in (who, "both")] for who in ("mine", "theirs"))
    both = merged(mine, theirs, lambda row: row[0])
    assert sorted(both) == sorted(rows)
    assert [row for row in both if row in mine] == mine
    assert [row for row in both if row in theirs] == theirs
    assert merged(both, theirs, lambda row: row[0]) == both


def test_a_copy_of_a_store_can_be_taken_in_and_gone_on_with(here, there, file):
    id = there.add(sample())
    shutil.copyfile(there.path, file)
    here.take(file)
    edited(here, id, "接手人写的。")
    assert relations(here, file) == [Relation.OLDER]
    assert relations(there, handed_on(here, file, id)) == [Relation.NEWER]


# The recycle bin


def test_a_draft_in_the_bin_comes_back_from_a_file_that_has_it(here, file):
    id = here.add(sample())
    here.pack(file)
    here.delete(id)
    here.take(file)
    assert [one.id for one in here.entries()] == [id]


def test_a_draft_that_was_deleted_there_stays_here(here, there, file):
    id = here.add(sample())
    here.pack(file)
    there.take(file)
    there.delete(id)
    here.take(handed_on(there, file, id))
    assert [one.id for one in here.entries()] == [id]


# Files from anywhere


@pytest.mark.parametrize(
    "sql",
    [
        "create view drafts_seen as select * from drafts",
        "create table more (x)",
        "alter table notes add column more text",
        "drop table events",
        "create index more on drafts (abs(year))",
        "pragma application_id = 7",
    ],
)
def test_a_file_with_other_tables_than_a_store_has_is_refused(here, there, file, sql):
    spoilt(there, file, sql)
    with pytest.raises(StoreError, match=file.name):
        here.take(file)
    assert here.entries() == ()


BOMB = zlib.compress(b" " * 100_000_000, 9)


@pytest.mark.parametrize(
    ("sql", "values"),
    [
        ("update drafts set state = 'gone'", ()),
        ("update drafts set year = 'zwanzig'", ()),
        ("update draft_values set text = x'ff' where address = 'overview'", ()),
        ("pragma foreign_keys = off; update drafts set id = '../../x'", ()),
        ("insert into notes select id, 900, 'shout', '', '', '' from drafts", ()),
        ("update events set at = 'soon'", ()),
        ("update versions set content = ?", (b"no snapshot",)),
        ("update versions set content = ?", (BOMB,)),
        ("delete from drafts", ()),
    ],
)
def test_a_file_with_rows_that_no_store_has_is_refused_whole(here, there, file, sql, values):
    here.add(sample(2022))
    before = everything(here)
    spoilt(there, file, sql, values)
    for act in (here.look_into, here.take):
        with pytest.raises(StoreError, match=file.name):
            act(file)
    assert everything(here) == before


def spoilt(store, file, sql, values=()):
    """A file that was handed on and then changed by somebody."""
    store.add(sample())
    store.pack(file)
    with closing(sqlite3.connect(file, isolation_level=None)) as db:
        for one in sql.split("; "):
            db.execute(one, values)


def test_a_file_of_a_newer_version_is_refused(here, there, file):
    spoilt(there, file, "insert into _sqlite_migrations (migration_set, name) values ('gongkai', '9999_future')")
    with pytest.raises(StoreError, match=r"newer|较新|更新"):
        here.take(file)


def test_a_file_is_only_read_and_nothing_is_left_beside_it(here, there, file, tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    there.add(sample())
    there.pack(folder / file.name)
    content = (folder / file.name).read_bytes()
    (folder / file.name).chmod(0o400)
    here.look_into(folder / file.name)
    here.take(folder / file.name)
    assert {one.name: one.read_bytes() for one in folder.iterdir()} == {file.name: content}


def test_a_file_that_cannot_be_written_leaves_the_old_one(here, file, monkeypatch):
    here.add(sample())
    here.pack(file)
    before = file.read_bytes()
    monkeypatch.setattr(proof, "is_sound", lambda db: False)
    with pytest.raises(StoreError):
        here.pack(file)
    assert file.read_bytes() == before
    assert sorted(one.name for one in file.parent.iterdir() if one.is_file()) == [file.name]
