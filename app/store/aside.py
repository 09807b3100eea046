"""Putting another file in a store's place: the present one is set aside under a name of its own, never overwritten."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from itertools import count
from pathlib import Path

from app.store.proof import sync_folder, unmade

COMPANIONS = ("-journal", "-wal", "-shm")
"""What SQLite keeps beside a database; to be found, it must have the database's name."""


def exchange(store: Path, new: Path, label: str, now: datetime) -> Path | None:
    """Where the store's file is now, byte for byte and with its journal; `new` stands in its place. None: it had none.

    A journal that stayed behind would be played into the new file, so it goes before. Whatever fails is undone.
    Raises StoreError.
    """
    aside = unused(store, f"{store.name}.{label}-{stamp(now)}", "")
    try:
        with _taken_away(store, aside) as was_there:
            sync_folder(store.parent)
            new.replace(store)
    except OSError as error:
        raise unmade(store, error) from error
    sync_folder(store.parent)
    return aside if was_there else None


def stamp(moment: datetime) -> str:
    """The moment as it stands in the names of files, by the clock on the clerk's wall."""
    return f"{moment.astimezone():%Y%m%d-%H%M%S}"


def unused(beside: Path, stem: str, suffix: str) -> Path:
    """A name in the folder that no file has, nor any that belongs to one."""
    names = (f"{stem}{'' if number == 1 else f'-{number}'}{suffix}" for number in count(1))
    candidates = (beside.with_name(name) for name in names)
    return next(path for path in candidates if not any(_with(path, s).exists() for s in ("", *COMPANIONS)))


def companions(path: Path) -> list[Path]:
    """What lies beside a database and belongs to it."""
    return [_with(path, suffix) for suffix in COMPANIONS if _with(path, suffix).exists()]


@contextmanager
def _taken_away(store: Path, aside: Path) -> Iterator[bool]:
    """The file under its second name while it still has the first one, where the disk can do that: no moment without.

    Where it cannot (a stick), the file is renamed.
    """
    moved: list[tuple[Path, Path]] = []
    was_there = store.exists()
    try:
        if was_there:
            try:
                aside.hardlink_to(store)
                moved.append((store, aside))
            except OSError:
                moved.append((store, aside))
                store.rename(aside)
        for companion in companions(store):
            target = aside.with_name(aside.name + companion.name.removeprefix(store.name))
            companion.rename(target)
            moved.append((companion, target))
        yield was_there
    except BaseException:
        for first, second in reversed(moved):
            with suppress(OSError):
                _undo(first, second)
        raise


def _undo(first: Path, second: Path) -> None:
    """Takes a second name away, or gives the first one back: a file renamed to its own other name would keep both."""
    if first.exists() and first.samefile(second):
        second.unlink()
    else:
        second.replace(first)


def _with(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)
