"""Saved pages as blocks: in whatever encoding, with their title, archives too; nothing is fetched."""

from pathlib import Path

import pytest

from app.blocks import Heading, Paragraph, Table
from app.errors import UnreadableDocument
from app.i18n import use_language
from app.intake import take_in
from app.readers.html import read_page

PAGE = (
    "<html><head>{head}</head><body><p>第一段。</p><h2>标题</h2>"
    "<table><tr><td>规章</td><td>3</td></tr></table></body></html>"
)


def page(tmp_path: Path, text: str, encoding: str = "utf-8", name: str = "page.html") -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


def texts(path: Path) -> list[str]:
    return [block.text for block in read_page(path) if isinstance(block, Heading | Paragraph)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("said", ["", '<meta charset="{}">', '<meta content="text/html; charset={}">'])
def test_a_page_is_read_in_its_encoding_whether_it_says_so_or_not(tmp_path, encoding, said):
    assert texts(page(tmp_path, PAGE.format(head=said.format(encoding)), encoding)) == ["第一段。", "标题"]


def test_what_the_bytes_look_like_comes_before_what_the_page_says(tmp_path):
    assert texts(page(tmp_path, PAGE.format(head='<meta charset="gb2312">'), "utf-8")) == ["第一段。", "标题"]


def test_a_page_that_calls_itself_gb2312_may_hold_rarer_characters(tmp_path):
    text = PAGE.format(head='<meta charset="gb2312">').replace("第一段。", "镕基、喆。")
    assert texts(page(tmp_path, text, "gb18030")) == ["镕基、喆。", "标题"]


def test_a_traditional_page_is_read_in_the_encoding_that_it_names(tmp_path):
    text = PAGE.format(head='<meta charset="big5">').replace("第一段。", "第一段，還有。")
    assert texts(page(tmp_path, text.replace("标题", "標題").replace("规章", "規章"), "big5")) == [
        "第一段，還有。",
        "標題",
    ]


def test_blocks_have_places_in_words(tmp_path):
    use_language("en")
    blocks = read_page(page(tmp_path, PAGE.format(head="")))
    use_language("zh_CN")
    assert [block.place for block in blocks] == ["paragraph 1", "paragraph 2", "table 1"]
    assert isinstance(blocks[2], Table)
    assert blocks[2].row_places == ("table 1, row 1",)


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("某局2023年政府信息公开工作年度报告_某县人民政府网", "某局2023年政府信息公开工作年度报告"),
        ("某局年报 - 某县人民政府", "某局年报"),
        ("2021—2023年规划", "2021—2023年规划"),
        ("A&amp;B", "A&B"),
    ],
)
def test_the_title_of_a_page_comes_first_without_the_name_of_the_site(tmp_path, title, shown):
    assert texts(page(tmp_path, PAGE.format(head=f"<title>{title}</title>")))[0] == shown


def test_an_archive_of_a_page_and_its_pictures_is_read(tmp_path):
    from email.message import EmailMessage

    archive = EmailMessage()
    archive["Subject"] = "年报"
    archive.set_content("不读", subtype="plain")
    archive.add_alternative(PAGE.format(head=""), subtype="html")
    archive.add_attachment(b"\x89PNG", maintype="image", subtype="png")
    path = tmp_path / "page.mht"
    path.write_bytes(b"MIME-Version: 1.0\r\n" + archive.as_bytes().replace(b"MIME-Version: 1.0\n", b""))
    assert texts(path) == ["第一段。", "标题"]


@pytest.mark.parametrize("text", ["", "   ", "<html><script>x()</script></html>", "<!-- 年报 -->"])
def test_a_page_without_words_is_refused_in_words(tmp_path, text):
    with pytest.raises(UnreadableDocument, match=r"page\.html"):
        read_page(page(tmp_path, text or " "))


def test_a_file_far_too_large_is_refused(tmp_path):
    path = tmp_path / "page.html"
    with path.open("wb") as file:
        file.truncate(20_000_000)
    with pytest.raises(UnreadableDocument, match="太大"):
        read_page(path)


def test_no_file_of_the_computer_comes_into_a_page(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("机密内容", encoding="utf-8")
    entity = f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{secret}">]>' + PAGE.format(head="").replace(
        "第一段。", "&x;无"
    )
    assert "机密内容" not in "".join(texts(page(tmp_path, entity)))


def test_labels_cut_into_many_spans_and_broken_lines_are_whole(tmp_path):
    text = (
        "<h1>某局2023年政府信息公开工作年度报告</h1><p>二、主动<b>公开</b>政府信息情况</p>"
        "<table><tr><td colspan=4>第二十条第（一）项</td></tr><tr><td>信息内容</td><td>本年<br>制发件数</td>"
        "<td>本年废止件数</td><td>现行有效件数</td></tr>"
        "<tr><td><span>规</span><span>\n章</span></td><td> 3 </td><td>0</td><td>12</td></tr></table>"
    )
    filing = take_in(page(tmp_path, text)).filing
    assert [filing.value(f"proactive/rules/{name}") for name in ("issued", "repealed", "in_force")] == ["3", "0", "12"]
