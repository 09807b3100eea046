"""What the card above the list says: the report that is due next, how far it is, the way to it."""

from collections.abc import Sequence
from datetime import date

from app.duty import duty, duty_in_words
from app.entry import LOCKED, State, Summary, state_name
from app.errors import AppError
from app.form_file import form_for
from app.i18n import _
from app.store import Store
from ui.models.drafts_model import filled_in_words


def duty_shown(
    store: Store, drafts: Sequence[Summary], today: date | None = None
) -> tuple[str, str, str, str, list[str]] | None:
    """The duty in words, how far it is, the act of the button, its words, the draft it takes; None without a duty.

    It is that of the organization whose report was saved last.
    """
    try:
        newest = max(drafts, key=lambda draft: draft.saved)
        level = store.load(newest.id).draft.values.get("cover/level", "")
        own = [one for one in drafts if (one.family, one.organization) == (newest.family, newest.organization)]
        filed = {one.year for one in own if one.state is State.FILED}
        found = duty(today or date.today(), lambda year: form_for(newest.family, year), level, filed)
    except (AppError, ValueError):
        return None
    return (f"{newest.organization}　{duty_in_words(found)}", *_way(own, found.year)) if found else None


def _way(own: list[Summary], year: int) -> tuple[str, str, str, list[str]]:
    """How far the year's report is, and what brings it on."""
    this = next((one for one in own if one.year == year), None)
    last = next((one for one in own if one.year == year - 1), None)
    if this:
        more = _("{state}, {filled}").format(state=state_name(this.state), filled=filled_in_words(this))
        return (
            (more, "state", _("State…"), [this.id]) if this.state in LOCKED else (more, "open", _("&Go on"), [this.id])
        )
    if last:
        return _("not begun"), "next", _("&Begin with what carries over"), [last.id]
    return _("not begun"), "new", _("&Begin"), []
