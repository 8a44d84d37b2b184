"""What members owe besides their dues."""

from __future__ import annotations

import pytest

from assoc_desktop.members.records import Member
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.storage.failures import Changed
from assoc_desktop.storage.history import last_undoable
from assoc_desktop.storage.undoing import undo
from assoc_desktop.treasury.accounts import archive_account
from assoc_desktop.treasury.balances import dues_of, left_to_pay
from assoc_desktop.treasury.ledger import Draft, Line, post, reverse
from assoc_desktop.treasury.levies import LevyData, cancel, charge, check_levy
from assoc_desktop.treasury.records import Levy
from tests.treasury.conftest import TODAY


def journal(books, **values):
    return LevyData(**{
        "kind": "journal", "text": " Journal 2026 ", "account_id": books.dues.id, "amount": 1500, "due_on": TODAY, **values
    })  # fmt: skip


def pay(books, levy, amount=1500):
    lines = (Line(books.cash.id, amount), Line(books.dues.id, -amount, levy.member_id, None, levy.id))
    return post(Draft("dues", TODAY, lines, method="cash"), today=TODAY)


def test_many_are_charged_as_one_operation(books):
    assert charge([books.awa, books.ben, books.awa], journal(books)) == 2
    assert str(last_undoable()) == "Charge 2 members: Journal 2026"
    assert left_to_pay() == {books.awa: 6500, books.ben: 6500}
    undo(last_undoable().id)
    assert not Levy.select().exists()
    charge([books.awa], journal(books, season_id=books.season.id))
    assert str(last_undoable()) == "Charge Awa: Journal 2026"
    assert [(due.text, due.left) for due in dues_of([books.awa])] == [("2026", 5000), ("Journal 2026", 1500)]


WRONG = {
    "kind": ("tax", "kind"),
    "text": (" ", "for"),
    "account_id": (None, "income"),
    "amount": (0, "how much"),
    "due_on": (None, "day"),
}


@pytest.mark.parametrize("field", WRONG)
def test_what_is_wrong_is_told(books, field):
    value, words = WRONG[field]
    assert words in check_levy(journal(books, **{field: value}))[field]
    with pytest.raises(Invalid):
        charge([books.awa], journal(books, **{field: value}))


def test_amounts_and_accounts_that_cannot_be_are_told(books):
    assert "too large" in check_levy(journal(books, amount=10**13))["amount"]
    assert "income" in check_levy(journal(books, account_id=books.cash.id))["account_id"]
    archive_account(books.dues.id)
    assert "income" in check_levy(journal(books))["account_id"]


def test_nobody_and_the_dead_are_not_charged(books):
    with pytest.raises(Refused, match="at least one"):
        charge([], journal(books))
    Member.update(deceased_on=TODAY).where(Member.id == books.ben).execute()
    with pytest.raises(Refused, match="has died: Ben"):
        charge([books.awa, books.ben], journal(books))
    assert not Levy.select().exists()


def test_a_levy_is_cancelled_with_a_reason_until_it_is_paid(books):
    charge([books.awa], journal(books))
    levy = Levy.get()
    entry = pay(books, levy, 500)
    with pytest.raises(Refused, match="Something was paid"):
        cancel(levy.id, on=TODAY, reason="Not printed")
    reverse(entry.id, on=TODAY, reason="Slip", today=TODAY)
    with pytest.raises(Refused, match="Say why"):
        cancel(levy.id, on=TODAY, reason=" ")
    cancel(levy.id, on=TODAY, reason=" Not printed ")
    assert (Levy.get().cancelled_on, Levy.get().cancelled_because) == (TODAY, "Not printed")
    assert left_to_pay()[books.awa] == 5000
    with pytest.raises(Refused, match="cancelled already"):
        cancel(levy.id, on=TODAY, reason="Again")
    undo(last_undoable().id)
    assert left_to_pay()[books.awa] == 6500
    with pytest.raises(Refused, match="no longer there"):
        cancel(-1, on=TODAY, reason="Gone")


def test_a_levy_that_was_paid_cannot_be_undone_away(books):
    charge([books.awa], journal(books))
    operation = last_undoable()
    pay(books, Levy.get())
    with pytest.raises(Changed, match="depends on it"):
        undo(operation.id)
