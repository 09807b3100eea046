"""The report of a session on pages: as filing copy where nothing must be mended, else as a draft that says so.

Or as a copy for the leader, whatever its state.
"""

from dataclasses import dataclass
from datetime import datetime

from app.blocks import Block
from app.export import must_be_mended
from app.layout import Layout, layouts, load
from app.report import CopyKind, compose, report_title
from ui.paper.fonts import fonts
from ui.paper.page import Page, Place
from ui.paper.pages import pages
from ui.printed_parts import placed
from ui.session import DraftSession


@dataclass(frozen=True, slots=True)
class Sheets:
    """Pages, and what copy they are."""

    copy: CopyKind
    title: str
    author: str
    pages: tuple[Page, ...]

    @property
    def places(self) -> tuple[Place, ...]:
        """What can be gone to, from top to bottom and left to right, each once."""
        items = [
            (page.number, round(one.top), one.left, one.place)
            for page in self.pages
            for one in page.boxes
            if one.address
        ]
        return tuple(dict.fromkeys(place for _page, _top, _left, place in sorted(items)))


def sheets(session: DraftSession, layout: Layout, *, for_leader: bool = False) -> Sheets:
    """The report as it stands now; a copy for the leader tells when it was made."""
    copy: CopyKind = "review" if for_leader else _as_it_stands(session)
    mark = layout.mark(copy, now=datetime.now().astimezone())
    blocks: list[Block] = [placed(session.form, one) for one in compose(session.filing, copy, mark)]
    title, author = report_title(session.filing), session.filing.draft.organization
    return Sheets(copy, title, author, pages(blocks, layout, fonts().widths))


def usual_layout(session: DraftSession) -> Layout:
    """The layout of the last export; the national one before any, and where that layout is no longer there."""
    last = session.likings.layout
    return next((one for one in layouts() if one.id == last), None) or load()


def _as_it_stands(session: DraftSession) -> CopyKind:
    return "draft" if must_be_mended(session.filing, session.last) else "filing"
