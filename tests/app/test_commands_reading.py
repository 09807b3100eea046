"""The command line that shows what would be read: nothing is stored, every doubt is told at its place."""

import io
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app import many
from app.apart import rest
from app.commands import main
from app.draft import new_filing, with_values
from app.draft_file import write_draft
from app.i18n import use_language
from app.intake import take_in
from app.store import open_store

DOUBTFUL = """某局2020年政府信息公开工作年度报告
一、总体情况
第一段。
二、主动公开政府信息情况
第二十条第（一）项
信息内容\t本年新制作数量\t本年新公开数量\t对外公开总数量
规章\t0\t1\t2笔
"""
RULES = "proactive/rules/total"


@dataclass
class Said:
    code: int
    out: str
    err: str

    @property
    def json(self) -> object:
        return json.loads(self.out)


Say = Callable[..., Said]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("zh_CN")


@pytest.fixture(autouse=True, scope="module")
def at_rest() -> Iterator[None]:
    yield
    rest()


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    def call(*argv: object) -> Said:
        code = main([str(one) for one in argv])
        return Said(code, *capsys.readouterr())

    return call


@pytest.fixture
def doubtful(tmp_path: Path) -> Path:
    path = tmp_path / "doubtful.txt"
    path.write_text(DOUBTFUL, encoding="utf-8")
    return path


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    """A draft's own file, in which nothing is doubtful."""
    path = tmp_path / "clean.json"
    filing = with_values(
        new_filing("disclosure", "另一局", 2023), {"overview": "一二三。", "proactive/fees/amount": "1.50"}
    )
    path.write_text(write_draft(filing), encoding="utf-8")
    return path


# One file


def test_a_file_is_shown_section_by_section_with_each_doubt_at_its_place(say, doubtful):
    said = say("read", doubtful)
    assert said.code == 1
    assert said.err == ""
    lines = said.out.splitlines()
    assert lines[0] == str(doubtful)
    assert "某局, report for 2020" in lines[1]
    parts = {part.splitlines()[0]: part for part in said.out.split("\n\n")}
    assert "一、总体情况: 4 characters" in parts
    (table,) = [part for head, part in parts.items() if head.startswith("二、")]
    assert "3 of 22 numbers read" in table
    assert "  · " in table
    assert "2笔" in table


def test_nothing_is_stored(say, doubtful, clean):
    say("read", doubtful)
    say("read", doubtful, clean, "--json")
    assert not Path(os.environ["GONGKAI_STORE"]).parent.exists()


def test_a_file_without_doubt_is_fine(say, clean):
    said = say("read", clean)
    assert said.code == 0
    assert "  · " not in said.out
    assert "no text" in said.out


def test_a_file_that_cannot_be_read_is_told_once(say, tmp_path):
    said = say("read", tmp_path / "none.txt")
    assert (said.code, said.out) == (2, "")
    assert said.err.count("there is no such file") == 1


def test_a_printed_total_that_differs_is_told_with_both_numbers(say, tmp_path):
    path = tmp_path / "totals.json"
    filing = take_in(next(p for p in Path("resources/samples").resolve().glob("*/2023.json"))).filing
    total = next(cell for cell in filing.form.cells.values() if cell.is_total and filing.value(cell.parts[0]))
    written = json.loads(write_draft(filing))
    written["notes"].append({"kind": "printed_total", "place": total.address, "text": "4321", "fingerprint": ""})
    path.write_text(json.dumps(written, ensure_ascii=False), encoding="utf-8")
    said = say("read", path, "--json")
    assert said.code == 1
    (one,) = said.json
    (finding,) = [finding for finding in one["findings"] if finding["code"] == "total.printed"]
    assert finding["values"][0] == "4321"
    text = say("read", path).out
    assert "4321" in text
    assert finding["values"][1] in text


def test_text_without_a_place_is_shown_whole(say, tmp_path, doubtful):
    doubtful.write_text("网站首页 您现在的位置\n" + DOUBTFUL, encoding="utf-8")
    assert "\n      网站首页 您现在的位置\n" in say("read", doubtful).out


def test_the_json_of_a_file_has_all_the_promised_keys(say, doubtful):
    said = say("read", doubtful, "--json")
    assert said.code == 1
    (one,) = said.json
    keys = ["file", "organization", "year", "edition", "read", "sections", "told", "notes", "findings"]
    assert list(one) == keys
    assert one["read"] == {"values": 3, "cells": 166, "narratives": 1}
    sections = {section["id"]: section for section in one["sections"]}
    assert (sections["overview"]["characters"], sections["proactive"]["values"]) == (4, 3)
    assert any(note["place"] == RULES and note["kind"] == "doubt" for note in one["notes"])


