"""The files of ready sentences: every one is for an edition on hand, speaks of its places, and is good Chinese."""

import dataclasses
import re
from pathlib import Path

import pytest

from app.draft import Filing, filing_of, new_filing, with_values
from app.draft_file import read_draft
from app.form import Form
from app.form_file import editions, families
from app.paths import resources, samples
from app.phrases import Book, Phrase, Whole, load, offered, phrases, put_phrase, whole
from app.remembered import changed_figures
from app.slots import BLANK, read

FILES = sorted((resources() / "phrases").glob("*.toml"))


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def path(request: pytest.FixtureRequest) -> Path:
    return request.param


@pytest.fixture(params=editions(), ids=lambda form: form.edition)
def form(request: pytest.FixtureRequest) -> Form:
    return request.param


def with_numbers(form: Form, number: str) -> Filing:
    """A filing with this number in every cell and something in every field."""
    filing = new_filing(form.family, "某单位", form.first_year)
    texts = {address: number for address in form.addresses if address in form.cells}
    texts |= {address: "某" for address, asked in form.fields.items() if asked.type == "text"}
    return with_values(filing, texts | {"cover/level": "county"})


def test_every_file_is_of_a_family_on_hand(path: Path) -> None:
    assert path.stem in families()


def test_every_phrase_is_for_an_edition_on_hand(path: Path) -> None:
    known = {one.id for form in editions(path.stem) for one in phrases(form)}
    assert [one.id for one in load(path).phrases if one.id not in known] == []


def test_every_phrase_of_an_aspect_names_one_of_its_form(form: Form) -> None:
    known = {section.id: {aspect.id for aspect in section.aspects} for section in form.sections}
    assert [one.id for one in phrases(form) if one.aspect and one.aspect not in known[one.section]] == []


def test_every_phrase_of_a_form_is_offered_at_some_time(form: Form) -> None:
    busy, idle = with_numbers(form, "7"), with_numbers(form, "0")
    seen = {one.phrase.id for filing in (busy, idle) for section in form.narratives for one in offered(filing, section)}
    assert seen == {one.id for one in phrases(form)}


def test_every_section_that_must_be_written_has_phrases_or_says_why_not(form: Form) -> None:
    book = load(resources() / "phrases" / f"{form.family}.toml")
    spoken = {one.section for one in phrases(form)} | book.silent.keys()
    assert [section for section in form.narratives if section not in spoken] == []
    assert not book.silent.keys() - {section.id for one in editions(form.family) for section in one.sections}


def test_no_place_is_left_in_what_is_written(form: Form) -> None:
    for filing in (with_numbers(form, "7"), with_numbers(form, "0"), new_filing(form.family, "某局", form.first_year)):
        for section in form.narratives:
            for one in offered(filing, section):
                assert not re.search(r"[{}=]|（）|，。|、。|，，", one.text), one.text
                assert one.text.endswith("。")
                assert "某局" not in one.text or filing.draft.organization == "某局"


def test_what_is_put_in_says_what_the_report_has(form: Form) -> None:
    for section in form.narratives:
        for one in offered(with_numbers(form, "7"), section):
            filing = put_phrase(with_numbers(form, "7"), one, section)
            assert changed_figures(filing) == ()
            assert one.text in filing.value(section)


def test_the_preface_is_made_of_the_cover(form: Form) -> None:
    made = whole(with_numbers(form, "7"), "preface")
    assert made is not None
    assert BLANK not in made.text
    assert form.source in made.text


def test_the_punctuation_is_that_of_the_law(path: Path) -> None:
    book = load(path)
    texts = [text for one in book.phrases for text in (one.title, one.text, *one.list)]
    texts += [*book.silent.values(), *(one.title for one in book.wholes)]
    half = re.compile(r"[\u4e00-\u9fff][,;:?!()]|[,;:?!()][\u4e00-\u9fff]")
    assert [text for text in texts if half.search(read(text).words)] == []


def test_no_sentence_of_a_published_report_was_taken(corpus: Path, path: Path) -> None:
    published = "".join(
        "".join(file.read_text(encoding="utf-8", errors="ignore").split()) for file in corpus.glob("*.txt")
    )
    pieces = [piece for one in load(path).phrases for piece in re.split(r"[，。；{}]", read(one.text).words)]
    assert [piece for piece in pieces if len(piece) > 20 and piece in published] == []


def test_every_key_is_in_the_reference() -> None:
    reference = (resources() / "phrases" / "README.md").read_text(encoding="utf-8")
    keys = {one.metadata.get("key", one.name) for kind in (Book, Phrase, Whole) for one in dataclasses.fields(kind)}
    assert [key for key in keys if not re.search(rf"^\|[^|]*`{key}`", reference, re.MULTILINE)] == []


def test_a_sample_with_its_sentences_put_in_reads_on() -> None:
    for file in samples():
        filing = read_draft(file)[0]
        for section in filing.form.narratives:
            for one in offered(filing, section):
                filing = put_phrase(filing, one, section, 0)
        assert filing_of(filing.draft) == filing
        assert changed_figures(filing) == ()
