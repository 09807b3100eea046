"""The licences of all parts, put into the packed folder: `licences.py MADE`, run where it was packed."""

import re
import shutil
import sys
from pathlib import Path

from parts import Part, System, parts

_IS_LICENCE = re.compile(r"(licen[cs]e|copying|notice|authors)", re.IGNORECASE)
_COMMON = Path("/usr/share/common-licenses")
_IN_FULL = ("LGPL-3", "GPL-3")
"""What Qt and PySide6 are under, of which the wheels bring no text."""


def texts(part: Part, system: System) -> list[Path]:
    """The files that hold the licence of a part."""
    if part.kind == "deb":
        return [Path("/usr/share/doc", part.name, "copyright")]
    if part.name == "cpython":
        return [
            path for folder in (sys.base_prefix, Path(shutil.__file__).parent) for path in Path(folder).glob("LICENSE*")
        ]
    found = (one for one in system.distributions() if one.name == part.name)
    files = (file for one in found for file in one.files or () if ".dist-info" in str(file))
    return [Path(str(file.locate())) for file in files if _IS_LICENCE.search(file.name)]


def main(made: Path) -> None:
    """Fills `licenses/`; says which parts bring no text of their own."""
    system, folder = System(Path("/")), made / "gongkai" / "licenses"
    without = []
    for part in parts(made, system):
        found = [path for path in texts(part, system) if path.is_file()]
        for path in found:
            target = folder / part.name / path.name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
        without += [] if found else [part.name]
    for path in (_COMMON / name for name in _IN_FULL if (_COMMON / name).exists()):
        folder.mkdir(exist_ok=True)
        shutil.copyfile(path, folder / path.name)
    shutil.copyfile(Path(__file__).with_name("LICENSES.md"), folder / "LICENSES.md")
    print("Without a text of their own:", ", ".join(without))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
