"""The register of the receipts: looked through, reversed, shown and saved again."""

from __future__ import annotations

from PySide6.QtCore import Qt

from assoc_desktop.treasury.balances import dues_of
from assoc_desktop.treasury.desk import DONATE, Payment, take_payment
from assoc_desktop.treasury.desk.forms.receipt_page import ReceiptPage, RegisterPage
from assoc_desktop.treasury.receipts import receipt_rows
from assoc_desktop.treasury.records import ReceiptPrint
from tests.screens import click, dialog_over, press, retype, texts_shown
from tests.treasury.conftest import TODAY


def take(**values):
    return take_payment(Payment(**{"amount": 5000, "day": TODAY, **values}), today=TODAY)


def test_the_register_and_a_reversal(books, tab, place, qtbot):
    first = take(member_id=books.awa)
    take(name="School", rest=DONATE)
    click(place.register)
    page = tab.top()
    assert isinstance(page, RegisterPage)
    retype(page.list.search, "awa")
    qtbot.waitUntil(lambda: page.list.table.shown_ids() == [first.id])
    page.list.table.select_id(first.id)
    click(page.list.reverse)
    dialog = dialog_over(page)
    click(dialog.page.save_button)
    assert "Say why" in " ".join(texts_shown(dialog))
    retype(dialog.page.fields["reason"].line, "Wrong member")
    click(dialog.page.save_button)
    qtbot.waitUntil(lambda: receipt_rows([first.id])[0].reversed_on == TODAY)
    assert sum(due.left for due in dues_of([books.awa])) == 5000
    assert not page.list.reverse.isEnabled()
    click(page.list.again)
    assert isinstance(tab.top(), ReceiptPage)


def test_saved_is_printed_too(books, tab, place, tmp_path):
    receipt = take(member_id=books.awa)
    place.print_receipts([receipt.id])
    page = tab.top()
    page.layout_box.setFocus()
    press(page.layout_box, Qt.Key.Key_End)
    press(page.layout_box, Qt.Key.Key_Return)
    page.preview.save_to(tmp_path / "receipt.pdf")
    assert (tmp_path / "receipt.pdf").stat().st_size > 1000
    assert (ReceiptPrint.select().count(), tab.top() is tab.bottom) == (1, True)
