"""One pays for several, with one receipt or one for each; a season is paid ahead before anybody opened it."""

from __future__ import annotations

import datetime

import pytest

from assoc_desktop.association.records import Season
from assoc_desktop.members.data import CategoryData, MemberData
from assoc_desktop.members.households import HouseholdData, save_household
from assoc_desktop.members.memberships import memberships_of, save_category
from assoc_desktop.members.records import INSTITUTION, Member, Membership
from assoc_desktop.members.references import employ
from assoc_desktop.members.rules import save_member
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.treasury import receipts
from assoc_desktop.treasury.balances import credit_of, dues_of
from assoc_desktop.treasury.checking import check_books
from assoc_desktop.treasury.desk import (
    CREDIT,
    Payment,
    Share,
    check_payment,
    open_dues,
    take_each,
    take_payment,
)
from assoc_desktop.treasury.desk.dues import dues_ahead, key_of, season_of_key
from assoc_desktop.treasury.desk.forms.panel import PaymentPanel
from assoc_desktop.treasury.records import Account, Entry, Receipt
from tests.screens import button, click, make_desk, retype, show_page, texts_shown, tick
from tests.treasury.conftest import TODAY


def shares(*dues):
    return tuple(
        Share(due.member_id, due.left, due.membership_id, due.levy_id, due.season_id) for due in dues
    )


def of_both(books, amount=10000, dues=None, **values):
    dues = dues or open_dues(books.awa, others=[books.ben])
    return Payment(amount=amount, day=TODAY, member_id=books.awa, shares=shares(*dues), **values)


def left(*members):
    return [sum(due.left for due in dues_of([each])) for each in members]


def test_each_gets_a_receipt_in_the_name_of_who_paid(books):
    first, second = take_each(of_both(books, amount=11000, rest=CREDIT), today=TODAY)
    assert (first.number, first.amount, second.number, second.amount) == (1, 6000, 2, 5000)
    assert left(books.awa, books.ben) == [0, 0] and credit_of(books.awa) == 1000
    facts = receipts.receipt_facts(second.id, "en")
    assert (facts.payer, [line.whose for line in facts.lines]) == ("Awa", ["Ben"])
    assert check_books() == []


def test_for_one_alone_or_with_credit_it_is_one_receipt(books):
    own = open_dues(books.awa)
    (receipt,) = take_each(of_both(books, 6000, own, rest=CREDIT), today=TODAY)
    assert receipt.amount == 6000
    books.levy(books.awa, 1000)
    rest = open_dues(books.awa, others=[books.ben])
    (receipt,) = take_each(of_both(books, 5000, rest, credit=1000), today=TODAY)
    assert receipt.amount == 5000 and left(books.awa, books.ben) == [0, 0]


def test_nothing_is_taken_when_something_is_wrong(books):
    with pytest.raises(Invalid):
        take_each(of_both(books, amount=9999), today=TODAY)
    levy = books.levy(books.ben, 300)
    Account.update(archived=True).where(Account.id == levy.account_id).execute()
    with pytest.raises(Refused):
        take_each(of_both(books, amount=10300), today=TODAY)
    assert not Receipt.select().exists() and not Entry.select().exists()


def test_a_season_that_nobody_opened_is_paid_ahead(books):
    ahead = dues_ahead(books.awa, today=TODAY, others=[books.ben])
    assert [(due.name, due.text, due.is_new) for due in ahead] == [
        ("Awa", "2027", True),
        ("Ben", "2027", True),
    ]
    assert ahead[0].season_id == ahead[1].season_id == -datetime.date(2027, 1, 1).toordinal()
    assert not Season.select().where(Season.label == "2027").exists(), "only looked at"
    take_each(of_both(books, dues=ahead), today=TODAY)
    season = Season.get(Season.label == "2027")
    assert season_of_key(key_of(season)) == season
    for member in (books.awa, books.ben):
        assert {each.season.label for each in memberships_of(member)} == {"2026", "2027"}
        assert [(due.text, due.left) for due in dues_of([member])] == [("2026", 5000), ("2027", 0)]
    assert [due.text for due in dues_ahead(books.awa, today=TODAY)] == ["2028"]
    assert check_books() == []


def test_a_season_that_was_opened_or_removed_meanwhile_is_told(books):
    (ahead,) = dues_ahead(books.awa, today=TODAY)
    payment = of_both(books, 5000, [ahead])
    take_payment(payment, today=TODAY)
    assert "in the meantime" in check_payment(payment, today=TODAY)["shares"]
    with pytest.raises(Refused, match="no longer there"):
        season_of_key(5)


