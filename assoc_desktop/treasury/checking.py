"""Proving the books of the open file: sums, gaps, seals. Findings are told in sentences; nothing is changed."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator

from assoc_desktop.language import _, ngettext
from assoc_desktop.members.erasing.rules.words import is_scrubbed
from assoc_desktop.storage.database import database
from assoc_desktop.storage.scrubbing import read_parts
from assoc_desktop.treasury.ledger import digest_of, text_digest
from assoc_desktop.treasury.records import Entry, FinancialYear

#: Called with (entries done, entries in all); may raise `Cancelled`.
Progress = Callable[[int, int], None]

_GAPS_SQL = """
    SELECT financial_year.label, count(*), max({table}.number) FROM {table}
    JOIN financial_year ON financial_year.id = {table}.year_id GROUP BY financial_year.id
    HAVING count(*) != max({table}.number) OR min({table}.number) != 1
"""


def check_books(*, progress: Progress | None = None) -> list[str]:
    """What is wrong with the books, one sentence for each fault."""
    return [
        *_gaps(),
        *_receipts(),
        *_outside(),
        *_closed(),
        *_opened_again(),
        *_deposits(),
        *_of_others(),
        *_seals(progress),
        *_cut_off(),
    ]


def _gaps() -> Iterator[str]:
    for table, sentence in (
        ("entry", _("The entries of {year} have a gap: {count} are there, the last is number {last}.")),
        ("receipt", _("The receipts of {year} have a gap: {count} are there, the last is number {last}.")),
    ):
        for year, count, last in database.execute_sql(_GAPS_SQL.format(table=table)):
            yield sentence.format(year=year, count=count, last=last)


def _receipts() -> Iterator[str]:
    sql = """
        SELECT financial_year.label, receipt.number FROM receipt
        JOIN financial_year ON financial_year.id = receipt.year_id
        WHERE receipt.amount != (
            SELECT coalesce(sum(posting.amount), 0) FROM posting JOIN account ON account.id = posting.account_id
            WHERE posting.entry_id = receipt.entry_id AND account.kind IN ('cash', 'bank', 'mobile', 'cheques'))
        ORDER BY receipt.id
    """
    for year, number in database.execute_sql(sql):
        yield _("Receipt {number} of {year} says another amount than the books.").format(
            number=number, year=year
        )


def _outside() -> Iterator[str]:
    sql = """
        SELECT financial_year.label, entry.number FROM entry
        JOIN financial_year ON financial_year.id = entry.year_id
        WHERE entry.day < financial_year.starts_on OR entry.day > financial_year.ends_on ORDER BY entry.id
    """
    for year, number in database.execute_sql(sql):
        yield _("Entry {number} lies outside its year {year}.").format(number=number, year=year)


def _closed() -> Iterator[str]:
    """A closed year carried all its incomes and expenditures forward."""
    sql = """
        SELECT financial_year.label FROM financial_year
        JOIN entry ON entry.day <= financial_year.ends_on
        JOIN posting ON posting.entry_id = entry.id JOIN account ON account.id = posting.account_id
        WHERE financial_year.closed_on IS NOT NULL AND account.kind IN ('income', 'expense')
        GROUP BY financial_year.id, account.id HAVING sum(posting.amount) != 0
    """
    for year in dict.fromkeys(row[0] for row in database.execute_sql(sql)):
        yield _("The year {year} is closed, but its income and expenditure were not carried forward.").format(
            year=year
        )


def _opened_again() -> Iterator[str]:
    """What closes a year is never reversed, so a year that was closed stays so."""
    sql = """
        SELECT DISTINCT financial_year.label FROM financial_year JOIN entry ON entry.year_id = financial_year.id
        WHERE financial_year.closed_on IS NULL AND entry.kind = 'closing' ORDER BY financial_year.starts_on
    """
    for (year,) in database.execute_sql(sql):
        yield _("The year {year} was closed, and is open all the same.").format(year=year)


def _of_others() -> Iterator[str]:
    """What pays a membership or a levy stands with the member who owes it."""
    sql = """
        SELECT DISTINCT financial_year.label, entry.number FROM posting JOIN entry ON entry.id = posting.entry_id
        JOIN financial_year ON financial_year.id = entry.year_id
        LEFT JOIN membership ON membership.id = posting.membership_id LEFT JOIN levy ON levy.id = posting.levy_id
        WHERE posting.member_id != membership.member_id OR posting.member_id != levy.member_id ORDER BY entry.id
    """
    for year, number in database.execute_sql(sql):
        yield _("Entry {number} of {year} pays what another member owes than the one it names.").format(
            number=number, year=year
        )


def _cut_off() -> Iterator[str]:
    """The last entries bear no other's seal; the history tells of them."""
    known = {row[0] for row in database.execute_sql("SELECT id FROM entry")}
    sql = """SELECT id FROM history_part WHERE operation_id >= (SELECT coalesce(max(id), 0) FROM operation WHERE id < ?)
        ORDER BY id"""
    parts = [row[0] for row in database.execute_sql(sql, (max(known, default=0),))]
    missing = 0
    for _part, _operation, content in read_parts(parts):
        entries = json.loads(content).get("entry", {"columns": ["id"], "inserted": []})
        place = entries["columns"].index("id")
        missing += sum(row[place] not in known for row in entries["inserted"])
    if missing:
        yield ngettext(
            "The last entry was taken out: the history tells of it.",
            "The last {n} entries were taken out: the history tells of them.",
            missing,
        ).format(n=missing)


