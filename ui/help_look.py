"""How a chapter of the help looks: what Qt makes of Markdown, with room between the lines and borders in the tables."""

from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableFormat,
)  # fmt: skip

from ui.style import Theme

_LINE = 128.0
_INDENT = 26.0
_MARGIN = 22.0
_ABOVE = {1: 4.0, 2: 22.0, 3: 14.0}
_ADJUST = {1: 2, 2: 1, 3: 0}


def dress(document: QTextDocument, theme: Theme) -> None:
    """Gives a document that was read from Markdown its distances, sizes and colours."""
    document.setDocumentMargin(_MARGIN)
    document.setIndentWidth(_INDENT)
    block = document.begin()
    while block.isValid():
        _dress_block(QTextCursor(block), theme)
        block = block.next()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _dress_table(frame, theme)


def _dress_block(cursor: QTextCursor, theme: Theme) -> None:
    look = cursor.blockFormat()
    level = look.headingLevel()
    look.setLineHeight(120.0 if level else _LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    look.setTopMargin(_ABOVE.get(level, 0.0))
    is_tight = cursor.currentTable() is not None
    look.setBottomMargin(0.0 if is_tight else 8.0 if level else 3.0 if cursor.currentList() else 9.0)
    if look.hasProperty(QTextFormat.Property.BlockQuoteLevel):
        look.setBackground(QColor(theme.head))
        look.setTopMargin(4.0)
    cursor.setBlockFormat(look)
    cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
    letters = QTextCharFormat()
    if level:
        letters.setFontWeight(QFont.Weight.DemiBold)
        letters.setProperty(QTextFormat.Property.FontSizeAdjustment, _ADJUST.get(level, 0))
        cursor.mergeCharFormat(letters)
    _colour_links(cursor, theme)


def _colour_links(cursor: QTextCursor, theme: Theme) -> None:
    """Qt takes the colour of links from the palette at the reading; on paper it must be another."""
    block = cursor.block()
    pieces = block.begin()
    while not pieces.atEnd():
        piece = pieces.fragment()
        chosen = QTextCursor(block)
        chosen.setPosition(piece.position())
        chosen.setPosition(piece.position() + piece.length(), QTextCursor.MoveMode.KeepAnchor)
        look = QTextCharFormat()
        look.setForeground(QColor(theme.accent if piece.charFormat().isAnchor() else theme.text))
        chosen.mergeCharFormat(look)
        pieces += 1


def _dress_table(table: QTextTable, theme: Theme) -> None:
    look = table.format()
    assert isinstance(look, QTextTableFormat)
    look.setBorder(1)
    look.setBorderCollapse(True)
    look.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    look.setBorderBrush(QBrush(QColor(theme.line)))
    look.setCellPadding(6)
    look.setCellSpacing(0)
    look.setTopMargin(4)
    look.setBottomMargin(12)
    look.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    table.setFormat(look)
    for column in range(table.columns()):
        cell = table.cellAt(0, column)
        ground = cell.format()
        ground.setBackground(QColor(theme.head))
        cell.setFormat(ground)
