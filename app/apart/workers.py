"""The children at hand: lent to one reading at a time, kept for the next, renewed."""

import atexit
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from app.apart.worker import Worker

MOST_FILES = 500
"""Files that a child reads before a new one takes its place: what libraries keep of each adds up."""


class Workers:
    """Children that wait for a file, and those at work."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._waiting: list[Worker] = []
        self._at_work: set[Worker] = set()
        atexit.register(self.end)

    @contextmanager
    def lent(self, *, is_new: bool = False) -> Iterator[Worker]:
        """A child for one file: one that waits, or a new one. Raises NotStarted."""
        worker = (None if is_new else self._waiting_one()) or Worker()
        with self._lock:
            self._at_work.add(worker)
        try:
            yield worker
        finally:
            self._take_back(worker)

    def rest(self, kept: int = 0) -> None:
        """Ends those that wait, all but so many."""
        with self._lock:
            gone, self._waiting = self._waiting[kept:], self._waiting[:kept]
        for worker in gone:
            worker.end()

    def end(self) -> None:
        """Ends all of them, whatever they do."""
        with self._lock:
            gone = [*self._waiting, *self._at_work]
            self._waiting.clear()
        for worker in gone:
            worker.end()

    def _waiting_one(self) -> Worker | None:
        """One that waits; those that died waiting are put away."""
        while True:
            with self._lock:
                worker = self._waiting.pop() if self._waiting else None
            if worker is None or worker.is_fit:
                return worker
            worker.end()

    def _take_back(self, worker: Worker) -> None:
        is_kept = worker.is_fit and worker.files < MOST_FILES
        with self._lock:
            self._at_work.discard(worker)
            self._waiting += [worker] if is_kept else []
        if not is_kept:
            worker.end()
