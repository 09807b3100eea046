"""Chinese through real input methods on a real X screen: composed into a cell and into a text, saved, taken back.

Needs Debian's xvfb, xdotool and dbus; for IBus ibus and ibus-libpinyin, for Fcitx fcitx5 and fcitx5-chinese-addons,
for Fcitx 4 fcitx and fcitx-pinyin: what is missing is skipped, visibly. Debian installs one Fcitx alone. The other can
be unpacked with `dpkg -x` and be named by FCITXDIR, PATH and LD_LIBRARY_PATH, `lib/fcitx` being a link to its modules.
GONGKAI_PHOTOGRAPHS names a folder for photographs of the screen (imagemagick).
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from app.intake import take_in
from app.paths import samples
from app.store import open_store

CELL = "applications/received/applicant.natural_person"
PROFILE = """[Groups/0]
Name=Default
Default Layout=us
DefaultIM=pinyin
[Groups/0/Items/0]
Name=keyboard-us
[Groups/0/Items/1]
Name=pinyin
[GroupOrder]
0=Default
"""
PROFILE_4 = """[Profile]
IMName=pinyin
EnabledIMList=fcitx-keyboard-us:True,pinyin:True
"""
FOLDER_4 = Path(os.environ.get("FCITXDIR") or "/usr")
NEEDED = {
    "ibus": (("ibus-daemon", "ibus"), Path("/usr/share/ibus/component/libpinyin.xml")),
    "fcitx": (("fcitx5", "fcitx5-remote"), Path("/usr/share/fcitx5/inputmethod/pinyin.conf")),
    "fcitx4": (("fcitx", "fcitx-remote"), FOLDER_4 / "share" / "fcitx" / "inputmethod" / "pinyin.conf"),
}
ON = {"fcitx": (("fcitx5-remote", "-n"), "pinyin"), "fcitx4": (("fcitx-remote",), "2")}
"""What tells whether Chinese is turned on: Fcitx begins with the plain keyboard in each window."""

pytestmark = [
    pytest.mark.skipif(not os.environ.get("GONGKAI_SOAK"), reason="a desktop with real input methods: `make soak`"),
    pytest.mark.skipif(
        not all(map(shutil.which, ("Xvfb", "xdotool", "dbus-daemon"))), reason="needs Debian's xvfb, xdotool and dbus"
    ),
]


@pytest.fixture
def desktop(tmp_path):
    """A screen, a bus and a home of their own: the environment that a program finds on such a desktop."""
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "XDG_", "GONGKAI_"))}
    for name in ("WAYLAND_DISPLAY", "XMODIFIERS", "GTK_IM_MODULE", "IBUS_USE_PORTAL", "IBUS_ADDRESS"):
        kept.pop(name, None)
    with screen() as display:
        environment = kept | {"DISPLAY": display, "HOME": str(home), "XDG_RUNTIME_DIR": str(home), "LANG": "C.UTF-8"}
        with bus(environment) as address:
            yield environment | {"DBUS_SESSION_BUS_ADDRESS": address}


@contextmanager
def screen():
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
        pass_fds=(write,), stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(write)
    with os.fdopen(read) as answer:
        display = f":{answer.readline().strip()}"
    try:
        yield display
    finally:
        end(server)


@contextmanager
def bus(environment):
    command = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
    daemon = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        yield daemon.stdout.readline().strip()
    finally:
        end(daemon)


def end(process):
    process.send_signal(signal.SIGTERM)
    try:
        process.communicate(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()


@contextmanager
def running(environment, *command):
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        end(process)


@contextmanager
def ibus(environment):
    """IBus with its Pinyin, chosen; what the desktop tells the program."""
    with running(environment, "ibus-daemon", "--panel=disable"):
        eventually(lambda: told(environment, "ibus", "address").startswith("unix:"))
        told(environment, "ibus", "engine", "libpinyin")
        eventually(lambda: told(environment, "ibus", "engine").strip() == "libpinyin")
        yield {"QT_IM_MODULE": "ibus"}


@contextmanager
def fcitx(environment):
    """Fcitx 5 with its Pinyin; the desktop names Fcitx, and the program finds its own way to it."""
    profile = Path(environment["HOME"]) / ".config" / "fcitx5" / "profile"
    profile.parent.mkdir(parents=True)
    profile.write_text(PROFILE)
    with running(environment, "fcitx5"):
        eventually(lambda: told(environment, "fcitx5-remote").strip() in ("0", "1", "2"))
        yield {"QT_IM_MODULE": "fcitx", "XMODIFIERS": "@im=fcitx"}


@contextmanager
def fcitx4(environment):
    """Fcitx 4 with its Pinyin, which no plugin of Qt and no portal reaches."""
    profile = Path(environment["HOME"]) / ".config" / "fcitx" / "profile"
    profile.parent.mkdir(parents=True)
    profile.write_text(PROFILE_4)
    with running(environment, "fcitx", "-D"):
        eventually(lambda: told(environment, "fcitx-remote").strip() in ("0", "1", "2"))
        yield {"QT_IM_MODULE": "fcitx", "XMODIFIERS": "@im=fcitx"}


def told(environment, *command):
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=20, check=False)
    return done.stdout


def eventually(ask, seconds=25):
    until = time.monotonic() + seconds
    while True:
        try:
            answer = ask()
        except (subprocess.SubprocessError, KeyError):
            answer = None
        if answer:
            return answer
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.2)


class Typist:
    """A clerk at the keyboard of the program's window."""

    def __init__(self, environment):
        self._environment = environment
        self._window = eventually(lambda: self._xdotool("search", "--onlyvisible", "--class", "gongkai").split())[-1]
        self._xdotool("windowfocus", "--sync", self._window)
        time.sleep(1)

    def press(self, *keys):
        for key in keys:
            self._xdotool("key", key)
            time.sleep(0.8 if len(key) > 1 else 0.2)

    def turn_on(self, ask, answer):
        """Has Chinese composed; `ask` is what tells with `answer` that it is."""
        if told(self._environment, *ask).strip() != answer:
            self.press("ctrl+space")
        eventually(lambda: told(self._environment, *ask).strip() == answer)

    def photograph(self, name):
        folder = os.environ.get("GONGKAI_PHOTOGRAPHS")
        if folder and shutil.which("import"):
            target = str(Path(folder) / f"{name}.png")
            subprocess.run(["import", "-window", "root", target], env=self._environment, check=False)

    def _xdotool(self, *words):
        done = subprocess.run(["xdotool", *words], env=self._environment, capture_output=True, text=True, check=True)
        return done.stdout


