"""The help in the window: F1 leads to the chapter of the place, words are found, and the keyboard alone is enough."""

import importlib
import pkgutil
import subprocess
import sys

import pytest
from PySide6.QtCore import QEvent, QPoint, QSize, QUrl
from PySide6.QtGui import QFont, QKeySequence, QScreen, QShortcut
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMessageBox, QWidget

import ui
from app.form_file import editions, families
from app.help import chapter_text, contents
from app.i18n import DEFAULT_LANGUAGE
from app.intake import take_in
from app.paths import samples
from ui.help_key import places, screen_name
from ui.pages import PAGE_FOR_KIND
from ui.paper.preview import Preview

OWN = {"HelpWindow", "ReportWizard"}
"""The help itself, and the wizard, whose pages have chapters."""
SCREENS = [
    "FirstQuestion", "Shelf", "ReviewPage", "ComparisonView", "VersionsScreen", "Preview", "YearsScreen",
    "DutiesScreen",
]  # fmt: skip


@pytest.fixture
def opened(window, keyboard):
    """The newest sample at work."""
    window.open_draft(window.library._store.add(take_in(samples()[-1]).filing.draft))
    keyboard.settle()
    return window


def shown(window):
    """The help that is open, None where none is."""
    return window.help._help


def subclasses(cls):
    for one in cls.__subclasses__():
        yield one
        yield from subclasses(one)


def of_ours(cls):
    """Every class of the window's modules that comes of a class of Qt."""
    for module in pkgutil.walk_packages(ui.__path__, "ui."):
        if module.name != "ui.__main__":
            importlib.import_module(module.name)
    return {one for one in subclasses(cls) if one.__module__.startswith("ui.") and not one.__name__.startswith("_")}


def opened_by(place):
    return next((chapter.name for chapter in contents().chapters if place in chapter.opens_at), None)


# Which chapter


def test_every_dialog_has_a_chapter():
    dialogs = [one for one in of_ours(QDialog) if one.__name__ not in OWN]
    assert len(dialogs) > 15
    assert [one.__name__ for one in dialogs if not opened_by(f"screen.{screen_name(one)}")] == []


def test_every_screen_has_a_chapter():
    found = {one.__name__: one for one in of_ours(QWidget)}
    assert [name for name in SCREENS if not opened_by(f"screen.{screen_name(found[name])}")] == []


def test_questions_and_the_choice_of_files_have_a_chapter():
    assert opened_by(f"screen.{screen_name(QMessageBox)}") == "trouble"
    assert opened_by(f"screen.{screen_name(QFileDialog)}") == "word"
    assert opened_by(f"screen.{screen_name(QPrintDialog)}") == "preview"


@pytest.mark.parametrize("kind", PAGE_FOR_KIND)
def test_every_kind_of_page_has_a_chapter(kind):
    assert opened_by(f"kind.{kind}")


def test_every_place_of_the_index_exists():
    screens = {f"screen.{screen_name(one)}" for one in (*of_ours(QWidget), QMessageBox, QFileDialog, QPrintDialog)}
    sections = {f"section.{one.id}" for family in families() for form in editions(family) for one in form.sections}
    kinds = {f"kind.{kind}" for kind in PAGE_FOR_KIND}
    opened = {place for chapter in contents().chapters for place in chapter.opens_at}
    assert opened - screens - sections - kinds == set()


# F1


@pytest.mark.parametrize("step", range(8))
def test_f1_on_a_page_opens_its_chapter(opened, keyboard, step):
    wizard = opened.editor.wizard
    wizard.go_to_step(step)
    keyboard.settle()
    sections = wizard.session.form.steps[step] if step < wizard.steps - 1 else ()
    expected = opened_by(f"section.{sections[0].id}") if sections else "review"
    keyboard.press("F1")
    assert shown(opened).isVisible()
    assert shown(opened).text.chapter == expected
    assert keyboard.focus is shown(opened).text


def test_the_second_part_of_a_page_has_its_own_chapter(opened, keyboard):
    opened.editor.wizard.go_to("preface")
    keyboard.settle()
    keyboard.press("F1")
    assert shown(opened).text.chapter == "overview"


