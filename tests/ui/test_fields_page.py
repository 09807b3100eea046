"""The cover page: required marks, what the checks say below the field, last year's entries, dates as the law writes."""

import pytest
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit

from app.draft import Note, new_filing, with_notes, with_values
from app.entry import State


@pytest.fixture
def opened(window):
    """Opens a filing on its cover page."""

    def open_(texts=None, last=None, notes=(), state=None):
        store = window.library._store
        if last is not None:
            store.add(with_values(new_filing("disclosure", "某局", 2022), last).draft)
        filing = with_notes(with_values(new_filing("disclosure", "某局", 2023), texts or {}), notes)
        id = store.add(filing.draft)
        if state:
            store.set_state(id, state, by="张某")
        window.open_draft(id)
        window.editor.wizard.go_to("cover/phone")
        return window.editor.wizard.currentPage().parts[0]

    return open_


def hint(page, address):
    return page._hints[address]


def test_what_is_required_says_so_to_the_eye_and_to_a_screen_reader(opened):
    page = opened()
    labels = {label.buddy().objectName(): label.text() for label in page.findChildren(QLabel) if label.buddy()}
    assert "*" in labels["cover/level"]
    assert "*" not in labels["cover/phone"]
    entry = page._inputs["cover/level"]
    assert entry.accessibleName() != page.section.fields[2].label
    assert entry.property("blank") == "true"


def test_a_fault_is_told_below_its_field_and_nothing_moves(opened):
    page = opened()
    entry = page._inputs["cover/signed_on"]
    places = {address: widget.geometry() for address, widget in page._inputs.items()}
    page.session.set_value("cover/signed_on", "2026-13-1")
    assert "2026-13-1" in hint(page, "cover/signed_on").text()
    assert hint(page, "cover/signed_on").property("role") == "warning"
    assert entry.accessibleDescription() == hint(page, "cover/signed_on").text()
    page.layout().activate()
    assert {address: widget.geometry() for address, widget in page._inputs.items()} == places
    page.session.set_value("cover/signed_on", "2026-1-5")
    assert hint(page, "cover/signed_on").text() == ""


@pytest.mark.parametrize("typed", ["2026-1-5", "2026.01.05", "2026年1月5日", "２０２６／１／５", "20260105"])
def test_a_date_typed_freely_is_shown_as_the_law_writes_it(opened, keyboard, typed):
    page = opened()
    page.go_to("cover/signed_on")
    entry = page._inputs["cover/signed_on"]
    keyboard.type(typed)
    keyboard.press("Return")
    assert entry.text() == "2026年1月5日"
    assert page.session.filing.value("cover/signed_on") == "2026-01-05"


def test_last_years_entry_is_told_where_it_was_another(opened):
    page = opened(
        {"cover/phone": "0000-1", "cover/postcode": "000001", "cover/level": "department"},
        last={
            "cover/phone": "0000-2",
            "cover/postcode": "000001",
            "cover/email": "a@example.cn",
            "cover/level": "county",
        },
    )
    assert "0000-2" in hint(page, "cover/phone").text()
    assert hint(page, "cover/postcode").text() == ""
    assert "县级政府（汇总）" in hint(page, "cover/level").text()
    assert "a@example.cn" in page._inputs["cover/email"].placeholderText()
    assert "a@example.cn" not in hint(page, "cover/email").text()


def test_without_last_year_the_example_is_shown(opened):
    page = opened()
    assert "0000-8600123" in page._inputs["cover/phone"].placeholderText()


def test_what_was_taken_over_is_marked_by_words_too_until_it_is_entered(opened):
    page = opened({"cover/phone": "0000-1"}, notes=[Note("carried", "cover/phone", "沿用上年，待核对")])
    assert hint(page, "cover/phone").text() == "沿用上年，待核对"
    assert page._inputs["cover/phone"].property("carried") == "true"
    page.session.set_value("cover/phone", "0000-1")
    assert hint(page, "cover/phone").text() == ""
    assert page._inputs["cover/phone"].property("carried") == ""


