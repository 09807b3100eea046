"""A store on a disk without room: told as full, what was stored is whole, and all works again once there is room."""

import runpy
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from app.draft import filing_of, new_filing, with_value
from app.errors import StoreError
from app.i18n import use_language
from app.store import Reason, State, open_store
from app.store.backup import back_up, backup_folder, daily
from app.store.store import now

PAGE = 4096
RELEASED = sorted((Path(__file__).parents[1] / "data" / "stores").glob("*.db"))
facts = runpy.run_path(str(Path(__file__).with_name("editing_child.py")))["facts"]


@pytest.fixture(autouse=True)
def english():
    use_language("en")
    yield
    use_language("zh_CN")


class SmallDisk:
    """A disk and what fills it."""

    def __init__(self, folder):
        self.folder, self.filler = folder, folder / "filler"

    def fill(self, free=0):
        """Leaves so many pages."""
        self.make_room()
        room = shutil.disk_usage(self.folder).free
        self.filler.write_bytes(bytes(max(0, room - free * PAGE)))

    def make_room(self):
        self.filler.unlink(missing_ok=True)


@pytest.fixture
def disk(small_disk):
    return SmallDisk(small_disk("size=1m"))


@pytest.fixture
def path(disk):
    return disk.folder / "drafts" / "gongkai.db"


@pytest.fixture
def id(path):
    """A draft with two versions."""
    with open_store(path) as store:
        draft = new_filing("disclosure", "某局", 2023).draft
        id = store.add(draft, reason=Reason.IMPORT)
        store.save(id, draft, changed(draft, "旧"))
        store.keep_version(id, Reason.EXPORT, "旧稿")
    return id


def changed(draft, text):
    return with_value(filing_of(draft), "overview", text).draft


def save(store, entry):
    store.save(entry.id, entry.draft, changed(entry.draft, "新" * 20_000))


ACTS = {
    "save": save,
    "add": lambda store, entry: store.add(changed(entry.draft, "新" * 20_000)),
    "keep": lambda store, entry: store.keep_version(entry.id, Reason.BULK, "粘贴之前" * 5000),
    "restore": lambda store, entry: store.restore(entry.id, store.versions(entry.id)[-1].number, "稿" * 20_000),
    "state": lambda store, entry: store.set_state(entry.id, State.IN_REVIEW, "王芳", "送审" * 20_000),
    "delete": lambda store, entry: store.delete(entry.id),
}


@pytest.mark.parametrize("act", ACTS)
def test_an_act_on_a_full_disk_is_told_and_works_once_there_is_room(disk, path, id, act):
    """With whatever little room there is, until there is enough: each act happens whole or not at all."""
    refusals = 0
    with open_store(path) as store:
        entry, before = store.load(id), facts(store)
        for free in range(60):
            disk.fill(free)
            told = refusal(ACTS[act], store, entry)
            if not told:
                break
            assert "disk is full" in told
            assert str(path) in told
            refusals += 1
            assert facts(store) == before
            assert_sound(path)
        assert refusals
        assert facts(store) != before
    assert_sound(path)


def test_a_disk_that_takes_no_more_files_has_no_room_for_a_journal(small_disk):
    path = small_disk("size=1m,nr_inodes=3") / "gongkai.db"  # the disk itself, the store, its journal
    with open_store(path) as store:
        old = new_filing("disclosure", "某局", 2023).draft
        id = store.add(old)
        path.with_name("filler").touch()
        with pytest.raises(StoreError, match="disk is full"):
            store.save(id, old, changed(old, "新"))
        assert store.load(id).draft == old
        path.with_name("filler").unlink()
        store.save(id, old, changed(old, "新"))
        assert store.load(id).draft == changed(old, "新")


def test_a_store_cannot_begin_on_a_full_disk_and_begins_once_there_is_room(disk, path):
    draft = new_filing("disclosure", "某局", 2023).draft
    path.parent.mkdir()
    disk.fill()
    with open_store(path) as store:
        with pytest.raises(StoreError, match="disk is full"):
            store.add(draft)
        assert store.entries() == ()
        disk.make_room()
        assert store.load(store.add(draft)).draft == draft


# Backups


def test_a_backup_on_a_full_disk_is_told_and_the_older_one_stays(disk, tmp_path):
    path = tmp_path / "gongkai.db"
    shutil.copyfile(RELEASED[-1], path)
    target = disk.folder / "backup.db"
    back_up(path, target)
    before = target.read_bytes()
    needed = path.stat().st_size // PAGE
    for free in (0, 1, needed // 2, needed - 1):
        disk.fill(free)
        with pytest.raises(StoreError, match="disk is full"):
            back_up(path, target)
        assert target.read_bytes() == before
        assert sorted(one.name for one in disk.folder.iterdir()) == ["backup.db", "filler"]
    disk.make_room()
    assert back_up(path, target).drafts > 0


def test_a_daily_backup_on_a_full_disk_is_made_the_next_time(disk, path, id):
    disk.fill(2)
    with pytest.raises(StoreError, match="disk is full"):
        daily(path, now())
    assert [*backup_folder(path).glob("*.db")] == []
    disk.make_room()
    assert daily(path, now()).drafts == 1
    with open_store(path) as store:
        assert store.load(id).draft.values["overview"] == "旧"


# An upgrade


def test_an_upgrade_on_a_full_disk_leaves_every_draft_and_is_made_up_for(disk, path, tmp_path):
    """Room for nothing, for a backup and no more, for a backup and half the upgrade: until there is enough."""
    old = RELEASED[0]
    after = facts_of(Path(shutil.copyfile(old, tmp_path / "gongkai.db")))
    size, refusals, opened = old.stat().st_size // PAGE, 0, 0
    for free in [0, size // 2, *range(size - 1, size + 40, 2)]:
        disk.make_room()
        shutil.rmtree(path.parent, ignore_errors=True)
        path.parent.mkdir()
        shutil.copyfile(old, path)
        disk.fill(free)
        told = refusal(facts_of, path)
        opened += not told
        refusals += bool(told)
        if told:
            assert "disk is full" in told
            assert path.read_bytes() == old.read_bytes()
        assert_sound(path)
        disk.make_room()
        assert facts_of(path) == after
    assert refusals > 2
    assert opened


def facts_of(path):
    """The drafts, their versions aside: where there is no room, an upgrade makes none."""
    with open_store(path) as store:
        return {key: told for key, told in facts(store).items() if not key.startswith("version")}


def refusal(act, *arguments):
    """In which words the act is refused; "" where it is not."""
    try:
        act(*arguments)
    except StoreError as error:
        return str(error)
    return ""


def assert_sound(path):
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("pragma integrity_check").fetchall() == [("ok",)]
        assert db.execute("pragma foreign_key_check").fetchall() == []
