"""The words in published files that come from no form and no layout, the same in every language of the program."""

from dataclasses import dataclass
from functools import lru_cache

from app import toml_file
from app.paths import resources


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Every key: `resources/templates/published/README.md`."""

    region: str
    hint: str
    every: str
    every_head: tuple[str, ...]


@lru_cache(maxsize=1)
def words() -> Words:
    """The words of the file. Raises FormFileError."""
    return toml_file.read(resources() / "templates" / "published" / "words.toml", Words)
