"""Blocks become a filing by the labels of the form: what is certain is taken, the rest is left open and told."""

import random
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.blocks import Heading, Paragraph, Table, TableCell
from app.draft import covers, new_filing, with_values
from app.errors import NoEdition, UnreadableDocument
from app.figures import missing, printed
from app.form_file import editions, form_for
from app.grid import grid
from app.i18n import use_language
from app.match import match
from app.readers import READERS

FAMILY, OFFICE = "disclosure", "清源县教育局"
NEW = form_for(FAMILY, 2023)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("zh_CN")


# A report as text, made from a filing.


def filled(year: int, most: int = 500, seed: int = 0):
    chance, empty = random.Random(seed), new_filing(FAMILY, OFFICE, year)
    values = {a: str(chance.randrange(most)) for a, c in empty.form.cells.items() if not c.is_total}
    return with_values(
        empty,
        {**values, "preface": "前言。", "overview": "第一段。\n第二段。", "problems": "还有不足。", "other": "无。"},
    )


def table_rows(filing, section, with_covered: bool) -> list[list[str]]:
    table, rows = grid(section), []
    for r in range(table.rows):
        row = []
        for c in range(table.columns):
            cell = table.at(r, c)
            begins = (cell.row, cell.column) == (r, c)
            if begins:
                total = (
                    cell.kind == "value" and missing(filing, cell.address) and filing.form.cells[cell.address].is_total
                )
                row.append("" if total else printed(filing, cell.address) if cell.kind == "value" else cell.text)
            elif with_covered:
                row.append("")
        rows.append([text.replace("\n", "") for text in row])
    return rows


def report_lines(filing, sep: str = "\t", with_covered: bool = False) -> list[str]:
    lines = [f"{filing.draft.organization}{filing.draft.year}年政府信息公开工作年度报告"]
    for section in filing.form.sections:
        lines += [section.title] if section.title and section.kind != "fields" else []
        lines += filing.value(section.id).split("\n") if section.kind == "narrative" else []
        lines += [sep.join(row) for row in table_rows(filing, section, with_covered)] if section.bands else []
    return lines


def read(lines, tmp_path, **identity):
    path = tmp_path / "report.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    return match(READERS[".txt"](path), **identity)


def numbers(filing) -> dict[str, str]:
    return {address: text for address, text in filing.draft.values.items() if address in filing.form.cells}


def notes_at(filing, place: str) -> list:
    return [note for note in filing.draft.notes if note.place == place]


def line_with(lines, text: str) -> int:
    return next(number for number, line in enumerate(lines) if text in line)


# Whole reports.

SHAPES = pytest.mark.parametrize(("sep", "with_covered"), [("\t", False), ("\t", True), (" | ", False), (" | ", True)])
YEARS = pytest.mark.parametrize("year", [2019, 2020, 2021, 2023])


@YEARS
@SHAPES
def test_a_sound_report_is_read_whole_and_nothing_is_doubted(year, sep, with_covered, tmp_path):
    filing = filled(year)
    assert read(report_lines(filing, sep, with_covered), tmp_path).filing == filing


@YEARS
def test_one_cell_a_line_is_read_whole(year, tmp_path):
    filing = filled(year)
    assert read([line for line in report_lines(filing, "\n") if line], tmp_path).filing == filing


def test_cells_with_spans_are_read_like_the_law_s_own_table():
    filing, blocks = filled(2023), [Paragraph(text=f"{OFFICE}2023年政府信息公开工作年度报告")]
    for section in (section for section in filing.form.sections if section.bands):
        table = grid(section)
        cells = tuple(
            TableCell(
                row=c.row,
                column=c.column,
                row_span=c.row_span,
                column_span=c.column_span,
                text=printed(filing, c.address) if c.kind == "value" else c.text,
            )
            for c in table.cells
        )
        blocks += [Heading(text=section.title), Table(rows=table.rows, columns=table.columns, cells=cells)]
    assert numbers(match(blocks).filing) == numbers(filing)


