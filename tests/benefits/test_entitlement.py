"""Who may have a benefit: each reason that stands between, and that one member and all are judged alike."""

from __future__ import annotations

import datetime

import pytest

from assoc_desktop.association.records import Season, the_association
from assoc_desktop.benefits.catalogue import BenefitData, data_of, save_benefit
from assoc_desktop.benefits.entitlement import entitled_ids, entitlements, entitlements_of, standings
from assoc_desktop.benefits.records import BenefitUse
from assoc_desktop.benefits.uses import NotEntitled, reverse_use, timeline_source, uses_of, uses_on
from assoc_desktop.members.data import MembershipData
from assoc_desktop.members.filters.model import Condition, Group, to_json
from assoc_desktop.members.memberships import CategoryData, memberships_of, save_category, save_membership
from assoc_desktop.members.records import Member
from assoc_desktop.members.rules import archive, record_leaving
from assoc_desktop.refusals import Refused
from assoc_desktop.storage.history import last_undoable
from assoc_desktop.storage.undoing import undo
from assoc_desktop.treasury.desk import Payment, take_payment
from tests.benefits.conftest import TODAY

DAY = datetime.timedelta(days=1)


def changed(club, **values):
    """Change the training."""
    data = data_of(club.training)
    save_benefit(BenefitData(**{**vars(data), **values}), benefit_id=club.training.id)
    club.training = club.training.get_by_id(club.training.id)


def test_who_is_entitled(club):
    found = club.of(club.awa)
    assert (found.is_entitled, found.quota, found.used, found.left) == (True, 2, 0, 2)
    assert found.reason == "2 of 2 left in the season."
    loan = club.of(club.awa, "Loan")
    assert (loan.is_entitled, loan.left, loan.reason) == (True, None, "As often as wanted.")
    assert club.of(club.ben, "Loan").left == 1


@pytest.mark.parametrize(
    ("values", "why", "reason"),
    [
        ({"valid_from": TODAY + DAY}, "validity", "It begins on 15/05/2026."),
        ({"valid_until": TODAY - DAY}, "validity", "It ended on 13/05/2026."),
        (
            {"partner": "P", "agreed_from": TODAY + DAY},
            "agreement",
            "The agreement with P begins on 15/05/2026.",
        ),
        (
            {"partner": "P", "agreed_until": TODAY - DAY},
            "agreement",
            "The agreement with P ran out on 13/05/2026.",
        ),
        ({"valid_from": TODAY, "valid_until": TODAY}, "", "2 of 2 left in the season."),
    ],
)
def test_its_days(club, values, why, reason):
    changed(club, **values)
    found = entitlements(club.awa, TODAY, the_association().conventions_in("en"))[0]
    assert (found.why_not, found.reason) == (why, reason)


def test_the_category(club):
    found = club.of(club.ben)
    assert (found.why_not, found.reason) == ("category", "The category Student is not entitled to it.")
    save_benefit(BenefitData("New"))
    assert club.of(club.ben, "New").reason == "No category is entitled to it yet."


def test_who_does_not_belong(club):
    pending = Member.create(kind="person", family_name="New", sort_name="new", search_text="new").id
    assert club.of(pending).why_not == "status"
    assert club.of(pending).reason == "No membership has begun yet."
    record_leaving(club.awa, "resigned_on", TODAY)
    assert club.of(club.awa).reason.startswith("Resigned on")
    archive([club.awa], TODAY)
    assert club.of(club.awa).reason.startswith("In the archive since")


def test_in_grace_one_belongs_and_after_it_not(club):
    end = club.season.ends_on
    grace = memberships_of(club.awa)[0].grace_until
    assert grace > end
    assert club.of(club.awa, day=grace).is_entitled
    assert club.of(club.awa, day=grace + DAY).why_not == "status"


def test_dues_are_overdue_after_the_days_of_grace(club):
    paying = save_category(CategoryData("Paying", fee=5000, grace_days=30))
    benefit = save_benefit(BenefitData("Free entry"), categories={paying.id: None})
    member = club.member("Cai", club.student)
    row = memberships_of(member)[0]
    start = TODAY - 30 * DAY
    data = MembershipData(club.season.id, paying.id, start, club.season.ends_on, fee_due=5000)
    save_membership(member, data, membership_id=row.id)
    assert club.of(member, "Free entry").is_entitled
    tomorrow = club.of(member, "Free entry", TODAY + DAY)
    assert tomorrow.why_not == "dues"
    assert "5" in tomorrow.reason
    assert "overdue" in tomorrow.reason
    save_benefit(BenefitData("Free entry", needs_dues=False), benefit_id=benefit.id)
    assert club.of(member, "Free entry", TODAY + DAY).is_entitled
    save_benefit(BenefitData("Free entry"), benefit_id=benefit.id)
    take_payment(Payment(5000, TODAY, "cash", member), today=TODAY)
    assert club.of(member, "Free entry", TODAY + DAY).is_entitled


