"""The checklist: read strictly, and for each kind of organization the items that concern it."""

from datetime import date
from pathlib import Path

import pytest

from app import checklist
from app.draft import Filing, new_filing, with_value
from app.errors import AppError, FormFileError
from app.form_file import DEFAULT_FAMILY, editions
from app.i18n import use_language
from app.paths import resources

FILE = resources() / "checks" / f"{DEFAULT_FAMILY}.toml"


@pytest.fixture(autouse=True)
def english():
    use_language("en")
    yield
    use_language("zh_CN")


def of_level(level: str, year: int = 2023) -> Filing:
    filing = new_filing(DEFAULT_FAMILY, "某单位", year)
    return with_value(filing, "cover/level", level) if level else filing


def ids(level: str) -> set[str]:
    return {item.id for item in checklist.load(DEFAULT_FAMILY).items_for(of_level(level))}


def changed(tmp_path: Path, old: str, new: str) -> Path:
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "own.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def test_the_family_of_a_checklist_is_its_files_name() -> None:
    assert checklist.load(DEFAULT_FAMILY).family == DEFAULT_FAMILY
    assert checklist.load(DEFAULT_FAMILY) is checklist.load(DEFAULT_FAMILY)


def test_a_family_without_a_sheet_is_told_with_those_that_have_one() -> None:
    with pytest.raises(AppError, match=r"no sign-off sheet for the forms “disclosur”.*disclosure"):
        checklist.load("disclosur")


def test_the_sheets_own_layout_is_no_family() -> None:
    with pytest.raises(AppError, match="no sign-off sheet"):
        checklist.load("layout")


@pytest.mark.parametrize("form", editions(), ids=lambda form: form.edition)
def test_every_level_named_is_one_of_the_form(form) -> None:
    levels = {one.id for field in form.fields.values() if field.id == checklist.LEVEL for one in field.choices}
    named = {level for item in checklist.load(form.family).items for level in item.levels}
    assert named <= levels | {""}


@pytest.mark.parametrize("form", editions(), ids=lambda form: form.edition)
def test_every_level_is_asked_to_publish_to_sign_and_unless_it_only_publishes_to_report(form) -> None:
    levels = [one.id for field in form.fields.values() if field.id == checklist.LEVEL for one in field.choices]
    common = {"signed", "screened", "published", "one_version", "earlier_years", "sealed"}
    for level in (*levels, ""):
        assert common <= ids(level), level
        assert len([one for one in ids(level) if one.startswith("reported")]) == (level != "government_office"), level


def test_whole_governments_have_one_item_more() -> None:
    assert [
        level for level in ("county", "city", "province", "department", "vertical", "") if "covered" in ids(level)
    ] == [
        "county",
        "city",
        "province",
    ]
    assert "system_covered" in ids("vertical")


def test_the_texts_name_the_day_by_which_the_report_is_due() -> None:
    asked = checklist.load(DEFAULT_FAMILY)
    dated = [item.text for item in asked.items_for(of_level("county")) if item.is_dated]
    assert len(dated) == 2
    assert all("在2024年2月20日前" in text for text in dated)
    unknown = [item.text for item in asked.items_for(of_level("")) if item.is_dated]
    assert all(f"在{asked.words.due_unknown}前" in text for text in unknown)


def test_every_item_says_where_it_is_asked_for() -> None:
    assert all(item.source for item in checklist.load(DEFAULT_FAMILY).items)


@pytest.mark.parametrize(
    ("level", "due"), [("department", date(2024, 1, 31)), ("city", date(2024, 3, 10)), ("", None), ("别的", None)]
)
def test_a_report_is_due_in_the_year_after_its_own(level: str, due: date | None) -> None:
    assert checklist.due_date(of_level(level)) == due


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('id     = "screened"', 'id     = "signed"', "“signed” stands twice"),
        ("已在{due}前提交", "已在{day}前提交", r"item\[reported\].text: there is an unknown place: 'day'"),
        ("另有{count}项", "另有{n}项", "words.more: there is an unknown place"),
        ('final     = "定稿"', "", "words.copies: the key “final” is missing"),
        ('warning = "需核实"', "", "words.severity: the key “warning” is missing"),
        ('state = "drafting"', 'state = "draftin"', "did you mean “drafting”"),
        ('source = "当地主管部门的要求"', 'sorce = "x"', "unknown key “sorce” .did you mean “source”"),
    ],
)
def test_a_fault_of_the_file_is_told_with_its_place(tmp_path: Path, old: str, new: str, told: str) -> None:
    with pytest.raises(FormFileError, match=told):
        checklist.read(changed(tmp_path, old, new))


def test_every_key_is_explained() -> None:
    reference = (FILE.parent / "README.md").read_text(encoding="utf-8")
    keys = {
        *checklist.Words.__slots__,
        *(set(checklist.Item.__slots__) - {"is_dated"}),
        *checklist.SignOffStep.__slots__,
        "name",
        "words",
        "step",
        "item",
    }
    assert {key for key in keys if f"`{key}`" not in reference} == set()


def test_no_sentence_of_the_sheet_stands_in_code_or_catalogue() -> None:
    asked = checklist.load(DEFAULT_FAMILY)
    sentences = [item.text.split("{due}")[-1] for item in asked.items] + [asked.words.note, asked.name]
    root = resources().parent
    files = [
        *(path for room in ("app", "ui") for path in (root / room).rglob("*.py")),
        *(root / "resources" / "translations").rglob("*.po"),
    ]
    texts = [path.read_text(encoding="utf-8") for path in files]
    assert [one for one in sentences if any(one in text for text in texts)] == []