@pytest.mark.parametrize("name", ["step_list", "next_button", "verdict_button"])
def test_f1_beside_a_page_opens_the_page_s_chapter(opened, keyboard, name):
    opened.editor.wizard.go_to("applications")
    getattr(opened.editor.wizard, name).setFocus()
    keyboard.press("F1")
    assert shown(opened).text.chapter == "applications"


def test_f1_in_the_guidance_opens_the_chapter_of_the_place_it_speaks_of(opened, keyboard):
    opened.editor.wizard.go_to("disputes")
    keyboard.press("F1", "Shift")
    assert keyboard.focus.objectName() == "guidance_search"
    keyboard.press("F1")
    assert shown(opened).text.chapter == "disputes"


def test_f1_while_a_cell_is_typed_in_opens_the_chapter_and_loses_nothing(opened, keyboard):
    address = "applications/received/applicant.natural_person"
    opened.editor.wizard.go_to(address)
    keyboard.type("12")
    keyboard.press("F1")
    assert shown(opened).text.chapter == "applications"
    keyboard.press("Escape")
    keyboard.press("Return")
    assert opened.editor.session.filing.value(address) == "12"


def test_f1_on_the_first_screen_opens_the_first_report(window, keyboard):
    window.library.refresh()
    keyboard.settle()
    keyboard.press("F1")
    assert shown(window).text.chapter == "first"


def test_f1_in_the_list_of_drafts_opens_the_chapter_of_the_library(opened, keyboard):
    opened.show_library()
    keyboard.settle()
    keyboard.press("F1")
    assert shown(opened).text.chapter == "library"


@pytest.mark.parametrize(
    ("act", "chapter"),
    [("versions", "state"), ("state", "state"), ("backups", "backup"), ("bin", "backup"), ("duties", "duties")],
)
def test_f1_in_a_screen_or_dialog_of_the_library_opens_its_chapter(opened, keyboard, act, chapter):
    id = opened.editor.session.id
    opened.show_library()
    opened.act(act, [id])
    keyboard.settle()
    keyboard.press("F1")
    assert shown(opened).text.chapter == chapter


def test_f1_beside_the_picture_over_the_years_opens_its_chapter(opened, keyboard):
    ids = [opened.library._store.add(take_in(sample).filing.draft) for sample in samples()[:-1]]
    opened.act("years", [*ids, opened.editor.session.id])
    keyboard.settle()
    keyboard.press("F1")
    assert shown(opened).text.chapter == "years"


def test_f1_in_the_preview_opens_the_chapter_of_paper(opened, keyboard):
    preview = previewed(opened, keyboard)
    preview.view.setFocus()
    keyboard.press("F1")
    assert shown(opened).text.chapter == "preview"


def previewed(window, keyboard):
    """The preview of the draft at work, in front."""
    window.editor.wizard.go_to_step(window.editor.wizard.steps - 1)
    keyboard.settle()
    keyboard.press("P", "Control", "Shift")
    return window.findChild(Preview)


def test_above_a_dialog_that_keeps_the_window_the_help_can_be_used(opened, keyboard):
    opened.act("backups", [])
    keyboard.settle()
    dialog = QApplication.activeModalWidget()
    keyboard.press("F1")
    assert shown(opened).parentWidget() is dialog
    assert keyboard.focus is shown(opened).text
    keyboard.press("Escape")
    assert shown(opened) is None
    assert dialog.isVisible()
    dialog.reject()


def test_a_question_has_its_help_too(opened, keyboard):
    opened.tell("磁盘已满")
    keyboard.settle()
    keyboard.press("F1")
    assert shown(opened).text.chapter == "trouble"
    shown(opened).close()
    QApplication.activeModalWidget().reject()


def test_f1_again_turns_the_same_window_to_the_new_place(opened, keyboard):
    opened.editor.wizard.go_to("overview")
    keyboard.press("F1")
    first = shown(opened)
    opened.activateWindow()
    opened.editor.wizard.go_to("disputes")
    keyboard.settle()
    opened.help.show()
    assert shown(opened) is first
    assert first.text.chapter == "disputes"


