"""What only LibreOffice can open is converted and read whole; where it cannot, the clerk is told how to save it."""

import os
import re
import shutil
import struct
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest

from app.blocks import Table
from app.draft import Filing
from app.draft_file import load_draft
from app.errors import UnreadableDocument
from app.export import export
from app.i18n import use_language
from app.match import match
from app.readers import office
from app.readers.compound import SIGNATURE
from app.readers.office import PROGRAM, read_office, soffice

pytestmark = pytest.mark.slow

SAMPLE = Path(__file__).parents[2] / "resources" / "samples" / "disclosure" / "2023.json"
HAS_LIBREOFFICE = shutil.which("soffice") is not None
needs_libreoffice = pytest.mark.skipif(not HAS_LIBREOFFICE, reason="LibreOffice (soffice) is not installed")
on_posix = pytest.mark.skipif(os.name != "posix", reason="the stand-in for LibreOffice is a shell script")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("zh_CN")


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A computer without LibreOffice."""
    monkeypatch.setenv(PROGRAM, str(tmp_path / "nowhere"))


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], None]:
    """A program in LibreOffice's place that does something else."""

    def stand_in_(script: str) -> None:
        path = tmp_path / "soffice"
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
        monkeypatch.setenv(PROGRAM, str(path))

    return stand_in_


@pytest.fixture(scope="module")
def filing() -> Filing:
    return load_draft(SAMPLE).filing


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, filing: Filing) -> Path:
    """A folder with the same report as .doc, .rtf and .odt, as LibreOffice saves it."""
    folder = tmp_path_factory.mktemp("office")
    source = export(filing, folder / "report.docx", copy="draft")
    for to in ("doc:MS Word 97", "rtf:Rich Text Format", "odt:writer8"):
        command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
        command += ["--convert-to", to, "--outdir", str(folder), str(source)]
        subprocess.run(command, capture_output=True, check=True, timeout=120)
    return folder


def compound(name: str, stream: bytes = b"", embedded: str = "Contents") -> bytes:
    """A compound file that holds one stream, and another one that lies embedded in it."""
    stream = stream.ljust(4096, b"\0")
    head = SIGNATURE + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<9I", 0, 1, 0, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0) + struct.pack("<I", 1) + b"\xff" * 432
    folder = entry("Root Entry", 5, child=1) + entry(name, 2, right=2, first=2, size=4096)
    folder += entry("ObjectPool", 1, child=3) + entry(embedded, 2)
    chain = struct.pack("<10I", 0xFFFFFFFE, 0xFFFFFFFD, *range(3, 10), 0xFFFFFFFE)
    return head + folder + chain.ljust(512, b"\xff") + stream


def entry(name: str, kind: int, *, right: int = -1, child: int = -1, first: int = -2, size: int = 0) -> bytes:
    raw = name.encode("utf-16-le")
    begin = raw.ljust(64, b"\0") + struct.pack("<HBBiii", len(raw) + 2, kind, 1, -1, right, child)
    return begin.ljust(116, b"\0") + struct.pack("<iII", first, size, 0)


# Converted


@needs_libreoffice
@pytest.mark.parametrize(("suffix", "name"), [(".doc", "报告.doc"), (".rtf", "报告.rtf"), (".odt", "a.odt")])
def test_a_report_saved_by_another_program_is_read_whole(made, filing, tmp_path, suffix, name):
    path = tmp_path / name
    shutil.copyfile(made / f"report{suffix}", path)
    found = match(read_office(path)).filing
    places = [*filing.form.narratives, *(a for a, cell in filing.form.cells.items() if not cell.is_total)]
    assert {a: found.value(a) for a in places} == {a: filing.value(a) for a in places}
    assert found.draft.organization == filing.draft.organization


@needs_libreoffice
def test_a_file_that_libreoffice_cannot_open_is_told_with_its_own_name(tmp_path):
    path = tmp_path / "坏.doc"
    path.write_bytes(compound("WordDocument"))
    with pytest.raises(UnreadableDocument, match=r"坏\.doc: .*\.docx"):
        read_office(path)


@on_posix
def test_a_converter_that_hangs_is_ended_with_all_that_it_started(stand_in, tmp_path, monkeypatch):
    stand_in(f"sleep 300 & echo $! > {tmp_path}/child\nwait")
    monkeypatch.setattr(office, "SECONDS", 0.5)
    path = tmp_path / "报告.rtf"
    path.write_text("{\\rtf1 x}")
    started = time.monotonic()
    with pytest.raises(UnreadableDocument, match="Save as"):
        read_office(path)
    assert time.monotonic() - started < 20
    child = int((tmp_path / "child").read_text())
    assert is_gone(child)


def is_gone(process: int) -> bool:
    """Whether a process has ended; one that nobody has buried yet has."""
    for _try in range(50):
        try:
            status = Path(f"/proc/{process}/status").read_text()
        except OSError:
            return True
        if re.search(r"^State:\s+Z", status, re.MULTILINE):
            return True
        time.sleep(0.1)
    return False


