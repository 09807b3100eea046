"""A Word file read: ours gives back the draft word for word, anybody's is read by its labels, none does harm."""

import random
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app import carrier
from app.blocks import Block, Heading, Table
from app.draft import Filing, covers, new_filing, with_value, with_values
from app.draft_file import read_draft
from app.errors import AppError, UnreadableDocument
from app.export import export
from app.form_file import form_for
from app.i18n import use_language
from app.intake import Intake, take_in
from app.paths import samples
from app.readers import IDENTITIES, READERS
from app.readers.docx import package

pytestmark = pytest.mark.slow

OFFICE = "清源县教育局"
NOW = datetime(2024, 1, 5, 9, 3)
BODY = "word/document.xml"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PRINTED = {"title", "signed_by", "signed_on"}


@pytest.fixture(autouse=True, scope="module")
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("zh_CN")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("read")


@lru_cache
def sample(name: str) -> Filing:
    (path,) = (one for one in samples() if one.stem == name)
    return read_draft(path)[0]


NAMES = [path.stem for path in samples()]


# Any draft


NUMBERS = ["", "", "0", "0", "1", "2", "17", "305", "12345678"]
ODD = [
    "一百",
    "12件左右",
    "3.5",
    "-2",
    "0.10",
    "12①",
    "1,2,3",
    "约3",
    "无",
    "/",
    "22（其中修订16件）",
    "12 34",
    "规章",
    "总计",
]
LIKE = [
    "　　2023年，全年公开信息612条，“清源教育”微信公众号226条。",
    "（一）主动公开情况。全年主动公开信息705条——比上年增加93条。",
    "（二）平台建设",
    "1.解读形式单一。18篇中有13篇只是图片。",
    "（1）怎么报、找谁办；",
    "  两个空格开头",
    "一、总体情况",
    "二、主动公开政府信息情况：",
    "三、收到和处理政府信息公开申请情况",
    "清源县教育局2022年政府信息公开工作年度报告",
    "规章\t3\t2\t10",
    "规章　0　0　0",
    "12",
    "清源县教育局",
    "2024年1月19日",
    "草稿",
    "长" * 3000,
    "无。",
]
ORGANIZATIONS = [OFFICE, "清源市云岭区（高新区）教育体育局", "国家税务总局 清源县税务局", "2022年运动会筹备组", "局"]
TITLES = ["", "", "清源县教育局2019年报告", "一、总体情况", "某公报。" * 12, "A <b> & 'c'"]
DAYS = ["", "2024-01-19", "2024年1月31日", "某日", "2024-13-01"]


def texts(likely: list[str]) -> st.SearchStrategy[str]:
    return st.sampled_from(likely) | st.text(max_size=60)


@st.composite
def drafts(draw: st.DrawFn) -> Filing:
    """A draft as no clerk would make it: blanks, odd numbers, text that looks like a heading, a row, a signature."""
    filing = new_filing("disclosure", draw(st.sampled_from(ORGANIZATIONS)), draw(st.sampled_from([2019, 2020, 2023])))
    form, chance = filing.form, draw(st.randoms(use_true_random=False))
    cells = [address for address, cell in form.cells.items() if not cell.is_total]
    values = {address: chance.choice(NUMBERS) for address in cells}
    values |= draw(st.dictionaries(st.sampled_from(cells), texts(ODD), max_size=12))
    for place in form.narratives:
        values[place] = "\n".join(draw(st.lists(texts(LIKE), max_size=6)))
    likely = {"title": TITLES, "signed_on": DAYS, "signed_by": ["", OFFICE, "另一局"], "level": ["", "county", "某级"]}
    for address, asked in form.fields.items():
        if asked.id not in ("organization", "year"):
            values[address] = draw(texts(likely.get(asked.id, ["", "1", "0000-8600123"])))
    return with_values(filing, values)


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(filing=drafts())
def test_any_draft_is_read_back_word_for_word(folder: Path, filing: Filing) -> None:
    path = export(filing, folder / "any.docx", copy="draft", overwrite=True)
    intake = take_in(path)
    assert dict(intake.filing.draft.values) == dict(filing.draft.values)
    assert replace(intake.filing.draft, values={}) == replace(filing.draft, values={})
    assert intake.edition == filing.form.edition
    assert ["says what it said" in text for text in intake.told] == [True]


@pytest.mark.parametrize("copy", ["review", "filing"])
@pytest.mark.parametrize("name", NAMES)
def test_the_samples_are_read_back_word_for_word(folder: Path, name: str, copy: str) -> None:
    path = export(sample(name), folder / f"{copy}.docx", copy=copy, now=NOW, version="3", overwrite=True)
    intake = take_in(path)
    assert dict(intake.filing.draft.values) == dict(sample(name).draft.values)
    assert replace(intake.filing.draft, values={}) == replace(sample(name).draft, values={})
    assert dict(intake.read) == {"values": 166, "cells": 166, "narratives": 4}


