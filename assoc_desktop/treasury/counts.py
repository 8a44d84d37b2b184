"""Counting the cash: notes and coins against what the books say, and the difference booked on purpose."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from assoc_desktop.language import N_, _
from assoc_desktop.language.conventions import currency_decimals
from assoc_desktop.refusals import Invalid
from assoc_desktop.storage.history import operation
from assoc_desktop.treasury.accounts import balance_of
from assoc_desktop.treasury.ledger import Draft, Line, post
from assoc_desktop.treasury.records import Account, CashCount, Entry

#: Currency → values of its notes and coins in minor units, the largest first (BEAC, BCEAO, ECB and the central banks).
_PIECES = {
    "XAF": (10000, 5000, 2000, 1000, 500, 200, 100, 50, 25, 10, 5, 2, 1),
    "XOF": (10000, 5000, 2000, 1000, 500, 250, 200, 100, 50, 25, 10, 5, 1),
    "EUR": (50000, 20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1),
    "USD": (10000, 5000, 2000, 1000, 500, 200, 100, 50, 25, 10, 5, 1),
    "CHF": (100000, 20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5),
    "GBP": (5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1),
    "MAD": (20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10),
    "TND": (50000, 20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10),
    "CDF": (2000000, 1000000, 500000, 100000, 50000, 20000, 10000, 5000),
    "GNF": (20000, 10000, 5000, 2000, 1000, 500, 100),
    "KMF": (10000, 5000, 2000, 1000, 500, 250, 100, 50, 25),
}
#: Where no list is kept, most currencies have these, in whole units.
_USUAL = (1000, 500, 200, 100, 50, 20, 10, 5, 2, 1)


@dataclass(frozen=True)
class CountData:
    """A count of a cash box.

    Attributes:
        pieces: value in minor units → how many.
        other_id: the income or expenditure that takes the difference; None leaves the difference open.
        reason: why there is a difference, when it is booked.
    """

    account_id: int | None
    day: datetime.date | None
    pieces: Mapping[int, int] = field(default_factory=dict)
    other_id: int | None = None
    reason: str = ""

    @property
    def counted(self) -> int:
        """What all pieces are worth together."""
        return sum(value * count for value, count in self.pieces.items())


def pieces_of(currency: str) -> tuple[int, ...]:
    """The values of a currency's notes and coins in minor units, the largest first."""
    if currency in _PIECES:
        return _PIECES[currency]
    unit = 10 ** currency_decimals(currency)
    return tuple(value * unit for value in _USUAL) + tuple(part for part in (unit // 2, unit // 10) if part)


def check_count(data: CountData, *, today: datetime.date) -> dict[str, str]:
    """Field → what is wrong with a count."""
    problems = {}
    account = Account.get_or_none(Account.id == data.account_id)
    if account is None or account.kind != "cash":
        problems["account_id"] = _("Choose which cash box was counted.")
    if data.day is None:
        problems["day"] = _("Say on which day it was counted.")
    elif data.day > today:
        problems["day"] = _("This day lies in the future.")
    if any(value <= 0 or count < 0 for value, count in data.pieces.items()):
        problems["pieces"] = _("A piece has a value, and there are none or more of it.")
    if data.other_id is not None and account is not None and data.day and difference_of(data):
        other = Account.get_or_none(Account.id == data.other_id)
        if other is None or other.kind not in ("income", "expense"):
            problems["other_id"] = _("Choose the income or expenditure that takes the difference.")
        if not data.reason.strip():
            problems["reason"] = _("Say why there is a difference: the reason stands in the cash book.")
    return problems


def expected_in(account_id: int, day: datetime.date) -> int:
    """What the books say is in a cash box at the end of a day."""
    return balance_of(account_id, until=day.isoformat())


def difference_of(data: CountData) -> int:
    """What was counted more (or, below zero, less) than the books say."""
    if data.account_id is None or data.day is None:
        return 0
    return data.counted - expected_in(data.account_id, data.day)


def record_count(data: CountData, *, today: datetime.date) -> CashCount:
    """Keep a count, and book its difference if an income or expenditure takes it.

    Raises:
        Invalid: see `check_count`.
        Refused: the ledger does not take the difference: the year is closed.
    """
    if problems := check_count(data, today=today):
        raise Invalid(problems)
    account, day = Account.get_by_id(data.account_id), data.day or today
    difference = difference_of(data)
    books = bool(difference) and data.other_id is not None
    with operation(N_("Count the cash box {account}"), undoable=not books, account=account.name):
        entry: Entry | None = None
        if books:
            lines = (Line(account.id, difference), Line(int(data.other_id or 0), -difference))
            entry = post(Draft("count", day, lines, text=data.reason.strip(), method="cash"), today=today)
        pieces = {str(value): count for value, count in sorted(data.pieces.items(), reverse=True) if count}
        return CashCount.create(
            account=account, day=day, pieces=json.dumps(pieces), counted=data.counted,
            expected=data.counted - difference, entry=entry,
        )  # fmt: skip


def read_pieces(count: CashCount) -> dict[int, int]:
    """Value in minor units → how many of a count."""
    return {int(value): number for value, number in json.loads(count.pieces).items()}


def counts(account_id: int | None = None) -> list[CashCount]:
    """The counts of a cash box, or of all, the latest first."""
    query = CashCount.select().order_by(CashCount.day.desc(), CashCount.id.desc())
    return list(query if account_id is None else query.where(CashCount.account == account_id))
