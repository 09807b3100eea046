"""In a running window: a cell edited until it is painted, a draft opened until it is painted."""

import random
import tempfile
import time
from functools import partial
from pathlib import Path

from figures import fill, median, p99, row

EDITS = 400
OPENINGS = 25


def rows():
    from app.store import open_store
    from ui.application import make_application
    from ui.window import MainWindow

    application = make_application()
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "gongkai.db") as store:
        ids = fill(store, 1000)
        window = MainWindow(store)
        window.show()
        found = [opened(application, window, ids), *edited(application, window, ids[0])]
        window.editor = None
        window.close()
    return found


def opened(application, window, ids):
    times = []
    for id in random.Random(1).sample(ids, OPENINGS):
        begun = time.perf_counter()
        window.open_draft(id)
        application.processEvents()
        times.append((time.perf_counter() - begun) * 1000)
        window.show_library()
        application.processEvents()
    return row("draft out of 1,000 opened and painted, median", median(times), None, "ms")


def edited(application, window, id):
    """Values that break and mend the balance, so that findings come and go; the peer repaints the whole view."""
    window.open_draft(id)
    step = next(n for n, step in enumerate(window.editor.session.form.steps) if step[0].id == "applications")
    window.editor.wizard.go_to_step(step)
    settle(application)
    part = window.editor.wizard.currentPage().parts[0]
    chance, ours, peer = random.Random(2), [], []
    entries = window.editor.session.form.entries(part.section)
    for number in range(EDITS):
        index = part.view.values.index_of(chance.choice(entries))
        ours.append(timed(application, partial(part.view.values.setData, index, str(number % 7))))
        peer.append(timed(application, part.view.viewport().update))
    name = "cell edited to totals and findings painted"
    return [row(f"{name}, p99", p99(ours), p99(peer), "ms"), row(f"{name}, median", median(ours), median(peer), "ms")]


def timed(application, act):
    begun = time.perf_counter()
    act()
    application.processEvents()
    spent = (time.perf_counter() - begun) * 1000
    settle(application)
    return spent


def settle(application):
    for _turn in range(3):
        application.processEvents()
