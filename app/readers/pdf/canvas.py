"""The pages of a file as they are drawn: every character and ruling line with its place, by pdfminer.

Text that is drawn unseen is left out: under the picture of a scanned page lies what a machine took it for. Forms
within forms, and more marks than a page can hold, end the reading.
"""

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import BinaryIO, cast

from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.layout import LTChar
from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdfdevice import PDFTextSeq
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter, PDFResourceManager, PDFTextState
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.utils import Matrix, PathSegment, Point, Rect, apply_matrix_pt

from app.readers.pdf.characters import mended
from app.readers.pdf.shapes import UNREADABLE, Glyph, Sheet, Stroke, is_within, upright

MOST_PAGES = 300
MOST_GLYPHS = 150_000
"""Of a file; a report has some thousand, the longest some ten thousand."""
MOST_STROKES = 10_000
"""Of a page: a drawing has more, a table never; then the page is read as text alone."""
LARGEST_PAGE = 500_000
LARGEST_FILE = 12_000_000
"""Bytes that say what is drawn: a page of text has some ten thousand, a map a million and is a picture."""
MOST_MARKS = 400_000
_MOST_FORMS = 5_000
_DEEPEST = 12
_THIN = 3.0
_STRAIGHT = 0.5
_SHORTEST = 0.5
_PICTURE = 0.25
_OUTLINES = 300
"""Curves: so many on a page without text are its text, drawn."""
_UNSEEN = {3, 7}


class TooMuch(Exception):
    """A file that draws more than a report can."""


def sheets(file: BinaryIO) -> Iterator[Sheet]:
    """The pages of an open file. Raises TooMuch, and what pdfminer raises for a broken or locked file."""
    document = PDFDocument(PDFParser(file), password="")
    canvas = _Canvas(resources := PDFResourceManager())
    interpreter = PDFPageInterpreter(resources, canvas)
    for number, page in enumerate(PDFPage.create_pages(document), 1):
        if number > MOST_PAGES:
            raise TooMuch
        size = _size(page)
        canvas.drawn += size
        if canvas.drawn > LARGEST_FILE:
            raise TooMuch
        if size > LARGEST_PAGE:
            yield Sheet(number, *page.mediabox[2:], (), has_picture=True)
            continue
        interpreter.process_page(page)
        yield canvas.sheet(number)


def _size(page: PDFPage) -> int:
    """How many bytes say what a page shows."""
    contents = (resolve1(content) for content in page.contents)
    return sum(len(content.get_data()) for content in contents if isinstance(content, PDFStream))


