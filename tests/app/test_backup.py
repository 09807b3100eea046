"""Backups: proved before they count, thinned only then, and what is put back is what was backed up."""

import os
import random
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType

import pytest

from app.draft import Draft, Note
from app.errors import StoreError
from app.i18n import use_language
from app.store import Reason, State, Store, aside, backup, open_store, proof
from app.store.backup import (
    BackupReason,
    PlaceMissing,
    back_up,
    back_up_now,
    backup_folder,
    backups,
    daily,
    is_overdue,
    last_seen,
    restore_backup,
)

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
RELEASED = sorted((Path(__file__).parents[1] / "data" / "stores").glob("*.db"))


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("zh_CN")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "drafts" / "gongkai.db"


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with open_store(path) as opened:
        opened.add(draft(1))
        yield opened


def draft(number: int, **values: str) -> Draft:
    texts = {"overview": f"第{number}份\n第二段", "proactive/fees/amount": "0.10", **values}
    notes = (Note("doubt", "overview", "甲", "ab"), Note("unplaced", "", "乙"))
    return Draft("disclosure", f"某局{number}", 2023, MappingProxyType(texts), notes[: number % 3])


def content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, and the schema."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
        tables = [name for (name,) in db.execute("select name from sqlite_master where type = 'table'")]
        everything = {name: db.execute(f"select * from {name}").fetchall() for name in tables}
        everything["sqlite_master"] = db.execute(
            "select type, name, tbl_name, rootpage, sql from sqlite_master"
        ).fetchall()
        everything["header"] = db.execute("pragma application_id").fetchall()
    return everything


def files(folder: Path) -> dict[str, bytes]:
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


def change(store: Store, text: str) -> None:
    id = store.entries()[0].id
    old = store.load(id).draft
    store.save(id, old, replace(old, values=MappingProxyType({**old.values, "problems": text})))


def settled(path: Path) -> None:
    """Makes the store's file look as if it was last written a while ago."""
    told = path.stat()
    os.utime(path, ns=(told.st_atime_ns, told.st_mtime_ns - 10**10))


def fill(store: Store, chance: random.Random) -> None:
    """Drafts with versions, states, some in the recycle bin."""
    for number in range(chance.randrange(1, 8)):
        id = store.add(draft(number), chance.choice(list(State)), reason=chance.choice([None, Reason.IMPORT]))
        for text in ("一", "二" * chance.randrange(3000)):
            if not store.load(id).is_locked:
                old = store.load(id).draft
                store.save(id, old, replace(old, values=MappingProxyType({**old.values, "problems": text})))
        if chance.random() < 0.5:
            store.keep_version(id, Reason.EXPORT, "送审稿")
        if chance.random() < 0.3:
            store.delete(id)


# One copy


@pytest.mark.parametrize("seed", range(12))
def test_what_is_put_back_is_what_was_backed_up(path: Path, seed: int) -> None:
    chance = random.Random(seed)
    with open_store(path) as store:
        fill(store, chance)
        before = content(path)
        made = back_up(path, path.with_name("copy.db"))
        assert made.drafts == len(store.entries())
        fill(store, chance)
        after = path.read_bytes()
    where = restore_backup(path, made.path, NOW)
    assert content(path) == content(made.path) == before
    assert where is not None
    assert where.read_bytes() == after


@pytest.mark.skipif(sys.platform == "win32", reason="mode bits")
def test_a_backup_is_for_the_user_alone(store: Store, path: Path, stick: Path) -> None:
    daily(path, NOW, stick)
    made = [*backup_folder(path).glob("*.db"), *stick.rglob("*.db")]
    assert [stat.S_IMODE(one.stat().st_mode) for one in made] == [0o600, 0o600]
    assert [stat.S_IMODE(one.parent.stat().st_mode) for one in made] == [0o700, 0o700]


