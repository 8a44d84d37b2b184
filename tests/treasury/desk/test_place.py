"""The payment desk with a keyboard alone: scan, receive, print, next."""

from __future__ import annotations

import datetime

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from assoc_desktop.association.records import the_association
from assoc_desktop.association.rules import open_season
from assoc_desktop.members.cards.codes import CardClaim, sign
from assoc_desktop.members.cards.rules import mark_printed
from assoc_desktop.members.records import Member
from assoc_desktop.treasury.balances import credit_of, dues_of
from assoc_desktop.treasury.checking import check_books
from assoc_desktop.treasury.desk import CREDIT, Payment, take_payment
from assoc_desktop.treasury.desk.forms.receipt_page import ReceiptPage
from assoc_desktop.treasury.receipts import receipt_ids, receipt_rows, totals_by_method
from assoc_desktop.treasury.records import Receipt, ReceiptPrint
from assoc_desktop.treasury.tab import TreasuryTab
from assoc_desktop.widgets.pdf_preview import printing
from tests.screens import (
    answer,
    button,
    click,
    dialog_over,
    press,
    retype,
    show_page,
    texts_shown,
    type_text,
)
from tests.treasury.conftest import TODAY

CONTROL = Qt.KeyboardModifier.ControlModifier
ENTER = Qt.Key.Key_Return


class Keys:
    """Presses keys where the keyboard is, and counts them."""

    def __init__(self, tab, qtbot):
        self._tab, self._qtbot, self.count = tab, qtbot, 0

    def __call__(self, *keys):
        for key in keys:
            self._tab.activateWindow()
            self._qtbot.wait(5)
            target = QApplication.focusWidget()
            if isinstance(key, str):
                type_text(target, key)
            elif isinstance(key, tuple):
                press(target, *key)
            else:
                press(target, key)
            self.count += 1
            self._qtbot.wait(5)


@pytest.fixture
def keys(tab, qtbot):
    return Keys(tab, qtbot)


@pytest.fixture
def paper_printer(monkeypatch, tmp_path):
    """The window of the system's printers, in which somebody presses Enter: it prints into a file."""
    printed = []

    def choose(document, name, _parent):
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printing.prepare(printer, document, name)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "printed.pdf"))
        printed.append(name)
        return printer

    monkeypatch.setattr(printing, "choose_printer", choose)
    return printed


def number_of(member_id):
    return Member.get_by_id(member_id).number


def take(**values):
    return take_payment(Payment(**{"amount": 5000, "day": TODAY, **values}), today=TODAY)


def left(member_id):
    return sum(due.left for due in dues_of([member_id]))


def test_same_amount_cash_print_with_under_ten_keys(books, tab, place, keys, qtbot, paper_printer):
    keys(*number_of(books.awa), ENTER, ENTER)
    assert left(books.awa) == 0
    assert isinstance(tab.top(), ReceiptPage)
    keys((Qt.Key.Key_P, CONTROL))
    qtbot.waitUntil(lambda: tab.top() is tab.bottom)
    window_of_printers = 1
    assert keys.count + window_of_printers < 10
    assert paper_printer == ["Receipt 2026-0001.pdf"]
    assert ReceiptPrint.select().count() == 1
    qtbot.waitUntil(lambda: tab.window().focusWidget() is place.who.line)
    assert totals_by_method(TODAY) == {"cash": (1, 5000)}
    keys(*number_of(books.ben), ENTER, ENTER)
    assert left(books.ben) == 0
    assert check_books() == []


def test_a_letter_chooses_the_method(books, place, keys):
    place.begin(books.awa)
    keys("q")
    assert (place.panel.how.method, place.panel.how.amount.line.text()) == ("cheque", "5,000")
    retype(place.panel.how.through.line, "BICEC")
    retype(place.panel.how.reference.line, "123")
    keys(ENTER)
    entry = Receipt.get().entry
    assert (entry.method, entry.through, entry.reference) == ("cheque", "BICEC", "123")
    place.begin(books.ben)
    assert place.panel.how.method == "cheque"
    place.panel.how.amount.line.setFocus()
    keys("c", "x")
    assert (place.panel.how.method, place.panel.how.reference.isHidden()) == ("cash", True)


@pytest.mark.parametrize(
    ("typed", "minor"),
    [
        ("2 000", 2000),
        ("2.000", 2000),
        ("2,000", 2000),
        ("2\u202f000", 2000),
        ("2000", 2000),
        ("2’000", 2000),
    ],
)
def test_every_way_of_writing_an_amount(books, place, keys, typed, minor):
    place.begin(books.awa)
    retype(place.panel.how.amount.line, typed)
    keys(ENTER)
    assert Receipt.get().amount == minor


@pytest.mark.parametrize(
    ("typed", "words"),
    [("0", "more than nothing"), ("-5", "not below zero"), ("1,5", "not an amount"), ("12 34", "not an amount"),
     ("", "more than nothing"), ("9" * 14, "too large")],
)  # fmt: skip
def test_bad_amounts_are_told_and_nothing_is_taken(books, place, keys, typed, words):
    place.begin(books.awa)
    retype(place.panel.how.amount.line, typed)
    keys(ENTER)
    assert words in place.panel.told.text()
    assert not Receipt.select().exists()
    assert place.panel.how.amount.line.text() == typed


