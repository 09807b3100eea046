"""Several years side by side: whole figures alone, gaps with their reasons, in both editions and in a later one."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import years
from app.draft import Filing, Note, filing_of, new_filing, with_notes, with_value, with_values
from app.entry import State
from app.errors import AppError, FormFileError
from app.form_file import DEFAULT_FAMILY, editions
from app.i18n import use_language
from app.intake import take_in
from app.paths import form_folders, resources, samples
from app.store import open_store
from app.years import Gap, History, chart, history
from app.years.history import place_in
from app.years.reports import reports
from app.years.words import alternative, caption, heads, notes, rows

FILE = resources() / "charts" / f"{DEFAULT_FAMILY}.toml"
RECEIVED = "applications/received/applicant.natural_person"
GRANTED = "applications/results.granted/applicant.natural_person"
REFUSED = "applications/results.refused.state_secret/applicant.natural_person"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("zh_CN")


@pytest.fixture(scope="module")
def sample_filings() -> list[Filing]:
    return [take_in(path).filing for path in samples()]


def zeros(year: int, **own: str) -> Filing:
    """A report with 0 in every cell that can be entered, but for these."""
    filing = new_filing(DEFAULT_FAMILY, "某局", year)
    cells = {cell.address: "0" for cell in filing.form.cells.values() if not cell.is_total}
    return with_values(filing, cells | own)


def of(found: History, line: str) -> tuple[years.Point, ...]:
    return next(track.points for track in found.tracks if track.line.id == line)


def shown(*filings: Filing) -> History:
    return history(years.load(DEFAULT_FAMILY), filings)


def test_both_editions_of_the_sample_stand_in_one_table(sample_filings: list[Filing]) -> None:
    assert len({filing.form.edition for filing in sample_filings}) == 2
    found = shown(*sample_filings)
    assert found.years == (2020, 2021, 2022, 2023)
    assert rows(found) == (
        ("2020年", "24", "24", "不足30件", "1", "0"),
        ("2021年", "无报告", "无报告", "无报告", "无报告", "无报告"),
        ("2022年", "48", "47", "59.6%", "3", "1"),
        ("2023年", "55", "54", "61.1%", "2", "2"),
    )
    assert heads(found) == ("年度", "新收（件）", "办结（件）", "予以公开率（%）", "复议（件）", "诉讼（件）")


def test_the_order_of_the_reports_does_not_matter(sample_filings: list[Filing]) -> None:
    assert rows(shown(*reversed(sample_filings))) == rows(shown(*sample_filings))


@pytest.mark.parametrize(("concluded", "gap"), [(29, Gap.FEW), (30, None), (0, Gap.FEW)])
def test_a_share_of_fewer_than_thirty_is_no_percentage(concluded: int, gap: Gap | None) -> None:
    found = of(shown(zeros(2023, **{GRANTED: str(concluded)})), "granted")
    assert found[0].gap is gap
    assert found[0].figure == (None if gap else Decimal(100))
    assert found[0].whole == concluded


def test_a_blank_is_a_gap_and_makes_no_smaller_total() -> None:
    filing = with_value(zeros(2023, **{RECEIVED: "40"}), "applications/received/applicant.organization.other", "")
    assert of(shown(filing), "received")[0] == years.Point(2023, gap=Gap.BLANK)
    assert of(shown(filing), "concluded")[0].figure == 0


def test_what_is_no_number_is_a_gap() -> None:
    assert of(shown(with_value(zeros(2023), RECEIVED, "约四十")), "received")[0].gap is Gap.BLANK


def test_a_part_that_is_larger_than_its_whole_is_told_and_not_drawn(tmp_path: Path) -> None:
    odd = changed(tmp_path, 'whole = ["applications/results.total/applicant.total"]', f'whole = ["{REFUSED}"]')
    found = history(odd, [zeros(2023, **{GRANTED: "50", REFUSED: "40"})])
    assert of(found, "granted")[0].gap is Gap.ODD
    assert "2023年分项大于总数，请核对。" in notes(found)


def test_a_doubt_of_the_reader_is_told_below_the_table() -> None:
    sure, unsure = zeros(2022), with_notes(zeros(2023), [Note("doubt", RECEIVED, "看不清")])
    assert shown(sure).unsure == ()
    assert shown(sure, unsure).unsure == (2023,)
    assert any("2023年" in note and "疑点" in note for note in notes(shown(sure, unsure)))
    elsewhere = with_notes(zeros(2023), [Note("doubt", "proactive/fees/amount", "看不清")])
    assert shown(elsewhere).unsure == ()


def test_a_total_printed_otherwise_is_told_too() -> None:
    note = Note("printed_total", "applications/results.total/applicant.total", "60")
    assert shown(with_notes(zeros(2023), [note])).unsure == (2023,)


def test_the_words_for_who_cannot_see_tell_every_figure(sample_filings: list[Filing]) -> None:
    found = shown(*sample_filings)
    said = alternative(found)
    for row in rows(found):
        assert all(f"{row[0]}{figure}" in said for figure in row[1:])
    assert caption(found).endswith("（2020—2023年）")


@given(part=st.integers(0, 500), rest=st.integers(0, 500))
def test_a_percentage_is_its_part_of_its_whole_and_never_above_a_hundred(part: int, rest: int) -> None:
    (point,) = of(shown(zeros(2023, **{GRANTED: str(part), REFUSED: str(rest)})), "granted")
    assert (point.part, point.whole) == (part, part + rest)
    if part + rest < 30:
        assert (point.figure, point.gap) == (None, Gap.FEW)
    else:
        assert abs(Decimal(str(point.figure)) - Decimal(100 * part) / (part + rest)) <= Decimal("0.05")


# A later edition


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An edition of 2031 in which a row and a section that are drawn have other ids."""
    newest = resources() / "forms" / DEFAULT_FAMILY / f"{editions()[-1].edition}.toml"
    text = newest.read_text(encoding="utf-8")
    text = text.replace('edition    = "2021"', 'edition    = "2031"').replace("first_year = 2021", "first_year = 2031")
    assert text.count('"received"') > 1
    text = text.replace('"received"', '"taken_in"')
    text, count = re.subn(r'^(id\s*= "taken_in")$', r'\1\nrenamed = ["received"]', text, flags=re.MULTILINE)
    assert count == 1
    folder = tmp_path / "forms" / DEFAULT_FAMILY
    folder.mkdir(parents=True)
    (folder / "2031.toml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("GONGKAI_FORMS", str(tmp_path / "forms"))
    return "applications/taken_in/applicant.natural_person"


def test_an_edition_that_renames_a_row_is_drawn_without_a_line_of_code(later: str) -> None:
    new = with_value(with_values(zeros(2031), {}), later, "70")
    assert new.form.edition == "2031"
    found = shown(zeros(2030, **{RECEIVED: "60"}), new)
    assert [point.figure for point in of(found, "received")] == [60, 70]
    assert place_in(new.form, "applications/received/applicant.total") == "applications/taken_in/applicant.total"


def test_a_form_that_lacks_the_place_says_so() -> None:
    first, last = editions()[0], editions()[-1]
    only_last = next(address for address in last.cells if not place_in(first, address))
    found = history(replace(years.load(DEFAULT_FAMILY), panels=(panel(only_last),)), [zeros(first.first_year)])
    assert found.tracks[0].points[0].gap is Gap.ABSENT


def panel(address: str) -> years.Panel:
    return years.Panel(id="one", title="一", lines=(years.Line(id="one", label="一", part=(address,)),))


# The file


def changed(folder: Path, old: str, new: str) -> years.Chart:
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    path = folder / f"{DEFAULT_FAMILY}.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return chart.read(path, form_folders())


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("applications/received/", "applications/recieved/", "no edition has the place “applications/recieved"),
        ('id    = "concluded"', 'id    = "received"', "stands twice"),
        ('不足{fewest}件"\nodd', '不足{number}件"\nodd', r"words\.few: there is an unknown place"),
        ('part  = ["disputes/cases/review.total"]', "part  = []", r"panel\[disputes\]: lines have addresses"),
        ("fewest = 30", "fewst = 30", "unknown key “fewst” .*fewest"),
    ],
)
def test_a_fault_of_the_file_is_told_with_its_place(tmp_path: Path, old: str, new: str, told: str) -> None:
    with pytest.raises(FormFileError, match=told):
        changed(tmp_path, old, new)


