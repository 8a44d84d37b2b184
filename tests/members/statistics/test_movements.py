"""Joins, leaves and renewals equal a recount in plain Python, month by month, and lead to exactly their members."""

import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from assoc_desktop.association.records import Season
from assoc_desktop.members.statistics.rules import Question, movements, renewals
from assoc_desktop.members.statistics.rules.movements import ids_that_moved, later, month_starts
from assoc_desktop.members.statistics.rules.renewals import ids_by_renewal
from tests.members.statistics.raw import Raw, enrolled, lapses, leaves, write
from tests.members.statistics.test_counting import RAWS

DAYS = st.sampled_from(
    [
        datetime.date(2026, 5, 14),
        datetime.date(2024, 8, 31),
        datetime.date(2026, 12, 31),
        datetime.date(2023, 1, 1),
    ]
)
MOVING = st.builds(
    lambda row, struck: Raw(**{**row.__dict__, "struck_off_on": struck}),
    RAWS,
    st.none() | st.dates(datetime.date(2024, 2, 20), datetime.date(2026, 6, 1)),
)


def _events(members, seasons, day):
    """Movement → (member, day) in plain Python."""
    found = {"joined": [], "resigned": [], "struck_off": [], "died": [], "lapsed": []}
    for key, row in members.items():
        if row.joined_on:
            found["joined"].append((key, row.joined_on))
        for movement, on in leaves(row, seasons).items():
            found[movement].append((key, on))
        found["lapsed"] += [(key, on) for on in lapses(row, seasons) if on < day]
    return found


def _month(day, starts):
    return sum(start <= day for start in starts) - 1


@settings(max_examples=60)
@given(rows=st.lists(MOVING, max_size=10), season=st.integers(0, 2), day=DAYS)
def test_months_equal_a_recount(world, rows, season, day):
    seasons, categories = world
    members = write(rows, seasons, categories)
    its = seasons[season]
    question = Question(its, day)
    months = movements(its, question)
    until = min(its.ends_on, max(day, its.starts_on))
    assert months.ends_on == until
    for movement, events in _events(members, seasons, day).items():
        inside = {(key, _month(on, months.starts)) for key, on in events if its.starts_on <= on <= until}
        last = {}
        for key, month in sorted(inside, key=lambda each: each[1]):
            last[key] = month
        for month in range(len(months.starts)):
            expected = [key for key, its_month in last.items() if its_month == month]
            assert months.counts[movement][month] == len(expected), (movement, month)
            assert ids_that_moved(movement, months, month, question) == sorted(expected)
        assert months.total(movement) == len(ids_that_moved(movement, months, None, question)) == len(last)


@settings(max_examples=40)
@given(rows=st.lists(MOVING, max_size=10), day=DAYS)
def test_renewals_add_up_to_the_members_of_both_seasons(world, rows, day):
    seasons, categories = world
    members = write(rows, seasons, categories)
    before, now = seasons[1], seasons[2]
    question = Question(now, day)
    first, second = renewals(now, before, question)
    of_both = [key for key, row in members.items() if enrolled(row, 1) and enrolled(row, 2)]
    assert first.total.count == sum(enrolled(row, 2) for row in members.values())
    assert second.total.count == sum(enrolled(row, 1) for row in members.values())
    for figure in (first, second):
        for line in figure.lines:
            ids = ids_by_renewal(figure.key, line.keys, now, before, question)
            assert len(ids) == line.count
            if line.keys == ("renewed",):
                assert sorted(ids) == sorted(of_both)
            if line.keys == ("returned",):
                assert all(enrolled(members[key], 0) and not enrolled(members[key], 1) for key in ids)
            if line.keys == ("for_life",):
                assert all(any(each[0] == 1 and each[2] for each in members[key].memberships) for key in ids)


@given(st.dates(datetime.date(2000, 1, 1), datetime.date(2030, 1, 1)), st.integers(1, 400))
def test_months_of_any_season_cover_each_day_once(start, days):
    season = Season(label="x", starts_on=start, ends_on=start + datetime.timedelta(days=days))
    starts = month_starts(season)
    assert starts[0] == start and list(starts) == sorted(set(starts))
    assert starts[-1] <= season.ends_on < later(start, len(starts))


def test_months_that_are_too_short_end_the_count():
    start = datetime.date(2024, 1, 31)
    assert [later(start, n) for n in range(4)] == [
        start, datetime.date(2024, 2, 29), datetime.date(2024, 3, 31), datetime.date(2024, 4, 30)
    ]  # fmt: skip
    assert later(datetime.date(2024, 11, 15), 2) == datetime.date(2025, 1, 15)
