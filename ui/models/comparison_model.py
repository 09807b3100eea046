"""A comparison as rows for a table: headings of the sections, and below them what became of each place or sentence."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from app.compare import CellChange, Change, Comparison, SentenceChange, Wording
from app.compare.words import SIGNS, change_name, likeness_in_words, wording_name
from app.i18n import _, n_
from ui.style import Theme, theme

Index = QModelIndex | QPersistentModelIndex
Roles = Qt.ItemDataRole
SPANS = Roles.UserRole + 1
"""Role of the stretches of a text that the other side has not, as (start, end)."""

_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True, slots=True)
class Heading:
    """A row that names the section of those below it."""

    title: str
    remark: str = ""


Compared = TypeVar("Compared", CellChange, SentenceChange)


class ComparisonModel(QAbstractTableModel, Generic[Compared]):
    """Rows under headings, all or only those that differ. The first column holds sign and word."""

    old_column, new_column = 1, 2

    def __init__(self, heads: Sequence[str], rows: Sequence[Heading | Compared], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.heads = tuple(heads)
        self._all: tuple[Heading | Compared, ...] = tuple(rows)
        self._shown = self._chosen(only_differences=True)

    def show_rows(self, only_differences: bool) -> None:
        """Shows all rows or only those that differ."""
        self.beginResetModel()
        self._shown = self._chosen(only_differences)
        self.endResetModel()

    def row(self, place: int) -> Heading | Compared:
        """What a row of the view shows."""
        return self._all[self._shown[place]]

    def number(self, place: int) -> int:
        """The number of a row among all, whether they are shown or not."""
        return self._shown[place]

    def place_of(self, number: int) -> int:
        """Where the row of this number is shown; -1 where it is not."""
        return self._shown.index(number) if number in self._shown else -1

    @property
    def headings(self) -> tuple[int, ...]:
        """The rows that are headings."""
        return tuple(place for place, number in enumerate(self._shown) if isinstance(self._all[number], Heading))

    @property
    def differences(self) -> tuple[int, ...]:
        """The rows that differ."""
        return tuple(place for place, number in enumerate(self._shown) if self._differs(number))

    def line(self, place: int) -> str:
        """A row as text, its columns behind tabs; a heading alone."""
        row = self.row(place)
        if isinstance(row, Heading):
            return row.title
        return "\t".join(self.words(row, column) for column in range(len(self.heads)))

    def words(self, row: Compared, column: int) -> str:
        """What a column says of a row."""
        raise NotImplementedError

    def _differs(self, number: int) -> bool:
        row = self._all[number]
        return not isinstance(row, Heading) and row.differs

    def _chosen(self, only_differences: bool) -> list[int]:
        """The numbers of the rows to be shown; a heading only where something stands below it."""
        kept: list[int] = []
        for number, row in enumerate(self._all):
            if isinstance(row, Heading):
                self._drop_heading(kept)
                kept.append(number)
            elif row.differs or not only_differences:
                kept.append(number)
        self._drop_heading(kept)
        return kept

    def _drop_heading(self, kept: list[int]) -> None:
        """Takes the last row away where it is a heading: nothing stands below it."""
        if kept and isinstance(self._all[kept[-1]], Heading):
            kept.pop()

    def _look(self, row: Compared, column: int, role: int) -> object:
        """Colours, spans and the like of a row's column."""
        raise NotImplementedError

    # Qt's names from here on

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """As many as are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """As many columns as heads."""
        return 0 if parent.isValid() else len(self.heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Roles.DisplayRole) -> object:
        """The heads of the columns."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role in (Roles.DisplayRole, Roles.ToolTipRole, Roles.AccessibleTextRole):
            return self.heads[section]
        return _LEFT | Qt.AlignmentFlag.AlignVCenter if role == Roles.TextAlignmentRole else None

    def data(self, index: Index, role: int = Roles.DisplayRole) -> object:
        """Words and look of a row's column."""
        row = self.row(index.row())
        if isinstance(row, Heading):
            return _heading(row, index.column(), role)
        if role == Roles.AccessibleTextRole:
            return self.words(row, index.column()) or _("(blank)")
        return self.words(row, index.column()) if role == Roles.DisplayRole else self._look(row, index.column(), role)


