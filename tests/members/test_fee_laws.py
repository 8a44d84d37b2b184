"""Laws of fees: months, shares, twelve months from joining, and the past that never changes."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assoc_desktop.association.records import Season
from assoc_desktop.association.rules import Identity
from assoc_desktop.founding import found_association
from assoc_desktop.members.fees import (
    Past,
    Proposer,
    add_months,
    fee_for,
    month_of_season,
    save_fees,
    share_of,
    shares,
    year_after,
)
from assoc_desktop.members.memberships import (
    CategoryData,
    proposed_membership,
    save_category,
    save_membership,
)
from assoc_desktop.members.records import Category, Member, Membership
from assoc_desktop.storage.database import database

ONE_DAY = timedelta(1)
DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))


# Months and shares


@given(DAYS, st.integers(-50, 500))
def test_some_months_later_is_the_same_day_or_the_last_of_the_month(day, months):
    later = add_months(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later.day < day.day and (later + ONE_DAY).day == 1)


@given(DAYS, st.integers(0, 365))
def test_the_months_of_a_season_follow_each_other_whenever_it_starts(start, days):
    day = start + timedelta(days)
    month = month_of_season(start, day)
    assert 1 <= month <= 12
    assert month_of_season(start, day + ONE_DAY) in (month, month + 1)
    assert add_months(start, month - 1) <= day
    assert day < add_months(start, month) or month == 12


def test_the_months_of_a_season_that_starts_on_any_day():
    july = date(2025, 7, 1)
    assert [month_of_season(july, date(2025, 7, 1)), month_of_season(july, date(2026, 6, 30))] == [1, 12]
    assert month_of_season(july, date(2026, 2, 28)) == 8
    assert (month_of_season(july, date(2025, 6, 1)), month_of_season(july, date(2027, 1, 1))) == (1, 12)
    last = date(2025, 1, 31)
    assert [month_of_season(last, date(2025, 2, 27)), month_of_season(last, date(2025, 2, 28))] == [1, 2]


@given(st.integers(0, 10**12), st.integers(0, 100))
def test_a_share_lies_between_nothing_and_the_fee(fee, percent):
    share = share_of(fee, percent)
    assert 0 <= share <= fee
    assert abs(share * 100 - fee * percent) <= 50
    assert share_of(fee, 100) == fee and share_of(fee, 0) == 0


@given(st.integers(0, 10**9), st.lists(st.integers(0, 100), min_size=12, max_size=12))
def test_a_table_that_falls_gives_fees_that_fall(fee, percents):
    table = shares(",".join(map(str, sorted(percents, reverse=True))))
    fees = [share_of(fee, percent) for percent in table]
    assert fees == sorted(fees, reverse=True)


def test_half_a_franc_is_rounded_up():
    assert [share_of(2500, 25), share_of(2501, 50), share_of(2499, 50), share_of(1, 49)] == [
        625,
        1251,
        1250,
        0,
    ]


# Twelve months from joining


@given(DAYS)
def test_a_year_after_is_the_same_day_or_1_march(day):
    after = year_after(day)
    assert 365 <= (after - day).days <= 366
    assert (after.month, after.day) == ((3, 1) if (day.month, day.day) == (2, 29) else (day.month, day.day))


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    """A file whose season starts on 1 July, for laws; each example is rolled back."""
    path = tmp_path_factory.mktemp("fees") / "fees.assoc"
    identity = Identity(name="X", country="CM", season_start_month=7)
    with found_association(path, identity, [CategoryData("One", fee=12_000)], today=date(2025, 10, 1)):
        yield


@given(DAYS, st.lists(st.integers(-300, 400), min_size=1, max_size=6))
@settings(max_examples=60)
def test_twelve_months_never_overlap_and_leave_no_gap_when_renewed_in_time(opened, joined, days):
    category = Category(name="R", rolling=True, fee=10, grace_days=30)
    proposer = Proposer(category)
    past, day = Past(joined_on=joined), joined
    periods = []
    for later in days:
        proposal = proposer.propose(past, proposer.book.on(day), day)
        data = proposal.data
        assert data.ends_on + ONE_DAY == year_after(data.starts_on)
        assert proposal.season.starts_on <= data.starts_on <= proposal.season.ends_on
        grace = data.ends_on + timedelta(30)
        periods.append((data.starts_on, data.ends_on, day))
        past = Past(joined, past.seasons | {proposal.season.id}, data.ends_on, grace)
        day = max(day, data.ends_on + timedelta(later))
    assert periods[0][0] == joined
    for (_start, end, _day), (start, _end, day) in itertools.pairwise(periods):
        # In time: the day after; lapsed beyond grace: the day itself.
        assert start == (end + ONE_DAY if day <= end + timedelta(30) else day)


@given(
    st.lists(
        st.tuples(st.sampled_from(["fee", "row", "clear", "enrol"]), st.integers(0, 4), st.integers(0, 9)),
        max_size=12,
    )
)
@settings(max_examples=25)
def test_the_past_never_changes(opened, steps):
    today = date(2025, 10, 1)
    with database.atomic() as transaction:
        years = [Season.get()]
        years += [
            Season.create(label=str(n), starts_on=date(n, 7, 1), ends_on=date(n + 1, 6, 30))
            for n in (2023, 2024, 2026, 2027)
        ]
        category = save_category(CategoryData("Law", fee=3))
        due = {}
        for number, (step, place, fee) in enumerate(steps):
            season = years[place]
            before = {each.id: fee_for(Category.get_by_id(category.id), each) for each in years}
            touched = set()
            if step == "fee":
                save_category(CategoryData("Law", fee=fee), category_id=category.id, today=today)
                enrolled = {row.season_id for row in Membership.select()}
                touched = {each.id for each in years if each.starts_on > today and each.id not in enrolled}
            elif step in ("row", "clear"):
                save_fees(category.id, {season.id: fee if step == "row" else None})
                touched = {season.id}
            else:
                name = f"m{number}"
                member = Member.create(kind="person", family_name=name, sort_name=name, search_text=name)
                data = proposed_membership(season, Category.get_by_id(category.id))
                due[save_membership(member.id, data).id] = data.fee_due
            now = {each.id: fee_for(Category.get_by_id(category.id), each) for each in years}
            assert {key: fee for key, fee in now.items() if key not in touched} == {
                key: fee for key, fee in before.items() if key not in touched
            }
            assert {row.id: row.fee_due for row in Membership.select()} == due
        transaction.rollback()