def test_a_name_that_cannot_be_blank_stays_and_that_is_told(opened, keyboard):
    page = opened()
    page.go_to("cover/organization")
    keyboard.press("A", "Control")
    keyboard.press("Delete")
    keyboard.press("Tab")
    entry = page._inputs["cover/organization"]
    assert entry.text() == page.session.filing.draft.organization == "某局"
    assert "某局" in hint(page, "cover/organization").text()
    assert hint(page, "cover/organization").property("role") == "warning"
    page.go_to("cover/organization")
    keyboard.type("x")
    assert hint(page, "cover/organization").text() == ""


def test_escape_takes_back_what_is_typed_in_a_field(opened, keyboard):
    page = opened({"cover/phone": "0000-1"})
    page.go_to("cover/phone")
    keyboard.type("99")
    keyboard.press("Escape")
    assert page._inputs["cover/phone"].text() == "0000-1"
    keyboard.press("Tab")
    assert page.session.filing.value("cover/phone") == "0000-1"
    assert page.session.undo_name == ""


def test_undo_brings_back_an_emptied_name_and_leaves_the_steps_before(opened, keyboard):
    page = opened()
    page.session.set_value("cover/phone", "0000-1")
    page.go_to("cover/organization")
    keyboard.press("A", "Control")
    keyboard.press("Delete")
    keyboard.press("Z", "Control")
    assert page._inputs["cover/organization"].text() == "某局"
    assert page.session.filing.value("cover/phone") == "0000-1"
    keyboard.press("Z", "Control")
    assert page.session.filing.value("cover/phone") == ""


def test_fields_stand_in_the_order_of_the_form_for_the_tab_key(opened, keyboard):
    page = opened()
    page.go_to("cover/organization")
    met = [keyboard.focus.objectName()]
    while len(met) < 12:
        keyboard.press("Tab")
        met.append(keyboard.focus.objectName())
    expected = [f"cover/{field.id}" for field in page.section.fields if field.type != "year"]
    assert met == expected[:12]


def test_cover_and_preface_share_a_page_without_scrolling(opened, window):
    opened({"cover/phone": "0000-1"})
    cover, preface = window.editor.wizard.currentPage().parts
    bottom = preface.mapTo(window, preface.rect().bottomLeft()).y()
    assert bottom < window.editor.wizard.back_button.mapTo(window, window.editor.wizard.back_button.pos() * 0).y()
    assert preface.editor.height() >= 120
    assert cover.height() < 460


def test_a_locked_cover_is_read_only(opened):
    page = opened({"cover/phone": "0000-1"}, state=State.FINAL)
    assert page._inputs["cover/phone"].isReadOnly()
    assert not page._inputs["cover/level"].isEnabled()
    assert all(isinstance(entry, QLineEdit) or not entry.isEnabled() for entry in page._inputs.values())
    assert not page.findChild(QCheckBox).isEnabled()


def test_a_letter_with_alt_that_no_button_takes_writes_nothing(opened, keyboard):
    page = opened({"cover/phone": "0000-1234567"})
    entry = page._inputs["cover/phone"]
    entry.setFocus()
    for letter in "BQX":  # on the first page there is no way back
        keyboard.press(letter, "Alt")
        keyboard.press(letter, "Alt", "Shift")
    assert entry.text() == "0000-1234567"
    keyboard.press("8", "Control", "Alt")  # as AltGr comes
    assert page._inputs["cover/phone"] is keyboard.focus


def test_alt_home_enters_what_is_typed_and_leads_to_the_library(window, opened, keyboard):
    opened()
    keyboard.press("A", "Control")
    keyboard.type("0000-7654321")
    keyboard.press("Home", "Alt")
    assert window.editor is None
    entry = window.library._store.entries()[0]
    assert window.library._store.load(entry.id).draft.values["cover/phone"] == "0000-7654321"
