"""The settings, by keyboard: letters and colours at once, the language and the store from the next start on."""

import os
import subprocess
import sys

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton

from app import paths, store_place
from app.draft import new_filing
from app.i18n import _
from app.preferences import Preferences, load_preferences, save_preferences
from app.settings import load_settings
from app.store import open_store
from ui import application as application_room
from ui.application import store_found
from ui.dialogs.doctor import DoctorDialog
from ui.dialogs.settings import SettingsDialog
from ui.own_acts import wear
from ui.style import DARK, LIGHT, THEME_PROPERTY, theme


@pytest.fixture(autouse=True)
def as_before(application):
    """The look of the program is the next test's own again."""
    before = application.property(THEME_PROPERTY)
    yield
    wear(Preferences())
    application.setProperty(THEME_PROPERTY, before)


@pytest.fixture
def dialog(window, keyboard):
    """The settings, opened by their key over the library."""
    keyboard.press("Comma", "Control")
    return opened(window)


def opened(window):
    return next(one for one in window.findChildren(SettingsDialog) if one.isVisible())


def size():
    return QApplication.font().pointSizeF()


def test_the_key_opens_the_settings_over_a_draft_too(window, keyboard):
    window.open_sample()
    keyboard.press("Comma", "Control")
    assert opened(window).isVisible()
    keyboard.press("Escape")
    assert not window.findChildren(SettingsDialog) or not any(
        x.isVisible() for x in window.findChildren(SettingsDialog)
    )
    assert window.editor is not None


def test_the_menus_of_library_and_draft_offer_them(window):
    window.open_sample()
    assert _("Settings…") in [act.text for act in window.editor._texts_acts()]
    window.show_library()
    menu = window.findChild(QPushButton, "more").menu()
    names = {action.objectName(): action for action in menu.actions()}
    names["settings"].trigger()
    assert opened(window)
    assert "doctor" in names


def test_larger_letters_are_there_at_once_and_kept(dialog, keyboard, window):
    before, width = size(), window.library.question.drop.findChild(QLabel).sizeHint().width()
    assert keyboard.focus is dialog.text_size
    keyboard.press("Down")
    assert size() == pytest.approx(before * 1.2)
    keyboard.press("Down")
    assert size() == pytest.approx(before * 1.45)
    assert window.library.question.drop.findChild(QLabel).sizeHint().width() > width * 1.3
    assert load_preferences().text_size == "largest"
    for _press in range(3):
        keyboard.press("Up")
    assert size() == pytest.approx(before * 0.9)
    keyboard.press("Down")
    assert size() == before
    assert load_preferences().text_size == ""


def test_what_is_being_typed_stays_when_the_letters_change(window, keyboard):
    window.open_sample()
    window.editor.wizard.go_to_step(1)
    keyboard.settle()
    keyboard.type("刚写")
    keyboard.press("Comma", "Control")
    keyboard.press("Down")
    keyboard.press("Escape")
    assert window.editor.close_draft()
    assert "刚写" in window.editor.session.filing.value("overview")


def test_the_colours_are_there_at_once_and_kept(dialog, keyboard, application):
    assert theme() is LIGHT
    keyboard.press("Tab")
    assert keyboard.focus is dialog.theme
    keyboard.press("End")
    assert theme() is DARK
    assert application.palette().window().color().name() == DARK.ground
    assert load_preferences().theme == "dark"
    assert keyboard.focus is dialog.theme
    keyboard.press("Home")
    assert load_preferences().theme == ""


def test_the_language_is_said_to_change_at_the_next_start(dialog, window):
    title = dialog.windowTitle()
    dialog.language.setCurrentIndex(dialog.language.findData("zh_Hant"))
    said = _("The language changes when the program is started anew.")
    assert [label for label in dialog.findChildren(QLabel) if label.text() == said and label.isVisible()]
    assert load_preferences().language == "zh_Hant"
    assert dialog.windowTitle() == title
    dialog.language.setCurrentIndex(dialog.language.findData("zh_CN"))
    assert not [label for label in dialog.findChildren(QLabel) if label.text() == said and label.isVisible()]


def test_another_choice_says_nothing_of_the_language(dialog):
    said = _("The language changes when the program is started anew.")
    dialog.text_size.setCurrentIndex(2)
    assert not [label for label in dialog.findChildren(QLabel) if label.text() == said and label.isVisible()]


@pytest.mark.parametrize(("code", "title"), [("zh_CN", "确定 公开"), ("en", "OK Gongkai")])
def test_the_next_start_speaks_the_language_also_in_qts_own_dialogs(code, title):
    save_preferences(Preferences(language=code, theme="dark", text_size="large"))
    told = (
        "from ui.application import make_application\n"
        "a = make_application()\n"
        "from PySide6.QtWidgets import QDialogButtonBox as B\n"
        "from app.i18n import _\n"
        "from ui.style import theme, DARK\n"
        "b = B(B.StandardButton.Ok)\n"
        "print(b.button(B.StandardButton.Ok).text().replace('&', ''), _('Gongkai'))\n"
        "print(theme() is DARK, a.property('letters'))\n"
    )
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True, env=os.environ)
    assert done.stdout.splitlines() == [title, "True 1.2"]


