"""A child as its parent has it: started, asked, ended."""

import time
from collections.abc import Callable
from multiprocessing import get_context
from shutil import rmtree
from tempfile import mkdtemp
from threading import Lock

from app.apart.child import READY, serve
from app.apart.limits import end
from app.apart.order import Order, Refusal, Reply
from app.errors import AppError

_START = 60.0
"""Seconds for a child to be there: on a busy computer the imports alone may take some."""
_LOOK = 0.1
_starting = Lock()


class NotStarted(Exception):
    """No child could be started."""


class Ended(Exception):
    """The child is gone without a reply."""


class TooSlow(Exception):
    """The child did not reply in time."""


class Cancelled(AppError):
    """The reading was cancelled; nothing was taken."""


class Worker:
    """A child process that takes in one file at a time. Raises NotStarted."""

    def __init__(self) -> None:
        self.files = 0
        self._is_fit = True
        self._folder = mkdtemp(prefix="gongkai-")
        context = get_context("spawn")
        here, there = context.Pipe()
        self._connection = here
        self._process = context.Process(target=serve, args=(there, self._folder), name="gongkai-reading", daemon=True)
        try:
            with _starting:
                self._process.start()
        except (OSError, RuntimeError) as error:
            rmtree(self._folder, ignore_errors=True)
            raise NotStarted from error
        finally:
            there.close()
        self._await_ready()

    @property
    def id(self) -> int:
        """The number of the process."""
        return self._process.pid or 0

    @property
    def is_fit(self) -> bool:
        """Whether it can be asked: neither at work, nor spent, nor dead."""
        return self._is_fit and self._process.is_alive()

    def ask(self, order: Order, cancelled: Callable[[], bool]) -> Reply:
        """The reply to an order. Raises TooSlow, Ended and Cancelled, and is of no use then."""
        self._is_fit = False
        self.files += 1
        reply = self._reply(order, cancelled)
        self._is_fit = not (isinstance(reply, Refusal) and reply.is_spent)
        return reply

    def end(self) -> None:
        """Ends the process, whatever it does, with all that it started; what it left on disk is gone too."""
        if self._process.is_alive():
            end(self.id)
        self._process.join()
        self._connection.close()
        rmtree(self._folder, ignore_errors=True)

    def _await_ready(self) -> None:
        is_ready = False
        try:
            is_ready = self._connection.poll(_START) and self._connection.recv() == READY
        except (EOFError, OSError) as error:
            raise NotStarted from error
        finally:
            if not is_ready:
                self.end()
        if not is_ready:
            raise NotStarted

    def _reply(self, order: Order, cancelled: Callable[[], bool]) -> Reply:
        deadline = time.monotonic() + order.seconds
        try:
            self._connection.send(order)
            while not self._connection.poll(min(_LOOK, max(0.0, deadline - time.monotonic()))):
                if cancelled():
                    raise Cancelled
                if time.monotonic() >= deadline:
                    raise TooSlow
            reply: Reply = self._connection.recv()
        except (EOFError, OSError) as error:
            raise Ended from error
        return reply