def _deposits() -> Iterator[str]:
    """The cheques of a deposit are worth what it took out of the accounts of cheques."""
    sql = """
        SELECT financial_year.label, entry.number FROM entry
        JOIN financial_year ON financial_year.id = entry.year_id WHERE entry.kind = 'deposit' AND (
            SELECT coalesce(sum(posting.amount), 0) FROM posting JOIN account ON account.id = posting.account_id
            WHERE account.kind = 'cheques' AND (posting.entry_id = entry.id OR posting.entry_id IN (
                SELECT cheque_id FROM deposited_cheque WHERE deposit_id = entry.id))) != 0
        ORDER BY entry.id
    """
    for year, number in database.execute_sql(sql):
        yield _("Deposit {number} of {year} says other cheques than the books.").format(
            number=number, year=year
        )


def _seals(progress: Progress | None) -> Iterator[str]:
    """Every entry balances, and bears the seal that follows from what it says and from the entry before."""
    lines: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for entry_id, account_id, amount in database.execute_sql(
        "SELECT entry_id, account_id, amount FROM posting"
    ):
        lines[entry_id].append((account_id, amount))
    texts = {
        row[0]: row[1:] for row in database.execute_sql("SELECT entry_id, salt, text, party FROM entry_text")
    }
    years = {year.id: year.label for year in FinancialYear.select()}
    entries = list(Entry.select().order_by(Entry.id))
    before = ""
    for done, entry in enumerate(entries):
        if progress is not None and done % 500 == 0:
            progress(done, len(entries))
        yield from _entry_faults(entry, years[entry.year_id], lines[entry.id], texts.get(entry.id), before)
        before = entry.digest


def _entry_faults(
    entry: Entry, year: str, lines: list[tuple[int, int]], words: tuple[str, str, str] | None, before: str
) -> Iterator[str]:
    named = {"number": entry.number, "year": year}
    if sum(amount for _account, amount in lines):
        yield _("Entry {number} of {year} does not balance.").format(**named)
    if entry.previous != before:
        yield _("Before entry {number} of {year}, an entry was taken out or put in.").format(**named)
    if digest_of(entry, year, lines) != entry.digest:
        yield _("Entry {number} of {year} was changed after it was posted.").format(**named)
    if words is None or not _is_said(*words, entry.text_digest):
        yield _("The words of entry {number} of {year} were changed after it was posted.").format(**named)


def _is_said(salt: str, text: str, party: str, digest: str) -> bool:
    """Whether these are the words that were sealed; without a salt, a person's name was taken out of them on request."""
    if salt:
        return text_digest(salt, text, party) == digest
    return not text + party or is_scrubbed(f"{text} {party}")