def test_blank_stays_blank_and_a_printed_total_tells_that_something_is_missing(tmp_path):
    lines = report_lines(filled(2023, 10))
    at = line_with(lines, "1.属于国家秘密")
    cells = lines[at].split("\t")
    lines[at] = "\t".join([*cells[:-2], "", "99"])
    filing = read(lines, tmp_path).filing
    place = "applications/results.refused.state_secret"
    assert f"{place}/applicant.organization.other" not in filing.draft.values
    assert [(note.kind, note.place) for note in filing.draft.notes] == [("doubt", place)]


def test_a_printed_total_is_noted_only_where_it_is_not_the_sum(tmp_path):
    sound = filled(2023, 10)
    lines = report_lines(sound)
    at = line_with(lines, "1.属于国家秘密")
    lines[at] = "\t".join([*lines[at].split("\t")[:-1], "77"])
    noted = read(lines, tmp_path).filing
    assert numbers(noted) == numbers(sound)
    place = "applications/results.refused.state_secret/applicant.total"
    assert [(n.kind, n.place, n.text) for n in noted.draft.notes] == [("printed_total", place, "77")]


def test_a_row_that_is_gone_is_told_and_its_neighbours_are_read(tmp_path):
    lines = report_lines(filled(2023))
    del lines[line_with(lines, "2.重复申请")]
    filing = read(lines, tmp_path).filing
    assert len(numbers(filing)) == 160
    (note,) = notes_at(filing, "applications/results.declined.repeated")
    assert "2.重复申请" in note.text
    assert "1.信访举报投诉类申请" in note.text


def test_a_whole_group_that_is_gone_is_one_note_at_the_group(tmp_path):
    lines = report_lines(filled(2023))
    at = line_with(lines, "1.信访举报投诉类申请")
    del lines[at : at + 5]
    assert notes_at(read(lines, tmp_path).filing, "applications/results.declined")


@pytest.fixture
def torn(tmp_path) -> list[str]:
    lines = report_lines(filled(2023), with_covered=True)
    at = line_with(lines, "4.保护第三方合法权益")
    lines[at] = lines[at].replace("4.保护第三方合法权益", "合法权益")
    return lines


TORN = "applications/results.refused.third_party"


def test_a_row_with_a_torn_label_is_taken_and_told_where_order_and_sums_prove_it(torn, tmp_path):
    filing = read(torn, tmp_path).filing
    assert numbers(filing) == numbers(filled(2023))
    assert [note.kind for note in notes_at(filing, TORN)] == ["doubt"]


def test_the_rest_of_a_torn_label_is_told_and_its_numbers_are_not_taken_where_the_sums_do_not_prove_it(torn, tmp_path):
    del torn[line_with(torn, "（七）总计")]
    filing = read(torn, tmp_path).filing
    assert not [address for address in numbers(filing) if address.startswith(TORN + "/")]
    assert "合法权益" in notes_at(filing, TORN)[0].text


def test_a_lost_heading_does_not_lose_the_table(tmp_path):
    sound = filled(2023)
    lines = [line for line in report_lines(sound) if not line.startswith("三、收到和处理")]
    filing = read(lines, tmp_path).filing
    assert numbers(filing) == numbers(sound)
    assert [note.kind for note in notes_at(filing, "applications")] == ["doubt"]


def test_a_lost_head_leaves_rows_with_the_law_s_count_and_a_true_total(tmp_path):
    sound = filled(2023)
    lines = report_lines(sound)
    at = line_with(lines, "申请人情况")
    del lines[at : at + 3]
    spoilt = line_with(lines, "2.重复申请")
    lines[spoilt] = "\t".join([*lines[spoilt].split("\t")[:-1], "99999"])
    filing = read(lines, tmp_path).filing
    lost = {address for address in numbers(sound) if "results.declined.repeated/" in address}
    assert numbers(filing) == {a: text for a, text in numbers(sound).items() if a not in lost}
    assert "head" in notes_at(filing, "applications/received")[0].text


