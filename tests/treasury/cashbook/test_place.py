"""The cash book by keys and clicks: entered, corrected, reversed, brought to the bank, counted, closed."""

from __future__ import annotations

import datetime
import io

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMenu, QToolButton

from assoc_desktop.association.rules import head_of
from assoc_desktop.treasury.accounts import accounts, balance_of, first_account
from assoc_desktop.treasury.cashbook.documents.count_sheet import count_sheet
from assoc_desktop.treasury.cashbook.entries import CashData, record_entry
from assoc_desktop.treasury.cashbook.forms.accounts_page import AccountsPage
from assoc_desktop.treasury.cashbook.forms.budget_form import BudgetForm
from assoc_desktop.treasury.cashbook.forms.closing_page import ClosingPage
from assoc_desktop.treasury.cashbook.forms.count_form import CountForm
from assoc_desktop.treasury.cashbook.forms.counts_page import CountsPage
from assoc_desktop.treasury.cashbook.forms.voucher_page import PicturePage, keep_scan
from assoc_desktop.treasury.counts import CountData, record_count
from assoc_desktop.treasury.deposits import DepositData, record_deposit
from assoc_desktop.treasury.ledger import Draft, Line, post, text_of
from assoc_desktop.treasury.records import Budget, CashCount, Entry, FinancialYear, Voucher
from assoc_desktop.treasury.vouchers import read_voucher
from assoc_desktop.treasury.years import year_on
from assoc_desktop.widgets.pdf_preview import PreviewPage
from tests.screens import (
    answer,
    button,
    click,
    dialog_over,
    message_at,
    press,
    retype,
    texts_shown,
    type_text,
)
from tests.treasury.conftest import TODAY

PLAIN = Qt.KeyboardModifier.NoModifier


def money_in(desk, amount=9000, day=TODAY, text="Gift"):
    books = desk.books
    data = CashData("income", day, books.cash.id, books.donations.id, amount, text=text)
    return record_entry(data, today=TODAY)


def fill(page, **values):
    for name, value in values.items():
        field = page.fields[name]
        if hasattr(field, "line"):
            retype(field.line, value)
        else:
            field.set_value(value)
            field.changed.emit()


