"""Receipts: numbered without a gap in each year, issued once, printed again as duplicates, found again by anything."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from assoc_desktop.association.records import the_association
from assoc_desktop.language import LANGUAGES, N_, _, speaking
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.language.folding import fold
from assoc_desktop.members.records import Member
from assoc_desktop.refusals import Refused
from assoc_desktop.storage.database import database
from assoc_desktop.storage.history import operation
from assoc_desktop.treasury.records import (
    METHODS,
    MONEY_KINDS,
    Entry,
    EntryText,
    FinancialYear,
    Posting,
    Receipt,
    ReceiptPrint,
)

DUES, DONATION = "dues", "donation"
_MONEY = ", ".join(f"'{kind}'" for kind in MONEY_KINDS)
_NUMBER = re.compile(r"(?:(?P<year>[\w ()-]+)/)?0*(?P<number>[0-9]{1,9})")


def issue(entry_id: int, *, kind: str, member_id: int | None, today: datetime.date) -> Receipt:
    """Issue the receipt of an entry: the next number of its year, the money that came in by it.

    Call it inside the operation that posts the entry, so that there is never one without the other.

    Args:
        kind: `DUES` or `DONATION`.
        member_id: who paid; None when it was no member.
    """
    entry = Entry.get_by_id(entry_id)
    last = database.execute_sql(
        "SELECT coalesce(max(number), 0) FROM receipt WHERE year_id = ?", (entry.year_id,)
    ).fetchone()[0]
    with operation(N_("Issue a receipt"), undoable=False):
        return Receipt.create(
            year=entry.year_id,
            number=last + 1,
            entry=entry,
            kind=kind,
            member=member_id,
            amount=_money_in(entry_id),
            issued_on=today,
        )


def _money_in(entry_id: int) -> int:
    sql = f"""SELECT coalesce(sum(posting.amount), 0) FROM posting JOIN account ON account.id = posting.account_id
        WHERE posting.entry_id = ? AND account.kind IN ({_MONEY})"""
    return int(database.execute_sql(sql, (entry_id,)).fetchone()[0])


def number_of(year: str, number: int) -> str:
    """A receipt's number as it is printed and typed: `2026/0012`."""
    return f"{year}/{number:04d}"


#: `number_of` the receipt of an entry, asked in SQL; empty without one.
NUMBER_SQL = """
    coalesce((SELECT financial_year.label || '/' || printf('%04d', receipt.number) FROM receipt
     JOIN financial_year ON financial_year.id = receipt.year_id WHERE receipt.entry_id = entry.id), '')
"""


@dataclass(frozen=True)
class ReceiptRow:
    """A line of the register of receipts.

    Attributes:
        number: as it is printed.
        payer: empty when the name was taken out on request.
        reversed_on: the day on which it was taken back, or None.
        waits: it was never printed; see `unprinted_ids`.
    """

    id: int
    number: str
    day: datetime.date
    payer: str
    amount: int
    method: str
    kind: str
    reversed_on: datetime.date | None
    waits: bool


#: A receipt of a year that is open, never printed, and not taken back.
_UNPRINTED = """
    NOT EXISTS (SELECT 1 FROM receipt_print WHERE receipt_print.receipt_id = receipt.id)
    AND receipt.year_id IN (SELECT id FROM financial_year WHERE closed_on IS NULL)
    AND NOT EXISTS (SELECT 1 FROM entry AS back WHERE back.reverses_id = receipt.entry_id)
"""
_ROWS_SQL = f"""
    SELECT receipt.id, financial_year.label, receipt.number, entry.day,
           coalesce(trim(member.given_name || ' ' || member.family_name || member.name), entry_text.party, ''),
           receipt.amount, entry.method, receipt.kind, reversal.day, {_UNPRINTED}
    FROM receipt
    JOIN financial_year ON financial_year.id = receipt.year_id
    JOIN entry ON entry.id = receipt.entry_id
    LEFT JOIN entry_text ON entry_text.entry_id = entry.id
    LEFT JOIN member ON member.id = receipt.member_id
    LEFT JOIN entry AS reversal ON reversal.reverses_id = entry.id
"""
_IDS_SQL = """
    SELECT receipt.id FROM receipt JOIN entry ON entry.id = receipt.entry_id
    LEFT JOIN entry_text ON entry_text.entry_id = entry.id LEFT JOIN member ON member.id = receipt.member_id
    WHERE {conditions} ORDER BY receipt.id DESC
"""


