"""What is proposed when two records are one member: what is fuller, else what was written last."""

from __future__ import annotations

import datetime

import pytest

from assoc_desktop.members.data import ContactData, MemberData
from assoc_desktop.members.duplicates.proposing import (
    BOTH,
    LEFT,
    RIGHT,
    differences,
    filled_up,
    in_order,
    later_of,
    merged,
)
from assoc_desktop.members.rules import read_member, record_leaving

DAY = datetime.date(2024, 3, 1)
LATER = datetime.date(2025, 3, 1)


@pytest.mark.parametrize(
    ("left", "right", "proposed"),
    [
        ({"town": "Gao"}, {}, LEFT),
        ({}, {"town": "Gao"}, RIGHT),
        ({"town": "Gao"}, {"town": "Kribi"}, RIGHT),
        ({"town": "Gao", "address": "BP 1"}, {"town": "Kribi"}, LEFT),
        ({"given_name": "Awa"}, {"given_name": "Awa Marie"}, RIGHT),
        ({"given_name": "Awa"}, {"given_name": "A."}, LEFT),
        ({"family_name": "DIOP"}, {"family_name": "Diop"}, RIGHT),
        ({"family_name": "Diop"}, {"family_name": "DIOP"}, LEFT),
        ({"profession": "Librarian"}, {"profession": "Head librarian"}, RIGHT),
        ({"number": "1"}, {"number": "2"}, LEFT),
        ({"birth_date": DAY}, {"birth_date": LATER}, LEFT),
        ({"joined_on": LATER}, {"joined_on": DAY}, RIGHT),
        ({"prospect_since": DAY}, {"prospect_since": LATER}, LEFT),
        ({"resigned_on": DAY}, {"resigned_on": LATER}, RIGHT),
        ({"deceased_on": LATER}, {"deceased_on": DAY}, LEFT),
        ({"phones": ["1"]}, {"phones": ["2"]}, BOTH),
        ({"notes": "One"}, {"notes": "Two"}, BOTH),
        ({"emails": []}, {"emails": ["a@example.org"]}, RIGHT),
        ({"custom": {1: "a"}}, {"custom": {1: "b"}}, RIGHT),
        ({"custom": {1: "a"}}, {"custom": {}}, LEFT),
        ({"custom": {}}, {"custom": {1: "b"}}, RIGHT),
    ],
)
def test_what_is_proposed(left, right, proposed):
    [row] = differences(MemberData(**left), MemberData(**right), RIGHT)
    assert row.proposed == proposed


def test_the_same_in_another_order_is_no_difference():
    one = MemberData(phones=["1", "2"], tags=["Board"], contacts=[ContactData(family_name="Sow", main=True)])
    other = MemberData(phones=["2", "1"], tags=["board"], contacts=[ContactData(family_name="SOW")])
    assert differences(one, other) == []


def test_lists_and_notes_of_both_hold_each_once():
    one = MemberData(emails=["a@x.org", "b@x.org"], notes="Kind. Sings.", number="1", former_numbers=["0"])
    other = MemberData(emails=["B@x.org", "c@x.org"], notes="Sings.", number="2")
    data = merged(one, other)
    assert (data.emails, data.notes) == (["a@x.org", "b@x.org", "c@x.org"], "Kind. Sings.")
    assert (data.number, data.former_numbers) == ("1", ["0", "2"])
    assert merged(other, one).notes == "Kind. Sings."
    assert (one.former_numbers, other.former_numbers) == (["0"], [])


def test_of_two_main_contacts_the_first_remains_the_main_one():
    one, other = (
        MemberData(kind="institution", contacts=[ContactData(family_name=name, main=True)])
        for name in ("A", "B")
    )
    assert [(each.family_name, each.main) for each in merged(one, other).contacts] == [
        ("A", True),
        ("B", False),
    ]


def test_filling_up_changes_nothing_that_is_there():
    one = MemberData(family_name="Diop", given_name="A.", town="Gao", phones=["1"])
    other = MemberData(
        family_name="Diop", given_name="Awa", town="Kribi", phones=["2"], profession="Librarian"
    )
    data = filled_up(one, other)
    assert (data.given_name, data.town, data.phones, data.profession) == (
        "A.",
        "Gao",
        ["1", "2"],
        "Librarian",
    )


def test_the_one_that_more_is_known_of_is_kept_and_the_one_written_last_is_later(save, today):
    one, other = save(family_name="Diop"), save(family_name="Diop", town="Gao")
    assert in_order(one, other) == in_order(other, one) == (other, one)
    assert later_of(one, other) == RIGHT
    record_leaving(one, "resigned_on", today)
    assert later_of(one, other) == LEFT
    assert later_of(other, one) == RIGHT
    data = read_member(one)
    data.town = "Kribi"
    save(data, one)
    assert in_order(one, other) == (one, other)
