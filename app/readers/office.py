"""What only LibreOffice can open (.doc, .wps, .rtf, .odt and their like) to blocks: converted, then read as usual.

What a file holds decides, not its suffix: what we can read ourselves is read at once. LibreOffice runs by itself, with
a profile of its own that is thrown away: no macro is run, no link followed, no picture fetched, nothing of the user's
settings is seen or changed.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from signal import Signals
from tempfile import TemporaryDirectory
from zipfile import is_zipfile

from app.blocks import Block
from app.errors import UnreadableDocument
from app.i18n import _
from app.readers.decoding import decoded, is_damaged, raw_of

LARGEST = 100_000_000
SECONDS = 60
"""How long LibreOffice may take; it starts in two and needs less than one for a report."""
PROGRAM = "GONGKAI_SOFFICE"
"""The variable that names the program, where it stands elsewhere than usual."""

_NAMES = ("soffice", "libreoffice")
_PLACES = (
    ("ProgramFiles", "LibreOffice/program/soffice.exe"),
    ("ProgramFiles(x86)", "LibreOffice/program/soffice.exe"),
    ("", "/usr/lib/libreoffice/program/soffice"),
    ("", "/usr/lib64/libreoffice/program/soffice"),
    ("", "/snap/bin/libreoffice"),
    ("", "/Applications/LibreOffice.app/Contents/MacOS/soffice"),
)
_OPT = "libreoffice*/program/soffice"
_OLE, _RTF = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf"
_PAGES = (b"<html", b"<!doctype html", b"mime-version", b"<meta")
_BEGINNING, _MARK = 4096, b"\xef\xbb\xbf \r\n"
_LOCKED_AT = 11
_SHEETS = frozenset({".et", ".ett"})
_TO_WORD, _TO_SHEET = ("docx", "docx:MS Word 2007 XML"), ("xlsx", "xlsx:Calc MS Excel 2007 XML")
_COMMON, _INET = "/org.openoffice.Office.Common", "/org.openoffice.Inet/Settings"
_SETTINGS = (
    (f"{_COMMON}/Security/Scripting", "MacroSecurityLevel", "3"),
    (f"{_COMMON}/Security/Scripting", "DisableMacrosExecution", "true"),
    (f"{_COMMON}/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    (f"{_COMMON}/Security/Scripting", "CheckDocumentEvents", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("/org.openoffice.Office.Calc/Content/Update", "Link", "2"),
    (_INET, "ooInetProxyType", "2"),
    (_INET, "ooInetHTTPProxyName", "127.0.0.1"),
    (_INET, "ooInetHTTPProxyPort", "9"),
    (_INET, "ooInetHTTPSProxyName", "127.0.0.1"),
    (_INET, "ooInetHTTPSProxyPort", "9"),
    (_INET, "ooInetFTPProxyName", "127.0.0.1"),
    (_INET, "ooInetFTPProxyPort", "9"),
    ("/org.openoffice.Setup/Office", "ooSetupInstCompleted", "true"),
    ("/org.openoffice.Office.Common/Misc", "FirstRun", "false"),
)
"""No macro, also where it is signed; no link to elsewhere; links in texts and sheets never brought up to date; for the
network a proxy that is not there."""
_ITEM = '<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
_PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
    'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>'
)
Reader = Callable[[Path], tuple[Block, ...]]


def read_office(path: Path) -> tuple[Block, ...]:
    """The blocks of a file that another program wrote. Raises UnreadableDocument, saying how to save it otherwise."""
    raw = raw_of(path, LARGEST)
    if raw.startswith(_OLE):
        return _old(path, raw)
    if is_zipfile(path):
        return _zipped(path)
    begin = raw[:_BEGINNING].lower()
    if begin.startswith(_RTF):
        return _as_word(path)
    if any(mark in begin for mark in _PAGES):
        from app.readers.html import read_page

        return read_page(path)
    if begin.lstrip(_MARK).startswith(b"<?xml"):
        return _xml(path, raw)
    if b"\0" in raw or is_damaged(decoded(raw)):
        raise _fault(path, _damaged(path)())
    from app.readers.text import read_text

    return read_text(path)


def soffice() -> Path | None:
    """LibreOffice's program: the one that is named, on the search path, or where it usually stands; None for none."""
    named = os.environ.get(PROGRAM)
    if named:
        return Path(named) if Path(named).is_file() else None
    return next((path for path in _usual() if path.is_file()), None)


def _usual() -> Iterator[Path]:
    yield from (Path(found) for name in _NAMES if (found := shutil.which(name)))
    for variable, place in _PLACES:
        folder = os.environ.get(variable, "") if variable else "/"
        if folder:
            yield Path(folder) / place
    yield from sorted(Path("/opt").glob(_OPT), reverse=True)


def _old(path: Path, raw: bytes) -> tuple[Block, ...]:
    """A compound file: by the streams that it holds."""
    from app.readers.compound import opened
    from app.readers.sheet import read_sheet
    from app.readers.zipped import broken_is_told

    with broken_is_told(path, _damaged(path)), opened(raw) as streams:
        names, is_locked = streams.names, _is_locked(streams.raw("WordDocument"))
    if is_locked or names & {"EncryptedPackage"}:
        raise _fault(path, _locked())
    if names & {"Workbook", "Book"}:
        return read_sheet(path)
    if names & {"PowerPoint Document"}:
        raise _fault(path, _slides())
    return as_sheet(path) if path.suffix.lower() in _SHEETS else _as_word(path)


