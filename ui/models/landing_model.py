"""A table as it will be when what is on the clipboard is taken: new values marked, changed ones with what stood."""

from PySide6.QtCore import QObject

from app.draft import Filing, with_values
from app.finding import Finding
from app.form import Address, Section
from app.grid import GridCell
from app.i18n import _
from app.paste import Landed, Landing
from ui.models.table_model import TableModel
from ui.session import DraftSession
from ui.style import theme

_LONGEST = 12


class LandingModel(TableModel):
    """A picture: nothing can be entered here."""

    is_picture = True

    def __init__(
        self, section: Section, session: DraftSession, landing: Landing, parent: QObject | None = None
    ) -> None:
        self._after = with_values(session.filing, landing.texts_by_address)
        self._landed = {one.address: one for one in landing.landed}
        self._refused = {
            one.address: one for one in landing.rejected if one.address and one.address not in self._landed
        }
        super().__init__(section, session, parent)
        told = [*(one.address for one in landing.landed if is_changed(one)), *self._refused]
        self._telling = {self.index_of(address).row() for address in told}

    @property
    def filing(self) -> Filing:
        """The filing as it will be."""
        return self._after

    def has_asides(self, row: int) -> bool:
        """Whether some cell of a row shows what stands there now, or what is not taken."""
        return row in self._telling

    def can_enter(self, address: Address) -> bool:
        """Nothing is entered into a picture."""
        return False

    def is_strong(self, address: Address) -> bool:
        """What lands stands out."""
        return self._changes(address) or super().is_strong(address)

    def ground(self, address: Address) -> str:
        """Green behind a new value, amber behind a changed one, red where one is not taken."""
        landed = self._landed.get(address)
        if address in self._refused:
            return theme().error_ground
        if landed is None or not self._changes(address):
            return ""
        return theme().warning_ground if landed.old else theme().good_ground

    def findings_at(self, address: Address) -> tuple[Finding, ...]:
        """None: it is checked when it is taken."""
        return ()

    def aside(self, cell: GridCell) -> str:
        """What stands there now, where it will change; the text that is not taken."""
        landed, refused = self._landed.get(cell.address), self._refused.get(cell.address)
        if refused:
            return f"✗ {refused.text[:_LONGEST]}"
        return _("was {old}").format(old=landed.old) if landed and is_changed(landed) else ""

    def _changes(self, address: Address) -> bool:
        landed = self._landed.get(address)
        return landed is not None and landed.text != landed.old

    def _told(self, address: Address) -> tuple[str, ...]:
        landed, refused = self._landed.get(address), self._refused.get(address)
        if refused:
            return (refused.why,)
        if landed is None:
            return ()
        if landed.text == landed.old:
            return (_("as before"),)
        return (_("now {old}, then {new}").format(old=landed.old or _("blank"), new=landed.text),)


def is_changed(landed: Landed) -> bool:
    """Whether another value stood there."""
    return bool(landed.old) and landed.text != landed.old
