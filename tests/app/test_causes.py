"""Findings are told by cause: one group for one root, nothing lost, what must be mended first."""

import json
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.carry import begin
from app.causes import Group, grouped
from app.check import check
from app.draft import Filing, Note, new_filing, with_notes, with_values
from app.figures import blanks
from app.finding import verdict
from app.i18n import use_language
from app.paths import samples

ROW = "applications/{}/{}".format
PERSON, BUSINESS = "applicant.natural_person", "applicant.organization.business"


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


def groups(filing: Filing, last: Filing | None = None) -> tuple[Group, ...]:
    return grouped(filing, check(filing, last).findings)


def test_what_was_taken_over_is_one_group_a_row_and_one_for_the_cover(filled: Filing) -> None:
    begun = begin(filled, 2024)
    cover, row = groups(begun, filled)
    assert (cover.title, cover.count) == ("基本信息: as last year, to be checked (9 places)", 9)
    assert (row.title, row.count) == ("二、上年结转政府信息公开申请数量: as last year, to be checked (6 places)", 6)
    assert [(place.short, place.said) for place in row.places][:2] == [("自然人", "4"), ("商业企业", "0")]
    assert row.where == "Table 三 “二、上年结转政府信息公开申请数量”"


def test_one_broken_column_is_told_with_its_four_figures(filled: Filing) -> None:
    (group,) = groups(with_values(filled, {ROW("received", PERSON): "50"}))
    assert group.title == group.finding.message
    assert [(place.short, place.said) for place in group.places] == [
        ("一、本年新收申请数量", "50"), ("二、上年结转申请数量", "3"), ("（七）总计", "43"),
        ("四、结转下年度办理", "4"),
    ]  # fmt: skip
    assert group.where == "Table 三, 自然人"
    assert [one.addresses[0] for one in group.follow] == [ROW("received", "applicant.total")]
    assert group.why.startswith("国办公开办函")
    assert group.how


def test_the_balance_of_several_columns_is_one_group_with_each_difference(filled: Filing) -> None:
    (group,) = groups(with_values(filled, {ROW("received", PERSON): "50", ROW("received", BUSINESS): "5"}))
    assert (group.title, group.count) == ("一＋二＝三＋四 does not hold in 2 columns", 2)
    assert [(one.short, one.said) for one in group.places] == [
        ("自然人", "differs by 6"),
        ("商业企业", "differs by −1"),
    ]


def test_a_row_that_differs_from_last_year_is_one_group(filled: Filing) -> None:
    table = {one: text for one, text in filled.draft.values.items() if one.startswith("applications/")}
    last = with_values(new_filing("disclosure", "某局", 2022), table)
    (group,) = groups(
        with_values(filled, {ROW("brought_forward", BUSINESS): "1", ROW("received", BUSINESS): "5"}), last
    )
    assert group.title == "二、上年结转政府信息公开申请数量: 2 columns differ from last year's report"


def test_the_same_slash_in_a_whole_row_is_one_group(filled: Filing) -> None:
    cells = [cell.address for cell in filled.form.cells.values() if cell.row.id == "results.refused.state_secret"][:6]
    (group,) = groups(with_values(filled, dict.fromkeys(cells, "/")))
    assert (group.title, group.count) == ("Table 三: “/” is no number, in 6 cells", 6)
    assert [place.address for place in group.places] == cells


def test_long_rows_are_named_in_short(filled: Filing) -> None:
    (group,) = groups(with_values(filled, {ROW("results.other.uncorrected", PERSON): "x"}))
    assert group.title.startswith("Table 三 “（六）1.逾期不补正”, 自然人:")
    assert "申请人无正当理由" in group.places[0].name


def test_notes_of_the_same_words_are_one_group_others_stand_alone(filled: Filing) -> None:
    notes = [
        Note("doubt", ROW("received", PERSON), "原件此处印的是“12”。"),
        Note("doubt", ROW("received", BUSINESS), "原件此处印的是“7”。"),
        Note("doubt", "disputes/cases/review", "原件此处空白。"),
        Note("unplaced", "problems", "有一段文字没有位置。\n第一段。\n第二段。"),
        Note("doubt", "", "文件是另一年的格式。"),
    ]
    found = groups(with_notes(filled, notes))
    assert [group.count for group in found] == [1, 2, 1, 1]
    assert found[0].places == ()
    assert found[1].title == "原件此处印的是“12”。 (and 1 more of this kind)"
    assert (found[3].title, found[3].text) == ("有一段文字没有位置。", "第一段。\n第二段。")


