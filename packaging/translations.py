"""Brings the program's texts into each catalogue: new ones empty, old ones as they are, gone ones out."""

import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
KEYWORDS = {"_": None, "n_": (1, 2)}


def texts() -> Catalog:
    """Every text that `app` and `ui` show."""
    found = Catalog()
    for room in ("app", "ui"):
        for _file, _line, message, comments, _context in extract_from_dir(ROOT / room, keywords=KEYWORDS):
            found.add(message, auto_comments=comments)
    return found


def update(path: Path) -> int:
    """Writes the catalogue anew, sorted; how many texts it leaves without translation."""
    with path.open("rb") as file:
        old = read_po(file)
    new, missing = Catalog(locale=path.parent.parent.name, project="gongkai", charset="utf-8", fuzzy=False), 0
    for message in texts():
        known = old.get(message.id) if message.id else None
        if message.id:
            new.add(message.id, known.string if known else "", flags=message.flags)
            missing += not (known and known.string)
    with path.open("wb") as file:
        write_po(file, new, width=0, sort_output=True, omit_header=False)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    dull = ("#", '"POT-', '"PO-', '"Last-', '"Language-Team', '"Report-', '"Generated', '"Project-')
    kept = [line for line in lines if line.startswith("#, ") or not line.startswith(dull)]
    path.write_text("".join(kept).lstrip(), encoding="utf-8")
    return missing


if __name__ == "__main__":
    left = {path: update(path) for path in (ROOT / "resources/translations").glob("*/LC_MESSAGES/*.po")}
    for path, count in left.items():
        print(f"{path.relative_to(ROOT)}: {count} without translation")
    sys.exit(any(left.values()))
