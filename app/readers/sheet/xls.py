"""The sheets of an old workbook (.xls, the .et of older WPS), by xlrd: what a cell shows, as it was last calculated.

Read are files of Excel 5 to 2003. xlrd gets to see only the records that make up cells, rows and columns, and its cells
are taken as it finds them: its own grid is as tall as the farthest cell, and says no more that a zero is the result of
a formula that was never calculated. Such a formula is given as `=`, so that it is no number and no blank either.
"""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from struct import unpack_from

from xlrd import biffh
from xlrd.book import Book
from xlrd.sheet import Sheet as Found

from app.errors import UnreadableDocument
from app.readers.compound import opened
from app.readers.sheet import faults
from app.readers.sheet.number_format import BUILT_IN, number_of, shown
from app.readers.sheet.sheet import MOST_CELLS, MOST_SHEETS, TALLEST, WIDEST, Merge, Place, Sheet, lines_of
from app.readers.zipped import LARGEST_PART, fault, too_large

_OLDEST = 50
"""What xlrd calls Excel 5; before that a file held one sheet."""
_MOST_STEPS, _MOST_TEXTS = 500_000, 30_000
"""In the whole file: a report has some thousand records, cells and merged cells, and some hundred texts."""
_LONGEST = 8_224
"""Bytes of a record by Microsoft's definition; what is longer goes on in another one."""
_FORMULAS = frozenset({biffh.XL_FORMULA, biffh.XL_FORMULA3, biffh.XL_FORMULA4})
_PASSED_BY = biffh.XL_UNKNOWN
_SEEN = _FORMULAS | {
    *(biffh.XL_BOF, biffh.XL_EOF, biffh.XL_BOUNDSHEET, biffh.XL_FILEPASS, biffh.XL_CODEPAGE, biffh.XL_DATEMODE),
    *(biffh.XL_FORMAT, biffh.XL_XF, biffh.XL_SST, biffh.XL_CONTINUE, biffh.XL_ROW, biffh.XL_COLINFO),
    *(biffh.XL_NUMBER, biffh.XL_RK, biffh.XL_MULRK, biffh.XL_BOOLERR, biffh.XL_LABELSST, biffh.XL_LABEL),
    *(biffh.XL_RSTRING, biffh.XL_STRING, biffh.XL_BLANK, biffh.XL_MULBLANK, biffh.XL_MERGEDCELLS),
    *(biffh.XL_SHRFMLA, biffh.XL_ARRAY, biffh.XL_ARRAY2, biffh.XL_TABLEOP, biffh.XL_TABLEOP2),
}
_MERGED = 8
"""Bytes of a merged cell."""
_UNCALCULATED = 3
"""Set where a formula is to be calculated when the file is opened: a zero beside it may be no result."""


def xls_sheets(path: Path, raw: bytes) -> Iterator[Sheet]:
    """The visible sheets in their order. Raises UnreadableDocument for what has none, is locked or broken."""
    try:
        book = _Book(path, _stream(path, raw))
        for number, name in enumerate(book.sheet_names()[:MOST_SHEETS]):
            if not book.is_hidden(number):
                yield _sheet(book, book.get_sheet(number), name)
    except (UnreadableDocument, MemoryError):
        raise
    except Exception as error:  # the library lets every fault of a broken file through
        raise fault(path, faults.damaged) from error


def _stream(path: Path, raw: bytes) -> bytes:
    with opened(raw) as streams:
        if "EncryptedPackage" in streams.names:
            raise fault(path, faults.locked)
        stream = streams.raw("Workbook") or streams.raw("Book")
    if not stream:
        raise fault(path, faults.no_sheet)
    if len(stream) > LARGEST_PART:
        raise fault(path, too_large)
    return stream


