"""Ready sentences: read strictly, offered where they are true, put where they belong, and they remember."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app import phrases as phrases_module
from app.draft import Draft, Filing, new_filing, with_value, with_values
from app.draft_file import read_draft
from app.errors import FormFileError
from app.form import Form
from app.i18n import use_language
from app.paths import samples
from app.phrases import Written, load, offered, phrases, preface, put_phrase, silence, whole
from app.remembered import changed_figures, refreshed

TINY_FORM = """
edition = "first"
first_year = 2031
source = "某文〔2031〕1号"
name = "《某通知》"

[[section]]
id = "cover"
kind = "fields"
title = "封面"
fields = [
  { id = "organization", type = "text", label = "单位" },
  { id = "year", type = "year", label = "年度" },
  { id = "phone", type = "text", label = "电话" },
  { id = "place", type = "text", label = "地址" },
]

[[section]]
id = "text"
kind = "narrative"
title = "一、文字"

[[section]]
id = "visits"
kind = "table"
title = "二、来访"

[[section.band]]
value = { type = "count", unit = "人" }
columns = [{ id = "adult", label = "成人" }, { id = "child", label = "儿童" }]
rows = [{ id = "came", label = "来了" }, { id = "left", label = "走了" }]
"""
TINY = """
[[phrase]]
id = "came"
section = "text"
title = "来了"
text = "来了{visits/came/adult}位成人。"
when_any = ["visits/came/adult"]

[[phrase]]
id = "none"
section = "text"
title = "没有"
text = "{year}年没有人来。"
when_zero = ["visits/came/adult", "visits/came/child"]

[[phrase]]
id = "each"
section = "text"
title = "分别"
text = "其中{list}。"
list = ["成人{visits/came/adult}位", "儿童{visits/came/child}位"]
join = "、"
paragraph = true

[[phrase]]
id = "contact"
section = "text"
title = "联系"
text = "请与{organization}联系（{list}）。"
list = ["电话：{cover/phone}", "地址：{cover/place}"]
join = "；"

[[phrase]]
id = "basis"
section = "text"
title = "依据"
text = "根据{name}（{source}）编制。"

[[phrase]]
id = "elsewhere"
section = "text"
title = "别处"
text = "{visits/came/nobody}。"

[[phrase]]
id = "later"
section = "text"
title = "别的版本"
text = "别的版本。"
needs = ["visits/came/nobody"]

