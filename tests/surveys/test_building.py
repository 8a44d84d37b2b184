"""Surveys are built, keep their order and codes, and stand once they are open."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assoc_desktop.association.records import Season
from assoc_desktop.benefits.records import ReviewRound
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.storage.database import database
from assoc_desktop.storage.history import Operation
from assoc_desktop.storage.undoing import undo
from assoc_desktop.surveys.asking import invite, invited
from assoc_desktop.surveys.building import (
    Choice,
    Question,
    Section,
    close_survey,
    move,
    new_survey,
    next_round,
    open_survey,
    questions_of,
    remove,
    remove_survey,
    save_question,
    save_section,
    save_sections,
    save_survey,
    sections_of,
    survey_named,
    the_survey,
)
from assoc_desktop.surveys.building.checking import LONGEST_TEXT, MOST_CHOICES, MOST_SECTIONS
from assoc_desktop.surveys.records import Survey, SurveyQuestion, SurveyResponse, SurveyToken
from assoc_desktop.surveys.tokens import draw_tokens
from tests.surveys.conftest import HOSTILE, SECTIONS, make_survey

CODES = ["A1", "A2", "A3", "B1", "B2", "B3", "B4", "B5"]


def codes(survey):
    return [question.code for question in questions_of(survey)]


def kept():
    """Everything that tables of surveys hold."""
    names = (
        "survey",
        "survey_section",
        "survey_question",
        "survey_choice",
        "survey_invitation",
        "survey_token",
    )
    return [database.execute_sql(f"SELECT * FROM {name} ORDER BY 1").fetchall() for name in names]


def latest():
    return Operation.select().order_by(Operation.id.desc()).first()


def test_it_is_read_as_it_was_written(survey):
    assert codes(survey) == CODES
    without = [
        replace(
            section,
            id=0,
            questions=tuple(
                replace(
                    question, id=0, code="", choices=tuple(replace(each, id=0, position=0) for each in question.choices)
                )
                for question in section.questions
            ),
        )
        for section in sections_of(survey)
    ]  # fmt: skip
    assert tuple(without) == SECTIONS
    assert [each.position for each in questions_of(survey)[2].choices] == [1, 2, 3]
    assert survey_named("Joining 2026") == survey


def test_writing_the_same_leaves_no_trace(survey):
    before = latest().id
    save_sections(survey, sections_of(survey))
    save_survey(survey, {"name": survey.name})
    assert latest().id == before


def test_moving_gives_codes_by_the_new_order_and_is_undone(survey):
    before = sections_of(survey)
    save_sections(survey, move(before, 0, 2, -1))
    after = questions_of(survey)
    assert [question.code for question in after] == CODES
    assert [question.kind for question in after[:3]] == ["rating", "several", "yes_no"]
    assert {question.id for question in after} == {q.id for s in before for q in s.questions}
    undo(latest().id)
    assert sections_of(survey) == before


def test_a_question_goes_over_into_the_next_section_and_back(survey):
    sections = sections_of(survey)
    over = move(sections, 0, 2, 1)
    assert [len(section.questions) for section in over] == [2, 6]
    assert over[1].questions[0].kind == "several"
    assert move(over, 1, 0, -1) == sections
    assert move(sections, 0, 0, -1) == sections
    assert move(sections, 1, 4, 1) == sections
    assert [section.title_en for section in move(sections, 0, None, 1)] == ["The rest", "Joining"]
    assert move(sections, 0, None, -1) == sections


def test_removing(survey):
    sections = sections_of(survey)
    save_sections(survey, remove(sections, 0, 1))
    assert codes(survey) == ["A1", "A2", "B1", "B2", "B3", "B4", "B5"]
    save_sections(survey, remove(sections_of(survey), 0, None))
    assert codes(survey) == ["A1", "A2", "A3", "A4", "A5"]


def test_one_by_one(file):
    survey = new_survey("Small", "named")
    section_id = save_section(survey, "First")
    assert save_section(survey, "Premier", "Premier", section_id=section_id) == section_id
    question = save_question(survey, section_id, "one", "Which?", choices=[("Red", "Rouge"), Choice("Blue")])
    assert (question.code, [each.text_fr for each in question.choices]) == ("A1", ["Rouge", ""])
    changed = save_question(survey, section_id, "text", "Why?", question_id=question.id)
    assert (changed.id, changed.code, changed.choices) == (question.id, "A1", ())
    with pytest.raises(Refused, match="no longer there"):
        save_question(survey, 5, "text", "Lost?")


def test_hostile_texts_stay_what_they_are(file):
    survey = new_survey(
        f"  {HOSTILE} ", "named", sections=[Section(HOSTILE, questions=(Question("text", HOSTILE),))]
    )
    assert survey_named(HOSTILE).name == HOSTILE
    assert questions_of(survey)[0].text_en == HOSTILE
    with pytest.raises(Refused, match="DROP TABLE"):
        survey_named("none")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"name": "Other"}, "name"),
        ({"mode": "open"}, "mode"),
    ],
)
def test_what_cannot_be_a_survey(survey, values, field):
    make_survey("Other")
    with pytest.raises(Invalid) as refusal:
        save_survey(survey, values)
    assert list(refusal.value.problems) == [field]


@pytest.mark.parametrize(
    "question",
    [
        Question("guess"),
        Question("text", "x" * (LONGEST_TEXT + 1)),
        Question("one", choices=(Choice(),) * (MOST_CHOICES + 1)),
        Question("one", choices=(Choice(text_fr="x" * (LONGEST_TEXT + 1)),)),
    ],
)
def test_what_cannot_be_a_question(survey, question):
    with pytest.raises(Invalid) as refusal:
        save_sections(survey, [Section(), Section(questions=(Question("text"), question))])
    assert list(refusal.value.problems) == ["question 1.1"]
    assert codes(survey) == CODES


def test_there_are_as_many_sections_as_letters(survey):
    with pytest.raises(Invalid, match="at most 26 sections"):
        save_sections(survey, [Section()] * (MOST_SECTIONS + 1))


@pytest.mark.parametrize(
    ("mode", "words"), [("named", "known from the member"), ("token", "Only one question")]
)
def test_groups_unmask_nobody(file, mode, words):
    by = tuple(Question("one", asks=f"group:{each}") for each in ("category", "region"))
    with pytest.raises(Invalid, match=words):
        make_survey(mode=mode, sections=[Section(questions=by)])


def test_once_open_the_questions_stand(survey, today):
    assert (open_survey(survey, today).state, the_survey(survey).opened_on) == ("open", today)
    for change in (
        lambda: save_sections(survey, []),
        lambda: save_survey(survey, {"mode": "named"}),
        lambda: save_section(survey, "More"),
    ):
        with pytest.raises(Refused, match="Make a further round"):
            change()
    with pytest.raises(Refused, match="open already"):
        open_survey(survey, today)
    assert codes(survey) == CODES


def test_it_is_closed_and_opened_again_for_late_forms(survey, today):
    with pytest.raises(Refused, match="is not open"):
        close_survey(survey, today)
    open_survey(survey, today)
    assert close_survey(survey, today).closed_on == today
    again = open_survey(survey, today.replace(month=6))
    assert (again.state, again.opened_on, again.closed_on) == ("open", today, None)


def test_who_undoes_the_opening_does_not_undo_the_printed_codes(file, today):
    survey = make_survey(mode="token")
    open_survey(survey, today)
    opening = latest().id
    draw_tokens(the_survey(survey), 3)
    undo(opening)
    with pytest.raises(Refused, match="forms are printed"):
        save_sections(survey, [])


@pytest.mark.parametrize(
    ("questions", "words"),
    [
        ((), "asks nothing"),
        ((Question("text"),), "A1 has no words"),
        ((Question("one", "x", choices=(Choice("a"),)),), "at least two"),
        ((Question("one", "x", choices=(Choice("a"), Choice())),), "A choice of question A1"),
    ],
)
def test_what_is_not_ready_is_not_opened(file, today, questions, words):
    survey = make_survey(sections=[Section(questions=questions)])
    with pytest.raises(Refused, match=words):
        open_survey(survey, today)


def test_a_further_round_keeps_codes_and_new_questions_get_new_ones(survey, today):
    with pytest.raises(Refused, match="change it as it is"):
        next_round(survey, "Joining 2027")
    open_survey(survey, today)
    later = next_round(survey, "Joining 2027")
    assert (later.previous, later.state, codes(later)) == (survey, "draft", CODES)
    assert {q.id for q in questions_of(later)}.isdisjoint(q.id for q in questions_of(survey))
    sections = remove(sections_of(later), 0, 1)
    sections[0] = replace(sections[0], questions=(Question("text", "New"), *sections[0].questions))
    save_sections(later, move(sections, 1, 0, 1))
    assert codes(later) == ["A4", "A1", "A3", "B2", "B1", "B3", "B4", "B5"]
    changed = replace(questions_of(later)[1], kind="number")
    save_sections(later, [replace(sections_of(later)[0], questions=(changed,))])
    assert codes(later) == ["A4"]


def test_a_copied_question_in_a_further_round_is_another_one(survey, today):
    open_survey(survey, today)
    later = next_round(survey, "Joining 2027")
    first, *others = sections_of(later)
    doubled = replace(first, questions=(first.questions[0], *first.questions))
    save_sections(later, [doubled, *others])
    assert codes(later) == ["A1", "A4", "A2", "A3", *CODES[3:]]
    assert SurveyQuestion.select().where(SurveyQuestion.survey == later).count() == 9


def test_what_was_answered_stays(survey, make_members, today):
    other = make_survey("Other")
    before = sections_of(other)
    asked = invite(other, make_members(2), today)
    remove_survey(other)
    assert SurveyQuestion.select().where(SurveyQuestion.survey == other).count() == 0
    undo(latest().id)
    assert sections_of(other) == before
    assert sorted(invited(other)) == sorted(asked.ids)
    remove_survey(other)
    assert [each.name for each in Survey.select()] == ["Joining 2026"]
    with pytest.raises(Refused, match="no longer there"):
        the_survey(other)
    SurveyResponse.create(survey=survey)
    with pytest.raises(Refused, match="was answered"):
        remove_survey(survey)


def test_what_was_printed_and_asked_again_goes_and_comes_back(survey, make_members, today):
    """Codes go with the survey, and a further round stands on its own; undo and redo are exact."""
    other = make_survey("Other", "token")
    invite(other, make_members(2), today)
    open_survey(other, today)
    draw_tokens(the_survey(other), 2)
    later = next_round(other, "Other 2027")
    before = kept()
    remove_survey(other)
    gone = latest()
    assert the_survey(later).previous_id is None
    assert not SurveyToken.select().exists()
    after = kept()
    undo(gone.id)
    assert kept() == before
    undo(latest().id)
    assert kept() == after


def test_the_survey_of_a_review_stays(survey, today):
    ReviewRound.create(name="Review 2026", season=Season.get(), survey=survey, opened_on=today)
    with pytest.raises(Refused, match="the survey of the review “Review 2026”"):
        remove_survey(survey)


def test_no_survey_is_named(file):
    with pytest.raises(Refused, match="none was made yet"):
        survey_named("x")


@given(
    st.lists(st.integers(0, 4), min_size=1, max_size=4),
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 4), st.sampled_from((-1, 1))), max_size=12),
)
def test_moving_loses_nothing(sizes, moves):
    sections = [
        Section(str(number), questions=tuple(Question("text", f"{number}.{place}") for place in range(size)))
        for number, size in enumerate(sizes)
    ]
    before = sorted(q.text_en for s in sections for q in s.questions)
    for number, place, by in moves:
        if number < len(sections) and place < len(sections[number].questions):
            sections = move(sections, number, place, by)
    assert sorted(q.text_en for s in sections for q in s.questions) == before
