"""What members owe besides the dues of a season: an event, a fine, the journal."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from assoc_desktop.language import N_, _, ngettext
from assoc_desktop.members.erasing.guarding import refuse_erased
from assoc_desktop.members.records import Member
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.storage.database import database, storable
from assoc_desktop.storage.history import operation
from assoc_desktop.storage.ids import new_ids
from assoc_desktop.treasury.ledger import MOST
from assoc_desktop.treasury.records import LEVY_KINDS, Account, Levy


@dataclass
class LevyData:
    """All of a levy that a person fills in. `amount` is in minor units.

    Attributes:
        kind: a key of `records.LEVY_KINDS`.
        text: what it is for.
        account_id: the income that it brings.
        due_on: from when it is due.
        season_id: the season it belongs to, if to any.
    """

    kind: str
    text: str
    account_id: int | None
    amount: int | None
    due_on: datetime.date | None
    season_id: int | None = None


def check_levy(data: LevyData) -> dict[str, str]:
    """Field → what is wrong with a levy."""
    problems = {}
    account = Account.get_or_none(Account.id == data.account_id)
    if data.kind not in LEVY_KINDS:
        problems["kind"] = _("Choose what kind of levy it is.")
    if not data.text.strip():
        problems["text"] = _("Say what it is for: the words stand on the receipt.")
    if account is None or account.kind != "income" or account.archived:
        problems["account_id"] = _("Choose the income that it brings.")
    if not data.amount or data.amount < 0:
        problems["amount"] = _("Write how much each of them owes.")
    elif data.amount > MOST:
        problems["amount"] = _("This amount is too large to be right.")
    if data.due_on is None:
        problems["due_on"] = _("Say from which day it is due.")
    return problems


def charge(member_ids: Sequence[int], data: LevyData) -> int:
    """Have some members owe a levy, as one operation.

    Returns:
        How many owe it.

    Raises:
        Invalid: see `check_levy`.
        Refused: nobody is named, or one of them was erased or has died.
    """
    ids = list(dict.fromkeys(member_ids))
    if problems := check_levy(data):
        raise Invalid(problems)
    if not ids:
        raise Refused(_("Choose at least one member who owes it."))
    refuse_erased(ids)
    _refuse_dead(ids)
    text = storable(data.text).strip()
    if len(ids) == 1:
        name = Member.get_by_id(ids[0]).full_name
        running = operation(N_("Charge {name}: {text}"), name=name, text=text)
    else:
        running = operation(N_("Charge {n} members: {text}"), n=len(ids), text=text)
    day = data.due_on.isoformat() if data.due_on else None
    with running:
        database.connection().cursor().executemany(
            "INSERT INTO levy (id, member_id, kind, text, season_id, account_id, amount, due_on, cancelled_because)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, '')",
            [
                (levy_id, member_id, data.kind, text, data.season_id, data.account_id, data.amount, day)
                for levy_id, member_id in zip(new_ids(len(ids)), ids, strict=True)
            ],
        )
    return len(ids)


def _refuse_dead(ids: Sequence[int]) -> None:
    dead = {row[0] for row in database.execute_sql("SELECT id FROM member WHERE deceased_on IS NOT NULL")}
    wrong = [each for each in ids if each in dead]
    if wrong:
        raise Refused(
            ngettext(
                "{n} of them has died: {name}. Nobody was charged.",
                "{n} of them have died, among them {name}. Nobody was charged.",
                len(wrong),
            ).format(n=len(wrong), name=Member.get_by_id(wrong[0]).full_name)
        )


def paid_for_levy(levy_id: int) -> int:
    """What was paid for a levy, reversals taken off."""
    sql = "SELECT coalesce(-sum(amount), 0) FROM posting WHERE levy_id = ?"
    return int(database.execute_sql(sql, (levy_id,)).fetchone()[0])


def cancel(levy_id: int, *, on: datetime.date, reason: str) -> None:
    """No longer ask for a levy; it stays in the list with the reason.

    Raises:
        Refused: no reason is given, it was cancelled before, or something was paid for it.
    """
    levy = Levy.get_or_none(Levy.id == levy_id)
    if levy is None:
        raise Refused(_("This levy is no longer there: it was undone."))
    if levy.cancelled_on is not None:
        raise Refused(_("“{text}” was cancelled already.").format(text=levy.text))
    if not reason.strip():
        raise Refused(_("Say why it is cancelled: the reason is kept."))
    if paid_for_levy(levy_id):
        raise Refused(_("Something was paid for “{text}”. Reverse the payment first.").format(text=levy.text))
    with operation(N_("Cancel “{text}” of {name}"), text=levy.text, name=levy.member.full_name):
        levy.cancelled_on, levy.cancelled_because = on, storable(reason).strip()
        levy.save()
