"""Ways through the wizard: nobody gets lost, and what is folded away stays so."""

import pytest

from app.draft import new_filing, with_values
from app.intake import take_in
from app.paths import samples

RECEIVED = "applications/received/applicant.natural_person"


@pytest.fixture
def opened(window, keyboard):
    """The newest sample at work, with one cell that is no number."""
    filing = with_values(take_in(samples()[-1]).filing, {RECEIVED: "一百"})
    window.open_draft(window.library._store.add(filing.draft))
    keyboard.settle()
    return window


@pytest.fixture
def wizard(opened):
    return opened.editor.wizard


def test_edit_on_the_review_leads_to_the_place_and_one_key_leads_back(opened, wizard, keyboard):
    keyboard.press("8", "Control")
    assert not wizard.return_button.isVisible()
    wizard.page(wizard.steps - 1).address_chosen.emit(RECEIVED)
    keyboard.settle()
    assert (wizard.step, wizard.place) == (3, RECEIVED)
    assert wizard.return_button.isVisible()
    keyboard.press("R", "Alt")
    assert wizard.step == wizard.steps - 1
    assert not wizard.return_button.isVisible()


def test_the_way_back_stays_while_the_clerk_walks_on(wizard, keyboard):
    wizard.page(wizard.steps - 1).address_chosen.emit(RECEIVED)
    keyboard.press("N", "Alt")
    assert wizard.return_button.isVisible()


def test_back_along_the_trail_leads_to_where_the_clerk_jumped_from(wizard, keyboard):
    wizard.go_to("overview")
    wizard.go_to(RECEIVED)
    keyboard.press("8", "Control")
    seen = []
    for _press in range(3):
        keyboard.press("Left", "Alt")
        seen.append(wizard.place)
    assert seen == [RECEIVED, "overview", "cover/organization"]
    keyboard.press("Left", "Alt")
    assert wizard.place == "cover/organization"


def test_a_draft_left_at_the_review_opens_there_again(opened, wizard, keyboard):
    keyboard.press("8", "Control")
    id = opened.editor.session.id
    opened.show_library()
    opened.open_draft(id)
    keyboard.settle()
    assert opened.editor.wizard.step == wizard.steps - 1


@pytest.mark.parametrize("place", [RECEIVED, "disputes/cases/review.upheld", "problems", "cover/phone"])
def test_a_draft_opens_where_it_was_left(opened, keyboard, place):
    id = opened.editor.session.id
    opened.editor.wizard.go_to(place)
    keyboard.settle()
    opened.show_library()
    opened.open_draft(id)
    keyboard.settle()
    assert opened.editor.wizard.place == place
    assert opened.focusWidget() is not None


def test_guidance_folded_away_stays_so_on_every_page_and_the_next_day(opened, wizard, keyboard):
    keyboard.press("F1", "Control")
    for step in range(wizard.steps - 1):
        wizard.go_to_step(step)
        keyboard.settle()
        assert not wizard.page(step)._panel.isVisible()
    from ui.likings import KeptLikings

    assert KeptLikings(opened.library._store.path).guidance is False
    keyboard.press("F1", "Control")
    assert KeptLikings(opened.library._store.path).guidance is True


def test_an_export_keeps_what_is_folded_away(opened, keyboard):
    from app.settings import Settings, load_settings

    opened.editor.session.likings.like_last_year(True)
    opened._on_written(opened.library._store.path.with_name("x.docx"), Settings(layout="national", folder="/somewhere"))
    now = load_settings(opened.library._store.path)
    assert (now.layout, now.folder, now.last_year) == ("national", "/somewhere", "shown")


def test_the_edit_menu_names_what_undo_and_redo_will_do(opened, keyboard):
    from ui.edit_menu import EditMenu

    opened.editor.session.set_values({RECEIVED: "7"}, "粘贴 175 个数")
    menu = EditMenu(opened.editor.session, opened.editor.wizard, lambda: ())
    menu.fill()
    undo, redo = menu.actions()[:2]
    assert "粘贴 175 个数" in undo.text()
    assert (undo.isEnabled(), redo.isEnabled()) == (True, False)
    undo.trigger()
    menu.fill()
    assert "粘贴 175 个数" in menu.actions()[1].text()
    assert opened.editor.session.filing.value(RECEIVED) == "一百"
    menu.deleteLater()


def test_the_bar_counts_the_days_until_the_report_is_due(opened, monkeypatch):
    from datetime import date

    import ui.editor

    class Day(date):
        @classmethod
        def today(cls):
            return cls(2024, 1, 13)

    monkeypatch.setattr(ui.editor, "date", Day)
    opened.editor.session.set_value("cover/level", "department")
    opened.editor._show_due(short=False)
    assert "18" in opened.editor._due.text()


def test_a_new_draft_begins_on_its_first_page(window, keyboard):
    window.open_draft(window.library._store.add(new_filing("disclosure", "某局", 2024).draft))
    keyboard.settle()
    assert (window.editor.wizard.step, window.editor.wizard.place) == (0, "cover/organization")


def test_a_narrow_window_shows_no_guidance_on_any_page_whatever_the_way(opened, wizard, keyboard):
    opened.resize(853, 533)
    keyboard.settle()
    for step in (3, 1, 5, 0, 2):
        wizard.go_to_step(step)
        keyboard.settle()
        assert not wizard.page(step)._panel.isVisible(), step


def test_a_search_that_was_closed_is_asked_anew(opened, keyboard):
    keyboard.press("F", "Control")
    first = opened.editor._finder
    keyboard.press("Escape")
    assert opened.editor._finder is None
    keyboard.press("F3")
    assert opened.editor._finder is not None
    assert opened.editor._finder is not first


def test_however_the_clerk_jumps_the_wizard_knows_where_it_came_from(opened, wizard, keyboard):
    import random

    chance = random.Random(5)
    for step in [7, 4, 3, 2, 1, 0, *(chance.randrange(8) for _jump in range(120))]:
        wizard.go_to_step(step)
        assert wizard.visitedIds()[-1:] == [step]  # an empty history is popped by Qt all the same, and it crashes
        assert wizard.currentPage().isVisible()
        assert wizard.step_list.currentIndex().row() == step
    keyboard.settle()
    assert opened.focusWidget() is not None
