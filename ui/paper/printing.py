"""The report on a printer: asked for, its pages drawn as they are previewed."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMarginsF, QObject, QSizeF, Signal
from PySide6.QtGui import QPageSize, QPainter
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from app.errors import AppError
from app.safe_file import replace_file
from ui.paper.fonts import fonts
from ui.paper.page import Page
from ui.paper.painting import paint
from ui.paper.pdf import pdf_of
from ui.paper.sheets import Sheets

_PER_INCH = 72


def printer_for(sheets: Sheets) -> QPrinter:
    """The usual printer, with the report's paper and no margins of its own."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(sheets.title)
    first = sheets.pages[0]
    size = QPageSize(QSizeF(first.width, first.height), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    printer.setPageSize(size)
    printer.setFullPage(True)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0))
    return printer


def print_pages(pages: Sequence[Page], printer: QPrinter) -> int:
    """Prints the pages that the printer was asked for; how many they are, 0 where it did not take them."""
    chosen = chosen_pages(pages, printer)
    times = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    order = [*chosen * times] if printer.collateCopies() else [page for page in chosen for _time in range(times)]
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        order.reverse()
    painter = QPainter()
    if not order or not painter.begin(printer):
        return 0
    painter.scale(printer.resolution() / _PER_INCH, printer.resolution() / _PER_INCH)
    for number, page in enumerate(order):
        if number:
            printer.newPage()
        paint(page, painter, fonts())
    painter.end()
    return len(order)


def chosen_pages(pages: Sequence[Page], printer: QPrinter) -> list[Page]:
    """The pages within the ranges that were asked for; all where none was."""
    ranges = printer.pageRanges()
    if printer.printRange() == QPrinter.PrintRange.AllPages or ranges.isEmpty():
        return [*pages]
    return [page for page in pages if ranges.contains(page.number)]


class Printing(QObject):
    """A print of the report, asked for in the system's own dialog.

    Signals:
        printed(int): so many pages went to the printer, or into the file that was chosen instead; 0 where it did not
            take them.
        failed(str): the file could not be written, for this reason.
    """

    printed = Signal(int)
    failed = Signal(str)

    def __init__(self, sheets: Sheets, parent: QWidget) -> None:
        super().__init__(parent)
        self._sheets = sheets
        self.printer = printer_for(sheets)
        self.dialog = QPrintDialog(self.printer, parent)
        self.dialog.setWindowTitle(sheets.title)
        self.dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange)
        self.dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintCurrentPage, on=False)
        self.dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintSelection, on=False)
        self.dialog.setMinMax(1, len(sheets.pages))
        self.dialog.accepted.connect(self._on_accepted)
        self.dialog.finished.connect(self.deleteLater)

    def ask(self) -> None:
        """Shows the dialog."""
        QDialog.open(self.dialog)  # QPrintDialog's own wants a slot by its name

    def _on_accepted(self) -> None:
        name = self.printer.outputFileName()
        if not name:
            self.printed.emit(print_pages(self._sheets.pages, self.printer))
            return
        chosen = chosen_pages(self._sheets.pages, self.printer)
        try:
            replace_file(Path(name), pdf_of(chosen, self._sheets.title, self._sheets.author))
        except AppError as error:
            self.failed.emit(str(error))
        else:
            self.printed.emit(len(chosen))
