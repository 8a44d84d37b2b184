"""The history of a member on its page: who changed what, when, in words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from assoc_desktop.language import _
from assoc_desktop.members.telling import Told, told_history
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.theme import GRID, look
from assoc_desktop.widgets.wide_form import plain_label

_MOST = 200
#: Lines told of one operation at once; an import may have written forty fields.
_MOST_LINES = 40


class HistoryPane(QScrollArea):
    """The latest operations on a member, newest first."""

    def __init__(self, desk: Desk, member_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._member_id = desk, member_id
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("History"))
        self.told: list[Told] = []

    def show_again(self) -> None:
        """Read and show what was done."""
        self.told = told_history(self._member_id, self._desk.conventions, limit=_MOST)
        page = QWidget()
        page.setObjectName("page")
        column = QVBoxLayout(page)
        column.setContentsMargins(2, 2, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        for entry in self.told:
            column.addWidget(self._card(entry))
        if len(self.told) >= _MOST:
            column.addWidget(
                plain_label(_("Older changes are kept in the file and not shown here."), "quiet")
            )
        column.addStretch(1)
        self.setWidget(page)

    def _card(self, entry: Told) -> QFrame:
        card = QFrame()
        look(card, "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        column.setSpacing(GRID // 2)
        column.addWidget(plain_label(entry.label, "heading"))
        column.addWidget(plain_label(self._when(entry), "small"))
        lines = entry.lines[:_MOST_LINES]
        if lines:
            column.addWidget(plain_label("\n".join(lines)))
        return card

    def _when(self, entry: Told) -> str:
        day, time = self._desk.conventions.date(entry.at.date(), "long"), f"{entry.at:%H:%M}"
        if entry.who:
            return _("{day} at {time}, by {person}").format(day=day, time=time, person=entry.who)
        return _("{day} at {time}").format(day=day, time=time)
