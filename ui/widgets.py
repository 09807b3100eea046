"""Small widgets in the roles of the style sheet, of which pages, dialogs and screens are made."""

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QLabel, QScrollArea, QSizePolicy, QWidget

Framed = TypeVar("Framed", bound=QWidget)


def words(text: str, role: str = "", *, wraps: bool = False) -> QLabel:
    """A label of plain text in one of the style sheet's roles."""
    label = QLabel(text)
    label.setProperty("role", role)
    label.setWordWrap(wraps)
    return label


def fit_height(dialog: QDialog) -> None:
    """Makes a dialog high enough for words that wrap: Qt itself gives it two thirds of the screen at most."""
    layout = dialog.layout()
    needed = layout.totalHeightForWidth(dialog.width()) if layout else 0
    if needed > dialog.height():
        dialog.resize(dialog.width(), needed)


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
