"""The verb that lays two reports side by side: `{"old", "new", "summary", "cells", "texts"}` in JSON.

`old` and `new` are `{"given", "organization", "year", "edition"}`; a cell is `{"address", "old_address", "section",
"row", "column", "old", "new", "difference", "change"}`, the lines of the cover among them; a text is `{"address",
"title", "likeness", "sentences"}`; a sentence is `{"wording", "old", "new", "spans_old", "spans_new"}`. Without
`--all` only what differs is listed.
"""

from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from app.commands.call import Answer, Call, Verb
from app.commands.shapes import Shape
from app.commands.target import Target, target_of
from app.commands.words import columns, title, width
from app.i18n import _

if TYPE_CHECKING:  # with rapidfuzz, which no other verb waits for
    from app.compare import CellChange, Comparison, SentenceChange, TextChange

Row = tuple[str, ...]
_SIGN = 3  # columns of the terminal that a sign takes with the space behind it


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("old", metavar=_("OLD"), help=_("the earlier report: draft number or file"))
    parser.add_argument("new", metavar=_("NEW"), help=_("the later report: draft number or file"))
    parser.add_argument("--all", action="store_true", help=_("list what is the same too"))


def _compare(call: Call) -> Answer:
    from app.compare import compare
    from app.compare.words import summary_in_words

    options = call.options
    old, new = target_of(call, options.old), target_of(call, options.new)
    found = compare(old.filing, new.filing)
    summary = summary_in_words(found)
    lines = (title(old.filing), *old.told, title(new.filing), *new.told, summary)
    parts = ("\n".join(lines), *tables(found, options.all), *texts(found, options.all))
    shape = {"old": _side(old), "new": _side(new), "summary": summary, **comparison_shape(found, options.all)}
    return Answer("\n\n".join(parts), shape)


def tables(found: "Comparison", everything: bool) -> Iterator[str]:
    """The cover and each table under its title; none where nothing is to be listed. The long names stand last."""
    from app.compare.words import SIGNS, change_name

    head = ("", _("Old"), _("New"), _("Difference"), "", _("Place"))
    for name, cells in found.sections():
        rows: list[Row] = [
            (
                SIGNS[one.change],
                one.old,
                one.new,
                one.difference,
                change_name(one, found),
                f"{one.row} {one.column}".strip(),
            )
            for one in cells
            if everything or one.differs
        ]
        if rows:
            yield f"{name}\n{columns(_without_empty([head, *rows]))}"


def _without_empty(rows: Sequence[Row]) -> list[Row]:
    """The rows without the columns in which nothing stands below the head."""
    kept = [place for place in range(len(rows[0])) if any(row[place] for row in rows[1:])]
    return [tuple(row[place] for place in kept) for row in rows]


def texts(found: "Comparison", everything: bool) -> Iterator[str]:
    """The narratives sentence by sentence, those that differ, or all."""
    from app.compare.words import likeness_in_words

    for text in found.texts:
        listed = [one for one in text.sentences if everything or one.differs]
        if listed:
            said = " · ".join(filter(None, (text.title, likeness_in_words(text))))
            yield "\n".join((said, *(line for one in listed for line in _sentence(one))))


def _sentence(one: "SentenceChange") -> Iterator[str]:
    """The sentence behind its sign; one that is worded otherwise on two lines."""
    from app.compare import Wording
    from app.compare.words import SIGNS

    texts = [side.key for side in (one.old, one.new) if side]
    shown = texts if one.wording == Wording.REWORDED else texts[-1:]
    for place, text in enumerate(shown):
        sign = "→" if place else SIGNS[one.wording]
        yield f"{sign}{' ' * (_SIGN - width(sign))}{text}"


def _side(target: Target) -> Shape:
    filing = target.filing
    draft = filing.draft
    return {
        "given": target.given,
        "organization": draft.organization,
        "year": draft.year,
        "edition": filing.form.edition,
    }


def comparison_shape(found: "Comparison", everything: bool) -> Shape:
    """The cells and texts that differ, or all."""
    return {
        "cells": [_cell_shape(one) for one in found.places if everything or one.differs],
        "texts": [_text_shape(text, everything) for text in found.texts if everything or text.differs],
    }


def _cell_shape(one: "CellChange") -> Shape:
    return {
        "address": one.address,
        "old_address": one.old_address,
        "section": one.section,
        "row": one.row,
        "column": one.column,
        "old": one.old,
        "new": one.new,
        "difference": one.difference,
        "change": one.change.value,
    }


def _text_shape(text: "TextChange", everything: bool) -> Shape:
    return {
        "address": text.address,
        "title": text.title,
        "likeness": round(text.likeness, 4),
        "sentences": [_sentence_shape(one) for one in text.sentences if everything or one.differs],
    }


def _sentence_shape(one: "SentenceChange") -> Shape:
    return {
        "wording": one.wording.value,
        "old": one.old.text if one.old else "",
        "new": one.new.text if one.new else "",
        "spans_old": one.spans_old,
        "spans_new": one.spans_new,
    }


COMPARE = Verb(lambda: _("lay two reports side by side: figures by cell, text by sentence"), _arguments, _compare)