def odd(year: int) -> Filing:
    """A draft with blanks, odd numbers and text that looks like something else."""
    filing = new_filing("disclosure", ORGANIZATIONS[1], year)
    cells = [address for address, cell in filing.form.cells.items() if not cell.is_total]
    values = {address: (ODD * 20)[number] for number, address in enumerate(cells) if number % 3}
    narratives = {"overview": "\n".join(LIKE), "problems": "\n".join(LIKE[::-1]), "cover/phone": "0000-8600123"}
    return with_values(filing, values | narratives | {"cover/signed_on": "2024-01-19"})


# Marks thrown away


UNMARKED = rb"<w:sdtPr>.*?</w:sdtPr>|<w:sdtPr/>|</?w:sdt>|</?w:sdtContent>|<w:bookmark(Start|End)[^>]*/>"


def without_marks(content: bytes) -> bytes:
    """A file of ours as a program leaves it that knows neither content controls nor bookmarks nor custom XML."""
    return changed(content, lambda xml: re.sub(UNMARKED, b"", xml), without="customXml")


def changed(content: bytes, change: Callable[[bytes], bytes], without: str = "none") -> bytes:
    """A Word file with another body."""
    out = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            if not name.startswith(without):
                new.writestr(name, change(old.read(name)) if name == BODY else old.read(name))
    return out.getvalue()


def printed_values(filing: Filing) -> dict[str, str]:
    """The values that a report prints: all but most of the cover."""
    hidden = [a for a, asked in filing.form.fields.items() if asked.id not in PRINTED]
    return {address: text for address, text in filing.draft.values.items() if address not in hidden}


@pytest.mark.parametrize("name", NAMES)
def test_without_any_mark_the_samples_are_read_by_their_labels(folder: Path, name: str) -> None:
    path = export(sample(name), folder / "bare.docx", overwrite=True)
    path.write_bytes(without_marks(path.read_bytes()))
    filing = take_in(path).filing
    assert printed_values(filing) == printed_values(sample(name))
    assert filing.draft.notes == ()


@settings(max_examples=25)
@given(filing=drafts())
def test_without_any_mark_no_number_is_wrong_in_silence(folder: Path, filing: Filing) -> None:
    told = with_values(filing, dict.fromkeys(filing.form.narratives, "第一段。\n第二段。") | {"cover/title": ""})
    path = export(told, folder / "bare.docx", copy="draft", overwrite=True)
    path.write_bytes(without_marks(path.read_bytes()))
    read = take_in(path, organization=told.draft.organization, year=told.draft.year).filing
    doubted = [note.place for note in read.draft.notes if note.kind == "doubt"]
    different = [a for a in told.form.cells if told.value(a) != read.value(a)]
    assert [a for a in different if not any(covers(told.form, place, a) for place in doubted)] == []


# Saved again by LibreOffice


