"""Whatever was posted in whatever order: reports and exports say what the journal says, to the unit."""

from __future__ import annotations

import csv
import datetime
from collections import defaultdict
from contextlib import suppress
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assoc_desktop.refusals import Refused
from assoc_desktop.reports.tables import row_sum
from assoc_desktop.storage.database import database
from assoc_desktop.treasury.accounts import open_account
from assoc_desktop.treasury.cashbook.closing import close_year
from assoc_desktop.treasury.cashbook.entries import CashData, record_entry
from assoc_desktop.treasury.desk import Payment, open_dues, take_payment
from assoc_desktop.treasury.desk.payments import shares_of
from assoc_desktop.treasury.journal.fec import write_fec
from assoc_desktop.treasury.journal.gnucash import write_gnucash
from assoc_desktop.treasury.ledger import reverse
from assoc_desktop.treasury.plans import overdue_on
from assoc_desktop.treasury.records import Entry, FinancialYear, Receipt
from assoc_desktop.treasury.reports.rules.lists import cash_book, receipts_register
from assoc_desktop.treasury.reports.rules.treasurer import treasurers_report
from tests.treasury.conftest import TODAY
from tests.treasury.reports.recount import money, raw_postings, results

_STEP = st.tuples(
    st.sampled_from(("income", "expense", "transfer", "pay", "reverse", "open", "close")),
    st.integers(1, 10**5),
    st.integers(0, 500),
)


def take(books, what, amount, days):
    """One step; what is refused leaves the books as they were."""
    day = TODAY - datetime.timedelta(days=days)
    if what in ("income", "expense", "transfer"):
        other = {"income": books.donations, "expense": books.rent, "transfer": books.bank}[what]
        record_entry(CashData(what, day, books.cash.id, other.id, amount, text="a\tb|c;“é”"), today=TODAY)
    elif what == "pay":
        dues = open_dues(books.awa)
        paid = Payment(
            amount=amount, day=day, method="cash", member_id=books.awa, rest="credit",
            shares=shares_of(dues, amount),
        )  # fmt: skip
        take_payment(paid, today=TODAY)
    elif what == "reverse":
        ids = [entry.id for entry in Entry.select().order_by(Entry.id)]
        reverse(ids[amount % len(ids)] if ids else 0, on=TODAY, reason="Slip", today=TODAY)
    elif what == "open":
        open_account(books.bank.id, amount, day, today=TODAY)
    else:
        oldest = FinancialYear.select().where(FinancialYear.closed_on.is_null()).first()
        close_year(oldest.id if oldest else 0, today=TODAY, conventions=books.conventions)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_STEP, max_size=14))
def test_reports_agree_with_the_journal(books, tmp_path, steps):
    with database.atomic() as undo_all:
        for step in steps:
            with suppress(Refused, Entry.DoesNotExist, FinancialYear.DoesNotExist), database.atomic():
                take(books, *step)
        for year in FinancialYear.select():
            prove_report(year, books)
            prove_lists(year, books)
            prove_fec(year, tmp_path / "fec.txt")
        prove_gnucash(tmp_path / "books.csv")
        undo_all.rollback()


def prove_report(year, books):
    tables = {each.key: each for each in treasurers_report(year, books.conventions, today=TODAY).tables}
    told = {
        row[0]: row[3] for key in ("income", "expense") if key in tables for row in tables[key].rows if row[3]
    }
    counted = results(year)
    assert told == {code: amount for code, amount in counted.items() if amount}
    balances = {row[0]: list(row[2:]) for row in tables["balances"].rows} if "balances" in tables else {}
    raw = money(year)
    assert {code: row for code, row in balances.items() if any(row)} == {
        c: r for c, r in raw.items() if any(r)
    }
    moved = sum(row[3] - row[0] for row in raw.values())
    assert tables["result"].total[1] == moved
    if "arrears" in tables and year.ends_on >= TODAY:
        late = sum(each.amount for each in overdue_on(TODAY))
        assert sum(row_sum(tables["arrears"].rows, place) for place in range(2, 6)) == late


def prove_lists(year, books):
    raw = money(year)
    for table in cash_book(year, books.conventions).tables:
        _start, came, went, end = raw[table.key]
        assert table.total[-1] == end
        assert table.rows[-1][-1] == end if table.rows else end == 0
        # Openings stand in the book as what they are: entries.
        assert (table.total[4] - came, table.total[5] - went) == tuple(
            sum(sign * amount for entry, account, amount in raw_postings()
                if account.code == table.key and entry.year_id == year.id and sign * amount > 0
                and (entry.kind == "opening" or (entry.reverses_id and entry.reverses.kind == "opening")))
            for sign in (1, -1)
        )  # fmt: skip
    register = receipts_register(year, books.conventions).tables[0]
    issued = list(Receipt.select().where(Receipt.year == year))
    taken_back = {entry.reverses_id for entry in Entry.select()}
    assert len(register.rows) == len(issued)
    assert register.total[5] == sum(each.amount for each in issued if each.entry_id not in taken_back)


def prove_fec(year, path):
    write_fec(path, year, decimals=0)
    rows = list(csv.reader(path.read_text("iso8859-15").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
    assert {len(row) for row in rows} == {18}
    sums: dict[str, int] = defaultdict(int)
    accounts: dict[str, int] = defaultdict(int)
    for row in rows[1:]:
        amount = int(row[11]) - int(row[12])
        sums[row[2]] += amount
        accounts[row[4]] += amount
        assert (
            row[10]
            and row[8]
            and year.starts_on.strftime("%Y%m%d") <= row[3] <= year.ends_on.strftime("%Y%m%d")
        )
    assert set(sums.values()) <= {0}
    numbers = sorted(int(number) for number in sums if number != "0")
    expected = [
        entry.number
        for entry in Entry.select()
        .where((Entry.year == year) & (Entry.kind != "closing"))
        .order_by(Entry.number)
    ]
    assert numbers == expected
    counted = results(year)
    for entry, account, _amount in raw_postings():
        if entry.year_id == year.id and account.kind in ("income", "expense"):
            sign = 1 if account.kind == "expense" else -1
            assert accounts[account.code] == sign * counted[account.code]
    for code, row in money(year).items():
        assert accounts[code] == row[3]


def prove_gnucash(path):
    first, second = write_gnucash(path, None, currency="XAF", decimals=0)
    with first.open(encoding="utf-8", newline="") as file:
        names = {row["Full Account Name"] for row in csv.DictReader(file)}
    sums: dict[str, Decimal] = defaultdict(Decimal)
    balance = Decimal(0)
    with second.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["Date"]:
                assert balance == 0
            assert row["Full Account Name"] in names
            balance += Decimal(row["Amount Num."])
            sums[row["Account Name"].split()[0]] += Decimal(row["Amount Num."])
    assert balance == 0
    raw: dict[str, int] = defaultdict(int)
    for _entry, account, amount in raw_postings():
        raw[account.code] += amount
    assert sums == raw