def test_printed_totals_of_one_table_are_one_group(filled: Filing) -> None:
    notes = [Note("printed_total", ROW(row, "applicant.total"), "99") for row in ("received", "results.total")]
    (group,) = groups(with_notes(filled, notes))
    assert group.title == "Table 三: 2 totals were printed otherwise than their parts add up"
    assert [place.said for place in group.places] == ["differs by 44", "differs by 45"]


def test_what_must_be_mended_comes_first_then_the_order_of_the_report(filled: Filing) -> None:
    notes = [Note("doubt", "overview", "甲"), Note("doubt", "cover/phone", "乙"), Note("heading", "other", "丙")]
    filing = with_values(
        with_notes(filled, notes), {"disputes/cases/review.upheld": "x", "proactive/rules/issued": "y"}
    )
    assert [(group.severity, group.places[0].address) for group in groups(filing)] == [
        ("error", "proactive/rules/issued"), ("error", "disputes/cases/review.upheld"), ("warning", "cover/phone"),
        ("warning", "overview"), ("warning", "other"),
    ]  # fmt: skip


def test_a_consequence_stands_alone_where_its_cause_is_not_among_the_findings(filled: Filing) -> None:
    filing = with_values(filled, {ROW("received", PERSON): "50"})
    cause, consequence = check(filing).findings
    (group,) = grouped(filing, [consequence])
    assert group.finding is consequence
    assert grouped(filing, [cause, consequence])[0].follow == (consequence,)


@given(st.data())
def test_every_finding_stands_in_one_group_and_the_counts_are_the_verdicts(data: st.DataObject) -> None:
    filing = new_filing("disclosure", "某局", data.draw(st.sampled_from([2020, 2023])))
    entries = [cell.address for cell in filing.form.cells.values() if not cell.is_total]
    texts = st.sampled_from(["0", "1", "37", "x", "/", "一"])
    places = [*filing.form.cells, *filing.form.narratives, *filing.form.fields, "applications/results", ""]
    note = st.builds(
        Note, st.sampled_from(["doubt", "carried", "heading"]), st.sampled_from(places), st.text("甲1“”", max_size=5)
    )
    columns = data.draw(st.lists(st.sampled_from([PERSON, BUSINESS]), unique=True))
    zeros = {a: "0" for a in entries if a.rpartition("/")[2] in columns}
    filing = with_values(filing, zeros | data.draw(st.dictionaries(st.sampled_from(entries), texts, max_size=30)))
    filing = with_notes(filing, data.draw(st.lists(note, max_size=8, unique_by=lambda one: (one.kind, one.place))))
    found = check(filing).findings
    made = grouped(filing, found)
    assert sorted(id(one) for group in made for one in (*group.members, *group.follow)) == sorted(map(id, found))
    assert len({group.key for group in made}) == len(made)
    said = verdict(found, len(blanks(filing)))
    for severity, count in (("error", said.errors), ("warning", said.warnings)):
        assert sum(group.count for group in made if group.severity == severity) == count
    assert all(group.title or not group.finding.message for group in made)


def test_away_from_its_page_a_title_names_its_table_once(filled: Filing) -> None:
    (broken,) = groups(with_values(filled, {ROW("received", PERSON): "50"}))
    assert broken.whole_title == f"Table 三 {broken.title}"
    (named,) = groups(with_values(filled, {ROW("results.granted", PERSON): "x"}))
    assert named.whole_title == named.title
    (placeless,) = groups(with_notes(filled, [Note("doubt", "", "文件是另一年的格式。")]))
    assert placeless.whole_title == placeless.title


def test_what_was_taken_over_is_told_without_quotes_in_quotes(filled: Filing) -> None:
    said = "沿用上年，待核对：“以“一网通办”为…”"
    (finding,) = check(with_notes(filled, [Note("carried", "overview", said)])).findings
    assert finding.message == "一、总体情况, 沿用上年，待核对：“以‘一网通办’为…”"
