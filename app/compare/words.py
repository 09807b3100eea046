"""What a comparison is called in a clerk's words, for window and command line alike; every sign has its word."""

from app.compare.cells import CellChange, Change
from app.compare.comparison import Comparison
from app.compare.texts import SentenceChange, TextChange, Wording
from app.i18n import _, n_

SIGNS = {
    Change.SAME: "＝",
    Change.CHANGED: "≈",
    Change.FILLED: "＋",
    Change.EMPTIED: "－",
    Change.ONLY_OLD: "－",
    Change.ONLY_NEW: "＋",
    Wording.SAME: "＝",
    Wording.MOVED: "↕",
    Wording.REWORDED: "≈",
    Wording.NEW: "＋",
    Wording.GONE: "－",
}
"""The sign of each change, for the margin."""


def change_name(one: CellChange, comparison: Comparison) -> str:
    """What became of a place."""
    names = {
        Change.SAME: _("same"),
        Change.CHANGED: _("changed"),
        Change.FILLED: _("filled in"),
        Change.EMPTIED: _("left blank"),
    }
    if one.change in names:
        return names[one.change]
    edition = comparison.old_edition if one.change == Change.ONLY_OLD else comparison.new_edition
    return _("only in the form of {edition}").format(edition=edition)


def wording_name(one: SentenceChange) -> str:
    """What became of a sentence."""
    names = {
        Wording.SAME: _("same"),
        Wording.MOVED: _("moved"),
        Wording.REWORDED: _("other figures") if one.only_figures else _("reworded"),
        Wording.NEW: _("new"),
        Wording.GONE: _("gone"),
    }
    return names[one.wording]


def summary_in_words(comparison: Comparison) -> str:
    """The differences counted, in one line; “no difference” where there is none."""
    cells = comparison.count(Change.CHANGED, Change.FILLED, Change.EMPTIED)
    cover = sum(one.differs for one in comparison.fields)
    counted = (
        n_("one cell differs", "{count} cells differ", cells).format(count=cells) if cells else "",
        _only(comparison.count(Change.ONLY_OLD), comparison.old_edition),
        _only(comparison.count(Change.ONLY_NEW), comparison.new_edition),
        n_("one line of the cover differs", "{count} lines of the cover differ", cover).format(count=cover)
        if cover else "",
        *(_counted(comparison, wording) for wording in (Wording.REWORDED, Wording.NEW, Wording.GONE)),
    )  # fmt: skip
    return " · ".join(filter(None, counted)) or _("no difference")


def likeness_in_words(text: TextChange) -> str:
    """How much of a narrative stands word for word in the old one; "" where it has no text now."""
    if not any(one.new for one in text.sentences):
        return ""
    return _("{percent} per cent word for word as before").format(percent=int(text.likeness * 100))


def _only(count: int, edition: str) -> str:
    if not count:
        return ""
    text = n_("one cell only in the form of {edition}", "{count} cells only in the form of {edition}", count)
    return text.format(count=count, edition=edition)


def _counted(comparison: Comparison, wording: Wording) -> str:
    count = comparison.count_sentences(wording)
    texts = {
        Wording.REWORDED: n_("one sentence reworded", "{count} sentences reworded", count),
        Wording.NEW: n_("one sentence new", "{count} sentences new", count),
        Wording.GONE: n_("one sentence gone", "{count} sentences gone", count),
    }
    return texts[wording].format(count=count) if count else ""