def test_money_comes_in_by_the_form_and_stands_in_the_list(desk, tab, place):
    click(button(place.table, "Money in…"))
    page = dialog_over(tab).page
    assert page.fields["day"].value() == TODAY
    fill(page, amount="9 000", other_id=desk.books.donations.id, text="Gift of the town", party="Town hall")
    press(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (entry,) = Entry.select()
    assert (entry.kind, entry.method, text_of(entry)) == ("income", "cash", "Gift of the town")
    assert place.table.shown_ids() == [entry.id]
    assert "balance" in " ".join(texts_shown(place)) and place.book.balance == 9000


def test_what_is_missing_is_said_beside_its_field(tab, place):
    place.money_out()
    page = dialog_over(tab).page
    press(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert "how much" in message_at(page, "amount")
    assert "which expenditure" in message_at(page, "other_id")
    fill(page, day="31/02/2026")
    assert not page.save_now() and "not a date" in message_at(page, "day")


def test_more_cash_than_there_is_is_asked_about(desk, tab, place):
    place.money_out()
    page = dialog_over(tab).page
    fill(page, amount="500", other_id=desk.books.rent.id, text="Rent")
    texts = answer("Cancel")
    assert not page.save_now()
    assert "More cash than the box holds?" in texts and not Entry.select().exists()
    answer("Post it anyway")
    assert page.save_now()
    assert balance_of(desk.books.cash.id) == -500


def test_the_method_follows_the_account(desk, tab, place):
    place.money_in()
    page = dialog_over(tab).page
    fill(page, account_id=desk.books.bank.id)
    assert page.fields["method"].value() == "transfer"


def test_a_transfer(desk, tab, place):
    money_in(desk)
    place.transfer()
    page = dialog_over(tab).page
    fill(page, amount="4000", account_id=desk.books.cash.id, other_id=desk.books.bank.id)
    assert page.save_now()
    assert (balance_of(desk.books.cash.id), balance_of(desk.books.bank.id)) == (5000, 4000)


def test_an_entry_is_corrected(desk, tab, place):
    entry = money_in(desk)
    desk.changed.emit()
    place.table.select_id(entry.id)
    place._show_details()
    click(button(place.details, "Correct…"))
    page = dialog_over(tab).page
    fill(page, amount="8500")
    assert not page.save_now() and "what was wrong" in message_at(page, "reason")
    fill(page, reason="Counted again")
    assert page.save_now()
    assert place.book.balance == 8500 and len(place.table.shown_ids()) == 3


def test_a_correction_of_an_empty_box_is_no_shortage(desk, tab, place):
    money_in(desk, 500)
    data = CashData("expense", TODAY, desk.books.cash.id, desk.books.rent.id, 500, text="Rent")
    entry = record_entry(data, today=TODAY)
    desk.changed.emit()
    place.table.select_id(entry.id)
    place.correct()
    page = dialog_over(tab).page
    fill(page, amount="450", reason="Misread")
    assert page.save_now()
    assert balance_of(desk.books.cash.id) == 50


def test_an_entry_is_reversed_with_a_reason(desk, tab, place):
    entry = money_in(desk)
    desk.changed.emit()
    place.table.select_id(entry.id)
    place._show_details()
    click(button(place.details, "Reverse…"))
    page = dialog_over(tab).page
    assert not page.save_now() and "Say why" in message_at(page, "reason")
    fill(page, reason="Paid twice")
    assert page.save_now()
    place.table.select_id(entry.id)
    place._show_details()
    assert "Paid twice" in texts_shown(place.details)
    assert not any(
        each.isVisible() for each in (place.details.buttons["reverse"], place.details.buttons["correct"])
    )


def test_search_and_filters(desk, tab, place, qtbot):
    first, second = money_in(desk, text="Bake sale"), money_in(desk, text="Raffle")
    desk.changed.emit()
    type_text(place.search_field, "raff")
    qtbot.waitUntil(lambda: place.table.shown_ids() == [second.id])
    place.clear_filters()
    assert place.table.shown_ids() == [second.id, first.id]
    place.show_choice({"shown": "expense"})
    assert place.table.shown_ids() == []
    assert any("No entry matches" in text for text in texts_shown(place.table))
    place.show_choice({"entry": first.id})
    assert place.current() == first.id


def test_cheques_and_cash_go_to_the_bank_with_a_slip(desk, tab, place):
    box = first_account("cheques")
    lines = (Line(box.id, 700), Line(desk.books.dues.id, -700))
    post(Draft("dues", TODAY, lines, method="cheque", reference="42", party="Awa"), today=TODAY)
    money_in(desk)
    place.deposit()
    page = dialog_over(tab).page
    field = page.fields["cheques"]
    assert "Awa" in field.list.item(0).text() and "1 cheque" in " ".join(texts_shown(field))
    field.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert not page.save_now() and "Choose a cheque" in message_at(page, "cheques")
    field.list.item(0).setCheckState(Qt.CheckState.Checked)
    fill(page, cash="300")
    click(page.save_button)
    assert balance_of(desk.books.bank.id) == 1000
    assert isinstance(tab.top(), PreviewPage) and "Deposit slip 3" in tab.top().title.text()


def test_who_reverses_a_cheque_at_the_bank_is_told_what_comes_first(desk, tab, place):
    lines = (Line(first_account("cheques").id, 700), Line(desk.books.dues.id, -700))
    cheque = post(Draft("dues", TODAY, lines, method="cheque"), today=TODAY)
    record_deposit(DepositData(TODAY, desk.books.bank.id, {}, [cheque.id]), today=TODAY)
    desk.changed.emit()
    place.table.select_id(cheque.id)
    place.reverse()
    assert any("enter first a transfer" in text for text in texts_shown(dialog_over(tab)))


def test_the_cash_is_counted(desk, tab, place):
    money_in(desk, 12000)
    place.count_cash()
    page = tab.top()
    assert isinstance(page, CountForm)
    type_text(page.pieces.count_lines()[0], "1")
    assert "2,000 missing" in page.told.text().replace("\u202f", ",").replace("FCFA\u00a0", "").replace(
        "XAF ", ""
    )
    type_text(page.pieces.count_lines()[2], "1")
    assert "no difference" in page.told.text()
    click(page.save_button)
    assert CashCount.get().counted == 12000
    assert isinstance(tab.top(), PreviewPage)


def test_a_difference_is_booked_with_its_reason(desk, tab, place):
    money_in(desk, 1000)
    place.count_cash()
    page = tab.top()
    free, count = page.pieces._lines[-1][0], page.pieces.count_lines()[-1]
    type_text(free, "x")
    assert not page.save_now() and "not an amount" in message_at(page, "pieces")
    retype(free, "0")
    assert not page.save_now() and "more than nothing" in message_at(page, "pieces")
    retype(free, "30")
    type_text(count, "30")
    fill(page, other_id=first_account("expense", "658").id)
    assert not page.save_now() and "Say why" in message_at(page, "reason")
    fill(page, reason="Lost")
    click(page.save_button)
    assert balance_of(desk.books.cash.id) == 900
    tab.close_pages()
    place.show_counts()
    page = tab.top()
    assert isinstance(page, CountsPage)
    page.pane.table.select_id(CashCount.get().id)
    click(button(page, "Show the sheet…"))
    assert isinstance(tab.top(), PreviewPage)


def test_a_budget_is_typed_and_copied(desk, tab, place):
    money_in(desk, 800, datetime.date(2025, 5, 1))
    money_in(desk, 200)
    desk.changed.emit()
    place.show_budget()
    page = tab.top()
    assert isinstance(page, BudgetForm) and page.year.label == "2026"
    click(page.copy)
    field = page.field.amounts[desk.books.donations.id]
    assert field.value() == 800
    retype(field.line, "900")
    retype(page.field.amounts[desk.books.rent.id].line, "-5")
    assert not page.save_now()
    retype(page.field.amounts[desk.books.rent.id].line, "")
    click(page.save_button)
    assert Budget.get().amount == 900


def test_the_budget_of_another_year(desk, tab, place):
    money_in(desk, 800, datetime.date(2025, 5, 1))
    FinancialYear.update(closed_on=TODAY).execute()
    money_in(desk, 200)
    place.show_budget()
    page = tab.top()
    page.years.setCurrentIndex(1)
    page._choose_year()
    assert page.title.text() == "Budget 2025" and not page.save_button.isEnabled()
    page.years.setCurrentIndex(0)
    page._choose_year()
    assert page.save_button.isEnabled()
    page.copy_before()
    answer("Stay on the page")
    page.years.setCurrentIndex(1)
    page._choose_year()
    assert page.title.text() == "Budget 2026" and page.years.currentText() == "2026"


def test_a_budget_is_made_before_its_year_begins(desk, tab, place):
    money_in(desk, 200)
    place.show_budget()
    page = tab.top()
    page.years.setCurrentIndex(page.years.findText("Next year…"))
    page._choose_year()
    assert page.title.text() == "Budget 2027" and page.years.currentText() == "2027"
    click(page.copy)
    click(page.save_button)
    assert (Budget.get().amount, Budget.get().year.label) == (200, "2027")


def test_a_budget_before_a_closed_year_is_refused_in_words(desk, tab, place):
    money_in(desk, 800, TODAY)
    FinancialYear.update(closed_on=TODAY).execute()
    desk._today = lambda: datetime.date(2024, 5, 1)
    place.show_choice({"shown": ""})
    texts = answer("Close")
    place.show_budget()
    assert "nothing can be written" in texts[1] and tab.top() is tab.bottom


def test_a_year_is_closed_for_good(desk, tab, place, qtbot):
    money_in(desk, 800, datetime.date(2025, 5, 1))
    place.close_year()
    page = tab.top()
    assert isinstance(page, ClosingPage)
    qtbot.waitUntil(page.close_button.isEnabled)
    assert "1 entry has no voucher." in texts_shown(page)
    click(page.paper)
    assert isinstance(tab.top(), PreviewPage)
    press(tab.top(), Qt.Key.Key_Escape)
    answer("Cancel")
    click(page.close_button)
    assert year_on(datetime.date(2025, 5, 1)).closed_on is None
    texts = answer("Close the year")
    click(page.close_button)
    assert "1 entry has no voucher." in texts[1]
    assert year_on(datetime.date(2025, 5, 1)).closed_on == TODAY
    qtbot.waitUntil(lambda: any("was closed on" in text for text in texts_shown(page)))
    assert not page.close_button.isEnabled()


def test_without_an_entry_there_is_no_year_to_close(tab, place):
    place.close_year()
    assert not tab.top().close_button.isEnabled() and not tab.top().paper.isEnabled()


def test_accounts_are_kept(desk, tab, place):
    place.show_accounts()
    page = tab.top()
    assert isinstance(page, AccountsPage)
    click(button(page, "Add an account…"))
    form = dialog_over(tab).page
    fill(form, name="Second box", code="5712", kind="cash")
    assert form.fields["iban"].isHidden()
    assert form.save_now()
    dialog_over(tab).close()
    box = next(each for each in accounts() if each.code == "5712")
    page.pane.table.select_id(box.id)
    page.pane.open_balance()
    form = dialog_over(tab).page
    assert not form.save_now() and "how much" in message_at(form, "amount")
    fill(form, amount="700")
    assert form.save_now()
    dialog_over(tab).close()
    assert balance_of(box.id) == 700
    page.pane.table.select_id(box.id)
    texts = answer("Close")
    page.pane.archive()
    assert "There is money in Second box" in texts[1]
    page.pane.table.select_id(desk.books.rent.id)
    before = [each.id for each in accounts(archived=True)].index(desk.books.rent.id)
    click(button(page, "Up"))
    assert [each.id for each in accounts(archived=True)].index(desk.books.rent.id) == before - 1
    click(button(page, "Archive"))
    assert desk.books.rent not in accounts()
    page.pane.table.select_id(desk.books.rent.id)
    click(button(page, "Bring back"))
    assert desk.books.rent in accounts()


def test_a_scan_is_kept_looked_at_and_taken_off(desk, tab, place, tmp_path, qtbot):
    entry = money_in(desk)
    file = io.BytesIO()
    Image.new("RGB", (400, 300), "white").save(file, "PNG")
    path = tmp_path / "bill & co.png"
    path.write_bytes(file.getvalue())
    keep_scan(desk, tab, entry.id, path)
    qtbot.waitUntil(lambda: Voucher.select().exists())
    place.table.select_id(entry.id)
    place._show_details()
    assert place.book.rows([entry.id])[0].vouchers == 1
    click(button(place.details, "bill && co.png".replace("&", "")))
    page = tab.top()
    assert isinstance(page, PicturePage)
    answer("Take it off")
    click(button(page, "Take it off…"))
    assert not Voucher.select().exists() and tab.top() is tab.bottom


def test_a_scan_is_chosen_looked_at_and_saved(desk, tab, place, tmp_path, qtbot, monkeypatch):
    entry = money_in(desk)
    path, target = tmp_path / "bill.jpg", tmp_path / "copy.jpg"
    Image.new("RGB", (3000, 300), "white").save(path)
    desk.changed.emit()
    place.table.select_id(entry.id)
    place._show_details()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(path), ""))
    click(button(place.details, "Add a voucher…"))
    qtbot.waitUntil(lambda: Voucher.select().exists())
    place.show_voucher(Voucher.get().id)
    page = tab.top()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    click(button(page, "Save as…"))
    assert target.read_bytes() == read_voucher(Voucher.get().id).content
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "no" / "x.jpg"), ""))
    texts = answer("Close")
    click(button(page, "Save as…"))
    assert texts


