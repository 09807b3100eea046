"""One click mends only what is certain; what a click enters makes the finding go and brings no new fault there."""

import json
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.certain import choice_in, day_in, number_in
from app.check import check
from app.draft import Filing, Note, new_filing, with_notes, with_value, with_values
from app.finding import Finding
from app.form import Value
from app.form_file import editions
from app.i18n import use_language
from app.mend import Mend, mend_together, mends, settled
from app.paths import samples

ROW = "applications/{}/{}".format
PERSON, BUSINESS = "applicant.natural_person", "applicant.organization.business"
COUNT, SIGNED = Value(unit="件"), Value(type="signed", unit="项")
AMOUNT = Value(type="money", unit="万元", places=6)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("zh_CN")


@pytest.fixture(scope="module")
def filled() -> Filing:
    path = next(path for path in samples() if path.stem == "2023")
    read = json.loads(path.read_text(encoding="utf-8"))
    values = read["values"] | {"overview": ""}  # its figures would be told too where a cell is changed
    return with_values(new_filing("disclosure", read["organization"], 2023), values)


@pytest.fixture(scope="module")
def last(filled: Filing) -> Filing:
    """A report of the year before that hands on just what this one brought forward; the rest of it is blank."""
    table = {address: text for address, text in filled.draft.values.items() if address.startswith("applications/")}
    columns = [cell.column.id for cell in filled.form.cells.values() if cell.row.id == "received" and not cell.is_total]
    handed = {ROW("carried_forward", c): filled.value(ROW("brought_forward", c)) for c in columns}
    return with_values(new_filing("disclosure", filled.draft.organization, 2022), table | handed)


def the(code: str, filing: Filing, last: Filing | None = None) -> Finding:
    return next(one for one in check(filing, last).findings if one.code == code and not one.cause)


def after(filing: Filing, mend: Mend, last: Filing | None = None) -> tuple[Finding, ...]:
    return check(with_values(filing, mend.texts), last).findings


# What a text can only mean


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12笔", "12"), ("共12件", "12"), ("１２ 件次", "12"), ("12（件）", "12"), ("12。", "12"), ("十二", "12"),
        ("二十件", "20"), ("一百零五", "105"), ("两千零三十", "2030"), ("壹拾贰", "12"), ("〇", "0"), ("无", "0"),
        ("/", "0"), ("－", "0"), ("—", "0"),
    ],
)  # fmt: skip
def test_a_text_with_one_reading_is_that_number(text: str, number: str) -> None:
    assert number_in(text, COUNT) == number


@pytest.mark.parametrize(
    "text",
    ["约12", "12件左右", "12余件", "12件以上", "不到12", "1，2", "1,23", "12-15", "3万", "3.5", "-3", "一百五", "第3",
     "12①", "1 2", "二〇", "12(3)", "12（含3）", "件", "共", "十几", "1O", "有", "2023年12件", "12%"],
)  # fmt: skip
def test_a_text_with_more_readings_or_none_is_nothing(text: str) -> None:
    assert number_in(text, COUNT) == ""


@pytest.mark.parametrize(("text", "number"), [("减少2", "-2"), ("减少三项", "-3"), ("增加3项", "3"), ("负2", "-2")])
def test_less_and_more_are_signs_only_where_the_law_asks_for_them(text: str, number: str) -> None:
    assert number_in(text, SIGNED) == number
    assert number_in(text, COUNT) == ""


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1234元", "0.1234"),
        ("1,234.56元", "0.123456"),
        ("0元", "0"),
        ("3百元", ""),
        ("12美元", ""),
        ("5亿元", ""),
        ("0.005元", ""),
    ],
)
def test_an_amount_in_yuan_is_one_in_ten_thousands(text: str, amount: str) -> None:
    assert number_in(text, AMOUNT) == amount


@given(st.integers(0, 9999))
def test_a_number_written_out_is_read_back(number: int) -> None:
    digits, units = "零一二三四五六七八九", ("千", "百", "十", "")
    text, is_gap = "", False
    for digit, unit in zip(f"{number:04}", units, strict=True):
        if digit != "0":
            text += ("零" if is_gap and text else "") + digits[int(digit)] + unit
        is_gap = digit == "0"
    assert number_in(text or "零", COUNT) == str(number)


