"""The fields of a member that are more than a line: employer, own fields, contact people, phones."""

import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from assoc_desktop.members.custom_fields import archive_custom_field, save_custom_field
from assoc_desktop.members.data import ContactData
from assoc_desktop.members.forms.member_page import MemberPage
from assoc_desktop.members.memberships import memberships_of
from assoc_desktop.members.records import Member
from assoc_desktop.members.rules import read_member
from tests.screens import (
    button,
    click,
    labels_that_read_markup,
    message_at,
    press,
    retype,
    type_text,
)

DAY = datetime.date
CTRL = Qt.KeyboardModifier.ControlModifier


def test_the_employer_is_found_by_typing(desk, shown, save):
    wanted = save(kind="institution", name="Bibliothèque d'Exemple", town="Ségou")
    save(kind="institution", name="Other library")
    page = shown(MemberPage(desk))
    field = page.fields["employer_id"]
    type_text(field.line, "bibliotheque dex")
    rows = [field.completer.model().index(row, 0).data() for row in range(field.completer.model().rowCount())]
    assert rows == ["Bibliothèque d'Exemple · Ségou"]
    popup = field.completer.popup()
    press(popup, Qt.Key.Key_Down)
    press(popup, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert field.value() == wanted
    assert field.line.text() == "Bibliothèque d'Exemple"
    type_text(page.fields["family_name"].target(), "Example")
    click(page.save_button)
    assert Member.get(Member.family_name == "Example").employer_id == wanted


def test_an_employer_who_is_not_in_the_list_is_told(desk, shown, save):
    for town in ("Ségou", "Gao"):
        save(kind="institution", name="Twin library", town=town)
    page = shown(MemberPage(desk))
    type_text(page.fields["family_name"].target(), "Example")
    type_text(page.fields["employer_id"].target(), "Nowhere")
    click(page.save_button)
    assert message_at(page, "employer_id") == "“Nowhere” is not in the list."
    retype(page.fields["employer_id"].target(), "twin LIBRARY")
    click(page.save_button)
    assert message_at(page, "employer_id").startswith("Several are named “twin LIBRARY”.")


def test_an_employer_is_taken_away_by_emptying_the_field(desk, shown, save, whole):
    member = save(whole)
    page = shown(MemberPage(desk, member))
    retype(page.fields["employer_id"].target(), "")
    click(page.save_button)
    assert read_member(member).employer_id is None


@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [
        ("text", "anything", "anything"),
        ("number", "1,234.5", "1234.5"),
        ("date", "31/01/2026", "2026-01-31"),
    ],
)
def test_custom_fields_that_are_typed(desk, shown, kind, typed, stored):
    field = save_custom_field("R&D <b>", kind)
    page = shown(MemberPage(desk))
    type_text(page.fields["family_name"].target(), "Example")
    type_text(page.fields[f"custom.{field.id}"].target(), typed)
    click(page.save_button)
    member = Member.get().id
    assert read_member(member).custom == {field.id: stored}
    again = shown(MemberPage(desk, member))
    assert again.typed()[f"custom.{field.id}"] == typed
    assert labels_that_read_markup(again, "<b>") == []
    retype(again.fields[f"custom.{field.id}"].target(), "")
    click(again.save_button)
    assert read_member(member).custom == {}


@pytest.mark.parametrize(
    ("kind", "downs", "stored"), [("yes_no", 1, "1"), ("yes_no", 2, "0"), ("choice", 2, "M")]
)
def test_custom_fields_that_are_chosen(desk, shown, kind, downs, stored):
    field = save_custom_field("Field", kind, choices="S\nM")
    page = shown(MemberPage(desk))
    type_text(page.fields["family_name"].target(), "Example")
    box = page.fields[f"custom.{field.id}"].box
    box.setFocus()
    for _time in range(downs):
        press(box, Qt.Key.Key_Down)
    click(page.save_button)
    assert read_member(Member.get().id).custom == {field.id: stored}


