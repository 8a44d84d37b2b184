"""Two records of one member become one: everything follows, nobody else changes, and undo brings both back."""

from __future__ import annotations

import datetime

import pytest

from assoc_desktop.association.records import Season
from assoc_desktop.members.cards.rules import check_card, mark_printed
from assoc_desktop.members.checking import check_members
from assoc_desktop.members.data import ContactData
from assoc_desktop.members.duplicates.different import remember_different
from assoc_desktop.members.duplicates.merging import absorbed, merge
from assoc_desktop.members.duplicates.proposing import LEFT, RIGHT, in_order, merged
from assoc_desktop.members.memberships import MembershipData, save_membership
from assoc_desktop.members.records import (
    Card,
    Category,
    Consent,
    FormerNumber,
    Household,
    HouseholdMember,
    Member,
    Membership,
    NotSame,
    Proof,
)
from assoc_desktop.members.rules import read_member
from assoc_desktop.members.telling import told_history
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage.check import check_file
from assoc_desktop.storage.database import database
from assoc_desktop.storage.history import history_of, last_undoable, operation
from assoc_desktop.storage.undoing import undo

DAY = datetime.date(2026, 3, 1)


@pytest.fixture
def bring(today, conventions):
    """Bring a second member into a first, with what is proposed or chosen."""

    def bring_(keep_id, other_id, choices=None, **options):
        data = merged(read_member(keep_id), read_member(other_id), choices)
        return merge(keep_id, other_id, data, today=today, conventions=conventions, **options)

    return bring_


def _enrol(member_id, category="Individual", **fields):
    season = Season.get()
    kind = Category.get(Category.name == category)
    values = {"starts_on": season.starts_on, "ends_on": season.ends_on, "fee_due": 5000} | fields
    return save_membership(member_id, MembershipData(season.id, kind.id, **values))


def _rows():
    """Every row of every table that undo brings back."""
    names = [name for name in database.records if name not in ("operation", "history_part", "history_index")]
    return {
        name: sorted(database.execute_sql(f'SELECT * FROM "{name}"').fetchall(), key=repr)
        for name in names
        if name != "number_series"
    }


def _assert_whole():
    assert list(database.execute_sql("PRAGMA foreign_key_check")) == []
    assert check_file(SCHEMA) == []
    assert check_members() == []


def test_one_member_is_left_with_what_both_had(save, bring):
    one = save(
        family_name="Diop",
        given_name="Awa",
        joined_on=DAY,
        phones=["677112233"],
        tags=["board"],
        notes="Kind.",
    )
    other = save(
        family_name="DIOP", given_name="Awa", birth_date=datetime.date(1990, 5, 1), number="X9", phones=["699887766"],
        emails=["awa@example.org"], tags=["Board", "choir"], notes="Sings.", town="Dakar", address="BP 4",
    )  # fmt: skip
    number = Member.get_by_id(one).number

    bring(one, other)

    data = read_member(one)
    assert (data.family_name, data.number, data.former_numbers) == ("Diop", number, ["X9"])
    assert (data.phones, data.emails) == (["+237677112233", "+237699887766"], ["awa@example.org"])
    assert (data.tags, data.notes) == (["board", "choir"], "Kind.\n\nSings.")
    assert (data.town, data.birth_date, data.joined_on) == ("Dakar", datetime.date(1990, 5, 1), DAY)
    assert Member.get_or_none(Member.id == other) is None
    assert "x9" in Member.get_by_id(one).search_text
    assert str(last_undoable()) == "Bring together Awa Diop and Awa DIOP"
    _assert_whole()


def test_undo_brings_both_back_and_redo_brings_them_together_again(save, bring):
    one = save(family_name="Diop", given_name="Awa", number="1", phones=["677112233"], tags=["board"])
    other = save(family_name="Diop", given_name="Awa", number="2", phones=["677112233"], tags=["board"])
    _enrol(one), _enrol(other, fee_due=9000)
    mark_printed(Season.get(), [one, other], on=DAY)
    before = _rows()
    bring(one, other, {"number": RIGHT})
    after = _rows()
    assert Member.get_by_id(one).number == "2"
    assert absorbed(one) == [other]

    taken_back = undo(last_undoable().id)
    assert _rows() == before
    assert absorbed(one) == []

    undo(taken_back)
    assert _rows() == after
    assert absorbed(one) == [other]


def test_of_two_memberships_of_a_season_the_one_with_a_card_stays(save, bring):
    one, other = save(family_name="Diop", given_name="Awa"), save(family_name="Diop", given_name="Awa")
    _enrol(one, fee_due=9000)
    stays = _enrol(other, fee_due=5000)
    mark_printed(Season.get(), [other], on=DAY)

    bring(one, other)

    assert [(row.id, row.member_id, row.fee_due) for row in Membership.select()] == [(stays.id, one, 5000)]
    _assert_whole()


