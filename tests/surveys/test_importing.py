"""Answers from a list: what is wrong is told by line and column, and all that is right comes in as one operation."""

from __future__ import annotations

import datetime

import pytest

from assoc_desktop.exchange.opening import open_table
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.rules import save_member
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.storage.database import database
from assoc_desktop.storage.history import HistoryPart, last_undoable, recent_operations
from assoc_desktop.storage.undoing import undo
from assoc_desktop.surveys.answering import answers_of, save_response, take_back_forms
from assoc_desktop.surveys.building import close_survey
from assoc_desktop.surveys.importing import plan_import, take_in
from assoc_desktop.surveys.records import SurveyAnswer, SurveyResponse, SurveyToken
from assoc_desktop.surveys.tokens import draw_tokens
from tests.conftest import TODAY
from tests.surveys.samples import open_sample

SAY = Conventions("en", "CM", "XAF")


@pytest.fixture
def plan_of(tmp_path):
    def plan(survey, text, encoding="utf-8"):
        path = tmp_path / "answers.csv"
        path.write_bytes(text.encode(encoding))
        return plan_import(survey, open_table(path), SAY)

    return plan


def test_a_list_comes_in_as_one_operation(file, plan_of):
    survey = open_sample()
    text = (
        "Time;A1 How good?;a2;A3;A4;A5;B1;B2;B3\n"
        "10:05;5;Student;oui;1,3;10;12,5;2026-03-01;très bien\n"
        "10:06;1;1;n;2;0;3;03/03/2026;\n"
        ";;;;;;;;\n"
    )
    plan = plan_of(survey, text, "cp1252")
    assert (plan.passed_over, plan.faults, [form.line for form in plan.forms]) == (["Time"], [], [2, 3])
    before = len(recent_operations())
    taken = take_in(survey, plan.forms, today=TODAY)
    assert len(recent_operations()) == before + 1
    assert str(recent_operations(1)[0]) == "Take in 2 forms of “Joining”"
    found = [answers_of(row, SAY) for row, _code in taken]
    assert {
        "A1": "5",
        "A2": "2",
        "A3": "y",
        "A4": "1, 3",
        "A5": "10",
        "B1": "12.5",
        "B2": "01/03/2026",
        "B3": "très bien",
    } in found
    assert {"A1": "1", "A2": "1", "A3": "n", "A4": "2", "A5": "0", "B1": "3", "B2": "03/03/2026"} in found


def test_nothing_of_a_list_without_names_is_in_the_history_nor_in_its_order(file, plan_of):
    survey = open_sample()
    lines = "".join(f"3,words {n}\n" for n in range(30))
    taken = take_in(survey, plan_of(survey, "A1,B3\n" + lines).forms, today=TODAY)
    for order in ("id", "response_id"):
        texts = [
            row[0]
            for row in database.execute_sql(
                f"SELECT text FROM survey_answer WHERE text != '' ORDER BY {order}"
            )
        ]
        assert sorted(texts) != texts and texts != [f"words {n}" for n in range(30)]
    mine = recent_operations(1)[0]
    assert not mine.undoable
    assert not HistoryPart.select().where(HistoryPart.operation == mine).exists()
    take_back_forms(taken)
    assert SurveyResponse.select().count() == SurveyAnswer.select().count() == 0
    with pytest.raises(Refused, match="no longer there"):
        take_back_forms(taken)


def test_faults_are_told_by_line_and_column(file, plan_of):
    survey = open_sample()
    plan = plan_of(survey, "A1,A3,A5\n9,y,4\n3,perhaps,11\n,y,\n4,n,10\n")
    assert [(one.line, one.column) for one in plan.faults] == [(2, "A1"), (3, "A3"), (3, "A5"), (4, "A1")]
    assert plan.faults[0].said == "Type a number from 1 to 5."
    assert [form.line for form in plan.forms] == [5]
    assert SurveyResponse.select().count() == 0


def test_a_list_that_has_nothing_of_the_survey_is_refused(file, plan_of):
    survey = open_sample()
    with pytest.raises(Refused, match="Name the columns by their codes: A1, A2"):
        plan_of(survey, "name,town\nAwa,Douala\n")
    with pytest.raises(Refused, match="needs a column “code”"):
        plan_of(open_sample("token", "With codes"), "A1\n3\n")
    close_survey(survey, TODAY)
    with pytest.raises(Refused, match="is closed"):
        plan_of(survey, "A1\n3\n")


def test_codes_serve_once(file, plan_of):
    survey = open_sample("token")
    first, second, third = draw_tokens(survey, 3)
    save_response(survey, {"A1": "3"}, code=third, today=TODAY)
    plan = plan_of(survey, f"code,A1\n{first},1\n{first.lower()},2\n{third},3\nNONE,4\n,5\n{second},5\n")
    assert [(one.line, one.column) for one in plan.faults] == [
        (3, "code"),
        (4, "code"),
        (5, "code"),
        (6, "code"),
    ]
    taken = take_in(survey, plan.forms, today=TODAY)
    assert SurveyToken.select().where(SurveyToken.used).count() == 3
    with pytest.raises(Invalid, match=r"Line 2: .*used already"):
        take_in(survey, plan.forms, today=TODAY)
    take_back_forms(taken)
    assert SurveyToken.select().where(SurveyToken.used).count() == 1


def test_with_names_members_are_known_by_their_number(file, plan_of):
    from assoc_desktop.association.records import Season
    from assoc_desktop.members.memberships import proposed_membership, save_membership
    from assoc_desktop.members.records import Category, Member

    survey, numbers = open_sample("named"), []
    category = next(row for row in Category.select() if row.applies_to != "institution")
    for n in range(2):
        member = save_member(MemberData(family_name=f"P{n}", joined_on=TODAY), today=TODAY, conventions=SAY)
        save_membership(member.id, proposed_membership(Season.get(), category))
        numbers.append(Member.get_by_id(member.id).number)
    plan = plan_of(survey, f"Number,A1\n{numbers[0]},1\n{numbers[0]},2\nX-1,3\n{numbers[1].lower()},5\n")
    assert [(one.line, one.column) for one in plan.faults] == [(3, "number"), (4, "number")]
    take_in(survey, plan.forms, today=TODAY)
    assert SurveyResponse.select().where(SurveyResponse.answered_on == TODAY).count() == 2
    with pytest.raises(Invalid, match="answered already"):
        take_in(survey, plan.forms, today=datetime.date(2026, 6, 1))
    undo(last_undoable().id)
    assert SurveyResponse.select().count() == 0
