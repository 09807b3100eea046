"""Heads, rows and cells: a number goes to the column that its labels name, or nowhere."""

import pytest

from app.form import Value
from app.form_file import form_for
from app.match.cells import cell_text
from app.match.fit import Layout, fit
from app.match.head import head_of
from app.match.lines import Line

NEW = form_for("disclosure", 2023)
APPLICATIONS = NEW.section("applications").bands[0]
DISPUTES = NEW.section("disputes").bands[0]
SEVEN = APPLICATIONS.column_axis.leaves

# Heads.


def head(*rows: str, band=APPLICATIONS):
    return head_of(NEW, band, [Line(tuple(row.split("|")), "", tuple(range(row.count("|") + 1)), True) for row in rows])


def ids(columns) -> list[str]:
    return [column.id.rpartition(".")[2] if column else "" for column in columns]


LAWFUL = ["natural_person", "business", "research", "public_benefit", "legal_service", "other", "total"]


@pytest.mark.parametrize(
    "rows",
    [
        ("|申请人情况", "自然人|法人或其他组织|总计", "商业企业|科研机构|社会公益组织|法律服务机构|其他"),
        ("自然人|商业企业|科研机构|社会公益组织|法律服务机构|其他|总计",),
        (
            "申请人情况",
            "自然人",
            "法人或其他组织",
            "总计",
            "商业企业",
            "科研机构",
            "社会公益组织",
            "法律服务机构",
            "其他",
        ),
    ],
)
def test_the_columns_are_those_of_the_law_however_the_head_is_laid_out(rows):
    assert (head(*rows).state, ids(head(*rows).order)) == ("whole", LAWFUL)


def test_columns_in_another_order_are_taken_in_the_order_of_their_labels():
    found = head("总计|自然人|法人或其他组织", "科研机构|商业企业|社会公益组织|法律服务机构|其他")
    assert ids(found.order) == [
        "total",
        "natural_person",
        "research",
        "business",
        "public_benefit",
        "legal_service",
        "other",
    ]


def test_a_column_that_the_law_does_not_have_takes_its_cell_and_no_more():
    found = head("项目|自然人|商业企业|科研机构|备注|社会公益组织|法律服务机构|其他|总计")
    assert ids(found.order) == [*LAWFUL[:3], "", *LAWFUL[3:]]


def test_a_piece_of_a_head_is_partial_and_its_rows_may_have_the_columns_of_the_law():
    found = head("商业企业|科研机构|社会公益组织|法律服务机构|其他")
    assert found.state == "partial"
    assert ids(found.options[0]) == LAWFUL


def test_labels_of_several_blocks_with_the_same_words_are_known_by_their_order():
    leaves = "结果维持|结果纠正|其他结果|尚未审结|总计"
    found = head("行政复议|行政诉讼", f"{leaves}|未经复议直接起诉|复议后起诉", f"{leaves}|{leaves}", band=DISPUTES)
    assert (found.state, found.order) == ("whole", DISPUTES.column_axis.leaves)


def test_blocks_in_another_order_are_left_open():
    leaves = "结果维持|结果纠正|其他结果|尚未审结|总计"
    found = head("行政诉讼|行政复议", "未经复议直接起诉|复议后起诉", f"{leaves}|{leaves}|{leaves}", band=DISPUTES)
    assert (found.state, found.options) == ("odd", ())


def test_no_label_at_all_is_a_missing_head():
    assert head("甲|乙|丙").state == "missing"


# Rows.


def fitted(cells: str, layout: Layout | None = None):
    found = fit(APPLICATIONS.column_axis, cells.split(" ") if cells else [], (SEVEN,), layout or Layout())
    return found.how, " ".join(text or "_" for text in found.texts)


@pytest.mark.parametrize(
    ("cells", "how", "texts"),
    [
        ("1 2 0 0 0 0 3", "exact", "1 2 0 0 0 0 3"),
        ("0 0 0 0 0 0 0 0", "agree", "0 0 0 0 0 0 0"),
        ("5 0 0 0 0 0 0 5", "sum", "5 0 0 0 0 0 5"),
    ],
)
def test_a_row_with_one_sure_reading_is_taken(cells, how, texts):
    assert fitted(cells) == (how, texts)


