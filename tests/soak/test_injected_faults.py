"""The system refuses a call at any point of a save: told in words, the store stays sound, the next try saves."""

import json
import os
import re
import runpy
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from app.draft import new_filing
from app.store import Reason, open_store

CHILD = Path(__file__).with_name("saving_child.py")
EXPORTING = Path(__file__).with_name("exporting_child.py")
ADDRESS = runpy.run_path(str(CHILD))["ADDRESS"]
MOST = 40
"""More points than any call has."""

FULL = "The disk is full"
READ_ONLY = "is read-only: its drafts can be read"
UNUSABLE = "cannot be used"
GONE = "is no longer there"

FAULTS = {
    # a file that cannot be opened for writing SQLite opens for reading
    ("openat", "EIO"): (READ_ONLY, UNUSABLE),
    ("openat", "EACCES"): (READ_ONLY,),
    ("openat", "EROFS"): (READ_ONLY, UNUSABLE),
    ("openat", "ENOSPC"): (READ_ONLY, UNUSABLE),
    ("access", "EACCES"): (READ_ONLY,),
    ("pread64", "EIO"): (UNUSABLE,),
    ("pwrite64", "ENOSPC"): (FULL,),
    ("pwrite64", "EIO"): (UNUSABLE,),
    ("fdatasync", "EIO"): (UNUSABLE,),
    ("unlink", "EIO"): (UNUSABLE,),
    ("unlink", "EACCES"): (UNUSABLE,),
    ("fcntl", "EIO"): (UNUSABLE,),
    ("newfstatat", "EIO"): (UNUSABLE, GONE),
    ("newfstatat", "ESTALE"): (UNUSABLE, GONE),
}
"""What may be said when a call fails so."""

UNNOTICED = {"openat", "access", "fdatasync", "fcntl", "newfstatat"}
"""What SQLite may do without: the folder's entry that only a power cut needs, a lock that it asks for once more."""


@pytest.fixture(scope="module")
def strace():
    found = shutil.which("strace")
    trial = [found or "", "-o", os.devnull, sys.executable, "-c", ""]
    if found is None or subprocess.run(trial, capture_output=True, check=False).returncode:
        pytest.skip("strace is not here, or may not look at other processes")
    return found


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """A store in a folder of its own, and the id of its draft."""
    path = tmp_path_factory.mktemp("office") / "drafts" / "gongkai.db"
    with open_store(path) as store:
        return path, store.add(new_filing("disclosure", "某局", 2023).draft, reason=Reason.IMPORT)


@pytest.fixture(scope="module")
def points(strace, office):
    """How many calls of each kind a save makes for the store's file, its journal and their folder."""
    path, id = office
    log = path.with_name("calls.txt")
    before = path.read_bytes()
    ran = saved(strace, path, id, "-e", f"trace={','.join({call for call, _code in FAULTS})}", log=log)
    assert ran.returncode == 0, ran.stderr
    path.write_bytes(before)
    calls = re.findall(r"^\d+ +(\w+)\(", log.read_text(encoding="utf-8", errors="replace"), re.MULTILINE)
    return Counter(calls)


def saved(strace, path, id, *options, log=os.devnull):
    """The child after it has saved, or given up."""
    files = [part for one in (path, f"{path}-journal", path.parent) for part in ("-P", str(one))]
    command = [strace, "-f", "-o", str(log), *files, *options, sys.executable, str(CHILD), str(path), id, "save"]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60, check=False)


@pytest.mark.parametrize(("call", "code"), FAULTS)
def test_a_call_refused_at_any_point_is_told_and_the_next_save_is_there(
    strace, office, points, share, tmp_path, call, code
):
    path, id = shutil.copytree(office[0].parent, tmp_path / "drafts") / office[0].name, office[1]
    before = path.read_bytes()
    noticed = 0
    for point in spread(points[call], share(MOST)):
        path.write_bytes(before)
        inject = f"inject={call}:error={code}:when={point}"
        ran = saved(strace, path, id, "-e", f"trace={call}", "-e", inject)
        where = f"{call} {code} {point}: {ran.stdout}{ran.stderr}"
        assert ran.returncode == 0, where
        assert ran.stderr == "", where
        told = [json.loads(line)["told"] for line in ran.stdout.splitlines() if "told" in json.loads(line)]
        assert all(any(words in one for words in FAULTS[call, code]) and str(path) in one for one in told), where
        assert told or call in UNNOTICED, where
        noticed += bool(told)
        assert_whole(path, id, "新")
    assert noticed or share(MOST) < MOST


def spread(count, most):
    """As many points as are to be tried, from the first to the last."""
    step = max(1, -(-count // most))
    return [*range(1, count + 1, step)][-most:]


def assert_whole(path, id, text):
    with open_store(path) as store:
        assert store.load(id).draft.values.get(ADDRESS, "") == text
        assert len(store.entries()) == 1
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("pragma integrity_check").fetchall() == [("ok",)]
        assert db.execute("pragma foreign_key_check").fetchall() == []


# A fault that stays: the old state does, and what is said stays the same


@pytest.mark.parametrize(
    ("call", "code"), [("pwrite64", "ENOSPC"), ("pwrite64", "EIO"), ("fdatasync", "EIO"), ("unlink", "EACCES")]
)
def test_a_call_refused_for_good_leaves_what_was_stored(strace, office, tmp_path, call, code):
    path, id = shutil.copytree(office[0].parent, tmp_path / "drafts") / office[0].name, office[1]
    ran = saved(strace, path, id, "-e", f"trace={call}", "-e", f"inject={call}:error={code}")
    told = [json.loads(line) for line in ran.stdout.splitlines()]
    assert told.pop(0) == {"loaded": True}
    assert len(told) == 5
    assert all(any(words in one["told"] for words in FAULTS[call, code]) for one in told), told
    assert ran.stderr == "refused for good\n"
    assert_whole(path, id, "")


# An export

EXPORT = """
import json, runpy, sys
from pathlib import Path
from app.errors import AppError
from app.export import export

report, path = runpy.run_path(sys.argv[1])["report"](0), Path(sys.argv[2])
for attempt in range(3):
    try:
        export(report, path, overwrite=True)
    except AppError as error:
        print(json.dumps([str(error), path.read_text()]), flush=True)
    else:
        break
"""


@pytest.mark.parametrize("code", ["EIO", "EACCES", "ENOSPC"])
@pytest.mark.parametrize("call", ["rename", "fsync"])
def test_an_export_whose_rename_or_sync_is_refused_leaves_the_old_file(strace, tmp_path, call, code):
    folder = tmp_path / "exports"
    folder.mkdir()
    path = folder / "report.docx"
    path.write_bytes(b"old")
    command = [strace, "-f", "-o", os.devnull, "-e", f"trace={call}", "-e", f"inject={call}:error={code}:when=1"]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONDONTWRITEBYTECODE": "1"}
    command += [sys.executable, "-c", EXPORT, str(EXPORTING), str(path)]
    ran = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    ((told, there),) = map(json.loads, ran.stdout.splitlines())
    assert {"EIO": "写", "EACCES": "Word 或 WPS", "ENOSPC": "磁盘已满"}[code] in told
    assert str(path) in told
    assert there == "old"
    assert path.read_bytes().startswith(b"PK")
    assert [one.name for one in folder.iterdir()] == ["report.docx"]
