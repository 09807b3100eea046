"""Two filings side by side: the tables cell by cell, the narratives sentence by sentence."""

from app.compare.cells import CellChange, Change, cell_changes, field_changes
from app.compare.comparison import Comparison
from app.compare.texts import SentenceChange, TextChange, Wording, text_changes
from app.draft import Filing

__all__ = ["CellChange", "Change", "Comparison", "SentenceChange", "TextChange", "Wording", "compare"]


def compare(old: Filing, new: Filing) -> Comparison:
    """What became of the old filing in the new one: they are of two years, or two versions of one draft.

    Between two editions a place is the other's of the same address, or of one that the later edition declares renamed.
    """
    return Comparison(
        old_edition=old.form.edition,
        new_edition=new.form.edition,
        fields=field_changes(old, new),
        cells=cell_changes(old, new),
        texts=text_changes(old, new),
    )
