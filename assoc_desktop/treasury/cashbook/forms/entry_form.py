"""The forms of one entry: money in, money out, a transfer; its correction, and its reversal."""

from __future__ import annotations

import datetime
from typing import Any

from PySide6.QtWidgets import QWidget

from assoc_desktop.language import N_, _
from assoc_desktop.refusals import Refused
from assoc_desktop.treasury.accounts import accounts, money_accounts
from assoc_desktop.treasury.cashbook.entries import (
    EXPENSE,
    INCOME,
    TRANSFER,
    USUAL_METHODS,
    CashData,
    Shortage,
    check_entry,
    correct_entry,
    day_of_reversal,
    draft_of,
    read_entry,
    record_entry,
    shortage,
)
from assoc_desktop.treasury.deposits import is_at_the_bank
from assoc_desktop.treasury.ledger import Line, postings_of, reverse, text_of
from assoc_desktop.treasury.records import METHODS, Account, Entry
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.fields import AmountField, ChoiceField, DateField, LineField
from assoc_desktop.widgets.form_dialog import FormDialog, show_form
from assoc_desktop.widgets.form_page import FormPage
from assoc_desktop.widgets.messages import confirm

#: Kind → title, label of the account of money, label of the other account, label of the party.
WORDS = {
    INCOME: (N_("Money in"), N_("Comes into"), N_("&Income"), N_("Fro&m whom")),
    EXPENSE: (N_("Money out"), N_("Paid from"), N_("E&xpenditure"), N_("To &whom")),
    TRANSFER: (N_("Transfer"), N_("Taken from"), N_("&Brought to"), N_("Through &whom")),
}


