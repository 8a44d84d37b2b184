"""The place for reports in a real window: choose, look, save."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QFileDialog

from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage.file import create_file
from assoc_desktop.treasury.desk import Payment, take_payment
from assoc_desktop.treasury.tab import TreasuryTab
from tests.screens import button, make_desk, show_page, texts_shown
from tests.treasury.conftest import TODAY, Books


@pytest.fixture
def desk(tmp_path, qapp):
    with create_file(tmp_path / "club.assoc", SCHEMA) as file:
        books = Books()
        desk = make_desk(file, tmp_path, TODAY)
        desk.books = books
        yield desk


@pytest.fixture
def place(qtbot, desk):
    """The place, in the Treasury tab, with one payment in the books."""
    take_payment(Payment(5000, TODAY, member_id=desk.books.awa), today=TODAY)
    tab = show_page(qtbot, TreasuryTab(desk))
    tab.show_choice({"place": "reports"})
    place = tab.place()
    qtbot.waitUntil(lambda: place.preview is not None, timeout=5000)
    return place


def test_without_books_it_says_what_it_is_for(qtbot, desk):
    tab = show_page(qtbot, TreasuryTab(desk))
    tab.show_choice({"place": "reports"})
    assert any("Reports are read from the books" in text for text in texts_shown(tab))
    assert not tab.place().sheet_button.isEnabled()


def test_another_report_is_shown_when_it_is_chosen(qtbot, place):
    before = place.preview
    place.list.setCurrentRow(2)
    qtbot.waitUntil(lambda: place.preview is not before, timeout=5000)
    assert place.preview._name.startswith("Register of receipts 2026")


def test_files_are_saved(qtbot, place, tmp_path, monkeypatch):
    for save, name, expected in (
        (lambda: button(place, "Spreadsheet…").click(), "r.xlsx", ["r.xlsx"]),
        (place.save_csv, "j.csv", ["j.csv"]),
        (place.save_fec, "f.txt", ["f.txt"]),
        (place.save_gnucash, "g.csv", ["g-accounts.csv", "g-transactions.csv"]),
    ):
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, name=name: (str(tmp_path / name), ""))
        save()
        qtbot.waitUntil(
            lambda expected=expected: all((tmp_path / each).exists() for each in expected), timeout=5000
        )
    assert "5000" in (tmp_path / "f.txt").read_text("iso8859-15")
    assert load_workbook(tmp_path / "r.xlsx").sheetnames
