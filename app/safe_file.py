"""Writing a file so that at every moment the old one or the new one is there, whole."""

import errno
import os
import re
import secrets
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

from app.errors import AppError
from app.i18n import _

_PATTERN = ".gongkai-*.tmp"
_NAME = re.compile(r"\.gongkai-(?P<computer>[0-9a-f]{8})-(?P<process>[1-9][0-9]{0,8})-[0-9a-f]{8}\.tmp")
_SECONDS_UNTIL_LEFT_OVER = 600
_NO_SUCH_PROCESS = 87  # ERROR_INVALID_PARAMETER: what Windows answers for a number that no process has
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY}


def replace_file(path: Path, content: bytes, prove: Callable[[bytes], bool] = lambda _read: True) -> None:
    """The file at the path with this content, written beside it, read again, proved, and only then put in its place.

    Raises AppError, and then the old file is untouched and nothing is left beside it.
    """
    with world_told(path):
        target = path.resolve()
        sweep(target.parent)
        temporary = temporary_beside(target)
        try:
            _write(temporary, content)
            read = temporary.read_bytes()
            if read != content or not prove(read):
                raise AppError(
                    _(
                        "{file}: what was written does not read back as it should. The disk may be faulty; "
                        "nothing was changed. Please choose another place."
                    ).format(file=path)
                )
            _put(temporary, target)
        finally:
            temporary.unlink(missing_ok=True)


def temporary_beside(target: Path) -> Path:
    """A name for a file that is written before it takes the target's place; `sweep` knows such names."""
    return target.with_name(f".gongkai-{_computer()}-{os.getpid()}-{secrets.token_hex(4)}.tmp")


@contextmanager
def world_told(path: Path) -> Iterator[None]:
    """What the world refuses while a file is written, as an AppError in words for the clerk."""
    try:
        yield
    except OSError as error:
        raise AppError(_words(path, error)) from error


def _write(temporary: Path, content: bytes) -> None:
    with temporary.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _put(temporary: Path, target: Path) -> None:
    if target.exists():
        if not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
        shutil.copymode(target, temporary)
    temporary.replace(target)


def sweep(folder: Path) -> None:
    """Takes away what a program that was killed, or lost its power, has left in a folder; never what is being written.

    What a process of this computer left goes as soon as the process is gone. Of another computer's, where a folder is
    shared, and of an earlier start's of this one nothing can be known: they go by their age.
    """
    with suppress(OSError):
        for left in folder.glob(_PATTERN):
            with suppress(OSError):
                if _is_left_over(left):
                    left.unlink()


def _is_left_over(file: Path) -> bool:
    told = _NAME.fullmatch(file.name)
    if told and told["computer"] == _computer() and not _is_running(int(told["process"])):
        return True
    return time.time() - file.stat().st_mtime > _SECONDS_UNTIL_LEFT_OVER


@lru_cache(maxsize=1)
def _computer() -> str:
    """A mark of where the number of a process has one meaning: a start of a computer, and in it a container.

    Offices copy whole installations, so neither the computer's name nor its machine-id tells one from another there.
    """
    try:
        start = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        told = f"{start} {Path('/proc/self/ns/pid').readlink()}"
    except OSError:
        import platform

        told = platform.node()
    return blake2b(told.encode(), digest_size=4).hexdigest()


def _is_running(process: int) -> bool:
    """Whether a process of this computer runs, by its number; one that may not be asked does."""
    if sys.platform == "win32":
        import _winapi  # what multiprocessing stands on there; os.kill would end the process

        try:
            handle = _winapi.OpenProcess(_winapi.SYNCHRONIZE, False, process)
        except OSError as error:
            return error.winerror != _NO_SUCH_PROCESS
        try:
            return _winapi.WaitForSingleObject(handle, 0) == _winapi.WAIT_TIMEOUT
        finally:
            _winapi.CloseHandle(handle)
    try:
        os.kill(process, 0)
    except OSError as error:
        return not isinstance(error, ProcessLookupError)
    return True


def _words(path: Path, error: OSError) -> str:
    if error.errno in _FULL:
        text = _(
            "{file} could not be written: the disk is full. Nothing was changed. Please make room, or choose "
            "another place."
        )
    elif isinstance(error, FileNotFoundError | NotADirectoryError):
        text = _("{file} could not be written: there is no folder {folder}. Please choose another place.")
    elif isinstance(error, IsADirectoryError | PermissionError) and path.is_dir():
        text = _("{file} is a folder. Please give a file name.")
    elif error.errno in _REFUSED:
        text = _(
            "{file} could not be written: it may be open in Word or WPS, or may not be changed here. Nothing was "
            "changed. Please close it and try again, or choose another name."
        )
    else:
        text = _("{file} could not be written: {reason}. Nothing was changed. Please choose another place.")
    return text.format(file=path, folder=path.parent, reason=error.strerror or error)
