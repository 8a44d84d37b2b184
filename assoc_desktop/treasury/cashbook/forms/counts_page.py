"""The cash counts that were made."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from assoc_desktop.language import _
from assoc_desktop.treasury.counts import counts
from assoc_desktop.treasury.records import CashCount
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.empty_state import EmptyState
from assoc_desktop.widgets.list_pane import Action, ListPane
from assoc_desktop.widgets.pages import Page
from assoc_desktop.widgets.record_table import Column, Row


class CountsPage(Page):
    """All counts, the latest first; each can be printed again.

    Signals:
        sheet_wanted(count id): show the sheet of a count.
    """

    sheet_wanted = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Cash counts"), parent)
        self._desk = desk
        self.pane = ListPane(
            "cash counts",
            [
                Column("day", _("Counted on"), 130, sortable=False),
                Column("account", _("Cash box"), 200, stretch=True, sortable=False),
                Column("counted", _("Counted"), 140, right=True, sortable=False),
                Column("expected", _("The books say"), 170, right=True, sortable=False),
                Column("difference", _("Difference"), 130, right=True, sortable=False),
                Column("booked", _("Booked"), 160, sortable=False),
            ],
            self._read,
            [Action("edit", _("Show the sheet…"), self._show_sheet)],
            empty=EmptyState(
                "treasury",
                _("No count yet"),
                _("Count the notes and coins now and then, and always at the end of the year."),
            ),
        )
        self.body.addWidget(self.pane)
        self.pane.show_again()
        desk.changed.connect(self.pane.show_again)

    def take_keyboard(self) -> None:
        self.pane.table.setFocus()

    def _show_sheet(self) -> None:
        if (chosen := self.pane.chosen()) is not None:
            self.sheet_wanted.emit(chosen)

    def _read(self) -> dict[int, Row]:
        return {count.id: self._row(count) for count in counts()}

    def _row(self, count: CashCount) -> Row:
        say, difference = self._desk.conventions, count.counted - count.expected
        booked = "—" if not difference else _("still open")
        if count.entry is not None:
            booked = _("voucher {number} of {year}").format(number=count.entry.number, year=count.entry.year)
        return Row(
            {
                "day": say.date(count.day),
                "account": count.account.name,
                "counted": say.money(count.counted),
                "expected": say.money(count.expected),
                "difference": say.money(difference) if difference else "—",
                "booked": booked,
            }
        )
