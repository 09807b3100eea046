"""The printed table: whatever the labels, its cells cover every place once."""

from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.form import Axis, Band, Label, Section
from app.grid import Grid, grid


def axis(*labels: str) -> tuple[Label, ...]:
    """Labels from `id text`; an id alone has no text."""
    return tuple(Label(id=id, label=text) for id, _blank, text in (one.partition(" ") for one in labels))


def table(*bands: Band) -> Section:
    return Section(id="t", kind="table", title="一、表", bands=bands)


def covered_once(printed: Grid) -> bool:
    places = Counter(place for cell in printed.cells for place in cell.covered)
    return places == Counter((row, column) for row in range(printed.rows) for column in range(printed.columns))


def layout(printed: Grid) -> list[tuple[int, int, int, int, str]]:
    return [(c.row, c.column, c.row_span, c.column_span, c.text or c.address) for c in printed.cells]


# Small tables


def test_a_table_has_a_corner_heads_and_values() -> None:
    band = Band(corner="内容", columns=axis("a 甲", "b 乙"), rows=axis("x 一", "y 二"))
    assert layout(grid(table(band))) == [
        (0, 0, 1, 1, "内容"),
        (0, 1, 1, 1, "甲"),
        (0, 2, 1, 1, "乙"),
        (1, 0, 1, 1, "一"),
        (1, 1, 1, 1, "t/x/a"),
        (1, 2, 1, 1, "t/x/b"),
        (2, 0, 1, 1, "二"),
        (2, 1, 1, 1, "t/y/a"),
        (2, 2, 1, 1, "t/y/b"),
    ]


def test_a_parent_spans_its_leaves_and_a_leaf_deepens() -> None:
    band = Band(corner="内容", columns=axis("g 组", "g.a 甲", "g.b 乙", "c 丙"), rows=axis("x 一"))
    assert layout(grid(table(band))) == [
        (0, 0, 2, 1, "内容"),
        (0, 1, 1, 2, "组"),
        (0, 3, 2, 1, "丙"),
        (1, 1, 1, 1, "甲"),
        (1, 2, 1, 1, "乙"),
        (2, 0, 1, 1, "一"),
        (2, 1, 1, 1, "t/x/g.a"),
        (2, 2, 1, 1, "t/x/g.b"),
        (2, 3, 1, 1, "t/x/c"),
    ]


def test_rows_are_laid_out_like_columns() -> None:
    band = Band(columns=axis("n 数"), rows=axis("x 一", "g 组", "g.h 组", "g.h.a 甲", "g.h.b 乙", "g.c 丙"))
    assert layout(grid(table(band)))[2:] == [
        (1, 0, 1, 3, "一"),
        (1, 3, 1, 1, "t/x/n"),
        (2, 0, 3, 1, "组"),
        (2, 1, 2, 1, "组"),
        (2, 2, 1, 1, "甲"),
        (2, 3, 1, 1, "t/g.h.a/n"),
        (3, 2, 1, 1, "乙"),
        (3, 3, 1, 1, "t/g.h.b/n"),
        (4, 1, 1, 2, "丙"),
        (4, 3, 1, 1, "t/g.c/n"),
    ]


def test_bands_stack_and_the_last_column_of_a_narrow_one_stretches() -> None:
    wide = Band(title="第一项", columns=axis("a 甲", "b 乙", "c 丙"), rows=axis("x 一"))
    narrow = Band(columns=axis("d 丁"), rows=axis("y 二"))
    printed = grid(table(wide, narrow))
    assert (printed.rows, printed.columns) == (5, 4)
    assert layout(printed)[0] == (0, 0, 1, 4, "第一项")
    assert layout(printed)[-3:] == [(3, 1, 1, 3, "丁"), (4, 0, 1, 1, "二"), (4, 1, 1, 3, "t/y/d")]


def test_the_group_over_a_stretched_column_stretches_with_it() -> None:
    wide = Band(columns=axis("a 甲", "b 乙", "c 丙", "d 丁"), rows=axis("x 一"))
    narrow = Band(columns=axis("e 戊", "g 组", "g.f 己", "g.h 庚"), rows=axis("y 二"))
    assert (2, 2, 1, 3, "组") in layout(grid(table(wide, narrow)))


