"""Filters kept under a name; and those that name what is gone, which say so and lose nothing."""

import datetime

import pytest

from assoc_desktop.association.records import Season
from assoc_desktop.members.custom_fields import archive_custom_field, save_custom_field
from assoc_desktop.members.filters.checking import check_filter, problem_of, remark_of
from assoc_desktop.members.filters.model import (
    MOST_CONDITIONS,
    MOST_VALUES,
    Condition,
    Group,
    Ref,
    conditions_of,
    from_json,
    to_json,
)
from assoc_desktop.members.filters.queries import filter_sql, filtered_ids
from assoc_desktop.members.filters.saved import (
    LONGEST_NAME,
    filter_named,
    remove_filter,
    rename_filter,
    save_filter,
    saved_filters,
)
from assoc_desktop.members.filters.telling import told
from assoc_desktop.members.memberships import archive_category, categories
from assoc_desktop.members.records import CustomField, SavedFilter, Tag
from assoc_desktop.members.tags import remove_tag, rename_tag
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.storage.history import last_undoable, recent_operations
from assoc_desktop.storage.undoing import undo
from tests.hostile import HOSTILE

PHONE = Group(True, (Condition("phone", "filled"),))


def line(*condition):
    return Group(True, (Condition(*condition),))


def test_saved_changed_renamed_removed_and_all_of_it_undone(file):
    saved = save_filter(" Avec téléphone ", PHONE)
    assert [(each.name, each.group) for each in saved_filters()] == [("Avec téléphone", PHONE)]
    save_filter("Avec téléphone", line("phone", "empty"), filter_id=saved)
    rename_filter(saved, "Sans téléphone")
    remove_filter(saved)
    assert saved_filters() == []
    labels = [str(each) for each in recent_operations(4)]
    assert labels == [
        "Remove the filter Sans téléphone",
        "Rename the filter Avec téléphone to Sans téléphone",
        "Change the filter Avec téléphone",
        "Save the filter Avec téléphone",
    ]
    seen = []
    for operation in recent_operations(4):
        undo(operation.id)
        seen.append([(each.name, each.group) for each in saved_filters()])
    assert seen == [
        [("Sans téléphone", line("phone", "empty"))],
        [("Avec téléphone", line("phone", "empty"))],
        [("Avec téléphone", PHONE)],
        [],
    ]


@pytest.mark.parametrize("name", ["", "  ", "x" * (LONGEST_NAME + 1), "Bamako"])
def test_names_that_cannot_be(name, file):
    save_filter("Bamako", PHONE)
    other = save_filter("Ségou", PHONE)
    with pytest.raises(Invalid) as refused:
        save_filter(name, PHONE)
    assert list(refused.value.problems) == ["name"]
    with pytest.raises(Invalid):
        rename_filter(other, name)


@pytest.mark.parametrize(
    "parts",
    [
        PHONE.parts * (MOST_CONDITIONS + 1),
        (Condition("town", "one_of", ("Gao",) * (MOST_VALUES + 1)),),
    ],
)
def test_what_would_not_be_read_again_is_not_saved(parts, file):
    with pytest.raises(Invalid, match="at most 200 lines, and 2000 values"):
        save_filter("Sans fin", Group(True, parts))
    longest = Group(
        True, (Condition("town", "one_of", ("Gao",) * MOST_VALUES), *PHONE.parts * (MOST_CONDITIONS - 1))
    )
    save_filter("Long", longest)
    assert filter_named("Long") == longest


def test_saving_under_the_same_name_again_is_no_clash(file):
    saved = save_filter("Bamako", PHONE)
    assert save_filter("Bamako", PHONE, filter_id=saved) == saved
    rename_filter(saved, "Bamako")


def test_hostile_names_are_names(file):
    names = [each for each in HOSTILE if each.strip() and len(each) <= LONGEST_NAME]
    for name in names:
        save_filter(name, PHONE)
        assert filter_named(name) == PHONE
    assert len(saved_filters()) == len(names)


def test_found_by_name_whatever_the_accents(file):
    save_filter("À relancer", PHONE)
    assert filter_named("a RELANCER") == PHONE
    save_filter("a relancer", line("phone", "empty"))
    assert filter_named("À relancer") == PHONE
    with pytest.raises(Refused, match="Saved filters: À relancer, a relancer"):
        filter_named("A relancer")


