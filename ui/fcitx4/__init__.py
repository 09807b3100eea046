"""Chinese by Fcitx 4, which the desktops of Kylin V10 and UOS 20 have and for which this Qt has no plugin.

What a plugin would do is done here in Python, over the D-Bus interface that Fcitx 4 offers to every program: `service`
finds it, `context` speaks with it, `bridge` stands between it and the focus.
"""

import os

from PySide6.QtWidgets import QApplication


def reach(application: QApplication) -> None:
    """Joins the application with Fcitx 4, now or as soon as it runs; nothing without a screen of X or a bus."""
    if application.platformName() != "xcb":
        return
    try:
        from PySide6.QtDBus import QDBusConnection

        from app.input_method import fcitx4_name
        from ui.fcitx4.bridge import Bridge
        from ui.fcitx4.service import Service
    except ImportError:  # a library of the system that it needs is missing: the window works without
        return
    bus = QDBusConnection.sessionBus()
    if bus.isConnected():
        Bridge(Service(bus, fcitx4_name(os.environ)), application)
