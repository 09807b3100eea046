"""The dialogs that ask for files: what can be read by its kinds, a whole folder, names in the interface language."""

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog

from app.intake import suffixes, take_in
from app.paths import HANDED_ON, samples
from ui.dialogs.reading_many import ManyDialog
from ui.file_dialog import ask_where_to_save


def shown(kind):
    return next((one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()), None)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The samples in a folder; read in this process."""

    def read(path, **given):
        return take_in(path, organization=given.get("organization", ""), year=given.get("year"))

    monkeypatch.setattr("app.many.take_in_apart", read)
    made = tmp_path / "各年年报"
    made.mkdir()
    for path in samples():
        (made / path.name).write_bytes(path.read_bytes())
    return made


def test_all_that_can_be_read_is_offered_first_and_then_kind_by_kind(window):
    window.choose_files()
    everything, *kinds = shown(QFileDialog).nameFilters()
    assert everything.startswith("所有能读的文件")
    assert all(f"*{suffix}" in everything for suffix in (*suffixes(), HANDED_ON))
    assert kinds[-1] == "所有文件 (*)"
    assert all(any(f"*{suffix}" in kind for kind in kinds) for suffix in suffixes())
    shown(QFileDialog).reject()


def test_a_folder_that_is_chosen_is_read_whole(window, folder, qtbot):
    window.act("folder", [])
    dialog = shown(QFileDialog)
    assert dialog.fileMode() == QFileDialog.FileMode.Directory
    dialog.filesSelected.emit([str(folder)])
    dialog.reject()
    qtbot.waitUntil(lambda: shown(ManyDialog) is not None and not shown(ManyDialog)._is_running)
    assert shown(ManyDialog).model.rowCount() == len(samples())
    shown(ManyDialog).reject()


def test_a_folder_named_at_the_start_is_read_as_one_that_is_dropped(window, folder, qtbot):
    window.after_first_paint([str(folder)])
    qtbot.waitUntil(lambda: shown(ManyDialog) is not None and not shown(ManyDialog)._is_running)
    assert shown(ManyDialog).model.rowCount() == len(samples())
    shown(ManyDialog).reject()


@pytest.mark.parametrize(("name", "kind"), [("报告.docx", "Word"), ("数据.json", "JSON"), ("各年.gongkai", "交接")])
def test_a_file_is_saved_as_what_its_name_says(window, tmp_path, name, kind):
    dialog = ask_where_to_save(window, "另存为", name, str(tmp_path))
    dialog.open()
    assert kind in dialog.nameFilters()[0]
    assert f".{dialog.defaultSuffix()}" == name[name.index(".") :]
    assert dialog.selectedFiles() == [str(tmp_path / name)]
    dialog.reject()


def test_kinds_of_files_are_named_in_the_interface_language(window, tmp_path):
    from PySide6.QtCore import QFileInfo

    (tmp_path / "a.docx").touch()
    dialog = ask_where_to_save(window, "另存为", "报告.docx", str(tmp_path))
    kinds = dialog.iconProvider()
    told = [kinds.type(QFileInfo(str(path))) for path in (tmp_path, tmp_path / "a.docx", tmp_path / "none")]
    assert told == ["文件夹", "DOCX 文件", "文件"]
    dialog.deleteLater()
