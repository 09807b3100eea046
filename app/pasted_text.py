"""Text from other programs as plain paragraphs: what Word, WPS and web pages put into the clipboard.

Formatting is dropped, list numbers stay: Word writes them as text with a tab behind. Soft returns and the ends of table
rows end a paragraph.
"""

import re
from dataclasses import dataclass

from app.blocks import Block, Table
from app.draft import paragraphs

_HARD = re.compile("[\u00a0\u2007\u202f]")
"""Spaces at which no line may break; here they are plain spaces."""
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
_BULLET = re.compile("^[\ue000-\uf8ff\u00b7\u2022\u25cf\u25cb\u25c6\u25a0\u25aa\u25e6oØ-]\t")
"""Word's own bullets, drawn by fonts of symbols: formatting, unlike a number."""
_NUMBER = re.compile(
    r"^([（(]?[0-9０-９一二三四五六七八九十百]{1,4}[）).．、]|第[一二三四五六七八九十]{1,3}[章节条]?)\t+"
)
_CELL_ENDS = re.compile(r" *\t[ \t]*")


@dataclass(frozen=True, slots=True)
class PastedText:
    """Plain paragraphs; `is_whole` where the last one was copied with its end, `rows` of tables are among them."""

    paragraphs: tuple[str, ...]
    is_whole: bool = False
    rows: int = 0


def pasted_text(text: str, html: str = "") -> PastedText:
    """The plain paragraphs of a clipboard: its plain text, or where there is none the text of its blocks."""
    if not text.strip():
        text = _text_of(html) if html.strip() else ""
    text = _UNSEEN.sub("", _HARD.sub(" ", text))
    lines = [_without_tab(line.lstrip(" \u3000")) for line in paragraphs(text).split("\n")]
    rows = sum("\t" in line for line in lines)
    kept = tuple(filter(None, (_CELL_ENDS.sub(" ", line).strip(" \u3000") for line in lines)))
    return PastedText(kept, text.endswith(("\n", "\r")), rows)


def _without_tab(line: str) -> str:
    """The line without the tab behind its list number, and without a bullet."""
    return _NUMBER.sub(r"\1", _BULLET.sub("", line))


def _text_of(html: str) -> str:
    from app.readers.clipboard import read_clipboard  # with the first paste that has no plain text

    return "\n".join(line for block in read_clipboard(html, "") for line in _lines_of(block))


def _lines_of(block: Block) -> list[str]:
    """The lines of a block: its text, or the rows of a table with tabs between the cells."""
    if not isinstance(block, Table):
        return [block.text]
    rows: dict[int, list[str]] = {}
    for cell in block.cells:
        rows.setdefault(cell.row, []).append(" ".join(cell.text.split()))
    return ["\t".join(rows[row]) for row in sorted(rows)]
