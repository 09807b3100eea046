"""Killed at any moment, the store opens and has everything that was told as saved."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from app.draft import new_filing
from app.store import open_store

KILLS = 200
CHILD = Path(__file__).with_name("editing_child.py")


def test_a_kill_while_editing_loses_nothing_that_was_saved(tmp_path, share):
    path = tmp_path / "gongkai.db"
    with open_store(path) as store:
        id = store.add(new_filing("disclosure", "某局", 2023).draft)
    chance = random.Random(20231231)
    for _kill in range(share(KILLS)):
        told = edit_until_killed(path, id, chance.uniform(0.0, 0.08))
        check = sqlite3.connect(path)
        assert check.execute("pragma integrity_check").fetchone() == ("ok",)
        check.close()
        with open_store(path) as store:
            values = store.load(id).draft.values
        for address, number in told.items():
            # the next save may have been made and not yet told
            assert int(values[address]) >= int(number)


def edit_until_killed(path, id, seconds):
    """What the child had told as saved when it was killed: the last number at each address."""
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, str(CHILD), str(path), id]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as child:
        first = child.stdout.readline()
        time.sleep(seconds)
        child.send_signal(signal.SIGKILL)
        lines = [first, *child.stdout.read().splitlines()]
    told = [line.split() for line in lines]
    return {words[0]: words[1] for words in told if len(words) == 2}
