"""A statement of the example's bank, ready to be read in: what the books know, dues that came by transfer, and a riddle."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assoc_desktop.association.records import Season
from assoc_desktop.language import _
from assoc_desktop.members.holding import LEFT_SQL
from assoc_desktop.storage.database import database
from assoc_desktop.treasury.accounts import balance_of, first_account

_DAYS = datetime.timedelta(days=14)
_CHARGES, _UNKNOWN = 3_250, 12_000


@dataclass(frozen=True)
class _Line:
    day: datetime.date
    amount: int
    text: str
    party: str = ""
    reference: str = ""


def write_statement(path: Path, *, today: datetime.date) -> None:
    """Write the bank's statement of the last two weeks as CSV; call it while the example is open.

    Raises:
        OSError: the file cannot be written.
    """
    bank = first_account("bank")
    first = today - _DAYS
    lines = sorted([*_in_the_books(bank.id, first), *_new(today)], key=lambda line: line.day)
    balance = balance_of(bank.id, until=first.isoformat())
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(
            [_("Date"), _("Account"), _("Description"), _("Name"), _("Reference"), _("Debit"), _("Credit"), _("Balance")]
        )  # fmt: skip
        for line in lines:
            balance += line.amount
            out, into = (-line.amount, "") if line.amount < 0 else ("", line.amount)
            writer.writerow(
                [
                    f"{line.day:%d/%m/%Y}",
                    bank.number,
                    line.text,
                    line.party,
                    line.reference,
                    out,
                    into,
                    balance,
                ]
            )


def _in_the_books(bank_id: int, first: datetime.date) -> list[_Line]:
    """What was written into the books already, as the bank tells it."""
    sql = """
        SELECT entry.day, posting.amount, entry.reference FROM posting JOIN entry ON entry.id = posting.entry_id
        WHERE posting.account_id = ? AND entry.day > ? ORDER BY entry.id
    """
    return [
        _Line(datetime.date.fromisoformat(day), amount, _("EXAMPLE BANK OPERATION"), reference=reference)
        for day, amount, reference in database.execute_sql(sql, (bank_id, first.isoformat()))
    ]


def _new(today: datetime.date) -> list[_Line]:
    """Dues that came by transfer: with a number, with a name alone, a part, for two; charges; and what nobody explains."""
    season = Season.select().where(Season.starts_on <= today).order_by(Season.starts_on.desc()).first()
    owing = _owing(season.id)
    lines = []
    for place, (number, name, left) in enumerate(owing[:6]):
        day = today - datetime.timedelta(days=12 - 2 * place)
        text = (_("DUES {season}") if place % 3 == 2 else _("DUES {season} MEMBER {number}")).format(
            season=season.label, number=number
        )
        amount = left // 2 if place == 3 else left
        lines.append(_Line(day, amount, text, name.upper(), f"EX{place + 701}"))
    if len(owing) > 7:
        (one, name, left), (other, _name, more) = owing[6:8]
        text = _("DUES {season} {one} AND {other}").format(season=season.label, one=one, other=other)
        lines.append(_Line(today - datetime.timedelta(days=2), left + more, text, name.upper(), "EX707"))
    lines.append(_Line(today - datetime.timedelta(days=1), -_CHARGES, _("ACCOUNT KEEPING")))
    lines.append(_Line(today, _UNKNOWN, _("CASH PAID IN AT THE COUNTER")))
    return lines


def _owing(season_id: int) -> Sequence[tuple[str, str, int]]:
    """Number, name and what is left to pay for a season, of living members; institutions and persons in turn."""
    sql = f"""
        SELECT coalesce(member.number, ''), trim(member.given_name || ' ' || member.family_name || member.name),
               {LEFT_SQL} AS left_over
        FROM membership JOIN member ON member.id = member_id
        WHERE season_id = ? AND left_over > 0 AND deceased_on IS NULL AND resigned_on IS NULL
          AND membership.id NOT IN (SELECT membership_id FROM instalment)
        ORDER BY member.number % 7, member.id
    """
    return list(database.execute_sql(sql, (season_id,)))
