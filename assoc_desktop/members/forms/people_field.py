"""Choosing several members one after another: type a name, take it, and it stands in the list below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from assoc_desktop.language import _
from assoc_desktop.members.references import name_of_member
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.elided import ElidedLabel
from assoc_desktop.widgets.fields import Field
from assoc_desktop.widgets.fields.reference import Find, ReferenceField
from assoc_desktop.widgets.theme import GRID, look


class PeopleField(Field):
    """Ids of members, in the order in which they were taken.

    Args:
        find: who may be meant by what is typed.
        hint: shown in the empty line.
    """

    def __init__(self, find: Find, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ids: list[int] = []
        self.search = ReferenceField(find, name_of_member, hint)
        self.search.completer.activated.connect(
            lambda _text: self._take(), Qt.ConnectionType.QueuedConnection
        )
        self.search.line.returnPressed.connect(self._take)
        self.add = QPushButton(_("Add"))
        self.add.clicked.connect(self._take)
        across = QHBoxLayout()
        across.setSpacing(GRID)
        across.addWidget(self.search, 1)
        across.addWidget(self.add)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.layout_.setSpacing(GRID // 2)
        self.layout_.addLayout(across)
        self.layout_.addLayout(self._rows)

    def problem(self) -> str:
        return self.search.problem()

    def typed(self) -> list[int]:
        taken = self.search.value()
        return [*self._ids, *([taken] if taken not in (None, *self._ids) else [])]

    def set_typed(self, typed: Any) -> None:
        self._ids = list(typed or [])
        self.search.set_value(None)
        self._show_rows()

    def target(self) -> QWidget:
        return self.search.line

    def buttons(self) -> Sequence[QPushButton]:
        """The buttons that take somebody out, in the order of the list."""
        return self.findChildren(QPushButton, "take out")

    def _take(self) -> None:
        """Who is named in the line joins the list, and the line is free for the next one."""
        if (found := self.search.value()) is None:
            return
        self.search.set_value(None)
        if found not in self._ids:
            self._ids.append(found)
            self._show_rows()
        self.changed.emit()

    def _take_out(self, member_id: int) -> None:
        self._ids.remove(member_id)
        self._show_rows()
        self.search.line.setFocus()
        self.changed.emit()

    def _show_rows(self) -> None:
        while item := self._rows.takeAt(0):
            item.widget().setParent(None)
            item.widget().deleteLater()
        for member_id in self._ids:
            self._rows.addWidget(self._row(member_id))
        self.updateGeometry()

    def _row(self, member_id: int) -> QWidget:
        row, name = QWidget(), name_of_member(member_id)
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        away = QPushButton(icons.icon("close", QPalette.ColorRole.WindowText), "")
        away.setObjectName("take out")
        away.setAccessibleName(_("Take {name} out").format(name=name))
        away.setToolTip(_("Take {name} out").format(name=name))
        away.clicked.connect(lambda: self._take_out(member_id))
        look(away, "plain")
        across.addWidget(ElidedLabel(name), 1)
        across.addWidget(away)
        return row
