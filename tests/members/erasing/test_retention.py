"""Who is proposed for erasing, and who is not."""

import datetime

import pytest

from assoc_desktop.association.records import the_association
from assoc_desktop.association.rules import add_season
from assoc_desktop.members.erasing.rules.applying import erase
from assoc_desktop.members.erasing.rules.retention import gone_for_long, save_retention
from assoc_desktop.members.memberships import MembershipData, save_membership
from assoc_desktop.members.rules import category_named
from assoc_desktop.refusals import Invalid
from assoc_desktop.storage.history import last_undoable
from assoc_desktop.storage.undoing import undo

DAY = datetime.date


@pytest.fixture
def belong(file):
    """Make somebody belong for a season long ago, or for life."""
    season = add_season("2010", DAY(2010, 1, 1), DAY(2010, 12, 31))

    def belong_(member, ends_on=season.ends_on, category="Individual"):
        data = MembershipData(
            season_id=season.id, category_id=category_named(category).id, starts_on=DAY(2010, 1, 1), ends_on=ends_on,
            fee_due=0,
        )  # fmt: skip
        save_membership(member, data)
        return member

    return belong_


def proposed(today, years=None):
    return [(gone.name, gone.reason, gone.last_on) for gone in gone_for_long(today, years)]


def test_each_who_has_gone_with_the_reason_and_the_last_day(save, belong, today):
    old = DAY(2009, 1, 1)
    save(family_name="Resigned", joined_on=old, resigned_on=DAY(2012, 2, 29))
    save(family_name="Struck", joined_on=old, struck_off_on=DAY(2011, 1, 1), struck_off_reason="x")
    save(family_name="Dead", joined_on=old, deceased_on=DAY(2010, 1, 1))
    belong(save(family_name="Lapsed", joined_on=old))
    save(family_name="Prospect", prospect_since=DAY(2014, 1, 1))
    assert proposed(today) == [
        ("Dead", "deceased", DAY(2010, 1, 1)),
        ("Lapsed", "lapsed", DAY(2010, 12, 31)),
        ("Struck", "struck_off", DAY(2011, 1, 1)),
        ("Resigned", "resigned", DAY(2012, 2, 29)),
        ("Prospect", "prospect", DAY(2014, 1, 1)),
    ]


def test_who_is_not_gone_is_not_proposed(save, belong, today):
    belong(save(family_name="Life", joined_on=DAY(2009, 1, 1)), None, "Life")
    save(family_name="Without seasons", joined_on=DAY(2000, 1, 1))
    save(family_name="Without days")
    save(family_name="Lately", joined_on=DAY(2000, 1, 1), resigned_on=DAY(2016, 5, 15))
    belong(save(family_name="Came back", joined_on=DAY(2000, 1, 1), resigned_on=DAY(2017, 1, 1)))
    assert proposed(today) == []


def test_who_had_a_membership_for_life_and_died(save, belong, today):
    belong(save(family_name="Dead", joined_on=DAY(2009, 1, 1), deceased_on=DAY(2013, 1, 1)), None, "Life")
    assert proposed(today) == [("Dead", "deceased", DAY(2013, 1, 1))]


def test_the_day_itself_counts(save, today):
    save(family_name="Edge", joined_on=DAY(2000, 1, 1), resigned_on=DAY(2016, 5, 14))
    assert len(proposed(today)) == 1
    assert proposed(DAY(2026, 5, 13)) == []


def test_the_twenty_ninth_of_february(save):
    save(family_name="Leap", joined_on=DAY(2000, 1, 1), resigned_on=DAY(2027, 2, 28))
    assert len(proposed(DAY(2028, 2, 29), 1)) == 1
    assert proposed(DAY(2028, 2, 27), 1) == []


def test_years_of_the_association_or_others(save, today):
    save(family_name="Gone", joined_on=DAY(2000, 1, 1), resigned_on=DAY(2020, 1, 1))
    assert proposed(today) == []
    assert len(proposed(today, 5)) == 1
    save_retention(5)
    assert len(proposed(today)) == 1
    save_retention(0)
    assert proposed(today) == []
    undo(last_undoable().id)
    assert the_association().retention_years == 5
    assert proposed(today, 5_000) == []


@pytest.mark.parametrize("years", [-1, 101])
def test_impossible_years(file, years):
    with pytest.raises(Invalid, match="The years are a number from 0 to 100"):
        save_retention(years)


def test_who_was_erased_is_no_longer_proposed(save, today):
    gone = save(family_name="Gone", joined_on=DAY(2000, 1, 1), resigned_on=DAY(2001, 1, 1))
    assert len(proposed(today)) == 1
    erase([gone], today=today)
    assert proposed(today) == []
