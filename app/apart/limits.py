"""What a child may take, and how it is ended with all that it started."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

MEGABYTE = 1_000_000
MEMORY = 450 * MEGABYTE
"""Bytes of its own that a child, and each process that it starts, may have; its code, some 40 MB, is not counted."""
_STAT = Path("/proc")


def stand_apart() -> None:
    """Takes this process out of its parent's group, so that Ctrl-C is the parent's alone, and makes it silent."""
    quiet = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(quiet, stream)
    if sys.platform != "win32":
        os.setsid()


def limit(memory: int, seconds: float) -> None:
    """Limits what this process and all that it starts may take from now on.

    The time is that of the processor: it holds also where parent and watch are gone or kept from running.
    """
    if sys.platform == "win32":
        return
    import resource

    if sys.platform == "linux":
        _limit(resource.RLIMIT_DATA, memory)
    used = resource.getrusage(resource.RUSAGE_SELF)
    _limit(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime + seconds) + 5)
    _limit(resource.RLIMIT_CORE, 0)


def end(process: int) -> None:
    """Kills a process and all that it started, in whatever group that is."""
    if sys.platform == "win32":
        command = ["taskkill", "/F", "/T", "/PID", str(process)]
        subprocess.run(command, capture_output=True, check=False)  # noqa: S603
        return
    from signal import SIGKILL, SIGSTOP

    mine = process == os.getpid()
    if not mine:
        _send(process, SIGSTOP)  # it starts nothing more meanwhile
    for one in started_by(process):
        _send(one, SIGKILL)
    _send(process, SIGKILL)


def started_by(process: int) -> tuple[int, ...]:
    """All that a process started, and what that started, the last ones first; as far as the system tells."""
    parents = dict(_parents())
    found = [process]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return tuple(reversed(found[1:]))


def _parents() -> Iterator[tuple[int, int]]:
    """Every process with the one that started it: of Linux alone."""
    for folder in _STAT.glob("[0-9]*"):
        with suppress(OSError, ValueError, IndexError):
            status = (folder / "stat").read_text(encoding="utf-8", errors="replace")
            yield int(folder.name), int(status.rpartition(")")[2].split()[1])


def _limit(kind: int, most: int) -> None:
    import resource

    hard = resource.getrlimit(kind)[1]
    least = most if hard == resource.RLIM_INFINITY else min(most, hard)
    with suppress(OSError, ValueError):  # a system that does not know the limit
        resource.setrlimit(kind, (least, hard))


def _send(process: int, signal: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.kill(process, signal)
