"""What is proposed for a line, how surely, and why."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assoc_desktop.members.data import MemberData
from assoc_desktop.members.households import HouseholdData, save_household
from assoc_desktop.members.records import INSTITUTION, FormerNumber, Member
from assoc_desktop.members.references import employ
from assoc_desktop.members.rules import save_member
from assoc_desktop.treasury.accounts import first_account
from assoc_desktop.treasury.balances import Due, dues_of
from assoc_desktop.treasury.ledger import Draft, Line, post, reverse
from assoc_desktop.treasury.records import Account
from assoc_desktop.treasury.statements.dues import proposal_for, spread
from assoc_desktop.treasury.statements.matching import account_proposal, proposals
from assoc_desktop.treasury.statements.posting import ignore, save_rule
from assoc_desktop.treasury.statements.seasons import seasons_named
from tests.treasury.conftest import TODAY
from tests.treasury.statements.conftest import days


def shares(proposal):
    return [(part.member_id, part.amount) for part in proposal.parts]


def test_number_name_and_just_the_amount(books, lines):
    number = Member.get_by_id(books.awa).number
    (best, *_others) = lines.proposed(5000, f"COT ADHERENT {number} 2026", party="AWA")
    assert (best.kind, best.told, shares(best), best.rest) == ("dues", "Awa: 2026", [(books.awa, 5000)], 0)
    assert best.score >= 95
    assert f"Member number {number}" in best.reasons
    assert "Just what is left to pay" in best.reasons


def test_a_former_number_still_tells(books, lines):
    member = lines.member("Mvondo")
    FormerNumber.create(number="OLD-7711", member=member)
    best = lines.proposed(5000, "virement OLD-7711")[0]
    assert shares(best) == [(member, 5000)]


def test_a_year_is_no_number(books, lines):
    Member.update(number="2026").where(Member.id == books.ben).execute()
    assert all(
        "Member number" not in reason for each in lines.proposed(700, "COT 2026") for reason in each.reasons
    )
    assert lines.proposed(700, "MEMBRE 2026")[0].member_id == books.ben


def test_the_season_that_is_named_counts(books, lines):
    """Who paid the season that the text names, and owes the next, hardly pays that one."""
    number = Member.get_by_id(books.awa).number
    lines.pay(books.awa)
    following = lines.owe_next(books.awa)
    silent = lines.proposed(5000, f"COTISATION ADHERENT {number}")[0]
    other = lines.proposed(5000, f"COT 2026 ADHERENT {number}")[0]
    named = lines.proposed(5000, f"COT 2027 ADHERENT {number}")[0]
    assert [each.told for each in (silent, other, named)] == ["Awa: 2027"] * 3
    assert other.parts[0].membership_id == following
    assert other.score <= 55 < 90 < silent.score <= named.score
    assert other.reasons[-1] == "The text names the season 2026, for which nothing is left to pay"
    assert "The text names the season 2027" in named.reasons


def test_the_season_that_is_named_is_paid_before_an_older_one(books, lines):
    lines.owe_next(books.awa, fee=6000)
    best = lines.proposed(5000, "cotisation 2027", party="AWA")[0]
    assert (best.told, shares(best)) == ("Awa: 2027", [(books.awa, 5000)])
    both = lines.proposed(8000, "cotisation 2027", party="AWA")[0]
    assert both.told == "Awa: 2027, 2026" and shares(both) == [(books.awa, 6000), (books.awa, 2000)]


def test_an_amount_alone_is_for_the_season_that_is_named(books, lines):
    lines.pay(books.awa)
    lines.pay(books.ben)
    lines.owe_next(books.awa)
    assert lines.proposed(5000, "DEPOT 2026") == []
    assert [each.told for each in lines.proposed(5000, "DEPOT 2027")] == ["Awa: 2027"]


@pytest.mark.parametrize(
    "text, named",
    [
        ("COT2026", {"2026"}),
        ("dues-2026, thank you", {"2026"}),
        ("12.05.2026", set()),
        ("2026-05-12", set()),
        ("recu 2026/0012 x", set()),
        ("No 120261", set()),
        ("2025-2026", {"2025-2026"}),
        ("saison 2025/26.", {"2025-2026"}),
        ("2026 2025 – 2026", {"2026", "2025-2026"}),
        ("ÉTÉ 24", {"Été 24"}),
        ("", set()),
    ],
)
def test_seasons_that_a_text_names(text, named):
    assert seasons_named(["2025", "2026", "2025-2026", "Été 24", "…"], text) == named


def test_name_misspelt_and_turned_round(books, lines):
    member = lines.member("Ngo Mbarga", "Célestine")
    best = lines.proposed(5000, "VIR RECU", party="CELESTIN NGO MBARGA")[0]
    assert shares(best) == [(member, 5000)]
    assert "Paid by Célestine Ngo Mbarga" in best.reasons
    in_text = lines.proposed(5000, "VIR DE MME NGO MBARGA CELESTINE COTISATION")[0]
    assert in_text.member_id == member and in_text.score < best.score


def test_two_of_one_name_are_less_sure(books, lines):
    one = lines.member("Fouda", "Paul")
    alone = lines.proposed(5000, party="PAUL FOUDA")[0].score
    lines.member("Fouda", "Paul")
    both = [each for each in lines.proposed(5000, party="PAUL FOUDA") if each.kind == "dues"]
    assert len(both) == 2 and both[0].score < alone and one in {each.member_id for each in both}
    assert "1 member fits as well" in both[0].reasons


def test_phone_number_in_any_writing(books, lines):
    member = lines.member("Eve", phones=["+237677123456"])
    for text in ("MoMo 237677123456", "de 677 12 34 56"):
        best = lines.proposed(5000, text)[0]
        assert (best.member_id, shares(best)) == (member, [(member, 5000)])
        assert any(reason.startswith("Phone number") for reason in best.reasons)


def test_a_part_of_what_is_due_and_more_than_is_due(books, lines):
    part = lines.proposed(2000, party="AWA")[0]
    assert (shares(part), part.rest) == ([(books.awa, 2000)], 0)
    assert "A part of what is due" in part.reasons
    more = lines.proposed(7000, party="AWA")[0]
    assert (shares(more), more.rest) == ([(books.awa, 5000)], 2000)
    assert any("more than is due" in reason for reason in more.reasons)
    assert more.score < part.score


def test_a_household_is_settled_by_one_deposit(books, lines):
    save_household(HouseholdData("Family", [books.awa, books.ben], books.awa))
    best = lines.proposed(10000, party="AWA")[0]
    assert sorted(shares(best)) == sorted([(books.awa, 5000), (books.ben, 5000)])
    assert best.told == "Awa and 1 other: 2026"
    assert "owe together" in " ".join(best.reasons)


def test_an_employer_pays_for_its_staff(books, lines):
    firm = save_member(
        MemberData(kind=INSTITUTION, name="Imprimerie du Wouri", joined_on=TODAY),
        today=TODAY,
        conventions=books.conventions,
    )
    employ(firm.id, [books.awa, books.ben])
    best = lines.proposed(10000, "VIR COTISATIONS PERSONNEL", party="IMPRIMERIE DU WOURI")[0]
    assert {member for member, _amount in shares(best)} == {books.awa, books.ben}
    assert best.member_id == firm.id and best.rest == 0


def test_one_deposit_names_several_numbers(books, lines):
    numbers = [Member.get_by_id(each).number for each in (books.awa, books.ben)]
    best = lines.proposed(10000, f"adh {numbers[0]} et adh {numbers[1]}")[0]
    assert {member for member, _amount in shares(best)} == {books.awa, books.ben}
    assert best.reasons[0].startswith("Member numbers: ")


def test_an_amount_alone_tells_when_few_owe_it(books, lines):
    both = lines.proposed(5000, "VIREMENT")
    assert {each.member_id for each in both} == {books.awa, books.ben}
    assert all(each.score < 30 and each.reasons == ("2 members owe just this amount",) for each in both)
    for name in ("C", "D"):
        lines.member(name)
    assert lines.proposed(5000, "VIREMENT") == []


def test_money_out_pays_no_dues(books, lines):
    assert lines.proposed(-5000, party="AWA") == []


def test_an_entry_of_the_same_amount_is_there_already(books, lines):
    draft = Draft(
        "dues",
        days(2),
        (Line(books.bank.id, 5000), Line(books.dues.id, -5000)),
        text="Dues",
        reference="CHQ 77",
    )
    entry = post(draft, today=TODAY)
    best = lines.proposed(5000, "REMISE CHQ 77")[0]
    assert (best.kind, best.entry_id) == ("entry", entry.id)
    assert best.reasons == ("The same amount", "2 days apart", "Reference CHQ 77")
    reverse(entry.id, on=TODAY, reason="Slip", today=TODAY)
    assert all(each.kind != "entry" for each in lines.proposed(5000, "REMISE CHQ 77"))


def test_a_transfer_between_own_accounts(books, lines):
    momo = first_account("mobile")
    other = lines.add(-3000, "Retrait", account=momo, day=days(1))
    best = lines.proposed(3000, "Versement")[0]
    assert (best.kind, best.other_line_id, best.told) == ("transfer", other, f"Transfer from {momo.name}")
    ignore(other, "Not ours")
    assert lines.proposed(3000, "Versement") == []


def test_the_number_of_an_own_account_in_the_text(books, lines):
    momo = first_account("mobile")
    Account.update(number="237 699 001 002").where(Account.id == momo).execute()
    best = lines.proposed(-3000, "Envoi vers 237699001002")[0]
    assert (best.kind, best.account_id, best.told) == ("account", momo.id, f"Transfer to {momo.name}")


def test_rules_the_longest_first(books, lines):
    save_rule("loyer", books.rent.id)
    save_rule("Loyer salle", books.donations.id)
    first, second = lines.proposed(-900, "PRLV LOYER SALLE MAI")
    assert {first.account_id, second.account_id} == {books.rent.id, books.donations.id}
    assert first.reasons == ("Your rule: “loyer salle”",)
    Account.update(archived=True).where(Account.id == books.rent).execute()
    assert lines.proposed(-900, "LOYER") == []


def test_what_a_person_chose(books, lines):
    row = lines.row(lines.add(7000, "VIREMENT"))
    chosen = proposal_for(row, books.ben, lines.known())
    assert (shares(chosen), chosen.rest, chosen.reasons[0]) == ([(books.ben, 5000)], 2000, "Chosen by you")
    assert account_proposal(row, books.donations.id).told == books.donations.name


def test_only_open_lines_get_proposals(books, lines):
    line = lines.add(5000, party="AWA")
    ignore(line, "Test")
    assert proposals([line]) == {}


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 60), st.lists(st.integers(1, 20), max_size=5), st.lists(st.integers(1, 20), max_size=4))
def test_never_more_on_a_due_than_is_left(amount, own, others):
    dues = [Due(1, number, None, "2026", "", TODAY, left, 0) for number, left in enumerate(own)]
    more = [Due(2, 100 + number, None, "2026", "", TODAY, left, 0) for number, left in enumerate(others)]
    made = spread(amount, dues, more)
    assert all(0 < share <= due.left for due, share in made.parts)
    assert len({due.membership_id for due, _share in made.parts}) == len(made.parts)
    assert sum(share for _due, share in made.parts) + made.rest == amount
    assert made.rest == 0 or made.rest == amount - sum(own) - sum(others)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(1, 20000), st.sampled_from(["AWA", "BEN", "AWA BEN", "0001", ""]))
def test_no_proposal_is_more_than_is_due(books, lines, amount, party):
    left = {(due.member_id, due.membership_id): due.left for due in dues_of([books.awa, books.ben])}
    for proposal in lines.proposed(amount, party=party):
        assert 1 <= proposal.score <= 99
        assert all(part.amount <= left[part.member_id, part.membership_id] for part in proposal.parts)
        assert sum(part.amount for part in proposal.parts) + proposal.rest in (amount, 0)
