"""The chart of accounts: what it begins with, what is checked, its order, and opening balances."""

from __future__ import annotations

import datetime

import pytest

from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.storage.history import last_undoable
from assoc_desktop.storage.undoing import undo
from assoc_desktop.treasury.accounts import (
    CHARTS,
    AccountData,
    accounts,
    archive_account,
    balance_of,
    chart_for,
    check_account,
    first_account,
    is_iban,
    move_account,
    open_account,
    opening_of,
    save_account,
    spaced_iban,
    start_chart,
)
from assoc_desktop.treasury.checking import check_books
from assoc_desktop.treasury.ledger import Draft, Line, post, reverse
from assoc_desktop.treasury.records import ACCOUNT_KINDS, Account
from tests.treasury.conftest import TODAY

IBAN = "FR7630006000011234567890189"


@pytest.mark.parametrize("key", CHARTS)
def test_every_chart_has_what_the_books_need(key):
    codes = [code for code, _name, _kind in CHARTS[key]]
    kinds = {kind for _code, _name, kind in CHARTS[key]}
    assert len(set(codes)) == len(codes)
    assert kinds <= set(ACCOUNT_KINDS)
    assert {"cash", "bank", "cheques", "income", "expense", "credit", "fund", "capital"} <= kinds


def test_the_charts_follow_the_published_plans():
    french = {code: kind for code, _name, kind in CHARTS["fr"]}
    ohada = {code: kind for code, _name, kind in CHARTS["ohada"]}
    assert {french[code] for code in ("756", "7541", "740")} == {"income"}
    assert {ohada[code] for code in ("701", "704", "706", "71")} == {"income"}
    assert (french["530"], french["512"], french["5112"]) == ("cash", "bank", "cheques")
    assert (ohada["571"], ohada["521"], ohada["552"], ohada["513"]) == ("cash", "bank", "mobile", "cheques")
    assert (chart_for("CM"), chart_for("FR")) == ("ohada", "fr")


def test_a_chart_is_started_once(books):
    count = Account.select().count()
    start_chart("ohada")
    assert Account.select().count() == count


def test_an_account_is_added_and_changed(books):
    made = save_account(
        AccountData(" 5211 ", " Second bank ", "bank", iban="fr76 3000 6000 0112 3456 7890 189")
    )
    assert (made.code, made.name, made.iban) == ("5211", "Second bank", IBAN)
    save_account(AccountData("5211", "Savings", "bank"), account_id=made.id)
    assert Account.get_by_id(made.id).name == "Savings"
    undo(last_undoable().id)
    assert Account.get_by_id(made.id).name == "Second bank"


@pytest.mark.parametrize(
    ("data", "field", "words"),
    [
        (AccountData(" ", "A", "bank"), "code", "needs a code"),
        (AccountData("571", "A", "bank"), "code", "already"),
        (AccountData("9", " ", "bank"), "name", "needs a name"),
        (AccountData("9", "A", "vault"), "kind", "what kind"),
        (AccountData("9", "A", "bank", iban="FR7630006000011234567890188"), "iban", "not an IBAN"),
    ],
)
def test_what_is_wrong_with_an_account_is_said(books, data, field, words):
    assert words in check_account(data)[field]
    with pytest.raises(Invalid):
        save_account(data)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        (IBAN, True),
        ("FR76 3000 6000 0112 3456 7890 189", True),
        ("GB82WEST12345698765432", True),
        ("GB82WEST1234569876543", False),
        ("", False),
        ("FRXX30006000011234567890189", False),
        ("1R7630006000011234567890189", False),
        ("FR76é0006000011234567890189", False),
    ],
)
def test_ibans_are_checked(text, is_one):
    assert is_iban(text) is is_one


def test_an_iban_is_printed_in_groups():
    assert spaced_iban(IBAN) == "FR76 3000 6000 0112 3456 7890 189"
    assert spaced_iban("") == ""


def test_the_kind_of_a_used_account_stays(books):
    pay(books)
    with pytest.raises(Refused, match="its kind stays"):
        save_account(AccountData("571", "Box", "bank"), account_id=books.cash.id)
    save_account(AccountData("571", "Box", "cash"), account_id=books.cash.id)


def pay(books, amount=5000):
    lines = (Line(books.cash.id, amount), Line(books.dues.id, -amount))
    return post(Draft("income", TODAY, lines, text="x"), today=TODAY)


def test_an_account_with_money_is_not_archived(books):
    entry = pay(books)
    with pytest.raises(Refused, match="There is money in"):
        archive_account(books.cash.id)
    reverse(entry.id, on=TODAY, reason="Slip", today=TODAY)
    archive_account(books.cash.id)
    assert books.cash not in accounts()
    archive_account(books.cash.id, archived=False)
    assert books.cash in accounts()


def test_accounts_are_put_in_order(books):
    first, second = accounts(archived=True)[:2]
    move_account(second.id, -1)
    assert [each.id for each in accounts(archived=True)[:2]] == [second.id, first.id]
    move_account(second.id, -1)
    assert accounts(archived=True)[0].id == second.id
    last = accounts(archived=True)[-1]
    move_account(last.id, 1)
    assert accounts(archived=True)[-1].id == last.id


def test_no_account_of_a_kind_is_said(books):
    Account.update(archived=True).where(Account.kind == "fund").execute()
    with pytest.raises(Refused, match="no account of the kind"):
        first_account("fund")


def test_an_opening_balance_stands_against_carried_forward(books):
    day = datetime.date(2026, 1, 1)
    entry = open_account(books.cash.id, 12000, day, today=TODAY)
    assert (entry.kind, balance_of(books.cash.id)) == ("opening", 12000)
    assert balance_of(first_account("capital").id) == -12000
    with pytest.raises(Refused, match="already"):
        open_account(books.cash.id, 1, day, today=TODAY)
    reverse(entry.id, on=TODAY, reason="Slip", today=TODAY)
    assert opening_of(books.cash.id) is None
    again = open_account(books.cash.id, 13000, day, today=TODAY)
    assert opening_of(books.cash.id) == again
    assert balance_of(books.cash.id) == 13000
    assert check_books() == []


def test_a_fund_begins_on_the_other_side(books):
    fund = first_account("fund")
    open_account(fund.id, 500, TODAY, today=TODAY)
    assert balance_of(fund.id) == -500


def test_an_income_has_no_opening_balance(books):
    with pytest.raises(Refused, match="Only an account of money"):
        open_account(books.dues.id, 5, TODAY, today=TODAY)
