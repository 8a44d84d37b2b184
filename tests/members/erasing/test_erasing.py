"""Erasing a person: nothing of them is anywhere, and everything that is counted stays."""

import datetime
import json

import pytest

from assoc_desktop.association.records import present_season
from assoc_desktop.members.cards.rules import mark_printed
from assoc_desktop.members.consents import save_consent
from assoc_desktop.members.custom_fields import save_custom_field
from assoc_desktop.members.data import ContactData
from assoc_desktop.members.erasing.rules.applying import erase
from assoc_desktop.members.erasing.rules.planning import plan_erasing
from assoc_desktop.members.households import HouseholdData, people_of, read_household, save_household
from assoc_desktop.members.memberships import MembershipData, enrol, memberships_of, save_membership
from assoc_desktop.members.proofs import ProofData, save_proof, save_proofs
from assoc_desktop.members.records import (
    Card,
    Category,
    FormerNumber,
    Household,
    Member,
    Membership,
    NotSame,
    Proof,
)
from assoc_desktop.members.rules import (
    archive,
    bring_back,
    category_named,
    read_member,
    record_leaving,
    save_member,
)
from assoc_desktop.refusals import Cancelled, Refused
from assoc_desktop.storage import attachment
from assoc_desktop.storage.attachment import Attachment
from assoc_desktop.storage.history import Operation, history_of, last_undoable, operation, record_classes
from assoc_desktop.storage.undoing import undo
from tests.members.cards.faces import picture
from tests.members.erasing.looking import counts, faults, others, places_with

DAY = datetime.date(2026, 3, 1)
WORDS = [
    "Zaïnabou", "Kwitcheu", "zainabou", "kwitcheu", "+237677123456", "zaina.k@example.org", "Rue des Manguiers",
    "Ngaoundéré", "1961-07-23", "Archivist of maps", "allergic", "QX-0077", "private value",
    "a hard year", "badge no. 5", "student card of Z",
]  # fmt: skip


@pytest.fixture
def season(file, today):
    return present_season(today)


@pytest.fixture
def zaina(save, season, today):
    """Somebody of whom the file knows everything."""
    field = save_custom_field("Hobby", "text").id
    member = save(
        title="Dr", family_name="Kwitcheu", given_name="Zaïnabou", birth_date=datetime.date(1961, 7, 23),
        profession="Archivist of maps", number="QX-0077", address="Rue des Manguiers", town="Ngaoundéré",
        region="Adamaoua", phones=["+237677123456"], emails=["zaina.k@example.org"], notes="allergic to dust",
        tags=["secretive tag"], custom={field: "private value"}, joined_on=DAY, languages="fr",
        photo_id=attachment.add(picture(colour="red"), "image/jpeg"),
    )  # fmt: skip
    data = MembershipData(
        season_id=season.id, category_id=category_named("Individual").id, starts_on=DAY, ends_on=season.ends_on,
        fee_due=5000, reduction=1000, reduction_reason="a hard year",
    )  # fmt: skip
    save_membership(member, data)
    mark_printed(season, [member], on=today)
    save_consent(member, "photo", True, DAY, "badge no. 5", today=today)
    with operation("Proof"):
        Proof.create(member=member, name="student card of Z", seen_on=DAY, valid_until=today)
        FormerNumber.create(member=member, number="QX-0001")
    return member


@pytest.fixture
def ali(save, season):
    member = save(family_name="Diop", given_name="Ali", phones=["+237655000001"], joined_on=DAY)
    enrol([member], season, category_named("Individual"))
    return member


def keys(plan):
    return {mention.key for mention in plan.mentions}


def test_nothing_of_a_person_is_anywhere(zaina, ali, save, today):
    save(read_member(zaina), member_id=zaina)
    data = read_member(zaina)
    data.profession, data.phones = "Cartographer", ["+237677123456", "+237699887766"]
    save(data, member_id=zaina)
    before, untouched = counts(), others([ali])
    assert len(places_with(WORDS)) > 20
    done = erase([zaina], today=today)
    assert places_with([*WORDS, "Cartographer", "+237699887766", "QX-0001"]) == []
    assert faults() == []
    assert counts() == before
    assert others([ali]) == untouched
    assert (done.members, done.rewritten) == (1, True)