@pytest.mark.parametrize(
    ("cells", "how"),
    [
        ("0 3 0 0 0 0 0 3", "surplus"),
        ("1 2 3 4 5 6 7 8", "surplus"),
        ("0 0 0 0 0 0", "fewer"),
        ("", "fewer"),
        ("0 0 0 0 0 0 0 0 0 0 0", "surplus"),
    ],
)
def test_a_row_with_several_readings_or_none_is_not_taken(cells, how):
    assert fitted(cells) == (how, "")


def blanks(cells: str) -> list[str]:
    return ["" if cell == "_" else cell for cell in cells.split(" ")]


@pytest.mark.parametrize(
    ("cells", "layout", "texts"),
    [
        ("_ 1 2 0 0 0 0 3", Layout(), "1 2 0 0 0 0 3"),
        ("_ _ 2 0 0 0 0 2", Layout(shift=1), "_ 2 0 0 0 0 2"),
        ("_ 2 0 0 0 0 2", Layout(), "_ 2 0 0 0 0 2"),
        ("1 2 0 0 0 0 3 _", Layout(), "1 2 0 0 0 0 3"),
        ("1 _ 0 0 0 0 _ _", Layout(shift=0, is_intact=True), "1 _ 0 0 0 0 _"),
        ("_ _ _ _ _ _ _ _ _", Layout(), "_ _ _ _ _ _ _"),
    ],
)
def test_blanks_of_merged_labels_come_off_where_the_rest_is_sure(cells, layout, texts):
    found = fit(APPLICATIONS.column_axis, blanks(cells), (SEVEN,), layout)
    assert (found.how, list(found.texts)) == ("exact", blanks(texts))


@pytest.mark.parametrize(
    ("cells", "layout"),
    [
        ("_ 2 0 0 0 0 2", Layout(shift=1)),
        ("1 _ 0 0 0 0 5 _", Layout(shift=0)),
        ("_ 1 2 0 0 0 0 _", Layout()),
    ],
)
def test_a_blank_that_may_be_a_value_leaves_the_row_open(cells, layout):
    assert not fit(APPLICATIONS.column_axis, blanks(cells), (SEVEN,), layout).texts


def test_sixteen_cells_for_fifteen_are_read_where_every_reading_says_the_same():
    found = fit(DISPUTES.column_axis, [""] * 5 + ["0"] * 11, (DISPUTES.column_axis.leaves,), Layout())
    assert (found.how, list(found.texts)) == ("agree", [""] * 5 + ["0"] * 10)


# Cells.

COUNT, MONEY, YUAN = Value(unit="件"), Value(type="money", unit="万元", places=6), Value(type="money")


@pytest.mark.parametrize(
    ("text", "value", "state", "number"),
    [
        ("12", COUNT, "number", "12"),
        ("１，２３４", COUNT, "number", "1234"),
        ("+1", Value(type="signed"), "number", "1"),
        ("−2", Value(type="signed"), "number", "-2"),
        ("96171.6", MONEY, "number", "96171.6"),
        ("12件", COUNT, "remark", "12"),
        ("2笔", COUNT, "remark", "2"),
        ("22（其中修订16件）", COUNT, "remark", "22"),
        ("251000元", YUAN, "remark", "251000"),
        ("96.5万元", MONEY, "remark", "96.5"),
        ("", COUNT, "blank", ""),
    ],
)
def test_a_cell_gives_its_number_and_whether_something_stands_behind_it(text, value, state, number):
    assert (cell_text(text, value).state, cell_text(text, value).number) == (state, number)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("/", COUNT),
        ("—", COUNT),
        ("无", COUNT),
        ("一百", COUNT),
        ("3.5", COUNT),
        ("1 2", COUNT),
        ("1,2,3", COUNT),
        ("3万件", COUNT),
        ("5%", COUNT),
        ("251000元", MONEY),
        ("-3", COUNT),
    ],
)
def test_what_is_not_surely_a_number_gives_none(text, value):
    assert (cell_text(text, value).state, cell_text(text, value).number) == ("other", "")
