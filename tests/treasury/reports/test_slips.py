"""Slips of deposits and refunds, from the command line, read back."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage.file import create_file
from assoc_desktop.treasury.cashbook.entries import CashData, record_entry
from assoc_desktop.treasury.deposits import DepositData, record_deposit
from assoc_desktop.treasury.desk import Payment, refund_credit, take_payment
from assoc_desktop.treasury.ledger import reverse
from assoc_desktop.treasury.reports.documents.wanted import report_wanted
from assoc_desktop.treasury.years import year_on
from main import main
from tests.treasury.conftest import TODAY, Books


@pytest.fixture
def path(tmp_path):
    """A closed file: a cheque of Awa and cash at the bank, 700 of Ben given back; another refund was reversed."""
    path = tmp_path / "club.assoc"
    with create_file(path, SCHEMA):
        books = Books()
        cheque = Payment(
            5000, TODAY, method="cheque", member_id=books.awa, reference="1234567", through="Afriland"
        )
        cheque_id = take_payment(cheque, today=TODAY).entry_id
        take_payment(Payment(6700, TODAY, member_id=books.ben, rest="credit"), today=TODAY)
        record_deposit(
            DepositData(TODAY, books.bank.id, {books.cash.id: 3000}, (cheque_id,), "S-9"), today=TODAY
        )
        refund_credit(books.ben, 700, day=TODAY, today=TODAY)
        back = refund_credit(books.ben, 1000, day=TODAY, today=TODAY)
        reverse(back.id, on=TODAY, reason="Kept after all", today=TODAY)
    return path


def run(path, *words):
    return main(["report", str(path), *words])


def read(path):
    text = "\n".join(page.extract_text() for page in PdfReader(path).pages)
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())


def test_a_deposit(path, tmp_path):
    assert run(path, "deposits", "--year", "2026", "-o", str(tmp_path / "d.pdf")) == 0
    said = read(tmp_path / "d.pdf")
    assert "1234567" in said and "8 000" in said and "S-9" in said
    assert run(path, "deposits", "--year", "2026", "-o", str(tmp_path / "d.xlsx")) == 0
    rows = list(load_workbook(tmp_path / "d.xlsx").worksheets[0].values)
    assert [row[3] for row in rows[1:]] == [3000, 5000, 8000]
    assert rows[2][1:3] == ("Afriland", "1234567")


def test_a_refund_is_signed_for(path, tmp_path):
    assert run(path, "refunds", "--year", "2026", "--voucher", "4", "-o", str(tmp_path / "r.pdf")) == 0
    said = read(tmp_path / "r.pdf")
    for words in ("Ben", "700", "sept cents", "4 de 2026", "Reçu par"):
        assert words in said, words
    assert run(path, "refunds", "--year", "2026", "-o", str(tmp_path / "r.xlsx")) == 0
    rows = list(load_workbook(tmp_path / "r.xlsx").worksheets[0].values)
    assert [row[-1] for row in rows[1:]] == [700, 700]


def test_a_slip_that_is_not_there(path, tmp_path, capsys):
    for words in (["refunds", "--voucher", "5"], ["deposits", "--voucher", "99"]):
        assert run(path, *words, "--year", "2026", "-o", str(tmp_path / "x.pdf")) == 1
    assert capsys.readouterr().err.count("2026") == 2


def test_sums_are_carried_from_page_to_page(tmp_path):
    with create_file(tmp_path / "long.assoc", SCHEMA):
        books = Books()
        for number in range(1, 81):
            paid = CashData(
                "income", TODAY, books.cash.id, books.donations.id, number, text=f"Gift {number}", party="Sow"
            )
            record_entry(paid, today=TODAY)
        content = report_wanted("cashbook", year_on(TODAY), today=TODAY).draw(None)
    (tmp_path / "b.pdf").write_bytes(content)
    pages = [page.extract_text().split("\n") for page in PdfReader(tmp_path / "b.pdf").pages]
    assert len(pages) > 1
    first, second = (" ".join(lines).replace("\u202f", " ").replace("\u00a0", " ") for lines in pages[:2])
    count = max(number for number in range(1, 81) if f"Gift {number} " in first)
    total = f"{count * (count + 1) // 2:,}".replace(",", " ")
    assert f"À reporter {total} 0 {total}" in first and f"Report {total} 0 {total}" in second
    assert "À reporter" not in " ".join(pages[-1])
    fonts = PdfReader(tmp_path / "b.pdf").pages[1]["/Resources"]["/Font"].values()
    assert any("Bold" in font.get_object()["/BaseFont"] for font in fonts)