def test_what_is_left_is_a_row_without_a_name(zaina, today):
    erase([zaina], today=today)
    member = Member.get_by_id(zaina)
    assert member.full_name == "Personne effacée"
    assert (member.number, member.birth_date, member.photo_id, member.town) == (None, None, None, "")
    assert (member.joined_on, member.erased_on, member.archived_on) == (DAY, today, today)
    assert [(row.to_pay, row.reduction_reason) for row in memberships_of(zaina)] == [(4000, "")]
    (card,) = Card.select()
    assert card.serial == f"E{card.id}"
    assert card.printed_on == today
    assert Attachment.select().count() == 0


def test_the_history_still_tells_when(zaina, today):
    erase([zaina], today=today)
    told = history_of(zaina)
    tables = {change.table for change in told}
    assert tables >= {"member", "membership", "card"}
    text = str([change.values for change in told])
    for word in WORDS:
        assert word not in text
    assert str(told[0].operation) == "Erase 1 on request"
    names = {json.loads(row.details).get("name", "Personne effacée") for row in Operation.select()}
    assert names <= {"Personne effacée", "Example association", "Hobby"} | {
        row.name for row in Category.select()
    }


def test_what_was_scrubbed_cannot_be_undone_and_the_rest_can(zaina, ali, save, today):
    data = read_member(ali)
    data.town = "Garoua"
    save(data, member_id=ali)
    change = last_undoable()
    touched = {one.operation.id for one in history_of(zaina)}
    erase([zaina], today=today)
    for each in touched - {change.id}:
        with pytest.raises(Refused, match=r"can no longer be undone|cannot be undone"):
            undo(each)
    assert last_undoable().id == change.id
    undo(change.id)
    assert read_member(ali).town == ""


def test_the_erasing_itself_is_not_undone(zaina, today):
    erase([zaina], today=today)
    last = Operation.select().order_by(Operation.id.desc()).first()
    with pytest.raises(Refused, match="cannot be undone, only reversed"):
        undo(last.id)


def test_who_was_erased_is_never_changed_again(zaina, ali, season, today, conventions):
    erase([zaina], today=today)
    sentence = "erased on request and can no longer be changed"
    data = read_member(zaina)
    membership = MembershipData(
        season_id=season.id,
        category_id=category_named("Individual").id,
        starts_on=DAY,
        ends_on=None,
        fee_due=0,
    )
    for attempt in (
        lambda: save_member(data, today=today, conventions=conventions, member_id=zaina),
        lambda: erase([ali, zaina], today=today),
        lambda: plan_erasing(zaina, today=today, conventions=conventions),
        lambda: enrol([ali, zaina], season, category_named("Individual")),
        lambda: save_membership(zaina, membership),
        lambda: record_leaving(zaina, "resigned_on", today),
        lambda: bring_back([zaina]),
        lambda: save_proof(zaina, ProofData(name="x", seen_on=today, valid_until=today), today=today),
        lambda: save_proofs([ali, zaina], ProofData(name="x", seen_on=today, valid_until=today), today=today),
        lambda: archive([zaina, ali], today),
    ):
        with pytest.raises(Refused, match=sentence):
            attempt()
    assert Member.get_by_id(ali).erased_on is None


def test_undoing_an_operation_on_many_does_not_bring_back_the_erased(zaina, ali, today):
    archive([zaina, ali], today)
    both = last_undoable()
    erase([zaina], today=today)
    with pytest.raises(Refused, match="can no longer be undone"):
        undo(both.id)
    assert Member.get_by_id(zaina).archived_on == today


def test_it_can_be_stopped_and_then_nothing_has_happened(zaina, today):
    def stop(_done, _total):
        raise Cancelled

    before = (counts(), others([zaina]), Operation.select().count())
    with pytest.raises(Cancelled):
        erase([zaina], today=today, progress=stop)
    assert (counts(), others([zaina]), Operation.select().count()) == before


def test_somebody_who_is_not_there_is_refused(zaina, today):
    with pytest.raises(Refused, match="no longer in the list"):
        erase([zaina, 12345], today=today)
    assert read_member(zaina).family_name == "Kwitcheu"


