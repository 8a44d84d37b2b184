"""The FEC and the files for GnuCash, held against what is published about them.

FEC: article A47 A-1 of the Livre des procédures fiscales, VII to IX (columns, their order, what may be empty), and
BOI-CF-IOR-60-40-20 (the carried balances come first, entries balance, no entry empties classes 6 and 7).
GnuCash: the eighteen columns of its export, which “GnuCash Export Format” reads by place, several lines a transaction.
"""

from __future__ import annotations

import csv
import datetime
import re
from collections import defaultdict
from decimal import Decimal

import pytest

from assoc_desktop.association.records import Association
from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage.file import create_file
from assoc_desktop.treasury.accounts import open_account
from assoc_desktop.treasury.cashbook.closing import close_year
from assoc_desktop.treasury.cashbook.entries import CashData, record_entry
from assoc_desktop.treasury.desk import Payment, reverse_receipt, take_payment
from assoc_desktop.treasury.years import year_on
from main import main
from tests.treasury.conftest import TODAY, Books

COLUMNS = [
    "JournalCode",
    "JournalLib",
    "EcritureNum",
    "EcritureDate",
    "CompteNum",
    "CompteLib",
    "CompAuxNum",
    "CompAuxLib",
    "PieceRef",
    "PieceDate",
    "EcritureLib",
    "Debit",
    "Credit",
    "EcritureLet",
    "DateLet",
    "ValidDate",
    "Montantdevise",
    "Idevise",
]
MAY_BE_EMPTY = {"CompAuxNum", "CompAuxLib", "EcritureLet", "DateLet", "Montantdevise", "Idevise"}
NEXT = datetime.date(2027, 2, 3)


@pytest.fixture
def path(tmp_path):
    """Two years of books in euros: the first is closed, with a reversed payment and hostile words."""
    path = tmp_path / "fr.assoc"
    with create_file(path, SCHEMA):
        books = Books()
        Association.update(currency="EUR", registration="732 829 320 00074").execute()
        open_account(books.bank.id, 100050, datetime.date(2026, 1, 1), today=TODAY)
        receipt = take_payment(Payment(5000, TODAY, member_id=books.awa), today=TODAY)
        reverse_receipt(receipt.id, on=TODAY, reason="Wrong\tAwa|no", today=TODAY)
        take_payment(Payment(4999, TODAY, member_id=books.ben), today=TODAY)
        rent = CashData("expense", TODAY, books.bank.id, books.rent.id, 1201, text="Łoyer\n|«ɔ»", party="Ɓa")
        record_entry(rent, today=TODAY)
        close_year(year_on(TODAY), today=NEXT, conventions=books.conventions)
        take_payment(Payment(1, NEXT, member_id=books.ben), today=NEXT)
    return path


def fec(path, tmp_path, year, separator):
    words = ["--separator", separator, "--year", year]
    assert main(["journal", str(path), "--format", "fec", *words, "-o", str(tmp_path)]) == 0
    raw = (tmp_path / f"732829320FEC{year}1231.txt").read_bytes()
    assert raw.endswith(b"\r\n") and b"\n" not in raw.replace(b"\r\n", b"")
    sign = {"tab": "\t", "pipe": "|"}[separator]
    lines = [line.split(sign) for line in raw.decode("iso8859-15").split("\r\n")[:-1]]
    assert lines[0] == COLUMNS and {len(line) for line in lines} == {18}
    return [dict(zip(COLUMNS, line, strict=True)) for line in lines[1:]]


@pytest.mark.parametrize(("year", "separator"), [("2026", "tab"), ("2026", "pipe"), ("2027", "tab")])
def test_the_fec_is_as_the_article_has_it(path, tmp_path, year, separator):
    rows = fec(path, tmp_path, year, separator)
    entries = defaultdict(Decimal)
    for row in rows:
        assert all(row[name] for name in COLUMNS if name not in MAY_BE_EMPTY), row
        assert all(
            re.fullmatch(rf"{year}[01]\d[0-3]\d", row[name])
            for name in ("EcritureDate", "PieceDate", "ValidDate")
        )
        assert re.match("[0-9]{3}", row["CompteNum"])
        debit, credit = (row[name] for name in ("Debit", "Credit"))
        assert all(re.fullmatch(r"\d+,\d\d", each) for each in (debit, credit)) and "0,00" in (debit, credit)
        entries[row["JournalCode"], row["EcritureNum"]] += Decimal(debit.replace(",", ".")) - Decimal(
            credit.replace(",", ".")
        )
    assert set(entries.values()) == {0}
    for code, name in (("JournalCode", "JournalLib"), ("CompteNum", "CompteLib")):
        assert len({(row[code], row[name]) for row in rows}) == len({row[code] for row in rows})
    numbers = [int(number) for _journal, number in entries if number != "0"]
    assert numbers == sorted(numbers)
    assert rows[0]["JournalCode"] == "AN"


def test_classes_6_and_7_tell_the_result_and_balances_are_carried(path, tmp_path):
    first = fec(path, tmp_path, "2026", "tab")
    result = sum(
        int(row["Credit"].replace(",", "")) - int(row["Debit"].replace(",", ""))
        for row in first
        if row["CompteNum"][0] in "67"
    )
    assert result == 4999 - 1201
    carried = [row for row in fec(path, tmp_path, "2027", "tab") if row["EcritureNum"] == "0"]
    assert not any(row["CompteNum"][0] in "67" for row in carried)
    assert {row["Debit"] for row in carried} - {"0,00"} == {"988,49", "49,99"}


def test_gnucash_takes_it_back(path, tmp_path):
    assert main(["journal", str(path), "--format", "gnucash", "-o", str(tmp_path / "g.csv")]) == 0
    with (tmp_path / "g-accounts.csv").open(encoding="utf-8", newline="") as file:
        accounts = list(csv.reader(file))
    assert accounts[0] == [
        "Type", "Full Account Name", "Account Name", "Account Code", "Description", "Account Color", "Notes", "Symbol",
        "Namespace", "Hidden", "Tax Info", "Placeholder",
    ]  # fmt: skip
    known: set[str] = set()
    for row in accounts[1:]:
        assert len(row) == 12 and row[0] in {
            "ASSET", "BANK", "CASH", "LIABILITY", "EQUITY", "INCOME", "EXPENSE",
        }  # fmt: skip
        parent, _colon, name = row[1].rpartition(":")
        assert name == row[2] and (not parent or parent in known)
        assert row[7:9] == ["EUR", "CURRENCY"] and set(row[9:]) <= {"T", "F"}
        known.add(row[1])
    with (tmp_path / "g-transactions.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows[0]) == 18 and {len(row) for row in rows} == {18}
    sums, current, seen = defaultdict(Decimal), "", set()
    for row in rows[1:]:
        if row[0]:
            assert re.fullmatch(r"\d{4}-\d\d-\d\d", row[0]) and row[3] and row[5] == "CURRENCY::EUR"
            current = row[1]
            assert current not in seen
            seen.add(current)
        assert row[9] in known and re.fullmatch(r"-?\d+\.\d\d", row[12]) and row[12] == row[14]
        assert (row[15], row[17]) == ("n", "1")
        sums[current] += Decimal(row[12])
    assert set(sums.values()) == {0} and len(sums) == 7
