"""A full report on pages: the PDF against LibreOffice converting the Word file, the preview's first page.

The peer of the PDF is `soffice --convert-to pdf` of the Word file of the same report, a program's start included: so an
office would have to do it. Where LibreOffice is not installed there is no peer.
"""

import shutil
import subprocess
import tempfile
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

from figures import median, row, sample_draft

RUNS, WARMING, PEERS = 20, 3, 3


def rows():
    from ui.application import make_application

    application = make_application()
    first, again, changed = shown(application)
    with tempfile.TemporaryDirectory() as folder:
        pdf = [timed(partial(write, number, ".pdf", Path(folder))) for number in range(WARMING + RUNS)][WARMING:]
        peer = converted(Path(folder))
    laid = [timed(partial(lay, number)) for number in range(WARMING + RUNS)][WARMING:]
    return [
        row("full report as PDF with fsync and proof, against LibreOffice", median(pdf), peer, "ms"),
        row("full report laid on pages", median(laid), None, "ms"),
        row("preview opened to its first page painted, the first time", first, None, "ms"),
        row("preview opened to its first page painted, again", again, None, "ms"),
        row("preview laid out and painted anew after a change", changed, None, "ms"),
    ]


def report(number):
    """The sample for another body and with other words: nobody is served from memory."""
    from app.draft import filing_of

    draft = sample_draft()
    overview = f"{draft.values['overview']}\n第{number}段。"
    return filing_of(replace(draft, organization=f"清源县第{number}局", values={**draft.values, "overview": overview}))


def timed(act):
    begun = time.perf_counter()
    act()
    return (time.perf_counter() - begun) * 1000


def write(number, suffix, folder):
    from app.export import export
    from ui.paper.offer import offer_pdf

    offer_pdf()
    export(report(number), folder / f"report{suffix}", overwrite=True)


def lay(number):
    from app.layout import load
    from app.report import compose
    from ui.paper.fonts import fonts
    from ui.paper.pages import pages

    pages(compose(report(number)), load(), fonts().widths)


def converted(folder):
    """LibreOffice's time for the same, at its best: its profile is made by a first run."""
    program = shutil.which("soffice")
    if program is None:
        return None
    write(0, ".docx", folder)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = [
        program,
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(folder / "report.docx"),
    ]
    act = partial(subprocess.run, convert, check=True, capture_output=True)
    act()
    return median(timed(act) for _run in range(PEERS))


def shown(application):
    """The preview of a draft at its review: opened, opened again, and after a change."""
    from app.store import open_store
    from ui.window import MainWindow

    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "gongkai.db") as store:
        window = MainWindow(store)
        window.show()
        window.open_draft(store.add(sample_draft()))
        wizard = window.editor.wizard
        wizard.go_to_step(wizard.steps - 1)
        settle(application)
        ways, times = wizard.currentPage().ways, []
        for _opened in range(8):
            times.append(timed(partial(open_and_paint, application, ways)))
            ways.preview.close()
            settle(application)
        ways.show_preview()
        changed = [timed(partial(change, application, ways.preview, number)) for number in range(8)]
        ways.preview.close()
        window.editor = None
        window.close()
    return times[0], median(times[1:]), median(changed)


def open_and_paint(application, ways):
    ways.show_preview()
    ways.preview.view.viewport().repaint()


def change(application, preview, number):
    preview._session.set_value("other", f"第{number}次修改。")
    preview._timer.stop()
    preview._refresh()
    preview.view.viewport().repaint()


def settle(application):
    for _turn in range(3):
        application.processEvents()


if __name__ == "__main__":
    for one in rows():
        print(one)
