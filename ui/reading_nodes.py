"""What was understood of a file, as a tree: sections, below them doubts and what can be taken, each with its spots."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from app.blocks import Spot
from app.draft import Filing, Note
from app.form import Section
from app.i18n import _, n_
from app.intake import Intake
from app.naming import name_of, table_name
from app.taking import Account, Key, Part, Taking, accounts, placeless, spots_of, spots_of_note
from app.taking.parts import answers
from app.taking.words import note_told, place_name
from ui.difference import Piece, pieces

_SIGNS = {"doubt": "warning", "printed_total": "error", "heading": "info", "unplaced": "question"}
_LONGEST, _LONGEST_NOTE = 70, 400


@dataclass(slots=True, eq=False)
class Node:
    """A line of the tree. `keys` are what its tick takes, `spots` where it stands in the file, `sign` its icon."""

    pieces: tuple[Piece, ...]
    keys: tuple[Key, ...] = ()
    spots: tuple[Spot, ...] = ()
    sign: str = ""
    is_strong: bool = False
    is_open: bool = False
    parent: "Node | None" = None
    children: "list[Node]" = field(default_factory=list)

    def put(self, node: "Node") -> None:
        """Puts a node below this one."""
        node.parent = self
        self.children.append(node)

    def walk(self) -> "Iterator[Node]":
        """The node and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()


def nodes(intake: Intake, taking: Taking, draft: Filing | None) -> list[Node]:
    """The sections in the order of the form; last what is to be told of the whole.

    With a draft what differs from it stands as old and new; without one what was read can be looked through.
    """
    return _Tree(intake, taking, draft).nodes()


def doubtful(intake: Intake) -> frozenset[Spot]:
    """The spots of which the reader has something to say."""
    read = intake.filing
    told = [note for one in accounts(read) for note in one.notes if note.kind in ("doubt", "printed_total")]
    return frozenset(spot for note in told for spot in spots_of_note(intake, note))