@on_posix
def test_the_converter_gets_a_profile_of_its_own_that_forbids_macros_and_links(stand_in, tmp_path):
    profile = tmp_path / "profile"
    stand_in(f'for one in "$@"; do echo "$one" >> {tmp_path}/words; done\ncp -r profile {profile}')
    path = tmp_path / "报告.rtf"
    path.write_text("{\\rtf1 x}")
    with pytest.raises(UnreadableDocument):
        read_office(path)
    words = (tmp_path / "words").read_text()
    assert "--headless" in words
    assert "-env:UserInstallation=file:///" in words
    settings = (profile / "user" / "registrymodifications.xcu").read_text(encoding="utf-8")
    for name, value in (
        ("MacroSecurityLevel", "3"),
        ("DisableMacrosExecution", "true"),
        ("BlockUntrustedRefererLinks", "true"),
        ("ooInetProxyType", "2"),
    ):
        assert f'oor:name="{name}" oor:op="fuse"><value>{value}</value>' in settings


@on_posix
def test_nothing_of_the_conversion_is_left_behind(stand_in, tmp_path, monkeypatch):
    rooms = tmp_path / "rooms"
    rooms.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(rooms))
    stand_in("true")
    path = tmp_path / "报告.rtf"
    path.write_text("{\\rtf1 x}")
    with pytest.raises(UnreadableDocument):
        read_office(path)
    assert list(rooms.iterdir()) == []


# Without LibreOffice


@pytest.mark.usefixtures("without")
@pytest.mark.parametrize(
    ("name", "content", "advice"),
    [
        ("报告.doc", compound("WordDocument"), r"报告\.doc: .*docx"),
        ("报告.wps", compound("WordDocument"), r"报告\.wps: .*docx"),
        ("报告.rtf", b"{\\rtf1 x}", r"报告\.rtf: .*docx"),
        ("表.et", compound("Unknown"), r"表\.et: .*xlsx"),
        ("片.dps", compound("PowerPoint Document"), "presentation"),
        ("密.doc", compound("EncryptedPackage"), "password"),
        ("密.doc", compound("WordDocument", bytes(11) + b"\1"), "password"),
        ("报告.fodt", b'<?xml version="1.0"?><office:document/>', r"报告\.fodt: .*docx"),
        ("报告.fodt", b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e "x">]><x/>', "document type"),
    ],
)
def test_how_to_save_the_file_otherwise_is_told(tmp_path, name, content, advice):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableDocument, match=advice):
        read_office(path)


@pytest.mark.usefixtures("without")
def test_a_word_file_in_which_a_workbook_lies_embedded_is_a_word_file(tmp_path):
    path = tmp_path / "报告.doc"
    path.write_bytes(compound("WordDocument", embedded="Workbook"))
    with pytest.raises(UnreadableDocument, match=r"\.docx"):
        read_office(path)


@pytest.mark.usefixtures("without")
def test_an_opendocument_text_without_libreoffice_is_told(tmp_path):
    path = tmp_path / "报告.odt"
    with ZipFile(path, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    with pytest.raises(UnreadableDocument, match=r"\.docx"):
        read_office(path)


def test_a_part_that_would_swell_in_libreoffice_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(office, "_convert", lambda *_all: pytest.fail("it was converted"))
    path = tmp_path / "报告.odt"
    with ZipFile(path, "w", ZIP_DEFLATED) as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        file.writestr("content.xml", " " * 30_000_000)
    with pytest.raises(UnreadableDocument, match="unpacked"):
        read_office(path)


def test_for_an_ofd_file_the_word_file_is_asked_for(tmp_path):
    path = tmp_path / "公文.ofd"
    with ZipFile(path, "w") as file:
        file.writestr("OFD.xml", "<ofd:OFD/>")
    with pytest.raises(UnreadableDocument, match="ask the office that made it"):
        read_office(path)


def test_the_named_program_comes_before_any_other(monkeypatch, tmp_path):
    program = tmp_path / "own"
    monkeypatch.setenv(PROGRAM, str(program))
    assert soffice() is None
    program.write_text("")
    assert soffice() == program


# What we can read ourselves


@pytest.mark.usefixtures("without")
def test_a_new_word_file_called_doc_is_read_without_libreoffice(tmp_path, filing):
    path = tmp_path / "报告.doc"
    export(filing, tmp_path / "报告.docx", copy="draft").rename(path)
    assert match(read_office(path)).filing.draft.organization == filing.draft.organization


@pytest.mark.usefixtures("without")
def test_a_web_page_called_doc_and_a_workbook_called_et_are_read(tmp_path):
    page, sheet = tmp_path / "报告.doc", tmp_path / "表.et"
    page.write_text("<html><table><tr><td>规章</td><td>12</td></tr></table></html>", encoding="utf-8")
    made = openpyxl.Workbook()
    made.active.append(["规章", 12])
    made.save(sheet)
    for path in (page, sheet):
        (table,) = read_office(path)
        assert isinstance(table, Table)
        assert [cell.text for cell in table.cells] == ["规章", "12"]


@pytest.mark.usefixtures("without")
def test_text_called_doc_is_read_as_text(tmp_path):
    path = tmp_path / "报告.doc"
    path.write_text("某局报告\n规章\t12\n", encoding="gb18030")
    assert read_office(path)[0].text == "某局报告"


@pytest.mark.parametrize(("name", "words"), [("坏.doc", "no Word file"), ("坏.et", "no Excel file")])
@pytest.mark.parametrize("content", [bytes(range(256)) * 9, SIGNATURE + b"\1" * 40, b"\0" * 2000])
def test_what_is_damaged_never_reaches_libreoffice(tmp_path, monkeypatch, name, words, content):
    monkeypatch.setattr(office, "_convert", lambda *_all: pytest.fail("it was converted"))
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableDocument, match=words):
        read_office(path)
