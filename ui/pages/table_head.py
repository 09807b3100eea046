"""The line above a table: its title, what is to be known of its figures, the acts on it as a whole."""

from collections.abc import Iterator, Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from app.form import Section
from ui.buttons import Button
from ui.widgets import set_role, words

_BETWEEN = "　·　"
_GAP = 8
_ABOVE = 5
_SHORTEST = 2

Words = tuple[str, str, int]
"""The title, what stands behind it, and how far the words on the buttons are shortened."""


class TableHead(QWidget):
    """One line whatever its width: where there is little room, all of it is said in fewer words."""

    def __init__(self, section: Section, said: Sequence[str], acts: Sequence[QAbstractButton]) -> None:
        super().__init__()
        self._section, self._said, self._legend = section, tuple(said), ""
        self._acts = tuple(acts)
        self._names: dict[QAbstractButton, tuple[str, str, str]] = {}
        self.title, self.about = words("", "title"), words("", "faint")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(_GAP)
        for label in (self.title, self.about):
            label.setMinimumWidth(1)  # what it says never makes the window wider
            line.addWidget(label)
        self.about.hide()  # never shown before it stands in the line
        line.addStretch()
        for act in acts:
            act.setMaximumHeight(act.fontMetrics().height() + 2 * _ABOVE)
            line.addWidget(act)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(max(act.maximumHeight() for act in acts))
        self.title.setAccessibleName(section.title)

    def set_dense(self, dense: bool) -> None:
        """Says the title in ordinary letters, on a low screen, or in those of a title."""
        set_role(self.title, "role", "strong" if dense else "title")
        self._fit()

    def explain(self, legend: str) -> None:
        """Says what the signs in the cells mean."""
        self._legend = legend
        self._fit()

    def name(self, button: Button, count: int, text: str, short: str) -> None:
        """Gives a button its words, and fewer where there is little room; at the very least its icon and the count."""
        names = (text, short, f"({count})")
        if self._names.get(button) != names:
            self._names[button] = names
            button.setAccessibleName(text)
            self._fit()

    def _ways(self) -> Iterator[Words]:
        """What can be said, the most first; what the signs mean goes before the title as the law has it."""
        title, short = self._section.title, self._section.short or self._section.title
        everything, unit, legend = (*self._said, self._legend), (*self._said[:1], self._legend), (self._legend,)
        yield from ((title, said, level) for said in map(_joined, (everything, unit, legend)) for level in (0, 1))
        yield from ((short, _joined(said), 1) for said in (unit, legend, ()))
        yield short, "", _SHORTEST

    def _fit(self) -> None:
        title, about, level = next((way for way in self._ways() if self._width(way) <= self.width()), self._least())
        self.title.setText(title)
        self.about.setText(about)
        self.about.setVisible(bool(about))
        for button, names in self._names.items():
            button.setText(names[level])

    def _least(self) -> Words:
        return list(self._ways())[-1]

    def _width(self, way: Words) -> int:
        """The room that these words need."""
        title, about, level = way
        texts = {button: names[level] for button, names in self._names.items()}
        shown = [act for act in self._acts if not act.isHidden()]
        around = (act.sizeHint().width() - _wide(act, act.text()) for act in shown)
        acts = sum(around) + sum(_wide(act, texts.get(act, act.text())) for act in shown)
        return _wide(self.title, title) + _wide(self.about, about) + acts + _GAP * (len(shown) + 2)

    # Qt's names from here on

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Says as much as the width at hand allows."""
        super().resizeEvent(event)
        self._fit()


def _joined(said: Sequence[str]) -> str:
    return _BETWEEN.join(filter(None, said))


def _wide(widget: QWidget, text: str) -> int:
    widget.ensurePolished()
    return widget.fontMetrics().horizontalAdvance(text.replace("&", ""))