def test_a_pdf_is_looked_at_as_it_is(desk, tab, place, tmp_path, qtbot):
    entry = money_in(desk)
    path = tmp_path / "bill.pdf"
    path.write_bytes(
        count_sheet(record_count(CountData(desk.books.cash.id, TODAY), today=TODAY), head_of("en"))
    )
    keep_scan(desk, tab, entry.id, path)
    qtbot.waitUntil(lambda: Voucher.select().exists())
    place.show_voucher(Voucher.get().id)
    assert isinstance(tab.top(), PreviewPage)
    assert read_voucher(Voucher.get().id).content == path.read_bytes()
    texts = answer("Close")
    keep_scan(desk, tab, entry.id, path)
    qtbot.waitUntil(lambda: bool(texts))
    assert "already" in texts[1]


def test_a_file_that_is_no_scan_is_refused_in_words(desk, tab, tmp_path, qtbot):
    entry = money_in(desk)
    path = tmp_path / "bill.jpg"
    path.write_bytes(b"MZ program")
    texts = answer("Close")
    keep_scan(desk, tab, entry.id, path)
    qtbot.waitUntil(lambda: bool(texts))
    assert "cannot be kept as a voucher" in texts[1]


def test_the_menu_offers_what_the_cash_book_does(tab, place):
    click(place.findChild(QToolButton, "", Qt.FindChildOption.FindDirectChildrenOnly) or place.more)
    menu = next(each for each in place.findChildren(QMenu) if each.isVisible())
    words = [action.text() for action in menu.actions() if action.text()]
    assert words[:7] == [
        "Transfer…", "Deposit…", "Count the cash…", "Cash counts…", "Budget…", "Close the year…", "Accounts…",
    ]  # fmt: skip
    menu.close()
