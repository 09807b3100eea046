"""Every page, dialog and screen of the program, one after another: for the test of its words, and photographed.

Usage: language_pages.py FOLDER photographs all in every language on a screen of 1366×768 at 125 %, each language in a
process of its own, since Qt takes screen and scaling only at its start. GONGKAI_SHOTS names the tours that shall run.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

SCREEN, SCALE = (1366, 768), 1.25
SIZE = tuple(int(length / SCALE) for length in SCREEN)
PATIENCE = 60


class Stage:
    """The program's window over a store of its own, and a folder for files."""

    def __init__(self, application, folder):
        from app.store import open_store
        from ui.window import MainWindow

        self.application, self.folder = application, Path(folder)
        self.store = open_store(self.folder / "gongkai.db")
        self.window = MainWindow(self.store)
        self.window.resize(*SIZE)
        self.window.show()
        self.boxes = []

    def close(self):
        self.window.close()
        self.window.deleteLater()
        self.settle()
        self.store.close()

    def settle(self):
        for _turn in range(4):
            self.application.processEvents()

    def modal(self, kind, ready=lambda dialog: True):
        """The dialog of a kind that is shown, when it is ready."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            self.settle()
            shown = [w for w in self.application.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
            if shown and ready(shown[-1]):
                return shown[-1]
            time.sleep(0.01)
        raise AssertionError(f"no {kind.__name__} came")

    def dialog(self, name, kind, ready=lambda dialog: True):
        """A dialog while it is shown; it is closed afterwards."""
        dialog = self.modal(kind, ready)
        self.settle()
        yield name, dialog
        dialog.reject()
        self.settle()

    def screen(self, name):
        """The window while a screen has it, which is left afterwards."""
        self.settle()
        yield name, self.window
        self.window._stack.currentWidget().left.emit()
        self.settle()

    @contextmanager
    def stopped_boxes(self):
        """Boxes that wait for an answer are kept instead, unanswered."""
        from PySide6.QtWidgets import QMessageBox

        was = QMessageBox.exec

        def keep(box):
            self.boxes.append(box)
            box.setVisible(True)
            return 0

        QMessageBox.exec = keep
        try:
            yield
        finally:
            QMessageBox.exec = was

    def kept_boxes(self, name):
        for number, box in enumerate(self.boxes, 1):
            self.settle()
            yield f"{name}-{number}", box
            box.hide()
        self.boxes.clear()


def beginning(stage):
    """The empty library, what it offers, and the dialogs for files."""
    from PySide6.QtWidgets import QFileDialog

    from ui.dialogs.new_report import NewReportDialog
    from ui.file_dialog import ask_where_to_save

    window = stage.window
    stage.settle()
    yield "library-empty", window
    window.new_report()
    yield from stage.dialog("new-report", NewReportDialog)
    window.choose_files()
    yield from stage.dialog("choose-files", QFileDialog)
    window.choose_files(folder=True)
    yield from stage.dialog("choose-folder", QFileDialog)
    ask_where_to_save(window, window.windowTitle(), "2023.docx", str(stage.folder)).open()
    yield from stage.dialog("save", QFileDialog)


def helping(stage):
    """The help, the tour, the settings, the look at this computer."""
    from ui.dialogs.doctor import DoctorDialog
    from ui.dialogs.settings import SettingsDialog
    from ui.help_window import HelpWindow
    from ui.tour import TourScreen

    window = stage.window
    window.help.show()
    yield from stage.dialog("help", HelpWindow)
    window.show_screen(TourScreen())
    cards = window._stack.currentWidget().cards
    number = 1
    while cards.isVisible() and number < 30:
        stage.settle()
        yield f"tour-{number}", window
        cards.go_on()
        number += 1
    stage.settle()
    window.act("settings", [])
    yield from stage.dialog("settings", SettingsDialog)
    window.act("doctor", [])
    yield from stage.dialog("doctor", DoctorDialog, lambda dialog: bool(dialog._results))


def filling(stage):
    """Every step of both editions: empty, filled, faulty, begun from last year, locked."""
    from app.carry import begin
    from app.draft import filing_of
    from app.entry import State

    for year in (2020, 2023):
        for name, draft in drafts(year).items():
            yield from _steps(stage, f"{year}-{name}", stage.store.add(draft))
    begun = stage.store.add(begin(filing_of(drafts(2023)["filled"]), 2024).draft)
    yield from _steps(stage, "begun", begun, likes_last_year=True)
    locked = stage.store.add(replace(drafts(2022)["filled"], organization="清源县水务局"))
    stage.store.set_state(locked, State.FINAL, by="王某")
    stage.window.open_draft(locked)
    stage.settle()
    yield "locked", stage.window
    stage.window.show_library()


def _steps(stage, name, id, *, likes_last_year=False):
    window = stage.window
    window.open_draft(id)
    wizard = window.editor.wizard
    if likes_last_year:
        window.editor.session.likings.like_last_year(True)
    for step in range(wizard.steps):
        wizard.go_to_step(step)
        stage.settle()
        yield f"{name}-{step + 1}", window
    window.editor.session.likings.like_last_year(False)
    window.show_library()


def looking(stage):
    """What is found: each finding of the review unfolded, a total that explains itself, the menu, the help beside."""
    from PySide6.QtWidgets import QTabBar

    from ui.edit_menu import EditMenu
    from ui.paper.ways import PaperWays

    window = stage.window
    stage.store.add(drafts(2022)["filled"])
    window.open_draft(stage.store.add(drafts(2023)["faulty"]))
    wizard = window.editor.wizard
    wizard.go_to("applications/received/applicant.total")
    stage.settle()
    yield "total", window
    wizard.go_to("applications/received/applicant.natural_person")
    table = stage.application.focusWidget()
    table.edit(table.currentIndex())
    stage.settle()
    yield "cell-editor", window
    wizard.go_to_review()
    ways = wizard.currentPage().findChild(PaperWays)
    ways.show_preview()
    stage.settle()
    yield "preview", ways.preview
    ways.preview.close()
    for tab in (0, 1):
        wizard.currentPage().findChild(QTabBar).setCurrentIndex(tab)
        stage.settle()
        yield f"review-{tab + 1}", window
    box = findings(stage)
    for row in range(box.view.model().rowCount()):
        box.view.setCurrentIndex(box.view.model().index(row, 0))
        stage.settle()
        yield f"finding-{row + 1}", window
    for step in (1, 3, wizard.steps - 1):
        wizard.go_to_step(step)
        window.editor._open_menu()
        stage.settle()
        menu = next(one for one in stage.application.topLevelWidgets() if isinstance(one, EditMenu) and one.isVisible())
        yield f"edit-menu-{step + 1}", menu
        menu.close()
    wizard.go_to("overview")
    wizard.search_help()
    wizard.currentPage()._panel.search.setText("商业秘密")
    stage.settle()
    yield "guidance-search", window
    wizard.currentPage()._panel.search.clear()
    window.show_library()


def findings(stage):
    """The findings of the last page, which stand behind a tab where there is little room; each tab is shown."""
    from PySide6.QtWidgets import QTabBar

    from ui.findings_box import FindingsBox

    wizard = stage.window.editor.wizard
    wizard.go_to_review()
    stage.settle()
    tabs = wizard.currentPage().findChild(QTabBar)
    tabs.setCurrentIndex(tabs.count() - 1)
    stage.settle()
    return wizard.currentPage().findChild(FindingsBox)


def asking(stage):
    """The dialogs of the editor."""
    from PySide6.QtWidgets import QMessageBox

    from ui.dialogs.confirm import ConfirmDialog
    from ui.dialogs.export import ExportDialog
    from ui.dialogs.paste import PasteDialog
    from ui.dialogs.phrases import PhrasesDialog
    from ui.dialogs.replace import ReplaceDialog
    from ui.dialogs.tidy import TidyDialog

    window = stage.window
    window.open_draft(stage.store.add(replace(drafts(2023)["faulty"], organization="清源县教育局")))
    editor, wizard = window.editor, window.editor.wizard
    put_on_clipboard(stage.application)
    wizard.go_to("applications/received/applicant.natural_person")
    wizard.currentPage().parts[0].paste()
    yield from stage.dialog("paste", PasteDialog)
    stage.application.clipboard().clear()  # Qt's offscreen screen does not outlive a table on its clipboard
    wizard.go_to("preface")
    editor.session.set_value("preface", "本报告写于二〇二四年。")
    next(part for part in wizard.currentPage().parts if part.section.id == "preface").open_phrases(whole=True)
    yield from stage.dialog("phrases-whole", PhrasesDialog)
    wizard.go_to("overview")
    text = wizard.currentPage().parts[0]
    editor.session.set_value("overview", '2023年,我局 主动公开"家长"信息（1)条。')
    for name, kind, act in (
        ("phrases", PhrasesDialog, text.open_phrases),
        ("tidy", TidyDialog, editor.tidy_texts),
    ):
        act()
        yield from stage.dialog(name, kind)
    editor.find_in_texts()
    editor._finder.seek("公开")
    yield from stage.dialog("replace", ReplaceDialog)
    box = findings(stage)
    for row in range(box.view.model().rowCount()):
        box.view.setCurrentIndex(box.view.model().index(row, 0))
        if box.can_ask_reason:
            box.ask_reason()
            yield from stage.dialog("confirm", ConfirmDialog)
            break
    window.export("filing")
    yield from stage.dialog("refused", QMessageBox)
    for copy in ("review", "draft"):
        window.export(copy)
        yield from stage.dialog(f"export-{copy}", ExportDialog)
    window.show_library()


def reading(stage):
    """A file read: whole, of another year, with doubts, of nobody; many files; one that takes its time."""
    from app.draft import filing_of
    from app.export import export
    from ui.dialogs.reading import ReadingDialog
    from ui.dialogs.reading_many import ManyDialog
    from ui.dialogs.reading_wait import IdentityDialog, WaitDialog

    window, filled = stage.window, filing_of(drafts(2023)["filled"])
    folder = stage.folder / "年报"
    folder.mkdir()
    whole = export(filled, folder / "2023年度报告.docx", copy="draft")
    (folder / "扫描件.docx").write_bytes(b"PK no zip")
    lines = as_text(filled)
    (folder / "网页抄录.txt").write_text(lines, encoding="utf-8")
    nameless = stage.folder / "表三.txt"
    nameless.write_text(lines.partition("\n")[2], encoding="utf-8")
    window.open_draft(stage.store.add(replace(drafts(2023)["faulty"], organization=filled.draft.organization)))
    window.read_files([str(whole)])
    yield from stage.dialog("reading-whole", ReadingDialog)
    window.show_library()
    window.read_files([str(folder / "网页抄录.txt")])
    yield from stage.dialog("reading-doubts", ReadingDialog)
    window.read_files([str(nameless)])
    yield from stage.dialog("reading-identity", IdentityDialog)
    window.read_files([str(folder)])
    yield from stage.dialog("reading-many", ManyDialog, lambda dialog: not dialog._is_running)
    wait = WaitDialog(whole, window)
    wait.open()
    yield from stage.dialog("reading-wait", WaitDialog)


def keeping(stage):
    """The library with drafts in every state, a search, comparing, versions, the bin, backups, what is handed on."""
    from PySide6.QtWidgets import QMenu, QMessageBox

    from app.entry import Reason, State
    from ui.dialogs.backups import BackupsDialog
    from ui.dialogs.recycle_bin import RecycleBinDialog
    from ui.dialogs.state import StateDialog

    window, store = stage.window, stage.store
    for year in (2020, 2022, 2023):
        for number, name in enumerate(("清源县人民政府办公室", "清源县财政局", "清源县公安局", "清源县民政局")):
            id = store.add(replace(drafts(year)["filled"], organization=name))
            if number:
                store.set_state(id, list(State)[number], by="李某", remark="请审阅")
    window.show_library()
    first = next(one.id for one in store.entries() if one.state is State.DRAFTING and one.year == 2023)
    before = store.load(first).draft
    store.keep_version(first, Reason.EXPORT, "")
    store.save(first, before, replace(before, values={**before.values, "problems": "新的一段话。"}))
    stage.settle()
    yield "library", window
    menu = window.library.shelf.findChild(QMenu)
    menu.popup(window.mapToGlobal(window.rect().center()))
    stage.settle()
    yield "library-menu", menu
    menu.close()
    window.library.shelf.search.setText("平台")
    window.library.shelf._seek()
    stage.settle()
    yield "library-search", window
    window.library.shelf.search.clear()
    window.library.shelf._seek()
    other = next(one.id for one in store.entries() if one.organization == "清源县人民政府办公室" and one.year == 2022)
    window.act("compare", [first, other])
    yield from stage.screen("compare")
    for name in ("years", "duties"):
        window.act(name, [first])
        yield from stage.screen(name)
    window.act("versions", [first])
    window._stack.currentWidget().view.selectRow(0)
    yield from stage.screen("versions")
    window.act("state", [first])
    yield from stage.dialog("state", StateDialog)
    window.act("delete", [first])
    yield from stage.dialog("delete", QMessageBox)
    store.delete(other)
    window.act("bin", [])
    yield from stage.dialog("bin", RecycleBinDialog)
    window.keeping._back_up()
    yield from stage.dialog("backed-up", QMessageBox)
    window.act("backups", [])
    yield from stage.dialog("backups", BackupsDialog)
    window.library.tell("/mnt/share")
    yield from _handing_on(stage, first)


def _handing_on(stage, id):
    from ui.dialogs.take import TakeDialog

    window, store = stage.window, stage.store
    parcel = stage.folder / "交接.gongkai"
    store.pack(parcel, [id])
    other = Stage(stage.application, _made(stage.folder / "other"))
    other.store.take(parcel, {})
    for place, text in ((other.store, "那边的一段话。"), (store, "这边的一段话。")):
        draft = place.load(id).draft
        place.save(id, draft, replace(draft, values={**draft.values, "other": text}))
    back = stage.folder / "回来.gongkai"
    other.store.pack(back, [id])
    other.close()
    window.read_files([str(back)])
    yield from stage.dialog("take", TakeDialog)


def in_trouble(stage):
    """The boxes of a store that is open elsewhere, damaged or gone, and of a draft that cannot be saved."""
    from datetime import UTC, datetime

    from app.store.backup import back_up_now
    from ui.damage import mended
    from ui.holder import Holder
    from ui.instance import ask_about_lock

    window = stage.window
    stage.store.add(drafts(2023)["filled"])
    back_up_now(stage.store.path, datetime.now(UTC))
    since = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
    with stage.stopped_boxes():
        for holder in (Holder(), Holder("一号机", 4711, since), Holder("一号机", 4711, since, is_here=True)):
            ask_about_lock(holder, None)
        mended(stage.store.path, str(stage.store.path))
        window._ask_what_to_do()
    yield from stage.kept_boxes("trouble")


def _made(folder):
    folder.mkdir()
    return folder


TOURS = (beginning, helping, filling, looking, asking, reading, keeping, in_trouble)
"""All that is shown; each over a store of its own."""


def pages(application):
    """The name and the widget of everything that is shown, while it is shown."""
    wanted = os.environ.get("GONGKAI_SHOTS", "").split()
    for tour in TOURS:
        if wanted and tour.__name__ not in wanted:
            continue
        with tempfile.TemporaryDirectory() as folder:
            stage = Stage(application, folder)
            try:
                yield from tour(stage)
            finally:
                stage.close()


def drafts(year):
    """The sample of a year empty, filled, and with errors of every sort."""
    from app.draft import Note, filing_of, new_filing, with_notes, with_values
    from app.draft_file import read_draft
    from app.paths import samples

    filled = read_draft(next(path for path in samples() if path.stem == str(year)))[0].draft
    row = "applications/{}/applicant.natural_person".format
    wrong = {row("received"): "999", row("results.granted"): "一百", row("carried_forward"): "", "problems": ""}
    faulty = with_values(filing_of(filled), wrong | {"cover/level": ""})
    notes = [Note("doubt", "disputes/cases/review", "原件此处有五格空白，请对照原件补填。")]
    empty = new_filing(filled.family, filled.organization, year).draft
    return {"empty": empty, "filled": filled, "faulty": with_notes(faulty, notes).draft}


def as_text(filing):
    """The report as somebody may have copied it: a heading altered, a total misprinted, a row cut short."""
    from app.blocks import Table
    from app.report import compose

    lines = []
    for block in compose(filing, "draft"):
        if not isinstance(block, Table):
            lines.append(block.text.replace("五、存在的主要问题", "五、主要问题"))
            continue
        rows = [[cell.text.replace("\n", "") for cell in block.cells if cell.row == row] for row in range(block.rows)]
        lines += ["\t".join(row) for row in rows]
    row = next(line for line in lines if line.startswith("一、本年新收"))
    cut = next(line for line in lines if line.startswith("二、上年结转"))
    return "\n".join(lines).replace(row, row.rpartition("\t")[0] + "\t9999").replace(cut, cut.rpartition("\t")[0])


def put_on_clipboard(application):
    from PySide6.QtCore import QMimeData

    clip = Path(__file__).parents[1] / "data" / "clipboard" / "excel_applications_shuffled"
    offered = QMimeData()
    offered.setHtml(clip.with_suffix(".html").read_text(encoding="utf-8"))
    offered.setText(clip.with_suffix(".txt").read_text(encoding="utf-8"))
    application.clipboard().setMimeData(offered)


def surroundings(language, folder):
    """The environment of a process that shows all in a language, on a screen of a clerk's size."""
    screen = Path(folder) / "screen.json"
    width, height = SCREEN
    screens = [{"name": "office", "x": 0, "y": 0, "width": width, "height": height, "logicalDpi": 96}]
    screen.write_text(json.dumps({"screens": screens}), encoding="utf-8")
    return os.environ | {
        "GONGKAI_LANGUAGE": language,
        "QT_QPA_PLATFORM": f"offscreen:configfile={screen}",
        "QT_SCALE_FACTOR": str(SCALE),
        "PYTHONPATH": str(Path(__file__).resolve().parents[2]),
    }


def keep_apart(folder):
    """Has nothing of the user's read or written from now on."""
    os.environ |= {"GONGKAI_OWN": str(folder), "GONGKAI_STORE": str(Path(folder) / "store" / "gongkai.db")}


def main(folder):
    from app.i18n import LANGUAGES

    for language in LANGUAGES:
        target = Path(folder) / language
        target.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, __file__, "--one", str(target)]
        subprocess.run(command, env=surroundings(language, target), check=True)
        print(f"{target}: {len(list(target.glob('*.png')))} pictures")


def photograph(target):
    from ui.application import make_application

    with tempfile.TemporaryDirectory() as own:
        keep_apart(own)
        for name, widget in pages(make_application()):
            if not widget.grab().save(str(target / f"{name}.png")):
                raise SystemExit(f"cannot write {name}")


if __name__ == "__main__":
    if sys.argv[1] == "--one":
        photograph(Path(sys.argv[2]))
    else:
        main(sys.argv[1])
