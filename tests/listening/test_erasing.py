"""What was said is personal and goes with the person; reasons and counts stay. The paper tells it before."""

import pytest

from assoc_desktop.actions.records import Action
from assoc_desktop.actions.rules import ActionData, finish
from assoc_desktop.listening.conversations import (
    Assessment,
    ConversationData,
    assess_conversation,
    save_conversation,
)
from assoc_desktop.listening.listing import Choice, conversation_ids, conversation_rows
from assoc_desktop.listening.prospects.listing import prospect_ids
from assoc_desktop.listening.prospects.moving import ProspectData, add_prospect, move
from assoc_desktop.listening.reasons import reasons_of
from assoc_desktop.listening.records import Conversation, Prospect
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.duplicates.following import what_comes_along
from assoc_desktop.members.duplicates.merging import merge
from assoc_desktop.members.erasing.documents.disclosure import disclosure
from assoc_desktop.members.erasing.rules.applying import erase
from assoc_desktop.members.erasing.rules.disclosing import held_on
from assoc_desktop.members.records import Member
from assoc_desktop.members.rules import read_member
from assoc_desktop.members.telling import told_history
from assoc_desktop.refusals import Refused
from tests.members.erasing.looking import faults, places_with
from tests.members.erasing.test_papers import read_texts

WORDS = [
    "Kwitcheu",
    "kwitcheu",
    "ill since May",
    "drives her to us",
    "Neighbour Ada",
    "brought cakes",
    "seen in the ward",
]


@pytest.fixture
def zaina(seasons, conventions, today):
    """Somebody of whom listening knows everything."""
    member = MemberData(family_name="Kwitcheu", given_name="Z.")
    next_step = ProspectData("Neighbour Ada", None, "drives her to us", today)
    one = add_prospect(member, next_step, today=today, conventions=conventions)
    move(one, "invited", today=today)
    said = ConversationData(
        one, "", "possible", today, "Neighbour Ada", "visit", "ill since May", 3, seasons["2026"].id, "other"
    )
    kept = save_conversation(
        said, today=today, follow_up=ActionData("drives her to us", "Neighbour Ada", today)
    )
    assess_conversation(
        kept.id, Assessment("distance", today, "Neighbour Ada", "seen in the ward"), today=today
    )
    finish(Action.get().id, today=today, result="brought cakes")
    return one


def test_the_paper_and_the_history_tell_it(zaina, today, conventions):
    text = " ".join(read_texts(disclosure(held_on(zaina, today=today), "en")))
    for told in ("ill since May", "drives her to us", "seen in the ward", "brought cakes"):
        assert told in text, told
    lines = [line for told in told_history(zaina, conventions) for line in told.lines]
    assert "What they said: ill since May" in lines
    assert "Next step: drives her to us" in lines


def test_nothing_of_the_words_is_anywhere_and_the_counts_stay(zaina, seasons, today):
    before = reasons_of(seasons["2026"])
    assert len(places_with(WORDS)) > 6
    erase([zaina], today=today)
    assert places_with(WORDS) == []
    assert faults() == []
    assert reasons_of(seasons["2026"]).counted == before.counted
    stored = Conversation.get()
    assert (stored.satisfaction, stored.stated, stored.assessed) == (3, "other", "distance")
    assert (stored.words, stored.assessment, stored.by_whom) == ("", "", "")
    assert (Action.get().text, Prospect.get().stage, Prospect.get().source) == ("", "invited", "")
    assert prospect_ids("") == []
    (row,) = conversation_rows(conversation_ids(Choice()))
    assert row.name == "Personne effacée"
    data = ConversationData(zaina, "", "member", today, words="again")
    for do in (
        lambda: save_conversation(data, today=today),
        lambda: finish(Action.get().id, today=today),
        lambda: assess_conversation(stored.id, Assessment("cost", today, "Ben"), today=today),
        lambda: move(zaina, "known", today=today),
    ):
        with pytest.raises(Refused):
            do()


def test_bringing_two_together_tells_what_came_along(zaina, save, conventions, today):
    one = save(family_name="Kwitcheu", given_name="Zaina")
    assert what_comes_along(Member.get_by_id(one), Member.get_by_id(zaina), conventions) == [
        "1 action follows.",
        "1 conversation follows.",
        "What is known of a possible member follows.",
    ]
    merge(one, zaina, read_member(one), today=today, conventions=conventions)
    assert Conversation.get().member_id == Action.get().member_id == Prospect.get().member_id == one
    text = " ".join(line for told in told_history(one, conventions)[:1] for line in told.lines)
    for words in (
        "conversation of 14/05/2026",
        "action “drives her to us”",
        "what was known of a possible member",
    ):
        assert words in text, words
