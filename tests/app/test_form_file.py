"""Reading editions strictly: each fault gives one error that names file and place; the year chooses the edition."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import FormFileError, NoEdition
from app.form import Carry, Form
from app.form_file import editions, families, form_for, load
from app.i18n import use_language

TINY = """
edition = "first"
first_year = 2031
source = "某文"

[[section]]
id = "cover"
kind = "fields"
title = "封面"
fields = [
  { id = "organization", type = "text", label = "单位", required = true },
  { id = "kind", type = "choice", label = "类型", choices = [{ id = "school", label = "学校" }] },
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
columns = [
  { id = "who", label = "来访人" },
  { id = "who.adult", label = "成人" },
  { id = "who.child", label = "儿童", lines = ["儿", "童"] },
  { id = "who.total", label = "总计", sum = ["who"] },
]
rows = [
  { id = "came", label = "一、来了" },
  { id = "left", label = "二、走了" },
  { id = "left.early", label = "1.早走" },
  { id = "left.late", label = "2.晚走" },
]

[[section.rule]]
code = "visits.balance"
rule = "R1"
severity = "error"
kind = "equal"
left = ["came"]
right = ["left.early", "left.late"]
message = "{column}：{left}，{right}，{difference}。"
"""

BAND = '[[section.band]]\ncolumns = [{ id = "n" }]\nrows = [{ id = "apart" }]\n'


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("zh_CN")


def written(folder: Path, text: str, name: str = "first") -> Path:
    path = folder / "tiny" / f"{name}.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def fault_of(folder: Path, text: str, name: str = "first") -> str:
    """The one error of a file, without the file's name, which it must begin with."""
    path = written(folder, text, name)
    with pytest.raises(FormFileError) as caught:
        load(path)
    said = str(caught.value)
    assert said.startswith(str(path))
    assert "\n" not in said
    return said.removeprefix(str(path))


def edited(old: str, new: str) -> str:
    """The tiny file with one part of it changed."""
    assert TINY.count(old) == 1
    return TINY.replace(old, new)


# What a good file gives


def test_a_form_has_the_family_of_its_folder(tmp_path: Path) -> None:
    form = load(written(tmp_path, TINY))
    assert (form.family, form.edition, form.first_year) == ("tiny", "first", 2031)


def test_addresses_follow_from_the_ids_in_the_order_of_the_report(tmp_path: Path) -> None:
    form = load(written(tmp_path, TINY))
    cells = [f"visits/{row}/who.{who}" for row in ("came", "left.early", "left.late") for who in ("adult", "child")]
    assert form.addresses == ("cover/organization", "cover/kind", "text", *cells)


def test_a_total_has_the_parts_that_its_label_names(tmp_path: Path) -> None:
    cell = load(written(tmp_path, TINY)).cells["visits/left.late/who.total"]
    assert cell.is_total
    assert cell.parts == ("visits/left.late/who.adult", "visits/left.late/who.child")


def test_what_is_not_written_has_its_default(tmp_path: Path) -> None:
    form = load(written(tmp_path, TINY))
    text, visits = form.sections[1:]
    assert (text.limit, text.required, text.guidance) == (0, False, "")
    assert (visits.rules[0].right_year, visits.bands[0].value.places) == (0, 2)


def test_labels_may_stand_in_tables_of_their_own(tmp_path: Path) -> None:
    old = 'rows = [\n  { id = "came", label = "一、来了" },\n'
    rest = TINY.partition(old)[2].partition("]\n")[0]
    rows = ['id = "came"\nlabel = "一、来了"', *(line.strip(" {},").replace(", ", "\n") for line in rest.splitlines())]
    tables = "".join(f"[[section.band.rows]]\n{row}\n" for row in rows)
    longer = TINY.replace(old + rest + "]\n", tables)
    assert longer != TINY
    assert load(written(tmp_path, longer)).addresses == load(written(tmp_path, TINY)).addresses


def test_a_row_says_from_which_rows_of_last_year_and_of_this_it_is_carried_over(tmp_path: Path) -> None:
    text = edited('label = "一、来了"', 'label = "一、来了", carry = { last = ["came"], add = ["left.early"] }')
    came = load(written(tmp_path, text)).cells["visits/came/who.adult"].row
    assert came.carry == Carry(last=("came",), add=("left.early",))


def test_a_column_may_be_carried_over_from_a_total(tmp_path: Path) -> None:
    text = edited('label = "成人"', 'label = "成人", carry = { last = ["who.total"], subtract = ["who.child"] }')
    adult = load(written(tmp_path, text)).cells["visits/came/who.adult"].column
    assert adult.carry == Carry(last=("who.total",), subtract=("who.child",))


def test_fields_and_narratives_are_carried_over_where_the_file_says_so(tmp_path: Path) -> None:
    text = edited('label = "类型",', 'label = "类型", carry = true,').replace('"一、文字"', '"一、文字"\ncarry = true')
    form = load(written(tmp_path, text))
    assert [field.carry for field in form.fields.values()] == [False, True]
    assert [section.carry for section in form.sections] == [False, True, False]


def test_sections_fields_rows_and_columns_may_say_what_they_were_called_before(tmp_path: Path) -> None:
    text = edited('title = "一、文字"', 'title = "一、文字"\nrenamed = ["words"]')
    text = text.replace('label = "类型",', 'label = "类型", renamed = ["sort", "type"],')
    text = text.replace('label = "一、来了"', 'label = "一、来了", renamed = ["arrived"]')
    text = text.replace('label = "成人"', 'label = "成人", renamed = ["grown"]')
    form = load(written(tmp_path, text))
    cell = form.cells["visits/came/who.adult"]
    assert (form.sections[1].renamed, form.fields["cover/kind"].renamed) == (("words",), ("sort", "type"))
    assert (cell.row.renamed, cell.column.renamed) == (("arrived",), ("grown",))


def test_a_choice_says_the_day_of_the_duty(tmp_path: Path) -> None:
    text = edited('label = "学校" }', 'label = "学校", due = "02-28" }')
    assert load(written(tmp_path, text)).fields["cover/kind"].choices[0].due == "02-28"


# What a bad file says


def carrying(table: str, label: str = 'label = "一、来了"') -> str:
    """The tiny file with a row, or another label, that is carried over so."""
    return edited(label, f"{label}, carry = {{ {table} }}")


FAULTS = {
    "an unknown key of the file": (
        edited('source = "某文"', 'source = "某文"\nsorce = ""'),
        ": unknown key “sorce” (did you mean “source”?)",
    ),
    "an unknown key of a section": (
        edited('title = "一、文字"', 'title = "一、文字"\nguidence = ""'),
        ", at section[text]: unknown key “guidence” (did you mean “guidance”?)",
    ),
    "an unknown key of a row": (
        edited('label = "一、来了"', 'label = "一、来了", guidence = ""'),
        ", at section[visits].band[1].rows[came]: unknown key “guidence” (did you mean “guidance”?)",
    ),
    "an unknown key like no other": (
        edited('label = "一、来了"', 'label = "一、来了", zzz = ""'),
        ", at section[visits].band[1].rows[came]: unknown key “zzz”",
    ),
    "a key that the program fills itself": (
        edited('source = "某文"', 'source = "某文"\nfamily = "tiny"'),
        ": unknown key “family”",
    ),
    "a missing key of the file": (edited("first_year = 2031\n", ""), ": the key “first_year” is missing"),
    "a missing key of a field": (
        edited('type = "text", label = "单位"', 'type = "text"'),
        ", at section[cover].fields[organization]: the key “label” is missing",
    ),
    "a year in quotation marks": (
        edited("first_year = 2031", 'first_year = "2031"'),
        ", at first_year: a whole number is expected",
    ),
    "a truth where a number belongs": (
        edited("first_year = 2031", "first_year = true"),
        ", at first_year: a whole number is expected",
    ),
    "a number where a text belongs": (
        edited('label = "一、来了"', "label = 1"),
        ", at section[visits].band[1].rows[came].label: text is expected",
    ),
    "a text where a list belongs": (
        edited('sum = ["who"]', 'sum = "who"'),
        ", at section[visits].band[1].columns[who.total].sum: a list is expected",
    ),
    "a number in a list of texts": (
        edited('sum = ["who"]', 'sum = ["who", 1]'),
        ", at section[visits].band[1].columns[who.total].sum[2]: text is expected",
    ),
    "a text where a table belongs": (
        edited('value = { type = "count", unit = "人" }', 'value = "count"'),
        ", at section[visits].band[1].value: a table is expected",
    ),
    "a text where true or false belongs": (
        edited("required = true", 'required = "yes"'),
        ", at section[cover].fields[organization].required: true or false is expected",
    ),
    "a kind of section that is not known": (
        edited('kind = "narrative"', 'kind = "narative"'),
        ", at section[text].kind: “narative” is not one of: fields, narrative, table (did you mean “narrative”?)",
    ),
    "a kind of rule that is not known": (
        edited('kind = "equal"', 'kind = "equals"'),
        ", at section[visits].rule[visits.balance].kind: “equals” is not one of: equal, follows, at_most,"
        " at_least, zero, share, jump, amount, same_numbers, spoken_of (did you mean “equal”?)",
    ),
    "an edition that is not the file's name": (
        edited('edition = "first"', 'edition = "second"'),
        ", at edition: the edition must be the file's name, “first”",
    ),
    "two sections of one id": (
        edited('id = "text"', 'id = "cover"'),
        ", at section: the id “cover” stands twice",
    ),
    "two fields of one id": (
        edited('id = "kind", type', 'id = "organization", type'),
        ", at section[cover].fields: the id “organization” stands twice",
    ),
    "two rows of one id": (
        edited('id = "left.late"', 'id = "left.early"'),
        ", at section[visits].band[1].rows: the id “left.early” stands twice",
    ),
    "two rules of one code": (
        TINY + TINY[TINY.index("[[section.rule]]") :],
        ", at section[visits].rule: the id “visits.balance” stands twice",
    ),
    "an id with a capital letter": (
        edited('id = "text"', 'id = "Text"'),
        ", at section[Text]: “Text” is no id: small letters, digits, _ and dots",
    ),
    "an id of a row with a blank": (
        edited('id = "came"', 'id = "ca me"'),
        ", at section[visits].band[1].rows[ca me]: “ca me” is no id: small letters, digits, _ and dots",
    ),
    "a row under a parent that is missing": (
        edited('id = "left.late"', 'id = "lefd.late"'),
        ", at section[visits].band[1].rows[lefd.late]: “lefd” does not exist (did you mean “left”?)",
    ),
    "a row away from its parent": (
        edited('{ id = "came", label = "一、来了" },', "").replace(
            "rows = [", 'rows = [\n  { id = "left.first", label = "0." },'
        ),
        ", at section[visits].band[1].rows[left.first]: must stand under “left”",
    ),
    "a child before the group in between": (
        edited('{ id = "left.late"', '{ id = "rest", label = "三、其余" },\n  { id = "left.late"'),
        ", at section[visits].band[1].rows[left.late]: must stand under “left”",
    ),
    "a sum over a label that does not exist": (
        edited('sum = ["who"]', 'sum = ["whom"]'),
        ", at section[visits].band[1].columns[who.total].sum: the sum names “whom”, which does not exist"
        " (did you mean “who”?)",
    ),
    "a sum over nothing but itself": (
        edited('sum = ["who"]', 'sum = ["who.total"]'),
        ", at section[visits].band[1].columns[who.total].sum: the sum is over nothing",
    ),
    "a group that is a sum": (
        edited('label = "二、走了"', 'label = "二、走了", sum = ["came"]'),
        ", at section[visits].band[1].rows[left].sum: a group cannot be a sum",
    ),
    "lines that are not the label": (
        edited('lines = ["儿", "童"]', 'lines = ["儿", "同"]'),
        ", at section[visits].band[1].columns[who.child].lines: the lines do not make up the label",
    ),
    "a table without a band": (
        TINY[: TINY.index("[[section.band]]")],
        ", at section[visits]: a table section has bands, any other has none",
    ),
    "a narrative with a band": (
        edited(
            'kind = "narrative"', 'kind = "narrative"\nband = [{ columns = [{ id = "a" }], rows = [{ id = "b" }] }]'
        ),
        ", at section[text]: a table section has bands, any other has none",
    ),
    "a band without rows": (
        TINY[: TINY.index("rows = [")] + "rows = []\n",
        ", at section[visits].band[1].rows: the list is empty",
    ),
    "a rule on a row that does not exist": (
        edited('left = ["came"]', 'left = ["come"]'),
        ", at section[visits].rule[visits.balance]: the rule names the row “come”, which does not exist"
        " (did you mean “came”?)",
    ),
    "a rule on a group of rows": (
        edited('right = ["left.early", "left.late"]', 'right = ["left"]'),
        ", at section[visits].rule[visits.balance]: the rule names the row “left”, which does not exist"
        " (did you mean “left.late”?)",
    ),
    "a message with a place that is not filled": (
        edited("{difference}", "{diference}"),
        ", at section[visits].rule[visits.balance].message: the message has an unknown place “diference”"
        " (did you mean “difference”?)",
    ),
    "a message with an open brace": (
        edited("{difference}", "{difference"),
        ", at section[visits].rule[visits.balance].message: expected '}' before end of string",
    ),
    "a message that formats a number": (
        edited("{difference}", "{difference:d}"),
        ", at section[visits].rule[visits.balance].message: Unknown format code 'd' for object of type 'str'",
    ),
    "a rule over nothing": (
        edited('left = ["came"]', "left = []"),
        ", at section[visits].rule[visits.balance].left: the list is empty",
    ),
    "a rule over the rows of two bands": (
        edited("[[section.rule]]", BAND + "[[section.rule]]").replace('left = ["came"]', 'left = ["apart"]'),
        ", at section[visits].rule[visits.balance]: the rows of the rule do not stand in one band",
    ),
    "two choices of one id": (
        edited(
            '{ id = "school", label = "学校" }', '{ id = "school", label = "学校" }, { id = "school", label = "校" }'
        ),
        ", at section[cover].fields[kind].choices: the id “school” stands twice",
    ),
    "a field whose id is none": (
        edited('id = "kind", type', 'id = "a/b", type'),
        ", at section[cover].fields[a/b]: “a/b” is no id: small letters, digits, _ and dots",
    ),
    "a rule that looks further back than last year": (
        edited('right = ["left.early", "left.late"]', 'right = ["left.early"]\nright_year = -2'),
        ", at section[visits].rule[visits.balance].right_year: only 0 and -1 are known",
    ),
    "a carry without its key": (
        carrying('add = ["left.early"]'),
        ", at section[visits].band[1].rows[came].carry: the key “last” is missing",
    ),
    "a carry with an unknown key": (
        carrying('last = ["came"], substract = ["left.early"]'),
        ", at section[visits].band[1].rows[came].carry: unknown key “substract” (did you mean “subtract”?)",
    ),
    "a carry that is a truth": (
        edited('label = "一、来了"', 'label = "一、来了", carry = true'),
        ", at section[visits].band[1].rows[came].carry: a table is expected",
    ),
    "a carry from nothing": (
        carrying("last = []"),
        ", at section[visits].band[1].rows[came].carry.last: the list is empty",
    ),
    "a carry from a row that does not exist": (
        carrying('last = ["left.erly"]'),
        ", at section[visits].band[1].rows[came].carry.last: “left.erly” is none of the rows that have values"
        " (did you mean “left.early”?)",
    ),
    "a carry from a group": (
        carrying('last = ["left"]'),
        ", at section[visits].band[1].rows[came].carry.last: “left” is none of the rows that have values"
        " (did you mean “left.late”?)",
    ),
    "a row carried from a column": (
        carrying('last = ["came"], add = ["who.adult"]'),
        ", at section[visits].band[1].rows[came].carry.add: “who.adult” is none of the rows that have values",
    ),
    "a column carried from a row": (
        carrying('last = ["came"]', 'label = "成人"'),
        ", at section[visits].band[1].columns[who.adult].carry.last: “came” is none of the columns that have values",
    ),
    "a carry that names a row twice": (
        carrying('last = ["came", "came"]'),
        ", at section[visits].band[1].rows[came].carry.last: the id “came” stands twice",
    ),
    "a carry that rests on itself": (
        carrying('last = ["came"], subtract = ["came"]'),
        ", at section[visits].band[1].rows[came].carry.subtract: the figure would rest on itself",
    ),
    "a carry that rests on its own total": (
        carrying('last = ["who.adult"], add = ["who.total"]', 'label = "成人"'),
        ", at section[visits].band[1].columns[who.adult].carry.add: the figure would rest on itself",
    ),
    "a carry to a total": (
        carrying('last = ["who.total"]', 'label = "总计"'),
        ", at section[visits].band[1].columns[who.total].carry: nothing is carried over to a total or a group:"
        " their figures are not entered",
    ),
    "a carry to a group": (
        carrying('last = ["came"]', 'label = "二、走了"'),
        ", at section[visits].band[1].rows[left].carry: nothing is carried over to a total or a group:"
        " their figures are not entered",
    ),
    "a band whose rows and columns are both carried over": (
        carrying('last = ["came"]').replace('label = "成人"', 'label = "成人", carry = { last = ["who.adult"] }'),
        ", at section[visits].band[1]: either rows or columns are carried over: no cell has two figures",
    ),
    "a table that is offered": (
        edited('title = "二、来访"', 'title = "二、来访"\ncarry = true'),
        ", at section[visits].carry: a narrative alone is offered; fields, rows, columns have their own key",
    ),
    "a carry of the draft's identity": (
        edited('label = "单位", required = true', 'label = "单位", carry = true'),
        ", at section[cover].fields[organization].carry: organization and year are the draft's own and are not"
        " carried over",
    ),
    "a carry of a year": (
        edited(
            'label = "单位", required = true },',
            'label = "单位" }, { id = "of", type = "year", label = "年", carry = true },',
        ),
        ", at section[cover].fields[of].carry: organization and year are the draft's own and are not carried over",
    ),
    "an earlier id of a row that still stands there": (
        edited('label = "一、来了"', 'label = "一、来了", renamed = ["left.late"]'),
        ", at section[visits].band[1].rows[came].renamed: “left.late” stands in this form: it was not renamed",
    ),
    "a row's own id as an earlier one": (
        edited('label = "一、来了"', 'label = "一、来了", renamed = ["came"]'),
        ", at section[visits].band[1].rows[came].renamed: “came” stands in this form: it was not renamed",
    ),
    "an earlier id of two columns": (
        edited('label = "成人"', 'label = "成人", renamed = ["people"]').replace(
            'label = "儿童",', 'label = "儿童", renamed = ["people"],'
        ),
        ", at section[visits].band[1].columns[who.child].renamed: “people” is already the earlier id of another",
    ),
    "an earlier id of a group": (
        edited('label = "二、走了"', 'label = "二、走了", renamed = ["gone"]'),
        ", at section[visits].band[1].rows[left].renamed: a group has no place of its own; write the earlier ids at the"
        " labels below it",
    ),
    "an earlier id that is none": (
        edited('label = "类型",', 'label = "类型", renamed = ["Sort"],'),
        ", at section[cover].fields[kind].renamed: “Sort” is no id: small letters, digits, _ and dots",
    ),
    "an earlier id of a field that still stands there": (
        edited('label = "类型",', 'label = "类型", renamed = ["organization"],'),
        ", at section[cover].fields[kind].renamed: “organization” stands in this form: it was not renamed",
    ),
    "an earlier id of a section that still stands there": (
        edited('title = "一、文字"', 'title = "一、文字"\nrenamed = ["visits"]'),
        ", at section[text].renamed: “visits” stands in this form: it was not renamed",
    ),
    "an earlier id that is no list": (
        edited('label = "一、来了"', 'label = "一、来了", renamed = "arrived"'),
        ", at section[visits].band[1].rows[came].renamed: a list is expected",
    ),
    "a day of the duty that no year has": (
        edited('label = "学校" }', 'label = "学校", due = "01-32" }'),
        ", at section[cover].fields[kind].choices[school].due: “01-32” is no month and day of every year, as in 01-31",
    ),
    "a day of the duty that not every year has": (
        edited('label = "学校" }', 'label = "学校", due = "02-29" }'),
        ", at section[cover].fields[kind].choices[school].due: “02-29” is no month and day of every year, as in 01-31",
    ),
    "a day of the duty that is a week": (
        edited('label = "学校" }', 'label = "学校", due = "W01-1" }'),
        ", at section[cover].fields[kind].choices[school].due: “W01-1” is no month and day of every year, as in 01-31",
    ),
}


def test_the_tiny_file_has_no_fault(tmp_path: Path) -> None:
    assert isinstance(load(written(tmp_path, TINY)), Form)


@pytest.mark.parametrize(("text", "said"), FAULTS.values(), ids=FAULTS)
def test_each_fault_is_told_with_file_and_place(tmp_path: Path, text: str, said: str) -> None:
    assert fault_of(tmp_path, text) == said


@pytest.mark.parametrize("text", ["edition = ", "[[section]\n", 'a = "b'])
def test_a_file_that_is_no_toml_is_told_with_the_line(tmp_path: Path, text: str) -> None:
    said = fault_of(tmp_path, text)
    assert said.startswith(": cannot be read: ")
    assert re.search(r"line 1|end of document", said)


def test_a_file_in_another_encoding_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, "")
    path.write_bytes(TINY.encode("gb18030"))
    with pytest.raises(FormFileError, match=r"first\.toml: cannot be read: .*utf-8"):
        load(path)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(FormFileError, match=r"first\.toml: cannot be read: "):
        load(tmp_path / "tiny" / "first.toml")