def test_a_day_that_is_none(books, place, keys):
    place.begin(books.awa)
    retype(place.panel.how.day.line, "15/05/2026")
    keys(ENTER)
    assert "future" in place.panel.told.text()
    retype(place.panel.how.day.line, "soon")
    keys(ENTER)
    assert "not a date" in place.panel.told.text()
    assert not Receipt.select().exists()


def test_what_is_more_needs_a_choice(books, place, keys):
    place.begin(books.awa)
    assert place.panel.how.rest.isHidden()
    retype(place.panel.how.amount.line, "6000")
    assert not place.panel.how.rest.isHidden()
    keys(ENTER)
    assert "Choose whether" in place.panel.told.text()
    keys(Qt.Key.Key_Down)
    keys(ENTER)
    assert credit_of(books.awa) == 1000


def test_a_warning_is_passed_with_one_more_enter(books, place, keys):
    take(member_id=books.awa, amount=1000)
    place.begin(books.awa)
    retype(place.panel.how.amount.line, "1000")
    keys(ENTER)
    assert "on the same day already" in place.panel.told.text()
    assert Receipt.select().count() == 1
    keys(ENTER)
    assert Receipt.select().count() == 2


def test_a_warning_comes_again_when_something_else_is_typed(books, place, keys):
    take(member_id=books.awa, amount=1000)
    place.begin(books.awa)
    retype(place.panel.how.amount.line, "1000")
    keys(ENTER)
    retype(place.panel.how.payer.line, "Uncle")
    keys(ENTER)
    assert Receipt.select().count() == 1


def test_rows_that_are_ticked_are_paid(books, place, keys):
    books.awa_owes_last_year()
    place.begin(books.awa)
    first, second = place.panel.rows.boxes
    assert (first.words, second.words) == ("2025 · Individual", "2026 · Individual")
    assert place.panel.how.amount.line.text() == "10,000"
    first.setFocus()
    keys(Qt.Key.Key_Space)
    assert place.panel.how.amount.line.text() == "5,000"
    place.panel.how.amount.line.setFocus()
    keys(ENTER)
    assert [(due.text, due.left) for due in dues_of([books.awa])] == [("2025", 5000), ("2026", 0)]


def test_a_season_ahead_is_offered_and_not_ticked(books, place, keys):
    open_season(datetime.date(2027, 1, 1))
    place.begin(books.awa)
    _now, ahead = place.panel.rows.boxes
    assert (ahead.words, ahead.isChecked()) == ("2027 · Individual", False)
    ahead.setFocus()
    keys(Qt.Key.Key_Space)
    place.panel.how.amount.line.setFocus()
    keys(ENTER, ENTER)
    assert [(due.text, due.left) for due in dues_of([books.awa])] == [("2026", 0), ("2027", 0)]


def test_ticks_stay_when_something_else_changes(books, desk, place, keys, qtbot):
    books.awa_owes_last_year()
    place.begin(books.awa)
    place.panel.rows.boxes[0].setFocus()
    keys(Qt.Key.Key_Space)
    books.levy(books.awa, 300)
    desk.changed.emit()
    assert [box.isChecked() for box in place.panel.rows.boxes] == [False, True, True]
    assert place.panel.how.amount.line.text() == "5,300"
    retype(place.panel.how.amount.line, "5000")
    qtbot.waitUntil(lambda: desk.draft("payment desk").read() is not None)
    again = show_page(qtbot, TreasuryTab(desk))
    again.show_choice({"place": "desk"})
    panel = again.place().panel
    assert [box.isChecked() for box in panel.rows.boxes] == [False, True, True]
    assert panel.payment().shares[0].amount == 5000


def test_the_next_card_scanned_into_the_amount(books, place, keys):
    mark_printed(books.season, [books.ben], on=TODAY)
    claim = CardClaim(number_of(books.ben), "2026", datetime.date(2026, 12, 31))
    code = sign(claim, bytes.fromhex(the_association().card_key))
    place.begin(books.awa)
    type_text(place.panel.how.amount.line, code)
    assert place.panel.how.method == "cash"
    keys(ENTER)
    assert (place.panel.member_id, place.panel.how.amount.line.text()) == (books.ben, "5,000")
    type_text(place.panel.how.amount.line, code[:-1])
    told = answer("Close")
    keys(ENTER)
    assert any(told)
    assert (place.panel.member_id, place.panel.how.amount.line.text()) == (books.ben, "5,000")
    assert not Receipt.select().exists()


def test_a_key_held_down_takes_nothing_twice(books, place):
    take(member_id=books.awa, amount=1000)
    place.begin(books.awa)
    line = place.panel.how.amount.line
    retype(line, "1000")
    press(line, ENTER)
    for _time in range(5):
        held = QKeyEvent(QEvent.Type.KeyPress, ENTER, Qt.KeyboardModifier.NoModifier, "\r", True)
        QApplication.sendEvent(line, held)
    assert Receipt.select().count() == 1


