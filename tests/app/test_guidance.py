"""The help beside a place: what is nearest says it, and last year's figure stands by; the verdict in words."""

from collections.abc import Callable, Iterator

import pytest

from app.draft import Draft, Filing, with_value
from app.finding import Verdict
from app.form import Form
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
fields = [{ id = "phone", type = "text", label = "电话", guidance = "总机。", example = "8600123" }]

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

[[section.band]]
guidance = "本块。"
columns = [
  { id = "who", label = "来访人", guidance = "各种人。", mistake = "漏人。" },
  { id = "who.adult", label = "成人", source = "某文 三" },
  { id = "who.total", label = "总计", sum = ["who"] },
]
rows = [
  { id = "came", label = "来了" },
  { id = "left", label = "走了", guidance = "离开的。" },
  { id = "left.early", label = "早走" },
  { id = "left.late", label = "晚走", guidance = "闭馆后。", mistake = "记到次日。" },
]

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
        ("visits/left.late/who.adult", "闭馆后。", "某文 三", "记到次日。"),
        ("visits/left.early/who.adult", "离开的。", "某文 三", "漏人。"),
        ("visits/came/who.adult", "各种人。", "某文 三", "漏人。"),
        ("visits/came/who.total", "各种人。", "某文 二", "漏人。"),
        ("visits/fees/paid", "另一块。", "某文 二", ""),
    ],
)
def test_the_nearest_label_says_what_helps(filing: Filing, address: str, text: str, source: str, mistake: str) -> None:
    said = guidance(filing, address)
    assert (said.text, said.source, said.mistake) == (text, source, mistake)


def test_help_is_called_by_its_row_or_where_that_has_no_name_by_its_column(filing: Filing) -> None:
    assert guidance(filing, "visits/came/who.adult").title == "来了"
    assert guidance(filing, "visits/fees/paid").title == "收费"


def test_a_field_has_its_own_help(filing: Filing) -> None:
    said = guidance(filing, "cover/phone")
    assert (said.title, said.text, said.example) == ("电话", "总机。", "8600123")


@pytest.mark.parametrize("address", ["text", "visits", "visits/nothing"])
def test_a_section_helps_where_nothing_nearer_does(filing: Filing, address: str) -> None:
    section = filing.form.section(address)
    said = guidance(filing, address)
    assert (said.title, said.text, said.source, said.mistake, said.example) == (
        section.title, section.guidance, section.source, section.mistake, section.example,
    )  # fmt: skip


def test_a_place_that_the_form_lacks_has_no_help(filing: Filing) -> None:
    assert guidance(filing, "elsewhere/came") is None


def test_last_years_figure_stands_by(filing: Filing) -> None:
    last = with_value(Filing(filing.form, Draft("tiny", "某局", 2031)), "visits/came/who.adult", "１２")
    for address in ("visits/came/who.adult", "visits/came/who.total"):
        said = guidance(filing, address, last)
        assert (said.last_year, said.last_value) == (2031, "12")
    assert guidance(filing, "visits/left.late/who.adult", last).last_value == ""


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
