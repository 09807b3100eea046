"""A store that is damaged: the clerk is asked, and whatever is chosen the damaged file stays."""

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from app.draft_file import read_draft
from app.paths import samples
from app.store import open_store
from app.store.backup import back_up, backup_folder
from ui import application as program


@pytest.fixture
def store_path(tmp_path):
    path = tmp_path / "gongkai.db"
    with open_store(path) as store:
        for sample in samples():
            store.add(read_draft(sample)[0].draft)
    return path


def damage(path):
    """Zeroes the first page: the file is no database any more."""
    content = bytearray(path.read_bytes())
    content[:100] = bytes(100)
    path.write_bytes(content)
    return bytes(content)


def answering(*choices):
    """Clicks, in each box that comes up, the button at this place; says what the boxes said."""
    said, left = [], list(choices)

    def click():
        box = next((w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox) and w.isVisible()), None)
        if box is None:
            timer.start(10)
            return
        said.append(box.text())
        box.buttons()[left.pop(0)].click()
        if left:
            timer.start(10)

    timer = QTimer(singleShot=True, interval=10)
    timer.timeout.connect(click)
    timer.start()
    return said, timer


def test_what_can_be_read_is_recovered_and_the_damaged_file_stays(application, store_path):
    before = damage(store_path)
    said, _timer = answering(0, 0)
    store = program._opened(store_path, only_look=False)
    assert sorted(one.year for one in store.entries()) == [2020, 2022, 2023]
    assert before in [path.read_bytes() for path in store_path.parent.iterdir() if path.is_file()]
    assert len(said) == 2
    store.close()


def test_the_newest_backup_is_offered_and_put_back(application, store_path):
    backup_folder(store_path).mkdir()
    back_up(store_path, backup_folder(store_path) / "gongkai-20260101-080000.db")
    damage(store_path)
    _said, _timer = answering(1, 0)
    store = program._opened(store_path, only_look=False)
    assert len(store.entries()) == 3
    store.close()


def test_a_store_emptied_to_nothing_is_not_begun_anew_while_there_are_backups(application, store_path):
    backup_folder(store_path).mkdir()
    back_up(store_path, backup_folder(store_path) / "gongkai-20260101-080000.db")
    store_path.write_bytes(b"")
    _said, _timer = answering(1, 0)
    store = program._opened(store_path, only_look=False)
    assert len(store.entries()) == 3
    store.close()
