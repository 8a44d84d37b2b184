"""The history of a member is told in words: no id, no code, no column name reaches a person."""

import datetime
from dataclasses import replace

import pytest

from assoc_desktop.association.records import Season, the_association
from assoc_desktop.language import speak
from assoc_desktop.members.custom_fields import save_custom_field
from assoc_desktop.members.data import ContactData, MemberData
from assoc_desktop.members.memberships import (
    proposed_membership,
    remove_membership,
    save_membership,
)
from assoc_desktop.members.records import (
    Card,
    Category,
    Consent,
    CustomValue,
    FormerNumber,
    Household,
    HouseholdMember,
    Membership,
    NotSame,
    Phone,
    Proof,
)
from assoc_desktop.members.rules import read_member, record_leaving
from assoc_desktop.members.telling import custom_value_in_words, told_history
from assoc_desktop.storage import attachment
from assoc_desktop.storage.history import last_undoable, operation
from assoc_desktop.storage.undoing import undo

DAY = datetime.date


@pytest.fixture
def changed(save, conventions):
    """Change a member's data and give what is told of the change."""

    def change(member_id, **values):
        save(replace(read_member(member_id), **values), member_id)
        return list(told_history(member_id, conventions)[0].lines)

    return change


@pytest.fixture
def awa(save):
    return save(MemberData(family_name="Example", given_name="Awa", phones=["699123456"], tags=["board"]))


def test_who_did_what_and_when(awa, conventions, monkeypatch):
    (told,) = told_history(awa, conventions)
    now = datetime.datetime.now().astimezone()
    assert told.label == "Add Awa Example"
    assert datetime.timedelta() <= now - told.at < datetime.timedelta(minutes=1)
    assert told.who == last_undoable().who


def test_a_new_member_is_told_with_all_that_was_given(awa, conventions):
    assert told_history(awa, conventions)[0].lines == (
        "Kind of member: Person", "Family name: Example", "Given name: Awa", "Phone added: 6 99 12 34 56",
        "Tag added: board",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("values", "lines"),
    [
        ({"family_name": "N'Diaye"}, ["Family name: Example → N'Diaye"]),
        ({"birth_date": DAY(1990, 1, 31)}, ["Birth date: 31/01/1990"]),
        ({"given_name": ""}, ["Given name: Awa → nothing"]),
        ({"country": "SN"}, ["Country: Senegal"]),
        ({"languages": "fr,en"}, ["Languages: French, English"]),
        ({"tags": ["treasurer"]}, ["Tag removed: board", "Tag added: treasurer"]),
        ({"phones": ["+221771234567", "699123456"]}, ["Phone added: +221 77 123 45 67", "Phones in another order"]),
        ({"phones": []}, ["Phone removed: 6 99 12 34 56"]),
        ({"emails": ["awa@example.org"]}, ["E-mail added: awa@example.org"]),
        ({"notes": "one\ntwo"}, ["Notes: one two"]),
        ({"notes": "x" * 500}, [f"Notes: {'x' * 79}…"]),
        ({"number": "0042", "joined_on": DAY(2026, 5, 1)}, ["Number: 0042", "Joined on: 01/05/2026"]),
    ],
)  # fmt: skip
def test_changes_of_a_person(awa, changed, values, lines):
    assert changed(awa, **values) == lines


def test_photos_are_told_without_their_hash(awa, changed):
    first, second = attachment.add(b"one", "image/jpeg"), attachment.add(b"two", "image/jpeg")
    assert changed(awa, photo_id=first) == ["Photo added"]
    assert changed(awa, photo_id=second) == ["Photo replaced"]
    assert changed(awa, photo_id=None) == ["Photo removed"]


def test_the_employer_is_told_by_name(awa, save, changed):
    library = save(MemberData(kind="institution", name="Example library", library_kind="public"))
    assert changed(awa, employer_id=library) == ["Employer: Example library"]
    assert changed(awa, employer_id=None) == ["Employer: Example library → nothing"]


def test_an_institution_and_its_contact_people(save, changed, conventions):
    people = [ContactData(given_name="Awa", family_name="Example", role="director", phone="699123456")]
    library = save(MemberData(kind="institution", name="Example library", library_kind="public"))
    assert told_history(library, conventions)[0].lines == (
        "Kind of member: Institution",
        "Name: Example library",
        "Kind of library: Public library",
    )
    assert changed(library, contacts=people) == ["Contact person added: Awa Example"]
    people[0] = replace(
        people[0], role="treasurer", email="awa@example.org", phone="+237699123456", main=True
    )
    assert changed(library, contacts=people) == [
        "Contact person Awa Example · Role: Director → Treasurer",
        "Contact person Awa Example · E-mail: awa@example.org",
    ]
    assert changed(library, contacts=[]) == ["Contact person removed: Awa Example"]