def test_the_look_of_exported_files_and_the_second_place_are_kept_with_the_store(dialog, window, tmp_path):
    window._store.path.parent.mkdir()  # the claim on the store makes it
    dialog.layouts.setCurrentIndex(1)
    dialog.take_second(str(tmp_path))
    kept = load_settings(window._store.path)
    assert (kept.layout, kept.second_place) == (dialog.layouts.itemData(1), str(tmp_path))
    dialog.findChild(QPushButton, "no_second").click()
    assert load_settings(window._store.path).second_place == ""
    assert load_settings(window._store.path).layout == dialog.layouts.itemData(1)


def test_where_the_place_is_settled_outside_nothing_can_be_chosen(dialog):
    assert not dialog.findChild(QPushButton, "move").isEnabled()
    assert not dialog.findChild(QPushButton, "use").isEnabled()


@pytest.fixture
def free(monkeypatch):
    """A computer on which the clerk may choose the place of the store."""
    monkeypatch.delenv("GONGKAI_STORE")


def test_the_store_is_moved_when_the_window_closes(free, window, keyboard, tmp_path):
    window._store.add(new_filing("disclosure", "某局", 2023).draft)
    keyboard.press("Comma", "Control")
    dialog = opened(window)
    new = tmp_path / "新"
    new.mkdir()
    dialog.move_wanted.emit(str(new))
    assert [label for label in dialog.findChildren(QLabel) if str(new) in label.text() and label.isVisible()]
    assert load_preferences().move_to == str(new / "gongkai.db")
    window._store.close()
    answered = answer(QMessageBox.StandardButton.Ok)
    application_room._move(window._store.path)
    assert str(new / "gongkai.db") in answered[0]
    with open_store(paths.store_file()) as moved:
        assert [one.organization for one in moved.entries()] == ["某局"]


def test_a_move_that_fails_is_told_and_the_store_stays(free, window, tmp_path):
    window._store.add(new_filing("disclosure", "某局", 2023).draft)
    save_preferences(Preferences(move_to=str(tmp_path / "stick" / "gongkai.db")))
    answered = answer(QMessageBox.StandardButton.Ok)
    application_room._move(window._store.path)
    assert "stick" in answered[0]
    assert load_preferences() == Preferences()


def test_a_folder_with_a_store_is_refused_and_told(free, window, keyboard, tmp_path):
    (tmp_path / "gongkai.db").write_bytes(b"another")
    keyboard.press("Comma", "Control")
    dialog = opened(window)
    dialog.move_wanted.emit(str(tmp_path))
    box = next(one for one in dialog.findChildren(QMessageBox) if one.isVisible())
    assert str(tmp_path) in box.text()
    assert load_preferences().move_to == ""
    box.accept()


def test_another_store_is_used_from_the_next_start_on(free, window, keyboard, tmp_path):
    keyboard.press("Comma", "Control")
    opened(window).store_wanted.emit(str(tmp_path / "other.db"))
    assert paths.store_file() == tmp_path / "other.db"


def answer(choice):
    """Presses a button of the box that will come up: a standard one, or the first whose words begin so; its text."""
    seen = []

    def press():
        box = QApplication.activeModalWidget()
        seen.append(box.text())
        button = (
            next(one for one in box.buttons() if one.text().startswith(choice))
            if isinstance(choice, str)
            else box.button(choice)
        )
        button.click()

    QTimer.singleShot(0, press)
    return seen


def test_a_chosen_store_that_is_gone_is_asked_about_and_none_begun(free, application, tmp_path, monkeypatch):
    stick = tmp_path / "stick" / "gongkai.db"
    usual = tmp_path / "usual.db"
    monkeypatch.setattr(application_room, "usual_store", lambda: usual)
    store_place.choose(stick)
    answered = answer("退出")
    assert store_found(stick) is None
    assert str(stick) in answered[0]
    assert paths.store_file() == stick
    answer("用通常的位置")
    assert store_found(stick) == usual
    assert load_preferences().store == ""
    assert not stick.parent.exists()


def test_a_chosen_store_that_comes_back_is_opened(free, application, tmp_path, monkeypatch):
    stick = tmp_path / "stick" / "gongkai.db"
    store_place.choose(stick)
    stick.parent.mkdir()

    def plugged_in(box):
        stick.touch()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", plugged_in)
    assert store_found(stick) == stick


def test_a_choice_that_cannot_be_kept_holds_for_now_and_is_told(dialog, window, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("GONGKAI_OWN", str(tmp_path / "file"))
    before = size()
    dialog.text_size.setCurrentIndex(3)
    assert size() > before
    box = next(one for one in window.findChildren(QMessageBox) if one.isVisible())
    box.accept()


# The look at this computer


def test_the_computer_is_looked_at_and_what_is_seen_can_be_copied(window, qtbot):
    window.act("doctor", [])
    dialog = window.findChild(DoctorDialog)
    copy = dialog.findChild(QPushButton, "copy")
    assert not copy.isEnabled()
    qtbot.waitUntil(copy.isEnabled, timeout=20_000)
    shown = [label.text() for label in dialog.findChildren(QLabel)]
    assert str(window._store.path.parent) in "".join(shown)
    assert shown.count("好") >= 3
    copy.click()
    assert "［好］" in QGuiApplication.clipboard().text()
    dialog.accept()


def test_a_look_goes_on_where_the_dialog_is_closed_before_its_end(window, qtbot):
    window.act("doctor", [])
    dialog = window.findChild(DoctorDialog)
    with qtbot.waitSignal(dialog.destroyed):
        dialog.accept()
    qtbot.wait(1500)
    assert window.findChildren(DoctorDialog) == []
