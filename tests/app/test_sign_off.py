"""The sign-off sheet: one page, filled from the history where it tells, blank for the pen where it does not."""

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app import carrier, checklist, safe_file
from app.blocks import Block, Heading, Paragraph, Table
from app.draft import Filing, filing_of, new_filing, with_value, with_values
from app.draft_file import read_draft
from app.entry import Event, State
from app.errors import AppError, UnreadableDocument
from app.export import FileExists
from app.i18n import use_language
from app.intake import take_in
from app.paths import samples
from app.sign_off import MOST_FINDINGS, sheet, short_checksum, signed, write_sheet
from app.writers.docx.read_back import read_back

NOW = datetime(2024, 1, 15, 9, 3)
WORDS = checklist.load("disclosure").words
D, R, F, S = State.DRAFTING, State.IN_REVIEW, State.FINAL, State.FILED


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("zh_CN")


@pytest.fixture
def complete() -> Filing:
    return read_draft(samples()[-1])[0]


def events(*steps: tuple[State, str] | tuple[State, str, str], day: int = 5) -> list[Event]:
    """One step a day, at noon where the test runs."""
    first = datetime(2024, 1, day, 12).astimezone()
    return [Event((first + timedelta(days=i)).astimezone(UTC), state, *said) for i, (state, *said) in enumerate(steps)]


def made(filing: Filing, history: Sequence[Event] = (), *, version: str = "", last: Filing | None = None) -> tuple:
    return sheet(filing, history, version, NOW, checklist.load("disclosure"), last=last)


def rows(table: Table) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in table.cells if cell.row == row) for row in range(table.rows)]


def under(blocks: Sequence[Block], heading: str) -> list[tuple[str, ...]]:
    """The rows of the table under a heading; none where the sheet has no such part."""
    found = [i for i, one in enumerate(blocks) if isinstance(one, Heading) and one.text == heading]
    return rows(blocks[found[0] + 1]) if found else []


def identity(blocks: Sequence[Block]) -> dict[str, str]:
    first = next(one for one in blocks if isinstance(one, Table))
    return {row[i]: row[i + 1] for row in rows(first) for i in range(0, len(row), 2)}


def ticks(blocks: Sequence[Block]) -> dict[str, str]:
    """Each item by its id with its box."""
    boxes = [row[-1] for row in under(blocks, WORDS.checking)[1:]]
    asked = checklist.load("disclosure")
    shown = asked.items_for(new_filing("disclosure", "某局", 2023))
    return dict(zip([item.id for item in shown], boxes, strict=True))


# What it says


def test_the_sheet_says_whose_report_it_is_and_which_text_is_signed(complete: Filing) -> None:
    said = identity(made(complete, events((D, "甲"), (R, "乙")), version="12"))
    assert said == {
        WORDS.organization: "清源县教育局",
        WORDS.year: "2023年",
        WORDS.title: "清源县教育局2023年政府信息公开工作年度报告",
        WORDS.edition: complete.form.source,
        WORDS.due: "2024年1月31日",
        WORDS.copy: WORDS.copies["in_review"] + WORDS.version.format(version="12"),
        WORDS.checksum: short_checksum(complete),
        WORDS.verdict: "Ready for filing",
        WORDS.made: "2024年1月15日09:03",
    }


def test_the_mark_is_the_beginning_of_the_files_own_and_changes_with_a_value(complete: Filing) -> None:
    mark = short_checksum(complete)
    assert carrier.checksum(complete).upper().startswith(mark.replace("-", ""))
    assert short_checksum(with_value(complete, "overview", "改过。")) != mark


def test_a_report_without_a_level_leaves_the_day_open(complete: Filing) -> None:
    blocks = made(with_value(complete, "cover/level", ""))
    assert identity(blocks)[WORDS.due] == ""
    assert any(WORDS.due_unknown in row[0] for row in under(blocks, WORDS.checking))


def test_the_key_figures_are_the_totals_of_each_table(complete: Filing) -> None:
    names, figures = zip(*under(made(complete), WORDS.figures), strict=True)
    assert len(names) == sum(section.kind == "table" for section in complete.form.sections)
    received = complete.form.cells["applications/received/applicant.total"]
    forward = complete.form.cells["applications/carried_forward/applicant.total"]
    assert f"{received.row.label} 55件；" in figures[1]
    assert figures[1].endswith(f"{forward.row.label} 5件")
    assert "；" not in figures[2]
    assert figures[2].count("件") == 3


@pytest.mark.parametrize("path", samples(), ids=lambda path: path.stem)
def test_every_edition_has_its_key_figures(path: Path) -> None:
    filing = read_draft(path)[0]
    figures = under(made(filing), WORDS.figures)
    assert all(text and WORDS.blank not in text for _name, text in figures)


