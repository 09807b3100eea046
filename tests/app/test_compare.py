"""Two reports side by side: every cell with its change, every sentence once, the same seen from either side."""

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.commands.call import Call
from app.commands.compare import COMPARE
from app.commands.parser import Parser
from app.compare import Change, SentenceChange, Wording, compare
from app.compare.sentences import joined, split
from app.compare.spans import spans
from app.compare.texts import text_change
from app.compare.words import SIGNS, change_name, summary_in_words, wording_name
from app.draft import Draft, Filing, new_filing, paragraphs, with_values
from app.form import Form
from app.i18n import use_language
from app.intake import take_in
from app.paths import samples

RECEIVED = "applications/received/applicant.natural_person"
TOTAL = "applications/received/applicant.total"
FEES = "proactive/fees/amount"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("zh_CN")


def filing(values: dict[str, str], year: int = 2023, organization: str = "某局") -> Filing:
    """A filing with those of the values for which its edition has a place."""
    empty = new_filing("disclosure", organization, year)
    return with_values(empty, {address: text for address, text in values.items() if address in empty.form.addresses})


def sample(year: int) -> Filing:
    return take_in(next(path for path in samples() if path.stem == str(year))).filing


def cell(old: Filing, new: Filing, address: str):
    return next(one for one in compare(old, new).places if one.address == address)


def sentences(old: str, new: str) -> list[tuple[str, str, str]]:
    changes = text_change("overview", "", old, new).sentences
    return [(SIGNS[one.wording], one.old.text if one.old else "", one.new.text if one.new else "") for one in changes]


# Cells


@pytest.mark.parametrize(
    ("old", "new", "change", "difference"),
    [
        ("3", "12", "changed", "+9"),
        ("12", "3", "changed", "-9"),
        ("3", "3", "same", "0"),
        ("", "3", "filled", ""),
        ("3", "", "emptied", ""),
        ("", "", "same", ""),
        ("一百", "3", "changed", ""),
        ("一百", "一百", "same", ""),
    ],
)
def test_a_cell_is_told_with_its_change(old: str, new: str, change: str, difference: str) -> None:
    found = cell(filing({RECEIVED: old}), filing({RECEIVED: new}), RECEIVED)
    assert (found.change, found.difference, found.old, found.new) == (change, difference, old, new)


def test_money_is_subtracted_without_a_rounding_and_the_same_amount_is_the_same() -> None:
    found = cell(filing({FEES: "0.1"}), filing({FEES: "0.3"}), FEES)
    assert found.difference == "+0.2"
    assert cell(filing({FEES: "0.30"}), filing({FEES: "0.3"}), FEES).change == Change.SAME


def test_a_place_is_called_as_printed() -> None:
    found = cell(filing({}), filing({}), "applications/results.declined.repeated/applicant.total")
    assert (found.row, found.column, found.is_total) == ("（五）不予处理 2.重复申请", "总计", True)
    assert found.section == "applications"
    assert found.title.startswith("三、")


def test_a_total_is_computed_and_blank_where_it_would_be_printed_blank() -> None:
    parts = sample(2023).form.cells[TOTAL].parts
    whole, begun = filing(dict.fromkeys(parts, "1")), filing({RECEIVED: "1"})
    assert cell(whole, filing(dict.fromkeys(parts, "2")), TOTAL).difference == "+6"
    assert cell(begun, whole, TOTAL).change == Change.FILLED


def test_the_cover_is_compared_in_words_identity_included() -> None:
    old = filing({"cover/level": "department", "cover/signed_on": "2023-01-05"}, 2022)
    new = filing({"cover/level": "county", "cover/signed_on": "2023-01-05", "cover/sealed": "1"}, 2023, "某县")
    found = {one.address: (one.old, one.new) for one in compare(old, new).fields}
    assert found["cover/level"] == ("政府部门", "县级政府（汇总）")
    assert found["cover/signed_on"] == ("2023年1月5日", "2023年1月5日")
    assert found["cover/organization"] == ("某局", "某县")
    assert found["cover/year"] == ("2022", "2023")
    assert found["cover/sealed"] == ("", "yes")


def test_cells_that_one_edition_alone_has_stand_with_their_section() -> None:
    found = compare(sample(2020), sample(2022))
    only = {one.address: one for one in found.cells if one.change in (Change.ONLY_OLD, Change.ONLY_NEW)}
    gone = only["proactive/procurement/projects"]
    assert (gone.change, gone.old, gone.new, gone.old_address) == (Change.ONLY_OLD, "14", "", gone.address)
    assert change_name(gone, found) == "only in the form of 2019"
    assert only[FEES].change == Change.ONLY_NEW
    assert only[FEES].old_address == ""
    order = [one.section for one in found.cells]
    assert order == sorted(order, key=["proactive", "applications", "disputes"].index)
    assert len(found.cells) == len({*sample(2020).form.cells, *sample(2022).form.cells})