@pytest.mark.parametrize(("kind", "typed"), [("number", "many"), ("date", "soon")])
def test_custom_fields_tell_what_they_cannot_read(desk, shown, kind, typed):
    field = save_custom_field("Field", kind)
    page = shown(MemberPage(desk))
    type_text(page.fields["family_name"].target(), "Example")
    type_text(page.fields[f"custom.{field.id}"].target(), typed)
    click(page.save_button)
    assert Member.select().count() == 0
    assert f"“{typed}” is not a" in message_at(page, f"custom.{field.id}")


def test_values_of_archived_fields_stay(desk, shown, save, whole):
    member = save(whole)
    archive_custom_field(next(iter(whole.custom)))
    page = shown(MemberPage(desk, member))
    assert not [name for name in page.fields if name.startswith("custom.")]
    retype(page.fields["profession"].target(), "Director")
    click(page.save_button)
    assert read_member(member).custom == whole.custom


def test_an_institution_has_its_own_fields(desk, shown):
    page = shown(MemberPage(desk, kind="institution"))
    assert "isil" in page.fields
    assert not {"family_name", "birth_date", "employer_id"} & set(page.fields)
    type_text(page.fields["name"].target(), "Example library")
    type_text(page.fields["isil"].target(), "nonsense")
    click(page.save_button)
    assert message_at(page, "isil").startswith("“nonsense” is not an ISIL.")
    retype(page.fields["isil"].target(), "ML-12345")
    click(page.save_button)
    assert Member.get().isil == "ML-12345"
    assert memberships_of(Member.get().id)[0].category.name == "Institution"


def test_contact_people_are_added_ordered_and_removed(desk, shown, save):
    people = [ContactData(family_name=name, main=name == "One") for name in ("One", "Two", "Three")]
    member = save(kind="institution", name="Example library", contacts=people)
    page = shown(MemberPage(desk, member), 1093, 2000)
    field = page.fields["contacts"]
    click(field.people[2].sooner)
    click(field.people[0].remove)
    click(field.add_button)
    added = field.people[-1]
    type_text(added.family_name, "Four")
    type_text(added.phone, "699123456")
    press(added.role, Qt.Key.Key_Down)
    click(page.save_button)
    kept = read_member(member).contacts
    assert [(person.family_name, person.main) for person in kept] == [
        ("Three", True),
        ("Two", False),
        ("Four", False),
    ]
    assert (kept[2].phone, kept[2].role) == ("+237699123456", "administrator")


def test_a_contact_person_who_cannot_be_kept_is_told(desk, shown, save):
    member = save(kind="institution", name="Example library")
    page = shown(MemberPage(desk, member), 1093, 2000)
    field = page.fields["contacts"]
    click(field.add_button)
    person = field.people[0]
    type_text(person.phone, "12")
    for line, told, better in (
        (person.family_name, "A contact person needs a name.", "Koné"),
        (person.phone, "“12” is not a phone number.", "699123456"),
        (person.email, "“nobody” is not an e-mail address.", "kone@example.org"),
    ):
        if line is person.email:
            type_text(line, "nobody")
        click(page.save_button)
        assert message_at(page, "contacts").startswith(told)
        assert line.hasFocus()
        assert line.property("wrong")
        assert read_member(member).contacts == []
        retype(line, better)
    click(page.save_button)
    assert [each.family_name for each in read_member(member).contacts] == ["Koné"]


def test_phones_are_tried_in_the_order_shown(desk, shown, save, whole):
    member = save(whole)
    page = shown(MemberPage(desk, member), 1093, 2000)
    field = page.fields["phones"]
    click(field._lines[1].sooner)
    click(button(field, "Add a phone"))
    type_text(field._lines[2].entry, "677 11 22 33")
    click(page.save_button)
    assert read_member(member).phones == ["+221771234567", "+237699123456", "+237677112233"]
