"""Reading a statement in: first what would be taken in, then the lines themselves, as one operation that can be undone.

A line that was read before is recognised by its mark: what it says, and which it is among equal ones of its day.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

from assoc_desktop.association.records import the_association
from assoc_desktop.exchange.statements.columns import Columns, guess_columns
from assoc_desktop.exchange.statements.model import BankLine, Statement
from assoc_desktop.exchange.statements.opening import kind_of_statement, open_statements, statement_table
from assoc_desktop.exchange.statements.table import read_table
from assoc_desktop.exchange.tables import Progress, Table
from assoc_desktop.language import N_, _
from assoc_desktop.refusals import Refused
from assoc_desktop.storage.database import database, storable
from assoc_desktop.storage.history import operation
from assoc_desktop.storage.ids import new_id
from assoc_desktop.treasury.accounts import money_accounts
from assoc_desktop.treasury.ledger import MOST
from assoc_desktop.treasury.records import Account, StatementLine
from assoc_desktop.treasury.statements.profiles import (
    Closing,
    remember,
    remembered_account,
    remembered_columns,
)
from assoc_desktop.treasury.statements.twins import Twin, twins_of

#: How operators write francs of the two CFA zones.
_FRANCS = {"FCFA", "CFA", "F CFA", "F", "XAF", "XOF"}


@dataclass(frozen=True)
class NewLine:
    """A line that is not in the file yet; `amount` in minor units."""

    mark: str
    day: datetime.date
    amount: int
    text: str
    party: str
    reference: str


@dataclass
class Reading:
    """What reading a statement in would do.

    Attributes:
        file: name of the statement's file.
        lines: those not read before, the oldest first.
        known: how many were read before.
        gap: what the closing balance has more than the opening balance and the lines together, in minor units.
        number: of the account, as the file gives it.
        table: the list it was read from, when it is one; with its `columns`.
        notes: sentences about what was passed over or does not fit.
        twins: mark of a new line → the line of another file that probably says the same.
    """

    file: str
    account: Account
    lines: list[NewLine]
    known: int
    closing: Closing | None
    gap: int = 0
    number: str = ""
    table: Table | None = None
    columns: Columns | None = None
    notes: list[str] = field(default_factory=list)
    twins: dict[str, Twin] = field(default_factory=dict)


def prepare(
    path: Path,
    *,
    account_id: int | None = None,
    columns: Columns | None = None,
    progress: Progress | None = None,
) -> Reading:
    """What a statement holds, and how much of it is new. Nothing is written.

    Args:
        path: the statement.
        account_id: which account it is of; else it is recognised by its number, or by how it was read before.
        columns: what the columns of a list are; else as before, or as they seem.
        progress: called with (work done, work in all); may raise `Cancelled`.

    Raises:
        Refused: it cannot be read, is in another currency, or nobody can tell of which account it is.
    """
    table = None
    if kind_of_statement(path) == "table":
        table = statement_table(path, progress=progress)
        columns = columns or remembered_columns(table.headings, account_id) or guess_columns(table)
        statements = [read_table(table, columns)]
    else:
        columns = None
        statements = open_statements(path, progress=progress)
    account, mine = _of_account(path, statements, account_id, table.headings if table else [])
    _check_currency(mine)
    return _reading(path, account, mine, table, columns)


def _of_account(
    path: Path, statements: list[Statement], account_id: int | None, headings: list[str]
) -> tuple[Account, list[Statement]]:
    """The account, and the statements of the file that are of it."""
    numbers = dict.fromkeys(each.account for each in statements)
    candidates = money_accounts()
    if not candidates:
        raise Refused(_("The books are not begun yet. Open the Treasury tab and press “Start the books”."))
    if account_id is not None:
        account = Account.get_by_id(account_id)
        if len(numbers) == 1:
            return account, statements
        fitting = [
            number
            for number in numbers
            if _is_of(account, number) or remembered_account(number, []) == account.id
        ]
        if fitting:
            return account, [each for each in statements if each.account in fitting]
        raise _several(path, list(numbers), account)
    for number in numbers:
        for account in candidates:
            if _is_of(account, number) or remembered_account(number, headings) == account.id:
                return account, [each for each in statements if each.account == number]
    banks = [each for each in candidates if each.kind in ("bank", "mobile")]
    if len(banks) == 1 and len(numbers) == 1:
        return banks[0], statements
    if len(numbers) > 1:
        raise _several(path, list(numbers), None)
    raise Refused(
        _("Say of which account “{file}” is: {accounts}.").format(
            file=path.name, accounts=", ".join(each.name for each in candidates)
        )
    )


def _is_of(account: Account, number: str) -> bool:
    """Whether a number in a file is that of an account: its IBAN or number, with or without what stands around it."""
    given = "".join(sign for sign in number if sign.isalnum()).upper()
    own = [
        "".join(sign for sign in each if sign.isalnum()).upper() for each in (account.iban, account.number)
    ]
    return len(given) > 3 and any(
        len(each) > 3 and (given == each or given.endswith(each) or each.endswith(given)) for each in own
    )


def _several(path: Path, numbers: list[str], account: Account | None) -> Refused:
    named = ", ".join(numbers[:5]) + (", …" if len(numbers) > 5 else "")
    if account is None:
        return Refused(
            _(
                "“{file}” holds several accounts: {numbers}. Write the number of yours into the chart of accounts."
            ).format(file=path.name, numbers=named)
        )
    return Refused(
        _(
            "“{file}” holds several accounts: {numbers}. Write the number of {account} into the chart of accounts."
        ).format(file=path.name, numbers=named, account=account.name)
    )


def _check_currency(statements: list[Statement]) -> None:
    own = the_association().currency
    for each in statements:
        given = each.currency.upper()
        is_franc = own in _FRANCS and given in _FRANCS - {"XAF", "XOF"}
        if given and given != own and not is_franc:
            raise Refused(
                _("The statement is in {given}, the books are in {own}. It cannot be read in.").format(
                    given=given, own=own
                )
            )


def _reading(
    path: Path, account: Account, statements: list[Statement], table: Table | None, columns: Columns | None
) -> Reading:
    decimals = the_association().conventions.decimals
    notes = [note for each in statements for note in each.notes]
    gap = 0
    for each in statements:
        gap += _minor(each.gap, decimals, 0)
    for before, after in pairwise(statements):
        if None not in (before.closing, after.opening) and before.closing != after.opening:
            notes.append(
                _("Between two parts of the statement, days are missing: the balances do not follow.")
            )
            break
    all_lines = [line for each in statements for line in each.lines]
    marked = _marked(all_lines, decimals)
    known = _known_marks(account.id)
    fresh = [line for line in marked if line.mark not in known]
    fresh.sort(key=lambda line: line.day)
    twins = twins_of(
        account.id,
        {line.mark: (line.day, line.amount) for line in fresh},
        {line.mark for line in marked},
        [line.day for line in marked],
    )
    return Reading(
        storable(path.name), account, fresh, len(marked) - len(fresh), _closing(statements, decimals), gap,
        statements[0].account, table, columns, notes, twins,
    )  # fmt: skip


def _closing(statements: list[Statement], decimals: int) -> Closing | None:
    last = statements[-1]
    if last.closing is None or not last.lines:
        return None
    return Closing(max(line.day for line in last.lines), _minor(last.closing, decimals, 0))


def _minor(amount: Decimal, decimals: int, line: int) -> int:
    """The amount in minor units.

    Raises:
        Refused: it has more decimals than the currency, or is too large.
    """
    scaled = amount.scaleb(decimals)
    if scaled != scaled.to_integral_value():
        raise Refused(
            _("Line {line}: {amount} has more decimals than the currency of the books.").format(
                line=line, amount=amount
            )
        )
    if abs(scaled) > MOST:
        raise Refused(_("Line {line}: this amount is too large to be right.").format(line=line))
    return int(scaled)


def _marked(lines: list[BankLine], decimals: int) -> list[NewLine]:
    """The lines with their marks; equal ones are told apart by their place among each other."""
    places: Counter[str] = Counter()
    found = []
    for line in lines:
        if not line.amount:
            continue
        amount = _minor(line.amount, decimals, line.line)
        text, party, reference = (storable(each) for each in (line.text, line.party, line.reference))
        said = json.dumps([line.day.isoformat(), amount, text, party, reference], ensure_ascii=False)
        mark = hashlib.sha256(f"{said}{places[said]}".encode()).hexdigest()
        places[said] += 1
        found.append(NewLine(mark, line.day, amount, text, party, reference))
    return found


def _known_marks(account_id: int) -> set[str]:
    rows = database.execute_sql("SELECT mark FROM statement_line WHERE account_id = ?", (account_id,))
    return {mark for (mark,) in rows}


def take_in(reading: Reading, *, twins_too: bool = False, progress: Progress | None = None) -> int:
    """Write the new lines of a statement, and remember how it was read. Nothing is posted.

    Args:
        twins_too: whether lines that were probably read before from another file are written as well.

    Returns:
        How many lines were new; one read meanwhile is not written twice.
    """
    known = _known_marks(reading.account.id)
    fresh = [
        line
        for line in reading.lines
        if line.mark not in known and (twins_too or line.mark not in reading.twins)
    ]
    one, many = N_("Read the statement {file}: one line"), N_("Read the statement {file}: {n} lines")
    with operation(one if len(fresh) == 1 else many, file=reading.file, n=len(fresh)):
        for start in range(0, len(fresh), 500):
            StatementLine.insert_many([_row(reading, line) for line in fresh[start : start + 500]]).execute()
            if progress:
                progress(start, len(fresh))
        if fresh or reading.twins:
            remember(
                reading.account,
                number=reading.number,
                headings=reading.table.headings if reading.table else [],
                columns=reading.columns,
                closing=reading.closing,
            )
    return len(fresh)


def ids_of(reading: Reading) -> list[int]:
    """Ids of the lines of a statement that were new, once they are read in; the oldest first."""
    wanted = {line.mark for line in reading.lines}
    sql = "SELECT id, mark FROM statement_line WHERE account_id = ? ORDER BY day, id"
    return [line_id for line_id, mark in database.execute_sql(sql, (reading.account.id,)) if mark in wanted]


def _row(reading: Reading, line: NewLine) -> dict[str, object]:
    return {
        "id": new_id(), "account": reading.account.id, "mark": line.mark, "day": line.day, "amount": line.amount,
        "text": line.text, "party": line.party, "reference": line.reference, "source": reading.file,
    }  # fmt: skip
