"""Every figure equals a recount from the raw rows; and the laws that hold whatever the members did."""

import datetime
from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assoc_desktop.association.records import Season
from assoc_desktop.association.rules import Identity
from assoc_desktop.founding import found_association
from assoc_desktop.listening.retention.rules.cohorts import cohort_ids
from assoc_desktop.listening.retention.rules.groups import MOST, groups, key_of
from assoc_desktop.listening.retention.rules.lines import lines_by, total_line
from assoc_desktop.listening.retention.rules.rates import FIRST_YEAR, LAPSE, RENEWAL, RETENTION
from assoc_desktop.listening.retention.rules.reading import read_retention
from assoc_desktop.listening.retention.rules.tables import GROUPED
from assoc_desktop.listening.retention.rules.tenure import Worth, tenure_of
from assoc_desktop.members.memberships import starting_category
from assoc_desktop.members.records import Category
from assoc_desktop.storage.history import operation
from tests.listening.retention import recount
from tests.members.statistics.raw import Raw, write

DATES = st.none() | st.none() | st.dates(datetime.date(2022, 6, 1), datetime.date(2026, 12, 31))
MEMBERSHIPS = st.lists(
    st.tuples(
        st.integers(0, 3), st.integers(0, 1), st.sampled_from([False] * 5 + [True]), st.integers(0, 90)
    ),
    max_size=4,
    unique_by=lambda each: each[0],
).map(tuple)
RAWS = st.builds(
    Raw,
    region=st.sampled_from(["", "Centre", " Centre", "O'Hara; DROP"]),
    joined_on=DATES,
    resigned_on=DATES,
    struck_off_on=DATES,
    deceased_on=DATES,
    memberships=MEMBERSHIPS,
)
TODAYS = st.sampled_from(
    [
        datetime.date(2026, 5, 14),
        datetime.date(2026, 1, 20),
        datetime.date(2025, 11, 3),
        datetime.date(2027, 6, 1),
    ]
)


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """One file for all examples: four seasons in a row, two categories."""
    path = tmp_path_factory.mktemp("retention") / "world.assoc"
    categories = [starting_category(key) for key in ("individual", "student")]
    with found_association(path, Identity("Example", "CM"), categories, today=datetime.date(2026, 5, 14)):
        with operation("Seasons", undoable=False):
            for year in (2023, 2024, 2025):
                first = datetime.date(year, 1, 1)
                Season.create(label=str(year), starts_on=first, ends_on=first.replace(month=12, day=31))
        yield list(Season.select().order_by(Season.starts_on)), list(Category.select())


def _read_both(world, raws, asked, today):
    """The retention of these members as the program tells it, and the raw rows to count it again."""
    seasons, categories = world
    write(raws, seasons, categories)
    return read_retention(seasons[asked], today), recount.world(seasons[asked])


@settings(max_examples=40)
@given(raws=st.lists(RAWS, max_size=14), asked=st.integers(0, 3), today=TODAYS)
def test_rates_and_cohorts_equal_a_recount(world, raws, asked, today):
    found, raw = _read_both(world, raws, asked, today)
    last_day = recount.day_of(raw, asked, today)
    belongs = {each.id: recount.belongs(raw, each, last_day) for each in raw.members.values()}
    assert {each: list(its) for each, its in found.people.belongs.items()} == {
        each: its for each, its in belongs.items() if its
    }
    for at, its in enumerate(found.seasons):
        day = recount.day_of(raw, at, today)
        assert its.day.isoformat() == day
        became = {each.id: recount.became(raw, each, at, day) for each in raw.members.values()}
        sets = {
            word: {each for each, what in became.items() if what == word} for word in set(became.values())
        }
        renewed, lapsed, gave_up = (sets.get(word, set()) for word in ("renewed", "lapsed", "gave up"))
        renewal, lapse = its.rates[RENEWAL], its.rates[LAPSE]
        assert set(renewal.part) == renewed
        assert set(renewal.whole) == set(lapse.whole) == renewed | lapsed | gave_up
        assert set(lapse.part) == lapsed
        assert {why: set(ids) for why, ids in renewal.excluded.items()} == (
            {
                "died": sets.get("died", set()),
                "for_life": sets.get("for life", set()),
                "running": sets.get("running", set()),
            }
            if at
            else {}
        )
        first = {
            each
            for each in renewed | lapsed | gave_up
            if belongs[each][0] == at - 1 and not _earlier(raw, each)
        }
        assert set(its.rates[FIRST_YEAR].whole) == first
        assert set(its.rates[FIRST_YEAR].part) == first & renewed
        before = {each for each, seasons_ in belongs.items() if at - 1 in seasons_} - sets.get(
            "running", set()
        )
        assert set(its.rates[RETENTION].whole) == before
        assert set(its.rates[RETENTION].part) == {each for each in before if at in belongs[each]}
        # Laws
        of_before = {each for each, what in became.items() if what}
        for rate in (renewal, lapse, its.rates[FIRST_YEAR]):
            counted = [*rate.whole, *rate.left_out]
            assert len(counted) == len(set(counted))
            assert set(counted) == of_before
            assert set(rate.part) <= set(rate.whole)
    cohorts = cohort_ids(found)
    assert sorted(each for its in cohorts.values() for each in its[0]) == sorted(found.people.belongs)
    for began, its in cohorts.items():
        assert len(its) == asked - began + 1
        for since, ids in enumerate(its):
            assert set(ids) == {
                each
                for each, seasons_ in belongs.items()
                if seasons_ and seasons_[0] == began and began + since in seasons_
            }


