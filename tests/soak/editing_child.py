"""A program that does at random what a clerk does, as fast as it can, and says before and after each act what it did.

Killed from outside. `will`: how the draft will read; `done`: the store has said that it does.
"""

import json
import random
import sys
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from hashlib import blake2b
from itertools import count
from pathlib import Path

import sqlite_utils  # noqa: F401  an upgrade wants it: loaded before the clock runs, or most kills would fall into that

from app import export as exporting
from app.carry import begin
from app.desk import Desk
from app.draft import filing_of
from app.entry import Reason, State
from app.store import open_store
from app.store.backup import back_up
from app.writers.docx import read_back  # noqa: F401  the same

MOST_DRAFTS = 12


def digest(content):
    return blake2b(content, digest_size=8).hexdigest()


def mark(draft):
    """A short mark of all that a draft has."""
    notes = [[note.kind, note.place, note.text, note.fingerprint] for note in draft.notes]
    whole = [draft.family, draft.organization, draft.year, sorted(draft.values.items()), notes]
    return digest(json.dumps(whole).encode())


def facts(store):
    """What a store has: each draft with its state, whether it is deleted, its number of events; each version."""
    found = {}
    for one in (*store.entries(), *store.deleted()):
        found[one.id] = seen(store, one.id)
        for number in lasting(store, one.id):
            found[f"version {number} of {one.id}"] = mark(store.version(one.id, number))
    return found


def lasting(store, id):
    """The versions that stay: timed ones become fewer with age."""
    young = datetime.now(UTC) - timedelta(days=1)
    return [one.number for one in store.versions(id) if one.reason is not Reason.TIMED or one.made > young]


def seen(store, id):
    entry = store.load(id)
    return [mark(entry.draft), str(entry.state), entry.deleted is not None, len(store.history(id))]


class Clerk:
    """Who does it. `folder` is where exports and copies go."""

    def __init__(self, path, folder, seed):
        self.chance = random.Random(seed)
        self.path, self.folder = path, folder
        self.store = open_store(path)
        self.facts = facts(self.store)
        self.numbers = count()
        say(opened=True)

    def work(self):
        acts = [self.edit] * 4 + [self.paste, self.keep, self.restore, self.export, self.carry, self.copy]
        acts += [self.move, self.move, self.delete, self.put_back]
        while True:
            self.chance.choice(acts)()

    def edit(self):
        entry = self.pick()
        desk = Desk(filing_of(entry.draft))
        desk.set_value(*self.typed(desk, 1).popitem())
        self.save(entry, desk)

    def paste(self):
        entry = self.pick()
        desk = Desk(filing_of(entry.draft))
        self.keep(entry, Reason.BULK)
        desk.set_values(self.typed(desk, 60), "粘贴")
        self.save(entry, desk)

    def save(self, entry, desk):
        if desk.unsaved():
            act = partial(self.store.save, entry.id, *desk.unsaved())
            self.told(act, entry, desk.filing.draft)

    def keep(self, entry=None, reason=Reason.EXPORT):
        entry = entry or self.pick()
        act = partial(self.store.keep_version, entry.id, reason, f"第{next(self.numbers)}稿之前")
        self.told(act, entry, entry.draft)

    def restore(self):
        entry = self.pick()
        version = self.chance.choice(self.store.versions(entry.id) or [None])
        if version:
            draft = self.store.version(entry.id, version.number)
            self.told(partial(self.store.restore, entry.id, version.number), entry, draft)

    def move(self):
        entry = self.pick(locked=True)
        state = self.chance.choice([one for one in State if one is not entry.state])
        self.told(partial(self.store.set_state, entry.id, state, "王芳", "送审"), entry, entry.draft, state=state)

    def delete(self):
        if len(self.store.entries()) > 3:
            entry = self.pick(locked=True)
            self.told(partial(self.store.delete, entry.id), entry, entry.draft, deleted=True)

    def put_back(self):
        for one in self.store.deleted()[:1]:
            entry = self.store.load(one.id)
            self.told(partial(self.store.put_back, one.id), entry, entry.draft, deleted=False)

    def carry(self):
        entry = self.pick(locked=True)
        if len(self.facts) < 40 and entry.draft.year < 2030:
            draft = begin(filing_of(entry.draft), entry.draft.year + 1).draft
            say(will={"new": mark(draft)})
            id = self.store.add(draft, reason=Reason.CARRY, name="沿用上年")
            self.say_done(id, [mark(draft), "drafting", False, 1], mark(draft))

    def export(self):
        entry = self.pick(locked=True)
        suffix = self.chance.choice([".docx", ".json"])
        path = self.folder / f"{entry.id}{suffix}"
        say(will={path.name: ""})
        exporting.export(filing_of(entry.draft), path, copy="review", overwrite=True)
        say(done={path.name: digest(path.read_bytes())})

    def copy(self):
        path = self.folder / f"{self.chance.randrange(3)}.db"
        say(will={path.name: ""})
        back_up(self.path, path)
        say(done={path.name: digest(path.read_bytes())})

    def pick(self, *, locked=False):
        """A draft; one that may be changed, unless told otherwise."""
        entry = self.store.load(self.chance.choice(self.store.entries()).id)
        if entry.is_locked and not locked:
            self.told(partial(self.store.set_state, entry.id, State.DRAFTING), entry, entry.draft, state=State.DRAFTING)
            return self.store.load(entry.id)
        return entry

    def typed(self, desk, most):
        """Something new for a block of places: numbers for cells, text for the rest."""
        form, number = desk.filing.form, self.chance.randrange(100_000)
        addresses = [*form.cells] + [*form.narratives] * 8
        start = self.chance.randrange(len(addresses))
        block = [a for a in addresses[start : start + most] if a in form.narratives or not form.cells[a].is_total]
        block = block or [next(iter(form.narratives))]
        return {a: f"第{number}段。\n" * 20 if a in form.narratives else str(number) for a in block}

    def told(self, act, entry, draft, **more):
        """The act, with how the draft will read told before and after it."""
        old = self.facts[entry.id]
        events = old[3] + ("state" in more)
        state, deleted = str(more.get("state", old[1])), more.get("deleted", old[2])
        new = [mark(draft), state, deleted, events]
        say(will={entry.id: new})
        act()
        self.say_done(entry.id, new, mark(entry.draft))

    def say_done(self, id, new, kept):
        """What the store was told, and the versions that it kept on the way: they hold what was there before."""
        keys = [f"version {number} of {id}" for number in lasting(self.store, id)]
        done = {id: new} | {key: kept for key in keys if key not in self.facts}
        self.facts |= done
        say(done=done)


def say(**what):
    print(json.dumps(what), flush=True)


if __name__ == "__main__":
    say(ready=True)
    with suppress(BrokenPipeError):
        Clerk(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])).work()
