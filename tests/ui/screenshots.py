"""Photographs of every page: both editions, empty, filled and with errors; several sizes, scalings and themes.

Usage: screenshots.py FOLDER. Each look runs in a process of its own, since Qt takes the scaling only at its start.
GONGKAI_SHOTS names the functions below that shall run, e.g. "reading"; without it all do.
"""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

LOOKS = {
    "1280x800": {"GONGKAI_SIZE": "1280x800"},
    "1280x800-dark": {"GONGKAI_SIZE": "1280x800", "GONGKAI_THEME": "dark"},
    "1280x800-150%": {"GONGKAI_SIZE": "1280x800", "QT_SCALE_FACTOR": "1.5"},
    "1920x1080": {"GONGKAI_SIZE": "1920x1080"},
}
YEARS = (2020, 2023)
BODIES = [
    "清源县人民政府办公室", "清源县发展和改革局", "清源县教育局", "清源县公安局", "清源县民政局", "清源县财政局",
    "清源县水务局", "清源县文化广电和旅游局", "清源县卫生健康委员会", "清源县城关街道办事处",
]  # fmt: skip


def main(folder: Path) -> None:
    for name, look in LOOKS.items():
        target = folder / name
        target.mkdir(parents=True, exist_ok=True)
        subprocess.run([sys.executable, __file__, "--one", str(target)], env=os.environ | look, check=True)
        print(f"{target}: {len(list(target.glob('*.png')))} pictures")


def photograph(target: Path) -> None:
    """All pages in the look that the environment asks for."""
    from app.store import open_store
    from ui.application import make_application
    from ui.style import THEME_PROPERTY, recolour

    application = make_application()
    application.setProperty(THEME_PROPERTY, os.environ.get("GONGKAI_THEME", "light"))
    recolour()
    wanted = os.environ.get("GONGKAI_SHOTS", "filling keeping helping reading").split()
    for more in (filling, keeping, helping, reading):
        if more.__name__ in wanted:
            with tempfile.TemporaryDirectory() as place, open_store(Path(place) / "gongkai.db") as store:
                more(application, store, target)


def filling(application, store, target):
    """Every page: both editions, empty, filled and with errors."""
    from ui.window import MainWindow

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


def helping(application, store, target):
    """What helps to fill: last year beside, a total told, a paste seen first, the dialogs of the texts."""
    from ui.window import MainWindow

    window = MainWindow(store)
    width, height = os.environ["GONGKAI_SIZE"].split("x")
    scale = float(os.environ.get("QT_SCALE_FACTOR", "1"))
    window.resize(int(int(width) / scale), int(int(height) / scale))
    window.show()
    store.add(drafts(2022)["filled"])
    window.open_draft(store.add(drafts(2023)["faulty"]))
    wizard = window.editor.wizard
    window.editor.session.likings.like_last_year(True)
    for name, place in (
        ("beside-cell", "applications/results.granted/applicant.natural_person"),
        ("beside-total", "applications/received/applicant.total"), ("beside-text", "overview"),
    ):  # fmt: skip
        wizard.go_to(place)
        shoot(application, window, target / f"{name}.png")
    clip = Path(__file__).parents[1] / "data" / "clipboard" / "excel_applications_shuffled"
    put_on_clipboard(application, clip)
    wizard.go_to("applications/received/applicant.natural_person")
    page = wizard.currentPage().parts[0]
    page.paste()
    shoot_dialog(application, target / "paste.png")
    wizard.go_to("overview")
    text = wizard.currentPage().parts[0]
    for name, act in (("phrases", text.open_phrases), ("tidy", window.editor.tidy_texts)):
        window.editor.session.set_value("overview", '2023年,我局 主动公开"家长"信息（1)条。')
        act()
        shoot_dialog(application, target / f"{name}.png")
    window.editor.find_in_texts()
    window.editor._finder.seek("公开")
    shoot(application, window.editor._finder, target / "replace.png")
    window.editor._finder.close()
    application.clipboard().clear()  # Qt's offscreen screen does not outlive a table on its clipboard
    wizard.search_help()
    wizard.currentPage()._panel.search.setText("商业秘密")
    wizard.go_to("overview")
    shoot(application, window, target / "guidance-search.png")


def reading(application, store, target):
    """A file read: whole, with doubts, against the open draft, of another year; many files; a name that is missing."""
    from app.draft import filing_of, with_values
    from app.export import export
    from ui.window import MainWindow

    window = MainWindow(store)
    width, height = os.environ["GONGKAI_SIZE"].split("x")
    scale = float(os.environ.get("QT_SCALE_FACTOR", "1"))
    window.resize(int(int(width) / scale), int(int(height) / scale))
    window.show()
    filled = filing_of(drafts(2023)["filled"])
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "各年年报"
        folder.mkdir()
        whole = export(filled, folder / "2023年度报告.docx", copy="draft")
        faulty = folder / "2023年度报告（网页抄录）.txt"
        faulty.write_text(as_text(filled), encoding="utf-8")
        export(filing_of(drafts(2020)["filled"]), folder / "2020年度报告.docx", copy="draft")
        (folder / "扫描件.docx").write_bytes(b"PK no zip")
        nameless = Path(place) / "表三.txt"
        nameless.write_text(as_text(filled).partition("\n")[2], encoding="utf-8")
        for name, file in (("reading-whole", whole), ("reading-doubts", faulty), ("reading-identity", nameless)):
            window.read_files([str(file)])
            shoot_reading(application, target / f"{name}.png")
        changes = {"applications/received/applicant.natural_person": "77", "disputes/cases/review.upheld": ""}
        text = filled.value("overview").replace("。", "；", 1) + "\n只在草稿里的一段话。"
        draft = with_values(filled, changes | {"overview": text, "cover/phone": "010-1"}).draft
        window.open_draft(store.add(draft))
        window.read_files([str(whole)])
        shoot_reading(application, target / "reading-into-open.png")
        window.read_files([str(folder / "2020年度报告.docx")])
        shoot_reading(application, target / "reading-other-year.png")
        window.show_library()
        window.read_files([str(folder)])
        shoot_reading(application, target / "reading-many.png", until=lambda dialog: not dialog._is_running)


