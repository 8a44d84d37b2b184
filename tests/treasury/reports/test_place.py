"""The place for reports in a real window: choose, look, save."""

from __future__ import annotations

import threading

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel

from assoc_desktop.refusals import Refused
from assoc_desktop.treasury.deposits import DepositData, record_deposit
from assoc_desktop.treasury.desk import Payment, refund_credit, take_payment
from assoc_desktop.treasury.tab import TreasuryTab
from tests.screens import button, press, show_page, texts_shown, type_text
from tests.treasury.conftest import TODAY


@pytest.fixture
def desk(desk, books):
    """The desk of an open file, with the `books` on it."""
    desk.books = books
    return desk


@pytest.fixture
def place(qtbot, desk):
    """The place, in the Treasury tab, with one payment in the books."""
    take_payment(Payment(5000, TODAY, member_id=desk.books.awa), today=TODAY)
    tab = show_page(qtbot, TreasuryTab(desk))
    tab.show_choice({"place": "reports"})
    place = tab.place()
    qtbot.waitUntil(lambda: place.preview is not None, timeout=5000)
    yield place
    tab.go()


def test_without_books_it_says_what_it_is_for(qtbot, desk):
    tab = show_page(qtbot, TreasuryTab(desk))
    tab.show_choice({"place": "reports"})
    assert any("Reports are read from the books" in text for text in texts_shown(tab))
    assert not tab.place().sheet_button.isEnabled()


def test_another_report_is_shown_when_it_is_chosen(qtbot, place):
    before = place.preview
    place.list.setCurrentRow(2)
    assert "Drawing…" in texts_shown(place)
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


def test_what_takes_long_can_be_stopped_and_drawn_after_all(qtbot, place):
    begun, go_on = threading.Event(), threading.Event()

    def work(progress):
        begun.set()
        go_on.wait(5)
        progress(1, 2)
        return b""

    place.drawing.draw(work, lambda _content: QLabel("never"), "A long list")
    assert begun.wait(5)
    press(button(place, "Cancel"), Qt.Key.Key_Space)
    go_on.set()
    assert "Stopped." in texts_shown(place) and "never" not in texts_shown(place)
    place.drawing.draw(lambda progress: progress(1, 4) or b"", lambda _content: QLabel("drawn"), "Another")
    qtbot.waitUntil(lambda: "drawn" in texts_shown(place), timeout=5000)


def test_a_refusal_stands_where_the_paper_would(qtbot, place):
    def work(_progress):
        raise Refused("It cannot be drawn.")

    place.drawing.draw(work, lambda _content: QLabel("never"), "A list")
    qtbot.waitUntil(lambda: "It cannot be drawn." in texts_shown(place), timeout=5000)
    assert button(place, "Draw it").isEnabled()


def row_of(place, key):
    """The row of a report in the list."""
    return [place.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(place.list.count())].index(
        key
    )


def test_the_statement_of_a_member_by_name(qtbot, place, tmp_path, monkeypatch):
    place.list.setCurrentRow(row_of(place, "statement"))
    assert place.preview is None and not place.sheet_button.isEnabled()
    assert any("Write a part of the name above" in text for text in texts_shown(place))
    type_text(place.who.line, "awa")
    press(place.who.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: place.preview is not None, timeout=5000)
    assert place.preview._name == "Statement of account: Awa.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(tmp_path / "s.xlsx"), ""))
    button(place, "Spreadsheet…").click()
    qtbot.waitUntil(lambda: (tmp_path / "s.xlsx").exists(), timeout=5000)


def test_slips_of_deposits_and_refunds(qtbot, desk, place):
    place.list.setCurrentRow(row_of(place, "deposits"))
    assert any("Nothing was brought to the bank" in text for text in texts_shown(place))
    record_deposit(DepositData(TODAY, desk.books.bank.id, {desk.books.cash.id: 3000}), today=TODAY)
    take_payment(Payment(700, TODAY, member_id=desk.books.awa, rest="credit"), today=TODAY)
    refund_credit(desk.books.awa, 700, day=TODAY, today=TODAY)
    place.read_again()
    qtbot.waitUntil(lambda: place.preview is not None, timeout=5000)
    assert place.which_box.count() == 1 and "3" in place.which_box.currentText()
    assert place.preview._name.startswith("Deposit slip")
    place.list.setCurrentRow(row_of(place, "refunds"))
    qtbot.waitUntil(lambda: place.preview._name.startswith("Refund slip"), timeout=5000)
    assert "Awa" in place.which_box.currentText()
