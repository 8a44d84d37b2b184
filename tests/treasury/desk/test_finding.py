"""Who stands at the desk: by card, number or name; what is wrong with a card is said."""

from __future__ import annotations

import datetime

import pytest

from assoc_desktop.association.records import the_association
from assoc_desktop.members.cards.codes import CardClaim, sign
from assoc_desktop.members.cards.rules import mark_lost, mark_printed
from assoc_desktop.members.finding import by_code, offered
from assoc_desktop.members.records import Card, Member
from assoc_desktop.members.rules import archive
from tests.treasury.conftest import TODAY


@pytest.fixture
def code(books):
    """What Awa's card says."""
    mark_printed(books.season, [books.awa], on=TODAY)
    number = Member.get_by_id(books.awa).number
    claim = CardClaim(number, "2026", datetime.date(2026, 12, 31))
    return sign(claim, bytes.fromhex(the_association().card_key))


def test_a_card_that_is_good(books, code):
    assert by_code(code, today=TODAY) == (books.awa, "")
    assert by_code(f" {code}\n", today=TODAY) == (books.awa, "")


def test_a_card_that_was_lost(books, code):
    mark_lost([Card.get().id], on=TODAY)
    member_id, said = by_code(code, today=TODAY)
    assert member_id == books.awa
    assert "lost" in said


def test_a_forged_card(code):
    member_id, said = by_code(code[:-1] + ("A" if code[-1] != "A" else "B"), today=TODAY)
    assert member_id is None
    assert said


@pytest.mark.usefixtures("code")
def test_numbers(books):
    number = Member.get_by_id(books.awa).number
    assert by_code(number, today=TODAY) == (books.awa, "")
    assert by_code(Card.get().serial, today=TODAY) == (books.awa, "")
    assert by_code("0815", today=TODAY) == (None, "There is no card and no member with “0815”.")


def test_what_is_offered(books, code):
    number = Member.get_by_id(books.awa).number
    assert offered("aw") == [(books.awa, "Awa", number)]
    assert [each for each, _name, _detail in offered(number[:3])] == [books.awa, books.ben]
    assert offered(" ") == offered(code) == offered("%") == []
    archive([books.awa], TODAY)
    assert offered("aw") == []
