"""Writing a file so that at every moment the old one or the new one is there, whole."""

import errno
import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from app.errors import AppError
from app.i18n import _

_LEFT_OVER = ".gongkai-*.tmp"
_SECONDS_UNTIL_LEFT_OVER = 600
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY}


def replace_file(path: Path, content: bytes, prove: Callable[[bytes], bool] = lambda _read: True) -> None:
    """The file at the path with this content, written beside it, read again, proved, and only then put in its place.

    Raises AppError, and then the old file is untouched and nothing is left beside it.
    """
    with world_told(path):
        target = path.resolve()
        _sweep(target.parent)
        temporary = target.with_name(f".gongkai-{secrets.token_hex(4)}.tmp")
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


def _sweep(folder: Path) -> None:
    """Takes away what a program that was killed has left; another's that is being written is younger."""
    for left in folder.glob(_LEFT_OVER):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _SECONDS_UNTIL_LEFT_OVER:
                left.unlink()


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
