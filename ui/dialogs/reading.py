"""What was read of a file, shown before anything is taken: the file on the left, what was understood on the right."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from app.i18n import _, n_
from app.intake import Intake
from app.taking import Taking, differences, with_view
from app.taking.words import homeless_told, identity_told, taking_in_words
from ui.buttons import Button, ElidedLabel
from ui.keys import ENTER
from ui.models.reading_model import ReadingModel
from ui.reading_nodes import Node, nodes
from ui.reading_pane import FilePane
from ui.reading_targets import Target, preferred
from ui.reading_tree import ReadingTree
from ui.widgets import frame, words

_DOUBTS = ("warning", "error", "question")


class ReadingDialog(QDialog):
    """File and understanding side by side, ticks, and where it is put. Enter takes all where nothing is doubtful.

    Signals:
        taken(str, tuple): the id of the draft that takes it, "" for a new one, and the keys that are taken.
    """

    taken = Signal(str, tuple)

    def __init__(self, path: Path, intake: Intake, choices: Sequence[Target], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path, self._intake, self._choices = path, with_view(intake), tuple(choices)
        self._taking: Taking = Taking(())
        self.setObjectName("reading")
        self.setWindowTitle(_("Read in: {file}").format(file=path.name))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.pane = FilePane(self._intake, self)
        self.model = ReadingModel(self)
        self.tree = ReadingTree(self.model)
        self.targets = self._target_box()
        self._trouble = words("", "warning", wraps=True)
        self._summary = words("", "faint", wraps=True)
        self._all = Button("", "all", "link")
        self._take = Button("", "take", "main")
        self._close = Button(_("Cancel"), "close")
        self._lay_out()
        self._connect()
        self._show_target()
        room = parent.window().size() if parent else self.size()
        self.resize(max(room.width() - 40, 760), max(room.height() - 40, 480))

    @property
    def target(self) -> Target:
        """Where the clerk wants it to be put."""
        return self._choices[self.targets.currentIndex()]

    @property
    def is_plain(self) -> bool:
        """Whether nothing is doubtful: neither what was read nor where it goes."""
        return not self._told() and not any(node.sign in _DOUBTS for node in self.model.walk())

    def _target_box(self) -> QComboBox:
        box = QComboBox()
        box.setObjectName("target")
        box.setAccessibleName(_("Put into"))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(16)
        for number, target in enumerate(self._choices):
            box.addItem(target.name)
            box.setItemData(number, target.name, Qt.ItemDataRole.ToolTipRole)
            items = box.model()
            if target.is_locked and isinstance(items, QStandardItemModel):
                items.item(number).setEnabled(False)
        box.setCurrentIndex(preferred(self._choices, self._intake.filing))
        return box

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(10)
        column.addLayout(self._head())
        self._notice = frame("notice")
        inner = QVBoxLayout(self._notice)
        inner.setContentsMargins(12, 6, 12, 6)
        inner.addWidget(self._trouble)
        column.addWidget(self._notice)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(14)
        splitter.addWidget(self.pane)
        splitter.addWidget(self._understood())
        splitter.setSizes([560, 560])
        column.addWidget(splitter, 1)
        column.addLayout(self._bottom())

    def _head(self) -> QVBoxLayout:
        draft = self._intake.filing.draft
        whose, about = ElidedLabel(), ElidedLabel()
        name = _("{organization} · {year}").format(organization=draft.organization, year=draft.year)
        whose.setText(name)
        whose.setProperty("role", "title")
        text = _("{file}, read by the labels of the edition {edition}")
        about.setText(text.format(file=self._path.name, edition=self._intake.edition))
        about.setToolTip(str(self._path))
        about.setProperty("role", "faint")
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(whose)
        head.addWidget(about)
        told = {note.text for note in self._intake.filing.draft.notes}
        for line in (line for line in self._intake.told if line not in told):
            head.addWidget(words(line, "faint", wraps=True))
        return head

    def _understood(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        line = QHBoxLayout()
        label = QLabel(_("Put &into"))
        label.setProperty("role", "strong")
        label.setBuddy(self.targets)
        line.addWidget(label)
        line.addWidget(self.targets, 1)
        column.addLayout(line)
        self.tree.setObjectName("understood")
        self.tree.setAccessibleName(_("What was understood, section by section"))
        column.addWidget(self.tree, 1)
        column.addWidget(self._summary)
        return side

    def _bottom(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.addWidget(self._all)
        line.addStretch()
        line.addWidget(self._take)
        line.addWidget(self._close)
        return line

    def _connect(self) -> None:
        self.targets.currentIndexChanged.connect(self._show_target)
        self.model.ticked.connect(self._on_ticked)
        self.tree.node_chosen.connect(self._on_node)
        self.pane.spot_entered.connect(self.tree.choose_spot)
        self._all.clicked.connect(self._on_all)
        self._take.clicked.connect(self._on_take)
        self._close.clicked.connect(self.reject)

    def _show_target(self) -> None:
        """The tree for the draft that is to take it: what differs there, or all that was read."""
        draft = self.target.filing
        self._taking = differences(draft, self._intake.filing)
        self.model.show_nodes(nodes(self._intake, self._taking, draft), self._taking.usual)
        told = self._told()
        self._trouble.setText("\n".join(told))
        self._notice.setVisible(bool(told))
        self._summary.setText(taking_in_words(self._taking) if draft else "")
        self._summary.setVisible(draft is not None)

    def _told(self) -> tuple[str, ...]:
        """What the clerk must know of the draft that is to take it, and of those that could."""
        draft, read = self.target.filing, self._intake.filing
        if draft is not None:
            identity = identity_told(draft, read)
            usual = (_("Usually such a file goes into a new draft."),) if identity else ()
            return tuple(filter(None, (*identity, *usual, homeless_told(self._taking))))
        others = [one.filing for one in self._choices if one.is_open and one.filing]
        told = [line for filing in others for line in identity_told(filing, read)]
        goes = (_("So it goes into a new draft; the open one stays as it is."),) if told else ()
        return (*told, *goes, *self._told_of_same())

    def _told_of_same(self) -> tuple[str, ...]:
        """That there is a report of this name and year already, where a new one is made."""
        read = self._intake.filing
        same = [one for one in self._choices if one.filing and not identity_told(one.filing, read)]
        if not same:
            return ()
        text = _("There is a report of {organization} for {year} already; another one will stand beside it.")
        if all(one.is_locked for one in same):
            text = _("The report of {organization} for {year} that is there is locked; another one will stand beside.")
        return (text.format(organization=read.draft.organization, year=read.draft.year),)

    def _on_ticked(self) -> None:
        chosen, usual = self.model.chosen, self._taking.usual
        is_all = set(chosen) == set(usual)
        text = n_("&Take the one ticked", "&Take the {count} ticked", len(chosen)).format(count=len(chosen))
        self._take.setText(_("&Take all") if is_all else text)
        self._take.setEnabled(bool(chosen) and not self.target.is_locked)
        self._all.setText(_("Leave out all") if chosen else _("Tick all"))
        self._all.setVisible(bool(usual))

    def _on_node(self, node: Node) -> None:
        if node.spots or not node.children:
            self.pane.show_spots(node.spots)

    def _on_all(self) -> None:
        if self.model.chosen:
            self.model.tick(self.model.chosen, is_on=False)
        else:
            self.model.tick(self._taking.usual, is_on=True)

    def _on_take(self) -> None:
        chosen = self.model.chosen
        if chosen and not self.target.is_locked:
            self.accept()
            self.taken.emit(self.target.id, chosen)

    # Qt's names from here on

    def showEvent(self, event: QShowEvent) -> None:
        """Enter takes all where nothing is doubtful; otherwise the clerk begins at the first doubt."""
        super().showEvent(event)
        self.tree.begin()
        if self.is_plain and self._take.isEnabled():
            self._take.setFocus()
        else:
            self.tree.setFocus()
            self._on_node(self.model.node(self.tree.currentIndex()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes nothing unseen: it is for the button that has the focus."""
        if event.key() in ENTER:
            event.accept()
        else:
            super().keyPressEvent(event)
