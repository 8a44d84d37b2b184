"""Conversations: what may be kept, the follow-up in the same operation, and an assessment that leaves the words alone."""

import dataclasses
import datetime

import pytest

from assoc_desktop.actions.records import Action
from assoc_desktop.actions.rules import ActionData
from assoc_desktop.association.records import Season
from assoc_desktop.listening.checking import check_listening
from assoc_desktop.listening.conversations import (
    Assessment,
    ConversationData,
    assess_conversation,
    assessment_of,
    listeners,
    partner_of,
    read_conversation,
    save_conversation,
)
from assoc_desktop.listening.listing import Choice, conversation_ids, conversation_rows
from assoc_desktop.listening.records import Conversation
from assoc_desktop.listening.timeline import conversations, prospect_steps
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.storage.database import storable
from assoc_desktop.storage.history import last_undoable, recent_operations
from assoc_desktop.storage.undoing import undo
from tests.hostile import HOSTILE

DAY = datetime.timedelta(days=1)


@pytest.fixture
def said(file, save, today):
    """What a member said about the season 2026."""
    member = save(family_name="N'Diaye", given_name="Élodie")
    season = Season.get()
    return ConversationData(
        member, "", "member", today, "Ben", "phone", "Too expensive.", 2, season.id, "cost"
    )


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"member_id": None}, ["member_id"]),
        ({"member_id": None, "partner": "Awa"}, ["member_id"]),
        ({"partner": "Awa"}, ["partner"]),
        ({"whom": "nobody"}, ["whom"]),
        ({"member_id": None, "whom": "board", "partner": "x" * 121}, ["partner"]),
        ({"by_whom": "x" * 121}, ["by_whom"]),
        ({"day": None}, ["day"]),
        ({"day": datetime.date(2026, 5, 15)}, ["day"]),
        ({"way": "pigeon"}, ["way"]),
        ({"satisfaction": 6}, ["satisfaction"]),
        ({"satisfaction": 0}, ["satisfaction"]),
        ({"stated": "weather"}, ["stated"]),
        ({"season_id": None}, ["season_id"]),
        ({"words": "x" * 8001}, ["words"]),
        ({"words": " ", "stated": "", "satisfaction": None}, ["words"]),
    ],
)
def test_what_cannot_be_kept_is_told_at_its_field(said, today, changes, fields):
    with pytest.raises(Invalid) as told:
        save_conversation(dataclasses.replace(said, **changes), today=today)
    assert list(told.value.problems) == fields
    assert not Conversation.select().exists()


def test_the_follow_up_is_written_with_the_conversation_or_not_at_all(said, today):
    with pytest.raises(Invalid) as told:
        save_conversation(said, today=today, follow_up=ActionData("", "Ben"))
    assert list(told.value.problems) == ["action_text"]
    assert not Conversation.select().exists()
    before = recent_operations(1)[0].id
    kept = save_conversation(said, today=today, follow_up=ActionData("Ask the fund", "Ben", today + DAY))
    action = Action.get()
    assert (action.member_id, action.about_table, action.about_id) == (
        said.member_id,
        "conversation",
        kept.id,
    )
    assert recent_operations(2)[1].id == before
    undo(recent_operations(1)[0].id)
    assert not Conversation.select().exists()
    assert not Action.select().exists()


def test_a_conversation_is_corrected_and_gone_after_an_undo(said, today):
    kept = save_conversation(said, today=today)
    assert read_conversation(kept.id) == said
    save_conversation(
        dataclasses.replace(said, words="Far too expensive."), today=today, conversation_id=kept.id
    )
    assert Conversation.get().words == "Far too expensive."
    for _time in range(2):
        undo(last_undoable().id)
    assert not Conversation.select().exists()
    with pytest.raises(Refused, match="no longer there"):
        read_conversation(kept.id)


def test_an_assessment_never_touches_what_was_said(said, today):
    kept = save_conversation(said, today=today)
    found = Assessment("value", today, "Board", "They never used a benefit.")
    assess_conversation(kept.id, found, today=today)
    stored = Conversation.get()
    assert read_conversation(kept.id) == said
    assert assessment_of(stored) == found
    save_conversation(dataclasses.replace(said, satisfaction=3), today=today, conversation_id=kept.id)
    assert assessment_of(Conversation.get()) == found


