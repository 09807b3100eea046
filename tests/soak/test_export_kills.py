"""Killed at any moment of an export, the old file is there or the new one, whole; the next one leaves nothing else."""

import os
import random
import runpy
import signal
import subprocess
import sys
import time
from pathlib import Path

import docx
import pytest

from app.export import export
from app.writers.docx.read_back import read_back

KILLS = 200
CHILD = Path(__file__).with_name("exporting_child.py")
REPORTS = runpy.run_path(str(CHILD))


@pytest.fixture(scope="module")
def version(tmp_path_factory):
    """The bytes of a version: the same report gives the same bytes, in whatever process."""
    path = tmp_path_factory.mktemp("versions") / "report.docx"
    return lambda number: export(REPORTS["report"](number), path, overwrite=True).read_bytes()


@pytest.fixture
def path(tmp_path):
    folder = tmp_path / "exports"
    folder.mkdir()
    return folder / "report.docx"


def test_a_kill_at_any_moment_leaves_the_old_file_or_the_new_one(path, version, share):
    chance = random.Random(20231231)
    there, with_leftovers = None, 0
    for _kill in range(share(KILLS)):
        told = export_until_killed(path, following(there), seconds=chance.uniform(0.0, 0.15))
        there = version_there(path, version, told[-1] if told else there)
        with_leftovers += bool(leftovers(path))
        export_next(path)
    # a soak in which no kill meets an export half done shows nothing
    assert with_leftovers or share(KILLS) < KILLS


@pytest.mark.parametrize("step", REPORTS["STEPS"])
@pytest.mark.parametrize("there", [0, None])
def test_a_kill_at_every_step_leaves_the_old_file_or_the_new_one(path, version, step, there):
    if there is not None:
        path.write_bytes(version(there))
    assert export_until_killed(path, following(there), step) == []
    is_replaced = step == "replaced"
    assert version_there(path, version, there) == (following(there) if is_replaced else there)
    assert len(leftovers(path)) == (not is_replaced)
    export_next(path)


def export_until_killed(path, first, step="", *, seconds=None):
    """The versions that the child had told as exported when it was killed, or had killed itself at a step."""
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, str(CHILD), str(path), str(first), *filter(None, [step])]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as child:
        assert child.stdout.readline() == "ready\n"
        if seconds is not None:
            time.sleep(seconds)
            child.send_signal(signal.SIGKILL)
        told = [int(line) for line in child.stdout]
    assert child.returncode == -signal.SIGKILL
    return told


def following(version):
    return 0 if version is None else version + 1


def version_there(path, version, last):
    """The version that the file is: the last one told, or the next, which was written and not yet told; None for none.

    The file is the whole of it, to the byte; python-docx opens it, and what was to be printed stands in it.
    """
    if not path.exists():
        assert last is None
        return None
    content = path.read_bytes()
    known = {version(number): number for number in (last, following(last)) if number is not None}
    assert content in known, "the file is neither the old one nor the new one"
    assert read_back(content) == read_back(version(known[content]))
    assert docx.Document(path).paragraphs[0].text
    return known[content]


def leftovers(path):
    return sorted(one.name for one in path.parent.iterdir() if one.name not in (path.name, "next.docx"))


def export_next(path):
    """The next start, and its first export into that folder: nothing is left there but whole files."""
    export(REPORTS["report"](0), path.with_name("next.docx"), overwrite=True)
    assert leftovers(path) == []
