"""PDF among the formats in which a report can be written. Qt is loaded when the first one is."""

from collections.abc import Sequence

from app.blocks import Block
from app.carrier import Identity
from app.errors import AppError
from app.i18n import _
from app.layout import Layout
from app.writers import offer


def offer_pdf() -> None:
    """Adds PDF to the formats; what else is needed for it is missed only when one is to be written."""
    offer(".pdf", _write, _read_back, _held)


def _write(blocks: Sequence[Block], layout: Layout, identity: Identity) -> bytes:
    try:
        from ui.paper.pdf import write_pdf
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "PySide6":
            raise
        text = _("A PDF needs PySide6-Essentials, which is not installed here. No file was written; .docx needs none.")
        raise AppError(text) from error
    return write_pdf(blocks, layout, identity)


def _read_back(content: bytes) -> tuple[Block, ...]:
    from app.writers.pdf import read_back

    return read_back(content)


def _held(blocks: Sequence[Block]) -> Sequence[Block]:
    from app.writers.pdf import held

    return held(blocks)
