"""In a running window: a cell edited until it is painted, a table pasted until it is painted, a draft opened."""

import random
import tempfile
import time
from functools import partial
from pathlib import Path

from figures import fill, median, p99, row

EDITS = 400
OPENINGS = 25
PASTES = 30


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
        found += pasted(application, window, ids[1])
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
    part = table_of(application, window, id)
    chance, ours, peer = random.Random(2), [], []
    entries = window.editor.session.form.entries(part.section)
    for number in range(EDITS):
        index = part.view.values.index_of(chance.choice(entries))
        ours.append(timed(application, partial(part.view.values.setData, index, str(number % 7))))
        peer.append(timed(application, part.view.viewport().update))
    name = "cell edited to totals and findings painted"
    return [row(f"{name}, p99", p99(ours), p99(peer), "ms"), row(f"{name}, median", median(ours), median(peer), "ms")]


def pasted(application, window, id):
    """All of table 三 from an Excel clipboard, read, landed, entered, saved as a version before it, and painted.

    The peer puts the same texts into a bare QTableWidget that is painted too.
    """
    from app.copying import copied
    from ui.clipboard import put_on_clipboard

    part = table_of(application, window, id)
    session, cells = part.session, part.session.form.cells_of(part.section)
    put_on_clipboard(copied(session.filing, part.section, [cell.address for cell in cells], with_labels=True))
    texts = [cell.address for cell in cells]
    peer = bare_table(application, part)
    ours, theirs = [], []
    paste_at_once(part)  # the first one loads the reader
    for _number in range(PASTES):
        session.set_values(dict.fromkeys(session.form.entries(part.section), ""), "cleared")
        settle(application)
        ours.append(timed(application, partial(paste_at_once, part)))
        theirs.append(timed(application, partial(fill_bare, peer, texts)))
    peer.close()
    application.clipboard().clear()  # Qt's offscreen screen does not outlive a table on its clipboard
    name = "whole table pasted, entered and painted"
    return [row(f"{name}, median", median(ours), median(theirs), "ms"), row(f"{name}, slowest", max(ours), None, "ms")]


def table_of(application, window, id):
    window.open_draft(id)
    step = next(n for n, step in enumerate(window.editor.session.form.steps) if step[0].id == "applications")
    window.editor.wizard.go_to_step(step)
    settle(application)
    return window.editor.wizard.currentPage().parts[0]


def paste_at_once(part):
    """What Ctrl+V and Enter in the preview do, without the clerk's look at it."""
    from app.paste import land
    from ui.clipboard import blocks_on_clipboard

    landing = land(part.session.filing, part.section, blocks_on_clipboard(), part.view.address)
    assert len(landing.landed) == len(part.session.form.entries(part.section))
    part._take(landing)


def bare_table(application, part):
    from PySide6.QtWidgets import QTableWidget

    table = QTableWidget(part.view.values.rowCount(), part.view.values.columnCount())
    table.resize(part.view.size())
    table.show()
    settle(application)
    return table


def fill_bare(table, texts):
    from PySide6.QtWidgets import QTableWidgetItem

    for number, text in enumerate(texts):
        table.setItem(number // table.columnCount(), number % table.columnCount(), QTableWidgetItem(str(len(text))))


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
