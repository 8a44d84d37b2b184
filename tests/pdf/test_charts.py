"""Charts: lengths in proportion, nothing outside, names that do not overlap, fonts embedded, words for who cannot see."""

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assoc_desktop.language import speak
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.pdf.charts import (
    PAPER,
    Bar,
    Colours,
    Series,
    Style,
    bar_chart,
    column_chart,
    line_chart,
)
from assoc_desktop.pdf.charts.output import chart_pdf
from assoc_desktop.pdf.charts.scale import round_steps
from assoc_desktop.pdf.charts.sketch import hatching, lines_of
from assoc_desktop.pdf.colour import contrast, parse
from assoc_desktop.pdf.text import width
from tests.pdf.reading import fonts, reader, rendered, words

MONTHS = [(number, f"M{number}") for number in range(1, 13)]
LONG = "Bibliothèque municipale à vocation régionale de la communauté de communes du Val-d’Oise"
DARK = Colours(*map(parse, ("#e8ecea", "#9aa6a2", "#3a4143", "#15181a", "#5cc4a8")))
VALUES = st.lists(st.integers(-(10**12), 10**12), min_size=1, max_size=40)


def ink(chart, colour):
    """Row of pixels → how many have a colour; 72 pixels an inch."""
    image = rendered(chart_pdf(chart), dots_per_inch=72)
    wanted = tuple(round(part * 255) for part in colour)
    rows = {}
    for y in range(image.height):
        count = sum(
            all(abs(a - b) < 12 for a, b in zip(image.getpixel((x, y)), wanted, strict=True))
            for x in range(image.width)
        )
        if count:
            rows[y] = count
    return rows


def strings(chart):
    """Every text of a drawing as (left, right, bottom, top)."""
    found = []
    for shape in chart.drawing.contents:
        if hasattr(shape, "text"):
            wide = width(shape.text) * shape.fontSize
            left = shape.x - {"start": 0, "middle": wide / 2, "end": wide}[shape.textAnchor]
            found.append((left, left + wide, shape.y - shape.fontSize * 0.2, shape.y + shape.fontSize * 0.75))
    return found


def test_bars_are_as_long_as_their_values():
    values = (200, 100, 50, 0)
    chart = bar_chart([Bar(each, str(each), each) for each in values], 300)
    rows = ink(chart, PAPER.main)
    longest = {}
    for part in chart.parts:
        top = chart.height - part.y - part.height
        longest[part.key] = max(
            (count for y, count in rows.items() if top < y < top + part.height), default=0
        )
    assert longest[0] == 0
    assert longest[200] == pytest.approx(2 * longest[100], abs=3)
    assert longest[100] == pytest.approx(2 * longest[50], abs=3)
    assert longest[200] > 150


def test_a_click_tells_the_bar():
    chart = bar_chart([Bar("a", "One", 5), Bar("b", "Two", 3)], 200)
    one, two = chart.parts
    assert (one.words, two.words) == ("One: 5", "Two: 3")
    assert chart.at(100, one.y + one.height / 2).key == "a"
    assert chart.at(100, two.y + 1).key == "b"
    assert chart.at(100, chart.height + 5) is None
    assert chart.at(-1, 3) is None


@settings(max_examples=30)
@given(
    values=VALUES, name=st.sampled_from(["A", LONG, "x" * 200, "محمد العربي", ""]), wide=st.integers(260, 500)
)
def test_nothing_of_bars_stands_outside_and_no_texts_overlap(values, name, wide):
    chart = bar_chart([Bar(at, f"{name} {at}", value) for at, value in enumerate(values)], wide)
    for left, right, bottom, top in (texts := strings(chart)):
        assert left >= -0.5 and right <= wide + 0.5 and bottom >= -1 and top <= chart.height + 1
    assert len(chart.parts) == len(values)
    for one, other in ((a, b) for at, a in enumerate(texts) for b in texts[at + 1 :]):
        apart = one[1] <= other[0] or other[1] <= one[0] or one[3] <= other[2] + 1 or other[3] <= one[2] + 1
        assert apart, (one, other)


