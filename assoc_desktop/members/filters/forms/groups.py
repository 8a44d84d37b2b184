"""Groups of lines: all of them must hold, or one; and the field of a page that holds a whole filter."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from assoc_desktop.language import _
from assoc_desktop.members.filters.forms.offered import Offered
from assoc_desktop.members.filters.forms.row import FRESH, ConditionRow
from assoc_desktop.members.filters.model import Condition, Group, from_json, to_json
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.fields import ChoiceField, Field
from assoc_desktop.widgets.theme import GRID, look

#: Groups in groups in the filter that the screen offers to make; deeper ones are shown all the same.
_LEVELS = 3


class GroupEditor(QFrame):
    """Lines and groups below a choice of "all" or "one of".

    Signals:
        changed(): the person changed something.
        removed(): the person takes the group away.
    """

    changed = Signal()
    removed = Signal()

    def __init__(
        self, desk: Desk, offered: Offered, group: Group, *, level: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._offered, self._level = desk, offered, level
        self.parts: list[ConditionRow | GroupEditor] = []
        if level:
            look(self, "banner")
        self.how = ChoiceField([(True, _("All of these hold")), (False, _("At least one of these holds"))])
        self.add_line = QPushButton(icons.icon("add"), _("Add a line"))
        self.add_group = QPushButton(icons.icon("add"), _("Add a group"))
        self.remove = QPushButton(icons.icon("delete"), _("Remove the group"))
        self._build()
        self.how.set_value(group.all_of)
        for part in group.parts:
            self._add(part)
        self._connect()
        self._order()

    def group(self) -> Group:
        """What stands in it."""
        parts = (part.group() if isinstance(part, GroupEditor) else part.condition() for part in self.parts)
        return Group(bool(self.how.value()), tuple(parts))

    def rows(self) -> Iterator[ConditionRow]:
        """All lines, those of its groups too."""
        for part in self.parts:
            if isinstance(part, GroupEditor):
                yield from part.rows()
            else:
                yield part

    def stops(self) -> list[QWidget]:
        """Where the Tab key stops, in order."""
        inside = [stop for part in self.parts for stop in part.stops()]
        return [self.how.target(), *inside, self.add_line, self.add_group, self.remove]

    def problem(self) -> str:
        """The first thing that is wrong in it."""
        if not self.parts:
            return _("A group has no line.")
        return next(filter(None, (part.problem() for part in self.parts)), "")

    def _build(self) -> None:
        self.how.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.how.target().setAccessibleName(_("How the lines belong together"))
        self.add_group.setVisible(self._level + 1 < _LEVELS)
        self.remove.setVisible(self._level > 0)
        for button in (self.add_line, self.add_group, self.remove):
            look(button, "plain")
        head = QHBoxLayout()
        head.addWidget(self.how)
        head.addStretch(1)
        head.addWidget(self.remove)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(GRID)
        foot = QHBoxLayout()
        foot.addWidget(self.add_line)
        foot.addWidget(self.add_group)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        edge = GRID if self._level else 0
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(GRID)
        column.addLayout(head)
        column.addLayout(self._lines)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.how.changed.connect(self.changed)
        self.remove.clicked.connect(self.removed)
        self.add_line.clicked.connect(lambda: self._add_fresh(FRESH))
        self.add_group.clicked.connect(lambda: self._add_fresh(Group(not self.how.value(), (FRESH,))))

    def _add_fresh(self, part: Condition | Group) -> None:
        added = self._add(part)
        self._order()
        row = next(added.rows()) if isinstance(added, GroupEditor) else added
        row.take_keyboard()
        self.changed.emit()

    def _order(self) -> None:
        for before, after in pairwise(self.stops()):
            QWidget.setTabOrder(before, after)

    def _add(self, part: Condition | Group) -> ConditionRow | GroupEditor:
        added: ConditionRow | GroupEditor
        if isinstance(part, Group):
            added = GroupEditor(self._desk, self._offered, part, level=self._level + 1)
        else:
            added = ConditionRow(self._desk, self._offered, part)
        self.parts.append(added)
        self._lines.addWidget(added)
        added.changed.connect(self.changed)
        added.removed.connect(lambda: self._take_away(added))
        return added

    def _take_away(self, part: ConditionRow | GroupEditor) -> None:
        """The keyboard goes to the line that takes its place."""
        place = self.parts.index(part)
        self.parts.remove(part)
        self._lines.removeWidget(part)
        part.hide()
        part.deleteLater()
        following = [*self.parts[place:], *reversed(self.parts[:place])]
        row = next((each for each in following if isinstance(each, ConditionRow)), None)
        if row:
            row.take_keyboard()
        else:
            self.add_line.setFocus()
        self.changed.emit()


class FilterField(Field):
    """A whole filter. The value is a `Group`."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._offered = desk, Offered(desk.conventions)
        self.editor = self._put(Group(True, (FRESH,)))

    def value(self) -> Group:
        return self.editor.group()

    def set_value(self, value: Group) -> None:
        self.editor.hide()
        self.editor.deleteLater()
        self.layout_.removeWidget(self.editor)
        self.editor = self._put(value)

    def problem(self) -> str:
        return self.editor.problem()

    def typed(self) -> str:
        return to_json(self.value())

    def set_typed(self, typed: Any) -> None:
        self.set_value(from_json(typed))

    def mark(self, wrong: bool) -> None:
        """Each line says itself what is wrong with it; the keyboard goes into the first."""
        if wrong:
            for row in self.editor.rows():
                row.show_problem()

    def target(self) -> QWidget:
        """The first line that cannot be asked, or the first."""
        rows = list(self.editor.rows())
        wrong = next((row for row in rows if row.problem()), rows[0] if rows else None)
        return wrong.field.target() if wrong else self.editor.add_line

    def _put(self, group: Group) -> GroupEditor:
        editor = GroupEditor(self._desk, self._offered, group)
        editor.changed.connect(self.changed)
        self.layout_.addWidget(editor)
        return editor