def receipt_rows(ids: Sequence[int]) -> list[ReceiptRow]:
    """The rows of some receipts, in the order of the ids."""
    marks = ", ".join(str(int(each)) for each in ids)
    found = {row[0]: _row(row) for row in database.execute_sql(f"{_ROWS_SQL} WHERE receipt.id IN ({marks})")}
    return [found[each] for each in ids if each in found]


def _row(row: tuple) -> ReceiptRow:  # type: ignore[type-arg]
    receipt_id, year, number, day, payer, amount, method, kind, reversed_on, waits = row
    taken_back = datetime.date.fromisoformat(reversed_on) if reversed_on else None
    shown = number_of(year, number)
    that_day = datetime.date.fromisoformat(day)
    return ReceiptRow(receipt_id, shown, that_day, payer, amount, method, kind, taken_back, bool(waits))


def unprinted_ids() -> list[int]:
    """Ids of the receipts of open years that were never printed nor taken back, the oldest first."""
    rows = database.execute_sql(f"SELECT receipt.id FROM receipt WHERE {_UNPRINTED} ORDER BY receipt.id")
    return [receipt_id for (receipt_id,) in rows]


def receipt_ids(
    typed: str = "",
    *,
    conventions: Conventions | None = None,
    day: datetime.date | None = None,
    unprinted: bool = False,
) -> list[int]:
    """Ids of receipts, the latest first.

    Args:
        typed: a number (`12`, `2026/0012`), a day as the country writes it, or words of the payer's name.
        conventions: how a day is read; without them nothing typed is taken for a day.
        day: only those of money that came on this day.
        unprinted: only those of `unprinted_ids`.
    """
    conditions, values = [_UNPRINTED if unprinted else "1"], list[object]()
    if day is not None:
        conditions.append("entry.day = ?")
        values.append(day.isoformat())
    if typed.strip():
        condition, more = _condition(typed.strip(), conventions)
        conditions.append(condition)
        values.extend(more)
    sql = _IDS_SQL.format(conditions=" AND ".join(conditions))
    return [receipt_id for (receipt_id,) in database.execute_sql(sql, tuple(values))]


def _condition(typed: str, conventions: Conventions | None) -> tuple[str, list[object]]:
    if found := _NUMBER.fullmatch(typed):
        year, number = found["year"], int(found["number"])
        years = [each.id for each in FinancialYear.select() if year in (None, each.label)]
        marks = ", ".join(str(each) for each in years)
        if years:
            return f"receipt.number = ? AND receipt.year_id IN ({marks})", [number]
    if conventions is not None:
        try:
            if (day := conventions.parse_date(typed)) is not None:
                return "entry.day = ?", [day.isoformat()]
        except Refused:
            pass
    words = fold(typed).split()
    name = "coalesce(member.sort_name, folded(entry_text.party), '')"
    return " AND ".join(f"instr({name}, ?)" for _word in words) or "0", list(words)


def totals_by_method(day: datetime.date) -> dict[str, tuple[int, int]]:
    """Method → (receipts, their sum) of money that came on a day; receipts that were taken back do not count."""
    sql = """
        SELECT entry.method, count(*), sum(receipt.amount) FROM receipt JOIN entry ON entry.id = receipt.entry_id
        LEFT JOIN entry AS reversal ON reversal.reverses_id = entry.id
        WHERE entry.day = ? AND reversal.id IS NULL GROUP BY entry.method
    """
    found = {method: (count, total) for method, count, total in database.execute_sql(sql, (day.isoformat(),))}
    return {method: found[method] for method in METHODS if method in found}


# What a receipt says


@dataclass(frozen=True)
class ReceiptLine:
    """What a part of the money is for, and for whom when that is not the payer."""

    text: str
    amount: int
    whose: str = ""


@dataclass(frozen=True)
class ReceiptFacts:
    """All that stands on a receipt, in its receiver's language.

    Attributes:
        left: still to be paid after it by those it is for; None when it is not about dues.
        reversed_on: the day on which it was taken back, or None.
        prints: how often it was printed before.
    """

    id: int
    number: str
    kind: str
    day: datetime.date
    issued_on: datetime.date
    amount: int
    payer: str
    payer_number: str
    lines: tuple[ReceiptLine, ...]
    method: str
    reference: str
    through: str
    left: int | None
    reversed_on: datetime.date | None
    reason: str
    prints: int
    language: str
    members: tuple[int, ...] = field(default=())


