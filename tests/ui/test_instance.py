"""One window a store: locks of living, dead, other and copied computers; files handed to the first window."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from threading import Timer

import pytest
from PySide6.QtCore import QSysInfo, Qt, QTimer
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtWidgets import QMainWindow, QMessageBox

from app.i18n import use_language
from ui import holder, instance
from ui.holder import Holder, holder_of, lock_in_words
from ui.instance import Claim, ask_about_lock, claim
from ui.listener import Listener, bring_to_front, message_of, server_name

ROOT = Path(__file__).resolve().parent.parent.parent
NOBODY = 2**22 + 1
"""A number that no process of Linux has."""

CHILD = """
import json, sys, types
from PySide6.QtCore import QCoreApplication

def say(*words):
    print(json.dumps(words), flush=True)

def run(store, files):
    from ui.instance import claim
    from ui.listener import Listener
    mine = claim(store)
    if not mine.is_ours:
        say("doubtful" if mine.is_doubtful else "?", mine.holder.computer, mine.holder.process)
        return 3
    application = QCoreApplication([])
    listener = Listener(store)
    listener.asked.connect(lambda files: say("asked", *files))
    say("first", *files)
    code = application.exec()
    mine.release()
    return code

sys.modules["ui.application"] = types.SimpleNamespace(run=run)
from ui.__main__ import main
code = main()
heavy = {"PySide6.QtGui", "PySide6.QtWidgets", "app.store", "app.commands", "sqlite3", "docx"} & sys.modules.keys()
say("done", *sorted(heavy))
sys.exit(code)
"""


@pytest.fixture
def english():
    use_language("en")
    yield
    use_language("zh_CN")


@pytest.fixture(autouse=True)
def runtime_folder(monkeypatch):
    """A folder for sockets of this test alone; short, as the names of sockets must be."""
    folder = tempfile.mkdtemp(prefix="gk-")
    monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
    yield Path(folder)
    shutil.rmtree(folder)


@pytest.fixture
def store(tmp_path):
    return tmp_path / "草稿 drafts" / "gongkai.db"


@pytest.fixture
def lock(store):
    """The file that says who has the store open; its folder is there."""
    store.parent.mkdir()
    return store.with_name("gongkai.db.lock")


@pytest.fixture
def start(store):
    """Starts the program over the store, with a window that only says what it does; ended after the test."""
    started = []

    def begin(*arguments, cwd=None):
        env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
        command = [sys.executable, "-c", CHILD, "--store", str(store), *map(str, arguments)]
        started.append(
            subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8", env=env, cwd=cwd or store.parent.parent)
        )
        return started[-1]

    yield begin
    for process in started:
        process.kill()
        process.wait()
        process.stdout.close()


def heard(process):
    return json.loads(process.stdout.readline())


def line(process, computer=None, machine=None, start=None, program=None):
    """The lock of a process, as QLockFile writes it; of this computer where nothing else is said."""
    computer = QSysInfo.machineHostName() if computer is None else computer
    machine = bytes(QSysInfo.machineUniqueId().data()).decode() if machine is None else machine
    start = bytes(QSysInfo.bootUniqueId().data()).decode() if start is None else start
    program = program or Path(sys.executable).resolve().name
    return f"{process}\n{program}\n{computer}\n{machine}\n{start}\n"


# Starts of the program


def test_the_second_start_hands_its_files_to_the_first_and_is_done(start, tmp_path):
    names = ["某局 2023 年报.docx", "b c.txt"]
    for name in names:
        (tmp_path / name).touch()
    first = start(names[1])
    assert heard(first) == ["first", str(tmp_path / names[1])]
    second = start(*names)
    assert second.wait(20) == 0
    assert heard(second) == ["done"]
    assert heard(first) == ["asked", *(str(tmp_path / name) for name in names)]
    third = start()
    assert third.wait(20) == 0
    assert heard(first) == ["asked"]


def test_after_a_kill_the_next_start_is_the_first(start, store, runtime_folder):
    killed = start()
    assert heard(killed) == ["first"]
    killed.kill()
    killed.wait()
    assert store.with_name("gongkai.db.lock").exists()
    assert list(runtime_folder.iterdir())
    next_one = start()
    assert heard(next_one) == ["first"]
    assert start().wait(20) == 0
    assert heard(next_one) == ["asked"]


def test_of_starts_at_the_same_moment_one_is_first_and_the_others_hand_over(start, tmp_path):
    files = [tmp_path / f"{number}.txt" for number in range(6)]
    for file in files:
        file.touch()
    processes = [start(file) for file in files]
    words = {process: heard(process) for process in processes}
    (first,) = [process for process, said in words.items() if said[0] == "first"]
    assert [process.wait(20) for process in processes if process is not first] == [0] * 5
    given = [words[first][1], *(heard(first)[1] for _other in range(5))]
    assert sorted(given) == sorted(map(str, files))


def test_a_lock_of_another_computer_is_left_to_the_clerk_at_once(start, lock):
    told = line(77, "财务科-3", "feed", "beef")
    lock.write_text(told, encoding="utf-8")
    begun = time.monotonic()
    process = start()
    assert heard(process) == ["doubtful", "财务科-3", 77]
    assert time.monotonic() - begun < instance.PATIENCE
    assert process.wait(20) == 3
    assert lock.read_text(encoding="utf-8") == told


@pytest.mark.skipif(sys.platform == "win32", reason="no process can be stopped there")
def test_a_window_that_does_not_answer_is_told(start, store):
    first = start()
    assert heard(first) == ["first"]
    os.utime(store.with_name("gongkai.db.lock"), (0, 0))  # else it might still be starting
    first.send_signal(signal.SIGSTOP)
    begun = time.monotonic()
    assert heard(start()) == ["doubtful", QSysInfo.machineHostName(), first.pid]
    assert instance.PATIENCE <= time.monotonic() - begun < 3 * instance.PATIENCE
    assert not Claim(store).take_over()


def test_the_first_lets_go_of_the_store_when_it_ends(store):
    mine = claim(store)
    assert mine.is_ours
    assert claim(store) is mine
    assert [path.name for path in store.parent.iterdir()] == ["gongkai.db.lock"]
    mine.release()
    assert list(store.parent.iterdir()) == []
    again = claim(store)
    assert again is not mine
    assert again.is_ours
    again.release()


def test_a_start_that_waits_becomes_the_first_when_the_first_ends(store, qtbot):
    first, second = Claim(store), Claim(store)
    assert not second.is_ours
    Timer(0.5, first.release).start()
    assert not second.hand_over([])
    assert second.is_ours
    assert not second.is_doubtful
    second.release()


def test_a_second_click_on_the_icon_waits_until_a_slow_start_listens(store, qtbot, monkeypatch):
    first = Claim(store)
    assert first.is_ours
    second = Claim(store)
    assert second._patience() > instance.START - 2
    os.utime(store.with_name("gongkai.db.lock"), (time.time() + 900, time.time() + 900))
    assert Claim(store)._patience() <= instance.START
    os.utime(store.with_name("gongkai.db.lock"), (0, 0))
    assert Claim(store)._patience() == instance.PATIENCE
    first.release()


# Locks


def test_a_store_is_one_by_whatever_links(store, tmp_path):
    store.parent.mkdir()
    store.touch()
    link = tmp_path / "link.db"
    link.symlink_to(store)
    mine = claim(link)
    assert claim(store) is mine
    assert store.with_name("gongkai.db.lock").exists()
    assert server_name(link) == server_name(store)
    mine.release()


@pytest.mark.parametrize(
    "told",
    [
        line(NOBODY),
        line(NOBODY, computer="renamed since"),
        line(NOBODY, start="an earlier start of this computer"),
        line(os.getpid(), program="word"),
        line(os.getpid()),
        "",
        "no lock at all",
        "0\n\n\n\n\n\n",
        "-1\n\n\n\n\n\n",
        "\0" * 300,
    ],
    ids=[
        "dead",
        "renamed",
        "restarted",
        "number reused",
        "number reused by python",
        "empty",
        "words",
        "0",
        "-1",
        "zeros",
    ],
)
def test_what_nobody_on_this_computer_holds_is_taken_over_silently(store, lock, told):
    lock.write_text(told)
    mine = Claim(store)
    assert mine.is_ours
    assert not mine.is_doubtful
    assert holder_of(lock).process == os.getpid()
    mine.release()
    assert list(store.parent.iterdir()) == []


@pytest.mark.parametrize(
    "told",
    [
        line(NOBODY, "财务科-3", "feed", "beef"),
        line(NOBODY, machine="feed", start="beef"),
        line(NOBODY, "财务科-3", "", ""),
    ],
    ids=["all marks", "same name", "name only"],
)
def test_a_lock_of_another_computer_is_doubtful_and_can_be_taken_over(store, lock, told):
    lock.write_text(told, encoding="utf-8")
    mine = Claim(store)
    assert (mine.is_ours, mine.is_doubtful) == (False, True)
    assert mine.holder.process == NOBODY
    assert abs(mine.holder.since - datetime.now(UTC)).total_seconds() < 60
    assert not mine.hand_over(["a.docx"])
    assert lock.read_text(encoding="utf-8") == told
    assert mine.take_over()
    assert (mine.is_ours, mine.is_doubtful) == (True, False)
    assert holder_of(lock).process == os.getpid()
    mine.release()


@pytest.mark.parametrize(
    ("told", "is_doubtful"),
    [
        (line(NOBODY, computer="a copy", start="its start"), True),
        (line(NOBODY, start="an earlier start of this computer"), False),
        (line(NOBODY), False),
        ("", True),
    ],
    ids=["copy", "restarted", "dead", "unreadable"],
)
def test_on_a_network_drive_a_copy_of_this_computer_is_another(store, lock, monkeypatch, told, is_doubtful):
    monkeypatch.setattr(instance, "on_network", lambda path: "cifs")
    lock.write_text(told)
    mine = Claim(store)
    assert (mine.is_ours, mine.is_doubtful) == (not is_doubtful, is_doubtful)
    assert lock.exists()
    mine.release()


def test_a_lock_that_was_taken_anew_since_it_was_judged_is_not_taken_over(store, lock):
    lock.write_text(line(77, "财务科-3", "feed", "beef"), encoding="utf-8")
    mine = Claim(store)
    anew = line(78, "财务科-3", "feed", "beef")
    lock.write_text(anew, encoding="utf-8")
    assert not mine.take_over()
    assert (mine.is_ours, mine.is_doubtful) == (False, True)
    assert lock.read_text(encoding="utf-8") == anew


def test_a_lock_that_has_gone_since_it_was_judged_is_free(store, lock):
    lock.write_text(line(77, "财务科-3", "feed", "beef"), encoding="utf-8")
    mine = Claim(store)
    lock.unlink()
    assert mine.take_over()
    mine.release()


def test_a_free_store_costs_a_start_no_waiting(store, monkeypatch):
    monkeypatch.setattr(instance.time, "sleep", lambda seconds: pytest.fail("waits"))
    mine = Claim(store)
    assert mine.is_ours
    assert not mine.hand_over([])
    mine.release()


def test_a_folder_in_the_place_of_the_lock_is_doubtful(store, lock):
    lock.mkdir()
    mine = Claim(store)
    assert (mine.is_ours, mine.is_doubtful, mine.holder.process) == (False, True, 0)
    assert not mine.take_over()


def test_where_no_lock_can_be_made_everybody_only_looks(tmp_path):
    (tmp_path / "file").touch()
    one, two = Claim(tmp_path / "file" / "gongkai.db"), Claim(tmp_path / "file" / "gongkai.db")
    assert one.is_ours
    assert two.is_ours
    one.release()
    two.release()


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="mode bits, which root does not heed")
def test_in_a_read_only_folder_there_is_no_lock(store, lock):
    store.parent.chmod(0o500)
    try:
        assert Claim(store).is_ours
        assert not lock.exists()
    finally:
        store.parent.chmod(0o700)


def test_where_the_system_tells_no_start_both_names_must_agree(monkeypatch):
    here, machine = QSysInfo.machineHostName(), bytes(QSysInfo.machineUniqueId().data()).decode()
    monkeypatch.setattr(holder, "_start", lambda: "")
    assert holder._is_here(here, machine, "")
    assert holder._is_here(here, machine, "its start")
    assert not holder._is_here("a copy", machine, "")
    assert not holder._is_here(here, "feed", "")


# The listener


@pytest.fixture
def listener(qtbot, store):
    made = Listener(store)
    assert made.is_listening
    yield made
    made.close()


def connected(store):
    socket = QLocalSocket()
    socket.connectToServer(server_name(store))
    assert socket.waitForConnected(1000)
    return socket


def test_a_message_in_pieces_is_heard_and_answered(listener, qtbot, store):
    socket, message = connected(store), message_of(["/某 局/a\udcff.docx", ""])
    with qtbot.waitSignal(listener.asked, timeout=3000) as signal:
        socket.write(message[:9])
        socket.flush()
        qtbot.wait(50)
        socket.write(message[9:])
        socket.flush()
    assert signal.args == [["/某 局/a\udcff.docx", ""]]
    qtbot.waitUntil(socket.canReadLine)


@pytest.mark.parametrize(
    "message", [b"\n", b"[1]\n", b"\xff\n", b'{"arguments": "a"}\n', b'{"arguments": [1]}\n', b"x" * 2**20]
)
def test_what_is_no_message_is_dropped_and_the_next_one_is_heard(listener, qtbot, store, message):
    asked = []
    listener.asked.connect(asked.append)
    stranger = connected(store)
    gone = []
    stranger.disconnected.connect(lambda: gone.append(True))
    stranger.write(message)
    qtbot.waitUntil(lambda: bool(gone))
    assert not stranger.canReadLine()
    friend = connected(store)
    friend.write(message_of([]))
    qtbot.waitUntil(friend.canReadLine)
    assert asked == [[]]


def test_a_window_that_only_looks_does_not_take_the_first_ones_ear(listener, qtbot, store):
    looking = Listener(store)
    assert not looking.is_listening
    looking.close()
    friend = connected(store)
    with qtbot.waitSignal(listener.asked, timeout=3000):
        friend.write(message_of([]))


def test_only_the_user_may_speak_to_the_window(listener, store):
    if sys.platform != "win32":
        assert Path(server_name(store)).stat().st_mode & 0o077 == 0


def test_stores_and_users_do_not_meet(store, tmp_path, monkeypatch):
    name = server_name(store)
    assert server_name(tmp_path / "other.db") != name
    monkeypatch.setenv("HOME", str(tmp_path))
    assert server_name(store) != name


def test_without_a_folder_of_the_users_own_the_name_is_enough(store, monkeypatch):
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    assert "/" not in server_name(store)


def test_a_closed_listener_hears_nothing_more(listener, store):
    listener.close()
    assert not listener.is_listening
    assert not Path(server_name(store)).exists()


def test_without_the_network_library_the_window_works_alone(store, monkeypatch):
    monkeypatch.setitem(sys.modules, "PySide6.QtNetwork", None)
    listener = Listener(store)
    assert not listener.is_listening
    listener.close()
    first, second = Claim(store), Claim(store)
    os.utime(store.with_name("gongkai.db.lock"), (0, 0))
    monkeypatch.setattr(instance, "PATIENCE", 0.2)
    second._take()
    assert not second.hand_over([])
    assert second.is_doubtful
    first.release()


# What the clerk sees

SINCE = datetime(2024, 1, 5, 9, 30, tzinfo=UTC)
HERE, ELSEWHERE, UNKNOWN = Holder("办公室-1", 7, SINCE, True), Holder("财务科-3", 7, SINCE), Holder()


@pytest.mark.parametrize(
    ("who", "words"),
    [
        (HERE, ["on this computer", "5 Jan 2024 09:30", "process 7", "does not answer"]),
        (ELSEWHERE, ["财务科-3", "5 Jan 2024 09:30", "you may go on"]),
        (UNKNOWN, ["an unknown time", "cannot be read"]),
    ],
)
def test_the_words_name_computer_and_time(english, who, words):
    text = lock_in_words(who)
    assert [word for word in words if word not in text] == []
    assert "Nothing was changed" in text


@pytest.mark.parametrize(
    ("key", "modifier", "choice"),
    [
        ("Return", "No", "look"),
        ("Escape", "No", "quit"),
        ("G", "Alt", "open"),
        ("L", "Alt", "look"),
        ("Q", "Alt", "quit"),
    ],
)
def test_the_question_is_answered_by_keyboard(application, qtbot, key, modifier, choice):
    def press():
        box = application.activeModalWidget()
        assert isinstance(box, QMessageBox)
        qtbot.keyClick(box, getattr(Qt.Key, f"Key_{key}"), getattr(Qt.KeyboardModifier, f"{modifier}Modifier"))

    QTimer.singleShot(100, press)
    assert ask_about_lock(ELSEWHERE, None) == choice


def test_a_window_comes_to_the_front_as_large_as_it_was(application, qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    window.showMaximized()
    window.showMinimized()
    assert window.isMinimized()
    bring_to_front(window)
    assert not window.isMinimized()
    assert window.isMaximized()
    assert window.isVisible()
