"""What the doctor looks at: what only the window knows is told by it, the rest is found out here."""

import shutil
import subprocess
import sys
from collections.abc import Collection
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from app.paths import store_file

_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Computer:
    """The store, the names of the fonts (those with Chinese apart), Qt and its folder, the screen.

    None where it cannot be known: without a window there is no screen to be asked.
    """

    store: Path
    families: Collection[str] | None = None
    chinese: Collection[str] | None = None
    qt: str = ""
    package: Path | None = None
    screen: tuple[int, int, float] | None = None


def without_window(store: Path | None = None) -> Computer:
    """This computer as the command line sees it: fonts by the system's own list, PySide6 by where it is installed."""
    return Computer(store or store_file(), _families(""), _families(":lang=zh"), _qt_version(), package_of_qt())


def package_of_qt() -> Path | None:
    """The folder of PySide6, which is not imported for that; None where it is not installed."""
    try:
        found = find_spec("PySide6")
    except ValueError:  # what Python says of a module that it was told to do without
        return None
    return Path(found.origin).parent if found and found.origin else None


def _qt_version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("PySide6-Essentials")
    except PackageNotFoundError:
        return ""


def _families(wanted: str) -> frozenset[str] | None:
    """The names of the fonts that fontconfig knows; None where there is no fontconfig to be asked."""
    program = shutil.which("fc-list")
    if program is None or sys.platform == "win32":
        return None
    command = [program, wanted or ":", "family"]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=True)  # noqa: S603 - no words of others
    except (OSError, subprocess.SubprocessError):
        return None
    lines = done.stdout.decode("utf-8", "replace").splitlines()
    return frozenset(name.strip() for line in lines for name in line.split(","))
