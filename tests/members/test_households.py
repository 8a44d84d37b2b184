"""Households: one payer, one letter, everybody in one at most; whatever is done and undone, the file stays right."""

import datetime
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assoc_desktop.members.checking import check_members
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.households import (
    HouseholdData,
    Letter,
    check_household,
    dissolve_household,
    household_faults,
    household_of,
    households,
    leave_household,
    letter_groups,
    people_of,
    present_payer,
    proposed_name,
    read_household,
    save_household,
)
from assoc_desktop.members.records import INSTITUTION, Household, HouseholdMember, Member
from assoc_desktop.members.rules import archive, bring_back, record_leaving
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.storage.database import database
from assoc_desktop.storage.failures import Changed
from assoc_desktop.storage.history import history_of, last_undoable, recent_operations
from assoc_desktop.storage.ids import new_id
from assoc_desktop.storage.undoing import undo

pytestmark = pytest.mark.usefixtures("file")
DAY = datetime.date(2026, 5, 1)


@pytest.fixture
def people(save):
    """Awa and Moussa N'Diaye, Paul and Lea Kamga, and Zoe without an address."""
    names = (("Awa", "N'Diaye"), ("Moussa", "N'Diaye"), ("Paul", "Kamga"), ("Lea", "Kamga"))
    ids = [save(given_name=given, family_name=family, town="Yaoundé") for given, family in names]
    return [*ids, save(given_name="Zoe")]


@pytest.fixture
def home(people):
    awa, moussa, *_rest = people
    return save_household(HouseholdData("Famille N'Diaye", [awa, moussa], awa)).id


def problems(*people, payer=None, name="X", household_id=None, move=False):
    data = HouseholdData(name, list(people), payer if payer is not None else (people[0] if people else None))
    return check_household(data, household_id=household_id, move=move)


def test_a_household_is_kept(home, people):
    awa, moussa, paul, *_rest = people
    assert household_of(awa) == household_of(moussa) == Household.get_by_id(home)
    assert household_of(paul) is None
    assert [person.id for person in people_of(home)] == [awa, moussa]
    assert read_household(home) == HouseholdData("Famille N'Diaye", [awa, moussa], awa)
    assert present_payer(home) == awa
    assert str(recent_operations(1)[0]) == "Make the household Famille N'Diaye"
    assert check_members() == []


def test_names_are_proposed_from_the_people(people):
    awa, moussa, paul, _lea, zoe = people
    assert proposed_name([awa, moussa]) == "N'Diaye family"
    assert proposed_name([paul, awa, zoe]) == "Kamga – N'Diaye – Zoe family"
    assert proposed_name([]) == ""


def test_what_a_household_needs(people):
    awa, moussa, paul, *_rest = people
    assert problems(awa, moussa) == {}
    assert problems(awa, moussa, name="  ") == {
        "name": "The household needs a name: it stands on its letters."
    }
    alone = {"people": "A household has at least two people. Who lives alone needs none."}
    assert problems(awa) == alone
    assert problems() == alone
    assert problems(awa, moussa, awa) == {"people": "Awa N'Diaye stands in the household twice."}
    assert problems(awa, moussa, payer=paul) == {
        "payer_id": "Choose who pays: one of the people of the household."
    }
    with pytest.raises(Invalid):
        save_household(HouseholdData("", [awa, moussa], awa))
    assert Household.select().count() == 0


def test_only_living_persons_of_the_list_join(home, people, save):
    _awa, _moussa, paul, lea, zoe = people
    library = save(kind=INSTITUTION, name="Library")
    record_leaving(lea, "deceased_on", DAY)
    archive([zoe], DAY)
    erased = save(family_name="Gone")
    Member.update(erased_on=DAY).where(Member.id == erased).execute()
    told = {
        library: "Library is an institution. A household has persons only.",
        lea: "Lea Kamga has died and cannot join a household.",
        zoe: "Zoe is in the archive. Bring Zoe back from it first.",
        erased: "Gone was erased and cannot join a household.",
        home: "Famille N'Diaye is a household itself: households cannot contain each other.",
        1: "Somebody in this household is no longer in the list of members. Take them out.",
    }
    for other, sentence in told.items():
        assert problems(paul, other) == {"people": sentence}


