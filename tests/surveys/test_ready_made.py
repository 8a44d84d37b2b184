"""The ready-made surveys are whole in both languages, can be opened as they are, and keep to French typesetting."""

import re

import pytest

from assoc_desktop.benefits.records import Benefit
from assoc_desktop.members.rules import category_named
from assoc_desktop.surveys.building import open_survey, questions_of, sections_of
from assoc_desktop.surveys.ready_made import benefits_review, make_ready, ready_made
from assoc_desktop.surveys.records import MODES
from assoc_desktop.surveys.wording import file_name_of, intro_of, text_of, title_of
from tests.surveys.conftest import HOSTILE, make_survey

KEYS = ["joining", "benefits", "culture", "workshop"]


@pytest.mark.parametrize("key", KEYS)
def test_made_opened_and_whole_in_both_languages(file, today, key):
    made = ready_made()[key]
    survey = make_ready(made, f"My {key}")
    assert (survey.mode, survey.made_from, survey.mode in MODES) == (made.mode, key, True)
    assert made.sections and all(section.questions for section in made.sections)
    for thing, field in (
        *((survey, field) for field in ("title", "intro")),
        *((section, "title") for section in made.sections),
        *((question, "text") for section in made.sections for question in section.questions),
        *((choice, "text") for s in made.sections for q in s.questions for choice in q.choices),
    ):
        english, french = getattr(thing, f"{field}_en"), getattr(thing, f"{field}_fr")
        assert english
        assert french
        assert not re.search(r"[^\u00a0][:;!?%]|'|\.\.\.|  ", french), french
        assert "'" not in english
    open_survey(survey, today)


def test_there_are_four(file):
    assert list(ready_made()) == KEYS


def test_the_review_is_made_for_what_is_put_to_members(file):
    benefits, categories = [(7, "Training"), (8, HOSTILE * 9)], [(9, "Student")]
    survey = make_ready(benefits_review(benefits, categories), "Review")
    asked = {question.asks: question.text_fr for question in questions_of(survey) if question.asks}
    assert list(asked) == ["benefit:7", "benefit:8", "category:9"]
    assert asked["benefit:7"] == "Training\u00a0: cela m’est utile."
    assert [title_of(each, "en") for each in sections_of(make_ready(benefits_review([], []), "None"))] == [
        "What is missing",
        "All in all",
    ]


def test_of_the_list_it_asks_for_all_in_use(file):
    Benefit.create(name="Loans", kind="loan")
    Benefit.create(name="Gone", kind="loan", archived=True)
    asks = [q.asks for s in ready_made()["benefits"].sections for q in s.questions if q.asks]
    assert f"category:{category_named('Student').id}" in asks
    assert [each for each in asks if each.startswith("benefit")] == [f"benefit:{Benefit.get().id}"]


def test_wording_falls_back_to_the_other_language(file):
    survey = make_survey("Name")
    survey.title_fr, survey.intro_en = " ", "Hello"
    assert (title_of(survey, "fr"), intro_of(survey, "fr"), intro_of(survey)) == ("Name", "Hello", "Hello")
    survey.title_en = ""
    assert title_of(survey, "fr") == "Name"
    assert text_of(questions_of(survey)[0], "fr") == "Comment s’est passée l’adhésion ?"


def test_a_file_can_have_the_name(file):
    assert file_name_of("Joining 24/25: how?") == "Joining 24-25- how-.pdf"
    assert file_name_of("..") == "-.pdf"
