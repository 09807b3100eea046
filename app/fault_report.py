"""A report of a fault, to be sent to whoever mends the program: nothing of what a draft says is in it."""

import platform
from collections.abc import Iterable, Sequence
from datetime import datetime

from app import __version__
from app.i18n import _
from app.skeleton import skeleton


def compose(
    fault: BaseException, surroundings: Iterable[tuple[str, str]], log: Sequence[str], now: datetime, times: int = 1
) -> str:
    """The text of the report: what it is and is not, the program and the computer, the fault, the end of the log.

    The surroundings must be without words of the clerk's: they are printed as they are.
    """
    about = _(
        "Fault report of Gongkai. It holds the program's version, the kind of computer and the lines of code that the "
        "fault went through. It holds nothing of any report: no figures, no texts, no names of organizations or files."
    )
    told = ((_("Time"), f"{now:%Y-%m-%d %H:%M:%S}"), (_("Times seen"), str(times)), *versions(), *surroundings)
    parts = (
        [about],
        [f"{name}: {value}" for name, value in told],
        [_("The fault:"), *skeleton(fault)],
        [_("The end of the log:"), *log],
    )
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def versions() -> tuple[tuple[str, str], ...]:
    """The program, Python, the system and its C library, each by name and version."""
    import sys

    frozen = _("packed") if getattr(sys, "frozen", False) else _("from source")
    return (
        (_("Program"), f"{__version__} ({frozen})"),
        ("Python", platform.python_version()),
        (_("System"), f"{platform.system()} {platform.release()} {platform.machine()}"),
        (_("C library"), " ".join(filter(None, platform.libc_ver())) or "—"),
    )
