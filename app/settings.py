"""What the program remembers of a store besides its drafts: a small file beside it.

What a user likes whatever the store is kept elsewhere, by `app.preferences`.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from app.errors import AppError
from app.kept_words import read_words


@dataclass(frozen=True, slots=True)
class Settings:
    """The layout, the folder and the kind of the last export, the second place of backups; "" where there is none.

    `guidance` and `last_year` are "shown" or "hidden", "" where the clerk has never chosen.
    """

    layout: str = ""
    folder: str = ""
    kind: str = ""
    second_place: str = ""
    guidance: str = ""
    last_year: str = ""


def load_settings(store: Path) -> Settings:
    """The settings kept beside a store; what is missing or cannot be read is as at the first start."""
    return Settings(**read_words(_file(store), {field.name for field in fields(Settings)}))


def save_settings(store: Path, settings: Settings) -> bool:
    """Keeps the settings beside the store; False where that is refused, which costs a choice and no work."""
    return write_words(_file(store), asdict(settings))


def write_words(file: Path, words: Mapping[str, str]) -> bool:
    """Writes texts under their names into a small JSON file; False where that is refused."""
    import json

    from app.safe_file import replace_file

    try:
        replace_file(file, json.dumps(words, ensure_ascii=False).encode())
    except AppError:
        return False
    return True


def _file(store: Path) -> Path:
    return store.with_name("settings.json")
