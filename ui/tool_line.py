"""A title and what can be done below it, in one line."""

from PySide6.QtWidgets import QWidget

from ui.buttons import Button
from ui.flow import FlowLine

_GAP = 4
"""Between icon and words of a button."""


class ToolLine(FlowLine):
    """Its last acts lose their words, not their icons, before another line is begun: the text below never moves."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words: dict[Button, str] = {}

    def add_act(self, button: Button) -> None:
        """One more act, with icon and words."""
        self._words[button] = button.text()
        button.setAccessibleName(button.text())
        self.add(button)

    def _fit(self) -> None:
        shown, over = dict(self._words), self.least_line() + sum(map(self._lost, self._words)) - self.width()
        for button in reversed(self._words):
            if over <= 0:
                break
            over -= _wide(button, shown[button])
            shown[button] = ""
        for button, text in shown.items():
            button.setText(text)
        super()._fit()

    def _lost(self, button: Button) -> int:
        """How much wider a button is with its words than it is now."""
        return 0 if button.text() else _wide(button, self._words[button])


def _wide(button: Button, text: str) -> int:
    return button.fontMetrics().horizontalAdvance(text) + _GAP
