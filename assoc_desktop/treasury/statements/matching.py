"""Proposals for lines of statements: entries that are there already, transfers, rules, dues. Nothing is written."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from assoc_desktop.association.records import the_association
from assoc_desktop.exchange.tables import Progress
from assoc_desktop.language import _, language, ngettext
from assoc_desktop.language.folding import fold
from assoc_desktop.storage.database import database
from assoc_desktop.treasury.records import MONEY_KINDS, Account
from assoc_desktop.treasury.statements.dues import dues_proposals
from assoc_desktop.treasury.statements.known import Known, read_known
from assoc_desktop.treasury.statements.listing import LineRow, line_rows
from assoc_desktop.treasury.statements.numbers import entries_named, number_told
from assoc_desktop.treasury.statements.proposals import Proposal, sorted_proposals
from assoc_desktop.treasury.statements.twins import twin_proposals

#: Days between an entry and its line: a cheque takes time to be cashed.
_ENTRY_DAYS = 10
_TRANSFER_DAYS = 5
#: How much surer the number of an entry's receipt or voucher makes it.
_NAMED_ENTRY = 30
#: Entries with an amount in an account that no line of it and no reversal has taken.
_ENTRY_SQL = """
    SELECT entry.id, entry.day, entry.reference, coalesce(entry_text.text, ''), entry.number FROM posting
    JOIN entry ON entry.id = posting.entry_id LEFT JOIN entry_text ON entry_text.entry_id = entry.id
    WHERE posting.account_id = :account AND posting.amount = :amount AND {wanted}
    AND entry.kind NOT IN ('reversal', 'opening', 'closing')
    AND NOT EXISTS (SELECT 1 FROM entry AS back WHERE back.reverses_id = entry.id)
    AND NOT EXISTS (
        SELECT 1 FROM statement_line WHERE statement_line.entry_id = entry.id AND statement_line.account_id = posting.account_id)
    ORDER BY abs(julianday(entry.day) - julianday(:day)), entry.id LIMIT 5
"""
_OTHER_SQL = """
    SELECT statement_line.id, statement_line.day, account.name FROM statement_line
    JOIN account ON account.id = statement_line.account_id
    WHERE statement_line.amount = ? AND statement_line.account_id != ? AND statement_line.day BETWEEN ? AND ?
    AND statement_line.entry_id IS NULL AND statement_line.ignored_because = ''
    ORDER BY abs(julianday(statement_line.day) - julianday(?)), statement_line.id LIMIT 3
"""


def proposals(
    ids: Sequence[int], *, known: Known | None = None, progress: Progress | None = None
) -> dict[int, list[Proposal]]:
    """Line id → its proposals, the surest first; only of lines that are to be confirmed."""
    known = known or read_known()
    accounts = {each.id: each for each in Account.select()}
    rows = [row for row in line_rows(ids).values() if row.state == "open"]
    found = {}
    for count, row in enumerate(rows):
        if progress and count % 10 == 0:
            progress(count, len(rows))
        found[row.id] = proposals_for(row, known, accounts)
    return found


def proposals_for(line: LineRow, known: Known, accounts: dict[int, Account]) -> list[Proposal]:
    """The proposals for one line, the surest first."""
    found = [
        *_entries(line),
        *twin_proposals(line),
        *_transfers(line),
        *_own_accounts(line, accounts),
        *_rules(line, known, accounts),
        *dues_proposals(line, known),
    ]
    return sorted_proposals(found)


def _around(day: datetime.date, days: int) -> tuple[str, str]:
    apart = datetime.timedelta(days=days)
    return (day - apart).isoformat(), (day + apart).isoformat()


def _entries(line: LineRow) -> list[Proposal]:
    """Entries of the same amount in the same account: the line is in the books already."""
    say = the_association().conventions_in(language())
    numbered = {each.entry_id: each for each in entries_named(f"{line.text} {line.reference}", line.day)}
    ids = ", ".join(str(int(each)) for each in numbered) or "NULL"
    sql = _ENTRY_SQL.format(wanted=f"(entry.day BETWEEN :first AND :last OR entry.id IN ({ids}))")
    first, last = _around(line.day, _ENTRY_DAYS)
    values = {
        "account": line.account_id, "amount": line.amount, "day": line.day.isoformat(), "first": first, "last": last,
    }  # fmt: skip
    found = []
    for entry_id, written, reference, text, number in database.execute_sql(sql, values):
        day = datetime.date.fromisoformat(written)
        days = abs((day - line.day).days)
        score, reasons = 88 - 2 * min(days, _ENTRY_DAYS), [_("The same amount"), _days_apart(days)]
        if entry_id in numbered:
            score += _NAMED_ENTRY
            reasons.append(number_told(numbered[entry_id]))
        if reference and fold(reference) in fold(f"{line.text} {line.reference}"):
            score += 10
            reasons.append(_("Reference {reference}").format(reference=reference))
        told = _("In the books already: {text}, {day}").format(
            text=text or _("Entry {number}").format(number=number), day=say.date(day)
        )
        found.append(Proposal("entry", score, told, tuple(reasons), entry_id=entry_id))
    return found


def _days_apart(days: int) -> str:
    if not days:
        return _("The same day")
    return ngettext("{n} day apart", "{n} days apart", days).format(n=days)


def _transfers(line: LineRow) -> list[Proposal]:
    """Lines of other own accounts with the contrary amount: money was moved."""
    found = []
    values = (-line.amount, line.account_id, *_around(line.day, _TRANSFER_DAYS), line.day.isoformat())
    for other_id, written, name in database.execute_sql(_OTHER_SQL, values):
        days = abs((datetime.date.fromisoformat(written) - line.day).days)
        told = (_("Transfer from {account}") if line.amount > 0 else _("Transfer to {account}")).format(
            account=name
        )
        reasons = (
            _("The statement of {account} has the contrary amount").format(account=name),
            _days_apart(days),
        )
        found.append(Proposal("transfer", 84 - 3 * days, told, reasons, other_line_id=other_id))
    return found


def _own_accounts(line: LineRow, accounts: dict[int, Account]) -> list[Proposal]:
    """The IBAN or number of another own account stands in the text."""
    said = "".join(fold(f"{line.party} {line.text} {line.reference}").split())
    found = []
    for account in accounts.values():
        if account.id == line.account_id or account.kind not in MONEY_KINDS or account.archived:
            continue
        numbers = [
            number
            for each in (account.iban, account.number)
            if len(number := "".join(fold(each).split())) > 5
        ]
        if any(number in said for number in numbers):
            reason = _("The text names the account {account}").format(account=account.name)
            found.append(_to_account(line, account, 76, reason))
    return found


def _rules(line: LineRow, known: Known, accounts: dict[int, Account]) -> list[Proposal]:
    said = f" {fold(f'{line.party} {line.text} {line.reference}')} "
    found = []
    for words, account_id in known.rules:
        account = accounts[account_id]
        if words in said and account_id != line.account_id and not account.archived:
            reason = _("Your rule: “{words}”").format(words=words)
            found.append(_to_account(line, account, 85, reason))
    return found


def _to_account(line: LineRow, account: Account, score: int, reason: str) -> Proposal:
    told = str(account.name)
    if account.kind in MONEY_KINDS:
        told = (_("Transfer from {account}") if line.amount > 0 else _("Transfer to {account}")).format(
            account=account.name
        )
    return Proposal("account", score, told, (reason,), account_id=account.id)


def account_proposal(line: LineRow, account_id: int) -> Proposal:
    """What a line is when a person says which account it comes from or goes to."""
    return _to_account(line, Account.get_by_id(account_id), 90, _("Chosen by you"))