def test_a_number_wider_than_its_column_is_left_out():
    columns = [(at, str(at)) for at in range(20)]
    chart = column_chart(columns, [Series(0, "One", (0,) * 19 + (24_999_774,))], 420, 260)
    assert all(right <= 420 for _left, right, _bottom, _top in strings(chart))


@settings(max_examples=30)
@given(data=st.data(), count=st.integers(1, 40), of=st.integers(1, 5), stacked=st.booleans())
def test_nothing_of_columns_and_lines_stands_outside(data, count, of, stacked):
    values = st.lists(st.integers(-(10**9), 10**9), min_size=count, max_size=count)
    series = [Series(at, f"Series {at} {LONG}", tuple(data.draw(values))) for at in range(of)]
    columns = [(at, f"{LONG} {at}") for at in range(count)]
    for chart in (
        column_chart(columns, series, 420, 260, stacked=stacked),
        line_chart(columns, series, 420, 260),
    ):
        for left, right, bottom, top in strings(chart):
            assert left >= -0.5 and right <= 420.5 and bottom >= -1 and top <= 261
        for part in chart.parts:
            assert part.x >= 0 and part.x + part.width <= 421 and part.y >= 0 and part.y + part.height <= 261


def test_columns_are_as_high_as_their_values_and_leaves_hang_down():
    joins, leaves = Series("in", "Joined", (8, 4, 0)), Series("out", "Left", (-4, 0, -2))
    chart = column_chart(MONTHS[:3], [joins, leaves], 300, 200, stacked=True)
    height = {part.key: part.height for part in chart.parts}
    below = {part.key: part.y for part in chart.parts}
    assert set(height) == {(1, "in"), (2, "in"), (1, "out"), (3, "out")}
    assert height[1, "in"] == pytest.approx(2 * height[2, "in"])
    assert height[1, "in"] == pytest.approx(2 * height[1, "out"])
    assert below[1, "in"] == pytest.approx(below[1, "out"] + height[1, "out"])
    beside = column_chart(MONTHS[:3], [joins, leaves], 300, 200)
    assert len({part.x for part in beside.parts}) == 4


@settings(max_examples=30)
@given(left=st.lists(st.integers(0, 9), min_size=3, max_size=12), high=st.integers(60, 260))
def test_the_number_of_a_column_that_hangs_down_stands_clear_of_the_names(left, high):
    leaves = Series("out", "Left", tuple(-value for value in left))
    chart = column_chart(MONTHS[: len(left)], [leaves], 420, high, stacked=True)
    found = strings(chart)
    lowest = min(bottom for _left, _right, bottom, _top in found)
    names = [each for each in found if each[2] == lowest]
    others = [each for each in found if each[2] > lowest]
    for one, other in ((a, b) for a in names for b in others):
        assert one[1] <= other[0] or other[1] <= one[0] or one[3] <= other[2] + 0.5, (one, other)


def test_lines_have_a_mark_at_every_value():
    chart = line_chart(MONTHS, [Series("a", "Members", tuple(range(12)))], 400, 200)
    assert [part.key for part in chart.parts] == [(number, "a") for number in range(1, 13)]
    middles = [part.y + part.height / 2 for part in chart.parts]
    steps = [after - before for before, after in pairwise(middles)]
    assert max(steps) == pytest.approx(min(steps))


def test_series_are_told_apart_without_colour():
    series = [Series(at, f"S{at}", (5,)) for at in range(3)]
    chart = column_chart([(0, "M")], series, 200, 150)
    kinds = {type(shape).__name__ for shape in chart.drawing.contents}
    assert "Path" in kinds
    for hatch in "/\\-x.":
        drawn = list(hatching(10, 20, 30, 12, hatch))
        assert drawn
        for x1, y1, x2, y2 in drawn:
            assert min(x1, x2) >= 9.9 and max(x1, x2) <= 40.1 and min(y1, y2) >= 19.9 and max(y1, y2) <= 32.1
    assert list(hatching(0, 0, 10, 10, "")) == []


