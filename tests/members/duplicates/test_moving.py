"""What a later feature keeps follows a member too, or is refused by name: tried with tables that no feature has."""

from __future__ import annotations

import peewee
import pytest

from assoc_desktop.association.records import Season
from assoc_desktop.members.duplicates.merging import merge
from assoc_desktop.members.duplicates.moving import move_all, pointers_to
from assoc_desktop.members.duplicates.proposing import merged
from assoc_desktop.members.memberships import MembershipData, save_membership
from assoc_desktop.members.records import Category, Member, Membership
from assoc_desktop.members.rules import read_member
from assoc_desktop.refusals import Refused
from assoc_desktop.storage.database import Record, database, table_name
from assoc_desktop.storage.history import operation


class Payment(Record):
    """Points to a membership and to a member, as often as wanted."""

    owner = "member_id"
    member = peewee.ForeignKeyField(Member, on_delete="RESTRICT")
    membership = peewee.ForeignKeyField(Membership, on_delete="RESTRICT")


class Seat(Record):
    """One for each member, and for each membership one of each kind."""

    member = peewee.ForeignKeyField(Member, on_delete="RESTRICT", unique=True, null=True)
    membership = peewee.ForeignKeyField(Membership, on_delete="RESTRICT", null=True)
    kind = peewee.CharField(null=True)

    class Meta:
        indexes = ((("membership", "kind"), True),)


class Vote(Record):
    """Without a number of its own: a member votes once on each subject."""

    id = None
    member = peewee.ForeignKeyField(Member, on_delete="RESTRICT")
    subject = peewee.CharField()

    class Meta:
        primary_key = peewee.CompositeKey("member", "subject")


@pytest.fixture
def tables(file, monkeypatch):
    """The open file with tables that no feature has."""
    made = (Payment, Seat, Vote)
    database.create_tables(made)
    monkeypatch.setattr(database, "records", database.records | {table_name(each): each for each in made})
    yield made
    database.drop_tables(made)


@pytest.fixture
def two(tables, save):
    """Two members and their memberships of one season."""
    season, kind = Season.get(), Category.get(Category.name == "Individual")
    ids = [save(family_name="Diop", given_name="Awa", number=number) for number in "12"]
    rows = [
        save_membership(
            each, MembershipData(season.id, kind.id, season.starts_on, season.ends_on, fee_due=fee)
        ).id
        for each, fee in zip(ids, (9000, 5000), strict=True)
    ]
    return ids, rows


@pytest.fixture
def bring(today, conventions):
    def bring_(one, other):
        data = merged(read_member(one), read_member(other))
        return merge(one, other, data, today=today, conventions=conventions)

    return bring_


def test_every_table_that_points_to_a_member_is_known(tables):
    found = {(table_name(record), field.name) for record, field in pointers_to(Member)}
    assert {("payment", "member"), ("seat", "member"), ("vote", "member"), ("member", "employer")} <= found
    in_file = {
        (name, row[3].removesuffix("_id"))
        for name in database.records
        for row in database.execute_sql(f'PRAGMA foreign_key_list("{name}")')
        if row[2] == "member"
    }
    assert found == in_file


def test_what_points_to_the_other_and_to_its_membership_follows(two, bring):
    (one, other), (stays, goes) = two
    with operation("Later feature"):
        Payment.create(member=other, membership=goes)
        Payment.create(member=one, membership=stays)
        Seat.create(member=other, membership=goes, kind="a")
        Seat.create(membership=stays, kind="b")
        Vote.create(member=other, subject="x")
        Vote.create(member=one, subject="y")

    bring(one, other)

    assert {(row.member_id, row.membership_id) for row in Payment.select()} == {(one, stays)}
    assert Payment.select().count() == 2
    assert {(row.member_id, row.membership_id) for row in Seat.select()} == {(one, stays), (None, stays)}
    assert {(row.member_id, row.subject) for row in Vote.select()} == {(one, "x"), (one, "y")}
    assert list(database.execute_sql("PRAGMA foreign_key_check")) == []


@pytest.mark.parametrize("clash", ["member", "membership", "vote"])
def test_two_of_which_one_may_stand_are_refused_by_name_and_nothing_is_changed(two, bring, clash):
    (one, other), (stays, goes) = two
    with operation("Later feature"):
        if clash == "member":
            Seat.create(member=one), Seat.create(member=other)
        elif clash == "membership":
            Seat.create(membership=stays, kind="a"), Seat.create(membership=goes, kind="a")
        else:
            Vote.create(member=one, subject="x"), Vote.create(member=other, subject="x")
    words = "vote" if clash == "vote" else "seat"
    with pytest.raises(Refused, match=f"both have an entry in “{words}”, of which only one may stand"):
        bring(one, other)
    assert {row.id for row in Member.select()} == {one, other}
    assert {row.id for row in Membership.select()} == {stays, goes}


def test_nothing_is_never_the_same_as_nothing(two):
    _ids, (stays, goes) = two
    with operation("Later feature"):
        Seat.create(membership=stays), Seat.create(membership=goes)
        move_all(Membership, stays, goes, {})
    assert [row.membership_id for row in Seat.select()] == [stays, stays]


def test_a_rule_settles_what_may_stand_only_once(two):
    (one, other), _rows = two
    with operation("Later feature"):
        Seat.create(member=one, kind="kept"), Seat.create(member=other, kind="gone")
        move_all(Member, one, other, _rules())
    assert [(row.member_id, row.kind) for row in Seat.select()] == [(one, "kept and gone")]


def _rules():
    def join(kept, going):
        going.delete_instance()
        Seat.update(kind=f"{kept.kind} and {going.kind}").where(Seat.id == kept.id).execute()

    def stand(kept, going):
        going.delete_instance()

    return {"seat": join, "membership": stand}
