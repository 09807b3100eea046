"""How much of real reports is read: a line a file, right, missed, wrong, invented; narratives whole or not.

Run by hand: `python tests/bench/understanding.py [CORPUS]`.
"""

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from app import numbers
from app.errors import AppError
from app.intake import suffixes, take_in

ROOT = Path(__file__).resolve().parents[2]
KINDS = ("*.txt", "*.md", "*.html", "*.pdf", "*.docx", "derived/*")


@dataclass
class Understood:
    """What was made of one file, beside what was published."""

    name: str
    right: int = 0
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    invented: list[str] = field(default_factory=list)
    totals: tuple[int, int, int] = (0, 0, 0)
    texts: Mapping[str, str] = field(default_factory=dict)
    notes: tuple = ()
    refused: str = ""


def files(corpus: Path) -> list[Path]:
    """The files of the corpus that can be read."""
    found = (path for kind in KINDS for path in corpus.glob(kind) if path.suffix.lower() in suffixes())
    return sorted(path for path in found if path.name != "README.md")


def expected_of(path: Path, corpus: Path) -> dict:
    """What was published, by the beginning of the file's name; empty where nobody has written it down."""
    known = [one for one in (corpus / "expected").glob("*.json") if path.stem.startswith(one.stem)]
    return json.loads(known[0].read_text(encoding="utf-8")) if known else {"values": {}, "printed_totals": {}}


def understood(path: Path, corpus: Path) -> Understood:
    """One file read and compared."""
    expected = expected_of(path, corpus)
    result = Understood(path.relative_to(corpus).as_posix())
    try:
        intake = take_in(path, organization="清源县教育局", year=expected.get("year") or 2020)
    except AppError as error:
        result.refused = str(error)
        result.missed = list(expected["values"])
        return result
    filing = intake.filing
    open_ = set(expected.get("blank_or_uncertain", ()))
    for address, cell in filing.form.cells.items():
        if cell.is_total:
            continue
        read, true = filing.value(address), expected["values"].get(address, "")
        same = bool(true) and numbers.parse(read, cell.value) == numbers.parse(true, cell.value)
        if read and same:
            result.right += 1
        elif read:
            (result.wrong if true or address in open_ else result.invented).append(f"{address}={read} ({true})")
        elif true:
            result.missed.append(address)
    result.texts = {a: filing.value(a) for a in filing.form.narratives}
    result.notes = filing.draft.notes
    return result


def main() -> None:
    """Prints the table; with -v what was missed and noted."""
    corpus = Path(next((one for one in sys.argv[1:] if not one.startswith("-")), ROOT.parent / "shared" / "corpus"))
    wanted = [one[1:] for one in sys.argv[1:] if one.startswith("-") and one != "-v"]
    print(f"{'file':44} right missed wrong invented  doubts unplaced narratives")
    for path in files(corpus):
        if wanted and not any(one in path.name for one in wanted):
            continue
        one = understood(path, corpus)
        kinds = [note.kind for note in one.notes]
        lengths = " ".join(str(len(text)) for text in one.texts.values())
        print(
            f"{one.name:44} {one.right:5} {len(one.missed):6} {len(one.wrong):5} {len(one.invented):8} "
            f"{kinds.count('doubt'):7} {kinds.count('unplaced'):8} {lengths} {one.refused[-60:]}"
        )
        for what in (*one.wrong, *one.invented):
            print("    !", what)
        if "-v" in sys.argv:
            print("    missed:", *one.missed)
            for note in one.notes:
                print("   ", note.kind, note.place, note.text[:300])


if __name__ == "__main__":
    main()
