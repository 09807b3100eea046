"""Where things are: the program's own data, the user's store."""

import os
from pathlib import Path


def resources() -> Path:
    """The folder of forms, layouts, translations and the like that comes with the program."""
    return Path(__file__).resolve().parent.parent / "resources"


def form_folders() -> tuple[Path, ...]:
    """The folders that hold `family/edition.toml`: the program's own, then the one that GONGKAI_FORMS names.

    An office puts a new edition of the law there without waiting for a new program; of two files for one edition
    the later folder's is taken.
    """
    extra = os.environ.get("GONGKAI_FORMS")
    return (resources() / "forms", *((Path(extra),) if extra else ()))


def store_file() -> Path:
    """The SQLite file of drafts: GONGKAI_STORE, or `gongkai.db` in the user's local data folder."""
    chosen = os.environ.get("GONGKAI_STORE")
    if chosen:
        return Path(chosen)
    from platformdirs import user_data_path

    return user_data_path("gongkai", appauthor=False) / "gongkai.db"


def samples() -> tuple[Path, ...]:
    """The made-up reports that come with the program, oldest first."""
    return tuple(sorted((resources() / "samples").glob("*/*.json")))