def test_a_row_without_a_label_is_not_taken_without_a_head_unless_its_totals_are_true(tmp_path):
    lines = report_lines(filled(2023, 10))
    at = line_with(lines, "行政复议\t")
    del lines[at : at + 3]
    assert "disputes/cases/review.upheld" in read(lines, tmp_path).filing.draft.values
    lines[at] = "\t".join(["9", *lines[at].split("\t")[1:-1], "999"])
    assert "disputes/cases/review.upheld" not in read(lines, tmp_path).filing.draft.values


def test_a_band_that_breaks_off_and_those_that_are_gone_are_told_each(tmp_path):
    lines = report_lines(filled(2023))
    at = line_with(lines, "行政许可")
    del lines[at : line_with(lines, "三、收到和处理")]
    filing = read(lines, tmp_path).filing
    told = [note.text for note in filing.draft.notes if note.place.startswith("proactive/")]
    assert [("（五）" in text, "（六）" in text, "（八）" in text) for text in told] == [
        (True, False, False),
        (False, True, False),
        (False, False, True),
    ]


def test_a_row_that_stands_twice_is_taken_only_if_it_says_the_same(tmp_path):
    sound = filled(2023)
    lines = report_lines(sound)
    at = line_with(lines, "2.重复申请")
    again = [*lines[: at + 1], lines[at], *lines[at + 1 :]]
    assert numbers(read(again, tmp_path).filing) == numbers(sound)
    again[at + 1] = "2.重复申请\t1\t1\t1\t1\t1\t1\t6"
    filing = read(again, tmp_path).filing
    assert not [address for address in numbers(filing) if "results.declined.repeated/" in address]
    assert notes_at(filing, "applications/results.declined.repeated")


def test_a_third_time_does_not_bring_back_what_is_contradicted(tmp_path):
    lines = report_lines(filled(2023))
    at = line_with(lines, "2.重复申请")
    lines[at + 1 : at + 1] = ["2.重复申请\t1\t1\t1\t1\t1\t1\t6", lines[at]]
    assert not [address for address in numbers(read(lines, tmp_path).filing) if "results.declined.repeated/" in address]


def test_a_running_number_in_front_of_the_rows_is_no_value(tmp_path):
    lines = report_lines(filled(2023))
    first = line_with(lines, "一、本年新收")
    last = line_with(lines, "四、结转下年度")
    numbered = [f"{number}\t{line}" for number, line in enumerate(lines[first : last + 1], 1)]
    lines[first : last + 1] = numbered
    assert read(lines, tmp_path).filing == filled(2023)


def test_two_years_side_by_side_are_not_taken_for_one(tmp_path):
    lines = report_lines(filled(2023))
    at = line_with(lines, "2.重复申请")
    lines[at] = f"{lines[at]}\t{lines[at]}"
    filing = read(lines, tmp_path).filing
    assert not [address for address in numbers(filing) if "results.declined.repeated/" in address]
    assert notes_at(filing, "applications/results.declined.repeated")


def test_a_column_that_the_file_does_not_have_is_left_blank_and_told(tmp_path):
    sound = filled(2023)
    lines = report_lines(sound)
    head, end = line_with(lines, "申请人情况"), line_with(lines, "四、政府信息公开行政复议")
    rows = [line.split("\t") for line in lines[head + 3 : end]]
    lines[head:end] = [
        "\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t总计",
        *("\t".join([*cells[:-2], cells[-1]]) for cells in rows),
    ]
    filing = read(lines, tmp_path).filing
    assert numbers(filing) == {a: text for a, text in numbers(sound).items() if not a.endswith("organization.other")}
    assert "“其他”" in notes_at(filing, "applications/received")[0].text


def test_a_row_that_the_law_does_not_have_is_kept_as_text(tmp_path):
    lines = report_lines(filled(2023))
    lines.insert(line_with(lines, "行政强制") + 1, "行政奖励\t5")
    (note,) = read(lines, tmp_path).filing.draft.notes
    assert (note.kind, note.place) == ("unplaced", "proactive")
    assert note.text.endswith("\n行政奖励\t5")


