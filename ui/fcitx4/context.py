"""One input context of Fcitx 4: keys go in, words come out.

Its methods and signals are what Fcitx tells of itself by introspection. Many of its numbers are unsigned, which a call
by message cannot say from Python: those calls go by the interface that Qt makes of the introspection.
"""

from typing import cast

from PySide6.QtCore import (
    Q_ARG,
    Q_RETURN_ARG,
    SLOT,
    QCoreApplication,
    QEvent,
    QMetaObject,
    QObject,
    QRect,
    Signal,
    Slot,
)
from PySide6.QtDBus import QDBus, QDBusConnection, QDBusInterface, QDBusMessage
from PySide6.QtGui import QKeyEvent

PATIENCE_MS = 1000
"""How long a key waits for Fcitx, which reads its dictionaries at the first; one that takes longer hangs."""

_INTERFACE = "org.fcitx.Fcitx.InputContext"
_SHOWS_WHAT_IS_COMPOSED = 1 << 1
_PRESS, _RELEASE = 0, 1
_32_BITS = 0xFFFFFFFF
_HEARD = {
    "CommitString": "_on_commit(QString)",
    "UpdatePreedit": "_on_preedit(QString,int)",
    "ForwardKey": "_on_key(QDBusMessage)",
}


class Context(QObject):
    """What the program says to Fcitx about its focus, and hears from it.

    Signals: `committed(str)`; `composed(str, int)`, the letters and the place of the caret in them, counted in bytes of
    UTF-8; `key_returned(int, int, bool)`, a key that the focus is to have after all: keysym, modifiers of X, pressed.
    """

    committed = Signal(str)
    composed = Signal(str, int)
    key_returned = Signal(int, int, bool)

    def __init__(self, bus: QDBusConnection, service: str, number: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bus, self._service, self._path = bus, service, f"/inputcontext_{number}"
        for signal, heard in _HEARD.items():
            bus.connect(service, self._path, _INTERFACE, signal, self, slot(heard))
        self._face = QDBusInterface(service, self._path, _INTERFACE, bus, self)
        self._face.setTimeout(PATIENCE_MS)
        self._call("SetCapacity", Q_ARG("uint", _SHOWS_WHAT_IS_COMPOSED))

    def takes(self, event: QKeyEvent) -> bool | None:
        """Whether Fcitx takes a key, which then is for nobody else; None where it does not answer."""
        numbers = (event.nativeVirtualKey(), event.nativeScanCode(), event.nativeModifiers())
        kind = _RELEASE if event.type() == QEvent.Type.KeyRelease else _PRESS
        answer = self._call(
            "ProcessKeyEvent",
            Q_RETURN_ARG("int"),
            *(Q_ARG("uint", number) for number in numbers),
            Q_ARG("int", kind),
            Q_ARG("uint", event.timestamp() & _32_BITS),
        )
        return None if self._face.lastError().isValid() or answer is None else bool(answer)

    def enter(self) -> None:
        """Tells that the focus is where words may be composed."""
        self._send("FocusIn")

    def leave(self, *, waits: bool) -> bool:
        """Tells that the focus goes; waiting for it brings what Fcitx commits in the last moment. False: no answer."""
        if not waits:
            return self._send("FocusOut")
        answer = self._bus.call(self._message("FocusOut"), QDBus.CallMode.Block, PATIENCE_MS)
        return answer.type() == QDBusMessage.MessageType.ReplyMessage

    def place(self, caret: QRect) -> None:
        """Tells where the caret is, in the screen's own pixels: the candidates are shown there."""
        self._send("SetCursorRect", caret.x(), caret.y(), caret.width(), caret.height())

    def hear(self) -> None:
        """Emits at once what Fcitx has said until now; otherwise that waits for the event loop."""
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)

    def close(self) -> None:
        """Gives the context back. Nothing is heard of it any more, not even what is on the way."""
        for signal, heard in _HEARD.items():
            self._bus.disconnect(self._service, self._path, _INTERFACE, signal, self, slot(heard))
        self.blockSignals(True)
        self._send("DestroyIC")
        self.deleteLater()

    def _call(self, method: str, *arguments: object) -> object:
        if not self._face.isValid():  # Fcitx was gone before it could tell its methods
            return None
        return QMetaObject.invokeMethod(self._face, method, *arguments)  # type: ignore[call-overload]

    def _send(self, method: str, *numbers: int) -> bool:
        return self._bus.send(self._message(method, *numbers))

    def _message(self, method: str, *numbers: int) -> QDBusMessage:
        message = QDBusMessage.createMethodCall(self._service, self._path, _INTERFACE, method)
        message.setArguments(list(numbers))
        message.setAutoStartService(False)
        return message

    @Slot(str)
    def _on_commit(self, text: str) -> None:
        self.committed.emit(text)

    @Slot(str, int)
    def _on_preedit(self, text: str, caret: int) -> None:
        self.composed.emit(text, caret)

    @Slot(QDBusMessage)
    def _on_key(self, message: QDBusMessage) -> None:
        keysym, modifiers, kind = message.arguments()
        self.key_returned.emit(keysym, modifiers, kind == _PRESS)


def slot(signature: str) -> bytes:
    """A slot as Qt's macro names it: text, whatever the stubs say of bytes."""
    return cast("bytes", SLOT(signature))
