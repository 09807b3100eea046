"""The PDF of a report: what is read in it, what it says of itself, its fonts, and that it needs no window."""

import io
import json
import os
import re
import subprocess
import sys
from dataclasses import replace

import pdfplumber
import pypdf
import pytest
from PySide6.QtCore import QBuffer
from PySide6.QtGui import QColor, QImage

from app import carrier, years
from app.blocks import Paragraph, Table
from app.draft import new_filing, with_value, with_values
from app.draft_file import read_draft
from app.errors import AppError
from app.export import Refused, export
from app.intake import take_in
from app.layout import layouts, load
from app.paths import samples
from app.report import compose
from app.store import open_store
from app.writers import HELD, READ_BACK, WRITERS
from app.writers import pdf as finishing
from app.years.attached import attachment, export_attached
from ui.chart_picture import picture
from ui.paper.offer import offer_pdf
from ui.paper.pdf import write_pdf

pytestmark = pytest.mark.usefixtures("application", "offered")
LAYOUT = load()


@pytest.fixture
def offered():
    offer_pdf()


@pytest.fixture(params=[2020, 2023])
def filing(request):
    return sample(request.param)


def sample(year):
    read = json.loads(next(path for path in samples() if path.stem == str(year)).read_text(encoding="utf-8"))
    return with_values(new_filing("disclosure", read["organization"], year), read["values"])


def written(filing, copy="filing", layout=LAYOUT, mark=""):
    return write_pdf(compose(filing, copy, mark), layout, carrier.identity(filing))


def composed(filing, copy="filing"):
    return texts_of(compose(filing, copy))


def texts_of(blocks):
    texts = []
    for block in blocks:
        texts += [cell.text for cell in block.cells] if isinstance(block, Table) else [block.text]
    return "".join("".join(texts).split())


def read_elsewhere(content, *, without=()):
    """What another reader takes out, in the order in which it is drawn, without what stands on every page."""
    with pdfplumber.open(io.BytesIO(content)) as file:
        pages = ["".join("".join(char["text"] for char in page.chars).split()) for page in file.pages]
    for number, page in enumerate(pages, start=1):
        furniture = "".join((*without, f"—{number}—"))
        assert page.startswith(furniture)
        pages[number - 1] = page.removeprefix(furniture)
    return "".join(pages)


# What is read in it


@pytest.mark.parametrize("layout", layouts(), ids=lambda layout: layout.id)
def test_another_reader_takes_out_what_was_composed(filing, layout):
    assert read_elsewhere(written(filing, layout=layout)) == composed(filing)


def test_the_mark_of_a_draft_stands_on_every_page_and_blanks_are_coloured(filing):
    blank = with_value(filing, "overview", "")
    content = written(blank, "draft", mark="草稿")
    assert read_elsewhere(content, without=["草稿"]) == composed(blank, "draft")
    assert finishing.read_back(content) == finishing.held(compose(blank, "draft", "草稿"))


def test_characters_that_share_a_glyph_are_told_apart(filing):
    text = "一⼀、用⽤户 12.5%　é“fi”ﬁ 𠮷〇"
    odd = with_value(filing, "overview", text)
    content = written(odd)
    assert finishing.read_back(content) == finishing.held(compose(odd))
    assert "".join(text.split()) in "".join(finishing.read_text(content).split())