def test_only_for(club):
    changed(club, only_for=to_json(Group(True, (Condition("town", "is", ("Kribi",)),))))
    found = club.of(club.awa)
    assert found.why_not == "filter"
    assert "Kribi" in found.reason
    Member.update(town="Kribi").where(Member.id == club.awa).execute()
    assert club.of(club.awa).is_entitled
    changed(club, only_for=to_json(Group(True, (Condition("tag", "has", ("gone",)),))))
    assert club.of(club.awa).why_not == "filter"
    assert club.of(club.awa).reason


def test_a_quota_that_is_used_up(club):
    first = club.use(club.awa, note="Excel")
    club.use(club.awa)
    found = club.of(club.awa)
    assert (found.why_not, found.left, found.reason) == ("quota", 0, "Used up: 2 of 2 in the season.")
    with pytest.raises(NotEntitled, match="Used up"):
        club.use(club.awa)
    beyond = club.use(club.awa, beyond=" The board said so ")
    assert (beyond.beyond, beyond.place) == ("The board said so", None)
    assert (club.of(club.awa).used, club.of(club.awa).left) == (3, 0)
    reverse_use(first.id, "Did not come", on=TODAY)
    reverse_use(beyond.id, "Nor here", on=TODAY)
    assert club.of(club.awa).left == 1
    kept = BenefitUse.get_by_id(first.id)
    assert (kept.used_on, kept.reversed_on, kept.reversed_because) == (TODAY, TODAY, "Did not come")
    with pytest.raises(Refused, match="reversed already"):
        reverse_use(first.id, "Again", on=TODAY)
    with pytest.raises(Refused, match="Say why"):
        reverse_use(club.use(club.awa).id, " ", on=TODAY)
    assert len(uses_on(TODAY)) == len(uses_of(club.awa)) == 4
    assert uses_of(club.awa, season_id=0) == []
    lines = [entry.lines for entry in timeline_source(club.awa, club.say)]
    assert ("Excel", f"Reversed on {club.say.date(TODAY)}: Did not come") in lines


def test_a_reason_is_kept_only_for_who_is_not_entitled(club):
    assert club.use(club.awa, beyond="Just in case").beyond == ""
    assert club.use(club.ben, beyond="Helps at the fair").beyond == "Helps at the fair"


def test_cost_and_value_are_kept_as_they_were(club):
    use = club.use(club.awa)
    changed(club, cost=900, value=1)
    assert (BenefitUse.get_by_id(use.id).cost, BenefitUse.get_by_id(use.id).value) == (500, 2000)


def test_a_new_season_begins_with_the_whole_quota(club):
    club.use(club.awa), club.use(club.awa)
    later = club.season.ends_on + DAY
    assert Season.select().count() == 1
    assert club.of(club.awa, day=later).used == 0
    assert Season.select().count() == 1


def test_undo_of_a_reversal_that_would_pass_the_quota_is_refused(club):
    one = club.use(club.awa)
    club.use(club.awa)
    reverse_use(one.id, "Mistake", on=TODAY)
    reversal = last_undoable().id
    again = club.use(club.awa)
    with pytest.raises(Refused, match="cannot be undone"):
        undo(reversal)
    reverse_use(again.id, "No", on=TODAY)
    undo(reversal)
    assert club.of(club.awa).used == 2


def test_all_are_judged_as_one_is(club):
    club.use(club.awa), club.use(club.awa), club.use(club.ben, club.loan)
    everybody = [club.awa, club.ben]
    together = entitled_ids(TODAY, club.say)
    one_by_one = {member: entitlements(member, TODAY, club.say) for member in everybody}
    assert entitlements_of(everybody, TODAY, club.say) == one_by_one
    for benefit in (club.training, club.loan):
        alone = {
            m
            for m in everybody
            for each in one_by_one[m]
            if each.benefit_id == benefit.id and each.is_entitled
        }
        assert together[benefit.id] == alone
    assert standings(TODAY) == standings(TODAY, everybody)
    assert entitlements(0, TODAY, club.say) == []