def test_every_table_that_points_to_a_member_is_thought_of():
    from assoc_desktop.members.erasing.rules.keeping import STAYS
    from assoc_desktop.schema import SCHEMA

    for record in SCHEMA.tables:
        points = [
            field for field in record._meta.sorted_fields if getattr(field, "rel_model", None) is Member
        ]
        name = record._meta.table_name
        if points or record is Member:
            # A household belongs to several members and lives on without the one.
            assert name in STAYS or name == "household", name
        columns = {field.column_name for field in record._meta.sorted_fields}
        assert set(STAYS.get(name) or ()) <= columns


# Families, photos that several have, records that were others before


def test_a_household_gets_another_payer(zaina, ali, save, today, conventions):
    lea = save(family_name="Diop", given_name="Léa")
    home = save_household(HouseholdData("The Diop family", [zaina, ali, lea], zaina))
    assert (
        "The household “The Diop family” gets another payer."
        in plan_erasing(zaina, today=today, conventions=conventions).warnings
    )
    erase([zaina], today=today)
    assert read_household(home.id).payer_id == ali
    assert [each.id for each in people_of(home.id)] == [ali, lea]
    assert faults() == []
    assert places_with(WORDS) == []


def test_a_household_of_two_is_dissolved_and_its_name_goes(zaina, ali, today, conventions):
    home = save_household(HouseholdData("The Kwitcheu house", [zaina, ali], zaina))
    save_household(HouseholdData("The Kwitcheu family", [zaina, ali], zaina), household_id=home.id)
    warnings = plan_erasing(zaina, today=today, conventions=conventions).warnings
    assert "The household “The Kwitcheu family” is dissolved: one person is left." in warnings
    erase([zaina], today=today)
    assert Household.select().count() == 0
    assert places_with(WORDS) == []


def test_a_photo_that_somebody_else_has_stays(zaina, save, today):
    photo = read_member(zaina).photo_id
    save(family_name="Twin", photo_id=photo)
    erase([zaina], today=today)
    assert [row.sha256 for row in Attachment.select()] == [photo]


def test_a_photo_that_somebody_else_had_stays_so_that_undo_works(zaina, save, today):
    photo = read_member(zaina).photo_id
    twin = save(family_name="Twin", photo_id=photo)
    save(read_member(twin).__class__(family_name="Twin"), member_id=twin)
    change = last_undoable()
    erase([zaina], today=today)
    undo(change.id)
    assert read_member(twin).photo_id == photo


def test_what_was_taken_back_goes_as_well(save, today):
    first = save(family_name="Kwitcheu", given_name="Zaïnabou", phones=["+237677123456"], notes="allergic")
    undo(last_undoable().id)
    again = save(family_name="Kwitcheu", given_name="Zaïnabou", emails=["zaina.k@example.org"])
    assert first != again
    erase([again], today=today)
    assert places_with(WORDS) == []


def test_undone_and_redone(zaina, save, today):
    data = read_member(zaina)
    data.notes = "Archivist of maps, again"
    save(data, member_id=zaina)
    undo(undo(last_undoable().id))
    erase([zaina], today=today)
    assert places_with([*WORDS, "again"]) == []
    assert faults() == []


def test_an_institution_with_its_people(save, today):
    library = save(
        kind="institution", name="Library of the Two Rivers", emails=["rivers@example.org"],
        contacts=[ContactData(given_name="Ousmane", family_name="Sembène", email="o.s@example.org", main=True)],
    )  # fmt: skip
    reader = save(family_name="Ba", given_name="Awa", employer_id=library)
    erase([library], today=today)
    assert places_with(["Two Rivers", "rivers@", "Sembène", "o.s@example.org"]) == []
    assert Member.get_by_id(library).full_name == "Institution effacée"
    assert read_member(reader).employer_id == library
    assert faults() == []


def test_notes_that_two_are_not_the_same_go(zaina, ali, today):
    with operation("Not the same"):
        NotSame.create(member=min(zaina, ali), other=max(zaina, ali))
    erase([zaina], today=today)
    assert NotSame.select().count() == 0


def test_several_at_once(zaina, ali, save, today):
    lea = save(family_name="Mbarga", given_name="Léa", notes="left us")
    before = others([lea])
    erase([zaina, ali], today=today)
    assert places_with([*WORDS, "Diop", "+237655000001"]) == []
    assert others([lea]) == before
    assert faults() == []
    assert Membership.select().count() == 2
    assert record_classes()["member"] is Member
