"""The store and its library: a cell saved, many drafts shown and searched, the start with many, growth in a year."""

import json
import random
import sqlite3
import tempfile
import time
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from figures import fill, median, row, sample_draft
from starting import measure

SAVES = 300
SEARCHES = ["年报", "公开", "信访", "政府信息公开工作", "没有这样的词"]
STARTS = 7
LIBRARY = """
import os, sys, time
from pathlib import Path
from PySide6.QtCore import QEvent, QObject, QTimer
from app.store import open_store
from ui.application import make_application
from ui.window import MainWindow
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self.done)
        return False
    def done(self):
        print(time.time(), 0, flush=True)
        os._exit(0)
application = make_application()
window = MainWindow(open_store(Path(sys.argv[1])))
watch = Watch()
window.library.shelf.view.viewport().installEventFilter(watch)
window.show()
application.exec()
"""


def rows():
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        stores = {count: filled_store(place / f"{count}.db", count) for count in (1, 1000, 10_000)}
        return [
            saved(place),
            *(shown(stores[count], count) for count in (1000, 10_000)),
            searched(stores[1000]),
            started(stores),
            grown(place),
        ]


def filled_store(path, count):
    """A store of that many drafts, written in one go: only reading it is measured."""
    from app.store import open_store

    with open_store(path) as store:
        fill(store, 1)
    with sqlite3.connect(path) as db:
        for table in ("draft_values", "drafts"):
            columns = [name for _n, name, *_rest in db.execute(f"pragma table_info({table})")]
            key = "id" if table == "drafts" else "draft"
            wanted = ", ".join(
                {key: f"{key} || '-' || n", "organization": "'清源县第' || n || '局'", "year": "2020 + n % 6"}.get(c, c)
                for c in columns
            )
            db.execute(
                f"with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < {count - 1}) "
                f"insert into {table} ({', '.join(columns)}) select {wanted} from {table}, numbers where {count} > 1"
            )
    return path


def saved(place):
    """One cell, against the same row committed by plain SQLite with the same journal and syncs."""
    from app.draft import filing_of, with_value
    from app.store import open_store

    with open_store(place / "save.db") as store:
        id = store.add(sample_draft())
        filing, ours = filing_of(store.load(id).draft), []
        addresses = filing.form.entries(filing.form.section("applications"))
        chance = random.Random(3)
        for number in range(SAVES):
            changed = with_value(filing, chance.choice(addresses), str(1000 + number))
            ours.append(timed(partial(store.save, id, filing.draft, changed.draft)))
            filing = changed
    db = sqlite3.connect(place / "bare.db", isolation_level=None)
    for setting in ("journal_mode = DELETE", "synchronous = EXTRA"):
        db.execute(f"PRAGMA {setting}")
    db.execute("create table v (draft text, address text, text text, primary key (draft, address)) without rowid")

    def bare(number):
        db.execute("BEGIN IMMEDIATE")
        db.execute("insert or replace into v values (?, ?, ?)", (id, addresses[number % len(addresses)], str(number)))
        db.execute("COMMIT")

    peer = [timed(partial(bare, number)) for number in range(SAVES)]
    db.close()
    return row("one cell saved, against a bare commit", median(ours), median(peer), "ms")


def shown(path, count):
    """The library of so many drafts, from the question to the store until it is painted."""
    from app.store import open_store
    from ui.application import make_application
    from ui.library import Library

    application = make_application()
    with open_store(path) as store:
        times = []
        for _run in range(5):
            library = Library(store)
            library.resize(1280, 800)
            begun = time.perf_counter()
            library.refresh()
            library.show()
            for _turn in range(3):
                application.processEvents()
            times.append((time.perf_counter() - begun) * 1000)
            library.deleteLater()
    return row(f"library of {count:,} drafts shown", median(times), None, "ms")


def searched(path):
    from app.store import open_store

    with open_store(path) as store:
        times = [timed(partial(store.search, words)) for words in SEARCHES * 3]
    return row("search over 1,000 drafts, slowest", max(times), None, "ms")


def started(stores):
    many, one = [], []
    for _run in range(STARTS):
        many.append(measure(LIBRARY, str(stores[1000]))[0])
        one.append(measure(LIBRARY, str(stores[1]))[0])
    return row("start to painted library, 1,000 drafts against one", median(many), median(one), "ms")


def grown(place):
    """A year of work on one report: forty hours over two months, a cell every half minute, ten exports."""
    from app.draft import filing_of, new_filing, with_value
    from app.entry import Reason
    from app.store import open_store

    moment = datetime(2026, 1, 4, 1, tzinfo=UTC)
    path = place / "year.db"
    with open_store(path, lambda: moment) as store:
        id = store.add(new_filing("disclosure", "清源县教育局", 2025).draft)
        begun = path.stat().st_size
        filing, texts = filing_of(store.load(id).draft), list(sample_draft().values.items())
        for step in range(40 * 120):
            moment += timedelta(seconds=30) if step % 240 else timedelta(days=2)
            address, text = texts[step % len(texts)]
            text = text if step < len(texts) or not text.isdecimal() else str(int(text) + step % 7)
            changed = with_value(filing, address, text)
            if changed.draft != filing.draft:
                store.save(id, filing.draft, changed.draft)
                filing = changed
            if step % 480 == 479:
                store.keep_version(id, Reason.EXPORT, f"导出送审稿之前 {step}")
    return row("growth of the store in a year of work", (path.stat().st_size - begun) / 1024, None, "kB")


def timed(act):
    begun = time.perf_counter()
    act()
    return (time.perf_counter() - begun) * 1000


if __name__ == "__main__":
    print(json.dumps(rows(), ensure_ascii=False, indent=1))
