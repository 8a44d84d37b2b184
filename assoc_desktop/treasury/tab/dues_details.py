"""What is known of the dues of the member in focus: every season from the oldest, levies, payments."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
)

from assoc_desktop.language import _, ngettext, whole_number
from assoc_desktop.members.records import Member
from assoc_desktop.treasury.balances import Due, credit_of, dues_of
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.empty_state import EmptyState
from assoc_desktop.widgets.theme import GRID, look, named_page


class DuesDetails(QFrame):
    """The pane on the right.

    Signals:
        page_wanted(page): lay a page upon the tab.
    """

    page_wanted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        look(self, "card")
        self.setMinimumWidth(300)
        self._desk = desk
        self._stack = QStackedWidget()
        self._none = EmptyState(
            "person",
            _("No member chosen"),
            _("Choose a member in the list to see what they owe and have paid."),
        )
        self._many = EmptyState("members", "", _("What you do now is done for all of them."))
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        for page in (self._none, self._many, self._scroll):
            self._stack.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self._stack)

    def show_count(self, ids: Sequence[int]) -> None:
        """Several members are chosen."""
        title = ngettext("{n} member chosen", "{n} members chosen", len(ids))
        self._many.title.setText(title.format(n=whole_number(len(ids))))
        self._stack.setCurrentWidget(self._many)

    def show_member(self, member_id: int | None) -> None:
        """Show the dues of a member; nothing without one."""
        member = Member.get_or_none(Member.id == member_id)
        if member is None:
            self._stack.setCurrentWidget(self._none)
            return
        say = self._desk.conventions
        body = named_page()
        column = QVBoxLayout(body)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, GRID)
        column.setSpacing(GRID)
        name = QLabel(member.full_name, wordWrap=True)
        name.setTextFormat(Qt.TextFormat.PlainText)
        look(name, "title")
        column.addWidget(name)
        for due in dues_of([member.id]):
            column.addLayout(self._due(due))
        if credit := credit_of(member.id):
            column.addWidget(QLabel(_("Credit: {amount}").format(amount=say.money(credit))))
        column.addStretch(1)
        self._scroll.setWidget(body)
        self._stack.setCurrentWidget(self._scroll)

    def _due(self, due: Due) -> QGridLayout:
        say, grid = self._desk.conventions, QGridLayout()
        grid.setColumnStretch(0, 1)
        grid.addWidget(QLabel(due.text), 0, 0)
        grid.addWidget(QLabel(say.money(due.due)), 0, 1)
        return grid
