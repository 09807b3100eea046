"""Many files taken in at once, on all cores: one that cannot be read never stops the others."""

import os
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from threading import Event
from typing import TypedDict

from app.apart import Cancelled, rest, take_in_apart
from app.errors import AppError, NoIdentity
from app.form_file import DEFAULT_FAMILY
from app.i18n import _
from app.intake import Intake, suffixes

_LOOK = 0.1
_LOCKS = "~$"
"""Word, Excel and WPS keep a file of such a name beside one that is open."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: it was taken in, or `error` says why not, `is_nobodys` if it is only nobody's."""

    path: Path
    intake: Intake | None
    error: str = ""
    is_nobodys: bool = False


def reports_in(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The files to be read: those named, and of folders named all that a reader knows, in the order of their names.

    In folders hidden files, locks of Office and links to folders are left out; a file comes once.
    """
    known = suffixes()
    found = (file for path in paths for file in (_within(path, known) if _is_folder(path) else (path,)))
    return tuple(dict.fromkeys(found))


def read_many(  # noqa: PLR0913
    paths: Iterable[Path],
    *,
    jobs: int | None = None,
    cancelled: Callable[[], bool] = lambda: False,
    organization: str = "",
    year: int | None = None,
    family: str = DEFAULT_FAMILY,
    with_blocks: bool = False,
) -> Generator[Outcome, None, None]:
    """The outcome of every file of `reports_in(paths)`, in the order in which they are done.

    As many are read at once as there are cores, or `jobs`. Once `cancelled` says so, or the caller asks for no more,
    what is being read is ended within a moment and nothing follows. Only a few outcomes wait for the caller, without
    the files' own views unless they are asked for: a thousand reports take no more memory than ten.
    """
    stop = Event()
    options: _Options = {"organization": organization, "year": year, "family": family, "with_blocks": with_blocks}
    read = partial(_outcome, options=options, cancelled=lambda: stop.is_set() or cancelled())
    count = jobs or os.cpu_count() or 1
    with ThreadPoolExecutor(count, thread_name_prefix="gongkai-reading") as threads:
        try:
            yield from _done(threads, read, iter(reports_in(paths)), 2 * count, cancelled)
        finally:
            stop.set()
            threads.shutdown(cancel_futures=True)
            rest(kept=1)


class _Options(TypedDict):
    organization: str
    year: int | None
    family: str
    with_blocks: bool


def _outcome(path: Path, *, options: _Options, cancelled: Callable[[], bool]) -> Outcome:
    """What became of a file. Raises Cancelled."""
    if _is_folder(path):
        text = _("{file}: this folder cannot be opened. Please check that you may read it.")
        return Outcome(path, None, text.format(file=path))
    try:
        return Outcome(path, take_in_apart(path, **options, cancelled=cancelled))
    except Cancelled:
        raise
    except AppError as error:
        return Outcome(path, None, str(error), isinstance(error, NoIdentity))


def _done(
    threads: ThreadPoolExecutor,
    read: Callable[[Path], Outcome],
    paths: Iterator[Path],
    most: int,
    cancelled: Callable[[], bool],
) -> Iterator[Outcome]:
    """The outcomes as they come; so many files are on their way at most."""
    under_way: set[Future[Outcome]] = set()
    while not cancelled():
        under_way |= {threads.submit(read, path) for path in islice(paths, most - len(under_way))}
        if not under_way:
            return
        done, under_way = wait(under_way, timeout=_LOOK, return_when=FIRST_COMPLETED)
        for one in done:
            if cancelled() or isinstance(one.exception(), Cancelled):
                return
            yield one.result()


def _within(folder: Path, known: tuple[str, ...]) -> Iterator[Path]:
    """The files of a folder and of the folders in it that can be taken in."""
    closed: list[Path] = []
    for place, folders, names in os.walk(folder, onerror=lambda error: closed.append(Path(error.filename))):
        folders[:] = sorted(name for name in folders if not _is_hidden(name))
        for name in sorted(names):
            if not _is_hidden(name) and Path(name).suffix.lower() in known:
                yield Path(place) / name
    yield from closed  # told as what could not be read, never left out in silence


def _is_folder(path: Path) -> bool:
    with suppress(OSError):  # a name that is too long, a drive that does not answer
        return path.is_dir()
    return False


def _is_hidden(name: str) -> bool:
    return name.startswith((".", _LOCKS))
