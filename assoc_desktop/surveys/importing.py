"""Answers from a list: one line for each form, one column for each question, named by its code.

Besides the codes there may be a column “code” with the code of the form, or “number” with the member's number. Every other
column is passed over and named: a list from elsewhere may hold names and times that an anonymous survey must not know.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from assoc_desktop.exchange.tables import Cell, Table, text_of
from assoc_desktop.exchange.values import decimal_sign, parse_number
from assoc_desktop.language import N_, _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.language.folding import fold
from assoc_desktop.members.records import FormerNumber, Member
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.storage.database import database
from assoc_desktop.storage.history import operation
from assoc_desktop.storage.ids import new_ids
from assoc_desktop.surveys.answering import (
    LEFT_OPEN,
    Stored,
    check_open,
    code_problem,
    forget_forms,
    read_answer,
    write_answers,
)
from assoc_desktop.surveys.building import Question, questions_of, the_survey
from assoc_desktop.surveys.records import Survey, SurveyResponse
from assoc_desktop.surveys.tokens import digest_of, random_ids

#: What the column of the form's code, or of the member's number, may be called.
CODES = {"code", "token", "code du formulaire"}
NUMBERS = {"number", "member number", "numero", "numero de membre"}
_TELL_EVERY = 200
Progress = Callable[[int, int], object]


@dataclass(frozen=True)
class Fault:
    """What is wrong in one cell of the list: its line in the file, its column, a sentence."""

    line: int
    column: str
    said: str


@dataclass(frozen=True)
class Form:
    """One line of the list that can be taken in."""

    line: int
    rows: tuple[Stored, ...]
    member_id: int | None = None
    code: str = ""


@dataclass
class Plan:
    """What a list would bring: forms that can be taken in, faults of the others, columns passed over."""

    forms: list[Form] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def plan_import(
    survey: Survey | int, table: Table, conventions: Conventions, *, progress: Progress | None = None
) -> Plan:
    """Look what a list would bring; nothing is written. A line with a fault is left out whole.

    Raises:
        Refused: the survey takes no answers, or the list has no column of it.
    """
    record = the_survey(survey)
    check_open(record)
    reader = _Reader(record, table.headings, conventions)
    reader.learn(table)
    plan = Plan(passed_over=reader.passed_over, notes=list(table.notes))
    for done, row in enumerate(table.rows):
        if progress and done % _TELL_EVERY == 0:
            progress(done, len(table.rows))
        found = [Fault(row.line, "", row.problem)] if row.problem else []
        form = reader.form(row.line, row.cells, found)
        if found:
            plan.faults += found
        elif form is not None:
            plan.forms.append(form)
    return plan


def take_in(survey: Survey | int, forms: Iterable[Form], *, today: datetime.date) -> list[tuple[int, str]]:
    """Take the forms of a list in, all of them or none.

    Returns:
        Id and code of each, with which they can be taken back (`answering.take_back_forms`).

    Raises:
        Invalid: a code was used, or a member answered, since the list was looked at.
        Refused: the survey takes no answers now.
    """
    record, forms = the_survey(survey), list(forms)
    check_open(record)
    is_named = record.mode == "named"
    one, many = N_("Take in a form of “{survey}”"), N_("Take in {n} forms of “{survey}”")
    label = one if len(forms) == 1 else many
    with operation(label, n=len(forms), survey=record.name, undoable=is_named) as running:
        _check_again(record, forms)
        if not is_named:
            running.censor = forget_forms
            # Drawn anew: neither the order of the list nor that of the ids says which form was which.
            forms = random.SystemRandom().sample(forms, len(forms))
        ids = list(new_ids(len(forms))) if is_named else random_ids(len(forms))
        pairs = list(zip(ids, forms, strict=True))
        database.connection().cursor().executemany(
            "INSERT INTO survey_response (id, survey_id, member_id, answered_on, language) VALUES (?, ?, ?, ?, '')",
            [(row_id, record.id, form.member_id, today if is_named else None) for row_id, form in pairs],
        )
        if record.mode == "token":
            database.connection().cursor().executemany(
                "UPDATE survey_token SET used = 1 WHERE digest = ?",
                [(digest_of(form.code),) for form in forms],
            )
        write_answers(((row_id, one) for row_id, form in pairs for one in form.rows), at_random=not is_named)
    return [(row_id, form.code) for row_id, form in pairs]


def _check_again(survey: Survey, forms: Iterable[Form]) -> None:
    answered = _answered(survey)
    for form in forms:
        said = code_problem(survey, form.code) if survey.mode == "token" else ""
        if form.member_id in answered:
            said = _("This member has answered already.")
        if said:
            raise Invalid({f"line {form.line}": _("Line {line}: {said}").format(line=form.line, said=said)})


def _answered(survey: Survey) -> set[int]:
    query = SurveyResponse.select(SurveyResponse.member_id).where(SurveyResponse.survey == survey)
    return {row[0] for row in query.tuples() if row[0] is not None}


class _Reader:
    """Reads lines by their headings."""

    def __init__(self, survey: Survey, headings: list[str], conventions: Conventions) -> None:
        self._survey, self._headings, self._conventions = survey, headings, conventions
        questions = {question.code.casefold(): question for question in questions_of(survey)}
        self._columns: dict[int, Question] = {}
        self._signs: dict[str, str] = {}
        self._key: int | None = None
        self.passed_over: list[str] = []
        keys = {"token": CODES, "named": NUMBERS}.get(survey.mode, set())
        for place, heading in enumerate(headings):
            # A heading may say the question after its code: “A1 How was it?”.
            code = heading.split()[0].strip(".:·").casefold() if heading.split() else ""
            question = questions.pop(heading.strip().casefold(), None) or questions.pop(code, None)
            if question is not None:
                self._columns[place] = question
            elif fold(heading) in keys and self._key is None:
                self._key = place
            else:
                self.passed_over.append(heading)
        self._missing = list(questions.values())
        if not self._columns:
            raise Refused(
                _(
                    "No column of this list is called like a question. Name the columns by their codes: {codes}."
                ).format(codes=", ".join(question.code for question in self._missing[:6]))
            )
        if keys and self._key is None:
            raise Refused(_("This list needs a column “{name}”.").format(name=_key_name(survey)))
        self._members = _members() if survey.mode == "named" else {}
        self._taken: set[Any] = set(_answered(survey))

    def learn(self, table: Table) -> None:
        """Look how each column of numbers writes its decimals."""
        for place, question in self._columns.items():
            if question.kind == "number":
                self._signs[self._headings[place]] = decimal_sign(row.cells[place] for row in table.rows)

    def form(self, line: int, cells: list[Cell], faults: list[Fault]) -> Form | None:
        """The form of a line; what is wrong is added to the faults."""
        if not any(text_of(cell) for cell in cells):
            return None
        rows: list[Stored] = []
        for place, question in self._columns.items():
            rows += self._answer(line, self._headings[place], question, cells[place], faults)
        for question in self._missing:
            rows += self._answer(line, question.code, question, "", faults)
        key = text_of(cells[self._key]) if self._key is not None else ""
        member_id, problem = self._who(key)
        if problem:
            faults.append(Fault(line, _key_name(self._survey), problem))
        code = key if self._survey.mode == "token" else ""
        if not faults and (member_id or code):
            self._taken.add(member_id or digest_of(code))
        return Form(line, tuple(rows), member_id, code)

    def _answer(
        self, line: int, column: str, question: Question, cell: Cell, faults: list[Fault]
    ) -> list[Stored]:
        typed: Any = text_of(cell) if isinstance(cell, (str, float)) else cell
        try:
            if question.kind == "number" and isinstance(typed, str) and typed != LEFT_OPEN:
                # Lists come from other countries' programs: the column tells its decimal sign.
                typed = parse_number(typed, decimal=self._signs.get(column, ","))
            return read_answer(question, typed, self._conventions)
        except Refused as refusal:
            faults.append(Fault(line, column, str(refusal)))
            return []

    def _who(self, key: str) -> tuple[int | None, str]:
        """The member of a line, and what is wrong with its number or code."""
        if self._survey.mode == "token":
            if digest_of(key) in self._taken:
                return None, _("This code stands in an earlier line already.")
            return None, code_problem(self._survey, key)
        if self._survey.mode != "named":
            return None, ""
        member_id = self._members.get(key.upper())
        if member_id is None:
            return None, _("No member has the number {number}.").format(number=key or "—")
        if member_id in self._taken:
            return None, _("This member has answered already.")
        return member_id, ""


def _members() -> Mapping[str, int]:
    """Number → member, former numbers included."""
    former = {
        str(number).upper(): member
        for number, member in FormerNumber.select(FormerNumber.number, FormerNumber.member_id).tuples()
    }
    present = Member.select(Member.number, Member.id).where(Member.number.is_null(False)).tuples()
    return former | {str(number).upper(): member for number, member in present}


def _key_name(survey: Survey) -> str:
    return _("code") if survey.mode == "token" else _("number")