def test_the_main_contact_is_told_as_yes_and_no(save, changed):
    people = [ContactData(family_name="One", main=True), ContactData(family_name="Two")]
    library = save(MemberData(kind="institution", name="Example library", contacts=people))
    people = [replace(people[0], main=False), replace(people[1], main=True)]
    assert changed(library, contacts=people) == [
        "Contact person One · Main contact: yes → no",
        "Contact person Two · Main contact: no → yes",
    ]


@pytest.mark.parametrize(
    ("kind", "choices", "first", "second", "line"),
    [
        ("text", "", "a", "b", "Field: a → b"),
        ("date", "", "2026-01-31", "2026-02-01", "Field: 31/01/2026 → 01/02/2026"),
        ("yes_no", "", "1", "0", "Field: yes → no"),
        ("number", "", "1234.5", "0.12345", "Field: 1,234.5 → 0.12345"),
        ("choice", "S\nM", "S", "M", "Field: S → M"),
    ],
)
def test_custom_fields(awa, changed, conventions, kind, choices, first, second, line):
    field = save_custom_field("Field", kind, choices=choices)
    changed(awa, custom={field.id: first})
    assert changed(awa, custom={field.id: second}) == [line]
    shown = custom_value_in_words(field, second, conventions)
    assert line.endswith(f"→ {shown}")
    assert changed(awa, custom={}) == [f"Field: {shown} → nothing"]


def test_a_custom_value_changed_in_its_place_is_told_too(awa, changed, conventions):
    field = save_custom_field("Shelf", "text")
    changed(awa, custom={field.id: "a"})
    with operation("Change"):
        CustomValue.update(value="b").execute()
    assert told_history(awa, conventions)[0].lines == ("Shelf: a → b",)


def test_phones_moved_in_their_place_are_an_order(awa, conventions):
    with operation("Change"):
        Phone.update(position=3).execute()
    assert told_history(awa, conventions)[0].lines == ("Phones in another order",)


def test_memberships_with_amounts_and_names(awa, conventions):
    season = Season.get()
    individual, student = (
        Category.get(Category.name == "Individual"),
        Category.get(Category.name == "Student"),
    )
    membership = save_membership(awa, proposed_membership(season, individual))
    assert told_history(awa, conventions)[0].lines == (
        "Number: 0001",
        "Membership 2026: Individual, from 01/01/2026 to 31/12/2026, FCFA5,000 due",
    )
    data = replace(
        proposed_membership(season, student), fee_due=5000, reduction=1000, reduction_reason="Lives far away"
    )
    save_membership(awa, data, membership_id=membership.id)
    assert told_history(awa, conventions)[0].lines == (
        "Membership 2026 · Category: Individual → Student",
        "Membership 2026 · Reduction: FCFA0 → FCFA1,000",
        "Membership 2026 · Reason for the reduction: Lives far away",
    )
    remove_membership(membership.id)
    assert told_history(awa, conventions)[0].lines == ("Membership 2026 removed",)


def test_a_membership_moved_to_another_season_says_from_which(awa, conventions):
    first = Season.get()
    other = Season.create(label="2027", starts_on=DAY(2027, 1, 1), ends_on=DAY(2027, 12, 31))
    data = replace(proposed_membership(first, Category.get()), ends_on=DAY(2027, 1, 31))
    membership = save_membership(awa, data)
    save_membership(awa, replace(data, season_id=other.id), membership_id=membership.id)
    assert told_history(awa, conventions)[0].lines == ("Membership 2027 · Season: 2026 → 2027",)


def test_cards_are_told_by_their_serial(awa, conventions):
    with operation("Print cards"):
        card = Card.create(serial="0001-2026-1", member=awa, season=Season.get(), printed_on=DAY(2026, 5, 1))
    assert told_history(awa, conventions)[0].lines == ("Card 0001-2026-1 · Printed on: 01/05/2026",)
    with operation("Hand over"):
        Card.update(handed_over_on=DAY(2026, 5, 2)).execute()
    assert told_history(awa, conventions)[0].lines == ("Card 0001-2026-1 · Handed over on: 02/05/2026",)
    with operation("Remove"):
        card.delete_instance()
    assert told_history(awa, conventions)[0].lines == ("Card 0001-2026-1 removed",)


def test_leaving_and_its_undo(awa, conventions):
    record_leaving(awa, "struck_off_on", DAY(2026, 3, 1), reason="Did not pay")
    undo(last_undoable().id)
    back, left, _added = told_history(awa, conventions)
    assert left.lines == ("Struck off on: 01/03/2026", "Reason for striking off: Did not pay")
    assert back.label == "Undo: Strike off Awa Example"
    assert back.lines == (
        "Struck off on: 01/03/2026 → nothing",
        "Reason for striking off: Did not pay → nothing",
    )


