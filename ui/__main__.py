"""The command `gongkai`: with a verb the command line, else the window. The only place that joins all.

`gongkai [--store PATH] [FILE|FOLDER…]` opens the window and reads the files in, of a folder all that it holds; a
window that has the store open already comes to the front and reads them. A verb always wins over a file of the same
name in the current folder; `./list` is the file.
"""

import gc
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.i18n import _, use_language
from app.paths import store_file
from app.preferences import language_at_start

_FINE = 0
_FAILED = 2


@dataclass(frozen=True, slots=True)
class WindowCall:
    """A start of the window: over which store, and the files and folders to be read in, as absolute paths."""

    store: Path
    files: tuple[str, ...] = ()


def main() -> int:
    """The exit code of the program. Qt is imported only when a window is to open."""
    if getattr(sys, "frozen", False):  # the process that reads files is this program once more
        from multiprocessing import freeze_support

        freeze_support()
    use_language(language_at_start())
    argv = sys.argv[1:]
    call = window_call(argv)
    if call is not None:
        return open_window(call)
    from app.commands import main as run_command
    from ui.paper.offer import offer_pdf

    offer_pdf()
    return run_command(argv)


def window_call(argv: Sequence[str]) -> WindowCall | None:
    """The window that the arguments ask for; None where they are the command line's, mistakes included."""
    store, rest = _store_and_rest(argv)
    if rest and (_is_verb(rest[0]) or not all(_is_there(name) for name in rest)):
        return None
    return WindowCall(store or store_file(), tuple(str(Path(name).absolute()) for name in rest))


def open_window(call: WindowCall) -> int:
    """Opens the window, or has the one that is open take the files; where neither can be, names the command line."""
    if not has_screen():
        return _refuse(_("There is no screen here, so the window cannot open."))
    gc.disable()  # a start leaves no garbage; `ui.application` enables it when the window is painted
    try:
        return _open(call)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "PySide6":
            raise
        return _refuse(_("The window needs PySide6-Essentials, which is not installed here."))
    finally:
        gc.enable()


def _open(call: WindowCall) -> int:
    """A second start is quick: it is over before the window's modules are imported."""
    from ui.instance import claim

    if claim(call.store).hand_over(call.files):
        return _FINE
    from ui.application import run

    return run(call.store, call.files)


def _store_and_rest(argv: Sequence[str]) -> tuple[Path | None, Sequence[str]]:
    match argv:
        case ["--store", path, *rest]:
            return Path(path), rest
        case [option, *rest] if option.startswith("--store="):
            return Path(option.removeprefix("--store=")), rest
        case _:
            return None, argv


def _is_verb(word: str) -> bool:
    if "." in word or Path(word).name != word:  # no verb is written so; spares a start with files the import
        return False
    from app.commands import VERBS

    return word in VERBS


def _is_there(name: str) -> bool:
    try:
        return bool(name) and not name.startswith("-") and Path(name).exists()
    except OSError:
        return False


def has_screen() -> bool:
    """Whether a window could be seen; on Windows and macOS always, and where Qt is told how to do without."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _refuse(reason: str) -> int:
    hint = _("The command line does the same work: “gongkai -h” lists its commands.")
    sys.stderr.write(f"{reason}\n{hint}\n")
    return _FAILED


if __name__ == "__main__":
    sys.exit(main())
