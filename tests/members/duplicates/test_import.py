"""Lists that still show a number which went when two records were brought together."""

from __future__ import annotations

import datetime

import pytest

from assoc_desktop.exchange import open_table
from assoc_desktop.members.duplicates.merging import merge
from assoc_desktop.members.duplicates.proposing import merged
from assoc_desktop.members.importing.mapping import guess_mapping
from assoc_desktop.members.importing.rules import CHANGED, DUPLICATE, apply, dry_run
from assoc_desktop.members.records import Member
from assoc_desktop.members.rules import read_member


@pytest.fixture
def plan(file, tmp_path, today):
    def plan_(text):
        path = tmp_path / "list.csv"
        path.write_text(text, encoding="utf-8")
        table = open_table(path)
        return dry_run(table, guess_mapping(table), today=today, file_name="list.csv")

    return plan_


@pytest.fixture
def awa(save, today, conventions):
    """Awa Diop, number 0001, who was also in the list as 0002."""
    one, other = (save(family_name="Diop", given_name="Awa", number=number) for number in ("0001", "0002"))
    merge(one, other, merged(read_member(one), read_member(other)), today=today, conventions=conventions)
    return one


def test_an_old_list_changes_the_member_who_had_the_number_and_leaves_the_present_one(awa, plan, today):
    made = plan("Member number,Family name,Given name,Town\n0002,Diop,Awa,Gao\n")
    assert [(row.status, row.member_id) for row in made.rows] == [(CHANGED, awa)]
    apply(made, today=today)
    member = Member.get_by_id(awa)
    assert (member.number, member.town) == ("0001", "Gao")


def test_somebody_else_with_the_old_number_is_named(awa, plan):
    made = plan("Member number,Family name,Given name,Birth date\n0002,Sow,Ibrahim,1990-05-04\n")
    [row] = made.rows
    assert (row.status, row.why) == (DUPLICATE, "Number 0001 is that of Awa Diop, who is named otherwise.")


def test_two_lists_that_give_one_number_to_two_people_are_told_apart(save, plan):
    save(family_name="Diop", given_name="Awa", number="0001", birth_date=datetime.date(1990, 5, 4))
    [row] = plan("Member number,Family name,Given name\n0001,Sow,Ibrahim\n").rows
    assert (row.status, row.why) == (DUPLICATE, "Number 0001 is that of Awa Diop, who is named otherwise.")