def test_of_two_memberships_without_card_the_one_with_more_to_pay_stays_unless_another_is_chosen(save, bring):
    one, other = save(family_name="Diop", given_name="Awa"), save(family_name="Diop", given_name="Awa")
    small, large = _enrol(one, fee_due=5000), _enrol(other, fee_due=9000)

    bring(one, other)
    assert [row.id for row in Membership.select()] == [large.id]
    undo(last_undoable().id)

    bring(one, other, staying={Season.get().id: small.id})
    assert [(row.id, row.member_id) for row in Membership.select()] == [(small.id, one)]


def test_every_printed_card_is_still_known(save, bring, today):
    one, other = save(family_name="Diop", given_name="Awa", number="1"), save(family_name="Diop", number="2")
    _enrol(one), _enrol(other)
    mark_printed(Season.get(), [one], on=DAY)
    mark_printed(Season.get(), [other], on=DAY + datetime.timedelta(days=1))

    bring(one, other)

    assert [
        (card.serial, card.copy_number, card.member_id) for card in Card.select().order_by(Card.serial)
    ] == [
        ("1-2026-1", 1, one),
        ("2-2026-1", 2, one),
    ]
    older, newer = check_card("1-2026-1", today=today), check_card("2-2026-1", today=today)
    assert (older.verdict, newer.verdict, newer.member_id) == ("replaced", "number", one)
    by_number = check_card("2", today=today)
    assert (by_number.verdict, by_number.member_id) == ("number", one)


def test_a_card_that_is_not_in_the_register_is_judged_by_the_number_it_shows(save, bring, today):
    from assoc_desktop.association.records import the_association
    from assoc_desktop.members.cards.codes import CardClaim, sign

    one, other = save(family_name="Diop", given_name="Awa", number="1"), save(family_name="Diop", number="2")
    _enrol(one)
    bring(one, other)
    key = bytes.fromhex(the_association().card_key)

    checked = check_card(sign(CardClaim("2", "2026", datetime.date(2026, 12, 31)), key), today=today)

    assert (checked.verdict, checked.member_id, checked.number) == ("valid", one, "1")


def test_a_number_that_somebody_had_is_not_given_to_another(save, bring):
    one, other = save(family_name="Diop", number="1"), save(family_name="Diop", number="2")
    bring(one, other)
    with pytest.raises(Invalid, match="Number 2 was that of Diop, whose cards may show it"):
        save(family_name="Sow", number="2")
    save(member_id=one, family_name="Diop", number="2")  # the member may have it back


def test_a_later_word_on_consent_holds_and_of_one_day_the_refusal(save, bring):
    one, other = save(family_name="Diop", given_name="Awa"), save(family_name="Diop", given_name="Awa")
    later = DAY + datetime.timedelta(days=1)
    with operation("Consents"):
        for purpose, mine, its in (
            ("photo", (True, DAY), (False, DAY)),
            ("email", (False, DAY), (True, DAY)),
            ("phone", (False, DAY), (True, later)),
            ("directory", (True, later), (False, DAY)),
        ):
            Consent.create(member=one, purpose=purpose, given=mine[0], said_on=mine[1])
            Consent.create(member=other, purpose=purpose, given=its[0], said_on=its[1])

    bring(one, other)

    assert {row.purpose: row.given for row in Consent.select().where(Consent.member == one)} == {
        "photo": False,
        "email": False,
        "phone": True,
        "directory": True,
    }
    _assert_whole()


def test_who_lives_and_works_with_the_other_does_so_with_the_one_that_is_kept(save, bring):
    library = save(kind="institution", name="Bibliothèque A")
    twin = save(
        kind="institution", name="Bibliothèque B", contacts=[ContactData(family_name="Sow", main=True)]
    )
    reader = save(family_name="Sow", employer_id=twin)
    bring(library, twin)
    assert Member.get_by_id(reader).employer_id == library
    assert [contact.family_name for contact in read_member(library).contacts] == ["Sow"]

    one, other, child = (
        save(family_name="Diop"),
        save(family_name="Diop"),
        save(family_name="Diop", given_name="Ali"),
    )
    with operation("Household"):
        home = Household.create(name="Diop", payer=other)
        for member in (one, other, child):
            HouseholdMember.create(member=member, household=home)
        Proof.create(member=other, name="Student card", seen_on=DAY, valid_until=DAY)
    bring(one, other)

    assert Household.get().payer_id == one
    assert {row.member_id for row in HouseholdMember.select()} == {one, child}
    assert Proof.get().member_id == one
    _assert_whole()


