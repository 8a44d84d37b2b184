"""Whatever two members hold: merged, nothing points to nothing and nobody else changes; undone, every byte is back."""

from __future__ import annotations

import datetime
import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assoc_desktop.association.records import Season, the_association
from assoc_desktop.association.rules import Identity, open_season
from assoc_desktop.founding import found_association
from assoc_desktop.members.checking import check_members
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.duplicates.merging import merge
from assoc_desktop.members.duplicates.proposing import BOTH, LEFT, RIGHT, differences, merged, seasons_of_both
from assoc_desktop.members.memberships import STARTING_CATEGORIES, starting_category
from assoc_desktop.members.records import (
    Card,
    Category,
    Consent,
    CustomField,
    FormerNumber,
    Household,
    HouseholdMember,
    Member,
    Membership,
    NotSame,
    Proof,
)
from assoc_desktop.members.rules import read_member, save_member
from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage import open_file
from assoc_desktop.storage.database import database
from assoc_desktop.storage.history import last_undoable, operation
from assoc_desktop.storage.undoing import undo
from tests.conftest import TODAY

_NOT_COMPARED = {"attachment", "operation", "history_part", "history_index", "number_series"}
_DAYS = st.dates(datetime.date(2024, 1, 1), datetime.date(2026, 5, 1))
_WORDS = st.sampled_from(["", "Awa", "Diop", "N'Diaye", "Łucja"])
_EXTRAS = st.fixed_dictionaries(
    {
        "seasons": st.lists(st.integers(0, 1), unique=True),
        "fee": st.sampled_from([0, 5000, 9000]),
        "cards": st.lists(st.tuples(st.integers(0, 1), _DAYS, st.booleans()), max_size=3),
        "consents": st.dictionaries(st.sampled_from(["photo", "email"]), st.tuples(st.booleans(), _DAYS)),
        "proofs": st.integers(0, 2),
        "former": st.integers(0, 2),
        "home": st.booleans(),
        "pays": st.booleans(),
        "apart": st.booleans(),
    }
)


def _members():
    return st.builds(
        MemberData,
        family_name=st.sampled_from(["Diop", "DIOP"]),
        given_name=_WORDS,
        birth_date=st.one_of(st.none(), st.dates(datetime.date(1950, 1, 1), datetime.date(2000, 1, 1))),
        notes=_WORDS,
        town=_WORDS,
        phones=st.lists(st.sampled_from(["+237677112233", "+237699887766", "+237655443322"]), unique=True),
        emails=st.lists(st.sampled_from(["a@example.org", "b@example.org"]), unique=True),
        tags=st.lists(st.sampled_from(["board", "choir", "Été"]), unique=True),
        number=st.just(""),
    )


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """An association with two seasons, a field of its own and a household."""
    path = tmp_path_factory.mktemp("laws") / "template.assoc"
    categories = [starting_category(key, fee=5000) for key in STARTING_CATEGORIES]
    with found_association(path, Identity("Example", "CM", language="fr"), categories, today=TODAY):
        open_season(datetime.date(2025, 6, 1))
        conventions = the_association().conventions_in("en")
        people = [
            save_member(MemberData(family_name="Sow", given_name=name), today=TODAY, conventions=conventions)
            for name in ("Ali", "Binta")
        ]
        with operation("Prepare"):
            CustomField.create(name="Size", kind="text", applies_to="both")
            home = Household.create(name="Sow", payer=people[0])
            for member in people:
                HouseholdMember.create(member=member, household=home)
    return path


def _write(data, extra, number):
    """Save a member and all that may point to one."""
    custom = {CustomField.get().id: number} if extra["proofs"] else {}
    data.number, data.custom = number, custom
    conventions = the_association().conventions_in("en")
    member = save_member(data, today=TODAY, conventions=conventions)
    seasons = list(Season.select().order_by(Season.starts_on))
    with operation("Extras"):
        for place in extra["seasons"]:
            season = seasons[place]
            Membership.create(
                member=member, season=season, category=Category.get(), starts_on=season.starts_on,
                ends_on=season.ends_on, grace_until=season.ends_on, fee_due=extra["fee"],
            )  # fmt: skip
        copies = {}
        for place, day, lost in extra["cards"]:
            copies[place] = copies.get(place, 0) + 1
            Card.create(
                serial=f"{number}-{seasons[place].label}-{copies[place]}", member=member, season=seasons[place],
                copy_number=copies[place], printed_on=day, lost_on=day if lost else None,
            )  # fmt: skip
        for purpose, (agreed, day) in extra["consents"].items():
            Consent.create(member=member, purpose=purpose, given=agreed, said_on=day)
        for place in range(extra["proofs"]):
            Proof.create(member=member, name=f"Card {place}", seen_on=TODAY, valid_until=TODAY)
        for place in range(extra["former"]):
            FormerNumber.create(number=f"{number}/{place}", member=member)
        if extra["home"]:
            HouseholdMember.create(member=member, household=Household.get())
            if extra["pays"]:
                Household.update(payer=member).execute()
        if extra["apart"]:
            stranger = Member.get(Member.given_name == "Binta").id
            NotSame.create(member=min(stranger, member.id), other=max(stranger, member.id))
    return member.id