def receipt_facts(receipt_id: int, language: str = "") -> ReceiptFacts:
    """What stands on a receipt.

    Args:
        language: of its texts; by default that of who paid.

    Raises:
        Refused: there is no such receipt.
    """
    receipt = Receipt.get_or_none(Receipt.id == receipt_id)
    if receipt is None:
        raise Refused(_("This receipt is no longer there."))
    member, entry = receipt.member, receipt.entry
    spoken = language or language_of(member)
    with speaking(spoken):
        words = EntryText.get_or_none(EntryText.entry == entry)
        lines, members = _lines(entry, receipt, words.text if words else "")
        taken_back = entry.reversed_by.first()
        return ReceiptFacts(
            id=receipt.id,
            number=number_of(receipt.year.label, receipt.number),
            kind=receipt.kind,
            day=entry.day,
            issued_on=receipt.issued_on,
            amount=receipt.amount,
            payer=member.full_name if member else (words.party if words else ""),
            payer_number=(member.number or "") if member else "",
            lines=tuple(lines),
            method=_(METHODS[entry.method]) if entry.method else "",
            reference=entry.reference,
            through=entry.through,
            left=_left_after(entry, members) if receipt.kind == DUES else None,
            reversed_on=taken_back.day if taken_back else None,
            reason=taken_back.reason if taken_back else "",
            prints=receipt.prints.count(),
            language=spoken,
            members=tuple(members),
        )


def language_of(member: Member | None) -> str:
    """The language of papers for a member: the first of theirs that the program speaks, else the association's."""
    spoken = [code.strip() for code in str(member.languages).split(",")] if member else []
    return next((code for code in spoken if code in LANGUAGES), str(the_association().language))


def _lines(entry: Entry, receipt: Receipt, words: str) -> tuple[list[ReceiptLine], list[int]]:
    """What the money was for, and the members whose dues it pays."""
    lines, members = [], dict[int, None]()
    for posting in Posting.select().where(Posting.entry == entry).order_by(Posting.id):
        if posting.account.kind in MONEY_KINDS:
            continue
        whose = posting.member.full_name if posting.member_id not in (None, receipt.member_id) else ""
        if posting.member_id is not None:
            members[posting.member_id] = None
        text = words if receipt.kind == DONATION and words else _line_text(posting)
        lines.append(ReceiptLine(text, -posting.amount, whose))
    return lines, list(members)


def _line_text(posting: Posting) -> str:
    if posting.membership_id is not None:
        membership = posting.membership
        return _("Dues {season}, {category}").format(
            season=membership.season.label, category=membership.category.name
        )
    if posting.levy_id is not None:
        return str(posting.levy.text)
    if posting.account.kind == "credit":
        return _("Kept as credit") if posting.amount < 0 else _("Credit used")
    return str(posting.account.name)


_PAID_UNTIL_SQL = """
    SELECT coalesce(-sum(posting.amount), 0) FROM posting
    WHERE member_id IN ({members}) AND (membership_id IS NOT NULL OR levy_id IN (
        SELECT id FROM levy WHERE cancelled_on IS NULL)) AND entry_id <= :entry
        AND (membership_id IS NULL OR membership_id IN ({memberships})) AND (levy_id IS NULL OR levy_id IN ({levies}))
"""


def _left_after(entry: Entry, members: Sequence[int]) -> int:
    """What those members had still to pay after an entry, of all that was due until its day or was paid by it."""
    ids = ", ".join(str(each) for each in members) or "NULL"
    day, number = entry.day.isoformat(), entry.id
    paid_here = f"SELECT {{column}} FROM posting WHERE entry_id = {number} AND {{column}} IS NOT NULL"
    memberships = f"""SELECT id FROM membership WHERE member_id IN ({ids})
        AND (starts_on <= '{day}' OR id IN ({paid_here.format(column="membership_id")}))"""
    levies = f"""SELECT id FROM levy WHERE member_id IN ({ids}) AND cancelled_on IS NULL
        AND (due_on <= '{day}' OR id IN ({paid_here.format(column="levy_id")}))"""
    due = database.execute_sql(
        f"""SELECT (SELECT coalesce(sum(fee_due - reduction), 0) FROM membership WHERE id IN ({memberships}))
            + (SELECT coalesce(sum(amount), 0) FROM levy WHERE id IN ({levies}))"""
    ).fetchone()[0]
    sql = _PAID_UNTIL_SQL.format(members=ids, memberships=memberships, levies=levies)
    return max(0, int(due - database.execute_sql(sql, {"entry": number}).fetchone()[0]))


def note_print(ids: Sequence[int], *, at: datetime.datetime) -> None:
    """Remember that receipts were printed: from now on they come out as duplicates.

    Args:
        at: the moment, in UTC.
    """
    moment = at.isoformat(timespec="seconds")
    with operation(N_("Print receipts"), undoable=False):
        for receipt_id in ids:
            ReceiptPrint.create(receipt=receipt_id, at=moment)
