"""Categories, and who belongs for which season."""

import time
from dataclasses import replace
from datetime import date, timedelta

import pytest

from assoc_desktop.association.records import Season
from assoc_desktop.association.rules import add_season
from assoc_desktop.language import speaking
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.memberships import (
    STARTING_CATEGORIES,
    CategoryData,
    archive_category,
    categories,
    check_category,
    check_membership,
    count_by_season,
    enrol,
    facts_of,
    last_category,
    memberships_of,
    order_categories,
    proposed_membership,
    remove_membership,
    save_category,
    save_membership,
    starting_category,
    write_memberships,
)
from assoc_desktop.members.records import BOTH, INSTITUTION, PERSON, Card, Category, Member, Membership
from assoc_desktop.members.status import status_on
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.storage.database import database
from assoc_desktop.storage.history import history_of, last_undoable, operation, recent_operations
from assoc_desktop.storage.ids import new_ids
from assoc_desktop.storage.undoing import undo

pytestmark = pytest.mark.usefixtures("file")


@pytest.fixture
def season():
    return Season.get()


@pytest.fixture
def awa(save):
    return Member.get_by_id(save(family_name="N'Diaye", given_name="Awa"))


@pytest.fixture
def library(save):
    return Member.get_by_id(save(MemberData(kind=INSTITUTION, name="Example library")))


def category(name="Individual"):
    return Category.get(Category.name == name)


# Categories


def test_categories_to_start_from():
    for key, data in STARTING_CATEGORIES.items():
        with speaking("fr"):
            french = starting_category(key, fee=5000)
        english = starting_category(key, fee=5000)
        assert english.name == data.name and french.name
        assert english.fee == (0 if data.exempt else 5000)
        assert check_category(replace(english, name="Other")) == {}
    assert [one.position for one in categories()] == list(range(len(STARTING_CATEGORIES)))
    assert (category("Life").for_life, category("Honorary").exempt) == (True, True)


@pytest.mark.parametrize(
    ("changes", "problems"),
    [
        ({}, {}),
        ({"name": " "}, {"name": "The category needs a name."}),
        ({"name": " Student "}, {"name": "There is a category named Student already."}),
        ({"fee": -1}, {"fee": "A fee is not negative."}),
        ({"fee": 10**12 + 1}, {"fee": "This amount is too large to be right."}),
        ({"fee": 5, "exempt": True}, {"fee": "A category that owes nothing has no fee."}),
        ({"grace_days": -1}, {"grace_days": "The days of grace are a number from 0 to 3660."}),
        ({"grace_days": 3661}, {"grace_days": "The days of grace are a number from 0 to 3660."}),
        ({"grace_days": 3660}, {}),
        ({"colour": "red"}, {"colour": "A colour is written like #1F6F5C."}),
        ({"colour": "#1F6F5C\n"}, {"colour": "A colour is written like #1F6F5C."}),
        ({"applies_to": "dogs"}, {"applies_to": "Choose whether the category is for persons, institutions or both."}),
    ],
)  # fmt: skip
def test_what_is_checked_of_a_category(changes, problems):
    data = replace(CategoryData("New"), **changes)
    assert check_category(data) == problems
    if problems:
        with pytest.raises(Invalid) as refusal:
            save_category(data)
        assert refusal.value.problems == problems


def test_a_category_is_added_changed_and_undone(awa, season):
    made = save_category(CategoryData(" Friend ", fee=1000))
    membership = save_membership(awa.id, proposed_membership(season, made))
    save_category(CategoryData("Friend", fee=9000, grace_days=0), category_id=made.id)
    # What was written stays as it was agreed.
    assert Membership.get_by_id(membership.id).fee_due == 1000
    assert Membership.get_by_id(membership.id).grace_until == date(2026, 12, 31) + timedelta(60)
    assert str(recent_operations(1)[0]) == "Change the category Friend"
    undo(last_undoable().id)
    assert (Category.get_by_id(made.id).fee, str(made)) == (1000, "Friend")