def test_found_by_name(books, place, keys, qtbot):
    type_text(place.who.line, "aw")
    press(place.who.line, ENTER)
    qtbot.waitUntil(lambda: place.panel.member_id == books.awa)


def test_a_click_on_the_place_gives_it_the_keyboard(tab, place, qtbot):
    for number in (0, 1):
        corner = tab.bar.tabRect(number).center()
        QTest.mouseClick(tab.bar, Qt.MouseButton.LeftButton, pos=corner)
        qtbot.wait(5)
    assert tab.window().focusWidget() is place.who.line


def test_nobody_and_several(books, place, keys, qtbot):
    books.member("Awa Two")
    for typed, words in (("aw", "Several"), ("zzz", "no card and no member"), ("AD1:xyz", "")):
        told = answer("Close")
        retype(place.who.line, typed)
        press(place.who.line, ENTER)
        qtbot.waitUntil(lambda told=told: bool(told))
        assert words in " ".join(told)
    assert place.panel.member_id is None


def test_a_donation_of_somebody_who_is_no_member(books, place, keys):
    click(place.donation)
    assert place.panel.rows.isHidden()
    retype(place.panel.how.payer.line, "School")
    retype(place.panel.how.amount.line, "700")
    keys(ENTER)
    (row,) = receipt_rows(receipt_ids())
    assert (row.kind, row.payer, row.amount) == ("donation", "School", 700)


def test_who_owes_nothing_is_told_so(books, place):
    take(member_id=books.awa)
    place.begin(books.awa)
    assert any("Nothing is due" in text for text in texts_shown(place.panel))


def test_what_was_more_in_a_payment_that_was_dropped_is_not_told_of_a_donation(books, place):
    place.begin(books.awa)
    retype(place.panel.how.amount.line, "99999")
    assert place.panel.how.rest.isVisible()
    click(place.panel.drop)
    click(place.donation)
    assert place.panel.how.rest.isHidden()
    retype(place.panel.how.amount.line, "700")
    assert "700" in "".join(text for text in texts_shown(place.panel) if text.endswith("more"))


def test_a_donation_needs_a_name(books, place, keys):
    click(place.donation)
    retype(place.panel.how.amount.line, "700")
    keys(ENTER)
    assert "Say who paid" in place.panel.told.text()
    assert QApplication.focusWidget() is place.panel.how.payer.line


def test_what_is_typed_is_not_dropped_without_asking(books, place):
    place.begin(books.awa)
    retype(place.panel.how.amount.line, "1234")
    told = answer("Cancel")
    place.begin(books.ben)
    assert "Drop what is typed?" in told
    assert (place.panel.member_id, place.panel.how.amount.line.text()) == (books.awa, "1,234")
    answer("Drop it")
    place.begin(books.ben)
    assert (place.panel.member_id, place.panel.how.amount.line.text()) == (books.ben, "5,000")


def test_what_was_typed_is_there_after_a_crash(books, desk, tab, place, qtbot):
    place.begin(books.awa)
    retype(place.panel.how.amount.line, "1234")
    retype(place.panel.how.payer.line, "Uncle")
    qtbot.waitUntil(lambda: desk.draft("payment desk").read() is not None)
    again = show_page(qtbot, TreasuryTab(desk))
    again.show_choice({"place": "desk"})
    panel = again.place().panel
    assert (panel.member_id, panel.how.amount.line.text(), panel.how.payer.line.text()) == (
        books.awa, "1,234", "Uncle",
    )  # fmt: skip
    assert "typed before" in panel.told.text()
    panel.receive()
    assert Receipt.get().amount == 1234
    assert desk.draft("payment desk").read() is None


def test_credit_is_used_and_given_back(books, place, qtbot):
    take(member_id=books.awa, amount=8000, rest=CREDIT)
    books.levy(books.awa, 1000)
    place.begin(books.awa)
    assert any("Credit: FCFA3,000" in text for text in texts_shown(place.panel))
    click(button(place, "Pay with the credit"))
    assert (credit_of(books.awa), left(books.awa)) == (2000, 0)
    click(button(place, "Give credit back…"))
    dialog = dialog_over(place)
    retype(dialog.page.fields["amount"].line, "500")
    click(dialog.page.save_button)
    qtbot.waitUntil(lambda: credit_of(books.awa) == 1500)
    assert check_books() == []


def test_everything_on_the_desk_has_a_name(books, place):
    place.begin(books.awa)
    lines = [line for line in place.findChildren(QLineEdit) if line.isVisible()]
    assert [
        line for line in lines if not line.accessibleName() and not line.parent().inherits("QComboBox")
    ] == []


def test_it_fits_the_smallest_screen(books, tab, place):
    take(member_id=books.awa, amount=8000, rest=CREDIT)
    place.begin(books.awa)
    place.panel.how.choose("mobile")
    place.panel.how.show_rest(5)
    hint = tab.minimumSizeHint()
    assert (hint.width() <= 1093, hint.height() <= 614) == (True, True)
