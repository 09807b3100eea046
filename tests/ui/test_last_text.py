"""Last year's text beside this year's: read, taken paragraph by paragraph, with keys alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from app.draft import filing_of, with_value
from app.draft_file import read_draft
from app.entry import State
from app.last_text import carried_paragraphs
from app.paths import samples
from app.store import open_store
from ui.last_text import LastText
from ui.session import DraftSession


@pytest.fixture
def store(application, tmp_path):
    with open_store(tmp_path / "gongkai.db") as store:
        drafts = {draft.year: draft for draft in (read_draft(path)[0].draft for path in samples())}
        store.add(drafts[2022])
        store.begun = store.add(with_value(filing_of(drafts[2023]), "overview", "引言。").draft)
        yield store


@pytest.fixture
def session(store):
    return DraftSession(store, store.load(store.begun))


@pytest.fixture
def pane(qtbot, session):
    pane = LastText(session.form.narratives["overview"], session)
    qtbot.addWidget(pane)
    pane.resize(360, 600)
    with qtbot.waitActive(pane):
        pane.show()
    return pane


def button(pane, number, kind="take"):
    return pane.findChild(QPushButton, f"overview.{kind}.{number}")


def texts(pane):
    return [label.text() for label in pane.findChildren(QLabel) if label.textFormat() == Qt.TextFormat.RichText]


def test_every_paragraph_of_last_year_stands_there_to_be_copied(pane, session):
    paragraphs = session.last.value("overview").split("\n")
    assert len(texts(pane)) == len(paragraphs)
    assert all(
        label.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse
        for label in pane.findChildren(QLabel) if label.textFormat() == Qt.TextFormat.RichText
    )  # fmt: skip
    assert "2022" in pane._title.text()


def test_years_of_last_year_are_underlined_and_nothing_is_changed(pane, session):
    assert "underline" in texts(pane)[0]
    assert session.filing.value("overview") == "引言。"
    assert button(pane, 0, "take_shifted").isVisible()
    assert not button(pane, 1, "take_shifted").isVisible()


def test_a_paragraph_is_taken_with_the_keyboard_and_stays_to_be_checked(qtbot, pane, session, keyboard):
    button(pane, 1).setFocus()
    with qtbot.waitSignal(pane.taken):
        keyboard.press("Return")
    assert session.filing.value("overview").split("\n")[1] == session.last.value("overview").split("\n")[1]
    assert list(carried_paragraphs(session.filing, "overview")) == [1]
    assert not button(pane, 1).isVisible()
    assert keyboard.focus is button(pane, 2)
    session.undo()
    assert session.filing.value("overview") == "引言。"
    assert button(pane, 1).isVisible()


def test_a_paragraph_is_taken_with_its_years_moved_on(pane, session):
    button(pane, 0, "take_shifted").click()
    assert session.filing.value("overview").split("\n")[-1].startswith("2023年，")
    assert not button(pane, 0).isVisible()
    assert not button(pane, 0, "take_shifted").isVisible()


def test_what_the_clerk_copies_by_hand_is_seen_to_stand_there(pane, session):
    session.set_value("overview", session.last.value("overview").split("\n")[2])
    assert not button(pane, 2).isVisible()
    assert button(pane, 1).isVisible()


def test_every_button_has_a_name_of_its_own(pane):
    names = [one.accessibleName() for one in pane.findChildren(QPushButton)]
    assert all(names)
    assert len(set(names)) == len(names)


def test_a_locked_report_takes_nothing(qtbot, store):
    store.set_state(store.begun, State.FINAL, by="某")
    session = DraftSession(store, store.load(store.begun))
    pane = LastText(session.form.narratives["overview"], session)
    qtbot.addWidget(pane)
    pane.show()
    assert not any(one.isVisible() for one in pane.findChildren(QPushButton))


def test_a_report_without_one_of_last_year_says_so(qtbot, store):
    first = store.entries()[-1].id
    session = DraftSession(store, store.load(first))
    pane = LastText(session.form.narratives["overview"], session)
    qtbot.addWidget(pane)
    assert pane.findChildren(QPushButton) == []
    assert not pane._none.isHidden()


def test_the_years_are_marked_anew_in_another_theme(pane, application):
    from ui.style import THEME_PROPERTY, recolour

    before = texts(pane)[0]
    application.setProperty(THEME_PROPERTY, "dark")
    recolour()
    try:
        assert texts(pane)[0] != before
    finally:
        application.setProperty(THEME_PROPERTY, None)
        recolour()
