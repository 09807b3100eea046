"""A Fcitx 4 that composes letters and commits at a space, by its own D-Bus interface; run as a process of its own.

`/test` tells what it was asked and makes it behave: `told`, `hang`, `say`, `give_back`.
"""

import os
import sys
import time

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusVirtualObject

WORDS = {"gongkai": "公开", "gongzuo": "工作", "shier": "１２"}
SPACE, ESCAPE, BACKSPACE, RETURN = 0x20, 0xFF1B, 0xFF08, 0xFF0D
TAKEN = (ESCAPE, BACKSPACE, RETURN)
METHOD = """<node><interface name="org.fcitx.Fcitx.InputContext">
<method name="SetCapacity"><arg name="caps" direction="in" type="u"/></method>
<method name="ProcessKeyEvent"><arg name="keyval" direction="in" type="u"/><arg name="keycode" direction="in" type="u"/>
<arg name="state" direction="in" type="u"/><arg name="type" direction="in" type="i"/>
<arg name="time" direction="in" type="u"/><arg name="ret" direction="out" type="i"/></method>
</interface></node>"""


class Fake(QDBusVirtualObject):
    """All objects of the service; one context at a time."""

    def __init__(self, bus):
        super().__init__()
        self._bus = bus
        self._letters, self._number, self._heard, self._seconds = "", 0, [], 0.0
        self._is_inside = False

    def introspect(self, path):
        return METHOD[len("<node>") : -len("</node>")] if path.startswith("/inputcontext_") else ""

    def handleMessage(self, message, connection):
        name, arguments = message.member(), message.arguments()
        if name == "Introspect":
            return False  # Qt asks `introspect`
        act = getattr(self, f"_{name}", None)
        if message.path() != "/test":
            self._heard.append(" ".join([name, *map(str, arguments)]))
        reply = message.createReply()
        reply.setArguments((act(*arguments) if act else None) or [])
        connection.send(reply)
        return True

    def _CreateICv3(self, program, pid):
        self._number, self._letters = self._number + 1, ""
        return [self._number, True, SPACE, 4, 0, 0]

    def _FocusIn(self):
        self._is_inside = True

    def _FocusOut(self):
        """As the real one: what is composed is committed in the last moment."""
        if self._letters:
            self._commit(WORDS.get(self._letters, self._letters))
        self._is_inside = False

    def _ProcessKeyEvent(self, keysym, code, state, kind, moment):
        time.sleep(self._seconds)
        return [int(kind == 0 and not state & 4 and self._is_inside and self._take(keysym))]

    def _take(self, keysym):
        if keysym < 0x7F and chr(keysym).isalpha():
            self._compose(self._letters + chr(keysym))
        elif not self._letters:
            return False
        elif keysym == SPACE:
            self._commit(WORDS.get(self._letters, self._letters))
        elif keysym == ESCAPE:
            self._compose("")
        elif keysym == BACKSPACE:
            self._compose(self._letters[:-1])
        elif keysym == RETURN:
            self._commit(self._letters)
        return keysym in TAKEN or keysym < 0x7F

    def _compose(self, letters):
        self._letters = letters
        self._signal("UpdatePreedit", letters, len(letters.encode()))

    def _commit(self, words):
        self._signal("CommitString", words)
        self._compose("")

    def _signal(self, name, *arguments):
        path = f"/inputcontext_{self._number}"
        signal = QDBusMessage.createSignal(path, "org.fcitx.Fcitx.InputContext", name)
        signal.setArguments(list(arguments))
        self._bus.send(signal)

    def _told(self):
        return ["\n".join(self._heard)]

    def _hang(self, seconds):
        self._seconds = seconds

    def _say(self, words):
        self._commit(words)

    def _give_back(self, keysym):
        """A key that the focus is to have after all; its numbers are signed here, of the real one unsigned."""
        self._signal("ForwardKey", keysym, 0, 0)
        self._signal("ForwardKey", keysym, 0, 1)


if __name__ == "__main__":
    application = QCoreApplication([])
    bus = QDBusConnection.sessionBus()
    fake = Fake(bus)
    bus.registerVirtualObject("/", fake, QDBusConnection.VirtualObjectRegisterOption.SubPath)
    assert bus.registerService(os.environ["FAKE_NAME"])
    sys.stdout.write("there\n")
    sys.stdout.flush()
    QTimer.singleShot(60_000, application.quit)  # should the test have died
    sys.exit(application.exec())