class _Tree:
    """One tree being made."""

    def __init__(self, intake: Intake, taking: Taking, draft: Filing | None) -> None:
        self._intake, self._taking, self._draft = intake, taking, draft
        self._read = intake.filing
        self._form = draft.form if draft else self._read.form
        self._theirs = answers(self._form, self._read.form)
        self._ticks = {_named(part.note): part.key for part in taking.parts if part.note}

    def nodes(self) -> list[Node]:
        found = [self._section(account) for account in accounts(self._read)]
        rest = placeless(self._read)
        if rest:
            keys = tuple(self._ticks[_named(note)] for note in rest if _named(note) in self._ticks)
            found.append(self._group(_("The file as a whole"), "", keys, [self._note(note) for note in rest]))
        return found

    def _section(self, account: Account) -> Node:
        parts = [part for part in self._taking.parts if self._is_in(part, account.section)]
        changes = [part for part in parts if part.kind != "note"]
        usual = tuple(part.key for part in parts if part.is_usual)
        told = [account.in_words]
        if self._draft is not None and changes:
            told.append(n_("one differs", "{count} differ", len(changes)).format(count=len(changes)))
        doubts = len(account.notes)
        if doubts:
            told.append(n_("one remark", "{count} remarks", doubts).format(count=doubts))
        below = [self._note(note) for note in account.notes]
        below += self._changes(account.section, changes)
        node = self._group(_name(account.section), " · ".join(told), usual, below)
        node.spots = spots_of(self._intake, account.section.id)[:1]
        return node

    def _group(self, name: str, told: str, keys: tuple[Key, ...], below: Iterable[Node]) -> Node:
        node = Node((Piece(f"{name}　{told}".rstrip()),), keys, is_strong=True, is_open=True)
        for child in below:
            node.put(child)
        return node

    def _changes(self, section: Section, parts: Sequence[Part]) -> list[Node]:
        lines = [self._part(part) for part in parts]
        if self._draft is not None or not lines:
            return lines
        kind = section.kind == "narrative"
        text = n_("The paragraph", "The {count} paragraphs one by one", len(lines)) if kind else n_(
            "What was read", "The {count} entries read, one by one", len(lines))  # fmt: skip
        node = Node((Piece(text.format(count=len(lines))),), tuple(part.key for part in parts))
        for line in lines:
            node.put(line)
        return [node]

    def _part(self, part: Part) -> Node:
        shown = self._difference(part) if self._draft is not None else self._plain(part)
        return Node(shown, (part.key,), self._spots(part))

    def _difference(self, part: Part) -> tuple[Piece, ...]:
        """Old and new in one line."""
        if part.kind == "gone":
            return Piece(_("Only in the draft; a tick takes it out: ")), Piece(part.old, "gone")
        if part.kind == "paragraph":
            head = Piece(_("Otherwise: ") if part.old else _("Only in the file: "))
            return (head, *pieces(part.old, part.new))
        old = (Piece(self._value(part, part.old), "gone"), Piece(" → ")) if part.old else ()
        name = Piece(place_name(self._form, part.address) + "　")
        return (name, *old, Piece(self._value(part, part.new), "new"))

    def _plain(self, part: Part) -> tuple[Piece, ...]:
        if part.kind == "paragraph":
            return (Piece(part.new if len(part.new) <= _LONGEST else part.new[:_LONGEST] + "…"),)
        return (Piece(f"{place_name(self._form, part.address)}　{self._value(part, part.new)}"),)

    def _value(self, part: Part, text: str) -> str:
        """A value as a clerk reads it: the words of a choice or a flag."""
        asked = self._form.fields.get(part.address)
        if asked is None:
            return text
        if asked.type == "flag":
            return _("yes")
        return next((choice.label for choice in asked.choices if choice.id == text), text)

    def _note(self, note: Note) -> Node:
        text = note_told(self._read, note)
        key = self._ticks.get(_named(note))
        shown = text if len(text) <= _LONGEST_NOTE else text[:_LONGEST_NOTE] + "…"
        return Node((Piece(shown),), (key,) if key else (), spots_of_note(self._intake, note), _SIGNS[note.kind])

    def _spots(self, part: Part) -> tuple[Spot, ...]:
        address = self._theirs.get(part.address, part.address)
        found = spots_of(self._intake, address)
        if part.kind != "paragraph":
            return () if part.kind == "gone" else found
        paragraphs = self._read.value(address).split("\n")
        if len(found) == len(paragraphs) and part.new in paragraphs:
            return (found[paragraphs.index(part.new)],)
        return found

    def _is_in(self, part: Part, section: Section) -> bool:
        """Whether the part was read in a section of the file's form."""
        address = part.note.place if part.note else self._theirs.get(part.address, part.address)
        own = self._read.form.section(address)
        return own is not None and own.id == section.id


def _name(section: Section) -> str:
    """表三 for a table, the short words for the others."""
    return table_name(section) if section.kind == "table" else section.short or section.title or _("The preface")


def _named(note: Note | None) -> tuple[str, str, str]:
    return (note.kind, note.place, note.text) if note else ("", "", "")


def where_it_went(intake: Intake, spot: Spot, addresses: Sequence[str]) -> str:
    """What was read from a spot, in words."""
    if not addresses:
        return _("Nothing was read here as a number or a text of the report.")
    read = intake.filing
    cell = next((read.form.cells[address] for address in addresses if address in read.form.cells), None)
    is_total = cell is not None and cell.is_total
    held = [address for address in addresses if is_total or read.value(address)]
    names = _(", ").join(name_of(read.form, address) for address in held or addresses)
    if not held:
        return _("Not read in: {place}").format(place=names)
    if cell is None:
        return _("Read as text of: {place}").format(place=names)
    if is_total:
        return _("Compared with the computed total: {place}").format(place=names)
    values = _(", ").join(read.value(address) for address in held)
    return _("Read as {value}: {place}").format(value=values, place=names)
