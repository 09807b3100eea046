"""What stands below the pages of the preview: whose copy it is, what it may be used for, what a click does."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from app.i18n import _
from ui.flow import Flow
from ui.widgets import frame, set_role


class Sentence(QLabel):
    """Words on one line where there is room, else on as many as they need: nothing of them is cut."""

    def __init__(self, text: str = "", role: str = "") -> None:
        super().__init__(text)
        self.setProperty("role", role)
        self.setWordWrap(True)

    # Qt's names from here on

    def sizeHint(self) -> QSize:
        """The whole on one line; Qt itself would have words that wrap as a square."""
        self.ensurePolished()
        width = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(width + 2, super().minimumSizeHint().height())


def foot(copies: QComboBox, copy: Sentence) -> QWidget:
    """The choice of copies, what is said of the chosen one, and how the pages are used."""
    made = frame("bar")
    flow = Flow(made, spacing=12)
    hint = _("Click, or ↑ ↓ and Enter, to go there and mend it. Lines and pages may end elsewhere in Word.")
    for widget in (copies, copy, Sentence(hint, "faint")):
        flow.add(widget)
    line = QHBoxLayout(made)
    line.setContentsMargins(16, 4, 16, 4)
    line.addWidget(flow)
    return made


def tell_copy(label: Sentence, copy: str) -> None:
    """Says what a copy is."""
    text, role = {
        "filing": (_("Filing copy: nothing must be mended."), "good"),
        "review": (_("For the leader, marked as such with the time"), "faint"),
    }.get(copy, (_("Draft copy, marked as such: something must be mended before it can be filed."), "warning"))
    label.setText(text)
    set_role(label, "role", role)
