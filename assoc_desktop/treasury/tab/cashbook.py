"""The place for the cash book: every entry that moved money, with a running balance, and what belongs to it."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QPushButton,
    QToolButton,
)

from assoc_desktop.language import _, ngettext
from assoc_desktop.refusals import Refused
from assoc_desktop.treasury.accounts import accounts
from assoc_desktop.treasury.cashbook.entries import EXPENSE, INCOME, TRANSFER, is_reversed, read_entry
from assoc_desktop.treasury.cashbook.listing import SHOWN, CashBook, Choice, read_texts
from assoc_desktop.treasury.records import MONEY_KINDS, CashCount, Entry, FinancialYear
from assoc_desktop.treasury.tab.cashbook_columns import columns, row_of
from assoc_desktop.treasury.tab.cashbook_details import CashBookDetails
from assoc_desktop.treasury.years import year_on, years
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.elided import ElidedLabel
from assoc_desktop.widgets.empty_state import EmptyState
from assoc_desktop.widgets.fields.choice import ComboBox
from assoc_desktop.widgets.form_dialog import FormDialog
from assoc_desktop.widgets.list_layout import lay_out_list
from assoc_desktop.widgets.messages import show_refusal
from assoc_desktop.widgets.pages import Page
from assoc_desktop.widgets.pdf_preview import PreviewPage
from assoc_desktop.widgets.places import Place
from assoc_desktop.widgets.record_table import RecordTable, Row
from assoc_desktop.widgets.search_line import SearchLine
from assoc_desktop.widgets.theme import GRID, look

_AFTER_MS, _SEARCH_MS = 60, 150


class CashBookPlace(Place):
    """The list with search, account, year and kind; the entry in focus on the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        year = year_on(desk.today())
        self.choice = Choice(year_id=year.id if year else None)
        self._texts: dict[int, str] = {}
        self._texts_of: int | None = -1
        self.book = CashBook(self.choice)
        self._build()
        self._connect()
        self.read_again()

    # What the tab asks

    def read_again(self) -> None:
        self._texts_of = -1
        self._offer_choices()
        self._read()

    def show_choice(self, choice: dict[str, Any]) -> None:
        """Show entries by names and values of `listing.Choice`; `entry` puts one into focus.

        `deposit` asks what goes to the bank, `closing` shows what is to be done before a year is closed.
        """
        if "closing" in choice:
            self.close_year()
        elif "deposit" in choice:
            self.deposit()
        known = {each.name for each in fields(Choice)}
        if not choice.keys() & {*known, "entry"}:
            return
        self.search_field.setText(choice.get("typed", ""))
        self.choice = Choice(**{key: value for key, value in choice.items() if key in known})
        self.read_again()
        if "entry" in choice:
            self.table.select_id(choice["entry"])

    def search(self) -> None:
        """Put the keyboard into the search."""
        self.search_field.find()

    def add(self) -> None:
        """Ask for money out: what is entered most."""
        self.money_out()

    def take_keyboard(self) -> None:
        self.search_field.setFocus()

    def current(self) -> int | None:
        """The entry in focus."""
        return self.table.current_id()

    def clear_filters(self) -> None:
        """Show all entries of all accounts and years."""
        self.show_choice({"shown": ""})

    # What the buttons do

    def money_in(self) -> FormDialog:
        """Ask for money in."""
        return self._ask(INCOME)

    def money_out(self) -> FormDialog:
        """Ask for money out."""
        return self._ask(EXPENSE)

    def transfer(self) -> FormDialog:
        """Ask for a transfer."""
        return self._ask(TRANSFER)

    def deposit(self) -> FormDialog:
        """Ask what goes to the bank; its slip is shown afterwards."""
        from assoc_desktop.treasury.cashbook.forms.deposit_form import DepositForm
        from assoc_desktop.treasury.cashbook.forms.entry_form import tell_posted
        from assoc_desktop.widgets.form_dialog import show_form

        def posted(entry_id: object) -> None:
            tell_posted(self.desk, self, entry_id)
            self.show_slip(entry_id)

        return show_form(DepositForm(self.desk), self, posted, _("Post and show the slip"))

    def show_slip(self, entry_id: object) -> None:
        """Show the slip of a deposit."""
        from assoc_desktop.association.rules import head_of
        from assoc_desktop.treasury.cashbook.documents.slip import deposit_slip
        from assoc_desktop.treasury.deposits import read_deposit

        deposit = read_deposit(int(str(entry_id)))
        content = deposit_slip(deposit, head_of(self.desk.conventions.language))
        title = _("Deposit slip {number} of {year}").format(number=deposit.number, year=deposit.year)
        self._preview(title, content)

    def count_cash(self) -> None:
        """Show the page of a cash count; its sheet is shown afterwards."""
        from assoc_desktop.treasury.cashbook.forms.count_form import CountForm

        page = CountForm(self.desk, self.choice.account_id)
        page.saved.connect(self._counted)
        self.lay(page)

    def show_counts(self) -> None:
        """Show the counts that were made."""
        from assoc_desktop.treasury.cashbook.forms.counts_page import CountsPage

        page = CountsPage(self.desk)
        page.sheet_wanted.connect(self._show_sheet)
        self.lay(page)

    def show_budget(self) -> None:
        """Show the budget of the year."""
        from assoc_desktop.treasury.cashbook.forms.budget_form import BudgetForm

        year = FinancialYear.get_or_none(FinancialYear.id == self.choice.year_id)
        try:
            page = BudgetForm(self.desk, year)
        except Refused as refusal:
            # The clock of the computer stands in a year before one that is closed.
            show_refusal(self, str(refusal))
            return
        page.saved.connect(lambda _year: self.desk.tell_change(self, _("The budget was saved.")))
        self.lay(page)

    def close_year(self) -> None:
        """Show what is to be done before a year is closed."""
        from assoc_desktop.treasury.cashbook.forms.closing_page import ClosingPage

        page = ClosingPage(self.desk)
        page.preview_made.connect(self.preview_wanted)
        self.lay(page)

    def show_accounts(self) -> None:
        """Show the chart of accounts."""
        from assoc_desktop.treasury.cashbook.forms.accounts_page import AccountsPage

        self.lay(AccountsPage(self.desk))

    def correct(self) -> FormDialog | None:
        """Ask how the entry in focus should have been."""
        from assoc_desktop.treasury.cashbook.forms.entry_form import ask_entry

        entry_id = self.current()
        data = read_entry(entry_id) if entry_id is not None and not is_reversed(entry_id) else None
        return ask_entry(self.desk, self, data.kind, entry_id=entry_id) if data else None

    def reverse(self) -> FormDialog | None:
        """Ask why the entry in focus is taken back."""
        from assoc_desktop.treasury.cashbook.forms.entry_form import ask_reversal

        entry_id = self.current()
        return ask_reversal(self.desk, self, entry_id) if entry_id is not None else None

    def add_voucher(self) -> None:
        """Let the person choose a scan for the entry in focus."""
        from assoc_desktop.treasury.cashbook.forms.voucher_page import choose_scan

        if (entry_id := self.current()) is not None:
            choose_scan(self.desk, self, entry_id)

    def show_voucher(self, voucher_id: int) -> None:
        """Look at a voucher."""
        from assoc_desktop.treasury.cashbook.forms.voucher_page import voucher_page

        self.lay(voucher_page(self.desk, voucher_id))

    def open_menu(self) -> None:
        """The "…" menu."""
        menu = QMenu(self)
        for sign, words, do in (
            ("refresh", _("Transfer…"), self.transfer),
            ("institution", _("Deposit…"), self.deposit),
            ("treasury", _("Count the cash…"), self.count_cash),
            ("history", _("Cash counts…"), self.show_counts),
            ("chart", _("Budget…"), self.show_budget),
            ("lock", _("Close the year…"), self.close_year),
            ("list", _("Accounts…"), self.show_accounts),
        ):
            action = menu.addAction(icons.icon(sign), words)
            action.triggered.connect(lambda _on=False, do=do: do())
        menu.addSeparator()
        menu.addMenu(self.table.column_menu(menu))
        corner = self.more.mapToGlobal(
            QPoint(self.more.width() - menu.sizeHint().width(), self.more.height() + 4)
        )
        menu.popup(corner)

    # Building

    def _build(self) -> None:
        self.table = RecordTable(
            "cash book",
            columns(),
            self._rows,
            memory=self.desk.preferences,
            empty=EmptyState(
                "treasury",
                _("Nothing is written yet"),
                _(
                    "Here stands every amount that came in or went out, with its voucher and the balance after it. "
                    "Payments of members come here by themselves."
                ),
                (_("Money out…"), self.money_out),
                (_("Money in…"), self.money_in),
            ),
            not_found=EmptyState(
                "search",
                _("No such entry"),
                _("No entry matches this search and these filters."),
                (_("Show all entries"), self.clear_filters),
            ),
        )
        self.table.view.setAccessibleName(_("Cash book"))
        self.details = CashBookDetails(self.desk)
        self._sums = ElidedLabel()
        look(self._sums, "small")
        self.split = lay_out_list(self, self._bar(), self.table, self._sums, self.details, (724, 340))

    def _bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setSpacing(GRID)
        self.search_field = SearchLine(
            _("Search the cash book"), _("Text, name, number of the voucher or of the cheque (Ctrl+F)")
        )
        self.account_box, self.year_box = self._box(_("Account")), self._box(_("Year"))
        self.shown_box = self._box(_("What is shown"))
        self.in_button = QPushButton(icons.icon("add"), _("Money in…"))
        self.out_button = QPushButton(icons.icon("add", QPalette.ColorRole.HighlightedText), _("Money out…"))
        self.out_button.setToolTip(_("Money out (Ctrl+N)"))
        look(self.out_button, "main")
        self.more = QToolButton()
        self.more.setIcon(icons.icon("more"))
        self.more.setToolTip(_("More: transfer, deposit, count, budget, close the year, accounts"))
        self.more.setAccessibleName(_("More"))
        bar.addWidget(self.search_field, 3)
        for box in (self.account_box, self.year_box, self.shown_box):
            bar.addWidget(box, 2)
        for button in (self.in_button, self.out_button, self.more):
            bar.addWidget(button)
        return bar

    def _box(self, name: str) -> ComboBox:
        box = ComboBox()
        box.setAccessibleName(name)
        box.setToolTip(name)
        box.activated.connect(lambda _place: self._chosen())
        return box

    def _connect(self) -> None:
        self._details_timer = QTimer(self, singleShot=True, interval=_AFTER_MS)
        self._details_timer.timeout.connect(self._show_details)
        self._search_timer = QTimer(self, singleShot=True, interval=_SEARCH_MS)
        self._search_timer.timeout.connect(self._chosen)
        self.search_field.textChanged.connect(lambda _text: self._search_timer.start())
        self.in_button.clicked.connect(lambda: self.money_in())
        self.out_button.clicked.connect(lambda: self.money_out())
        self.more.clicked.connect(lambda: self.open_menu())
        self.search_field.lead_into(self.table, self._read_what_is_typed)
        self.table.current_changed.connect(lambda _entry: self._details_timer.start())
        self.table.opened.connect(lambda _entry: self.correct())
        doing = {"voucher": self.add_voucher, "correct": self.correct, "reverse": self.reverse}
        doing["slip"] = lambda: self.show_slip(self.current())
        self.details.wanted.connect(lambda what: doing[what]())
        self.details.voucher_wanted.connect(self.show_voucher)

    # Reading

    def _offer_choices(self) -> None:
        """Accounts of money and years that there are now."""
        account_items = [(None, _("All accounts"))]
        account_items += [(each.id, str(each.name)) for each in accounts(kinds=MONEY_KINDS, archived=True)]
        year_items = [(None, _("All years")), *((each.id, each.label) for each in years())]
        shown_items = [(key, _(words)) for key, words in SHOWN.items()]
        choice = self.choice
        for box, items, value in (
            (self.account_box, account_items, choice.account_id),
            (self.year_box, year_items, choice.year_id),
            (self.shown_box, shown_items, choice.shown),
        ):
            box.offer(items)
            box.choose(value)
        self.choice = self._typed_choice()

    def _typed_choice(self) -> Choice:
        return Choice(
            account_id=self.account_box.currentData(),
            year_id=self.year_box.currentData(),
            shown=self.shown_box.currentData() or "",
            typed=self.search_field.text(),
        )

    def _read_what_is_typed(self) -> None:
        if self._search_timer.isActive():
            self._search_timer.stop()
            self._chosen()

    def _chosen(self) -> None:
        self.choice = self._typed_choice()
        self._read()

    def _read(self) -> None:
        if self.choice.typed.strip() and self._texts_of != self.choice.year_id:
            # Read once for all that is typed.
            self._texts, self._texts_of = read_texts(self.choice.year_id), self.choice.year_id
        self.book = CashBook(self.choice, self._texts if self.choice.typed.strip() else None)
        is_plain = replace(self.choice, year_id=None) == Choice()
        has_others = is_plain and self.choice.year_id is not None and Entry.select().exists()
        self.table.show_ids(self.book.ids, filtered=not is_plain or has_others)
        self._tell_sums()
        self._details_timer.start()

    def _rows(self, ids: list[int]) -> list[Row]:
        found = {row.id: row for row in self.book.rows(ids)}
        return [row_of(found[each], self.desk.conventions) if each in found else Row({}) for each in ids]

    # What is told

    def _tell_sums(self) -> None:
        say, n = self.desk.conventions, len(self.book.ids)
        parts = [ngettext("{n} posted entry", "{n} posted entries", n).format(n=say.number(n))]
        if self.choice.year_id is not None:
            parts.append(_("brought forward {amount}").format(amount=say.money(self.book.carried)))
        parts += [
            _("in {amount}").format(amount=say.money(self.book.money_in)),
            _("out {amount}").format(amount=say.money(self.book.money_out)),
            _("balance {amount}").format(amount=say.money(self.book.balance)),
        ]
        self._sums.setText("  ·  ".join(parts))

    def _show_details(self) -> None:
        entry_id = self.current()
        rows = self.book.rows([entry_id]) if entry_id is not None else []
        self.details.show_entry(entry_id, rows[0] if rows else None)

    # Inside

    def _ask(self, kind: str) -> FormDialog:
        from assoc_desktop.treasury.cashbook.forms.entry_form import ask_entry

        return ask_entry(self.desk, self, kind, account_id=self.choice.account_id)

    def _counted(self, count_id: object) -> None:
        self.desk.tell_done(self, _("The count is kept."))
        self._show_sheet(count_id)

    def _show_sheet(self, count_id: object) -> None:
        from assoc_desktop.association.rules import head_of
        from assoc_desktop.treasury.cashbook.documents.count_sheet import count_sheet

        count = CashCount.get_by_id(count_id)
        content = count_sheet(count, head_of(self.desk.conventions.language))
        day = self.desk.conventions.date(count.day)
        self._preview(_("Cash count of {day}").format(day=day), content)

    def _preview(self, title: str, content: bytes) -> None:
        page: Page = PreviewPage(
            title, content, f"{title.replace('/', '-')}.pdf", folder=self.desk.path.parent
        )
        self.preview_wanted.emit(page)