def test_a_chart_is_told_in_words():
    chart = bar_chart([Bar(1, "One", 1200), Bar(2, "Two", 0)], 200, title="Members")
    assert chart.alternative == "Members\nOne: 1,200\nTwo: 0"
    chart = column_chart([(1, "May")], [Series("a", "Joined", (3,)), Series("b", "Left", (1,))], 200, 120)
    assert chart.alternative == "May: Joined: 3 · Left: 1"


@pytest.mark.parametrize("make", [bar_chart, lambda bars, wide: column_chart(bars, [], wide, 100)])
@pytest.mark.parametrize("empty", [[], ()])
def test_no_values_are_told(make, empty):
    assert "There is nothing to show." in words(chart_pdf(make(empty, 200)))
    assert "There is nothing to show." in words(chart_pdf(line_chart(empty, [], 200, 100)))


def test_one_value_and_only_zeros_can_be_drawn():
    assert "7" in words(chart_pdf(bar_chart([Bar(1, "One", 7)], 120)))
    assert len(bar_chart([Bar(1, "A", 0), Bar(2, "B", 0)], 120).parts) == 2
    assert column_chart(MONTHS, [Series("a", "A", (0,) * 12)], 300, 120).parts == ()


def test_french_numbers_and_amounts_without_decimals_are_read_back_with_embedded_fonts():
    speak("fr")
    say = Conventions("fr", "CM", "XAF")
    chart = bar_chart([Bar(1, "Cotisations", 12500000)], 400, style=Style(write=say.money))
    pdf = chart_pdf(chart)
    assert "12 500 000 FCFA" in words(pdf).replace("\u00a0", " ")
    assert fonts(pdf) and all(fonts(pdf).values())
    assert all("AssocSans" in name or "DejaVu" in name for name in fonts(pdf))
    assert reader(pdf).pages[0].mediabox.width == pytest.approx(400)


def test_markup_in_names_stays_text():
    pdf = chart_pdf(bar_chart([Bar(1, "<b>Bold</b> & (co)\\", 3)], 400))
    assert "<b>Bold</b> & (co)\\" in words(pdf)


def test_dark_ground_is_drawn_and_the_bars_can_be_seen_on_it():
    chart = bar_chart([Bar(1, "One", 7)], 200, style=Style(11, DARK))
    image = rendered(chart_pdf(chart))
    assert image.getpixel((1, 1)) == tuple(round(part * 255) for part in DARK.ground)
    for colours in (DARK, PAPER):
        for number in range(6):
            assert contrast(colours.of_series(number), colours.ground) >= 1.6


@given(st.integers(-(10**15), 10**15), st.integers(-(10**15), 10**15))
def test_scales_have_a_few_round_steps(one, other):
    low, high = sorted((one, other))
    steps = round_steps(min(low, 0), max(high, 0))
    assert steps[0] <= low and steps[-1] >= high
    assert 2 <= len(steps) <= 8
    step = steps[1] - steps[0]
    assert [b - a for a, b in pairwise(steps)] == [step] * (len(steps) - 1)
    assert re.fullmatch("[125]0*", str(step))


def test_a_name_that_is_too_long_ends_in_an_ellipsis():
    lines = lines_of(LONG, 100, 8, 2)
    assert len(lines) == 2 and lines[1].endswith("…")
    assert all(width(line) * 8 <= 100 for line in lines)
    assert "".join(lines).replace("…", "").replace(" ", "") in LONG.replace(" ", "")
    assert lines_of("Short", 100, 8, 2) == ["Short"]
    assert lines_of("", 100, 8, 2) == [""]
