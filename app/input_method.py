"""The way by which Chinese gets from the desktop's input method into the window, on Linux.

The wheels of PySide6 bring Qt's plugin for IBus and none for Fcitx. Fcitx 5 also answers as the portal of IBus does, so
it is reached that way; Fcitx 4 does not, and `ui.fcitx4` speaks with it. A plugin of the system's own Qt is no help: Qt
takes none that was made for another one. Without the portal Qt asks for the program `ibus-daemon`, which a computer
with Fcitx lacks.
"""

import os
import re
import shutil
import sys
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path

IBUS, FCITX = "ibus", "fcitx"
DAEMONS = ("ibus-daemon", "fcitx5", "fcitx")
_ASKED = ("QT_IM_MODULES", "QT_IM_MODULE")
_PORTAL = "IBUS_USE_PORTAL"
_PLUGIN = re.compile(r"lib(?P<name>\w+)platforminputcontextplugin\.so")
_PLACE = "Qt/plugins/platforminputcontexts"


def asked_for(environment: Mapping[str, str]) -> tuple[str, ...]:
    """The input methods that the desktop names for Qt, else for all programs, in order."""
    for name in _ASKED:
        if environment.get(name):
            return tuple(word for word in environment[name].split(";") if word)
    told = environment.get("XMODIFIERS", "").partition("@im=")[2] or environment.get("GTK_IM_MODULE", "")
    return (told,) if told.startswith((IBUS, FCITX)) else ()


def way_in(environment: Mapping[str, str], plugins: Collection[str], *, has_daemon: bool) -> Mapping[str, str]:
    """What must be set before Qt starts so that the input method is reached; empty where all is well or nothing helps.

    `has_daemon`: whether the program `ibus-daemon` can be found, without which Qt seeks IBus by the portal alone.
    """
    asked = asked_for(environment)
    if IBUS not in plugins or any(word in plugins and word != IBUS for word in asked):
        return {}
    if not any(word.startswith((IBUS, FCITX)) for word in asked):
        return {}
    is_reached = asked[0] == IBUS and has_daemon
    way = {} if is_reached else {_PORTAL: "1"}
    if asked[0] != IBUS or not any(environment.get(name) for name in _ASKED):
        way["QT_IM_MODULES"] = IBUS
    return {name: value for name, value in way.items() if environment.get(name) != value}


def open_way_in(package: Path) -> bool:
    """Sets what `way_in` says for this process; `package` is the folder of PySide6. Before Qt starts, or too late.

    True where Fcitx is wanted that no plugin reaches: if it is Fcitx 4, `ui.fcitx4` must.
    """
    if not (sys.platform.startswith("linux") and asked_for(os.environ)):
        return False
    at_hand = plugins(package)
    os.environ.update(way_in(os.environ, at_hand, has_daemon=bool(shutil.which("ibus-daemon"))))
    return FCITX not in at_hand and wants_fcitx(os.environ)


def wants_fcitx(environment: Mapping[str, str]) -> bool:
    """Whether the desktop asks for Fcitx before IBus, also where `way_in` has been followed since."""
    if (environment.get(_PORTAL), environment.get("QT_IM_MODULES")) == ("1", IBUS):
        environment = {name: value for name, value in environment.items() if name != "QT_IM_MODULES"}
        if not asked_for(environment):
            return True  # what stood in its place was Fcitx: IBus would have been left there
    wanted = [word for word in asked_for(environment) if word.startswith((IBUS, FCITX))]
    return bool(wanted) and wanted[0].startswith(FCITX)


def fcitx4_name(environment: Mapping[str, str]) -> str:
    """The name of Fcitx 4 on the desktop's bus: it counts by screens."""
    screen = re.search(r":(\d+)", environment.get("DISPLAY", ""))
    return f"org.fcitx.Fcitx-{screen[1] if screen else 0}"


def plugins(package: Path) -> frozenset[str]:
    """The input methods that Qt has plugins for, by the words that name them; `package` is the folder of PySide6."""
    with suppress(OSError):
        found = [_PLUGIN.fullmatch(path.name) for path in (package / _PLACE).iterdir()]
        names = {match["name"] for match in found if match}
        return frozenset(names | ({FCITX} if any(name.startswith(FCITX) for name in names) else set()))
    return frozenset()


def running(processes: Path = Path("/proc")) -> tuple[str, ...]:
    """The input methods that run here, by the names of their programs."""
    names = set()
    with suppress(OSError):
        for folder in processes.iterdir():
            if folder.name.isdigit():
                with suppress(OSError):  # a process that has ended meanwhile
                    names.add((folder / "comm").read_text(encoding="utf-8", errors="replace").strip())
    return tuple(name for name in DAEMONS if name in names)
