"""Clean-up of text: what is proposed, what is left alone, and that what is cleaned stays clean."""

import re
import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.intake import take_in
from app.outline import outline
from app.paths import resources
from app.tidy import Kind, Proposal, applied, kind_name, tidied
from app.tidy.edits import Edit, composed, edited

SAMPLES = sorted((resources() / "samples" / "disclosure").glob("*.json"))


def cleaned(text, *kinds):
    return applied(text, tidied(text, kinds or tuple(Kind)))


# What is cleaned


@pytest.mark.parametrize(
    ("kind", "text", "clean"),
    [
        (Kind.PUNCTUATION, "全年公开信息705条,其中网站462条;办结54件.", "全年公开信息705条，其中网站462条；办结54件。"),
        (Kind.PUNCTUATION, "电话:0000-8600123,附件2:目录", "电话：0000-8600123，附件2：目录"),
        (Kind.PUNCTUATION, "依据《条例》(国令第711号)公开.", "依据《条例》（国令第711号）公开。"),
        (Kind.PUNCTUATION, "增长(5.3%)和平台(APP)建设!", "增长（5.3%）和平台（APP）建设！"),
        (Kind.PUNCTUATION, "第（八)项", "第（八）项"),
        (Kind.PUNCTUATION, "一是加强领导. 二是完善制度.三是强化监督.", "一是加强领导。 二是完善制度。三是强化监督。"),
        (Kind.QUOTES, "打造\"清源教育\"品牌，'放管服'改革", "打造“清源教育”品牌，‘放管服’改革"),
        (Kind.QUOTES, '召开“推进会"3次', "召开“推进会”3次"),
        (Kind.SPACES, "2023 年 1 月 1 日至 12 月 31 日，共 12 件", "2023年1月1日至12月31日，共12件"),
        (Kind.SPACES, "主动 公开。 同时， 依法", "主动公开。同时，依法"),
        (Kind.INDENT, "　　主动公开", "主动公开"),
        (Kind.INDENT, "\t主动公开", "主动公开"),
        (Kind.WIDTH, "公开１２．５％，ＡＰＰ１个", "公开12.5%，APP1个"),
        (Kind.DOUBLED, "公开，，办结、。共：：12件。。", "公开，办结。共：12件。"),
        (Kind.DASHES, "公开…还有...等--其中", "公开……还有……等——其中"),
        (Kind.NUMBERING, "一. 总体情况", "一、 总体情况"),
        (Kind.NUMBERING, "( 一 )、主动公开", "（一）主动公开"),
        (Kind.NUMBERING, "(三) 政府信息管理", "（三） 政府信息管理"),
        (Kind.NUMBERING, "1、解读形式单一", "1.解读形式单一"),
        (Kind.NUMBERING, "1．解读形式单一", "1.解读形式单一"),
        (Kind.NUMBERING, "（1)、问题", "（1）问题"),
        (Kind.INVISIBLE, "主动\u200b公开\ufeff", "主动公开"),
        (Kind.REMAINS, "<!--[if !supportLists]-->1.<!--[endif]-->问题", "1.问题"),
        (Kind.DOCUMENT, "国办公开办函[2021]30号、国办发【2020】 17号", "国办公开办函〔2021〕30号、国办发〔2020〕 17号"),
        (Kind.DOCUMENT, "国办发（2020）17号", "国办发〔2020〕17号"),
    ],
)
def test_each_kind_cleans_its_own_and_nothing_else(kind, text, clean):
    assert cleaned(text, kind) == clean
    assert {one.kind for one in tidied(text, [kind])} == {kind}


@pytest.mark.parametrize(
    "text",
    [
        "网址为https://www.example.cn/jyj/zfxxgk/a,b.html?x=1;y=2。",
        "（网址：http://www.example.cn/）",
        "邮箱xxgk.a@example.cn，文件名为公开.pdf和report(1).docx",
        "12:30至13:00开会，比例3:1，增长3.5%，共1,234件",
        "分A,B两类，执行GB/T 9704和ISO 9001 标准",
        "English text, with commas; and (brackets). It's 12 o'clock.",
        "1、2月份公开12条，3、4月份公开34条。",
        "局长买买提.艾力参加会议，十三.五规划和清源县.政务域名。",
        "（2023）闽01行终12号判决",
        "联系人：张三 电话：0000-8600123",
        "本年度收到申请   件，办结 件。",
        "（  ）和()以及( )件",
        "清源县教育局　2024年1月19日",
        "附件：1.报告 2.表格，共两份",
        "四条省略号…………另起一段",
        "2021--2025年，报告书-->下一页",
        "5\" 屏幕，共3\"块",
        "自然人 12 3 0 法人，总计",
        "（一）（二）两项合并公布",
        "",
    ],
)  # fmt: skip
def test_what_is_meant_so_is_left_alone(text):
    assert tidied(text) == ()


def test_an_address_keeps_its_signs_and_the_text_around_it_is_cleaned():
    text = "见网站(www.a.gov.cn),网址:https://www.a.gov.cn/x(1),y.html,电话12345."
    assert cleaned(text) == "见网站（www.a.gov.cn），网址：https://www.a.gov.cn/x(1),y.html，电话12345."


def test_what_one_kind_makes_another_cleans_in_the_same_go():
    assert cleaned("　( 一 )、全年公开  信息,,共&nbsp;１２ 条。。。") == "（一）全年公开信息，共12条……"
    assert cleaned("根据国办发[２０２１]  30 号") == "根据国办发〔2021〕30号"