def _is_locked(document: bytes) -> bool:
    """Whether a Word document of old says of itself that it is encrypted."""
    return len(document) > _LOCKED_AT and bool(document[_LOCKED_AT] & 1)


def _zipped(path: Path) -> tuple[Block, ...]:
    """A package: by the parts that it holds."""
    from app.readers.docx import read_docx
    from app.readers.sheet import read_sheet
    from app.readers.sheet.package import opened

    with opened(path) as parts:
        names, kind = parts.names, parts.raw("mimetype")
        parts.raw("content.xml")  # refused here where it would swell in LibreOffice
    if "OFD.xml" in names:
        raise _fault(path, _ofd())
    if any(name.startswith("ppt/") for name in names) or b"presentation" in kind:
        raise _fault(path, _slides())
    if b"opendocument.text" in kind:
        return _as_word(path)
    return read_docx(path) if any(name.startswith("word/") for name in names) else read_sheet(path)


def _xml(path: Path, raw: bytes) -> tuple[Block, ...]:
    """A document in one XML file: OpenDocument's, or Word's and Excel's of 2003."""
    from app.readers.sheet import faults, read_sheet
    from app.readers.sheet.xml_sheet import MARK
    from app.readers.zipped import DOCTYPE, fault

    if any(mark in raw for mark in DOCTYPE):
        raise fault(path, faults.document_type)
    return read_sheet(path) if MARK in raw[:_BEGINNING] else _as_word(path)


def _as_word(path: Path) -> tuple[Block, ...]:
    from app.readers.docx import read_docx

    return converted(path, *_TO_WORD, read_docx, _save_as_word())


def as_sheet(path: Path) -> tuple[Block, ...]:
    """The blocks of a sheet that only LibreOffice can open."""
    from app.readers.sheet import read_sheet

    return converted(path, *_TO_SHEET, read_sheet, _save_as_sheet())


def converted(path: Path, suffix: str, to: str, read: Reader, advice: str) -> tuple[Block, ...]:
    """The blocks of what LibreOffice makes of a file; `advice` says what to do where it cannot."""
    program = soffice()
    if program is None:
        raise _fault(path, advice)
    with TemporaryDirectory(prefix="gongkai-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source = folder / f"report{path.suffix.lower()}"
        with suppress(OSError):
            shutil.copyfile(path, source)
            _convert(program, folder, source, to)
        made = folder / "out" / f"report.{suffix}"
        if not made.is_file():
            raise _fault(path, advice)
        try:
            return read(made)
        except UnreadableDocument as error:
            raise _fault(path, str(error).removeprefix(f"{made}: ")) from error


def _convert(program: Path, folder: Path, source: Path, to: str) -> None:
    """Runs LibreOffice, and ends it with all that it started where it takes too long."""
    profile = folder / "profile"
    _write_profile(profile)
    command = [str(program), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nologo"]
    command += ["--nolockcheck", "--nodefault", "--convert-to", to, "--outdir", str(folder / "out"), str(source)]
    none = subprocess.DEVNULL
    with subprocess.Popen(  # noqa: S603
        command, stdin=none, stdout=none, stderr=none, cwd=folder, start_new_session=True
    ) as running:
        try:
            running.wait(SECONDS)
        except subprocess.TimeoutExpired:
            pass
        finally:
            _end(running)


def _end(running: subprocess.Popen[bytes]) -> None:
    """Ends a program that still runs, and its group."""
    if running.poll() is not None:
        return
    if sys.platform == "win32":
        command = ["taskkill", "/F", "/T", "/PID", str(running.pid)]
        subprocess.run(command, capture_output=True, check=False)  # noqa: S603
    else:
        with suppress(ProcessLookupError):
            os.killpg(running.pid, Signals.SIGKILL)
    running.wait()


def _write_profile(profile: Path) -> None:
    """The settings that make LibreOffice touch nothing but the file."""
    items = "".join(_ITEM.format(path=path, name=name, value=value) for path, name, value in _SETTINGS)
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE.format(items=items), encoding="utf-8")


def _damaged(path: Path) -> Callable[[], str]:
    from app.readers.docx import package
    from app.readers.sheet import faults

    return faults.damaged if path.suffix.lower() in _SHEETS else package.damaged


def _fault(path: Path, text: str) -> UnreadableDocument:
    return UnreadableDocument(text.format(file=path) if "{file}" in text else f"{path}: {text}")


def _locked() -> str:
    return _(
        "{file}: the file is locked with a password. Please open it in Word or WPS, take the password off, save it and "
        "try again."
    )


def _slides() -> str:
    return _("{file}: this is a presentation (slides), not a report. Please choose the report's Word or Excel file.")


def _ofd() -> str:
    return _(
        "{file}: OFD files cannot be read. Please ask the office that made it for the Word file, or type the numbers "
        "in."
    )


def _save_as_word() -> str:
    return _(
        "{file}: files of this kind can only be read with LibreOffice, which is not installed or could not open it. "
        "Please open the file in Word or WPS, choose “Save as”, the type “Word document (*.docx)”, and read that file."
    )


def _save_as_sheet() -> str:
    return _(
        "{file}: sheets of this kind can only be read with LibreOffice, which is not installed or could not open it. "
        "Please open the file in Excel or WPS, choose “Save as”, the type “Excel workbook (*.xlsx)”, and read that "
        "file."
    )