def test_archived_categories_are_offered_no_more():
    student = category("Student")
    archive_category(student.id)
    assert "Student" not in [one.name for one in categories()]
    assert "Student" in [one.name for one in categories(archived=True)]
    archive_category(student.id, archived=False)
    assert "Student" in [one.name for one in categories()]
    labels = ["Bring back the category Student", "Archive the category Student"]
    assert [str(one) for one in recent_operations(2)] == labels


def test_categories_for_a_kind():
    persons = [one.name for one in categories(kind=PERSON)]
    assert persons == ["Individual", "Student", "Retired", "Honorary", "Life"]
    assert [one.name for one in categories(kind=INSTITUTION)] == ["Institution", "Corporate", "Honorary"]


def test_categories_in_another_order():
    ids = [one.id for one in reversed(categories())]
    order_categories(ids)
    assert [one.id for one in categories()] == ids
    undo(last_undoable().id)
    assert [one.id for one in categories()] == ids[::-1]


# One membership


def test_what_is_proposed(season):
    data = proposed_membership(season, category())
    assert (data.starts_on, data.ends_on, data.fee_due) == (season.starts_on, season.ends_on, 5000)
    life = proposed_membership(season, category("Life"))
    assert (life.ends_on, life.fee_due) == (None, 0)


def test_a_membership_is_written_told_and_undone(awa, season):
    membership = save_membership(awa.id, proposed_membership(season, category()))
    assert membership.grace_until == date(2027, 3, 1) and membership.to_pay == 5000
    assert str(last_undoable()) == "Enrol Awa N'Diaye for 2026"
    data = replace(proposed_membership(season, category()), reduction=2000, reduction_reason=" Lives far ")
    changed = save_membership(awa.id, data, membership_id=membership.id)
    assert (changed.to_pay, changed.reduction_reason) == (3000, "Lives far")
    assert str(last_undoable()) == "Change Awa N'Diaye's membership 2026"
    assert history_of(awa.id)[0].values == {"reduction": (0, 2000), "reduction_reason": ("", "Lives far")}
    undo(last_undoable().id)
    assert Membership.get().to_pay == 5000


PROBLEMS = [
    ({"ends_on": date(2025, 12, 31), "starts_on": date(2026, 1, 1)}, "ends_on", "The membership ends before it starts."),
    ({"starts_on": date(2027, 1, 1), "ends_on": date(2027, 2, 1)}, "starts_on", "The membership starts after the season 2026 is over."),
    ({"starts_on": date(2025, 1, 1), "ends_on": date(2025, 12, 31)}, "ends_on", "The membership ends before the season 2026 begins."),
    ({"ends_on": None}, "ends_on", "Only a category for life has no end."),
    ({"fee_due": -1}, "fee_due", "A fee is not negative."),
    ({"fee_due": 10**12 + 1}, "fee_due", "This amount is too large to be right."),
    ({"reduction": -1, "reduction_reason": "x"}, "reduction", "The reduction lies between nothing and the fee."),
    ({"reduction": 5001, "reduction_reason": "x"}, "reduction", "The reduction lies between nothing and the fee."),
    ({"reduction": 1, "reduction_reason": " "}, "reduction_reason", "Say why the fee is reduced: the reason is kept."),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "field", "sentence"), PROBLEMS)
def test_what_is_checked_of_a_membership(awa, season, changes, field, sentence):
    data = replace(proposed_membership(season, category()), **changes)
    assert check_membership(awa, data) == {field: sentence}
    with pytest.raises(Invalid):
        save_membership(awa.id, data)
    assert Membership.select().count() == 0


def test_a_membership_may_begin_before_and_end_after_its_season(awa, season):
    data = replace(
        proposed_membership(season, category()), starts_on=date(2025, 11, 1), ends_on=date(2027, 1, 31)
    )
    assert check_membership(awa, data) == {}
    assert check_membership(awa, replace(data, ends_on=season.starts_on)) == {}
    assert check_membership(awa, replace(data, starts_on=season.ends_on)) == {}


def test_one_membership_a_season(awa, season):
    data = proposed_membership(season, category())
    membership = save_membership(awa.id, data)
    told = {"season_id": "Awa N'Diaye already has a membership for this season."}
    assert check_membership(awa, data) == told
    assert check_membership(awa, data, membership_id=membership.id) == {}


