"""Fcitx 4 on the desktop's bus: whether it is there, and a context of it."""

import os

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtDBus import QDBus, QDBusConnection, QDBusError, QDBusMessage, QDBusServiceWatcher

from ui.fcitx4.context import PATIENCE_MS, Context, slot

FCITX_5 = "org.fcitx.Fcitx5"
"""It answers by the name of Fcitx 4, too, and is reached in a better way already."""

_REST_MS = 5000
_PROGRAM = "gongkai"
_PATH, _INTERFACE = "/inputmethod", "org.fcitx.Fcitx.InputMethod"


class Service(QObject):
    """Fcitx 4, as it comes and goes.

    Signals: `came(Context)`, it answers, with the context that it has given; `went()`, it has ended.
    """

    came = Signal(object)
    went = Signal()

    def __init__(
        self, bus: QDBusConnection, name: str, parent: QObject | None = None, *, rest_ms: int = _REST_MS
    ) -> None:
        super().__init__(parent)
        self._bus, self._name, self._is_asked = bus, name, False
        self._rest = QTimer(self, singleShot=True, interval=rest_ms)
        self._rest.timeout.connect(self.look)
        watch = QDBusServiceWatcher.WatchModeFlag.WatchForOwnerChange
        self._watcher = QDBusServiceWatcher(name, bus, watch, self)
        self._watcher.serviceOwnerChanged.connect(self._on_owner_changed)

    def look(self) -> None:
        """Asks Fcitx for a context, where it is there; otherwise it is asked as soon as it comes. Nobody waits."""
        if self._is_asked or not self._has(self._name) or self._has(FCITX_5):
            return
        message = QDBusMessage.createMethodCall(self._name, _PATH, _INTERFACE, "CreateICv3")
        message.setArguments([_PROGRAM, os.getpid()])
        message.setAutoStartService(False)
        done, failed = slot("_on_context(QDBusMessage)"), slot("_on_silence(QDBusError)")
        self._is_asked = self._bus.callWithCallback(message, self, done, failed, self._rest.interval())

    def look_later(self) -> None:
        """Asks again after a rest: Fcitx is there, but hangs."""
        self._rest.start()

    def _has(self, name: str) -> bool:
        bus = "org.freedesktop.DBus"
        message = QDBusMessage.createMethodCall(bus, "/org/freedesktop/DBus", bus, "NameHasOwner")
        message.setArguments([name])
        answer = self._bus.call(message, QDBus.CallMode.Block, PATIENCE_MS)
        return answer.type() == QDBusMessage.MessageType.ReplyMessage and bool(answer.arguments()[0])

    @Slot(QDBusMessage)
    def _on_context(self, answer: QDBusMessage) -> None:
        self._is_asked = False
        self._rest.stop()
        number = int(answer.arguments()[0])
        self.came.emit(Context(self._bus, self._name, number, self))

    @Slot(QDBusError)
    def _on_silence(self, _error: QDBusError) -> None:
        self._is_asked = False
        self._rest.start()

    def _on_owner_changed(self, _name: str, _old: str, new: str) -> None:
        self._rest.stop()
        self.went.emit()
        if new:
            self.look()
