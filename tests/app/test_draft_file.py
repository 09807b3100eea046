"""The JSON of a draft: what is written comes back, what is strange is told, what is broken is refused in words."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.draft import Note, new_filing, with_notes, with_values
from app.draft_file import load_draft, read_draft, write_draft
from app.errors import NoEdition, UnreadableDocument
from app.form_file import editions
from app.i18n import use_language

OFFICE = "湛河区教育体育局"
WHOLE = {"family": "disclosure", "edition": "2019", "organization": OFFICE, "year": 2020, "values": {}}


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("zh_CN")


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., Path]:
    def write(**changed: object) -> Path:
        path = tmp_path / "draft.json"
        whole = {key: value for key, value in {**WHOLE, **changed}.items() if value is not None}
        path.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
        return path

    return write


TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30)
PLACES = {form.edition: ["", *form.addresses, *form.cells, *(s.id for s in form.sections)] for form in editions()}


@st.composite
def filings(draw: st.DrawFn):
    form = draw(st.sampled_from(editions()))
    filing = new_filing("disclosure", draw(TEXT.filter(str.strip)), form.first_year)
    settable = [a for a in form.addresses if a not in ("cover/organization", "cover/year")]
    values = draw(
        st.dictionaries(st.sampled_from(settable), TEXT | st.from_regex(r"[0-9]{1,6}", fullmatch=True), max_size=12)
    )
    kinds = st.sampled_from(["doubt", "carried", "confirmed", "unplaced", "heading", "figure"])
    notes = st.builds(Note, kinds, st.sampled_from(PLACES[form.edition]), TEXT)
    totals = [cell.address for cell in form.cells.values() if cell.is_total]
    printed = st.builds(
        Note, st.just("printed_total"), st.sampled_from(totals), st.from_regex(r"[0-9]{1,6}", fullmatch=True)
    )
    return with_notes(with_values(filing, values), draw(st.lists(notes | printed, max_size=5)))


@given(filings())
def test_what_is_written_comes_back(tmp_path_factory, filing):
    path = tmp_path_factory.mktemp("json") / "draft.json"
    path.write_text(write_draft(filing), encoding="utf-8")
    assert read_draft(path) == (filing, ())


def test_the_file_is_plain_chinese_in_the_order_of_the_form():
    filing = new_filing("disclosure", OFFICE, 2020)
    filing = with_values(filing, {"other": "无。", "proactive/licensing/change": "-2", "overview": "第一段\n第二段"})
    text = write_draft(with_notes(filing, [Note("doubt", "other", "请核对")]))
    assert text.endswith("}\n")
    whole = json.loads(text)
    assert list(whole) == ["family", "edition", "organization", "year", "values", "notes"]
    assert (whole["edition"], whole["organization"], whole["year"]) == ("2019", OFFICE, 2020)
    assert list(whole["values"].items()) == [
        ("cover/organization", OFFICE),
        ("overview", "第一段\n第二段"),
        ("proactive/licensing/change", "-2"),
        ("other", "无。"),
    ]
    assert [list(note) for note in whole["notes"]] == [["kind", "place", "text", "fingerprint"]]
    assert '"第一段\\n第二段"' in text


def test_values_are_made_canonical(file):
    filing, _told = read_draft(
        file(values={"proactive/licensing/items_before": "１，２３４", "cover/signed_on": "2021年1月5日"})
    )
    assert filing.value("proactive/licensing/items_before") == "1234"
    assert filing.value("cover/signed_on") == "2021-01-05"


def test_keys_that_are_not_known_are_told(file):
    filing, told = read_draft(file(id="x", printed_totals={"a": "1"}))
    assert filing == new_filing("disclosure", OFFICE, 2020)
    assert len(told) == 1
    assert "id, printed_totals" in told[0]


def test_an_address_that_the_form_lacks_becomes_a_note(file):
    filing, _told = read_draft(file(values={"proactive/rules/issued": "3", "nowhere": "文字"}))
    assert dict(filing.draft.values) == {}
    assert [(note.kind, note.place, note.text.partition("\n")[2]) for note in filing.draft.notes] == [
        ("unplaced", "proactive", "3"),
        ("unplaced", "", "文字"),
    ]


def test_a_total_is_not_read_and_told(file):
    filing, told = read_draft(file(values={"applications/results.total/applicant.total": "7"}))
    assert (dict(filing.draft.values), filing.draft.notes) == ({}, ())
    assert "applications/results.total/applicant.total" in told[0]


def test_an_edition_that_is_not_the_year_s_is_told(file):
    read = load_draft(file(edition="2021"))
    assert (read.filing.form.edition, read.edition, len(read.told)) == ("2019", "2021", 1)
    assert load_draft(file()).told == ()


def test_organization_and_year_may_stand_among_the_values(file):
    path = file(organization=None, year=None, values={"cover/organization": OFFICE, "cover/year": "2020"})
    filing, told = read_draft(path)
    assert (filing.draft.organization, filing.draft.year, told) == (OFFICE, 2020, ())
    assert not filing.draft.values


def test_what_the_file_lacks_may_be_given(file):
    read = load_draft(file(organization=None, year=None), organization="某局", year=2023)
    assert (read.filing.draft.organization, read.filing.draft.year) == ("某局", 2023)


def test_what_the_file_says_wins_over_what_is_given(file):
    read = load_draft(file(), organization="某局", year=2023)
    assert (read.filing.draft.organization, read.filing.draft.year) == (OFFICE, 2020)


def test_a_note_without_a_mark_is_bound_to_the_values_of_the_file(file):
    notes = [{"kind": "doubt", "place": "other", "text": "请核对"}]
    filing, _told = read_draft(file(values={"other": "无"}, notes=notes))
    assert filing.draft.notes[0].fingerprint
    assert not with_values(filing, {"other": "有"}).draft.notes


@pytest.mark.parametrize(
    "note",
    [
        {"kind": "of_a_newer_program", "place": "other", "text": "请核对"},
        {"kind": "printed_total", "place": "other", "text": "请核对"},
    ],
)
def test_a_note_of_a_kind_that_is_not_known_is_a_doubt(file, note):
    filing, _told = read_draft(file(notes=[note]))
    assert [(one.kind, one.text) for one in filing.draft.notes] == [("doubt", "请核对")]


def test_half_a_character_does_not_keep_a_file_from_being_written_again(tmp_path):
    path = tmp_path / "draft.json"
    whole = {
        **WHOLE,
        "values": {"other": "无\ud800"},
        "notes": [{"kind": "doubt", "place": "\udfff", "text": "请\ud83d"}],
    }
    path.write_text(json.dumps(whole), encoding="utf-8")
    assert write_draft(read_draft(path)[0]).encode()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no JSON"),
        ('{"family": "disclosure",\n"year": }', "line 2"),
        ("[1, 2]", "not that of a draft"),
        ('{"a": 1}', "not that of a draft"),
        ("[" * 100_000, "no JSON"),
        ('{"year": "2020", "organization": "某局"}', "“year”"),
        ('{"year": true, "organization": "某局"}', "“year”"),
        ('{"organization": 3, "year": 2020}', "“organization”"),
        ('{"organization": "某局", "year": 2020, "values": []}', "“values”"),
        ('{"organization": "某局", "year": 2020, "values": {"other": 3}}', r"values\.other"),
        ('{"organization": "某局", "year": 2020, "notes": {}}', "“notes”"),
        ('{"organization": "某局", "year": 2020, "notes": ["x"]}', r"notes\[1\]"),
        ('{"organization": "某局", "year": 2020, "notes": [{"text": 3}]}', r"notes\[1\]"),
        ('{"values": {"cover/organization": "某局", "cover/year": "今年"}}', "“year”"),
        ('{"values": {}}', "whose report"),
    ],
)
def test_what_is_broken_is_refused_with_file_and_place(tmp_path, text, words):
    path = tmp_path / "draft.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableDocument, match=words) as refused:
        read_draft(path)
    assert str(path) in str(refused.value)


def test_bytes_that_are_no_text_are_refused(tmp_path):
    path = tmp_path / "draft.json"
    path.write_bytes(b"\xff\xfe\x00{")
    with pytest.raises(UnreadableDocument, match="no JSON"):
        read_draft(path)


def test_a_year_without_an_edition_is_told(file):
    with pytest.raises(NoEdition):
        read_draft(file(year=2015))


def test_the_published_numbers_of_a_real_report_are_read(corpus):
    for path in sorted((corpus / "expected").glob("*.json")):
        expected = json.loads(path.read_text(encoding="utf-8"))
        filing, told = read_draft(path)
        assert dict(filing.draft.values) == expected["values"]
        assert (filing.form.edition, filing.draft.notes, len(told)) == (expected["edition"], (), 1)
