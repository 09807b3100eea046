"""The page for the portal: valid, accessible, with the whole report in it; and the piece that is pasted there."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import html5lib
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from app import carrier
from app.blocks import Block, Heading, Paragraph, Picture, Table, TableCell
from app.draft import Filing, new_filing, with_values
from app.draft_file import read_draft
from app.errors import AppError
from app.export import export
from app.form import Axis, Label
from app.layout import Layout, layouts, load
from app.match import match
from app.paths import samples
from app.readers import READERS
from app.report import CopyKind, compose
from app.writers.html import fragment, write_html
from app.writers.html.read_back import read_back

NOW = datetime(2024, 1, 5, 9, 3)
COPIES: tuple[CopyKind, ...] = ("draft", "review", "filing")
YEARS = (2020, 2023)
AWKWARD = "\n".join(
    [
        "甲<b>乙</b>&丙\"丁'戊 &amp; &#20013; <script>alert(1)</script>",
        "=1+1",
        "$title ${content} {x} %s \\",
        "https://example.cn/" + "x" * 5000,
        "]]> <!--[if",
        "1.先是三级",
        "（1）再是四级",
        "（一）后是二级。正文",
        "末行",
    ]
)


@lru_cache
def sample(name: str) -> Filing:
    (path,) = (one for one in samples() if one.stem == name)
    return read_draft(path)[0]


def blank(year: int) -> Filing:
    return new_filing("disclosure", "清源县教育局", year)


def blocks_of(filing: Filing, copy: CopyKind = "filing") -> tuple[Block, ...]:
    return compose(filing, copy, load().mark(copy, "3", NOW))


def written(filing: Filing, copy: CopyKind = "filing", layout: Layout | None = None) -> str:
    return write_html(blocks_of(filing, copy), layout or load(), carrier.identity(filing)).decode()


def tree(page: str) -> Any:
    """The page as a browser understands it; every fault of its markup is an error."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("lxml"), strict=True, namespaceHTMLElements=False)
    return parser.parse(page).getroot()


def text_of(element: Any) -> str:
    return "".join(element.itertext())


# Valid


@pytest.mark.parametrize("copy", COPIES)
@pytest.mark.parametrize("path", samples(), ids=lambda one: one.stem)
def test_a_page_is_valid_html_and_well_formed_xml(path: Path, copy: CopyKind) -> None:
    for filing in (sample(path.stem), blank(sample(path.stem).draft.year)):
        page = written(filing, copy)
        assert tree(page).tag == "html"
        assert etree.fromstring(page.encode()).tag == "html"


def test_markup_that_is_not_valid_is_seen() -> None:
    with pytest.raises(html5lib.html5parser.ParseError):
        tree(written(sample("2023")).replace("<h2>", "<h2></p>", 1))


def test_a_page_says_its_language_its_signs_its_title_and_that_it_fits_a_phone() -> None:
    root = tree(written(sample("2023")))
    assert root.get("lang") == "zh-CN"
    metas = {one.get("name"): one.get("content") for one in root.iter("meta")}
    assert metas["viewport"] == "width=device-width, initial-scale=1"
    assert metas["author"] == "清源县教育局"
    assert next(one.get("charset") for one in root.iter("meta")) == "utf-8"
    assert root.findtext("head/title") == "清源县教育局2023年政府信息公开工作年度报告"


def test_nothing_in_a_page_runs_or_comes_from_elsewhere() -> None:
    for filing in (sample("2023"), with_values(sample("2023"), {"overview": AWKWARD})):
        root = tree(written(filing, "review"))
        tags = {element.tag for element in root.iter()}
        assert not tags & {"script", "link", "img", "iframe", "object", "a", "base"}
        attributes = {name for element in root.iter() for name in element.attrib}
        assert not attributes & {"src", "href", "srcset", "background", "action"}
        assert not [name for name in attributes if name.startswith("on")]
        assert not re.search(r"url\(|@import|https?:", root.findtext("head/style"))


