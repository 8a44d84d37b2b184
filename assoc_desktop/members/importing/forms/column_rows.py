"""The columns of the file, one below the other: heading, a few values, and a choice of what it becomes."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from assoc_desktop.exchange.tables import Table, text_of
from assoc_desktop.exchange.values import guess_kind
from assoc_desktop.language import _
from assoc_desktop.members.custom_fields import custom_fields
from assoc_desktop.members.importing.mapping import CUSTOM, IGNORE, Column, Mapping
from assoc_desktop.members.importing.targets import TARGETS, target_label, targets_for
from assoc_desktop.members.records import CUSTOM_KINDS
from assoc_desktop.widgets.chips import Chip
from assoc_desktop.widgets.elided import ElidedLabel
from assoc_desktop.widgets.fields.choice import ComboBox
from assoc_desktop.widgets.theme import GRID, look

_SAMPLES = 3
_LOOKED_AT = 2_000
_OWN = "own:"


class ColumnRows(QFrame):
    """All columns of a list with their uses; changes go straight into the mapping.

    Signals:
        changed(): a column is used otherwise.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look(self, "card")
        self._mapping: Mapping | None = None
        self._rows: list[_ColumnRow] = []
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        around = QVBoxLayout(self)
        around.setContentsMargins(1, 1, 1, 1)
        around.addWidget(self._scroll)

    def show_columns(self, table: Table, mapping: Mapping, *, guessed: bool) -> None:
        """Show the columns of a list as a mapping has them.

        Args:
            guessed: the person has not seen these choices yet, so each is marked as a guess.
        """
        self._mapping = mapping
        offered = _offered_uses(mapping)
        inner = QWidget()
        inner.setObjectName("page")
        grid = QGridLayout(inner)
        grid.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(GRID)
        grid.setColumnStretch(0, 4)
        grid.setColumnStretch(1, 7)
        for place, title in enumerate((_("Column in the file"), _("Becomes"))):
            caption = QLabel(title)
            look(caption, "quiet")
            grid.addWidget(caption, 0, place)
        self._rows = []
        for place, column in enumerate(mapping.columns):
            samples = _samples(table, place)
            row = _ColumnRow(column, samples, offered, guessed=guessed)
            row.changed.connect(self.changed)
            row.kind_wanted.connect(lambda place=place: self._guess_kind(table, place))
            row.add_to(grid, place + 1)
            self._rows.append(row)
        grid.setRowStretch(len(mapping.columns) + 1, 1)
        self._scroll.setWidget(inner)

    def row(self, place: int) -> _ColumnRow:
        """The row of a column, counted from 0."""
        return self._rows[place]

    def first_choice(self) -> QWidget | None:
        """The first choice, which takes the keyboard."""
        return self._rows[0].use if self._rows else None

    def _guess_kind(self, table: Table, place: int) -> None:
        """A column becomes a new field: what it holds is guessed from its cells."""
        cells = [row.cells[place] for row in table.rows]
        kind = guess_kind(cells)
        column = self._rows[place].column
        column.choices = list(dict.fromkeys(filter(None, map(text_of, cells)))) if kind == "choice" else []
        self._rows[place].set_kind(kind)


class _ColumnRow(QWidget):
    """One column: its widgets stand in the grid of all rows."""

    changed = Signal()
    kind_wanted = Signal()

    def __init__(
        self, column: Column, samples: list[str], offered: QStandardItemModel, *, guessed: bool
    ) -> None:
        super().__init__()
        self.column = column
        self._guessed = guessed
        self.heading = ElidedLabel(column.heading)
        look(self.heading, "heading")
        self.samples = ElidedLabel("  ·  ".join(samples) or _("Empty"))
        look(self.samples, "small")
        self.use = ComboBox()
        self.use.setModel(offered)
        self.use.setMaxVisibleItems(16)
        self.use.setMinimumContentsLength(10)
        self.use.setAccessibleName(_("The column “{heading}” becomes").format(heading=column.heading))
        self.use.setAccessibleDescription(", ".join(samples))
        self.kind = ComboBox()
        self.kind.setMinimumContentsLength(5)
        self.kind.setAccessibleName(_("The field “{heading}” holds").format(heading=column.heading))
        for key, word in CUSTOM_KINDS.items():
            self.kind.addItem(_(word), key)
        self.chip = Chip()
        self._show()
        self.use.activated.connect(lambda _place: self._use_changed())
        self.kind.activated.connect(lambda _place: self._kind_changed())

    def add_to(self, grid: QGridLayout, place: int) -> None:
        """Put the widgets into a row of the grid."""
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.heading)
        words.addWidget(self.samples)
        grid.addLayout(words, place, 0)
        cell = QHBoxLayout()
        cell.setSpacing(GRID)
        cell.addWidget(self.use, 5)
        cell.addWidget(self.kind, 3)
        cell.addWidget(self.chip)
        grid.addLayout(cell, place, 1)

    def set_kind(self, kind: str) -> None:
        """Say what the new field holds."""
        self.column.custom_kind = kind
        self._show()

    def _show(self) -> None:
        column = self.column
        wanted = column.use
        if column.use == CUSTOM:
            wanted = f"{_OWN}{column.custom_name}"
        place = self.use.findData(wanted)
        is_new = column.use == CUSTOM and place < 0
        self.use.setCurrentIndex(self.use.findData(CUSTOM) if is_new else max(0, place))
        self.kind.setVisible(is_new)
        self.kind.setCurrentIndex(self.kind.findData(column.custom_kind))
        if column.use == IGNORE:
            self.chip.show_state(_("Left out"), "neutral")
        elif self._guessed:
            self.chip.show_state(
                _("Guessed"), "info", _("Guessed from the heading and the values of the column.")
            )
        else:
            self.chip.show_state(_("Chosen"), "good")

    def _use_changed(self) -> None:
        chosen = self.use.currentData()
        self._guessed = False
        if chosen.startswith(_OWN):
            self.column.use, self.column.custom_name = CUSTOM, chosen.removeprefix(_OWN)
        elif chosen == CUSTOM:
            self.column.use, self.column.custom_name = CUSTOM, self.column.heading
            self.kind_wanted.emit()
        else:
            self.column.use = chosen
        self._show()
        self.changed.emit()

    def _kind_changed(self) -> None:
        self._guessed = False
        self.column.custom_kind = self.kind.currentData()
        self._show()
        self.changed.emit()


def _offered_uses(mapping: Mapping) -> QStandardItemModel:
    """What a column can become, one model for the choices of all rows; in a mixed list, the fields of both kinds."""
    kind = None if mapping.column_for("kind") else mapping.kind
    model = QStandardItemModel()
    model.appendRow(_item(_("Leave out"), IGNORE))
    model.appendRow(_item(_("New field"), CUSTOM))
    for field in custom_fields(kind=kind):
        model.appendRow(_item(_("Your field {name}").format(name=field.name), f"{_OWN}{field.name}"))
    for target in targets_for(kind) if kind else TARGETS:
        model.appendRow(_item(target_label(target), target))
    return model


def _item(word: str, value: str) -> QStandardItem:
    item = QStandardItem(word)
    item.setData(value, Qt.ItemDataRole.UserRole)
    return item


def _samples(table: Table, place: int) -> list[str]:
    """The first different values of a column."""
    found: dict[str, None] = {}
    for row in table.rows[:_LOOKED_AT]:
        if text := " ".join(text_of(row.cells[place]).split())[:80]:
            found.setdefault(text)
        if len(found) == _SAMPLES:
            break
    return list(found)
