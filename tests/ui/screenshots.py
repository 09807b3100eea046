"""Photographs of every page: both editions, empty, filled and with errors; several sizes, scalings and themes.

Usage: screenshots.py FOLDER. Each look runs in a process of its own, since Qt takes the scaling only at its start.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

LOOKS = {
    "1280x800": {"GONGKAI_SIZE": "1280x800"},
    "1280x800-dark": {"GONGKAI_SIZE": "1280x800", "GONGKAI_THEME": "dark"},
    "1280x800-150%": {"GONGKAI_SIZE": "1280x800", "QT_SCALE_FACTOR": "1.5"},
    "1920x1080": {"GONGKAI_SIZE": "1920x1080"},
}
YEARS = (2020, 2023)


def main(folder: Path) -> None:
    for name, look in LOOKS.items():
        target = folder / name
        target.mkdir(parents=True, exist_ok=True)
        subprocess.run([sys.executable, __file__, "--one", str(target)], env=os.environ | look, check=True)
        print(f"{target}: {len(list(target.glob('*.png')))} pictures")


def photograph(target: Path) -> None:
    """All pages in the look that the environment asks for."""
    from app.store import open_store
    from ui.style import THEME_PROPERTY, recolour
    from ui.window import MainWindow, make_application

    application = make_application()
    application.setProperty(THEME_PROPERTY, os.environ.get("GONGKAI_THEME", "light"))
    recolour()
    with tempfile.TemporaryDirectory() as place, open_store(Path(place) / "gongkai.db") as store:
        window = MainWindow(store)
        width, height = os.environ["GONGKAI_SIZE"].split("x")
        scale = float(os.environ.get("QT_SCALE_FACTOR", "1"))
        window.resize(int(int(width) / scale), int(int(height) / scale))
        window.show()
        shoot(application, window, target / "library-empty.png")
        window.new_report()
        shoot(application, window.findChild(object, "organization").window(), target / "new-report.png")
        window.findChild(object, "organization").window().reject()
        for year in YEARS:
            for state, draft in drafts(year).items():
                walk(application, window, store.add(draft), target / f"{year}-{state}")
        window.show_library()
        shoot(application, window, target / "library.png")


def drafts(year):
    """The sample of a year empty, filled, and with errors of every sort."""
    from app.draft import Note, new_filing, with_notes, with_values
    from app.paths import samples

    path = next(path for path in samples() if path.stem == str(year))
    read = json.loads(path.read_text(encoding="utf-8"))
    empty = new_filing("disclosure", read["organization"], year)
    filled = with_values(empty, read["values"])
    row = "applications/{}/applicant.natural_person".format
    wrong = {row("received"): "999", row("results.granted"): "一百", row("carried_forward"): "", "problems": ""}
    faulty = with_values(filled, wrong | {"cover/level": ""})
    notes = [Note("doubt", "disputes/cases/review", "原件此处有五格空白，请对照原件补填。")]
    return {"empty": empty.draft, "filled": filled.draft, "faulty": with_notes(faulty, notes).draft}


def walk(application, window, id, prefix):
    window.open_draft(id)
    wizard = window.editor.wizard
    for step in range(wizard.steps):
        wizard.go_to_step(step)
        shoot(application, window, Path(f"{prefix}-{step + 1}.png"))
    window.show_library()


def shoot(application, widget, path):
    for _turn in range(4):
        application.processEvents()
    if not widget.grab().save(str(path)):
        raise SystemExit(f"cannot write {path}")


if __name__ == "__main__":
    if sys.argv[1] == "--one":
        photograph(Path(sys.argv[2]))
    else:
        main(Path(sys.argv[1]))
