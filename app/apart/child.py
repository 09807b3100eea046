"""What runs in the child: one order after the other, until the parent has no more or is gone."""

import tempfile
import threading
import traceback
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from os import getpid
from shutil import rmtree

from app.apart.limits import MEGABYTE, end, limit, stand_apart
from app.apart.order import Fault, Order, Read, Refusal, Reply
from app.errors import AppError, UnreadableDocument
from app.i18n import _

READY = "ready"


def serve(connection: Connection, folder: str) -> None:
    """Takes in what is ordered; `folder` is for files that last as long as the child."""
    stand_apart()
    tempfile.tempdir = folder
    threading.Thread(target=_end_with_parent, args=(folder,), daemon=True).start()
    import app.match
    import app.readers.docx  # noqa: F401  with lxml, while nobody waits for a file

    connection.send(READY)
    while (order := _next(connection)) is not None:
        connection.send(_reply(order))
    rmtree(folder, ignore_errors=True)


def _next(connection: Connection) -> Order | None:
    try:
        order = connection.recv()
    except (EOFError, OSError):
        return None
    return order if isinstance(order, Order) else None


def _reply(order: Order) -> Reply:
    try:
        return _taken(order)
    except MemoryError:
        return Refusal(UnreadableDocument, _too_much(order), is_spent=True)
    except AppError as error:
        return Refusal(type(error), str(error))
    except OSError:
        text = _("{file}: the file cannot be opened. Please check that you may read it.")
        return Refusal(UnreadableDocument, text.format(file=order.path))
    except Exception:  # noqa: BLE001  the parent logs it
        return Fault(traceback.format_exc())


def _taken(order: Order) -> Reply:
    from app.intake import take_in

    order.settle()
    limit(order.memory, order.seconds)
    intake = take_in(order.path, organization=order.organization, year=order.year, family=order.family)
    return Read.of(intake, order.with_blocks)


def _too_much(order: Order) -> str:
    text = _(
        "{file}: reading it takes more than {size} MB of memory, far more than any report, and was stopped. The file "
        "is unchanged. Please open it in Word or WPS, save it anew as .docx and try again."
    )
    return text.format(file=order.path, size=order.memory // MEGABYTE)


def _end_with_parent(folder: str) -> None:
    """Waits for the parent to be gone, and goes with all that was started here, whatever is being read."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        rmtree(folder, ignore_errors=True)
        end(getpid())
