"""Who is asked, the codes they get, and that nothing in the file pairs a code or an answer with a person."""

import datetime
import io
import json
import sqlite3
import zlib

import pytest
from pypdf import PdfReader

from assoc_desktop.association.records import present_season
from assoc_desktop.members.duplicates.following import what_follows
from assoc_desktop.members.duplicates.merging import merge
from assoc_desktop.members.erasing.documents.disclosure import disclosure
from assoc_desktop.members.erasing.rules.applying import erase
from assoc_desktop.members.erasing.rules.disclosing import held_on
from assoc_desktop.members.erasing.rules.planning import plan_erasing
from assoc_desktop.members.memberships import enrol
from assoc_desktop.members.records import Member
from assoc_desktop.members.rules import category_named, read_member
from assoc_desktop.members.telling import told_history
from assoc_desktop.refusals import Refused
from assoc_desktop.storage.database import database
from assoc_desktop.storage.history import Operation, operation
from assoc_desktop.storage.undoing import undo
from assoc_desktop.surveys.answering import save_response
from assoc_desktop.surveys.asking import (
    belonging_now,
    codes_drawn,
    invite,
    invited,
    of_season,
    plan_asking,
    population,
    take_back_asking,
)
from assoc_desktop.surveys.building import close_survey, open_survey, questions_of, the_survey
from assoc_desktop.surveys.listing import survey_rows
from assoc_desktop.surveys.records import SurveyAnswer, SurveyInvitation, SurveyResponse, SurveyToken
from assoc_desktop.surveys.tokens import ALPHABET, digest_of, draw_tokens, usable_token
from tests.surveys.conftest import make_survey


def set_member(member_id, **values):
    with operation("Change"):
        Member.update(**values).where(Member.id == member_id).execute()


def test_who_is_gone_is_not_asked(survey, make_members, today):
    ids = make_members(7)
    for member_id, values in zip(
        ids,
        (
            {"erased_on": today, "archived_on": today},
            {"deceased_on": today},
            {"archived_on": today},
            {"resigned_on": today},
            {"struck_off_on": today},
        ),
        strict=False,
    ):
        set_member(member_id, **values)
    invite(survey, ids[5:6], today)
    asking = plan_asking(survey, [*ids, *ids, 99], today)
    assert asking.ids == (ids[6],)
    assert list(asking.left_out.values()) == [
        "erased", "deceased", "archived", "resigned", "struck_off", "asked", "gone",
    ]  # fmt: skip


def test_the_invited_come_by_town_and_name(survey, make_members, today):
    ids = make_members(4)
    assert invite(survey, ids, today).ids
    assert invited(survey) == [ids[1], ids[3], ids[0], ids[2]]
    assert {row.given_on for row in SurveyInvitation.select()} == {today}
    undo(Operation.select().order_by(Operation.id.desc()).first().id)
    assert invited(survey) == []


def test_all_of_a_season_and_all_who_belong(survey, make_members, today):
    ids = make_members(3)
    enrol(ids[:2], present_season(today), category_named("Individual"))
    assert of_season(present_season(today).id) == sorted(ids[:2])
    assert sorted(belonging_now(today)) == sorted(ids[:2]) == sorted(population(survey, today))
    invite(survey, ids[2:], today)
    assert population(survey, today) == ids[2:]


def test_taken_off_as_long_as_no_codes_are_printed_and_nobody_answered(file, make_members, today):
    ids = make_members(3)
    named, token = make_survey("N", "named"), make_survey("T", "token")
    for survey in (named, token):
        invite(survey, ids, today)
        assert take_back_asking(survey, ids[:1]) == 1
        open_survey(survey, today)
    SurveyResponse.create(survey=named, member=ids[1])
    with pytest.raises(Refused, match="Who answered was asked"):
        take_back_asking(named, ids)
    draw_tokens(the_survey(token), 2)
    with pytest.raises(Refused, match="Nobody is taken off"):
        take_back_asking(token, ids)
    close_survey(named, today)
    with pytest.raises(Refused, match="Open it again"):
        invite(named, ids, today)