def test_signs_of_markup_in_any_text_stay_text() -> None:
    odd = "甲<b>&amp;\"'</title></style><i>"
    filing = with_values(sample("2023"), {"overview": odd, "cover/title": odd, "cover/signed_by": odd})
    filing = with_values(filing, {"proactive/rules/issued": "<i>1</i>", "cover/organization": odd})
    root = tree(written(filing))
    assert not list(root.iter("i"))
    assert root.findtext("head/title") == odd
    assert text_of(root.find(".//h1")) == odd
    assert odd in [text_of(one) for one in root.iter("p")]
    assert "<i>1</i>" in [text_of(one) for one in root.iter("td")]


def test_every_place_of_the_template_is_filled() -> None:
    for layout in layouts():
        assert "$" not in written(sample("2023"), "review", layout)


# Headings


def levels(page: str) -> list[int]:
    return [int(one.tag[1]) for one in tree(page).iter("h1", "h2", "h3", "h4", "h5", "h6")]


def test_the_title_is_the_only_heading_of_the_first_level_and_each_section_has_one_of_the_second() -> None:
    found = levels(written(sample("2023")))
    assert found.count(1) == 1
    assert found[0] == 1
    assert found.count(2) == 6


def test_no_heading_leaps_over_a_level() -> None:
    filing = with_values(blank(2023), {"overview": AWKWARD, "other": "（1）四级在前\n1.三级\n（一）二级"})
    found = levels(written(filing))
    assert max(found) > 2
    assert all(after - before <= 1 for before, after in pairwise(found))


def test_a_heading_in_its_own_line_is_one_and_a_run_in_heading_stands_out() -> None:
    filing = with_values(blank(2023), {"overview": "（一）主动公开。全年公开10条。\n（二）平台建设\n正文。"})
    root = tree(written(filing))
    assert [text_of(one) for one in root.iter("h3")] == ["（二）平台建设"]
    assert [text_of(one) for one in root.iter("b")] == ["（一）主动公开。"]


# Tables


def labels_over(axis: Axis, leaf: Label) -> list[str]:
    """The printed labels that a leaf lies under, itself the last."""
    found = [one for one in axis.labels if leaf.id == one.id or leaf.id.startswith(f"{one.id}.")]
    return [one.text.replace("\n", "") for one in found if one.level <= axis.depth]


@pytest.mark.parametrize("year", YEARS)
def test_every_value_points_at_the_labels_that_the_form_gives_it(year: int) -> None:
    filing = sample(str(year))
    root = tree(written(filing))
    heard = [
        [text_of(root.find(f".//th[@id='{name}']")) for name in one.get("headers", "").split()]
        for one in root.iter("td")
        if one.get("class") != "left note" and one.get("headers")
    ]
    wanted = [
        [
            *filter(None, [entry.band.title]),
            *labels_over(entry.band.column_axis, entry.column),
            *labels_over(entry.band.row_axis, entry.row),
        ]
        for block in blocks_of(filing)
        if isinstance(block, Table)
        for cell in block.cells
        if cell.kind == "value"
        for entry in [filing.form.cells[cell.address]]
    ]
    assert heard == wanted
    assert len(heard) == len(filing.form.cells)


@pytest.mark.parametrize("year", YEARS)
def test_every_label_has_a_scope_that_its_span_allows(year: int) -> None:
    for head in tree(written(blank(year))).iter("th"):
        assert head.get("scope") in ("row", "col", "rowgroup", "colgroup")
        if head.get("scope") == "col":
            assert head.get("colspan") is None
        if head.get("scope") == "row":
            assert head.get("rowspan") is None


@pytest.mark.parametrize("year", YEARS)
def test_a_table_has_a_caption_and_a_frame_that_the_keyboard_moves(year: int) -> None:
    root = tree(written(blank(year)))
    titles = [one.title for one in blank(year).form.sections if one.kind == "table"]
    assert [text_of(one) for one in root.iter("caption")] == titles
    frames = [one.getparent() for one in root.iter("table")]
    assert [(one.get("role"), one.get("tabindex")) for one in frames] == [("region", "0")] * len(titles)
    names = [one.get("aria-label") for one in frames]
    assert len(set(names)) == len(names)
    assert all(title in name for title, name in zip(titles, names, strict=True))


