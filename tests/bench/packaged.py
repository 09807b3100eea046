"""The packed program against an empty window packed in the same way: size of the folder, time to the first window.

`packaged.py [MADE]` looks into build/bullseye/build/made, where `make package` leaves both. What is timed is the whole
process, from its start until the X server shows its first window. The first run of each is not counted: it warms the
disk and makes the empty store. Of the bare one both are told: as PyInstaller packs it, and with what shiboken carries
compiled beforehand, as packaging/support.py does for ours.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from ctypes import CDLL, c_ulong, c_void_p, create_string_buffer, sizeof
from pathlib import Path
from select import select

from figures import median, row

MADE = Path(os.environ.get("GONGKAI_BUILD_FOLDER", "build/bullseye")) / "build" / "made"
RUNS = 21
SUBSTRUCTURE_NOTIFY, MAP_NOTIFY = 1 << 19, 19
GOALS = {"size of the folder": 1.5, "start to first window": 1.5}


def rows(made=MADE):
    """Size and start, ours and the bare one's, taken in turns."""
    ours, bare = made / "gongkai" / "gongkai", made / "bare" / "bare"
    with screen() as display, tempfile.TemporaryDirectory() as home:
        programs = (ours, bare, prepared(bare, ours, Path(home)))
        times = [[shown_after(one, display, home) for one in programs] for _run in range(RUNS + 1)][1:]
        mine, theirs, prepareds = (median(column) for column in zip(*times, strict=True))
        return [
            row("size of the folder", size(ours.parent), size(bare.parent), "MB"),
            row("start to first window", mine, theirs, "ms"),
            row("the same, the bare one compiled too", mine, prepareds, "ms"),
        ]


def prepared(bare, ours, folder):
    """The bare window with what our folder has compiled beforehand."""
    copy = folder / "bare"
    shutil.copytree(bare.parent, copy, symlinks=True)
    support = Path("_internal", "shiboken6", "files.dir")
    shutil.copytree(ours.parent / support, copy / support)
    return copy / bare.name


def size(folder):
    """Megabytes of all files in a folder."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


@contextmanager
def screen():
    """A screen of its own, the size of an office's."""
    taken = subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-screen", "0", "1366x768x24"], stdout=-1, stderr=-3, text=True
    )
    try:
        yield f":{taken.stdout.readline().strip()}"
    finally:
        taken.terminate()
        taken.wait()


def shown_after(program, display, home):
    """Milliseconds from the start of a program to its first window on the screen."""
    own = {"HOME": home, "XDG_RUNTIME_DIR": home, "GONGKAI_STORE": f"{home}/gongkai.db", "DISPLAY": display}
    env = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", **own}
    with Screen(display) as seen:
        begun = time.perf_counter()
        started = subprocess.Popen([program], env=env, stdout=-3, stderr=-3)
        seen.await_window()
        took = (time.perf_counter() - begun) * 1000
    started.terminate()
    started.wait()
    return took


class Screen:
    """What the X server tells of its windows: asked by events, since looking now and then would be too coarse."""

    def __init__(self, display):
        self._x = CDLL("libX11.so.6")
        self._x.XOpenDisplay.restype = c_void_p
        self._x.XDefaultRootWindow.restype = c_ulong
        self._display = c_void_p(self._x.XOpenDisplay(display.encode()))

    def __enter__(self):
        self._x.XSelectInput(self._display, c_ulong(self._x.XDefaultRootWindow(self._display)), SUBSTRUCTURE_NOTIFY)
        self._x.XSync(self._display, 0)
        return self

    def __exit__(self, *fault):
        self._x.XCloseDisplay(self._display)

    def await_window(self, seconds=60):
        """Returns when a window is shown."""
        event = create_string_buffer(24 * sizeof(c_ulong))
        deadline = time.perf_counter() + seconds
        while True:
            if not self._x.XPending(self._display):
                if not select([self._x.XConnectionNumber(self._display)], [], [], deadline - time.perf_counter())[0]:
                    raise TimeoutError
                continue
            self._x.XNextEvent(self._display, event)
            if int.from_bytes(event.raw[:4], sys.byteorder) == MAP_NOTIFY:
                return


def main():
    missing = [name for name in ("Xvfb",) if not shutil.which(name)]
    made = Path(sys.argv[1]) if sys.argv[1:] else MADE
    if missing or not (made / "bare").is_dir():
        sys.exit(f"missing: {', '.join(missing) or 'the packed folders; run `make package` first'}")
    for one in rows(made):
        goal = GOALS.get(one["name"], 0)
        met = f"  goal ≤ {goal}: {'met' if one['ratio'] <= goal else 'missed'}" if goal else ""
        print(f"{one['name']:36}{one['ours']:9.1f} {one['peer']:9.1f} {one['unit']}  × {one['ratio']:.2f}{met}")


if __name__ == "__main__":
    main()
