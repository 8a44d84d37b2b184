"""Finding seasons."""

from datetime import date

import pytest

from assoc_desktop.association.records import (
    NumberSeries,
    Season,
    present_season,
    season_by_label,
    season_on,
    seasons,
)
from assoc_desktop.association.rules import add_season

pytestmark = pytest.mark.usefixtures("file")


@pytest.fixture
def four():
    """2026 is there; 2024, 2025 and, after a gap, 2028 are added."""
    for year in (2025, 2028, 2024):
        add_season(str(year), date(year, 1, 1), date(year, 12, 31))


def test_seasons_stand_latest_first(four):
    assert [season.label for season in seasons()] == ["2028", "2026", "2025", "2024"]


@pytest.mark.parametrize(
    ("day", "label"),
    [
        (date(2026, 1, 1), "2026"),
        (date(2025, 12, 31), "2025"),
        (date(2027, 5, 1), None),
        (date(2023, 12, 31), None),
    ],
)
def test_the_season_of_a_day(four, day, label):
    found = season_on(day)
    assert (found and found.label) == label


def test_a_season_by_its_name(four):
    assert season_by_label("2025").starts_on == date(2025, 1, 1)
    assert season_by_label("2027") is None


@pytest.mark.parametrize(
    ("day", "label"),
    [
        (date(2026, 5, 14), "2026"),
        (date(2027, 5, 14), "2028"),
        (date(2020, 1, 1), "2024"),
        (date(2030, 1, 1), "2028"),
    ],
)
def test_the_season_shown_first(four, day, label):
    assert present_season(day).label == label


def test_no_season_at_all():
    Season.delete().execute()
    assert present_season(date(2026, 5, 14)) is None
    assert NumberSeries.select().count() == 0