def test_head_rows_are_a_head_and_each_band_has_a_body_of_its_own() -> None:
    first, second, third = tree(written(blank(2023))).iter("table")
    assert [len(one.findall("thead/tr")) for one in (first, second, third)] == [0, 3, 3]
    assert [len(one.findall("tbody")) for one in (first, second, third)] == [4, 1, 1]


# Looks


@pytest.mark.parametrize("layout", layouts(), ids=lambda one: one.id)
def test_on_paper_the_page_is_set_as_the_layout_says(layout: Layout) -> None:
    style = tree(written(sample("2023"), layout=layout)).findtext("head/style")
    page = layout.page
    assert f"size: A4; margin: {page.top}mm {page.right}mm {page.bottom}mm {page.left}mm;" in style
    assert style.count(f"font-size: {layout.faces.body.points:g}pt") >= 1
    assert layout.faces.title.font in style
    assert "counter(page)" in style


def test_blanks_are_shown_in_a_draft_copy_alone() -> None:
    assert written(blank(2023), "draft").count('class="todo"') == len(blank(2023).form.cells) + 3
    assert 'class="todo"' not in written(blank(2023), "review")


def test_only_a_draft_or_review_copy_has_a_mark() -> None:
    marks = [tree(written(sample("2023"), copy)).findtext(".//p[@class='mark']") for copy in COPIES]
    assert marks == ["草稿", "送审稿　第3稿　2024年1月5日09:03", None]


def test_the_same_draft_gives_the_same_page() -> None:
    assert written(sample("2023")) == written(sample("2023"))


# Read back


TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), year=st.sampled_from(YEARS))
def test_whatever_was_typed_stands_in_the_page(data: st.DataObject, year: int, tmp_path: Path) -> None:
    filing = new_filing("disclosure", "某局", year)
    places = data.draw(st.lists(st.sampled_from(filing.form.addresses), max_size=12, unique=True))
    fixed = {address for address, field in filing.form.fields.items() if field.type == "year"}
    filing = with_values(filing, {place: data.draw(TEXTS) for place in places if place not in fixed})
    file = export(filing, tmp_path / "any.html", copy="draft", overwrite=True)
    texts = [one.text for one in read_back(file.read_bytes()) if not isinstance(one, Table)]
    for place in filing.form.narratives:
        for paragraph in filing.value(place).split("\n"):
            assert paragraph in texts or not paragraph


def without_cover(filing: Filing) -> dict[str, str]:
    return {place: filing.value(place) for place in filing.form.addresses if not place.startswith("cover/")}


@pytest.mark.parametrize("path", samples(), ids=lambda one: one.stem)
def test_our_own_reader_finds_every_value_and_every_paragraph(path: Path, tmp_path: Path) -> None:
    filing = sample(path.stem)
    found = match(READERS[".html"](export(filing, tmp_path / "report.html"))).filing
    assert without_cover(found) == without_cover(filing)
    assert (found.draft.organization, found.draft.year) == (filing.draft.organization, filing.draft.year)
    assert found.value("cover/signed_on") == filing.value("cover/signed_on")
    assert found.draft.notes == ()


def test_our_own_reader_finds_awkward_texts_too(tmp_path: Path) -> None:
    filing = with_values(sample("2023"), {"overview": AWKWARD})
    found = match(READERS[".html"](export(filing, tmp_path / "report.html", copy="draft"))).filing
    assert without_cover(found) == without_cover(filing)


def readable(folder: Path) -> Iterator[Filing]:
    for path in sorted(folder.glob("*.html")):
        try:
            yield match(READERS[".html"](path), organization="某局").filing
        except AppError:
            continue


@pytest.mark.slow
def test_published_reports_are_read_back_as_they_were(corpus: Path, tmp_path: Path) -> None:
    filings = list(readable(corpus))
    assert len(filings) >= 10
    for filing in filings:
        page = export(filing, tmp_path / "report.html", copy="draft", overwrite=True)
        assert without_cover(match(READERS[".html"](page)).filing) == without_cover(filing)


