"""The papers of the cash book, read back; and the books proven from the command line."""

from __future__ import annotations

import datetime
import io

import pytest
from PIL import Image
from pypdf import PdfReader

from assoc_desktop.association.records import Association
from assoc_desktop.association.rules import head_of
from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage import attachment
from assoc_desktop.storage.database import database
from assoc_desktop.storage.file import create_file, open_file
from assoc_desktop.treasury.accounts import AccountData, first_account, save_account
from assoc_desktop.treasury.budgets import save_budget
from assoc_desktop.treasury.cashbook.closing import close_year, result_of
from assoc_desktop.treasury.cashbook.documents.closing_paper import closing_paper
from assoc_desktop.treasury.cashbook.documents.count_sheet import count_sheet
from assoc_desktop.treasury.cashbook.documents.slip import deposit_slip
from assoc_desktop.treasury.cashbook.entries import CashData, record_entry
from assoc_desktop.treasury.counts import CountData, record_count
from assoc_desktop.treasury.deposits import DepositData, read_deposit, record_deposit
from assoc_desktop.treasury.ledger import Draft, Line, post
from assoc_desktop.treasury.records import FinancialYear
from assoc_desktop.treasury.years import year_on
from main import main
from tests.treasury.conftest import TODAY, Books


def words(content):
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())


def test_the_slip_lists_every_cheque(books):
    bank = books.bank
    save_account(AccountData("521", "Bank", "bank", iban="FR7630006000011234567890189"), account_id=bank.id)
    chosen = []
    for number in range(60):
        lines = (Line(first_account("cheques").id, 100 + number), Line(books.dues.id, -100 - number))
        draft = Draft("dues", TODAY, lines, party=f"Drawer {number}", reference=f"N{number}", through="BICEC")
        chosen.append(post(draft, today=TODAY).id)
    entry = record_deposit(DepositData(TODAY, bank.id, {books.cash.id: 5000}, chosen, "B-9"), today=TODAY)
    content = deposit_slip(read_deposit(entry.id), head_of("fr"))
    said = words(content)
    for text in ("Bordereau de remise", "FR76 3000 6000", "Drawer 59", "N59", "BICEC", "12 770 FCFA", "B-9"):
        assert text in said, text
    assert len(PdfReader(io.BytesIO(content)).pages) == 3


def test_the_sheet_of_a_count_says_the_difference(books):
    count = record_count(
        CountData(books.cash.id, TODAY, {500: 3}, books.dues.id, "Found in the drawer"), today=TODAY
    )
    said = words(count_sheet(count, head_of("en")))
    assert "Cash count" in said and "Found in the drawer" in said and "voucher 1 of 2026" in said
    left = record_count(CountData(books.cash.id, TODAY, {500: 4}), today=TODAY)
    assert "still open" in words(count_sheet(left, head_of("en")))
    right = record_count(CountData(books.cash.id, TODAY, {500: 3}), today=TODAY)
    assert "Difference none" in words(count_sheet(right, head_of("en")))


def test_the_paper_of_a_year_agrees_with_the_books(books):
    day = datetime.date(2025, 5, 1)
    record_entry(CashData("income", day, books.cash.id, books.dues.id, 9000, text="x"), today=TODAY)
    record_entry(CashData("expense", day, books.cash.id, books.rent.id, 11000, text="x"), today=TODAY)
    year = year_on(day)
    save_budget(year, {books.rent.id: 12000})
    draft = words(closing_paper(result_of(year), head_of("fr")))
    assert "ceci est un projet" in draft and "Déficit : 2 000 FCFA" in draft and "12 000 FCFA" in draft
    close_year(year.id, today=TODAY, conventions=books.conventions)
    closed = words(closing_paper(result_of(FinancialYear.get_by_id(year.id)), head_of("fr")))
    assert "14 mai 2026" in closed and "projet" not in closed
    for text in ("9 000 FCFA", "11 000 FCFA", "-2 000 FCFA"):
        assert text in closed


def test_the_logo_stands_at_the_head(books):
    picture = io.BytesIO()
    Image.new("RGB", (60, 30), "red").save(picture, "PNG")
    Association.update(logo=attachment.add(picture.getvalue(), "image/png")).execute()
    count = record_count(CountData(books.cash.id, TODAY, {500: 4}), today=TODAY)
    content = count_sheet(count, head_of("en"))
    assert len(PdfReader(io.BytesIO(content)).pages[0].images) == 1


def test_only_cash_or_only_cheques(books):
    cash = record_deposit(DepositData(TODAY, books.bank.id, {books.cash.id: 5000}), today=TODAY)
    said = words(deposit_slip(read_deposit(cash.id), head_of("en")))
    assert "Total of the deposit: FCFA5,000" in said and "Cheques" not in said


@pytest.mark.parametrize("meddled", [False, True])
def test_check_on_the_command_line_proves_the_books(tmp_path, capsys, monkeypatch, meddled):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    path = tmp_path / "club.assoc"
    with create_file(path, SCHEMA):
        books = Books()
        data = CashData("income", TODAY, books.cash.id, books.dues.id, 9000, text="x")
        record_entry(data, today=TODAY)
    if meddled:
        with open_file(path, SCHEMA):
            database.execute_sql("UPDATE posting SET amount = 2 * amount")
    code = main(["check", str(path)])
    said = capsys.readouterr().err
    assert (code, "Entry 1 of 2026 was changed after it was posted." in said) == (int(meddled), meddled)