def test_a_category_for_the_other_kind(awa, library, season):
    wrong = {"category_id": "The category Institution is not for persons."}
    assert check_membership(awa, proposed_membership(season, category("Institution"))) == wrong
    wrong = {"category_id": "The category Student is not for institutions."}
    assert check_membership(library, proposed_membership(season, category("Student"))) == wrong
    assert check_membership(library, proposed_membership(season, category("Honorary"))) == {}


def test_for_ever_as_other_programs_write_it(awa, season):
    data = replace(proposed_membership(season, category()), ends_on=date.max)
    assert save_membership(awa.id, data).grace_until == date.max


def test_for_life(awa, season, conventions, today):
    assert save_membership(awa.id, proposed_membership(season, category("Life"))).grace_until is None
    assert status_on(date(2050, 1, 1), facts_of(awa), conventions).code == "current"


def test_a_membership_written_by_mistake_is_removed(awa, season):
    membership = save_membership(awa.id, proposed_membership(season, category()))
    remove_membership(membership.id)
    assert memberships_of(awa.id) == []
    assert str(last_undoable()) == "Remove Awa N'Diaye's membership 2026"
    undo(last_undoable().id)
    assert [one.id for one in memberships_of(awa.id)] == [membership.id]


def test_a_membership_with_a_card_stays(awa, season):
    membership = save_membership(awa.id, proposed_membership(season, category()))
    with operation("Print"):
        Card.create(serial="0001-2026-1", member=awa, season=season, printed_on=date(2026, 5, 14))
    with pytest.raises(Refused, match="A card was printed for this membership"):
        remove_membership(membership.id)
    assert memberships_of(awa.id) == [membership]


def test_memberships_stand_latest_first(awa):
    later = add_season("2027", date(2027, 1, 1), date(2027, 12, 31))
    for season in (Season.get(Season.label == "2026"), later):
        save_membership(awa.id, proposed_membership(season, category()))
    assert [one.season.label for one in memberships_of(awa.id)] == ["2027", "2026"]
    assert [period.season for period in facts_of(awa).periods] == ["2027", "2026"]
    assert count_by_season() == {later.id: 1, Season.get(Season.label == "2026").id: 1}


# Numbers for those who now belong


def test_a_prospect_who_is_enrolled_gets_a_number(awa, season, save):
    assert awa.number is None
    save_membership(awa.id, proposed_membership(season, category()))
    enrolled = Member.get_by_id(awa.id)
    assert enrolled.number == "0001" and "0001" in enrolled.search_text
    undo(last_undoable().id)
    assert Member.get_by_id(awa.id).number is None
    other = save(family_name="Bô")
    enrol([other], season, category())
    assert Member.get_by_id(other).number == "0002"


def test_a_number_that_is_there_stays(season, save):
    member_id = save(family_name="Awa", number="M7")
    enrol([member_id], season, category())
    assert Member.get_by_id(member_id).number == "M7"


# Many at once


def test_enrolling_many(season, save):
    ids = [save(family_name=name) for name in "abc"]
    save_membership(ids[0], replace(proposed_membership(season, category("Student")), fee_due=7))
    assert enrol([*ids, ids[1]], season, category()) == 2
    assert str(last_undoable()) == "Enrol 2 members for 2026"
    assert sorted(one.fee_due for one in Membership.select()) == [7, 5000, 5000]
    assert [Member.get_by_id(one).number for one in ids] == ["0001", "0002", "0003"]
    before = recent_operations()
    assert enrol(ids, season, category()) == 0
    assert recent_operations() == before
    undo(last_undoable().id)
    assert Membership.select().count() == 1


def test_the_category_all_were_in_last(season, save):
    before = add_season("2025", date(2025, 1, 1), date(2025, 12, 31))
    one, other, third = (save(family_name=name) for name in ("One", "Other", "Third"))
    usual = category()
    assert last_category([one, other]) is None
    enrol([one], before, usual)
    assert last_category([one, other]) == usual.id
    changed = category("Student")
    enrol([one], season, changed)
    enrol([other], before, usual)
    assert last_category([one]) == changed.id
    assert last_category([one, other, third]) is None


