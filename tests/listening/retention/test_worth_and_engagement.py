"""Dues really paid and the score of engagement, against the raw rows of an association that did a bit of everything."""

import datetime
import random
from fractions import Fraction

import pytest

from assoc_desktop.benefits.records import Benefit, BenefitUse
from assoc_desktop.listening.records import Conversation
from assoc_desktop.listening.retention.rules.definitions import definition
from assoc_desktop.listening.retention.rules.engagement import BANDS, SOURCES, band_of
from assoc_desktop.listening.retention.rules.lines import lines_by, total_line
from assoc_desktop.listening.retention.rules.reading import read_retention
from assoc_desktop.members.records import Category, Membership
from assoc_desktop.storage.database import database
from assoc_desktop.storage.history import operation
from assoc_desktop.storage.ids import new_ids
from assoc_desktop.surveys.records import Survey, SurveyResponse
from assoc_desktop.treasury.accounts import first_account, start_chart
from assoc_desktop.treasury.records import Instalment, Posting
from assoc_desktop.treasury.years import open_year
from tests.listening.retention import recount
from tests.members.statistics.raw import Raw, write

TODAY = datetime.date(2026, 5, 14)
DAY = datetime.timedelta(days=1)


def _entry(year, day, number):
    """An entry that nobody reads but for its day."""
    entry_id = new_ids(1)[0]
    database.execute_sql(
        "INSERT INTO entry (id, year_id, number, day, kind, method, reference, through, text_digest, reason, previous,"
        " digest) VALUES (?, ?, ?, ?, 'dues', 'cash', '', '', '', '', '', ?)",
        (entry_id, year.id, number, day.isoformat(), str(entry_id)),
    )
    return entry_id


@pytest.fixture
def busy(seasons):
    """Forty members of two seasons who paid, used, talked and answered at random."""
    draw = random.Random(7)
    of_both = [seasons["2025"], seasons["2026"]]
    start_chart("ohada")
    income, year = first_account("income"), open_year(TODAY)
    categories = list(Category.select().where(~Category.for_life).limit(2))
    raws = [
        Raw(
            region=draw.choice(["Centre", "Est"]),
            joined_on=draw.choice([None, datetime.date(2026, 2, 10)]),
            memberships=tuple((at, draw.randrange(2), draw.random() < 0.1, 60) for at in range(2) if draw.random() < 0.8),
        )
        for _member in range(40)
    ]  # fmt: skip
    write(raws, of_both, categories)
    with operation("Busy", undoable=False):
        benefit = Benefit.create(name="Library card", kind="loan")
        survey = Survey.create(name="Round", mode="named")
        for number, each in enumerate(Membership.select(), start=1):
            each.fee_due, each.reduction = draw.choice([0, 999, 5001]), draw.choice([0, 0, 500])
            each.reduction = min(each.fee_due, each.reduction)
            each.save()
            if draw.random() < 0.2:
                Instalment.create(membership=each, due_on=each.starts_on + 90 * DAY, amount=each.fee_due)
            for part in range(draw.randrange(3)):
                day = each.starts_on + draw.choice([29, 30, 31, 40, 41, 90, 91]) * DAY
                entry = _entry(year, day, 10 * number + part)
                Posting.create(
                    entry=entry, account=income, member=each.member, membership=each,
                    amount=-draw.choice([each.to_pay, each.to_pay // 2, 1]),
                )  # fmt: skip
            if draw.random() < 0.3:
                BenefitUse.create(
                    benefit=benefit, member=each.member, season=each.season, used_on=each.starts_on, cost=0, value=0,
                    reversed_on=draw.choice([None, None, each.starts_on]),
                )  # fmt: skip
            if draw.random() < 0.3:
                day = each.season.starts_on + draw.choice([-1, 0, 100, 364, 365]) * DAY
                Conversation.create(member=each.member, whom="member", way="visit", day=day)
        for each in {row.member_id for row in Membership.select()}:
            if draw.random() < 0.4:
                SurveyResponse.create(
                    survey=survey, member=each, answered_on=TODAY - draw.choice([0, 300]) * DAY
                )
    return of_both


def test_scores_equal_a_recount(busy):
    found = read_retention(busy[1], TODAY)
    raw = recount.world(busy[1])
    for at, its in enumerate(found.seasons):
        expected = {}
        for one in raw.members.values():
            seasons_of = recount.belongs(raw, one, TODAY.isoformat())
            if at in seasons_of:
                expected[one.id] = recount.score(raw, one, at, seasons_of)
        assert its.scores == {each: round(Fraction(points)) for each, points in expected.items()}
        assert set(map(band_of, its.scores.values())) <= set(BANDS)
    assert len(set(found.now.scores.values())) > 8
    line = total_line(found, "engagement")
    assert sum(line.values[1:5]) == line.values[0] == len(found.now.scores)
    mean = sum(found.now.scores.values()) / len(found.now.scores)
    assert line.values[5] == pytest.approx(mean, abs=0.051)


def test_the_score_names_each_weight_and_they_add_up_to_a_hundred():
    assert sum(each.weight for each in SOURCES) == 100
    words = definition("engagement")
    for each in SOURCES:
        assert f"{each.words}: {each.weight} points, full from {each.most}" in words
    assert [band_of(score) for score in (0, 24, 25, 49, 50, 74, 75, 100)] == [0, 0, 25, 25, 50, 50, 75, 75]


def test_lifetime_value_equals_a_recount(busy):
    found = read_retention(busy[1], TODAY)
    raw = recount.world(busy[1])
    postings = recount.rows(
        "SELECT membership.member_id, season_id, amount FROM posting JOIN membership ON membership.id = membership_id"
    )
    for at, its in enumerate(found.seasons):
        until = {each[0] for each in raw.seasons[: at + 1]}
        ids = set(its.lengths)
        paid = -sum(amount for _member, season, amount in postings if season in until)
        years = sum(
            sum(place <= at for place in recount.belongs(raw, one, TODAY.isoformat()))
            for one in raw.members.values()
        )
        worth = found.worth_at(at)
        assert (worth.members, worth.paid, worth.seasons) == (len(ids), paid, years)
        expected = recount.expected_tenure(list(its.lengths.values()))
        assert worth.lifetime == pytest.approx(paid / years * expected, abs=0.51)
    assert total_line(found, "worth").values == lines_by(found, "worth", "season")[-1].values
    for by in ("category", "region", "cohort"):
        for line in lines_by(found, "worth", by):
            ids = set(line.behind[0])
            assert line.values[2] == -sum(amount for member, _season, amount in postings if member in ids)
            assert line.values[1] == sum(len(found.people.belongs[each]) for each in ids)
