"""What is marked in a narrative: paragraphs as last year, not checked yet, and figures that remember their cell."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.anchor import paragraph_mark, place
from app.draft import Filing, Note, paragraphs, without_notes
from app.form import Section
from app.i18n import _, n_
from app.remembered import changed_figures, place_name, refreshed, value_of
from app.slots import BLANK, OWN, Sentence, Slot, read
from ui.session import DraftSession
from ui.text_heads import Mark


@dataclass(frozen=True, slots=True)
class _Remembered:
    """A sentence with its note, and what each of its figures should say now."""

    note: Note
    sentence: Sentence
    news: tuple[str, ...]

    @property
    def stale(self) -> int:
        """How many of its figures are others now."""
        return sum(new not in ("", slot.value) for slot, new in zip(self.sentence.slots, self.news, strict=True))


class TextMarks:
    """Reads off the notes of a session what is marked in one section; `refresh` where anything has changed."""

    def __init__(self, section: Section, session: DraftSession) -> None:
        self._section, self._session = section, session
        self._carried: dict[str, Note] = {}
        self._sentences: tuple[_Remembered, ...] = ()
        self.refresh()

    def refresh(self) -> bool:
        """Reads notes and figures again; whether anything is marked otherwise than before."""
        filing, before = self._session.filing, (self._carried, self._sentences)
        notes = [note for note in filing.draft.notes if note.place == self._section.id]
        self._carried = {note.fingerprint: note for note in notes if note.kind == "carried"}
        self._sentences = tuple(_remembered(filing, note) for note in notes if note.kind == "figure")
        return (self._carried, self._sentences) != before

    @property
    def stale(self) -> int:
        """How many figures are others in the tables now."""
        return sum(one.stale for one in self._sentences)

    def notice(self, text: str) -> str:
        """What stands above a paragraph."""
        return _("As last year, to be checked") if self._carried and self._note(text) else ""

    def confirm(self, text: str) -> bool:
        """The paragraph counts as checked; False where it was not taken over."""
        note = self._note(text)
        if note:
            draft = without_notes(self._session.filing, [note]).draft
            self._session.put(draft, _("Checked: one paragraph as last year"))
        return note is not None

    def take_new_figures(self) -> None:
        """Every stale sentence says what the tables say now, as one step."""
        filing, count = self._session.filing, self.stale
        for _turn in self._sentences:  # one sentence may stand within another: each is sought anew
            here = (one.note for one in changed_figures(filing) if one.place == self._section.id)
            note = next(here, None)
            filing = refreshed(filing, note) if note else filing
        self._session.put(filing.draft, n_("Update one figure", "Update {count} figures", count).format(count=count))

    def marks_in(self, text: str) -> Iterable[Mark]:
        """The figures of a paragraph that remember their cell, and those still to be written."""
        for one in self._sentences:
            at = place(one.sentence, text)
            if at >= 0:
                for (slot, start, end), new in zip(one.sentence.spans, one.news, strict=True):
                    yield self._mark(slot, new, at + start, at + end)

    def _note(self, text: str) -> Note | None:
        return self._carried.get(paragraph_mark(paragraphs(text)))

    def _mark(self, slot: Slot, new: str, start: int, end: int) -> Mark:
        if slot.place == OWN:
            return Mark(start, end, _("A figure has to be written here."), is_stale=True)
        known = {"place": place_name(self._session.form, slot.place), "old": slot.value, "new": new}
        if slot.value == BLANK and not new:
            return Mark(
                start, end, _("{place} is still blank; its figure belongs here.").format(**known), is_stale=True
            )
        if new in ("", slot.value):
            return Mark(start, end, _("{old} comes from {place}.").format(**known))
        text = _("{place} says {new} now, the text says {old}. Ctrl+Enter takes the new figure.")
        return Mark(start, end, text.format(**known), is_stale=True)


def _remembered(filing: Filing, note: Note) -> _Remembered:
    sentence = read(note.text)
    return _Remembered(note, sentence, tuple(value_of(filing, slot.place) for slot in sentence.slots))
