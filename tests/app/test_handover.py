"""Handing on: one file for the next computer, taken in there without loss, and back again."""

import random
import sqlite3
from contextlib import closing

import pytest

from app.draft import filing_of, new_filing, with_values
from app.draft_file import read_draft
from app.entry import Reason, State
from app.errors import StoreError
from app.paths import samples
from app.store import open_store
from app.store.handover import Relation


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
    from pathlib import Path

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
