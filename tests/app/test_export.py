"""Export: a filing copy only when nothing is to be mended, and the old file or the new one, whole, at every moment."""

import errno
import os
import time
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app import export as exporting
from app import safe_file, writers
from app.blocks import Paragraph, Table
from app.draft import Filing, new_filing, with_values
from app.draft_file import read_draft
from app.errors import AppError
from app.export import FileExists, Refused, export, must_be_mended
from app.i18n import use_language
from app.paths import samples
from app.report import CopyKind
from app.writers.docx.read_back import read_back

RECEIVED = "applications/received/applicant.natural_person"
NOW = datetime(2024, 1, 5, 9, 3)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("zh_CN")


@pytest.fixture
def complete() -> Filing:
    """A report in which nothing is to be mended."""
    return read_draft(samples()[-1])[0]


@pytest.fixture
def blank() -> Filing:
    return new_filing("disclosure", "某局", 2023)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "report.docx"


def left_in(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir() if one.name != "store")


# What is refused


def test_a_complete_report_becomes_a_filing_copy(complete: Filing, path: Path) -> None:
    assert export(complete, path) == path
    texts = [block.text for block in read_back(path.read_bytes()) if isinstance(block, Paragraph)]
    assert texts[0] == "清源县教育局2023年政府信息公开工作年度报告"
    assert left_in(path.parent) == ["report.docx"]


def test_a_filing_copy_is_refused_while_places_are_blank_with_one_finding_a_section(blank: Filing, path: Path) -> None:
    with pytest.raises(Refused, match="7 things") as caught:
        export(blank, path)
    assert [one.code for one in caught.value.findings] == [
        f"{section}.required"
        for section in ("cover", "overview", "proactive", "applications", "disputes", "problems", "other")
    ]
    assert left_in(path.parent) == []


def test_a_fault_that_only_follows_from_another_stands_last_and_is_not_counted(complete: Filing, path: Path) -> None:
    with pytest.raises(Refused, match="one thing") as caught:
        export(with_values(complete, {RECEIVED: "999"}), path)
    causes = [one.cause for one in caught.value.findings]
    assert len(causes) == 2
    assert causes[0] == ""
    assert causes[1] != ""
    assert not path.exists()


def test_a_question_keeps_no_copy_back(complete: Filing, path: Path) -> None:
    last = new_filing("disclosure", "清源县教育局", 2022)
    last = with_values(last, {"applications/carried_forward/applicant.natural_person": "999"})
    assert must_be_mended(complete, last) == ()
    assert export(complete, path, last=last).exists()


@pytest.mark.parametrize("copy", ["draft", "review"])
def test_other_copies_are_never_refused(blank: Filing, path: Path, copy: CopyKind) -> None:
    export(blank, path, copy=copy, now=NOW)
    tables = [block for block in read_back(path.read_bytes()) if isinstance(block, Table)]
    assert [(table.rows, table.columns) for table in tables] == [(14, 4), (28, 10), (4, 15)]
    assert left_in(path.parent) == ["report.docx"]


def test_the_data_are_never_refused_and_come_back_whole(blank: Filing, tmp_path: Path) -> None:
    filing = with_values(blank, {RECEIVED: "十二", "overview": "一段\n二段"})
    file = export(filing, tmp_path / "report.JSON")
    read, told = read_draft(file)
    assert read.draft.values == filing.draft.values
    assert told == ()


def test_a_kind_of_file_that_nobody_writes_is_told_with_those_that_are(blank: Filing, tmp_path: Path) -> None:
    for name in ("report.doc", "report"):
        with pytest.raises(AppError, match=r"\.docx, .*\.json"):
            export(blank, tmp_path / name, copy="draft")


def test_a_layout_that_does_not_exist_writes_nothing(complete: Filing, path: Path) -> None:
    with pytest.raises(AppError, match="centred"):
        export(complete, path, layout="center")
    assert left_in(path.parent) == []


# What stands in it


def test_a_review_copy_tells_version_and_time_and_a_filing_copy_nothing(complete: Filing, path: Path) -> None:
    export(complete, path, copy="review", now=NOW, version="3", draft="d1")
    first = read_back(path.read_bytes())[0]
    assert isinstance(first, Paragraph)
    assert first.text == "送审稿　第3稿　2024年1月5日09:03"
    export(complete, path, now=NOW, overwrite=True)
    first = read_back(path.read_bytes())[0]
    assert isinstance(first, Paragraph)
    assert first.text.startswith("清源县")