def test_a_correction_does_not_contradict_the_assessment(said, today):
    kept = save_conversation(dataclasses.replace(said, day=today - 3 * DAY), today=today)
    assess_conversation(kept.id, Assessment("value", today - DAY, "Board"), today=today)
    stored = read_conversation(kept.id)
    for changes, field in (({"season_id": None, "stated": ""}, "season_id"), ({"day": today}, "day")):
        with pytest.raises(Invalid) as caught:
            save_conversation(dataclasses.replace(stored, **changes), today=today, conversation_id=kept.id)
        assert list(caught.value.problems) == [field]
    assert read_conversation(kept.id) == stored
    assert check_listening() == []
    save_conversation(
        dataclasses.replace(stored, day=today - DAY, stated=""), today=today, conversation_id=kept.id
    )
    assert (read_conversation(kept.id).day, check_listening()) == (today - DAY, [])


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"cause": ""}, "cause"),
        ({"on": None}, "on"),
        ({"on": datetime.date(2026, 5, 15)}, "on"),
        ({"on": datetime.date(2026, 5, 13)}, "on"),
        ({"by": " "}, "by"),
        ({"by": "x" * 121}, "by"),
        ({"text": "x" * 8001}, "text"),
    ],
)
def test_what_cannot_be_assessed_is_told(said, today, changes, field):
    kept = save_conversation(said, today=today)
    found = dataclasses.replace(Assessment("value", today, "Board"), **changes)
    with pytest.raises(Invalid) as told:
        assess_conversation(kept.id, found, today=today)
    assert list(told.value.problems) == [field]


def test_a_talk_about_no_season_has_no_cause(said, today):
    kept = save_conversation(dataclasses.replace(said, season_id=None, stated=""), today=today)
    with pytest.raises(Invalid, match="no season"):
        assess_conversation(kept.id, Assessment("value", today, "Board"), today=today)


def test_the_list_is_chosen_by_season_reason_satisfaction_listener_and_words(said, today):
    first = save_conversation(said, today=today - DAY * 0).id
    other = dataclasses.replace(
        said,
        member_id=None,
        partner="Zoé",
        whom="board",
        by_whom="Ada",
        satisfaction=5,
        stated="",
        words="Bien",
    )
    second = save_conversation(dataclasses.replace(other, season_id=None), today=today).id
    assess_conversation(first, Assessment("value", today, "Board"), today=today)
    third = save_conversation(dataclasses.replace(said, day=today - DAY, stated="time"), today=today).id
    for choice, ids in (
        (Choice(), [second, first, third]),
        (Choice(season_id=said.season_id), [first, third]),
        (Choice(reason="cost"), [first]),
        (Choice(reason="value"), [first]),
        (Choice(satisfaction=5), [second]),
        (Choice(by_whom="Ada"), [second]),
        (Choice(shown="not_assessed"), [third]),
        (Choice(shown="assessed"), [first]),
        (Choice(shown="unlike"), [first]),
        (Choice(member_id=said.member_id), [first, third]),
        (Choice(ids=(third, 1)), [third]),
        (Choice(typed="ZOE bien"), [second]),
        (Choice(typed="n'diaye elodie"), [first, third]),
        (Choice(typed="nobody"), []),
    ):
        assert conversation_ids(choice) == ids, choice
    rows = conversation_rows([second, 1, first])
    assert [(row.name, row.season, row.assessed) for row in rows] == [
        ("Zoé", "", ""),
        ("Élodie N'Diaye", "2026", "value"),
    ]
    assert partner_of(Conversation.get_by_id(second)) == "Zoé"
    assert listeners() == ["Ben", "Ada"]


def test_hostile_words_stay_whole(said, today, conventions):
    for text in HOSTILE:
        data = dataclasses.replace(said, words=text[:300], by_whom=text[:100])
        kept = save_conversation(data, today=today)
        assert Conversation.get_by_id(kept.id).words == storable(text[:300]).strip()
    assert len(list(conversations(said.member_id, conventions))) == len(HOSTILE)


def test_a_conversation_tells_what_was_said_in_the_timeline(said, today, conventions):
    kept = save_conversation(said, today=today)
    assess_conversation(kept.id, Assessment("value", today, "Board"), today=today)
    (entry,) = conversations(said.member_id, conventions)
    assert (entry.day, entry.title) == (today, "Conversation: Phone")
    assert entry.lines == (
        "“Too expensive.”",
        "Satisfaction: 2 of 5",
        "Reason as stated: Cannot afford it",
        "Cause as assessed: Does not see the value",
        "Ben listened.",
    )
    assert list(prospect_steps(said.member_id, conventions)) == []