def test_a_family_without_a_picture_is_told_with_those_that_have_one() -> None:
    with pytest.raises(AppError, match=r"no picture over the years.*disclosure"):
        years.load("visits")


# Which reports


def test_one_chosen_report_means_its_organization_and_several_mean_themselves(tmp_path: Path) -> None:
    with open_store(tmp_path / "g.db") as store:
        ids = {year: store.add(zeros(year).draft) for year in (2020, 2022, 2023)}
        store.add(replace(zeros(2021).draft, organization="别的局"))
        renamed = store.add(replace(zeros(2019).draft, organization="某局（原名）"))
        assert [f.draft.year for f in reports(store, [ids[2022]]).filings] == [2020, 2022, 2023]
        assert [f.draft.year for f in reports(store, [ids[2022], renamed]).filings] == [2019, 2022]


def test_of_several_drafts_of_a_year_the_one_saved_last_is_taken_and_that_is_told(tmp_path: Path) -> None:
    with open_store(tmp_path / "g.db") as store:
        store.add(zeros(2022).draft, State.FILED)
        store.add(zeros(2023, **{RECEIVED: "1"}).draft)
        last = store.add(zeros(2023, **{RECEIVED: "2"}).draft)
        found = reports(store, [last])
        assert found.doubled == (2023,)
        assert found.ids[-1] == last


def test_one_year_is_no_picture_and_two_reports_of_one_year_are_refused(tmp_path: Path) -> None:
    with open_store(tmp_path / "g.db") as store:
        with pytest.raises(AppError, match="two years at least"):
            reports(store, [])
        first = store.add(zeros(2023).draft)
        with pytest.raises(AppError, match="two years at least"):
            reports(store, [first])
        other = store.add(replace(zeros(2023).draft, organization="别的局"))
        with pytest.raises(AppError, match="of the same year"):
            reports(store, [first, other])


def test_a_filing_of_the_store_is_the_draft_that_was_put_there(tmp_path: Path) -> None:
    with open_store(tmp_path / "g.db") as store:
        drafts = [zeros(2022).draft, zeros(2023).draft]
        for draft in drafts:
            store.add(draft)
        assert [filing.draft for filing in reports(store, []).filings] == drafts
        assert [filing.form for filing in reports(store, []).filings] == [filing_of(draft).form for draft in drafts]


def test_real_reports_of_one_office_stand_side_by_side(corpus: Path) -> None:
    filings = [take_in(corpus / f"pingtan_czj_{year}.html").filing for year in range(2019, 2024)]
    found = shown(*filings)
    assert found.years == tuple(range(2019, 2024))
    for place, filing in enumerate(filings):
        for track in found.tracks:
            point = track.points[place]
            assert point.year == filing.draft.year
            assert (point.figure is None) == (point.gap is not None)