def test_a_filing_copy_is_the_same_at_every_hour_in_every_language(complete: Filing, tmp_path: Path) -> None:
    first = export(complete, tmp_path / "a.docx", now=NOW).read_bytes()
    use_language("zh_CN")
    assert export(complete, tmp_path / "b.docx").read_bytes() == first


TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), year=st.sampled_from([2020, 2023]))
def test_whatever_was_typed_reads_back(data: st.DataObject, year: int, tmp_path: Path) -> None:
    filing = new_filing("disclosure", "某局", year)
    places = data.draw(st.lists(st.sampled_from(filing.form.addresses), max_size=12, unique=True))
    fixed = {address for address, field in filing.form.fields.items() if field.type == "year"}
    filing = with_values(filing, {place: data.draw(TEXTS) for place in places if place not in fixed})
    file = export(filing, tmp_path / "any.docx", copy="draft", overwrite=True)
    texts = [block.text for block in read_back(file.read_bytes()) if isinstance(block, Paragraph)]
    for place in filing.form.narratives:
        for paragraph in filing.value(place).split("\n"):
            assert paragraph in texts or not paragraph


# The world


def test_a_file_that_is_there_is_replaced_only_when_allowed(complete: Filing, path: Path) -> None:
    path.write_bytes(b"old")
    with pytest.raises(FileExists, match="already"):
        export(complete, path)
    assert path.read_bytes() == b"old"
    export(complete, path, overwrite=True)
    assert path.read_bytes().startswith(b"PK")
    assert left_in(path.parent) == ["report.docx"]


def test_the_new_file_has_the_rights_of_the_old_one(complete: Filing, path: Path) -> None:
    path.write_bytes(b"old")
    path.chmod(0o640)
    export(complete, path, overwrite=True)
    assert path.stat().st_mode & 0o777 == 0o640


def test_what_a_link_points_at_is_replaced_not_the_link(complete: Filing, path: Path, tmp_path: Path) -> None:
    real = tmp_path / "real.docx"
    real.write_bytes(b"old")
    path.symlink_to(real)
    export(complete, path, overwrite=True)
    assert path.is_symlink()
    assert real.read_bytes().startswith(b"PK")


FAULTS = [
    (errno.ENOSPC, "disk is full"),
    (errno.EACCES, "open in Word or WPS"),
    (errno.EROFS, "open in Word or WPS"),
    (errno.EIO, "nput/output error"),
]


@pytest.mark.parametrize("place", ["open", "fsync", "read_bytes", "replace"])
@pytest.mark.parametrize(("code", "told"), FAULTS)
def test_a_fault_of_the_world_at_any_step_leaves_the_old_file(
    complete: Filing,
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
    place: str,
    code: int,
    told: str,
) -> None:
    path.write_bytes(b"old")

    def fail(*_arguments: Any, **_more: Any) -> Any:
        raise OSError(code, os.strerror(code))

    content = exporting.carrier.checksum(complete)  # what must be read beforehand, is
    assert content
    exporting.layouts.load()
    export(complete, path.with_name("warm.docx")).unlink()
    with monkeypatch.context() as patched:
        patched.setattr(os if place == "fsync" else Path, place, fail)
        with pytest.raises(AppError, match=told):
            export(complete, path, overwrite=True)
    assert path.read_bytes() == b"old"
    assert left_in(path.parent) == ["report.docx"]


