"""A member's status: laws of the rule, and the database says the same."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assoc_desktop.association.records import Season
from assoc_desktop.association.rules import Identity
from assoc_desktop.founding import found_association
from assoc_desktop.language import speaking
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.memberships import CategoryData, facts_of, save_category
from assoc_desktop.members.records import Member, Membership
from assoc_desktop.members.status import (
    BELONGING,
    BELONGING_SQL,
    STATUS_SQL,
    STATUSES,
    Facts,
    Period,
    status_on,
    status_values,
    year_before,
)
from assoc_desktop.storage.database import database

CONVENTIONS = Conventions("en", "CM", "XAF")
START = date(2023, 12, 15)
# Few days, so that dates often meet on one.
days = st.one_of(st.integers(0, 15).map(lambda n: n * 60), st.integers(0, 900)).map(
    lambda n: START + timedelta(n)
)
maybe = st.none() | days


@st.composite
def periods(draw):
    starts_on = draw(days)
    if draw(st.integers(0, 5)) == 0:
        return Period("life", starts_on, None, None)
    ends_on = starts_on + timedelta(draw(st.sampled_from([0, 30, 364, 365])))
    return Period("2026", starts_on, ends_on, ends_on + timedelta(draw(st.sampled_from([0, 1, 60]))))


facts_strategy = st.builds(
    Facts,
    joined_on=maybe,
    resigned_on=maybe,
    struck_off_on=st.none() | maybe,
    struck_off_reason=st.sampled_from(["", "Did not pay"]),
    deceased_on=st.none() | st.none() | maybe,
    periods=st.lists(periods(), max_size=4).map(tuple),
)


def code(today, facts):
    return status_on(today, facts, CONVENTIONS).code


def day(number):
    return START + timedelta(number)


def season(year, grace=60):
    ends_on = date(year, 12, 31)
    return Period(str(year), date(year, 1, 1), ends_on, ends_on + timedelta(grace))


TODAY = date(2026, 5, 14)
FIRST = Facts(joined_on=date(2026, 2, 1), periods=(season(2026),))
LATER = Facts(joined_on=date(2020, 1, 1), periods=(season(2024), season(2025), season(2026)))

EXAMPLES = {
    "nothing": (Facts(), "pending", "No membership has begun yet."),
    "a prospect who joined": (Facts(joined_on=TODAY), "pending", "No membership has begun yet."),
    "next season": (Facts(periods=(season(2027),)), "pending", "No membership has begun yet."),
    "first season": (FIRST, "new", "First membership, 2026, until 31/12/2026."),
    "since long": (LATER, "current", "Membership 2026 until 31/12/2026."),
    "joined long ago, one season known": (
        replace(FIRST, joined_on=date(2019, 1, 1)), "current", "Membership 2026 until 31/12/2026."),
    "the last season only": (
        Facts(periods=(season(2025, 160),)), "grace", "The membership 2025 ended on 31/12/2025; grace until 09/06/2026."),
    "no grace left": (
        Facts(periods=(season(2025),)), "lapsed", "The membership 2025 ended on 31/12/2025, grace on 01/03/2026."),
    "for life, long": (
        Facts(joined_on=date(2000, 1, 1), periods=(Period("2000", date(2000, 1, 1), None, None),)),
        "current", "Member for life since 01/01/2000."),
    "for life, new": (
        Facts(periods=(Period("2026", date(2026, 1, 1), None, None),)), "new", "Member for life since 01/01/2026."),
    "resigned": (replace(LATER, resigned_on=date(2026, 3, 1)), "resigned", "Resigned on 01/03/2026."),
    "resigns at the end of the year": (
        replace(LATER, resigned_on=date(2026, 12, 31)), "current", "Membership 2026 until 31/12/2026."),
    "resigned and came back": (
        replace(LATER, resigned_on=date(2025, 3, 1)), "current", "Membership 2026 until 31/12/2026."),
    "resigned and joined again": (
        replace(LATER, resigned_on=date(2026, 2, 1), joined_on=date(2026, 3, 1)),
        "current", "Membership 2026 until 31/12/2026."),
    "struck off": (
        replace(LATER, struck_off_on=date(2026, 3, 1), struck_off_reason="Did not pay"),
        "struck_off", "Struck off on 01/03/2026: Did not pay"),
    "struck off, nobody knows why": (
        replace(LATER, struck_off_on=date(2026, 3, 1)), "struck_off", "Struck off on 01/03/2026."),
    "struck off after resigning": (
        replace(LATER, struck_off_on=date(2026, 3, 1), resigned_on=date(2026, 2, 1)),
        "struck_off", "Struck off on 01/03/2026."),
    "deceased": (replace(LATER, deceased_on=TODAY, resigned_on=TODAY), "deceased", "Deceased on 14/05/2026."),
}  # fmt: skip


@pytest.mark.parametrize(("facts", "expected", "reason"), EXAMPLES.values(), ids=EXAMPLES.keys())
def test_examples(facts, expected, reason):
    status = status_on(TODAY, facts, CONVENTIONS)
    assert (status.code, status.reason) == (expected, reason)
    assert status.label == STATUSES[expected]


def test_in_french():
    with speaking("fr"):
        status = status_on(TODAY, EXAMPLES["deceased"][0], CONVENTIONS)
        assert status.label != "Deceased" and "14/05/2026" in status.reason


@given(facts_strategy, days)
def test_every_status_has_a_name_and_a_reason(facts, today):
    status = status_on(today, facts, CONVENTIONS)
    assert status.code in STATUSES
    assert status.reason.endswith((".", facts.struck_off_reason)) and "{" not in status.reason
    assert set(BELONGING) < set(STATUSES)


@given(facts_strategy, days, days)
def test_death_stands_above_all(facts, today, died):
    found = code(today, replace(facts, deceased_on=died))
    assert (found == "deceased") == (died <= today)


@given(facts_strategy, days)
def test_what_lies_in_the_future_says_nothing(facts, today):
    def past(one):
        return one if one and one <= today else None

    known = replace(
        facts,
        joined_on=past(facts.joined_on),
        resigned_on=past(facts.resigned_on),
        struck_off_on=past(facts.struck_off_on),
        deceased_on=past(facts.deceased_on),
        periods=tuple(one for one in facts.periods if one.starts_on <= today),
    )
    if facts.joined_on == known.joined_on:
        assert code(today, known) == code(today, facts)
    else:
        # Whoever is enrolled before the day of joining is nobody new, and nobody else.
        assert {code(today, known), code(today, facts)} <= {"new", "current"} or code(today, known) == code(
            today, facts
        )


@given(facts_strategy, days, st.randoms())
def test_the_order_of_memberships_does_not_matter(facts, today, chance):
    shuffled = list(facts.periods)
    chance.shuffle(shuffled)
    assert code(today, replace(facts, periods=tuple(shuffled))) == code(today, facts)


@given(facts_strategy, days, st.integers(0, 500))
def test_without_anything_new_a_member_only_goes_down(facts, today, later):
    """New, up to date, grace, lapsed: in this order, unless something begins in between."""
    after = today + timedelta(later)
    dates = [facts.joined_on, facts.resigned_on, facts.struck_off_on, facts.deceased_on]
    begins = [*filter(None, dates), *(one.starts_on for one in facts.periods)]
    if any(today < one <= after for one in begins):
        return
    order = ["new", "current", "grace", "lapsed"]
    before, then = code(today, facts), code(after, facts)
    if before in order:
        assert order.index(then) >= order.index(before)
    else:
        assert then == before


@given(facts_strategy, days, periods())
def test_whoever_is_covered_belongs_unless_they_left_since(facts, today, period):
    if not period.covers(today):
        return
    found = code(today, replace(facts, periods=(*facts.periods, period)))
    left = [facts.resigned_on, facts.struck_off_on, facts.deceased_on]
    if not any(one and period.starts_on <= one <= today for one in left) and facts.deceased_on is None:
        assert found in ("new", "current")


@given(days)
def test_the_day_a_year_before(today):
    assert timedelta(365) <= today - year_before(today) <= timedelta(366)


def test_a_year_before_29_february():
    assert year_before(date(2024, 2, 29)) == date(2023, 2, 28)
    assert status_values(date(2024, 2, 29)) == {"today": "2024-02-29", "year_before": "2023-02-28"}


# The database says the same


@pytest.fixture(scope="module")
def seasons(tmp_path_factory):
    """An open file with four seasons; examples are rolled back one by one."""
    path = tmp_path_factory.mktemp("status") / "status.assoc"
    with found_association(path, Identity(name="X", country="CM"), [CategoryData("One")], today=TODAY):
        for year in (2030, 2031, 2032):
            Season.create(label=str(year), starts_on=date(year, 1, 1), ends_on=date(year, 12, 31))
        yield list(Season.select())


def write(all_facts, seasons):
    category = save_category(CategoryData("Category"))
    members = []
    for number, facts in enumerate(all_facts):
        values = {name: value for name, value in vars(facts).items() if name != "periods"}
        member = Member.create(
            kind="person", family_name=str(number), sort_name=str(number), search_text="", **values
        )
        for season_, period in zip(seasons, facts.periods, strict=False):
            Membership.create(
                member=member, season=season_, category=category,
                starts_on=period.starts_on, ends_on=period.ends_on, grace_until=period.grace_until,
            )  # fmt: skip
        members.append(member)
    return members


@given(st.lists(facts_strategy, min_size=1, max_size=25), st.lists(days, min_size=1, max_size=4))
@settings(max_examples=60)
def test_the_database_says_the_same(seasons, all_facts, todays):
    with database.atomic() as transaction:
        members = write(all_facts, seasons)
        for today in todays:
            rows = database.execute_sql(
                f"SELECT member.id, {STATUS_SQL} FROM member"
                f" LEFT JOIN ({BELONGING_SQL}) AS belonging ON belonging.member_id = member.id ORDER BY member.id",
                status_values(today),
            )
            assert [found for _id, found in rows] == [code(today, facts) for facts in all_facts]
        for member, facts in zip(members, all_facts, strict=True):
            stored = facts_of(Member.get_by_id(member.id))
            assert code(todays[0], stored) == code(todays[0], facts)
        transaction.rollback()
