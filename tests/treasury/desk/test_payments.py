"""Taking payments: what is posted, what is refused, and that entry and receipt are one."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from assoc_desktop.association.rules import open_season
from assoc_desktop.members.data import CategoryData, MemberData
from assoc_desktop.members.erasing.rules.applying import erase
from assoc_desktop.members.memberships import memberships_of, save_category
from assoc_desktop.members.rules import archive, save_member
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.storage.history import last_undoable
from assoc_desktop.treasury import receipts
from assoc_desktop.treasury.accounts import archive_account, balance_of
from assoc_desktop.treasury.balances import credit_of, dues_of
from assoc_desktop.treasury.checking import check_books
from assoc_desktop.treasury.desk import (
    CREDIT,
    DONATE,
    Payment,
    Share,
    check_payment,
    open_dues,
    refund_credit,
    reverse_receipt,
    take_payment,
    use_credit,
)
from assoc_desktop.treasury.desk.dues import dues_ahead
from assoc_desktop.treasury.ledger import reverse
from assoc_desktop.treasury.records import Entry, FinancialYear, Levy, Receipt
from tests.treasury.conftest import TODAY

ONE_DAY = datetime.timedelta(days=1)


def take(**values):
    return take_payment(Payment(**{"amount": 5000, "day": TODAY, **values}), today=TODAY)


def left(member_id):
    return sum(due.left for due in dues_of([member_id]))


def shares(*dues):
    return tuple(
        Share(due.member_id, due.left, due.membership_id, due.levy_id, due.season_id) for due in dues
    )


def test_the_whole_due_in_cash(books):
    receipt = take(member_id=books.awa)
    assert (receipt.number, receipt.amount, receipt.kind, receipt.member_id) == (1, 5000, "dues", books.awa)
    assert left(books.awa) == 0
    assert balance_of(books.cash.id) == 5000
    assert (receipt.entry.kind, receipt.entry.method) == ("dues", "cash")
    assert check_books() == []


@pytest.mark.parametrize(
    ("method", "account"),
    [("cheque", "cheques"), ("transfer", "bank"), ("mobile", "mobile"), ("other", "cash")],
)
def test_the_account_follows_the_method(books, method, account):
    receipt = take(member_id=books.awa, method=method, reference=" 42 ", through="BICEC")
    kinds = {row.account.kind for row in receipt.entry.postings if row.amount > 0}
    assert kinds == {account}
    assert (receipt.entry.reference, receipt.entry.through) == ("42", "BICEC")


def test_a_part_now_and_the_rest_later(books):
    take(member_id=books.awa, amount=2000)
    assert left(books.awa) == 3000
    second = take(member_id=books.awa, amount=3000)
    assert (second.number, left(books.awa)) == (2, 0)


def test_the_oldest_is_paid_first(books):
    before = books.awa_owes_last_year()
    take(member_id=books.awa, amount=6000)
    assert [(due.text, due.left) for due in dues_of([books.awa])] == [("2025", 0), ("2026", 4000)]
    assert before.label == "2025"


def test_more_than_is_due_needs_a_choice(books):
    with pytest.raises(Invalid) as refused:
        take(member_id=books.awa, amount=7000)
    assert list(refused.value.problems) == ["rest"]
    assert "2,000" in str(refused.value)
    assert not Entry.select().exists()
    assert not Receipt.select().exists()


def test_more_becomes_credit(books):
    take(member_id=books.awa, amount=7000, rest=CREDIT)
    assert credit_of(books.awa) == 2000
    assert check_books() == []


def test_more_becomes_a_donation(books):
    receipt = take(member_id=books.awa, amount=7000, rest=DONATE)
    assert credit_of(books.awa) == 0
    assert balance_of(books.donations.id) == -2000
    assert receipt.kind == "dues"


def test_a_donation_of_somebody_who_is_no_member(books):
    receipt = take(name="  Paul Biya School ", rest=DONATE, text="For books")
    assert (receipt.kind, receipt.member_id, receipt.entry.kind) == ("donation", None, "donation")
    facts = receipts.receipt_facts(receipt.id, "en")
    assert facts.payer == "Paul Biya School"
    assert facts.left is None
    assert balance_of(books.donations.id) == -5000


def test_somebody_else_pays(books):
    receipt = take(member_id=books.awa, name="Her uncle")
    facts = receipts.receipt_facts(receipt.id, "en")
    assert (facts.payer, facts.lines[0].whose, receipt.member_id) == ("Her uncle", "Awa", None)
    assert left(books.awa) == 0


def test_one_pays_for_several(books):
    dues = open_dues(books.awa, others=[books.ben])
    assert [due.name for due in dues] == ["Awa", "Ben"]
    receipt = take(member_id=books.awa, amount=10000, shares=shares(*dues))
    assert (left(books.awa), left(books.ben)) == (0, 0)
    assert [line.whose for line in receipts.receipt_facts(receipt.id).lines] == ["", "Ben"]


def test_a_levy_is_paid_into_its_own_account(books):
    levy = books.levy(books.awa, 1500)
    take(member_id=books.awa, amount=6500)
    assert left(books.awa) == 0
    assert balance_of(levy.account_id) == -1500


def test_paying_for_a_season_enrols(books):
    season = open_season(datetime.date(2027, 1, 1))
    ahead = dues_ahead(books.awa, today=TODAY)[0]
    assert (ahead.text, ahead.left, ahead.season_id) == ("2027", 5000, season.id)
    take(member_id=books.awa, amount=5000, shares=shares(ahead))
    assert {each.season.label for each in memberships_of(books.awa)} == {"2026", "2027"}
    assert [(due.text, due.left) for due in dues_of([books.awa])] == [("2026", 5000), ("2027", 0)]
    assert [each.text for each in dues_ahead(books.awa, today=TODAY)] == ["2028"]


def test_no_season_ahead_for_who_was_in_no_category(books):
    stranger = save_member(
        MemberData(family_name="New", joined_on=TODAY), today=TODAY, conventions=books.conventions
    )
    assert dues_ahead(stranger.id, today=TODAY) == []


def test_credit_is_used_without_a_receipt(books):
    take(member_id=books.awa, amount=8000, rest=CREDIT)
    books.levy(books.awa, 1000)
    entry = use_credit(books.awa, day=TODAY, today=TODAY)
    assert (entry.kind, entry.method) == ("credit", "")
    assert (credit_of(books.awa), left(books.awa), Receipt.select().count()) == (2000, 0, 1)
    with pytest.raises(Invalid, match="nothing left to pay"):
        use_credit(books.awa, day=TODAY, today=TODAY)
    books.levy(books.awa, 1000)
    with pytest.raises(Invalid, match="only"):
        use_credit(books.awa, day=TODAY, today=TODAY, amount=2001)
    assert check_books() == []


def test_credit_helps_a_payment(books):
    take(member_id=books.ben, amount=6000, rest=CREDIT)
    books.levy(books.ben, 1500)
    receipt = take(member_id=books.ben, amount=500, credit=1000)
    assert receipt.amount == 500
    assert (credit_of(books.ben), left(books.ben)) == (0, 0)
    texts = [(line.text, line.amount) for line in receipts.receipt_facts(receipt.id, "en").lines]
    assert texts == [("Credit used", -1000), ("Meal", 1500)]
    assert check_books() == []


def test_a_payment_is_not_undone(books):
    before = last_undoable()
    take(member_id=books.awa)
    assert last_undoable() == before


def bad(books, **values):
    return check_payment(
        Payment(**{"amount": 5000, "day": TODAY, "member_id": books.awa, **values}), today=TODAY
    )


WRONG = {
    "nothing": ({"amount": 0}, "amount", "more than nothing"),
    "negative": ({"amount": -1}, "amount", "more than nothing"),
    "huge": ({"amount": 10**13}, "amount", "too large"),
    "future": ({"day": TODAY + ONE_DAY}, "day", "future"),
    "method": ({"method": "shells"}, "method", "how it was paid"),
    "nobody": ({"member_id": None}, "member_id", "Say who paid"),
    "gone": ({"member_id": 5}, "member_id", "no longer there"),
    "no account": ({"account_id": 5}, "account_id", "where money is kept"),
    "credit": ({"credit": 1}, "credit", "only"),
    "negative credit": ({"credit": -1}, "credit", "only"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_refused(books, name):
    values, field, words = WRONG[name]
    problems = bad(books, **values)
    assert list(problems) == [field]
    assert words in problems[field]
    with pytest.raises(Invalid):
        take(**{"member_id": books.awa, **values})
    assert not Entry.select().exists()


def test_parts_that_do_not_agree(books):
    (due,) = open_dues(books.awa)
    part = Share(books.awa, 5000, due.membership_id)
    assert "twice" in bad(books, amount=10000, shares=(part, part))["shares"]
    assert "only" in bad(books, amount=6000, shares=(replace(part, amount=6000),))["shares"]
    assert "more than nothing" in bad(books, shares=(replace(part, amount=0),))["shares"]
    assert "add up" in bad(books, amount=4000, shares=(part,))["shares"]
    take(member_id=books.awa)
    assert "meantime" in bad(books, shares=(part,))["shares"]


def test_credit_is_a_members_own(books):
    assert "Only a member" in bad(books, member_id=None, name="Paul", rest=CREDIT)["rest"]
    take(member_id=books.awa, amount=6000, rest=CREDIT)
    problems = bad(books, amount=100, credit=100, shares=(), rest=CREDIT)
    assert "no more credit" in problems["credit"]


def test_an_income_account_takes_no_money(books):
    assert "where money is kept" in bad(books, account_id=books.dues.id)["account_id"]


def test_an_archived_account_takes_no_money(books):
    archive_account(books.cash.id)
    assert "archived" in bad(books, account_id=books.cash.id)["account_id"]
    assert "no account of the kind" in bad(books)["account_id"]


def test_a_closed_year_takes_no_payment(books):
    take(member_id=books.awa, amount=100)
    FinancialYear.update(closed_on=TODAY).execute()
    assert "closed" in bad(books)["day"]


def test_an_archived_member_pays_nothing(books):
    archive([books.awa], TODAY)
    assert "archive" in bad(books)["member_id"]


def test_an_erased_member_pays_nothing(books):
    erase([books.awa], today=TODAY)
    assert "erased" in bad(books)["member_id"]


def test_a_fee_of_nothing_leaves_nothing_to_pay(books):
    save_category(CategoryData("Honorary", exempt=True))
    assert open_dues(books.member("Zoe")) != []
    assert Levy.select().count() == 0


def test_a_reversal_keeps_both_rows(books):
    receipt = take(member_id=books.awa)
    reverse_receipt(receipt.id, on=TODAY, reason="Wrong member", today=TODAY)
    assert (left(books.awa), balance_of(books.cash.id)) == (5000, 0)
    facts = receipts.receipt_facts(receipt.id)
    assert (facts.reversed_on, facts.reason) == (TODAY, "Wrong member")
    assert take(member_id=books.ben).number == 2
    with pytest.raises(Refused, match="reversed already"):
        reverse_receipt(receipt.id, on=TODAY, reason="Again", today=TODAY)
    assert check_books() == []


def test_a_reversal_needs_a_reason(books):
    receipt = take(member_id=books.awa)
    with pytest.raises(Refused, match="Say why"):
        reverse_receipt(receipt.id, on=TODAY, reason=" ", today=TODAY)


def test_credit_that_was_used_is_not_taken_back(books):
    receipt = take(member_id=books.awa, amount=6000, rest=CREDIT)
    books.levy(books.awa, 1000)
    use_credit(books.awa, day=TODAY, today=TODAY)
    with pytest.raises(Refused, match="was used since"):
        reverse_receipt(receipt.id, on=TODAY, reason="Mistake", today=TODAY)
    with pytest.raises(Refused, match="was used since"):
        reverse(receipt.entry_id, on=TODAY, reason="From the cash book", today=TODAY)
    assert credit_of(books.awa) == 0


def test_credit_is_given_back(books):
    take(member_id=books.awa, amount=6000, rest=CREDIT)
    entry = refund_credit(books.awa, 400, day=TODAY, today=TODAY)
    assert (entry.kind, credit_of(books.awa), balance_of(books.cash.id)) == ("refund", 600, 5600)
    for amount in (0, -1, 601):
        with pytest.raises(Invalid, match="that is the credit"):
            refund_credit(books.awa, amount, day=TODAY, today=TODAY)
    with pytest.raises(Invalid, match="no credit"):
        refund_credit(books.ben, 1, day=TODAY, today=TODAY)
    with pytest.raises(Invalid, match="where money is kept"):
        refund_credit(books.awa, 1, day=TODAY, today=TODAY, account_id=books.dues.id)
    assert check_books() == []


def test_a_cash_box_gives_no_more_than_it_has(books):
    take(member_id=books.awa, amount=6000, rest=CREDIT, method="transfer")
    with pytest.raises(Invalid, match="There is only"):
        refund_credit(books.awa, 1000, day=TODAY, today=TODAY)
    assert refund_credit(books.awa, 1000, day=TODAY, today=TODAY, method="transfer").method == "transfer"
