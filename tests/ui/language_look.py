"""What a page says and what of it has no room, taken down while it is shown.

Usage: language_look.py FILE shows all of `language_pages` in the language that the environment asks for, and writes
what was taken down into a JSON file.
"""

import importlib.util
import json
import sys
import tempfile
from dataclasses import asdict, dataclass, field
from pathlib import Path

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAction, QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPushButton,
    QRadioButton,
    QTabBar,
    QTextEdit,
    QTreeView,
    QWidget,
)  # fmt: skip

from ui.buttons import ElidedLabel
from ui.choice_table import ChoiceTable
from ui.fitted_label import FittedLabel
from ui.wrapped import WrappedButton

MOST_ROWS, SHORT = 60, 18
MARGIN = 6
"""What a head keeps free on each side, at least."""


@dataclass
class Seen:
    """Each text with its first place, the classes that were shown, and what had no room with its first page."""

    texts: dict = field(default_factory=dict)
    classes: list = field(default_factory=list)
    cut: dict = field(default_factory=dict)

    def say(self, text, where):
        if isinstance(text, str) and text.strip():
            self.texts.setdefault(text, where)


def look(found, name, root):
    """Takes down what a page says, and what of it has no room."""
    for widget in [root, *root.findChildren(QWidget)]:
        found.classes += [c.__name__ for c in type(widget).__mro__ if c.__name__ not in found.classes]
        if not widget.isVisible():
            continue
        where = f"{name}: {type(widget).__name__} “{widget.objectName()}”"
        for text in said(widget):
            found.say(text, where)
        if reason := lack_of_room(widget):
            found.cut.setdefault(f"{type(widget).__name__} “{widget.objectName()}”: {reason}", name)
    for action in root.findChildren(QAction):
        if not hasattr(action.parent(), "isVisible") or action.parent().isVisible():
            found.say(action.text(), f"{name}: action “{action.objectName()}”")
            found.say(action.toolTip(), f"{name}: action “{action.objectName()}”")


def said(widget):
    """Every text of a widget that is read or heard."""
    yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription())
    if widget.isWindow():
        yield widget.windowTitle()
    for kind, texts in TEXTS.items():
        if isinstance(widget, kind):
            yield from texts(widget)


def spoken(view):
    """What the model of a view says, and its heads; of a dialog for files the heads alone."""
    model = view.model()
    if model is None or isinstance(view, QHeaderView):
        return
    across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
    for orientation, count in ((across, _columns(model)), (down, model.rowCount())):
        yield from (model.headerData(at, orientation) for at in range(min(count, MOST_ROWS)))
    open_nodes = [] if isinstance(view.window(), QFileDialog) else [view.rootIndex()]
    while open_nodes:
        parent = open_nodes.pop()
        for row in range(min(model.rowCount(parent), MOST_ROWS)):
            for column in range(_columns(model, parent)):
                yield from (model.index(row, column, parent).data(role) for role in ROLES)
            if isinstance(view, QTreeView):
                open_nodes.append(model.index(row, 0, parent))


def _columns(model, parent=None):
    return 1 if isinstance(model, QAbstractListModel) else model.columnCount(parent or QModelIndex())


ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
TEXTS = {
    QLabel: lambda it: [it.text()],
    QAbstractButton: lambda it: [it.text()],
    QGroupBox: lambda it: [it.title()],
    QMenu: lambda it: [it.title()],
    QMessageBox: lambda it: [it.text(), it.informativeText()],
    QLineEdit: lambda it: [it.placeholderText(), it.text() if it.isReadOnly() else ""],
    QTextEdit: lambda it: [it.placeholderText(), it.toPlainText() if it.isReadOnly() else ""],
    QComboBox: lambda it: [it.itemText(row) for row in range(it.count())],
    QTabBar: lambda it: [it.tabText(tab) for tab in range(it.count())],
    QAbstractItemView: spoken,
}
"""What a kind of widget says besides its tooltip and its name."""


def lack_of_room(widget):
    """Why the words of a widget have no room; "" where they have."""
    for kind, needs in NEEDS.items():
        if isinstance(widget, kind):
            for words, needed, room in needs(widget):
                if needed > room + 1:
                    return f"“{words}” needs {needed}, there are {room}"
    return _cut(widget) if isinstance(widget, QAbstractButton | QLabel | QLineEdit | QComboBox) else ""


def _cut(widget):
    """How much of a widget lies outside of what it stands in."""
    region = widget.visibleRegion()
    if region.isEmpty() or _scrolls(widget):
        return ""
    lost = widget.rect().size() - region.boundingRect().size()
    return f"it is cut by {lost.width()} × {lost.height()}" if max(lost.width(), lost.height()) > 2 else ""


def _button(button):
    if not isinstance(button, WrappedButton) and button.text():
        yield button.text(), button.sizeHint().width(), button.width()


def _label(label):
    if isinstance(label, FittedLabel | ElidedLabel) or not label.text():
        return  # made to be cut: the tooltip has the words whole
    if label.wordWrap():
        if not _scrolls(label):
            yield label.text(), label.heightForWidth(label.width()), label.height()
    else:
        yield label.text(), label.sizeHint().width(), label.width()


def _field(field):
    if field.placeholderText() and not field.text():
        yield field.placeholderText(), field.fontMetrics().horizontalAdvance(field.placeholderText()), field.width() - 8


def _choice(box):
    yield box.currentText(), box.fontMetrics().horizontalAdvance(box.currentText()) + 24, box.width()


def _head(head):
    if type(head) is not QHeaderView or head.orientation() != Qt.Orientation.Horizontal or head.model() is None:
        return
    for at in (at for at in range(head.count()) if not head.isSectionHidden(at)):
        text = str(head.model().headerData(at, Qt.Orientation.Horizontal) or "")
        widest = max(map(head.fontMetrics().horizontalAdvance, text.split("\n")))
        yield text, widest + 2 * MARGIN, head.sectionSize(at)


def _cells(table):
    """The short texts of a list; long ones, as the names of bodies, are cut and have their tooltip."""
    model = table.model()
    for row in range(min(model.rowCount() if model else 0, MOST_ROWS)):
        for column in (at for at in range(_columns(model)) if not table.isColumnHidden(at)):
            text = str(model.index(row, column).data() or "")
            if len(text) <= SHORT:
                yield text, table.fontMetrics().horizontalAdvance(text) + MARGIN, table.columnWidth(column)


NEEDS = {QPushButton: _button, QCheckBox: _button, QRadioButton: _button, QLabel: _label, QLineEdit: _field,
         QComboBox: _choice, QHeaderView: _head, ChoiceTable: _cells}  # fmt: skip
"""The words of a kind of widget, how much room they need and how much they have."""


def _scrolls(widget):
    """Whether a widget stands where one can scroll to it."""
    above = widget.parentWidget()
    while above is not None and not above.isWindow():
        if isinstance(above, QAbstractScrollArea):
            return True
        above = above.parentWidget()
    return False


def main(file):
    from ui.application import make_application

    spec = importlib.util.spec_from_file_location("language_pages", Path(__file__).with_name("language_pages.py"))
    pages = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(pages)
    found, was = Seen(), QPainter.drawText

    def draw(painter, *given):
        for one in given:
            found.say(one, "painted")
        return was(painter, *given)

    QPainter.drawText = draw
    with tempfile.TemporaryDirectory() as own:
        pages.keep_apart(own)
        for name, widget in pages.pages(make_application()):
            look(found, name, widget)
    Path(file).write_text(json.dumps(asdict(found), ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
