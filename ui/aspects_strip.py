"""What a narrative must speak of, as a strip above it: each aspect found, begun, or still missing."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QWidget

from app.aspects import AspectFound
from app.i18n import _
from ui.buttons import Button
from ui.flow import FlowLine
from ui.icons import icon
from ui.pages.base import words


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
        label = words(_("To be covered"), "faint")
        label.setContentsMargins(2, 7, 6, 0)
        self.add(label)
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
            button.setEnabled(one.paragraph is not None or not is_locked)
        self.setVisible(bool(found))

    def _button(self) -> Button:
        button = Button("", "", "link", self)
        button.setIconSize(QSize(14, 14))
        button.clicked.connect(self._on_clicked)
        self.add(button)
        return button

    def _on_clicked(self) -> None:
        self.chosen.emit(self._found[self._buttons.index(self.sender())])  # type: ignore[arg-type]


def _dress(button: Button, found: AspectFound) -> None:
    """Icon and words of how far an aspect is; the icon's form tells it as well as its colour."""
    state, sign, colour, tip = _state(found)
    label = found.aspect.label
    button.setObjectName(f"aspect.{found.aspect.id}")
    button.setText(label)
    button.setIcon(icon(sign, colour))
    button.setAccessibleName(_("{aspect}: {state}").format(aspect=label, state=state))
    button.setToolTip(tip.format(aspect=label))


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
