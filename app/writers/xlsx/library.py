"""XlsxWriter, as this room uses it: it has types but does not tell type checkers so, and nobody keeps stubs of it."""

from xlsxwriter import Workbook  # type: ignore[import-untyped]
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]


class Sheet(Worksheet):  # type: ignore[misc]
    """A sheet whose formulas are taken as they are.

    The library looks in each for thirty functions that are younger than the format, and ours call none of them: that
    would be a fifth of the time for a workbook.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")


__all__ = ["Format", "Sheet", "Workbook", "Worksheet", "quote_sheetname", "xl_rowcol_to_cell"]
