"""Stores damaged at random: never a crash, never the damaged file overwritten, what was readable recovered."""

import itertools
import random
import sqlite3
from collections import defaultdict
from contextlib import closing
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from app.draft import Note, new_filing, with_notes, with_values
from app.errors import AppError
from app.store import Reason, State, open_store
from app.store.pages import Pages
from app.store.recovery import is_damaged, recover
from app.store.salvage import table_of
from app.store.tables import DRAFTS, NOTES, VALUES

DAMAGES = 200
PAGE = 4096
SENTENCE = "某局坚持以公开为常态、不公开为例外，全年主动公开政府信息。"


@pytest.fixture(scope="module")
def healthy(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patched:
        yield a_store(tmp_path_factory.mktemp("healthy") / "gongkai.db", random.Random(2), patched)


def a_store(path, chance, monkeypatch):
    """A store as years of work leave it: drafts, texts long and short, versions, states, a bin, pages freed again."""
    monkeypatch.setattr("uuid.uuid4", lambda: UUID(int=chance.getrandbits(128), version=4))
    with open_store(path, clock=ticking(chance)) as store:
        for number in range(14):
            id = store.add(filled(2015 + number % 9, number, chance).draft, reason=Reason.IMPORT)
            if chance.random() < 0.5:
                edit(store, id, chance)
            if chance.random() < 0.2:
                store.delete(id)
            elif chance.random() < 0.4:
                store.set_state(id, chance.choice([State.IN_REVIEW, State.FINAL]))
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("pragma foreign_keys = on")
        db.execute("delete from drafts where organization = '某局7'")
    return path.read_bytes()


def ticking(chance):
    """A clock that goes on by some hours at each look."""
    start = datetime(2024, 1, 2, tzinfo=UTC)
    hours = itertools.accumulate(chance.randrange(40) for _ in itertools.count())
    return lambda: start + timedelta(hours=next(hours))


def filled(year, number, chance):
    filing = new_filing("disclosure", f"某局{number}", max(year, 2019))
    tables = [section for section in filing.form.sections if section.kind == "table"]
    cells = [a for section in tables for a in filing.form.entries(section)]
    values = {a: str(chance.randrange(1000)) for a in cells if chance.random() < 0.8}
    texts = {"overview": SENTENCE * chance.randrange(1, 60), "problems": SENTENCE * chance.randrange(1, 400)}
    notes = [Note("unplaced", "overview", SENTENCE * chance.randrange(1, 20)) for _ in range(chance.randrange(4))]
    return with_notes(with_values(filing, values | texts), notes)


def edit(store, id, chance):
    for _ in range(4):
        old = store.load(id).draft
        filing = new_filing("disclosure", old.organization, old.year)
        new = with_values(filing, {**old.values, "overview": SENTENCE * chance.randrange(1, 200)}).draft
        store.save(id, old, new)
        store.keep_version(id, Reason.EXPORT, f"第{chance.randrange(99)}稿")


def test_what_was_readable_is_recovered_and_the_damaged_file_stays(tmp_path, healthy, share, capsys):
    truth, pages_of, pages_of_value = everything(tmp_path, healthy), pages_by_draft(healthy), pages_by_value(healthy)
    chance = random.Random(8)
    seen = kept = whole = demanded = told_damaged = readable = 0
    for number in range(share(DAMAGES)):
        folder = tmp_path / str(number)
        folder.mkdir()
        path = folder / "gongkai.db"
        damaged, hit = damage(healthy, chance)
        path.write_bytes(damaged)
        told_damaged += is_damaged(path)
        unhurt = {id for id, pages in pages_of.items() if not pages & hit}
        seen += sum(len(entry.draft.values) for entry in truth.values())
        try:
            result = recover(path)
        except AppError:
            assert not unhurt, f"{number}: nothing was recovered"
            assert {one: one.read_bytes() for one in folder.iterdir()} == {path: damaged}
            continue
        assert result.aside.read_bytes() == damaged
        assert sorted(folder.iterdir()) == sorted([path, result.aside])
        found = contents(path)
        for id in unhurt:
            assert found[id] == truth[id], f"{number}: a draft of unhurt pages is not whole"
        assert result.whole >= len(unhurt), number
        for id, address in [value for value, pages in pages_of_value.items() if not pages & hit]:
            assert found[id].draft.values[address] == truth[id].draft.values[address], f"{number}: {address}"
            readable += 1
        whole, demanded = whole + sum(found.get(id) == truth[id] for id in truth), demanded + len(unhurt)
        kept += sum(same_values(found[id], truth[id]) for id in truth.keys() & found.keys())
    if share(20) == 20:
        with capsys.disabled():
            print(f"\n{share(DAMAGES)} damaged stores, {told_damaged} seen by a quick check")
            print(f"values: {seen}, on unhurt pages {readable} (all recovered), recovered {kept} ({kept / seen:.1%})")
            print(f"drafts: {len(truth) * share(DAMAGES)}, on unhurt pages {demanded} (all whole), whole {whole}")


def test_a_store_damaged_in_the_middle_of_a_commit_is_recovered_from_before_it(tmp_path, healthy, share):
    truth, pages_of = everything(tmp_path, healthy), pages_by_draft(healthy)
    half, journal = half_done(tmp_path, healthy)
    assert half != healthy
    chance = random.Random(9)
    for number in range(share(DAMAGES)):
        path = tmp_path / str(number) / "gongkai.db"
        path.parent.mkdir()
        is_journal_hit = chance.random() < 0.5
        damaged, hit = (half, set()) if is_journal_hit else damage(half, chance)
        beside = damage(journal, chance)[0] if is_journal_hit else journal
        path.write_bytes(damaged)
        path.with_name("gongkai.db-journal").write_bytes(beside)
        result = recover(path)
        assert result.aside.read_bytes() == damaged
        assert result.aside.with_name(result.aside.name + "-journal").read_bytes() == beside
        found = contents(path)
        if not is_journal_hit:
            for id in [id for id, pages in pages_of.items() if not pages & hit]:
                assert found[id] == truth[id], number


def half_done(tmp_path, healthy):
    """A store in the middle of a commit, and its journal."""
    path = tmp_path / "half.db"
    path.write_bytes(healthy)
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("pragma cache_size = 1")
        db.execute("begin")
        db.execute("delete from draft_values where address < 'n'")
        db.execute("update drafts set organization = '改名', filled = 0")
        contents = path.read_bytes(), path.with_name("half.db-journal").read_bytes()
        db.execute("rollback")
    return contents


def same_values(found, entry):
    return sum(found.draft.values.get(address) == text for address, text in entry.draft.values.items())


def everything(tmp_path, healthy):
    path = tmp_path / "truth.db"
    path.write_bytes(healthy)
    return contents(path)


def contents(path):
    """Every draft of a store that opens, each as the program loads it."""
    with open_store(path) as store:
        entries = {one.id: store.load(one.id) for one in (*store.entries(), *store.deleted())}
        for id in entries:
            assert all(store.version(id, version.number) for version in store.versions(id))
            store.history(id)
    return entries


def pages_by_draft(content):
    """The pages on which a draft's own row, its values and its notes stand."""
    found = defaultdict(set)
    for record in records(content, DRAFTS, VALUES, NOTES):
        found[record.values[0].decode()].update(record.pages)
    return found


def pages_by_value(content):
    """The pages on which each value stands, by draft and address."""
    return {
        (record.values[0].decode(), record.values[1].decode()): set(record.pages) for record in records(content, VALUES)
    }


def records(content, *tables):
    pages = Pages(content)
    in_use = set(range(1, pages.count + 1)) - pages.free
    return [r for number in in_use for r in pages.records(number) if table_of(r) in tables]


def damage(healthy, chance):
    """The bytes of a store after one or two accidents, and the pages that they hit."""
    content, hit = bytearray(healthy), set()
    for kind in chance.sample(["flip", "cut", "zero", "header", "noise"], chance.choice([1, 1, 2])):
        place = chance.randrange(len(content))
        page = place // PAGE * PAGE
        if kind == "cut":
            place = max(place, PAGE)
            hit |= set(range(place // PAGE + 1, len(healthy) // PAGE + 1))
            del content[place:]
        elif kind == "flip":
            for _flip in range(chance.randrange(1, 20)):
                place = chance.randrange(len(content))
                content[place] ^= 1 << chance.randrange(8)
                hit.add(place // PAGE + 1)
        elif kind == "header":
            length = chance.choice([16, 100, PAGE])
            content[:length] = bytes(length)
            hit.add(1)
        else:
            length = len(content[page : page + PAGE])
            content[page : page + PAGE] = bytes(length) if kind == "zero" else chance.randbytes(length)
            hit.add(page // PAGE + 1)
    return bytes(content), hit
