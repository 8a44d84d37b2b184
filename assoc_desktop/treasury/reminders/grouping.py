"""Who gets a letter for whom, and in which order the letters are carried: by towns and names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from assoc_desktop.storage.database import database
from assoc_desktop.treasury.reminders.arrears import Debt


@dataclass(frozen=True)
class Letter:
    """One letter: to whom, for what, whose debts.

    Attributes:
        debts: by person, the receiver's own first, then by age.
    """

    receiver_id: int
    debts: tuple[Debt, ...]

    @cached_property
    def amount(self) -> int:
        """All that is asked for, in minor units."""
        return sum(debt.amount for debt in self.debts)

    @cached_property
    def people(self) -> list[int]:
        """Whose debts they are."""
        return list(dict.fromkeys(debt.member_id for debt in self.debts))


def letters_to(asked: dict[int, list[Debt]], unfit: Collection[int], *, to_payer: bool) -> tuple[Letter, ...]:
    """The letters for what is asked of each, in the order of towns and names.

    A payer to whom nothing may be sent gets no letter for the others: each gets their own.
    """
    receivers: dict[int, list[Debt]] = defaultdict(list)
    payers = payers_now() if to_payer else {}
    for member_id, debts in asked.items():
        receivers[receiver_of(member_id, payers, unfit)].extend(debts)
    found = [Letter(receiver, _in_order(receiver, debts)) for receiver, debts in receivers.items()]
    places = _places()
    return tuple(sorted(found, key=lambda letter: places[letter.receiver_id]))


def receiver_of(member_id: int, payers: dict[int, int], unfit: Collection[int]) -> int:
    """Who gets the letter about a member."""
    payer = payers.get(member_id, member_id)
    return payer if payer not in unfit else member_id


def _in_order(receiver: int, debts: Sequence[Debt]) -> tuple[Debt, ...]:
    return tuple(sorted(debts, key=lambda debt: (debt.member_id != receiver, debt.member_id)))


#: A person for whom their employer took the latest receipt: it pays for them as long as they work there.
_EMPLOYERS_SQL = """
    SELECT member_id, payer_id FROM (
        SELECT posting.member_id, receipt.member_id AS payer_id, max(receipt.id)
        FROM posting JOIN receipt ON receipt.entry_id = posting.entry_id
        WHERE posting.member_id IN (SELECT id FROM member WHERE employer_id IS NOT NULL)
          AND (posting.membership_id IS NOT NULL OR posting.levy_id IS NOT NULL)
          AND NOT EXISTS (SELECT 1 FROM entry AS back WHERE back.reverses_id = receipt.entry_id)
        GROUP BY posting.member_id
    ) JOIN member ON member.id = member_id WHERE member.employer_id = payer_id
"""
_HOUSEHOLDS_SQL = """
    SELECT household_member.member_id, household.payer_id FROM household_member
    JOIN household ON household.id = household_id
"""


def payers_now() -> dict[int, int]:
    """Member id → who pays for them: the payer of their household, or the institution that paid for them last."""
    return dict(database.execute_sql(_HOUSEHOLDS_SQL)) | dict(database.execute_sql(_EMPLOYERS_SQL))


def _places() -> dict[int, int]:
    """Member id → place in the order of towns and names."""
    sql = "SELECT id FROM member ORDER BY town = '', town COLLATE NOCASE, postcode, sort_name, id"
    return {row[0]: place for place, row in enumerate(database.execute_sql(sql))}