class EntryForm(FormPage):
    """Money in, money out or a transfer; with `entry_id`, the correction of one that is posted.

    Args:
        kind: `income`, `expense` or `transfer`.
        account_id: the account of money to begin with.
    """

    def __init__(
        self,
        desk: Desk,
        kind: str,
        *,
        account_id: int | None = None,
        entry_id: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        title, account, other, party = map(_, WORDS[kind])
        if entry_id is not None:
            title = _("Correct entry {number}").format(number=Entry.get_by_id(entry_id).number)
        super().__init__(title, parent=parent)
        self._desk, self._kind, self._entry_id, self._account_id = desk, kind, entry_id, account_id
        self.add_field("day", _("&Day"), DateField(desk.conventions))
        self.add_field("amount", _("&Amount"), AmountField(desk.conventions))
        self._account = self.add_field("account_id", account, ChoiceField(_choices(money_accounts())))
        self.add_field("other_id", other, ChoiceField(_choices(_others(kind))))
        self.add_field("text", _("&Text"), LineField(), _("What it is for; it stands in the cash book."))
        self.add_field("party", party, LineField())
        methods = [(key, _(name)) for key, name in METHODS.items()]
        self.add_field("method", _("H&ow"), ChoiceField(methods))
        self.add_field("reference", _("&Number"), LineField(), _("Of the cheque or the transaction."))
        self.add_field("through", _("Ban&k or operator"), LineField())
        if entry_id is not None:
            hint = _("The entry is reversed and posted anew. Both stay in the books, with this reason.")
            self.add_field("reason", _("What was &wrong"), LineField(), hint)
        self._account.changed.connect(self._take_usual_method)
        self.start()

    def load(self) -> dict[str, Any]:
        if self._entry_id is not None and (data := read_entry(self._entry_id)):
            return {name: getattr(data, name) for name in self.fields if name != "reason"}
        chosen = self._account_id or next((account.id for account in money_accounts()), None)
        others = [account.id for account in _others(self._kind) if account.id != chosen]
        method = USUAL_METHODS[Account.get_by_id(chosen).kind] if chosen else "cash"
        other = others[0] if others and self._kind == TRANSFER else None
        return {"day": self._desk.today(), "account_id": chosen, "other_id": other, "method": method}

    def check(self, values: dict[str, Any]) -> dict[str, str]:
        problems = check_entry(self._data(values), today=self._desk.today())
        if "reason" in values and not values["reason"]:
            problems["reason"] = _("Say what was wrong: the reason is kept.")
        return problems

    def save(self, values: dict[str, Any]) -> object:
        data, today = self._data(values), self._desk.today()
        draft = draft_of(data)
        ask_about_shortage(self._desk, self, self._shortage_lines(draft.lines), draft.day)
        if self._entry_id is None:
            return record_entry(data, today=today).id
        return correct_entry(self._entry_id, data, reason=values["reason"], today=today).id

    # Inside

    def _data(self, values: dict[str, Any]) -> CashData:
        return CashData(self._kind, **{name: value for name, value in values.items() if name != "reason"})

    def _shortage_lines(self, lines: tuple[Line, ...]) -> list[tuple[int, int]]:
        """What is posted, without what a correction takes back at the same time."""
        taken: dict[int, int] = {}
        for line in lines:
            taken[line.account_id] = taken.get(line.account_id, 0) + line.amount
        if self._entry_id is not None:
            for row in postings_of(self._entry_id):
                taken[row.account_id] = taken.get(row.account_id, 0) - row.amount
        return list(taken.items())

    def _take_usual_method(self) -> None:
        account = Account.get_or_none(Account.id == self._account.value())
        if account is not None:
            self.fields["method"].set_value(USUAL_METHODS[account.kind])


class ReverseForm(FormPage):
    """The reason and the day on which an entry is taken back."""

    def __init__(self, desk: Desk, entry_id: int, parent: QWidget | None = None) -> None:
        entry = Entry.get_by_id(entry_id)
        named = {"number": entry.number, "year": entry.year}
        super().__init__(_("Reverse entry {number} of {year}").format(**named), parent=parent)
        self._desk, self._entry = desk, entry
        hint = _("Both entries stay in the books.")
        if is_at_the_bank(entry_id):
            hint = _(
                "This cheque was brought to the bank. When the bank gives it back, enter first a transfer from the bank "
                "to the account of cheques."
            )
        self.add_section(text_of(entry) or _("No text"), hint)
        self.add_field("reason", _("&Reason"), LineField(), _("It is kept, and printed in the cash book."))
        self.add_field("day", _("&Day"), DateField(desk.conventions))
        self.start()

    def load(self) -> dict[str, Any]:
        return {"day": day_of_reversal(self._entry, self._desk.today())}

    def check(self, values: dict[str, Any]) -> dict[str, str]:
        problems = {}
        if not values["reason"]:
            problems["reason"] = _("Say why it is reversed: the reason is kept.")
        if values["day"] is None:
            problems["day"] = _("Say on which day.")
        return problems

    def save(self, values: dict[str, Any]) -> object:
        lines = [(row.account_id, -row.amount) for row in postings_of(self._entry.id)]
        ask_about_shortage(self._desk, self, lines, values["day"])
        reason, today = values["reason"], self._desk.today()
        return reverse(self._entry.id, on=values["day"], reason=reason, today=today).id


def ask_about_shortage(desk: Desk, parent: QWidget, lines: list[tuple[int, int]], day: datetime.date) -> None:
    """Ask before a cash box would hold less than nothing.

    Args:
        lines: (account, amount) of what is to be posted on that day.

    Raises:
        Refused: the person does not want it.
    """
    short = shortage(lines, day)
    if short and not _post_anyway(desk, parent, short):
        raise Refused(_("Nothing was posted."))


def _post_anyway(desk: Desk, parent: QWidget, short: Shortage) -> bool:
    say = desk.conventions
    sentence = _(
        "On {day}, {account} would hold {amount} less than nothing, which cannot be. Perhaps money that "
        "came in is not written down yet, or the amount or the day is wrong."
    ).format(day=say.date(short.day), account=short.account, amount=say.money(short.missing))
    return confirm(parent, _("More cash than the box holds?"), sentence, _("Post it anyway"), danger=True)


def ask_entry(
    desk: Desk, parent: QWidget, kind: str, *, account_id: int | None = None, entry_id: int | None = None
) -> FormDialog:
    """Show the form of an entry over a window; it says itself what was posted."""
    form = EntryForm(desk, kind, account_id=account_id, entry_id=entry_id)
    return show_form(form, parent, lambda entry: tell_posted(desk, parent, entry), _("Post"))


def ask_reversal(desk: Desk, parent: QWidget, entry_id: int) -> FormDialog:
    """Ask why and when an entry is taken back."""
    form = ReverseForm(desk, entry_id)
    return show_form(form, parent, lambda entry: tell_posted(desk, parent, entry), _("Reverse"))


def tell_posted(desk: Desk, parent: QWidget, entry_id: object) -> None:
    """Say under which number an entry stands in the books."""
    entry = Entry.get_by_id(entry_id)
    sentence = _("Posted as voucher {number} of {year}.").format(number=entry.number, year=entry.year)
    desk.tell_done(parent, sentence)


def _others(kind: str) -> list[Account]:
    if kind == TRANSFER:
        return money_accounts()
    return accounts(kinds=("income" if kind == INCOME else "expense", "fund"))


def _choices(found: list[Account]) -> list[tuple[int | None, str]]:
    """The accounts by code and name; nothing is chosen beforehand."""
    return [
        (None, _("Choose…")),
        *((account.id, f"{account.code} · {account.name}") for account in found),
    ]
