"""Choosing several members one after another: type a name, take it, and it stands in the list below."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from assoc_desktop.language import _
from assoc_desktop.members.references import name_of_member
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.elided import ElidedLabel
from assoc_desktop.widgets.fields import Field
from assoc_desktop.widgets.fields.reference import Find, ReferenceField
from assoc_desktop.widgets.form_dialog import FormDialog
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
        #: The buttons that take somebody out, in the order of the list.
        self.away: list[QPushButton] = []
        self.search = ReferenceField(find, name_of_member, hint)
        self.search.completer.activated.connect(
            lambda _text: self._take(), Qt.ConnectionType.QueuedConnection
        )
        self.search.line.installEventFilter(self)
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

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter takes who is named, and only in the empty line presses the main button of the form."""
        if (
            watched is self.search.line
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
        ):
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and not event.modifiers() and self.search.line.text().strip():
                self._take()
                return True
        return super().eventFilter(watched, event)

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
        self.away.clear()
        while item := self._rows.takeAt(0):
            row = item.widget()
            row.hide()
            row.deleteLater()
        for member_id in self._ids:
            self._rows.addWidget(self._row(member_id))
        for first, second in pairwise([self.add, *self.away]):
            QWidget.setTabOrder(first, second)
        self.updateGeometry()

    def _row(self, member_id: int) -> QWidget:
        row, name = QWidget(), name_of_member(member_id)
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        away = QPushButton(icons.icon("close", QPalette.ColorRole.WindowText), "")
        away.setAccessibleName(_("Take {name} out").format(name=name))
        away.setToolTip(_("Take {name} out").format(name=name))
        away.clicked.connect(lambda: self._take_out(member_id))
        look(away, "plain")
        self.away.append(away)
        across.addWidget(ElidedLabel(name), 1)
        across.addWidget(away)
        return row


def grow_with(dialog: FormDialog, name: str) -> FormDialog:
    """Have a dialog grow with the people who are added to its field of that name."""
    dialog.page.fields[name].changed.connect(lambda: QTimer.singleShot(0, dialog, dialog.grow))
    return dialog
