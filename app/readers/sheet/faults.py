"""What can be wrong with a sheet's file, in words for a clerk. Each is a text with `{file}`, for `fault`."""

from app.i18n import _


def damaged() -> str:
    """Broken, or no sheet at all."""
    return _(
        "{file}: this is no Excel file, or it is damaged. Please open it in Excel or WPS, which may repair it, and "
        "save it again as .xlsx."
    )


def locked() -> str:
    """Encrypted."""
    return _(
        "{file}: the file is locked with a password. Please open it in Excel or WPS, take the password off, save it "
        "and try again."
    )


def bomb() -> str:
    """Made to swell."""
    return _(
        "{file}: unpacked, the file would be far larger than any report; it may have been made to do harm. It was not "
        "read."
    )


def document_type() -> str:
    """With definitions of its own, which may swell or fetch."""
    return _(
        "{file}: the file has a document type of its own, which no office program writes and which may do harm. "
        "It was not read."
    )


def no_sheet() -> str:
    """A package or an old file of something else."""
    return _(
        "{file}: there is no sheet in this file, although its name says so. Please check that it is the report, and "
        "give it its right suffix."
    )


def blank() -> str:
    """A workbook with nothing in it that can be seen."""
    return _("{file}: nothing is written in the visible sheets of this file. Please check that it is the report.")