def test_an_unknown_name_lists_those_there_are(file):
    with pytest.raises(Refused, match="none is saved yet"):
        filter_named("Ségou")
    save_filter("Gao", PHONE)
    save_filter("Bamako", PHONE)
    with pytest.raises(Refused, match="Saved filters: Bamako, Gao"):
        filter_named("Ségou")


def test_a_damaged_filter_is_told_and_can_be_removed(file, today):
    SavedFilter.create(name="Abîmé", rule="{")
    save_filter("Bon", PHONE)
    damaged, good = saved_filters(today)
    assert damaged.group is None
    assert "damaged" in damaged.problem
    assert good.problem == ""
    with pytest.raises(Refused, match="damaged"):
        filter_named("Abîmé")
    rename_filter(damaged.id, "Très abîmé")
    remove_filter(damaged.id)
    assert [each.name for each in saved_filters()] == ["Bon"]


# What is gone


def test_a_field_of_ones_own_that_was_deleted(file, save, today):
    size = save_custom_field("Pointure", "text")
    someone = save(family_name="Koné", custom={size.id: "42"})
    group = Group(
        True,
        (Condition("own", "is", ("42",), Ref(size.id, "Pointure")), Condition("kind", "one_of", ("person",))),
    )
    save_filter("Grands pieds", group)
    assert filtered_ids(group, today) == [someone]
    save(member_id=someone, family_name="Koné")
    CustomField.delete().where(CustomField.id == size.id).execute()
    for ask in (filter_sql, filtered_ids):
        with pytest.raises(Refused, match="The field “Pointure” does not exist any more"):
            ask(group, today)
    (kept,) = saved_filters(today)
    assert kept.problem == "The field “Pointure” does not exist any more."
    assert kept.group == group
    assert told(kept.group) == "Pointure is 42 and Kind of member is Person"


def test_a_field_in_the_archive_still_answers_and_says_so(file, save, today):
    size = save_custom_field("Pointure", "text")
    someone = save(family_name="Koné", custom={size.id: "42"})
    condition = Condition("own", "is", ("42",), Ref(size.id, "Pointure"))
    assert remark_of(condition) == ""
    archive_custom_field(size.id)
    assert filtered_ids(Group(True, (condition,)), today) == [someone]
    assert "The field “Pointure” is in the archive" in remark_of(condition)


def test_a_field_that_has_another_name_now_is_told_by_it(file, today):
    size = save_custom_field("Pointure", "text")
    group = line("own", "is", ("42",), Ref(size.id, "Pointure"))
    save_custom_field("Taille", "text", field_id=size.id)
    assert told(group) == "Taille is 42"


def test_a_tag_that_was_removed_and_came_back(file, save, today):
    someone = save(family_name="Koné", tags=["Presse"])
    tag = Tag.get()
    group = line("tags", "has_none", (Ref(tag.id, "Presse"),))
    assert filtered_ids(group, today) == []
    remove_tag(tag.id)
    with pytest.raises(Refused, match="The tag “Presse” does not exist any more"):
        filtered_ids(group, today)
    undo(last_undoable().id)
    assert filtered_ids(group, today) == []
    assert filtered_ids(line("tags", "has_any", (Ref(tag.id, "Presse"),)), today) == [someone]


def test_tags_brought_together_take_their_filters_along(file, save, today):
    one, two = save(family_name="Koné", tags=["Presse"]), save(family_name="Diallo", tags=["Journaux"])
    tags = {tag.name: Ref(tag.id, tag.name) for tag in Tag.select()}
    inner = Group(
        False,
        (
            Condition("tags", "has_any", (tags["Journaux"],)),
            Condition("fee_due", "is", (5,), tags["Journaux"]),
        ),
    )
    save_filter("Journalistes", Group(True, (inner, Condition("kind", "one_of", ("person",)))))
    save_filter("Téléphone", PHONE)
    SavedFilter.create(name="Abîmé", rule="{")
    before = {each.name: each.rule for each in SavedFilter.select()}
    rename_tag(tags["Journaux"].id, "presse")
    line_now = next(conditions_of(filter_named("Journalistes")))
    assert line_now == Condition("tags", "has_any", (tags["Presse"],))
    assert set(filtered_ids(Group(True, (line_now,)), today)) == {one, two}
    after = {each.name: each.rule for each in SavedFilter.select()}
    assert {name for name in after if after[name] != before[name]} == {"Journalistes"}
    undo(last_undoable().id)
    assert {each.name: each.rule for each in SavedFilter.select()} == before


