"""The help stays true: its places, links and names of buttons exist, and it is bound to no year and no edition."""

import re
from functools import lru_cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from app import help as book
from app.duties import plan
from app.form import Form
from app.form_file import editions, families
from app.help import chapter_text, chapter_title, contents, links, passages, plain, search
from app.i18n import DEFAULT_LANGUAGE
from app.paths import resources
from app.years import load as load_chart

FOLDER = resources() / "help" / DEFAULT_LANGUAGE
NAMES = [chapter.name for chapter in contents().chapters]
FOR_MAINTAINERS = {"maintainer"}
each_chapter = pytest.mark.parametrize("name", NAMES)
ON_KEYS = "F Ctrl Alt Shift Esc Tab Delete Home End PgUp PgDn N B R U E H O J L D C X V A Z Y P"
OF_PROGRAMS = "Word WPS Excel PDF LibreOffice docx xlsx ics PNG SVG gongkai portable data html check read"
"""What a clerk reads in Latin letters: keys; programs, endings of files, the two commands that are spelt out."""


def text(name: str) -> str:
    return chapter_text(name, DEFAULT_LANGUAGE)


def headings(name: str) -> set[str]:
    return {plain(line.lstrip("# ")) for line in text(name).splitlines() if line.startswith("#")}


def forms() -> list[Form]:
    return [form for family in families() for form in editions(family)]


# The index


def test_every_file_is_a_chapter_and_every_chapter_a_file() -> None:
    assert sorted(NAMES) == sorted(path.stem for path in FOLDER.glob("*.md"))
    assert len(NAMES) == len(set(NAMES))


def test_a_place_opens_one_chapter() -> None:
    opened = [place for chapter in contents().chapters for place in chapter.opens_at]
    assert len(opened) == len(set(opened))


@pytest.mark.parametrize("form", forms(), ids=lambda form: form.edition)
def test_every_section_opens_a_chapter_that_names_it_or_its_kind(form: Form) -> None:
    known = {place for chapter in contents().chapters for place in chapter.opens_at}
    for section in form.sections:
        assert {f"section.{section.id}", f"kind.{section.kind}"} & known


def test_a_section_that_is_new_opens_the_chapter_of_its_kind() -> None:
    assert contents().at(["section.never_heard_of", "kind.table", "screen.editor"]) == "tables"


def test_a_place_without_a_chapter_opens_the_first() -> None:
    assert contents().at(["screen.never_heard_of"]) == NAMES[0]


# What is written


@each_chapter
def test_a_chapter_begins_with_its_title(name: str) -> None:
    first = text(name).splitlines()[0]
    assert first.startswith("# ")
    assert chapter_title(name, DEFAULT_LANGUAGE) == first.removeprefix("# ")


def test_no_two_chapters_have_one_title() -> None:
    titles = [chapter_title(name, DEFAULT_LANGUAGE) for name in NAMES]
    assert len(set(titles)) == len(titles)


@each_chapter
def test_every_link_leads_to_a_chapter_and_a_heading_that_exist(name: str) -> None:
    for link in links(text(name)):
        target, _sign, heading = link.partition("#")
        assert target.endswith(".md"), link
        assert target.removesuffix(".md") in NAMES, link
        assert not heading or heading in headings(target.removesuffix(".md")), link


def test_the_links_are_seen_at_all() -> None:
    assert sum(len(links(text(name))) for name in NAMES) > 25


@each_chapter
def test_what_stands_in_corner_brackets_is_what_the_program_shows(name: str) -> None:
    quoted = re.findall("「([^」]*)」", text(name))
    assert [words for words in quoted if not is_shown(words)] == []


def test_a_name_that_the_program_does_not_show_is_noticed() -> None:
    assert is_shown("开始填报")
    assert is_shown("改为 4")
    assert is_shown("无此栏")
    assert is_shown("法定")
    assert not is_shown("开始填报吧")
    assert not is_shown("保存")
    assert not is_shown("完成 4")
    assert not is_shown("不足3件")


@each_chapter
def test_no_year_and_no_edition_is_named(name: str) -> None:
    editions_named = [form.source for form in forms() if form.source in text(name)]
    assert re.findall(r"(?<!\d)20\d\d(?!\d)", text(name).replace("97 到 2003 版", "")) + editions_named == []


@each_chapter
def test_no_sentence_of_the_law_is_copied(name: str) -> None:
    for form in forms():
        for section in form.sections:
            for sentence in re.split(r"[。；\n]", f"{section.guidance}。{section.law}。{section.mistake}"):
                assert len(sentence) < 8 or sentence not in text(name)


@pytest.mark.parametrize("name", sorted(set(NAMES) - FOR_MAINTAINERS))
def test_a_clerk_reads_no_word_of_another_language(name: str) -> None:
    words = re.findall("[A-Za-z]+", re.sub(r"\]\([^)]*\)", "]", text(name)))
    assert set(words) - set(f"{ON_KEYS} {OF_PROGRAMS}".split()) == set()


