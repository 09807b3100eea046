"""Numbers as clerks type them and as the law writes them; what is no number is refused, never guessed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.form import Value
from app.numbers import Number, canonical, parse, write

COUNT = Value(type="count", unit="件")
SIGNED = Value(type="signed")
MONEY = Value(type="money", unit="万元", places=6)
CENTS = Value(type="money", unit="元", places=2)

values = st.sampled_from([COUNT, SIGNED, MONEY, CENTS])
counts = st.integers(0, 10**15 - 1)


def same(one: Number | None, other: Number | None) -> bool:
    """Equal, of one type, and with the same decimal places."""
    return one == other and type(one) is type(other) and str(one) == str(other)


# What is taken


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("12", 12),
        ("１２", 12),
        ("1,234", 1234),
        ("１，２３４", 1234),
        ("1,234,567", 1234567),
        ("12件", 12),
        ("１２件", 12),
        ("12 件", 12),
        (" 12 ", 12),
        ("\u300012\u3000", 12),
        ("\u00a012", 12),
        ("+3", 3),
        ("＋３", 3),
        ("007", 7),
        ("3.0", 3),
        ("-0", 0),
        ("999999999999999", 999999999999999),
    ],
)
def test_a_count_is_taken_as_clerks_type_it(text: str, number: int) -> None:
    assert same(parse(text, COUNT), number)
    assert canonical(text, COUNT) == str(number)


@pytest.mark.parametrize("text", ["-2", "－２", "−2", "﹣2", " -2 ", "-2.0"])
def test_a_decrease_has_any_minus_that_an_input_method_gives(text: str) -> None:
    assert same(parse(text, SIGNED), -2)
    assert canonical(text, SIGNED) == "-2"


def test_a_decrease_may_have_separators() -> None:
    assert parse("-1,234", SIGNED) == -1234
    assert parse("+1,234", SIGNED) == 1234


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("0.10", "0.10"),
        ("0.1234", "0.1234"),
        ("598.3万元", "598.3"),
        ("１２．５", "12.5"),
        ("1,234.50", "1234.50"),
        ("1,234.000001", "1234.000001"),
        ("0", "0"),
        ("0.000000", "0.000000"),
        ("-0.00", "0.00"),
    ],
)
def test_an_amount_keeps_its_decimal_places(text: str, written: str) -> None:
    assert same(parse(text, MONEY), Decimal(written))
    assert canonical(text, MONEY) == written


# What is refused


@pytest.mark.parametrize("text", ["一百", "-3", "3.5", "12人", "1,2,3", "十二", "〇"])
def test_what_is_no_count_is_refused(text: str) -> None:
    assert parse(text, COUNT) is None
    assert canonical(text, COUNT) == text


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "/", "-", "—", "无", "空", "件", "+", "1e5", "1E5", "NaN", "nan", "inf", "Infinity", "-inf", "sNaN",
        "0x10", "1_000", "1 000", "12.", ".5", "1..2", "1.2.3", "--1", "+-1", "1-", "1,2345", "12,34", ",123", "1,",
        "1,234,56", "1234567890123456", "12/3", "3-4", "1+1", "12个", "3万件", "约12", "12件件", "٣", "१२",
    ],
)  # fmt: skip
@pytest.mark.parametrize("value", [COUNT, SIGNED, MONEY, CENTS], ids=lambda value: value.type)
def test_what_is_no_number_is_refused_in_every_cell(text: str, value: Value) -> None:
    assert parse(text, value) is None


@pytest.mark.parametrize("text", ["12①", "12²", "①", "1₂", "12㉑", "½", "⒈", "⑴"])
def test_a_footnote_mark_never_becomes_a_digit(text: str) -> None:
    assert parse(text, COUNT) is None
    assert canonical(text, COUNT) == text


@pytest.mark.parametrize("text", ["-0.5", "-1", "0.1234567", "12元", "3%", "0.1.2"])
def test_an_amount_is_never_negative_and_never_finer_than_the_law_has_it(text: str) -> None:
    assert parse(text, MONEY) is None


@pytest.mark.parametrize("text", ["1.5", "-0.5", "2个"])
def test_an_increase_is_whole_and_has_no_unit_where_the_cell_has_none(text: str) -> None:
    assert parse(text, SIGNED) is None


def test_only_the_cells_own_unit_is_taken_off() -> None:
    assert parse("3元", CENTS) == 3
    assert parse("3万元", CENTS) is None
    assert parse("3元", MONEY) is None
    assert parse("3万元", MONEY) == 3


def test_what_is_no_number_is_kept_without_the_spaces_around_it() -> None:
    assert canonical("  12人 ", COUNT) == "12人"
    assert canonical("", COUNT) == ""


# Properties


@given(counts)
def test_a_count_that_is_written_is_read_again(number: int) -> None:
    assert same(parse(write(number), COUNT), number)


@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_a_signed_number_that_is_written_is_read_again(number: int) -> None:
    assert same(parse(write(number), SIGNED), number)


@given(
    st.decimals(0, 10**14, places=6, allow_nan=False)
    | st.integers(0, 6).flatmap(lambda n: st.decimals(0, 10**9, places=n))
)
def test_an_amount_that_is_written_is_read_again_with_its_places(number: Decimal) -> None:
    assert same(parse(write(number.copy_abs()), MONEY), number.copy_abs())


@given(counts)
def test_separators_full_width_digits_and_the_unit_change_nothing(number: int) -> None:
    wide = str(number).translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"})
    assert parse(f"{number:,}", COUNT) == parse(wide, COUNT) == parse(f"{wide}件", COUNT) == number


typed = st.text(max_size=12) | st.text("0123456789０９.,，-－+件人 e", max_size=8)


@given(typed, values)
def test_whatever_is_typed_gives_a_number_or_nothing(text: str, value: Value) -> None:
    number = parse(text, value)
    assert number is None or isinstance(number, Decimal if value.type == "money" else int)
    assert number is None or value.type == "signed" or number >= 0


@given(typed, values)
def test_the_canonical_text_means_the_same_and_stays_as_it_is(text: str, value: Value) -> None:
    once = canonical(text, value)
    assert same(parse(once, value), parse(text, value))
    assert canonical(once, value) == once
