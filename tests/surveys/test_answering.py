"""Answers are read as typed, refused with a reason, and without names nothing leads from a form to anybody."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.rules import save_member
from assoc_desktop.members.timeline import SOURCES, timeline
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.storage.failures import Changed
from assoc_desktop.storage.history import (
    last_undoable,
    recent_operations,
)
from assoc_desktop.storage.undoing import undo
from assoc_desktop.surveys.answering import (
    answers_of,
    change_response,
    read_answer,
    response_of,
    save_response,
    take_back,
)
from assoc_desktop.surveys.building import Choice, Question, close_survey, new_survey
from assoc_desktop.surveys.records import SurveyAnswer, SurveyQuestion, SurveyResponse, SurveyToken
from assoc_desktop.surveys.tokens import draw_tokens
from assoc_desktop.timeline_sources import timeline_sources
from tests.conftest import TODAY
from tests.hostile import HOSTILE
from tests.surveys.samples import open_sample

CHOICES = tuple(Choice(f"Choice {n}", f"Choix {n}", f"c{n}", 100 + n, n) for n in range(1, 5))
MANY = tuple(Choice(f"Choice {n}", f"Choix {n}", "", 100 + n, n) for n in range(1, 14))


@pytest.fixture
def member(file, conventions):
    return save_member(MemberData(family_name="Awa"), today=TODAY, conventions=conventions)


@pytest.fixture
def conventions():
    return Conventions("en", "CM", "XAF")


def rows(kind, typed, conventions, *, choices=(), required=False):
    question = Question(kind, choices=choices, required=required, code="A1", id=7)
    return [(row.choice_id, row.value, row.text) for row in read_answer(question, typed, conventions)]


@pytest.mark.parametrize(
    ("kind", "typed", "expected"),
    [
        ("rating", "1", [(None, 1, "")]),
        ("rating", " 5 ", [(None, 5, "")]),
        ("rating", 3, [(None, 3, "")]),
        ("rating", "4.0", [(None, 4, "")]),
        ("recommend", "0", [(None, 0, "")]),
        ("recommend", "10", [(None, 10, "")]),
        ("yes_no", "y", [(None, 1, "")]),
        ("yes_no", "Non", [(None, 0, "")]),
        ("yes_no", True, [(None, 1, "")]),
        ("one", "2", [(102, None, "")]),
        ("one", "choix 3", [(103, None, "")]),
        ("one", "C4", [(104, None, "")]),
        ("one", [1], [(101, None, "")]),
        ("several", "13", [(101, None, ""), (103, None, "")]),
        ("several", "3, 1", [(103, None, ""), (101, None, "")]),
        ("several", "3 3", [(103, None, "")]),
        ("several", "Choice 1; choix 2", [(101, None, ""), (102, None, "")]),
        ("several", [4, "c2"], [(104, None, ""), (102, None, "")]),
        ("number", "1,234.5", [(None, None, "1234.5")]),
        ("number", Decimal("1E+3"), [(None, None, "1000")]),
        ("number", "-2", [(None, None, "-2")]),
        ("date", "31/12/2025", [(None, None, "2025-12-31")]),
        ("date", datetime.date(987, 1, 2), [(None, None, "0987-01-02")]),
        ("text", "  so it is ", [(None, None, "so it is")]),
        ("text", "-", []),
        ("text", "", []),
        ("rating", None, []),
        ("several", [], []),
    ],
)
def test_answers_are_read_as_typed(kind, typed, expected, conventions):
    assert rows(kind, typed, conventions, choices=CHOICES) == expected


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("rating", "0"), ("rating", "6"), ("rating", "3.5"), ("rating", "²"), ("rating", "-1"), ("recommend", "11"),
        ("recommend", "9" * 5000), ("yes_no", "maybe"), ("one", "5"), ("one", "0"), ("one", "12"), ("one", [1, 2]),
        ("one", []), ("several", "15"), ("several", "Choice 1; Choice 9"), ("number", "many"), ("number", float("nan")),
        ("number", "1e400"), ("date", "30/02/2025"), ("date", "soon"), ("text", "x" * 10_001),
    ],
)  # fmt: skip
def test_what_is_no_answer_is_refused_in_a_sentence(kind, typed, conventions):
    with pytest.raises(Refused) as refusal:
        rows(kind, typed, conventions, choices=CHOICES, required=True)
    assert str(refusal.value).endswith(".")


def test_more_than_nine_choices_are_typed_apart(conventions):
    assert rows("several", "1 3 13", conventions, choices=MANY) == [
        (101, None, ""), (103, None, ""), (113, None, ""),
    ]  # fmt: skip


def test_numbers_are_typed_the_countrys_way():
    french = Conventions("fr", "CM", "XAF")
    assert rows("number", "1 234,5", french) == [(None, None, "1234.5")]
    assert rows("yes_no", "o", french) == [(None, 1, "")]


def test_what_has_to_be_answered_may_be_left_open_on_purpose(conventions):
    with pytest.raises(Refused):
        rows("rating", "", conventions, required=True)
    assert rows("rating", "-", conventions, required=True) == []


def test_all_problems_are_told_at_once(file):
    survey = open_sample()
    with pytest.raises(Invalid) as invalid:
        save_response(survey, {"A3": "perhaps", "A5": "11", "Z9": "1"}, today=TODAY)
    assert set(invalid.value.problems) == {"A1", "A3", "A5", "Z9"}
    assert SurveyResponse.select().count() == 0


def test_only_an_open_survey_takes_answers(file):
    survey = new_survey("In preparation", "anonymous")
    with pytest.raises(Refused, match="not open yet"):
        save_response(survey, {}, today=TODAY)
    survey = open_sample()
    response = save_response(survey, {"A1": "3"}, today=TODAY)
    close_survey(survey, TODAY)
    for attempt in (lambda: save_response(survey, {"A1": "3"}, today=TODAY), lambda: take_back(response)):
        with pytest.raises(Refused, match="closed"):
            attempt()


def test_with_names_everybody_answers_once_and_may_correct_it(file, member, conventions):
    survey = open_sample("named")
    with pytest.raises(Invalid, match="who answers"):
        save_response(survey, {"A1": "3"}, today=TODAY)
    typed = {"A1": "3", "A2": "2", "A3": "y", "A4": "1, 3", "B1": "1,234.5", "B2": "01/03/2026", "B3": "so"}
    response = save_response(survey, typed, member=member, today=TODAY, language="en")
    assert response_of(survey, member) == response
    assert answers_of(response, conventions) == typed
    row = SurveyResponse.get_by_id(response)
    assert (row.answered_on, row.language) == (TODAY, "en")
    with pytest.raises(Invalid, match="answered already"):
        save_response(survey, typed, member=member, today=TODAY)
    change_response(response, {"A1": "5", "A3": "n"})
    assert answers_of(response, conventions) == {"A1": "5", "A3": "n"}
    undo(last_undoable().id)
    assert answers_of(response, conventions) == typed
    take_back(response)
    assert SurveyResponse.select().count() == SurveyAnswer.select().count() == 0
    undo(last_undoable().id)
    assert answers_of(response, conventions) == typed


def test_without_names_nothing_is_corrected(file):
    response = save_response(open_sample(), {"A1": "3"}, today=TODAY)
    with pytest.raises(Refused, match="Take the form back"):
        change_response(response, {"A1": "4"})


def test_what_is_gone_is_neither_corrected_nor_taken_back(file):
    for attempt in (lambda: change_response(1, {}), lambda: take_back(1)):
        with pytest.raises(Refused, match="no longer there"):
            attempt()


def test_a_code_serves_once_and_again_when_its_form_is_taken_back(file):
    survey = open_sample("token")
    first, second = draw_tokens(survey, 2)
    for code, words in (("", "Type or scan"), ("ABCD", "none of this survey")):
        with pytest.raises(Invalid, match=words) as invalid:
            save_response(survey, {"A1": "3"}, code=code, today=TODAY)
        assert set(invalid.value.problems) == {"code"}
    response = save_response(survey, {"A1": "3"}, code=first.lower().replace("-", " "), today=TODAY)
    assert SurveyToken.select().where(SurveyToken.used).count() == 1
    with pytest.raises(Invalid, match="used already"):
        save_response(survey, {"A1": "3"}, code=first, today=TODAY)
    save_response(survey, {"A1": "4"}, code=second, today=TODAY)
    take_back(response, code=first)
    assert SurveyToken.select().where(SurveyToken.used).count() == 1
    save_response(survey, {"A1": "5"}, code=first, today=TODAY)
    assert SurveyResponse.select().count() == 2


def test_a_refused_form_leaves_its_code_unused(file):
    survey = open_sample("token")
    (code,) = draw_tokens(survey, 1)
    with pytest.raises(Invalid):
        save_response(survey, {"A1": "9"}, code=code, today=TODAY)
    assert SurveyToken.select().where(SurveyToken.used).count() == 0


def test_a_form_without_a_name_is_not_undone_by_the_history(file):
    survey = open_sample()
    save_response(survey, {"A1": "3"}, today=TODAY)
    assert "Open the survey" in str(last_undoable())
    with pytest.raises(Changed):
        undo(recent_operations(1)[0].id)


def test_making_the_survey_cannot_be_undone_below_its_answers(file):
    survey = open_sample()
    save_response(survey, {"A1": "3"}, today=TODAY)
    opening, making = [one for one in recent_operations() if one.undoable and "survey" in one.label]
    undo(opening.id)
    with pytest.raises(Changed, match="depends on it"):
        undo(making.id)
    assert SurveyAnswer.select().count() == 1
    assert SurveyQuestion.select().count() == 9


def test_hostile_words_are_kept_whole(file, member, conventions):
    survey = open_sample("named")
    response = save_response(survey, {"A1": "3"}, member=member, today=TODAY)
    for text in HOSTILE:
        change_response(response, {"A1": "3", "B3": text})
        kept = answers_of(response, conventions).get("B3", "")
        assert kept == text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip()


def test_the_timeline_tells_what_a_member_answered_with_a_name(file, member, conventions):
    survey = open_sample("named")
    save_response(survey, {"A1": "3"}, member=member, today=TODAY)
    anonymous = open_sample("anonymous", "Another")
    save_response(anonymous, {"A1": "3"}, member=member, today=TODAY)
    entries = timeline(member.id, conventions, (*SOURCES, *timeline_sources()))
    assert [(one.day, one.title) for one in entries if one.kind == "Surveys"] == [
        (TODAY, "Answered “Joining”")
    ]
