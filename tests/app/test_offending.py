"""The words of which a finding speaks, found again in the text."""

import pytest

from app.check import check
from app.draft import new_filing, with_values
from app.finding import Finding
from app.offending import offending


def told(message, *values, places=("overview",)):
    return Finding(code="x", rule="M1", severity="info", addresses=places, message=message, values=values)


def chosen(finding, text):
    span = offending(finding, text)
    return text[slice(*span)] if span else None


@pytest.mark.parametrize(
    ("finding", "text", "words"),
    [
        (told("“不子”应为“不予”：“今后不子公开的”"), "不子。今后不子公开的", "不子"),
        (
            told("写的是“收到申请9件”，而表三“一、新收”现为3", places=("overview", "a/b/c")),
            "收到申请9件。",
            "收到申请9件",
        ),
        (told("写的是“收到申请9件，办结…共8件”"), "收到申请9件，办结6件，共8件", "收到申请9件"),
        (told("“一是‘甲’办法”没有写完"), "后面一是“甲”办法。", "一是“甲”办法"),
        (told("共1501字", "1501", "1500"), "公开1501件", None),
        (told("没有写“机构”"), "没有。", None),
    ],
)
def test_the_words_are_found_where_they_stand_and_no_others(finding, text, words):
    assert chosen(finding, text) == words


def test_of_words_that_stand_twice_those_in_their_surroundings_are_chosen():
    finding = told("“:”应为“：”：“办理结果如下:予以公开”")
    text = "时间8:30。办理结果如下:予以公开3件。"
    assert offending(finding, text) == (text.rindex(":"), text.rindex(":") + 1)


def test_the_words_of_real_findings_are_found():
    text = "（一）今后将按不子公开的要求核对。\n（二）全年公开,及时。收到政府信息公开申请9件。"
    filing = with_values(new_filing("disclosure", "清源县教育局", 2023), {"overview": text})
    found = {one.code: chosen(one, text) for one in check(filing).findings if one.addresses[:1] == ("overview",)}
    assert found["text.typo"] == "不子"
    assert found["text.punctuation"] == ","
