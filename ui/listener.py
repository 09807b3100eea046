"""The ear of the first window: what later starts hand over to it by way of a local socket.

A message is one line, `{"arguments": [file, …]}`, and is answered by a line. Keys may be added. QtNetwork is imported
when the listener is made, for the window's start has no time for it.
"""

import json
import os
from collections.abc import Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDir, QObject, Qt, Signal

from ui.holder import resolved

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket
    from PySide6.QtWidgets import QWidget

ANSWER = b"heard\n"
_LONGEST_MESSAGE = 1 << 20
_MILLISECONDS_TO_CONNECT = 200


class Listener(QObject):
    """Hears what later starts hand over, and answers them; made when the window has been painted for the first time.

    Signals: `asked(list[str])`, a later start, with the files that it was given, as absolute paths; perhaps none.
    """

    asked = Signal(object)  # a list in a signal of lists would lose names that are no text of their system

    def __init__(self, store: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server: QLocalServer | None = None
        self._sockets: list[QLocalSocket] = []
        with suppress(ImportError):  # a library of the system that it needs is missing: the window works without
            self._listen(server_name(store))

    @property
    def is_listening(self) -> bool:
        """Whether a later start can be heard."""
        return self._server is not None and self._server.isListening()

    def close(self) -> None:
        """Hears nothing more; a later start then waits until this process has let go of the store."""
        if self._server is not None:
            self._server.close()
        for socket in self._sockets:
            socket.abort()

    def _listen(self, name: str) -> None:
        from PySide6.QtNetwork import QLocalServer, QLocalSocket

        probe = QLocalSocket()
        probe.connectToServer(name)
        if probe.waitForConnected(_MILLISECONDS_TO_CONNECT):
            return  # the first window lives; the clerk only looks here, or has gone on in spite of it
        server = self._server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(self._on_connection)
        QLocalServer.removeServer(name)  # what a killed process left
        server.listen(name)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.close)

    def _on_connection(self) -> None:
        while self._server is not None and self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            self._sockets.append(socket)
            socket.setReadBufferSize(_LONGEST_MESSAGE)
            socket.readyRead.connect(self._on_ready)
            socket.disconnected.connect(self._on_disconnected)
        self._on_ready()  # what had come before it was connected

    def _on_ready(self) -> None:
        for socket in tuple(self._sockets):
            if socket.canReadLine():
                self._hear(socket)
            elif socket.bytesAvailable() >= _LONGEST_MESSAGE:
                socket.abort()

    def _hear(self, socket: "QLocalSocket") -> None:
        arguments = _arguments(bytes(socket.readLine().data()))
        if arguments is None:
            socket.abort()
            return
        socket.write(ANSWER)
        socket.flush()  # at once: what follows may ask the clerk something
        self.asked.emit(arguments)

    def _on_disconnected(self) -> None:
        from PySide6.QtNetwork import QLocalSocket

        gone = [one for one in self._sockets if one.state() == QLocalSocket.LocalSocketState.UnconnectedState]
        self._sockets = [one for one in self._sockets if one not in gone]
        for socket in gone:
            socket.deleteLater()


def server_name(store: Path) -> str:
    """Where the window over a store listens: one name a user and store, in the user's own folder where there is one."""
    told = f"{QDir.homePath()}\n{os.path.normcase(resolved(store))}"
    name = f"gongkai-{blake2b(os.fsencode(told), digest_size=8).hexdigest()}"
    folder = os.environ.get("XDG_RUNTIME_DIR", "")
    return f"{folder}/{name}" if folder.startswith("/") and Path(folder).is_dir() else name


def message_of(arguments: Sequence[str]) -> bytes:
    """What a later start says; names that are no text of their system survive it."""
    return json.dumps({"arguments": list(arguments)}).encode() + b"\n"


def bring_to_front(window: "QWidget") -> None:
    """Shows a window before all others, as large as it was; its button blinks where the system does not allow that."""
    from PySide6.QtWidgets import QApplication

    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
    QApplication.alert(window)


def _arguments(message: bytes) -> list[str] | None:
    """What a later start says; None for anything else."""
    try:
        told = json.loads(message)
    except ValueError:
        return None
    arguments = told.get("arguments") if isinstance(told, dict) else None
    if not isinstance(arguments, list) or not all(isinstance(one, str) for one in arguments):
        return None
    return arguments