@given(st.text(alphabet="0123456789,，.．零一二十百千约件笔元-— 年", max_size=8))
def test_whatever_is_read_is_a_number_of_its_kind(text: str) -> None:
    for value in (COUNT, SIGNED, AMOUNT):
        assert number_in(number_in(text, value), value) == number_in(text, value)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("20240119", "2024-01-19"), ("二〇二四年一月十九日", "2024-01-19"), ("二零二四年十二月三十一日", "2024-12-31"),
        ("2024年1月19日（星期五）", "2024-01-19"), ("2024-01-19 00:00:00", "2024-01-19"), ("2024/02/30", ""),
        ("昨天", ""), ("2024年1月", ""), ("2024-01-19至2024-01-20", ""), ("2024年1月19日前", ""), ("45310", ""),
    ],
)  # fmt: skip
def test_a_day_is_read_only_where_it_is_one_day(text: str, day: str) -> None:
    assert day_in(text) == day


@pytest.mark.parametrize(
    ("text", "choice"),
    [("部门", "department"), ("县级政府", "county"), ("街道办事处", "township"), ("政府", ""), ("局", "")],
)
def test_a_choice_is_read_only_where_no_other_has_these_words(text: str, choice: str) -> None:
    assert choice_in(text, editions("disclosure")[-1].fields["cover/level"]) == choice


# Findings and their repairs


@pytest.mark.parametrize(
    ("address", "text", "becomes"),
    [
        (ROW("received", PERSON), "四十四", "44"), ("proactive/licensing/decisions", "12件", "12"),
        ("proactive/fees/amount", "1234元", "0.1234"), ("cover/signed_on", "2024年1月19日，星期五", "2024-01-19"),
        ("cover/level", "部门", "department"),
    ],
)  # fmt: skip
def test_a_text_is_mended_in_one_click(filled: Filing, address: str, text: str, becomes: str) -> None:
    filing = with_value(filled, address, text)
    (finding,) = check(filing).findings
    (mend,) = mends(filing, None, finding)
    assert mend.texts == {address: becomes}
    assert after(filing, mend) == ()


def test_the_button_says_what_it_enters_in_words(filled: Filing) -> None:
    filing = with_value(filled, "cover/level", "部门")
    (mend,) = mends(filing, None, the("field.invalid", filing))
    assert (mend.text, mend.name) == ("Change to 政府部门", "Mend 单位类型")


@pytest.mark.parametrize("text", ["约12", "1，2", "-3"])
def test_a_text_that_may_mean_several_numbers_is_left_to_the_clerk(filled: Filing, text: str) -> None:
    filing = with_value(filled, ROW("received", PERSON), text)
    assert mends(filing, None, the("number.invalid", filing)) == ()


def test_the_same_slash_in_many_cells_is_one_click(filled: Filing) -> None:
    cells = [cell.address for cell in filled.form.cells.values() if cell.row.id == "results.refused.state_secret"][:6]
    filing = with_values(filled, dict.fromkeys(cells, "/"))
    together = mend_together(filing, None, check(filing).findings)
    assert together is not None
    assert together.text == "Change all 6 to 0"
    assert after(filing, together) == ()


def test_several_findings_have_no_common_click_where_one_has_none(filled: Filing) -> None:
    filing = with_values(filled, {ROW("received", PERSON): "约44", ROW("received", BUSINESS): "六"})
    assert mend_together(filing, None, check(filing).findings) is None
    assert mend_together(filing, None, ()) is None


def test_an_imbalance_alone_has_no_certain_repair(filled: Filing) -> None:
    """Which of its figures is wrong only the ledger tells; to make 四 fit would hide the mistake."""
    filing = with_value(filled, ROW("received", PERSON), "50")
    assert mends(filing, None, the("applications.balance", filing)) == ()


def test_an_imbalance_is_mended_where_last_years_report_tells_the_wrong_figure(filled: Filing, last: Filing) -> None:
    filing = with_value(filled, ROW("brought_forward", PERSON), "9")
    (mend,) = mends(filing, last, the("applications.balance", filing, last))
    assert mend.texts == {ROW("brought_forward", PERSON): filled.value(ROW("brought_forward", PERSON))}
    assert after(filing, mend, last) == ()


def test_last_years_figure_is_offered_where_this_years_differs(filled: Filing, last: Filing) -> None:
    filing = with_value(filled, ROW("brought_forward", PERSON), "9")
    finding = the("applications.brought_forward", filing, last)
    (mend,) = mends(filing, last, finding)
    assert after(filing, mend, last) == ()
    assert mends(filing, None, finding) == ()