def test_our_own_reader_takes_the_report_back(filing, tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(written(filing))
    read = take_in(path).filing
    places = [*filing.form.cells, "overview", "problems"]
    assert {place: read.value(place) for place in places} == {place: filing.value(place) for place in places}


def test_nothing_stands_outside_the_paper_s_margins(filing):
    left, right = LAYOUT.page.left / 25.4 * 72, (LAYOUT.page.width - LAYOUT.page.right) / 25.4 * 72
    with pdfplumber.open(io.BytesIO(written(filing))) as file:
        for page in file.pages:
            assert (round(page.width), round(page.height)) == (595, 842)
            assert all(left - 1 <= thing["x0"] and thing["x1"] <= right + 1 for thing in (*page.chars, *page.rects))


# What is attached


@pytest.fixture(scope="module")
def over_the_years():
    filings = [read_draft(path)[0] for path in samples()]
    found = years.history(years.load("disclosure"), filings)
    return attachment(found, picture(found))


@pytest.mark.parametrize("layout", layouts(), ids=lambda layout: layout.id)
def test_an_attached_report_reads_as_it_was_composed(filing, layout, over_the_years, tmp_path):
    path = export_attached(filing, tmp_path / "report.pdf", over_the_years, layout=layout.id)
    assert read_elsewhere(path.read_bytes()) == composed(filing) + texts_of(over_the_years)
    assert finishing.read_back(path.read_bytes()) == finishing.held([*compose(filing, "filing"), *over_the_years])


def test_the_picture_stands_whole_between_its_margins_above_its_caption(filing, over_the_years, tmp_path):
    path = export_attached(filing, tmp_path / "report.pdf", over_the_years)
    heading, _remark, shown_block = over_the_years[:3]
    with pdfplumber.open(path) as file:
        ((page, shown),) = [(page, shown) for page in file.pages for shown in page.images]
        assert page.extract_text().startswith(heading.text)
        _in_heading, caption = page.search(re.escape(shown_block.text[:10]))
        painted = page.to_image(resolution=100).original.convert("L")
    left, right = LAYOUT.page.left / 25.4 * 72, (LAYOUT.page.width - LAYOUT.page.right) / 25.4 * 72
    assert (shown["x0"], shown["x1"]) == (pytest.approx(left, abs=1), pytest.approx(right, abs=1))
    assert 0 <= caption["top"] - shown["bottom"] < 20
    size = QImage.fromData(shown_block.picture.content).size()
    assert shown["srcsize"] == (size.width(), size.height())
    box = [round(shown[side] / 72 * 100) for side in ("x0", "top", "x1", "bottom")]
    assert 0.01 < sum(painted.crop(box).histogram()[:100]) / (box[2] - box[0]) / (box[3] - box[1]) < 0.3


def test_an_attached_report_is_read_as_the_report_that_it_is(filing, over_the_years, tmp_path):
    path = export_attached(filing, tmp_path / "report.pdf", over_the_years)
    read = take_in(path).filing
    places = [*filing.form.cells, "overview", "problems"]
    assert {place: read.value(place) for place in places} == {place: filing.value(place) for place in places}


def test_the_screen_of_the_years_writes_it_though_nothing_was_exported_before(window, tmp_path, monkeypatch):
    for table in (WRITERS, READ_BACK, HELD):
        monkeypatch.delitem(table, ".pdf")
    ids = [window.library._store.add(sample(year).draft) for year in (2020, 2023)]
    window.act("years", ids[-1:])
    window._stack.currentWidget().export_report(str(tmp_path / "report.pdf"))
    with pdfplumber.open(tmp_path / "report.pdf") as file:
        assert sum(len(page.images) for page in file.pages) == 1


def test_the_same_picture_gives_the_same_bytes_and_another_gives_others(filing, over_the_years):
    chart = over_the_years[2].picture

    def drawn(content):
        shown = Paragraph(text="图", picture=replace(chart, content=content))
        return write_pdf((*compose(filing, "filing"), shown), LAYOUT, carrier.identity(filing))

    assert drawn(chart.content) == drawn(chart.content)
    assert len({drawn(content) for content in (chart.content, dot(255), dot(0))}) == 3


def dot(grey):
    image, written = QImage(1, 1, QImage.Format.Format_Grayscale8), QBuffer()
    image.fill(QColor(grey, grey, grey))
    image.save(written, "PNG")
    return bytes(written.data().data())


# What it says of itself


def test_the_sections_are_bookmarks_of_their_pages(filing):
    file = pypdf.PdfReader(io.BytesIO(written(filing)))
    titles = [section.title for section in filing.form.sections if section.title and section.kind != "fields"]
    assert [one["/Title"] for one in file.outline] == titles
    for one in file.outline:
        page = file.pages[file.get_destination_page_number(one)]
        assert one["/Title"] in page.extract_text().replace("\n", "").replace(" ", "")
        assert 0 < one["/Top"] < 842


def test_title_author_and_language_are_told(filing):
    file = pypdf.PdfReader(io.BytesIO(written(filing)))
    root = file.trailer["/Root"]
    title = next(block.text for block in compose(filing) if isinstance(block, Paragraph) and block.role == "title")
    assert (file.metadata.title, file.metadata.author) == (title, filing.draft.organization)
    assert (root["/Lang"], root["/PageMode"]) == ("zh-CN", "/UseOutlines")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712 - pypdf's own kind of truth
    assert file.xmp_metadata.dc_title == {"x-default": title}


def test_every_font_is_in_the_file(filing):
    file = pypdf.PdfReader(io.BytesIO(written(filing)))
    fonts = {font.indirect_reference.idnum: font for page in file.pages for font in fonts_of(page)}
    assert fonts
    for font in fonts.values():
        told = font["/DescendantFonts"][0]["/FontDescriptor"]
        assert {"/FontFile2", "/FontFile3"} & told.keys()
        assert told["/FontName"] == font["/BaseFont"]
        assert "/ToUnicode" in font


def fonts_of(page):
    return [font.get_object() for font in page["/Resources"]["/Font"].values()]


def test_the_same_report_gives_the_same_bytes_and_another_gives_others(filing):
    other = with_value(filing, "overview", "另一份。")
    assert written(filing) == written(filing) != written(other)


# Written


def test_a_filing_copy_is_refused_while_something_must_be_mended(filing, tmp_path):
    path = tmp_path / "report.pdf"
    with pytest.raises(Refused):
        export(with_value(filing, "overview", ""), path)
    assert not path.exists()
    export(with_value(filing, "overview", ""), path, copy="draft")
    assert path.read_bytes().startswith(b"%PDF")


def test_a_file_that_does_not_read_as_the_report_is_not_kept(filing, tmp_path, monkeypatch):
    monkeypatch.setattr("ui.paper.pdf.pages", lambda blocks, *rest: pages_without_the_last(blocks, *rest))
    path = tmp_path / "report.pdf"
    with pytest.raises(AppError):
        export(filing, path)
    assert not path.exists()


def pages_without_the_last(*given):
    from ui.paper.pages import pages

    return pages(*given)[:-1]


@pytest.mark.expects_log
def test_what_is_no_pdf_reads_as_a_fault():
    with pytest.raises(ValueError, match=r".+"):
        finishing.read_text(b"%PDF-1.6 torn")


@pytest.mark.parametrize("more", ["字", ""])
def test_glyphs_that_do_not_fit_the_characters_are_no_file(filing, more, monkeypatch):
    monkeypatch.setattr("ui.paper.pdf._sheet", lambda page: wrong_sheet(page, more))
    with pytest.raises(ValueError, match="glyphs"):
        written(filing)


def wrong_sheet(page, more):
    lines = [(line.text, line.is_text) for line in page.lines]
    return finishing.Sheet(tuple([*lines, (more, True)] if more else lines[:-1]))


def test_the_command_line_writes_it_where_there_is_no_screen(tmp_path):
    (store, path), again = (tmp_path / "gongkai.db", tmp_path / "a.pdf"), tmp_path / "b.pdf"
    with open_store(store) as opened:
        id = opened.add(sample(2023).draft)
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    surroundings = {name: value for name, value in os.environ.items() if name not in hidden}
    for target in (path, again):
        command = [sys.executable, "-m", "ui", "export", id, "-o", str(target)]
        done = subprocess.run(
            command, env=surroundings | {"GONGKAI_STORE": str(store)}, capture_output=True, text=True, timeout=120
        )
        assert (done.returncode, done.stderr) == (0, "")
    assert path.read_bytes() == again.read_bytes()
    assert read_elsewhere(path.read_bytes()) == composed(sample(2023))


def test_what_an_older_qt_leaves_torn_is_mended_without_moving_anything(filing, monkeypatch, caplog):
    """Qt 6.8.0 ends the dictionary of a file's properties with a digit."""
    from ui.paper import pdf

    draw, (torn, mended) = pdf._drawn, finishing._TORN
    trapped = b"/Trapped /False\n>>\nendobj"
    monkeypatch.setattr("ui.paper.pdf._drawn", lambda *given: draw(*given).replace(trapped, torn.replace(b"2", b"2 ")))
    monkeypatch.setattr("app.writers.pdf._TORN", (torn.replace(b"2", b"2 "), mended + b" "))
    assert len(torn) == len(mended)
    assert finishing.read_back(written(filing)) == finishing.held(compose(filing))


def test_a_picture_is_told_in_words(filing, over_the_years, tmp_path):
    path = export_attached(filing, tmp_path / "report.pdf", over_the_years)
    drawn = b"".join(page.get_contents().get_data() for page in pypdf.PdfReader(path).pages)
    ((told,),) = [re.findall(rb"/Span <</Alt <FEFF([0-9A-F]+)>>> BDC /Im\d+ +Do EMC", drawn)]
    assert bytes.fromhex(told.decode()).decode("utf-16-be") == over_the_years[2].picture.alt
