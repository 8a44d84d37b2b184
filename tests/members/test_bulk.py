"""Many members at once: read and written as one by one."""

import datetime

from assoc_desktop.members import bulk
from assoc_desktop.members.custom_fields import save_custom_field
from assoc_desktop.members.data import ContactData, MemberData
from assoc_desktop.members.records import INSTITUTION, EmailAddress, Member, Phone
from assoc_desktop.members.rules import read_member
from assoc_desktop.storage import new_ids, operation


def whole(field_id, n=0):
    """A member that has everything."""
    return MemberData(
        kind=INSTITUTION, number=f"N{n}", name=f"Bibliothèque {n}", library_kind="public", isil="CM-1", town="Kribi",
        country="CM", notes="a\nb", joined_on=datetime.date(2020, 1, 2), languages="fr,en",
        phones=["+237699123456", "+237677889900"], emails=["a@example.org"], tags=["Jury", "Bureau"],
        contacts=[ContactData(family_name="Ba", role="director", main=True), ContactData(family_name="Ka")],
        custom={field_id: "X1"},
    )  # fmt: skip


def insert(*members):
    ids = new_ids(len(members))
    with operation("Test"):
        bulk.insert_members(list(zip(ids, members, strict=True)))
    return list(ids)


def test_what_is_written_together_is_read_one_by_one_and_together(file):
    field_id = save_custom_field("Code", "text").id
    ids = insert(whole(field_id), whole(field_id, 1), MemberData(family_name="Ba"))
    assert read_member(ids[0]).contacts == whole(field_id).contacts
    together = bulk.read_members([*ids, 12345])
    assert set(together) == set(ids)
    for member_id in ids:
        assert together[member_id] == read_member(member_id)
    assert together[ids[0]].tags == ["Bureau", "Jury"]
    assert together[ids[2]].number == ""
    member = Member.get_by_id(ids[0])
    assert member.sort_name == "bibliotheque 0"
    assert "ka" in member.search_text.split()


def test_more_than_one_statement_takes(file, monkeypatch):
    monkeypatch.setattr(bulk, "CHUNK", 2)
    ids = insert(*(MemberData(family_name=f"Ba{n}") for n in range(5)))
    assert [bulk.read_members(ids)[member_id].family_name for member_id in ids] == [
        f"Ba{n}" for n in range(5)
    ]


def test_only_what_differs_is_written(file):
    from dataclasses import replace

    field_id = save_custom_field("Code", "text").id
    other_id = save_custom_field("Autre", "text").id
    (member_id,) = insert(whole(field_id))
    before = bulk.read_members([member_id])[member_id]
    first_phone = Phone.select().order_by(Phone.position).get().id
    after = replace(
        before, town="Buea", phones=[*before.phones, "+237655443322"], emails=["b@example.org"],
        tags=[*before.tags, "Nouveau"], custom={field_id: "X1", other_id: "Y"},
        contacts=[replace(before.contacts[0], phone="+237699123456")],
    )  # fmt: skip
    with operation("Test"):
        bulk.update_members([(member_id, before, after)])
    assert read_member(member_id) == after
    assert Phone.select().order_by(Phone.position).get().id == first_phone
    assert [row.address for row in EmailAddress.select()] == ["b@example.org"]
    assert Member.get_by_id(member_id).search_text.count("nouveau") == 1
    with operation("Test"):
        bulk.update_members([(member_id, after, replace(after, custom={field_id: "X2"}, tags=["Seul"]))])
    assert read_member(member_id).custom == {field_id: "X2"}
    assert read_member(member_id).tags == ["Seul"]


def test_tags_are_made_once_with_their_first_spelling(file):
    with operation("Test"):
        first = bulk.make_tags(["Jury", "JURY", "!!"])
        assert bulk.make_tags(["jury"]) == first
    assert list(first) == ["jury"]
