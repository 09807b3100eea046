"""The clean-up of texts, shown as a difference before it is taken."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.form import Address, Section
from app.i18n import _, n_
from app.naming import name_of
from app.tidy import Kind, Proposal, applied, kind_name, tidied
from ui.buttons import Button
from ui.difference import Piece, shortened
from ui.models.ticks_model import Line, TicksModel
from ui.session import DraftSession
from ui.tick_list import TickList
from ui.widgets import words

_SIZE, _SMALL = (940, 620), (460, 150)
_KINDS_WIDTH = 250
Key = tuple[Address, int]
"""A paragraph of a section, counted from 0."""


class TidyDialog(QDialog):
    """What would be cleaned, paragraph by paragraph; kinds and paragraphs can be left out. Enter takes the rest.

    `sections` are the narratives to be cleaned; None for all of the report.
    """

    def __init__(
        self, session: DraftSession, sections: Sequence[Section] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        wanted = session.form.narratives.values() if sections is None else sections
        self._sections = tuple(section.id for section in wanted)
        self._left_out: set[Key] = set()
        self.setObjectName("tidy")
        self.setWindowTitle(_("Clean up"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.boxes = self._kind_boxes()
        self.model = TicksModel(self, can_tick=not session.is_locked)
        self.list = TickList(self.model)
        self._said = words("", "strong", wraps=True)
        self._all = Button("", "all", "link")
        self._take = Button(_("&Clean up"), "take", "main")
        self._close = Button(_("Cancel"), "close")
        self._lay_out()
        self._connect()
        self._show()
        self.list.choose_first()
        (self.list if self.model.keys else self._close).setFocus()

    @property
    def found(self) -> Mapping[Address, tuple[Proposal, ...]]:
        """What is proposed for each text, but for the kinds whose ticks were taken away."""
        kinds = [kind for kind in Kind if kind not in self.boxes or self.boxes[kind].isChecked()]
        texts = {section: tidied(self._session.filing.value(section), kinds) for section in self._sections}
        return {section: proposals for section, proposals in texts.items() if proposals}

    def _kind_boxes(self) -> dict[Kind, QCheckBox]:
        """A box for each kind of which there is something, with its number."""
        whole = [p.kind for section in self._sections for p in tidied(self._session.filing.value(section))]
        boxes = {}
        for kind in (kind for kind in Kind if kind in whole):
            text = _("{kind} ({count})").format(kind=kind_name(kind), count=whole.count(kind))
            boxes[kind] = box = QCheckBox(text)
            box.setObjectName(f"kind.{kind}")
            box.setAccessibleName(text)
            box.setChecked(True)
        return boxes

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 18, 20, 16)
        outer.setSpacing(12)
        outer.addWidget(self._said)
        if self.boxes:
            outer.addWidget(words(_("Struck out goes, underlined comes. No word and no figure changes."), "faint"))
            beside = QHBoxLayout()
            beside.setSpacing(16)
            beside.addLayout(self._kinds())
            beside.addWidget(self.list, 1)
            outer.addLayout(beside, 1)
        else:
            outer.addStretch()
            self.list.hide()
        outer.addLayout(self._bottom())
        self.list.setObjectName("proposals")
        self.list.setAccessibleName(_("What would be cleaned, paragraph by paragraph"))
        self.resize(*(_SIZE if self.boxes else _SMALL))

    def _kinds(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        label = words(_("What is cleaned"), "faint")
        label.setFixedWidth(_KINDS_WIDTH)
        column.addWidget(label)
        for box in self.boxes.values():
            column.addWidget(box)
        column.addStretch()
        return column

    def _bottom(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.addWidget(self._all)
        line.addStretch()
        line.addWidget(self._take)
        line.addWidget(self._close)
        self._take.setDefault(True)
        return line

    def _connect(self) -> None:
        self.model.ticked.connect(self._on_ticked)
        self._all.clicked.connect(self._on_all)
        self._take.clicked.connect(self._on_take)
        self._close.clicked.connect(self.reject)
        self._session.changed.connect(self._show)
        for box in self.boxes.values():
            box.toggled.connect(self._show)

    def _show(self) -> None:
        lines = list(self._lines())
        self.model.set_lines(lines, {line.key for line in lines} - self._left_out)

    def _lines(self) -> Iterator[Line]:
        for section, proposals in self.found.items():
            paragraphs = self._session.filing.value(section).split("\n")
            yield Line((Piece(name_of(self._session.form, section)),))
            for number, group in groupby(proposals, key=_paragraph):
                yield Line(shortened(tuple(_pieces(paragraphs[number], group))), (section, number))

    def _on_ticked(self) -> None:
        shown, ticked = set(self.model.keys), set(self.model.ticked_keys)
        self._left_out = (self._left_out - ticked) | (shown - ticked)  # type: ignore[operator]
        places = sum(len(proposals) for proposals in self._chosen().values())
        self._said.setText(self._summary(places, len(ticked)))
        self._take.setEnabled(bool(places) and not self._session.is_locked)
        self._take.setVisible(bool(self.boxes))
        self._all.setVisible(bool(shown))
        self._all.setText(_("Leave out all") if ticked else _("Tick all"))
        self._close.setText(_("Cancel") if self.boxes else _("Close"))

    def _summary(self, places: int, paragraphs: int) -> str:
        if not self.boxes:
            return _("Nothing to clean up: punctuation, spaces and numbering are in order.")
        count = n_("One place is cleaned up", "{count} places are cleaned up", places).format(count=places)
        within = n_("in one paragraph", "in {count} paragraphs", paragraphs).format(count=paragraphs)
        return _("{count} {within}.").format(count=count, within=within) if places else _("Nothing is ticked.")

    def _chosen(self) -> dict[Address, tuple[Proposal, ...]]:
        """The proposals of the paragraphs that are ticked."""
        found = {
            section: tuple(one for one in proposals if (section, one.paragraph) not in self._left_out)
            for section, proposals in self.found.items()
        }
        return {section: proposals for section, proposals in found.items() if proposals}

    def _on_all(self) -> None:
        self.model.tick(self.model.keys, is_on=not self.model.ticked_keys)

    def _on_take(self) -> None:
        chosen = self._chosen()
        if not chosen or self._session.is_locked:
            return
        texts = {section: applied(self._session.filing.value(section), found) for section, found in chosen.items()}
        self._session.changed.disconnect(self._show)
        self._session.set_values(texts, self._name(chosen))
        self.accept()

    def _name(self, chosen: Mapping[Address, object]) -> str:
        """What the step is called in the menu."""
        if len(chosen) == 1:
            return _("Clean up the text of {place}").format(place=name_of(self._session.form, next(iter(chosen))))
        return n_("Clean up one text", "Clean up {count} texts", len(chosen)).format(count=len(chosen))


def _paragraph(proposal: Proposal) -> int:
    return proposal.paragraph


def _pieces(text: str, proposals: Iterator[Proposal]) -> Iterator[Piece]:
    """The paragraph with what goes and what comes, the clerk's signs side by side."""
    place = 0
    for one in proposals:
        if one.start > place:
            yield Piece(text[place : one.start])
        if one.old:
            yield Piece(one.old, "gone")
        if one.new:
            yield Piece(one.new, "new")
        place = one.end
    if place < len(text):
        yield Piece(text[place:])
