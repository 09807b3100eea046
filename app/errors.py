"""The world's faults: a broken file, a locked store, a form that cannot be read.

A clerk's fault is a Finding and is returned; a fault of ours is any other exception. An AppError carries words that
a clerk can act on, already in the interface language.
"""


class AppError(Exception):
    """Something outside the program went wrong; the text says what, where, what was saved and what to do."""


class FormFileError(AppError):
    """A data file under `resources` is not what its reference says; the text names file and place."""


class NoEdition(AppError):
    """No edition of the law holds for the year asked for."""


class UnknownAddress(AppError):
    """An address that the form does not have, or that cannot be written."""


class StoreError(AppError):
    """The store cannot be opened, read or written; what it held before is untouched."""


class UnreadableDocument(AppError):
    """A file that no reader can make a report of."""


class NoIdentity(UnreadableDocument):
    """A file that does not say whose report it is, or of which year; the clerk may say it."""
