"""A folder taken away, a clock set back, a second writer, a lock that stays, a program killed within a transaction."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.draft import filing_of, new_filing, with_value
from app.errors import StoreError
from app.store import ChangedElsewhere, Reason, Store, file, open_store

ADDRESS = "overview"
NOW = datetime(2026, 1, 5, 2, tzinfo=UTC)
ENVIRONMENT = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "drafts" / "gongkai.db"


@pytest.fixture
def id(path):
    with open_store(path, lambda: NOW) as store:
        return store.add(new_filing("disclosure", "某局", 2023).draft, reason=Reason.IMPORT)


def changed(draft, text):
    return with_value(filing_of(draft), ADDRESS, text).draft


def text_of(path, id):
    with open_store(path) as store:
        return store.load(id).draft.values.get(ADDRESS, "")


def refused(words, act, *arguments):
    with pytest.raises(StoreError, match=words):
        act(*arguments)


# Folders


def test_a_folder_that_may_only_be_read_keeps_the_old_text_and_takes_the_new_one_later(path, id):
    with open_store(path) as store:
        old = store.load(id).draft
        path.parent.chmod(0o500)
        refused("只读", store.save, id, old, changed(old, "一"))
        refused("只读", store.keep_version, id, Reason.EXPORT)
        assert store.load(id).draft == old
        path.parent.chmod(0o700)
        store.save(id, old, changed(old, "一"))
    assert text_of(path, id) == "一"


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be moved there")
def test_a_folder_taken_away_while_open_is_told_until_it_is_back(path, id):
    with open_store(path) as store:
        old = store.load(id).draft
        store.save(id, old, changed(old, "一"))
        path.parent.rename(path.parent.with_name("stick"))
        for _again in range(3):
            refused("不见了", store.save, id, changed(old, "一"), changed(old, "二"))
        assert not path.parent.exists()
        path.parent.with_name("stick").rename(path.parent)
        store.save(id, changed(old, "一"), changed(old, "二"))
    assert text_of(path, id) == "二"


# The clock


def test_a_clock_set_back_loses_nothing_and_keeps_the_versions_in_order(path, id):
    times = [NOW + timedelta(days=days) for days in (1, 2, -400, -400.01, -3000, 3, 4000, 4)]
    clock = iter(times)
    with Store(path, lambda: next(clock)) as store:
        draft = store.load(id).draft
        for number, _time in enumerate(times):
            new = changed(draft, str(number))
            store.save(id, draft, new)
            draft = new
        kept = store.versions(id)
        texts = [store.version(id, one.number).values.get(ADDRESS, "") for one in reversed(kept)]
    assert text_of(path, id) == str(len(times) - 1)
    assert [one.number for one in kept] == sorted((one.number for one in kept), reverse=True)
    assert texts == sorted(texts)  # as they were written, whatever the clock said
    assert kept[-1].reason is Reason.IMPORT


@pytest.mark.parametrize("wrong", [timedelta(days=-3000), timedelta(days=-1)])
def test_a_draft_deleted_while_the_clock_was_set_back_is_kept_its_year(path, id, wrong):
    """Its year would be over at once when the clock is right again."""
    with Store(path, lambda: NOW + wrong) as store:
        store.delete(id)
    with Store(path, lambda: NOW + timedelta(days=300)) as store:
        store.add(new_filing("disclosure", "某局", 2024).draft)
        store.put_back(id)
    assert [one.id for one in entries(path) if one.year == 2023] == [id]


def test_a_clock_set_back_takes_nothing_from_the_recycle_bin(path, id):
    with Store(path, lambda: NOW) as store:
        other = store.add(new_filing("disclosure", "某局", 2024).draft)
        store.delete(id)
    with Store(path, lambda: NOW - timedelta(days=3000)) as store:
        store.delete(other)
        store.put_back(id)
    assert [one.id for one in entries(path)] == [id]


def entries(path):
    with open_store(path) as store:
        return store.entries()


# Others


def test_a_second_process_that_writes_is_told_and_its_text_kept(path, id):
    code = (
        "import sys; from pathlib import Path; from app.draft import filing_of, with_value; "
        "from app.store import open_store\n"
        "store = open_store(Path(sys.argv[1])); old = store.load(sys.argv[2]).draft\n"
        "store.save(sys.argv[2], old, with_value(filing_of(old), 'overview', '别处').draft)"
    )
    with open_store(path) as store:
        old = store.load(id).draft
        subprocess.run([sys.executable, "-c", code, str(path), id], check=True, env=ENVIRONMENT)
        with pytest.raises(ChangedElsewhere):
            store.save(id, old, changed(old, "这里"))
        assert text_of(path, id) == "别处"
        again = store.load(id).draft
        store.save(id, again, changed(again, "别处\n这里"))
    assert text_of(path, id) == "别处\n这里"


def test_a_process_that_holds_the_store_for_long_is_told_and_outlasted(path, id, monkeypatch):
    monkeypatch.setattr(file, "PATIENCE", 0.1)
    code = (
        "import sqlite3, sys; db = sqlite3.connect(sys.argv[1], isolation_level=None); db.execute('begin immediate')\n"
        "print('held', flush=True); input(); db.execute('rollback'); print('let go', flush=True)"
    )
    with open_store(path) as store, holding(code, path) as other:
        old = store.load(id).draft
        refused("其他程序占用", store.save, id, old, changed(old, "一"))
        assert store.load(id).draft == old  # what is stored can be read meanwhile
        print(file=other.stdin, flush=True)
        assert other.stdout.readline() == "let go\n"
        store.save(id, old, changed(old, "一"))
    assert text_of(path, id) == "一"


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_what_a_killed_process_left_half_written_is_taken_back(path, id):
    """The pages are in the file already and the journal is beside it, for the cache was too small to hold them."""
    code = (
        "import sqlite3, sys; db = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "db.execute('pragma cache_size = 1'); db.execute('begin immediate')\n"
        "db.execute('update drafts set organization = ?', ('half' * 50_000,)); db.execute('delete from versions')\n"
        "print('held', flush=True); input()"
    )
    before = path.read_bytes()
    with open_store(path) as store:
        old = store.load(id).draft
        with holding(code, path) as other:
            other.send_signal(signal.SIGKILL)
        assert path.with_name(path.name + "-journal").stat().st_size > 0
        assert path.read_bytes() != before
        store.save(id, old, changed(old, "一"))
        assert len(store.versions(id)) == 1
    assert text_of(path, id) == "一"
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("pragma integrity_check").fetchall() == [("ok",)]


def holding(code, path):
    """A process that has the store in hand."""
    other = subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout.readline() == "held\n"
    return other
