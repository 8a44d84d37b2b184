"""Saving members: whole, found again, told, undone; leaving and the archive."""

from dataclasses import replace
from datetime import date

import pytest

from assoc_desktop.association.records import Season, the_association
from assoc_desktop.association.rules import identity_of, save_identity
from assoc_desktop.members.custom_fields import save_custom_field
from assoc_desktop.members.data import ContactData, MemberData
from assoc_desktop.members.memberships import (
    enrol,
    facts_of,
)
from assoc_desktop.members.records import (
    INSTITUTION,
    Category,
    ContactPerson,
    Member,
    MemberTag,
    Phone,
    Tag,
)
from assoc_desktop.members.rules import (
    archive,
    bring_back,
    category_named,
    check_member,
    read_member,
    record_leaving,
    tag_ids,
    tags_of,
)
from assoc_desktop.members.status import status_on
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.storage import attachment
from assoc_desktop.storage.history import history_of, last_undoable, operation, recent_operations
from assoc_desktop.storage.undoing import undo

AWA = MemberData(family_name="N'Diaye", given_name="Awa", phones=["699 12 34 56"], emails=["awa@example.org"])
LIBRARY = MemberData(
    kind=INSTITUTION, name="Bibliothèque d'exemple", library_kind="public", isil="CM-1", town="Yaoundé",
    contacts=[ContactData("Mr", "Example", "Jo", "director", "699123457", "jo@example.org", True), ContactData(family_name="Two")],
)  # fmt: skip


# Saving and reading


def test_what_is_saved_is_read_again(save):
    library = save(LIBRARY)
    field = save_custom_field("Shelf", "text")
    photo = attachment.add(b"a photo", "image/jpeg")
    data = replace(
        AWA, number="M1", title="Ms", birth_date=date(1980, 2, 29), profession="Librarian", employer_id=library,
        photo_id=photo, address="1 rue\nHaute", postcode="00100", town="Yaoundé", region="Centre", country="SN",
        website="https://example.org", languages="fr,en", notes="a\n\nb", prospect_since=date(2019, 1, 1),
        joined_on=date(2020, 1, 1), resigned_on=date(2021, 1, 1), struck_off_on=date(2021, 1, 2),
        struck_off_reason="Why", deceased_on=date(2022, 1, 1), phones=["+237699123456", "+33612345678"],
        emails=["a@example.org", "b@example.org"], tags=["board", "Été"], custom={field.id: "A3"},
    )  # fmt: skip
    member_id = save(data)
    assert read_member(member_id) == data
    assert {name for name in vars(data) if not getattr(data, name)} == {
        "name", "library_kind", "isil", "registration_number", "contacts", "former_numbers",
    }  # fmt: skip
    expected = replace(
        LIBRARY, contacts=[replace(LIBRARY.contacts[0], phone="+237699123457"), LIBRARY.contacts[1]]
    )
    assert read_member(library) == expected


@pytest.mark.usefixtures("file")
def test_saving_what_was_read_changes_nothing(save):
    for data in (AWA, replace(LIBRARY, tags=["b", "A"])):
        member_id = save(data)
        before = recent_operations()
        save(read_member(member_id), member_id=member_id)
        assert recent_operations() == before


def test_adding_and_changing_are_named(save):
    member_id = save(AWA)
    save(replace(AWA, town="Douala"), member_id=member_id)
    assert [str(one) for one in recent_operations(2)] == ["Change Awa N'Diaye", "Add Awa N'Diaye"]
    assert history_of(member_id)[0].values == {"town": ("", "Douala")}


def test_only_what_changes_in_lists_is_written(save):
    member_id = save(replace(AWA, phones=["699123456", "699123457", "699123458"]))
    before = {row.number: row.id for row in Phone.select()}
    save(replace(AWA, phones=["699123456", "699123459", "699123458"]), member_id=member_id)
    after = {row.number: row.id for row in Phone.select()}
    assert {number: row_id for number, row_id in after.items() if before.get(number) == row_id}.keys() == {
        "+237699123456", "+237699123458",
    }  # fmt: skip
    told = {
        (change.kind, change.table) for change in history_of(member_id) if change.operation == last_undoable()
    }
    assert told == {("deleted", "phone"), ("inserted", "phone")}


def test_lists_in_another_order(save):
    member_id = save(replace(AWA, phones=["699123456", "699123457"]))
    save(replace(AWA, phones=["699123457", "699123456"]), member_id=member_id)
    assert read_member(member_id).phones == ["+237699123457", "+237699123456"]
    undo(last_undoable().id)
    assert read_member(member_id).phones == ["+237699123456", "+237699123457"]


