"""The history of changes: what was done to the file, by whom and when, and taking one of them back."""

from __future__ import annotations

import datetime

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from assoc_desktop.language import _
from assoc_desktop.storage.history import Operation, recent_operations
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.empty_state import EmptyState
from assoc_desktop.widgets.record_table import Column, RecordTable, Row
from assoc_desktop.widgets.theme import GRID, card_around

_SHOWN = 1000


class HistoryDialog(QDialog):
    """The latest changes, newest first."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._operations: dict[int, Operation] = {}
        self._undone: set[int] = set()
        self.setWindowTitle(_("History of changes"))
        self.resize(820, 480)
        columns = [
            Column("at", _("When"), 150, sortable=False),
            Column("who", _("Who"), 120, sortable=False),
            Column("what", _("What"), 300, sortable=False, stretch=True),
            Column("state", _("State"), 110, sortable=False, chip=True),
        ]
        empty = EmptyState(
            "history", _("Nothing was changed yet"), _("Every change to the file is listed here.")
        )
        self.table = RecordTable("history", columns, self._rows, memory=desk.preferences, empty=empty)
        self.table.current_changed.connect(lambda _record: self._name_button())
        self.undo = QPushButton(icons.icon("undo"), _("Undo this change"))
        self.undo.clicked.connect(self._undo_chosen)
        close = QPushButton(_("Close"))
        close.clicked.connect(self.accept)
        card = card_around(self.table)
        buttons = QHBoxLayout()
        buttons.addWidget(self.undo)
        buttons.addStretch(1)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setSpacing(GRID)
        layout.addWidget(QLabel(_("Everything that was changed in this file, the latest first.")))
        layout.addWidget(card, 1)
        layout.addLayout(buttons)
        desk.changed.connect(self._read)
        self._read()
        self.table.select_id(next(iter(self._operations), None))

    def _read(self) -> None:
        found = recent_operations(_SHOWN)
        self._operations = {each.id: each for each in found}
        self._undone = {each.undoes_id for each in found if each.undoes_id}
        self.table.show_ids(self._operations)
        self._name_button()

    def _rows(self, ids: list[int]) -> list[Row]:
        return [self._row(self._operations[each]) for each in ids]

    def _row(self, operation: Operation) -> Row:
        at = datetime.datetime.fromisoformat(operation.at).astimezone()
        when = _("{day} {time}").format(day=self._desk.conventions.date(at.date()), time=f"{at:%H:%M}")
        undone = operation.id in self._undone
        state = _("Undone") if undone else ""
        texts = {"at": when, "who": operation.who, "what": str(operation), "state": state}
        return Row(texts, {"what": texts["what"]}, {"state": "neutral"}, quiet=undone)

    def _chosen(self) -> Operation | None:
        return self._operations.get(self.table.current_id() or 0)

    def _name_button(self) -> None:
        chosen = self._chosen()
        can = chosen is not None and chosen.undoable and chosen.id not in self._undone
        self.undo.setEnabled(can)
        self.undo.setToolTip(
            "" if can or chosen is None else _("This change cannot be undone, or was undone already.")
        )

    def _undo_chosen(self) -> None:
        chosen = self._chosen()
        if chosen:
            self._desk.undo_wanted.emit(chosen.id)
