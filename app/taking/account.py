"""What was read of a report, section by section."""

from dataclasses import dataclass

from app.draft import Filing, Note
from app.form import Section
from app.i18n import _, n_

SILENT = ("carried", "figure", "confirmed")
"""Kinds of notes that tell nothing of the reading: they were in the file, as this program wrote it."""


@dataclass(frozen=True, slots=True)
class Account:
    """One section: values read of those that it asks for, the characters and paragraphs of a text, what is doubtful."""

    section: Section
    read: int
    asked: int
    characters: int
    paragraphs: int
    notes: tuple[Note, ...]

    @property
    def in_words(self) -> str:
        """How much was read, in a few words."""
        if not self.read:
            return _("nothing read")
        if self.section.kind == "table":
            return _("{read} of {asked} cells read").format(read=self.read, asked=self.asked)
        if self.section.kind == "fields":
            return n_("one entry read", "{count} entries read", self.read).format(count=self.read)
        told = n_("{characters} characters in one paragraph", "{characters} characters in {count} paragraphs",
                  self.paragraphs)  # fmt: skip
        return told.format(characters=f"{self.characters:,}", count=self.paragraphs)


def accounts(read: Filing) -> tuple[Account, ...]:
    """An account of every section of the form."""
    return tuple(_account(read, section) for section in read.form.sections)


def placeless(read: Filing) -> tuple[Note, ...]:
    """What is to be told of the reading as a whole."""
    return tuple(note for note in read.draft.notes if read.form.section(note.place) is None and _speaks(note))


def _account(read: Filing, section: Section) -> Account:
    entries = read.form.entries(section)
    text = read.value(section.id) if section.kind == "narrative" else ""
    return Account(
        section=section,
        read=sum(bool(read.value(address)) for address in entries),
        asked=len(entries),
        characters=len("".join(text.split())),
        paragraphs=len(text.split("\n")) if text else 0,
        notes=tuple(note for note in read.draft.notes if read.form.section(note.place) is section and _speaks(note)),
    )


def _speaks(note: Note) -> bool:
    return note.kind not in SILENT
