"""What every part of a page offers the wizard."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.form import Address, Section
from ui.session import DraftSession


@dataclass(frozen=True, slots=True)
class PageAct:
    """Something that a page offers the Edit menu: words, keys as they are shown there, icon."""

    text: str
    do: Callable[[], object]
    keys: str = ""
    icon: str = ""
    is_enabled: bool = True


class SectionPage(QWidget):
    """One section to be filled.

    Signals:
        place_entered(str): the clerk is now at this address.
        find_wanted(): the clerk wants to find words in the texts of the report.
    """

    place_entered = Signal(str)
    find_wanted = Signal()

    def __init__(self, section: Section, session: DraftSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.section = section
        self.session = session

    def commit(self) -> None:
        """Takes over what is typed and not yet entered."""

    def go_to(self, address: Address) -> bool:
        """Puts the clerk at an address; False where it is not here."""
        return False

    def acts(self) -> tuple[PageAct, ...]:
        """What can be done with the section as a whole or with what is chosen in it."""
        return ()
