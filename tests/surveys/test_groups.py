"""The question that tells answers apart names no group in which somebody would be recognised."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assoc_desktop.association.records import present_season
from assoc_desktop.members.memberships import enrol
from assoc_desktop.members.rules import category_named
from assoc_desktop.refusals import Refused
from assoc_desktop.surveys.asking import invite, take_back_asking
from assoc_desktop.surveys.building import Section, open_survey
from assoc_desktop.surveys.groups import FEWEST, _large_enough, check_groups, group_question
from tests.surveys.conftest import make_survey


@pytest.fixture
def regions(make_members):
    """Members by region: 6 of the Centre, 5 of the North, 3 of the South, 2 of the East, 1 of nowhere."""
    sizes = {"Centre": 6, "North": 5, "South": 3, "East": 2, " ": 1}
    return {region: make_members(size, region=region) for region, size in sizes.items()}


def every(regions):
    return [each for ids in regions.values() for each in ids]


def test_small_groups_are_gathered(regions, today):
    question = group_question("region", every(regions), today)
    assert [(each.text_en, each.means) for each in question.choices[:-1]] == [
        ("Centre", "Centre"),
        ("North", "North"),
    ]
    assert (question.choices[-1].means, question.asks) == ("", "group:region")


def test_another_that_is_too_small_takes_the_next_smallest_in(regions, today):
    some = regions["Centre"] + regions["North"] + regions["South"]
    question = group_question("region", some, today)
    assert [each.means for each in question.choices] == ["Centre", ""]
    with pytest.raises(Refused, match="Leave this question out"):
        group_question("region", regions["Centre"] + regions["East"], today)
    exact = group_question("region", regions["Centre"] + regions["North"], today)
    assert [each.means for each in exact.choices] == ["Centre", "North", ""]


def test_by_category(make_members, today):
    ids = make_members(12)
    season = present_season(today)
    enrol(ids[:5], season, category_named("Individual"))
    enrol(ids[5:12], season, category_named("Student"))
    question = group_question("category", ids, today)
    assert [each.text_en for each in question.choices[:-1]] == ["Individual", "Student"]
    assert question.choices[0].means == str(category_named("Individual").id)


def test_opening_looks_at_who_is_asked_then(regions, today):
    question = group_question("region", every(regions), today)
    survey = make_survey(sections=[Section(questions=(question,))])
    invite(survey, every(regions), today)
    take_back_asking(survey, regions["North"][:1])
    with pytest.raises(Refused, match="North"):
        open_survey(survey, today)
    invite(survey, regions["North"], today)
    take_back_asking(survey, regions["South"])
    with pytest.raises(Refused, match="to no group of question A1"):
        open_survey(survey, today)
    take_back_asking(survey, [*regions["East"], *regions[" "]])
    assert open_survey(survey, today).state == "open"


def test_with_names_nothing_is_looked_at(survey, regions, today):
    question = group_question("region", every(regions), today)
    with pytest.raises(Refused, match="would be recognised"):
        check_groups(survey, [question], regions["South"], today)
    survey.mode = "named"
    check_groups(survey, [question], regions["South"], today)


@given(st.dictionaries(st.text(max_size=3), st.integers(1, 30), max_size=8), st.integers(0, 12))
def test_every_group_that_is_named_and_all_the_others_together_hide_a_person(counts, without):
    everybody = sum(counts.values()) + without
    kept = _large_enough(counts, everybody)
    rest = everybody - sum(counts[key] for key in kept)
    assert all(counts[key] >= FEWEST for key in kept)
    assert not kept or rest == 0 or rest >= FEWEST
    assert not kept or len(kept) + (rest > 0) >= 2
