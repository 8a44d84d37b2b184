"""What `check` finds of surveys, actions, benefits and listening: each fault put in past the rules."""

from datetime import timedelta

import pytest

from assoc_desktop.actions.rules import ActionData, save_action
from assoc_desktop.association.records import Season
from assoc_desktop.benefits.catalogue import BenefitData, save_benefit
from assoc_desktop.benefits.records import ReviewItem, ReviewRound, SolidarityRequest
from assoc_desktop.benefits.uses import record_use, reverse_use
from assoc_desktop.checks import find_faults
from assoc_desktop.listening.conversations import (
    Assessment,
    ConversationData,
    assess_conversation,
    save_conversation,
)
from assoc_desktop.listening.prospects.moving import ProspectData, add_prospect
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.erasing.rules.applying import erase
from assoc_desktop.members.memberships import proposed_membership, save_membership
from assoc_desktop.members.records import Category, Member, Membership
from assoc_desktop.storage.database import database
from assoc_desktop.surveys.answering import save_response
from assoc_desktop.surveys.building import open_survey
from assoc_desktop.surveys.tokens import draw_tokens
from assoc_desktop.treasury.accounts import start_chart
from assoc_desktop.treasury.records import Account
from tests.members.conftest import conventions, file, founded, save
from tests.surveys.conftest import make_survey

__all__ = ("conventions", "file", "founded", "save")

ANSWERS = {
    "A1": "4",
    "A2": "y",
    "A3": "1, 3",
    "B1": "9",
    "B2": "2",
    "B3": "12",
    "B4": "01/02/2020",
    "B5": "x",
}


@pytest.fixture
def everything(save, today, conventions):
    """A file in which all features have rows, and nothing is wrong: ids by name."""
    start_chart("ohada")
    awa, ben = save(family_name="Awa"), save(family_name="Ben")
    for each in (awa, ben):
        save_membership(each, proposed_membership(Season.get(), Category.get()))
    named, coded = (
        open_survey(make_survey(name, mode), today) for name, mode in (("Named", "named"), ("Coded", "token"))
    )
    for each in (awa, ben):
        save_response(named, ANSWERS, member=Member.get_by_id(each), today=today)
    save_response(coded, ANSWERS, code=draw_tokens(coded, 2)[0], today=today)
    entitled = {category.id: 2 for category in Category.select()}
    benefit = save_benefit(BenefitData("Loan", needs_dues=False), categories=entitled)
    record_use(benefit.id, awa, today=today, say=conventions)
    use = record_use(benefit.id, awa, today=today, say=conventions)
    reverse_use(use.id, "lost", on=today)
    record_use(benefit.id, ben, today=today, say=conventions, beyond="kept only where it is needed")
    season = Season.get()
    review = ReviewRound.create(name="Review", season=season, opened_on=today)
    ReviewItem.create(round=review, benefit=benefit, decision="keep", decided_on=today)
    SolidarityRequest.create(
        member=awa,
        season=season,
        kind="remote",
        asked_on=today,
        granted=5,
        decided_on=today,
        account=Account.get(),
        membership=Membership.get(Membership.member == awa),
    )
    zaina = MemberData(family_name="Zaina")
    add_prospect(zaina, ProspectData("x", awa, "call", today), today=today, conventions=conventions)
    said = ConversationData(awa, "", "member", today, "Ada", "visit", "words", 3, season.id, "cost")
    kept = save_conversation(said, today=today, follow_up=ActionData("Write to her", "Ada", today))
    assess_conversation(kept.id, Assessment("value", today, "Ada", "why"), today=today)
    save_action(ActionData("Order cakes"))
    return {"awa": awa, "ben": ben}