def test_a_copy_that_is_not_what_the_store_is_does_not_count(store: Store, path: Path, monkeypatch) -> None:
    target = path.with_name("copy.db")
    target.write_bytes(b"old")

    def spoilt(db: sqlite3.Connection, temporary: Path) -> None:
        write(db, temporary)
        with closing(sqlite3.connect(temporary)) as copy, copy:
            copy.execute("delete from draft_values where address = 'overview'")

    write = proof._copy
    monkeypatch.setattr(proof, "_copy", spoilt)
    with pytest.raises(StoreError, match="not what the store is"):
        back_up(path, target)
    assert files(path.parent) == {"copy.db": b"old", "gongkai.db": path.read_bytes()}


@pytest.mark.parametrize("page", [0, 2, 5])
def test_a_copy_that_the_disk_has_spoilt_does_not_count(store: Store, path: Path, monkeypatch, page: int) -> None:
    def spoilt(db: sqlite3.Connection, temporary: Path) -> None:
        write(db, temporary)
        with temporary.open("r+b") as file:
            file.seek(page * 4096)
            file.write(b"\xff" * 4096)

    write = proof._copy
    monkeypatch.setattr(proof, "_copy", spoilt)
    with pytest.raises(StoreError, match="not what the store is"):
        back_up(path, path.with_name("copy.db"))
    assert list(files(path.parent)) == ["gongkai.db"]


def test_a_damaged_store_is_told_and_no_backup_takes_the_place_of_a_good_one(store: Store, path: Path) -> None:
    daily(path, NOW)
    good = files(backup_folder(path))
    store.close()
    content = bytearray(path.read_bytes())
    content[5000:] = os.urandom(len(content) - 5000)
    path.write_bytes(content)
    with pytest.raises(StoreError, match="is damaged"):
        daily(path, NOW + timedelta(days=1))
    assert files(backup_folder(path)) == good
    assert path.read_bytes() == content


def test_a_store_in_use_is_told(store: Store, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "PATIENCE", 0.05)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError, match="in use by another program"):
            back_up(path, path.with_name("copy.db"))
        other.execute("ROLLBACK")
    assert list(files(path.parent)) == ["gongkai.db"]


def test_what_a_killed_program_left_half_done_is_taken_back_in_the_copy(store: Store, path: Path) -> None:
    before = content(path)
    half_done(path, path.with_name("killed.db"))
    back_up(path.with_name("killed.db"), path.with_name("copy.db"))
    assert content(path.with_name("copy.db")) == before


