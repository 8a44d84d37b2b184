"""Nothing is posted without a yes; a yes posts once, with its receipt, and can be taken back."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.storage.history import last_undoable
from assoc_desktop.storage.undoing import undo
from assoc_desktop.treasury.accounts import balance_of, first_account
from assoc_desktop.treasury.balances import credit_of, dues_of
from assoc_desktop.treasury.checking import check_books
from assoc_desktop.treasury.ledger import Draft, Line, post, reverse
from assoc_desktop.treasury.records import Entry, Receipt, StatementLine, StatementRule
from assoc_desktop.treasury.statements.listing import counts
from assoc_desktop.treasury.statements.matching import account_proposal, proposals
from assoc_desktop.treasury.statements.posting import (
    confirm,
    ignore,
    remove_rule,
    rules,
    save_rule,
    take_back,
)
from tests.treasury.conftest import TODAY


def best(line_id):
    return proposals([line_id])[line_id][0]


def left(member_id):
    return sum(due.left for due in dues_of([member_id]))


def test_dues_are_posted_with_a_receipt_and_linked(books, lines):
    line = lines.add(5000, "COT", party="AWA", reference="TX9")
    entry = confirm(line, best(line), today=TODAY)
    assert (entry.kind, entry.method, entry.reference, entry.day) == ("dues", "transfer", "TX9", TODAY)
    assert Receipt.get(Receipt.entry == entry).amount == 5000
    assert left(books.awa) == 0 and balance_of(books.bank.id) == 5000
    assert (lines.row(line).state, lines.row(line).entry_id) == ("done", entry.id)
    assert check_books() == []
    with pytest.raises(Refused, match="dealt with meanwhile"):
        confirm(line, account_proposal(lines.row(line), books.donations.id), today=TODAY)


def test_what_is_more_than_due_needs_a_choice(books, lines):
    line = lines.add(7000, party="AWA")
    with pytest.raises(Invalid, match="more than what is paid"):
        confirm(line, best(line), today=TODAY)
    assert not Entry.select().exists() and lines.row(line).state == "open"
    confirm(line, best(line), today=TODAY, rest="credit")
    assert credit_of(books.awa) == 2000
    other = lines.add(9000, party="BEN")
    confirm(other, best(other), today=TODAY, rest="donation")
    assert (balance_of(books.donations.id), balance_of(books.bank.id)) == (-4000, 16000)
    assert check_books() == []


def test_a_due_paid_meanwhile_refuses_the_old_proposal(books, lines):
    one, two = lines.add(5000, party="AWA"), lines.add(5000, "again", party="AWA")
    old = best(two)
    confirm(one, best(one), today=TODAY)
    with pytest.raises(Invalid):
        confirm(two, old, today=TODAY)
    assert lines.row(two).state == "open"


def test_an_entry_that_is_there_is_ticked_off_and_not_posted_again(books, lines):
    entry = post(
        Draft("income", TODAY, (Line(books.bank.id, 700), Line(books.donations.id, -700)), text="Gift"),
        today=TODAY,
    )
    line, second = lines.add(700), lines.add(700, "second")
    old = best(second)
    assert confirm(line, best(line), today=TODAY) == entry
    assert Entry.select().count() == 1 and lines.row(line).reconciled
    with pytest.raises(Refused, match="belongs to another line"):
        confirm(second, old, today=TODAY)
    take_back(line, reason="", today=TODAY)
    assert Entry.select().count() == 1 and lines.row(line).state == "open"
    reverse(entry.id, on=TODAY, reason="Slip", today=TODAY)
    with pytest.raises(Refused, match="was taken back"):
        confirm(line, old, today=TODAY)


def test_ticking_off_can_be_undone(books, lines):
    post(Draft("income", TODAY, (Line(books.bank.id, 700), Line(books.donations.id, -700))), today=TODAY)
    line = lines.add(700)
    confirm(line, best(line), today=TODAY)
    undo(last_undoable().id)
    assert lines.row(line).state == "open"


def test_a_transfer_settles_both_lines_and_is_taken_back_for_both(books, lines):
    momo = first_account("mobile")
    out, into = lines.add(-3000, "Retrait", account=momo), lines.add(3000, "Versement")
    old = best(into)
    entry = confirm(into, best(into), today=TODAY)
    assert entry.kind == "transfer" and balance_of(momo.id) == -3000
    assert {lines.row(each).entry_id for each in (out, into)} == {entry.id}
    take_back(out, reason="Not the same", today=TODAY)
    assert {lines.row(each).state for each in (out, into)} == {"open"}
    assert balance_of(momo.id) == balance_of(books.bank.id) == 0
    StatementLine.update(amount=-2999).where(StatementLine.id == out).execute()
    with pytest.raises(Refused, match="other half"):
        confirm(into, old, today=TODAY)
    assert check_books() == []


@pytest.mark.parametrize(("amount", "kind"), [(900, "income"), (-900, "expense")])
def test_a_line_is_booked_to_an_account(books, lines, amount, kind):
    line = lines.add(amount, "Texte", party="Eve")
    other = books.donations if amount > 0 else books.rent
    entry = confirm(line, account_proposal(lines.row(line), other.id), today=TODAY)
    assert (entry.kind, balance_of(other.id)) == (kind, -amount)
    assert entry.texts.get().party == "Eve"


def test_money_to_another_own_account_is_a_transfer(books, lines):
    line = lines.add(-900, "Retrait")
    assert confirm(line, account_proposal(lines.row(line), books.cash.id), today=TODAY).kind == "transfer"
    same = lines.add(-900, "Retrait 2")
    with pytest.raises(Refused, match="another account"):
        confirm(same, account_proposal(lines.row(same), books.bank.id), today=TODAY)


def test_a_line_of_the_future_is_not_posted(books, lines):
    line = lines.add(900, "Gift", day=TODAY + datetime.timedelta(days=1))
    with pytest.raises(Refused, match="future"):
        confirm(line, account_proposal(lines.row(line), books.donations.id), today=TODAY)
    assert lines.row(line).state == "open"


def test_ignoring_needs_a_reason_and_can_be_taken_back(books, lines):
    line = lines.add(900)
    with pytest.raises(Refused, match="Say why"):
        ignore(line, "  ")
    ignore(line, " Test of the bank ")
    assert (lines.row(line).state, lines.row(line).ignored_because) == ("ignored", "Test of the bank")
    with pytest.raises(Refused, match="dealt with"):
        ignore(line, "Again")
    take_back(line, reason="", today=TODAY)
    assert counts() == {"open": 1, "done": 0, "ignored": 0}


def test_taking_back_reverses_and_needs_a_reason(books, lines):
    line = lines.add(5000, party="AWA")
    entry = confirm(line, best(line), today=TODAY)
    with pytest.raises(Refused, match="Say why"):
        take_back(line, reason=" ", today=TODAY)
    assert lines.row(line).state == "done"
    take_back(line, reason="Another Awa", today=TODAY)
    assert Entry.get(Entry.reverses == entry).reason == "Another Awa"
    assert left(books.awa) == 5000 and lines.row(line).state == "open"
    assert check_books() == []


def test_what_is_reversed_elsewhere_is_to_do_again(books, lines):
    line = lines.add(5000, party="AWA")
    entry = confirm(line, best(line), today=TODAY)
    reverse(entry.id, on=TODAY, reason="At the desk", today=TODAY)
    assert lines.row(line).state == "open" and best(line).kind == "dues"
    confirm(line, best(line), today=TODAY)
    assert left(books.awa) == 0 and check_books() == []


def test_both_lines_of_a_transfer_are_to_do_again(books, lines):
    first, second = lines.add(-700), lines.add(700, account=books.cash)
    entry = confirm(first, best(first), today=TODAY)
    reverse(entry.id, on=TODAY, reason="Not ours", today=TODAY)
    assert [lines.row(each).state for each in (first, second)] == ["open", "open"]


def test_a_line_of_what_was_reversed_before_is_freed(books, lines):
    """Files of before keep such lines."""
    line = lines.add(5000, party="AWA")
    entry = confirm(line, best(line), today=TODAY)
    reverse(entry.id, on=TODAY, reason="At the desk", today=TODAY)
    StatementLine.update(entry=entry).execute()
    take_back(line, reason="", today=TODAY)
    assert lines.row(line).state == "open" and Entry.select().count() == 2


def test_a_line_that_is_gone(books, lines):
    line = lines.add(900)
    proposal = account_proposal(lines.row(line), books.donations.id)
    StatementLine.delete().execute()
    with pytest.raises(Refused, match="no longer there"):
        confirm(line, proposal, today=TODAY)


def test_rules_are_kept_changed_and_removed(books):
    with pytest.raises(Refused, match="three letters"):
        save_rule(" - ", books.rent.id)
    rule = save_rule("Loyer", books.rent.id)
    assert save_rule("LOYER", books.cash.id).id == rule.id
    assert [(each.words, each.account_id) for each in rules()] == [("loyer", books.cash.id)]
    remove_rule(rule.id)
    assert not StatementRule.select().exists()
    undo(last_undoable().id)
    assert StatementRule.select().count() == 1


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.integers(1, 12000), st.sampled_from(["AWA", "BEN", "?"]), st.booleans()), max_size=6
    )
)
def test_any_sequence_keeps_books_and_lines_together(books, lines, steps):
    for amount, party, back in steps:
        line = lines.add(amount, party=party)
        before = Entry.select().count()
        found = proposals([line])[line]
        assert Entry.select().count() == before
        chosen = found[0] if found else account_proposal(lines.row(line), books.donations.id)
        confirm(line, chosen, today=TODAY, rest="credit")
        if back:
            take_back(line, reason="Slip", today=TODAY)
    done = StatementLine.select().where(StatementLine.entry.is_null(False))
    assert sum(line.amount for line in done) == balance_of(books.bank.id)
    assert all(due.left >= 0 for due in dues_of([books.awa, books.ben]))
    assert check_books() == []
