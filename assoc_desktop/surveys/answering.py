"""Answers: read as they were typed, checked against their questions, and saved so that nobody is found by them.

Without names, what a form says and that it came in are kept apart. Its rows have ids drawn at random, no day, no name and
no language. The history says that a form came in; what it says, and the code it came with, are taken out, because the
moment of an operation and the two rows beside each other would lead from one to the other. Such a form is therefore taken
back by whoever has just typed it (`take_back`), and not by Undo.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import peewee

from assoc_desktop.association.records import the_association
from assoc_desktop.exchange.values import parse_yes_no
from assoc_desktop.language import N_, _, language
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.language.folding import fold
from assoc_desktop.members.records import Member
from assoc_desktop.members.timeline import Entry
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.storage.database import database, storable
from assoc_desktop.storage.history import Document, Running, operation
from assoc_desktop.storage.ids import new_ids
from assoc_desktop.surveys.building import Choice, Question, questions_of, the_survey
from assoc_desktop.surveys.records import (
    Survey,
    SurveyAnswer,
    SurveyChoice,
    SurveyQuestion,
    SurveyResponse,
    SurveyToken,
)
from assoc_desktop.surveys.tokens import digest_of, random_ids, usable_token

#: Typed for a question that a form leaves open although it must be answered: paper cannot be asked again.
LEFT_OPEN = "-"
#: Kind of question → the lowest and the highest number that answers it.
SCALES = {"rating": (1, 5), "recommend": (0, 10)}
_MOST_SIGNS = 10_000
#: Tables of which the history tells nothing when a form without a name comes in.
_UNTOLD = ("survey_response", "survey_answer", "survey_token")


@dataclass(frozen=True)
class Stored:
    """One row of an answer."""

    question_id: int
    choice_id: int | None = None
    value: int | None = None
    text: str = ""


# Reading what was typed


def read_answers(
    questions: Sequence[Question], answers: Mapping[str, Any], conventions: Conventions
) -> list[Stored]:
    """The rows that typed answers give.

    Args:
        answers: code → what was typed, or a number, a list of choices' numbers, a day, a yes or no.

    Raises:
        Invalid: code → what is wrong with the answer.
    """
    rows, problems = [], {}
    for question in questions:
        try:
            rows += read_answer(question, answers.get(question.code), conventions)
        except Refused as refusal:
            problems[question.code] = str(refusal)
    for code in answers.keys() - {question.code for question in questions}:
        problems[code] = _("This survey has no question {code}.").format(code=code)
    if problems:
        raise Invalid(problems)
    return rows


def read_answer(question: Question, typed: Any, conventions: Conventions) -> list[Stored]:
    """The rows of one answer; none where nothing is answered.

    Raises:
        Refused: it cannot be an answer to this question.
    """
    typed = storable(typed).strip() if isinstance(typed, str) else typed
    if typed == LEFT_OPEN:
        return []
    if typed is None or typed == "" or typed == []:
        if question.required:
            raise Refused(_("This has to be answered. Type - if the form leaves it open."))
        return []
    return [
        Stored(question.id, choice, value, text)
        for choice, value, text in _READERS[question.kind](question, typed, conventions)
    ]


_Row = tuple[int | None, int | None, str]


def _scale(question: Question, typed: Any, _conventions: Conventions) -> list[_Row]:
    low, high = SCALES[question.kind]
    number = _whole(typed)
    if number is None or not low <= number <= high:
        raise Refused(_("Type a number from {low} to {high}.").format(low=low, high=high))
    return [(None, number, "")]


def _yes_no(_question: Question, typed: Any, _conventions: Conventions) -> list[_Row]:
    try:
        said = parse_yes_no(typed)
    except Refused:
        said = None
    if said is None:
        raise Refused(_("Type y for yes or n for no."))
    return [(None, int(said), "")]


def _one(question: Question, typed: Any, _conventions: Conventions) -> list[_Row]:
    if isinstance(typed, (list, tuple)) and len(typed) != 1:
        raise Refused(_("Only one choice answers this question."))
    return [(_choice(question, typed[0] if isinstance(typed, (list, tuple)) else typed), None, "")]


def _several(question: Question, typed: Any, _conventions: Conventions) -> list[_Row]:
    parts = list(typed) if isinstance(typed, (list, tuple)) else _split(question, str(typed))
    return [(each, None, "") for each in dict.fromkeys(_choice(question, part) for part in parts)]


def _split(question: Question, typed: str) -> list[str]:
    """The choices in one text: 1,3 or 1 3 or, with nine choices at most, 13; or their words, with ; between."""
    if not all(sign.isdigit() or sign in " ,;+/" for sign in typed):
        whole = [part.strip() for part in typed.split(";") if part.strip()]
        return [typed] if _named(question, typed) else whole
    parts = "".join(sign if sign.isdigit() else " " for sign in typed).split()
    return [sign for part in parts for sign in part] if len(question.choices) <= 9 else parts


def _choice(question: Question, typed: Any) -> int:
    number = _whole(typed)
    by_number = next((each.id for each in question.choices if each.position == number), None)
    found = by_number if by_number is not None else _named(question, str(typed))
    if found is None:
        numbers = [each.position for each in question.choices]
        raise Refused(
            _("“{typed}” is no choice here. Type a number from {low} to {high}.").format(
                typed=str(typed)[:60], low=min(numbers, default=0), high=max(numbers, default=0)
            )
        )
    return found


def _named(question: Question, typed: str) -> int | None:
    wanted = fold(typed)
    return next((each.id for each in question.choices if wanted and wanted in _words(each)), None)


def _words(choice: Choice) -> list[str]:
    return [fold(text) for text in (choice.text_en, choice.text_fr, choice.means) if text]


def _whole(typed: Any) -> int | None:
    if isinstance(typed, int):
        return int(typed)
    text = str(typed).strip().removesuffix(".0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None


def _number(_question: Question, typed: Any, conventions: Conventions) -> list[_Row]:
    if isinstance(typed, (int, float, Decimal)):
        number: Decimal | None = Decimal(str(typed))
    else:
        number = conventions.parse_number(str(typed))
    if number is None or not number.is_finite():
        raise Refused(_("Type a number."))
    return [(None, None, f"{number:f}")]


def _day(_question: Question, typed: Any, conventions: Conventions) -> list[_Row]:
    day = typed if isinstance(typed, datetime.date) else conventions.parse_date(str(typed))
    if day is None:
        raise Refused(_("Type a day."))
    return [(None, None, f"{day:%Y-%m-%d}".rjust(10, "0"))]


def _text(_question: Question, typed: Any, _conventions: Conventions) -> list[_Row]:
    text = str(typed)
    if len(text) > _MOST_SIGNS:
        raise Refused(_("This is longer than {n} signs. Shorten it.").format(n=_MOST_SIGNS))
    return [(None, None, text)]


_READERS: dict[str, Callable[[Question, Any, Conventions], list[_Row]]] = {
    "rating": _scale, "recommend": _scale, "yes_no": _yes_no, "one": _one, "several": _several,
    "number": _number, "date": _day, "text": _text,
}  # fmt: skip


# Saving


def save_response(
    survey: Survey,
    answers: Mapping[str, Any],
    *,
    member: Member | None = None,
    code: str = "",
    today: datetime.date,
    language: str = "",
) -> int:
    """Save a form that came back; gives the id of the response.

    Args:
        answers: code of the question → what was typed; see `read_answers`.
        member: who answers, in a survey with names.
        code: what stands on the form, in a survey with codes.
        language: of the form; kept only with names.

    Raises:
        Invalid: question code → what is wrong; `member` or `code` where that is it.
        Refused: the survey takes no answers now.
    """
    survey = the_survey(survey)
    check_open(survey)
    conventions = the_association().conventions_in(language or _spoken())
    rows = read_answers(questions_of(survey), answers, conventions)
    label = N_("Take in a form of “{survey}”")
    with operation(label, survey=survey.name, undoable=survey.mode == "named") as running:
        if survey.mode == "named":
            response = SurveyResponse.create(
                survey=survey, member=_who_answers(survey, member), answered_on=today, language=language
            )
            response_id = int(response.id)
            _write(response_id, rows)
        else:
            _keep_untold(running)
            if survey.mode == "token":
                use_code(survey, code)
            response_id = random_ids(1)[0]
            SurveyResponse.insert(id=response_id, survey=survey).execute()
            _write(response_id, rows, at_random=True)
    return response_id


def check_open(survey: Survey) -> None:
    """Refuse what may happen only while a survey is open."""
    if survey.state == "draft":
        raise Refused(_("“{survey}” is not open yet. Open it first.").format(survey=survey.name))
    if survey.state != "open":
        raise Refused(_("“{survey}” is closed. It takes no more answers.").format(survey=survey.name))


def change_response(response_id: int, answers: Mapping[str, Any]) -> None:
    """Correct the answers that a member gave, as long as the survey is open.

    Raises:
        Invalid: question code → what is wrong.
        Refused: the survey has no names, or takes no answers now, or the response is gone.
    """
    response = SurveyResponse.get_or_none(SurveyResponse.id == response_id)
    if response is None:
        raise Refused(_("This form is no longer there."))
    survey = response.survey
    check_open(survey)
    if survey.mode != "named":
        raise Refused(_("Answers without a name cannot be corrected. Take the form back and type it again."))
    conventions = the_association().conventions_in(_spoken())
    rows = read_answers(questions_of(survey), answers, conventions)
    with operation(N_("Correct a form of “{survey}”"), survey=survey.name):
        SurveyAnswer.delete().where(SurveyAnswer.response == response_id).execute()
        _write(response_id, rows)


def take_back(response_id: int, *, code: str = "") -> None:
    """Take back a form that was just typed in; see `take_back_forms`."""
    take_back_forms([(response_id, code)])


def take_back_forms(forms: Sequence[tuple[int, str]]) -> None:
    """Take back forms that just came in; their codes may be used again.

    Args:
        forms: the id of each response, and the code it came with: nothing in the file knows.

    Raises:
        Refused: the survey takes no answers now, or a response is gone.
    """
    responses = [SurveyResponse.get_or_none(SurveyResponse.id == each) for each, _code in forms]
    if not responses or None in responses:
        raise Refused(_("This form is no longer there."))
    survey = responses[0].survey
    check_open(survey)
    label = (
        N_("Take back a form of “{survey}”") if len(forms) == 1 else N_("Take back {n} forms of “{survey}”")
    )
    with operation(label, survey=survey.name, n=len(forms), undoable=survey.mode == "named") as running:
        if survey.mode != "named":
            _keep_untold(running)
        ids = [(each,) for each, _code in forms]
        cursor = database.connection().cursor()
        cursor.executemany("DELETE FROM survey_answer WHERE response_id = ?", ids)
        cursor.executemany("DELETE FROM survey_response WHERE id = ?", ids)
        if survey.mode == "token":
            digests = [(survey.id, digest_of(code)) for _each, code in forms if code]
            cursor.executemany("UPDATE survey_token SET used = 0 WHERE survey_id = ? AND digest = ?", digests)


def use_code(survey: Survey, code: str) -> None:
    """Mark the code of a form as used; call it inside the operation that saves the form.

    Raises:
        Invalid: `code` → there is no such code, or it was used.
    """
    if problem := code_problem(survey, code):
        raise Invalid({"code": problem})
    SurveyToken.update(used=True).where(SurveyToken.digest == digest_of(code)).execute()


def code_problem(survey: Survey, code: str) -> str:
    """What is wrong with the code of a form; empty when it may be used."""
    if not code.strip():
        return _("Type or scan the code that stands on the form.")
    try:
        usable_token(survey, storable(code))
    except Refused as refusal:
        return str(refusal)
    return ""


def response_of(survey: Survey, member: Member) -> int | None:
    """The response that a member gave to a survey with names."""
    row = SurveyResponse.get_or_none(
        (SurveyResponse.survey == survey.id) & (SurveyResponse.member == member.id)
    )
    return int(row.id) if row else None


def answers_of(response_id: int, conventions: Conventions) -> dict[str, str]:
    """Question code → the answer as it would be typed, to be corrected."""
    query = (
        SurveyAnswer.select(SurveyAnswer, SurveyQuestion, SurveyChoice)
        .join(SurveyQuestion)
        .switch(SurveyAnswer)
        .join(SurveyChoice, peewee.JOIN.LEFT_OUTER, on=(SurveyAnswer.choice == SurveyChoice.id))
        .where(SurveyAnswer.response == response_id)
        .order_by(SurveyChoice.position)
    )
    typed: dict[str, str] = {}
    for row in query:
        code = row.question.code
        told = _as_typed(row, conventions)
        typed[code] = f"{typed[code]}, {told}" if code in typed else told
    return typed


def _as_typed(row: SurveyAnswer, conventions: Conventions) -> str:
    kind = row.question.kind
    if row.choice_id is not None:
        return str(row.choice.position)
    if kind == "yes_no":
        return (_("y") if row.value else _("n")) if row.value is not None else ""
    if kind == "number":
        return conventions.number(Decimal(row.text))
    if kind == "date":
        return conventions.date(datetime.date.fromisoformat(row.text))
    return str(row.text) if row.value is None else str(row.value)


def write_answers(rows: Iterable[tuple[int, Stored]], *, at_random: bool) -> None:
    """Write the answers of responses, in one go; inside an operation.

    Args:
        at_random: with ids that say nothing of their order.
    """
    found = list(rows)
    ids = random_ids(len(found)) if at_random else new_ids(len(found))
    values = [
        (row_id, response_id, one.question_id, one.choice_id, one.value, one.text)
        for row_id, (response_id, one) in zip(ids, found, strict=True)
    ]
    database.connection().cursor().executemany(
        "INSERT INTO survey_answer (id, response_id, question_id, choice_id, value, text) VALUES (?, ?, ?, ?, ?, ?)",
        values,
    )


def _write(response_id: int, rows: Sequence[Stored], *, at_random: bool = False) -> None:
    write_answers(((response_id, one) for one in rows), at_random=at_random)


def _who_answers(survey: Survey, member: Member | None) -> Member:
    if member is None:
        raise Invalid({"member": _("Say who answers.")})
    if response_of(survey, member) is not None:
        raise Invalid(
            {"member": _("{name} has answered already. Correct those answers instead.").format(name=member)}
        )
    return member


def _keep_untold(running: Running) -> None:
    running.censor = forget_forms


def forget_forms(document: Document) -> None:
    """Take out of a part of the history what forms without a name say, and their codes."""
    for name in _UNTOLD:
        document.pop(name, None)


def _spoken() -> str:
    return language()


def timeline_source(member_id: int, conventions: Conventions, _newest: int | None = None) -> Iterator[Entry]:
    """The surveys with names that a member answered, for the timeline."""
    del conventions
    query = SurveyResponse.select(SurveyResponse, Survey).join(Survey)
    for row in query.where(SurveyResponse.member == member_id, SurveyResponse.answered_on.is_null(False)):
        title = _("Answered “{survey}”").format(survey=row.survey.name)
        yield Entry(row.answered_on, _("Surveys"), title, about=frozenset({row.id}))
