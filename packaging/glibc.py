"""What the binaries of a folder ask of a Linux system: `glibc.py FOLDER [PROMISED]` refuses more than was promised.

`glibc.py --depends FOLDER` prints the Debian packages that the folder stands on.
"""

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lean import SYSTEM

PROMISED = (2, 31)
_MAGIC = b"\x7fELF"


@dataclass(frozen=True, slots=True)
class Asked:
    """What one binary asks: the newest version of glibc, and libraries by name."""

    file: Path
    glibc: tuple[int, ...]
    libraries: frozenset[str]


def asked(folder: Path) -> Iterator[Asked]:
    """What each binary in a folder asks, as objdump tells."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink() and _is_elf(path)]
    for file in files:
        yield read(file, _headers(file))


def libraries_of(file: Path) -> frozenset[str]:
    """The libraries that a file asks for; none where it is no binary, as a link to one in its place."""
    return read(file, _headers(file)).libraries if file.is_file() and _is_elf(file) else frozenset()


def read(file: Path, told: str) -> Asked:
    """What objdump tells of one binary."""
    versions = [tuple(map(int, found.split("."))) for found in re.findall(r"\bGLIBC_(\d[\d.]*)", told)]
    return Asked(file, max(versions, default=(0,)), frozenset(re.findall(r"^\s*NEEDED\s+(\S+)", told, re.MULTILINE)))


def faults(folder: Path, promised: tuple[int, ...] = PROMISED) -> list[str]:
    """Why the folder would not start where it was promised to: too new a glibc, a library that nobody brings."""
    inside = {path.name for path in folder.rglob("*")}
    found = []
    for one in asked(folder):
        name = one.file.relative_to(folder)
        if one.glibc > promised:
            found.append(f"{name} asks for glibc {_shown(one.glibc)}")
        found += [f"{name} asks for {library}" for library in sorted(one.libraries - inside - SYSTEM.keys())]
    return found


def depends(folder: Path) -> list[str]:
    """The Debian packages of the libraries that are asked for and stay the system's."""
    wanted = {library for one in asked(folder) for library in one.libraries}
    return sorted({SYSTEM[library] for library in wanted if SYSTEM.get(library)})


def newest(folder: Path) -> tuple[int, ...]:
    """The newest version of glibc that anything in the folder asks for."""
    return max((one.glibc for one in asked(folder)), default=(0,))


def _headers(file: Path) -> str:
    command = ["objdump", "--private-headers", str(file)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def _is_elf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == _MAGIC


def _shown(version: Iterable[int]) -> str:
    return ".".join(map(str, version))


def main(argv: list[str]) -> int:
    """0 where the folder keeps the promise, 1 where it does not."""
    if argv[0] == "--depends":
        print(", ".join(depends(Path(argv[1]))))
        return 0
    folder = Path(argv[0])
    promised = tuple(map(int, argv[1].split("."))) if argv[1:] else PROMISED
    if found := faults(folder, promised):
        head = f"{folder} does not run on every system with glibc {_shown(promised)}:"
        print(head, *found, sep="\n  ", file=sys.stderr)
        return 1
    print(f"The newest glibc asked for is {_shown(newest(folder))}; promised is {_shown(promised)}.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
