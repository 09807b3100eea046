"""How a place is called: as it is printed, and never so that it could be two places."""

from collections import Counter
from collections.abc import Callable, Iterator

import pytest

from app.dates import date_in_words
from app.form import Form
from app.form_file import editions
from app.i18n import use_language
from app.naming import column_name, name_of, row_name, table_name

TINY = """
edition = "first"
first_year = 2031
source = "某文"

[[section]]
id = "cover"
kind = "fields"
title = "封面"
fields = [{ id = "phone", type = "text", label = "电话" }]

[[section]]
id = "preface"
kind = "narrative"
title = ""

[[section]]
id = "visits"
kind = "table"
title = "二、来访"

[[section.band]]
columns = [
  { id = "adult", label = "成人" },
  { id = "adult.free", label = "免票" },
  { id = "adult.paid", label = "购票" },
  { id = "child", label = "儿童" },
  { id = "child.free", label = "免票" },
]
rows = [
  { id = "came", label = "来了" },
  { id = "left", label = "走了" },
  { id = "left.early", label = "早走" },
  { id = "left.rest", label = "其他" },
  { id = "sent", label = "送走" },
  { id = "sent.home", label = "送回" },
  { id = "sent.home.ill", label = "生病" },
  { id = "sent.rest", label = "其他" },
]

[[section.band]]
columns = [{ id = "sum", label = "人数" }]
rows = [{ id = "all" }]

[[section]]
id = "more"
kind = "table"
title = "附表"

[[section.band]]
columns = [{ id = "sum", label = "人数" }]
rows = [{ id = "night", label = "夜间" }]
"""


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("zh_CN")


@pytest.fixture(scope="module")
def form(form_of: Callable[[str], Form]) -> Form:
    return form_of(TINY)


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("cover/phone", "电话"),
        ("cover", "封面"),
        ("preface", "the preface"),
        ("visits", "二、来访"),
        ("visits/came/adult.paid", "Table 二 “来了”, 购票"),
        ("visits/came/adult.free", "Table 二 “来了”, 成人 免票"),
        ("visits/came/child.free", "Table 二 “来了”, 儿童 免票"),
        ("visits/left.early/adult.paid", "Table 二 “早走”, 购票"),
        ("visits/left.rest/adult.paid", "Table 二 “走了 其他”, 购票"),
        ("visits/sent.rest/adult.paid", "Table 二 “送走 其他”, 购票"),
        ("visits/sent.home.ill/adult.paid", "Table 二 “送回 生病”, 购票"),
        ("visits/all/sum", "Table 二 “人数”"),
        ("visits/left", "Table 二 “走了”"),
        ("visits/left.rest", "Table 二 “走了 其他”"),
        ("visits/came/adult", "Table 二 “来了 成人”"),
        ("visits/lost", "二、来访"),
        ("more/night/sum", "附表 “夜间”, 人数"),
        ("elsewhere", "elsewhere"),
        ("elsewhere/came/adult", "elsewhere/came/adult"),
    ],
)
def test_a_place_is_called_as_it_is_printed(form: Form, place: str, name: str) -> None:
    assert name_of(form, place) == name


def test_a_table_is_called_by_the_number_of_its_section(form: Form) -> None:
    assert [table_name(section) for section in form.sections if section.kind == "table"] == ["Table 二", "附表"]


def test_places_are_called_in_chinese(form: Form) -> None:
    use_language("zh_CN")
    assert name_of(form, "visits/came/adult.paid") == "表二“来了”，购票"


@pytest.mark.parametrize("edition", editions(), ids=lambda form: form.edition)
def test_no_two_cells_of_an_edition_are_called_the_same(edition: Form) -> None:
    names = Counter(name_of(edition, address) for address in edition.cells)
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("edition", editions(), ids=lambda form: form.edition)
def test_no_place_of_an_edition_is_called_by_its_address(edition: Form) -> None:
    use_language("zh_CN")
    places = [*edition.cells, *edition.fields, *edition.narratives, *(section.id for section in edition.sections)]
    assert [place for place in places if place in name_of(edition, place) or not name_of(edition, place)] == []


@pytest.mark.parametrize("edition", editions(), ids=lambda form: form.edition)
def test_no_two_columns_and_no_two_rows_of_a_band_are_called_the_same(edition: Form) -> None:
    for name in (row_name, column_name):
        of_band = Counter((id(cell.band), name(cell), cell.row.id, cell.column.id) for cell in edition.cells.values())
        called: dict[tuple[int, str], set[str]] = {}
        for band, said, row, column in of_band:
            called.setdefault((band, said), set()).add(row if name is row_name else column)
        assert [said for (_band, said), ids in called.items() if len(ids) > 1] == []


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2026-01-05", "2026年1月5日"),
        ("2026-12-31", "2026年12月31日"),
        ("2026-02-30", "2026-02-30"),
        ("1月", "1月"),
        ("", ""),
    ],
)
def test_a_date_is_written_as_the_law_writes_dates(iso: str, words: str) -> None:
    assert date_in_words(iso) == words
