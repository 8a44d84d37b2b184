"""The page of a statement before it is read in: new lines, warnings, account and columns; then back to the list."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from assoc_desktop.association.records import Association
from assoc_desktop.treasury.accounts import first_account
from assoc_desktop.treasury.records import Account, Entry, StatementLine
from assoc_desktop.treasury.statements.forms.reading_page import ReadingPage
from tests.exchange.statements import samples
from tests.screens import make_desk, press, show_page, tick
from tests.treasury.conftest import TODAY


@pytest.fixture
def open_page(qtbot, books, tmp_path):
    """Shows the page of a statement with a text, and waits until it was looked at."""
    Association.update(currency="EUR").execute()

    def show(text, name="bank.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        page = ReadingPage(make_desk(books.file, tmp_path, TODAY), path)
        page.ended = []
        page.closed.connect(lambda: page.ended.append(True))
        show_page(qtbot, page)
        qtbot.waitUntil(lambda: page.told.text() != "")
        return page

    return show


def choose(qtbot, page, box, value):
    """Choose as the keyboard does, and wait for the statement to be looked at again."""
    page.told.setText("")
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())
    qtbot.waitUntil(lambda: page.told.text() != "")


def test_the_account_is_asked_when_nobody_can_tell(qtbot, books, open_page):
    page = open_page(samples.MT940)
    assert "Say of which account" in page.told.text() and not page.read_in.isEnabled()
    choose(qtbot, page, page.account_box, books.bank.id)
    assert page.told.text().startswith("3 new lines") and page.read_in.text() == "&Read in 3 lines"
    assert page.table.model.row(0).texts["party"] == "Awa Mballa"
    press(page.read_in, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.ended == [True])
    assert StatementLine.select().count() == 3 and not Entry.select().exists()


def test_what_was_read_before_is_counted(qtbot, books, open_page):
    page = open_page(samples.MT940)
    choose(qtbot, page, page.account_box, books.bank.id)
    press(page.read_in, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.ended == [True])
    again = open_page(samples.MT940)
    assert "3 lines were read before" in again.told.text() and not again.read_in.isEnabled()


def test_a_balance_that_does_not_fit_stands_in_red(qtbot, books, open_page):
    page = open_page(samples.MT940.replace("C260506EUR5049,75", "C260506EUR5050,75"))
    choose(qtbot, page, page.account_box, books.bank.id)
    assert "€1.00 differ" in page.notes.text() and page.notes.property("look") == "error"


def test_columns_are_shown_and_changed(qtbot, books, open_page):
    Account.update(archived=True).where(Account.id == first_account("mobile")).execute()
    page = open_page("Date;Libellé;Remarque;Montant\n2026-05-01;Awa;Dues;5000\n")
    assert {key: box.currentData() for key, box in page.boxes.items()} == {
        "Date": "day", "Libellé": "text", "Remarque": "", "Montant": "amount",
    }  # fmt: skip
    choose(qtbot, page, page.boxes["Remarque"], "text")
    assert page.table.model.row(0).texts["text"] == "Awa · Dues"
    choose(qtbot, page, page.boxes["Montant"], "")
    assert "No column holds amounts" in page.told.text() and not page.read_in.isEnabled()
    choose(qtbot, page, page.boxes["Montant"], "credit")
    assert page.read_in.isEnabled()


def test_a_file_that_cannot_be_read_is_told(qtbot, books, open_page):
    page = open_page(samples.MT940[:150])
    assert "ends in the middle" in page.told.text() and not page.read_in.isEnabled()


def test_lines_of_another_file_are_left_out_unless_wanted(qtbot, books, open_page):
    page = open_page(samples.CSV_BANK)
    choose(qtbot, page, page.account_box, books.bank.id)
    press(page.read_in, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.ended == [True])
    again = open_page(samples.OFX1, "bank.ofx")
    choose(qtbot, again, again.account_box, books.bank.id)
    assert not again.read_in.isEnabled() and again.twins_too.isVisible()
    assert "3 lines" in again.twins_too.text() and "bank.csv" in again.twins_too.text()
    assert again.table.model.row(0).texts["twin"] == "Probably"
    tick(again.twins_too)
    assert again.read_in.text() == "&Read in 3 lines"
    press(again.read_in, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: again.ended == [True])
    assert StatementLine.select().count() == 6
