"""The kinds of clean-up, each of which a clerk can leave out."""

from enum import StrEnum

from app.i18n import _


class Kind(StrEnum):
    """What a proposal mends, in the order in which it is offered."""

    PUNCTUATION = "punctuation"
    QUOTES = "quotes"
    SPACES = "spaces"
    INDENT = "indent"
    NUMBERING = "numbering"
    DOUBLED = "doubled"
    DASHES = "dashes"
    WIDTH = "width"
    DOCUMENT = "document"
    INVISIBLE = "invisible"
    REMAINS = "remains"


def kind_name(kind: Kind) -> str:
    """What a kind is called."""
    names = {
        Kind.PUNCTUATION: _("Half-width punctuation"),
        Kind.QUOTES: _("Straight quotes"),
        Kind.SPACES: _("Unneeded spaces"),
        Kind.INDENT: _("Spaces at the beginning of a paragraph"),
        Kind.NUMBERING: _("Numbering"),
        Kind.DOUBLED: _("Doubled punctuation"),
        Kind.DASHES: _("Ellipses and dashes"),
        Kind.WIDTH: _("Full-width digits and letters"),
        Kind.DOCUMENT: _("Brackets of document numbers"),
        Kind.INVISIBLE: _("Invisible characters"),
        Kind.REMAINS: _("Remains of Word and web pages"),
    }
    return names[kind]
