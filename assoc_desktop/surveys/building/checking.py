"""What may stand in a survey, and when it is ready to be answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assoc_desktop.language import _
from assoc_desktop.refusals import Refused
from assoc_desktop.storage.database import storable
from assoc_desktop.surveys.building.model import (
    MOST_CHOICES,
    WITH_CHOICES,
    Question,
    Section,
    questions_of,
    the_survey,
)
from assoc_desktop.surveys.records import MODES, QUESTION_KINDS, Survey, SurveyResponse, SurveyToken

#: Codes begin with one letter for each section.
MOST_SECTIONS = 26
LONGEST_NAME, LONGEST_TEXT, LONGEST_INTRO = 100, 400, 1500

_LONGEST = {
    "title_en": 200,
    "title_fr": 200,
    "intro_en": LONGEST_INTRO,
    "intro_fr": LONGEST_INTRO,
}


def check_survey(values: dict[str, Any], survey_id: int = 0) -> dict[str, str]:
    """Field → what is wrong with the name and mode of a survey."""
    problems, name = {}, storable(str(values.get("name", ""))).strip()
    if not name:
        problems["name"] = _("The survey needs a name.")
    elif len(name) > LONGEST_NAME:
        problems["name"] = _("The name is longer than {n} signs.").format(n=LONGEST_NAME)
    elif Survey.select().where((Survey.name == name) & (Survey.id != survey_id)).exists():
        problems["name"] = _("There is a survey named {name} already. Choose another name.").format(name=name)
    if values.get("mode") not in MODES:
        problems["mode"] = _("Say whether answers carry a name.")
    for field, most in _LONGEST.items():
        if len(str(values.get(field, ""))) > most:
            problems[field] = _("This is longer than {n} signs. Shorten it.").format(n=most)
    return problems


def check_sections(sections: Sequence[Section], mode: str) -> dict[str, str]:
    """`question <section>.<place>`, counted from 0 → what cannot stand there.

    A question may still lack its text: that is looked at when the survey is opened.
    """
    problems = {}
    if len(sections) > MOST_SECTIONS:
        problems["sections"] = _("A survey has at most {n} sections.").format(n=MOST_SECTIONS)
    grouping = [q.asks for s in sections for q in s.questions if q.asks.startswith("group:")]
    if mode == "named" and grouping:
        problems["groups"] = _(
            "With names, category and region are known from the member: take the question about them away."
        )
    elif len(grouping) > 1:
        problems["groups"] = _(
            "Only one question may ask for category or region: both together would tell who answered."
        )
    for number, section in enumerate(sections):
        for place, question in enumerate(section.questions):
            if problem := _problem_of(question):
                problems[f"question {number}.{place}"] = problem
    return problems


def _problem_of(question: Question) -> str:
    if question.kind not in QUESTION_KINDS:
        return _("“{kind}” is no kind of question.").format(kind=question.kind)
    if max(len(question.text_en), len(question.text_fr)) > LONGEST_TEXT:
        return _("The question is longer than {n} signs. Shorten it.").format(n=LONGEST_TEXT)
    if len(question.choices) > MOST_CHOICES:
        return _("A question has at most {n} choices.").format(n=MOST_CHOICES)
    if any(max(len(each.text_en), len(each.text_fr)) > LONGEST_TEXT for each in question.choices):
        return _("A choice is longer than {n} signs. Shorten it.").format(n=LONGEST_TEXT)
    return ""


def in_preparation(survey: Survey | int) -> Survey:
    """The survey, as long as its questions may be changed.

    Raises:
        Refused: it is open or closed.
    """
    record = the_survey(survey)
    if record.state != "draft" or _was_given_out(record):
        raise Refused(
            _(
                "The questions of “{name}” stand since it was opened: forms are printed, and answers belong to them. "
                "Make a further round to ask something else."
            ).format(name=record.name)
        )
    return record


def _was_given_out(survey: Survey) -> bool:
    """Whether codes were printed for it or answers came: whoever undoes the opening does not undo those."""
    return any(
        table.select().where(table.survey == survey).exists() for table in (SurveyToken, SurveyResponse)
    )


def check_ready(survey: Survey | int) -> None:
    """Look whether a survey may be opened.

    Raises:
        Refused: it asks nothing, a question says nothing in either language, or one lacks choices; it names which.
    """
    questions = questions_of(survey)
    if not questions:
        raise Refused(_("This survey asks nothing yet. Add a question first."))
    for question in questions:
        if not (question.text_en or question.text_fr):
            raise Refused(
                _("Question {code} has no words. Write them, or remove it.").format(code=question.code)
            )
        if question.kind in WITH_CHOICES:
            if len(question.choices) < 2:
                raise Refused(_("Question {code} needs at least two choices.").format(code=question.code))
            if not all(each.text_en or each.text_fr for each in question.choices):
                raise Refused(_("A choice of question {code} has no words.").format(code=question.code))
