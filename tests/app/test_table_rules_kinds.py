"""What every kind of rule does in a form of its own: along rows and columns, with totals, conditions, causes, mends."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.check import check, check_again
from app.draft import Draft, Filing, Note, with_notes, with_value, with_values
from app.errors import FormFileError
from app.finding import Finding, verdict
from app.form import Form
from app.form_file import editions, load
from app.i18n import use_language
from app.mend import mends

TABLE = """
edition = "first"
first_year = 2031
source = "某文"

[[section]]
id = "cover"
kind = "fields"
title = "封面"
fields = [{ id = "size", type = "choice", label = "大小", choices = [{ id = "small", label = "小" }] }]

[[section]]
id = "text"
kind = "narrative"
title = "一、文字"

[[section]]
id = "stock"
kind = "table"
title = "二、存货"

[[section.band]]
columns = [
  { id = "new", label = "新" },
  { id = "gone", label = "去" },
  { id = "held", label = "存" },
]
rows = [
  { id = "paper", label = "纸" },
  { id = "ink", label = "墨" },
  { id = "all", label = "总计", sum = ["paper", "ink"] },
]

[[section.band]]
columns = [{ id = "lent", label = "借" }]
rows = [{ id = "books", label = "书" }]
"""
RULE = """
[[section.rule]]
code = "stock.rule"
rule = "R1"
severity = "warning"
message = "{place}"
"""
FOLLOWS = RULE + 'kind = "follows"\nleft = ["held"]\nlast = ["held"]\nadd = ["new"]\nsubtract = ["gone"]\n'
ZERO = RULE + 'kind = "zero"\nleft = ["gone"]\n'

Make = Callable[[str], Form]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("zh_CN")


def filing(form: Form, year: int = 2032, **values: str) -> Filing:
    """A report with what is given, `row_column`."""
    held = {f"stock/{place.replace('_', '/')}": text for place, text in values.items()}
    return with_values(Filing(form, Draft("tiny", "某局", year)), held)


def found(this: Filing, last: Filing | None = None) -> tuple[Finding, ...]:
    return check(this, last).findings


def at(findings: tuple[Finding, ...]) -> list[str]:
    return [one.addresses[0].removeprefix("stock/") for one in findings]


# Lines


def test_a_rule_on_columns_holds_in_each_row_that_is_no_total(form_of: Make) -> None:
    form = form_of(TABLE + ZERO)
    assert at(found(filing(form, paper_gone="1", ink_gone="2"))) == ["paper/gone", "ink/gone"]


def test_a_rule_on_rows_holds_in_each_column_of_their_band(form_of: Make) -> None:
    form = form_of(TABLE + ZERO.replace('"gone"', '"ink"'))
    assert at(found(filing(form, ink_gone="1", ink_held="2", books_lent="3"))) == ["ink/gone", "ink/held"]


def test_a_total_is_examined_where_the_rule_names_it(form_of: Make) -> None:
    form = form_of(TABLE + ZERO + 'only = ["all"]\n')
    (one,) = found(filing(form, paper_gone="1", ink_gone="2"))
    assert (one.addresses, one.values, one.message) == (("stock/all/gone",), ("3",), "Table 二 “总计”, 去")
    assert found(filing(form, paper_gone="1")) == ()  # a part is blank


def test_a_check_is_asked_again_where_a_part_of_its_total_changes(form_of: Make) -> None:
    form = form_of(TABLE + ZERO + 'only = ["all"]\n')
    before = check(filing(form, paper_gone="0", ink_gone="0"))
    changed = with_value(before.filing, "stock/ink/gone", "1")
    assert check_again(before, changed, ["stock/ink/gone"]).findings == check(changed).findings != ()


@pytest.mark.parametrize(("kind", "texts"), [("follows", "5"), ("at_most", "345"), ("at_least", "567")])
def test_a_figure_stands_to_what_is_reckoned_as_its_kind_says(form_of: Make, kind: str, texts: str) -> None:
    form = form_of(TABLE + FOLLOWS.replace('"follows"', f'"{kind}"'))
    last = filing(form, 2031, paper_held="4")
    held = [text for text in "34567" if not found(filing(form, paper_new="3", paper_gone="2", paper_held=text), last)]
    assert "".join(held) == texts


def test_what_is_reckoned_is_told_part_by_part(form_of: Make) -> None:
    words = "{row} {column} {left}={last}+{add}-{subtract}={right}, {difference}"
    form = form_of(TABLE + FOLLOWS.replace("{place}", words))
    (one,) = found(filing(form, paper_new="3", paper_gone="2", paper_held="1"), filing(form, 2031, paper_held="4"))
    assert (one.message, one.values, one.difference) == ("纸 存 1=4+3-2=5, 4", ("1", "5"), "-4")


def test_last_years_figure_is_looked_for_under_its_earlier_id(form_of: Make) -> None:
    form = form_of(TABLE.replace('id = "held",', 'id = "held", renamed = ["kept"],') + FOLLOWS)
    older = form_of(TABLE.replace('"held"', '"kept"'))
    this = filing(form, paper_new="3", paper_gone="2", paper_held="1")
    assert at(found(this, filing(older, 2031, paper_kept="4"))) == ["paper/held"]
    assert found(this, filing(older, 2031, paper_kept="0")) == ()
    assert found(this, filing(form_of(TABLE.replace('"held"', '"owned"')), 2031, paper_owned="4")) == ()


def test_of_several_figures_that_jump_in_a_line_the_first_is_told(form_of: Make) -> None:
    form = form_of(TABLE + RULE + 'kind = "jump"\nleft = ["new", "held"]\ntimes = 5\nleast = 50\n')
    this = filing(form, paper_new="12", paper_held="50", ink_new="250", ink_held="50")
    last = filing(form, 2031, paper_new="12", paper_held="10", ink_new="50", ink_held="10")
    assert at(found(this, last)) == ["paper/held", "ink/new"]
    assert at(found(last, this)) == ["paper/held", "ink/new"]


# Conditions


@pytest.mark.parametrize(("size", "year", "is_asked"), [
    ("small", 2033, True), ("small", 2032, False), ("", 2033, False), ("large", 2033, False),
])  # fmt: skip
def test_a_rule_is_asked_from_its_year_on_and_when_the_cover_says_so(
    form_of: Make, size: str, year: int, is_asked: bool
) -> None:
    form = form_of(TABLE + ZERO + 'from_year = 2033\nwhen = { "cover/size" = ["small"] }\n')
    this = with_value(filing(form, year, paper_gone="1"), "cover/size", size)
    assert ("R1" in [one.rule for one in found(this)]) is is_asked


def test_a_rule_is_asked_again_when_the_cover_changes(form_of: Make) -> None:
    form = form_of(TABLE + ZERO + 'when = { "cover/size" = ["small"] }\n')
    before = check(filing(form, paper_gone="1"))
    changed = with_value(before.filing, "cover/size", "small")
    assert at(check_again(before, changed, ["cover/size"]).findings) == ["paper/gone"]


def test_what_follows_from_another_rule_at_the_same_cell_is_not_counted(form_of: Make) -> None:
    form = form_of(TABLE + FOLLOWS + 'cause = "stock.first"\n' + ZERO.replace("stock.rule", "stock.first"))
    last = filing(form, 2031, paper_held="4", ink_held="4")
    this = filing(form, paper_new="0", paper_gone="1", paper_held="9", ink_new="0", ink_gone="0", ink_held="9")
    paper, ink, first = found(this, last)
    assert (paper.cause, ink.cause, first.cause) == (first.key, "", "")
    assert verdict((paper, ink, first), 0).warnings == 2


# Mends


def follow(form_of: Make, rule: str = FOLLOWS) -> tuple[Filing, Filing]:
    form = form_of(TABLE + rule)
    return filing(form, paper_new="3", paper_gone="2", paper_held="1"), filing(form, 2031, paper_held="4")


def test_which_of_this_years_figures_is_wrong_only_the_clerk_knows(form_of: Make) -> None:
    this, last = follow(form_of)
    (one,) = found(this, last)
    assert mends(this, last, one) == ()


def test_a_figure_that_was_proposed_and_not_touched_since_is_reckoned_anew(form_of: Make) -> None:
    this, last = follow(form_of)
    carried = with_notes(this, [Note("carried", "stock/paper/held", "沿用")])
    (one, _note) = found(carried, last)
    (mend,) = mends(carried, last, one)
    assert mend.texts == {"stock/paper/held": "5"}
    assert found(with_values(carried, mend.texts), last) == ()


def test_a_figure_below_zero_is_not_offered(form_of: Make) -> None:
    this, last = follow(form_of)
    carried = with_notes(with_value(this, "stock/paper/gone", "8"), [Note("carried", "stock/paper/held", "沿用")])
    assert mends(carried, last, found(carried, last)[0]) == ()


def test_what_last_years_report_alone_says_is_offered(form_of: Make) -> None:
    this, last = follow(form_of, FOLLOWS.replace('add = ["new"]\nsubtract = ["gone"]\n', ""))
    (mend,) = mends(this, last, found(this, last)[0])
    assert mend.texts == {"stock/paper/held": "4"}


def test_a_size_has_no_mend(form_of: Make) -> None:
    this = filing(form_of(TABLE + ZERO), paper_gone="1")
    assert mends(this, None, found(this)[0]) == ()


# What a form file must say


SPOKEN = RULE + 'kind = "spoken_of"\nleft = ["gone"]\nnarrative = "text"\nwords = ["费"]\n'
SAME = RULE.replace("{place}", "{table}") + 'kind = "same_numbers"\nleast = 1\nleft = ["new"]\n'
NO_KEY = "a rule of the kind “zero” has no such key; it has: left, only"
NO_LEAF = "which is no row and no column with values"
NO_SIDE = ": what the rule names does not stand along one side of one band"
FAULTS = {
    "a key of another kind": (ZERO + "percent = 5\n", f".percent: {NO_KEY}"),
    "a key that is missing": (
        RULE + 'kind = "share"\nleft = ["new"]\nright = ["held"]\n',
        ".percent: the key “percent” is missing",
    ),
    "a list that is missing": (RULE + 'kind = "zero"\n', ".left: the list is empty"),
    "neither of two keys": (
        RULE + 'kind = "follows"\nleft = ["held"]\n',
        ": one of these keys is needed: last, add",
    ),
    "a limit below zero": (SAME.replace("least = 1", "least = -1"), ".least: a number of 0 or more is expected"),
    "an id that is not there": (
        ZERO.replace("gone", "going"),
        f": the rule names “going”, {NO_LEAF} (did you mean “gone”?)",
    ),
    "an id to be counted that is not there": (
        SAME.replace("new", "knew"),
        f": the rule names “knew”, {NO_LEAF} (did you mean “new”?)",
    ),
    "rows beside columns": (FOLLOWS.replace('add = ["new"]', 'add = ["paper"]'), NO_SIDE),
    "columns of two bands": (FOLLOWS.replace('add = ["new"]', 'add = ["lent"]'), NO_SIDE),
    "a line that is not there": (ZERO + 'only = ["books"]\n', f".only: the rule names “books”, {NO_LEAF}"),
    "a word of another kind": (
        ZERO.replace("{place}", "{share}"),
        ".message: the message has an unknown place “share”",
    ),
    "a field that is not there": (
        ZERO + 'when = { "cover/sise" = ["small"] }\n',
        ".when: “cover/sise” is no field of this form (did you mean “cover/size”?)",
    ),
    "a choice that is not there": (
        ZERO + 'when = { "cover/size" = ["", "smal"] }\n',
        ".when: “smal” is not one of: small (did you mean “small”?)",
    ),
    "a narrative that is not there": (
        SPOKEN.replace('"text"', '"test"'),
        ".narrative: the rule names the narrative “test”, which does not exist (did you mean “text”?)",
    ),
    "a word that is empty": (SPOKEN.replace("费", ""), ".words: a word may not be empty: it is looked for"),
    "a cause that is not there": (
        ZERO + 'cause = "stock.rules"\n',
        ".cause: the rule names the rule “stock.rules”, which does not exist (did you mean “stock.rule”?)",
    ),
    "a rule that follows from itself": (
        ZERO + 'cause = "stock.rule"\n',
        ".cause: the causes lead back to the rule itself",
    ),
    "two rules that follow from each other": (
        ZERO + 'cause = "stock.two"\n' + ZERO.replace("stock.rule", "stock.two") + 'cause = "stock.rule"\n',
        ".cause: the causes lead back to the rule itself",
    ),
}


@pytest.mark.parametrize(("rule", "said"), FAULTS.values(), ids=FAULTS.keys())
def test_each_fault_of_a_rule_is_told_with_its_place(tmp_path: Path, rule: str, said: str) -> None:
    path = tmp_path / "tiny" / "first.toml"
    path.parent.mkdir()
    path.write_text(TABLE + rule, encoding="utf-8")
    with pytest.raises(FormFileError) as caught:
        load(path)
    assert str(caught.value) == f"{path}, at section[stock].rule[stock.rule]{said}"


# The table beside the rules


def test_every_rule_of_the_form_files_stands_in_the_table_with_a_test_that_is_there() -> None:
    tests = Path(__file__).parents[1]
    table = (tests.parent / "app" / "rules" / "README.md").read_text(encoding="utf-8")
    listed = {found for line in table.splitlines() for found in re.findall(r"^\| ([AXM]\d+)\b", line)}
    rules = {rule.rule for form in editions() for section in form.sections for rule in section.rules}
    assert rules - listed == set()
    named = set(re.findall(r"`(test_\w+)`", table))
    texts = (path.read_text(encoding="utf-8") for path in tests.rglob("test_*.py"))
    written = {name for text in texts for name in re.findall(r"def (test_\w+)", text)}
    assert named - written == set()
