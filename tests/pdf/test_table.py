"""Table reports: complete, with headings and numbers on every page."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assoc_desktop.pdf.pages import PAPERS
from assoc_desktop.pdf.table import Column, column_widths, table_report
from assoc_desktop.pdf.text import clean, shaped
from tests.hostile import HOSTILE
from tests.pdf import reading

COLUMNS = (Column("No.", "right"), Column("Name"), Column("Town", "centre"), Column("Signature", share=0.25))


def report(rows, **more) -> bytes:
    return table_report("Members", COLUMNS, rows, author="An association", language="en", **more)


def row(number: int) -> tuple[str, str, str, str]:
    return str(number), f"Name {number}", "Yaoundé", ""


def test_every_row_is_there_under_the_headings() -> None:
    pdf = report([row(number) for number in range(200)], subtitle="Season 2026")
    pages = reading.reader(pdf).pages
    assert len(pages) > 2
    text = reading.words(pdf)
    assert all(f"Name {number}" in text for number in range(200))
    for number in range(len(pages)):
        words = reading.words(pdf, number)
        assert "Signature" in words
        assert f"Page {number + 1} of {len(pages)}" in " ".join(words.split())
        assert "Members · A4" in words
    assert "Season 2026" in reading.words(pdf, 0)
    assert "Season 2026" not in reading.words(pdf, 1)


def test_no_rows_still_make_a_page() -> None:
    assert len(reading.reader(report([])).pages) == 1


@pytest.mark.parametrize("paper", PAPERS)
def test_papers(paper: str) -> None:
    (page,) = reading.reader(report([row(1)], paper=paper)).pages
    size = PAPERS[paper].width, PAPERS[paper].height
    assert tuple(map(float, page.mediabox[2:])) == pytest.approx(size, abs=0.01)


@settings(max_examples=25)
@given(st.lists(st.tuples(st.text(), st.sampled_from(HOSTILE), st.text(max_size=5), st.just("")), max_size=8))
def test_hostile_rows_are_whole(rows: list[tuple[str, str, str, str]]) -> None:
    found = reading.signs(reading.words(report(rows)))
    for cells in rows:
        for cell in cells:
            for sign, count in reading.signs(shaped(clean(cell))).items():
                assert found[sign] >= count


def test_a_row_higher_than_a_page_goes_on_on_the_next() -> None:
    tall = "\n".join(f"line {number}" for number in range(150))
    pdf = report([row(1), ("2", tall, "Town", ""), row(3)])
    text = reading.words(pdf)
    assert all(f"line {number}" in text for number in range(150))
    assert "Name 3" in text


@pytest.mark.parametrize("before", range(40, 56))
def test_a_high_row_begins_where_there_is_room(before: int) -> None:
    tall = "\n".join(f"line {number}" for number in range(90))
    text = reading.words(report([*(row(number) for number in range(before)), ("x", tall, "Town", "")]))
    assert all(f"line {number}" in text for number in range(90))


def test_rows_are_never_asked_to_be_higher_than_a_page() -> None:
    assert len(reading.reader(report([row(1), row(2)], row_height=5000)).pages) == 2


def test_rows_to_write_in_are_as_high_as_asked() -> None:
    assert len(reading.reader(report([row(n) for n in range(50)], row_height=60)).pages) == 5


@given(
    st.lists(st.none() | st.floats(0.05, 0.3), min_size=1, max_size=5),
    st.lists(st.text("abc W\n", max_size=60), min_size=1, max_size=5),
)
def test_columns_take_the_whole_width(shares: list[float | None], texts: list[str]) -> None:
    columns = [Column("H", share=share) for share in shares]
    cells = [[texts[at % len(texts)] for at in range(len(columns))]]
    widths = column_widths(columns, cells, 500)
    for w, share in zip(widths, shares, strict=True):
        assert w >= 0
        assert share is None or w == pytest.approx(500 * share)
    if None in shares:
        assert sum(widths) == pytest.approx(max(500, sum(widths) if sum(filter(None, shares)) > 1 else 500))


def test_a_modest_column_gets_what_it_needs() -> None:
    narrow, wide = column_widths([Column("A"), Column("B")], [["12", "word " * 60]], 400)
    assert narrow < 40
    assert narrow + wide == pytest.approx(400)