def test_a_sentence_that_begins_with_a_number_is_no_row_of_numbers(tmp_path):
    lines = report_lines(filled(2023))
    lines.insert(line_with(lines, "四、政府信息公开行政复议") + 1, "2023年没有发生行政复议。")
    filing = read(lines, tmp_path).filing
    assert numbers(filing) == numbers(filled(2023))
    assert [(note.kind, note.place) for note in filing.draft.notes] == [("unplaced", "disputes")]


def test_columns_in_another_order_are_read_by_their_labels_also_below_a_piece_of_the_head(tmp_path):
    lines = report_lines(filled(2023))
    head, end = line_with(lines, "申请人情况"), line_with(lines, "四、政府信息公开行政复议")
    rows = [line.split("\t") for line in lines[head + 3 : end]]
    turned = ["\t".join([*cells[:-7], cells[-1], *cells[-7:-1]]) for cells in rows]
    labels = "总计\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他"
    lines[head:end] = ["\t" + labels, *turned[:9], "法人或其他组织\t总计", *turned[9:]]
    assert read(lines, tmp_path).filing == filled(2023)


def test_a_row_that_lost_a_cell_is_not_read_by_a_head_that_lost_another(tmp_path):
    lines = report_lines(filled(2023))
    lines = [line.replace("商业企业\t", "") for line in lines]
    at = line_with(lines, "2.重复申请")
    lines[at] = lines[at].rpartition("\t")[0]
    filing = read(lines, tmp_path).filing
    lost = {address for address in numbers(filled(2023)) if "results.declined.repeated/" in address}
    assert numbers(filing) == {a: text for a, text in numbers(filled(2023)).items() if a not in lost}


def test_text_around_a_table_is_kept(tmp_path):
    lines = report_lines(filled(2023))
    lines.insert(line_with(lines, "第二十条第（一）项"), "（一）主动公开的数量。全年5件。")
    (note,) = read(lines, tmp_path).filing.draft.notes
    assert (note.kind, note.place, note.text.partition("\n")[2]) == (
        "unplaced",
        "proactive",
        "（一）主动公开的数量。全年5件。",
    )


def test_units_in_the_cells_are_told_once_a_row_and_nothing_else(tmp_path):
    sound = filled(2023)
    lines = report_lines(sound)
    at = line_with(lines, "2.重复申请")
    label, *cells, total = lines[at].split("\t")
    lines[at] = "\t".join([label, *(f"{cell}件" for cell in cells), total])
    filing = read(lines, tmp_path).filing
    assert numbers(filing) == numbers(sound)
    assert [note.place for note in filing.draft.notes] == ["applications/results.declined.repeated"]


def test_a_misprint_is_read_and_told(tmp_path):
    sound = filled(2023)
    lines = [line.replace("属于三类内部事务信息", "属于三类内部事物信息") for line in report_lines(sound)]
    filing = read(lines, tmp_path).filing
    assert numbers(filing) == numbers(sound)
    assert [(n.kind, n.place) for n in filing.draft.notes] == [
        ("heading", "applications/results.refused.internal_affairs")
    ]


def test_an_altered_heading_is_read_and_told(tmp_path):
    lines = [
        line.replace("五、存在的主要问题及改进情况", "五、存在问题及改进情况") for line in report_lines(filled(2023))
    ]
    filing = read(lines, tmp_path).filing
    assert filing.value("problems") == "还有不足。"
    assert [(n.kind, n.place) for n in filing.draft.notes] == [("heading", "problems")]


def test_a_missing_section_is_told(tmp_path):
    lines = report_lines(filled(2023))
    filing = read(lines[: line_with(lines, "六、")], tmp_path).filing
    assert [(n.kind, n.place) for n in filing.draft.notes] == [("doubt", "other")]


