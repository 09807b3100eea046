"""Where the store is by the clerk's own choice: found again at the start, moved when the window has closed.

A move makes a proved copy in the new place and turns to that only then; the old file stays where it is, as it is.
"""

import shutil
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from app.errors import StoreError
from app.i18n import _
from app.paths import fixed_store, store_file
from app.preferences import load_preferences, save_preferences

NAME = "gongkai.db"


def known_store() -> Path:
    """The store to be opened. Raises StoreError where the clerk has chosen one that is not there just now."""
    path = store_file()
    if is_lost(path):
        raise StoreError(lost_in_words(path))
    return path


def is_lost(store: Path) -> bool:
    """Whether the store is one that the clerk has chosen and that is gone: nothing may be begun anew in its place."""
    return fixed_store() is None and str(store) == load_preferences().store and not store.exists()


def lost_in_words(store: Path) -> str:
    """What to do about a store that is gone."""
    text = _(
        "The store {path}, chosen in the settings, is not there just now. Nothing was changed. If it is on a USB stick "
        "or a network drive, please connect it, then start again."
    )
    return text.format(path=store)


def choose(store: Path | None) -> None:
    """From the next start on the store is this file; None: the usual one. Raises StoreError where it is not kept."""
    _keep(store=str(store) if store else "", move_to="")


def wish_move(store: Path, folder: Path) -> None:
    """The store goes into this folder when the window closes. Raises StoreError where it cannot; nothing is changed."""
    target = folder / NAME
    if target.resolve() == store.resolve():
        raise StoreError(_("The store is in this folder already. Nothing was changed."))
    if target.exists():
        text = _(
            "There is a store in {folder} already. Nothing was changed. It can be used as it is, or choose another."
        )
        raise StoreError(text.format(folder=folder))
    _keep(move_to=str(target))


def move(store: Path) -> Path | None:
    """Where the store is now, if a move was wished: proved there, and found there from the next start on.

    The store must be closed. Raises StoreError, and then it stays where it is and the wish is forgotten.
    """
    wish = load_preferences().move_to
    if not wish or fixed_store() is not None:
        return None
    target = Path(wish)
    try:
        if target.exists():
            text = _("{path} is there already; it was left as it is, and the store stays where it was.")
            raise StoreError(text.format(path=target))
        if store.exists():
            _copy(store, target)
        _keep(store=str(target), move_to="")
    except StoreError:
        save_preferences(replace(load_preferences(), move_to=""))
        raise
    return target


def _copy(store: Path, target: Path) -> None:
    from app.store.backup import back_up

    back_up(store, target)
    for name in ("settings.json", "duties.json"):
        with suppress(OSError):  # what was remembered of exports, what was ticked; no work is lost with it
            shutil.copyfile(store.with_name(name), target.with_name(name))


def _keep(**changes: str) -> None:
    if not save_preferences(replace(load_preferences(), **changes)):
        raise StoreError(
            _("The choice could not be kept: the disk is full or may not be written. Nothing was changed.")
        )
