"""A survey as plain data: sections with questions with choices, in their order; read and moved about, never written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assoc_desktop.language import _
from assoc_desktop.refusals import Refused
from assoc_desktop.storage.database import storable
from assoc_desktop.surveys.records import Survey, SurveyChoice, SurveyQuestion, SurveySection

#: Kinds of question that have choices.
WITH_CHOICES = ("one", "several")
#: Choices are typed by one key, so there are no more of them than keys.
MOST_CHOICES = 36


@dataclass(frozen=True)
class Choice:
    """One of the choices of a question; its place among them, from 1, is what is typed for it."""

    text_en: str = ""
    text_fr: str = ""
    means: str = ""
    id: int = 0
    position: int = 0


@dataclass(frozen=True)
class Question:
    """One question; see `SurveyQuestion`. A code that is empty is given when the survey is saved."""

    kind: str
    text_en: str = ""
    text_fr: str = ""
    required: bool = False
    asks: str = ""
    choices: tuple[Choice, ...] = ()
    code: str = ""
    id: int = 0


@dataclass(frozen=True)
class Section:
    """A heading with its questions."""

    title_en: str = ""
    title_fr: str = ""
    questions: tuple[Question, ...] = ()
    id: int = 0


def survey_named(name: str) -> Survey:
    """The survey of that name.

    Raises:
        Refused: there is none, and the sentence lists those there are.
    """
    found = Survey.get_or_none(Survey.name == storable(name).strip())
    if found is not None:
        return found
    names = ", ".join(survey.name for survey in Survey.select().order_by(Survey.name))
    if not names:
        raise Refused(_("There is no survey “{name}”: none was made yet.").format(name=name))
    raise Refused(_("There is no survey “{name}”. Known surveys: {names}.").format(name=name, names=names))


def the_survey(survey: Survey | int) -> Survey:
    """The survey as it stands in the file now.

    Raises:
        Refused: it was removed meanwhile.
    """
    found = Survey.get_or_none(Survey.id == (survey.id if isinstance(survey, Survey) else survey))
    if found is None:
        raise Refused(_("This survey is no longer there."))
    return found


def sections_of(survey: Survey | int) -> list[Section]:
    """The sections of a survey in their order, with questions and choices in theirs; three statements."""
    survey_id = survey.id if isinstance(survey, Survey) else survey
    choices: dict[int, list[Choice]] = {}
    query = SurveyChoice.select().join(SurveyQuestion).where(SurveyQuestion.survey == survey_id)
    for row in query.order_by(SurveyChoice.position):
        choice = Choice(row.text_en, row.text_fr, row.means, row.id, row.position)
        choices.setdefault(row.question_id, []).append(choice)
    questions: dict[int, list[Question]] = {}
    for row in (
        SurveyQuestion.select()
        .where(SurveyQuestion.survey == survey_id)
        .order_by(SurveyQuestion.position, SurveyQuestion.id)
    ):
        question = Question(
            row.kind, row.text_en, row.text_fr, row.required, row.asks, tuple(choices.get(row.id, ())), row.code, row.id
        )  # fmt: skip
        questions.setdefault(row.section_id, []).append(question)
    rows = SurveySection.select().where(SurveySection.survey == survey_id)
    return [
        Section(row.title_en, row.title_fr, tuple(questions.get(row.id, ())), row.id)
        for row in rows.order_by(SurveySection.position, SurveySection.id)
    ]


def questions_of(survey: Survey | int) -> list[Question]:
    """All questions of a survey in the order in which they are printed and typed in."""
    return [question for section in sections_of(survey) for question in section.questions]


def move(sections: Sequence[Section], number: int, place: int | None, by: int) -> list[Section]:
    """The sections with one of them, or one question, moved by one place up (-1) or down (1).

    A question at the edge of its section goes over into the next one; at the edge of the survey nothing moves.

    Args:
        number: of the section, from 0.
        place: of the question in it, from 0; None moves the section.
    """
    moved = list(sections)
    other = number + by
    if place is None:
        if 0 <= other < len(moved):
            moved[number], moved[other] = moved[other], moved[number]
        return moved
    questions = list(moved[number].questions)
    if 0 <= place + by < len(questions):
        questions[place], questions[place + by] = questions[place + by], questions[place]
        moved[number] = replace(moved[number], questions=tuple(questions))
    elif 0 <= other < len(moved):
        question = questions.pop(place)
        target = moved[other].questions
        moved[number] = replace(moved[number], questions=tuple(questions))
        moved[other] = replace(moved[other], questions=(question, *target) if by > 0 else (*target, question))
    return moved


def remove(sections: Sequence[Section], number: int, place: int | None) -> list[Section]:
    """The sections without one of them, with all it asks, or without one question."""
    left = list(sections)
    if place is None:
        del left[number]
        return left
    questions = left[number].questions
    left[number] = replace(left[number], questions=questions[:place] + questions[place + 1 :])
    return left
