"""Reasons by season: nobody counted twice, and every number has its list."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assoc_desktop.listening.reasons import (
    NONE,
    Counted,
    Reasons,
    first_words,
    reasons_of,
    seasons_with_reasons,
)
from assoc_desktop.listening.records import REASONS, Conversation
from tests.screens import click

DAY = datetime.timedelta(days=1)


@pytest.fixture
def talk(seasons, today):
    """Write a conversation down as it is stored."""

    def talk_(member=None, stated="", assessed="", *, partner="", season="2026", ago=0, words=""):
        return Conversation.create(
            member=member, partner=partner, whom="member", way="visit", day=today - ago * DAY, words=words,
            season=seasons[season] if season else None, stated=stated, assessed=assessed,
        ).id  # fmt: skip

    return talk_


def test_of_each_member_and_season_the_latest_counts(talk, save, seasons):
    one, two = save(family_name="Awa"), save(family_name="Ben")
    talk(one, "cost", ago=9)
    latest = talk(one, "value", "time", ago=1, words="No time")
    talk(one)
    other = talk(two, "cost")
    talk(two, "moved", season="2025")
    talk(two, "moved", season=None)
    named = talk(None, "", "value", partner="Zoé", ago=2)
    talk(None, "cost", partner="ZOE", ago=3)
    found = reasons_of(seasons["2026"])
    assert found.total() == 3
    assert found.count(stated="cost") == 1
    assert found.conversations("cost") == (other,)
    assert found.conversations("value", "time") == (latest,)
    assert found.conversations(NONE, "value") == (named,)
    assert found.members() == (two, one)
    assert found.members(NONE) == ()
    assert found.stated_keys() == ["cost", "value", NONE]
    assert found.assessed_keys() == ["value", "time", NONE]
    assert reasons_of(seasons["2026"], [one]).conversations() == (latest,)
    assert seasons_with_reasons() == [seasons["2026"], seasons["2025"]]
    assert first_words([latest, other]) == ["No time"]


@settings(max_examples=40)
@given(st.lists(st.tuples(st.sampled_from([*REASONS, NONE]), st.sampled_from([*REASONS, NONE]))))
def test_rows_columns_and_cells_add_up(pairs):
    found = Reasons(None, tuple(Counted(n, n, *pair) for n, pair in enumerate(pairs)))
    stated, assessed = found.stated_keys(), found.assessed_keys()
    cells = sum(found.count(row, column) for row in stated for column in assessed)
    assert cells == found.total() == len(pairs)
    assert sum(found.count(stated=row) for row in stated) == len(pairs)
    assert sum(found.count(assessed=column) for column in assessed) == len(pairs)


def test_a_number_opens_its_list(talk, save, seasons, desk, show_place, qtbot):
    one = talk(save(family_name="Awa"), "cost", "value")
    talk(save(family_name="Ben"), "cost")
    tab = show_place(desk, "reasons")
    place = tab.place()
    shown = {(key.stated, key.assessed): button for key, button in place.numbers.items()}
    assert shown["cost", "value"].text() == "1"
    assert shown["cost", None].text() == "2"
    assert shown[None, None].text() == "2"
    click(shown["cost", "value"])
    assert tab.place() is not place
    qtbot.waitUntil(lambda: tab.place().table.model.ids == [one])
    assert "Stated: Cannot afford it" in tab.place().sums.text()