def test_two_contacts_that_are_the_same_stay_two(save):
    twin = ContactData(family_name="Twin")
    member_id = save(replace(LIBRARY, contacts=[twin, twin, twin]))
    assert ContactPerson.select().count() == 3
    save(replace(LIBRARY, contacts=[twin, twin]), member_id=member_id)
    assert ContactPerson.select().count() == 2


def test_whoever_joined_gets_a_number(save):
    assert Member.get_by_id(save(AWA)).number is None
    assert Member.get_by_id(save(replace(AWA, joined_on=date(2026, 1, 1)))).number == "0001"
    assert Member.get_by_id(save(replace(AWA, joined_on=date(2026, 1, 1), number="77"))).number == "77"
    save_identity(replace(identity_of(the_association()), number_pattern="YY-###"), logo=None)
    assert Member.get_by_id(save(replace(AWA, joined_on=date(2019, 1, 1)))).number == "19-001"


def test_a_photo_stays_once_and_only_its_hash_is_told(save):
    photo = attachment.add(b"a photo" * 1000, "image/jpeg")
    first, second = save(replace(AWA, photo_id=photo)), save(replace(AWA, given_name="Bô", photo_id=photo))
    assert read_member(first).photo_id == read_member(second).photo_id == photo
    assert history_of(first)[0].values["photo_id"] == (None, photo)
    assert attachment.Attachment.select().count() == 1


# What is refused


def check(data, conventions, today, member_id=None):
    return check_member(data, today=today, conventions=conventions, member_id=member_id)


def test_numbers_are_unique(save, conventions, today):
    member_id = save(replace(AWA, number="7"))
    told = {"number": "Number 7 belongs to another member."}
    assert check(replace(AWA, number=" 7 "), conventions, today) == told
    assert check(replace(AWA, number="7"), conventions, today) == told
    assert check(replace(AWA, number="7"), conventions, today, member_id) == {}
    archive([member_id], today)
    assert check(replace(AWA, number="7"), conventions, today) == told


def test_an_employer_is_an_institution_of_the_list(save, conventions, today):
    awa, library = save(AWA), save(LIBRARY)
    assert check(replace(AWA, employer_id=library), conventions, today) == {}
    told = {"employer_id": "The employer must be an institution of the list."}
    for wrong in (awa, 5):
        assert check(replace(AWA, employer_id=wrong), conventions, today) == told
    assert check(replace(LIBRARY, employer_id=library), conventions, today, library) == told


def test_an_employer_remains_an_institution(save, conventions, today):
    library = save(LIBRARY)
    person = replace(AWA, given_name="Was a library")
    assert check(person, conventions, today, library) == {}
    save(replace(AWA, employer_id=library))
    told = "Bibliothèque d'exemple is the employer of other members and remains an institution."
    assert check(person, conventions, today, library) == {"kind": told}
    assert check(LIBRARY, conventions, today, library) == {}


def test_custom_values_are_checked(conventions, today):
    assert check(replace(AWA, custom={5: "x"}), conventions, today) == {
        "custom.5": "This field does not exist any more."
    }


def test_nothing_invalid_is_written(save):
    member_id = save(AWA)
    before = recent_operations()
    with pytest.raises(Invalid) as refusal:
        save(replace(AWA, emails=["x"], family_name="Changed"), member_id=member_id)
    assert list(refusal.value.problems) == ["emails"]
    assert recent_operations() == before and read_member(member_id).family_name == "N'Diaye"


def test_a_member_whose_adding_was_undone_meanwhile(save):
    member_id = save(AWA)
    undo(last_undoable().id)
    with pytest.raises(Refused, match="Awa N'Diaye is no longer in the list"):
        save(AWA, member_id=member_id)
    assert Member.select().count() == 0


def test_whoever_left_comes_back(save):
    member_id = save(replace(AWA, joined_on=date(2020, 1, 1), resigned_on=date(2022, 1, 1)))
    stored = read_member(member_id)
    save(replace(stored, joined_on=date(2026, 1, 1)), member_id=member_id)
    save(read_member(member_id), member_id=member_id)
    assert read_member(member_id).resigned_on == date(2022, 1, 1)
    with pytest.raises(Invalid):
        save(replace(stored, joined_on=date(2026, 1, 1), resigned_on=date(2025, 1, 1)), member_id=member_id)


