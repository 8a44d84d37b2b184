"""A person of whom benefits, listening, surveys and actions know everything: told before, gone afterwards, counted still."""

import pytest

from assoc_desktop.actions.records import Action
from assoc_desktop.actions.rules import ActionData, finish, save_action
from assoc_desktop.association.records import Season
from assoc_desktop.benefits.catalogue import BenefitData, save_benefit
from assoc_desktop.benefits.fund.requests import Decision, RequestData, decide, save_request
from assoc_desktop.benefits.records import BenefitUse, SolidarityRequest
from assoc_desktop.benefits.uses import record_use, reverse_use
from assoc_desktop.checks import find_faults
from assoc_desktop.listening.conversations import (
    Assessment,
    ConversationData,
    assess_conversation,
    save_conversation,
)
from assoc_desktop.listening.prospects.moving import ProspectData, add_prospect, decline, move, save_prospect
from assoc_desktop.listening.reasons import reasons_of
from assoc_desktop.listening.records import Conversation, Prospect
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.erasing.documents.disclosure import disclosure
from assoc_desktop.members.erasing.rules.applying import erase
from assoc_desktop.members.erasing.rules.disclosing import as_json, held_on
from assoc_desktop.members.erasing.rules.planning import plan_erasing
from assoc_desktop.members.records import Member
from assoc_desktop.storage.history import last_undoable
from assoc_desktop.storage.undoing import undo
from assoc_desktop.surveys.answering import save_response
from assoc_desktop.surveys.building import open_survey
from assoc_desktop.surveys.records import SurveyAnswer, SurveyResponse
from assoc_desktop.treasury.accounts import start_chart
from tests.members.conftest import conventions, file, founded, save
from tests.members.erasing.looking import places_with
from tests.members.erasing.test_papers import read_texts
from tests.surveys.conftest import make_survey

__all__ = ("conventions", "file", "founded", "save")

NAME = ("Kwitcheu", "kwitcheu", "Zaïnabou")
#: What was written of her, each in another place.
WORDS = (
    "from the clinic", "ask her son", "ill since May", "never enough", "send the nurse", "nurse went twice",
    "seen in the ward", "half an hour alone", "keys of the van", "van was broken", "lost her work", "not this year",
    "tea was cold", "corrected sorrow", "too far for her",
)  # fmt: skip


def know_everything(today, say):
    """Have every feature know something of her; gives her id."""
    start_chart("ohada")
    season = Season.get()
    member = MemberData(family_name="Kwitcheu", given_name="Zaïnabou", number="77")
    one = add_prospect(member, ProspectData("from the clinic"), today=today, conventions=say)
    save_prospect(one, ProspectData("from the clinic", None, "ask her son", today), today=today)
    move(one, "invited", today=today)
    said = ConversationData(one, "", "possible", today, "Ada", "visit", "ill since May", 2, season.id, "cost")
    follow_up = ActionData("send the nurse", "Ada", today)
    kept = save_conversation(said, today=today, follow_up=follow_up)
    save_conversation(
        ConversationData(**{**vars(said), "words": "corrected sorrow"}), today=today, conversation_id=kept.id
    )
    assess_conversation(kept.id, Assessment("distance", today, "Ada", "seen in the ward"), today=today)
    finish(Action.get().id, today=today, result="nurse went twice")
    save_action(ActionData("never enough", "Ada", today, one))
    undo(last_undoable().id)
    decline(one, ConversationData(**{**vars(said), "words": "too far for her"}), today=today)
    benefit = save_benefit(BenefitData("Loan"), categories={})
    use = record_use(
        benefit.id, one, today=today, say=say, note="keys of the van", beyond="half an hour alone"
    )
    reverse_use(use.id, "van was broken", on=today)
    request = save_request(RequestData(one, season.id, "hardship", "lost her work", today, 500), today=today)
    decide(request.id, Decision(0, "Board", today, "not this year"), today=today, say=say)
    survey = open_survey(make_survey(mode="named"), today)
    save_response(survey, {"A1": "4", "B5": "tea was cold"}, member=Member.get_by_id(one), today=today)
    return one


def counted():
    """What is counted of her, and must stay."""
    use, request = BenefitUse.get(), SolidarityRequest.get()
    said = [
        (row.stated, row.assessed, row.satisfaction)
        for row in Conversation.select().order_by(Conversation.id)
    ]
    return (
        reasons_of(Season.get()).counted, said, Prospect.get().stage, Action.get().done_on,
        (use.used_on, use.cost, use.reversed_on), (request.kind, request.asked, request.granted, request.decided_on),
        SurveyResponse.select().count(), [row.value for row in SurveyAnswer.select() if row.value is not None],
    )  # fmt: skip


@pytest.mark.usefixtures("file")
def test_everything_is_told_then_gone_and_the_counts_stay(today, conventions):
    one = know_everything(today, conventions)
    held = held_on(one, today=today)
    text, plain = " ".join(read_texts(disclosure(held, "en"))), str(as_json(held))
    for words in WORDS:
        assert words in text, words
        assert words in plain, words
    assert len(places_with([*NAME, *WORDS])) > len(WORDS)
    before = counted()
    plan = plan_erasing(one, today=today, conventions=conventions)
    erase([one], today=today, mentions=[mention.key for mention in plan.mentions])
    assert places_with([*NAME, *WORDS]) == []
    assert counted() == before
    assert find_faults() == []
