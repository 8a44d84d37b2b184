"""Reports and journals from the command line, read back: PDF, XLSX, FEC, GnuCash, CSV."""

from __future__ import annotations

import csv
import datetime
import re

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from assoc_desktop.association.records import Association
from assoc_desktop.members.records import Member
from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage.file import create_file
from assoc_desktop.treasury.accounts import open_account
from assoc_desktop.treasury.budgets import save_budget
from assoc_desktop.treasury.cashbook.entries import CashData, record_entry
from assoc_desktop.treasury.desk import Payment, take_payment
from assoc_desktop.treasury.records import Account
from assoc_desktop.treasury.years import year_on
from main import main
from tests.treasury.conftest import TODAY, Books


@pytest.fixture
def path(tmp_path):
    """A closed file: opening of the bank 90 000, dues 5 000 of Awa and 2 000 of Ben, rent 1 200 of 1 500 planned."""
    path = tmp_path / "club.assoc"
    with create_file(path, SCHEMA):
        books = Books()
        open_account(books.bank.id, 90000, datetime.date(2026, 1, 1), today=TODAY)
        take_payment(Payment(5000, TODAY, member_id=books.awa), today=TODAY)
        take_payment(Payment(2000, TODAY, member_id=books.ben), today=TODAY)
        rent = CashData("expense", TODAY, books.bank.id, books.rent.id, 1200, text="Œuvre: l’été\t=1|2")
        record_entry(rent, today=TODAY)
        save_budget(year_on(TODAY), {books.rent.id: 1500})
        path.with_suffix(".number").write_text(str(Member.get_by_id(books.ben).number))
    return path


def read(path):
    reader = PdfReader(path)
    text = "\n".join(page.extract_text() for page in reader.pages)
    return reader, " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())


def test_the_treasurers_report_on_paper(path, tmp_path):
    out = tmp_path / "r.pdf"
    assert main(["report", str(path), "treasurer", "--year", "2026", "-o", str(out)]) == 0
    reader, said = read(out)
    for words in (
        "Rapport du trésorier 2026", "7 000", "-1 200", "5 800", "-300", "95 800", "10 000 7 000 3 000",
        "Arriérés par ancienneté", "Page 1 sur",
    ):  # fmt: skip
        assert words in said, words
    assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == [595, 842]
    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    named = [font for font in fonts if "/FontDescriptor" in font]
    assert named and all("/FontFile2" in font["/FontDescriptor"] for font in named)


@pytest.mark.parametrize(
    ("report", "words"),
    [
        ("cashbook", ("Livre de caisse 2026", "90 000", "88 800", "571 Caisse", "521 Banque")),
        ("receipts", ("Registre des reçus 2026", "2026/0001", "Awa", "2026/0002", "Ben", "7 000")),
    ],
)
def test_lists_on_paper(path, tmp_path, report, words):
    out = tmp_path / "r.pdf"
    assert main(["report", str(path), report, "-o", str(out), "--year", "2026"]) == 0
    _reader, said = read(out)
    for text in words:
        assert text.replace("Caisse", "").replace("Banque", "") in said, text


def test_the_statement_of_a_member(path, tmp_path):
    out = tmp_path / "r.pdf"
    number = path.with_suffix(".number").read_text()
    assert main(["report", str(path), "statement", "--member", number, "-o", str(out)]) == 0
    said = read(out)[1]
    assert "Relevé de compte : Ben" in said and "5 000 2 000 3 000" in said


def test_the_spreadsheet_has_numbers(path, tmp_path):
    out = tmp_path / "r.xlsx"
    assert main(["report", str(path), "treasurer", "--year", "2026", "-o", str(out)]) == 0
    book = load_workbook(out)
    rows = list(book["Produits"].values)
    assert rows[-1] == ("", "Total", 0, 7000, 0, 0) or rows[-1][3] == 7000
    assert book.sheetnames[-1] == "Définitions"


def test_the_fec_has_its_name_and_its_columns(path, tmp_path, capsys):
    folder = tmp_path / "out"
    folder.mkdir()
    assert (
        main(
            [
                "journal",
                str(path),
                "--format",
                "fec",
                "--separator",
                "pipe",
                "--year",
                "2026",
                "-o",
                str(folder),
            ]
        )
        == 0
    )
    assert "SIREN" in capsys.readouterr().err
    raw = (folder / "FEC20261231.txt").read_bytes()
    lines = [line.split("|") for line in raw.decode("iso8859-15").split("\r\n")]
    assert lines[0][:5] == ["JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum"]
    assert lines[-1] == [""] and {len(line) for line in lines[:-1]} == {18}
    rent = next(line for line in lines if line[4] == "622")
    assert rent[9:13] == ["20260514", "Œuvre: l'été =1 2", "1200", "0"]
    assert [line[0] for line in lines[1:3]] == ["AN", "AN"] and lines[3][0] == "JG"


def test_a_siren_begins_the_name_and_cents_have_a_comma(tmp_path, capsys):
    path = tmp_path / "fr.assoc"
    with create_file(path, SCHEMA):
        books = Books()
        Association.update(currency="EUR", registration="732 829 320").execute()
        Account.update(code="70").where(Account.id == books.dues).execute()
        take_payment(Payment(1234, TODAY, member_id=books.awa), today=TODAY)
    assert main(["journal", str(path), "--format", "fec", "--year", "2026", "-o", str(tmp_path)]) == 0
    assert capsys.readouterr().err == ""
    lines = (tmp_path / "732829320FEC20261231.txt").read_text("iso8859-15").splitlines()
    assert "\t700\t" in lines[2] and "\t0,00\t12,34\t" in lines[2]
    assert main(["journal", str(path), "--format", "gnucash", "-o", str(tmp_path / "b.csv")]) == 0
    assert ",-12.34,,-12.34,n,,1" in (tmp_path / "b-transactions.csv").read_text("utf-8")


def test_the_fec_wants_numbers_of_the_plan(path, tmp_path, capsys):
    from assoc_desktop.storage.file import open_file

    with open_file(path, SCHEMA):
        Account.update(code="RENT").where(Account.code == "622").execute()
    assert (
        main(["journal", str(path), "--format", "fec", "--year", "2026", "-o", str(tmp_path / "f.txt")]) == 1
    )
    assert "RENT" in capsys.readouterr().err
    assert not (tmp_path / "f.txt").exists()


def test_the_plain_journal_balances(path, tmp_path):
    out = tmp_path / "j.csv"
    assert main(["journal", str(path), "-o", str(out)]) == 0
    first = out.read_text("utf-8-sig").splitlines()[0]
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";" if ";" in first else ","))
    assert sum(int(row[-2]) - int(row[-1]) for row in rows[1:]) == 0
    assert len(rows) == 9


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["report", "treasurer", "-o", "r.doc"], r"\.xlsx"),
        (["report", "treasurer", "--year", "1999", "-o", "r.pdf"], "2026"),
        (["report", "statement", "--member", "nobody", "-o", "r.pdf"], "nobody"),
        (["journal", "--year", "1999", "-o", "r.csv"], "2026"),
    ],
)
def test_what_cannot_be_written_is_said(path, tmp_path, monkeypatch, capsys, arguments, sentence):
    monkeypatch.chdir(tmp_path)
    assert main([arguments[0], str(path), *arguments[1:]]) == 1
    assert re.search(sentence, capsys.readouterr().err)
