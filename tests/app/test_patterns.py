"""Patterns of words: with which letters they begin, and that what finds any of them finds what they find."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.facts.vocabulary import vocabulary as words_of_facts
from app.intake import take_in
from app.paths import samples
from app.patterns import any_of, first_letters
from app.rules.text.vocabulary import vocabulary as words_of_text

LETTERS = [
    ("办结", "办"),
    ("(?:新)?收", "新收"),
    ("(?:上|去)年", "上去"),
    ("[一二]是", "一二"),
    ("占(?!比)", "占"),
    ("(?<!依)申请", "申"),
    ("(?:(?:市|县)政府|政府)?规章", "市县政规"),
    ("甲|乙", "甲乙"),
    ("[1-4第]+季", "1234第"),
    ("自?20[0-9]{2}年", "自2"),
    (r"\(甲", "("),
]
TOGETHER = [
    (("予公开", "予以"), "予以公开，不予公开"),
    (("甲|甲乙", "甲乙丙"), "甲乙丙"),  # of those that begin alike the first
    (("“?六稳”?、?“?六保”?",), "做好“六稳”、“六保”和六稳六保"),
    (("(?<![目标])的的(?!确)",), "我的的确，目的的，他的的书"),
    (("(?<!健)(?<!安)(?:全|今)融(?=局)",), "健全融局，安全融局，完全融局，今融"),
    (("(?:主动|政务)公(?:升|天)", "公天"), "主动公升政务公天公天"),
    (("[（(](?:此处|请在此)[^）)]{0,3}[）)]", r"\{\{"), "（此处填）(请在此写){{x}}"),
    ((r"(?<!\d)20\d\d年", r"(?<!\d)(?:19|20)\d\d ?月"), "12023年，2023年，2023 月"),
    ((r"\d{1,2}月", "年底"), "12月，年底"),  # begins with no letter: found all the same
    ((r"[A-Za-z]+\.cn", "网"), "a.cn网"),
    (("甲*乙",), "甲甲乙乙"),
    (("甲??乙",), "甲乙"),
    (("(?=甲)甲乙|^丙",), "丙甲乙丙"),
    (("(?!甲)[甲乙]丙",), "甲丙乙丙"),
    ((".{0,2}《",), "见附《"),
    (("(?<=甲|乙)(?:丙|丁)?戊",), "甲丙戊乙戊丁戊"),
    ((), "什么都没有"),
]


def plain(patterns):
    return re.compile("|".join(f"(?:{one})" for one in patterns) or "(?!)")


def spans(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [one.span() for one in pattern.finditer(text)]


def lists(of: object) -> Iterator[tuple[str, ...]]:
    """All lists of words of a vocabulary."""
    if is_dataclass(of):
        yield from (one for field in fields(of) for one in lists(getattr(of, field.name)))
    elif isinstance(of, tuple) and of and all(isinstance(one, str) for one in of):
        yield of
    elif isinstance(of, tuple):
        yield from (one for part in of for one in lists(part))


def compiled(patterns: tuple[str, ...]) -> bool:
    """Whether each is a pattern by itself: not the right word of a pair, which names what the wrong one found."""
    try:
        return all(re.compile(one) for one in patterns)
    except re.error:
        return False


LISTS = sorted({one for words in (words_of_facts(), words_of_text()) for one in lists(words) if compiled(one)})


@pytest.mark.parametrize(("pattern", "letters"), LETTERS)
def test_the_first_letters_of_a_pattern_are_known(pattern: str, letters: str) -> None:
    assert first_letters(pattern) == frozenset(letters)


@pytest.mark.parametrize(("patterns", "text"), TOGETHER)
def test_what_finds_any_finds_the_same(patterns: tuple[str, ...], text: str) -> None:
    assert spans(any_of(patterns), text) == spans(plain(patterns), text)


def test_every_list_of_words_finds_the_same_in_a_report() -> None:
    assert len(LISTS) > 100
    for path in samples():
        filing = take_in(path).filing
        for place in filing.form.narratives:
            for words in LISTS:
                assert spans(any_of(words), filing.value(place)) == spans(plain(words), filing.value(place)), words


@given(words=st.sampled_from(LISTS), random=st.randoms(use_true_random=False))
def test_every_list_finds_the_same_in_a_text_of_its_own_letters(words: tuple[str, ...], random) -> None:
    letters = sorted({letter for one in words for letter in re.sub(r"[\[\](){}?*+|\\]", "", one)} | {"。", "\n", "5"})
    own = [re.sub(r"\(\?(?:<?[!=])?:?|[\[\](){}?*+\\]", "", part) for one in words for part in one.split("|")]
    text = "".join(random.choice(letters if random.random() < 0.5 else own) for _n in range(40))
    assert spans(any_of(words), text) == spans(plain(words), text)
