"""Paper forms typed in with the keyboard alone, by real keys in a window."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from assoc_desktop.members.data import MemberData
from assoc_desktop.members.rules import save_member
from assoc_desktop.storage.database import database
from assoc_desktop.surveys.answering import answers_of, save_response
from assoc_desktop.surveys.building import (
    Question,
    Section,
    close_survey,
    new_survey,
    open_survey,
)
from assoc_desktop.surveys.forms import answer_line
from assoc_desktop.surveys.forms.entry import EntryPage
from assoc_desktop.surveys.records import SurveyAnswer, SurveyResponse, SurveyToken
from assoc_desktop.surveys.tokens import draw_tokens
from tests.conftest import TODAY
from tests.screens import (
    answer,
    button,
    click,
    labels_that_read_markup,
    press,
    show_page,
    texts_shown,
    type_text,
)
from tests.surveys.samples import form, open_sample

KEYS = {"A1": 1, "A2": 1, "A3": 1, "A5": 1}
ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab


@pytest.fixture
def page_of(desk, qtbot):
    def make(survey):
        page = EntryPage(desk, survey.id)
        show_page(qtbot, page)
        page.take_keyboard()
        return page

    return make


def key_in(page, text):
    """Type on whatever has the keyboard."""
    for sign in text:
        QTest.keyClick(QApplication.focusWidget(), sign)


def type_form(page, typed):
    """One form as a person types it: keys that go on by themselves, Enter or Tab after the others."""
    for code, line in page.lines.items():
        assert QApplication.focusWidget() is line, code
        said = typed.get(code, "")
        key_in(page, said)
        if list(page.lines)[-1] == code:
            press(line, ENTER)
        elif QApplication.focusWidget() is line:
            press(line, TAB if code in ("A5", "B1") else ENTER)


def counted(survey):
    """Code → how often each answer was given, by its typed form."""
    rows = database.execute_sql(
        "SELECT code, coalesce(position_of, value, text) FROM (SELECT q.code, a.value, a.text,"
        " (SELECT position FROM survey_choice WHERE id = a.choice_id) AS position_of"
        " FROM survey_answer a JOIN survey_question q ON q.id = a.question_id WHERE q.survey_id = ?)",
        (survey.id,),
    )
    return Counter((code, str(value)) for code, value in rows)


def test_sixty_paper_forms_are_typed_in(page_of):
    survey = open_sample()
    page = page_of(survey)
    chance = random.Random(3)
    forms = [form(chance) for _n in range(60)]
    for typed in forms:
        type_form(page, typed)
    assert SurveyResponse.select().count() == 60
    assert page.side.count.text() == "60 forms"
    assert len(page.recent) == 10
    expected: Counter = Counter()
    for typed in forms:
        for code, said in typed.items():
            for one in said if code == "A4" else [said]:
                if code == "A3":
                    one = {"y": "1", "n": "0"}[one]
                if code == "B2":
                    one = "-".join(reversed(one.split("/")))
                expected[code, one] += 1
    assert counted(survey) == expected


def test_one_key_answers_and_goes_on(page_of):
    page = page_of(open_sample())
    lines = page.lines
    key_in(page, "7x4")
    assert lines["A1"].text() == "4" and QApplication.focusWidget() is lines["A2"]
    key_in(page, "2y13")
    assert QApplication.focusWidget() is lines["A4"]
    press(lines["A4"], ENTER)
    key_in(page, "10")
    assert lines["A5"].text() == "10" and QApplication.focusWidget() is lines["B1"]
    press(lines["B1"], TAB, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is lines["A5"]
    key_in(page, "7")
    assert lines["A5"].text() == "7" and QApplication.focusWidget() is lines["B1"]
    press(lines["B1"], Qt.Key.Key_Up)
    assert QApplication.focusWidget() is lines["A5"]
    key_in(page, "1")
    assert QApplication.focusWidget() is lines["A5"]
    press(lines["A5"], Qt.Key.Key_Down)
    assert QApplication.focusWidget() is lines["B1"]


def test_a_key_that_cannot_belong_to_the_answer_answers_the_next_question(file, page_of):
    asked = (
        Question("recommend", "First", ""),
        Question("rating", "Second", ""),
        Question("rating", "Third", ""),
    )
    survey = open_survey(new_survey("Short", "anonymous", sections=[Section("S", "S", asked)]), TODAY)
    page = page_of(survey)
    key_in(page, "15")
    assert [line.text() for line in page.lines.values()] == ["1", "5", ""]
    key_in(page, "34")
    assert [line.text() for line in page.lines.values()] == ["1", "5", "3"]
    press(QApplication.focusWidget(), ENTER)
    assert counted(survey) == Counter({("A1", "1"): 1, ("A2", "5"): 1, ("A3", "3"): 1})


def test_yes_and_no_are_o_and_n_in_french(page_of, monkeypatch):
    words = {"y": "o"}
    monkeypatch.setattr(answer_line, "_", lambda text: words.get(text, text))
    page = page_of(open_sample())
    for keys, shown in (("o", "o"), ("n", "n"), ("y", "o")):
        page.lines["A3"].setFocus()
        key_in(page, keys)
        assert page.lines["A3"].text() == shown
        assert QApplication.focusWidget() is page.lines["A4"]


def test_what_is_wrong_is_said_beside_its_question(page_of):
    survey = open_sample()
    page = page_of(survey)
    press(page.lines["A1"], ENTER)
    assert QApplication.focusWidget() is page.lines["A1"]
    assert any("has to be answered" in text for text in texts_shown(page))
    key_in(page, "-")
    page.lines["B2"].setFocus()
    key_in(page, "soon")
    page.lines["B4"].setFocus()
    press(page.lines["B4"], ENTER)
    assert SurveyResponse.select().count() == 0
    assert QApplication.focusWidget() is page.lines["B2"]
    assert any("“soon” is not a date" in text for text in texts_shown(page))
    page.lines["B2"].clear()
    assert page.save_now()
    assert SurveyAnswer.select().count() == 0


def test_a_form_taken_back_frees_its_code_and_stands_to_be_corrected(page_of):
    survey = open_sample("token")
    codes = draw_tokens(survey, 2)
    page = page_of(survey)
    key_in(page, "WRONG")
    press(page.code, ENTER)
    assert any("none of this survey" in text for text in texts_shown(page))
    for code, rating in zip(codes, "24", strict=True):
        type_text(page.code, "")
        page.code.setFocus()
        page.code.selectAll()
        key_in(page, code.lower())
        press(page.code, ENTER if rating == "2" else Qt.Key.Key_Down)
        assert QApplication.focusWidget() is page.lines["A1"]
        key_in(page, rating)
        page.lines["B4"].setFocus()
        press(page.lines["B4"], ENTER)
    assert SurveyToken.select().where(SurveyToken.used).count() == 2
    page.undo(page.recent[1])
    assert SurveyToken.select().where(SurveyToken.used).count() == 1
    assert (page.code.text(), page.answers()) == (codes[0].lower(), {"A1": "2"})
    assert page.side.count.text() == "1 form"
    assert page.save_now()
    assert SurveyToken.select().where(SurveyToken.used).count() == 2


def test_with_names_who_answered_is_searched_first_and_may_correct(page_of, desk, qtbot):
    survey = open_sample("named")
    member = save_member(
        MemberData(family_name="Abanda", given_name="Zoé"), today=TODAY, conventions=desk.conventions
    )
    page = page_of(survey)
    assert QApplication.focusWidget() is page.who.line
    key_in(page, "abanda")
    press(page.who.line, ENTER)
    qtbot.waitUntil(lambda: page.member_id == member.id)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is page.lines["A1"])
    key_in(page, "3")
    assert page.save_now()
    (response,) = SurveyResponse.select()
    assert (response.member_id, response.answered_on) == (member.id, TODAY)
    assert page.recent[0].name == "Zoé Abanda"
    page.who.found.emit(member.id, "")
    assert page.lines["A1"].text() == "3"
    page.lines["A1"].setFocus()
    key_in(page, "5")
    assert page.save_now()
    assert answers_of(response.id, desk.conventions) == {"A1": "5"}
    qtbot.wait(1)
    click(button(page, "Undo"))
    assert SurveyResponse.select().count() == 0
    assert page.member_id == member.id


@pytest.mark.parametrize("mode", ["anonymous", "token"])
def test_a_draft_holds_the_answers_and_nothing_else(page_of, mode, qtbot):
    survey = open_sample(mode)
    page = page_of(survey)
    if page.code is not None:
        page.code.setText(draw_tokens(survey, 1)[0])
    page._timer.setInterval(1)
    page.lines["A1"].setFocus()
    key_in(page, "4")
    qtbot.waitUntil(lambda: page._draft.read() is not None)
    assert page._draft.read()[0] == {"answers": {"A1": "4"}, "member": None}
    again = page_of(survey)
    assert again.answers() == {"A1": "4"}
    assert any("typed before" in text for text in texts_shown(again))
    texts = answer("Discard")
    assert again.may_leave() and texts
    assert again._draft.read() is None


def test_nothing_is_taken_in_when_the_survey_was_closed_meanwhile(page_of):
    survey = open_sample()
    page = page_of(survey)
    key_in(page, "4")
    close_survey(survey, TODAY)
    assert not page.save_now()
    assert any("is closed" in text for text in texts_shown(page))
    assert page.answers() == {"A1": "4"}
    closed = page_of(survey)
    assert not closed.save_button.isEnabled()


def test_questions_are_shown_as_they_are_written(file, page_of):
    sections = [Section("<b>S</b>", "", (Question("text", "<img src=x> & {n} %s", ""),))]
    survey = open_survey(new_survey("<b>Name</b>", "anonymous", sections=sections), TODAY)
    save_response(survey, {"A1": "x"}, today=TODAY)
    page = page_of(survey)
    assert labels_that_read_markup(page, "<") == []
    assert "<img src=x> & {n} %s" in texts_shown(page)
