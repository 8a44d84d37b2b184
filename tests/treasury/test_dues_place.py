"""The Treasury tab and its place for dues, with real keys and clicks."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from assoc_desktop.association.records import Season
from assoc_desktop.association.rules import Identity, found
from assoc_desktop.members.memberships import memberships_of
from assoc_desktop.members.records import Membership
from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage.file import create_file
from assoc_desktop.storage.history import last_undoable
from assoc_desktop.treasury.accounts import first_account
from assoc_desktop.treasury.dues.forms.open_season import OpenSeasonPage
from assoc_desktop.treasury.ledger import Draft, Line, post
from assoc_desktop.treasury.levies import LevyData, charge
from assoc_desktop.treasury.plans import plan_of
from assoc_desktop.treasury.records import Account, Levy, Subsidy
from assoc_desktop.treasury.tab import TreasuryTab
from tests.screens import (
    answer,
    button,
    click,
    dialog_over,
    make_desk,
    message_at,
    press,
    retype,
    show_page,
    stopped_meanwhile,
    texts_shown,
    type_text,
)
from tests.treasury.conftest import TODAY


@pytest.fixture
def place(books, desk, qtbot):
    """The dues of Awa and Ben on the screen, and the books behind them."""
    tab = show_page(qtbot, TreasuryTab(desk))
    place = tab.place()
    place.books, place.treasury = books, tab
    yield place
    tab.go()


def choose(place, member_id, qtbot):
    place.table.select_id(member_id)
    qtbot.waitUntil(lambda: place.details._one.isVisible())


def pay(books, member_id, amount):
    row = memberships_of(member_id)[0]
    lines = (Line(books.cash.id, amount), Line(books.dues.id, -amount, member_id, row.id))
    post(Draft("dues", TODAY, lines, method="cash"), today=TODAY)


@pytest.fixture
def new_desk(tmp_path):
    """A desk on a file without books."""
    with create_file(tmp_path / "new.assoc", SCHEMA) as file:
        found(Identity(name="Club", country="FR"))
        yield make_desk(file, tmp_path, TODAY)


def test_the_books_are_begun_with_one_button(new_desk, qtbot):
    tab = show_page(qtbot, TreasuryTab(new_desk))
    assert tab.place() is None and not tab.can("search")
    tab.show_choice({"place": "dues"})
    click(button(tab, "Start the books"))
    assert Account.select().where(Account.code == "756").exists()
    assert tab.place() is not None and tab.can("search") and tab.can("add")
    assert any("Nobody is enrolled yet" in text for text in texts_shown(tab))


def test_places_are_changed_by_keys_and_asked_for_by_name(place, qtbot):
    tab = place.treasury
    assert tab.place() is place
    tab.show_choice({"place": "dues", "state": "left", "member": place.books.ben})
    assert place.state_box.currentText() == "Left to pay"
    assert place.table.current_id() == place.books.ben
    place.clear_filters()
    assert place.state_box.currentText() == "All states"
    if tab.bar.count() > 1:
        press(tab, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
        assert tab.bar.currentIndex() == 1 and tab.place() is not place
        press(tab, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert tab.place() is place


def test_the_search_leaves_those_it_finds(place, qtbot):
    place.treasury.search()
    type_text(place.search_field, "ben")
    assert place.table.model.ids == [place.books.ben]
    assert "1 member" in place._sums.text()
    press(place.search_field, Qt.Key.Key_Down)
    assert place.table.current_id() == place.books.ben
    press(place.search_field, Qt.Key.Key_Escape)
    assert len(place.table.model.ids) == 2


def test_the_list_and_its_sums_follow_payments_and_choices(place, qtbot):
    pay(place.books, place.books.awa, 2000)
    place.desk.changed.emit()
    assert "left to pay FCFA8,000" in place._sums.text()
    row = place._rows([place.books.awa])[0]
    assert (row.texts["left"], row.texts["state"]) == ("3,000", "Part paid")
    place.state_box.setCurrentIndex(place.state_box.findData("part"))
    place.state_box.activated.emit(0)
    assert place.table.model.ids == [place.books.awa]
    place.season_box.setCurrentIndex(0)
    place.season_box.activated.emit(0)
    assert place.contents.choice.season_id is None
    place._sort("left", True)
    assert place.table.model.ids == [place.books.awa]


def test_a_season_is_opened_after_a_look(place, qtbot):
    click(place.open_button)
    page = place.treasury.top()
    assert isinstance(page, OpenSeasonPage)
    click(page.save_button)
    assert "worked out" in page._banner._text.text(), "not before it is known whom it enrols"
    qtbot.waitUntil(lambda: "2 members are enrolled" in page._told.text())
    assert "The season 2027 is made with it." in page._told.text()
    assert Membership.select().count() == 2
    click(page.save_button)
    qtbot.waitUntil(lambda: Membership.select().count() == 4)
    qtbot.waitUntil(lambda: place.treasury.top() is place.treasury.bottom)
    assert Season.select().where(Season.label == "2027").exists()
    qtbot.waitUntil(lambda: place.season_box.currentText() == "2027")
    place.open_season()
    page = place.treasury.top()
    page.season.set_value(Season.get(Season.label == "2027").id)
    page._look()
    page._look()
    qtbot.waitUntil(lambda: "Left out: 2 enrolled already." in page._told.text())
    click(page.save_button)
    assert "Nobody is to be enrolled" in page._banner._text.text()


def test_working_out_a_season_can_be_stopped_and_begun_again(place, qtbot):
    click(place.open_button)
    page = place.treasury.top()
    qtbot.waitUntil(lambda: "2 members are enrolled" in page._told.text())
    with stopped_meanwhile(page):
        page._look()
    qtbot.waitUntil(lambda: "This was stopped." in page._told.text())
    click(page.save_button)
    assert "First it is worked out" in page._banner._text.text()
    page.season.changed.emit()
    qtbot.waitUntil(lambda: "2 members are enrolled" in page._told.text())


def test_details_tell_every_season_levies_and_payments(place, qtbot):
    books = place.books
    pay(books, books.awa, 2000)
    charge([books.awa], LevyData("event", "Fair", books.dues.id, 300, TODAY))
    place.desk.changed.emit()
    choose(place, books.awa, qtbot)
    shown = texts_shown(place.details)
    assert "2026 · Individual" in shown and "Fair" in shown and "Payments" in shown
    assert "FCFA5,000 due, FCFA2,000 paid, FCFA3,000 left" in shown


def test_a_levy_is_charged_and_cancelled_with_a_reason(place, qtbot):
    choose(place, place.books.awa, qtbot)
    click(place.details.levy)
    form = dialog_over(place).page
    click(form.save_button)
    assert "Say what it is for" in message_at(form, "text")
    retype(form.fields["text"].target(), "Lost book")
    retype(form.fields["amount"].target(), "700")
    click(form.save_button)
    levy = Levy.get()
    assert (levy.member_id, levy.amount, levy.text) == (place.books.awa, 700, "Lost book")
    place._do("cancel", levy.id)
    form = dialog_over(place).page
    click(form.save_button)
    assert "Say why" in message_at(form, "reason")
    retype(form.fields["reason"].target(), "Found again")
    click(form.save_button)
    assert Levy.get().cancelled_because == "Found again"
    choose(place, place.books.awa, qtbot)
    qtbot.waitUntil(lambda: any("Found again" in text for text in texts_shown(place.details)))


def test_fee_and_plan_are_changed_together(place, qtbot):
    row = memberships_of(place.books.awa)[0]
    place._do("change", row.id)
    form = dialog_over(place).page
    form.parts.box.setCurrentIndex(form.parts.box.findData(2))
    form.parts.box.activated.emit(0)
    assert [part.amount for part in form.parts.value()] == [2500, 2500]
    retype(form.fields["fee_due"].target(), "4000")
    assert [part.amount for part in form.parts.value()] == [2000, 2000]
    retype(form.parts._rows[0][1].target(), "1")
    click(form.save_button)
    assert "add up" in message_at(form, "parts")
    retype(form.parts._rows[0][1].target(), "2000")
    click(form.save_button)
    assert [part.amount for part in plan_of(row.id)] == [2000, 2000]
    assert str(last_undoable()) == "Change what is due of Awa for 2026"


def test_a_fund_pays_and_is_paid_back(place, qtbot):
    fund, books = first_account("fund"), place.books
    post(Draft("income", TODAY, (Line(books.cash.id, 3000), Line(fund.id, -3000))), today=TODAY)
    row = memberships_of(books.awa)[0]
    place._do("reduce", row.id)
    form = dialog_over(place).page
    form.fields["account_id"].set_value(fund.id)
    form._paid_by()
    retype(form.fields["amount"].target(), "2000")
    click(form.save_button)
    assert Subsidy.get().account == fund
    choose(place, books.awa, qtbot)
    qtbot.waitUntil(lambda: any("Solidarity fund pays" in text for text in texts_shown(place.details)))
    said = answer("Take it back")
    place._do("take_back", row.id)
    assert "Take the reduction back?" in said and not Subsidy.select().exists()


def test_a_reduction_without_a_fund_tells_its_reason(place, qtbot):
    Membership.update(reduction=500, reduction_reason="Remote").where(
        Membership.member == place.books.awa
    ).execute()
    choose(place, place.books.awa, qtbot)
    assert "Reduced by FCFA500: Remote" in texts_shown(place.details)


def test_a_statement_of_account_is_shown(place, qtbot):
    choose(place, place.books.awa, qtbot)
    click(place.details.statement)
    assert "Statement of account of Awa" in place.treasury.top().title.text()


def test_several_are_charged_at_once(place, qtbot):
    place.table.view.selectAll()
    qtbot.waitUntil(lambda: "2 members chosen" in texts_shown(place.details))
    click(button(place.details, "Levy…"))
    form = dialog_over(place).page
    retype(form.fields["text"].target(), "Journal")
    retype(form.fields["amount"].target(), "100")
    click(form.save_button)
    assert Levy.select().count() == 2
