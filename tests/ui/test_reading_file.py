"""The file's own view beside what was understood: nothing of it is hidden, and amber leads to its doubt."""

from dataclasses import replace

import pytest

from app.blocks import Heading, Paragraph, Spot, Table, TableCell
from app.draft import Note, with_notes, with_value
from app.intake import take_in
from app.paths import samples
from app.taking import with_view
from ui.dialogs.reading import ReadingDialog
from ui.difference import Piece
from ui.models.reading_model import ReadingModel
from ui.reading_file import FileView
from ui.reading_nodes import Node
from ui.reading_targets import Target
from ui.style import theme

ROWS, COLUMNS = 30, 10
TABLE = 11
RECEIVED = "applications/received/applicant.natural_person"
LONG = "一年来，各科室按照要求主动公开政府信息，及时答复申请，规范管理，完善平台，加强监督，保障群众知情。"


@pytest.fixture
def shown(application, qtbot):
    """Puts a view or a dialog on the screen; it is freed in the end."""
    made = []

    def show(widget, width=563, height=420):
        made.append(widget)
        widget.resize(width, height)
        widget.show()
        return widget

    yield show
    for one in made:
        one.deleteLater()


def report():
    """A long report whose table has a first column that spans from top to bottom, and text after it."""
    before = [Heading(text="一、总体情况"), *(Paragraph(text=LONG * 4) for _ in range(TABLE - 1))]
    cells = [TableCell(row=0, column=0, text="本年度办理结果", row_span=ROWS)]
    cells += [TableCell(row=r, column=c, text=str(r * c)) for r in range(ROWS) for c in range(1, COLUMNS)]
    after = [Heading(text="五、存在的主要问题"), *(Paragraph(text=LONG * 4) for _ in range(6))]
    return [*before, Table(rows=ROWS, columns=COLUMNS, cells=tuple(cells)), *after]


def intake(note, **values):
    read = with_view(take_in(samples()[-1]))
    filing = read.filing
    for address, text in values.items():
        filing = with_value(filing, address, text)
    return replace(read, filing=with_notes(filing, [note]))


def hidden(view):
    """The texts of the document that have no room on the screen."""
    layout, block, found = view.document().documentLayout(), view.document().begin(), []
    while block.isValid():
        if block.text() and layout.blockBoundingRect(block).isEmpty():
            found.append(block.text())
        block = block.next()
    return found


def amber(view):
    """The spots of cells whose ground says that they are doubtful."""
    tables = {number: view._cursor(Spot(number)).currentTable() for number in view._starts}
    return [
        Spot(number, row, column)
        for number, table in tables.items()
        if table is not None
        for row in range(table.rows())
        for column in range(table.columns())
        if (cell := table.cellAt(row, column)).row() == row
        and cell.column() == column
        and cell.format().background().color().name() == theme().warning_ground.lower()
    ]


def test_no_text_is_hidden_behind_a_table_that_is_marked_as_the_view_appears(shown, qtbot):
    view = FileView(report(), {Spot(TABLE, 24)})
    shown(view)
    view.show_spots([Spot(TABLE, 24)])
    qtbot.wait(20)
    assert hidden(view) == []
    view.show_spots([Spot(TABLE, 3, 4)])
    view.resize(700, 420)
    view.show_spots([Spot(TABLE, 5)])
    qtbot.wait(20)
    assert hidden(view) == []


def test_a_row_beside_a_cell_that_spans_many_is_brought_into_view(shown, qtbot):
    view = shown(FileView(report(), ()))
    qtbot.wait(20)
    for row in (24, 2):
        view.show_spots([Spot(TABLE, row)])
        cell = view._cursor(Spot(TABLE)).currentTable().cellAt(row, 1)
        place = view.cursorRect(cell.firstCursorPosition())
        assert place.top() >= 0
        assert place.bottom() <= view.viewport().height()


def test_what_was_marked_in_a_doubtful_row_is_amber_again_afterwards(shown):
    view = shown(FileView(report(), {Spot(TABLE, 24), Spot(TABLE, 7, 3)}))
    before = amber(view)
    assert {spot.row for spot in before} == {24, 7}
    view.show_spots([Spot(TABLE, 24, 5)])
    view.show_spots([Spot(TABLE, 7)])
    view.show_spots(())
    assert amber(view) == before


def test_a_doubtful_cell_leads_to_its_doubt_and_says_that_it_was_not_read(shown):
    dialog = shown(
        ReadingDialog(samples()[-1], intake(Note("doubt", RECEIVED, "看不清"), **{RECEIVED: ""}), [Target("")])
    )
    view = dialog.pane.view
    view.setTextCursor(view._cursor(dialog._intake.origins[RECEIVED][0]))
    assert "看不清" in dialog.tree.currentIndex().data()
    assert dialog.pane.went.text().startswith("没有读入")
    assert "自然人" in dialog.pane.went.text()


def test_a_cell_of_a_doubtful_row_leads_to_the_doubt_and_others_to_what_was_read():
    model = ReadingModel()
    doubt = Node((Piece("疑点"),), spots=(Spot(1, 4),), sign="warning")
    told = Node((Piece("标题"),), spots=(Spot(1, 5, 2),), sign="info")
    values = [Node((Piece(str(row)),), spots=(Spot(1, row, 2),)) for row in (4, 5)]
    model.show_nodes([told, *values, doubt], ())
    assert model.node_at(Spot(1, 4, 2)) is doubt
    assert model.node_at(Spot(1, 4, 0)) is doubt
    assert model.node_at(Spot(1, 5, 2)) is values[1]
    assert model.node_at(Spot(1, 6, 2)) is None


def test_in_real_reports_nothing_is_hidden_and_every_amber_cell_leads_to_a_doubt(shown, corpus):
    met = 0
    for path in sorted(corpus.glob("*.html")):
        dialog = shown(ReadingDialog(path, take_in(path), [Target("")]), 1240, 760)
        view = dialog.pane.view
        assert hidden(view) == []
        for spot in amber(view):
            view.setTextCursor(view._cursor(spot))
            assert dialog.model.node(dialog.tree.currentIndex()).sign in ("warning", "error")
            met += 1
        dialog.hide()
    assert met