def test_a_place_that_one_edition_alone_has_is_no_difference_while_it_is_blank() -> None:
    found = compare(new_filing("disclosure", "某局", 2020), new_filing("disclosure", "某局", 2022))
    assert [one.address for one in found.places if one.differs] == ["cover/year"]
    assert found.count(Change.ONLY_OLD) == found.count(Change.ONLY_NEW) == 0


OLD_FORM = """
edition = "first"
first_year = 2001
source = "x"
[[section]]
id = "tables"
kind = "table"
title = "一、表"
[[section.band]]
columns = [ { id = "count", label = "数" } ]
rows = [ { id = "before", label = "旧名" }, { id = "kept", label = "同名" }, { id = "left", label = "不再有" } ]
"""


def test_what_an_edition_renamed_is_one_place_whichever_is_the_older(form_of: Callable[[str], Form]) -> None:
    renamed = OLD_FORM.replace(
        '{ id = "before", label = "旧名" }', '{ id = "after", label = "新名", renamed = ["before"] }'
    )
    renamed = renamed.replace(', { id = "left", label = "不再有" }', "").replace("2001", "2002")

    def filled(form: Form, **rows: str) -> Filing:
        values = {f"tables/{row}/count": text for row, text in rows.items()}
        return Filing(form, Draft("tiny", "某局", form.first_year, MappingProxyType(values)))

    old = filled(form_of(OLD_FORM), before="1", kept="2", left="3")
    new = filled(form_of(renamed), after="4", kept="2")
    found = [(one.row, one.old, one.new, one.change.value) for one in compare(old, new).cells]
    assert found == [("新名", "1", "4", "changed"), ("同名", "2", "2", "same"), ("不再有", "3", "", "only_old")]
    back = [(one.row, one.old, one.new, one.change.value) for one in compare(new, old).cells]
    assert back == [("旧名", "4", "1", "changed"), ("同名", "2", "2", "same"), ("不再有", "", "3", "only_new")]


# Sentences


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("甲。乙！丙？丁；戊", ["甲。", "乙！", "丙？", "丁；", "戊"]),
        ("金额1.5万元，占12.5%。", ["金额1.5万元，占12.5%。"]),
        ("（一）主动公开。全年3条。", ["（一）主动公开。", "全年3条。"]),
        ("他说：“好。”会后落实。", ["他说：“好。”", "会后落实。"]),
        ("见附件（一是甲；二是乙）。丙", ["见附件（一是甲；二是乙）。", "丙"]),
        ("一（二。三", ["一（二。", "三"]),
        ("网址https://a.cn/?id=1;b=2。完", ["网址https://a.cn/?id=1;b=2。", "完"]),
        ("受理2件;办结2件!", ["受理2件;", "办结2件!"]),
        ("真的！！……是。", ["真的！！……", "是。"]),
        ("甲\n乙。丙", ["甲", "乙。", "丙"]),
        ("", []),
    ],
)
def test_a_text_is_split_where_a_sentence_ends(text: str, pieces: list[str]) -> None:
    assert [one.text for one in split(text)] == pieces


def test_a_sentence_knows_whether_a_paragraph_begins_with_it() -> None:
    assert [one.begins for one in split("甲。乙。\n丙。")] == [True, False, True]


def test_sentences_are_the_same_reworded_new_or_gone() -> None:
    old = "（一）主动公开。全年新收申请3件，上年结转1件。没有被起诉。开展培训一次。"
    new = "（一）主动公开。全年新收申请12件，上年结转2件。开展培训一次。网站改版上线。"
    assert sentences(old, new) == [
        ("＝", "（一）主动公开。", "（一）主动公开。"),
        ("≈", "全年新收申请3件，上年结转1件。", "全年新收申请12件，上年结转2件。"),
        ("－", "没有被起诉。", ""),
        ("＝", "开展培训一次。", "开展培训一次。"),
        ("＋", "", "网站改版上线。"),
    ]


def test_a_sentence_at_another_place_is_known_again() -> None:
    first, second, third = "编制公开指南并更新。", "开展业务培训两次。", "县里检查了各乡镇的公开栏。"
    found = sentences(first + second + third, second + third + first)
    assert [sign for sign, _old, _new in found] == ["＝", "＝", "↕"]


def test_figures_do_not_hide_what_a_sentence_answers() -> None:
    old = "新收3件。新收申请中自然人占多数。"
    new = "新收12件。新收申请中法人占多数。"
    assert [sign for sign, _old, _new in sentences(old, new)] == ["≈", "≈"]
    change = text_change("", "", old, new).sentences[0]
    assert change.only_figures
    assert wording_name(change) == "other figures"


