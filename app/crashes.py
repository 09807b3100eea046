"""Where the code was when the program fell without a fault of Python's: a crash of Qt, or of what it draws with.

Kept in a file beside the log until the next start, which brings the places into the log: module, line and function of
our own code, and nothing else.
"""

import faulthandler
import re
from contextlib import suppress
from pathlib import Path
from typing import IO

from app.log import log_file

_FRAME = re.compile(r'File "(?:[^"\n]*[\\/])?((?:app|ui)[\\/][\w\\/]+)\.py", line (\d+) in (\w+)')
_MOST = 20


def crash_file() -> Path:
    """The file that a crash is written into."""
    return log_file().with_name("crash.txt")


def watch() -> IO[bytes] | None:
    """The open file into which Python writes where it was when it falls; None where it cannot be made."""
    try:
        file = crash_file().open("ab")
    except OSError:
        return None
    faulthandler.enable(file)
    return file


def end(file: IO[bytes] | None) -> None:
    """Watches no more; nothing is left of a program that did not fall."""
    if file is None:
        return
    faulthandler.disable()
    file.close()
    with suppress(OSError):
        if not crash_file().stat().st_size:
            crash_file().unlink()


def left() -> tuple[str, ...]:
    """Where our code was in the crash before, the innermost first, as module:line:function; it is then forgotten.

    “elsewhere” alone where none of it was ours; empty where there was none.
    """
    try:
        told = crash_file().read_text(encoding="utf-8", errors="replace")
        crash_file().unlink()
    except OSError:
        return ()
    frames = [(re.sub(r"[\\/]", ".", path), line, name) for path, line, name in _FRAME.findall(told)[:_MOST]]
    return tuple(":".join(frame) for frame in frames) or (("elsewhere",) if told.strip() else ())
