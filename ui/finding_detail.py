"""What unfolds below a finding that is chosen: where it stands, why it is one, how to mend it, with buttons."""

from collections.abc import Sequence
from itertools import islice

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFormLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.causes import Group, Place
from app.i18n import _, n_
from app.mend import Mend, mend_together, mends
from app.rules.notes import CARRIED
from ui.finding_delegate import PAD, SIGN
from ui.flow import Flow
from ui.session import DraftSession
from ui.widgets import set_role, words
from ui.wrapped import WrappedButton

_MOST_PLACES = 12
_MOST_MENDS = 6
_LONGEST = 300
_WIDE = 480
REASON_KEYS = "Alt+H"


class FindingDetail(QWidget):
    """One group in full. It is made once and filled anew for every group that is chosen.

    Signals:
        address_chosen(str): the clerk wants to go to this place.
        mend_chosen(object): the clerk takes this Mend.
        settle_chosen(), confirm_chosen(): the clerk has checked the findings of the group.
        reason_wanted(): the clerk has looked into them and wants to say why they are right as they stand.
        left(): the clerk wants back to the list.
    """

    address_chosen = Signal(str)
    mend_chosen = Signal(object)
    settle_chosen = Signal()
    confirm_chosen = Signal()
    reason_wanted = Signal()
    left = Signal()

    def __init__(self, session: DraftSession, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("finding_detail")
        self._session = session
        self.group: Group | None = None
        self._mends: tuple[Mend, ...] = ()
        self._text, self._why, self._how, self._follow = (words("", wraps=True) for _label in range(4))
        self._places, self._acts = _Buttons("place", "link"), _Buttons("mend")
        self._more = words("", "faint", wraps=True)
        self.settle, self.confirm = WrappedButton("", "settle"), WrappedButton("", "confirm_group")
        self._acts.setContentsMargins(0, 2, 0, 4)
        self.reason = WrappedButton(_("Confirm… ({keys})").format(keys=REASON_KEYS), "give_reason")
        for button in (self.settle, self.confirm, self.reason):
            self._acts.add(button)
        self._where = words("", wraps=True)
        self._spots = self._stacked(self._where, self._places, self._more)
        self._ways = self._stacked(self._how, self._acts)
        self._form = self._lines()
        self._places.pressed.connect(self._on_place)
        self._acts.pressed.connect(self._on_mend)
        self.settle.clicked.connect(self.settle_chosen)
        self.confirm.clicked.connect(self.confirm_chosen)
        self.reason.clicked.connect(self.reason_wanted)
        self.hide()

    def show_group(self, group: Group | None) -> None:
        """Fills in a group; nothing is to be seen without one."""
        self.group = group
        if group is None:
            return
        self._mends = offered(self._session, group)
        self._fill(self._text, _cut(group.text))
        self._show_places(group)
        self._fill(self._why, group.why)
        self._fill(self._follow, _followed(group))
        self._show_ways(group)
        self._form.invalidate()

    @property
    def buttons(self) -> tuple[QWidget, ...]:
        """All buttons from the top, those that are not shown for this group as well."""
        return (*self._places.made, *self._acts.made, self.settle, self.confirm, self.reason)

    def height_at(self, width: int) -> int:
        """How high it is at a width."""
        policy = QFormLayout.RowWrapPolicy.DontWrapRows if width > _WIDE else QFormLayout.RowWrapPolicy.WrapAllRows
        if self._form.rowWrapPolicy() != policy:
            self._form.setRowWrapPolicy(policy)
        return self._form.heightForWidth(width)

    def enter(self) -> None:
        """Puts the clerk at the first of the buttons."""
        buttons = [one for one in self.buttons if one.isVisibleTo(self)]
        if buttons:
            buttons[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _lines(self) -> QFormLayout:
        form = QFormLayout(self)
        form.setContentsMargins(PAD + SIGN + PAD, 0, PAD, PAD + 2)
        form.setVerticalSpacing(4)
        form.setHorizontalSpacing(12)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        form.addRow(self._text)
        form.addRow(_caption(_("Where")), self._spots)
        form.addRow(_caption(_("How to mend")), self._ways)
        form.addRow(_caption(_("Why")), self._why)
        form.addRow(_caption(_("What follows")), self._follow)
        return form

    def _stacked(self, *parts: QWidget) -> QWidget:
        stack = QWidget()
        column = QVBoxLayout(stack)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for part in parts:
            column.addWidget(part)
        return stack

    def _fill(self, label: QLabel, text: str) -> None:
        label.setText(text)
        self._form.setRowVisible(label, bool(text))

    def _show_places(self, group: Group) -> None:
        shown = group.places[:_MOST_PLACES]
        rest = len(group.places) - len(shown)
        more = n_("and one more place", "and {count} more places", rest).format(count=rest) if rest else ""
        for label, text in ((self._where, group.where if len(group.places) > 1 else ""), (self._more, more)):
            label.setText(text)
            label.setVisible(bool(text))
        self._places.show_words([(_said(one.short, one), _said(one.name, one)) for one in shown])
        self._spots.updateGeometry()
        self._form.setRowVisible(self._spots, bool(shown))

    def _show_ways(self, group: Group) -> None:
        """How to mend it in words, and below the clicks that do it; one repair alone is the act that is wanted."""
        self._how.setText(group.how)
        self._how.setVisible(bool(group.how))
        self._acts.show_words([(mend.text, mend.name) for mend in self._mends], is_main=len(self._mends) == 1)
        can_settle = all(self._session.can_settle(member) for member in group.members)
        is_carried = group.finding.code == CARRIED and group.count > 1
        several = _("Mark all {count} as checked").format(count=group.count)
        for button in (self.settle, self.confirm):
            button.setText(several if group.count > 1 else _("Mark as checked"))
            button.setVisible(can_settle and is_carried == (button is self.confirm))
        can_confirm = confirmable(self._session, group)
        self.reason.setVisible(can_confirm)
        is_offered = bool(self._mends) or can_settle or can_confirm
        self._acts.updateGeometry()
        self._acts.setVisible(is_offered)
        self._ways.updateGeometry()
        self._form.setRowVisible(self._ways, bool(group.how) or is_offered)

    def _on_place(self, number: int) -> None:
        if self.group:
            self.address_chosen.emit(self.group.places[number].address)

    def _on_mend(self, number: int) -> None:
        self.mend_chosen.emit(self._mends[number])

    # Qt's names from here on

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leads back to the list; no other key gets there, where it would choose another finding."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.accept()
        else:
            event.ignore()


class _Buttons(Flow):
    """A number of buttons side by side, as many as there are words for, before others that are added.

    Signals:
        pressed(int): the button of this number, from 0.
    """

    pressed = Signal(int)

    def __init__(self, name: str, role: str = "") -> None:
        super().__init__(spacing=4)
        self._name, self._role = name, role
        self.made: list[WrappedButton] = []

    def show_words(self, texts: Sequence[tuple[str, str]], *, is_main: bool = False) -> None:
        """One button for each text; the second of a pair is what it is called when it is read aloud."""
        for number in range(len(self.made), len(texts)):
            self.made.append(self._make(number))
        for number, button in enumerate(self.made):
            button.setVisible(number < len(texts))
            if number < len(texts):
                button.setText(texts[number][0].replace("&", "&&"))
                button.setAccessibleName(_spoken(*texts[number]))
                set_role(button, "role", "main" if is_main else self._role)
        self.updateGeometry()  # at once: its height is asked for before the event loop turns

    def _make(self, number: int) -> WrappedButton:
        button = WrappedButton("", f"{self._name}_{number}", self._role, self)
        button.clicked.connect(self._on_clicked)
        self.add(button)
        self._widgets.insert(number, self._widgets.pop())  # before what was put there from the outset
        return button

    def _on_clicked(self) -> None:
        pressed = self.sender()
        self.pressed.emit(next(number for number, button in enumerate(self.made) if button is pressed))


def offered(session: DraftSession, group: Group) -> tuple[Mend, ...]:
    """The repairs of a group: one for all where there is one, else those of its findings, each with its place."""
    if session.is_locked:
        return ()
    filing, last = session.filing, session.last
    if group.count == 1:
        return mends(filing, last, group.finding)
    together = mend_together(filing, last, group.members)
    if together:
        return (together,)
    names = {place.address: place.short for place in group.places}
    found = ((names[member.addresses[0]], one) for member in group.members for one in mends(filing, last, member))
    text = _("{place}: {mend}")
    each = (Mend(text.format(place=name, mend=one.text), one.texts, one.name) for name, one in found)
    return tuple(islice(each, _MOST_MENDS))


def confirmable(session: DraftSession, group: Group) -> bool:
    """Whether all findings of a group can be confirmed with a reason."""
    return all(session.can_confirm(member) for member in group.members)


def _followed(group: Group) -> str:
    count = len(group.follow)
    text = n_("One more finding goes with it: {first}", "{count} more findings go with it: {first} …", count)
    return text.format(count=count, first=group.follow[0].message) if count else ""


def _said(name: str, place: Place) -> str:
    return f"{name}　{place.said}" if place.said else name


def _caption(text: str) -> QLabel:
    """A heading that stands at the top of its line, however high that is."""
    label = words(text, "faint")
    label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
    return label


def _spoken(text: str, name: str) -> str:
    return name if text in name else f"{text}　{name}"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