def test_the_button_the_menu_and_the_library_open_it_as_well(opened, keyboard):
    opened.editor.wizard.go_to("other")
    opened.editor.findChild(object, "help").click()
    keyboard.settle()
    assert shown(opened).text.chapter == "other"
    shown(opened).close()
    next(act for act in opened.editor._texts_acts() if act.keys == "F1").do()
    assert shown(opened).text.chapter == "other"
    shown(opened).close()
    opened.show_library()
    opened.act("help", [])
    assert shown(opened).text.chapter == "library"


def test_the_places_of_a_widget_go_from_the_narrowest_on(opened, keyboard):
    opened.editor.wizard.go_to("applications")
    keyboard.settle()
    found = places(keyboard.focus)
    assert found.index("section.applications") < found.index("kind.table") < found.index("screen.editor")


# Reading


@pytest.fixture
def book(window, keyboard):
    window.help.show_chapter("first")
    keyboard.settle()
    return shown(window)


def test_every_chapter_is_shown_without_its_marks(book):
    for chapter in contents().chapters:
        book.show_chapter(chapter.name)
        said = book.text.toPlainText()
        assert len(said) > 200
        assert "**" not in said
        assert "](" not in said
        assert book.list.currentItem().text() in said


def test_a_chapter_begins_at_its_beginning_and_what_is_read_stays_when_letters_grow(book, keyboard):
    edge = book.text.verticalScrollBar()
    assert edge.value() == 0
    book.text.show_chapter("tables", "从别处复制过来")
    keyboard.settle()
    top = QPoint(0, 16)
    assert book.text.cursorForPosition(top).block().text() == "从别处复制过来"
    keyboard.press("Plus", "Control")
    assert edge.value() > 0
    assert book.text.cursorForPosition(top).block().text() == "从别处复制过来"


def test_a_link_leads_on_and_alt_left_and_right_back_and_forward(book, keyboard):
    book.text.anchorClicked.emit(QUrl("sums.md"))
    assert (book.text.chapter, book.list.currentItem().text()) == ("sums", "合计与勾稽")
    keyboard.press("Left", "Alt")
    assert book.text.chapter == "first"
    keyboard.press("Right", "Alt")
    assert book.text.chapter == "sums"
    book.text.anchorClicked.emit(QUrl("tables.md#颜色"))
    keyboard.settle()
    assert book.text.textCursor().block().text() == "颜色"
    assert not book.text.can_go_on


def test_words_are_found_by_keys_alone_shown_marked_and_left_by_escape(book, window, keyboard):
    keyboard.press("F", "Control")
    assert keyboard.focus is book.search
    keyboard.type("回收站")
    assert book.hits.isVisible()
    keyboard.press("Down")
    keyboard.press("Down")
    hit = book.hits.model().hits[book.hits.currentIndex().row()]
    keyboard.press("Return")
    assert book.text.chapter == hit.chapter
    marked = {mark.cursor.selectedText() for mark in book.text.extraSelections()}
    assert marked == {"回收站"}
    keyboard.press("Escape")
    assert book.list.isVisible()
    assert book.text.extraSelections() == []
    keyboard.press("Escape")
    assert shown(window) is None


def test_what_stands_nowhere_is_said_so(book, keyboard):
    book.search.setText("从来没有写过的话")
    keyboard.settle()
    assert book._none.isVisible()
    keyboard.press("Escape")
    assert book.isVisible()
    assert book.list.isVisible()


def test_the_chapters_are_walked_with_the_arrows(book, keyboard):
    keyboard.press("F6")
    assert keyboard.focus is book.list
    keyboard.press("Down")
    assert book.text.chapter == contents().chapters[1].name
    keyboard.press("Return")
    assert keyboard.focus is book.text


def test_letters_grow_and_shrink_and_lines_stay_within_the_window(book, keyboard):
    usual = book.text.document().defaultFont().pointSizeF()
    for _press in range(20):
        keyboard.press("Plus", "Control")
    assert usual < book.text.document().defaultFont().pointSizeF() <= 24
    assert book.text.document().textWidth() <= book.text.viewport().width()
    keyboard.press("0", "Control")
    assert book.text.document().defaultFont().pointSizeF() == usual