def test_an_axis_without_any_text_prints_no_labels() -> None:
    rows_only = grid(table(Band(columns=axis("a", "b"), rows=axis("x 一"))))
    columns_only = grid(table(Band(columns=axis("a 甲"), rows=axis("x"))))
    neither = grid(table(Band(columns=axis("a", "b"), rows=axis("x"))))
    assert layout(rows_only) == [(0, 0, 1, 1, "一"), (0, 1, 1, 1, "t/x/a"), (0, 2, 1, 1, "t/x/b")]
    assert layout(columns_only) == [(0, 0, 1, 1, "甲"), (1, 0, 1, 1, "t/x/a")]
    assert layout(neither) == [(0, 0, 1, 1, "t/x/a"), (0, 1, 1, 1, "t/x/b")]


def test_a_text_is_printed_with_the_official_line_breaks() -> None:
    rows = (Label(id="x", label="尚未审结", lines=("尚未", "审结")),)
    assert grid(table(Band(columns=axis("a"), rows=rows))).at(0, 0).text == "尚未\n审结"


def test_a_single_band_has_heads_that_stay_in_view_and_a_stack_has_none() -> None:
    band = Band(title="第一项", columns=axis("g 组", "g.a 甲"), rows=axis("x 一", "h 组", "h.y 二"))
    single, stack = grid(table(band)), grid(table(band, Band(columns=axis("b 乙"), rows=axis("z 三"))))
    assert (single.head_rows, single.head_columns) == (3, 2)
    assert (stack.head_rows, stack.head_columns) == (0, 0)
    assert all(single.at(row, column).kind == "value" for row in (3, 4) for column in range(2, single.columns))


def test_the_cell_at_a_place_is_the_one_that_covers_it() -> None:
    printed = grid(table(Band(columns=axis("g 组", "g.a 甲", "g.b 乙"), rows=axis("x 一"))))
    assert printed.at(0, 2) is printed.at(0, 1)
    assert printed.at(0, 2).text == "组"
    with pytest.raises(KeyError):
        printed.at(9, 9)


# Any table

trees = st.recursive(st.just([]), lambda inner: st.lists(inner, max_size=4), max_leaves=12)


def flat(tree: list, texts: Iterator[bool], above: str = "") -> Iterator[Label]:
    for number, below in enumerate(tree):
        id = f"{above}n{number}"
        yield Label(id=id, label=f"标{id}" if next(texts) else "")
        yield from flat(below, texts, id + ".")


@st.composite
def axes(draw: st.DrawFn) -> tuple[Label, ...]:
    """A tree of labels of which some, all or none have a text."""
    tree = draw(trees.filter(bool))
    texts = draw(st.sampled_from(["all", "none", "some"]))
    some = st.booleans() if texts == "some" else st.just(texts == "all")
    return tuple(flat(tree, iter(lambda: draw(some), object())))


def bands() -> st.SearchStrategy[Band]:
    return st.builds(Band, title=st.sampled_from(["", "题"]), columns=axes(), rows=axes())


@given(st.lists(bands(), min_size=1, max_size=4))
def test_the_cells_of_any_table_cover_every_place_once(stack: list[Band]) -> None:
    printed = grid(table(*stack))
    assert covered_once(printed)
    assert all(cell.row_span > 0 and cell.column_span > 0 for cell in printed.cells)


@given(bands())
def test_any_table_has_each_value_once_and_each_text_once(band: Band) -> None:
    printed = grid(table(band))
    values = [cell.address for cell in printed.cells if cell.kind == "value"]
    rows, columns = Axis(band.rows).leaves, Axis(band.columns).leaves
    assert values == [f"t/{row.id}/{column.id}" for row in rows for column in columns]
    for kind, labels in (("row", band.rows), ("column", band.columns)):
        texts = sorted(cell.text for cell in printed.cells if cell.kind == kind and cell.text)
        assert texts == sorted(label.text for label in labels if label.text)


@given(bands())
def test_a_label_stands_over_or_beside_exactly_its_own_values(band: Band) -> None:
    printed = grid(table(band))
    for cell in printed.cells:
        if cell.kind in ("row", "column") and cell.label is not None:
            seen = {place.partition("/")[2] for place in seen_from(printed, cell)}
            ids = {leaf.id for leaf in Axis(band.rows if cell.kind == "row" else band.columns).leaves_under(cell.label)}
            assert {path.split("/")[0 if cell.kind == "row" else 1] for path in seen} == ids


def seen_from(printed: Grid, head) -> set[str]:
    """The values in the rows, or the columns, that a head takes."""
    rows = {row for row, _column in head.covered}
    columns = {column for _row, column in head.covered}
    values = [cell for cell in printed.cells if cell.kind == "value"]
    return {v.address for v in values if (v.row in rows if head.kind == "row" else v.column in columns)}