def test_the_usual_title_is_not_stored_and_another_is_and_told(tmp_path):
    lines = report_lines(filled(2023))
    assert not read(lines, tmp_path).filing.value("cover/title")
    lines[0] = "2023年度清源县教育局政府信息公开工作年度报告"
    filing = read(lines, tmp_path).filing
    assert (filing.draft.organization, filing.value("cover/title")) == (OFFICE, lines[0])
    assert [(n.kind, n.place) for n in filing.draft.notes] == [("heading", "cover/title")]


def test_the_signature_goes_to_the_cover_and_not_into_the_text(tmp_path):
    filing = read([*report_lines(filled(2023)), OFFICE, "2024年1月5日"], tmp_path).filing
    assert (filing.value("cover/signed_by"), filing.value("cover/signed_on")) == (OFFICE, "2024-01-05")
    assert filing.value("other") == "无。"


def test_text_behind_a_heading_belongs_to_its_section(tmp_path):
    lines = report_lines(filled(2023))
    at = line_with(lines, "六、")
    lines[at : at + 2] = ["六、其他需要报告的事项：无此类事项。"]
    assert read(lines, tmp_path).filing.value("other") == "无此类事项。"


def test_text_before_the_title_is_kept_apart(tmp_path):
    filing = read(["发布时间：2024-01-05", *report_lines(filled(2023))], tmp_path).filing
    (note,) = filing.draft.notes
    assert (note.kind, note.text.partition("\n")[2]) == ("unplaced", "发布时间：2024-01-05")
    assert filing.value("preface") == "前言。"


# Editions.


def test_the_labels_decide_how_a_report_is_read_and_the_year_in_which_form_it_is(tmp_path):
    old = filled(2020)
    lines = report_lines(old)
    lines[0] = lines[0].replace("2020", "2023")
    matched = read(lines, tmp_path)
    filing = matched.filing
    assert (matched.edition, filing.form.edition, len(matched.told)) == ("2019", "2021", 1)
    shared = {a: text for a, text in numbers(old).items() if a in NEW.cells}
    last = {
        a.replace("results.other/", "results.other.rest/"): t for a, t in numbers(old).items() if "results.other/" in a
    }
    assert numbers(filing) == {**shared, **last}
    assert [note.kind for note in notes_at(filing, "applications/results.other.rest")] == ["doubt"]
    kept = "\n".join(note.text for note in filing.draft.notes if note.kind == "unplaced")
    assert f"本年新制作数量 {old.value('proactive/rules/made')}" in kept


def test_one_row_of_the_older_edition_among_the_newer_goes_to_the_group_s_last(tmp_path):
    lines = report_lines(filled(2023))
    at = line_with(lines, "1.申请人无正当理由")
    lines[at : at + 3] = ["（六）其他处理\t1\t2\t0\t0\t0\t0\t3"]
    filing = read(lines, tmp_path).filing
    assert filing.form.edition == "2021"
    assert filing.value("applications/results.other.rest/applicant.organization.business") == "2"
    assert not filing.value("applications/results.other.unpaid/applicant.natural_person")
    assert [note.kind for note in notes_at(filing, "applications/results.other.rest")] == ["doubt"]


def test_numbers_that_the_labels_give_to_no_edition_are_left_open(tmp_path):
    lines = ["某局2023年政府信息公开工作年度报告", "二、主动公开政府信息情况", "规章\t1\t2\t3"]
    filing = read(lines, tmp_path).filing
    assert not numbers(filing)
    assert notes_at(filing, "proactive/rules/issued")


def test_every_edition_is_told_from_the_others_by_its_own_labels(tmp_path):
    for form in editions():
        assert read(report_lines(filled(form.first_year)), tmp_path).edition == form.edition


# Refusals.


