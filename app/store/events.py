"""The steps of a draft on its way: into which state it came, when, by whom, and what was said."""

import sqlite3

from app.entry import Event
from app.store.columns import decoding, state, text, time, written


def record(db: sqlite3.Connection, id: str, event: Event) -> None:
    """One step more; name and remark are cleaned as every text of a draft is."""
    from app.draft import paragraphs  # the library is listed without

    said = (" ".join(paragraphs(event.by).split()), paragraphs(event.remark))
    db.execute(
        "insert into events (draft, at, state, by, remark) values (?,?,?,?,?)",
        (id, written(event.at), event.state.value, *said),
    )


def history(db: sqlite3.Connection, id: str) -> tuple[Event, ...]:
    """The steps of a draft, the first one first, whatever the clock said."""
    rows = db.execute("select at, state, by, remark from events where draft = ? order by number", (id,))
    with decoding():
        return tuple(Event(time(at), state(into), text(by), text(remark)) for at, into, by, remark in rows)
