"""What stands between Fcitx 4 and the focus, as a plugin of Qt would."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

from ui.fcitx4.context import Context
from ui.fcitx4.keys import key_event
from ui.fcitx4.service import Service

_Kind, _Query, _Hint = QEvent.Type, Qt.InputMethodQuery, Qt.InputMethodHint
_Part = QInputMethodEvent.AttributeType
_KEYS = (_Kind.ShortcutOverride, _Kind.KeyPress, _Kind.KeyRelease)
_GOING = (_Kind.FocusAboutToChange, _Kind.FocusOut)
_HELD = (
    Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta, Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock,
)  # fmt: skip
_LETTERS_ALONE = _Hint.ImhHiddenText | _Hint.ImhSensitiveData | _Hint.ImhDigitsOnly | _Hint.ImhFormattedNumbersOnly

_Stroke = tuple[int, int, int]
"""A key pressed once: when, where on the keyboard, with which meaning."""


class Bridge(QObject):
    """Has Fcitx see the keys of the focus first, and the focus what Fcitx composes and commits.

    Where Fcitx ends or hangs, keys go their usual way; it is asked again when it has come back.
    """

    def __init__(self, service: Service, application: QApplication) -> None:
        super().__init__(application)
        self._service = service
        service.setParent(self)
        self._context: Context | None = None
        self._watched: list[QWidget] = []
        self._is_in = self._is_sending = False
        self._composed = ""
        self._caret = QRect()
        self._asked: tuple[_Stroke, bool] | None = None
        service.came.connect(self._on_came)
        service.went.connect(self._on_went)
        application.focusChanged.connect(self._on_focus_changed)
        self._watch(application.focusWidget())
        service.look()

    @property
    def is_joined(self) -> bool:
        """Whether Fcitx answers."""
        return self._context is not None

    def _on_came(self, context: Context) -> None:
        self._on_went()
        self._context = context
        context.committed.connect(self._on_committed)
        context.composed.connect(self._on_composed)
        context.key_returned.connect(self._on_key_returned)
        self._enter()

    def _on_went(self) -> None:
        if self._context is not None:
            self._context.close()
        self._context, self._is_in, self._caret = None, False, QRect()
        self._show("")

    def _on_focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        self._watch(now)
        if not self._is_in:
            self._enter()
        elif not _is_composed_in(self._focus):
            self._leave()

    @property
    def _focus(self) -> QWidget | None:
        return self._watched[0] if self._watched and shiboken6.isValid(self._watched[0]) else None

    def _watch(self, focus: QWidget | None) -> None:
        for widget in self._watched:
            if shiboken6.isValid(widget):
                widget.removeEventFilter(self)
        self._watched = [focus] if focus is not None else []
        if isinstance(focus, QAbstractScrollArea):
            self._watched.append(focus.viewport())  # the mouse is pressed there
        for widget in self._watched:
            widget.installEventFilter(self)

    def _enter(self) -> None:
        if self._context is not None and _is_composed_in(self._focus):
            self._context.enter()
            self._is_in, self._caret = True, QRect()
            self._place()

    def _leave(self) -> None:
        """Lets Fcitx end what it composes as it is set to, while the focus that it composes for is still there."""
        context = self._context
        if context is None or not self._is_in:
            return
        is_answered = context.leave(waits=bool(self._composed))
        context.hear()
        self._is_in = False
        self._show("")
        if not is_answered:
            self._give_up()

    def _give_up(self) -> None:
        self._on_went()
        self._service.look_later()

    def _takes(self, event: QKeyEvent) -> bool:
        """Whether a key is for Fcitx: it is asked before shortcuts are, and not again when the same key is typed."""
        if not event.nativeVirtualKey():  # made by a program, as by Qt itself
            return False
        stroke = (event.timestamp(), event.nativeScanCode(), event.nativeVirtualKey())
        if event.type() == _Kind.KeyPress and self._asked is not None and self._asked[0] == stroke:
            is_taken, self._asked = self._asked[1], None
            return is_taken
        is_taken = self._ask(event)
        if event.type() == _Kind.ShortcutOverride:
            self._asked = (stroke, is_taken)
            event.setAccepted(is_taken)
        return is_taken

    def _ask(self, event: QKeyEvent) -> bool:
        if self._context is None or not _is_composed_in(self._focus):
            return False
        self._context.hear()
        if not self._is_in:
            self._enter()
        self._place()
        answer = self._context.takes(event)
        self._context.hear()  # what it commits comes before the next key, and before this one where it is not taken
        if answer is None:
            self._give_up()
        elif not answer and self._composed and event.type() != _Kind.KeyRelease and event.key() not in _HELD:
            self._break_off()  # it leads elsewhere, perhaps to another page: what is composed lands before
        return bool(answer)

    def _break_off(self) -> None:
        self._leave()
        self._enter()

    def _place(self) -> None:
        """Keeps the candidates at the caret."""
        focus = self._focus
        if self._context is None or focus is None or not self._is_in:
            return
        caret = caret_on_screen(focus)
        if caret != self._caret:
            self._caret = caret
            self._context.place(caret)

    def _on_committed(self, text: str) -> None:
        self._composed = ""
        event = QInputMethodEvent()
        event.setCommitString(text)
        self._send(event)

    def _on_composed(self, text: str, caret: int) -> None:
        self._show(text, len(text.encode()[:caret].decode(errors="ignore")))

    def _show(self, text: str, caret: int = 0) -> None:
        if not (text or self._composed):
            return
        self._composed = text
        line = QTextCharFormat()
        line.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DashUnderline)
        parts = [
            QInputMethodEvent.Attribute(_Part.TextFormat, 0, _units(text), line),
            QInputMethodEvent.Attribute(_Part.Cursor, _units(text[:caret]), 1, None),
        ]
        self._send(QInputMethodEvent(text, parts))
        self._place()

    def _on_key_returned(self, keysym: int, modifiers: int, is_press: bool) -> None:
        event = key_event(keysym, modifiers, is_press=is_press)
        if event is not None:
            self._send(event)

    def _send(self, event: QEvent) -> None:
        focus = self._focus
        if focus is not None and _is_composed_in(focus):
            with self._sending():
                QCoreApplication.sendEvent(focus, event)

    @contextmanager
    def _sending(self) -> Iterator[None]:
        """While words are handed over: a cell then opens its line, and the composing goes on in it."""
        self._is_sending = True
        try:
            yield
        finally:
            self._is_sending = False

    # Qt's names from here on

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys go to Fcitx first; a mouse pressed in the middle of a word ends it, as does a focus that goes."""
        kind = event.type()
        if kind == _Kind.MouseButtonPress and self._composed:
            self._break_off()
        elif watched is not self._focus or self._is_sending:
            return False
        elif kind in _GOING:
            self._leave()
        elif kind in _KEYS:
            return self._takes(cast("QKeyEvent", event))
        return False


def caret_on_screen(focus: QWidget) -> QRect:
    """Where the caret is, in the screen's own pixels."""
    caret = QRectF(focus.inputMethodQuery(_Query.ImCursorRectangle))
    ratio, origin = focus.devicePixelRatioF(), QPointF(focus.screen().geometry().topLeft())
    place = (focus.mapToGlobal(caret.topLeft()) - origin) * ratio + origin
    return QRect(place.toPoint(), (caret.size() * ratio).toSize())


def _is_composed_in(focus: QWidget | None) -> bool:
    """Whether words may be composed there: not where nothing is written, nor where letters are hidden or no letters."""
    if focus is None or not focus.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled):
        return False
    says = focus.inputMethodQuery(_Query.ImEnabled)  # None where the attribute alone counts, as with tables
    return says is not False and not focus.inputMethodHints() & _LETTERS_ALONE


def _units(text: str) -> int:
    """The length as Qt counts."""
    return len(text.encode("utf-16-le")) // 2
