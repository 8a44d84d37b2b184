"""What happened in the example, day by day: the books are kept in the order of the days, as a treasurer keeps them."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field

from assoc_desktop.treasury.accounts import accounts, balance_of
from assoc_desktop.treasury.records import Account


@dataclass
class Diary:
    """What is to be done on which day.

    Attributes:
        today: what lies after it has not happened.
    """

    today: datetime.date
    _days: list[tuple[datetime.date, Callable[[datetime.date], object]]] = field(default_factory=list)

    def on(self, day: datetime.date, do: Callable[[datetime.date], object]) -> None:
        """Have something be done on a day; it is given the day."""
        if day <= self.today:
            self._days.append((day, do))

    def live(self) -> None:
        """Do everything, the earliest first; on one day, in the order in which it was written down."""
        for day, do in sorted(self._days, key=lambda each: each[0]):
            do(day)


@dataclass
class Chart:
    """The accounts of the example by their place in the chart: `cash`, `bank`, or the code of an income or expense."""

    known: dict[str, int] = field(default_factory=dict)

    @classmethod
    def read(cls) -> Chart:
        """The accounts that the file has: by code, and the first of each kind by its kind."""
        known: dict[str, int] = {}
        for account in accounts():
            known.setdefault(account.kind, account.id)
            known[account.code] = account.id
        return cls(known)

    def __getitem__(self, key: str) -> int:
        return self.known[key]

    def holds(self, key: str, day: datetime.date) -> int:
        """What is in an account at the end of a day."""
        return balance_of(self.known[key], until=day.isoformat())

    def account(self, key: str) -> Account:
        """The account itself."""
        return Account.get_by_id(self.known[key])


def share_of(first: datetime.date, last: datetime.date, part: float) -> datetime.date:
    """The day at a part, 0 to 1, of the way from one day to another."""
    return first + datetime.timedelta(days=int(part * max(0, (last - first).days)))
