"""Names of members, and texts of records."""

import pytest

from assoc_desktop.members.records import (
    INSTITUTION,
    PERSON,
    ContactPerson,
    CustomField,
    Member,
    Membership,
    Tag,
    full_name,
    list_name,
)


@pytest.mark.parametrize(
    ("kind", "names", "listed", "full"),
    [
        (PERSON, ("", "N'Diaye", "Awa"), "N'Diaye Awa", "Awa N'Diaye"),
        (PERSON, ("ignored", "N'Diaye", ""), "N'Diaye", "N'Diaye"),
        (PERSON, ("", "", "Awa"), "Awa", "Awa"),
        (INSTITUTION, ("Example library", "left", "over"), "Example library", "Example library"),
    ],
)
def test_names(kind, names, listed, full):
    name, family_name, given_name = names
    assert list_name(kind, *names) == listed
    assert full_name(kind, *names) == full
    member = Member(kind=kind, name=name, family_name=family_name, given_name=given_name)
    assert member.full_name == str(member) == full


def test_texts_of_records():
    assert str(ContactPerson(title="Ms", given_name="Awa", family_name="N'Diaye")) == "Ms Awa N'Diaye"
    assert str(ContactPerson(family_name="N'Diaye")) == "N'Diaye"
    assert str(Tag(name="board")) == "board"
    assert str(CustomField(name="Shelf")) == "Shelf"
    assert Membership(fee_due=5000, reduction=1500).to_pay == 3500
