"""The chart of accounts: added, changed, put in order, archived; and what was in an account at the beginning."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from assoc_desktop.language import _
from assoc_desktop.refusals import Refused
from assoc_desktop.treasury.accounts import (
    AccountData,
    accounts,
    archive_account,
    balance_of,
    check_account,
    move_account,
    open_account,
    save_account,
    spaced_iban,
)
from assoc_desktop.treasury.records import ACCOUNT_KINDS, MONEY_KINDS, Account
from assoc_desktop.treasury.years import years
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.empty_state import EmptyState
from assoc_desktop.widgets.fields import AmountField, ChoiceField, DateField, LineField
from assoc_desktop.widgets.form_dialog import FormDialog, show_form
from assoc_desktop.widgets.form_page import FormPage
from assoc_desktop.widgets.list_pane import Action, ListPane
from assoc_desktop.widgets.messages import show_refusal
from assoc_desktop.widgets.pages import Page
from assoc_desktop.widgets.record_table import Column, Row

_OPENED = (*MONEY_KINDS, "fund", "credit")


class AccountForm(FormPage):
    """One account."""

    dialog_signs = 92

    def __init__(self, desk: Desk, account_id: int | None = None, parent: QWidget | None = None) -> None:
        title = _("New account") if account_id is None else _("Change the account")
        super().__init__(title, parent=parent)
        self._desk, self._account_id = desk, account_id
        self.add_field("name", _("&Name"), LineField())
        self.add_field(
            "code", _("&Code"), LineField(), _("As your chart of accounts numbers it, such as 512.")
        )
        kinds = [(key, _(name)) for key, name in ACCOUNT_KINDS.items()]
        self.kind = self.add_field("kind", _("&Kind"), ChoiceField(kinds))
        self.add_field("holder", _("&Bank or operator"), LineField())
        self.add_field("iban", _("&IBAN"), LineField())
        self.add_field(
            "number", _("N&umber"), LineField(), _("Of the wallet, or of an account without an IBAN.")
        )
        self.kind.changed.connect(self._show_fields)
        self.shown_again.connect(self._show_fields)
        self.start()

    def load(self) -> dict[str, Any]:
        if self._account_id is None:
            return {"kind": "expense"}
        account = Account.get_by_id(self._account_id)
        return {**{name: getattr(account, name) for name in self.fields}, "iban": spaced_iban(account.iban)}

    def check(self, values: dict[str, Any]) -> dict[str, str]:
        return check_account(self._data(values), account_id=self._account_id)

    def save(self, values: dict[str, Any]) -> object:
        return save_account(self._data(values), account_id=self._account_id).id

    def _data(self, values: dict[str, Any]) -> AccountData:
        if self._account_id is not None:
            position = Account.get_by_id(self._account_id).position
        else:
            position = 1 + max((each.position for each in accounts(archived=True)), default=-1)
        return AccountData(**values, position=position)

    def _show_fields(self) -> None:
        kind = self.kind.value()
        self.show_field("holder", kind in ("bank", "mobile"))
        self.show_field("iban", kind == "bank")
        self.show_field("number", kind in ("bank", "mobile"))


class OpeningForm(FormPage):
    """What was in an account when the books were begun."""

    def __init__(self, desk: Desk, account_id: int, parent: QWidget | None = None) -> None:
        account = Account.get_by_id(account_id)
        super().__init__(_("Opening balance of {account}").format(account=account.name), parent=parent)
        self._desk, self._account_id = desk, account_id
        hint = _("What was in it on that day, before anything else was written.")
        self.add_field("amount", _("&Amount"), AmountField(desk.conventions), hint)
        self.add_field("day", _("&Day"), DateField(desk.conventions))
        self.start()

    def load(self) -> dict[str, Any]:
        found = years()
        return {"day": found[-1].starts_on if found else self._desk.today()}

    def check(self, values: dict[str, Any]) -> dict[str, str]:
        problems = {}
        if not values["amount"]:
            problems["amount"] = _("Say how much was in it.")
        if values["day"] is None:
            problems["day"] = _("Say on which day.")
        return problems

    def save(self, values: dict[str, Any]) -> object:
        return open_account(self._account_id, values["amount"], values["day"], today=self._desk.today()).id


class AccountsPane(ListPane):
    """The chart, with what is in every account."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self._desk = desk
        self._accounts: dict[int, Account] = {}
        super().__init__(
            "accounts",
            [
                Column("code", _("Code"), 80, sortable=False),
                Column("name", _("Account"), 220, stretch=True, sortable=False),
                Column("kind", _("Kind"), 170, sortable=False),
                Column("about", _("Bank, IBAN or number"), 250, sortable=False),
                Column("balance", _("Balance"), 130, right=True, sortable=False),
            ],
            self._read_accounts,
            [
                Action("add", _("Add an account…"), self.add, needs_choice=False, main=True),
                Action("edit", _("Change…"), self.change),
                Action("up", _("Up"), lambda: self._move(-1)),
                Action("down", _("Down"), lambda: self._move(1)),
                Action("treasury", _("Opening balance…"), self.open_balance, enabled=self._can_be_opened),
                Action("archive", _("Archive"), self.archive, seldom=True, enabled=self._is_offered),
                Action("undo", _("Bring back"), self.bring_back, seldom=True, enabled=self._is_archived),
            ],
            empty=EmptyState("list", _("No account yet"), _("Add the cash box first.")),
            hint=_(
                "Where money is, where it comes from and where it goes. Names and codes are yours to change."
            ),
            parent=parent,
        )

    def add(self) -> FormDialog:
        """Ask for a new account."""
        return self._ask(None)

    def change(self) -> FormDialog | None:
        """Ask for changes to the chosen account."""
        return self._ask(chosen) if (chosen := self.chosen()) else None

    def open_balance(self) -> FormDialog | None:
        """Ask what was in the chosen account at the beginning."""
        chosen = self.chosen()
        if chosen is None:
            return None
        form = OpeningForm(self._desk, chosen)
        return show_form(form, self, lambda _id: self._tell(_("The opening balance was posted.")), _("Post"))

    def archive(self) -> None:
        """Offer the chosen account no more."""
        self._do_archive(True, _("The account was archived."))

    def bring_back(self) -> None:
        """Offer the chosen account again."""
        self._do_archive(False, _("The account is offered again."))

    # Inside

    def _ask(self, account_id: int | None) -> FormDialog:
        form = AccountForm(self._desk, account_id)
        return show_form(form, self, lambda _id: self._tell(_("The account was saved.")))

    def _move(self, step: int) -> None:
        chosen = self.chosen()
        if chosen is not None:
            move_account(chosen, step)
            self.show_again()
            self._desk.changed.emit()

    def _do_archive(self, archived: bool, sentence: str) -> None:
        chosen = self.chosen()
        if chosen is None:
            return
        try:
            archive_account(chosen, archived)
        except Refused as refusal:
            show_refusal(self, str(refusal))
            return
        self._tell(sentence)

    def _tell(self, sentence: str) -> None:
        self.show_again()
        self._desk.tell_change(self, sentence)

    def _can_be_opened(self, account_id: int) -> bool:
        return self._accounts[account_id].kind in _OPENED

    def _is_archived(self, account_id: int) -> bool:
        return bool(self._accounts[account_id].archived)

    def _is_offered(self, account_id: int) -> bool:
        return not self._accounts[account_id].archived

    def _read_accounts(self) -> dict[int, Row]:
        self._accounts = {each.id: each for each in accounts(archived=True)}
        return {account_id: self._row(account) for account_id, account in self._accounts.items()}

    def _row(self, account: Account) -> Row:
        balance = balance_of(account.id)
        shown = balance if account.kind in MONEY_KINDS else -balance
        if account.kind == "expense":
            shown = balance
        kind = _(ACCOUNT_KINDS[account.kind])
        about = filter(None, (account.holder, spaced_iban(account.iban) or account.number))
        return Row(
            {
                "code": account.code,
                "name": account.name,
                "kind": _("{kind} (archived)").format(kind=kind) if account.archived else kind,
                "about": " · ".join(about),
                "balance": self._desk.conventions.money(shown) if balance else "—",
            },
            quiet=account.archived,
        )


class AccountsPage(Page):
    """The page laid upon the cash book."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Accounts"), parent)
        self.pane = AccountsPane(desk)
        self.body.addWidget(self.pane)
        self.pane.show_again()
        desk.changed.connect(self.pane.show_again)

    def take_keyboard(self) -> None:
        self.pane.table.setFocus()
