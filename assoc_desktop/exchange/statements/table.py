"""Reading a statement that is a list: a CSV or spreadsheet of a bank or mobile-money operator."""

from __future__ import annotations

import datetime
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from assoc_desktop.exchange.statements.columns import Columns, check_columns, guess_columns, number_in
from assoc_desktop.exchange.statements.model import MAX_LINES, BankLine, Statement, at_line, tidy
from assoc_desktop.exchange.tables import Cell, Row, Table, text_of
from assoc_desktop.exchange.values import parse_date
from assoc_desktop.language import _, ngettext
from assoc_desktop.language.folding import fold
from assoc_desktop.refusals import Refused

__all__ = ["Columns", "guess_columns", "read_table"]

#: Words by which a line of a total or balance is known, folded.
_BALANCE_WORDS = ("solde", "balance", "total", "saldo", "report", "brought forward", "carried forward")
#: Beginnings of words by which a payment that did not happen is known, folded.
_NOT_DONE = (
    "echec", "echou", "fail", "cancel", "annul", "pending", "en attente", "attente", "rejet", "reject", "declin",
    "refus", "expir", "initi", "en cours", "non ",
)  # fmt: skip
_OUT = (
    "d",
    "dr",
    "debit",
    "dbit",
    "out",
    "soll",
    "s",
    "sortie",
    "sortant",
    "retrait",
    "paiement",
    "payment",
    "-",
)
_LARGEST = Decimal(10) ** 15


class _Read(NamedTuple):
    line: BankLine
    fee: Decimal
    balance: Decimal | None


def read_table(table: Table, columns: Columns) -> Statement:
    """The statement that a list holds, oldest line first.

    Lines of totals and balances, and payments that did not happen, are passed over and told. Where amounts have no
    sign, the running balance says which way the money went.

    Raises:
        Refused: there is no column for day or amount, or a line cannot be read; the sentence names it.
    """
    check_columns(columns)
    if len(table.rows) > MAX_LINES:
        raise Refused(
            _("The list has more than {most} lines. Ask the bank for a shorter time.").format(most=MAX_LINES)
        )
    reader = _Reader(table, columns)
    for row in table.rows:
        reader.take(row)
    return reader.statement()


