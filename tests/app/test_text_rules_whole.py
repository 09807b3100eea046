"""The rules on text over whole reports: the samples are clean, published reports give what is wrong in them alone."""

import re
import time
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.check import check, check_again
from app.draft import Filing, clean, new_filing, with_value, with_values
from app.errors import AppError
from app.finding import Finding
from app.form import Form, Section
from app.form_file import form_for
from app.intake import take_in
from app.paths import resources, samples
from app.rules.certain import replaced
from app.rules.text import RULES_ON_TEXT
from app.rules.text.passages import passages, sentences
from app.rules.text.personal import is_card_number, is_identity_number
from app.rules.text.vocabulary import vocabulary
from app.tidy import Kind, tidied

REASONS = vocabulary().reasons


def on_text(filing: Filing, last: Filing | None = None) -> tuple[Finding, ...]:
    return tuple(one for one in check(filing, last).findings if one.code in {reason.code for reason in REASONS})


@lru_cache(maxsize=64)
def taken_in(path: Path) -> Filing | None:
    try:
        return take_in(path).filing
    except AppError:
        return None


def published(corpus: Path) -> dict[str, Filing]:
    paths = (path for suffix in ("html", "pdf", "docx", "md", "txt") for path in sorted(corpus.rglob(f"*.{suffix}")))
    read = {path.name: filing for path in paths if (filing := taken_in(path)) is not None}
    assert len(read) > 20
    return read


def told(filing: Filing) -> set[tuple[str, str]]:
    """The codes of what is asked, and where."""
    return {(one.code, one.addresses[0]) for one in on_text(filing) if one.severity != "info"}


# Samples


@pytest.mark.parametrize("path", samples(), ids=lambda path: path.stem)
def test_the_samples_are_clean(path):
    assert on_text(take_in(path).filing) == ()


def test_a_sample_after_another_year_is_clean_too():
    old, new = (take_in(path).filing for path in samples()[-2:])
    assert on_text(new, old) == ()


# Published reports


def test_the_real_mistakes_of_published_reports_are_found(corpus):
    read = published(corpus)
    signature = ("text.signature", "cover/signed_by")
    assert signature in told(read["pingtan_czj_2021.html"])
    assert signature in told(read["pingtan_czj_2022.html"])
    assert signature not in told(read["pingtan_czj_2023.html"])
    assert ("text.doubled", "overview") in told(read["shanghai_kewei_2024.md"])
    assert ("text.bracket", "other") in told(read["pingtan_htp_2023.html"])


def test_published_reports_give_no_error_and_few_questions(corpus):
    read = published(corpus)
    found = [one for filing in read.values() for one in on_text(filing)]
    assert [one for one in found if one.severity == "error"] == []
    assert sum(one.severity == "warning" for one in found) <= len(read)
    assert {one.code for one in found} & {
        "text.year",
        "text.typo",
        "text.office",
        "text.personal",
        "text.secret",
    } == set()


@pytest.mark.parametrize("name", ["huaian_2024.pdf", "shanghai_office_2019.html", "suqian_2023.txt"])
def test_last_years_report_under_this_years_number_is_full_of_questions(corpus, name):
    filing = published(corpus)[name]
    later = filing.draft.year + 1
    values = {place: filing.value(place) for place in filing.form.narratives}
    copy = with_values(new_filing(filing.draft.family, filing.draft.organization, later), values)
    codes = {one.code for one in on_text(copy, filing)}
    assert {"text.year", "text.copied"} <= codes
    assert "text.copied" not in {one.code for one in on_text(filing)}


# Speed, and what is kept


