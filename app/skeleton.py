"""A fault of ours without anything that it says: its kinds, and the lines of code that it went through.

What an exception says may hold the words of a report, the name of an organization or of a file. So of each nothing is
told but its class, the system's number for it, and what kind of file it is about; of the code its file within the
program, its line and its function.
"""

import errno
import linecache
import re
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from traceback import walk_tb
from types import CodeType, TracebackType

_ROOT = Path(__file__).resolve().parent.parent
_OURS = ("app", "ui")
_ELSEWHERE = "…"
_DEEPEST, _MOST_FRAMES = 6, 60
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.]*")
_WITHIN = re.compile(r"[A-Za-z0-9_./-]+\.pyx?")
_KINDS = frozenset((
    ".db", ".doc", ".docx", ".et", ".gongkai", ".htm", ".html", ".json", ".log", ".md", ".mo", ".ofd", ".pdf", ".po",
    ".rtf", ".svg", ".tmp", ".toml", ".txt", ".wps", ".xls", ".xlsx", ".xml", ".zip",
))  # fmt: skip


def skeleton(fault: BaseException, depth: int = 0) -> list[str]:
    """The lines about a fault, what caused it first, as Python has it."""
    lines: list[str] = []
    before = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)
    if before is not None and depth < _DEEPEST:
        lines += [*skeleton(before, depth + 1), "then:"]
    lines += [*_way(fault.__traceback__), _kind(fault)]
    if isinstance(fault, BaseExceptionGroup) and depth < _DEEPEST:
        for one in fault.exceptions:
            lines += ["| " + line for line in skeleton(one, depth + 1)]
    return lines


def kind_of_file(name: object) -> str:
    """The suffix of a file's name where it is one of those that the program deals in; "…" for any other."""
    suffix = Path(str(name)).suffix.lower()
    return suffix if suffix in _KINDS else _ELSEWHERE


def _kind(fault: BaseException) -> str:
    """The class, and of what the system reports its number and the kind of file."""
    cls = type(fault)
    told = [_plain(f"{cls.__module__}.{cls.__qualname__}".removeprefix("builtins."))]
    if isinstance(fault, OSError):
        number = fault.errno
        told.append(errno.errorcode.get(number, str(number)) if isinstance(number, int) else "")
        told.append(kind_of_file(fault.filename) if fault.filename else "")
    name = getattr(fault, "sqlite_errorname", "")
    told.append(_plain(name) if name and isinstance(name, str) else "")
    return " ".join(filter(None, told))


def _way(trace: TracebackType | None) -> Iterator[str]:
    frames = [(frame.f_code, line) for frame, line in walk_tb(trace)]
    for code, line in frames[-_MOST_FRAMES:]:
        file, is_ours = _file(code)
        name = _plain(code.co_name.strip("<>")) if file != _ELSEWHERE else _ELSEWHERE
        yield f"{file}:{line} in {name}"
        source = linecache.getline(code.co_filename, line).strip() if is_ours else ""
        if source:
            yield f"    {source}"


def _file(code: CodeType) -> tuple[str, bool]:
    """The file within the program, within a library or within Python, and whether it is ours; never whose home."""
    name = Path(code.co_filename)
    if not name.is_absolute():  # as a frozen program has it
        inside = name.as_posix()
        is_known = bool(_WITHIN.fullmatch(inside)) and ".." not in inside and inside != "<string>"
        return (inside if is_known else _ELSEWHERE), is_known and name.parts[0] in _OURS
    for folder in (_ROOT, *_libraries()):
        if name.is_relative_to(folder):
            inside = name.relative_to(folder).as_posix()
            is_ours = folder == _ROOT and inside.startswith(tuple(f"{room}/" for room in _OURS))
            if (is_ours or folder != _ROOT) and _WITHIN.fullmatch(inside):
                return inside, is_ours
    return _ELSEWHERE, False


def _libraries() -> Iterator[Path]:
    for key in ("purelib", "platlib", "stdlib"):
        yield Path(sysconfig.get_path(key))
    yield Path(getattr(sys, "_MEIPASS", sys.prefix))


def _plain(name: str) -> str:
    return name if _NAME.fullmatch(name) else _ELSEWHERE
