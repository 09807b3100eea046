"""Glued numbers: parted where there is one way to do it, left alone where there are more."""

import pytest

from app.form import Axis, Label, Value
from app.match.digits import apart, summing_ways
from app.match.equations import Equation, figures_of, holds, settled

COUNT, SIGNED, MONEY = Value(unit="件"), Value(type="signed"), Value(type="money", places=6)
SUMMING = Axis(
    (
        Label(id="a", label="甲"),
        *(Label(id=f"a.{name}", label=name) for name in ("one", "two", "three", "four", "five", "six")),
        Label(id="a.total", label="总计", sum=("a",)),
    )
)
PLAIN = Axis((Label(id="x", label="一"), Label(id="y", label="二"), Label(id="z", label="三")))


def parted(text: str) -> tuple[str, tuple[str, ...]] | None:
    found = apart(SUMMING, text.split(), SUMMING.leaves, [COUNT] * 7)
    return (found.by, found.texts) if found else None


def plainly(text: str, *values: Value) -> tuple[str, ...] | None:
    columns = PLAIN.leaves[: len(values) or 3]
    found = apart(PLAIN, text.split(), columns, values or [COUNT] * 3)
    return found.texts if found else None


@pytest.mark.parametrize(
    ("text", "by", "texts"),
    [
        ("0000000", "digits", "0 0 0 0 0 0 0"),
        ("1000012", "digits", "1 0 0 0 0 1 2"),
        ("0 0 0 0 0 00", "digits", "0 0 0 0 0 0 0"),
        ("801000081", "sums", "80 1 0 0 0 0 81"),
        ("200 000121", "sums", "20 0 0 0 0 1 21"),
        ("300153006143119", "sums", "3001 53 0 0 61 4 3119"),
    ],
)
def test_glued_numbers_are_parted_where_there_is_one_way(text, by, texts):
    assert parted(text) == (by, tuple(texts.split()))


@pytest.mark.parametrize(
    "text",
    [
        "1000013",  # as many digits as cells, but the total is another
        "220000325",  # 22 and 2, 20 add up alike
        "000000",  # one digit is missing: a cell is blank, nobody knows which
        "1 0 0 0 x 0 1",
        "12①00000",
        "9" * 61,
        "",
    ],
)
def test_what_has_no_way_or_several_is_left_alone(text):
    assert parted(text) is None


def test_rows_that_may_be_read_in_two_ways_say_which():
    ways = summing_ways(SUMMING, ["220000325"], SUMMING.leaves, [COUNT] * 7)
    assert set(ways) == {("2", "20", "0", "0", "0", "3", "25"), ("22", "0", "0", "0", "0", "3", "25")}


@pytest.mark.parametrize(
    ("text", "values", "texts"),
    [
        ("007", (), "0 0 7"),
        ("1000", (), "10 0 0"),
        ("35-15", (COUNT, SIGNED), "35 -15"),
        ("2笔984361元", (COUNT, MONEY), "2 984361"),
    ],
)
def test_without_totals_only_what_can_be_written_in_one_way_is_parted(text, values, texts):
    found = plainly(text, *values)
    assert found is not None
    assert [one.rstrip("笔元") for one in found] == texts.split()


@pytest.mark.parametrize("text", ["1077", "7777166", "2648-18538", "10  7", "17 305"])
def test_without_totals_nothing_else_is_parted(text):
    assert plainly(text) is None


def test_a_row_as_long_as_the_search_may_be_ends_soon():
    assert summing_ways(SUMMING, ["1" * 60], SUMMING.leaves, [COUNT] * 7) == ()


# The sums of columns.

TOTAL = Equation(("r", "s"), ("t",))


def figures(*texts: str):
    return figures_of(texts)


def test_a_column_that_does_not_add_up_breaks_an_equation():
    known = {"r": figures("1", "2"), "s": figures("3", "4"), "t": figures("4", "6")}
    assert holds(TOTAL, known) is True
    assert holds(TOTAL, known | {"t": figures("4", "7")}) is False
    assert holds(TOTAL, {"r": figures("1", "2")}) is None
    assert holds(TOTAL, known | {"t": figures("", "")}) is None


def test_of_two_ways_to_read_a_row_the_columns_choose_one():
    known = {"s": figures("3", "4"), "t": figures("25", "24")}
    assert settled([TOTAL], known, {"r": [("2", "20"), ("22", "20")]}) == {"r": ("22", "20")}


def test_where_the_columns_leave_both_or_none_nothing_is_chosen():
    ways = {"r": [("2", "20"), ("22", "20")]}
    assert settled([TOTAL], {"s": figures("3", "4"), "t": figures("9", "9")}, ways) == {}
    assert settled([TOTAL], {"s": figures("", "4"), "t": figures("", "24")}, ways) == {}
    assert settled([TOTAL], {"t": figures("9", "9")}, ways) == {}
