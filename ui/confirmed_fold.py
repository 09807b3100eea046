"""What was confirmed, folded below the findings: each with its reason, and a way to take it back."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.causes import Group
from app.i18n import _, n_
from ui.buttons import Button
from ui.widgets import frame, scrolling, words
from ui.wrapped import WrappedButton

_HIGHEST, _SHARE = 220, 3
_LONGEST = 120


class ConfirmedFold(QWidget):
    """A line that says how many findings are confirmed; pressed, it shows them.

    Signals:
        taken_back(object): the clerk wants this group of findings open again.
    """

    taken_back = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[tuple[Group, str], ...] = ()
        self._is_locked = False
        self._backs: list[WrappedButton] = []
        self.head = Button("", "confirmed", "link")
        self.head.clicked.connect(self._on_head)
        self._rows = QVBoxLayout()
        self._area = self._make_area()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.head, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._area)
        self._area.hide()
        self.hide()

    def show_groups(self, groups: Sequence[tuple[Group, str]], *, is_locked: bool) -> None:
        """Shows these groups, each with its reason; nothing is to be seen without any."""
        now = tuple(groups)
        if now == self._shown and is_locked == self._is_locked:
            return
        self._shown, self._is_locked = now, is_locked
        self.setVisible(bool(now))
        self._show_head()
        self._show_rows()

    def fit(self, height: int) -> None:
        """Takes no more than its share of a height: what is open comes first."""
        self._area.setFixedHeight(min(_HIGHEST, height // _SHARE))

    def _make_area(self) -> QWidget:
        inner = QWidget()
        self._rows = QVBoxLayout(inner)
        self._rows.setContentsMargins(0, 0, 4, 0)
        self._rows.setSpacing(8)
        area = scrolling(inner)
        area.setObjectName("confirmed_rows")
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return area

    def _on_head(self) -> None:
        self._area.setVisible(self._area.isHidden())
        self._show_head()
        self._show_rows()

    def _show_head(self) -> None:
        """The line in words; whether what is below is shown is read aloud too."""
        count = sum(group.count for group, _reason in self._shown)
        text = n_("{count} confirmed", "{count} confirmed", count).format(count=count)
        is_open = not self._area.isHidden()
        self.head.setText(text)
        self.head.set_picture("down" if is_open else "next")
        said = _("{text} (unfolded)") if is_open else _("{text} (folded)")
        self.head.setAccessibleName(said.format(text=text))

    def _show_rows(self) -> None:
        """Makes the rows anew; only where they are seen."""
        while self._rows.count():
            row = self._rows.takeAt(0).widget()
            if row is not None:  # a stretch has none
                row.hide()
                row.deleteLater()
        self._backs.clear()
        if self._area.isHidden():
            return
        for number, (group, reason) in enumerate(self._shown):
            self._rows.addWidget(self._row(number, group, reason))
        self._rows.addStretch(1)

    def _row(self, number: int, group: Group, reason: str) -> QWidget:
        row = frame("")
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(words(_cut(group.whole_title), wraps=True))
        column.addWidget(words(_("Reason: {reason}").format(reason=reason or _("none given")), "faint", wraps=True))
        if not self._is_locked:
            back = WrappedButton(_("Take back"), f"take_back_{number}", "link")
            back.setAccessibleName(_("Take back: {title}").format(title=group.whole_title))
            back.clicked.connect(self._on_back)
            self._backs.append(back)
            column.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        return row

    def _on_back(self) -> None:
        pressed = self.sender()
        number = next(number for number, back in enumerate(self._backs) if back is pressed)
        self.taken_back.emit(self._shown[number][0])


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
