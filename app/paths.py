"""Where things are: the program's own data, the user's store."""

import os
import sys
from pathlib import Path

from app.kept_words import read_words

_MARKER = "portable"


HANDED_ON = ".gongkai"
"""The suffix of files by which drafts are handed on from one computer to another."""


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


def program_folder() -> Path:
    """The folder that the program was put into: the executable's where it is frozen, else the one that holds `app`."""
    if getattr(sys, "frozen", False):
        return Path(sys.executable).resolve().parent
    return Path(__file__).resolve().parent.parent


def is_portable() -> bool:
    """Whether a file `portable` beside the program asks for everything to be kept in its folder, as on a USB stick.

    Only a plain “no such file” means no. A stick that does not answer is no reason to begin a second store elsewhere,
    where the clerk would find none of the drafts.
    """
    try:
        (program_folder() / _MARKER).stat()
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return True


def store_file() -> Path:
    """The SQLite file of drafts; what is remembered of its exports and its backups stand beside it.

    GONGKAI_STORE; else, for a portable program, `data/gongkai.db` in its folder; else the file that the clerk has
    chosen in the settings; else `gongkai.db` in the user's local data folder.
    """
    if (fixed := fixed_store()) is not None:
        return fixed
    chosen = read_words(preferences_file(), {"store"}).get("store")
    return Path(chosen) if chosen else usual_store()


def fixed_store() -> Path | None:
    """The store where the surroundings settle it, so that no choice of the clerk's counts; None where they do not."""
    chosen = os.environ.get("GONGKAI_STORE")
    if chosen:
        return Path(chosen)
    return program_folder() / "data" / "gongkai.db" if is_portable() else None


def usual_store() -> Path:
    """The store of a clerk who has chosen none: `gongkai.db` in the user's local data folder."""
    from platformdirs import user_data_path

    return user_data_path("gongkai", appauthor=False) / "gongkai.db"


def own_folder() -> Path:
    """The folder of what is the user's whatever the store: preferences and log. GONGKAI_OWN names another."""
    chosen = os.environ.get("GONGKAI_OWN")
    if chosen:
        return Path(chosen)
    if is_portable():
        return program_folder() / "data"
    from platformdirs import user_config_path

    return user_config_path("gongkai", appauthor=False)


def preferences_file() -> Path:
    """The file of what the user has chosen, see `app.preferences`."""
    return own_folder() / "preferences.json"


def samples() -> tuple[Path, ...]:
    """The made-up reports that come with the program, oldest first."""
    return tuple(sorted((resources() / "samples").glob("*/*.json")))