def _earlier(raw, member_id):
    joined = raw.members[member_id].joined_on
    return joined is not None and joined < raw.seasons[0][1]


@settings(max_examples=30)
@given(raws=st.lists(RAWS, max_size=12), asked=st.integers(0, 3), today=TODAYS)
def test_tenure_and_groups_equal_a_recount(world, raws, asked, today):
    found, raw = _read_both(world, raws, asked, today)
    last_day = recount.day_of(raw, asked, today)
    for at, its in enumerate(found.seasons):
        day = recount.day_of(raw, at, today)
        lengths = {}
        for one in raw.members.values():
            seen = [each for each in recount.belongs(raw, one, last_day) if each <= at]
            if seen:
                lengths[one.id] = (seen[-1] - seen[0] + 1, recount.is_over(raw, one, at, day))
        assert its.lengths == lengths
        if lengths:
            assert float(its.tenure.expected) == pytest.approx(
                recount.expected_tenure(list(lengths.values()))
            )
        else:
            assert its.tenure.expected is None
    for figure in GROUPED:
        for by in ("category", "region", "cohort"):
            lines, total = lines_by(found, figure, by), total_line(found, figure)
            for column, ids in enumerate(total.behind):
                if ids is None:
                    continue
                shared = [each for line in lines for each in line.behind[column]]
                assert sorted(shared) == sorted(ids)
                if column < len(total.values) - 2:
                    assert total.values[column] == len(ids) == sum(line.values[column] for line in lines)
    for by, told in (("region", _region(raw)), ("category", _category(raw))):
        for line in lines_by(found, "tenure", by):
            assert {line.name} == {told(each) for each in line.behind[0]}


def _region(raw):
    return lambda each: raw.members[each].region or "Not known"


def _category(raw):
    names = {each.id: each.name for each in Category.select()}

    def told(each):
        memberships = raw.members[each].memberships
        return names[memberships[max(memberships)][0]]

    return told


LENGTHS = st.lists(st.tuples(st.integers(1, 9), st.booleans()), max_size=40)


@given(LENGTHS)
def test_the_curve_of_tenure_falls_from_one_and_equals_a_recount(lengths):
    tenure = tenure_of(lengths)
    assert tenure.curve[0] == 1
    assert all(
        0 <= later <= earlier <= 1 for earlier, later in zip(tenure.curve, tenure.curve[1:], strict=False)
    )
    assert (tenure.members, tenure.ended) == (len(lengths), sum(over for _length, over in lengths))
    assert tenure.members == tenure.ended + tenure.still
    if not lengths:
        assert (tenure.expected, tenure.median, tenure.observed) == (None, None, None)
        return
    assert float(tenure.expected) == pytest.approx(recount.expected_tenure(lengths))
    assert 1 <= tenure.expected <= max(length for length, _over in lengths)
    if all(over for _length, over in lengths):
        # When all is seen, the estimate is simply the mean, and nobody stays in the end.
        assert tenure.expected == Fraction(sum(length for length, _over in lengths), len(lengths))
        assert tenure.curve[-1] == 0
    longer = tenure_of([(length, False) for length, _over in lengths])
    assert longer.expected >= tenure.expected
    assert longer.median is None


def test_the_medians_of_tenure():
    tenure = tenure_of([(1, True), (2, True), (5, True), (8, True), (9, False)])
    assert tenure.observed == Fraction(7, 2)
    assert tenure.median == 5
    assert tenure_of([(3, False)]).observed is None


def test_lifetime_value_is_rounded_half_to_even():
    assert Worth(2, 2, 5, Fraction(1)).lifetime == 2
    assert Worth(2, 2, 7, Fraction(1)).lifetime == 4
    assert Worth(3, 3, 10, Fraction(2)).lifetime == 7
    assert Worth(0, 0, 0, None).lifetime is None
    assert Worth(0, 0, 0, None).a_season is None


def test_many_small_groups_are_gathered_in_one(world):
    seasons, categories = world
    raws = [Raw(region=f"R{number % 20:02}", memberships=((3, 0, False, 0),)) for number in range(20 + 10)]
    write(raws, seasons, categories)
    found = read_retention(seasons[3], datetime.date(2026, 5, 14))
    ids = list(found.people.belongs)
    made = groups(found, "region", ids, key_of(found, "region"))
    assert len(made) == MOST
    assert made[-1].name == "6 others"
    counts = Counter(key for group in made for key in group.keys)
    assert set(counts.values()) == {1}
    assert len(counts) == 20
    sizes = [line.values[0] for line in lines_by(found, "tenure", "region")]
    assert sum(sizes) == 30
    assert sizes[:10] == [2] * 10
