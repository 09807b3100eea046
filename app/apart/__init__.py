"""Files taken in by a process of its own, which is ended from outside when it hangs or grows.

A child is started with the first file and kept for the next one. It knows neither Qt nor the store, and ends with its
parent, also where that is killed. On Linux it gets no more memory than `MEMORY`; elsewhere time alone is limited, and
what keeps memory in bounds are the limits of the readers. This is a fence against accidents and not a sandbox: the
child may open what its user may open.

A program that is frozen calls `multiprocessing.freeze_support()` first of all.
"""

import logging
from collections.abc import Callable
from pathlib import Path

from app.apart.limits import MEMORY
from app.apart.order import Fault, Order, Read, Refusal, Reply
from app.apart.worker import Cancelled, Ended, NotStarted, TooSlow, Worker
from app.apart.workers import Workers
from app.errors import AppError, UnreadableDocument
from app.form_file import DEFAULT_FAMILY
from app.i18n import _
from app.intake import Intake

SECONDS, OFFICE_SECONDS = 30.0, 90.0
"""How long a file may take; one that LibreOffice has to convert first may take longer."""
OFFICE = frozenset({".doc", ".wps", ".rtf", ".odt", ".ofd", ".et", ".ods", ".xlsb"})
"""The suffixes of what LibreOffice may have to convert."""

_logger = logging.getLogger(__name__)
_workers = Workers()


def take_in_apart(  # noqa: PLR0913
    path: Path,
    *,
    organization: str = "",
    year: int | None = None,
    family: str = DEFAULT_FAMILY,
    seconds: float | None = None,
    with_blocks: bool = True,
    cancelled: Callable[[], bool] = lambda: False,
) -> Intake:
    """What `app.intake.take_in` gives, read apart; without `with_blocks` the file's own view stays behind.

    Any thread may call it, several at once: each has a child to itself. `cancelled` is asked ten times a second.

    Raises what `take_in` raises; UnreadableDocument also for a file that takes too long, needs too much memory or
    brings the reader down; Cancelled.
    """
    order = Order.of(
        path,
        organization=organization,
        year=year,
        family=family,
        seconds=seconds or (OFFICE_SECONDS if path.suffix.lower() in OFFICE else SECONDS),
        memory=MEMORY,
        with_blocks=with_blocks,
    )
    return _intake(order, _reply(order, cancelled))


def rest(kept: int = 0) -> None:
    """Ends the children that wait for a file, all but so many; the next file starts one again."""
    _workers.rest(kept)


def _reply(order: Order, cancelled: Callable[[], bool]) -> Reply:
    """What a child says; where one that had read other files before breaks down, a new one is asked once more."""
    try:
        with _workers.lent() as worker:
            was_used = worker.files > 0
            reply = _asked(worker, order, cancelled)
        if was_used and _is_doubtful(reply):
            with _workers.lent(is_new=True) as worker:
                reply = _asked(worker, order, cancelled)
    except NotStarted as error:
        text = _(
            "{file}: the program that reads files could not be started beside this one. The file is unchanged. Please "
            "close other programs and try again."
        )
        raise UnreadableDocument(text.format(file=order.path)) from error
    return reply


def _asked(worker: Worker, order: Order, cancelled: Callable[[], bool]) -> Reply:
    try:
        return worker.ask(order, cancelled)
    except TooSlow:
        return Refusal(UnreadableDocument, _too_slow(order))
    except Ended:
        return Refusal(UnreadableDocument, _ended(order), is_spent=True)
    except Cancelled as error:
        raise Cancelled(_("{file}: reading was cancelled.").format(file=order.path)) from error


def _is_doubtful(reply: Reply) -> bool:
    """Whether what earlier files left behind in the child may be to blame."""
    return isinstance(reply, Refusal) and reply.is_spent


def _intake(order: Order, reply: Reply) -> Intake:
    if isinstance(reply, Read):
        return reply.intake()
    if isinstance(reply, Fault):
        _logger.error("%s\n%s", order.path, reply.trace)
        raise UnreadableDocument(_fault(order))
    raise _error(reply)


def _error(refusal: Refusal) -> AppError:
    """The error that was raised in the child: its kind, its words."""
    try:
        return refusal.kind(refusal.words)
    except TypeError:  # a kind that takes more than words
        return UnreadableDocument(refusal.words)


def _too_slow(order: Order) -> str:
    text = _(
        "{file}: after {seconds} seconds it was still not read to its end, and reading was stopped. The file is "
        "unchanged. Please open it in Word or WPS, save it anew as .docx and try again."
    )
    return text.format(file=order.path, seconds=round(order.seconds))


def _ended(order: Order) -> str:
    text = _(
        "{file}: reading it broke off, as the file seems to be damaged. The file is unchanged, nothing else was "
        "touched. Please open it in Word or WPS, save it anew as .docx and try again."
    )
    return text.format(file=order.path)


def _fault(order: Order) -> str:
    text = _(
        "{file}: the program has a fault and cannot read this file. The file is unchanged. Please report the fault "
        "with the file, or open it in Word or WPS, save it anew as .docx and try again."
    )
    return text.format(file=order.path)


__all__ = ["Cancelled", "rest", "take_in_apart", "MEMORY", "OFFICE", "OFFICE_SECONDS", "SECONDS"]