def _rows(without=()):
    """Table → its rows; those that belong to some members left out."""
    found = {}
    for name in database.records.keys() - _NOT_COMPARED:
        owner = database.records[name].owner or ("id" if name == "member" else "")
        rows = database.execute_sql(f'SELECT * FROM "{name}" ORDER BY 1')
        columns = [column[0] for column in rows.cursor.get_description()] if hasattr(rows, "cursor") else None
        columns = columns or [row[1] for row in database.execute_sql(f'PRAGMA table_info("{name}")')]
        place = columns.index(owner) if owner else None
        found[name] = [row for row in rows if place is None or row[place] not in without]
    return found


def _count(record, *ids):
    return record.select().where(record.member.in_(ids)).count()


@settings(max_examples=15)
@given(data=st.data())
def test_merged_and_undone(template, tmp_path_factory, data):
    path = tmp_path_factory.mktemp("law") / "law.assoc"
    shutil.copy(template, path)
    with open_file(path, SCHEMA):
        extras = [data.draw(_EXTRAS), data.draw(_EXTRAS)]
        one, other = (
            _write(data.draw(_members()), extra, str(at)) for at, extra in enumerate(extras, start=7)
        )
        before = _rows()
        bystanders = _rows(without=(one, other))
        left, right = read_member(one), read_member(other)
        seasons = {place for extra in extras for place in extra["seasons"]}
        cards = {card.serial for card in Card.select()}
        choices = {
            row.key: data.draw(st.sampled_from([LEFT, RIGHT, *([BOTH] if row.can_join else [])]))
            for row in differences(left, right)
        }
        staying = {
            both.season.id: data.draw(st.sampled_from([both.left.id, both.right.id]))
            for both in seasons_of_both(one, other)
        }
        chosen = merged(left, right, choices)

        merge(
            one,
            other,
            chosen,
            today=TODAY,
            conventions=the_association().conventions_in("en"),
            staying=staying,
        )

        assert list(database.execute_sql("PRAGMA foreign_key_check")) == []
        assert check_members() == []
        assert Member.get_or_none(Member.id == other) is None
        after = _rows(without=(one, other))
        # The payer of a household and who differs from whom follow: these two tables name others than their owner.
        for name in after.keys() - {"household", "not_same"}:
            assert after[name] == bystanders[name], name
        assert _count(Membership, one) == len(seasons)
        assert {card.serial for card in Card.select().where(Card.member == one)} == cards
        for season in Season.select():
            copies = [
                card.copy_number for card in Card.select().where(Card.member == one, Card.season == season)
            ]
            assert sorted(copies) == list(range(1, len(copies) + 1))
        assert _count(Consent, one) == len({purpose for extra in extras for purpose in extra["consents"]})
        assert _count(Proof, one) == sum(extra["proofs"] for extra in extras)
        assert _count(HouseholdMember, one) == any(extra["home"] for extra in extras)
        assert Household.get().payer_id in {row.member_id for row in HouseholdMember.select()}
        assert _count(NotSame, Member.get(Member.given_name == "Binta").id, one) == any(
            extra["apart"] for extra in extras
        )
        kept = read_member(one)
        assert set(kept.former_numbers) | {kept.number} == {
            "7", "8", *(f"{at}/{place}" for at, extra in enumerate(extras, 7) for place in range(extra["former"])),
        }  # fmt: skip
        for name in ("phones", "emails", "notes", "town", "number", "birth_date"):
            assert getattr(kept, name) == getattr(chosen, name), name
        assert sorted(kept.tags) == sorted(chosen.tags)
        assert kept.custom == {key: value for key, value in chosen.custom.items() if value}

        undo(last_undoable().id)
        assert _rows() == before
