"""A total says what it adds up: parts by short names, zeros and blanks counted, long sums by their groups."""

import json
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.draft import Filing, new_filing, with_values
from app.explain import explain, in_words
from app.figures import figure, missing
from app.form_file import editions
from app.i18n import use_language
from app.paths import samples

ROW, COLUMN = "applications/{}/applicant.total".format, "applications/results.total/{}".format


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("zh_CN")


@pytest.fixture(scope="module")
def filled() -> Filing:
    path = next(path for path in samples() if path.stem == "2023")
    read = json.loads(path.read_text(encoding="utf-8"))
    return with_values(new_filing("disclosure", read["organization"], 2023), read["values"])


def told(filing: Filing, address: str) -> str:
    explained = explain(filing, address)
    assert explained is not None
    return in_words(explained)


def test_what_is_no_total_needs_no_explanation(filled: Filing) -> None:
    assert explain(filled, "applications/received/applicant.natural_person") is None
    assert explain(filled, "overview") is None
    assert explain(filled, "applications/nowhere/nothing") is None


def test_a_total_across_its_row_is_explained_by_columns(filled: Filing) -> None:
    assert told(filled, ROW("results.partial")) == "5 = 自然人 3 + 商业企业 1 + 法律服务机构 1; 3 other parts are 0"


def test_a_total_down_its_column_is_explained_by_rows(filled: Filing) -> None:
    assert told(filled, COLUMN("applicant.organization.legal_service")) == (
        "3 = （一）予以公开 1 + （二）部分公开 1 + （三）7.属于行政执法案卷 1; 18 other parts are 0"
    )


def test_many_parts_are_told_by_their_groups(filled: Filing) -> None:
    assert told(filled, COLUMN("applicant.natural_person")) == (
        "43 = （一）予以公开 22 + （二）部分公开 3 + （三）不予公开 7 + （四）无法提供 8 + （五）不予处理 2"
        " + （六）其他处理 1"
    )


def test_the_corner_is_explained_by_the_totals_of_its_columns(filled: Filing) -> None:
    explained = explain(filled, ROW("results.total"))
    assert explained is not None
    assert [part.figure for part in explained.parts] == [43, 6, 0, 2, 3, 0]
    assert in_words(explained).startswith("54 = 自然人 43 + ")
    assert in_words(explained).endswith("; 2 other parts are 0")


def test_parts_have_names_that_no_other_part_of_the_total_has(filled: Filing) -> None:
    assert told(filled, "disputes/cases/review.total") == "2 = 结果维持 1 + 结果纠正 1; 2 other parts are 0"


def test_a_total_of_zeros_and_a_total_of_nothing_are_told_apart(filled: Filing) -> None:
    assert told(filled, ROW("results.refused.state_secret")) == "all 6 filled parts are 0"
    empty = new_filing("disclosure", "某局", 2023)
    assert told(empty, ROW("received")) == "none of its 6 parts is filled"


def test_a_blank_part_is_told_and_is_no_zero(filled: Filing) -> None:
    blank = with_values(filled, {"applications/results.partial/applicant.natural_person": ""})
    assert told(blank, ROW("results.partial")) == (
        "2 (one place is still blank) = 商业企业 1 + 法律服务机构 1; 3 other parts are 0"
    )


@pytest.mark.parametrize("year", [form.first_year for form in editions("disclosure")])
@given(st.data())
def test_every_explanation_adds_up_and_names_its_parts_apart(year: int, data: st.DataObject) -> None:
    filing = new_filing("disclosure", "某局", year)
    entries = [cell.address for cell in filing.form.cells.values() if not cell.is_total]
    texts = st.sampled_from(["", "0", "1", "37", "x"])
    some = data.draw(st.dictionaries(st.sampled_from(entries), texts, max_size=40))
    filing = with_values(filing, some)
    for cell in filing.form.cells.values():
        explained = explain(filing, cell.address)
        assert (explained is not None) == cell.is_total
        if explained is None:
            continue
        for listed in filter(None, (explained.parts, explained.groups)):
            names = [part.name for part in listed]
            assert len(set(names)) == len(names)
            figures = [part.figure for part in listed if part.figure is not None]
            assert (sum(figures) if figures else None) == explained.total == figure(filing, cell.address)
        assert explained.blanks == len(missing(filing, cell.address))
        assert in_words(explained)