def test_a_season_that_was_deleted(file, today):
    old = Season.create(
        label="1999", starts_on=datetime.date(1999, 1, 1), ends_on=datetime.date(1999, 12, 31)
    )
    ref = Ref(old.id, "1999")
    groups = [line("enrolled", "has_none", (ref,)), line("card", "one_of", ("none",), ref)]
    old.delete_instance()
    for group in groups:
        with pytest.raises(Refused, match="The season “1999” does not exist any more"):
            filtered_ids(group, today)


def test_a_category_in_the_archive_and_one_that_is_gone(file, today):
    first = categories()[0]
    condition = Condition("category", "one_of", (Ref(first.id, first.name),), Ref(2))
    assert remark_of(condition) == ""
    archive_category(first.id)
    assert first.name in remark_of(condition)
    check_filter(Group(True, (condition,)), today)
    gone = Condition("category", "none_of", (Ref(123, "Ancienne"),), Ref(2))
    assert problem_of(gone, today) == "The category “Ancienne” does not exist any more."


def test_no_season_for_today(file, today):
    Season.delete().execute()
    condition = Condition("enrolled", "has_any", (Ref(0),))
    assert problem_of(condition, today) == "There is no season for today."


WRONG = {
    "an unknown field": (Condition("shoe", "is", ("42",)), "This program does not know the field “shoe”"),
    "an unknown test": (Condition("town", "sounds", ("Gao",)), "cannot be asked in this way"),
    "a test of another kind": (Condition("town", "at_least", ("Gao",)), "cannot be asked in this way"),
    "no value": (Condition("town", "is"), "say what to compare it with"),
    "too many values": (Condition("town", "is", ("a", "b")), "say what to compare it with"),
    "one of two": (Condition("birth_date", "between", ("2026-01-01",)), "say what to compare it with"),
    "none of many": (Condition("town", "one_of"), "say what to compare it with"),
    "a value where none is": (Condition("town", "filled", ("a",)), "say what to compare it with"),
    "spaces": (Condition("town", "is", ("  ",)), "cannot be compared"),
    "no day": (Condition("birth_date", "is", ("2026-02-30",)), "“2026-02-30” cannot be compared"),
    "a day in another form": (Condition("birth_date", "is", ("20260228",)), "cannot be compared"),
    "a text of days": (Condition("birth_date", "last_days", ("30",)), "write how many days"),
    "days below zero": (Condition("birth_date", "next_days", (-1,)), "write how many days, from 0"),
    "no state": (Condition("status", "one_of", ("asleep",)), "“asleep” cannot be compared"),
    "no digit": (Condition("phone", "contains", ("abc",)), "cannot be compared"),
    "text for years": (Condition("age", "is", ("18",)), "cannot be compared"),
    "number for text": (Condition("town", "is", (18,)), "cannot be compared"),
    "a name for a tag": (Condition("tags", "has_any", ("Presse",)), "say what to compare it with"),
    "a record for text": (Condition("town", "is", (Ref(1, "Gao"),)), "“Gao” cannot be compared"),
    "no season": (Condition("fee_due", "is", (5,)), "choose a season"),
    "no own field": (Condition("own", "is", ("42",)), "does not exist any more"),
}


def test_lines_that_cannot_be_asked(file, today):
    for name, (condition, words) in WRONG.items():
        assert words in problem_of(condition, today), name
        with pytest.raises(Refused):
            filter_sql(Group(True, (condition,)), today)
        assert from_json(to_json(Group(True, (condition,)))).parts == (condition,)
        assert told(Group(True, (condition,)))


@pytest.mark.parametrize("value", ["1e999", "NaN", "abc", "1" * 41])
def test_what_is_no_number(value, file, today):
    field = save_custom_field("Livres", "number")
    assert "cannot be compared" in problem_of(
        Condition("own", "is", (value,), Ref(field.id, "Livres")), today
    )


@pytest.mark.parametrize("group", [Group(), Group(False), Group(True, (PHONE, Group()))])
def test_a_group_without_lines_asks_nobody_and_everybody_nothing(group, file, today):
    with pytest.raises(Refused, match="A group has no line"):
        filtered_ids(group, today)