def test_short_headings_are_not_taken_for_one_another() -> None:
    assert {sign for sign, *_texts in sentences("（一）主动公开。", "（二）平台建设。")} == {"＋", "－"}


@pytest.mark.parametrize(
    ("old", "new", "here", "there"),
    [
        ("收到12件。", "收到120件。", ["12"], ["120"]),
        ("金额1.5万元", "金额1.25万元", ["1.5"], ["1.25"]),
        ("甲乙丙丁", "甲乙丁", ["丙"], []),
        ("全年通过公众号公开信息", "全年公开信息", ["通过公众号"], []),
        ("一是甲的事项", "二是乙的事项", ["一是甲"], ["二是乙"]),
        ("相同", "相同", [], []),
    ],
)
def test_the_stretches_that_differ_are_whole_and_few(old: str, new: str, here: list[str], there: list[str]) -> None:
    found = spans(old, new)
    assert [old[start:end] for start, end in found[0]] == here
    assert [new[start:end] for start, end in found[1]] == there


def test_the_share_that_stands_unchanged_is_told() -> None:
    assert text_change("", "", "甲乙丙丁。戊己庚。", "甲乙丙丁。天地玄黄。").likeness == 0.5
    assert text_change("", "", "甲。", "甲。").likeness == 1
    assert text_change("", "", "甲。", "").likeness == 0


# Whichever is called old

PIECES = st.lists(
    st.sampled_from([
        "（一）主动公开。", "全年新收申请3件，结转1件。", "全年新收申请12件，结转1件。", "新收3件；", "新收15件；",
        "他说：“好。”", "没有其他需要报告的事项。", "没有其他需要说明的事项。", "\n", "　", "（未完", "1.5%", "甲",
    ])
)  # fmt: skip
TEXTS = PIECES.map("".join) | st.text("甲乙丙丁戊0129。；！？\n（）“” a.", max_size=60)


@given(TEXTS)
def test_joining_the_sentences_gives_the_text_back(text: str) -> None:
    assert joined(split(text)) == text


@given(TEXTS, TEXTS)
def test_every_sentence_appears_once(old: str, new: str) -> None:
    changes = text_change("", "", old, new).sentences
    olds = sorted((one for one in changes if one.old), key=lambda one: one.old_place)
    news = [one for one in changes if one.new]
    assert [one.old_place for one in olds] == list(range(len(split(old))))
    assert [one.new_place for one in news] == list(range(len(split(new))))
    assert joined([one.old for one in olds]) == old
    assert joined([one.new for one in news]) == new


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert {one.wording for one in text_change("", "", text, text).sentences} <= {Wording.SAME}


MIRROR = {Wording.NEW: Wording.GONE, Wording.GONE: Wording.NEW}


def mirrored(one: SentenceChange) -> tuple[object, ...]:
    wording = MIRROR.get(one.wording, one.wording)
    return wording, one.new_place, one.old_place, one.spans_new, one.spans_old


@given(TEXTS, TEXTS)
def test_a_text_differs_from_another_as_that_from_it(old: str, new: str) -> None:
    there, back = text_change("", "", old, new).sentences, text_change("", "", new, old).sentences
    plain = [(one.wording, one.old_place, one.new_place, one.spans_old, one.spans_new) for one in back]
    assert Counter(map(mirrored, there)) == Counter(plain)


@given(TEXTS, TEXTS)
def test_the_spans_of_a_rewording_hold_all_that_differs(old: str, new: str) -> None:
    here, there = spans(old, new)
    for found, text in ((here, old), (there, new)):
        assert all(0 <= start < end <= len(text) for start, end in found)
        assert all(one[1] < other[0] for one, other in pairwise(found))
    assert without(old, here) == without(new, there)


def without(text: str, found: tuple[tuple[int, int], ...]) -> str:
    return "".join(letter for place, letter in enumerate(text) if not any(s <= place < e for s, e in found))


VALUES = st.dictionaries(
    st.sampled_from([RECEIVED, "applications/received/applicant.organization.business", FEES, "cover/phone"]),
    st.sampled_from(["0", "3", "12", "0.5", "一百"]),
)
FILINGS = st.builds(
    lambda values, text, year: filing({**values, "overview": text}, year),
    VALUES, TEXTS.map(paragraphs), st.sampled_from([2020, 2022, 2023]),
)  # fmt: skip
OTHER_SIDE = {
    Change.FILLED: Change.EMPTIED, Change.EMPTIED: Change.FILLED,
    Change.ONLY_OLD: Change.ONLY_NEW, Change.ONLY_NEW: Change.ONLY_OLD,
}  # fmt: skip
TURNED = str.maketrans("+-", "-+")


@given(FILINGS)
def test_a_filing_does_not_differ_from_itself(one: Filing) -> None:
    found = compare(one, one)
    assert not found.differs
    assert summary_in_words(found) == "no difference"


