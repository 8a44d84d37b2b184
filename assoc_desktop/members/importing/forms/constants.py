"""Values that every row gets whose own cell is empty: the country, a tag, the day of joining."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from assoc_desktop.language import _
from assoc_desktop.members.importing.targets import target_label, targets_for
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.fields.choice import ComboBox
from assoc_desktop.widgets.theme import GRID, look

_PROPOSED = ("tags", "joined_on", "country", "town", "region", "languages", "notes")


class Constants(QWidget):
    """Pairs of a field and the value that every row gets.

    Signals:
        changed(): a pair was added, changed or taken away.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = ""
        self._pairs: list[tuple[ComboBox, QLineEdit, QPushButton]] = []
        heading = QLabel(_("The same for every row"))
        look(heading, "heading")
        hint = QLabel(_("Given to each row whose own column is empty or missing."), wordWrap=True)
        look(hint, "small")
        self._grid = QGridLayout()
        self._grid.setSpacing(GRID // 2)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self.add_button = QPushButton(icons.icon("add"), _("&Add a value"))
        self.add_button.clicked.connect(self._add_clicked)
        look(self.add_button, "plain")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(heading)
        column.addWidget(hint)
        column.addLayout(self._grid)
        column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_values(self, constants: dict[str, str], kind: str) -> None:
        """Show the pairs of a mapping."""
        for pair in list(self._pairs):
            self._take_away(pair)
        self._kind = kind
        for field, value in constants.items():
            self._add(field, value)

    def values(self) -> dict[str, str]:
        """Field → value; empty values are left out."""
        pairs = ((box.currentData(), line.text().strip()) for box, line, _button in self._pairs)
        return {field: value for field, value in pairs if value}

    def _add_clicked(self) -> None:
        used = {box.currentData() for box, _line, _button in self._pairs}
        offered = targets_for(self._kind)
        free = [key for key in (*_PROPOSED, *offered) if key in offered and key not in used]
        if not free:
            return
        self._add(free[0], "")
        self._pairs[-1][1].setFocus()

    def _add(self, field: str, value: str) -> None:
        box = ComboBox()
        box.setAccessibleName(_("Field"))
        for key in targets_for(self._kind):
            box.addItem(target_label(key), key)
        box.setCurrentIndex(max(0, box.findData(field)))
        line = QLineEdit(value, placeholderText=_("Value"))
        line.setAccessibleName(_("Value"))
        button = QPushButton(icons.icon("close"), "")
        button.setAccessibleName(_("Take this value away"))
        button.setToolTip(_("Take this value away"))
        look(button, "plain")
        pair = (box, line, button)
        row = self._grid.rowCount()
        for place, widget in enumerate(pair):
            self._grid.addWidget(widget, row, place)
        self._pairs.append(pair)
        box.activated.connect(lambda _place: self.changed.emit())
        line.textEdited.connect(lambda _text: self.changed.emit())
        button.clicked.connect(lambda: self._remove_clicked(pair))

    def _remove_clicked(self, pair: tuple[ComboBox, QLineEdit, QPushButton]) -> None:
        self._take_away(pair)
        self.add_button.setFocus()
        self.changed.emit()

    def _take_away(self, pair: tuple[ComboBox, QLineEdit, QPushButton]) -> None:
        self._pairs.remove(pair)
        for widget in pair:
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
