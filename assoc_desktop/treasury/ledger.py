"""The journal: entries that balance to zero, numbered without a gap, each sealed with the digest of the one before.

Nothing here is ever changed or undone. A mistake is reversed by an entry of its own; both stay.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assoc_desktop.language import N_, _
from assoc_desktop.refusals import Refused
from assoc_desktop.storage.database import LARGEST_AMOUNT, database, storable
from assoc_desktop.storage.history import operation
from assoc_desktop.storage.ids import new_ids
from assoc_desktop.treasury.balances import credit_of
from assoc_desktop.treasury.records import (
    ENTRY_KINDS,
    METHODS,
    Account,
    Entry,
    EntryText,
    FinancialYear,
    Posting,
    StatementLine,
)
from assoc_desktop.treasury.years import open_year

#: The largest amount of one line.
MOST = LARGEST_AMOUNT


@dataclass(frozen=True)
class Line:
    """One posting to write. `amount` in minor units: more money in an account is positive, income is negative."""

    account_id: int
    amount: int
    member_id: int | None = None
    membership_id: int | None = None
    levy_id: int | None = None


@dataclass(frozen=True)
class Draft:
    """An entry before it is posted.

    Attributes:
        kind: a key of `records.ENTRY_KINDS`.
        text: what it is about.
        party: from whom or to whom, when it is no member.
        method: a key of `records.METHODS`; empty when no money moved.
        reference: number of the cheque or of the transaction.
        through: bank of the cheque, or operator.
    """

    kind: str
    day: datetime.date
    lines: tuple[Line, ...]
    text: str = ""
    party: str = ""
    method: str = ""
    reference: str = ""
    through: str = ""


def post(draft: Draft, *, today: datetime.date) -> Entry:
    """Write an entry into the journal, as one operation that can only be reversed.

    Raises:
        Refused: the entry does not balance, has fewer than two lines or a line of nothing, lies in the future or in a
            year that is closed, or names an account that is archived.
    """
    # What stands in an account when the year is closed goes on, whether the account is still offered or not.
    _check(draft, today, archived_too=draft.kind == "closing")
    with operation(N_("Post: {text}"), undoable=False, text=_label(draft)):
        return _write(draft)


def _label(draft: Draft) -> str:
    return draft.text or _(ENTRY_KINDS[draft.kind])


def reverse(entry_id: int, *, on: datetime.date, reason: str, today: datetime.date) -> Entry:
    """Take an entry back by one with the contrary amounts; both stay. Lines of statements that it booked are to do again.

    Raises:
        Refused: no reason is given, the entry was reversed before or is a reversal or closing itself, or the day lies
            before the entry, in the future, or in a year that is closed; or a credit that it gave was used since.
    """
    entry = Entry.get_by_id(entry_id)
    if problem := _why_not_reversed(entry, on, reason) or _used_since(entry):
        raise Refused(problem)
    lines = tuple(
        Line(row.account_id, -row.amount, row.member_id, row.membership_id, row.levy_id)
        for row in postings_of(entry_id)
    )
    draft = Draft(
        "reversal",
        on,
        lines,
        text=text_of(entry),
        method=entry.method,
        reference=entry.reference,
        through=entry.through,
    )
    _check(draft, today, archived_too=True)
    with operation(
        N_("Reverse entry {number} of {year}"), undoable=False, number=entry.number, year=str(entry.year)
    ):
        contrary = _write(draft, reverses=entry, reason=storable(reason).strip())
        # What the bank said still stands: its line is to be confirmed again.
        StatementLine.update(entry=None, reconciled=False).where(StatementLine.entry == entry).execute()
        return contrary


def _used_since(entry: Entry) -> str:
    """What to say when a member would be left with less than no credit."""
    given = Posting.select().join(Account).where(Posting.entry == entry, Account.kind == "credit")
    for posting in given:
        if posting.amount < 0 and credit_of(posting.member_id) < -posting.amount:
            return _(
                "The credit that this payment gave to {name} was used since. Reverse what used it first."
            ).format(name=posting.member.full_name)
    return ""


def _why_not_reversed(entry: Entry, on: datetime.date, reason: str) -> str:
    details = {"number": entry.number, "year": entry.year}
    if not reason.strip():
        return _("Say why entry {number} of {year} is reversed: the reason is kept.").format(**details)
    if Entry.select().where(Entry.reverses == entry).exists():
        return _("Entry {number} of {year} was reversed already.").format(**details)
    if entry.kind == "reversal":
        return _("Entry {number} of {year} is a reversal itself. Post the payment anew instead.").format(
            **details
        )
    if entry.kind == "closing":
        return _("Entry {number} of {year} closes the year and stays.").format(**details)
    if on < entry.day:
        return _("A reversal cannot lie before what it reverses.")
    return ""


def _check(draft: Draft, today: datetime.date, *, archived_too: bool = False) -> None:
    if draft.kind not in ENTRY_KINDS or draft.method not in (*METHODS, ""):
        raise ValueError(draft)
    if problem := _why_not_posted(draft, today):
        raise Refused(problem)
    if not archived_too:
        _check_accounts(draft.lines)


def _why_not_posted(draft: Draft, today: datetime.date) -> str:
    if draft.day > today:
        return _("This day lies in the future. An entry is posted when the money has moved.")
    if len(draft.lines) < 2 or any(line.amount == 0 for line in draft.lines):
        return _("An entry needs an amount, and says where it comes from and where it goes.")
    if any(abs(line.amount) > MOST for line in draft.lines):
        return _("This amount is too large to be right.")
    if sum(line.amount for line in draft.lines):
        return _("The two sides of this entry are not equal.")
    return ""


def _check_accounts(lines: Sequence[Line]) -> None:
    wanted = {line.account_id for line in lines}
    found = list(Account.select().where(Account.id.in_(wanted)))
    if len(found) < len(wanted):
        raise Refused(_("This account is no longer there. Choose another."))
    for account in found:
        if account.archived:
            raise Refused(
                _("The account {account} is archived. Bring it back first.").format(account=account.name)
            )


def _write(draft: Draft, *, reverses: Entry | None = None, reason: str = "") -> Entry:
    year = open_year(draft.day)
    draft = replace(
        draft,
        text=_plain(draft.text),
        party=_plain(draft.party),
        reference=_plain(draft.reference),
        through=_plain(draft.through),
    )
    salt = secrets.token_hex(16)
    last = database.execute_sql("SELECT digest FROM entry ORDER BY id DESC LIMIT 1").fetchone()
    entry = Entry(
        year=year,
        number=_next_number(year),
        day=draft.day,
        kind=draft.kind,
        method=draft.method,
        reference=draft.reference,
        through=draft.through,
        text_digest=text_digest(salt, draft.text, draft.party),
        reverses=reverses,
        reason=reason,
        previous=last[0] if last else "",
    )
    entry.digest = digest_of(entry, year.label, [(line.account_id, line.amount) for line in draft.lines])
    entry.save(force_insert=True)
    EntryText.create(entry=entry, text=draft.text, party=draft.party, salt=salt)
    database.connection().cursor().executemany(
        "INSERT INTO posting (id, entry_id, account_id, amount, member_id, membership_id, levy_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (row_id, entry.id, line.account_id, line.amount, line.member_id, line.membership_id, line.levy_id)
            for row_id, line in zip(new_ids(len(draft.lines)), draft.lines, strict=True)
        ],
    )
    return entry


def _plain(text: str) -> str:
    return storable(text).strip()


def _next_number(year: FinancialYear) -> int:
    sql = "SELECT coalesce(max(number), 0) + 1 FROM entry WHERE year_id = ?"
    return int(database.execute_sql(sql, (year.id,)).fetchone()[0])


def text_digest(salt: str, text: str, party: str) -> str:
    """The seal of an entry's words, which can be taken out later without breaking the chain."""
    return hashlib.sha256(json.dumps([salt, text, party], ensure_ascii=False).encode()).hexdigest()


def digest_of(entry: Entry, year: str, lines: Sequence[tuple[int, int]]) -> str:
    """The seal of an entry: SHA-256 over what it says, its (account, amount) lines, and the seal before it."""
    said = [
        year, entry.number, entry.day.isoformat(), entry.kind, entry.method, entry.reference, entry.through,
        entry.text_digest, entry.reverses_id, entry.reason, entry.previous, sorted(lines),
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def text_of(entry: Entry) -> str:
    """What an entry is about; empty when it was taken out."""
    found = EntryText.get_or_none(EntryText.entry == entry)
    return "" if found is None else str(found.text)


def postings_of(entry_id: int) -> list[Posting]:
    """The lines of an entry, in the order in which they were written."""
    return list(Posting.select().where(Posting.entry == entry_id).order_by(Posting.id))


def standing_entries(year_id: int, kind: str) -> list[int]:
    """Entries of a kind in a year that were not reversed, the latest first."""
    sql = """SELECT id FROM entry WHERE year_id = ? AND kind = ?
        AND NOT EXISTS (SELECT 1 FROM entry AS back WHERE back.reverses_id = entry.id) ORDER BY day DESC, id DESC"""
    return [entry_id for (entry_id,) in database.execute_sql(sql, (year_id, kind))]