class _Reader:
    """Takes rows one by one."""

    def __init__(self, table: Table, columns: Columns) -> None:
        self._columns = columns
        self._table = table
        at = {heading: place for place, heading in enumerate(table.headings)}
        self._at = {
            name: [at[each] for each in columns.headings(name) if each in at]
            for name in set(columns.fields.values())
        }
        self._debits_are_negative = self._all_negative("debit")
        self._read: list[_Read] = []
        self._totals = self._not_done = 0
        self._currencies: dict[str, int] = {}
        self._accounts: dict[str, int] = {}

    def _all_negative(self, name: str) -> bool:
        numbers = []
        for row in self._table.rows:
            try:
                numbers.append(self._number(row, name))
            except Refused:
                continue
        return all(number <= 0 for number in numbers if number is not None)

    def take(self, row: Row) -> None:
        """Take one row."""
        if row.problem:
            raise at_line(row.line, row.problem)
        day = self._day(row)
        amount = self._amount(row) if day is not None or not self._is_total(row) else None
        if day is None:
            self._without_day(row, amount)
            return
        if any(fold(text).startswith(_NOT_DONE) for text in self._texts(row, "status")):
            self._not_done += 1
            return
        if amount is None or (amount == 0 and self._is_total(row)):
            self._totals += 1
            return
        for name, known in (("currency", self._currencies), ("account", self._accounts)):
            for text in self._texts(row, name):
                known.setdefault(text.upper() if name == "currency" else text, row.line)
        if amount:
            self._keep(row, day, amount)

    def _keep(self, row: Row, day: datetime.date, amount: Decimal) -> None:
        parties = self._texts(row, "party") or self._texts(row, "payer" if amount > 0 else "payee")
        line = BankLine(
            row.line, day, amount,
            tidy(" · ".join(self._texts(row, "text"))),
            tidy(" ".join(parties)),
            tidy(" ".join(self._texts(row, "reference"))),
        )  # fmt: skip
        fee = abs(self._number(row, "fee") or Decimal(0))
        self._read.append(_Read(line, fee, self._number(row, "balance")))

    def _without_day(self, row: Row, amount: Decimal | None) -> None:
        """A row without a day: more words of the line before, a total, or a mistake."""
        if not amount:
            words = " ".join(self._texts(row, "text"))
            if words and self._read and not self._is_total(row):
                last = self._read[-1]
                text = tidy(f"{last.line.text} {words}")
                kept = BankLine(
                    last.line.line,
                    last.line.day,
                    last.line.amount,
                    text,
                    last.line.party,
                    last.line.reference,
                )
                self._read[-1] = last._replace(line=kept)
            else:
                self._totals += 1
            return
        raise at_line(row.line, _("there is an amount, but no day. Mend the line, or leave it out."))

    def _day(self, row: Row) -> datetime.date | None:
        cell = self._cell(row, "day")
        try:
            return parse_date(cell, order=self._columns.order)
        except Refused as refusal:
            if self._is_total(row) or not any(sign.isdigit() for sign in text_of(cell)):
                return None
            raise at_line(row.line, str(refusal)) from None

    def _amount(self, row: Row) -> Decimal | None:
        amount = self._number(row, "amount")
        if amount is not None:
            ways = [fold(text) or text for text in self._texts(row, "direction")]
            return -abs(amount) if ways and ways[0] in _OUT else amount
        debit, credit = self._number(row, "debit"), self._number(row, "credit")
        if debit is None and credit is None:
            return None
        out = debit or Decimal(0)
        return (credit or Decimal(0)) + (out if self._debits_are_negative else -out)

    def _is_total(self, row: Row) -> bool:
        texts = [fold(cell) for cell in row.cells if isinstance(cell, str)]
        return any(text.startswith(_BALANCE_WORDS) for text in texts)

    def _cell(self, row: Row, name: str) -> Cell:
        return next((row.cells[at] for at in self._at.get(name, ())), "")

    def _texts(self, row: Row, name: str) -> list[str]:
        return [text for at in self._at.get(name, ()) if (text := text_of(row.cells[at]))]

    def _number(self, row: Row, name: str) -> Decimal | None:
        try:
            found = number_in(self._cell(row, name), self._columns.decimal)
        except Refused as refusal:
            if name in ("balance", "fee"):
                return None
            raise at_line(row.line, str(refusal)) from None
        if found is None:
            return None
        number = Decimal(str(found))
        if abs(number) >= _LARGEST:
            raise at_line(row.line, _("This amount is too large to be right."))
        return number

    # What was read

    def statement(self) -> Statement:
        """All that was read."""
        if not self._read:
            raise Refused(_("No line of this list has a day and an amount. Say which columns hold them."))
        if len(self._currencies) > 1:
            first, other = list(self._currencies)[:2]
            raise at_line(
                self._currencies[other],
                _("the amounts are in {other}, those before in {first}.").format(other=other, first=first),
            )
        made = Statement(
            account=next(iter(self._accounts), "") if len(self._accounts) == 1 else "",
            currency=next(iter(self._currencies), ""),
            notes=[*self._table.notes, *self._notes()],
        )
        read, with_fees = self._in_order()
        _set_balances(made, read, with_fees)
        for each in read:
            made.lines.append(each.line)
            if with_fees and each.fee:
                text = _("Fee: {text}").format(text=each.line.text or each.line.reference)
                made.lines.append(
                    BankLine(each.line.line, each.line.day, -each.fee, text, "", each.line.reference)
                )
        return made

    def _notes(self) -> list[str]:
        notes = []
        for count, words in (
            (
                self._totals,
                ngettext(
                    "{n} line of a total or balance was passed over.",
                    "{n} lines of totals or balances were passed over.",
                    self._totals,
                ),
            ),
            (
                self._not_done,
                ngettext(
                    "{n} payment that did not happen was passed over.",
                    "{n} payments that did not happen were passed over.",
                    self._not_done,
                ),
            ),
        ):
            if count:
                notes.append(words.format(n=count))
        return notes

    def _in_order(self) -> tuple[list[_Read], bool]:
        """The lines from the oldest to the latest, signed, and whether fees are taken besides the amounts.

        The running balance decides where there is one; else the days do.
        """
        forwards, backwards = self._read, self._read[::-1]
        signless = not self._at.get("debit") and not self._at.get("credit") and not self._at.get("direction")
        signless = signless and all(each.line.amount > 0 for each in self._read)
        best, score = (forwards, True), -1
        for read in (
            (backwards, forwards) if forwards[0].line.day > forwards[-1].line.day else (forwards, backwards)
        ):
            for with_fees in (True, False):
                signed = _signed_by_balance(read, with_fees) if signless else read
                agreeing = _agreeing(signed, with_fees)
                if agreeing > score:
                    best, score = (signed, with_fees), agreeing
        return best


def _moved(each: _Read, with_fees: bool) -> Decimal:
    return each.line.amount - (each.fee if with_fees else 0)


def _agreeing(read: list[_Read], with_fees: bool) -> int:
    """For how many lines the balance follows from the one before."""
    return sum(
        before.balance is not None
        and after.balance is not None
        and after.balance == before.balance + _moved(after, with_fees)
        for before, after in pairwise(read)
    )


def _signed_by_balance(read: list[_Read], with_fees: bool) -> list[_Read]:
    """The lines, with a minus where the balance went down by the amount."""
    signed = read[:1]
    for before, after in pairwise(read):
        fee = after.fee if with_fees else Decimal(0)
        went_down = before.balance is not None and after.balance == before.balance - after.line.amount - fee
        line = after.line
        signed.append(
            after._replace(
                line=BankLine(line.line, line.day, -line.amount, line.text, line.party, line.reference)
            )
            if went_down
            else after
        )
    return signed


def _set_balances(made: Statement, read: list[_Read], with_fees: bool) -> None:
    """Opening and closing balance from the running one; where it does not follow, the first such line is named."""
    first, last = read[0], read[-1]
    if first.balance is None or last.balance is None:
        return
    made.opening, made.closing = first.balance - _moved(first, with_fees), last.balance
    for before, after in pairwise(read):
        if (
            before.balance is not None
            and after.balance is not None
            and after.balance != before.balance + _moved(after, with_fees)
        ):
            made.notes.append(
                _(
                    "Line {line}: the balance does not follow from the line before. A line may be missing."
                ).format(line=after.line.line)
            )
            return
