"""What every part of a page offers the wizard, and the card that it stands on."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy, QWidget

from app.form import Address, Section
from ui.session import DraftSession

Framed = TypeVar("Framed", bound=QWidget)


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


def words(text: str, role: str = "", *, wraps: bool = False) -> QLabel:
    """A label of plain text in one of the style sheet's roles."""
    label = QLabel(text)
    label.setProperty("role", role)
    label.setWordWrap(wraps)
    return label


def frame(role: str) -> QFrame:
    """A frame in one of the style sheet's roles."""
    made = QFrame()
    made.setProperty("role", role)
    return made


def filling(widget: Framed) -> Framed:
    """The widget made to take all the room there is; QWizard gives a page only what its card asks for."""
    widget.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
    return widget


def scrolling(widget: QWidget) -> QScrollArea:
    """The widget in an area that scrolls where the screen is too low for it."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(widget)
    return filling(area)


def set_role(widget: QWidget, name: str, value: str) -> None:
    """Sets a property that the style sheet reads, and has the widget drawn by it."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):  # one not yet shown will read it when it is
        widget.style().unpolish(widget)
        widget.style().polish(widget)
