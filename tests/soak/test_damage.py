"""A damaged store never crashes the program and is never overwritten by reading it."""

import random
from contextlib import suppress

import pytest

from app.draft import new_filing, with_values
from app.errors import AppError
from app.store import open_store

DAMAGES = 2000


@pytest.fixture
def healthy(tmp_path):
    """A store with three drafts; its bytes."""
    path = tmp_path / "healthy.db"
    with open_store(path) as store:
        for year in (2020, 2022, 2023):
            filing = new_filing("disclosure", "某局", year)
            tables = [s for s in filing.form.sections if s.kind == "table"]
            values = {a: "7" for section in tables for a in filing.form.entries(section)}
            store.add(with_values(filing, values | {"overview": "一段话。\n" * 50}).draft)
    return path.read_bytes()


def test_flipped_cut_and_zeroed_bytes_give_a_clear_error_or_the_drafts(tmp_path, healthy, share):
    chance = random.Random(8)
    for number in range(share(DAMAGES)):
        path = tmp_path / f"{number}.db"
        damaged = damage(bytearray(healthy), chance)
        path.write_bytes(damaged)
        read_everything(path)
        assert path.read_bytes() == damaged


def read_everything(path):
    with suppress(AppError), open_store(path) as store:
        for summary in store.entries():
            store.load(summary.id)


def damage(content, chance):
    kind = chance.choice(["flip", "cut", "zero"])
    place = chance.randrange(len(content))
    if kind == "cut":
        return bytes(content[:place])
    if kind == "zero":
        start = place // 4096 * 4096
        content[start : start + 4096] = bytes(len(content[start : start + 4096]))
        return bytes(content)
    for _flip in range(chance.randrange(1, 20)):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    return bytes(content)
