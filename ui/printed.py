"""A report as it will be printed: its blocks in a text document that is as wide as the text area of the paper.

The unit is a 96th of an inch: a view scales what it paints, so that lines break on every screen as they do on paper.
Paragraphs and cells know their address (`address_of`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QTextBlock, QTextBlockFormat, QTextCursor, QTextDocument, QTextOption

from app.blocks import Block, Heading, Paragraph, Table
from app.form import Address, Severity
from app.layout import Face, Layout
from app.typeset import Place, character, signature_places, title_lines, title_pitch, twips
from ui.printed_remarks import place_of
from ui.printed_table import ADDRESS, GROUNDS, print_table
from ui.printed_type import POINT, TWIP, Type
from ui.style import LIGHT

_SIGNATURE = ("organization", "date")


def document(
    blocks: Sequence[Block], layout: Layout, marks: Mapping[Address, Severity] | None = None, blank: str = ""
) -> QTextDocument:
    """The blocks that `report.compose` gives, as they are printed in a layout.

    `marks` are the places that a reviewer should see, as `printed_remarks` names them; `blank` are the words where a
    text is blank. A report without both is as it will be filed.
    """
    made = QTextDocument()
    made.setUndoRedoEnabled(False)
    made.setUseDesignMetrics(True)
    made.setDocumentMargin(0)
    made.setDefaultTextOption(_options())
    made.setTextWidth(text_width(layout))
    _Printing(made, layout, marks or {}, blank).write(blocks)
    return made


def text_width(layout: Layout) -> float:
    """The width of the text area."""
    return twips(layout.page.text_width) * TWIP


def address_of(block: QTextBlock) -> Address:
    """The address at which a block of a printed document stands; "" for none."""
    return str(block.blockFormat().property(ADDRESS) or "")


def _options() -> QTextOption:
    options = QTextOption()
    options.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    options.setUseDesignMetrics(True)
    return options


@dataclass(slots=True)
class _Printing:
    """One document being written."""

    document: QTextDocument
    layout: Layout
    marks: Mapping[Address, Severity]
    blank: str
    type: Type = field(default_factory=Type)
    cursor: QTextCursor = field(init=False)
    is_new: bool = True
    """Whether the block under the cursor waits to be written: the first one, and that after a table."""

    def __post_init__(self) -> None:
        self.cursor = QTextCursor(self.document)

    def write(self, blocks: Sequence[Block]) -> None:
        self.cursor.beginEditBlock()
        signature = [one for one in blocks if isinstance(one, Paragraph) and one.role in _SIGNATURE]
        for block in blocks:
            if isinstance(block, Table):
                print_table(self.cursor, block, self.layout, self.type, self.marks)
                self.is_new = True
            elif isinstance(block, Heading):
                self.heading(block)
            elif block.role == "title":
                self.title(block)
            elif block not in signature:
                self.paragraph(block)
        if signature:
            self.signature(signature)
        if self.is_new and blocks:
            self.close()
        self.end()
        self.cursor.endEditBlock()

    def heading(self, block: Heading) -> None:
        self.begin(self.body(block.address))
        self.text(block.text, self.face(block.level))

    def title(self, block: Paragraph) -> None:
        shape = QTextBlockFormat()
        shape.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        shape.setProperty(ADDRESS, block.address)
        lines = title_lines(block.text, block.breaks, self.layout)
        for number, line in enumerate(lines):
            shape.setLineHeight(title_pitch(self.layout) * TWIP, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
            shape.setTopMargin(0 if number else self.pitch)
            shape.setBottomMargin(self.pitch if number == len(lines) - 1 else 0)
            self.begin(shape)
            self.text(line, self.layout.faces.title)

    def paragraph(self, block: Paragraph) -> None:
        shape = self.body(block.address)
        if block.is_blank:
            shape.setBackground(QColor(f"#{self.layout.table.highlight}"))
        place = place_of(self.marks, block.address, block.text)
        if place != block.address:
            shape.setBackground(QColor(GROUNDS[self.marks[place]]))
        self.begin(shape)
        if not block.text and self.blank:
            self.text(self.blank, self.layout.faces.body, LIGHT.faint)
        self.text(block.text[: block.lead], self.face(block.level))
        self.text(block.text[block.lead :], self.layout.faces.body)

    def signature(self, lines: Sequence[Paragraph]) -> None:
        """落款, each line set from the side that `signature_places` names."""
        each = character(self.layout)
        by = {line.role: line.text for line in lines}
        width = twips(self.layout.page.text_width) / each
        places = signature_places(
            by.get("organization", ""), by.get("date", ""), width, is_sealed=any(line.is_sealed for line in lines)
        )
        for line, place in zip(lines, places, strict=False):
            self.begin(self.signed(line, place, each * TWIP))
            self.text(line.text, self.layout.faces.body)

    def signed(self, line: Paragraph, place: Place, each: float) -> QTextBlockFormat:
        side, free = place
        shape = self.body(line.address)
        shape.setTextIndent(0)
        shape.setTopMargin(self.pitch if line.role == "organization" else 0)
        if side == "right":
            shape.setAlignment(Qt.AlignmentFlag.AlignRight)
            shape.setRightMargin(free * each)
        else:
            shape.setAlignment(Qt.AlignmentFlag.AlignLeft)
            shape.setLeftMargin(free * each)
        return shape

    def end(self) -> None:
        """The margins above the first and below the last block, which a document leaves out."""
        root = self.document.rootFrame()
        shape = root.frameFormat()
        shape.setTopMargin(self.document.begin().blockFormat().topMargin())
        shape.setBottomMargin(self.cursor.blockFormat().bottomMargin())
        root.setFrameFormat(shape)

    def close(self) -> None:
        """The block that must stand behind a table becomes the space below it."""
        shape = QTextBlockFormat()
        shape.setLineHeight(self.layout.table.after * POINT, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        self.begin(shape)

    @property
    def pitch(self) -> float:
        return self.layout.lines.pitch * TWIP

    def body(self, address: Address) -> QTextBlockFormat:
        """The shape of a paragraph of text."""
        shape = QTextBlockFormat()
        shape.setAlignment(Qt.AlignmentFlag.AlignJustify)
        shape.setTextIndent(2 * character(self.layout) * TWIP)
        shape.setLineHeight(self.pitch, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        shape.setProperty(ADDRESS, address)
        return shape

    def begin(self, shape: QTextBlockFormat) -> None:
        """A new block of this shape under the cursor."""
        if self.is_new:
            self.cursor.setBlockFormat(shape)
        else:
            self.cursor.insertBlock(shape)
        self.is_new = False

    def text(self, text: str, face: Face, ink: str = "") -> None:
        for piece, shape in self.type.runs(text, face):
            if ink:
                shape.setForeground(QColor(ink))
            self.cursor.insertText(piece, shape)

    def face(self, level: int) -> Face:
        faces = self.layout.faces
        return {1: faces.heading1, 2: faces.heading2, 3: faces.heading3, 4: faces.heading4}.get(level, faces.body)
