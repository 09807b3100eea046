"""The help beside a place: what is nearest says it, and last year's figure stands by; the verdict in words."""

from collections.abc import Callable, Iterator

import pytest

from app.draft import Draft, Filing, with_value, with_values
from app.finding import Verdict
from app.form import Form
from app.form_file import editions
from app.guidance import guidance
from app.i18n import use_language
from app.wording import verdict_in_words

TINY = """
edition = "first"
first_year = 2031
source = "某文"

[[section]]
id = "cover"
kind = "fields"
title = "封面"
source = "某文 总"
law = "“应当写明。”"
fields = [
  { id = "phone", type = "text", label = "电话", guidance = "总机。", example = "8600123" },
  { id = "kind", type = "choice", label = "类型", source = "某文 类", choices = [{ id = "a", label = "甲类" }] },
]

[[section]]
id = "text"
kind = "narrative"
title = "一、文字"
guidance = "写明白。"
source = "某文 一"
mistake = "空话。"
example = "例文。"

[[section]]
id = "visits"
kind = "table"
title = "二、来访"
guidance = "整表。"
source = "某文 二"
mistake = "整表的错。"
example = "来3人。"

[[section.band]]
guidance = "本块。"
columns = [
  { id = "who", label = "来访人", guidance = "各种人。", mistake = "漏人。" },
  { id = "who.adult", label = "成人", source = "某文 三" },
  { id = "who.child", label = "儿童" },
  { id = "who.total", label = "总计", sum = ["who"] },
]

[[section.band.rows]]
id = "came"
label = "来了"

[[section.band.rows]]
id = "left"
label = "走了"
guidance = "离开的。"

[[section.band.rows]]
id = "left.early"
label = "早走"

[[section.band.rows]]
id = "left.late"
label = "晚走"
guidance = "闭馆后。"
mistake = "记到次日。"
source = "某文 四"
law = "“晚走的，登记。”"

[[section.band]]
guidance = "另一块。"
columns = [{ id = "paid", label = "收费", type = "money" }]
rows = [{ id = "fees" }]
"""


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("zh_CN")


@pytest.fixture(scope="module")
def filing(form_of: Callable[[str], Form]) -> Filing:
    return Filing(form_of(TINY), Draft("tiny", "某局", 2032))


@pytest.mark.parametrize(
    ("address", "text", "source", "mistake"),
    [
        ("visits/left.late/who.adult", "闭馆后。", "某文 四", "记到次日。"),
        ("visits/left.early/who.adult", "离开的。", "某文 三", "漏人。"),
        ("visits/came/who.adult", "各种人。", "某文 三", "漏人。"),
        ("visits/came/who.total", "各种人。", "某文 二", "漏人。"),
        ("visits/fees/paid", "另一块。", "某文 二", "整表的错。"),
    ],
)
def test_the_nearest_label_says_what_helps(filing: Filing, address: str, text: str, source: str, mistake: str) -> None:
    said = guidance(filing, address)
    assert (said.text, said.source, said.mistake) == (text, source, mistake)


def test_help_is_called_by_its_row_or_where_that_has_no_name_by_its_column(filing: Filing) -> None:
    assert guidance(filing, "visits/came/who.adult").title == "来了"
    assert guidance(filing, "visits/fees/paid").title == "收费"


def test_a_field_has_its_own_help_and_without_a_source_of_its_own_its_sections(filing: Filing) -> None:
    said = guidance(filing, "cover/phone")
    assert (said.title, said.text, said.example) == ("电话", "总机。", "8600123")
    assert (said.source, said.law) == ("某文 总", "“应当写明。”")
    said = guidance(filing, "cover/kind")
    assert (said.source, said.law) == ("某文 类", "")


def test_the_words_of_the_law_are_those_of_the_source_that_is_shown(filing: Filing) -> None:
    assert guidance(filing, "visits/left.late/who.adult").law == "“晚走的，登记。”"
    assert guidance(filing, "visits/came/who.adult").law == ""


def test_a_column_adds_what_it_says_to_what_its_row_says(filing: Filing) -> None:
    said = guidance(filing, "visits/left.early/who.adult")
    assert (said.text, said.column, said.column_text) == ("离开的。", "成人", "各种人。")
    said = guidance(filing, "visits/came/who.adult")
    assert (said.text, said.column_text) == ("各种人。", "")
    assert said.example == "来3人。"


@pytest.mark.parametrize("address", ["text", "visits", "visits/nothing"])
def test_a_section_helps_where_nothing_nearer_does(filing: Filing, address: str) -> None:
    section = filing.form.section(address)
    said = guidance(filing, address)
    assert (said.title, said.text, said.source, said.law, said.mistake, said.example) == (
        section.title, section.guidance, section.source, section.law, section.mistake, section.example,
    )  # fmt: skip


def test_a_place_that_the_form_lacks_has_no_help(filing: Filing) -> None:
    assert guidance(filing, "elsewhere/came") is None


def last_years(filing: Filing, **texts: str) -> Filing:
    """Last year's report; `came_who_adult` stands for `visits/came/who.adult`."""
    places = {"_".join(a.split("/")[1:]).replace(".", "_"): a for a in filing.form.addresses}
    return with_values(Filing(filing.form, Draft("tiny", "某局", 2031)), {places[k]: v for k, v in texts.items()})