def test_the_list_of_surveys(file, make_members, today):
    make_survey("Draft")
    closed, opened = make_survey("Closed"), make_survey("Open", "token")
    for survey in (closed, opened):
        open_survey(survey, today)
    close_survey(closed, today + datetime.timedelta(1))
    invite(opened, make_members(3), today)
    draw_tokens(the_survey(opened), 3)
    SurveyResponse.create(survey=opened)
    rows = survey_rows()
    assert [(row.name, row.asked, row.answered, row.codes, row.rate) for row in rows] == [
        ("Open", 3, 1, 3, 33), ("Draft", 0, 0, 0, None), ("Closed", 0, 0, 0, None),
    ]  # fmt: skip
    assert (rows[2].closed_on - today).days == 1
    assert rows[0].questions == 8


# Codes


def test_a_code_is_used_once_however_it_is_typed(file, today):
    survey = make_survey(mode="token")
    with pytest.raises(Refused, match="open survey"):
        draw_tokens(survey, 1)
    survey = open_survey(survey, today)
    first, second = draw_tokens(survey, 2)
    token = usable_token(survey, f"  {first.lower().replace('-', ' ')}")
    assert token.digest == digest_of(first)
    SurveyToken.update(used=True).where(SurveyToken.id == token.id).execute()
    with pytest.raises(Refused, match="used already"):
        usable_token(survey, first)
    with pytest.raises(Refused, match="none of this survey"):
        usable_token(survey, "AAAA-AAAA-AAAA")
    (third,) = draw_tokens(survey, 1, anew=True)
    with pytest.raises(Refused, match="none of this survey"):
        usable_token(survey, second)
    assert usable_token(survey, third)
    assert codes_drawn(survey) == 2
    assert set("".join(first.split("-"))) <= set(ALPHABET)


def raw(path):
    """Every row of every table, and every document of the history, as another program reads them."""
    connection = sqlite3.connect(path)
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    rows = {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in tables}
    documents = [
        json.loads(zlib.decompress(row[0])) for row in connection.execute("SELECT document FROM history_part")
    ]
    connection.close()
    return rows, documents


# Erasing, and bringing together


def test_who_was_asked_twice_was_asked_once(survey, make_members, today, conventions):
    keep, other = make_members(2)
    invite(survey, [keep, other], today)
    merge(keep, other, read_member(keep), today=today, conventions=conventions)
    assert invited(survey) == [keep]


def test_of_who_is_erased_the_ticks_stay_and_the_words_go(file, make_members, today):
    ids = make_members(2)
    survey = open_survey(make_survey(mode="named"), today)
    invite(survey, ids, today)
    rated, *_others, written = questions_of(survey)
    for member_id, words in zip(ids, ("Zyzzyva was first", "Quokka is here"), strict=True):
        with operation("Answer"):
            response = SurveyResponse.create(survey=survey, member=member_id, answered_on=today)
            SurveyAnswer.create(response=response, question=rated.id, value=4)
            answer = SurveyAnswer.create(response=response, question=written.id, text="Axolotl, at first")
        with operation("Correct"):
            answer.text = words
            answer.save()
    erase(ids[:1], today=today)
    assert [(row.value, row.text) for row in SurveyAnswer.select().order_by(SurveyAnswer.id)] == [
        (4, ""), (4, ""), (None, "Quokka is here"),
    ]  # fmt: skip
    assert [(row.member_id, row.answered_on) for row in SurveyResponse.select().order_by(SurveyResponse.id)] == [
        (ids[0], None), (ids[1], today),
    ]  # fmt: skip
    path = file.path
    file.close()
    _rows, documents = raw(path)
    told = json.dumps(documents)
    assert "Zyzzyva" not in told
    assert "Quokka" in told
    assert told.count("Axolotl") == 2
    assert b"Zyzzyva" not in path.read_bytes()