def test_two_bands_must_not_give_one_address(tmp_path: Path) -> None:
    assert fault_of(tmp_path, TINY + BAND + BAND) == ", at section[visits]: the id “apart/n” stands twice"


# Which edition a year gets


@pytest.fixture
def forms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the editions of 2031 and 2035."""
    folder = tmp_path / "forms"
    folder.mkdir()
    written(folder, TINY)
    written(folder, edited('"first"', '"later"').replace("2031", "2035"), "later")
    monkeypatch.setenv("GONGKAI_FORMS", str(folder))
    return folder


@pytest.mark.parametrize(("year", "edition"), [(2031, "first"), (2034, "first"), (2035, "later"), (2100, "later")])
def test_an_edition_holds_until_a_later_one_begins(forms: Path, year: int, edition: str) -> None:
    assert form_for("tiny", year).edition == edition


def test_a_year_before_the_first_edition_is_refused_with_the_year_from_which_there_is_one(forms: Path) -> None:
    with pytest.raises(NoEdition, match=r"no edition of the form for 2030.*from 2031 on"):
        form_for("tiny", 2030)


def test_a_family_that_is_not_on_hand_is_refused_by_name(forms: Path) -> None:
    with pytest.raises(NoEdition, match="no form “elsewhere”"):
        form_for("elsewhere", 2031)


def test_editions_come_oldest_first_and_the_statutory_family_before_others(forms: Path) -> None:
    assert [form.edition for form in editions("tiny")] == ["first", "later"]
    assert families() == ("disclosure", "tiny")


def test_two_editions_that_begin_in_one_year_are_told(forms: Path) -> None:
    path = written(forms, edited('"first"', '"third"'), "third")
    with pytest.raises(FormFileError) as caught:
        editions("tiny")
    assert str(caught.value) == f"{path}, at first_year: the edition first begins in the same year"


def test_an_offices_file_replaces_the_programs_file_of_the_same_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = editions()[-1].edition
    folder = tmp_path / "forms"
    (folder / "disclosure").mkdir(parents=True)
    path = folder / "disclosure" / f"{own}.toml"
    path.write_text(edited('"first"', f'"{own}"'), encoding="utf-8")
    monkeypatch.setenv("GONGKAI_FORMS", str(folder))
    replaced = editions()[-1]
    assert (replaced.edition, replaced.first_year, replaced.source) == (own, 2031, "某文")


def test_a_broken_file_of_the_office_stops_with_its_name(forms: Path) -> None:
    path = written(forms, edited('"first"', '"broken"').replace("2031", "x"), "broken")
    with pytest.raises(FormFileError, match=re.escape(str(path))):
        editions("tiny")
