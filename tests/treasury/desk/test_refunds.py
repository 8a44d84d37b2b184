"""Credit is given back at the desk, with a slip that is signed."""

from __future__ import annotations

from PySide6.QtCore import Qt

from assoc_desktop.treasury.balances import credit_of
from assoc_desktop.treasury.desk import Payment, take_payment
from assoc_desktop.treasury.desk.refunds import read_refund, refund_ids
from assoc_desktop.treasury.ledger import reverse
from assoc_desktop.treasury.tab import TreasuryTab
from assoc_desktop.treasury.years import year_on
from assoc_desktop.widgets.pdf_preview import PreviewPage
from tests.screens import dialog_over, press, show_page
from tests.treasury.conftest import TODAY


def test_the_slip_is_shown_once_the_money_is_given(qtbot, books, desk):
    take_payment(Payment(6000, TODAY, member_id=books.awa, rest="credit"), today=TODAY)
    tab = show_page(qtbot, TreasuryTab(desk))
    tab.show_choice({"place": "desk"})
    place, laid = tab.place(), []
    place.page_wanted.connect(laid.append)
    place.refund(books.awa)
    dialog = dialog_over(place)
    assert dialog.page.fields["amount"].value() == 1000
    press(dialog.page.save_button, Qt.Key.Key_Space)
    assert credit_of(books.awa) == 0
    (page,) = laid
    assert isinstance(page, PreviewPage)
    (entry_id,) = refund_ids(year_on(TODAY).id)
    refund = read_refund(entry_id)
    assert (refund.name, refund.amount, refund.reversed) == ("Awa", 1000, False)
    reverse(entry_id, on=TODAY, reason="Kept", today=TODAY)
    assert refund_ids(year_on(TODAY).id) == [] and read_refund(entry_id).reversed
    tab.go()
