"""Changing many members: whom, what, the differences, and then all of it at once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from assoc_desktop.language import _, ngettext
from assoc_desktop.members.changing.forms.differences import Differences
from assoc_desktop.members.changing.forms.rows import ChangeRow
from assoc_desktop.members.changing.rules import Plan, apply, dry_run
from assoc_desktop.members.forms.who import WhoField
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.background import run_in_background
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.job import Progress
from assoc_desktop.widgets.messages import confirm, show_refusal
from assoc_desktop.widgets.pages import Page
from assoc_desktop.widgets.tab_order import put_before
from assoc_desktop.widgets.theme import GRID, look, named_page
from assoc_desktop.widgets.toast import show_toast


class ChangePage(Page):
    """The page laid upon the list of members.

    Args:
        desk: the open file.
        chosen: the members chosen in the list.
        shown: all members that the list shows.
    """

    def __init__(
        self, desk: Desk, chosen: Sequence[int], shown: Sequence[int], parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Change many members"), parent)
        self._desk = desk
        self.rows: list[ChangeRow] = []
        self._is_typed = False
        self.who = WhoField(desk, chosen, shown)
        self.differences = Differences(desk)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._choose_view())
        self.stack.addWidget(self.differences)
        self.main = QPushButton()
        self.main.clicked.connect(self.go_on)
        look(self.main, "main")
        self.before = QPushButton(_("Back to the changes"))
        self.before.clicked.connect(self.leave)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addWidget(self.main)
        buttons.addWidget(self.before)
        buttons.addStretch(1)
        self.body.addWidget(self.stack, 1)
        self.body.addLayout(buttons)
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.main.click)
        self.differences.leave_out.toggled.connect(lambda _on: self._show_buttons())
        self.add_change()
        self._is_typed = False
        self._show_buttons()

    # What the person does

    def take_keyboard(self) -> None:
        """The keyboard goes to the question whom."""
        self.who.target().setFocus()

    def may_leave(self) -> bool:
        """Changes that were typed and not done are only given up after a question."""
        if not self._is_typed:
            return True
        sentence = _("What you chose on this page is given up. No member is changed.")
        return confirm(self, _("Leave without changing anything?"), sentence, _("Leave"), danger=True)

    def leave(self) -> None:
        """From the differences back to the changes, and from there to the list."""
        if self.stack.currentIndex():
            self._show_view(0)
            self.rows[0].what.setFocus()
        else:
            super().leave()

    def add_change(self) -> ChangeRow:
        """Add one more change."""
        row = ChangeRow(self._desk)
        row.changed.connect(self._typed)
        row.removed.connect(lambda: self._remove(row))
        self.rows.append(row)
        self._list.addWidget(row)
        row.rebuilt.connect(self._order_stops)
        self._order_stops()
        self._typed()
        self._show_away()
        QTimer.singleShot(0, row, lambda: self._bring_into_view(row))
        return row

    def go_on(self) -> None:
        """Show the differences, or do what they say."""
        if self.stack.currentIndex() == 0:
            self._look_ahead()
        elif self.differences.plan is not None and self.main.isEnabled():
            self._apply(self.differences.plan)

    # Inside

    def _choose_view(self) -> QWidget:
        inner = named_page()
        column = QVBoxLayout(inner)
        column.setContentsMargins(2, 2, 2 * GRID, GRID)
        column.setSpacing(GRID)
        caption = QLabel(_("&Who is changed"))
        look(caption, "heading")
        caption.setBuddy(self.who.target())
        self.who.target().setAccessibleName(_("Who is changed"))
        self.who.setMaximumWidth(self.fontMetrics().averageCharWidth() * 90)
        heading = QLabel(_("What is changed"))
        look(heading, "heading")
        self._list = QVBoxLayout()
        self._list.setSpacing(GRID)
        self.add_button = QPushButton(icons.icon("add", QPalette.ColorRole.Link), _("&Add another change"))
        look(self.add_button, "plain")
        self.add_button.clicked.connect(lambda: self.add_change().what.setFocus())
        below = QHBoxLayout()
        below.addWidget(self.add_button)
        below.addStretch(1)
        for part in (caption, self.who, heading):
            column.addWidget(part)
        column.addLayout(self._list)
        column.addLayout(below)
        column.addStretch(1)
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inner)
        return self._scroll

    def _order_stops(self) -> None:
        put_before([stop for row in self.rows for stop in row.stops()], self.add_button)

    def _bring_into_view(self, row: ChangeRow) -> None:
        self._scroll.ensureWidgetVisible(row, 0, GRID)

    def _remove(self, row: ChangeRow) -> None:
        self.rows.remove(row)
        row.hide()
        row.deleteLater()
        self._typed()
        self._show_away()
        self.add_button.setFocus()

    def _show_away(self) -> None:
        for row in self.rows:
            row.away.setEnabled(len(self.rows) > 1)

    def _typed(self) -> None:
        self._is_typed = True

    def _look_ahead(self) -> None:
        ids = self.who.ids()
        if problem := self.who.problem():
            show_refusal(self, problem)
            return
        changes = [row.change() for row in self.rows]
        wanted = [change for change in changes if change is not None]
        if len(wanted) < len(changes):
            return

        def work(progress: Progress) -> Plan:
            today, say = self._desk.today(), self._desk.conventions
            return dry_run(ids, wanted, today=today, conventions=say, progress=progress)

        title = _("Looking at what would change…")
        run_in_background(
            work,
            title=title,
            done=self._show_plan,
            failed=self._refused,
            cancelled=lambda: show_toast(self, _("Stopped: not everybody was looked at.")),
            parent=self,
        )

    def _refused(self, refusal: Refused) -> None:
        if not isinstance(refusal, Invalid):
            show_refusal(self, str(refusal))
            return
        for name, sentence in refusal.problems.items():
            self.rows[int(name.removeprefix("change."))].show_problem(sentence)

    def _show_plan(self, plan: Plan) -> None:
        self.differences.show_plan(plan)
        self._show_view(1)
        if self.main.isEnabled():
            self.main.setFocus()
        else:
            self.differences.leave_out.setFocus()

    def _show_view(self, place: int) -> None:
        self.stack.setCurrentIndex(place)
        self._show_buttons()

    def _show_buttons(self) -> None:
        plan = self.differences.plan if self.stack.currentIndex() else None
        self.before.setVisible(plan is not None)
        if plan is None:
            self.main.setText(_("Show the differences"))
            self.main.setEnabled(True)
            return
        n = len(plan.changed)
        words = ngettext("Change {n} member", "Change {n} members", n)
        self.main.setText(words.format(n=self._desk.conventions.number(n)))
        self.main.setEnabled(bool(n) and (not plan.refused or self.differences.leave_out.isChecked()))

    def _apply(self, plan: Plan) -> None:
        leave_out = self.differences.leave_out.isChecked()

        def work(progress: Progress) -> int:
            return apply(plan, leave_out_refused=leave_out, progress=progress)

        run_in_background(
            work,
            title=_("Changing the members…"),
            done=self._done,
            cancelled=lambda: show_toast(self, _("Stopped: nobody was changed.")),
            parent=self,
        )

    def _done(self, n: int) -> None:
        self._is_typed = False
        told = ngettext("{n} member was changed.", "{n} members were changed.", n)
        self._desk.tell_change(self, told.format(n=self._desk.conventions.number(n)))
        self.closed.emit()
