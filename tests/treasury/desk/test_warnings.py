"""What is told before a payment is taken, and never refuses it."""

from __future__ import annotations

import datetime

import pytest

from assoc_desktop.association.rules import open_season
from assoc_desktop.members.data import CategoryData
from assoc_desktop.members.memberships import save_category
from assoc_desktop.members.rules import record_leaving
from assoc_desktop.treasury.desk import (
    DONATE,
    Payment,
    Share,
    open_dues,
    reverse_receipt,
    take_payment,
    warnings,
)
from assoc_desktop.treasury.desk.dues import dues_ahead
from tests.treasury.conftest import TODAY


def told(books, **values):
    payment = Payment(**{"amount": 5000, "day": TODAY, "member_id": books.awa, **values})
    return warnings(payment, today=TODAY)


def test_a_usual_payment_warns_of_nothing(books):
    assert told(books) == []
    assert told(books, method="mobile", reference="A1") == []
    assert told(books, amount=2000) == []


@pytest.mark.parametrize(("days", "warned"), [(31, False), (32, True)])
def test_a_day_long_ago(books, days, warned):
    day = TODAY - datetime.timedelta(days=days)
    assert [f"{day:%d/%m/%Y} is more than a month ago."] * warned == told(books, day=day)


def test_a_season_that_has_not_begun(books):
    open_season(datetime.date(2027, 1, 1))
    ahead = dues_ahead(books.awa, today=TODAY)[0]
    shares = (Share(books.awa, 5000, season_id=ahead.season_id),)
    assert "begins only on 01/01/2027" in told(books, shares=shares)[0]


def test_a_season_that_ended_long_ago(books):
    season = open_season(datetime.date(2023, 6, 1))
    books.enrol(books.awa, season)
    assert "ended on 31/12/2023" in told(books)[0]


def test_the_fee_of_another_category(books):
    save_category(CategoryData("Student", fee=2000))
    assert told(books, amount=2000) == [
        "FCFA2,000 is the fee of “Student”, but Awa is enrolled in “Individual”."
    ]
    take_payment(Payment(3000, TODAY, member_id=books.awa), today=TODAY)
    assert told(books, amount=1000) == []


def test_the_same_amount_twice_on_one_day(books):
    receipt = take_payment(Payment(2500, TODAY, member_id=books.awa), today=TODAY)
    assert told(books, amount=2500) == [
        "FCFA2,500 was received for the same member on the same day already: receipt 2026/0001."
    ]
    assert told(books, amount=2500, member_id=books.ben) == []
    reverse_receipt(receipt.id, on=TODAY, reason="Mistake", today=TODAY)
    assert told(books, amount=2500) == []


def test_numbers_of_cheques_and_transactions(books):
    assert told(books, method="cheque") == ["The number of the cheque is not written down."]
    assert told(books, method="mobile") == ["The number of the transaction is not written down."]
    receipt = take_payment(
        Payment(100, TODAY, "mobile", books.ben, reference="A1", through="MTN"), today=TODAY
    )
    twice = {"method": "mobile", "reference": " A1 ", "through": "MTN"}
    assert told(books, **twice) == ["“A1” was entered before, for 14/05/2026."]
    assert told(books, method="mobile", reference="A1", through="Orange") == []
    reverse_receipt(receipt.id, on=TODAY, reason="Mistake", today=TODAY)
    assert told(books, **twice) == []


@pytest.mark.parametrize(("fact", "words"), [("deceased_on", "died on"), ("resigned_on", "resigned on")])
def test_who_has_left(books, fact, words):
    record_leaving(books.awa, fact, TODAY, today=TODAY)
    assert [words in sentence for sentence in told(books)] == [True]


def test_a_donation_of_nobody_we_know(books):
    assert told(books, member_id=None, name="Paul", rest=DONATE) == []
    assert open_dues(books.awa)