def long_text(count: int) -> str:
    sample = take_in(samples()[-1]).filing
    whole = "\n".join(sample.value(place) for place in ("overview", "problems", "other"))
    return "\n".join(f"{line}第{number}段。" for number in range(count // len(whole) + 1) for line in whole.split("\n"))


def test_ten_thousand_characters_are_checked_within_the_blink_of_an_eye():
    filing = with_value(take_in(samples()[-1]).filing, "overview", long_text(10_000))
    checks = [one for section in filing.form.sections for make in RULES_ON_TEXT for one in make(filing.form, section)]
    times = []
    for _round in range(5):
        start = time.perf_counter()
        for one in checks:
            one.run(filing, filing)
        times.append(time.perf_counter() - start)
    assert min(times) < 0.03


@given(data=st.data())
def test_what_is_found_after_a_change_is_what_a_full_check_finds(data):
    last = new_filing("disclosure", "清源县教育局", 2023)
    filing = new_filing("disclosure", "清源县教育局", 2024)
    checked = check(filing, last)
    words = st.sampled_from(
        ["2023年，我局公开信息。", "无", "不子公开。", "（", "我镇。", "未收到申请。", "收到申请3件。", ""]
    )
    places = st.sampled_from([*filing.form.narratives, "cover/title", "cover/short_name", "cover/signed_by"])
    for place, text in data.draw(st.lists(st.tuples(places, st.lists(words).map("".join)), max_size=6)):
        filing = with_value(filing, place, text)
        checked = check_again(checked, filing, [place])
        assert checked.findings == check(filing, last).findings
        assert len({one.key for one in checked.findings}) == len(checked.findings)


# Parts


@given(st.text(alphabet="一二（）。；！，公开信息\n1.、”“", max_size=200))
def test_passages_and_sentences_lose_nothing(text):
    assert "".join(passages(text)) == text.replace("\n", "")
    assert all("".join(sentences(one)) == one for one in passages(text))


def test_lines_that_a_sentence_runs_over_are_one_passage():
    lines = "全市共向社会主动公开政府信息十八万余条，其中市级三万\n余条。\n（一）主动公开。\n一是公开。"
    assert passages(lines) == (lines.split("\n（")[0].replace("\n", ""), "（一）主动公开。", "一是公开。")
    assert passages("") == ()


@pytest.mark.parametrize(
    "number", ["11010119900307123X", "110101199013071230", "1101011990030712", "00000000000000000X"]
)
def test_an_identity_number_has_a_day_of_birth_and_its_check_character(number):
    assert not is_identity_number(number)
    body = "11010119900307123"
    assert sum(is_identity_number(body + sign) for sign in "0123456789X") == 1


def test_a_card_number_adds_up_and_is_no_row_of_like_digits():
    assert sum(is_card_number("622202123456789012" + digit) for digit in "0123456789") == 1
    assert not is_card_number("0000000000000000")
    assert not is_card_number("4111111111111111")


@pytest.mark.parametrize("number", ["5500005555555559", "378282246310005", "6222021234567890128"])
def test_a_card_number_of_any_length_is_known_and_one_with_two_digits_swapped_is_none(number):
    assert is_card_number(number)
    at = next(n for n in range(3, len(number)) if abs(int(number[n]) - int(number[n - 1])) not in (0, 9))
    assert not is_card_number(number[: at - 1] + number[at] + number[at - 1] + number[at + 1 :])


@pytest.mark.parametrize(
    ("number", "is_one"),
    [
        ("110101199003071233", True),
        ("110101199010071231", True),
        ("110101199010101234", True),
        ("11010119000101105X", True),
        ("11010119000101105x", True),
        ("110101189912311231", False),
        ("110101199002301236", False),
        ("1101011990030712330", False),
    ],
)
def test_an_identity_number_is_of_somebody_who_may_live(number, is_one):
    assert is_identity_number(number) is is_one


@pytest.mark.parametrize(
    ("place", "text", "mended"),
    [
        ("overview", "全年末收到申请，年末收到来信。", "全年未收到申请，年末收到来信。"),
        ("overview", "学习全会精神精神。", "学习全会精神。"),
        ("cover/title", "清源县教育局2023年政府信息公开工作年度报告", "清源县教育局2024年政府信息公开工作年度报告"),
        ("preface", "统计期限为2023年1月1日至12月31日。", "统计期限为2024年1月1日至12月31日。"),
    ],
)
def test_what_can_only_mean_one_thing_is_replaced_and_its_finding_goes(place, text, mended):
    filing = with_value(new_filing("disclosure", "清源县教育局", 2024), place, text)
    (texts,) = (texts for one in on_text(filing) for texts in replaced(filing, one))
    assert texts == {place: mended}
    assert on_text(with_values(filing, texts)) == ()


def test_what_may_mean_several_things_is_not_replaced():
    texts = {"overview": "2023年，我局公开信息。条例（试行。", "cover/title": "报告", "cover/signed_by": "某局"}
    filing = with_values(new_filing("disclosure", "清源县教育局", 2024), texts)
    assert len(on_text(filing)) >= 4
    assert [texts for one in on_text(filing) for texts in replaced(filing, one)] == []


# The vocabulary


def test_each_reason_is_used_and_each_code_has_its_row_in_the_table_of_rules():
    table = (Path(__file__).resolve().parents[2] / "app" / "rules" / "README.md").read_text(encoding="utf-8")
    assert [one.code for one in REASONS if f"`{one.code}`" not in table] == []
    tests = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*rule*.py"))
    named = re.findall(r"`(test_\w+)`", table.partition("## Text")[2].partition("\n## ")[0])
    assert [name for name in named if f"def {name}(" not in tests] == []


def test_no_typo_is_what_is_meant_and_there_are_enough_of_them():
    pairs = vocabulary().typos.pairs
    assert len(pairs) >= 60
    assert [right for wrong, right in pairs if "\\" not in right and re.search(wrong, right)] == []


def test_the_words_speak_of_places_that_the_newest_form_has():
    form, places = form_for("disclosure", 2024), vocabulary().places
    assert {places.preface, places.overview, places.problems, places.other} <= set(form.narratives)
    known = {aspect.id for section in form.sections for aspect in section.aspects}
    assert set(vocabulary().aspects.also) <= known
    levels = {choice.id for asked in form.fields.values() for choice in asked.choices}
    assert set(vocabulary().general.levels) <= levels


def test_every_key_of_the_vocabulary_is_explained():
    reference = (resources() / "checks" / "README.md").read_text(encoding="utf-8")
    text = (resources() / "checks" / "text.toml").read_text(encoding="utf-8")
    keys = set(re.findall(r"^(\w+)\s*=", text, re.MULTILINE)) - set(vocabulary().aspects.also)
    tables = set(re.findall(r"^\[+([\w.]+)\]", text, re.MULTILINE))
    assert [one for one in sorted(keys | tables) if f"`{one}`" not in reference and f"[{one}]" not in reference] == []


def test_a_form_without_narratives_of_these_names_gives_no_check_that_reads_them():
    section = Section(id="text", kind="narrative", title="文字")
    form = Form(edition="x", first_year=1, source="", sections=(section,))
    for make in RULES_ON_TEXT:
        assert all(one.reads <= {"text"} for one in make(form, section))


@given(st.text(alphabet="局公开,.;:，。、；：（）()[]【】〔〕2021年3号\"'“”‘’ 国办发A｡､!?％…-", max_size=30))
def test_a_line_that_is_passed_over_at_a_glance_has_nothing_to_clean_up(line):
    said = {one.code for one in on_text(with_value(new_filing("disclosure", "清源县教育局", 2024), "overview", line))}
    kinds = (Kind.PUNCTUATION, Kind.QUOTES, Kind.DOUBLED, Kind.DOCUMENT)
    cleaned = clean(form_for("disclosure", 2024), "overview", line)
    is_untidy = any(one.new for one in tidied(cleaned, kinds))
    assert ("text.punctuation" in said) is is_untidy
