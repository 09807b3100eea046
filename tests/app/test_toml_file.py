"""Strict reading of any data file: texts become the types that a dataclass asks for, or one error says why not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from app.errors import FormFileError
from app.i18n import use_language
from app.toml_file import read


@dataclass(frozen=True, kw_only=True)
class Size:
    width: int = 1


@dataclass(frozen=True, kw_only=True)
class Page:
    name: str
    sizes: Mapping[str, Size] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    limit: int | None = None
    secret: str = field(default="", metadata={"key": None})
    notes: tuple[str, ...] = field(default=(), metadata={"key": "note"})


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("zh_CN")


@pytest.fixture
def page(tmp_path: Path):
    """The page of a file with this text."""

    def of(text: str) -> Page:
        path = tmp_path / "page.toml"
        path.write_text(text, encoding="utf-8")
        return read(path, Page)

    return of


def test_what_is_not_written_has_its_default(page) -> None:
    assert page('name = "甲"') == Page(name="甲")


def test_a_table_of_free_keys_is_a_mapping(page) -> None:
    read_page = page('name = "甲"\nwords = { a = "一" }\n[sizes.big]\nwidth = 9\n[sizes.small]\n')
    assert read_page == Page(name="甲", words={"a": "一"}, sizes={"big": Size(width=9), "small": Size()})


def test_what_may_be_missing_is_read_where_it_is_written(page) -> None:
    assert page('name = "甲"\nlimit = 3').limit == 3


def test_a_key_may_have_another_name_in_the_file(page) -> None:
    assert page('name = "甲"\nnote = ["一", "二"]').notes == ("一", "二")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('name = "甲"\nwords = "一"', "page.toml, at words: a table is expected"),
        ('name = "甲"\nwords = { a = 1 }', "page.toml, at words.a: text is expected"),
        ('name = "甲"\nsizes = { big = 1 }', "page.toml, at sizes.big: a table is expected"),
        (
            'name = "甲"\nsizes = { big = { widht = 1 } }',
            "page.toml, at sizes.big: unknown key “widht” (did you mean “width”?)",
        ),
        ('name = "甲"\nlimit = "3"', "page.toml, at limit: a whole number is expected"),
        ('name = "甲"\nlimit = 3.0', "page.toml, at limit: a whole number is expected"),
        ('name = "甲"\nsecret = "一"', "page.toml: unknown key “secret”"),
        ('name = "甲"\nnotes = ["一"]', "page.toml: unknown key “notes” (did you mean “note”?)"),
        ('name = "甲"\nnote = ["一", 2]', "page.toml, at note[2]: text is expected"),
        ("", "page.toml: the key “name” is missing"),
    ],
)
def test_a_fault_is_told_with_its_place(page, text: str, said: str) -> None:
    with pytest.raises(FormFileError) as caught:
        page(text)
    assert str(caught.value).endswith("/" + said)