def test_a_name_in_an_answer_is_found(file, make_members, save, today, conventions):
    ids = make_members(1)
    zaina = save(family_name="Kwitcheu", given_name="Zaïnabou")
    survey = open_survey(make_survey(mode="named"), today)
    with operation("Answer"):
        response = SurveyResponse.create(survey=survey, member=ids[0])
        SurveyAnswer.create(
            response=response, question=questions_of(survey)[-1].id, text="Thanks to Zaïnabou Kwitcheu!"
        )
    plan = plan_erasing(zaina, today=today, conventions=conventions)
    (mention,) = plan.mentions
    assert (mention.where, mention.kind) == ("An answer to a survey", "text")
    erase([zaina], today=today, mentions=[mention.key])
    assert "Kwitcheu" not in SurveyAnswer.get().text


def test_what_was_answered_with_a_name_is_disclosed(file, make_members, today):
    (member_id,) = make_members(1)
    survey = open_survey(make_survey(mode="named"), today)
    invite(survey, [member_id], today)
    questions = questions_of(survey)
    with operation("Answer"):
        response = SurveyResponse.create(survey=survey, member=member_id, answered_on=today)
        SurveyAnswer.create(response=response, question=questions[0].id, value=4)
        several = questions[2]
        SurveyAnswer.create(response=response, question=several.id, choice=several.choices[1].id)
        SurveyAnswer.create(response=response, question=questions[-1].id, text="More tea")
    pages = PdfReader(io.BytesIO(disclosure(held_on(member_id, today=today), "en"))).pages
    text = " ".join("\n".join(page.extract_text() for page in pages).split())
    for words in (
        "Asked in surveys", "Joining 2026", "A1 How was joining?", "A3 What do you use?", "Loans", "More tea", "14/05/2026",
    ):  # fmt: skip
        assert words in text, words
    assert "survey_" not in text


@pytest.mark.parametrize("later_of_kept", [True, False])
def test_of_who_answered_twice_the_later_answers_stay(file, make_members, today, conventions, later_of_kept):
    keep, other = make_members(2)
    survey = open_survey(make_survey(mode="named"), today)
    late, early = (keep, other) if later_of_kept else (other, keep)
    for member_id, day, stars in ((late, today, "5"), (early, today - datetime.timedelta(7), "1")):
        save_response(survey, {"A1": stars}, member=Member.get_by_id(member_id), today=day)
    pair = Member.get_by_id(keep), Member.get_by_id(other)
    assert what_follows(*pair, read_member(keep), conventions)[1:] == [
        "Both answered “Joining 2026”: what was said on 14/05/2026 stays, what was said on 07/05/2026 goes."
    ]
    before = rows_of_answers()
    merge(keep, other, read_member(keep), today=today, conventions=conventions)
    merged = Operation.select().order_by(Operation.id.desc()).first()
    assert [(row.member_id, row.answered_on) for row in SurveyResponse.select()] == [(keep, today)]
    assert [row.value for row in SurveyAnswer.select()] == [5]
    assert "Answers to the survey “Joining 2026” removed" in told_history(keep, conventions)[0].lines
    after = rows_of_answers()
    undo(merged.id)
    assert rows_of_answers() == before
    undo(Operation.select().order_by(Operation.id.desc()).first().id)
    assert rows_of_answers() == after


def test_what_only_the_other_answered_follows(file, make_members, today, conventions):
    keep, other = make_members(2)
    survey = open_survey(make_survey(mode="named"), today)
    save_response(survey, {"A1": "4"}, member=Member.get_by_id(other), today=today)
    pair = Member.get_by_id(keep), Member.get_by_id(other)
    assert what_follows(*pair, read_member(keep), conventions)[1:] == [
        "What was answered to “Joining 2026” follows."
    ]
    merge(keep, other, read_member(keep), today=today, conventions=conventions)
    assert [row.member_id for row in SurveyResponse.select()] == [keep]
    assert SurveyAnswer.select().count() == 1


def rows_of_answers():
    """All that was answered, as it stands in the file."""
    return [
        database.execute_sql(f"SELECT * FROM {name} ORDER BY 1").fetchall()
        for name in ("survey_response", "survey_answer")
    ]