def test_who_was_in_a_category_for_nothing_or_died_has_nothing_ahead(books):
    free = save_category(CategoryData("Free", fee=0))
    Membership.update(category=free.id).where(Membership.member == books.awa).execute()
    Member.update(deceased_on=TODAY).where(Member.id == books.ben).execute()
    assert dues_ahead(books.awa, today=TODAY, others=[books.ben]) == []


def test_a_payment_refused_leaves_no_season(books):
    (ahead,) = dues_ahead(books.awa, today=TODAY)
    Account.update(archived=True).where(Account.kind == "income").execute()
    payment = of_both(books, 5000, [ahead])
    assert check_payment(payment, today=TODAY) == {}
    with pytest.raises(Refused):
        take_payment(payment, today=TODAY)
    assert not Season.select().where(Season.label == "2027").exists()


# At the desk


@pytest.fixture
def panel(books, tmp_path, qtbot):
    """The desk with Awa's payment begun; she pays for her household, Ben and Eve."""
    books.eve = books.member("Eve")
    save_household(HouseholdData("Family", [books.awa, books.ben, books.eve], books.awa))
    shown = show_page(qtbot, PaymentPanel(make_desk(books.file, tmp_path, TODAY)), 640, 614)
    shown.done = []
    shown.taken.connect(shown.done.append)
    shown.begin(books.awa)
    return shown


def test_the_payer_sees_what_all_of_them_owe_and_settles_it_at_once(books, panel):
    assert [(box.words, box.isChecked()) for box in panel.rows.boxes] == [
        ("2026 · Individual", True), ("2026 · Individual: Ben", False), ("2026 · Individual: Eve", False),
    ]  # fmt: skip
    assert panel.each.isHidden()
    click(button(panel, "Tick all"))
    assert panel.how.amount.line.text() == "15,000" and panel.each.isVisible()
    click(button(panel, "Tick none"))
    assert panel.rows.total() == 0 and panel.each.isHidden()
    click(button(panel, "Tick all"))
    panel.receive()
    (ids,) = panel.done
    assert len(ids) == 1 and Receipt.get().amount == 15000
    assert left(books.awa, books.ben, books.eve) == [0, 0, 0]


def test_from_who_does_not_pay_it_goes_on_with_who_pays(books, panel):
    wanted = []
    panel.payer_wanted.connect(wanted.append)
    assert all(each.isHidden() for each in panel.payers)
    data = MemberData(kind=INSTITUTION, name="A & B")
    firm = save_member(data, today=TODAY, conventions=books.conventions).id
    employ(firm, [books.eve])
    panel.begin(books.eve)
    payer, employer = panel.payers
    assert (payer.text(), employer.text()) == ("Payment by Awa", "Payment by A && B")
    click(employer)
    click(payer)
    assert wanted == [firm, books.awa]
    Member.update(archived_on=TODAY).where(Member.id == firm).execute()
    panel.begin(books.eve)
    assert payer.isVisible() and employer.isHidden()
    panel.begin(books.awa)
    assert payer.isHidden() and payer.parentWidget().isHidden()
    panel.begin(None)
    assert payer.parentWidget().isHidden()


def test_one_receipt_each(books, panel):
    tick(panel.rows.boxes[2])
    tick(panel.each)
    assert panel.how.amount.line.text() == "10,000"
    panel.receive()
    (ids,) = panel.done
    assert [row.amount for row in receipts.receipt_rows(ids)] == [5000, 5000]
    assert left(books.awa, books.ben, books.eve) == [0, 5000, 0]


def test_seasons_to_come_are_shown_when_asked_for(books, panel):
    tick(panel.ahead)
    words = [box.words for box in panel.rows.boxes]
    assert words[3:] == ["2027 · Individual", "2027 · Individual: Ben", "2027 · Individual: Eve"]
    assert any("opens the season" in text for text in texts_shown(panel))
    tick(panel.rows.boxes[0])
    tick(panel.rows.boxes[4])
    panel.receive()
    assert "begins only on" in panel.told.text()
    panel.receive()
    assert [due.text for due in dues_of([books.ben]) if due.left == 0] == ["2027"]
    panel.begin(books.eve)
    assert not panel.ahead.isChecked()
    assert [box.words for box in panel.rows.boxes] == ["2026 · Individual", "2027 · Individual"]


def test_what_was_chosen_is_there_after_a_crash(books, panel, qtbot):
    tick(panel.ahead)
    tick(panel.rows.boxes[4])
    tick(panel.each)
    retype(panel.how.amount.line, "10000")
    desk = panel._desk
    qtbot.waitUntil(lambda: desk.draft("payment desk").read() is not None)
    again = show_page(qtbot, PaymentPanel(desk), 640, 614)
    assert again.bring_back()
    assert again.ahead.isChecked() and again.each.isChecked()
    assert again.rows.ticks() == panel.rows.ticks()
