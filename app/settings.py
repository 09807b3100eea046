"""What the program remembers for its user, besides drafts: a small file beside the store."""

from dataclasses import asdict, dataclass, fields
from pathlib import Path

from app.errors import AppError


@dataclass(frozen=True, slots=True)
class Settings:
    """The layout and the folder of the last export, the second place of backups; "" where there is none.

    `guidance` and `last_year` are "shown" or "hidden", "" where the clerk has never chosen.
    """

    layout: str = ""
    folder: str = ""
    second_place: str = ""
    guidance: str = ""
    last_year: str = ""


def load_settings(store: Path) -> Settings:
    """The settings kept beside a store; what is missing or cannot be read is as at the first start."""
    import json  # only an export needs it

    try:
        read = json.loads(_file(store).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Settings()
    if not isinstance(read, dict):
        return Settings()
    known = {field.name for field in fields(Settings)}
    return Settings(**{key: read[key] for key in known & read.keys() if isinstance(read[key], str)})


def save_settings(store: Path, settings: Settings) -> bool:
    """Keeps the settings beside the store; False where that is refused, which costs a choice and no work."""
    import json

    from app.safe_file import replace_file

    try:
        replace_file(_file(store), json.dumps(asdict(settings), ensure_ascii=False).encode())
    except AppError:
        return False
    return True


def _file(store: Path) -> Path:
    return store.with_name("settings.json")