# What the program shows


@lru_cache
def shown() -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """What the window can show: the catalogue without the marks of keys, names of forms and tables; texts with a place.

    Tables are those of the years and of the duties.
    """
    path = resources() / "translations" / DEFAULT_LANGUAGE / "LC_MESSAGES" / "gongkai.po"
    with path.open("rb") as file:
        catalogue = read_po(file)
    texts = [one for message in catalogue if message.id for one in strings(message.string)]
    plain_texts = {bare(one) for one in texts if "{" not in one} | form_names() | table_words()
    patterns = (re.sub(r"\\\{\w+\\\}", ".{1,12}", re.escape(bare(one))) for one in texts if "{" in one)
    return frozenset(plain_texts), tuple(re.compile(one) for one in patterns if len(re.findall("[一-龥]", one)) > 1)


def strings(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value


def form_names() -> set[str]:
    found: set[str] = set()
    for form in forms():
        for section in form.sections:
            found |= {section.title, section.short, *(one.label for one in section.fields)}
            found |= {label.label for band in section.bands for label in (*band.rows, *band.columns)}
    return {bare(name) for name in found if name}


def table_words() -> set[str]:
    """What the picture over the years and the list of duties say themselves."""
    found: set[str] = set()
    for family in families():
        chart, words = load_chart(family), load_chart(family).words
        found |= {words.none, words.blank, words.absent, words.few.format(fewest=chart.fewest), words.odd}
        found |= {one.title for one in chart.panels} | {one.label for one in chart.lines}
        found |= set(plan.load(family).kinds.values())
    return found


def bare(words: str) -> str:
    """A name without the letter of its key, its dots and its arrows."""
    return re.sub(r"\(&\w\)|\(_?\w\)$|&|（(?:F1|Esc|\{count\}|\{keys\})）|[…‹›]", "", words).strip()


def is_shown(words: str) -> bool:
    texts, patterns = shown()
    return bare(words) in texts or any(pattern.fullmatch(bare(words)) for pattern in patterns)


# Searching


def test_words_are_found_with_their_chapter_heading_and_line() -> None:
    found = search("审签单 打印", DEFAULT_LANGUAGE)
    assert found
    assert {"state"} <= {hit.chapter for hit in found}
    assert all(hit.title.startswith(chapter_title(hit.chapter, DEFAULT_LANGUAGE)) for hit in found)
    assert all(hit.heading in headings(hit.chapter) for hit in found if hit.heading)


def test_letters_count_alike_in_either_case_and_width() -> None:
    assert search("ｃｔｒｌ＋ｌ", DEFAULT_LANGUAGE) == search("Ctrl+L", DEFAULT_LANGUAGE) != ()


def test_a_word_of_a_heading_is_found_too() -> None:
    hits = search("回收站", DEFAULT_LANGUAGE)
    assert "回收站" in {hit.heading for hit in hits}


@pytest.mark.parametrize("words", ["", "   ", "从来没有写过的话"])
def test_nothing_is_found_for_no_words_and_for_words_that_stand_nowhere(words: str) -> None:
    assert search(words, DEFAULT_LANGUAGE) == ()


def test_what_is_found_has_no_marks_in_it() -> None:
    lines = [line for one in passages(DEFAULT_LANGUAGE) for line in one.lines]
    assert len(lines) > 300
    assert [line for line in lines if "**" in line or "](" in line or line.startswith("#")] == []


def test_every_line_of_a_chapter_can_be_found() -> None:
    for one in passages(DEFAULT_LANGUAGE):
        for line in one.lines:
            assert any(hit.chapter == one.chapter for hit in search(line, DEFAULT_LANGUAGE)), line


# Languages


def test_a_language_without_help_is_given_the_chinese_one() -> None:
    assert chapter_text("first", "en") == text("first")


def test_traditional_characters_are_made_of_the_simplified_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "help" / DEFAULT_LANGUAGE).mkdir(parents=True)
    (tmp_path / "help" / DEFAULT_LANGUAGE / "one.md").write_text("# 报告\n", encoding="utf-8")
    (tmp_path / "help" / DEFAULT_LANGUAGE / "two.md").write_text("# 审签\n", encoding="utf-8")
    (tmp_path / "help" / "zh_Hant").mkdir()
    (tmp_path / "help" / "zh_Hant" / "two.md").write_text("# 審簽（已校）\n", encoding="utf-8")
    monkeypatch.setattr(book, "resources", lambda: tmp_path)
    chapter_text.cache_clear()
    try:
        assert chapter_text("one", "zh_Hant") == "# 報告\n"
        assert chapter_text("two", "zh_Hant") == "# 審簽（已校）\n"
    finally:
        chapter_text.cache_clear()
