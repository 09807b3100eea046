"""The work in hand, without Qt: the one thing that changes. Steps that can be undone, what changed, what is unsaved."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.check import Checked, check, check_again, check_tables, complete
from app.confirm import Confirmed, can_be_confirmed, confirm, outlived, unconfirm
from app.draft import Draft, Filing, Note, with_values, without_notes
from app.figures import blanks
from app.finding import Finding, Verdict, verdict
from app.form import Address
from app.i18n import _, n_
from app.naming import name_of
from app.rules.notes import note_behind


@dataclass(frozen=True, slots=True)
class Step:
    """One act of the clerk, as it is called in the menu, with the draft before and after."""

    name: str
    old: Draft
    new: Draft


@dataclass(frozen=True, slots=True)
class Change:
    """What an act changed: addresses (totals included), findings that came and that went."""

    addresses: frozenset[Address] = frozenset()
    added: tuple[Finding, ...] = ()
    removed: tuple[Finding, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.addresses or self.added or self.removed)


class Desk:
    """A filing being worked on, its findings, and the steps that led here.

    With `texts_later` the texts are asked by `check_texts`, or before the first step.
    """

    def __init__(self, filing: Filing, last: Filing | None = None, *, texts_later: bool = False) -> None:
        self._checked: Checked = check_tables(filing, last) if texts_later else check(filing, last)
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._saved = filing.draft
        self._totals = _totals_of(filing)

    @property
    def filing(self) -> Filing:
        """The filing as it is now."""
        return self._checked.filing

    @property
    def last(self) -> Filing | None:
        """Last year's filing, where there is one."""
        return self._checked.last

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the checks say now."""
        return self._checked.findings

    @property
    def confirmed(self) -> tuple[Confirmed, ...]:
        """What they say too and the clerk has confirmed."""
        return self._checked.confirmed

    @property
    def verdict(self) -> Verdict:
        """Whether the report can be filed."""
        return verdict(self.findings, len(blanks(self.filing)))

    @property
    def undo_name(self) -> str:
        """What the next undo takes back; "" where there is nothing."""
        return self._done[-1].name if self._done else ""

    @property
    def redo_name(self) -> str:
        """What the next redo does again; "" where there is nothing."""
        return self._undone[-1].name if self._undone else ""

    def check_texts(self) -> Change:
        """What the texts have to say, where they have not been asked yet."""
        before, self._checked = self._checked, complete(self._checked)
        return self._since(before)

    def set_value(self, address: Address, text: str) -> Change:
        """One value typed; where it is what was taken over from last year, that counts as checked.

        Raises UnknownAddress.
        """
        verb = _("Clear {place}") if not text else _("Fill {place}")
        change = self.set_values({address: text}, verb.format(place=name_of(self.filing.form, address)))
        if change or address in self.filing.form.narratives:  # a text is entered whenever its page is left
            return change
        return self.confirm_carried([address])

    def set_values(self, texts: Mapping[Address, str], name: str) -> Change:
        """Several values as one step of this name. Raises UnknownAddress, and then nothing has changed."""
        return self._step(name, with_values(self.filing, texts))

    def fill_blanks(self, addresses: Iterable[Address], text: str, name: str) -> Change:
        """The same text into those of the addresses that are blank, as one step."""
        return self.set_values({a: text for a in addresses if not self.filing.value(a)}, name)

    def settle(self, finding: Finding) -> Change:
        """The note behind a finding laid aside by the clerk; nothing where no note is behind it."""
        note = note_behind(self.filing, finding)
        return self._settle([note], _("Settle a note")) if note else Change()

    def confirm(self, findings: Iterable[Finding], reason: str) -> Change:
        """These findings looked into and left as they are for this reason, as one step; none that cannot be."""
        filing, count = self.filing, 0
        for finding in findings:
            if can_be_confirmed(filing, finding):
                filing, count = confirm(filing, finding, reason), count + 1
        name = n_("Confirm one finding", "Confirm {count} findings", count)
        return self._step(name.format(count=count), filing)

    def unconfirm(self, findings: Iterable[Finding]) -> Change:
        """These findings open again, as one step."""
        filing, found = self.filing, tuple(findings)
        for finding in found:
            filing = unconfirm(filing, finding)
        name = n_("Take one confirmation back", "Take {count} confirmations back", len(found))
        return self._step(name.format(count=len(found)), filing)

    def confirm_carried(self, places: Iterable[Address]) -> Change:
        """What was taken over from last year at these places counts as checked, as one step."""
        wanted = set(places)
        notes = [note for note in carried_notes(self.filing) if note.place in wanted]
        name = n_("Checked: one place as last year", "Checked: {count} places as last year", len(notes))
        return self._settle(notes, name.format(count=len(notes)))

    def put(self, draft: Draft, name: str) -> Change:
        """Another state of the same report in place of this one, as one step: an earlier version, what was carried."""
        return self._step(name, Filing(self.filing.form, draft))

    def undo(self) -> Change:
        """The last step taken back; nothing where there is none."""
        if not self._done:
            return Change()
        step = self._done.pop()
        self._undone.append(step)
        return self._put(step.old)

    def redo(self) -> Change:
        """The step last taken back, done again."""
        if not self._undone:
            return Change()
        step = self._undone.pop()
        self._done.append(step)
        return self._put(step.new)

    def unsaved(self) -> tuple[Draft, Draft] | None:
        """The draft as last saved and as it is now; None where they are the same."""
        draft = self.filing.draft
        return None if draft is self._saved or draft == self._saved else (self._saved, draft)

    def mark_saved(self, draft: Draft) -> None:
        """The store has this draft."""
        self._saved = draft

    def _settle(self, notes: Iterable[Note], name: str) -> Change:
        return self._step(name, without_notes(self.filing, notes))

    def _step(self, name: str, filing: Filing) -> Change:
        old = self.filing.draft
        if filing.draft == old:
            return Change()
        filing = without_notes(filing, outlived(complete(self._checked).confirmed, filing))
        self._done.append(Step(name, old, filing.draft))
        self._undone.clear()
        return self._put(filing.draft)

    def _put(self, draft: Draft) -> Change:
        before, old = self._checked, self.filing.draft
        entered = _changed(Filing(before.filing.form, old), Filing(before.filing.form, draft))
        totals = {total for address in entered for total in self._totals.get(address, ())}
        self._checked = check_again(complete(before), Filing(before.filing.form, draft), entered)
        return self._since(before, frozenset(entered | totals))

    def _since(self, before: Checked, changed: frozenset[Address] = frozenset()) -> Change:
        """What is otherwise than before: these addresses, and the findings that came and went."""
        was, now = set(before.findings), set(self.findings)
        return Change(
            changed,
            tuple(one for one in self.findings if one not in was),
            tuple(one for one in before.findings if one not in now),
        )


def carried_notes(filing: Filing) -> tuple[Note, ...]:
    """The notes of what was taken over from last year and not yet checked."""
    return tuple(note for note in filing.draft.notes if note.kind == "carried")


def _changed(old: Filing, new: Filing) -> set[Address]:
    """The addresses that read otherwise; the identity counts under the address of its field."""
    values = old.draft.values.keys() | new.draft.values.keys() | old.form.fields.keys()
    return {address for address in values if old.value(address) != new.value(address)}


def _totals_of(filing: Filing) -> dict[Address, list[Address]]:
    totals: dict[Address, list[Address]] = {}
    for cell in filing.form.cells.values():
        for part in cell.parts:
            totals.setdefault(part, []).append(cell.address)
    return totals