def as_text(filing):
    """The report as somebody may have copied it: a heading altered, a total misprinted, a row cut short, a remark."""
    from app.blocks import Table
    from app.report import compose

    lines = []
    for block in compose(filing, "draft"):
        if not isinstance(block, Table):
            lines.append(block.text.replace("五、存在的主要问题", "五、主要问题"))
            continue
        rows = [[cell.text.replace("\n", "") for cell in block.cells if cell.row == row] for row in range(block.rows)]
        lines += ["\t".join(row) for row in rows]
    text = "\n".join(lines)
    row = next(line for line in lines if line.startswith("一、本年新收"))
    cut = next(line for line in lines if line.startswith("二、上年结转"))
    text = text.replace(row, row.rpartition("\t")[0] + "\t9999").replace(cut, cut.rpartition("\t")[0])
    return "索引号：X-2024-001\n" + text if lines[0].startswith("索引号") else text


def shoot_reading(application, path, until=lambda dialog: True):
    """The dialog that a reading ends with."""
    import time

    end = time.monotonic() + 60
    while time.monotonic() < end:
        application.processEvents()
        dialog = application.activeModalWidget()
        if dialog and dialog.objectName() in ("reading", "reading_many", "reading_identity") and until(dialog):
            break
        time.sleep(0.02)
    shoot(application, dialog, path)
    dialog.reject()
    application.processEvents()


def put_on_clipboard(application, clip):
    from PySide6.QtCore import QMimeData

    offered = QMimeData()
    offered.setHtml(clip.with_suffix(".html").read_text(encoding="utf-8"))
    offered.setText(clip.with_suffix(".txt").read_text(encoding="utf-8"))
    application.clipboard().setMimeData(offered)


def shoot_dialog(application, path):
    for _turn in range(4):
        application.processEvents()
    dialog = application.activeModalWidget()
    shoot(application, dialog, path)
    dialog.reject()
    application.processEvents()


def keeping(application, store, target):
    """The library with one draft and with sixty, a search, comparison, versions, states, recycle bin, backups."""
    from app.entry import Reason, State
    from ui.window import MainWindow

    window = MainWindow(store)
    width, height = os.environ["GONGKAI_SIZE"].split("x")
    scale = float(os.environ.get("QT_SCALE_FACTOR", "1"))
    window.resize(int(int(width) / scale), int(int(height) / scale))
    window.show()
    first = store.add(drafts(2023)["filled"])
    window.show_library()
    shoot(application, window, target / "library-one.png")
    for number, name in enumerate(BODIES):
        for year in range(2020, 2026):
            draft = replace(drafts(2020 if year == 2020 else 2023)["filled"], organization=name, year=year)
            id = store.add(draft)
            if year < 2025:
                store.set_state(id, list(State)[1 + (number + year) % 3] if year > 2022 else State.FILED, by="李某")
    window.show_library()
    shoot(application, window, target / "library-sixty.png")
    shelf = window.library.shelf
    shelf.search.setText("平台")
    shelf._seek()
    shoot(application, window, target / "library-search.png")
    shelf.search.clear()
    shelf._seek()
    entry = store.load(first)
    store.keep_version(first, Reason.EXPORT, "导出送审稿之前")
    store.keep_version(first, Reason.BULK, "二、主动公开：其余空格填0之前")
    store.save(first, entry.draft, with_some_change(entry.draft))
    year_before = store.add(drafts(2022)["filled"])
    for name, ids in (
        ("compare", [first, year_before]), ("versions", [first]),
    ):  # fmt: skip
        window.act(name, ids)
        shoot(application, window, target / f"{name}.png")
        window._stack.currentWidget().left.emit()
    newest = next(draft.id for draft in store.entries() if (draft.organization, draft.year) == (BODIES[2], 2025))
    window.act("next", [newest])
    window.editor.wizard.go_to_step(3)
    shoot(application, window, target / "carried.png")
    window.show_library()
    store.set_state(first, State.IN_REVIEW, by="张某", remark="请领导审阅")
    store.set_state(first, State.FINAL, by="王某")
    window.open_draft(first)
    shoot(application, window, target / "locked.png")
    window.show_library()
    for id in [draft.id for draft in store.entries()][3:8]:
        store.delete(id)
    for name in ("state", "bin", "backups"):
        window.act(name, [first])
        shoot(application, application.activeModalWidget() or window, target / f"{name}.png")
        application.activeModalWidget().reject()


def with_some_change(draft):
    from app.draft import filing_of, with_values

    text = draft.values["problems"].replace("。", "；", 1) + "\n新添的一段话。"
    return with_values(filing_of(draft), {"problems": text, "proactive/licensing/decisions": "12"}).draft


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
