"""Members for life who leave, memberships that still run, seasons yet to begin, plans: the day on which it turns."""

import datetime

import pytest

from assoc_desktop.listening.retention.rules.engagement import scores_at
from assoc_desktop.listening.retention.rules.rates import FIRST_YEAR, LAPSE, RENEWAL, RETENTION, RUNNING
from assoc_desktop.listening.retention.rules.reading import read_retention
from assoc_desktop.members.records import Category, Membership
from assoc_desktop.treasury.accounts import first_account, start_chart
from assoc_desktop.treasury.ledger import Draft, Line, post
from assoc_desktop.treasury.records import Instalment
from assoc_desktop.treasury.years import open_year
from tests.members.statistics.raw import Raw, write

TODAY = datetime.date(2026, 5, 14)
DAY = datetime.timedelta(days=1)


@pytest.fixture
def read(seasons):
    """Write members of 2025 and 2026, and read the retention of 2026 on a day."""
    both = [seasons["2025"], seasons["2026"]]

    def read_(raws, today=TODAY, change=None):
        ids = list(write(raws, both, list(Category.select().limit(2))))
        if change:
            change(ids)
        return ids, read_retention(both[1], today)

    return read_


@pytest.mark.parametrize("fact", ["deceased_on", "resigned_on", "struck_off_on"])
def test_a_member_for_life_belongs_until_they_left(read, fact):
    first = datetime.date(2026, 1, 1)
    raws = [
        Raw(memberships=((0, 0, True, 0),), **({fact: left} if left else {}))
        for left in (None, first - DAY, first, TODAY, TODAY + DAY, datetime.date(2024, 12, 31))
    ]
    ids, found = read(raws)
    belongs = [found.people.belongs[each] for each in ids]
    # What lies before they became a member for life was another time.
    assert belongs == [(0, 1), (0,), (0, 1), (0, 1), (0, 1), (0, 1)]
    over = [found.now.lengths[each][1] for each in ids]
    assert over[:5] == [False, True, True, True, False]


def test_leaving_after_the_day_is_not_known_on_it(read):
    raw = Raw(memberships=((0, 0, True, 0),), resigned_on=datetime.date(2025, 12, 1))
    ids, found = read([raw], datetime.date(2025, 11, 3))
    assert found.people.belongs[ids[0]] == (0, 1)
    ids, found = read([raw], datetime.date(2025, 12, 1))
    assert found.people.belongs[ids[0]] == (0,)


def test_a_membership_that_still_runs_is_left_out(read):
    def run_on(ids):
        for each, ends in zip(ids, (TODAY - DAY, TODAY, TODAY + DAY), strict=True):
            Membership.update(ends_on=ends, grace_until=ends).where(Membership.member == each).execute()

    ids, found = read([Raw(memberships=((0, 0, False, 0),))] * 3, change=run_on)
    rates = found.now.rates
    for key in (RENEWAL, LAPSE, FIRST_YEAR):
        assert rates[key].whole == (ids[0],)
        assert set(rates[key].excluded[RUNNING]) == set(ids[1:])
    assert rates[RETENTION].whole == (ids[0],)
    assert set(rates[RETENTION].excluded[RUNNING]) == set(ids[1:])
    assert [found.now.lengths[each][1] for each in ids] == [True, False, False]


def test_who_is_enrolled_for_a_season_yet_to_begin_has_not_left(read):
    gone = datetime.date(2025, 6, 1)
    raws = [
        Raw(memberships=((0, 0, False, 0), (1, 0, False, 0)), resigned_on=gone),
        Raw(memberships=((0, 0, False, 0),), resigned_on=gone),
    ]
    ids, found = read(raws, datetime.date(2025, 11, 3))
    assert found.now.day == datetime.date(2025, 11, 3)
    assert found.now.lengths == {ids[0]: (2, False), ids[1]: (1, True)}


def test_a_plan_is_paid_in_time_until_its_last_day(read, seasons):
    start_chart("ohada")
    open_year(TODAY)
    last = datetime.date(2026, 4, 30)

    def plan(ids):
        for each, paid_on in zip(ids, (last, last + DAY), strict=True):
            membership = Membership.get(Membership.member == each)
            membership.fee_due = 1000
            membership.save()
            for due_on in (datetime.date(2026, 2, 28), last):
                Instalment.create(membership=membership, due_on=due_on, amount=500)
            lines = (
                Line(first_account("cash").id, 1000),
                Line(first_account("income").id, -1000, member_id=each, membership_id=membership.id),
            )
            post(Draft(day=paid_on, kind="dues", method="cash", lines=lines), today=TODAY)

    ids, found = read([Raw(memberships=((1, 0, False, 60),))] * 2, change=plan)
    assert scores_at(found.people, 1) == {ids[0]: 25, ids[1]: 0}
    assert found.worth_at(1).paid == 2000
