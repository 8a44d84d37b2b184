"""The columns of an export: a set to begin with, then each column ticked or not, in an order of one's own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from assoc_desktop.language import _
from assoc_desktop.members.exporting.columns import SETS, names, set_of
from assoc_desktop.members.exporting.sets import forget_set, keep_set, own_sets
from assoc_desktop.refusals import Refused
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.fields.choice import ComboBox
from assoc_desktop.widgets.messages import show_refusal
from assoc_desktop.widgets.theme import GRID, look

_OWN = "own "
_Flag = Qt.ItemFlag


class ColumnList(QWidget):
    """Which columns, in which order.

    Signals:
        changed(): the person chose otherwise.

    Args:
        shown: keys of the columns that the members' list shows, for the set “as in the list”.
    """

    changed = Signal()

    def __init__(self, desk: Desk, shown: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._shown = desk, list(shown)
        self._names = names()
        self._filling = False
        self._build()
        self._offer_sets()
        self.show_keys(set_of("list", self._shown))

    def keys(self) -> list[str]:
        """The columns chosen, in their order."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return [
            item.data(Qt.ItemDataRole.UserRole)
            for item in items
            if item.checkState() == Qt.CheckState.Checked
        ]

    def show_keys(self, keys: Sequence[str]) -> None:
        """Choose these columns; the others stand below them."""
        self._filling = True
        self.list.clear()
        for key in (*keys, *(key for key in self._names if key not in keys)):
            item = QListWidgetItem(self._names[key])
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setFlags(
                _Flag.ItemIsEnabled
                | _Flag.ItemIsSelectable
                | _Flag.ItemIsUserCheckable
                | _Flag.ItemIsDragEnabled
            )
            item.setCheckState(Qt.CheckState.Checked if key in keys else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self._filling = False
        self.changed.emit()

    def move(self, step: int) -> None:
        """Move the column in focus up or down."""
        row = self.list.currentRow()
        if 0 <= row + step < self.list.count():
            self.list.insertItem(row + step, self.list.takeItem(row))
            self.list.setCurrentRow(row + step)
            self.changed.emit()

    def keep(self) -> None:
        """Keep the columns of now as a set, under a name that is asked for."""
        name, agreed = QInputDialog.getText(self, _("Keep these columns"), _("Name of the set:"))
        if agreed:
            self.keep_as(name)

    def keep_as(self, name: str) -> None:
        """Keep the columns of now as a set of this name."""
        try:
            keep_set(self._desk.preferences.choices, name, self.keys())
        except Refused as refusal:
            show_refusal(self, str(refusal))
            return
        self._desk.preferences.save()
        self._offer_sets()
        self.sets.setCurrentIndex(self.sets.findData(_OWN + name.strip()))
        self._name_buttons()

    def forget(self) -> None:
        """Forget the set that is chosen."""
        forget_set(self._desk.preferences.choices, str(self.sets.currentData()).removeprefix(_OWN))
        self._desk.preferences.save()
        self._offer_sets()

    # Building

    def _build(self) -> None:
        self.sets = ComboBox()
        self.sets.setAccessibleName(_("Set of columns"))
        self.sets.activated.connect(lambda _place: self._use_set())
        caption = QLabel(_("C&olumns"))
        caption.setBuddy(self.sets)
        self.forget_button = self._button("delete", _("Forget this set"), self.forget)
        top = QHBoxLayout()
        top.setSpacing(GRID)
        top.addWidget(caption)
        top.addWidget(self.sets, 1)
        top.addWidget(self.forget_button)
        self.list = _Columns(self)
        self.list.itemChanged.connect(self._ticked)
        self.list.model().rowsMoved.connect(lambda *_args: self.changed.emit())
        self.up = self._button("up", _("Move up (Alt+Up)"), lambda: self.move(-1))
        self.down = self._button("down", _("Move down (Alt+Down)"), lambda: self.move(1))
        self.keep_button = QPushButton(_("&Keep as a set…"))
        self.keep_button.clicked.connect(self.keep)
        below = QHBoxLayout()
        below.setSpacing(GRID)
        below.addWidget(self.up)
        below.addWidget(self.down)
        below.addStretch(1)
        below.addWidget(self.keep_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(top)
        column.addWidget(self.list, 1)
        column.addLayout(below)

    def _button(self, sign: str, words: str, do: object) -> QPushButton:
        button = QPushButton(icons.icon(sign, QPalette.ColorRole.WindowText), "")
        button.setToolTip(words)
        button.setAccessibleName(words)
        look(button, "plain")
        button.clicked.connect(do)
        return button

    def _offer_sets(self) -> None:
        self.sets.clear()
        for key, word in SETS.items():
            self.sets.addItem(_(word), key)
        for name in own_sets(self._desk.preferences.choices):
            self.sets.addItem(name, _OWN + name)
        self._name_buttons()

    def _use_set(self) -> None:
        chosen = str(self.sets.currentData())
        if chosen.startswith(_OWN):
            keys = own_sets(self._desk.preferences.choices).get(chosen.removeprefix(_OWN), [])
        else:
            keys = set_of(chosen, self._shown)
        self.show_keys(keys)
        self._name_buttons()

    def _ticked(self, _item: QListWidgetItem) -> None:
        if not self._filling:
            self.changed.emit()

    def _name_buttons(self) -> None:
        self.forget_button.setVisible(str(self.sets.currentData()).startswith(_OWN))


class _Columns(QListWidget):
    """The list itself; rows are dragged, or moved with Alt and an arrow."""

    def __init__(self, pane: ColumnList) -> None:
        super().__init__()
        self._pane = pane
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setSpacing(3)
        look(self, "choices")
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setAccessibleName(_("Columns of the file, in their order"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in steps:
            self._pane.move(steps[Qt.Key(event.key())])
            return
        super().keyPressEvent(event)
