"""A fault of ours: the draft is saved first, it is told in plain words, and a report of it can be kept."""

import logging
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer, qWarning
from PySide6.QtWidgets import QFileDialog, QLabel, QMessageBox

from app import crashes, log
from app.i18n import _
from ui.faults import Faults

SECRET = "内部请示4711"

pytestmark = [pytest.mark.expects_log, pytest.mark.qt_no_exception_capture]


@pytest.fixture(autouse=True)
def ended_log():
    yield
    log.end(next((one for one in logging.getLogger().handlers if one.name == log.LOGGER), None))


@pytest.fixture
def saved():
    return []


@pytest.fixture
def faults(window, saved):
    """The window's last resort, in its place."""
    made = Faults(window, lambda: not saved.append("saved"))
    made.install()
    yield made
    made.remove()


def shown(window):
    """The box that is open, if one is."""
    return next((box for box in window.findChildren(QMessageBox) if box.isVisible()), None)


def fail():
    raise KeyError(SECRET)


def words_of(box):
    return box.text() + box.informativeText() + box.detailedText() + "".join(x.text() for x in box.findChildren(QLabel))


def test_a_fault_in_the_window_is_told_after_the_draft_is_saved(window, faults, saved, qtbot):
    QTimer.singleShot(0, fail)
    qtbot.waitUntil(lambda: shown(window) is not None)
    assert saved == ["saved"]
    said = words_of(shown(window))
    assert "已填写的内容都已保存" in said
    assert "保存故障报告" in "".join(button.text() for button in shown(window).buttons())
    assert SECRET not in said
    assert "KeyError" not in said


def test_a_draft_that_could_not_be_saved_is_not_called_saved(window, qtbot):
    faults = Faults(window, lambda: False)
    faults.take(KeyError, KeyError(SECRET), None)
    qtbot.waitUntil(lambda: shown(window) is not None)
    assert "已填写的内容都已保存" not in words_of(shown(window))
    assert _("The last change could not be saved.") in words_of(shown(window))


def test_a_second_fault_while_saving_does_not_end_the_program(window, qtbot):
    faults = Faults(window, fail)
    faults.take(KeyError, KeyError(SECRET), None)
    qtbot.waitUntil(lambda: shown(window) is not None)
    assert "fault while saving" in log.log_file().read_text("utf-8")


def test_a_fault_in_a_thread_is_told_too(window, faults, saved, qtbot):
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    assert shown(window) is None  # it is told by the window's own thread
    qtbot.waitUntil(lambda: shown(window) is not None)
    assert saved == ["saved"]


def test_a_fault_that_comes_again_and_again_is_told_once(window, faults, qtbot):
    for _time in range(50):
        faults.take(KeyError, KeyError(SECRET), None)
    assert sum(box.isVisible() for box in window.findChildren(QMessageBox)) == 1
    assert "出现次数: 50" in faults.report()
    shown(window).reject()
    qtbot.waitUntil(lambda: shown(window) is None)
    faults.take(KeyError, KeyError(SECRET), None)
    assert shown(window) is not None


def test_ctrl_c_in_the_terminal_is_no_fault(window, faults, saved):
    faults.take(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert shown(window) is None
    assert saved == []


def test_the_report_is_saved_without_anything_that_was_entered(window, faults, qtbot, tmp_path):
    window.open_sample()
    window.editor.session.set_value("overview", SECRET)
    try:
        fail()
    except KeyError as fault:
        faults.take(KeyError, fault, fault.__traceback__)
    target = tmp_path / "report.txt"
    faults.write(str(target))
    told = target.read_text("utf-8")
    draft = window.editor.session.filing.draft
    entered = {text for text in draft.values.values() if len(text) > 4} | {SECRET, draft.organization, tmp_path.name}
    assert [one for one in entered if one in told] == []
    for wanted in ("PySide6", "offscreen", "KeyError", "glibc", "zh_CN", "CRITICAL gongkai"):
        assert wanted in told


def test_a_report_that_cannot_be_written_is_told(window, faults, qtbot, tmp_path):
    faults.take(KeyError, KeyError(SECRET), None)
    with qtbot.waitSignal(faults.told) as told:
        faults.write(str(tmp_path / "no such folder" / "report.txt"))
    assert "no such folder" in told.args[0]


def test_without_a_fault_there_is_no_report(window, faults):
    assert faults.report() == ""


def test_what_qt_complains_of_goes_to_the_log_without_its_words(faults):
    qWarning(f"QFont::setPointSizeF: {SECRET} 4711")
    qWarning(f"{SECRET}::x 4711")
    lines = log.last_lines()
    assert [line.partition("Qt default")[2] for line in lines][-2:] == [" QFont::setPointSizeF", ""]
    assert "4711" not in "".join(lines)


def test_what_cannot_be_raised_goes_to_the_log(faults, saved):
    class Dying:
        def __del__(self):
            raise KeyError(SECRET)

    Dying()
    assert any("unraisable" in line for line in log.last_lines())
    assert SECRET not in "".join(log.last_lines())
    assert saved == []


def test_the_log_tells_when_the_program_began_and_ended_but_not_before_the_window_is_seen(window, faults, qtbot):
    assert not any(" start " in line for line in log.last_lines())
    qtbot.waitUntil(lambda: any(" start " in line for line in log.last_lines()), timeout=6000)
    faults.remove()
    assert log.last_lines()[-1].endswith(" end")


def test_where_the_program_fell_the_last_time_stands_in_the_log_of_the_next_start(faults, qtbot):
    crashes.crash_file().parent.mkdir(parents=True, exist_ok=True)
    crashes.crash_file().write_text('  File "ui/head_view.py", line 58 in paint\n', encoding="utf-8")
    qtbot.waitUntil(lambda: any("crash ui.head_view:58:paint" in line for line in log.last_lines()), timeout=6000)
    faults.remove()
    assert not crashes.crash_file().exists()


def test_removed_faults_go_where_they_went_before(faults):
    faults.remove()
    assert sys.excepthook is sys.__excepthook__
    assert threading.excepthook is threading.__excepthook__


def test_a_packed_program_without_a_terminal_tells_all_the_same(window, faults, monkeypatch, qtbot):
    monkeypatch.setattr(sys, "stderr", None)
    faults.take(KeyError, KeyError(SECRET), None)
    qWarning("QFont::x: y")
    assert shown(window) is not None


def test_the_button_asks_where_the_report_shall_be(window, faults, qtbot, tmp_path):
    faults.take(KeyError, KeyError(SECRET), None)
    keep = next(button for button in shown(window).buttons() if "故障报告" in button.text())
    keep.click()
    qtbot.waitUntil(lambda: len(window.findChildren(QFileDialog)) == 1)
    dialog = window.findChildren(QFileDialog)[0]
    assert Path(dialog.selectedFiles()[0]).name.startswith("gongkai-fault-")
    dialog.fileSelected.emit(str(tmp_path / "kept.txt"))
    assert (tmp_path / "kept.txt").exists()
    dialog.reject()