class _Book(Book):
    """A workbook that remembers the record at hand, and passes by what no cell shows."""

    _position: int
    _sh_abs_posn: list[int]
    _sheet_visibility: list[int]

    def __init__(self, path: Path, stream: bytes) -> None:
        super().__init__()
        self._path, self._room = path, _MOST_STEPS
        self.record = (_PASSED_BY, 0, b"")
        silence = StringIO()
        self.biff2_8_load(file_contents=stream, logfile=silence, formatting_info=True, ragged_rows=True)
        self.biff_version = self.getbof(biffh.XL_WORKBOOK_GLOBALS) or 0
        if self.biff_version < _OLDEST:
            raise fault(path, faults.damaged)
        self.parse_globals()
        self.codes = BUILT_IN | {one.format_key: one.format_str for one in self.format_list}

    def is_hidden(self, number: int) -> bool:
        """Whether nobody sees a sheet."""
        return bool(self._sheet_visibility[number] & 3)

    def number(self, value: float, style: int) -> str:
        """A number as a cell of this style shows it."""
        code = self.codes.get(self.xf_list[style].format_key) if style < len(self.xf_list) else None
        number = number_of(value)
        return str(value) if number is None else shown(number, code or "General", from_1904=bool(self.datemode))

    def is_ruled(self, style: int) -> bool:
        """Whether a cell of this style has a line at its left or right."""
        border = self.xf_list[style].border if style < len(self.xf_list) else None
        return border is not None and bool(border.left_line_style or border.right_line_style)

    def step(self, count: int = 1) -> None:
        """Counts what was read. Raises UnreadableDocument where it never ends."""
        self._room -= count
        if self._room < 0:
            raise fault(self._path, too_large)

    def get_sheet(self, sh_number: int, update_pos: bool = True) -> "_Cells":
        self._position = self._sh_abs_posn[sh_number]
        self.getbof(biffh.XL_WORKSHEET)
        found = _Cells(self, self._position, self.sheet_names()[sh_number], sh_number)
        found.read(self)
        return found

    def get_record_parts(self) -> tuple[int, int, bytes]:
        self.record = super().get_record_parts()
        code, length, _body = self.record
        self.step(1 + length // _MERGED if code == biffh.XL_MERGEDCELLS else 1)
        if code not in _SEEN:
            return _PASSED_BY, 0, b""
        _check_length(length)
        return self.record

    def get_record_parts_conditional(self, reqd_record: int) -> tuple[int | None, int, bytes]:
        found = super().get_record_parts_conditional(reqd_record)
        _check_length(found[1])
        return found

    def handle_sst(self, data: bytes) -> None:
        if unpack_from("<I", data, 4)[0] > _MOST_TEXTS:
            raise fault(self._path, too_large)
        super().handle_sst(data)

    def handle_filepass(self, data: bytes) -> None:
        raise fault(self._path, faults.locked)


def _check_length(length: int) -> None:
    """Raises ValueError for a record in which the library could be led round and round."""
    if length > _LONGEST:
        raise ValueError("a record longer than any may be")


class _Cells(Found):
    """A sheet whose cells are kept by their place: texts as they are shown, and which of them are ruled."""

    book: _Book

    def __init__(self, book: _Book, position: int, name: str, number: int) -> None:
        super().__init__(book, position, name, number)
        self.texts: dict[Place, str] = {}
        self.ruled: set[Place] = set()

    def put_cell_ragged(
        self, rowx: int, colx: int, ctype: int | None, value: str | float, xf_index: int | None
    ) -> None:
        style = -1 if xf_index is None else xf_index
        if style < 0 or rowx >= TALLEST or colx >= WIDEST or len(self.texts) >= MOST_CELLS:
            return
        self.book.step()
        text = lines_of(_text(self.book, ctype, value, style))
        if text:
            self.texts[rowx, colx] = text
        if self.book.is_ruled(style):
            self.ruled.add((rowx, colx))


def _text(book: _Book, kind: int | None, value: str | float, style: int) -> str:
    code, _length, body = book.record
    if kind == biffh.XL_CELL_ERROR:
        return biffh.error_text_from_code.get(int(value), "#ERROR!")
    if kind == biffh.XL_CELL_BOOLEAN:
        return "TRUE" if value else "FALSE"
    if code in _FORMULAS and not value and (kind is not None or body[14] & _UNCALCULATED):
        return "="
    return value if isinstance(value, str) else book.number(value, style)


def _sheet(book: _Book, found: _Cells, name: str) -> Sheet:
    merged = found.merged_cells[:MOST_CELLS]
    return Sheet(
        name=name,
        cells=found.texts,
        merges=tuple(Merge(top, left, end - 1, behind - 1) for top, end, left, behind in merged),
        hidden_rows=frozenset(row for row, one in found.rowinfo_map.items() if one.hidden),
        hidden_columns=frozenset(column for column, one in found.colinfo_map.items() if one.hidden),
        ruled=frozenset(found.ruled),
    )