def test_a_blank_figure_and_a_total_with_a_blank_part_are_shown_as_such(complete: Filing) -> None:
    gone = with_values(complete, {"applications/received/applicant.natural_person": "", "proactive/fees/amount": ""})
    figures = [text for _name, text in under(made(gone), WORDS.figures)]
    assert figures[0].endswith(WORDS.blank)
    assert figures[1].split("；")[0].endswith(WORDS.blank)


def test_a_clean_report_has_no_list_of_findings(complete: Filing) -> None:
    assert under(made(complete), WORDS.open) == []


def test_open_findings_are_listed_faults_first_and_the_rest_counted(complete: Filing) -> None:
    entered = [cell.address for cell in complete.form.cells.values() if not cell.is_total]
    blocks = made(with_values(complete, dict.fromkeys(entered[12 : 12 + MOST_FINDINGS + 3], "几件")))
    listed = under(blocks, WORDS.open)
    assert len(listed) == MOST_FINDINGS + 1
    assert {row[0] for row in listed[:-1]} == {WORDS.severity["error"]}
    assert listed[-1][-1] == WORDS.more.format(count=3)


def test_a_question_about_last_year_is_open_too(complete: Filing) -> None:
    last = read_draft(samples()[-2])[0]
    other = with_value(last, "applications/carried_forward/applicant.natural_person", "99")
    assert under(made(complete, last=last), WORDS.open) == []
    (question,) = under(made(complete, last=other), WORDS.open)
    assert question[0] == WORDS.severity["warning"]


# Who signed


def test_names_remarks_and_dates_come_from_the_history() -> None:
    history = events((D, "王小明"), (R, "李芳", "数据已核对。"), (F, "张建国", "同意。"))
    blocks = made(new_filing("disclosure", "某局", 2023), history)
    assert under(blocks, WORDS.signing)[1:] == [
        ("拟稿", "王小明", "", "2024年1月5日"),
        ("审核", "李芳", "数据已核对。", "2024年1月6日"),
        ("签发", "张建国", "同意。", "2024年1月7日"),
    ]


def test_a_step_without_a_name_is_left_for_the_pen() -> None:
    blocks = made(new_filing("disclosure", "某局", 2023), events((D, ""), (R, "")))
    assert {row[1:] for row in under(blocks, WORDS.signing)[1:]} == {("", "", "")}


@pytest.mark.parametrize(
    ("steps", "state", "by"),
    [
        ([], F, None),
        ([(D, "甲"), (R, "乙"), (F, "丙")], F, "丙"),
        ([(D, "甲"), (R, "乙"), (F, "丙"), (S, "甲")], F, "丙"),
        ([(D, "甲"), (R, "乙"), (F, "丙"), (D, "丙")], F, None),
        ([(D, "甲"), (R, "乙"), (F, "丙"), (D, "丙")], R, None),
        ([(D, "甲"), (R, "乙"), (F, "丙"), (D, "丙")], D, "甲"),
        ([(D, "甲"), (R, "乙"), (F, "丙"), (R, "丙")], R, "乙"),
        ([(D, "甲"), (R, "乙"), (D, "丙"), (R, "丁")], R, "丁"),
        ([(R, "乙"), (D, "丙")], D, None),
        ([(D, "甲"), (F, "丙")], R, None),
    ],
)
def test_a_draft_sent_back_loses_its_signatures_and_who_sent_it_back_has_not_drafted_it(steps, state, by) -> None:
    event = signed(events(*steps), state)
    assert (event.by if event else None) == by


# What is ticked


def test_nothing_is_ticked_that_no_program_sees(complete: Filing) -> None:
    assert set(ticks(made(complete, events((D, "甲"), (R, "乙")))).values()) == {"□"}


def test_signing_and_reporting_in_time_are_ticked_from_the_history(complete: Filing) -> None:
    done = ticks(made(complete, events((D, "甲"), (R, "乙"), (F, "丙"), (S, "甲"))))
    assert {id for id, box in done.items() if box == "☑"} == {"signed", "reported"}


def test_a_signature_without_a_name_is_not_ticked(complete: Filing) -> None:
    assert ticks(made(complete, events((F, ""))))["signed"] == "□"


@pytest.mark.parametrize(("day", "box"), [(31, "☑"), (32, "□")])
def test_a_report_after_its_day_is_not_ticked_as_in_time(complete: Filing, day: int, box: str) -> None:
    first = datetime(2024, 1, 1, 12).astimezone()
    history = [Event(first + timedelta(days=day - 1), S, "甲")]
    assert ticks(made(complete, history))["reported"] == box


def test_without_a_known_day_nothing_is_ticked_as_in_time(complete: Filing) -> None:
    assert ticks(made(with_value(complete, "cover/level", ""), events((S, "甲"))))["reported"] == "□"


