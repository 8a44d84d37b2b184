"""The whole window: the books are begun, money goes out by keys alone, a scan is kept, meddling is found."""

import datetime
import io

import pytest
from PIL import Image
from PySide6.QtCore import Qt

from assoc_desktop.storage.database import database
from assoc_desktop.treasury.accounts import balance_of, first_account
from assoc_desktop.treasury.cashbook.entries import CashData, record_entry
from assoc_desktop.treasury.records import Entry
from assoc_desktop.treasury.vouchers import add_voucher, scan_from, vouchers_of
from assoc_desktop.window import actions
from tests.screens import answer, button, click, dialog_over, press, texts_shown, type_text

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(opened_window, qtbot):
    opened_window.show_tab("treasury")
    qtbot.wait(1)
    return opened_window


@pytest.fixture
def place(window):
    tab = window.tab()
    if tab.place() is None:
        click(button(tab, "Start the books"))
    window.show_tab("treasury", {"place": "cashbook"})
    return window.tab().place()


def test_money_goes_out_by_keys_alone(window, place, today):
    assert window.tab().can("add")
    place.add()
    page = dialog_over(window).page
    line = page.fields["amount"].line
    press(page.fields["day"].line, Qt.Key.Key_Tab)
    assert line.hasFocus()
    type_text(line, "1250000")
    press(page.fields["other_id"].box, Qt.Key.Key_Down)
    type_text(page.fields["text"].line, "Stamps")
    answer("Post it anyway")
    press(page.fields["text"].line, Qt.Key.Key_Return, CTRL)
    entry = Entry.select().order_by(Entry.id.desc()).first()
    assert (entry.day, entry.kind) == (today, "expense")
    assert entry.number == Entry.select().where(Entry.year == entry.year).count()
    assert balance_of(first_account("cash").id) < 0
    place.table.select_id(entry.id)
    place._show_details()
    assert f"Voucher {entry.number} of {entry.year}" in texts_shown(place.details)


def test_a_kept_voucher_is_taken_back_with_undo(window, place, today, qtbot):
    cash, income = first_account("cash"), first_account("income")
    data = CashData("income", today - datetime.timedelta(1), cash.id, income.id, 500, text="Sale")
    entry = record_entry(data, today=today)
    file = io.BytesIO()
    Image.new("RGB", (40, 30)).save(file, "PNG")
    add_voucher(entry.id, scan_from("a.png", file.getvalue()))
    window.desk.tell_change(place, "Kept")
    actions.undo_last(window)
    qtbot.waitUntil(lambda: vouchers_of(entry.id) == [])
    assert Entry.select().where(Entry.id == entry.id).exists()


def test_check_in_the_window_proves_the_books(window, place, today, qtbot):
    cash, income = first_account("cash"), first_account("income")
    entry = record_entry(CashData("income", today, cash.id, income.id, 500, text="Sale"), today=today)
    texts = answer("Close")
    actions.check(window)
    qtbot.waitUntil(lambda: bool(texts))
    assert texts[0] == "The file is whole"
    database.execute_sql("UPDATE entry_text SET text = 'Other' WHERE entry_id = ?", (entry.id,))
    texts = answer("Close")
    actions.check(window)
    qtbot.waitUntil(lambda: bool(texts))
    assert "words of entry" in texts[1]