def test_what_does_not_read_back_is_never_kept(
    complete: Filing,
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path.write_bytes(b"old")
    write = safe_file._write
    monkeypatch.setattr(safe_file, "_write", lambda file, content: write(file, content[:-100]))
    with pytest.raises(AppError, match="does not read back"):
        export(complete, path, overwrite=True)
    assert path.read_bytes() == b"old"
    assert left_in(path.parent) == ["report.docx"]


@pytest.mark.parametrize("broken", [b"", b"no zip", "tables", "text"])
def test_a_writer_that_writes_something_else_is_found_out(
    complete: Filing,
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
    broken: bytes | str,
) -> None:
    write = exporting.WRITERS[".docx"]
    cut = {"tables": lambda blocks: blocks[:6], "text": lambda blocks: (*blocks[1:],)}

    def wrong(blocks: Any, *more: Any) -> bytes:
        return broken if isinstance(broken, bytes) else write(cut[broken](blocks), *more)

    monkeypatch.setattr(exporting, "WRITERS", {".docx": wrong})
    with pytest.raises(AppError, match="does not read back"):
        export(complete, path)
    assert left_in(path.parent) == []


@pytest.mark.parametrize("suffix", exporting.WRITERS)
@pytest.mark.parametrize("lost", ["a paragraph", "a table", "a number"])
def test_whatever_the_kind_of_file_what_is_lost_is_found_out(
    complete: Filing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str, lost: str
) -> None:
    write, path = exporting.WRITERS[suffix], tmp_path / f"report{suffix}"
    assert export(complete, path).stat().st_size > 1000
    cut = {"a paragraph": complete, "a table": complete, "a number": with_values(complete, {RECEIVED: "43"})}[lost]
    blocks = [
        block
        for number, block in enumerate(exporting.compose(cut))
        if not (lost == "a paragraph" and number == 3) and not (lost == "a table" and isinstance(block, Table))
    ]
    monkeypatch.setattr(exporting, "WRITERS", {suffix: lambda _blocks, *more: write(blocks, *more)})
    with pytest.raises(AppError, match="does not read back"):
        export(complete, path, overwrite=True)


@pytest.mark.parametrize("suffix", exporting.WRITERS)
@pytest.mark.parametrize("copy", ["draft", "review", "filing"])
def test_every_kind_of_file_is_refused_as_a_filing_copy_alone(
    blank: Filing, tmp_path: Path, suffix: str, copy: CopyKind
) -> None:
    path = tmp_path / f"report{suffix}"
    if copy == "filing":
        with pytest.raises(Refused):
            export(blank, path)
        assert not path.exists()
    else:
        assert export(blank, path, copy=copy, now=NOW).exists()


def test_a_kind_that_is_offered_from_outside_is_written_and_proved(
    complete: Filing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for table in ("WRITERS", "READ_BACK", "HELD"):
        monkeypatch.setattr(writers, table, dict(getattr(writers, table)))
        monkeypatch.setattr(exporting, table, getattr(writers, table))
    writers.offer(".odd", lambda blocks, *_more: blocks[0].text.encode(), lambda content: (), lambda blocks: ())
    assert export(complete, tmp_path / "report.odd").read_text(encoding="utf-8").startswith("清源县教育局")
    writers.offer(".odd", lambda blocks, *_more: b"", lambda content: ())
    writers.HELD.pop(".odd")
    with pytest.raises(AppError, match="does not read back"):
        export(complete, tmp_path / "again.odd")


def test_a_folder_that_is_missing_is_told(complete: Filing, tmp_path: Path) -> None:
    with pytest.raises(AppError, match="no folder"):
        export(complete, tmp_path / "none" / "report.docx")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(AppError, match="no folder"):
        export(complete, tmp_path / "file" / "report.docx")


def test_a_name_that_is_too_long_is_told(complete: Filing, tmp_path: Path) -> None:
    with pytest.raises(AppError, match="could not be written"):
        export(complete, tmp_path / ("x" * 300 + ".docx"))


def test_a_folder_of_that_name_is_told(complete: Filing, path: Path) -> None:
    path.mkdir()
    with pytest.raises(AppError, match="is a folder"):
        export(complete, path, overwrite=True)


def test_what_a_killed_program_left_is_taken_away(complete: Filing, path: Path) -> None:
    left, young = path.with_name(".gongkai-dead.tmp"), path.with_name(".gongkai-living.tmp")
    for one in (left, young):
        one.write_bytes(b"half")
    hour_ago = time.time() - 3600
    os.utime(left, (hour_ago, hour_ago))
    export(complete, path)
    assert left_in(path.parent) == [".gongkai-living.tmp", "report.docx"]


def test_the_bytes_are_a_whole_zip(complete: Filing, path: Path) -> None:
    with ZipFile(BytesIO(export(complete, path).read_bytes())) as file:
        assert file.testzip() is None
        assert file.namelist()[0] == "[Content_Types].xml"


@pytest.mark.parametrize("name", ["", "报告"])
def test_a_folder_and_a_name_without_an_ending_are_told_what_is_missing(
    blank: Filing, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    with pytest.raises(AppError, match="is a folder: please add the name" if not name else "give the name an ending"):
        export(blank, path, copy="data")
    assert list(tmp_path.iterdir()) == []
