"""From one step to another until it is painted: the first time, when a page is built, and again."""

import tempfile
import time
from pathlib import Path

from figures import fill, median, row

ROUNDS = 6


def rows():
    from app.store import open_store
    from ui.application import make_application
    from ui.window import MainWindow

    application = make_application()
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "gongkai.db") as store:
        (id,) = fill(store, 1)
        window = MainWindow(store)
        window.resize(1280, 800)
        window.show()
        first, again = [], []
        for _round in range(ROUNDS):
            window.open_draft(id)
            settle(application)
            steps = list(range(1, window.editor.wizard.steps))
            first += [gone(application, window.editor.wizard, step) for step in steps]
            again += [gone(application, window.editor.wizard, step) for step in [0, *steps]]
        peer = [painted(application) for _round in range(ROUNDS)]
        window.editor = None
        window.close()
    return [
        row("page met for the first time, slowest step's median", slowest(first), median(peer), "ms"),
        row("page met again, slowest step's median", slowest(again), median(peer), "ms"),
    ]


def slowest(times):
    """The median over the rounds of the step that takes longest."""
    steps = len(times) // ROUNDS
    return max(median(times[step::steps]) for step in range(steps))


def gone(application, wizard, step):
    begun = time.perf_counter()
    wizard.go_to_step(step)
    application.processEvents()
    spent = (time.perf_counter() - begun) * 1000
    settle(application)
    return spent


def painted(application):
    """The peer: a bare table widget with as many cells as table 三, made, shown and painted."""
    from PySide6.QtWidgets import QTableWidget, QTableWidgetItem

    begun = time.perf_counter()
    table = QTableWidget(28, 10)
    for number in range(280):
        table.setItem(number // 10, number % 10, QTableWidgetItem(str(number)))
    table.resize(760, 600)
    table.show()
    application.processEvents()
    spent = (time.perf_counter() - begun) * 1000
    table.close()
    settle(application)
    return spent


def settle(application):
    for _turn in range(3):
        application.processEvents()
