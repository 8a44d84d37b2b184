"""Money in, money out, and transfers: what is asked of an entry before the ledger posts it, and how one is put right."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from assoc_desktop.language import N_, _
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.storage.database import database
from assoc_desktop.storage.history import operation
from assoc_desktop.treasury.ledger import Draft, Line, post, postings_of, reverse
from assoc_desktop.treasury.records import MONEY_KINDS, Account, Entry, EntryText

#: Kinds of entries that a person writes into the cash book by hand.
INCOME, EXPENSE, TRANSFER = "income", "expense", "transfer"
HAND_KINDS = (INCOME, EXPENSE, TRANSFER)
#: How money comes to or leaves an account of a kind, when nobody said it.
USUAL_METHODS = {"cash": "cash", "bank": "transfer", "mobile": "mobile", "cheques": "cheque"}


@dataclass(frozen=True)
class CashData:
    """All of an entry of the cash book that a person types.

    Attributes:
        kind: `income`, `expense` or `transfer`.
        account_id: where the money comes in or goes out; of a transfer, where it is taken from.
        other_id: the income or expenditure; of a transfer, where it is brought to.
        method: a key of `records.METHODS`; empty for the one usual for the account.
        reference: number of the cheque or of the transaction.
        through: bank of the cheque, or operator.
    """

    kind: str
    day: datetime.date | None
    account_id: int | None
    other_id: int | None
    amount: int | None
    text: str = ""
    party: str = ""
    method: str = ""
    reference: str = ""
    through: str = ""


@dataclass(frozen=True)
class Shortage:
    """A cash box that would hold less than nothing: from which day, and how much is missing then at most."""

    account: str
    day: datetime.date
    missing: int


def check_entry(data: CashData, *, today: datetime.date) -> dict[str, str]:
    """Field → what is wrong with an entry."""
    problems = {}
    if data.day is None:
        problems["day"] = _("Say on which day the money moved.")
    elif data.day > today:
        problems["day"] = _("This day lies in the future. An entry is posted when the money has moved.")
    if not data.amount or data.amount < 0:
        problems["amount"] = _("Say how much it was.")
    if not data.text.strip() and data.kind != TRANSFER:
        problems["text"] = _("Say what it was for: the words stand in the cash book.")
    return {**problems, **_account_problems(data)}


def _account_problems(data: CashData) -> dict[str, str]:
    problems = {}
    if not _is_kind(data.account_id, MONEY_KINDS):
        problems["account_id"] = _("Choose where the money is.")
    if data.kind == TRANSFER:
        if not _is_kind(data.other_id, MONEY_KINDS):
            problems["other_id"] = _("Choose where the money is brought to.")
        elif data.other_id == data.account_id:
            problems["other_id"] = _("This is the account that it is taken from. Choose another.")
    elif data.kind == INCOME and not _is_kind(data.other_id, ("income", "fund", "capital")):
        problems["other_id"] = _("Choose which income it is.")
    elif data.kind == EXPENSE and not _is_kind(data.other_id, ("expense", "fund", "capital")):
        problems["other_id"] = _("Choose which expenditure it is.")
    return problems


def _is_kind(account_id: int | None, kinds: tuple[str, ...]) -> bool:
    account = Account.get_or_none(Account.id == account_id) if account_id else None
    return account is not None and account.kind in kinds


def draft_of(data: CashData) -> Draft:
    """The entry as the ledger posts it; call it for data without problems."""
    account = Account.get_by_id(data.account_id)
    amount = int(data.amount or 0)
    into, out_of = (
        (data.account_id, data.other_id) if data.kind == INCOME else (data.other_id, data.account_id)
    )
    text = data.text.strip()
    if not text and data.kind == TRANSFER:
        other = Account.get_by_id(data.other_id)
        text = _("From {account} to {other}").format(account=account.name, other=other.name)
    return Draft(
        data.kind,
        data.day or datetime.date.min,
        (Line(int(into or 0), amount), Line(int(out_of or 0), -amount)),
        text=text,
        party=data.party,
        method=data.method or USUAL_METHODS[account.kind],
        reference=data.reference,
        through=data.through,
    )


def record_entry(data: CashData, *, today: datetime.date) -> Entry:
    """Write money in, money out or a transfer into the books.

    Raises:
        Invalid: see `check_entry`.
        Refused: the ledger does not take it: the year is closed, the account archived, the amount too large.
    """
    if problems := check_entry(data, today=today):
        raise Invalid(problems)
    return post(draft_of(data), today=today)


def read_entry(entry_id: int) -> CashData | None:
    """What was typed for an entry; None for one that is no plain money in, money out or transfer."""
    entry = Entry.get_by_id(entry_id)
    lines = postings_of(entry_id)
    plain = entry.kind in HAND_KINDS and len(lines) == 2 and not any(_is_about_a_member(row) for row in lines)
    if not plain:
        return None
    into, out_of = sorted(lines, key=lambda row: -row.amount)
    account, other = (into, out_of) if entry.kind == INCOME else (out_of, into)
    words = EntryText.get_or_none(EntryText.entry == entry)
    return CashData(
        entry.kind,
        entry.day,
        account.account_id,
        other.account_id,
        into.amount,
        text=words.text if words else "",
        party=words.party if words else "",
        method=entry.method,
        reference=entry.reference,
        through=entry.through,
    )


def _is_about_a_member(row: object) -> bool:
    return any(getattr(row, name) is not None for name in ("member_id", "membership_id", "levy_id"))


def is_reversed(entry_id: int) -> bool:
    """Whether an entry was taken back."""
    return Entry.select().where(Entry.reverses == entry_id).exists()


def day_of_reversal(entry: Entry, today: datetime.date) -> datetime.date:
    """The day on which a mistake is best taken back: its own while its year is open, else today."""
    return entry.day if entry.year.closed_on is None else today


def correct_entry(entry_id: int, data: CashData, *, reason: str, today: datetime.date) -> Entry:
    """Put an entry right: it is reversed, and posted anew as it should have been. Both stay in the books.

    The vouchers go over to the new entry as well.

    Raises:
        Invalid: see `check_entry`, or no reason is given.
        Refused: the entry is no plain one, was reversed before, or the ledger does not take the new one.
    """
    problems = check_entry(data, today=today)
    if not reason.strip():
        problems["reason"] = _("Say what was wrong: the reason is kept.")
    if problems:
        raise Invalid(problems)
    before = read_entry(entry_id)
    if before is None:
        raise Refused(_("This entry cannot be corrected here. Reverse it, and enter it anew where it began."))
    if before == data:
        raise Refused(_("Nothing was changed: there is nothing to correct."))
    entry = Entry.get_by_id(entry_id)
    with operation(
        N_("Correct entry {number} of {year}"), undoable=False, number=entry.number, year=str(entry.year)
    ):
        reverse(entry_id, on=day_of_reversal(entry, today), reason=reason, today=today)
        posted = post(draft_of(data), today=today)
        for voucher in list(entry.vouchers):
            type(voucher).create(entry=posted, scan=voucher.scan_id, name=voucher.name)
    return posted


def shortage(lines: list[tuple[int, int]], day: datetime.date) -> Shortage | None:
    """The first cash box that would hold less than nothing on a day or any later one, if lines were posted.

    Args:
        lines: (account, amount) of an entry of that day.
    """
    for account_id, amount in lines:
        account = Account.get_by_id(account_id)
        if account.kind != "cash" or amount >= 0:
            continue
        low = [(when, balance + amount) for when, balance in _balances_from(account_id, day)]
        below = [(when, balance) for when, balance in low if balance < 0]
        if below:
            return Shortage(account.name, below[0][0], -min(balance for _when, balance in below))
    return None


def _balances_from(account_id: int, day: datetime.date) -> list[tuple[datetime.date, int]]:
    """The balance of an account at the end of a day and of every later day on which it changes."""
    sql = """SELECT entry.day, sum(amount) FROM posting JOIN entry ON entry.id = posting.entry_id
        WHERE account_id = ? GROUP BY entry.day ORDER BY entry.day"""
    found: list[tuple[datetime.date, int]] = []
    balance = 0
    for when, amount in database.execute_sql(sql, (account_id,)):
        moved = datetime.date.fromisoformat(when)
        if moved > day and not found:
            found.append((day, balance))
        balance += amount
        if moved >= day:
            found.append((moved, balance))
    return found or [(day, balance)]