def test_last_years_figure_stands_by(filing: Filing) -> None:
    last = last_years(filing, came_who_adult="１２", came_who_child="3")
    said = guidance(filing, "visits/came/who.adult", last)
    assert (said.last_year, said.last_value, said.change) == (2031, "12", "")
    assert guidance(filing, "visits/came/who.total", last).last_value == "15"
    assert guidance(filing, "visits/left.late/who.adult", last).last_value == ""


def test_the_sum_of_some_of_last_years_figures_is_not_shown_as_its_total(filing: Filing) -> None:
    last = last_years(filing, came_who_adult="12")
    said = guidance(filing, "visits/came/who.total", last)
    assert said.last_value == "no whole sum: some of its places stood blank"
    assert said.change == ""


@pytest.mark.parametrize(
    ("now", "change"),
    [("15", "3 more than last year"), ("10", "2 fewer than last year"), ("12", "as last year"), ("一百", ""), ("", "")],
)
def test_the_change_against_last_year_is_told(filing: Filing, now: str, change: str) -> None:
    last = last_years(filing, came_who_adult="12")
    here = with_value(filing, "visits/came/who.adult", now)
    assert guidance(here, "visits/came/who.adult", last).change == change


def test_a_total_is_compared_with_last_years_only_where_both_are_whole(filing: Filing) -> None:
    last = last_years(filing, came_who_adult="12", came_who_child="0")
    half = with_value(filing, "visits/came/who.adult", "20")
    assert guidance(half, "visits/came/who.total", last).change == ""
    whole = with_value(half, "visits/came/who.child", "1")
    assert guidance(whole, "visits/came/who.total", last).change == "9 more than last year"


def test_last_years_answer_stands_by_a_field_in_words(filing: Filing) -> None:
    last = last_years(filing, kind="a", phone="8600000")
    assert guidance(filing, "cover/kind", last).last_value == "甲类"
    assert guidance(filing, "cover/phone", last).last_value == "8600000"


def test_without_last_years_report_there_is_no_figure(filing: Filing) -> None:
    said = guidance(filing, "visits/came/who.adult")
    assert (said.last_year, said.last_value) == (0, "")


def test_a_place_that_last_years_edition_did_not_have_shows_no_figure(
    filing: Filing, form_of: Callable[[str], Form]
) -> None:
    older = form_of(TINY.replace('"left.late"', '"left.later"'))
    last = Filing(older, Draft("tiny", "某局", 2031))
    said = guidance(filing, "visits/left.late/who.adult", last)
    assert (said.last_year, said.last_value) == (2031, "")


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        (Verdict(0, 0, 0, 0), "Ready for filing"),
        (Verdict(0, 0, 0, 3), "Ready for filing"),
        (Verdict(2, 0, 0, 0), "2 places still blank"),
        (Verdict(2, 1, 3, 9), "2 places still blank　·　1 to mend　·　3 to verify"),
        (Verdict(0, 0, 3, 0), "3 to verify"),
    ],
)
def test_the_verdict_says_what_is_still_to_be_done(verdict: Verdict, words: str) -> None:
    assert verdict_in_words(verdict) == words


def test_the_verdict_speaks_chinese() -> None:
    use_language("zh_CN")
    assert verdict_in_words(Verdict(2, 0, 0, 0)) == "还有 2 格未填"


# The editions

WITHOUT_USUAL_MISTAKE = {"cover/address", "cover/postcode", "cover/email", "cover/sealed"}


@pytest.fixture(params=editions(), ids=lambda form: form.edition)
def blank(request: pytest.FixtureRequest) -> Filing:
    return Filing(request.param, Draft(request.param.family, "某局", request.param.first_year))


def test_at_every_place_stands_what_it_means_where_the_law_says_so_and_what_goes_wrong(blank: Filing) -> None:
    form = blank.form
    said = {address: guidance(blank, address) for address in (*form.cells, *form.fields, *form.narratives)}
    assert [address for address, one in said.items() if one is None or not one.text] == []
    assert [address for address, one in said.items() if not one.source] == []
    assert {address for address, one in said.items() if not one.mistake} <= WITHOUT_USUAL_MISTAKE


def test_every_place_has_an_example(blank: Filing) -> None:
    form = blank.form
    assert [section.id for section in form.sections if not section.example] == []
    assert [a for a in (*form.cells, *form.fields) if not guidance(blank, a).example] == []


def test_the_words_of_the_law_are_quoted_and_have_a_source(blank: Filing) -> None:
    labels = [label for s in blank.form.sections for band in s.bands for label in (band, *band.rows, *band.columns)]
    levels = [level for level in (*blank.form.sections, *blank.form.fields.values(), *labels) if level.law]
    assert len(levels) > 40
    assert all(level.source for level in levels)
    assert all(level.law[0] == "“" and level.law.count("“") == level.law.count("”") for level in levels)


def test_of_every_cell_of_the_first_two_tables_the_words_of_the_law_are_at_hand(blank: Filing) -> None:
    cells = [a for a in blank.form.cells if a.startswith(("proactive/", "disputes/"))]
    assert [a for a in cells if not guidance(blank, a).law] == []
