"""Limits of categories: ages on any day, who is outside, where they move, and what no limit may say."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assoc_desktop.association.records import Season
from assoc_desktop.association.rules import add_season
from assoc_desktop.members.limits import (
    Person,
    accept_moves,
    advice,
    check_limits,
    count_passed,
    limits_passed,
    moved_to,
    outside,
    person_of,
    unknown,
    years_between,
)
from assoc_desktop.members.memberships import (
    CategoryData,
    enrol,
    facts_of,
    propose_enrolment,
    proposed_membership,
    save_category,
    save_membership,
    write_enrolment,
)
from assoc_desktop.members.records import BOTH, INSTITUTION, PERSON, Category, Member, Membership
from assoc_desktop.members.rules import archive
from assoc_desktop.members.status import status_on
from assoc_desktop.refusals import Invalid
from assoc_desktop.storage.history import last_undoable, recent_operations
from assoc_desktop.storage.undoing import undo

DAYS = st.dates(date(1950, 1, 1), date(2050, 12, 31))
QUARTERS = "100,100,100,75,75,75,50,50,50,25,25,25"
pytestmark = pytest.mark.usefixtures("file")


@pytest.fixture
def season():
    return Season.get()


def category(name="Student"):
    return Category.get(Category.name == name)


def limit(name="Student", **changes):
    """Give one of the categories to start from limits and other rules."""
    stored = category(name)
    data = CategoryData(stored.name, stored.applies_to, stored.fee, position=stored.position)
    return save_category(replace(data, **changes), category_id=stored.id)


@pytest.fixture
def students(save, season):
    """Aged 27, 26, of unknown age: enrolled as students, who are at most 26 and then become individuals."""
    limit(max_age=26, moves_to_id=category("Individual").id)
    births = (date(1998, 12, 31), date(1999, 1, 2), None)
    ids = [save(family_name=f"S{n}", birth_date=birth) for n, birth in enumerate(births)]
    enrol(ids, season, category())
    return ids


# The rule


@given(DAYS, DAYS)
def test_an_age_grows_by_one_each_year_on_the_birthday(born, day):
    age = years_between(born, day)
    assert years_between(born, day.replace(year=day.year + 1, day=min(day.day, 28))) in (age, age + 1)
    try:
        birthday = born.replace(year=day.year)
    except ValueError:
        birthday = date(day.year, 3, 1)
    assert age == day.year - born.year - (day < birthday)


def test_who_was_born_on_29_february_is_older_on_1_march():
    born = date(2000, 2, 29)
    assert [years_between(born, day) for day in (date(2026, 2, 28), date(2026, 3, 1), date(2028, 2, 29))] == [
        25,
        26,
        28,
    ]


@pytest.mark.parametrize(("limits", "person", "told"), [
    ({"max_age": 26}, Person(PERSON, date(2000, 1, 1), None), ""),
    ({"max_age": 26}, Person(PERSON, date(1999, 1, 1), None), "Aged 27: the category is for those up to 26."),
    ({"min_age": 60}, Person(PERSON, date(1966, 1, 1), None), ""),
    ({"min_age": 60}, Person(PERSON, date(1966, 1, 2), None), "Aged 59: the category is for those from 60 on."),
    ({"min_age": 60}, Person(PERSON, None, None), ""),
    ({"max_age": 1}, Person(INSTITUTION, None, date(1990, 1, 1)), ""),
    ({"max_years": 2}, Person(PERSON, None, date(2024, 1, 1)), ""),
    ({"max_years": 1}, Person(PERSON, None, date(2024, 1, 1)), "Years of membership: 2. The category is for up to 1."),
    ({"min_years": 3}, Person(INSTITUTION, None, date(2026, 9, 1)),
     "Years of membership: 0. The category is for 3 and more."),
])  # fmt: skip
def test_who_is_outside(limits, person, told):
    assert outside(Category(name="A", **limits), person, date(2026, 1, 1)) == told


@pytest.mark.parametrize(("limits", "person", "told"), [
    ({"max_age": 26}, Person(PERSON, None, None), "The birth date is not known."),
    ({"max_age": 26}, Person(INSTITUTION, None, None), ""),
    ({"min_years": 2}, Person(INSTITUTION, None, None), "The day of joining is not known."),
    ({"min_years": 2, "min_age": 2}, Person(PERSON, date(2000, 1, 1), date(2000, 1, 1)), ""),
    ({}, Person(PERSON, None, None), ""),
])  # fmt: skip
def test_what_is_not_known(limits, person, told):
    assert unknown(Category(name="A", **limits), person) == told


def test_the_first_category_of_the_chain_that_suits_is_proposed():
    child = Category(id=1, name="Child", max_age=12, moves_to_id=2, applies_to=PERSON)
    young = Category(id=2, name="Young", max_age=25, moves_to_id=3, applies_to=BOTH)
    adult = Category(id=3, name="Adult", min_age=26, applies_to=BOTH)
    known = {each.id: each for each in (child, young, adult)}
    day = date(2026, 1, 1)
    ages = {13: "Young", 25: "Young", 40: "Adult"}
    for age, name in ages.items():
        assert moved_to(child, Person(PERSON, date(2026 - age, 1, 1), None), day, known).name == name
    adult.max_age = 30
    assert moved_to(child, Person(PERSON, date(1900, 1, 1), None), day, known) is None
    # A circle that another program wrote ends too.
    adult.moves_to_id = 1
    assert moved_to(child, Person(PERSON, date(1900, 1, 1), None), day, known) is None
    young.applies_to = INSTITUTION
    assert moved_to(child, Person(PERSON, date(2010, 1, 1), None), day, known) is None


# What is checked of a category


@pytest.mark.parametrize(("changes", "problems"), [
    ({"min_age": 18, "max_age": 18}, {}),
    ({"min_age": 19, "max_age": 18}, {"max_age": "The limits contradict each other: from 19, up to 18."}),
    ({"min_years": 5, "max_years": 4}, {"max_years": "The limits contradict each other: from 5, up to 4."}),
    ({"max_age": 151}, {"max_age": "A limit is a number of years from 0 to 150."}),
    ({"min_years": -1}, {"min_years": "A limit is a number of years from 0 to 150."}),
    ({"applies_to": INSTITUTION, "min_age": 3},
     {"min_age": "Institutions have no age: such a limit is for persons."}),
    ({"applies_to": INSTITUTION, "max_years": 3}, {}),
])  # fmt: skip
def test_limits_that_cannot_be(changes, problems):
    assert check_limits(CategoryData("A", **changes)) == problems


def test_moves_that_cannot_be():
    individual, institution = category("Individual").id, category("Institution").id
    data = CategoryData("A", PERSON, max_age=26, moves_to_id=individual)
    assert check_limits(data) == {}
    assert check_limits(replace(data, max_age=None)) == {
        "moves_to_id": "Say first who is to move: an age or years of membership."
    }
    not_for_all = "The category Institution is not for all who would move to it."
    assert check_limits(replace(data, moves_to_id=institution)) == {"moves_to_id": not_for_all}
    assert check_limits(replace(data, moves_to_id=12)) == {
        "moves_to_id": "The category to move to is no longer there."
    }
    # Only persons have an age, so only they move.
    assert check_limits(replace(data, applies_to=BOTH)) == {}
    assert check_limits(replace(data, applies_to=BOTH, max_years=3)) == {
        "moves_to_id": "The category Individual is not for all who would move to it."
    }


def test_categories_that_move_in_a_circle_are_refused():
    student, individual, retired = (category(name).id for name in ("Student", "Individual", "Retired"))
    limit("Student", max_age=26, moves_to_id=individual)
    limit("Individual", max_age=60, moves_to_id=retired)
    with pytest.raises(Invalid) as refusal:
        limit("Retired", min_age=60, moves_to_id=student)
    told = "These categories would move members in a circle: Retired → Student → Individual → Retired."
    assert refusal.value.problems == {"moves_to_id": told}
    with pytest.raises(Invalid, match="Retired → Retired"):
        limit("Retired", min_age=60, moves_to_id=retired)
    assert not category("Retired").moves_to_id


# Who is outside


def test_who_is_outside_and_who_is_not_known_is_listed(students, season):
    passed = limits_passed(season)
    assert [(row.name, row.is_known, row.moves_to and row.moves_to.name) for row in passed] == [
        ("S0", True, "Individual"),
        ("S2", False, None),
    ]
    assert passed[1].sentence == "The birth date is not known."
    assert count_passed(season) == 1
    archive(students, date(2026, 5, 14))
    assert limits_passed(season) == [] and count_passed(season) == 0


@given(st.lists(st.tuples(DAYS | st.none(), DAYS | st.none(), st.sampled_from([PERSON, INSTITUTION])), max_size=12),
       *[st.none() | st.integers(0, 60)] * 4, st.sampled_from([date(2027, 1, 1), date(2024, 2, 29), date(2025, 3, 1)]))  # fmt: skip
@settings(max_examples=40)
def test_the_database_counts_what_the_rule_says(people, min_age, max_age, min_years, max_years, day):
    from assoc_desktop.storage.database import database

    with database.atomic() as transaction:
        season = Season.create(label="law", starts_on=day, ends_on=day)
        made = Category.create(
            name="Law", min_age=min_age, max_age=max_age, min_years=min_years, max_years=max_years
        )
        for number, (born, joined, kind) in enumerate(people):
            member = Member.create(
                kind=kind,
                birth_date=born,
                joined_on=joined,
                family_name=f"{number}",
                sort_name=f"{number}",
                search_text="",
            )
            Membership.create(member=member, season=season, category=made, starts_on=day, ends_on=day)
        found = limits_passed(season)
        assert count_passed(season) == sum(row.is_known for row in found)
        assert len(found) <= len(people)
        transaction.rollback()


def test_accepted_moves_change_category_and_fee_and_are_undone(students, season):
    limit("Individual", fee=7000, grace_days=10)
    membership = Membership.get(Membership.member == students[0])
    membership.reduction, membership.reduction_reason = 1000, "Far"
    membership.save()
    ids = [row.membership_id for row in limits_passed(season)]
    assert accept_moves(ids, season) == 1
    moved = Membership.get_by_id(membership.id)
    assert (moved.category.name, moved.reduction, moved.reduction_reason) == ("Individual", 1000, "Far")
    # The season had begun when the fee was changed, so it keeps its own.
    assert (moved.fee_due, moved.grace_until) == (5000, date(2027, 1, 10))
    assert str(recent_operations(1)[0]) == "Move S0 to the category Individual"
    assert limits_passed(season)[0].name == "S2" and accept_moves(ids, season) == 0
    undo(last_undoable().id)
    assert Membership.get_by_id(membership.id).category.name == "Student"


def test_several_move_as_one_operation(save, season):
    limit("Student", max_age=26, moves_to_id=category("Life").id)
    ids = [save(family_name=f"S{n}", birth_date=date(1980, 1, 1)) for n in range(3)]
    enrol(ids, season, category())
    Membership.update(reduction=500, reduction_reason="Far").execute()
    assert accept_moves([row.membership_id for row in limits_passed(season)], season) == 3
    assert str(recent_operations(1)[0]) == "Move 3 members to another category"
    for row in Membership.select():
        assert (row.ends_on, row.grace_until, row.fee_due, row.reduction, row.reduction_reason) == (
            None,
            None,
            0,
            0,
            "",
        )


def test_a_share_stays_a_share_and_a_life_gets_an_end(save, season):
    limit("Individual", pro_rata=QUARTERS)
    limit("Student", max_age=26, moves_to_id=category("Individual").id)
    life = save_category(
        CategoryData("Old", PERSON, for_life=True, max_age=50, moves_to_id=category("Individual").id)
    )
    ids = [save(family_name=f"S{n}", birth_date=date(1960, 1, 1)) for n in range(2)]
    save_membership(ids[0], replace(proposed_membership(season, category()), starts_on=date(2026, 10, 1)))
    save_membership(ids[1], proposed_membership(season, life))
    accept_moves([row.membership_id for row in limits_passed(season)], season)
    moved = {row.member_id: row for row in Membership.select()}
    assert (moved[ids[0]].fee_due, moved[ids[0]].starts_on) == (1250, date(2026, 10, 1))
    assert (moved[ids[1]].ends_on, moved[ids[1]].fee_due) == (date(2026, 12, 31), 5000)


# Choosing and enrolling


def test_what_whoever_chooses_a_category_should_know(students, season):
    first, second, third = (person_of(Member.get_by_id(each)) for each in students)
    told = "Aged 27: the category is for those up to 26. Individual is proposed instead."
    assert advice(category(), first, season.starts_on) == told
    assert advice(category(), second, season.starts_on) == advice(category(), third, season.starts_on) == ""
    assert advice(category("Retired"), first, season.starts_on) == ""
    limit(max_age=26)
    assert advice(category(), first, season.starts_on) == "Aged 27: the category is for those up to 26."


def test_the_next_season_enrols_each_in_the_category_that_suits(students, save, conventions):
    following = add_season("2027", date(2027, 1, 1), date(2027, 12, 31))
    prospect = save(family_name="P")
    plan = propose_enrolment([*students, prospect], following, None)
    assert (len(plan.rows), plan.moved, plan.never, plan.already) == (3, 2, 1, 0)
    assert write_enrolment(plan) == 3
    found = {
        row.member_id: row.category.name for row in Membership.select().where(Membership.season == following)
    }
    assert [found[each] for each in students] == ["Individual", "Individual", "Student"]
    assert write_enrolment(propose_enrolment(students, following, None)) == 0
    day = date(2027, 6, 1)
    assert status_on(day, facts_of(Member.get_by_id(students[0])), conventions).code == "current"


def test_without_a_category_to_move_to_everybody_stays(students):
    limit(max_age=26)
    following = add_season("2027", date(2027, 1, 1), date(2027, 12, 31))
    plan = propose_enrolment(students, following, None)
    assert plan.moved == 0 and {data.category_id for _id, data in plan.rows} == {category().id}
