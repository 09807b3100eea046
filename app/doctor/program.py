"""The program itself: whether it is complete, what old files need, and of which versions it is made."""

import platform
from collections.abc import Iterator
from pathlib import Path

from app import __version__
from app.doctor.computer import Computer
from app.doctor.result import Health, Result
from app.errors import AppError
from app.i18n import DEFAULT_LANGUAGE, _
from app.paths import resources as folder_of

_LISTS = {"icons": "*.svg", "samples": "*/*.json", "templates": "*", "fonts": "*.toml", "checks": "*.toml",
          "phrases": "**/*.toml"}  # fmt: skip
_CATALOGUE = f"translations/{DEFAULT_LANGUAGE}/LC_MESSAGES"


def resources(computer: Computer) -> Iterator[Result]:
    """Whether the forms, layouts and everything else that comes with the program are there and can be read."""
    missing = sorted(_missing(folder_of()))
    faults = list(_unreadable())
    if not missing and not faults:
        yield Result(_("Parts of the program"), Health.GOOD, _("all there"))
        return
    lacking = _("missing: {names}").format(names=_(", ").join(missing)) if missing else ""
    said = _("; ").join(filter(None, (lacking, *faults)))
    advice = _("Install the program anew: the package is not complete. The drafts are not touched by that.")
    yield Result(_("Parts of the program"), Health.BAD, said, advice)


def _missing(folder: Path) -> Iterator[str]:
    for name, pattern in _LISTS.items():
        if next(iter((folder / name).glob(pattern)), None) is None:
            yield name
    if not any((folder / _CATALOGUE / name).exists() for name in ("gongkai.mo", "gongkai.po")):
        yield "translations"


def _unreadable() -> Iterator[str]:
    """What the forms and layouts are in want of, in words."""
    from app.form_file import editions, families
    from app.layout import load

    try:
        known = [form for family in families() for form in editions(family)]
        load()
    except (AppError, OSError) as error:
        yield str(error)
        return
    if not known:
        yield _("there is no form of any year")


def libreoffice(computer: Computer) -> Iterator[Result]:
    """Whether old files of Word, WPS and Excel can be read."""
    from app.readers.office import soffice

    found = soffice()
    if found:
        yield Result("LibreOffice", Health.GOOD, _("{path} is there for old files").format(path=found))
        return
    said = _("not there; it is needed only to read old files (.doc, .wps, .et)")
    yield Result(
        "LibreOffice", Health.NOTE, said, _("Save such files as .docx in Word or WPS, or have LibreOffice installed.")
    )


def versions(computer: Computer) -> Iterator[Result]:
    """Of which versions the program is made, for whoever is asked for help."""
    named = {
        "Gongkai": __version__,
        "Python": platform.python_version(),
        "Qt (PySide6)": computer.qt or _("not installed"),
        _("C library"): " ".join(filter(None, platform.libc_ver())) or "—",
        _("System"): f"{platform.system()} {platform.release()} {platform.machine()}",
    }
    said = _(", ").join(f"{name} {version}" for name, version in named.items())
    if computer.qt:
        yield Result(_("Program versions"), Health.GOOD, said)
    else:
        advice = _("The window needs PySide6-Essentials. The command line does the same work without.")
        yield Result(_("Program versions"), Health.NOTE, said, advice)
