"""A picture in the Word file: whole, told in words, of its size; what is attached begins a page of its own."""

import struct
import zlib
from base64 import b64encode
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from lxml import etree

from app import carrier, years
from app.blocks import Heading, Paragraph, Picture, Table
from app.draft import Filing, with_value
from app.draft_file import read_draft
from app.export import Refused, export
from app.intake import take_in
from app.layout import load
from app.paths import samples
from app.report import compose
from app.writers.docx import write_docx
from app.writers.docx.read_back import read_back
from app.years.attached import attachment, export_attached
from app.years.words import rows

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
EMU_PER_MM = 36000


def png(grey: int = 0) -> bytes:
    """The smallest picture: one dot."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        mark = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + mark

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes([0, grey])))
        + chunk(b"IEND", b"")
    )


def picture(alt: str = "新收：2020年24。", grey: int = 0) -> Picture:
    return Picture(content=png(grey), alt=alt, width=156, height=100)


@pytest.fixture(scope="module")
def filings() -> list[Filing]:
    return [read_draft(path)[0] for path in samples()]


def written(*blocks) -> bytes:
    filing = read_draft(samples()[-1])[0]
    return write_docx((*compose(filing), *blocks), load(), carrier.identity(filing))


def test_the_picture_lies_in_the_file_as_it_was_given_with_its_words_and_its_size() -> None:
    shown = picture('“甲” & <乙> "丙"')
    content = written(Paragraph(text="图　历年情况", picture=shown))
    document = Document(BytesIO(content))
    (shape,) = document.inline_shapes
    assert (shape.width, shape.height) == (156 * EMU_PER_MM, 100 * EMU_PER_MM)
    (drawn,) = document.element.iter(f"{WP}docPr")
    assert drawn.get("descr") == shown.alt
    with ZipFile(BytesIO(content)) as file:
        assert file.read("word/media/picture1.png") == shown.content


def test_its_caption_stands_below_it_on_the_same_page() -> None:
    content = written(Paragraph(text="图　历年情况", picture=picture()))
    body = etree.fromstring(ZipFile(BytesIO(content)).read("word/document.xml"))
    (drawing,) = body.iter(f"{W}drawing")
    paragraph = next(one for one in drawing.iterancestors(f"{W}p"))
    assert paragraph.find(f"{W}pPr/{W}keepNext") is not None
    assert paragraph.find(f"{W}pPr/{W}spacing").get(f"{W}lineRule") == "auto"
    assert "".join(paragraph.getnext().itertext()) == "图　历年情况"


def test_two_pictures_are_two() -> None:
    content = written(*(Paragraph(text="", picture=picture(str(grey), grey)) for grey in (0, 255)))
    document = Document(BytesIO(content))
    held = [
        document.part.related_parts[one._inline.graphic.graphicData.pic.blipFill.blip.embed]
        for one in document.inline_shapes
    ]
    assert [one.blob for one in held] == [png(0), png(255)]


def test_without_a_picture_the_file_has_no_trace_of_any() -> None:
    with ZipFile(BytesIO(written())) as file:
        assert not any("media" in name for name in file.namelist())
        assert b"image" not in file.read("[Content_Types].xml")


def test_word_would_not_want_to_repair_it(tmp_path: Path) -> None:
    from openxml_audit import OpenXmlValidator

    path = tmp_path / "report.docx"
    path.write_bytes(written(Paragraph(text="图", picture=picture()), Paragraph(text="图二", picture=picture("二", 9))))
    found = OpenXmlValidator().validate(path)
    assert list(found.errors) == []


# What is attached


def attached(filings):
    return attachment(years.history(years.load("disclosure"), filings), picture())


def test_an_attachment_has_heading_remark_picture_table_and_notes(filings: list[Filing]) -> None:
    blocks = attached(filings)
    assert isinstance(blocks[0], Heading)
    assert "不是年度报告格式规定的内容" in blocks[1].text
    assert blocks[2].picture == picture()
    table = blocks[3]
    assert isinstance(table, Table)
    texts = {(cell.row, cell.column): cell.text for cell in table.cells}
    found = rows(years.history(years.load("disclosure"), filings))
    assert [[texts[row, column] for column in range(6)] for row in range(1, table.rows)] == [list(row) for row in found]
    assert not any(cell.address for cell in table.cells)


def test_it_begins_a_page_behind_the_signature_and_the_report_before_it_is_as_ever(tmp_path: Path, filings) -> None:
    plain = export(filings[-1], tmp_path / "plain.docx").read_bytes()
    path = export_attached(filings[-1], tmp_path / "attached.docx", attached(filings))
    before, after = read_back(plain), read_back(path.read_bytes())
    assert after[: len(before)] == before
    body = etree.fromstring(ZipFile(path).read("word/document.xml"))
    heading = next(one for one in body.iter(f"{W}p") if "".join(one.itertext()).startswith("附："))
    assert heading.find(f"{W}pPr/{W}pageBreakBefore") is not None


def test_the_same_reports_give_the_same_bytes(tmp_path: Path, filings: list[Filing]) -> None:
    one, other = (export_attached(filings[-1], tmp_path / name, attached(filings)) for name in ("1.docx", "2.docx"))
    assert one.read_bytes() == other.read_bytes()


def test_a_report_that_must_be_mended_is_not_filed_with_a_picture_either(tmp_path: Path, filings) -> None:
    address = next(iter(filings[-1].form.cells))
    with pytest.raises(Refused):
        export_attached(with_value(filings[-1], address, ""), tmp_path / "no.docx", attached(filings))
    assert not (tmp_path / "no.docx").exists()


@pytest.mark.parametrize("suffix", [".docx", ".html"])
def test_each_format_that_is_offered_holds_picture_words_and_table(tmp_path: Path, filings, suffix: str) -> None:
    path = export_attached(filings[-1], tmp_path / f"report{suffix}", attached(filings))
    content = path.read_bytes()
    if suffix == ".docx":
        with ZipFile(BytesIO(content)) as file:
            content = b"".join(file.read(name) for name in file.namelist())
    assert png() in content or b64encode(png()) in content
    assert picture().alt.encode() in content
    assert "不足30件".encode() in content


@pytest.mark.parametrize("suffix", [".docx", ".html"])
def test_what_is_attached_is_told_apart_when_the_file_is_read_again(tmp_path: Path, filings, suffix: str) -> None:
    path = export_attached(filings[-1], tmp_path / f"report{suffix}", attached(filings))
    read = take_in(path).filing
    places = (*filings[-1].form.cells, *filings[-1].form.narratives)
    assert {place: read.value(place) for place in places} == {place: filings[-1].value(place) for place in places}
    assert any(note.kind == "unplaced" and "附：" in note.text for note in read.draft.notes)
