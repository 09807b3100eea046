"""What a power cut may not take: database, journal and folder are on the disk before anything is told as saved."""

import os
import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.draft import new_filing, with_value
from app.store import Reason, open_store

CHILD = Path(__file__).with_name("saving_child.py")
ACTS = runpy.run_path(str(CHILD))["ACTS"]
CALL = re.compile(r"\d+ +(?P<name>\w+)\((?:\d+<(?P<file>[^>]*)>|\"(?P<path>[^\"]*)\")(?P<rest>.*)")
SYNCS = ("fsync", "fdatasync")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "drafts" / "gongkai.db"


@pytest.fixture
def id(path):
    """A draft with a version of what it was before."""
    with open_store(path) as store:
        filing = new_filing("disclosure", "某局", 2023)
        id = store.add(filing.draft, reason=Reason.IMPORT)
        store.save(id, filing.draft, with_value(filing, "overview", "旧").draft)
    return id


@pytest.mark.parametrize("act", ACTS)
def test_journal_database_and_folder_are_synced_before_an_act_is_told_as_saved(path, id, act):
    asked = calls(path, id, act)
    assert steps(asked) == [
        "journal written",
        "journal synced",
        "folder synced",  # or the journal could have no name after a power cut
        "journal written",  # only now that its pages are there, how many they are
        "journal synced",
        "database written",
        "database synced",
        "journal unlinked",  # this is the commit
        "folder synced",
        "told as saved",
    ]


def calls(path, id, act):
    """What the child asked of the system, as pairs of call and file."""
    log = path.with_name("calls.txt")
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not here")
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    options = ["-f", "-y", "-o", str(log), "-e", f"trace={','.join(SYNCS)},write,pwrite64,unlink"]
    ended = subprocess.run(
        [strace, *options, sys.executable, str(CHILD), str(path), id, act],
        capture_output=True, text=True, env=environment, timeout=60, check=False,
    )  # fmt: skip
    if "ptrace" in ended.stderr:
        pytest.skip("strace may not look at other processes here")
    assert ended.returncode == 0, ended.stderr
    return [CALL.match(line) for line in log.read_text(encoding="utf-8", errors="replace").splitlines()]


def steps(asked):
    """The steps of the act in words, what is said several times on end once."""
    told = []
    for call in filter(None, asked):
        name = call["name"]
        what = WHAT.get(Path(call["file"] or call["path"]).name)
        if name == "write" and "saved" in call["rest"]:
            told.append("told as saved")
        elif what and name in DONE:
            told.append(f"{what} {DONE[name]}")
    return [one for i, one in enumerate(told) if not i or told[i - 1] != one]


WHAT = {"gongkai.db": "database", "gongkai.db-journal": "journal", "drafts": "folder"}
DONE = {"pwrite64": "written", "write": "written", "unlink": "unlinked"} | dict.fromkeys(SYNCS, "synced")