class CellsModel(ComparisonModel[CellChange]):
    """The cover and the tables, place by place."""

    old_column, new_column = 3, 4

    def __init__(self, comparison: Comparison, old_name: str, new_name: str, parent: QObject | None = None) -> None:
        self._comparison = comparison
        heads = (_("Result"), _("Row"), _("Column"), old_name, new_name, _("Difference"))
        super().__init__(heads, tuple(_cells(comparison)), parent)

    def words(self, row: CellChange, column: int) -> str:
        """Sign and word, where it stands, both texts, the difference."""
        named = f"{SIGNS[row.change]} {change_name(row, self._comparison)}"
        return (named, row.row, row.column, _text(row, row.old), _text(row, row.new), row.difference)[column]

    def _look(self, row: CellChange, column: int, role: int) -> object:
        now = theme()
        if role == Roles.ForegroundRole:
            blank = column in (self.old_column, self.new_column) and not (row.old, row.new)[column - self.old_column]
            return QColor(_ink(now, SIGNS[row.change]) if column == 0 else now.faint if blank else now.text)
        if role == Roles.BackgroundRole and row.is_total:
            return QColor(now.total)
        if role == Roles.TextAlignmentRole:
            return _RIGHT if column >= self.old_column else _LEFT
        if role == Roles.FontRole and row.differs and column == self.new_column and row.change == Change.CHANGED:
            return _bold()
        return None

    # Qt's names from here on

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Roles.DisplayRole) -> object:
        """The heads of the columns, those of figures to the right."""
        if role == Roles.TextAlignmentRole and section >= self.old_column:
            return _RIGHT | Qt.AlignmentFlag.AlignVCenter
        return super().headerData(section, orientation, role)


class SentencesModel(ComparisonModel[SentenceChange]):
    """The narratives, sentence by sentence."""

    def __init__(self, comparison: Comparison, old_name: str, new_name: str, parent: QObject | None = None) -> None:
        heads = (_("Result"), old_name, new_name)
        super().__init__(heads, tuple(_sentences(comparison)), parent)

    def words(self, row: SentenceChange, column: int) -> str:
        """Sign and word, both wordings."""
        if column == 0:
            return f"{SIGNS[row.wording]} {wording_name(row)}"
        side = row.old if column == self.old_column else row.new
        return side.text if side else ""

    def _look(self, row: SentenceChange, column: int, role: int) -> object:
        look = _SENTENCE.get(role)
        return look(row, column) if look else None


def _cells(comparison: Comparison) -> Iterator[Heading | CellChange]:
    for title, cells in comparison.sections():
        count = sum(one.differs for one in cells)
        said = n_("one differs", "{count} differ", count).format(count=count) if count else _("no difference")
        yield Heading(title, said)
        yield from cells


def _sentences(comparison: Comparison) -> Iterator[Heading | SentenceChange]:
    for text in comparison.texts:
        yield Heading(text.title, likeness_in_words(text))
        yield from (one for one in text.sentences if (one.old or one.new) and _is_seen(one))


def _is_seen(one: SentenceChange) -> bool:
    """Whether there is anything to be read: an empty line is none."""
    return any(side and side.key for side in (one.old, one.new))


def _heading(row: Heading, column: int, role: int) -> object:
    """A heading is told in the first column, over which it spreads."""
    now = theme()
    if role in (Roles.DisplayRole, Roles.AccessibleTextRole):
        return "　".join(filter(None, (row.title, row.remark))) if column == 0 else ""
    if role == Roles.BackgroundRole:
        return QColor(now.head)
    return _bold() if role == Roles.FontRole else None


def _text(row: CellChange, text: str) -> str:
    """The text of one side; a blank place says so where the other side is filled."""
    return text or (_("(blank)") if row.change in (Change.FILLED, Change.EMPTIED) else "")


def _bold() -> QFont:
    font = QFont()
    font.setWeight(QFont.Weight.DemiBold)
    return font


def _ink(now: Theme, sign: str) -> str:
    return {"＋": now.good, "－": now.error, "≈": now.warning}.get(sign, now.faint)


def _sentence_ink(row: SentenceChange, column: int) -> QColor:
    now = theme()
    if column == 0:
        return QColor(_ink(now, SIGNS[row.wording]))
    return QColor(now.text if row.differs else now.faint)


def _sentence_ground(row: SentenceChange, column: int) -> QColor | None:
    """A sentence that stands alone has its ground where it stands."""
    now = theme()
    if row.wording == Wording.GONE and column == SentencesModel.old_column:
        return QColor(now.error_ground)
    if row.wording == Wording.NEW and column == SentencesModel.new_column:
        return QColor(now.good_ground)
    return None


def _sentence_spans(row: SentenceChange, column: int) -> object:
    return {SentencesModel.old_column: row.spans_old, SentencesModel.new_column: row.spans_new}.get(column, ())


def _sentence_described(row: SentenceChange, column: int) -> str:
    """For screen readers: the stretches that are coloured."""
    side = {SentencesModel.old_column: row.old, SentencesModel.new_column: row.new}.get(column)
    spans = row.spans_old if column == SentencesModel.old_column else row.spans_new
    found = _(", ").join(f"“{side.text[start:end]}”" for start, end in spans) if side else ""
    return _("differs in: {words}").format(words=found) if found else ""


_SENTENCE: Mapping[int, Callable[[SentenceChange, int], object]] = {
    Roles.ForegroundRole: _sentence_ink,
    Roles.BackgroundRole: _sentence_ground,
    Roles.AccessibleDescriptionRole: _sentence_described,
    SPANS: _sentence_spans,
}
