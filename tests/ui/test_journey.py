"""One clerk, one keyboard, one report: from the empty library to the exported file and back."""

import json
from pathlib import Path

import pytest

from app.form_file import form_for
from app.paths import samples

TABLES = ("proactive", "applications", "disputes")
BALANCE = [
    f"applications/{row}/applicant.natural_person"
    for row in ("received", "brought_forward", "results.total", "carried_forward")
]


def sample_values(year):
    path = next(path for path in samples() if path.stem == str(year))
    return json.loads(path.read_text(encoding="utf-8"))["values"]


@pytest.fixture(params=[2020, 2023])
def year(request):
    return request.param


def begin_a_report(window, keyboard, year):
    keyboard.until("new")
    keyboard.press("Space")
    keyboard.until("organization")
    keyboard.type("清源县教育局")
    keyboard.until("year")
    keyboard.press("A", "Control")
    keyboard.type(str(year))
    keyboard.until("level")
    keyboard.press("Down")
    keyboard.press("Return")


def fill_cover_and_preface(keyboard, values):
    keyboard.until("cover/address")
    keyboard.type(values["cover/address"])
    keyboard.press("Return")
    keyboard.until("cover/signed_on")
    keyboard.type("2024年1月19日")
    keyboard.until("preface")
    type_paragraphs(keyboard, values["preface"])


def type_paragraphs(keyboard, text):
    for number, paragraph in enumerate(text.split("\n")):
        if number:
            keyboard.press("Return")
        keyboard.type(paragraph)


def fill_table(keyboard, form, section_id, values):
    for address in form.entries(form.section(section_id)):
        keyboard.type(values[address])
        keyboard.press("Tab")


def fill_report(keyboard, form, values):
    fill_cover_and_preface(keyboard, values)
    for step in form.steps[1:]:
        keyboard.press("N", "Alt")
        section = step[0]
        if section.kind == "narrative":
            type_paragraphs(keyboard, values[section.id])
        else:
            fill_table(keyboard, form, section.id, values)
    keyboard.press("N", "Alt")


def test_a_report_is_filled_mended_undone_exported_and_reopened_by_keyboard_alone(
    window, keyboard, qtbot, tmp_path, year
):
    values = sample_values(year)
    begin_a_report(window, keyboard, year)
    session = window.editor.session
    form = form_for("disclosure", year)
    assert session.form is form
    fill_report(keyboard, form, values)
    for address in form.addresses:
        if address.split("/")[0] != "cover":
            assert session.filing.value(address) == values[address], address
    assert session.verdict.state == "ready", session.findings

    # an imbalance shows at the cells of its column and in the total as a consequence, and goes when it is mended
    keyboard.press("4", "Control")
    good = values[BALANCE[0]]
    keyboard.press("Home", "Control")
    keyboard.type(str(int(good) + 2))
    keyboard.press("Return")
    root, consequence = [f for f in session.findings if f.code == "applications.balance"]
    assert list(root.addresses) == BALANCE
    assert int(root.values[0]) - int(root.values[1]) == 2
    assert root.values[0] in root.message
    assert root.values[1] in root.message
    assert consequence.cause == root.key
    assert session.verdict.errors == 1
    keyboard.press("Up")
    keyboard.type(good)
    keyboard.press("Return")
    assert session.findings == ()

    # undo and redo cross pages
    keyboard.press("6", "Control")
    keyboard.press("End", "Control")
    keyboard.type("补充一句。")
    keyboard.press("Z", "Control")
    assert session.filing.value("problems") == values["problems"]
    keyboard.press("Z", "Control")
    keyboard.press("Z", "Control")
    assert window.editor.wizard.step == 3
    assert session.filing.value(BALANCE[0]) == good
    for _step in range(3):
        keyboard.press("Y", "Control")
    assert session.filing.value("problems").endswith("补充一句。")
    assert window.editor.wizard.step == 5

    # export, by the review page and the file dialog
    target = tmp_path / "exported.docx"
    keyboard.press("8", "Control")
    keyboard.press("Space")
    keyboard.until("choose")
    keyboard.press("Return")
    qtbot.waitUntil(lambda: keyboard.focus is not None and keyboard.focus.objectName() == "fileNameEdit")
    keyboard.press("A", "Control")
    keyboard.type(str(target))
    keyboard.press("Return")
    qtbot.waitUntil(target.exists, timeout=20_000)
    keyboard.press("Return")

    # reopened, every value is there
    before = session.filing.draft
    window.show_library()
    keyboard.press("Return")
    assert window.editor.session is not session
    assert window.editor.session.filing.draft == before
    assert window.editor.wizard.step == 7 or window.editor.wizard.step == 5


def test_the_first_screen_asks_one_question_and_the_sample_is_one_key_away(window, keyboard):
    assert window.library.question.isVisible()
    keyboard.until("sample")
    keyboard.press("Space")
    assert window.editor.session.verdict.state == "ready"
    assert len(window.library._store.entries()) == 1


def test_escape_never_loses_the_wizard(window, keyboard):
    begin_a_report(window, keyboard, 2023)
    keyboard.press("Escape")
    assert window.editor.wizard.isVisible()


def test_what_is_being_typed_is_saved_when_the_window_closes(window, keyboard, tmp_path):
    from app.store import open_store

    begin_a_report(window, keyboard, 2023)
    keyboard.press("2", "Control")
    keyboard.type("正在写的一句话")
    window.close()
    with open_store(tmp_path / "store" / "gongkai.db") as store:
        (summary,) = store.entries()
        assert store.load(summary.id).draft.values["overview"] == "正在写的一句话"


def test_jumping_and_going_back_follows_the_order_of_the_steps(window, keyboard):
    begin_a_report(window, keyboard, 2023)
    wizard = window.editor.wizard
    for key, step in (("7", 6), ("3", 2), ("7", 6)):
        keyboard.press(key, "Control")
        assert wizard.step == step
    keyboard.press("B", "Alt")
    assert wizard.step == 5
    keyboard.press("N", "Alt")
    assert wizard.step == 6
    assert Path(window.library._store.path).exists()
