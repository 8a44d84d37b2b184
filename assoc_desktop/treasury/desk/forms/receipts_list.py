"""A list of receipts with what can be done with them: those of the day beside the desk, or the whole register."""

from __future__ import annotations

import datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from assoc_desktop.language import _
from assoc_desktop.treasury.receipts import ReceiptRow, receipt_ids, receipt_rows, totals_by_method
from assoc_desktop.treasury.records import METHODS
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.empty_state import EmptyState
from assoc_desktop.widgets.facts import FactsGrid
from assoc_desktop.widgets.flow_row import FlowRow
from assoc_desktop.widgets.record_table import Column, RecordTable, Row
from assoc_desktop.widgets.search_line import SearchLine
from assoc_desktop.widgets.theme import GRID, card_around, look

_SEARCH_MS = 120


class ReceiptsList(QWidget):
    """Receipts, the latest first.

    Signals:
        print_wanted(receipt ids): show these receipts again, to be printed.
        reverse_wanted(receipt id): take this one back.

    Args:
        desk: the open file.
        of_today: only receipts of the day it is, with their sums by method below; else all, with a search above.
    """

    print_wanted = Signal(object)
    reverse_wanted = Signal(object)

    def __init__(self, desk: Desk, *, of_today: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._of_today = desk, of_today
        self._build()
        self._timer = QTimer(self, singleShot=True, interval=_SEARCH_MS)
        self._timer.timeout.connect(self.read_again)
        self.search.textChanged.connect(lambda _text: self._timer.start())
        self.table.selection_changed.connect(self._enable)
        self.table.opened.connect(lambda receipt_id: self.print_wanted.emit([receipt_id]))
        self.again.clicked.connect(lambda: self.print_wanted.emit(self.table.selected_ids()))
        self.reverse.clicked.connect(lambda: self.reverse_wanted.emit(self.table.selected_ids()[0]))

    def read_again(self) -> None:
        """Read the receipts again."""
        typed = self.search.text()
        # A window may stay open over midnight.
        day = self._desk.today() if self._of_today else None
        waiting = self.waiting.isChecked()
        ids = receipt_ids(typed, conventions=self._desk.conventions, day=day, unprinted=waiting)
        is_new = ids[:1] != self.table.model.ids[:1]
        self.table.show_ids(ids, filtered=waiting or bool(typed.strip()))
        if is_new:
            # What was just taken stands first.
            self.table.view.scrollToTop()
        if day is not None:
            self._show_totals(day)
        self._enable()

    def _build(self) -> None:
        self.search = SearchLine(_("Search a number, a day or a name"))
        self.search.setMinimumWidth(300)
        self.search.setVisible(not self._of_today)
        self.waiting = QCheckBox(_("&Never printed"))
        self.waiting.setToolTip(_("Only receipts of open years that were never printed"))
        self.waiting.setVisible(not self._of_today)
        self.waiting.toggled.connect(lambda _on: self.read_again())
        above = QHBoxLayout()
        above.setSpacing(2 * GRID)
        above.addWidget(self.search)
        above.addWidget(self.waiting)
        above.addStretch(1)
        self.table = RecordTable(
            "receipts of the day" if self._of_today else "receipts",
            self._columns(),
            self._rows,
            memory=self._desk.preferences,
            empty=EmptyState(
                "list",
                _("No receipt today") if self._of_today else _("No receipt yet"),
                _("Each payment that you take gets its receipt, with the next number of the year."),
            ),
            not_found=EmptyState(
                "search",
                _("No such receipt"),
                _("Search its number, its day, or a part of the payer's name."),
            ),
        )
        self.table.view.setAccessibleName(_("Receipts"))
        self.again = QPushButton(icons.icon("print"), _("Print a&gain"))
        self.reverse = QPushButton(icons.icon("undo"), _("Rever&se…"))
        buttons = FlowRow()
        buttons.add(self.again)
        buttons.add(self.reverse)
        self.heading = QLabel(_("Today's receipts"))
        look(self.heading, "heading")
        self.heading.setVisible(self._of_today)
        self._totals = FactsGrid()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.heading)
        column.addLayout(above)
        column.addWidget(card_around(self.table), 1)
        column.addLayout(self._totals)
        column.addWidget(buttons)

    def _columns(self) -> list[Column]:
        whole = not self._of_today
        number = Column("number", _("Number"), 112, sortable=False)
        payer = Column("payer", _("Payer"), 200 if whole else 90, stretch=True, sortable=False)
        amount = Column("amount", _("Amount"), 96, right=True, sortable=False)
        more = [
            Column("day", _("Day"), 100, shown=whole, sortable=False),
            Column("kind", _("For"), 100, shown=whole, sortable=False),
            Column("method", _("Method"), 150, shown=whole, sortable=False),
            Column("state", _("State"), 132, chip=True, shown=whole, sortable=False),
        ]
        # Beside the desk there is little room: what is counted in the evening stands first.
        if not whole:
            return [number, amount, payer, *more]
        return [number, more[0], payer, *more[1:3], amount, more[3]]

    def _rows(self, ids: list[int]) -> list[Row]:
        found = {row.id: row for row in receipt_rows(ids)}
        return [self._row(found[each]) if each in found else Row({}) for each in ids]

    def _row(self, row: ReceiptRow) -> Row:
        say = self._desk.conventions
        is_reversed = row.reversed_on is not None
        return Row(
            {
                "number": row.number,
                "day": say.date(row.day),
                "payer": row.payer or _("(name taken out on request)"),
                "kind": _("Donation") if row.kind == "donation" else _("Dues"),
                "method": _(METHODS[row.method]) if row.method else "",
                "amount": say.amount(row.amount),
                "state": _("Taken back") if is_reversed else _("Not printed") if row.waits else "",
            },
            tones={"state": "warn" if is_reversed else "neutral"},
            quiet=is_reversed,
        )

    def _show_totals(self, day: datetime.date) -> None:
        say, totals = self._desk.conventions, totals_by_method(day)
        facts = [
            (_(METHODS[method]), _("{amount} · {n}").format(amount=say.money(total), n=say.number(count)))
            for method, (count, total) in totals.items()
        ]
        if len(facts) > 1:
            facts.append((_("Together"), say.money(sum(total for _count, total in totals.values()))))
        self._totals.show_facts(facts)

    def _enable(self) -> None:
        chosen = receipt_rows(self.table.selected_ids())
        self.again.setEnabled(bool(chosen))
        self.reverse.setEnabled(len(chosen) == 1 and chosen[0].reversed_on is None)