def test_what_is_gone_has_no_id_in_its_place(awa, changed, conventions):
    changed(awa, tags=["treasurer"])
    from assoc_desktop.members.records import MemberTag, Tag

    with operation("Clear"):
        MemberTag.delete().execute()
        Tag.delete().execute()
    assert told_history(awa, conventions)[0].lines == ("Tag removed: (no longer there)",)


def test_dates_follow_the_language(awa, changed):
    changed(awa, birth_date=DAY(1990, 1, 31))
    speak("fr")
    lines = told_history(awa, the_association().conventions_in("fr"))[0].lines
    assert lines[0].endswith("31/01/1990")


@pytest.fixture
def household(awa):
    with operation("Make a household"):
        return Household.create(name="Example family", payer=awa)


def test_a_household_is_told_by_its_name(awa, household, conventions):
    with operation("Join"):
        HouseholdMember.create(member=awa, household=household)
    assert told_history(awa, conventions)[0].lines == ("Joined the household Example family",)
    with operation("Leave"):
        HouseholdMember.delete().execute()
    assert told_history(awa, conventions)[0].lines == ("Left the household Example family",)


def test_proofs_are_told_with_their_days(awa, conventions):
    with operation("Note a proof"):
        proof = Proof.create(
            member=awa, name="Student card", seen_on=DAY(2026, 1, 5), valid_until=DAY(2026, 9, 30)
        )
    line = "Proof Student card: seen on 05/01/2026, valid until 30/09/2026"
    assert told_history(awa, conventions)[0].lines == (line,)
    with operation("Prolong"):
        Proof.update(valid_until=DAY(2027, 9, 30)).execute()
    line = "Proof Student card · Valid until: 30/09/2026 → 30/09/2027"
    assert told_history(awa, conventions)[0].lines == (line,)
    with operation("Remove"):
        proof.delete_instance()
    assert told_history(awa, conventions)[0].lines == ("Proof Student card removed",)


def test_consents_are_told_with_their_purpose(awa, conventions):
    with operation("Agree"):
        Consent.create(member=awa, purpose="photo", given=True, said_on=DAY(2026, 1, 5), source="paper form")
    assert told_history(awa, conventions)[0].lines == (
        "Consent “Photo on cards and lists”: agreed, 05/01/2026, paper form",
    )
    with operation("Refuse"):
        Consent.update(given=False).execute()
    line = "Consent “Photo on cards and lists” · Answer: agreed → refused"
    assert told_history(awa, conventions)[0].lines == (line,)
    with operation("Change"):
        Consent.update(given=True, said_on=DAY(2026, 2, 5), source="").execute()
    assert told_history(awa, conventions)[0].lines == (
        "Consent “Photo on cards and lists” · Answer: refused → agreed · Said on: 05/01/2026 → 05/02/2026"
        " · How we know: paper form → nothing",
    )
    with operation("Take out"):
        Consent.delete().execute()
    line = "Consent “Photo on cards and lists” taken out"
    assert told_history(awa, conventions)[0].lines == (line,)


def test_former_numbers_and_look_alikes_are_told(awa, save, conventions):
    other = save(family_name="Example", given_name="Awah")
    with operation("Note"):
        FormerNumber.create(member=awa, number="0099")
        NotSame.create(member=awa, other=other)
    assert told_history(awa, conventions)[0].lines == (
        "Former number added: 0099",
        "Not the same as Awah Example",
    )
    with operation("Take back"):
        FormerNumber.delete().execute()
        NotSame.delete().execute()
    assert told_history(awa, conventions)[0].lines == (
        "Former number removed: 0099",
        "May be the same as Awah Example again",
    )


def test_what_came_from_another_record_is_told_by_both(awa, save, household, conventions):
    field = save_custom_field(name="Shelf", kind="text").id
    season = Season.get()
    double = save(family_name="Double", phones=["699000111"], custom={field: "B"})
    with operation("Prepare"):
        Membership.create(member=double, season=season, category=Category.get(), starts_on=season.starts_on)
        Card.create(serial="0002-2026-1", member=double, season=season, printed_on=DAY(2026, 5, 1))
        Proof.create(member=double, name="Student card", seen_on=DAY(2026, 1, 5), valid_until=DAY(2026, 9, 1))
        Consent.create(member=double, purpose="photo", given=True, said_on=DAY(2026, 1, 5))
        HouseholdMember.create(member=double, household=household)
    with operation("Bring together"):
        for record in (Phone, CustomValue, Membership, Card, Proof, Consent, HouseholdMember):
            record.update(member=awa).where(record.member == double).execute()
    things = {
        "membership 2026", "card 0002-2026-1", "6 99 00 01 11", "Shelf", "Student card", "Example family",
        "Photo on cards and lists",
    }  # fmt: skip
    for member, words in ((awa, "Taken over from"), (double, "Given to")):
        lines = told_history(member, conventions)[0].lines
        assert set(lines) == {f"{words} another record: {thing}" for thing in things}