def test_who_lives_elsewhere_moves_only_when_it_is_said(home, people):
    awa, moussa, paul, _lea, _zoe = people
    sentence = (
        "Moussa N'Diaye lives in the household “Famille N'Diaye”. Say that they move here, or take them out."
    )
    assert problems(paul, moussa) == {"people": sentence}
    assert problems(paul, moussa, move=True) == {}
    other = save_household(HouseholdData("Kamga", [paul, moussa], paul), move=True)
    assert household_of(moussa) == other
    assert household_of(awa) is None, "a household of one is none"
    assert [each.name for each in Household.select()] == ["Kamga"]
    undo(last_undoable().id)
    assert (household_of(moussa).id, household_of(paul)) == (home, None)


def test_changing_and_leaving(home, people):
    awa, moussa, paul, *_rest = people
    save_household(HouseholdData("All", [moussa, awa, paul], moussa), household_id=home)
    assert read_household(home) == HouseholdData("All", [moussa, awa, paul], moussa)
    assert household_of(paul).id == home
    assert any(change.operation == last_undoable() for change in history_of(awa)), "seen by everybody"
    leave_household(moussa)
    assert read_household(home) == HouseholdData("All", [awa, paul], awa), "the next one pays"
    leave_household(paul)
    assert (Household.select().count(), HouseholdMember.select().count()) == (0, 0)
    with pytest.raises(Refused, match="Paul Kamga lives in no household"):
        leave_household(paul)


def test_saving_what_is_there_changes_nothing(home):
    before = recent_operations(1)[0]
    assert save_household(read_household(home), household_id=home).id == home
    assert recent_operations(1)[0] == before


def test_dissolving(home, people):
    dissolve_household(home)
    assert household_of(people[0]) is None
    for gone in (lambda: dissolve_household(home), lambda: save_household(
        HouseholdData("X", people[:2], people[0]), household_id=home
    )):  # fmt: skip
        with pytest.raises(Refused, match="no longer there"):
            gone()
    undo(last_undoable().id)
    assert household_of(people[0]).id == home


@pytest.mark.parametrize("goes", ["dies", "archived"])
def test_the_next_one_pays_when_the_payer_is_gone(home, people, goes):
    awa, moussa, paul, *_rest = people
    if goes == "dies":
        record_leaving(awa, "deceased_on", DAY)
        sentence = "Awa N'Diaye has died. Choose another payer."
    else:
        archive([awa], DAY)
        sentence = "Awa N'Diaye is in the archive. Choose another payer."
    assert present_payer(home) == moussa
    assert check_members() == []
    assert letter_groups([awa, moussa]) == [Letter(awa, "", (awa,)), Letter(moussa, "", (moussa,))]
    assert problems(awa, moussa, household_id=home) == {"payer_id": sentence}
    assert problems(awa, moussa, payer=moussa, household_id=home) == {}, "who lived here may stay"
    save_household(HouseholdData("X", [paul, awa, moussa], moussa), household_id=home)
    leave_household(moussa)
    assert read_household(home).payer_id == paul, "and not who is gone"
    if goes == "archived":
        bring_back([awa])
        assert present_payer(home) == paul


def test_a_household_of_the_gone_keeps_its_payer(home, people):
    archive(people[:2], DAY)
    assert present_payer(home) == people[0]


def test_one_letter_for_a_household(home, people, save):
    awa, moussa, paul, _lea, zoe = people
    ids = [paul, moussa, awa, zoe]
    assert letter_groups(ids) == [
        Letter(paul, "", (paul,)), Letter(awa, "Famille N'Diaye", (awa, moussa)), Letter(zoe, "", (zoe,))
    ]  # fmt: skip
    assert letter_groups([moussa, moussa]) == [Letter(moussa, "", (moussa,))], "asked for alone"
    save_household(HouseholdData("All", [awa, moussa, zoe], awa), household_id=home)
    assert letter_groups([zoe]) == [Letter(awa, "", (zoe,))], "who has no address is reached at the payer's"
    assert letter_groups([]) == []


def test_the_list_of_households(home, people):
    awa, _moussa, paul, lea, _zoe = people
    save_household(HouseholdData("Aa", [paul, lea], lea))
    archive([awa], DAY)
    rows = [(row.name, row.payer, row.town, row.people) for row in households()]
    assert rows == [("Aa", "Lea Kamga", "Yaoundé", 2), ("Famille N'Diaye", "Moussa N'Diaye", "Yaoundé", 2)]


