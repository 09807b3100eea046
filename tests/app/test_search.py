"""Search: a word of any length in any text of any year, wherever it stands, and nothing else."""

import re
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from app.draft import Draft, paragraphs
from app.store import Hit, Store, open_store, search

TEXT = "一年来，全县教育系统主动公开２０２３年度政府信息120条，网站App访问量增长；群众信访件 全部办结。"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "gongkai.db") as opened:
        yield opened


def draft(organization: str = "某局", year: int = 2023, **values: str) -> Draft:
    return Draft(
        "disclosure", organization, year, MappingProxyType({k.replace("__", "/"): v for k, v in values.items()})
    )


def words(hit: Hit) -> str:
    return hit.text[hit.start : hit.end]


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        *((one, one) for one in ("公开", "信访", "年", "全县教育系统", "，", "120", "App")),
        *(("2023", "２０２３"), ("１２０", "120"), ("ａＰＰ", "App"), ("２0２3", "２０２３")),
        *(("  信访　", "信访"), ("信访件 全部", "信访件 全部"), ("信访 件 办结", "信访"), ("办结 公开", "办结")),
    ],
)
def test_words_are_found_in_any_case_and_width(store: Store, sought: str, found: str) -> None:
    id = store.add(draft(overview=TEXT, problems="无。"))
    (hit,) = store.search(sought)
    assert (hit.id, hit.address, words(hit)) == (id, "overview", found)


@pytest.mark.parametrize(
    "sought", ["", "  ", "　", "年报", "信访 年报", "信访无", "%", "_", "*", ".", "\\", "[", "\udcff", "\x00"]
)
def test_what_does_not_stand_there_is_not_found(store: Store, sought: str) -> None:
    store.add(draft(overview=TEXT, problems="无。"))
    assert store.search(sought) == ()


@pytest.mark.parametrize(
    "odd", ["%", "_", "'", '"', "*", "?", "[", "]", "^", "-", "\\", "😀", "\U0010ffff", "𠮷", "é", "（", "~"]
)
def test_odd_characters_are_words_like_others(store: Store, odd: str) -> None:
    store.add(draft(overview=f"前面{odd}后面", problems="无"))
    (hit,) = store.search(odd)
    assert (hit.text, words(hit)) == (f"前面{odd}后面", odd)


def test_a_letter_is_found_however_it_is_composed(store: Store) -> None:
    store.add(draft(overview="caf\u00e9"))
    assert len(store.search("CAFE\u0301")) == 1


def test_the_whole_phrase_is_shown_where_it_stands(store: Store) -> None:
    store.add(draft(overview="年度工作。" * 10 + "本单位年度 报告如下。"))
    (hit,) = store.search("年度 报告")
    assert words(hit) == "年度 报告"


def test_all_words_must_stand_in_the_same_text(store: Store) -> None:
    store.add(draft(overview="信访", problems="公开"))
    assert store.search("信访 公开") == ()


def test_the_text_around_is_one_line_with_its_ends_marked(store: Store) -> None:
    store.add(draft(overview="甲" * 30 + "\n信访\n" + "乙" * 30))
    (hit,) = store.search("信访")
    assert hit.text == "…" + "甲" * 19 + " 信访 " + "乙" * 19 + "…"
    assert words(hit) == "信访"


def test_numbers_of_cells_are_no_words_but_a_phone_and_a_text_in_a_cell_are(store: Store) -> None:
    store.add(draft(proactive__fees__amount="-12.50", cover__phone="0375-125012", applications__received="约1250件"))
    assert sorted(hit.address for hit in store.search("125")) == ["applications/received", "cover/phone"]


def test_the_name_of_the_organization_is_searched_too(store: Store) -> None:
    id = store.add(draft("清源县信访局", overview="无"))
    assert store.search("信访局") == (Hit(id, "cover/organization", "清源县信访局", 3, 6),)
    store.add(draft("信访局", year=1999))
    assert [hit.address for hit in store.search("信访局")] == ["cover/organization", ""]


def test_the_newest_year_stands_first_then_organization_then_address(store: Store) -> None:
    for organization, year in (("乙局", 2022), ("乙局", 2023), ("甲局", 2021), ("丙局", 2023)):
        store.add(draft(organization, year, overview="信访", problems="信访信访"))
    years = {one.id: (one.year, one.organization) for one in store.entries()}
    assert [(*years[hit.id], hit.address) for hit in store.search("信访")] == [
        (year, organization, address)
        for year, organization in ((2023, "丙局"), (2023, "乙局"), (2022, "乙局"), (2021, "甲局"))
        for address in ("overview", "problems")
    ]


def test_a_change_is_found_at_once(store: Store) -> None:
    old, new = draft(overview="旧的"), draft(overview="新的")
    id = store.add(old)
    store.save(id, old, new)
    assert store.search("旧的") == ()
    assert len(store.search("新的")) == 1


def test_no_more_is_found_than_anybody_reads(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "MOST", 5)
    for _ in range(4):
        store.add(draft(overview="信访", problems="信访"))
    assert len(store.search("信访")) == 5


letters = st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(before=st.text(max_size=40), sought=st.text(letters, min_size=1, max_size=5), after=st.text(max_size=40))
def test_whatever_stands_in_a_text_is_found_there(store: Store, before: str, sought: str, after: str) -> None:
    text = paragraphs(f"字{before}{sought}{after}")
    assume(sought in text)
    id = store.add(draft(overview=text))
    hits = [hit for hit in store.search(sought) if hit.id == id]
    store.delete(id)
    assert len(hits) == 1
    assert re.fullmatch(re.escape(fold(sought)), fold(words(hits[0])), re.IGNORECASE)


def fold(text: str) -> str:
    return "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in text)


def test_searching_reads_only_what_is_text(store: Store) -> None:
    store.add(draft(overview="信访"))
    plan = store._connection.execute(f"explain query plan {search._TEXTS}", ("x", "")).fetchall()
    assert "USING INDEX words (draft=?)" in plan[0][3]
