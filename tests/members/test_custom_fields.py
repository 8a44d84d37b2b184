"""Fields of the treasurer's own: what they hold, and that no value is lost."""

import pytest

from assoc_desktop.members.custom_fields import (
    archive_custom_field,
    check_custom_field,
    check_custom_values,
    custom_fields,
    save_custom_field,
)
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.records import BOTH, INSTITUTION, PERSON, CustomField, CustomValue
from assoc_desktop.members.rules import read_member
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.storage.history import last_undoable, recent_operations
from assoc_desktop.storage.undoing import undo

pytestmark = pytest.mark.usefixtures("file")


@pytest.mark.parametrize(
    ("kind", "good", "bad", "sentence"),
    [
        ("text", ["x", "", " a "], [], ""),
        ("number", ["5", "-1.25", "", " 7 "], ["1,5", "1.", "x", "٣", "1e5", "+1"], "Field: “{value}” is not a number."),
        ("date", ["2026-05-14", ""], ["14/05/2026", "20260514", "2026-W20-4", "2026-02-29"], "Field: “{value}” is not a date."),
        ("yes_no", ["0", "1", ""], ["yes", "2"], "Field: “{value}” is neither yes nor no."),
        ("choice", ["S", "M x", ""], ["L", "s"], "Field: “{value}” is not one of the choices."),
    ],
)  # fmt: skip
def test_what_a_field_may_hold(kind, good, bad, sentence):
    field = save_custom_field("Field", kind, choices=" S \n\nM x\nS" if kind == "choice" else "")
    for value in good:
        assert check_custom_values({field.id: value}) == {}
    for value in bad:
        assert check_custom_values({field.id: value}) == {f"custom.{field.id}": sentence.format(value=value)}


def test_a_field_that_does_not_exist():
    assert check_custom_values({5: "x"}) == {"custom.5": "This field does not exist any more."}
    assert check_custom_values({5: ""}) == {}


@pytest.mark.parametrize(
    ("values", "problems"),
    [
        ({"name": " "}, {"name": "The field needs a name."}),
        ({"name": " Old "}, {"name": "There is a field named Old already."}),
        ({"kind": "colour"}, {"kind": "Choose what the field holds."}),
        (
            {"kind": "choice", "choices": "one\n \n one"},
            {"choices": "Write at least two choices, one per line."},
        ),
        (
            {"applies_to": "dogs"},
            {"applies_to": "Choose whether the field is for persons, institutions or both."},
        ),
        ({}, {}),
    ],
)
def test_what_is_checked_of_a_field(values, problems):
    save_custom_field("Old", "text")
    given = {"name": "New", "kind": "text", "choices": ""} | values
    assert check_custom_field(**given) == problems
    if problems:
        with pytest.raises(Invalid) as refusal:
            save_custom_field(**given)
        assert refusal.value.problems == problems


def test_a_field_keeps_its_own_name():
    field = save_custom_field("Old", "text")
    assert check_custom_field("Old", "text", "", field_id=field.id) == {}


def test_adding_and_changing_are_told():
    field = save_custom_field(" Shelf ", "choice", choices=" A \nB\n\nA", applies_to=INSTITUTION)
    assert (field.name, field.choices, field.applies_to, field.position) == ("Shelf", "A\nB", INSTITUTION, 0)
    save_custom_field("Shelves", "text", field_id=field.id)
    assert [str(one) for one in recent_operations(2)] == ["Change the field Shelves", "Add the field Shelf"]
    assert str(CustomField.get()) == "Shelves"
    assert save_custom_field("Other", "text").position == 1
    undo(recent_operations(2)[1].id)
    assert CustomField.get().name == "Shelf"


KINDS = ("text", "number", "date", "yes_no", "choice")
VALUES = {"text": "S", "number": "5", "date": "2026-05-14", "yes_no": "1", "choice": "S"}
SURVIVING = {(kind, kind) for kind in KINDS} | {(kind, "text") for kind in KINDS} | {("text", "choice")}


@pytest.mark.parametrize("before", KINDS)
@pytest.mark.parametrize("after", KINDS)
def test_a_change_of_kind_loses_no_value(save, before, after):
    choices = "S\nM"
    field = save_custom_field("Field", before, choices=choices)
    save(MemberData(family_name="Awa", custom={field.id: VALUES[before]}))
    if (before, after) in SURVIVING:
        save_custom_field("Field", after, choices=choices, field_id=field.id)
        assert check_custom_values({field.id: VALUES[before]}) == {}
    else:
        with pytest.raises(Refused, match="1 member has a value that would be lost"):
            save_custom_field("Field", after, choices=choices, field_id=field.id)
        assert CustomField.get().kind == before
    assert CustomValue.get().value == VALUES[before]


def test_a_choice_that_is_in_use_stays(save):
    field = save_custom_field("Size", "choice", choices="S\nM\nL")
    for name in "ab":
        save(MemberData(family_name=name, custom={field.id: "L"}))
    with pytest.raises(Refused, match="2 members have a value that would be lost"):
        save_custom_field("Size", "choice", choices="S\nM", field_id=field.id)
    save_custom_field("Size", "choice", choices="XL\nL", field_id=field.id)


def test_without_values_any_change_goes():
    field = save_custom_field("Field", "text")
    for kind in (*KINDS, *reversed(KINDS)):
        save_custom_field("Field", kind, choices="S\nM", field_id=field.id)
        assert CustomField.get_by_id(field.id).kind == kind


def test_an_archived_field_is_shown_no_more_and_keeps_its_values(save):
    field = save_custom_field("Field", "text")
    member_id = save(MemberData(family_name="Awa", custom={field.id: "kept"}))
    archive_custom_field(field.id)
    assert custom_fields() == []
    assert read_member(member_id).custom == {field.id: "kept"}
    save(read_member(member_id), member_id=member_id)
    archive_custom_field(field.id, archived=False)
    assert [str(one) for one in recent_operations(2)] == [
        "Bring back the field Field",
        "Archive the field Field",
    ]
    assert [one.id for one in custom_fields()] == [field.id]
    assert read_member(member_id).custom == {field.id: "kept"}
    undo(last_undoable().id)
    assert custom_fields() == []


def test_fields_by_kind_in_their_order():
    for name, applies_to in (("b", PERSON), ("a", BOTH), ("c", INSTITUTION)):
        save_custom_field(name, "text", applies_to=applies_to)
    assert [one.name for one in custom_fields()] == ["b", "a", "c"]
    assert [one.name for one in custom_fields(kind=PERSON)] == ["b", "a"]
    assert [one.name for one in custom_fields(kind=INSTITUTION)] == ["a", "c"]