FAULTS = [
    ("DELETE FROM household_member WHERE member_id = household_member.member_id AND id = (SELECT max(id) FROM household_member)", "1 household has fewer than two people: Famille N'Diaye. Change or dissolve it."),
    ("UPDATE household SET payer_id = (SELECT max(id) FROM member)", "1 household has a payer who does not live there: Famille N'Diaye. Choose the payer anew."),
    ("UPDATE member SET kind = 'institution', name = 'N''Diaye Awa', family_name = '', given_name = '' WHERE id = (SELECT payer_id FROM household)", "1 household holds an institution: Famille N'Diaye. Take it out."),
]  # fmt: skip


@pytest.mark.parametrize(("statement", "sentence"), FAULTS, ids=range(len(FAULTS)))
def test_faults_are_told(home, statement, sentence):
    database.execute_sql(statement)
    assert check_members() == [sentence]


def test_faults_of_an_empty_household_are_told_and_listed(home):
    database.execute_sql("DELETE FROM household_member")
    assert len(check_members()) == 2
    assert [(row.payer, row.people) for row in households()] == [("", 0)]


def test_only_some_households_are_named(people):
    for name in "abcd":
        Household.create(name=name, payer=people[0])
    assert check_members()[0].startswith("4 households have fewer than two people: a, b, c, …")


def test_an_older_change_is_not_undone_behind_a_later_one(home, people):
    awa, moussa, paul, *_rest = people
    save_household(HouseholdData("X", [awa, moussa, paul], moussa), household_id=home)
    earlier = last_undoable().id
    leave_household(awa)
    with pytest.raises(Changed):
        undo(earlier)
    assert check_members() == []


_PLACES = st.lists(st.integers(0, 4), min_size=1, max_size=4)
_STEPS = st.one_of(
    st.tuples(st.just("save"), _PLACES, st.booleans(), st.integers(0, 4)),
    st.tuples(st.just("leave"), st.integers(0, 4)),
    st.tuples(st.just("dissolve"), st.integers(0, 4)),
    st.tuples(st.just("undo"), st.integers(0, 5)),
    st.tuples(st.just("archive"), st.integers(0, 4)),
)


def _do(step, people, start):
    kind, *rest = step
    if kind == "save":
        places, move, at = rest
        chosen = [people[place] for place in places]
        home = household_of(people[at])
        data = HouseholdData("X", chosen, chosen[0])
        save_household(data, household_id=home.id if home else None, move=move)
    elif kind == "undo":
        done = [each.id for each in recent_operations() if each.id > start]
        if done:
            undo(done[min(rest[0], len(done) - 1)])
    elif kind == "leave":
        leave_household(people[rest[0]])
    elif kind == "archive":
        archive([people[rest[0]]], DAY)
    elif home := household_of(people[rest[0]]):
        dissolve_household(home.id)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(_STEPS, max_size=9))
def test_whatever_is_done_the_households_stay_right(people, steps):
    database.execute_sql("DELETE FROM household_member")
    database.execute_sql("DELETE FROM household")
    bring_back(people)
    start = new_id()
    for step in steps:
        with suppress(Refused):
            _do(step, people, start)
        assert household_faults() == []
        letters = letter_groups(people)
        assert sorted(each for letter in letters for each in letter.people) == sorted(people)
        for row in households():
            assert present_payer(row.id) in read_household(row.id).people


def test_undo_restores_a_household_to_the_letter(home, people):
    def rows():
        return [
            list(database.execute_sql(f"SELECT * FROM {table} ORDER BY id"))
            for table in ("household", "household_member", "member")
        ]

    awa, moussa, paul, lea, _zoe = people
    for do in (
        lambda: save_household(HouseholdData("K", [paul, lea, awa], awa), move=True),
        lambda: save_household(HouseholdData("Y", [moussa, awa, lea], lea), household_id=home),
        lambda: leave_household(awa),
        lambda: dissolve_household(home),
    ):
        before = rows()
        do()
        assert rows() != before
        undo(last_undoable().id)
        assert rows() == before


def test_who_lives_in_a_household_remains_a_person(home, people, save):
    with pytest.raises(Invalid, match="Awa N'Diaye lives in a household and remains a person"):
        save(MemberData(kind=INSTITUTION, name="Library"), people[0])
    dissolve_household(home)
    assert save(MemberData(kind=INSTITUTION, name="Library"), people[0]) == people[0]