class _Canvas(PDFLayoutAnalyzer):
    """Takes what is drawn, page after page."""

    def __init__(self, resources: PDFResourceManager) -> None:
        super().__init__(resources)
        self.glyphs: list[Glyph] = []
        self.strokes: list[Stroke] = []
        self.drawn = self.total = self.marks = self.forms = self.depth = self.curves = 0
        self.size = (0.0, 0.0)
        self.is_seen = True
        self.has_picture = False

    def sheet(self, number: int) -> Sheet:
        """The page that was drawn last."""
        width, height = self.size
        seen = tuple(glyph for glyph in self.glyphs if is_within(width, height, glyph))
        drawn = self.has_picture or self.curves >= _OUTLINES
        strokes = () if len(self.strokes) > MOST_STROKES else tuple(self.strokes)
        return upright(Sheet(number, width, height, seen, strokes, drawn))

    def begin_page(self, page: PDFPage, ctm: Matrix) -> None:
        """Begins a new page, its corner at the origin."""
        x0, y0, x1, y1 = page.mediabox
        (ax, ay), (bx, by) = apply_matrix_pt(ctm, (x0, y0)), apply_matrix_pt(ctm, (x1, y1))
        self.size = (abs(bx - ax), abs(by - ay))
        self.glyphs, self.strokes = [], []
        self.marks = self.curves = 0
        self.has_picture = False

    def end_page(self, page: PDFPage) -> None:
        """Nothing is left to do: the page is asked for."""

    def begin_figure(self, name: str, bbox: Rect, matrix: Matrix) -> None:
        """Counts the forms within forms: a small file may draw without end."""
        self.depth += 1
        self.forms += 1
        if self.depth > _DEEPEST or self.forms > _MOST_FORMS:
            raise TooMuch

    def end_figure(self, _: str) -> None:
        """Back to what holds the form."""
        self.depth -= 1

    def render_image(self, name: str, stream: PDFStream) -> None:
        """Notes a picture that covers much of the page; it is never opened."""
        a, b, c, d, _e, _f = self.ctm
        self.has_picture |= abs(a * d - b * c) > _PICTURE * self.size[0] * self.size[1]

    def render_string(
        self, textstate: PDFTextState, seq: PDFTextSeq, ncs: PDFColorSpace, graphicstate: PDFGraphicState
    ) -> None:
        """Notes whether what comes is to be seen."""
        self.is_seen = textstate.render not in _UNSEEN
        super().render_string(textstate, seq, ncs, graphicstate)

    def render_char(  # noqa: PLR0913, PLR0917  (pdfminer's own signature)
        self,
        matrix: Matrix,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: PDFColorSpace,
        graphicstate: PDFGraphicState,
    ) -> float:
        """Takes a character; gives how far it reaches."""
        text = self.text_of(font, cid)
        width, away = font.char_width(cid), font.char_disp(cid)
        char = LTChar(matrix, font, fontsize, scaling, rise, text, width, away, ncs, graphicstate)
        self.total += 1
        if self.total > MOST_GLYPHS:
            raise TooMuch
        if self.is_seen and text and all(math.isfinite(edge) for edge in char.bbox):
            self.glyphs.append(self.glyph(char, text))
        return char.adv

    def text_of(self, font: PDFFont, cid: int) -> str:
        """What a character says; a sign of its own where the file does not tell."""
        try:
            return mended(str(font.to_unichr(cid)))
        except PDFUnicodeNotDefined:
            return UNREADABLE

    def glyph(self, char: LTChar, text: str) -> Glyph:
        """A character with its place, counted from above."""
        a, b = char.matrix[:2]
        turn = (0 if a >= 0 else 2) if abs(a) >= abs(b) else (1 if b > 0 else 3)
        height = self.size[1]
        size = char.height if turn % 2 == 0 else char.width
        return Glyph(text, char.x0, char.x1, height - char.y1, height - char.y0, size, turn)

    def paint_path(
        self, gstate: PDFGraphicState, stroke: bool, fill: bool, evenodd: bool, path: Sequence[PathSegment]
    ) -> None:
        """Takes the straight level and upright lines of a path that is drawn, and filled bars as thin as lines."""
        self.marks += len(path)
        if self.marks > MOST_MARKS:
            raise TooMuch
        is_drawn = stroke and not _is_white(gstate.scolor)
        is_bar = fill and not is_drawn and not _is_white(gstate.ncolor)
        if len(self.strokes) > MOST_STROKES or not (is_drawn or is_bar):
            return
        for corners in self.parts(path):
            for start, end in _bar(corners) if is_bar else pairwise(corners):
                self.rule(start, end)

    def parts(self, path: Sequence[PathSegment]) -> Iterator[list[Point]]:
        """The corners of each part of a path; a curve ends a part, and is counted."""
        corners: list[Point] = []
        first: Point = (0.0, 0.0)
        for step in path:
            if step[0] == "h":
                corners.append(first)
                continue
            point = apply_matrix_pt(self.ctm, cast(Point, step[-2:]))
            if step[0] != "l":
                self.curves += step[0] != "m"
                first = point if step[0] == "m" else first
                yield corners
                corners = []
            corners.append(point)
        yield corners

    def rule(self, start: Point, end: Point) -> None:
        """Takes a line if it is level or upright."""
        (x0, y0), (x1, y1) = start, end
        if not all(map(math.isfinite, (x0, y0, x1, y1))):
            return
        height = self.size[1]
        if abs(y0 - y1) <= _STRAIGHT and abs(x0 - x1) >= _SHORTEST:
            self.strokes.append(Stroke(True, height - (y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif abs(x0 - x1) <= _STRAIGHT and abs(y0 - y1) >= _SHORTEST:
            self.strokes.append(Stroke(False, (x0 + x1) / 2, height - max(y0, y1), height - min(y0, y1)))


def _bar(corners: Sequence[Point]) -> Iterator[tuple[Point, Point]]:
    """The line in the middle of a thin filled part; none where it is an area."""
    if not corners:
        return
    x0, x1 = min(x for x, _y in corners), max(x for x, _y in corners)
    y0, y1 = min(y for _x, y in corners), max(y for _x, y in corners)
    if y1 - y0 <= _THIN and x1 - x0 > y1 - y0:
        yield (x0, (y0 + y1) / 2), (x1, (y0 + y1) / 2)
    elif x1 - x0 <= _THIN:
        yield ((x0 + x1) / 2, y0), ((x0 + x1) / 2, y1)


def _is_white(color: object) -> bool:
    """Whether a colour of grey, red-green-blue or four inks cannot be seen on paper."""
    parts = color if isinstance(color, tuple | list) else (color,)
    shares = [float(part) for part in parts if isinstance(part, int | float)]
    return bool(shares) and (all(share <= 0.02 for share in shares) if len(shares) == 4 else min(shares) >= 0.98)