SOFFICE = shutil.which("soffice")
needs_libreoffice = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
WORD = "docx:MS Word 2007 XML"
SAVED = {**{f"{copy}-{name}": (name, copy) for name in NAMES for copy in ("draft", "filing")}}
ODD_SAVED = {"odd-2020": 2020, "odd-2023": 2023}


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of reports as LibreOffice saves them: `docx` at once, `odt` by way of OpenDocument, `html` as a page."""
    folder = tmp_path_factory.mktemp("saved")
    for name, (which, copy) in SAVED.items():
        export(sample(which), folder / f"{name}.docx", copy=copy)
    for name, year in ODD_SAVED.items():
        export(odd(year), folder / f"{name}.docx", copy="draft")
    office(folder, WORD, folder / "docx", folder.glob("*.docx"))
    office(folder, "odt", folder / "open", folder.glob("*.docx"))
    office(folder, WORD, folder / "odt", (folder / "open").glob("*.odt"))
    office(folder, "html:HTML (StarWriter)", folder / "html", folder.glob("*.docx"))
    return folder


def office(folder: Path, to: str, out: Path, files: Iterator[Path]) -> None:
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = [SOFFICE or "", profile, "--headless", "--convert-to", to, "--outdir", str(out)]
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True, timeout=180)


@needs_libreoffice
@pytest.mark.parametrize("name", SAVED)
def test_saved_again_every_value_is_there(saved: Path, name: str) -> None:
    wanted = sample(SAVED[name][0])
    intake = take_in(saved / "docx" / f"{name}.docx")
    assert dict(intake.filing.draft.values) == dict(wanted.draft.values)
    assert (intake.filing.draft.organization, intake.filing.draft.notes) == (OFFICE, ())
    assert "says what it said" in intake.told[0]


@needs_libreoffice
@pytest.mark.parametrize("name", SAVED)
def test_by_way_of_odt_every_value_that_is_printed_is_there(saved: Path, name: str) -> None:
    wanted = sample(SAVED[name][0])
    intake = take_in(saved / "odt" / f"{name}.docx")
    assert printed_values(intake.filing) == printed_values(wanted)
    assert (intake.filing.draft.organization, intake.filing.draft.notes, intake.told) == (OFFICE, (), ())


@needs_libreoffice
@pytest.mark.parametrize("name", SAVED)
def test_as_a_page_every_value_that_is_printed_is_there(saved: Path, name: str) -> None:
    wanted = sample(SAVED[name][0])
    intake = take_in(saved / "html" / f"{name}.html")
    assert printed_values(intake.filing) == printed_values(wanted)
    assert {note.kind for note in intake.filing.draft.notes} <= {"unplaced"}  # the mark of a draft, a page's number


@needs_libreoffice
@pytest.mark.parametrize("way", ["docx", "odt"])
@pytest.mark.parametrize("name", ODD_SAVED)
def test_saved_again_blanks_and_odd_texts_are_what_they_were(saved: Path, name: str, way: str) -> None:
    wanted = odd(ODD_SAVED[name])
    filing = take_in(saved / way / f"{name}.docx").filing
    assert {p: filing.value(p) for p in filing.form.narratives} == {p: wanted.value(p) for p in wanted.form.narratives}
    assert {a: filing.value(a) for a in filing.form.cells} == {a: wanted.value(a) for a in wanted.form.cells}
    assert filing.draft.notes == ()


# Changed in Word


OVERVIEW, ISSUED = "overview", "proactive/rules/issued"
RECEIVED = "applications/received/applicant"


@pytest.fixture
def edited(tmp_path: Path) -> Callable[..., Intake]:
    """The sample of 2023, its body changed by (old, new) texts, as it is taken in again."""

    def take(*changes: tuple[str, str], filing: Filing | None = None, **how: str) -> Intake:
        path = export(filing or sample("2023"), tmp_path / "edited.docx", copy="draft", overwrite=True)

        def change(xml: bytes) -> bytes:
            text = xml.decode()
            for old, new in changes:
                assert old in text
                text = text.replace(old, new, 1)
            return text.encode()

        path.write_bytes(changed(path.read_bytes(), change, **how))
        return take_in(path)

    return take


def control(address: str, text: str = ".*?") -> str:
    """A pattern of the content control of a place."""
    return f'<w:sdt><w:sdtPr>(?:(?!</w:sdtPr>).)*<w:tag w:val="{re.escape(carrier.tag(address))}"/>.*?</w:sdt>'


def xml_of(filing: Filing, tmp_path: Path) -> str:
    path = export(filing, tmp_path / "whole.docx", copy="draft", overwrite=True)
    with ZipFile(path) as file:
        return file.read(BODY).decode()


def found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    assert match is not None
    return match[0]


def doubts(intake: Intake) -> dict[str, str]:
    return {note.place: note.text for note in intake.filing.draft.notes if note.kind == "doubt"}


def differing(intake: Intake, wanted: Filing) -> set[str]:
    now, then = intake.filing.draft.values, wanted.draft.values
    return {address for address in {*now, *then} if now.get(address) != then.get(address)}


def test_a_changed_number_and_a_changed_total_are_read_as_printed(edited, tmp_path):
    whole = xml_of(sample("2023"), tmp_path)
    total = found(control(f"{RECEIVED}.total"), whole)
    one = found(control("proactive/normative/in_force"), whole)
    intake = edited((total, re.sub(r">\d+</w:t>", ">99</w:t>", total)), (one, re.sub(r">\d+</w:t>", ">11</w:t>", one)))
    assert intake.filing.value("proactive/normative/in_force") == "11"
    (note,) = intake.filing.draft.notes
    assert (note.kind, note.place, note.text) == ("printed_total", f"{RECEIVED}.total", "99")
    assert "changed after" in intake.told[0]
    assert differing(intake, sample("2023")) == {"proactive/normative/in_force"}


def test_a_file_of_which_a_total_alone_was_changed_is_no_more_as_exported(edited, tmp_path):
    total = found(control(f"{RECEIVED}.total"), xml_of(sample("2023"), tmp_path))
    intake = edited((total, re.sub(r">\d+</w:t>", ">99</w:t>", total)))
    assert differing(intake, sample("2023")) == set()
    assert "changed after" in intake.told[0]


def test_a_total_over_blanks_is_told(edited, tmp_path):
    filing = with_value(sample("2023"), f"{RECEIVED}.natural_person", "")
    total = found(control(f"{RECEIVED}.total"), xml_of(filing, tmp_path))
    intake = edited((total, total.replace("<w:r/>", "<w:r><w:t>51</w:t></w:r>")), filing=filing)
    assert list(doubts(intake)) == [f"{RECEIVED}.total"]
    assert "51" in doubts(intake)[f"{RECEIVED}.total"]


def test_a_paragraph_that_the_leader_adds_stands_where_it_was_added(edited):
    lines = sample("2023").value(OVERVIEW).split("\n")
    heading = '<w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr><w:sdt><w:sdtPr><w:alias w:val="一、总体情况"/>'
    added = "<w:p><w:ins><w:r><w:t>领导加的一段。</w:t></w:r></w:ins></w:p>"
    end = '<w:bookmarkEnd w:id="2"/>'
    intake = edited((heading, added + heading), (end, added + end))
    assert intake.filing.value(OVERVIEW).split("\n") == ["领导加的一段。", *lines, "领导加的一段。"]
    assert intake.filing.draft.notes == ()


def test_what_the_leader_struck_out_is_gone_and_what_he_wrote_is_there(edited, tmp_path):
    whole = xml_of(sample("2023"), tmp_path)
    cell = found(control("proactive/normative/in_force"), whole)
    run = found(r"<w:r>.*?</w:r>", cell)
    struck = f"<w:del>{run.replace('w:t', 'w:delText')}</w:del><w:ins><w:r><w:t>12</w:t></w:r></w:ins>"
    assert edited((cell, cell.replace(run, struck))).filing.value("proactive/normative/in_force") == "12"


def test_an_emptied_control_is_blank_whatever_word_shows_in_it(edited, tmp_path):
    cell = found(control(f"{RECEIVED}.natural_person"), xml_of(sample("2023"), tmp_path))
    emptied = cell.replace("<w:sdtPr>", "<w:sdtPr><w:showingPlcHdr/>").replace(
        found(r"<w:t .*?</w:t>", cell), "<w:t>单击或点击此处输入文字。</w:t>"
    )
    intake = edited((cell, emptied))
    assert intake.filing.value(f"{RECEIVED}.natural_person") == ""
    assert differing(intake, sample("2023")) == {f"{RECEIVED}.natural_person"}


def test_a_paragraph_that_was_moved_stands_where_it_is_printed(edited, tmp_path):
    whole = xml_of(sample("2023"), tmp_path)
    moved = found(r"<w:p>(?:(?!<w:p>).)*?<w:tag w:val=\"problems\"/>.*?</w:p>", whole)
    place = found(r'<w:bookmarkEnd w:id="2"/>', whole)
    intake = edited((moved, ""), (place, moved + place))
    lines = sample("2023").value("problems").split("\n")
    assert intake.filing.value(OVERVIEW).endswith("\n" + lines[0])
    assert intake.filing.value("problems").split("\n") == lines[1:]


@pytest.mark.parametrize("title", ["一、总体情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项"])
def test_a_narrative_whose_heading_is_lost_is_known_by_its_marks(edited, title):
    intake = edited((f'<w:t xml:space="preserve">{title}</w:t>', ""))
    assert differing(intake, sample("2023")) == set()
    (note,) = intake.filing.draft.notes
    assert (note.kind, note.place in intake.filing.form.narratives) == ("doubt", True)
    assert title in note.text


def test_a_number_that_was_moved_with_its_mark_counts_as_printed_and_is_told(edited, tmp_path):
    whole = xml_of(sample("2023"), tmp_path)
    here, there = (f"proactive/{row}/issued" for row in ("rules", "normative"))
    from_, to = (
        found(r"<w:bookmarkStart [^>]*/>" + control(address) + r"<w:bookmarkEnd [^>]*/>", whole)
        for address in (here, there)
    )
    intake = edited((from_, "<w:r/>"), (to, from_))
    assert intake.filing.value(here) == ""
    assert intake.filing.value(there) == sample("2023").value(here)
    assert list(doubts(intake)) == [there]
    assert "规章" in doubts(intake)[there]


def test_a_row_that_stands_twice_with_its_marks_is_read_by_its_labels(edited, tmp_path):
    row = found(r"<w:tr>(?:(?!<w:tr>).)*规章</w:t>.*?</w:tr>", xml_of(sample("2023"), tmp_path))
    same = edited((row, row + row))
    assert differing(same, sample("2023")) == set()
    other = edited((row, row + re.sub(r">\d+</w:t>", ">7</w:t>", row)))
    assert {address.rpartition("/")[0] for address in differing(other, sample("2023"))} == {"proactive/rules"}
    assert "proactive/rules" in doubts(other)


def test_a_marked_row_without_its_label_gives_way_to_another_with_it(edited, tmp_path):
    row = found(r"<w:tr>(?:(?!<w:tr>).)*规章</w:t>.*?</w:tr>", xml_of(sample("2023"), tmp_path))
    plain = re.sub(UNMARKED.decode(), "", row)
    intake = edited((row, re.sub(r">\d+</w:t>", ">7</w:t>", plain) + row.replace("规章", "某某")))
    rules = {address for address in intake.filing.form.cells if address.startswith("proactive/rules/")}
    assert {intake.filing.value(address) for address in rules} == {"7"}
    assert doubts(intake).keys() == rules
    (unplaced,) = [note for note in intake.filing.draft.notes if note.kind == "unplaced"]
    printed = [sample("2023").value(address) for address in intake.filing.form.cells if address in rules]
    assert "\t".join(["某某", *printed]) in unplaced.text


def test_a_row_that_was_deleted_is_told(edited, tmp_path):
    row = found(r"<w:tr>(?:(?!<w:tr>).)*规章</w:t>.*?</w:tr>", xml_of(sample("2023"), tmp_path))
    intake = edited((row, row.replace("<w:trPr>", "<w:trPr><w:del/>")))
    assert {address.rpartition("/")[0] for address in differing(intake, sample("2023"))} == {"proactive/rules"}
    assert list(doubts(intake)) == ["proactive/rules"]


def test_the_title_and_the_signature_count_as_printed(edited):
    intake = edited((">2023年政府", ">2022年政府"), (">2024年1月19日<", ">2023年1月19日<"))
    assert (intake.filing.draft.year, intake.filing.value("cover/signed_on")) == (2022, "2023-01-19")
    assert intake.filing.value("cover/title") == ""
    assert intake.filing.value("cover/phone") == sample("2023").value("cover/phone")
    assert "changed after" in intake.told[0]


def test_a_title_or_a_signature_that_is_gone_is_told(edited, tmp_path):
    signature = found(r'<w:p><w:pPr><w:pStyle w:val="Signature"/>.*</w:p>', xml_of(sample("2023"), tmp_path))
    intake = edited((signature, ""), (">2023年政府信息公开工作年度报告<", "><"))
    assert (intake.filing.draft.organization, intake.filing.draft.year) == (OFFICE, 2023)
    assert set(doubts(intake)) == {"cover/title", "cover/signed_by"}
    assert intake.filing.value("cover/signed_on") == ""


def test_what_the_file_carries_never_overrides_the_print(edited, tmp_path):
    path = export(sample("2023"), tmp_path / "lies.docx")
    content = path.read_bytes()
    with ZipFile(BytesIO(content)) as old, ZipFile(path, "w") as new:
        for name in old.namelist():
            part = old.read(name).decode()
            if name == "customXml/item1.xml":
                part = part.replace(OFFICE, "另一局").replace('year="2023"', 'year="2020"').replace("01-19", "01-20")
                part = part.replace("</draft>", f'<field address="{ISSUED}">9</field></draft>')
            new.writestr(name, part)
    intake = take_in(path)
    assert (intake.filing.draft.organization, intake.filing.draft.year) == (OFFICE, 2023)
    assert intake.filing.value("cover/signed_on") == "2024-01-19"
    assert intake.filing.value(ISSUED) == sample("2023").value(ISSUED)
    assert "changed after" in intake.told[0]


def test_only_where_the_print_is_silent_the_file_says_whose_it_is(edited, tmp_path):
    filing = with_value(sample("2023"), "cover/title", "一份报告")
    assert take_in(export(filing, tmp_path / "own.docx", copy="draft")).filing.draft == filing.draft
    assert (edited(filing=filing).filing.draft.organization, edited(filing=filing).filing.draft.year) == (OFFICE, 2023)
    with pytest.raises(UnreadableDocument, match="whose report"):
        edited(filing=filing, without="customXml")


def test_the_mark_of_a_copy_is_no_text_of_the_report(tmp_path):
    path = export(sample("2023"), tmp_path / "review.docx", copy="review", now=NOW, version="3")
    assert "送审稿" not in "".join(texts_of(READERS[".docx"](path)))


# Any Word file


def word(body: str, **parts: str) -> bytes:
    """A small Word file: its body, and further parts by their kinds."""
    out = BytesIO()
    wrap = f'<?xml version="1.0"?><w:{{0}} xmlns:w="{W}" xmlns:mc="{MC}" xmlns:wps="w" xmlns:m="{MATH}">{{1}}</w:{{0}}>'
    relations = "".join(f'<Relationship Id="{k}" Type="{OFFICE_KINDS}/{k}" Target="{k}.xml"/>' for k in parts)
    with ZipFile(out, "w") as file:
        file.writestr("_rels/.rels", RELATIONS.format(OFFICE_MAIN))
        file.writestr("word/_rels/body.xml.rels", RELATIONS.format(relations))
        file.writestr("word/body.xml", wrap.format("document", f"<w:body>{body}</w:body>"))
        for kind, content in parts.items():
            file.writestr(f"word/{kind}.xml", wrap.format(kind, content))
    return out.getvalue()


MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
OFFICE_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OFFICE_MAIN = f'<Relationship Id="r1" Type="{OFFICE_KINDS}/officeDocument" Target="/word/body.xml"/>'
RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'


@pytest.fixture
def blocks_of(tmp_path: Path) -> Callable[..., tuple[Block, ...]]:
    def read(body: str, **parts: str) -> tuple[Block, ...]:
        path = tmp_path / "any.docx"
        path.write_bytes(word(body, **parts))
        return READERS[".docx"](path)

    return read


def texts_of(blocks: tuple[Block, ...]) -> list[str]:
    return [text for one in blocks for text in ([c.text for c in one.cells] if isinstance(one, Table) else [one.text])]


def p(text: str, properties: str = "", run: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def r(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{text if text.startswith('<') else p(text)}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def field(step: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{step}"/></w:r>'


def set_(text: str, properties: str) -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


CODE = "<w:r><w:instrText>PAGE</w:instrText></w:r>"
OTHER = f"<mc:Fallback>{r('b')}</mc:Fallback>"


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (f"{r('a')}<w:ins>{r('b')}</w:ins>", "ab"),
        (f"{r('a')}<w:moveTo>{r('b')}</w:moveTo><w:moveFrom>{r('c')}</w:moveFrom>", "ab"),
        (f"{r('a')}<w:del>{r('b')}<w:r><w:delText>c</w:delText></w:r></w:del>", "a"),
        (f"<w:ins><w:del>{r('a')}</w:del>{r('b')}</w:ins>", "b"),
        (f"<w:hyperlink>{r('a')}<w:smartTag>{r('b')}</w:smartTag></w:hyperlink>", "ab"),
        (f'<w:fldSimple w:instr="PAGE">{r("1")}</w:fldSimple>', "1"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{r('a')}</w:sdtContent></w:sdt>", "a"),
        (f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('a')}</w:sdtContent></w:sdt>b", ""),
        (f"<mc:AlternateContent><mc:Choice>{r('a')}</mc:Choice>{OTHER}</mc:AlternateContent>", "a"),
        (f"{field('begin')}{CODE}{r('x')}{field('separate')}{r('7')}{field('end')}{r('8')}", "78"),
        (f"{r('a')}<w:r><w:tab/><w:noBreakHyphen/><w:softHyphen/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>", "a\t-b\nc"),
        ('<w:r><w:t> a </w:t></w:r><w:r><w:t xml:space="preserve"> b </w:t></w:r>', "a b "),
        (set_("a", "<w:vanish/>") + set_("b", '<w:vanish w:val="0"/>'), "b"),
        (set_("5", "<w:strike/>") + set_("6", ""), "6"),
        (r("22") + set_("1", '<w:vertAlign w:val="superscript"/>'), "22¹"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:char="4E00"/><w:sym w:char="?"/></w:r>', "一"),
        ('<w:r><w:commentReference w:id="1"/><w:footnoteReference w:id="2"/><w:t>a</w:t></w:r>', "a"),
        ("<m:oMath><m:r><m:t>3</m:t></m:r></m:oMath>", "3"),
        (f"<w:r><w:ruby><w:rt>{r('zi')}</w:rt><w:rubyBase>{r('字')}</w:rubyBase></w:ruby></w:r>", "字"),
    ],
)
def test_a_paragraph_is_read_as_printed_with_all_changes_accepted(blocks_of, inner, text):
    assert texts_of(blocks_of(f"<w:p>{inner}</w:p>")) == ([text] if text else [])


def test_a_field_that_is_never_closed_hides_no_more_than_its_paragraph(blocks_of):
    assert texts_of(blocks_of(f"<w:p>{field('begin')}{r('code')}</w:p>{p('text')}")) == ["text"]


def test_a_paragraph_whose_end_was_deleted_goes_on_with_the_next(blocks_of):
    deleted = "<w:rPr><w:del/></w:rPr>"
    assert texts_of(blocks_of(p("a", deleted) + p("b", deleted) + p("c") + p("d", deleted))) == ["abc", "d"]


def test_places_are_told_in_words(blocks_of):
    use_language("en")
    blocks = blocks_of(
        f"{p('a')}<w:p/><w:tbl>{tr(tc('x'), tc('y'))}</w:tbl>{p('b')}<w:tbl>{tr(tc('x'), tc('y'))}</w:tbl>"
    )
    assert [one.place for one in blocks] == ["paragraph 1", "table 1", "paragraph 2", "table 2"]
    assert blocks[3].row_places == ("table 2, row 1",)


STYLES = """
<w:style w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:styleId="2"><w:name w:val="heading 2"/></w:style>
<w:style w:styleId="3"><w:name w:val="own"/><w:basedOn w:val="2"/></w:style>
<w:style w:styleId="4"><w:name w:val="loop"/><w:basedOn w:val="4"/></w:style>
<w:style w:styleId="5"><w:name w:val="toc 1"/></w:style>
<w:style w:styleId="6"><w:name w:val="listed"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
"""


@pytest.mark.parametrize(
    ("properties", "level"),
    [
        ('<w:pStyle w:val="1"/>', 1),
        ('<w:pStyle w:val="2"/>', 2),
        ('<w:pStyle w:val="3"/>', 2),
        ('<w:pStyle w:val="4"/>', 0),
        ('<w:outlineLvl w:val="2"/>', 3),
        ('<w:pStyle w:val="1"/><w:outlineLvl w:val="9"/>', 0),
        ("", 0),
    ],
)
def test_a_heading_is_known_by_its_outline_level_or_its_style(blocks_of, properties, level):
    (block,) = blocks_of(p("text", properties), styles=STYLES)
    assert (block.level if isinstance(block, Heading) else 0) == level


def test_a_table_of_contents_is_no_text(blocks_of):
    assert texts_of(blocks_of(p("一、总体情况\t1", '<w:pStyle w:val="5"/>') + p("text"), styles=STYLES)) == ["text"]


def depth(number: int, kind: str, text: str, more: str = "") -> str:
    start = f'<w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{number}">{start}{more}</w:lvl>'


def list_(id: int, of: int, more: str = "") -> str:
    return f'<w:num w:numId="{id}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


DEPTHS = depth(0, "chineseCounting", "%1、") + depth(1, "decimal", "%1.%2", "<w:isLgl/>") + depth(2, "bullet", "●")
SPACED = depth(0, "chineseCountingThousand", "（%1）", '<w:suff w:val="space"/>')
ANEW = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
NUMBERING = (
    f'<w:abstractNum w:abstractNumId="0">{DEPTHS}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="1">{SPACED}</w:abstractNum>{list_(1, 0)}{list_(2, 1)}{list_(3, 0, ANEW)}'
)


def listed(id: int, depth: int = 0) -> str:
    return p("x", f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{id}"/></w:numPr>')


def test_numbers_that_word_sets_by_itself_are_read(blocks_of):
    body = listed(1) + listed(1, 1) + listed(1, 1) + listed(2) + listed(1) + listed(1, 1) + listed(1, 2) + listed(0)
    styled = p("x", '<w:pStyle w:val="6"/>')
    wanted = ["一、x", "1.1x", "1.2x", "（一） x", "二、x", "2.1x", "x", "x", "三、x", "一、x", "二、x"]
    read = texts_of(blocks_of(body + styled + listed(3) + listed(3), styles=STYLES, numbering=NUMBERING))
    assert read == wanted
    beyond_nine = texts_of(blocks_of(listed(2) * 21, numbering=NUMBERING))[9:]
    assert [beyond_nine[number] for number in (0, 1, 9, 10, 11)] == [
        f"（{number}） x" for number in ("十", "十一", "十九", "二十", "二十一")
    ]


def shape(table: Block) -> list[tuple[int, int, int, int, str]]:
    assert isinstance(table, Table)
    return [(cell.row, cell.column, cell.row_span, cell.column_span, cell.text) for cell in table.cells]


def test_merged_cells_become_spans(blocks_of):
    begin, goes_on, wide = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>'
    rows = (
        tr(tc("a", begin), tc("b", wide), properties="<w:tblHeader/>"),
        tr(tc("", goes_on), tc("c", '<w:hMerge w:val="restart"/>'), tc("", '<w:hMerge w:val="continue"/>')),
        tr(tc("d"), properties='<w:gridBefore w:val="1"/>'),
        tr(tc("e", goes_on), tc("f"), tc("g"), properties="<w:del/>"),
        tr("<w:sdt><w:sdtContent>" + tc("h") + "</w:sdtContent></w:sdt>", tc("i"), tc("j", "<w:cellDel/>"), tc("k")),
    )
    (table,) = blocks_of(f"<w:tbl>{''.join(rows)}</w:tbl>")
    assert shape(table) == [
        (0, 0, 2, 1, "a"),
        (0, 1, 1, 2, "b"),
        (1, 1, 1, 2, "c"),
        (2, 1, 1, 1, "d"),
        (3, 0, 1, 1, "h"),
        (3, 1, 1, 1, "i"),
        (3, 2, 1, 1, "k"),
    ]
    assert (table.rows, table.columns, table.head_rows) == (4, 3, 1)


def test_an_absurd_span_is_kept_small(blocks_of):
    row = tr(tc("a", '<w:gridSpan w:val="999999999"/>'), tc("b", '<w:gridSpan w:val="x"/>'))
    (table,) = blocks_of(f"<w:tbl>{row}</w:tbl>")
    assert [cell[1:4:2] for cell in shape(table)] == [(0, 256), (256, 1)]


def test_what_lies_in_a_cell_comes_after_its_table_and_a_frame_is_none(blocks_of):
    inner = f"<w:tbl>{tr(tc('x'), tc('y'))}</w:tbl>"
    blocks = blocks_of(f"<w:tbl>{tr(tc(p('a') + inner), tc('b'))}</w:tbl>")
    assert [[cell[4] for cell in shape(table)] for table in blocks] == [["a", "b"], ["x", "y"]]
    framed = blocks_of(f"<w:tbl>{tr(tc(p('before') + inner + p('after')))}</w:tbl>")
    assert texts_of(framed) == ["before", "x", "y", "after"]


def test_a_text_box_is_read_once_after_its_paragraph(blocks_of):
    box = f"<w:txbxContent>{p('box')}</w:txbxContent>"
    drawn = (
        f"<w:p>{r('a')}<w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert texts_of(blocks_of(drawn + p("b"))) == ["a", "box", "b"]


def test_tags_and_bookmarks_come_along_with_what_they_mark(blocks_of):
    tagged = '<w:sdt><w:sdtPr><w:tag w:val="{}"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
    start, end = '<w:bookmarkStart w:id="{0}" w:name="b{0}"/>', '<w:bookmarkEnd w:id="{0}"/>'
    cell = f"<w:p>{start.format(2)}{end.format(2)}</w:p>"
    body = (
        f"{start.format(1)}{p('a')}{tagged.format('t', p('b'))}<w:p>{end.format(1)}{tagged.format('u', r('c'))}</w:p>"
        f"<w:tbl>{tr(tagged.format('v', tc('d')), tc(cell))}</w:tbl>"
    )
    *paragraphs, table = blocks_of(body)
    assert [one.marks for one in paragraphs] == [("b1",), ("t", "b1"), ("u",)]
    assert [cell.marks for cell in table.cells] == [("v",), ("b2",)]


def test_a_strict_file_is_read_as_any_other(tmp_path):
    path = tmp_path / "strict.docx"
    strict = W.replace("schemas.openxmlformats.org", "purl.oclc.org/ooxml").replace("2006/", "")
    path.write_bytes(word(p("a")))
    with ZipFile(path) as file:
        parts = {name: file.read(name).decode().replace(W, strict) for name in file.namelist()}
    with ZipFile(path, "w") as file:
        for name, text in parts.items():
            file.writestr(name, text)
    assert texts_of(READERS[".docx"](path)) == ["a"]


def test_the_official_template_has_the_forms_tables_and_no_value(corpus):
    intake = take_in(corpus / "template_2021_official_empty.docx", organization=OFFICE, year=2023)
    assert intake.edition == form_for("disclosure", 2023).edition
    assert (intake.read["values"], intake.read["cells"]) == (0, 166)


def test_a_file_of_somebody_else_says_nothing_of_itself(tmp_path):
    path = tmp_path / "any.docx"
    path.write_bytes(word(p("a")))
    assert IDENTITIES[".docx"](path) is None


# Harmful and broken files


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENTITY = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
LAUGHTER = "".join(f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in pairwise("abcdefghi"))
LAUGHS = f"<!DOCTYPE w [<!ENTITY a 'ha'>{LAUGHTER}]>"


def with_doctype(doctype: str, encoding: str = "utf-8") -> bytes:
    xml = f'<?xml version="1.0" encoding="{encoding}"?>{doctype}{document(p("a"))}'
    return zipped({BODY: xml.encode(encoding)})


def document(body: str) -> str:
    return f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'


def zipped(parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def locked() -> bytes:
    """A zip whose parts ask for a password."""
    content = bytearray(zipped({BODY: b"secret"}))
    for at in (content.index(b"PK\x03\x04") + 6, content.index(b"PK\x01\x02") + 8):
        content[at] |= 1
    return bytes(content)


def torn() -> bytes:
    content = bytearray(word(p("text" * 100)))
    content[len(content) // 3 : len(content) // 3 + 40] = bytes(40)
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (OLE + bytes(600) + "WordDocument".encode("utf-16-le"), r"old Word or WPS file \(.doc"),
        (OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "password"),
        (locked(), "password"),
        (b"{\\rtf1 text}", "save it as .docx"),
        ("﻿<html>年报</html>".encode(), "save it as .docx"),
        (b"%PDF-1.7", "save it as .docx"),
        (b"\x00\x01\x02", "damaged"),
        (b"PK\x03\x04", "damaged"),
        (word(p("text"))[:-30], "damaged"),
        (torn(), "damaged"),
        (zipped({"word/document.xml": b"<w:document>"}), "damaged"),
        (zipped({"xl/workbook.xml": b"<x/>"}), "no Word document"),
        (zipped({BODY: f'<w:document xmlns:w="{W}"/>'.encode()}), "no Word document"),
        (zipped({BODY: b" " * 50_000_000}), "far larger"),
        (zipped({BODY: document("<w:p/>" * 60_000).encode()}), "too large"),
        (zipped({BODY: b"<w>" * 300 + b"</w>" * 300}), "damaged"),
        (zipped({f"{number}.bin": b"" for number in range(5_001)}), "far larger"),
        (with_doctype(ENTITY), "document type"),
        (with_doctype(ENTITY, "utf-16"), "document type"),
        (with_doctype(LAUGHS), "document type"),
        (with_doctype("<!DOCTYPE w>"), "document type"),
    ],
)
def test_what_is_no_word_file_or_may_do_harm_is_refused_in_words(tmp_path, content, words):
    path = tmp_path / "report.docx"
    path.write_bytes(content)
    with pytest.raises(UnreadableDocument, match=words) as refused:
        take_in(path)
    assert str(path) in str(refused.value)


def test_a_part_that_does_not_shrink_may_not_be_endless(tmp_path, monkeypatch):
    monkeypatch.setattr(package, "LARGEST_PART", 1_000)
    path = tmp_path / "report.docx"
    path.write_bytes(word(p("text" * 1000)))
    with pytest.raises(UnreadableDocument, match="too large"):
        READERS[".docx"](path)


def test_a_broken_item_of_another_program_does_not_keep_a_report_from_being_read(tmp_path):
    path = export(sample("2023"), tmp_path / "report.docx")
    with ZipFile(path, "a") as file:
        file.writestr("customXml/item0.xml", "<broken")
        file.writestr("customXml/item00.xml", with_doctype(ENTITY))
    assert take_in(path).filing.draft == sample("2023").draft


def mutated(content: bytes, chance: random.Random) -> bytes:
    """A file with a few bytes changed, in the zip or in the XML of its body."""
    if chance.random() < 0.5:
        return changed(content, lambda xml: spoilt(xml, chance))
    return spoilt(content, chance)


def spoilt(content: bytes, chance: random.Random) -> bytes:
    out = bytearray(content)
    for _change in range(chance.randrange(1, 6)):
        at = chance.randrange(len(out))
        act = chance.randrange(3)
        if act == 0:
            out[at] = chance.randrange(256)
        elif act == 1:
            del out[at : at + chance.randrange(200)]
        else:
            out[at:at] = out[at : at + chance.randrange(200)]
    return bytes(out)


def test_a_mutated_file_is_read_or_refused_in_words(tmp_path):
    chance, path = random.Random(3), tmp_path / "report.docx"
    whole = export(sample("2023"), tmp_path / "whole.docx").read_bytes()
    for _file in range(100):
        path.write_bytes(mutated(whole, chance))
        try:
            take_in(path, organization=OFFICE, year=2023)
        except AppError:
            continue
