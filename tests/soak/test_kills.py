"""Killed at any moment of any act, the store opens, is sound, and has everything that was told as done."""

import json
import os
import random
import runpy
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import pytest

from app.draft_file import read_draft
from app.store import open_store
from app.store.backup import backup_folder
from app.writers.docx.read_back import read_back

KILLS = 1000
KILLS_IN_SUITE = 20
KILLS_OF_A_STORE = 5
CHILD = Path(__file__).with_name("editing_child.py")
RELEASED = sorted((Path(__file__).parents[1] / "data" / "stores").glob("*.db"))
SPEECH = runpy.run_path(str(CHILD))
facts, digest = SPEECH["facts"], SPEECH["digest"]


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    """What each released store has once it is brought up to date, its versions aside."""
    return {one: facts_of(copied(one, tmp_path_factory.mktemp("released"))) for one in RELEASED}


def facts_of(path):
    with open_store(path) as store:
        return {key: told for key, told in facts(store).items() if not key.startswith("version")}


def copied(released, folder):
    return Path(shutil.copyfile(released, folder / "gongkai.db"))


def test_a_kill_at_any_moment_loses_nothing_that_was_told_as_done(tmp_path, released, share):
    """Each store is first one of a released version, so that the first kills fall into its upgrade."""
    is_soak = share(KILLS) == KILLS
    stores = (KILLS if is_soak else KILLS_IN_SUITE) // KILLS_OF_A_STORE
    with ThreadPoolExecutor(os.cpu_count()) as workers:
        ends = [*workers.map(lambda number: office(tmp_path / f"{number}", number, released), range(stores))]
    losses = [loss for told, _met in ends for loss in told]
    met = sum((one for _told, one in ends), Counter())
    print(f"kills {met['kill']}, losses {len(losses)}; {dict(met)}")
    assert losses == []
    assert met["kill"] == stores * KILLS_OF_A_STORE
    # a soak in which no kill meets a commit, an export and an upgrade half done shows nothing
    assert not is_soak or all(met[what] for what in ("hot journal", "half a file", "upgrade not done"))


def office(folder, seed, released):
    """One store and its kills: the losses, and what the kills met."""
    folder.mkdir()
    (exports := folder / "exports").mkdir()
    chance = random.Random(seed)
    origin = RELEASED[seed % len(RELEASED)]
    path, known = copied(origin, folder), dict(released[origin])
    losses, met = [], Counter()
    for kill in range(KILLS_OF_A_STORE):
        line, seconds = ("opened", 0.08) if kill else ("ready", 0.05)
        spoken = work_until_killed(path, exports, seed * 1000 + kill, line, chance.uniform(0.0, seconds))
        met.update(halves(path, exports, spoken))
        done = {key: told for line in spoken for key, told in line.get("done", {}).items()}
        met.update(kill=1, done=sum("done" in line for line in spoken))
        will = spoken[-1].get("will", {})
        losses += [f"store {seed}, kill {kill}: {loss}" for loss in lost(path, exports, known, done, will)]
        with open_store(path) as store:
            known = facts(store)
        shutil.rmtree(exports)
        exports.mkdir()
    return losses, met


def work_until_killed(path, exports, seed, first, seconds):
    """What the child said before it was killed, so long after the first line that has such a word."""
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, str(CHILD), str(path), str(exports), str(seed)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as child:
        lines = [child.stdout.readline()]
        while lines[-1] and first not in json.loads(lines[-1]):
            lines.append(child.stdout.readline())
        time.sleep(seconds)
        child.send_signal(signal.SIGKILL)
        lines += child.stdout.readlines()
    assert child.returncode == -signal.SIGKILL, "the child ended by itself"
    return [json.loads(line) for line in lines if line.endswith("\n")]


def halves(path, exports, spoken):
    """What the kill left half done."""
    if len(spoken) == 1 and backup_folder(path).exists():
        yield "upgrade not done"
    if path.with_name(path.name + "-journal").exists():
        yield "hot journal"
    if [*exports.glob(".*.tmp"), *backup_folder(path).glob(".*.tmp")]:
        yield "half a file"


def lost(path, exports, known, done, will):
    """What is not there although it was told, and what is there although nobody was at it."""
    expected = known | {key: told for key, told in done.items() if "." not in key}
    with open_store(path) as store:
        found = facts(store)
    new = [key for key in found if key not in expected]
    for key, told in expected.items():
        if found.get(key) not in (told, will.get(key, told)):
            yield f"{key}: told {told}, found {found.get(key)}, next {will.get(key)}"
    yield from unexpected(found, new, will, is_upgraded=any(key.startswith("version") for key in known))
    yield from unsound(path)
    yield from (loss for copy in backup_folder(path).glob("*.db") for loss in unsound(copy))
    yield from torn(exports, {key: told for key, told in done.items() if "." in key}, will)


def unexpected(found, new, will, *, is_upgraded):
    """More than the one act that was not told as done any more."""
    drafts = [key for key in new if not key.startswith("version")]
    if [found[key][0] for key in drafts] not in ([], [will.get("new")]):
        yield f"more drafts: {drafts}"
    if is_upgraded and len(new) - len(drafts) > (1 if will else 0):
        yield f"more versions: {new}"


def unsound(path):
    with closing(sqlite3.connect(path)) as db:
        if db.execute("pragma integrity_check").fetchall() != [("ok",)]:
            yield f"{path.name} is damaged"
        if db.execute("pragma foreign_key_check").fetchall():
            yield f"{path.name} has rows without a draft"


def torn(exports, done, will):
    """Files that are not whole, or not what was told: one that was being written anew is the old one or the new one."""
    for name in done.keys() | will.keys():
        path = exports / name
        if name in done and not path.exists():
            yield f"{name} is gone"
        elif name in done and name not in will and digest(path.read_bytes()) != done[name]:
            yield f"{name} is not what was told"
    for path in exports.glob("[!.]*"):
        yield from READ[path.suffix](path)


def torn_word(path):
    with ZipFile(path) as parts:
        if parts.testzip() or not [*read_back(path.read_bytes())]:
            yield f"{path.name} is torn"


def torn_data(path):
    if not read_draft(path)[0].draft.organization:
        yield f"{path.name} is torn"


READ = {".docx": torn_word, ".json": torn_data, ".db": unsound}
