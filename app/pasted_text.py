"""Text from other programs as plain paragraphs: what Word, WPS and web pages put into the clipboard.

Formatting is dropped, list numbers stay: Word writes them as text with a tab behind. Soft returns and the ends of table
rows end a paragraph. The quotes in which a sheet wraps a cell of several lines are its own and go.
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
_FIRST_BREAK = re.compile("[ \t\u3000]*[\n\x0b\x0c\x85\u2028\u2029]")
_QUOTED = re.compile(r'(?:(?<=[\t\n])|\A)"((?:[^"]|"")*+)"(?=[\t\n]|\Z)')
_SHEET = re.compile("<table", re.IGNORECASE)
_FIGURE = re.compile(r"[-+]?[0-9０-９][0-9０-９,，.．]*[%％]?")
_BETWEEN_WORDS = re.compile(r"(?<=[!-~])\n+(?=[!-~])")


@dataclass(frozen=True, slots=True)
class PastedText:
    """Plain paragraphs; `is_whole` where the last one was copied with its end, `rows` of tables are among them.

    `is_apart` where a line end stands before the first: they begin a paragraph of their own.
    """

    paragraphs: tuple[str, ...]
    is_whole: bool = False
    rows: int = 0
    is_apart: bool = False

    @property
    def is_table(self) -> bool:
        """Whether it is a table more than a text."""
        return 2 * self.rows > len(self.paragraphs)


def pasted_text(text: str, html: str = "") -> PastedText:
    """The plain paragraphs of a clipboard: its plain text, or where there is none the text of its blocks."""
    if not text.strip():
        text = _text_of(html) if html.strip() else ""
    has_table = _SHEET.search(html) is not None
    text = _UNSEEN.sub("", _HARD.sub(" ", text)).replace("\r\n", "\n").replace("\r", "\n")
    if has_table or not html.strip():
        text = _QUOTED.sub(_unquoted, text)
    lines = [_without_tab(line.lstrip(" \u3000")) for line in paragraphs(text).split("\n")]
    rows = sum("\t" in line or (has_table and _FIGURE.fullmatch(line) is not None) for line in lines)
    kept = tuple(filter(None, (_CELL_ENDS.sub(" ", line).strip(" \u3000") for line in lines)))
    return PastedText(kept, text.endswith("\n"), rows, _FIRST_BREAK.match(text) is not None)


def _unquoted(cell: re.Match[str]) -> str:
    """What a sheet has put in quotes, in one line; the lines of a cell alone in its row are paragraphs.

    Sheets quote only what holds a line end, a tab or a quote: other quotes are the clerk's.
    """
    inner = cell[1]
    if not any(sign in inner for sign in ("\n", "\t", '""')):
        return cell[0]
    text = inner.replace('""', '"').replace("\t", " ")
    before, behind = cell.string[max(cell.start() - 1, 0) : cell.start()], cell.string[cell.end() : cell.end() + 1]
    return _in_one_line(text) if "\t" in (before, behind) else text


def _in_one_line(text: str) -> str:
    """The lines of a cell joined: Chinese without a space, Latin words and figures with one."""
    lines = "\n".join(line.strip() for line in text.split("\n"))
    return _BETWEEN_WORDS.sub(" ", lines).replace("\n", "")


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
        rows.setdefault(cell.row, []).append(" ".join(_in_one_line(cell.text).split()))
    return ["\t".join(rows[row]) for row in sorted(rows)]
