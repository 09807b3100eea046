"""The command `gongkai`: with a verb the command line, without one the window. The only place that joins all."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from app.i18n import _
from app.paths import store_file

_FAILED = 2


def main() -> int:
    """The exit code of the program. Qt is imported only when a window is to open."""
    argv = sys.argv[1:]
    store = store_of_window(argv)
    if store is not None:
        return open_window(store)
    from app.commands import main as run_command

    return run_command(argv)


def store_of_window(argv: Sequence[str]) -> Path | None:
    """The store that the window is to open; None where the arguments ask for more than that."""
    match argv:
        case []:
            return store_file()
        case ["--store", path]:
            return Path(path)
        case [option] if option.startswith("--store="):
            return Path(option.removeprefix("--store="))
        case _:
            return None


def open_window(store: Path) -> int:
    """Opens the window; where there is no screen, or no Qt, says so and names the command line."""
    if not has_screen():
        return _refuse(_("There is no screen here, so the window cannot open."))
    try:
        from ui.window import run
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "PySide6":
            raise
        return _refuse(_("The window needs PySide6-Essentials, which is not installed here."))
    return run(store)


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
