"""The model behind every list: ids in the order the database gave, and rows read in windows when they are seen.

A row is read only when it is painted, with some hundred neighbours.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from assoc_desktop.language import _

#: Rows read at once, and how many such windows are kept. While a person types, each key reads one window: it is as
#: small as two screens of rows, because writing amounts and dates costs more than reading them.
WINDOW = 64
WINDOWS_KEPT = 40

_Role = Qt.ItemDataRole
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True)
class Column:
    """One column of a list.

    Attributes:
        key: stable name, used in `Row.texts`, in sorting and in what is remembered.
        title: the heading, translated.
        width: pixels at normal text size.
        right: amounts and numbers stand on the right.
        chip: the text is a word on a coloured background; the tone comes from `Row.tones`.
        shown: shown before the person chose.
        sortable: a click on the heading sorts.
        stretch: takes what room is left (one column of a list).
    """

    key: str
    title: str
    width: int = 110
    right: bool = False
    chip: bool = False
    shown: bool = True
    sortable: bool = True
    stretch: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """What a list shows of one record: texts, tool tips and chip tones by column key."""

    texts: Mapping[str, str]
    tips: Mapping[str, str] = field(default_factory=dict)
    tones: Mapping[str, str] = field(default_factory=dict)
    quiet: bool = False


Read = Callable[[list[int]], Sequence[Row]]
Tip = Callable[[int, str], str]
Sort = Callable[[str, bool], None]


class RecordModel(QAbstractTableModel):
    """Ids in memory, rows in windows.

    Args:
        columns: all columns, shown or not.
        read: ids → their rows, in the same order. Called with at most `WINDOW` ids.
        sort: called with the column's key and whether it is descending; it calls `set_ids` with the new order.
        tip: id, column key → tool tip, for one that costs too much to read with every row.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        read: Read,
        sort: Sort | None = None,
        tip: Tip | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._read = read
        self._sort = sort
        self._tip = tip
        self._ids: list[int] = []
        self._windows: OrderedDict[int, Sequence[Row]] = OrderedDict()

    @property
    def ids(self) -> list[int]:
        """All ids, in the order shown."""
        return self._ids

    def set_ids(self, ids: Iterable[int]) -> None:
        """Show these records, in this order."""
        self.beginResetModel()
        self._ids = list(ids)
        self._windows.clear()
        self.endResetModel()

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Change the columns: custom fields come and go."""
        self.beginResetModel()
        self.columns = tuple(columns)
        self._windows.clear()
        self.endResetModel()

    def forget_rows(self) -> None:
        """Read the rows again when they are next seen: records have changed, their order has not."""
        self._windows.clear()
        if self._ids:
            last = self.index(len(self._ids) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def row(self, number: int) -> Row:
        """The row at a place, read with its window if it is not in memory."""
        number_of_window, place = divmod(number, WINDOW)
        window = self._windows.get(number_of_window)
        if window is None:
            start = number_of_window * WINDOW
            window = self._read(self._ids[start : start + WINDOW])
            self._windows[number_of_window] = window
            if len(self._windows) > WINDOWS_KEPT:
                self._windows.popitem(last=False)
        return window[place]

    # What Qt asks

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: QModelIndex, role: int = _Role.DisplayRole) -> Any:
        column = self.columns[index.column()]
        if role == _Role.ToolTipRole and self._tip:
            return self._tip(self._ids[index.row()], column.key) or None
        return self._value(self.row(index.row()), column, role)

    def multiData(self, index: QModelIndex, span: Any) -> None:
        row, column = self.row(index.row()), self.columns[index.column()]
        for each in span:
            each.setData(self._value(row, column, each.role()))

    def headerData(self, section: int, side: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        if side != Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        column = self.columns[section]
        if role in (_Role.DisplayRole, _Role.ToolTipRole):
            return column.title
        if role == _Role.TextAlignmentRole:
            return _RIGHT if column.right else _LEFT
        return None

    def sort(self, number: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Have the database put the ids in another order; nothing is sorted here."""
        if self._sort and 0 <= number < len(self.columns) and self.columns[number].sortable:
            self._sort(self.columns[number].key, order == Qt.SortOrder.DescendingOrder)

    def _value(self, row: Row, column: Column, role: int) -> Any:
        if role == _Role.DisplayRole:
            return row.texts.get(column.key, "")
        if role == _Role.TextAlignmentRole:
            return _RIGHT if column.right else _LEFT
        if role == _Role.ToolTipRole:
            return row.tips.get(column.key)
        if role == _Role.AccessibleTextRole:
            return _("{column}: {text}").format(column=column.title, text=row.texts.get(column.key, ""))
        return None