def test_enrolling_one_names_it(awa, season):
    assert enrol([awa.id], season, category()) == 1
    assert str(last_undoable()) == "Enrol Awa N'Diaye for 2026"


def test_enrolling_nobody(season):
    assert enrol([], season, category()) == 0


def test_nobody_is_enrolled_in_a_category_for_the_other_kind(awa, library, season, save):
    with pytest.raises(Refused) as refusal:
        enrol([awa.id, library.id], season, category("Student"))
    assert (
        str(refusal.value)
        == "1 member cannot have the category Student: Example library. Nobody was enrolled."
    )
    save(family_name="Bô")
    with pytest.raises(
        Refused, match="2 members cannot have the category Institution, among them Awa N'Diaye"
    ):
        enrol([one.id for one in Member.select()], season, category("Institution"))
    assert Membership.select().count() == 0
    assert enrol([awa.id, library.id], season, category("Honorary")) == 2


def test_memberships_written_at_once_are_those_written_one_by_one(season, save):
    ids = [save(family_name=name) for name in "ab"]
    data = replace(proposed_membership(season, category()), reduction=5, reduction_reason="x")
    with operation("Write"):
        write_memberships([(ids[0], data)])
    save_membership(ids[1], data)
    first, second = (
        {name: value for name, value in one.__data__.items() if name not in ("id", "member")}
        for one in Membership.select()
    )
    assert first == second and first["category"] == category().id


def test_a_whole_town_is_enrolled_quickly(season):
    with operation("Add many"):
        database.connection().cursor().executemany(
            "INSERT INTO member (id, kind, number, title, family_name, given_name, profession, name, library_kind, isil,"
            " registration_number, address, postcode, town, region, country, website, languages, notes,"
            " struck_off_reason, sort_name, search_text)"
            " VALUES (?, 'person', NULL, '', 'x', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', 'x', 'x')",
            [(row_id,) for row_id in new_ids(5000)],
        )
    start = time.perf_counter()
    assert enrol([row[0] for row in Member.select(Member.id).tuples()], season, category("Honorary")) == 5000
    # Measured 0.3 s; one by one it took half a minute.
    assert time.perf_counter() - start < 10
    assert Member.select().where(Member.number.is_null()).count() == 0
    assert category("Honorary").applies_to == BOTH


def test_a_membership_may_begin_before_its_season_but_not_years(awa, season):
    data = proposed_membership(season, category())
    assert check_membership(awa, replace(data, starts_on=date(2025, 1, 1))) == {}
    assert check_membership(awa, replace(data, starts_on=date(2024, 12, 31))) == {
        "starts_on": "The membership starts more than a year before the season 2026."
    }
    life = replace(proposed_membership(season, category("Life")), starts_on=date(1990, 2, 28))
    assert check_membership(awa, life) == {}


def test_nobody_is_enrolled_after_death(awa, save, season, conventions, today):
    from assoc_desktop.members.admission import forecast
    from assoc_desktop.members.memberships import propose_enrolment
    from assoc_desktop.members.rules import record_leaving

    other = save(family_name="B")
    record_leaving(awa.id, "deceased_on", date(2026, 3, 1))
    plan = propose_enrolment([awa.id, other], season, category())
    assert [member_id for member_id, _data in plan.rows] == [other]
    assert "1 died or was erased and is left out." in forecast(plan, today, conventions)
    stored = Member.get_by_id(awa.id)
    assert check_membership(stored, proposed_membership(season, category())) == {}
    late = replace(proposed_membership(season, category()), starts_on=date(2026, 3, 2))
    assert check_membership(stored, late) == {"starts_on": "Awa N'Diaye died before this day."}


def test_nobody_dies_before_being_born(save):
    from assoc_desktop.members.rules import record_leaving

    member = save(family_name="A", birth_date=date(2000, 2, 29))
    with pytest.raises(Invalid, match="died before being born"):
        record_leaving(member, "deceased_on", date(2000, 2, 28))
