"""Every page for everybody: each control named, reached by Tab, with a role that a screen reader knows."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

from app.carry import begin
from app.draft import new_filing, with_values
from app.form_file import editions
from app.intake import take_in
from app.paths import samples

MOST_TABS = 120
KINDS = ("empty", "full", "begun")
NO_CONTROL = (QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Window)


def spoken(widget):
    """Name and role of a widget as the accessibility tree gives them."""
    told = QAccessible.queryAccessibleInterface(widget)
    assert told is not None
    assert told.isValid(), widget
    return told.text(QAccessible.Text.Name), told.role()


def controls(root):
    """What can be operated: seen, enabled, and able to take the focus."""
    return [
        widget
        for widget in root.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.focusProxy() is None
        and not isinstance(widget.parent(), QAbstractScrollArea)  # a viewport: its area is the control
    ]


def described(widget):
    return f"{type(widget).__name__} “{widget.objectName()}” in {type(widget.parent()).__name__}"


def walked(window, keyboard, root):
    """The widgets that Tab comes to, once around."""
    met = []
    for _press in range(MOST_TABS):
        now = QApplication.focusWidget()
        if now not in met:
            met.append(now)
        _to_the_end(now)
        keyboard.press("Tab")
        if QApplication.focusWidget() is met[0]:
            break
    return met


def _to_the_end(table):
    """In a statutory table Tab walks the values: from the last it leaves."""
    go, values = getattr(table, "go_to", None), getattr(table, "values", None)
    if go and values:
        go([cell.address for cell in values.grid.cells if cell.address][-1])


def kinds():
    """Each edition empty, full, and begun from last year with a fault."""
    return [pytest.param(form, kind, id=f"{form.edition}-{kind}") for form in editions() for kind in KINDS]


def made(form, kind, store):
    """The draft of a kind; last year's is put into the store beside one that was begun from it."""
    full = next(filing for path in samples() if (filing := take_in(path).filing).form is form)
    if kind == "full":
        return full.draft
    if kind == "empty":
        return new_filing(form.family, "某局", full.draft.year).draft
    store.add(full.draft)
    begun = begin(full, full.draft.year + 1)
    return with_values(begun, {next(iter(begun.form.cells)): "一百"}).draft


@pytest.fixture
def opened(window, keyboard, form, kind):
    """A draft of each kind, opened."""
    store = window.library._store
    window.open_draft(store.add(made(form, kind, store)))
    keyboard.settle()
    return window


@pytest.mark.parametrize(("form", "kind"), kinds())
def test_every_control_of_every_page_has_a_name_and_a_role(opened, keyboard):
    nameless = []
    for step in range(opened.editor.wizard.steps):
        opened.editor.wizard.go_to_step(step)
        keyboard.settle()
        for widget in controls(opened):
            name, role = spoken(widget)
            is_pane = isinstance(widget, QAbstractScrollArea) and role == QAccessible.Role.Client
            if not name.strip() or (role in NO_CONTROL and not is_pane):  # so Qt calls everything that scrolls
                nameless.append(f"step {step + 1}: {described(widget)}: {name!r}, {role}")
    assert nameless == []


@pytest.mark.parametrize(("form", "kind"), kinds())
def test_tab_reaches_every_control_of_every_page(opened, keyboard):
    lost = []
    for step in range(opened.editor.wizard.steps):
        opened.editor.wizard.go_to_step(step)
        keyboard.settle()
        met = walked(opened, keyboard, opened.editor)
        wanted = [one for one in controls(opened.editor) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
        lost += [f"step {step + 1}: {described(one)}" for one in wanted if one not in met]
    assert lost == []
