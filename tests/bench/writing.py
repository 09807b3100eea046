"""20,000 characters in 40 paragraphs, in the page with all its marks and counts: key to painted, against a bare editor.

The peer is a QPlainTextEdit of the same size and text with nothing attached. A pause, which enters the text, checks and
saves it, is measured by itself.
"""

import random
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from figures import median, p99, row, sample_draft

PARAGRAPHS, LENGTH, KEYS, PAUSES = 40, 500, 400, 20
HEADS = ("（一）主动公开情况。", "1.某项工作。", "（1）某个方面。", "")


def rows():
    from PySide6.QtWidgets import QPlainTextEdit

    from app.store import open_store
    from ui.application import make_application
    from ui.window import MainWindow

    application = make_application()
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "gongkai.db") as store:
        window = MainWindow(store)
        window.show()
        window.open_draft(store.add(noted(sample_draft())))
        window.editor.wizard.go_to("overview")
        settle(application)
        page = window.editor.wizard.currentPage().parts[0]
        bare = QPlainTextEdit()
        bare.resize(page.editor.size())
        bare.setPlainText(page.editor.toPlainText())
        bare.show()
        ours, peer = typed(application, page.editor), typed(application, bare)
        pauses = paused(application, page)
        bare.close()
        window.editor = None
        window.close()
    name = "key typed in 20,000 characters to painted"
    return [
        row(f"{name}, p99", p99(ours), p99(peer), "ms"),
        row(f"{name}, median", median(ours), median(peer), "ms"),
        row("pause in typing there: text entered, checked, saved", median(pauses), None, "ms"),
    ]


def text():
    words = "落实各项工作要求，主动公开政府信息三十二件，办理申请若干件；"
    return "\n".join((HEADS[n % 4] + words * 20)[:LENGTH] for n in range(PARAGRAPHS))


def noted(draft):
    """The draft with the long text, some of its paragraphs noted as last year's, one figure as a cell's."""
    from app.anchor import paragraph_mark
    from app.draft import Note, filing_of, with_notes, with_value
    from app.remembered import figure_note
    from app.slots import read

    long = text() + "\n新收政府信息公开申请55件。"
    filing = with_value(filing_of(replace(draft, organization="清源县教育局")), "overview", long)
    notes = [Note("carried", "overview", "沿用上年，待核对", paragraph_mark(one)) for one in long.split("\n")[:5]]
    figure = read("新收政府信息公开申请{applications/received/applicant.total=55}件。")
    return with_notes(filing, [*notes, figure_note("overview", figure)]).draft


def typed(application, editor):
    """Keys at random places, every tenth of them Enter; none of them meets a pause."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    editor.setFocus()
    chance, times = random.Random(3), []
    for number in range(KEYS):
        if number % 25 == 0:
            cursor = editor.textCursor()
            cursor.setPosition(chance.randrange(PARAGRAPHS * LENGTH))
            editor.setTextCursor(cursor)
            settle(application)
        begun = time.perf_counter()
        QTest.keyClick(editor, Qt.Key.Key_A if number % 10 else Qt.Key.Key_Return)
        application.processEvents()
        times.append((time.perf_counter() - begun) * 1000)
    return times


def paused(application, page):
    times = []
    for _pause in range(PAUSES):
        page.editor.textCursor().insertText("字")
        begun = time.perf_counter()
        page.commit()
        settle(application)
        times.append((time.perf_counter() - begun) * 1000)
    return times


def settle(application):
    for _turn in range(3):
        application.processEvents()


if __name__ == "__main__":
    for one in rows():
        print(one)
