"""Writing surveys: the survey itself, and everything it asks in one operation, with a code for each question."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from assoc_desktop.language import N_, _
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.storage.database import database, storable
from assoc_desktop.storage.history import operation
from assoc_desktop.storage.ids import new_id
from assoc_desktop.surveys.building.checking import check_sections, check_survey, in_preparation
from assoc_desktop.surveys.building.model import (
    WITH_CHOICES,
    Choice,
    Question,
    Section,
    questions_of,
    sections_of,
    the_survey,
)
from assoc_desktop.surveys.records import (
    Survey,
    SurveyChoice,
    SurveyInvitation,
    SurveyQuestion,
    SurveyResponse,
    SurveySection,
    SurveyToken,
)

_SPACES = re.compile(r"[ \t\r\n]+")


def new_survey(
    name: str,
    mode: str,
    *,
    title_en: str = "",
    title_fr: str = "",
    intro_en: str = "",
    intro_fr: str = "",
    sections: Sequence[Section] = (),
    made_from: str = "",
    previous: Survey | None = None,
) -> Survey:
    """Begin a survey, in preparation.

    Raises:
        Invalid: the name is missing or taken, the mode is none, or a question cannot stand; see `check_sections`.
    """
    values = {
        "name": name, "mode": mode, "title_en": title_en, "title_fr": title_fr, "intro_en": intro_en, "intro_fr": intro_fr,
    }  # fmt: skip
    if problems := check_survey(values) | check_sections(sections, mode):
        raise Invalid(problems)
    name = storable(name).strip()
    with operation(N_("Make the survey {name}"), name=name):
        survey = Survey.create(
            name=name, mode=mode, made_from=made_from, previous=previous,
            title_en=title_en, title_fr=title_fr, intro_en=intro_en, intro_fr=intro_fr,
        )  # fmt: skip
        _write_sections(survey, sections)
    return survey


def save_survey(
    survey: Survey | int, values: dict[str, Any], sections: Sequence[Section] | None = None
) -> None:
    """Change the name, mode and wording of a survey, and its questions; all of it or nothing.

    Args:
        values: what changes of `name`, `mode`, `title_en`, `title_fr`, `intro_en`, `intro_fr`.
        sections: everything that it asks from now on; None leaves it as it is.

    Raises:
        Invalid: something cannot stand, by field.
        Refused: it is open or closed.
    """
    record = in_preparation(survey)
    whole = {"name": record.name, "mode": record.mode} | values
    asked = sections_of(record) if sections is None else sections
    if problems := check_survey(whole, record.id) | check_sections(asked, whole["mode"]):
        raise Invalid(problems)
    before = record.name
    with operation(N_("Change the survey {name}"), name=before):
        for field, value in whole.items():
            setattr(record, field, storable(value).strip())
        if record.dirty_fields:
            record.save()
        if sections is not None:
            _write_sections(record, sections)


def save_sections(survey: Survey | int, sections: Sequence[Section]) -> None:
    """Change what a survey asks; see `save_survey`."""
    save_survey(survey, {}, sections)


def remove_survey(survey: Survey | int) -> None:
    """Take away a survey that nobody answered.

    A further round that named it as the round before stands on its own.

    Raises:
        Refused: there are answers, or a review of benefits asks by it.
    """
    record = the_survey(survey)
    if SurveyResponse.select().where(SurveyResponse.survey == record).exists():
        raise Refused(_("“{name}” was answered: it stays, with what was said.").format(name=record.name))
    # Reviews belong to a later feature: their table is known by its name alone.
    review = database.execute_sql(
        "SELECT name FROM review_round WHERE survey_id = ?", (record.id,)
    ).fetchone()
    if review is not None:
        raise Refused(
            _(
                "“{name}” is the survey of the review “{review}”. Remove that review first, in the Benefits tab."
            ).format(name=record.name, review=review[0])
        )
    with operation(N_("Remove the survey {name}"), name=record.name):
        for table in (SurveyInvitation, SurveyToken):
            table.delete().where(table.survey == record).execute()
        _remove_questions(record)
        Survey.update(previous=None).where(Survey.previous == record).execute()
        record.delete_instance()


def with_codes(sections: Sequence[Section], survey: Survey) -> list[Section]:
    """The sections with a code for each question.

    By their order: A1, A2, B1. In a further round, what was asked before keeps its code, because rounds are compared by
    it; what is new gets the next number of its section that was never given.
    """
    before = questions_of(survey.previous_id) if survey.previous_id else []
    kinds = {question.code: question.kind for question in before}
    taken = set(kinds)
    coded = []
    for number, section in enumerate(sections):
        letter, last, questions = chr(ord("A") + number), 0, []
        for question in section.questions:
            if kinds.get(question.code) == question.kind:
                code = question.code
                # A copy of a question is another question.
                kinds.pop(code)
            else:
                last = next(n for n in range(last + 1, 10_000) if f"{letter}{n}" not in taken)
                code = f"{letter}{last}"
            questions.append(replace(question, code=code))
        coded.append(replace(section, questions=tuple(questions)))
    return coded


def _write_sections(survey: Survey, sections: Sequence[Section]) -> None:
    """Write everything anew; rows that keep their id are changed rows, or none at all, to the history."""
    coded = with_codes(sections, survey)
    old_sections, old_questions, old_choices = _ids_of(survey)
    _remove_questions(survey)
    for number, section in enumerate(coded, start=1):
        section_id = _own_id(section.id, old_sections)
        SurveySection.insert(
            id=section_id, survey=survey.id, position=number,
            title_en=_clean(section.title_en), title_fr=_clean(section.title_fr),
        ).execute()  # fmt: skip
        for place, question in enumerate(section.questions, start=1):
            question_id = _own_id(question.id, old_questions)
            SurveyQuestion.insert(
                id=question_id, survey=survey.id, section=section_id, position=place, code=question.code,
                kind=question.kind, text_en=_clean(question.text_en), text_fr=_clean(question.text_fr),
                required=question.required, asks=question.asks,
            ).execute()  # fmt: skip
            choices = question.choices if question.kind in WITH_CHOICES else ()
            for position, choice in enumerate(choices, start=1):
                SurveyChoice.insert(
                    id=_own_id(choice.id, old_choices), question=question_id, position=position,
                    text_en=_clean(choice.text_en), text_fr=_clean(choice.text_fr), means=choice.means,
                ).execute()  # fmt: skip


def _remove_questions(survey: Survey) -> None:
    questions = SurveyQuestion.select(SurveyQuestion.id).where(SurveyQuestion.survey == survey)
    SurveyChoice.delete().where(SurveyChoice.question.in_(questions)).execute()
    for table in (SurveyQuestion, SurveySection):
        table.delete().where(table.survey == survey).execute()


def _clean(text: str) -> str:
    """The text in one line; spaces that forbid a line break, as French has them, stay."""
    return _SPACES.sub(" ", storable(text)).strip()


def _own_id(wanted: int, known: set[int]) -> int:
    """The id of a row that was there before, used once; else a new one."""
    if wanted in known:
        known.remove(wanted)
        return wanted
    return new_id()


def _ids_of(survey: Survey) -> tuple[set[int], set[int], set[int]]:
    def ids(sql: str) -> set[int]:
        return {row[0] for row in database.execute_sql(sql, (survey.id,))}

    return (
        ids("SELECT id FROM survey_section WHERE survey_id = ?"),
        ids("SELECT id FROM survey_question WHERE survey_id = ?"),
        ids(
            "SELECT survey_choice.id FROM survey_choice JOIN survey_question ON survey_question.id = question_id"
            " WHERE survey_id = ?"
        ),
    )


def save_section(survey: Survey | int, title_en: str = "", title_fr: str = "", *, section_id: int = 0) -> int:
    """Add a section at the end, or change the title of one; gives its id."""
    sections = sections_of(survey)
    if section_id:
        sections = [
            replace(each, title_en=title_en, title_fr=title_fr) if each.id == section_id else each
            for each in sections
        ]
    else:
        sections.append(Section(title_en, title_fr))
    save_sections(survey, sections)
    return section_id or sections_of(survey)[-1].id


def save_question(
    survey: Survey | int,
    section_id: int,
    kind: str,
    text_en: str = "",
    text_fr: str = "",
    *,
    choices: Iterable[Choice | tuple[str, str]] = (),
    required: bool = False,
    asks: str = "",
    question_id: int = 0,
) -> Question:
    """Add a question at the end of a section, or change one; gives it with its code.

    Args:
        choices: as `Choice`, or as English and French text.
    """
    made = tuple(each if isinstance(each, Choice) else Choice(*each) for each in choices)
    question = Question(kind, text_en, text_fr, required, asks, made, id=question_id)
    sections = sections_of(survey)
    number, place = _place_of(sections, section_id, question_id)
    questions = list(sections[number].questions)
    if question_id:
        questions[place] = replace(question, code=questions[place].code)
    else:
        questions.append(question)
    sections[number] = replace(sections[number], questions=tuple(questions))
    save_sections(survey, sections)
    return sections_of(survey)[number].questions[place]


def _place_of(sections: Sequence[Section], section_id: int, question_id: int) -> tuple[int, int]:
    """Number of the section and place in it of a question; of a new one, the place after the last."""
    for number, section in enumerate(sections):
        if not question_id and section.id == section_id:
            return number, len(section.questions)
        for place, question in enumerate(section.questions):
            if question_id and question.id == question_id:
                return number, place
    raise Refused(_("This question is no longer there."))