def test_the_colours_follow_the_theme(book, application, keyboard):
    from ui.style import DARK, THEME_PROPERTY, recolour

    application.setProperty(THEME_PROPERTY, "dark")
    recolour()
    keyboard.settle()
    try:
        block = book.text.document().begin()
        assert block.begin().fragment().charFormat().foreground().color().name() == DARK.text
    finally:
        application.setProperty(THEME_PROPERTY, None)
        recolour()


def test_the_window_is_gone_when_it_is_closed(book, window, application):
    gone = []
    book.destroyed.connect(lambda: gone.append(True))
    book.close()
    application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert gone == [True]
    assert shown(window) is None


def test_whole_and_chapter_are_printed_with_black_letters(tmp_path, application):
    from PySide6.QtPrintSupport import QPrinter

    from ui.help_print import on_paper
    from ui.style import LIGHT

    names = tuple(chapter.name for chapter in contents().chapters)
    sheets = []
    for chosen in (names[:1], names):
        printer = QPrinter()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / f"{len(chosen)}.pdf"))
        document = on_paper(chosen, QFont())
        document.print_(printer)
        sheets.append(pages_of(tmp_path / f"{len(chosen)}.pdf"))
        assert document.begin().begin().fragment().charFormat().foreground().color().name() == LIGHT.text
    assert sheets[0] >= 1
    assert sheets[1] >= len(names)


def test_the_key_of_printing_asks_for_a_printer_and_prints_what_is_read(book, window, keyboard, tmp_path):
    book.show_chapter("sums")
    keyboard.press("P", "Control")
    dialog = QApplication.activeModalWidget()
    keyboard.press("F1")
    assert shown(window) is book  # what the help asks needs no help
    file = tmp_path / "help.pdf"
    dialog.printer().setOutputFileName(str(file))
    dialog.done(QDialog.DialogCode.Accepted)
    keyboard.settle()
    assert pages_of(file) >= 1
    assert book.isVisible()


def pages_of(path):
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        return len(pdf.pages)


def test_the_keys_that_the_help_names_do_what_it_says(opened):
    """Those of the window itself; what a table or a text does with a key is tested where they are."""
    named = keys_in("keys", "到处都能用") | keys_in("keys", "填报告")
    bound = {key.toString() for action in opened.editor.actions() for key in action.shortcuts()}
    assert len(named) > 12
    assert named - bound - shortcuts(opened) == set()


def test_the_keys_that_the_help_names_for_the_preview_do_what_it_says(opened, keyboard):
    preview, page = previewed(opened, keyboard), opened.editor.wizard.currentPage()
    named = keys_in("keys", "核对与导出、预览")
    assert len(named) > 8
    assert named - shortcuts(preview) - shortcuts(page) == set()
    assert keys_in("preview", "预览") <= named


def keys_in(chapter, heading):
    """The keys of Ctrl, and of functions, in the first column of a table below a heading."""
    below = chapter_text(chapter, DEFAULT_LANGUAGE).partition(f"## {heading}\n")[2].partition("\n## ")[0]
    cells = [line.split("|")[1].replace("到", "、") for line in below.splitlines() if line.startswith("|")]
    named = {key.strip() for cell in cells for key in cell.replace("加号、减号", "+、Ctrl+-").split("、")}
    return {key.replace("逗号", ",") for key in named if key.startswith(("Ctrl+", "F", "Shift+F"))}


def shortcuts(widget):
    return {QKeySequence(one.key()).toString() for one in widget.findChildren(QShortcut)}


def test_the_help_waits_until_it_is_wanted():
    late = ["ui.help_window", "ui.tour", "app.help", "PySide6.QtPrintSupport"]
    code = f"import sys, ui.window, ui.application; print([name for name in {late} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_title_bar_of_the_help_stands_on_a_low_screen(window, monkeypatch):
    monkeypatch.setattr(QScreen, "availableSize", lambda _screen: QSize(1280, 720))
    window.help.show()
    assert 720 / 2 - shown(window).height() / 2 - 40 >= 0  # as QDialog places it
