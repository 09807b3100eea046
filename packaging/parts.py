"""What the packed folder is made of: every module and file in it traced back to the part that it belongs to.

`inside.json` of the spec tells where each came from. A part is one because something of it is inside, never because it
was installed.
"""

import json
import re
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import Distribution, distributions
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Part:
    """A part: whose it is, its name and version, its licence as its makers write it."""

    kind: str
    name: str
    version: str
    licence: str = ""


class System:
    """The system in which the folder was packed: what it knows of its files."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def part(self, source: str) -> Part | None:
        """The part that a file belongs to; None for files of ours."""
        path = source.replace("\\", "/")
        if "/site-packages/" in path:
            return self._of_wheels.get(path.split("/site-packages/", 1)[1])
        if "libsqlite3" in path or re.search(r"[\\/]sqlite3\.dll$", source):
            return Part("generic", "sqlite", self._compiled("sqlite3"), "blessing")
        if re.search(r"/(lib|DLLs|Python3\d+)/.*python|/python3\.\d+/|python3\d*\.dll", path, re.IGNORECASE):
            return Part("generic", "cpython", self._compiled("python3.11"), "PSF-2.0")
        return self._of_debian(path) if path.startswith(("/lib", "/usr/lib")) else None

    @cached_property
    def _of_wheels(self) -> Mapping[str, Part]:
        """The part of every file under site-packages."""
        return {
            str(file).replace("\\", "/"): part
            for found in self.distributions()
            for part in [Part("pypi", found.name, found.version, licence(found))]
            for file in found.files or ()
        }

    def wheel(self, name: str) -> Part:
        """The part of a distribution by its name."""
        return next(part for part in self._of_wheels.values() if part.name.lower() == name)

    def distributions(self) -> Iterable[Distribution]:
        """What is installed where it was packed."""
        folder = self.root / "opt/packing/lib/python3.11/site-packages"
        return distributions(path=[str(folder)]) if folder.is_dir() else distributions()

    def _compiled(self, name: str) -> str:
        """The version of the source that was compiled here; of a ready Python its own."""
        sources = self.root / "opt/python/sources.txt"
        if sources.is_file() and (found := re.search(rf"{re.escape(name)}_(\S+)\.dsc", sources.read_text())):
            return found[1]
        import platform
        import sqlite3

        return sqlite3.sqlite_version if name.startswith("sqlite") else platform.python_version()

    def _of_debian(self, path: str) -> Part | None:
        """The Debian package of a library; merged folders are known to dpkg by their old names."""
        real = (self.root / path.lstrip("/")).resolve()
        within = "/" + str(real.relative_to(self.root.resolve()))
        for name in (within, within.removeprefix("/usr")):
            package = self._dpkg("--search", name).partition(":")[0]
            if package:
                return Part("deb", package, self._dpkg("--show", "--showformat=${Version}", package))
        return None

    def _dpkg(self, *words: str) -> str:
        command = ["dpkg-query", f"--admindir={self.root / 'var/lib/dpkg'}", *words]
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def licence(found: Distribution) -> str:
    """The licence of a distribution in the words of its metadata, the most exact first."""
    told = found.metadata
    short = told.get("License") or ""
    lines = (line for line in told.get_all("Classifier", ()) if line.startswith("License ::"))
    classifiers = " OR ".join(line.rpartition(" :: ")[2] for line in lines)
    return told.get("License-Expression") or (short if 0 < len(short) < 60 else "") or classifiers


def parts(made: Path, system: System) -> list[Part]:
    """Every part of which something is inside, once; what packs it and starts it too."""
    inside = json.loads((made / "inside.json").read_text(encoding="utf-8"))
    found = {part for _target, source, _kind in inside if (part := system.part(source))}
    found.add(system.wheel("pyinstaller"))
    if qt := next((part for part in found if part.name.lower().startswith("pyside6")), None):
        found.add(Part("generic", "qt", qt.version, "LGPL-3.0-only"))
    return sorted(found, key=lambda part: (part.kind, part.name.lower()))
