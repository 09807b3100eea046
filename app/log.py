"""The program's log: what went wrong and where in the code, for whoever mends it; never what a report says.

A line names the moment, the gravity, and the place in the code that speaks; its message is left away, for nobody knows
what other people's code puts into one. Ours says what it must by `note`, in constant words.
"""

import logging
import re
from collections import deque
from logging import LogRecord
from pathlib import Path

from app.paths import own_folder
from app.skeleton import skeleton

LOGGER = "gongkai"
_TOLD = "told"
_BYTES, _FILES = 256 * 1024, 3
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_:.]*|\d+\.\d+\.\d+")


def log_file() -> Path:
    """The newest file of the log."""
    return own_folder() / "log" / "gongkai.log"


def begin() -> logging.Handler | None:
    """The handler that writes the log from now on; None where its folder cannot be made, which stops nothing."""
    from logging.handlers import RotatingFileHandler  # 20 ms: not before the window is seen

    class Rotating(RotatingFileHandler):
        def handleError(self, record: LogRecord) -> None:  # noqa: N802 - logging's own name
            """A full disk costs a line of the log, no more."""

    root = logging.getLogger()
    begun = next((one for one in root.handlers if one.name == LOGGER), None)
    if begun:
        return begun
    file = log_file()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    made = Rotating(file, maxBytes=_BYTES, backupCount=_FILES, encoding="utf-8", delay=True)
    made.set_name(LOGGER)
    made.setFormatter(_Bare())
    root.addHandler(made)
    logging.getLogger(LOGGER).setLevel(logging.INFO)
    return made


def end(handler: logging.Handler | None) -> None:
    """Writes no more."""
    if handler is not None:
        logging.getLogger().removeHandler(handler)
        handler.close()


def note(told: str, level: int = logging.INFO, fault: BaseException | None = None) -> None:
    """Keeps plain ASCII words of ours, and where a fault came from; anything else in the words is left away."""
    logging.getLogger(LOGGER).log(level, told, extra={_TOLD: told}, exc_info=fault, stacklevel=2)


def last_lines(most: int = 60) -> tuple[str, ...]:
    """The newest lines of the log, oldest first."""
    try:
        with log_file().open(encoding="utf-8", errors="replace") as file:
            return tuple(line.rstrip("\n") for line in deque(file, most))
    except OSError:
        return ()


class _Bare(logging.Formatter):
    """Lines without the words of their messages."""

    def format(self, record: LogRecord) -> str:
        """The moment, the gravity, who speaks and where; the code that a fault went through below."""
        moment = self.formatTime(record, "%Y-%m-%d %H:%M:%S")
        told = " ".join(_PLAIN.findall(str(getattr(record, _TOLD, ""))))
        name = ".".join(_PLAIN.findall(record.name))
        place = f"{'.'.join(_PLAIN.findall(Path(record.pathname).name))}:{record.lineno}"
        head = f"{moment} {record.levelname} {name} {place} {told}".rstrip()
        fault = record.exc_info[1] if record.exc_info else None
        return "\n".join((head, *(f"    {line}" for line in skeleton(fault)))) if fault else head