@pytest.mark.parametrize("broken", [b"", b"<p>", b"<html><body/></html>"])
def test_what_is_no_page_of_ours_is_not_taken_for_one(broken: bytes) -> None:
    with pytest.raises((SyntaxError, ValueError)):
        read_back(broken)


# Pasted into a portal


def pasted(filing: Filing, copy: CopyKind = "filing") -> str:
    return fragment(blocks_of(filing, copy), load())


@pytest.mark.parametrize("copy", COPIES)
def test_what_is_pasted_is_valid_and_says_the_same_as_the_page(copy: CopyKind) -> None:
    filing = with_values(sample("2023"), {"overview": AWKWARD})
    root = tree(f"<!DOCTYPE html><html><head><title>x</title></head><body>{pasted(filing, copy)}</body></html>")
    page = tree(written(filing, copy))
    for tag in ("h1", "h2", "h3", "h4", "p", "th", "td"):
        assert [text_of(one) for one in root.iter(tag)] == [text_of(one) for one in page.iter(tag)]


def test_what_is_pasted_needs_no_style_sheet_and_brings_no_names() -> None:
    piece = pasted(sample("2023"))
    assert not re.search(r"<style| class=| id=| headers=", piece)
    root = etree.fromstring(f"<div>{piece}</div>")
    assert all("border:1px solid" in str(one.get("style")) for one in root.iter("td", "th"))
    assert all("border-collapse" in str(one.get("style")) for one in root.iter("table"))
    assert len({one.get("aria-label") for one in root.iter("table")}) == 3
    assert "background-color:#C6D9F1" in piece


def test_a_form_with_one_column_and_no_title_is_a_page_too(form_of: Callable[[str], Any]) -> None:
    from app.draft import Draft

    text = """edition = "first"
first_year = 1
source = "s"
[[section]]
id = "a"
kind = "table"
title = "一、甲"
[[section.band]]
columns = [{ id = "x", label = "乙" }]
rows = [{ id = "r", label = "丙" }, { id = "r.s", label = "丁" }]
"""
    filing = Filing(form_of(text), Draft("tiny", "某局", 2030, {"a/r.s/x": "7"}))
    root = tree(written(filing))
    assert [text_of(one) for one in root.iter("td") if one.get("headers")] == ["7"]
    assert [one.text for one in read_back(written(filing).encode()) if isinstance(one, Paragraph)] == []


# What is not of the form


def table_of_years() -> Table:
    """Years down, figures across: labels in the first row and in the first column."""
    texts = (("年度", "新收"), ("2022", "5"), ("2023", "7"))
    cells = tuple(
        TableCell(row=row, column=column, text=text, kind=None if row and column else "column")
        for row, line in enumerate(texts)
        for column, text in enumerate(line)
    )
    return Table(rows=3, columns=2, cells=cells, head_rows=1, widths=(1, 1))


def test_a_picture_stands_in_the_page_itself_with_what_it_shows_in_words() -> None:
    picture = Picture(content=b"\x89PNG", alt='新收<与>"办结"', width=127, height=50)
    blocks = (*blocks_of(sample("2023")), Heading(text="附图"), Paragraph(text="各年<新收>", picture=picture))
    page = write_html((*blocks, table_of_years()), load(), carrier.identity(sample("2023"))).decode()
    image = tree(page).find(".//figure/img")
    assert image.attrib == {"src": "data:image/png;base64,iVBORw==", "alt": picture.alt, "width": "480"}
    assert text_of(tree(page).find(".//figcaption")) == "各年<新收>"
    assert [one.text for one in read_back(page.encode())[-3:-1] if not isinstance(one, Table)] == ["附图", "各年<新收>"]
    etree.fromstring(f"<div>{fragment(blocks, load())}</div>")


def test_a_label_below_the_head_is_its_rows() -> None:
    page = write_html((Heading(text="附表"), table_of_years()), load(), carrier.identity(sample("2023"))).decode()
    scopes = [(text_of(one), one.get("scope")) for one in tree(page).iter("th")]
    assert scopes == [("年度", "col"), ("新收", "col"), ("2022", "row"), ("2023", "row")]
