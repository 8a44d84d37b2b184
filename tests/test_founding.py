"""A new association's file: whole, or not at all."""

from datetime import date

import pytest

from assoc_desktop.association.records import Season, the_association
from assoc_desktop.association.rules import Identity
from assoc_desktop.founding import found_association
from assoc_desktop.language import speaking
from assoc_desktop.members.checking import check_members
from assoc_desktop.members.memberships import STARTING_CATEGORIES, CategoryData, categories, starting_category
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage import attachment
from assoc_desktop.storage.check import check_file
from assoc_desktop.storage.database import database
from assoc_desktop.storage.file import open_file
from assoc_desktop.storage.history import last_undoable, recent_operations

TODAY = date(2026, 5, 14)
IDENTITY = Identity(name="Association d'exemple", country="SN", season_start_month=7)


def test_a_new_file_has_all_to_begin_with(tmp_path):
    path = tmp_path / "new" / "exemple.assoc"
    with speaking("fr"):
        proposed = [starting_category(key, fee=5000) for key in STARTING_CATEGORIES]
    with found_association(path, IDENTITY, proposed, today=TODAY, logo=b"a logo") as file:
        assert file.path == path
        association = the_association()
        assert (association.name, association.currency) == ("Association d'exemple", "XOF")
        assert attachment.read(association.logo_id) == b"a logo"
        assert [season.label for season in Season.select()] == ["2025-2026"]
        assert [category.name for category in categories()] == [data.name for data in proposed]
        assert [category.fee for category in categories()] == [5000, 5000, 5000, 5000, 5000, 0, 0]
        assert check_file(SCHEMA) == check_members() == []
    with open_file(path, SCHEMA):
        assert the_association().name == "Association d'exemple"
    assert sorted(each.name for each in path.parent.iterdir()) == ["exemple.assoc"]


def test_founding_is_one_operation_that_cannot_be_undone(tmp_path):
    with found_association(tmp_path / "x.assoc", IDENTITY, [CategoryData("One")], today=TODAY):
        assert [str(one) for one in recent_operations()] == ["Found the association Association d'exemple"]
        assert last_undoable() is None


def left(tmp_path):
    return [each.name for each in tmp_path.iterdir()]


def test_an_identity_that_cannot_be_kept_makes_no_file(tmp_path):
    with pytest.raises(Invalid) as refusal:
        found_association(tmp_path / "x.assoc", Identity(name="", country="SN"), [], today=TODAY)
    assert list(refusal.value.problems) == ["name"]
    assert left(tmp_path) == [] and database.deferred


def test_a_category_that_cannot_be_kept_makes_no_file(tmp_path):
    with pytest.raises(Invalid, match="There is a category named One already"):
        found_association(
            tmp_path / "x.assoc", IDENTITY, [CategoryData("One"), CategoryData("One")], today=TODAY
        )
    assert left(tmp_path) == [] and database.deferred


def test_a_file_that_is_there_stays(tmp_path):
    path = tmp_path / "x.assoc"
    path.write_text("mine")
    with pytest.raises(Refused, match="exists already"):
        found_association(path, IDENTITY, [], today=TODAY)
    assert path.read_text() == "mine" and database.deferred