def test_a_household_of_the_two_alone_is_dissolved(save, bring):
    one, other = save(family_name="Diop"), save(family_name="Diop")
    with operation("Household"):
        home = Household.create(name="Diop", payer=other)
        for member in (one, other):
            HouseholdMember.create(member=member, household=home)
    before = _rows()
    bring(one, other)
    assert (Household.select().count(), HouseholdMember.select().count()) == (0, 0)
    _assert_whole()
    undo(last_undoable().id)
    assert _rows() == before


def test_who_is_different_from_the_other_is_different_from_the_one_that_is_kept(save, bring):
    one, other, third, fourth = (save(family_name="Diop", given_name=given) for given in ("A", "B", "C", "D"))
    for pair in ((one, other), (one, third), (other, third), (fourth, other)):
        remember_different(*pair)

    bring(other, one)

    assert {(row.member_id, row.other_id) for row in NotSame.select()} == {(other, third), (other, fourth)}
    _assert_whole()


def test_the_history_of_the_other_is_kept_and_named(save, bring):
    one, other = save(family_name="Diop", number="1"), save(family_name="Diop", number="2", town="Gao")
    third = save(family_name="Diop", number="3")
    bring(one, other)
    bring(third, one)
    assert absorbed(third) == [one, other]
    told = {(change.table, change.kind) for change in history_of(other)}
    assert ("member", "deleted") in told
    assert [row.number for row in FormerNumber.select().order_by(FormerNumber.number)] == ["1", "2"]


def test_the_kept_member_tells_what_was_known_of_the_other(save, bring, conventions):
    one = save(family_name="Diop", given_name="Awa", number="1")
    other = save(family_name="Diop", given_name="Awa", number="2", town="Gao", phones=["677112233"])
    _enrol(one, fee_due=9000), _enrol(other, fee_due=5000)
    bring(one, other)
    brought, *before = told_history(one, conventions)
    assert brought.label == "Bring together Awa Diop and Awa Diop"
    assert "Town: Gao" in brought.lines
    assert "Membership 2026 removed" in brought.lines
    assert any("5,000" in line for line in before[0].lines)  # what that membership was
    assert [told.label for told in before] == [
        "Enrol Awa Diop for 2026",
        "Enrol Awa Diop for 2026",
        "Add Awa Diop",
        "Add Awa Diop",
    ]
    undo(last_undoable().id)
    assert [told.label for told in told_history(one, conventions)][2:] == [
        "Enrol Awa Diop for 2026",
        "Add Awa Diop",
    ]


def test_who_is_in_the_lists_stays_there_whichever_was_archived(save, bring):
    one, other = save(family_name="Diop"), save(family_name="Diop")
    with operation("Archive"):
        Member.update(archived_on=DAY).where(Member.id == one).execute()
    assert in_order(one, other) == (other, one)
    bring(one, other)
    assert Member.get_by_id(one).archived_on is None


def test_what_cannot_be_one_is_refused_in_a_sentence(save, bring, today, conventions):
    one, library = save(family_name="Diop", given_name="Awa"), save(kind="institution", name="Library")
    erased, third = save(family_name="Erased"), save(family_name="Diop", given_name="Ali")
    data = read_member(one)
    with operation("Prepare"):
        Member.update(erased_on=DAY).where(Member.id == erased).execute()
        for member in (one, third):
            home = Household.create(name="Home", payer=member)
            HouseholdMember.create(member=member, household=home)
    before = _rows()
    for other, words in (
        (one, "with itself"),
        (library, "one is a person, the other an institution"),
        (erased, "was erased on request"),
        (12345, "no longer in the list"),
        (third, "live in two households"),
    ):
        with pytest.raises(Refused, match=words):
            merge(one, other, data, today=today, conventions=conventions)
    assert _rows() == before


def test_data_that_cannot_be_kept_is_refused_and_nothing_is_changed(save, today, conventions):
    one, other = save(family_name="Diop"), save(family_name="Diop", number="7")
    before = _rows()
    data = merged(read_member(one), read_member(other))
    data.birth_date = today + datetime.timedelta(days=1)
    with pytest.raises(Invalid, match="birth date lies in the future"):
        merge(one, other, data, today=today, conventions=conventions)
    assert _rows() == before


def test_left_is_taken_where_it_was_chosen(save, bring):
    one = save(family_name="Diop", phones=["677112233"], notes="One")
    other = save(family_name="Diop", phones=["699887766"], notes="Two")
    bring(one, other, {"phones": LEFT, "notes": RIGHT})
    assert (read_member(one).phones, read_member(one).notes) == (["+237677112233"], "Two")
