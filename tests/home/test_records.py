"""What needs doing is counted as the lists show it."""

import datetime

import pytest

from assoc_desktop.association.records import the_association
from assoc_desktop.association.rules import add_season
from assoc_desktop.home.records import TASKS, read_today
from assoc_desktop.members import listing
from assoc_desktop.members.limits import limits_passed
from assoc_desktop.members.listing import Choice
from assoc_desktop.members.memberships import enrol
from assoc_desktop.members.proofs import lacking_proofs
from assoc_desktop.members.records import Card, Category, Membership, Season
from assoc_desktop.members.rules import archive
from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage.file import open_file
from assoc_desktop.storage.history import operation


@pytest.fixture
def example(example_path):
    with open_file(example_path, SCHEMA) as opened:
        yield opened


def test_figures_agree_with_the_lists(example, today):
    found = read_today(today)
    everyone = listing.matching_ids(Choice(), today=today)
    assert found.members == len(everyone) == 120
    assert found.enrolled == len(
        listing.matching_ids(Choice(season_id=found.season.id, enrolled_only=True), today=today)
    )
    assert found.belonging == len(listing.matching_ids(Choice(status="belonging"), today=today))
    for key, choice in TASKS.items():
        ids = listing.matching_ids(Choice(**{"season_id": found.season.id, **choice}), today=today)
        assert found.tasks[key] == len(ids)
    assert found.left > 0


def test_an_empty_file_has_nothing_to_do(tmp_path, today):
    from assoc_desktop.association.rules import Identity
    from assoc_desktop.founding import found_association

    with found_association(tmp_path / "new.assoc", Identity("New", "CM"), [], today=today):
        found = read_today(today)
        assert (found.members, found.enrolled, found.left) == (0, 0, 0)
        assert set(found.tasks.values()) == {0}
        Season.delete().execute()
        found = read_today(today)
        assert found.season is None
        assert found.tasks["cards"] == found.tasks["not_enrolled"] == 0


def test_a_good_card_and_an_archive_take_a_member_off_the_list(example, today):
    season = read_today(today).season
    waiting = listing.matching_ids(Choice(season_id=season.id, **TASKS["cards"]), today=today)
    with operation("Print"):
        for number, day in enumerate((None, datetime.date(2026, 2, 1))):
            Card.create(
                serial=f"x{number}", member=waiting[number], season=season, printed_on=today, lost_on=day
            )
    archive(waiting[2:3], today)
    left = listing.matching_ids(Choice(season_id=season.id, **TASKS["cards"]), today=today)
    assert set(waiting) - set(left) == {waiting[0], waiting[2]}
    assert read_today(today).tasks["cards"] == len(left)


def test_enrolling_takes_members_off_the_list(example, today):
    season = add_season("2027", datetime.date(2027, 1, 1), datetime.date(2027, 12, 31))
    choice = Choice(season_id=season.id, kind="person", **TASKS["not_enrolled"])
    waiting = listing.matching_ids(choice, today=today)
    assert waiting
    enrol(waiting, season, Category.select().where(Category.applies_to == "person").first())
    assert listing.matching_ids(choice, today=today) == []
    assert the_association().name


def test_who_belongs_by_a_membership_of_another_season_is_not_missing_in_this_one(example, today):
    season = read_today(today).season
    choice = Choice(season_id=season.id, **TASKS["not_enrolled"])
    assert listing.matching_ids(choice, today=today) == []
    life = Membership.select().where(Membership.ends_on.is_null()).count()
    assert life
    with operation("An end"):
        Membership.update(ends_on=today, grace_until=today).where(Membership.ends_on.is_null()).execute()
    assert listing.matching_ids(choice, today=today) == []
    tomorrow = today + datetime.timedelta(1)
    with operation("Grace"):
        Membership.update(grace_until=tomorrow).where(Membership.ends_on == today).execute()
    assert len(listing.matching_ids(choice, today=tomorrow)) == life


def test_proofs_and_limits_are_counted_as_their_lists_show_them(example, today):
    found = read_today(today)
    assert found.tasks["proofs"] == len(lacking_proofs(found.season, today=today)) > 0
    assert found.tasks["limits"] == len(limits_passed(found.season)) > 0