@pytest.mark.parametrize(("name", "method"), [("ibus", ibus), ("fcitx", fcitx), ("fcitx4", fcitx4)])
def test_chinese_is_composed_into_a_cell_and_into_a_text(name, method, desktop, tmp_path):
    programs, engine = NEEDED[name]
    if not (all(map(shutil.which, programs)) and engine.exists()):
        pytest.skip(f"needs {', '.join(programs)} and {engine.name}")
    path = tmp_path / "store" / "gongkai.db"
    with open_store(path) as store:
        filing = take_in(samples()[-1]).filing
        id = store.add(filing.draft)

    def value(address):
        with open_store(path, only_look=True) as store:
            return store.load(id).draft.values.get(address, "")

    with ExitStack() as stack:
        way = stack.enter_context(method(desktop))
        environment = desktop | way | {"GONGKAI_STORE": str(path), "GONGKAI_OWN": str(tmp_path / "own")}
        program = stack.enter_context(running(environment, sys.executable, "-m", "ui"))
        clerk = Typist(environment)
        clerk.press("Return")
        time.sleep(3)  # the draft opens
        clerk.press("ctrl+4")
        time.sleep(1)
        if name in ON:
            clerk.turn_on(*ON[name])
        before = value(CELL)
        clerk.press(*"gongkai")
        clerk.photograph(f"{name}-cell")
        assert value(CELL) == before  # letters that are being composed are no value
        clerk.press("space", "Return")
        eventually(lambda: value(CELL) == "公开")
        clerk.press("ctrl+z")
        eventually(lambda: value(CELL) == before)

        clerk.press("ctrl+2")
        time.sleep(1)
        text = value("overview")
        clerk.press(*"gongkai")
        clerk.photograph(f"{name}-text")
        clerk.press("space", *"gongzuo", "space")
        eventually(lambda: len(value("overview")) == len(text) + 4)
        assert value("overview").count("公开工作") == text.count("公开工作") + 1
        clerk.press(*"zheng", "Escape")  # given up: the letters are gone, the text is still there
        clerk.press("ctrl+s")
        time.sleep(1.5)
        assert len(value("overview")) == len(text) + 4
        assert program.poll() is None
