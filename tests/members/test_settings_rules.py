"""What the settings ask of the rules: the next number, the order of categories, counts of seasons."""

import datetime

from assoc_desktop.association.records import NumberSeries, Season
from assoc_desktop.members.memberships import (
    categories,
    count_by_season,
    order_categories,
    proposed_membership,
    save_membership,
)
from assoc_desktop.members.numbers import next_number, preview_number
from assoc_desktop.members.records import Category
from assoc_desktop.storage.history import last_undoable
from assoc_desktop.storage.undoing import undo

DAY = datetime.date(2026, 5, 14)


def test_a_number_that_is_previewed_is_not_taken(save):
    save(family_name="A", number="0041")
    assert preview_number("####", DAY) == "0042"
    assert preview_number("####", DAY) == "0042"
    assert next_number("####", DAY) == "0042"
    assert preview_number("####", DAY) == "0043"
    assert preview_number("YYYY-###", DAY) == "2026-001"
    assert NumberSeries.select().count() == 1


def test_categories_stand_in_the_order_given_and_undo_puts_them_back(file):
    before = [category.name for category in categories()]
    ids = {category.name: category.id for category in categories()}
    order_categories([ids[name] for name in reversed(before)])
    assert [category.name for category in categories()] == before[::-1]
    undo(last_undoable().id)
    assert [category.name for category in categories()] == before


def test_memberships_are_counted_by_season(file, save):
    season, category = Season.get(), Category.get(Category.name == "Individual")
    for name in "AB":
        save_membership(save(family_name=name), proposed_membership(season, category))
    assert count_by_season() == {season.id: 2}