[[whole]]
id = "all"
section = "text"
title = "全文"
paragraphs = [["basis", "came"], ["contact"], ["elsewhere"]]
"""
ADULT, CHILD = "visits/came/adult", "visits/came/child"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("zh_CN")


@pytest.fixture
def blank(form_of: Callable[[str], Form], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Filing:
    """An empty filing of a small form with a small file of phrases."""
    folder = tmp_path / "phrases"
    folder.mkdir()
    (folder / "tiny.toml").write_text(TINY, encoding="utf-8")
    monkeypatch.setattr(phrases_module, "resources", lambda: tmp_path)
    return Filing(form_of(TINY_FORM), Draft("tiny", "某局", 2031))


@pytest.fixture(scope="module")
def filled() -> Filing:
    return read_draft(samples()[-1])[0]


def ids(filing: Filing, section: str = "text") -> list[str]:
    return [one.phrase.id for one in offered(filing, section)]


def one_of(filing: Filing, id: str, section: str = "text") -> Written:
    return next(one for one in offered(filing, section) if one.phrase.id == id)


def put(filing: Filing, id: str, after: int | None = None) -> Filing:
    return put_phrase(filing, one_of(filing, id), "text", after)


# Offered


def test_a_phrase_of_places_that_the_form_lacks_is_not_offered(blank: Filing) -> None:
    assert [one.id for one in phrases(blank.form)] == ["came", "none", "each", "contact", "basis"]


def test_that_nothing_happened_is_offered_only_where_it_is_known(blank: Filing) -> None:
    assert ids(blank) == ["came", "each", "basis"]
    assert ids(with_value(blank, ADULT, "0")) == ["each", "basis"]
    assert ids(with_values(blank, {ADULT: "0", CHILD: "0"})) == ["none", "basis"]
    assert ids(with_values(blank, {ADULT: "2", CHILD: "0"})) == ["came", "each", "basis"]


def test_a_figure_stands_in_the_sentence_and_a_blank_one_is_named(blank: Filing) -> None:
    filing = with_value(blank, CHILD, "3")
    one = one_of(filing, "each")
    assert (one.text, one.blanks) == ("其中成人＿位、儿童3位。", (ADULT,))
    assert one_of(with_value(filing, ADULT, "１"), "each").blanks == ()


def test_a_clause_of_zeros_is_left_out(blank: Filing) -> None:
    filing = with_values(blank, {ADULT: "2", CHILD: "0"})
    assert one_of(filing, "each").text == "其中成人2位。"


def test_a_clause_with_a_blank_field_is_left_out_and_the_phrase_with_the_last(blank: Filing) -> None:
    assert "contact" not in ids(blank)
    assert one_of(with_value(blank, "cover/phone", "1"), "contact").text == "请与某局联系（电话：1）。"
    filing = with_values(blank, {"cover/phone": "1", "cover/place": "某路"})
    assert one_of(filing, "contact").text == "请与某局联系（电话：1；地址：某路）。"


def test_notice_number_and_year_are_those_of_the_form_and_the_draft(blank: Filing) -> None:
    assert one_of(blank, "basis").text == "根据《某通知》（某文〔2031〕1号）编制。"
    filing = with_values(blank, {ADULT: "0", CHILD: "0"})
    assert one_of(filing, "none").text == "2031年没有人来。"


def test_a_phrase_is_known_in_the_text_whatever_its_figures(blank: Filing) -> None:
    filing = put(with_value(blank, ADULT, "2"), "came")
    assert one_of(filing, "came").is_in_text
    assert one_of(with_value(filing, ADULT, "3"), "came").is_in_text
    assert not one_of(with_value(filing, "text", "没有"), "came").is_in_text


def test_a_family_without_a_file_has_no_phrases(blank: Filing, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(phrases_module, "resources", lambda: tmp_path / "nowhere")
    assert (phrases(blank.form), offered(blank, "text"), preface(blank)) == ((), (), None)
    assert offered(blank, "nowhere") == ()


# Put in


def test_a_phrase_follows_at_the_end_of_the_paragraph_where_the_clerk_is(blank: Filing) -> None:
    filing = with_values(blank, {ADULT: "2", "text": "甲。\n乙\n丙。"})
    assert put(filing, "came", 0).value("text") == "甲。来了2位成人。\n乙\n丙。"
    assert put(filing, "came", 1).value("text") == "甲。\n乙。来了2位成人。\n丙。"
    assert put(filing, "came", 99).value("text") == "甲。\n乙\n丙。来了2位成人。"
    assert put(filing, "came").value("text") == "甲。\n乙\n丙。\n来了2位成人。"
    assert put(filing, "each", 0).value("text") == "甲。\n其中成人2位、儿童＿位。\n乙\n丙。"
    assert put(with_value(filing, "text", ""), "came", 0).value("text") == "来了2位成人。"


def test_what_is_put_in_remembers_its_figures_and_nothing_else_does(blank: Filing) -> None:
    filing = put(put(with_values(blank, {ADULT: "2", CHILD: "1"}), "came"), "basis")
    assert [note.kind for note in filing.draft.notes] == ["figure"]
    (changed,) = changed_figures(with_value(filing, ADULT, "5"))
    assert changed.new_sentence == "来了5位成人。"


def test_a_whole_narrative_replaces_what_stands_there_and_leaves_out_what_is_not_known(blank: Filing) -> None:
    filing = with_values(blank, {ADULT: "2", "text": "旧的一段。\n又一段。"})
    made = whole(filing, "text")
    assert made is not None
    assert made == preface(filing)
    assert made.text == "根据《某通知》（某文〔2031〕1号）编制。来了2位成人。"
    assert (made.is_whole, made.is_in_text) == (True, False)
    new = put_phrase(filing, made, "text")
    assert new.value("text") == made.text
    assert len(new.draft.notes) == 1
    now = whole(with_value(new, "cover/phone", "1"), "text")
    assert now is not None
    assert now.text.split("\n")[1:] == ["请与某局联系（电话：1）。"]
    again = whole(new, "text")
    assert again is not None
    assert again.is_in_text


def test_putting_the_same_whole_in_twice_is_once(blank: Filing) -> None:
    filing = with_value(blank, ADULT, "2")
    made = whole(filing, "text")
    assert made is not None
    once = put_phrase(filing, made, "text")
    twice = put_phrase(once, made, "text")
    assert twice.draft.values == once.draft.values
    assert len(changed_figures(with_value(twice, ADULT, "3"))) == len(twice.draft.notes) == 1


# Under the headings of the law


def overview(filing: Filing, id: str, after: int | None = None) -> list[str]:
    return put_phrase(filing, one_of(filing, id, "overview"), "overview", after).value("overview").split("\n")


def test_a_phrase_of_an_aspect_writes_its_heading_into_a_blank_text(filled: Filing) -> None:
    filing = with_value(filled, "overview", "")
    (line,) = overview(filing, "overview.applications")
    assert line.startswith("（一）依申请公开。全年新收政府信息公开申请55件，上年结转4件；办结54件")


def test_a_phrase_of_an_aspect_goes_under_its_heading_wherever_the_clerk_is(filled: Filing) -> None:
    filing = with_value(
        filled, "overview", "引言。\n（一）主动公开。甲。\n1.细目。乙。\n（二）依申请公开\n丙。\n（三）监督保障。丁。"
    )
    lines = overview(filing, "overview.applications", 0)
    assert lines[4].startswith("丙。全年新收")
    assert overview(filing, "overview.fees")[2] == "1.细目。乙。收取行政事业性收费598.3万元。"
    assert overview(filing, "overview.fees", 1)[1] == "（一）主动公开。甲。收取行政事业性收费598.3万元。"
    added = overview(filing, "overview.management")
    assert added[5].startswith("（三）政府信息管理。全年制作公文＿件")
    assert added[6] == "（四）监督保障。丁。"


def test_a_text_without_headings_gets_none(filled: Filing) -> None:
    filing = with_value(filled, "overview", "引言。\n随意写的一段。")
    assert overview(filing, "overview.fees", 0) == ["引言。收取行政事业性收费598.3万元。", "随意写的一段。"]


def test_what_only_governments_must_speak_of_is_offered_to_them_alone(filled: Filing) -> None:
    assert "overview.accountability" not in ids(filled, "overview")
    assert "overview.accountability" in ids(with_value(filled, "cover/level", "county"), "overview")


def test_the_preface_of_a_real_form_says_what_the_cover_has(filled: Filing) -> None:
    made = preface(filled)
    assert made is not None
    for said in (
        "国办公开办函〔2021〕30号",
        "2023年1月1日至12月31日",
        "https://www.example.cn/jyj/zfxxgk/",
        "0000-8600123",
    ):
        assert said in made.text
    bare = preface(new_filing("disclosure", "某局", 2023))
    assert bare is not None
    assert bare.text.endswith("2023年1月1日至12月31日。")
    assert "（）" not in bare.text
    part = preface(with_values(filled, {"cover/postcode": "", "cover/email": ""}))
    assert part is not None
    assert part.text.endswith("（地址：清源县文昌路1号；电话：0000-8600123）。")


def test_the_preface_names_article_and_body_and_a_field_of_zeros_is_no_figure(filled: Filing) -> None:
    made = preface(with_value(filled, "cover/postcode", "000000"))
    assert made is not None
    assert "《中华人民共和国政府信息公开条例》第五十条和《" in made.text
    assert "清源县教育局编制了2023年政府信息公开工作年度报告。" in made.text
    assert "邮编：000000；" in made.text


def test_the_law_wants_no_ready_words_for_problems(filled: Filing) -> None:
    assert ids(filled, "problems") == []
    assert "敷衍了事" in silence(filled.form, "problems")
    assert silence(filled.form, "overview") == ""


# Faults of a file


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('title = "来了"', 'titel = "来了"', "unknown key “titel”"),
        ('id = "none"', 'id = "came"', "stands twice"),
        ("来了{visits/came/adult}位", "来了{visits/came/adult位", "whole braces"),
        ("其中{list}。", "其中没有。", "a list is given"),
        ("来了{visits/came/adult}位", "来了{list}位", "a list is given"),
        ('["contact"]', '["contakt"]', "no phrase “contakt” .*contact"),
        ("成人{visits/came/adult}位", "", "whole braces"),
    ],
)
def test_a_fault_of_the_file_is_told_with_its_place(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert old in TINY
    path = tmp_path / "own.toml"
    path.write_text(TINY.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(FormFileError, match=told):
        load(path)


def test_a_sentence_that_stands_there_already_is_told_from_the_one_put_in(filled: Filing) -> None:
    amount = "proactive/fees/amount"
    before = with_value(filled, "overview", "上年收取行政事业性收费598.3万元。今年")
    filing = put_phrase(before, one_of(before, "overview.fees", "overview"), "overview", 0)
    assert filing.value("overview").endswith("今年。收取行政事业性收费598.3万元。")
    (changed,) = changed_figures(with_value(filing, amount, "600"))
    now = refreshed(with_value(filing, amount, "600"), changed.note)
    assert now.value("overview") == "上年收取行政事业性收费598.3万元。今年。收取行政事业性收费600万元。"