def test_last_years_figure_is_not_offered_where_it_would_break_the_balance(filled: Filing, last: Filing) -> None:
    other = with_value(last, ROW("carried_forward", PERSON), "77")
    assert mends(filled, other, the("applications.brought_forward", filled, other)) == ()


def test_several_columns_are_mended_together_after_last_years(filled: Filing, last: Filing) -> None:
    filing = with_values(filled, {ROW("brought_forward", PERSON): "9", ROW("brought_forward", BUSINESS): "8"})
    found = [one for one in check(filing, last).findings if one.rule == "X1" and not one.cause]
    together = mend_together(filing, last, found)
    assert together is not None
    assert together.text == "Mend all 2 places"
    assert after(filing, together, last) == ()


def test_a_printed_total_and_what_was_taken_over_have_no_repair(filled: Filing) -> None:
    notes = [
        Note("printed_total", ROW("received", "applicant.total"), "12"),
        Note("carried", ROW("received", PERSON), "沿用"),
        Note("doubt", "disputes/cases", "原件不清"),
    ]
    filing = with_notes(filled, notes)
    found = check(filing).findings
    assert len(found) == 3
    assert not any(mends(filing, None, finding) for finding in found)
    assert check(settled(filing, found)).findings == ()


@pytest.mark.parametrize("year", [2020, 2023])
@given(st.data())
def test_no_repair_leaves_its_finding_or_more_faults_at_its_place(year: int, data: st.DataObject) -> None:
    filing = new_filing("disclosure", "某局", year)
    columns = ["applicant.natural_person", "applicant.organization.business"]
    rows = [cell.row.id for cell in filing.form.cells.values() if cell.address.endswith(PERSON) and not cell.is_total]
    cells = [ROW(row, column) for row in rows for column in columns]
    texts = st.sampled_from(["0", "0", "1", "2", "十二", "2件", "3笔", "/", "约1", "1，2"])
    base = dict.fromkeys(cells, "0")
    filing = with_values(filing, base | data.draw(st.dictionaries(st.sampled_from(cells), texts, max_size=12)))
    before = with_values(new_filing("disclosure", "某局", year - 1), base | data.draw(
        st.dictionaries(st.sampled_from([one for one in cells if "carried_forward" in one]), texts, max_size=2)
    ))  # fmt: skip
    found = check(filing, before).findings
    for finding in found:
        for mend in mends(filing, before, finding):
            now = after(filing, mend, before)
            assert finding.key not in {one.key for one in now}
            for address in mend.texts:
                assert len(faults(now, address)) <= len(faults(found, address))


def faults(findings: tuple[Finding, ...], address: str) -> list[Finding]:
    return [one for one in findings if one.severity == "error" and address in one.addresses and not one.cause]


def test_a_sentence_with_an_old_figure_gets_the_new_one(filled: Filing) -> None:
    """Its note remembers where the figure comes from; the rest of the text stays as it is."""
    from app.remembered import figure_note
    from app.slots import read

    place = ROW("received", PERSON)
    written = with_value(filled, "overview", f"甲。新收{filled.value(place)}件。\n乙。")
    sentence = read(f"新收{{{place}={filled.value(place)}}}件。")
    filing = with_values(with_notes(written, [figure_note("overview", sentence)]), {place: "45"})
    (mend,) = mends(filing, None, the("figure.changed", filing))
    assert mend.texts == {"overview": "甲。新收45件。\n乙。"}
    assert "figure.changed" not in {one.code for one in after(filing, mend)}


# Words of a text


@pytest.mark.parametrize(
    ("place", "wrong", "right", "button"),
    [
        ("problems", "不子公开", "不予公开", "Change “不子” → “不予”"),
        ("problems", "精神精神", "精神", "Change “精神精神” → “精神”"),
    ],
)
def test_a_wrong_word_is_mended_in_one_click_and_the_button_says_both_words_alone(filled, place, wrong, right, button):
    text = filled.value(place) + f"\n今后将按{wrong}的要求核对每一件申请。"
    filing = with_values(filled, {place: text})
    found = [one for one in check(filing).findings if one.code in ("text.typo", "text.doubled")]
    (mend,) = mends(filing, None, found[0])
    assert mend.text == button
    assert mend.texts == {place: text.replace(wrong, right)}
    assert [one for one in check(with_values(filing, mend.texts)).findings if one.code == found[0].code] == []