def test_organization_and_year_are_given_where_the_file_is_silent(say, doubtful):
    doubtful.write_text(DOUBTFUL.partition("\n")[2], encoding="utf-8")
    assert say("read", doubtful).code == 2
    (one,) = say("read", doubtful, "--organization", "另一局", "--year", "2020", "--json").json
    assert (one["organization"], one["year"]) == ("另一局", 2020)


# Against a draft


@pytest.fixture
def id(doubtful: Path) -> str:
    """A draft like the file, in which one number and one text are others."""
    filing = with_values(take_in(doubtful).filing, {RULES: "7", "overview": "别的话。"})
    with open_store(Path(os.environ["GONGKAI_STORE"])) as store:
        return store.add(filing.draft)


def test_a_file_is_shown_beside_a_draft_cell_by_cell_and_sentence_by_sentence(say, doubtful, id):
    said = say("read", doubtful, "--against", id[:8])
    compared = said.out.partition("Compared with the draft")[2]
    assert "7" in compared
    (row,) = [line.split() for line in compared.splitlines() if "规章" in line]
    assert row[1:3] == ["7", "2"]
    assert "别的话。" in compared
    assert "第一段。" in compared


def test_the_json_beside_a_draft_lists_what_differs(say, doubtful, id):
    (one,) = say("read", doubtful, "--against", id, "--json").json
    (cell,) = one["against"]["cells"]
    assert (cell["address"], cell["old"], cell["new"]) == (RULES, "7", "2")
    assert [text["address"] for text in one["against"]["texts"]] == ["overview"]


def test_only_one_file_is_compared_with_a_draft(say, doubtful, clean, id):
    said = say("read", doubtful, clean, "--against", id)
    assert said.code == 2
    assert "Only one file" in said.err


def test_a_draft_that_is_not_there_is_told_before_anything_is_read(say, doubtful, monkeypatch):
    monkeypatch.setattr(many, "read_many", None)
    assert say("read", doubtful, "--against", "123456").code == 2


# Many files


def test_many_files_stand_in_one_table_in_the_order_of_their_names(say, doubtful, clean, tmp_path):
    (tmp_path / "letter.txt").write_text("今天天气很好。\n", encoding="utf-8")
    said = say("read", tmp_path, "--jobs", "2")
    assert said.code == 2
    assert said.err == ""
    head, *rows, summary = said.out.splitlines()
    assert head.split()[:4] == ["File", "Organization", "Year", "Edition"]
    assert [Path(row.split()[0]).name for row in rows] == ["clean.json", "doubtful.txt", "letter.txt"]
    assert rows[0].split()[1:] == ["另一局", "2023", "2021", "1/166", "1/4", "0", "0"]
    assert rows[1].split()[1:6] == ["某局", "2020", "2019", "3/166", "1/4"]
    assert "no report" in rows[2]
    assert summary.startswith("3 files: 1 read without doubt, 1 to be looked at, 1 could not be read")


def test_many_files_are_one_list_in_json(say, doubtful, clean, tmp_path):
    (tmp_path / "letter.txt").write_text("今天天气很好。\n", encoding="utf-8")
    said = say("read", tmp_path, "--json")
    assert said.code == 2
    assert [Path(one["file"]).name for one in said.json] == ["clean.json", "doubtful.txt", "letter.txt"]
    assert list(said.json[2]) == ["file", "error"]


def test_a_folder_without_any_report_is_told(say, tmp_path):
    (tmp_path / "picture.png").write_bytes(b"x")
    said = say("read", tmp_path)
    assert said.code == 2
    assert "no file here that can be read" in said.err
    assert ".docx" in said.err


def test_ctrl_c_shows_what_was_read_so_far(say, doubtful, clean, monkeypatch):
    read_many = many.read_many

    def interrupted(paths, **options):
        yield next(read_many(paths, **options))
        raise KeyboardInterrupt

    monkeypatch.setattr(many, "read_many", interrupted)
    said = say("read", doubtful, clean)
    assert said.code == 2
    assert "Cancelled: 1 of 2 files were read. Nothing was stored." in said.err
    assert len(said.out.splitlines()) == 3


def test_progress_is_shown_only_to_someone_who_looks(say, doubtful, clean, monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    assert "\r" not in say("read", doubtful, clean).err
    monkeypatch.setattr("sys.stderr", screen := Terminal())
    say("read", doubtful, clean)
    assert "2 of 2 read: " in screen.getvalue()
    assert screen.getvalue().endswith("\r\x1b[K")
