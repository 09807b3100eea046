"""What a paste will do, before it does: the table as it will be, what is not taken and why."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QShowEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QDialog, QHBoxLayout, QListView, QVBoxLayout, QWidget

from app.form import Section
from app.i18n import _, n_
from app.naming import name_of, table_name
from app.paste import Landing, Rejected
from ui.buttons import Button
from ui.icons import icon
from ui.models.landing_model import LandingModel, is_changed
from ui.session import DraftSession
from ui.table_view import TableView
from ui.widgets import words

_WIDTH, _HEIGHT = 1000, 720
_NARROW, _BESIDE = 480, 90
_LINES = 5
_LONGEST = 40


class PasteDialog(QDialog):
    """A picture of the section's table with the new values in it; Enter takes them, Escape leaves all as it is.

    Signals:
        taken(object): the Landing that the clerk has seen and wants.
    """

    taken = Signal(object)

    def __init__(self, section: Section, session: DraftSession, landing: Landing, parent: QWidget) -> None:
        super().__init__(parent)
        self.landing = landing
        self._section, self._session = section, session
        self.setObjectName("paste_preview")
        self.setWindowTitle(_("Paste into {table}").format(table=table_name(section)))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.view = self._picture() if landing.landed else None
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        self.summary = words(summary(landing), "strong", wraps=True)
        column.addWidget(self.summary)
        if self.view:
            column.addLayout(self._legend())
            column.addWidget(self.view, 3)
        if self._lines():
            column.addWidget(words(_("Please look at this:"), "strong"))
            column.addWidget(self._remarks(), 1)
        column.addLayout(self._bottom())
        room = parent.window().size()
        width, height = (_WIDTH, _HEIGHT) if self.view else (_NARROW, column.totalHeightForWidth(_NARROW))
        self.resize(min(width, room.width() - 60), min(height, room.height() - 40))

    def _picture(self) -> TableView:
        view = TableView(LandingModel(self._section, self._session, self.landing, self))
        view.setObjectName("paste_picture")
        view.setAccessibleName(_("The table as it will be"))
        return view

    def _legend(self) -> QHBoxLayout:
        """How the cells were found, and what the grounds in the picture mean."""
        first = name_of(self._session.form, self.landing.landed[0].address)
        by_place = _("Matched by place: the first value goes to {place}. The clipboard has no labels.")
        by_labels = _("Matched by the labels of rows and columns, whatever their order on the clipboard.")
        line = QHBoxLayout()
        told = by_labels if self.landing.by == "labels" else by_place.format(place=first)
        line.addWidget(words(told, "faint", wraps=True), 1)
        for is_there, text, role in (
            (any(not one.old for one in self.landing.landed), _("new value"), "good-chip"),
            (any(map(is_changed, self.landing.landed)), _("changed; small: what stands now"), "warning-chip"),
            (any(one.address for one in self.landing.rejected), _("not taken"), "bad-chip"),
        ):
            if is_there:
                line.addWidget(words(f"　{text}　", role))
        return line

    def _lines(self) -> list[QStandardItem]:
        """What is not taken and why, and what else is to be known, each by its own sign."""
        refused = [QStandardItem(icon("error", "error"), _line(one)) for one in self.landing.rejected]
        return refused + [QStandardItem(icon("info", "accent"), text) for text in self.landing.told]

    def _remarks(self) -> QListView:
        view = QListView()
        view.setObjectName("remarks")
        view.setAccessibleName(_("Not taken, and what else is to be known"))
        model = QStandardItemModel(view)
        for line in self._lines():
            model.appendRow(line)
        view.setModel(model)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setWordWrap(True)
        view.setResizeMode(QListView.ResizeMode.Adjust)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        line_height = view.fontMetrics().lineSpacing() + 4
        view.setMinimumHeight(min(model.rowCount(), 2) * line_height + 4)
        if self.view:
            view.setMaximumHeight(min(model.rowCount() + 1, _LINES) * line_height)
        else:
            view.setFixedHeight(min(self._high(view), 2 * _LINES * line_height))
        return view

    def _high(self, view: QListView) -> int:
        """What the remarks need in a narrow window."""
        room, metrics = QRect(0, 0, _NARROW - _BESIDE, 9999), view.fontMetrics()
        wrap = int(Qt.TextFlag.TextWordWrap)
        return sum(metrics.boundingRect(room, wrap, line.text()).height() + 6 for line in self._lines()) + 6

    def _bottom(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.addStretch()
        close = Button(_("Cancel") if self.landing.landed else _("Close"), "close")
        close.clicked.connect(self.reject)
        if self.landing.landed:
            take = Button(_("&Paste"), "take", "main")
            take.setDefault(True)
            take.clicked.connect(self._on_take)
            line.addWidget(take)
        line.addWidget(close)
        self._first = take if self.landing.landed else close
        return line

    def _on_take(self) -> None:
        self.taken.emit(self.landing)
        self.accept()

    # Qt's names from here on

    def showEvent(self, event: QShowEvent) -> None:
        """Shows the first cell that changes; Enter takes all."""
        super().showEvent(event)
        if self.view:
            order = {cell.address: number for number, cell in enumerate(self._session.form.cells_of(self._section))}
            landed = sorted(self.landing.landed, key=lambda one: order[one.address])
            changing = [one for one in landed if one.text != one.old] or landed
            self.view.choose((changing[0].address,))
            self.view.scrollTo(self.view.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)
        self._first.setFocus()


def summary(landing: Landing) -> str:
    """What becomes of the values, counted."""
    rejected = len(landing.rejected)
    if not landing.landed:
        return (
            n_("The value on the clipboard cannot be taken.", "None of the {count} values can be taken.", rejected)
            if rejected
            else _("There are no values for this table on the clipboard.")
        ).format(count=rejected)
    new = sum(not one.old for one in landing.landed)
    changed = sum(map(is_changed, landing.landed))
    text = n_("One value", "{count} values", len(landing.landed)).format(count=len(landing.landed))
    parts = [
        _("{count} new").format(count=new),
        _("{count} changed").format(count=changed),
        _("{count} as before").format(count=len(landing.landed) - new - changed),
    ]
    said = _("{values}: {parts}").format(values=text, parts=_(", ").join(parts))
    return _("; ").join([said, _("{count} not taken").format(count=rejected)]) if rejected else said


def _line(one: Rejected) -> str:
    text = one.text if len(one.text) <= _LONGEST else f"{one.text[:_LONGEST]}…"
    place = _("row {row}, column {column} of what was copied").format(row=one.row + 1, column=one.column + 1)
    return _("Not taken: “{text}” ({place}): {why}").format(text=text, place=place, why=one.why)