def test_what_was_ticked_when_the_report_was_filed_is_ticked(complete: Filing) -> None:
    items = {item.id: item.text for item in checklist.load("disclosure").items_for(complete)}
    remark = f"邮寄；☑ {items['published']}；☑ {items['sealed']}"
    done = ticks(made(complete, events((S, "甲", remark))))
    assert {id for id, box in done.items() if box == "☑"} == {"reported", "published", "sealed"}
    sent_back = ticks(made(complete, events((S, "甲", remark), (D, "甲"))))
    assert set(sent_back.values()) == {"□"}


# The file


def test_the_written_sheet_reads_back_as_it_was_made(complete: Filing, tmp_path: Path) -> None:
    path = tmp_path / "审签单.docx"
    assert write_sheet(path, complete, now=NOW, version="12", draft="x") == path
    read = read_back(path.read_bytes())
    assert read[0].text == checklist.load("disclosure").name
    assert [rows(one) for one in read if isinstance(one, Table)] == [
        rows(one) for one in made(complete, version="12") if isinstance(one, Table)
    ]


def test_the_columns_have_the_widths_that_the_sheet_asks_for(complete: Filing, tmp_path: Path) -> None:
    from docx import Document

    write_sheet(tmp_path / "a.docx", complete, now=NOW)
    file = Document(tmp_path / "a.docx")
    asked = [one for one in made(complete) if isinstance(one, Table)]
    for table, block in zip(file.tables, asked, strict=True):
        widths = [column.width for column in table.columns]
        shares = [width / sum(widths) for width in widths]
        assert shares == pytest.approx([one / sum(block.widths) for one in block.widths], abs=0.002)
    signing = file.tables[2]
    assert [round(row.height.pt) for row in signing.rows] == list(asked[2].row_heights)


def test_an_old_sheet_is_replaced_only_when_that_is_said(complete: Filing, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_text("mine")
    with pytest.raises(FileExists, match="is there already"):
        write_sheet(path, complete, now=NOW)
    assert path.read_text() == "mine"
    write_sheet(path, complete, now=NOW, overwrite=True)
    assert path.read_bytes().startswith(b"PK")


def test_a_disk_that_lies_leaves_no_sheet(complete: Filing, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(safe_file, "_write", lambda path, content: path.write_bytes(content[:-9]))
    with pytest.raises(AppError, match="does not read back"):
        write_sheet(tmp_path / "a.docx", complete, now=NOW)
    assert not (tmp_path / "a.docx").exists()


@pytest.mark.parametrize("name", ["a.json", "a.pdf", "a.html", "a"])
def test_a_sheet_is_a_word_file(complete: Filing, tmp_path: Path, name: str) -> None:
    with pytest.raises(AppError, match=r"Possible: \.docx\."):
        write_sheet(tmp_path / name, complete, now=NOW)


def test_a_family_without_a_sheet_is_told(complete: Filing, tmp_path: Path) -> None:
    other = replace(complete, form=replace(complete.form, family="website"))
    with pytest.raises(AppError, match="no sign-off sheet for the forms “website”"):
        write_sheet(tmp_path / "a.docx", other, now=NOW)


def test_a_sheet_is_never_read_as_a_report(complete: Filing, tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument):
        take_in(write_sheet(tmp_path / "a.docx", complete, now=NOW, draft="x"))


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize("level", ["department", "county"])
def test_the_sheet_of_an_ordinary_report_stands_on_one_page(tmp_path: Path, level: str) -> None:
    import pdfplumber

    use_language("zh_CN")
    filings = [with_value(read_draft(path)[0], "cover/level", level) for path in (samples()[0], samples()[-1])]
    duties = "\n工作考核、社会评议按计划完成，责任追究结果为零。"  # what a whole government must write of
    filings = [with_value(filing, "overview", filing.value("overview") + duties) for filing in filings]
    history = events((D, "王小明"), (R, "李芳", "数据与台账核对一致。"), (F, "张建国", "同意，请按时报送并公布。"))
    files = [
        write_sheet(tmp_path / f"{filing.draft.year}.docx", filing_of(filing.draft), now=NOW, history=history)
        for filing in filings
    ]
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    for file in files:
        with pdfplumber.open(file.with_suffix(".pdf")) as pdf:
            assert len(pdf.pages) == 1
            assert WORDS.note[-6:] in pdf.pages[0].extract_text().replace("\n", "")


def test_the_title_is_the_first_and_the_note_the_last_line(complete: Filing) -> None:
    first, *_others, last = made(complete)
    assert isinstance(first, Paragraph)
    assert (first.role, last.text) == ("title", WORDS.note)


def test_word_has_nothing_to_repair_in_a_sheet(complete: Filing, tmp_path: Path) -> None:
    from openxml_audit import OpenXmlValidator

    path = write_sheet(tmp_path / "a.docx", complete, now=NOW, version="12", draft="x")
    result = OpenXmlValidator().validate(str(path))
    assert [str(error) for error in result.errors] == []
