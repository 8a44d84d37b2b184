"""Tags are renamed, brought together and removed; the search follows, and Undo brings all of it back."""

import pytest

from assoc_desktop.members.records import Member, Tag
from assoc_desktop.members.rules import tags_of
from assoc_desktop.members.tags import remove_tag, rename_tag, tags_in_use
from assoc_desktop.refusals import Invalid
from assoc_desktop.storage.history import last_undoable
from assoc_desktop.storage.undoing import undo


@pytest.fixture
def members(save):
    return [
        save(family_name="A", tags=["old"]),
        save(family_name="B", tags=["old", "new"]),
        save(family_name="C"),
    ]


def tag(name):
    return Tag.get(Tag.name == name).id


def counted():
    return {tag.name: count for tag, count in tags_in_use()}


def test_every_tag_is_counted(members):
    Tag.create(name="nobody", folded="nobody")
    assert counted() == {"new": 1, "nobody": 0, "old": 2}


def test_a_tag_gets_another_name(members):
    rename_tag(tag("old"), " Élan ")
    assert counted() == {"new": 1, "Élan": 2}
    assert "elan" in Member.get_by_id(members[0]).search_text
    assert "old" not in Member.get_by_id(members[0]).search_text
    undo(last_undoable().id)
    assert counted() == {"new": 1, "old": 2}
    assert "old" in Member.get_by_id(members[0]).search_text


def test_only_the_case_of_a_tag_may_change(members):
    rename_tag(tag("old"), "OLD")
    assert counted() == {"new": 1, "OLD": 2}


def test_a_name_that_exists_brings_two_tags_together(members):
    rename_tag(tag("old"), "NEW")
    assert counted() == {"new": 2}
    assert tags_of(members[1]) == ["new"]
    assert "new" in Member.get_by_id(members[0]).search_text


def test_a_tag_is_removed_from_everybody(members):
    remove_tag(tag("old"))
    assert counted() == {"new": 1}
    assert "old" not in Member.get_by_id(members[1]).search_text
    undo(last_undoable().id)
    assert counted() == {"new": 1, "old": 2}


@pytest.mark.parametrize("name", ["", "  ", "'", "one, two"])
def test_names_that_cannot_be_a_tag(members, name):
    with pytest.raises(Invalid) as refused:
        rename_tag(tag("old"), name)
    assert list(refused.value.problems) == ["name"]
    assert counted() == {"new": 1, "old": 2}