# Tags


def test_tags_are_one_whatever_their_accents_and_case(save):
    first = save(replace(AWA, tags=["Été", "board"]))
    second = save(replace(AWA, tags=["ete", "BOARD", "Board", "!!!", " "]))
    assert tags_of(first) == tags_of(second) == ["board", "Été"]
    assert sorted(tag.name for tag in Tag.select()) == ["board", "Été"]


def test_tags_not_known_yet_are_made(file):
    with operation("Tag"):
        ids = tag_ids(["New", "new", "Other", ""])
    assert [Tag.get_by_id(one).name for one in ids] == ["New", "Other"]


def test_a_tag_taken_away_stays_for_others(save):
    member_id = save(replace(AWA, tags=["board"]))
    save(replace(AWA, tags=[]), member_id=member_id)
    assert tags_of(member_id) == [] and MemberTag.select().count() == 0 and Tag.select().count() == 1


# Leaving, dying, the archive


@pytest.mark.parametrize(
    ("fact", "label", "code"),
    [
        ("resigned_on", "Record the resignation of Awa N'Diaye", "resigned"),
        ("struck_off_on", "Strike off Awa N'Diaye", "struck_off"),
        ("deceased_on", "Record the death of Awa N'Diaye", "deceased"),
    ],
)
def test_leaving_is_recorded_told_and_undone(save, conventions, today, fact, label, code):
    member_id = save(replace(AWA, joined_on=date(2026, 1, 1)))
    enrol([member_id], Season.get(), Category.get(Category.name == "Individual"))
    record_leaving(member_id, fact, today, reason=" Why ", today=today)
    member = Member.get_by_id(member_id)
    assert getattr(member, fact) == today
    assert member.struck_off_reason == ("Why" if fact == "struck_off_on" else "")
    assert str(last_undoable()) == label
    assert status_on(today, facts_of(member), conventions).code == code
    undo(last_undoable().id)
    assert status_on(today, facts_of(Member.get_by_id(member_id)), conventions).code == "new"


def test_leaving_on_the_day_of_joining(save):
    member_id = save(replace(AWA, joined_on=date(2026, 1, 1)))
    record_leaving(member_id, "resigned_on", date(2026, 1, 1))
    with pytest.raises(Invalid) as refusal:
        record_leaving(member_id, "resigned_on", date(2025, 12, 31))
    assert refusal.value.problems == {"resigned_on": "This day lies before Awa N'Diaye joined."}


def test_what_cannot_be_recorded(save, today):
    member_id = save(AWA)
    with pytest.raises(Refused, match="Say why Awa N'Diaye is struck off"):
        record_leaving(member_id, "struck_off_on", today, reason=" ")
    with pytest.raises(Invalid, match="The day of death lies in the future"):
        record_leaving(member_id, "deceased_on", date(2026, 5, 15), today=today)
    record_leaving(member_id, "resigned_on", date(2026, 12, 31), today=today)
    assert len(recent_operations()) == 3


def test_the_archive(save, today):
    ids = [save(replace(AWA, given_name=name)) for name in ("Awa", "Bô", "Chi")]
    archive(ids[:2], today)
    assert [Member.get_by_id(one).archived_on for one in ids] == [today, today, None]
    assert str(last_undoable()) == "Archive 2 members"
    bring_back(ids[:1])
    assert str(last_undoable()) == "Bring Awa N'Diaye back from the archive"
    assert [Member.get_by_id(one).archived_on for one in ids] == [None, today, None]
    undo(last_undoable().id)
    undo(last_undoable().id)
    assert Member.select().where(Member.archived_on.is_null()).count() == 3
    archive(ids[:1], today)
    assert str(last_undoable()) == "Archive Awa N'Diaye"
    bring_back(ids)
    assert str(last_undoable()) == "Bring 3 members back from the archive"


def test_the_archive_of_nobody(file, today):
    before = recent_operations()
    archive([], today)
    assert recent_operations() == before


def test_more_than_a_statement_holds(save, today, monkeypatch):
    ids = [save(replace(AWA, given_name=str(number))) for number in range(3)]
    archive([*ids, *range(1, 1500)], today)
    assert Member.select().where(Member.archived_on == today).count() == 3


@pytest.mark.parametrize(
    ("name", "found"), [("student", True), ("STUDENT ", True), ("étudent", False), ("", False)]
)
def test_a_category_by_its_name(file, name, found):
    assert bool(category_named(name)) is found
