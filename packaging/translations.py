"""Brings the program's texts into the Chinese catalogue, and makes the one in traditional characters of it.

New texts come in empty, old ones stay as they are, gone ones go. The traditional catalogue and the chapters of the help
are written anew each time: OpenCC converts, the words that Hong Kong and Macao write otherwise stand in `words.toml`.
"""

import io
import re
import sys
import tomllib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = ROOT / "resources" / "translations"
WRITTEN = CATALOGUES / "zh_CN" / "LC_MESSAGES" / "gongkai.po"
CONVERTED = CATALOGUES / "zh_Hant" / "LC_MESSAGES" / "gongkai.po"
HELP = ROOT / "resources" / "help"
KEYWORDS = {"_": None, "n_": (1, 2)}
HEAD = "# Made of zh_CN by packaging/translations.py; mend words.toml, not this file.\n"
_DULL = ("#", '"POT-', '"PO-', '"Last-', '"Language-Team', '"Report-', '"Generated', '"Project-')


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
    write(new, path)
    return missing


def write(catalogue: Catalog, path: Path, head: str = "") -> None:
    """Writes a catalogue without what changes from day to day, so that two of the same texts are alike."""
    written = io.BytesIO()
    write_po(written, catalogue, width=0, sort_output=True, omit_header=False)
    lines = written.getvalue().decode().splitlines(keepends=True)
    kept = [line for line in lines if line.startswith("#, ") or not line.startswith(_DULL)]
    new = path.with_suffix(".new")  # a program that starts meanwhile reads the old one or the new one
    new.write_text(head + "".join(kept).lstrip(), encoding="utf-8")
    new.replace(path)


def converted() -> Catalog:
    """The Chinese catalogue in the characters and words of Hong Kong and Macao."""
    with WRITTEN.open("rb") as file:
        written = read_po(file)
    new = Catalog(locale="zh_Hant", project="gongkai", charset="utf-8", fuzzy=False)
    for message in written:
        if message.id:
            new.add(message.id, _each(traditional, message.string), flags=message.flags)
    return new


def chapters() -> dict[str, str]:
    """Each chapter of the help in the characters and words of Hong Kong and Macao, by the name of its file."""
    return {path.name: traditional(path.read_text(encoding="utf-8")) for path in (HELP / "zh_CN").glob("*.md")}


def write_chapters() -> None:
    """Writes the help anew; chapters that are gone go."""
    folder, made = HELP / "zh_Hant", chapters()
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob("*.md"):
        if path.name not in made:
            path.unlink()
    for name, text in made.items():
        (folder / name).write_text(text, encoding="utf-8")


def traditional(text: str) -> str:
    """A text in the characters of Hong Kong and Macao, and in their offices' words."""
    return _wanting().sub(lambda found: words()[found[0]], _converter()(text))


def _each(change: Callable[[str], str], text: str | tuple[str, ...]) -> str | tuple[str, ...]:
    return change(text) if isinstance(text, str) else tuple(change(one) for one in text)


@lru_cache
def words() -> dict[str, str]:
    """What OpenCC writes otherwise than offices there, and how they write it."""
    with (CATALOGUES / "zh_Hant" / "words.toml").open("rb") as file:
        return dict(tomllib.load(file)["words"])


@lru_cache
def _wanting() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words(), key=len, reverse=True))))


@lru_cache
def _converter() -> Callable[[str], str]:
    from opencc import OpenCC

    return OpenCC("s2hk").convert


def main() -> int:
    """1 where a text has no translation yet."""
    left = update(WRITTEN)
    print(f"{WRITTEN.relative_to(ROOT)}: {left} without translation")
    CONVERTED.parent.mkdir(parents=True, exist_ok=True)
    write(converted(), CONVERTED, HEAD)
    write_chapters()
    return int(left > 0)


if __name__ == "__main__":
    sys.exit(main())