@pytest.mark.parametrize(
    ("lines", "words_"),
    [
        (["今天天气很好。"], "no report"),
        (["某局2020年政府信息公开工作年度报告"], "title"),
        (
            [
                "某局2020年政府信息公开工作年度报告一、总体情况2020年，二、主动公开政府信息情况规章000三、收到和处理政府信息公开申请情况"
            ],
            "one line",
        ),
        (["一、总体情况", "文字。"], "whose"),
    ],
)
def test_what_is_no_report_or_nobody_s_is_refused_in_words(lines, words_, tmp_path):
    with pytest.raises(UnreadableDocument, match=words_):
        read(lines, tmp_path)


def test_a_year_without_an_edition_is_told(tmp_path):
    with pytest.raises(NoEdition):
        read(["某局2015年政府信息公开工作年度报告", "一、总体情况", "文字。"], tmp_path)


# Properties.


def disturbed(line: str, chance: random.Random) -> str:
    """A line as another clerk prints it: the same labels and numbers."""
    if chance.random() < 0.3:
        line = line.replace("（", "(").replace("）", ")").replace("，", ",")
    if chance.random() < 0.3 and line[:2] in {f"{n}." for n in range(1, 9)}:
        line = f"{line[0]}{chance.choice(['、', '．', '. '])}{line[2:]}"
    return "\t".join(
        cell.translate(str.maketrans("0123456789", "０１２３４５６７８９")) if chance.random() < 0.2 else cell
        for cell in line.split("\t")
    )


@given(st.integers(0, 10**6), st.sampled_from([2019, 2020, 2021, 2024]), st.booleans())
def test_however_labels_are_printed_every_number_is_read(seed, year, with_covered):
    chance = random.Random(seed)
    filing = filled(year, chance.choice([2, 1000]), seed)
    lines = [disturbed(line, chance) for line in report_lines(filing, "\t", with_covered)]
    assert numbers(match(as_blocks(lines)).filing) == numbers(filing)


@given(st.integers(0, 10**6), st.sampled_from([2019, 2024]), st.booleans())
def test_from_a_damaged_report_no_wrong_number_is_taken_in_silence(seed, year, with_covered):
    chance = random.Random(seed)
    filing = filled(year, chance.choice([2, 10, 1000]), seed)
    lines = damaged(report_lines(filing, "\t", with_covered), chance)
    try:
        found = match(as_blocks(lines), organization=OFFICE, year=year).filing
    except UnreadableDocument:
        return
    wrong = [a for a, text in numbers(found).items() if text != filing.value(a)]
    told = [note.place for note in found.draft.notes if note.place]
    assert [a for a in wrong if not any(covers(found.form, place, a) for place in told)] == []


def damaged(lines: list[str], chance: random.Random) -> list[str]:
    """A stretch of lines gone, or one cell of a row too many, missing or blank."""
    at = chance.randrange(len(lines))
    if chance.random() < 0.5:
        return lines[:at] + lines[at + chance.randrange(1, 12) :]
    cells = lines[at].split("\t")
    place = chance.randrange(len(cells))
    change = chance.choice([[], ["", cells[place]], ["5", cells[place]], [""]])
    cells[place : place + 1] = change
    return [*lines[:at], "\t".join(cells), *lines[at + 1 :]]


def as_blocks(lines):
    rows, blocks = [], []
    for line in [*lines, ""]:
        if "\t" in line:
            rows.append(line.split("\t"))
            continue
        if rows:
            cells = tuple(TableCell(row=r, column=c, text=t) for r, row in enumerate(rows) for c, t in enumerate(row))
            blocks.append(Table(rows=len(rows), columns=max(map(len, rows)), cells=cells))
            rows = []
        blocks.append(Paragraph(text=line))
    return blocks


def test_a_table_of_which_only_a_group_s_row_is_left_is_told_as_missing(tmp_path):
    lines = ["某局2023年政府信息公开工作年度报告", "三、收到和处理政府信息公开申请情况"]
    lines.append("（三）不予公开\t1\t0\t0\t0\t0\t0\t1")
    filing = read(lines, tmp_path).filing
    assert numbers(filing) == {}
    assert [note for note in filing.draft.notes if note.kind == "doubt" and note.place.startswith("applications")]
