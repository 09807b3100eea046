"""A whole journey through the window, for strace to watch: sample, edit, export, library, reading a file."""

import sys
from pathlib import Path

from app.settings import Settings
from app.store import open_store
from ui.application import make_application
from ui.dialogs.export import ExportDialog
from ui.window import MainWindow

folder = Path(sys.argv[1])
application = make_application()
with open_store(folder / "gongkai.db") as store:
    window = MainWindow(store)
    window.show()
    window.open_sample()
    for step in range(window.editor.wizard.steps):
        window.editor.wizard.go_to_step(step)
        application.processEvents()
    window.editor.session.set_value("cover/phone", "0000-1234567")
    application.processEvents()
    for copy, name in (("filing", "a.docx"), ("data", "b.json")):
        ExportDialog(window.editor.session, copy, Settings()).write(str(folder / name))
    window.show_library()
    window.read_files([str(folder / "b.json")])
    application.processEvents()
    window.close()
print(*sorted(path.name for path in folder.iterdir()))
