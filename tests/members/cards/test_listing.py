"""The register as a list: states, order, search and counts."""

import datetime

import pytest

from assoc_desktop.association.records import present_season
from assoc_desktop.members.cards.listing import STATES, register_counts, register_ids, register_rows
from assoc_desktop.members.cards.rules import hand_over, mark_lost, mark_printed, mark_spoiled
from assoc_desktop.members.memberships import enrol
from assoc_desktop.members.rules import category_named


@pytest.fixture
def season(file, today):
    return present_season(today)


@pytest.fixture
def members(save, season, today):
    names = (("Bâ", "Awa"), ("Étoundi", "Marie"), ("N'Diaye", "Ali"), ("Zongo", "Léa"))
    ids = [save(kind="person", family_name=f, given_name=g, joined_on=today) for f, g in names]
    enrol(ids, season, category_named("Individual"))
    return ids


@pytest.fixture
def cards(members, season, today):
    return mark_printed(season, members, on=today)


def states(ids):
    return [row.state for row in register_rows(ids)]


def test_nothing_printed_yet(season):
    assert register_ids(season.id) == []
    assert register_counts(season.id) == dict.fromkeys(STATES, 0)


def test_every_state(cards, members, season, today):
    hand_over(cards[:1], on=today)
    mark_lost(cards[1:2], on=today)
    mark_spoiled(cards[2:3], on=today)
    assert states(cards) == ["handed_over", "lost", "spoiled", "printed"]
    again = mark_printed(season, [members[0], members[2]], on=today)
    assert states(cards[:1]) == ["replaced"]
    assert states(cards[2:3]) == ["spoiled"]
    assert register_counts(season.id) == {
        "printed": 3, "handed_over": 0, "lost": 1, "spoiled": 1, "replaced": 1,
    }  # fmt: skip
    mark_spoiled(again[:1], on=today)
    assert states(cards[:1]) == ["handed_over"]


@pytest.mark.parametrize("state", STATES)
def test_a_state_filters_as_it_is_counted(cards, members, season, today, state):
    hand_over(cards[:1], on=today)
    mark_lost(cards[1:2], on=today)
    mark_printed(season, members[1:2], on=today)
    ids = register_ids(season.id, state=state)
    assert len(ids) == register_counts(season.id)[state]
    assert set(states(ids)) <= {state}


@pytest.mark.parametrize(
    ("typed", "places"), [("ndiaye", [2]), ("ETOUNDI marie", [1]), ("x", []), ("", [0, 1, 2, 3])]
)
def test_search_by_name(cards, season, typed, places):
    assert register_ids(season.id, typed=typed) == [cards[place] for place in places]


def test_search_by_serial(cards, season):
    serial = register_rows(cards)[3].serial
    assert register_ids(season.id, typed=f" {serial.lower()} ") == [cards[3]]


def test_order(cards, season, today):
    assert register_ids(season.id, order="name", descending=True) == cards[::-1]
    assert register_ids(season.id, order="serial") == cards
    hand_over(cards[2:3], on=today + datetime.timedelta(days=1))
    assert register_ids(season.id, order="handed_over")[-1] == cards[2]


def test_rows_of_cards_that_are_gone_are_left_out(cards, today):
    (row,) = register_rows([1, cards[0]])
    assert (row.name, row.printed_on, row.handed_over_on) == ("Bâ Awa", today, None)
    assert row.valid_until == datetime.date(2026, 12, 31)


def test_another_season_has_its_own_cards(cards):
    assert register_ids(1) == []
