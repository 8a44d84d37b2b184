"""The tables: nothing but numbers of a few, every number with its list, every figure with its formula."""

import datetime

import pytest

from assoc_desktop.language import speak
from assoc_desktop.listening.records import Conversation
from assoc_desktop.listening.retention.rules.definitions import LEAST, TITLES, definition
from assoc_desktop.listening.retention.rules.groups import BYS
from assoc_desktop.listening.retention.rules.reading import read_retention
from assoc_desktop.listening.retention.rules.tables import FIGURES, GROUPED, combined, shown
from assoc_desktop.members.records import Category
from tests.members.statistics.raw import Raw, write

TODAY = datetime.date(2026, 5, 14)


@pytest.fixture
def members(seasons):
    """Twelve of the first category, of whom three lapsed; two of another; one died; one for life; one new in 2026."""
    categories = list(Category.select().where(~Category.for_life).order_by(Category.position).limit(2))
    raws = [Raw(region="Centre", memberships=((0, 0, False, 60), (1, 0, False, 60))) for _each in range(9)]
    raws += [Raw(region="Est", memberships=((0, 0, False, 60),)) for _each in range(3)]
    raws += [Raw(memberships=((0, 1, False, 60), (1, 1, False, 60))) for _each in range(2)]
    raws += [
        Raw(memberships=((0, 0, False, 60),), deceased_on=datetime.date(2025, 6, 1)),
        Raw(memberships=((0, 0, True, 60),), joined_on=datetime.date(2020, 1, 1)),
        Raw(memberships=((1, 0, False, 60),)),
    ]
    made = write(raws, [seasons["2025"], seasons["2026"]], categories)
    return list(made), [str(each.name) for each in categories]


@pytest.fixture
def retention(members, seasons):
    """What is known of 2026."""
    return read_retention(seasons["2026"], TODAY)


def test_a_rate_prints_who_is_left_out_the_whole_the_part_and_its_formula(retention, members):
    ids, names = members
    found = shown(retention, "renewal", "category")
    assert [column.heading for column in found.table.columns] == [
        "Category", "Not counted", "Could renew", "Renewed", "Rate"
    ]  # fmt: skip
    assert found.table.rows == ((names[0], 2, 12, 9, 75.0), (names[1], 0, 2, 2, "n < 10"))
    assert found.table.total == ("All together", 2, 14, 11, 78.6)
    assert (
        "Formula: renewed ÷ (renewed + not renewed + resigned or struck off) × 100" in found.table.definition
    )
    assert "Not counted in 2026: deaths: 1, members for life: 1." in found.table.definition
    assert set(found.behind[0, 3].ids) == set(ids[:9])
    assert found.behind[0, 3].told == f"Renewal rate · 2026 · {names[0]} · Renewed"
    assert set(found.behind[0, 1].ids) == set(ids[14:16])
    assert (1, 1) not in found.behind  # nobody: no list
    assert set(found.behind[2, 2].ids) == {*ids[:14]}


def test_the_other_figures_of_the_same_members(retention):
    assert shown(retention, "lapse", "category").table.total == ("All together", 2, 14, 3, 21.4)
    assert shown(retention, "retention", "category").table.total == ("All together", 0, 16, 12, 75.0)
    first = shown(retention, "first_year", "region").table
    assert first.total == ("All together", 2, 14, 11, 78.6)
    assert [row[0] for row in first.rows] == ["Centre", "Est", "Not known"]
    seasons_ = shown(retention, "tenure", "season").table
    assert [row[:4] for row in seasons_.rows] == [("2025", 16, 1, 15), ("2026", 17, 4, 13)]
    assert seasons_.total == ()
    assert shown(retention, "tenure", "season").behind[0, 2].told == "Tenure · 2025 · Over"
    cohorts = shown(retention, "tenure", "cohort").table
    assert [row[0] for row in cohorts.rows] == ["2025 or before", "2026"]
    assert cohorts.rows[1][4:] == (None, "n < 10")


