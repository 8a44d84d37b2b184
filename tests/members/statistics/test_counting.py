"""Every figure equals a recount in plain Python, adds up to the members counted, and leads to exactly its members."""

import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from assoc_desktop.association.records import the_association
from assoc_desktop.members.memberships import facts_of
from assoc_desktop.members.records import Member
from assoc_desktop.members.statistics.rules import (
    Question,
    crossing,
    dimensions,
    ids_behind,
    read_figures,
)
from assoc_desktop.members.statistics.rules.asking import AGES, YEARS
from assoc_desktop.members.status import status_on
from tests.members.statistics.raw import Raw, age_on, band, counted, enrolled, write

TODAY = datetime.date(2026, 5, 14)
DATES = st.dates(datetime.date(2023, 1, 1), datetime.date(2027, 2, 28))
MAYBE = st.none() | DATES
BIRTHS = (
    st.none()
    | st.sampled_from(
        [
            datetime.date(2008, 2, 29),
            datetime.date(2008, 5, 14),
            datetime.date(2008, 5, 15),
            datetime.date(2030, 1, 1),
        ]
    )
    | st.dates(datetime.date(1930, 1, 1), datetime.date(2020, 1, 1))
)
MEMBERSHIPS = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 1), st.booleans(), st.integers(0, 90)),
    max_size=3,
    unique_by=lambda each: each[0],
).map(tuple)
RAWS = st.builds(
    Raw,
    kind=st.sampled_from(["person", "institution"]),
    region=st.sampled_from(["", "Centre", " Centre", "Est", "O'Hara; DROP"]),
    birth_date=BIRTHS,
    joined_on=MAYBE,
    prospect_since=MAYBE,
    resigned_on=MAYBE,
    deceased_on=MAYBE,
    archived_on=st.none() | st.none() | DATES,
    erased_on=st.none() | st.none() | DATES,
    memberships=MEMBERSHIPS,
)
DAYS = st.sampled_from(
    [TODAY, datetime.date(2024, 2, 29), datetime.date(2025, 2, 28), datetime.date(2026, 12, 31)]
)


def _question(seasons, season, day):
    return Question(None if season is None else seasons[season], day)


def _asked(rows, seasons, question):
    """The members that a question counts, found without SQL."""
    if question.season is not None:
        return {key: row for key, row in rows.items() if enrolled(row, seasons.index(question.season))}
    found = {}
    for key, row in rows.items():
        begun = any(seasons[each[0]].starts_on <= question.day for each in row.memberships)
        prospect = row.prospect_since and not row.joined_on and not begun
        if not row.archived_on and not row.erased_on and not prospect:
            found[key] = row
    return found


def _since(row, seasons, day):
    starts = [seasons[each[0]].starts_on for each in row.memberships if seasons[each[0]].starts_on <= day]
    return row.joined_on or min(starts, default=None)


def _keys(seasons, categories, question):
    """Dimension → a member's key, in plain Python."""
    day = question.day

    def age(row):
        if row.kind == "institution":
            return "-"
        unknown = row.birth_date is None or row.erased_on is not None or row.birth_date > day
        return "" if unknown else band(age_on(day, row.birth_date), AGES)

    def seniority(row):
        since = _since(row, seasons, day)
        return "" if since is None or since > day else band(age_on(day, since), YEARS)

    def category(row):
        if question.season is not None:
            chosen = [each for each in row.memberships if seasons[each[0]] == question.season]
        else:
            chosen = [each for each in row.memberships if seasons[each[0]].starts_on <= day]
        chosen.sort(key=lambda each: seasons[each[0]].starts_on)
        return categories[chosen[-1][1]].id if chosen else 0

    return {
        "kind": lambda row: row.kind,
        "region": lambda row: row.region.strip(),
        "age": age,
        "seniority": seniority,
        "category": category,
        "library_kind": lambda row: "-" if row.kind == "person" else "",
    }


@settings(max_examples=40)
@given(rows=st.lists(RAWS, max_size=12), season=st.none() | st.integers(0, 2), day=DAYS)
def test_every_figure_equals_a_recount(world, rows, season, day):
    seasons, categories = world
    members = write(rows, seasons, categories)
    question = _question(seasons, season, day)
    asked = _asked(members, seasons, question)
    recount = _keys(seasons, categories, question)
    for dimension, figure in zip(dimensions(), read_figures(question, dimensions()), strict=True):
        assert figure.total.count == len(asked), dimension.key
        for line in figure.lines:
            ids = ids_behind(question, {dimension: line.keys})
            assert len(ids) == line.count, (dimension.key, line)
            assert set(ids) <= set(asked)
        if dimension.key in recount:
            found = {line.keys[0]: line.count for line in figure.lines if line.count}
            assert found == dict(counted(asked, recount[dimension.key])), dimension.key
    assert sorted(ids_behind(question)) == sorted(asked)


@settings(max_examples=15)
@given(rows=st.lists(RAWS, max_size=10), day=DAYS)
def test_the_status_is_that_of_the_list(world, rows, day):
    seasons, categories = world
    members = write(rows, seasons, categories)
    question = Question(None, day, tuple(members))
    (dimension,) = [each for each in dimensions() if each.key == "status"]
    say = the_association().conventions
    for line in read_figures(question, [dimension])[0].lines:
        for member_id in ids_behind(question, {dimension: line.keys}):
            assert status_on(day, facts_of(Member.get_by_id(member_id)), say).code == line.keys[0]


@settings(max_examples=20)
@given(rows=st.lists(RAWS, max_size=12), season=st.none() | st.integers(0, 2))
def test_a_crossing_adds_up_both_ways(world, rows, season):
    seasons, categories = world
    members = write(rows, seasons, categories)
    question = _question(seasons, season, TODAY)
    known = {each.key: each for each in dimensions()}
    down, across = known["category"], known["age"]
    table = crossing(question, down, across)
    assert table.down.total.count == len(_asked(members, seasons, question))
    for line in table.down.lines:
        assert sum(table.cell(line, column) for column in table.across.lines) == line.count
        for column in table.across.lines:
            ids = ids_behind(question, {down: line.keys, across: column.keys})
            assert len(ids) == table.cell(line, column)
    for column in table.across.lines:
        assert sum(table.cell(line, column) for line in table.down.lines) == column.count
