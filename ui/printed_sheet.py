"""The whole report as a sheet of paper, part by part, each with its button to change it."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from app.form import Address
from app.i18n import _
from app.layout import Layout
from ui.buttons import Button
from ui.icons import icon
from ui.printed import document, text_width
from ui.printed_part import PartView
from ui.printed_parts import Part
from ui.printed_remarks import Remark, remarks_on
from ui.style import theme

_LARGEST, _SMALLEST = 1.15, 0.62
"""The scale at which the paper is shown: a little over its true size where there is room, never too small to read."""
_LEAST_MARGIN, _EDGE = 34, 8
_TOP, _ABOVE = 24, 24
_BY_TAB = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class Sheet(QScrollArea):
    """The report on paper, white in every theme. Tab goes from part to part.

    Signals:
        part_chosen(str): the clerk wants to change the part of this id.
        place_chosen(str): the clerk wants to go to this address.
    """

    part_chosen = Signal(str)
    place_chosen = Signal(str)

    def __init__(self, layout: Layout, verb: str, picture: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sheet")
        self.setAccessibleName(_("The report as it will be printed"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._paper = _Paper(layout)
        self.setWidget(self._paper)
        self._verb, self._picture = verb, picture
        self._shown: dict[str, tuple[object, ...]] = {}
        self.buttons: dict[str, Button] = {}
        self.views: dict[str, PartView] = {}

    def show_parts(self, parts: Sequence[Part], remarks: Mapping[Address, Remark]) -> None:
        """Shows the parts; only those are set anew that read otherwise, or of which something else is to be said."""
        elsewhere = frozenset[Address]().union(*(part.addresses for part in parts))
        for part in parts:
            here = remarks_on(part, remarks, elsewhere)
            if part.id not in self.views:
                self._add(part)
            if self._shown.get(part.id) != (part.blocks, here):
                self._shown[part.id] = (part.blocks, here)
                self._set(part, here)
        self._drop({part.id for part in parts})
        self._paper.order = [(self.views[part.id], self.buttons[part.id]) for part in parts]
        self._order_tabs()
        self._lay_out()

    def copy(self) -> None:
        """Puts the words that are chosen on the clipboard."""
        text = next((view.chosen_text for view in self.views.values() if view.chosen_text), "")
        if text:
            QGuiApplication.clipboard().setText(text)

    def _add(self, part: Part) -> None:
        view = PartView(self._paper)
        view.place_chosen.connect(self.place_chosen)
        view.words_chosen.connect(self._on_words_chosen)
        button = Button(self._verb, f"edit_{part.id}", "link", self._paper)
        button.setIcon(icon(self._picture, "accent"))
        button.clicked.connect(self._on_button)
        button.installEventFilter(self)
        button.setAccessibleName(_("{verb} {part}").format(verb=self._verb, part=part.name))
        self.views[part.id], self.buttons[part.id] = view, button
        view.show()
        button.show()

    def _set(self, part: Part, remarks: Mapping[Address, Remark]) -> None:
        view, marks = self.views[part.id], {address: remark.severity for address, remark in remarks.items()}
        may_be = _("({part}: nothing written yet, it may be left out)").format(part=part.name)
        blank = may_be if part.is_left_out else _("(not filled yet)")
        view.show_document(document(part.blocks, self._paper.layout_, marks, blank), remarks)
        view.setAccessibleName(part.name)
        view.setAccessibleDescription(part.text)
        said = dict.fromkeys(line for remark in remarks.values() for line in remark.text.split("\n"))
        self.buttons[part.id].setAccessibleDescription("\n".join(said))

    def _drop(self, kept: set[str]) -> None:
        for id in [id for id in self.views if id not in kept]:
            for widget in (self.views.pop(id), self.buttons.pop(id)):
                widget.hide()
                widget.deleteLater()
            del self._shown[id]

    def _order_tabs(self) -> None:
        before: QWidget = self
        for _view, button in self._paper.order:
            QWidget.setTabOrder(before, button)
            before = button

    def _lay_out(self) -> None:
        """Sets the paper to the width there is; what was at the top of the window stays there."""
        bar, before = self.verticalScrollBar(), self._paper.height()
        share = bar.value() / before if before > 0 else 0.0
        was = self._paper.width()
        self._paper.lay_out(self.viewport().width())
        if self._paper.width() != was:
            bar.setValue(round(share * self._paper.height()))

    def _on_words_chosen(self) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        for view in self.views.values():
            if view is not self.sender():
                view.choose(all_=False)

    def _on_button(self) -> None:
        self.part_chosen.emit(self.sender().objectName().removeprefix("edit_"))

    # Qt's names from here on

    def sizeHint(self) -> QSize:
        """Room to read; it takes what there is."""
        return QSize(520, 320)

    def minimumSizeHint(self) -> QSize:
        """Less is scrolled."""
        return QSize(300, 160)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Shows the focus at the edge of the paper."""
        super().focusInEvent(event)
        self._paper.show_edge(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Shows that it is gone."""
        super().focusOutEvent(event)
        self._paper.show_edge(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fits the paper to the new width."""
        super().resizeEvent(event)
        self._lay_out()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Brings the part to which Tab has led to the top; one to which the clerk comes back stays where it was."""
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusIn and event.reason() in _BY_TAB:
            assert isinstance(watched, QWidget)
            self.verticalScrollBar().setValue(watched.y() - _ABOVE)
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        """Takes the keys for copying before the menu does."""
        keys = event if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride else None
        if keys is None or not keys.matches(QKeySequence.StandardKey.Copy):
            return super().event(event)
        keys.accept()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copies, and goes to the beginning or the end; the other keys scroll."""
        bar = self.verticalScrollBar()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() == Qt.Key.Key_Home:
            bar.setValue(bar.minimum())
        elif event.key() == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        else:
            super().keyPressEvent(event)


class _Paper(QWidget):
    """The white sheet with its parts below one another, the buttons beside it."""

    def __init__(self, layout: Layout) -> None:
        super().__init__()
        self.layout_ = layout
        self.order: list[tuple[PartView, Button]] = []
        self._white = self._left = 0
        self._has_edge = False

    def show_edge(self, shown: bool) -> None:
        """Shows at the edge that the keys scroll the paper, or that they do not."""
        self._has_edge = shown
        self.update()

    def lay_out(self, width: int) -> None:
        """Places everything for a window of this width."""
        gutter = max((button.sizeHint().width() for _view, button in self.order), default=0) + _EDGE
        text = text_width(self.layout_)
        largest = _LARGEST * max(1.0, self.font().pointSizeF() / 10)
        room = width - gutter - _EDGE
        scale = min(max((room - 2 * _LEAST_MARGIN) / text, _SMALLEST), largest)
        margin = min(max((room - text * scale) / 2, _LEAST_MARGIN), self.layout_.page.left / 25.4 * 96 * scale)
        self._white = round(text * scale + 2 * margin)
        whole = max(width, self._white + gutter + _EDGE)
        self._left, y = (whole - self._white - gutter) // 2, round(_TOP * scale) + _EDGE
        for view, button in self.order:
            size = view.lay_out(scale, margin)
            view.setGeometry(self._left, y, self._white, max(size.height(), button.sizeHint().height()))
            button.move(self._left + self._white + _EDGE // 2, y + view.top)
            button.resize(button.sizeHint())
            y += view.height()
        self.resize(whole, y + round(_TOP * scale) + _EDGE)
        self.update()

    # Qt's names from here on

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the paper."""
        if not self._white:
            return
        painter = QPainter(self)
        painter.setPen(QPen(QColor(theme().accent), 2) if self._has_edge else QPen(QColor(theme().line), 1))
        painter.setBrush(QColor("white"))
        painter.drawRect(self._left, _EDGE // 2, self._white - 1, self.height() - _EDGE)
        painter.end()
