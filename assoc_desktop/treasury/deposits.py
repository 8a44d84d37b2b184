"""Deposits: which cash and which cheques are brought to the bank, as one entry."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assoc_desktop.language import N_, _
from assoc_desktop.refusals import Invalid
from assoc_desktop.storage.database import database
from assoc_desktop.storage.history import operation
from assoc_desktop.treasury.ledger import Draft, Line, post, standing_entries
from assoc_desktop.treasury.records import Account, DepositedCheque, Entry


@dataclass(frozen=True)
class Cheque:
    """A cheque that was received: from whom, its bank and number, and the account in which it waits."""

    entry_id: int
    account_id: int
    day: datetime.date
    drawer: str
    bank: str
    number: str
    amount: int


@dataclass(frozen=True)
class DepositData:
    """What is brought to the bank.

    Attributes:
        bank_id: the account it goes to.
        cash: account of a cash box → how much is taken out of it.
        cheques: entries by which the cheques were received.
        reference: number of the slip, when the bank gives one.
    """

    day: datetime.date | None
    bank_id: int | None
    cash: Mapping[int, int] = field(default_factory=dict)
    cheques: Sequence[int] = ()
    reference: str = ""


@dataclass(frozen=True)
class Deposit:
    """A deposit as its slip tells it; `cash` are (name of the box, amount)."""

    number: int
    year: str
    day: datetime.date
    bank: Account
    cash: tuple[tuple[str, int], ...]
    cheques: tuple[Cheque, ...]
    reference: str

    @property
    def total(self) -> int:
        """Cash and cheques together."""
        return sum(amount for _name, amount in self.cash) + sum(cheque.amount for cheque in self.cheques)


_CHEQUES_SQL = """
    SELECT entry.id, posting.account_id, entry.day,
        coalesce(
            (SELECT trim(CASE member.kind WHEN 'institution' THEN member.name
                ELSE member.family_name || ' ' || member.given_name END)
             FROM posting AS about JOIN member ON member.id = about.member_id WHERE about.entry_id = entry.id LIMIT 1),
            nullif(entry_text.party, ''), entry_text.text, ''),
        entry.through, entry.reference, sum(posting.amount)
    FROM posting JOIN entry ON entry.id = posting.entry_id
    JOIN account ON account.id = posting.account_id
    LEFT JOIN entry_text ON entry_text.entry_id = entry.id
    WHERE account.kind = 'cheques' AND entry.kind NOT IN ('reversal', 'deposit') AND {condition}
    GROUP BY entry.id, posting.account_id HAVING sum(posting.amount) > 0 ORDER BY entry.day, entry.id
"""
_WAITING = """
    NOT EXISTS (SELECT 1 FROM entry AS back WHERE back.reverses_id = entry.id)
    AND NOT EXISTS (
        SELECT 1 FROM deposited_cheque AS gone WHERE gone.cheque_id = entry.id
        AND NOT EXISTS (SELECT 1 FROM entry AS back WHERE back.reverses_id = gone.deposit_id))
"""


def waiting_cheques() -> list[Cheque]:
    """The cheques that were received and not yet brought to the bank, the oldest first."""
    return _cheques(_WAITING, ())


def is_at_the_bank(entry_id: int) -> bool:
    """Whether an entry received a cheque that was brought to the bank."""
    return DepositedCheque.select().where(DepositedCheque.cheque == entry_id).exists() and not _cheques(
        f"entry.id = ? AND {_WAITING}", (entry_id,)
    )


def _cheques(condition: str, values: tuple[object, ...]) -> list[Cheque]:
    return [
        Cheque(entry_id, account_id, datetime.date.fromisoformat(day), drawer, bank, number, amount)
        for entry_id, account_id, day, drawer, bank, number, amount in database.execute_sql(
            _CHEQUES_SQL.format(condition=condition), values
        )
    ]


def check_deposit(data: DepositData, *, today: datetime.date) -> dict[str, str]:
    """Field → what is wrong with a deposit."""
    problems = {}
    if data.day is None:
        problems["day"] = _("Say on which day the money was brought to the bank.")
    elif data.day > today:
        problems["day"] = _("This day lies in the future. An entry is posted when the money has moved.")
    bank = Account.get_or_none(Account.id == data.bank_id)
    if bank is None or bank.kind not in ("bank", "mobile"):
        problems["bank_id"] = _("Choose the account of the bank.")
    waiting = {cheque.entry_id: cheque for cheque in waiting_cheques()}
    if any(each not in waiting for each in data.cheques):
        problems["cheques"] = _("One of these cheques is at the bank already. Choose again.")
    elif data.day and any(waiting[each].day > data.day for each in data.cheques):
        problems["cheques"] = _("One of these cheques was received after this day.")
    elif not data.cheques and not any(data.cash.values()):
        problems["cheques"] = _("Choose a cheque, or say how much cash is brought to the bank.")
    return problems


def lines_of(data: DepositData) -> tuple[Line, ...]:
    """The lines of the entry: the bank gets all, each cash box and account of cheques gives its part."""
    taken = {account_id: amount for account_id, amount in data.cash.items() if amount}
    chosen = set(data.cheques)
    for cheque in waiting_cheques():
        if cheque.entry_id in chosen:
            taken[cheque.account_id] = taken.get(cheque.account_id, 0) + cheque.amount
    total = Line(int(data.bank_id or 0), sum(taken.values()))
    return (total, *(Line(account_id, -amount) for account_id, amount in taken.items()))


def record_deposit(data: DepositData, *, today: datetime.date) -> Entry:
    """Write a deposit into the books.

    Raises:
        Invalid: see `check_deposit`.
        Refused: the ledger does not take it.
    """
    if problems := check_deposit(data, today=today):
        raise Invalid(problems)
    text = _("Deposit at {bank}").format(bank=Account.get_by_id(data.bank_id).name)
    draft = Draft(
        "deposit", data.day or today, lines_of(data), text=text, method="other", reference=data.reference
    )
    with operation(N_("Post: {text}"), undoable=False, text=text):
        entry = post(draft, today=today)
        for cheque_id in data.cheques:
            DepositedCheque.create(deposit=entry, cheque=cheque_id)
    return entry


def read_deposit(entry_id: int) -> Deposit:
    """A deposit as its slip tells it."""
    entry = Entry.get_by_id(entry_id)
    bank, cash = None, []
    for posting in entry.postings.order_by():
        account = posting.account
        if posting.amount > 0:
            bank = account
        elif account.kind != "cheques":
            cash.append((str(account.name), -posting.amount))
    condition = "entry.id IN (SELECT cheque_id FROM deposited_cheque WHERE deposit_id = ?)"
    if bank is None:
        raise ValueError(f"entry {entry_id} brings nothing to a bank")
    return Deposit(
        entry.number, entry.year.label, entry.day, bank, tuple(cash), tuple(_cheques(condition, (entry_id,))), entry.reference
    )  # fmt: skip


def deposit_ids(year_id: int) -> list[int]:
    """Deposits of a year that stand, the latest first."""
    return standing_entries(year_id, "deposit")