@given(FILINGS, FILINGS)
def test_a_filing_differs_from_another_as_that_from_it(old: Filing, new: Filing) -> None:
    there, back = compare(old, new), compare(new, old)
    turned = {
        (one.address, one.new, one.old, OTHER_SIDE.get(one.change, one.change), one.difference.translate(TURNED))
        for one in there.places
    }
    assert turned == {(one.address, one.old, one.new, one.change, one.difference) for one in back.places}
    for wording in Wording:
        assert there.count_sentences(wording) == back.count_sentences(MIRROR.get(wording, wording))


@given(FILINGS, FILINGS)
def test_the_counts_add_up(old: Filing, new: Filing) -> None:
    found = compare(old, new)
    assert sum(one.differs for one in found.cells) == found.count(*(change for change in Change if change != "same"))
    assert found.count(Change.SAME) + sum(one.change != Change.SAME for one in found.cells) == len(found.cells)
    whole = sum(len(text.sentences) for text in found.texts)
    assert sum(found.count_sentences(wording) for wording in Wording) == whole
    assert all(0 <= text.likeness <= 1 for text in found.texts)


# Real size


def test_twenty_thousand_characters_are_compared_at_once() -> None:
    text = {
        year: "\n".join(sample(year).value(id) for id in ("overview", "problems", "other")) for year in (2022, 2023)
    }
    old, new = ("\n".join(one.replace("县", chr(0x4E00 + n)) for n in range(30))[:20000] for one in text.values())
    begun = time.perf_counter()
    found = text_change("", "", old, new)
    assert time.perf_counter() - begun < 1
    assert found.count(Wording.REWORDED) > 100


def test_one_sentence_a_thousand_times_is_no_million_pairs() -> None:
    begun = time.perf_counter()
    found = text_change("", "", "（一）主动公开3条。" * 2000, "（二）主动公开5条。" * 2000)
    assert time.perf_counter() - begun < 2
    assert found.count(Wording.REWORDED) == 2000


def test_the_samples_are_laid_side_by_side() -> None:
    found = compare(sample(2022), sample(2023))
    assert summary_in_words(found).startswith("58 cells differ · 3 lines of the cover differ · ")
    overview = next(text for text in found.texts if text.address == "overview")
    answers = {one.new.text: one.old.text for one in overview.sentences if one.wording == Wording.REWORDED}
    assert answers["没有发生责任追究的情形。"] == "全年没有发生责任追究的情形。"
    assert answers["制发行政规范性文件3件，废止2件，现行有效10件，废止的文件在目录中注明。"].startswith(
        "制发行政规范性文件2件"
    )


# The verb


def said(*argv: object):
    parser = Parser()
    COMPARE.arguments(parser)
    call = Call(parser.parse_args([str(one) for one in argv]), Path("no store is opened"))
    return COMPARE.run(call)


def path_of(year: int) -> Path:
    return next(path for path in samples() if path.stem == str(year))


def test_the_verb_lists_what_differs_by_section() -> None:
    answer = said(path_of(2022), path_of(2023))
    blocks = answer.text.split("\n\n")
    assert answer.code == 0
    assert [block.split("\n")[0].split(" ")[0] for block in blocks[1:4]] == [
        "基本信息", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况",
    ]  # fmt: skip
    assert blocks[2].split("\n")[4].split() == ["≈", "9", "10", "+1", "changed", "行政规范性文件", "现行有效件数"]
    assert "\n≈  全年没有发生责任追究的情形。\n→  没有发生责任追究的情形。" in answer.text
    assert "＝" not in answer.text
    assert "＝ （一）主动公开。" in said(path_of(2022), path_of(2023), "--all").text


def test_the_verb_answers_in_json() -> None:
    answer = json.loads(json.dumps(said(path_of(2020), path_of(2022)).json))
    assert answer.keys() == {"old", "new", "summary", "cells", "texts"}
    assert answer["old"] | {"given": ""} == {
        "given": "", "organization": "清源县教育局", "year": 2020, "edition": "2019",
    }  # fmt: skip
    (one,) = [cell for cell in answer["cells"] if cell["address"] == RECEIVED]
    assert (one["old"], one["new"], one["difference"], one["change"]) == ("21", "39", "+18", "changed")
    for sentence in answer["texts"][0]["sentences"]:
        assert sentence["wording"] in {"reworded", "new", "gone"}
        assert all(end <= len(sentence["old"]) for _start, end in sentence["spans_old"])


def test_the_verb_says_so_where_nothing_differs() -> None:
    answer = said(path_of(2022), path_of(2022))
    assert answer.text.split("\n")[-1] == "no difference"
    assert (answer.json["cells"], answer.json["texts"]) == ([], [])