def half_done(path: Path, target: Path) -> None:
    """The files of a store as they are in the middle of a commit."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("pragma cache_size = 1")
        db.execute("begin")
        db.execute("delete from drafts")
        rows = [("x" * 36, str(i), "字" * 300) for i in range(200)]
        db.executemany("insert into draft_values (draft, address, text) values (?,?,?)", rows)
        for suffix in ("", "-journal"):
            shutil.copyfile(path.with_name(path.name + suffix), target.with_name(target.name + suffix))
        db.execute("rollback")


# Every day


def test_a_day_has_one_backup_and_only_where_something_has_changed(store: Store, path: Path) -> None:
    assert daily(path, NOW) is not None
    change(store, "一")
    settled(path)
    assert daily(path, NOW + timedelta(minutes=1)) is None
    assert daily(path, NOW + timedelta(days=1)) is not None
    assert daily(path, NOW + timedelta(days=2)) is None
    change(store, "二")
    assert daily(path, NOW + timedelta(days=3)) is not None
    assert [one.made for one in backups(path)] == [NOW + timedelta(days=days) for days in (3, 1, 0)]


def test_a_change_so_soon_that_the_files_time_does_not_tell_is_backed_up_all_the_same(store: Store, path: Path) -> None:
    assert daily(path, NOW) is not None
    assert daily(path, NOW + timedelta(days=1)) is not None


def test_a_backup_that_was_deleted_is_made_anew(store: Store, path: Path) -> None:
    settled(path)
    made = daily(path, NOW)
    made.path.unlink()
    assert daily(path, NOW) is not None


def test_a_backup_at_the_clerks_wish_needs_no_new_day(store: Store, path: Path) -> None:
    settled(path)
    assert back_up_now(path, NOW) is not None
    assert back_up_now(path, NOW) is None
    change(store, "一")
    assert back_up_now(path, NOW).path.name.endswith("-2.db")


def test_where_there_is_no_store_there_is_no_backup(path: Path) -> None:
    assert daily(path, NOW) is None
    path.parent.mkdir()
    path.touch()
    assert daily(path, NOW) is None
    assert list(path.parent.iterdir()) == [path]


def test_backups_from_the_future_do_not_stop_those_of_today(store: Store, path: Path) -> None:
    daily(path, NOW + timedelta(days=4000))
    change(store, "一")
    assert daily(path, NOW) is not None
    assert len(backups(path)) == 2


def test_older_backups_are_thinned_and_the_newest_stay(store: Store, path: Path) -> None:
    for day in range(60):
        change(store, str(day))
        daily(path, NOW + timedelta(days=day))
    made = [one.made for one in backups(path)]
    assert 15 <= len(made) <= 24
    assert made[:14] == [NOW + timedelta(days=59 - day) for day in range(14)]


def test_nothing_is_thinned_where_the_new_backup_is_not_proved(store: Store, path: Path, monkeypatch) -> None:
    back_up(path, Path(daily(path, NOW).path).with_name("gongkai-20260302-100001.db"))
    before = files(backup_folder(path))
    change(store, "一")
    monkeypatch.setattr(proof, "counts", lambda db: object())
    with pytest.raises(StoreError, match="not what the store is"):
        daily(path, NOW + timedelta(days=400))
    assert files(backup_folder(path)) == before


def test_other_files_among_the_backups_are_left_alone(store: Store, path: Path) -> None:
    folder = backup_folder(path)
    folder.mkdir()
    for name in ("gongkai-20150101-100000.db.txt", "gongkai-20159901-100000.db", "读我.txt"):
        (folder / name).write_text("x")
    for day in range(0, 1000, 100):
        change(store, str(day))
        daily(path, NOW + timedelta(days=day))
    assert {"gongkai-20150101-100000.db.txt", "gongkai-20159901-100000.db", "读我.txt"} <= files(folder).keys()


def test_the_list_of_backups_has_the_newest_first_and_tells_what_cannot_be_read(store: Store, path: Path) -> None:
    daily(path, NOW)
    store.delete(store.add(draft(2)))
    store.add(draft(3))
    daily(path, NOW + timedelta(days=1))
    (backup_folder(path) / "gongkai-20200101-100000.db").write_bytes(b"no database" * 100)
    assert [one.drafts for one in backups(path)] == [2, 1, None]


# The second place


def test_the_second_place_gets_a_proved_copy_too(store: Store, path: Path, stick: Path) -> None:
    daily(path, NOW, stick)
    (copy,) = stick.rglob("*.db")
    assert content(copy) == content(path)
    assert last_seen(path, stick) == NOW


def test_two_stores_do_not_mix_in_one_place(store: Store, path: Path, stick: Path, tmp_path: Path) -> None:
    daily(path, NOW, stick)
    shutil.copytree(path.parent, tmp_path / "moved")
    daily(tmp_path / "moved" / path.name, NOW, stick)
    assert len({one.parent for one in stick.rglob("*.db")}) == 2


def test_a_stick_that_is_not_there_is_told_and_the_first_place_is_served(store: Store, path: Path, stick: Path) -> None:
    gone = stick / "gone"
    with pytest.raises(PlaceMissing, match=r"gone.*not there just now"):
        daily(path, NOW, gone)
    assert len(backups(path)) == 1
    assert not gone.exists()


def test_when_a_stick_was_last_seen_is_remembered_while_it_is_away(store: Store, path: Path, stick: Path) -> None:
    assert last_seen(path, stick) is None
    daily(path, NOW, stick)
    shutil.rmtree(stick)
    assert last_seen(path, stick) == NOW


def test_another_stick_with_the_same_letter_gets_its_copy(store: Store, path: Path, stick: Path) -> None:
    settled(path)
    daily(path, NOW, stick)
    shutil.rmtree(stick)
    stick.mkdir()
    daily(path, NOW + timedelta(days=1), stick)
    assert len(list(stick.rglob("*.db"))) == 1


def test_the_second_place_is_served_where_the_first_one_fails(store: Store, path: Path, stick: Path) -> None:
    backup_folder(path).write_text("a file in the way")
    with pytest.raises(StoreError, match="could not be written"):
        daily(path, NOW, stick)
    assert len(list(stick.rglob("*.db"))) == 1


@pytest.mark.parametrize(
    ("last", "overdue"),
    [(None, True), (30, False), (31, True), (0, False), (-1, True)],
)
def test_the_second_place_is_overdue_after_thirty_days(last: int | None, overdue: bool) -> None:
    assert is_overdue(None if last is None else NOW - timedelta(days=last), NOW) is overdue


# Before an upgrade


@pytest.mark.parametrize("released", [RELEASED[0]], ids=lambda path: path.stem)
def test_a_store_of_an_older_version_is_backed_up_before_it_is_upgraded(path: Path, released: Path) -> None:
    path.parent.mkdir()
    shutil.copyfile(released, path)
    with open_store(path) as store:
        store.entries()
    (kept,) = backups(path)
    assert kept.reason is BackupReason.BEFORE_UPGRADE
    assert content(kept.path) == content(released)
    assert kept.drafts == len(content(released)["drafts"])


def test_a_store_that_cannot_be_backed_up_is_not_upgraded(path: Path) -> None:
    path.parent.mkdir()
    shutil.copyfile(RELEASED[0], path)
    backup_folder(path).write_text("a file in the way")
    with pytest.raises(StoreError, match="only after a backup"):
        open_store(path)
    assert path.read_bytes() == RELEASED[0].read_bytes()


def test_a_backup_before_an_upgrade_is_kept_for_a_year(store: Store, path: Path, monkeypatch) -> None:
    backup.back_up_before_upgrade(path)
    (kept,) = backups(path)
    for day in (1, 100, 364, 400, 500):
        change(store, str(day))
        daily(path, kept.made + timedelta(days=day))
        assert kept.path.exists() is (day < 400)


# Putting back


def test_the_present_file_is_set_aside_with_its_journal_and_never_overwritten(store: Store, path: Path) -> None:
    made = daily(path, NOW)
    store.close()
    places = set()
    for number in range(3):
        path.write_bytes(b"damaged" + bytes([number]))
        path.with_name("gongkai.db-journal").write_bytes(b"journal" + bytes([number]))
        where = restore_backup(path, made.path, NOW)
        places.add(where)
        assert where.read_bytes() == b"damaged" + bytes([number])
        assert where.with_name(where.name + "-journal").read_bytes() == b"journal" + bytes([number])
        assert not path.with_name("gongkai.db-journal").exists()
        assert content(path) == content(made.path)
    assert len(places) == 3
    assert min(places).name == f"gongkai.db.before-restore-{aside.stamp(NOW)}"


def test_a_store_that_is_gone_is_put_back(store: Store, path: Path) -> None:
    made = daily(path, NOW)
    store.close()
    path.unlink()
    assert restore_backup(path, made.path) is None
    assert content(path) == content(made.path)


def test_a_disk_without_second_names_for_a_file_will_do(store: Store, path: Path, monkeypatch) -> None:
    made = daily(path, NOW)
    before = path.read_bytes()

    def refuse(self: Path, target: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    where = restore_backup(path, made.path, NOW)
    assert where.read_bytes() == before
    assert content(path) == content(made.path)


@pytest.mark.parametrize("has_links", [True, False])
def test_a_putting_back_that_fails_leaves_everything_as_it_was(store, path, monkeypatch, has_links) -> None:
    made = daily(path, NOW)
    store.close()
    path.with_name("gongkai.db-journal").write_bytes(b"journal")
    before = files(path.parent)
    move = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if target == path and self.name.endswith(".tmp"):
            raise PermissionError(13, "in use", str(target))
        return move(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    if not has_links:
        monkeypatch.setattr(Path, "hardlink_to", lambda self, target: (_ for _ in ()).throw(PermissionError(1, "no")))
    with pytest.raises(StoreError, match="in use"):
        restore_backup(path, made.path, NOW)
    assert files(path.parent) == before


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda file: file.write_bytes(b"PK\x03\x04" * 500), "is not a store"),
        (lambda file: file.write_bytes(b""), "is not a store"),
        (lambda file: file.write_bytes(file.read_bytes()[:9000]), "damaged|cannot be used"),
        (lambda file: file.unlink(), "no longer there"),
        (
            lambda file: run(file, "insert into _sqlite_migrations (migration_set, name) values ('gongkai', '9')"),
            "newer version",
        ),
        (lambda file: run(file, "pragma application_id = 5"), "is not a store"),
    ],
)
def test_a_backup_that_is_none_is_not_put_back(
    store: Store, path: Path, spoil: Callable[[Path], None], told: str
) -> None:
    made = daily(path, NOW)
    store.close()
    spoil(made.path)
    before = files(path.parent)
    with pytest.raises(StoreError, match=told):
        restore_backup(path, made.path)
    assert files(path.parent) == before


def run(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(sql)


# Disks


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """Mounts a disk with such options, where that is allowed; its folder."""
    folder = tmp_path / "disk"
    folder.mkdir()

    def mount(options: str) -> Path:
        command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
        if not shutil.which("mount") or subprocess.run(command, capture_output=True, check=False).returncode:
            pytest.skip("no small disk may be mounted here: only root may")
        return folder

    yield mount
    if folder.is_mount():
        subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_is_told_and_the_old_backups_stay(store: Store, path: Path, small_disk) -> None:
    folder = small_disk("size=1m")
    daily(path, NOW, folder)
    before = files(folder)
    (folder / "filler").write_bytes(bytes(1024 * 1024 - path.stat().st_size - 40_000))
    change(store, "字" * 5000)
    with pytest.raises(StoreError, match="the disk is full"):
        daily(path, NOW + timedelta(days=1), folder)
    (folder / "filler").unlink()
    assert files(folder) == before
    assert daily(path, NOW + timedelta(days=1), folder) is None
    assert len(files(folder)) == 2


def test_room_that_ends_while_the_copy_is_written_is_told(store: Store, path: Path, small_disk, monkeypatch) -> None:
    folder = small_disk("size=32k")
    (folder / "copy.db").write_bytes(b"old")
    usage = shutil.disk_usage(path.parent)
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage)
    with pytest.raises(StoreError, match="the disk is full"):
        back_up(path, folder / "copy.db")
    assert files(folder) == {"copy.db": b"old"}


def test_a_disk_that_may_only_be_read_is_told(store: Store, path: Path, small_disk) -> None:
    folder = small_disk("size=1m")
    subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
    with pytest.raises(StoreError, match="nothing may be written"):
        back_up(path, folder / "copy.db")


def test_a_folder_that_may_only_be_read_is_told(store: Store, path: Path, stick: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    stick.chmod(0o500)
    with pytest.raises(StoreError, match="nothing may be written"):
        back_up(path, stick / "copy.db")
    stick.chmod(0o700)


def test_a_folder_that_is_not_there_is_told_and_not_made(store: Store, path: Path, stick: Path) -> None:
    with pytest.raises(StoreError, match="there is no folder"):
        back_up(path, stick / "gone" / "copy.db")
    assert list(stick.iterdir()) == []
