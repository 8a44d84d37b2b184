"""The matrix as a table that is edited in place: Space ticks, digits write a quota, the arrow keys walk."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem, QWidget

from assoc_desktop.benefits.catalogue import MOST_USES
from assoc_desktop.benefits.matrix import Matrix
from assoc_desktop.language import _, whole_number
from assoc_desktop.widgets.theme import GRID, row_height

_TICK = "✓"
#: A cell that is not ticked, where quotas are compared.
_OFF = 0
#: Names of benefits take as many signs of average width.
_NAME_SIGNS = 34


class MatrixTable(QTableWidget):
    """Benefits down, categories across. A cell is empty, ticked, or ticked with a quota of its own.

    Signals:
        edited(): a cell is another than before.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._matrix = Matrix((), (), {})
        self._cells: dict[tuple[int, int], int | None] = {}
        self._typing = False
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(_("Who is entitled to what"))
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.clicked.connect(self._toggle)
        self.currentCellChanged.connect(lambda *_places: self._end_typing())

    def show_again(self, matrix: Matrix) -> None:
        """Show a matrix that was read again: what was typed stays, where its benefit and category are still there."""
        keys = self._cells.keys() | self._matrix.cells.keys()
        typed = {key: self._cells.get(key, _OFF) for key in keys}
        changed = {key: now for key, now in typed.items() if now != self._matrix.cells.get(key, _OFF)}
        self.show_matrix(matrix)
        rows = {each.id: row for row, each in enumerate(matrix.benefits)}
        columns = {each.id: column for column, each in enumerate(matrix.categories)}
        for (benefit, category), now in changed.items():
            if benefit in rows and category in columns:
                quota = now or None
                self._set(rows[benefit], columns[category], ticked=now != _OFF, quota=quota)

    def show_matrix(self, matrix: Matrix) -> None:
        """Show a matrix as it is kept; what was typed and not saved is gone."""
        place = max(0, self.currentRow()), max(0, self.currentColumn())
        self._matrix, self._cells = matrix, dict(matrix.cells)
        self.setRowCount(len(matrix.benefits))
        self.setColumnCount(len(matrix.categories))
        self.setHorizontalHeaderLabels([each.name for each in matrix.categories])
        self.setVerticalHeaderLabels([self._short(each.name) for each in matrix.benefits])
        self.verticalHeader().setDefaultSectionSize(row_height(self))
        for row in range(self.rowCount()):
            for column in range(self.columnCount()):
                item = QTableWidgetItem()
                item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
                self.setItem(row, column, item)
                self._write(row, column)
        for column, category in enumerate(matrix.categories):
            self.horizontalHeaderItem(column).setToolTip(category.name)
            wanted = self.horizontalHeader().sectionSizeHint(column) + GRID
            self.horizontalHeader().resizeSection(column, max(64, min(wanted, 160)))
        for row, benefit in enumerate(matrix.benefits):
            self.verticalHeaderItem(row).setToolTip(benefit.name)
        self.setCurrentCell(min(place[0], self.rowCount() - 1), min(place[1], self.columnCount() - 1))

    def _short(self, name: str) -> str:
        """A header cuts its words without saying so."""
        font = self.font()
        font.setBold(True)
        signs = QFontMetrics(font)
        return signs.elidedText(name, Qt.TextElideMode.ElideRight, _NAME_SIGNS * signs.averageCharWidth())

    def cells(self) -> dict[tuple[int, int], int | None]:
        """What is ticked now: see `matrix.Cells`."""
        return dict(self._cells)

    def is_changed(self) -> bool:
        """Whether something differs from what is kept."""
        return self._cells != self._matrix.cells

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row, column = self.currentRow(), self.currentColumn()
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if row < 0 or column < 0 or held:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._toggle(self.currentIndex())
        elif len(event.text()) == 1 and event.text() in "0123456789":
            self._type(row, column, event.text())
        elif event.key() == Qt.Key.Key_Backspace:
            self._rub_out(row, column)
        elif event.key() == Qt.Key.Key_Delete:
            self._set(row, column, ticked=False)
        else:
            super().keyPressEvent(event)

    def _key(self, row: int, column: int) -> tuple[int, int]:
        return self._matrix.benefits[row].id, self._matrix.categories[column].id

    def _toggle(self, index: QModelIndex) -> None:
        ticked = self._key(index.row(), index.column()) in self._cells
        self._set(index.row(), index.column(), ticked=not ticked)

    def _type(self, row: int, column: int, digit: str) -> None:
        """Digits typed one after the other make one number; a first 0 makes none."""
        before = self._cells.get(self._key(row, column)) if self._typing else None
        number = int(f"{before or ''}{digit}")
        if 1 <= number <= MOST_USES:
            self._set(row, column, ticked=True, quota=number)
            self._typing = True

    def _rub_out(self, row: int, column: int) -> None:
        quota = self._cells.get(self._key(row, column))
        if quota is not None:
            self._set(row, column, ticked=True, quota=quota // 10 or None)
            self._typing = True

    def _set(self, row: int, column: int, *, ticked: bool, quota: int | None = None) -> None:
        self._typing = False
        if ticked:
            self._cells[self._key(row, column)] = quota
        else:
            self._cells.pop(self._key(row, column), None)
        self._write(row, column)
        self.edited.emit()

    def _end_typing(self) -> None:
        self._typing = False

    def _write(self, row: int, column: int) -> None:
        benefit, category = self._matrix.benefits[row], self._matrix.categories[column]
        ticked, quota = (benefit.id, category.id) in self._cells, self._cells.get((benefit.id, category.id))
        item = self.item(row, column)
        item.setText(_TICK + (f" {whole_number(quota)}" if quota else "") if ticked else "")
        if not ticked:
            told = _("not entitled")
        elif quota:
            told = _("entitled, {n} in a season").format(n=whole_number(quota))
        elif benefit.quota:
            told = _("entitled, {n} in a season as the benefit says").format(n=whole_number(benefit.quota))
        else:
            told = _("entitled, as often as wanted")
        words = _("{benefit}, {category}: {state}").format(
            benefit=benefit.name, category=category.name, state=told
        )
        item.setToolTip(words)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
