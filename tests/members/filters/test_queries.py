"""The engine chooses the members that plain Python chooses; contraries are contraries; nothing typed is ever SQL."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assoc_desktop.language import speak
from assoc_desktop.members import listing
from assoc_desktop.members.consents import PURPOSES
from assoc_desktop.members.filters.fields import CHAPTERS, FIELDS
from assoc_desktop.members.filters.model import Condition, Group, Ref
from assoc_desktop.members.filters.queries import count_of, filtered_ids, known_texts, used_codes
from assoc_desktop.members.filters.telling import told_condition
from assoc_desktop.members.filters.tests import TESTS, TESTS_OF
from assoc_desktop.members.listing import Choice
from assoc_desktop.members.records import Member
from tests.hostile import HOSTILE
from tests.members.filters.conftest import NOT_HERE, conditions, filters
from tests.members.filters.people import ask, expected, line

ANYWHERE = Condition("archived", "yes"), Condition("archived", "no")


@settings(max_examples=80)
@given(st.data())
def test_the_engine_and_python_choose_the_same(world, data):
    group = data.draw(filters(world))
    assert ask(group, world.today) == expected(world, group)


@pytest.mark.parametrize("key", sorted(set(FIELDS) - NOT_HERE))
def test_every_test_of_every_field_agrees(key, world):
    """So that no pair of field and test is missed by chance."""

    @settings(max_examples=8, database=None)
    @given(conditions(world, key))
    def agree(condition):
        group = Group(True, (condition,))
        assert ask(group, world.today) == expected(world, group)

    agree()


@settings(max_examples=30)
@given(st.data())
def test_a_contrary_test_gives_exactly_the_others(world, data):
    condition = data.draw(
        conditions(world).filter(lambda each: each.test in {test.negates for test in TESTS.values()})
    )
    contrary = next(key for key, test in TESTS.items() if test.negates == condition.test)
    if contrary not in TESTS_OF[FIELDS[condition.field].kind if condition.field in FIELDS else "choice"]:
        return
    other = Condition(condition.field, contrary, condition.values, condition.about)
    ours, theirs = ask(Group(True, (condition,)), world.today), ask(Group(True, (other,)), world.today)
    assert not ours & theirs
    assert ours | theirs == set(world.people)


@settings(max_examples=15)
@given(st.data())
def test_all_and_one_of_are_what_sets_are(world, data):
    parts = tuple(data.draw(st.lists(filters(world), min_size=1, max_size=3)))
    each = [ask(part, world.today) for part in parts]
    assert ask(Group(True, parts), world.today) == set.intersection(*each)
    assert ask(Group(False, parts), world.today) == set.union(*each)


@given(st.data())
@settings(max_examples=20)
def test_de_morgan(world, data):
    """Not all of the lines hold just where one of the contrary lines holds."""
    lines = data.draw(st.lists(_with_contrary(world), min_size=1, max_size=3))
    held = ask(Group(True, tuple(one for one, _other in lines)), world.today)
    contrary = ask(Group(False, tuple(other for _one, other in lines)), world.today)
    assert contrary == set(world.people) - held


def _with_contrary(world):
    contraries = {test.negates: key for key, test in TESTS.items() if test.negates}

    def pair(condition):
        return condition, Condition(
            condition.field, contraries[condition.test], condition.values, condition.about
        )

    fit = conditions(world).filter(lambda each: each.test in contraries and each.test != "is")
    return fit.map(pair)


@pytest.mark.parametrize("text", [each for each in HOSTILE if each.strip()])
@pytest.mark.parametrize("test", ["is", "contains", "starts"])
def test_hostile_texts_are_only_texts(text, test, world):
    before = Member.select().count()
    group = line("notes", test, (text,))
    assert ask(group, world.today) == expected(world, group)
    assert Member.select().count() == before


def test_signs_of_like_stand_for_themselves(world):
    found = ask(line("town", "contains", ("%",)), world.today)
    assert found == {each for each, person in world.people.items() if "%" in person["town"]}
    assert found != set(world.people)


def test_the_question_of_the_founders(world):
    """Members of 2025 without 2026, in Bamako or Ségou, with a phone."""
    labels = {each.label: Ref(each.id, each.label) for each in world.seasons}
    group = Group(
        True,
        (
            Condition("enrolled", "has_any", (labels["2025"],)),
            Condition("enrolled", "has_none", (labels["2026"],)),
            Condition("town", "one_of", ("bamako", "SEGOU")),
            Condition("phone", "filled"),
        ),
    )
    found = filtered_ids(group, world.today)
    assert set(found) == {
        each for each in expected(world, group) if world.people[each]["archived_on"] is None
    }
    assert found
    assert count_of(group, world.today) == len(found)
    names = [Member.get_by_id(each).sort_name for each in found]
    assert names == sorted(names)


def test_the_archive_is_looked_into_only_when_asked_for(world):
    archived = {each for each, person in world.people.items() if person["archived_on"]}
    everybody = Group(False, ANYWHERE)
    assert set(filtered_ids(everybody, world.today)) == set(world.people)
    assert set(filtered_ids(line("archived", "yes"), world.today)) == archived
    assert set(filtered_ids(line("archived_on", "filled"), world.today)) == archived
    found = set(filtered_ids(line("kind", "one_of", ("person", "institution")), world.today))
    assert found == set(world.people) - archived


def test_filter_and_quick_choices_combine_in_the_list(world):
    group = line("phone", "filled")
    filtered = set(filtered_ids(group, world.today))
    persons = set(listing.matching_ids(Choice(kind="person"), today=world.today))
    both = listing.matching_ids(Choice(kind="person", filter=group), today=world.today)
    assert set(both) == filtered & persons
    archived = listing.matching_ids(Choice(archived=True, filter=group), today=world.today)
    assert set(archived) == ask(group, world.today) - filtered


def test_exactly_the_members_that_were_named(world):
    ids = tuple(world.people)[:7]
    shown = listing.matching_ids(Choice(ids=ids), today=world.today)
    assert set(shown) == set(ids)
    assert listing.matching_ids(Choice(ids=()), today=world.today) == []


def test_codes_that_members_have_are_known(world):
    assert used_codes("languages") == {"", "fr", "en", "bm"}
    assert used_codes("country") == {"", "ML", "CM"}


def test_towns_are_offered_while_typing(world):
    assert known_texts("town") == sorted({person["town"] for person in world.people.values()} - {""})
    assert known_texts("notes") == []


def test_every_purpose_of_consent_can_be_asked():
    asked = {key.partition(".")[2] for key in CHAPTERS["Consents"]}
    assert asked == set(PURPOSES)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_test_of_every_field_has_a_sentence(language, world):
    """No placeholder is left, and no word of English stands in French."""
    speak(language)

    @settings(max_examples=80, database=None)
    @given(conditions(world))
    def has_a_sentence(condition):
        sentence = told_condition(condition)
        assert sentence
        assert "{" not in sentence
        if language == "fr" and condition.field in FIELDS:
            assert not any(f" {word} " in sentence for word in ("is", "lies", "with", "without", "for", "of"))

    has_a_sentence()