def test_numbering_that_was_cleaned_is_a_level_of_the_outline():
    for text, level in (("( 一 )、主动公开情况", 2), ("1、解读形式单一", 3), ("(1)、问题", 4)):
        assert outline(cleaned(text)).level == level


def test_a_kind_that_is_left_out_changes_nothing():
    text = "全年公开  信息,共１２条"
    assert cleaned(text, *(set(Kind) - {Kind.PUNCTUATION})) == "全年公开信息,共12条"


def test_a_proposal_tells_paragraph_place_and_both_wordings():
    assert tidied("主动公开。\n共12件,办结") == (Proposal(1, 4, 5, ",", "，", Kind.PUNCTUATION),)


def test_some_of_the_proposals_can_be_taken():
    text = "公开,办结.\n公开,办结."
    assert applied(text, [one for one in tidied(text) if one.paragraph == 1]) == "公开,办结.\n公开，办结。"


def test_paragraphs_stay_as_they_are_but_one_of_which_nothing_is_left_goes():
    assert cleaned("主动公开\n\u200b\n　　依法办理") == "主动公开\n依法办理"
    assert cleaned("主动公开\n\n依法办理") == "主动公开\n\n依法办理"


def test_every_kind_has_a_name():
    assert len({kind_name(kind) for kind in Kind}) == len(Kind)


# What holds for every text

PIECES = [
    *"一二三十公开年件条月日，。、；：！？…—“”‘’（）《》〔〕,;:!?.()\"'-<>[]& \u3000\t\u200b１２Ａ％．012abHtpw@\n｡〇",
    *("http://www.a.cn/", "www.a.cn", "a@b.cn", "[2021]30号", "<!--[if x]-->", "&nbsp;", "...", "--", "(一)、", "1、"),
    *("( )", "政府信息", "3.5%", "12:30", "国办发(2021) 3号", "2023 年", "APP", "。。。"),
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)
REMAINS = re.compile(r"<!(?:--)?\[(?:if|endif)[^\]<>]*\](?:--)?>|</?o:p>|&nbsp;")


def letters(text):
    return [sign for sign in unicodedata.normalize("NFKC", text) if sign.isalnum()]


@given(TEXTS)
def test_what_is_cleaned_stays_clean(text):
    assert tidied(cleaned(text)) == ()


@given(TEXTS)
def test_no_digit_letter_or_character_is_another(text):
    text = REMAINS.sub("", text)
    proposals = [one for one in tidied(text) if one.kind is not Kind.REMAINS]
    if len(proposals) == len(tidied(text)):
        assert letters(applied(text, proposals)) == letters(text)


@given(TEXTS)
def test_proposals_stand_in_order_and_quote_the_text(text):
    found, lines = tidied(text), text.split("\n")
    assert all(lines[one.paragraph][one.start : one.end] == one.old != one.new for one in found)
    for one, other in pairwise(found):
        assert (one.paragraph, one.end) <= (other.paragraph, other.start)


@given(TEXTS, st.sets(st.sampled_from(Kind)))
def test_each_paragraph_is_cleaned_by_itself(text, kinds):
    lines = [(line, applied(line, tidied(line, kinds))) for line in text.split("\n")]
    assert applied(text, tidied(text, kinds)) == "\n".join(new for old, new in lines if new or not old)


EDITS = st.lists(st.tuples(st.integers(0, 12), st.integers(1, 3), st.text("xy", max_size=3)), max_size=5)


def made(text, rough):
    """Edits in order that do not overlap, of whatever was drawn."""
    found, place = [], 0
    for gap, length, new in rough:
        start = place + gap
        if start + length > len(text):
            break
        found.append(Edit(start, start + length, new, Kind.SPACES))
        place = start + length
    return found


@given(st.text("abc", max_size=40), EDITS, EDITS)
def test_edits_of_the_edited_text_become_edits_of_the_first(text, rough, more):
    done = made(text, rough)
    once = edited(text, done)
    twice = made(once, more)
    assert edited(text, composed(done, twice)) == edited(once, twice)


# Real texts


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_samples_are_clean(path):
    filing = take_in(path).filing
    assert {one: tidied(filing.value(one)) for one in filing.form.narratives if tidied(filing.value(one))} == {}


def published(corpus):
    for path in sorted((*corpus.glob("*.txt"), *corpus.glob("*.md"), *corpus.glob("derived/*.txt"))):
        if path.name != "README.md":
            yield path.name, path.read_text(encoding="utf-8")


def test_published_reports_keep_their_figures_addresses_and_times(corpus):
    figures = re.compile(r"\d+(?:[.,:]\d+)+%?|(?:https?://|www\.)[!-~]+?(?=[)）。，;；]|\s|$)|[\w.]+@[\w.]+")
    for name, text in published(corpus):
        clean = cleaned(text)
        assert figures.findall(clean) == figures.findall(text), name
        assert tidied(clean) == (), name


def test_twenty_thousand_characters_are_read_in_no_time():
    text = '全年公开信息,共 12 条;其中"网站"３条(含专栏)...办结。\n' * 600
    text = text[:20_000]
    started = time.perf_counter()
    found = tidied(text)
    assert time.perf_counter() - started < 1  # on the bench 30 ms; a loaded machine has its reserve
    assert len(found) > 1000
