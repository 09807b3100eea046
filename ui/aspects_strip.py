"""What a narrative must speak of, as a strip above it: each aspect found, begun, or still missing."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QWidget

from app.aspects import AspectFound
from app.i18n import _
from ui.buttons import Button
from ui.flow import FlowLine, is_low
from ui.icons import icon
from ui.widgets import words

_SHORTEST = "国国国…"


class AspectsStrip(FlowLine):
    """One button an aspect: it leads to the paragraph, or writes the heading that is missing.

    Signals:
        chosen(AspectFound): the clerk wants this aspect.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("aspects")
        self._found: tuple[AspectFound, ...] = ()
        self._buttons: list[Button] = []
        self._label = words(_("To be covered"), "faint")
        self._label.setContentsMargins(0, 0, 6, 0)
        self.add(self._label)
        self.hide()

    def show_aspects(self, found: Sequence[AspectFound], *, is_locked: bool = False) -> None:
        """Shows how things stand; a strip without aspects is not there."""
        if tuple(found) == self._found:
            return
        self._found = tuple(found)
        while len(self._buttons) > len(found):
            button = self._buttons.pop()
            self.drop(button)
            button.deleteLater()
        while len(self._buttons) < len(found):
            self._buttons.append(self._button())
        for button, one in zip(self._buttons, found, strict=True):
            _dress(button, one)
            button.setText(one.aspect.label)
            button.setEnabled(one.paragraph is not None or not is_locked)
        self.setVisible(bool(found))
        self._fit()

    def _button(self) -> Button:
        button = Button("", "", "link", self)
        button.setIconSize(QSize(14, 14))
        button.clicked.connect(self._on_clicked)
        self.add(button)
        return button

    def _fit(self) -> None:
        """In a low window the strip is one line, in which long names are cut; elsewhere it takes the lines it needs."""
        metrics, texts = self.fontMetrics(), [one.aspect.label for one in self._found]
        widths, room = [metrics.horizontalAdvance(text) for text in texts], self._room()
        is_long = sum(widths) + self._label.sizeHint().width() > room
        most = _longest(widths, room) if is_long and is_low(self) else 0
        is_cut = most >= metrics.horizontalAdvance(_SHORTEST)
        for button, text in zip(self._buttons, texts, strict=True):
            button.setText(metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, most) if is_cut else text)
        self._label.setVisible(not is_cut)
        super()._fit()

    def _room(self) -> int:
        """What is left of the line for the names, and for the label before them."""
        metrics, gap = self.fontMetrics(), 2
        around = (button.sizeHint().width() - metrics.horizontalAdvance(button.text()) for button in self._buttons)
        return self.width() - sum(around) - gap * len(self._buttons)

    def _on_clicked(self) -> None:
        self.chosen.emit(self._found[self._buttons.index(self.sender())])  # type: ignore[arg-type]


def _dress(button: Button, found: AspectFound) -> None:
    """Icon and words of how far an aspect is; the icon's form tells it as well as its colour."""
    state, sign, colour, tip = _state(found)
    label = found.aspect.label
    button.setObjectName(f"aspect.{found.aspect.id}")
    button.setIcon(icon(sign, colour))
    button.setAccessibleName(_("{aspect}: {state}").format(aspect=label, state=state))
    button.setToolTip(tip.format(aspect=label))


def _longest(widths: Sequence[int], room: int) -> int:
    """To what width the longest must be cut so that all of them fit."""
    left, most = room, max(widths, default=0)
    for number, width in enumerate(sorted(widths)):
        most = left // (len(widths) - number)
        if width > most:
            return most
        left -= width
    return max(widths, default=0)


def _state(found: AspectFound) -> tuple[str, str, str, str]:
    if found.paragraph is None:
        tip = _("“{aspect}” is not spoken of yet. A click writes its heading at the right place.")
        return _("missing"), "add", "warning", tip
    if found.is_bare:
        return _("begun"), "begun", "warning", _("“{aspect}” has its heading, and no text yet. A click leads to it.")
    if found.how == "words":
        tip = _("“{aspect}” is spoken of, without a heading of its own. A click leads to it.")
        return _("spoken of"), "check", "good", tip
    return _("covered"), "check", "good", _("“{aspect}” has its paragraph. A click leads to it.")
