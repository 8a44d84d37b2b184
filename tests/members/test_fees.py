"""What a category costs, and what is proposed to whom."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import strategies as st

from assoc_desktop.association.records import Season, the_association
from assoc_desktop.association.rules import SeasonBook, add_season, open_proposed
from assoc_desktop.language import speaking
from assoc_desktop.members.fees import (
    Past,
    Proposer,
    check_joining,
    fee_for,
    fees_of,
    proposed_for,
    read_pasts,
    save_fees,
    shares,
)
from assoc_desktop.members.memberships import (
    CategoryData,
    check_membership,
    facts_of,
    memberships_of,
    proposed_membership,
    save_category,
    save_membership,
)
from assoc_desktop.members.records import Category, CategoryFee, Member, Membership
from assoc_desktop.members.status import status_on
from assoc_desktop.refusals import Invalid
from assoc_desktop.storage.history import last_undoable, recent_operations
from assoc_desktop.storage.undoing import undo

ONE_DAY = timedelta(1)
DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
QUARTERS = "100,100,100,75,75,75,50,50,50,25,25,25"


@pytest.mark.parametrize("text", [
    "", "100", ",".join(["100"] * 11), ",".join(["100"] * 13), ",".join(["101"] * 12), ",".join(["-1"] * 12),
    ",".join(["x"] * 12), ",".join([" 50"] * 12), ",".join(["٥"] * 12), ",".join(["0000000000100"] * 12),
])  # fmt: skip
def test_what_is_no_table(text):
    assert shares(text) is None
    assert bool(check_joining(CategoryData("A", pro_rata=text))) == bool(text)


@pytest.mark.parametrize(("changes", "field"), [
    ({"rolling": True, "for_life": True}, "rolling"),
    ({"next_season_from": 1}, "next_season_from"),
    ({"next_season_from": 13}, "next_season_from"),
    ({"rolling": True, "pro_rata": QUARTERS}, "pro_rata"),
    ({"for_life": True, "next_season_from": 10}, "next_season_from"),
    ({"rolling": True}, None),
    ({"pro_rata": QUARTERS, "next_season_from": 12}, None),
])  # fmt: skip
def test_what_is_checked_of_joining_late(changes, field):
    problems = check_joining(CategoryData("A", **changes))
    assert list(problems) == ([field] if field else [])


# Twelve months from joining


def rolling(fee=1000):
    return save_category(CategoryData("Rolling", fee=fee, rolling=True))


def test_who_joins_on_29_february_belongs_until_28_february(file, save):
    awa = Member.get_by_id(save(family_name="Awa", joined_on=date(2024, 2, 29)))
    add_season("2024", date(2024, 1, 1), date(2024, 12, 31))
    proposal = proposed_for(awa, rolling(), Season.get(Season.label == "2024"), date(2024, 2, 29))
    assert (proposal.data.starts_on, proposal.data.ends_on) == (date(2024, 2, 29), date(2025, 2, 28))
    save_membership(awa.id, proposal.data)
    again = proposed_for(
        awa, Category.get(Category.name == "Rolling"), Season.get(Season.label == "2024"), date(2025, 1, 5)
    )
    assert (again.data.starts_on, again.data.ends_on) == (date(2025, 3, 1), date(2026, 2, 28))
    assert (again.opens, again.season.label, again.reason) == (True, "2025", "renewed")
    save_membership(awa.id, again.data, opens=again.season)
    assert [row.season.label for row in memberships_of(awa.id)] == ["2025", "2024"]
    facts = facts_of(awa)
    conventions = the_association().conventions_in("en")
    codes = [status_on(day, facts, conventions).code for day in (
        date(2024, 2, 28), date(2024, 2, 29), date(2025, 2, 28), date(2025, 3, 1), date(2026, 2, 28), date(2026, 3, 1),
    )]  # fmt: skip
    assert codes == ["pending", "new", "new", "current", "current", "grace"]


@pytest.mark.parametrize(("past", "day", "starts_on", "reason"), [
    (Past(), date(2026, 5, 14), date(2026, 5, 14), "joined"),
    (Past(), None, date(2026, 1, 1), "joined"),
    (Past(), date(2027, 2, 1), date(2026, 1, 1), "joined"),
    (Past(joined_on=date(2026, 3, 9)), date(2026, 5, 14), date(2026, 3, 9), "joined"),
    (Past(joined_on=date(2019, 3, 9)), date(2026, 5, 14), date(2026, 3, 9), "joined"),
    (Past(joined_on=date(2016, 2, 29)), None, date(2026, 3, 1), "joined"),
    (Past(date(2019, 3, 9), frozenset({7}), date(2026, 4, 30), date(2026, 6, 29)), date(2026, 5, 14),
     date(2026, 5, 1), "renewed"),
    (Past(date(2019, 3, 9), frozenset({7}), date(2025, 4, 30), date(2025, 6, 29)), date(2026, 5, 14),
     date(2026, 5, 14), "joined"),
])  # fmt: skip
def test_when_twelve_months_begin(file, past, day, starts_on, reason):
    proposal = Proposer(rolling()).propose(past, Season.get(), day)
    assert (proposal.data.starts_on, proposal.reason) == (starts_on, reason)
    assert proposal.season.starts_on <= starts_on <= proposal.season.ends_on


def test_a_day_at_the_end_of_the_calendar_is_told_as_wrong(file, save):
    proposal = Proposer(rolling()).from_day(Season.get(), date(9999, 12, 31))
    awa = Member.get_by_id(save(family_name="A"))
    assert check_membership(awa, proposal.data) == {"ends_on": "The membership ends before it starts."}


# Joining late


def seasons(*years):
    found = []
    for year in years:
        season = Season.get_or_none(Season.label == str(year))
        found.append(season or add_season(str(year), date(year, 1, 1), date(year, 12, 31)))
    return found


def late(**changes):
    return save_category(CategoryData("Late", fee=10_000, **{"pro_rata": QUARTERS, **changes}))


def test_who_joins_during_the_season_owes_a_share(file, conventions):
    (season,) = seasons(2026)
    proposal = proposed_for(None, late(), season, date(2026, 10, 5))
    assert proposal.data.fee_due == 2500
    assert (proposal.data.starts_on, proposal.data.ends_on) == (date(2026, 10, 5), date(2026, 12, 31))
    assert proposal.why(conventions) == "Joined in October 2026: 25% of FCFA10,000."
    with speaking("fr"):
        assert "octobre 2026" in proposal.why(the_association().conventions)
    first = proposed_for(None, Category.get(Category.name == "Late"), season, date(2026, 1, 31))
    assert (first.data.fee_due, first.why(conventions)) == (10_000, "")


@pytest.mark.parametrize(("joined_on", "years", "day", "share"), [
    (None, [], date(2026, 7, 1), 5000),
    (date(2026, 4, 2), [], date(2026, 11, 1), 7500),  # joined in April, written in November
    (date(2019, 4, 2), [], date(2026, 11, 1), 10_000),  # belongs since long; the program knows no season of theirs
    (date(2019, 4, 2), [2025], date(2026, 11, 1), 10_000),  # renews
    (date(2019, 4, 2), [2024], date(2026, 11, 1), 2500),  # comes back
    (None, [], date(2025, 11, 1), 10_000),  # enrolled before the season begins
    (None, [], None, 10_000),
])  # fmt: skip
def test_who_owes_a_share(file, save, joined_on, years, day, share):
    before = seasons(2024, 2025)
    category, (season,) = late(), seasons(2026)
    member = Member.get_by_id(save(family_name="A", joined_on=joined_on))
    for each in before:
        if int(each.label) in years:
            save_membership(member.id, proposed_membership(each, category))
    assert proposed_for(member, category, season, day).data.fee_due == share


def test_a_category_that_owes_nothing_explains_no_share(file, conventions):
    category = save_category(CategoryData("Free", pro_rata=QUARTERS, exempt=True))
    proposal = proposed_for(None, category, Season.get(), date(2026, 10, 5))
    assert (proposal.data.fee_due, proposal.why(conventions)) == (0, "")


def test_late_joining_counts_for_the_next_season(file, save, conventions):
    season, following = seasons(2026, 2027)
    category = late(next_season_from=10)
    save_fees(category.id, {following.id: 11_000})
    for asked in (season, following):
        proposal = proposed_for(None, category, asked, date(2026, 10, 1))
        assert proposal.season == following and not proposal.opens
        data = proposal.data
        assert (data.starts_on, data.ends_on, data.fee_due) == (date(2026, 10, 1), date(2027, 12, 31), 11_000)
        assert proposal.why(conventions) == "Joined in October 2026: counts for 2027, whole fee."
    assert proposed_for(None, category, season, date(2026, 9, 30)).data.fee_due == 5000
    # Who belongs to the season renews for the next one, whenever that is.
    member = Member.get_by_id(save(family_name="A", joined_on=date(2020, 1, 1)))
    save_membership(member.id, proposed_membership(season, category))
    assert proposed_for(member, category, following, date(2026, 11, 1)).data.starts_on == date(2027, 1, 1)


def test_the_next_season_is_opened_with_it(file, save, conventions):
    category = late(next_season_from=10)
    member = save(family_name="A")
    proposal = proposed_for(Member.get_by_id(member), category, Season.get(), date(2026, 12, 1))
    assert proposal.opens and proposal.why(conventions).endswith(" The season 2027 is opened with it.")
    save_membership(member, proposal.data, opens=proposal.season)
    assert Season.get(Season.label == "2027").starts_on == date(2027, 1, 1)
    assert str(recent_operations(1)[0]) == "Enrol A for 2027"
    with pytest.raises(Invalid, match="There is a season named 2027 already"):
        open_proposed(proposal.season)
    undo(last_undoable().id)
    assert Season.select().count() == 1 and not Membership.select().exists()


def test_a_season_made_up_fits_between_those_that_are_there(file):
    add_season("odd", date(2027, 3, 1), date(2027, 8, 31))
    book = SeasonBook()
    found = book.on(date(2027, 1, 15))
    assert (found.starts_on, found.ends_on, book.is_open(found)) == (
        date(2027, 1, 1),
        date(2027, 2, 28),
        False,
    )
    assert book.on(date(2027, 2, 28)) is found
    assert book.on(date(2027, 10, 1)).starts_on == date(2027, 9, 1)
    assert book.before(Season.get(Season.label == "odd")).label == "2026"
    assert book.before(Season.get(Season.label == "2026")) is None


def test_dates_that_the_rules_give_are_kept(file, save):
    awa = Member.get_by_id(save(family_name="A"))
    season = Season.get()
    data = replace(proposed_membership(season, Category.get()), starts_on=date(2025, 10, 1))
    assert check_membership(awa, data) == {}
    wrong = replace(data, starts_on=date(2027, 1, 1), ends_on=date(2027, 12, 31))
    assert check_membership(awa, wrong) == {
        "starts_on": "The membership starts after the season 2026 is over."
    }


# The past


def test_a_season_that_has_begun_keeps_its_fee(file, today):
    before, present, coming = seasons(2025, 2026, 2027)
    category = save_category(CategoryData("A", fee=5000))
    save_category(CategoryData("A", fee=6000), category_id=category.id, today=today)
    category = Category.get_by_id(category.id)
    assert [fee_for(category, season) for season in (before, present, coming)] == [5000, 5000, 6000]
    save_category(CategoryData("A", exempt=True), category_id=category.id, today=today)
    assert fee_for(Category.get_by_id(category.id), before) == 0
    undo(last_undoable().id)
    assert fee_for(Category.get_by_id(category.id), coming) == 6000
    save_category(CategoryData("A", fee=7000), category_id=category.id)  # no day given: all have begun
    assert fee_for(Category.get_by_id(category.id), coming) == 6000


def test_a_coming_season_with_memberships_keeps_its_fee(file, save, today):
    (coming,) = seasons(2027)
    category = save_category(CategoryData("A", fee=5000))
    save_membership(save(family_name="A"), proposed_membership(coming, category))
    save_category(CategoryData("A", fee=6000), category_id=category.id, today=today)
    assert fee_for(Category.get_by_id(category.id), coming) == 5000


def test_the_fee_of_a_season_is_set_on_purpose(file, save, today):
    present, coming = seasons(2026, 2027)
    category = save_category(CategoryData("A", fee=5000))
    membership = save_membership(save(family_name="A"), proposed_membership(present, category))
    save_fees(category.id, {present.id: 5500, coming.id: 6500})
    assert Membership.get_by_id(membership.id).fee_due == 5000
    assert proposed_membership(coming, category).fee_due == 6500
    save_fees(category.id, {present.id: None, coming.id: 7000})
    assert fees_of(category.id) == {coming.id: 7000}
    undo(last_undoable().id)
    assert fees_of(category.id) == {present.id: 5500, coming.id: 6500}
    with pytest.raises(Invalid, match="A fee is not negative"):
        save_fees(category.id, {coming.id: -1})
    with pytest.raises(Invalid):
        save_category(CategoryData("A", fee=8000), category_id=category.id, fees={coming.id: -1})
    assert Category.get_by_id(category.id).fee == 5000


def test_what_is_known_of_many_is_what_is_known_of_each(file, save):
    ids = [save(family_name=str(n), joined_on=date(2020, 1, 1 + n)) for n in range(3)]
    save_membership(ids[0], proposed_membership(Season.get(), Category.get()))
    every = read_pasts()
    assert every == read_pasts(ids)
    assert every[ids[0]].seasons == {Season.get().id} and every[ids[0]].last_end == date(2026, 12, 31)
    assert every[ids[1]] == Past(date(2020, 1, 2))
    assert CategoryFee.select().count() == 0