def test_cohorts_in_members_and_in_per_cents(retention, members):
    ids, _names = members
    counts = shown(retention, "cohorts", "")
    assert counts.table.rows == (("2025 or before", 16, 12), ("2026", 1, None))
    assert counts.table.total == ("All together", 17, 12)
    assert set(counts.behind[0, 2].ids) == {*ids[:9], *ids[12:14], ids[15]}
    staying = shown(retention, "staying", "")
    assert all(each.ids for found in (counts, staying) for each in found.behind.values())  # nobody: no list
    assert any(row[2] == 0 for row in staying.table.rows)
    assert set(counts.behind[2, 1].ids) == set(ids)
    shares = shown(retention, "cohort_shares", "")
    assert shares.table.rows == (("2025 or before", 100.0, 75.0), ("2026", "n < 10", None))
    assert shares.table.total == ("All together", 100.0, 75.0)
    assert shares.drawn.series == (("Still members", (100, 75)),)
    assert shares.behind[shares.drawn.cells[1, 0]].ids == counts.behind[2, 2].ids


def test_the_curve_shows_the_numbers_it_is_made_of(retention):
    found = shown(retention, "staying", "")
    assert found.table.rows == (
        ("0 seasons", None, None, None, 100.0),
        ("1 season", 17, 4, 76.5, 76.5),
        ("2 seasons", 12, 0, 100.0, 76.5),
    )
    assert found.drawn.series[0][1] == (100, 76, 76)
    assert len(found.behind[1, 2].ids) == 4


def test_reasons_stated_against_assessed(retention, members, seasons, today):
    ids, _names = members
    for member, stated, assessed, season in (
        (ids[0], "cost", "cost", "2026"), (ids[1], "cost", "value", "2026"), (ids[2], "time", "", "2025"),
    ):  # fmt: skip
        Conversation.create(
            member=member,
            whom="lapsed",
            way="phone",
            day=today,
            season=seasons[season],
            stated=stated,
            assessed=assessed,
        )
    found = shown(retention, "reasons", "")
    assert found.table.rows == (
        ("2026", "Cannot afford it", 2, 1, 1),
        ("2026", "Does not see the value", 0, 1, 0),
        ("2025", "No time", 1, 0, 0),
    )
    assert set(found.behind[0, 2].ids) == {ids[0], ids[1]}
    assert found.behind[1, 3].ids == (ids[1],)
    assert (1, 2) not in found.behind
    assert found.drawn.names == ("Cannot afford it", "assessed", "Does not see the value", "assessed")
    assert found.drawn.series[0][1] == (2, 1, 0, 1)
    assert found.drawn.hatched == {1, 3}


def test_every_list_is_as_long_as_its_number(retention):
    lists = 0
    for figure in FIGURES:
        for by in BYS if figure in GROUPED else ("",):
            found = shown(retention, figure, by)
            rows = [*found.table.rows, found.table.total]
            for (row, column), behind in found.behind.items():
                value = rows[row][column]
                if isinstance(value, int) and not isinstance(value, bool):
                    assert len(behind.ids) == value, (figure, by, row, column)
                assert behind.told
                lists += 1
            if found.drawn:
                assert set(found.drawn.cells.values()) <= {(r, c) for r in range(len(rows)) for c in range(9)}
    assert lists > 0


def test_paper_and_screen_have_the_same_rows(retention):
    for figure in GROUPED:
        whole = combined(retention, figure).table
        for by, words in (
            ("category", "Category"),
            ("region", "Region"),
            ("season", "Season"),
            ("cohort", "Cohort"),
        ):
            of_screen = shown(retention, figure, by).table.rows
            assert of_screen or figure == "reasons", (figure, by)
            assert [row[1:] for row in whole.rows if row[0] == words] == list(of_screen)
        assert whole.total[2:] == shown(retention, figure, "category").table.total[1:]


def test_a_season_without_one_before_and_a_file_without_members(seasons):
    first = read_retention(seasons["2025"], TODAY)
    assert shown(first, "renewal", "category").table.rows == ()
    assert shown(first, "renewal", "category").table.total == ("All together", 0, 0, 0, None)
    for figure in FIGURES:
        found = shown(first, figure, "category")
        assert found.drawn is None
        assert found.behind == {}


@pytest.mark.parametrize("code", ["en", "fr"])
@pytest.mark.parametrize("figure", TITLES)
def test_every_figure_tells_its_formula_and_who_is_left_out(figure, code):
    speak(code)
    words = definition(figure)
    if figure != "reasons":
        assert ("Formula: " if code == "en" else "Formule\u00a0: ") in words
        assert str(LEAST) in words
    marks = (
        "Left out",
        "Nobody is left out",
        "Numbers only",
        "Ne sont pas comptés",
        "Personne n’est laissé",
        "Des nombres seulement",
    )
    assert any(each in words for each in marks)
