"""Days and fields that need members of their own."""

from datetime import date, timedelta

import pytest

from assoc_desktop.association.records import Season
from assoc_desktop.members.filters.model import ANY_SEASON, Ref
from assoc_desktop.members.filters.queries import filter_sql
from assoc_desktop.members.memberships import categories, enrol
from assoc_desktop.members.records import Category, Membership, Proof
from assoc_desktop.refusals import Refused
from tests.members.filters.people import ask, line


@pytest.mark.parametrize(
    ("today", "found"),
    [
        (date(2026, 2, 1), True),
        (date(2026, 1, 30), True),
        (date(2026, 1, 28), False),
        (date(2028, 1, 30), True),
        (date(2028, 1, 29), False),
    ],
)
def test_a_birthday_on_29_february_comes_round_every_year(today, found, file, save):
    """On the 28th where there is no 29th; 30 days ahead are looked at."""
    born = save(family_name="Léap", birth_date=date(2004, 2, 29))
    assert (born in ask(line("birth_date", "round_days", (30,)), today)) is found


@pytest.mark.parametrize(("day", "age"), [(28, 21), (29, None), (1, 22)])
def test_age_of_one_born_on_29_february(day, age, file, save):
    born = save(family_name="Léap", birth_date=date(2004, 2, 29))
    if age is not None:
        today = date(2026, 3 if day == 1 else 2, day)
        assert ask(line("age", "is", (age,)), today) == {born}
        assert ask(line("age", "at_least", (age + 1,)), today) == set()


def test_fields_kept_elsewhere(file, save, today):
    library = save(kind="institution", name="Bibliothèque de Łódź")
    person = save(family_name="Koné", employer_id=library, former_numbers=["0099"])
    alone = save(family_name="Diallo")
    assert ask(line("employer", "contains", ("lodz",)), today) == {person}
    assert ask(line("employer", "empty"), today) == {library, alone}
    assert ask(line("photo", "no"), today) == {library, person, alone}
    assert ask(line("household", "empty"), today) == {library, person, alone}
    assert ask(line("changed_on", "after", ("2020-01-01",)), today) == {library, person, alone}
    assert ask(line("changed_on", "before", ("2020-01-01",)), today) == set()
    assert ask(line("reduction", "at_least", (1,), Ref(ANY_SEASON)), today) == set()
    assert ask(line("card_printed_on", "filled", (), Ref(ANY_SEASON)), today) == set()


def test_another_proof_does_not_stand_for_the_one_that_is_needed(file, save, today):
    category = next(each for each in categories() if each.applies_to != "institution")
    Category.update(proof="Student card").where(Category.id == category.id).execute()
    ids = [save(family_name=name) for name in ("None", "Other", "Right", "Late")]
    enrol(ids, Season.get(), category)
    for member, name, until in (
        (ids[1], "Other card", today),
        (ids[2], "Student card", today),
        (ids[3], "Student card", today - timedelta(1)),
    ):
        Proof.create(member=member, name=name, seen_on=today - timedelta(9), valid_until=until)
    assert ask(line("proof", "one_of", ("missing",)), today) == {ids[0], ids[1], ids[3]}
    assert ask(line("proof", "one_of", ("run_out", "never")), today) == {ids[0], ids[3]}


def test_former_numbers(file, today, save):
    from assoc_desktop.members.records import FormerNumber

    one, _other = save(family_name="Koné"), save(family_name="Diallo")
    FormerNumber.create(member=one, number="0099")
    assert ask(line("former_number", "is", ("0099",)), today) == {one}


def test_a_season_that_follows_the_calendar_may_be_missing(file, today):
    assert Membership.select().count() == 0
    for ref, words in ((Ref(-1), "before this one"), (Ref(1), "not open yet")):
        with pytest.raises(Refused, match=words):
            filter_sql(line("enrolled", "has_any", (ref,)), today)