FAULTS = (
    # Surveys
    ("UPDATE survey SET mode = 'secret' WHERE name = 'Named'", "Surveys of a kind that this program does not know: Named."),
    ("UPDATE survey_question SET kind = 'poem' WHERE code = 'B5' AND survey_id = (SELECT id FROM survey WHERE name = 'Named')", "Questions of surveys of a kind that this program does not know, or outside their survey: Named B5."),
    ("UPDATE survey_answer SET value = 6 WHERE value = 4", "Answers that do not fit their questions: Coded A1, Named A1."),
    ("UPDATE survey_answer SET value = 11 WHERE value = 9", "Answers that do not fit their questions: Coded B1, Named B1."),
    ("UPDATE survey_answer SET value = 2 WHERE value = 1", "Answers that do not fit their questions: Coded A2, Named A2."),
    ("UPDATE survey_answer SET text = 'twelve' WHERE text = '12'", "Answers that do not fit their questions: Coded B3, Named B3."),
    ("UPDATE survey_answer SET text = '2020-02-31' WHERE text LIKE '2020%'", "Answers that do not fit their questions: Coded B4, Named B4."),
    ("UPDATE survey_answer SET text = '' WHERE text = 'x'", "Answers that do not fit their questions: Coded B5, Named B5."),
    ("UPDATE survey_answer SET choice_id = (SELECT id FROM survey_choice WHERE text_en = 'Training' LIMIT 1) WHERE choice_id IN (SELECT id FROM survey_choice WHERE text_en = 'Friday')", "Answers that do not fit their questions: Coded B2, Named B2."),
    ("UPDATE survey_answer SET question_id = (SELECT id FROM survey_question WHERE code = 'A1' LIMIT 1) WHERE value = 4", "Answers that do not fit their questions: Coded A1."),
    ("INSERT INTO survey_answer (id, response_id, question_id, value, text) SELECT 5, response_id, question_id, 4, '' FROM survey_answer WHERE value = 4 AND response_id IN (SELECT id FROM survey_response WHERE member_id IS NOT NULL) LIMIT 1", "Questions that one form answers more than once: Named A1."),
    ("UPDATE survey_response SET member_id = (SELECT id FROM member LIMIT 1) WHERE member_id IS NULL", "Surveys without names in which an answer leads to somebody: Coded."),
    ("UPDATE survey_response SET answered_on = '2026-05-14' WHERE member_id IS NULL", "Surveys without names in which an answer leads to somebody: Coded."),
    ("UPDATE survey_response SET member_id = NULL", "Surveys with names in which an answer bears none: Named."),
    ("UPDATE survey_token SET used = 1", "Surveys in which the forms that came in are not as many as the codes used: Coded."),
    ("UPDATE survey_token SET used = 0", "Surveys in which the forms that came in are not as many as the codes used: Coded."),
    ("UPDATE survey SET state = 'draft' WHERE name = 'Named'", "Surveys in preparation that were answered already: Named. Open them."),
    # Actions
    ("UPDATE action SET text = '' WHERE who = ''", "Actions that do not say what is to be done: ?."),
    ("UPDATE action SET text = '' WHERE who = 'Ada'", "Actions that do not say what is to be done: Awa."),
    ("UPDATE action SET done_on = '2026-05-14', dropped_on = '2026-05-14' WHERE who = ''", "Actions that are done and dropped at once: Order cakes. Take them up again."),
    ("UPDATE action SET about_id = NULL", "Actions that come from nowhere: Write to her."),
    # Benefits
    ("UPDATE benefit SET valid_from = '2026-02-01', valid_until = '2026-01-01'", "Benefits that end before they begin: Loan. Correct the dates."),
    ("UPDATE benefit SET agreed_from = '2026-02-01', agreed_until = '2026-01-01'", "Benefits that end before they begin: Loan. Correct the dates."),
    ("UPDATE benefit SET quota = 0", "Benefits with a number that cannot be: Loan. Correct quota, cost and value."),
    ("UPDATE entitlement SET quota = 0", "Benefits with a number that cannot be: Loan. Correct quota, cost and value."),
    ("UPDATE benefit SET cost = -1", "Benefits with a number that cannot be: Loan. Correct quota, cost and value."),
    ("UPDATE benefit SET audience = 'cats'", "Benefits of a kind that this program does not know: Loan. Choose kind and audience anew."),
    ("UPDATE benefit_use SET place = id", "Uses that count in a quota although they should not: Loan – Awa."),
    ("UPDATE benefit_use SET reversed_on = '2020-01-01' WHERE reversed_on IS NOT NULL", "Uses with a date or an amount that cannot be: Loan – Awa."),
    ("UPDATE benefit_use SET cost = -1", "Uses with a date or an amount that cannot be: Loan – Awa, Loan – Ben."),
    ("UPDATE review_item SET decision = 'perhaps'", "Reviews with a decision that is none, or was made on no day: Review. Decide anew."),
    ("UPDATE review_item SET decided_on = NULL", "Reviews with a decision that is none, or was made on no day: Review. Decide anew."),
    ("UPDATE review_round SET closed_on = '2020-01-01'", "Reviews that end before they begin: Review."),
    ("UPDATE solidarity_request SET account_id = NULL", "Requests for help with the dues whose decision lacks a day, an amount or an account: Awa."),
    ("UPDATE solidarity_request SET granted = NULL", "Requests for help with the dues whose decision lacks a day, an amount or an account: Awa."),
    ("UPDATE solidarity_request SET member_id = (SELECT id FROM member WHERE family_name = 'Ben')", "Requests for help with the dues of another member or season: Ben."),
    # Listening
    ("UPDATE conversation SET way = 'dream'", "Conversations with a word that this program does not know: Awa (2026-05-14). Open and choose anew."),
    ("UPDATE conversation SET assessed = 'fate'", "Conversations with a word that this program does not know: Awa (2026-05-14). Open and choose anew."),
    ("UPDATE conversation SET satisfaction = 6", "Conversations with a satisfaction that is not 1 to 5: Awa (2026-05-14)."),
    ("UPDATE conversation SET season_id = NULL", "Conversations with a reason that holds for no season: Awa (2026-05-14). Choose the season."),
    ("UPDATE conversation SET assessed_on = NULL", "Conversations assessed on no day, or before they were held: Awa (2026-05-14). Assess them anew."),
    ("UPDATE conversation SET assessed_on = '2020-01-01'", "Conversations assessed on no day, or before they were held: Awa (2026-05-14). Assess them anew."),
    ("UPDATE conversation SET member_id = NULL", "Conversations with nobody, or with two at once:  (2026-05-14). Say who spoke."),
    ("UPDATE conversation SET partner = 'Ben'", "Conversations with nobody, or with two at once: Awa (2026-05-14). Say who spoke."),
    ("UPDATE prospect SET stage = 'dreaming'", "Possible members at a stage that this program does not know: Zaina. Choose the stage anew."),
    ("UPDATE prospect SET next_step = ''", "Possible members with a day but no next step, or brought by themselves: Zaina."),
    ("UPDATE prospect SET brought_by_id = member_id", "Possible members with a day but no next step, or brought by themselves: Zaina."),
)  # fmt: skip


def test_each_fault_is_told(everything):
    assert find_faults() == []
    for statement, sentence in FAULTS:
        with database.atomic() as put_in:
            database.execute_sql(statement)
            told = find_faults()
            put_in.rollback()
        assert told == [sentence], statement


def test_what_stays_of_who_was_erased_is_no_fault(everything, today):
    erase([everything["awa"]], today=today + timedelta(days=1))
    assert find_faults() == []
