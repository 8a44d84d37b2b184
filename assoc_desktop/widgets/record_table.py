"""The list of every tab: 100,000 records at once, sorted by the database, with columns the person chooses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import compress, count
from typing import Protocol

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPoint,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from assoc_desktop.language import _
from assoc_desktop.widgets.empty_state import EmptyState
from assoc_desktop.widgets.record_model import Column, Read, RecordModel, Row, Sort, Tip
from assoc_desktop.widgets.record_view import MINIMUM_COLUMN, RecordView

__all__ = ["Column", "RecordTable", "Row", "TableMemory"]

_Select = QItemSelectionModel.SelectionFlag
_STRETCH_MINIMUM = 150
# Height of a line of text at the usual size: column widths are given for it.
_USUAL_LINE = 16


class TableMemory(Protocol):
    """Where shown columns and their widths are remembered (the preferences are one)."""

    columns: dict[str, list[str]]
    widths: dict[str, dict[str, int]]

    def save(self) -> None:
        """Keep what was set."""


class _AsShown(QStackedWidget):
    """One of several widgets; those that are not shown claim no room, else each list would be as high as its words
    for “nothing found”."""

    def minimumSizeHint(self) -> QSize:
        return self.currentWidget().minimumSizeHint()

    def hasHeightForWidth(self) -> bool:
        return self.currentWidget().hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        return self.currentWidget().heightForWidth(width)


class RecordTable(QWidget):
    """A list over any number of records, with its empty states.

    Give it ids with `show_ids`; it reads rows through `read` as they are seen.

    Signals:
        opened(id): Enter or a double click on a record.
        current_changed(id or None): the record with the focus.
        selection_changed(): the set of chosen records is another.
        typed(text): a sign was typed into the list; the tab puts it into its search field.

    Args:
        name: name of the list, under which columns and widths are remembered.
        columns: all columns.
        read: ids → rows, in the same order.
        sort: called with a column key and "descending"; it answers by calling `show_ids`.
        tip: id, column key → tool tip of a cell, asked when the mouse rests on it.
        memory: where columns and widths are remembered.
        empty: shown when there is no record at all.
        not_found: shown when a search or filter leaves none.
    """

    opened = Signal(object)
    current_changed = Signal(object)
    selection_changed = Signal()
    typed = Signal(str)

    def __init__(
        self,
        name: str,
        columns: Sequence[Column],
        read: Read,
        *,
        sort: Sort | None = None,
        tip: Tip | None = None,
        memory: TableMemory | None = None,
        empty: QWidget | None = None,
        not_found: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.name = name
        self._memory = memory
        self._chosen: set[int] = set()
        self._current: int | None = None
        self._updating = False
        self._fitting = False
        self.model = RecordModel(columns, read, sort, tip, self)
        self.view = RecordView(self)
        self.view.setModel(self.model)
        self._stack = _AsShown(self)
        self._stack.addWidget(self.view)
        self._empty = empty or EmptyState("list", _("Nothing here yet"), "")
        self._not_found = not_found or EmptyState("search", _("Nothing found"), "")
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._not_found)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self.setFocusProxy(self.view)
        header = self.view.horizontalHeader()
        header.setSortIndicatorShown(sort is not None)
        header.setSectionsClickable(sort is not None)
        self._connect()
        self._apply_columns()

    # Records

    def show_ids(self, ids: Iterable[int], *, filtered: bool = False) -> None:
        """Show these records in this order; chosen records stay chosen, shown or not.

        Args:
            ids: the records, in order.
            filtered: a search or filter is on, so an empty list means "nothing found".
        """
        self._updating = True
        self.model.set_ids(ids)
        self._select_again()
        self._updating = False
        shown = self.view if self.model.ids else (self._not_found if filtered else self._empty)
        self._stack.setCurrentWidget(shown)
        self._stack.updateGeometry()
        self.selection_changed.emit()

    def refresh(self) -> None:
        """Read the rows again: some records have changed."""
        self.model.forget_rows()

    def shown_ids(self) -> list[int]:
        """All records of the list, in the order shown."""
        return list(self.model.ids)

    def selected_ids(self) -> list[int]:
        """The chosen records: those shown in their order, then those that the search hides."""
        if not self._chosen:
            return []
        shown = list(filter(self._chosen.__contains__, self.model.ids))
        return [*shown, *sorted(self._chosen.difference(shown))]

    def count_selected(self) -> int:
        """How many records are chosen, shown or not."""
        return len(self._chosen)

    def hidden_selected(self) -> int:
        """How many chosen records the search hides."""
        return len(self._chosen.difference(self.model.ids)) if self._chosen else 0

    def current_id(self) -> int | None:
        """The record with the focus, if it is shown."""
        index = self.view.currentIndex()
        return self.model.ids[index.row()] if index.isValid() else None

    def select_id(self, wanted: int | None) -> None:
        """Choose one record and bring it into sight; None chooses nothing."""
        self._chosen.clear()
        # Choosing the row that is chosen already would tell nothing.
        self.view.clearSelection()
        if wanted is None or wanted not in self.model.ids:
            return
        index = self.model.index(self.model.ids.index(wanted), self._first_column())
        # Said outright: the view itself would toggle the row while Ctrl is held.
        self.view.selectionModel().setCurrentIndex(index, _Select.ClearAndSelect | _Select.Rows)
        self.view.scrollTo(index)

    def keep_hidden(self, among: Set[int]) -> None:
        """Chosen records that are neither shown nor among these are gone, and chosen no longer."""
        if gone := self._chosen.difference(self.model.ids) - among:
            self._chosen -= gone
            self.selection_changed.emit()

    def clear_selection(self) -> None:
        """Choose nothing, hidden records included."""
        self._chosen.clear()
        self.view.clearSelection()
        self.selection_changed.emit()

    # Columns

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Change the columns; what the person chose for those that stay is kept."""
        self.model.set_columns(columns)
        self._apply_columns()

    def shown_columns(self) -> list[Column]:
        """The columns on screen, from left to right."""
        header = self.view.horizontalHeader()
        order = [header.logicalIndex(place) for place in range(header.count())]
        return [self.model.columns[each] for each in order if not self.view.isColumnHidden(each)]

    def column_menu(self, parent: QWidget | None = None) -> QMenu:
        """A menu that shows and hides columns, for the heading and for the "…" menu of a tab."""
        menu = QMenu(_("Columns"), parent or self)
        shown = {column.key for column in self.shown_columns()}
        for number, column in enumerate(self.model.columns):
            action = QAction(column.title, menu, checkable=True, checked=column.key in shown)
            action.setEnabled(column.key not in shown or len(shown) > 1)
            action.toggled.connect(lambda on, number=number: self._show_column(number, on))
            menu.addAction(action)
        menu.addSeparator()
        menu.addAction(_("Usual columns"), self._usual_columns)
        return menu

    def sort_by(self, key: str, *, descending: bool = False) -> None:
        """Show a sort mark on a column; the caller has put the ids in that order."""
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        numbers = [number for number, column in enumerate(self.model.columns) if column.key == key]
        header = self.view.horizontalHeader()
        header.blockSignals(True)
        header.setSortIndicator(numbers[0] if numbers else -1, order)
        header.blockSignals(False)

    # Inside

    def _connect(self) -> None:
        header = self.view.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._header_menu)
        header.sortIndicatorChanged.connect(self.model.sort)
        header.sectionMoved.connect(self._moved)
        header.sectionResized.connect(self._resized)
        chosen = self.view.selectionModel()
        chosen.selectionChanged.connect(self._selection_changed)
        chosen.currentRowChanged.connect(self._current_row_changed)
        self.view.resized.connect(self._fit)
        self.view.plain_choice.connect(self._forget_hidden)
        self.view.typed.connect(self.typed)
        self.view.entered_record.connect(lambda row: self.opened.emit(self.model.ids[row]))

    def _first_column(self) -> int:
        return self.model.columns.index(self.shown_columns()[0])

    def _select_again(self) -> None:
        if not self._chosen and self._current is None:
            return
        rows = list(compress(count(), map(self._chosen.__contains__, self.model.ids)))
        selection = QItemSelection()
        last = len(self.model.columns) - 1
        for start, end in _runs(rows):
            selection.select(self.model.index(start, 0), self.model.index(end, last))
        self.view.selectionModel().select(selection, _Select.ClearAndSelect)
        if self._current is not None and self._current in self.model.ids:
            index = self.model.index(self.model.ids.index(self._current), self._first_column())
            self.view.selectionModel().setCurrentIndex(index, _Select.NoUpdate)
            self.view.scrollTo(index)

    def _selection_changed(self, chosen: QItemSelection, dropped: QItemSelection) -> None:
        if self._updating:
            return
        for each in _ranges(dropped):
            self._chosen.difference_update(self.model.ids[each.top() : each.bottom() + 1])
        for each in _ranges(chosen):
            self._chosen.update(self.model.ids[each.top() : each.bottom() + 1])
        self.selection_changed.emit()

    def _forget_hidden(self) -> None:
        """A plain click starts a new choice: what the search hides is no longer part of it."""
        if self._chosen:
            self._chosen.intersection_update(self.model.ids)

    def _current_row_changed(self, index: QModelIndex, _previous: QModelIndex) -> None:
        if self._updating:
            return
        self._current = self.model.ids[index.row()] if index.isValid() else None
        self.current_changed.emit(self._current)

    def _apply_columns(self) -> None:
        chosen = self._memory.columns.get(self.name) if self._memory else None
        widths = self._memory.widths.get(self.name, {}) if self._memory else {}
        known = [column.key for column in self.model.columns]
        shown = [key for key in chosen or [] if key in known]
        shown = shown or [column.key for column in self.model.columns if column.shown]
        header = self.view.horizontalHeader()
        self._fitting = True
        scale = self.fontMetrics().height() / _USUAL_LINE
        for number, column in enumerate(self.model.columns):
            wanted = widths.get(column.key) or round(column.width * max(scale, 0.9))
            self.view.setColumnWidth(number, max(MINIMUM_COLUMN, wanted))
            self.view.setColumnHidden(number, column.key not in shown)
        for place, key in enumerate(shown):
            header.moveSection(header.visualIndex(known.index(key)), place)
        self._fitting = False
        self._fit()

    def _show_column(self, number: int, on: bool) -> None:
        self.view.setColumnHidden(number, not on)
        self._fit()
        self._remember()

    def _usual_columns(self) -> None:
        if self._memory:
            self._memory.columns.pop(self.name, None)
            self._memory.widths.pop(self.name, None)
            self._memory.save()
        header = self.view.horizontalHeader()
        self._fitting = True
        for number in range(header.count()):
            header.moveSection(header.visualIndex(number), number)
        self._apply_columns()

    def _moved(self, *_places: int) -> None:
        if not self._fitting:
            self._remember()

    def _resized(self, _number: int, _old: int, _new: int) -> None:
        if not self._fitting:
            self._fit()
            self._remember(save=False)

    def _remember(self, *, save: bool = True) -> None:
        if not self._memory:
            return
        self._memory.columns[self.name] = [column.key for column in self.shown_columns()]
        self._memory.widths[self.name] = {
            column.key: self.view.columnWidth(number)
            for number, column in enumerate(self.model.columns)
            if not column.stretch and self.view.columnWidth(number)
        }
        if save:
            self._memory.save()

    def _fit(self) -> None:
        """Give the room that is left to the column that stretches."""
        stretching = [n for n, column in enumerate(self.model.columns) if column.stretch]
        if not stretching or self._fitting or self.view.isColumnHidden(stretching[0]):
            return
        self._fitting = True
        others = (n for n in range(len(self.model.columns)) if n != stretching[0])
        used = sum(self.view.columnWidth(n) for n in others if not self.view.isColumnHidden(n))
        room = self.view.viewport().width() - used
        least = _STRETCH_MINIMUM * self.fontMetrics().height() // _USUAL_LINE
        self.view.setColumnWidth(stretching[0], max(least, room))
        self._fitting = False

    def _header_menu(self, point: QPoint) -> None:
        menu = self.column_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.view.horizontalHeader().mapToGlobal(point))


def _ranges(selection: QItemSelection) -> Iterator[QItemSelectionRange]:
    # The binding iterates over a selection; its type stub does not say so.
    return iter(selection)  # type: ignore[call-overload]


def _runs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Sorted numbers as runs: 1 2 3 7 → (1, 3) (7, 7)."""
    start = previous = None
    for row in rows:
        if previous is None or row != previous + 1:
            if start is not None and previous is not None:
                yield start, previous
            start = row
        previous = row
    if start is not None and previous is not None:
        yield start, previous
