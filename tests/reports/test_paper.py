"""Papers written from top to bottom: what belongs together stays on one page."""

from __future__ import annotations

import pytest

from assoc_desktop.language.conventions import Conventions
from assoc_desktop.reports.paper import Head, Paper
from tests.pdf.reading import reader

HEAD = Head("Club", (), None, Conventions("en", "CM", "XAF"))


def pages_with(rows: int) -> list[str]:
    paper = Paper("Report", HEAD)
    paper.table(
        ("Name", "Amount"),
        [(f"Row {number}", "5") for number in range(1, rows + 1)],
        (0.7, 0.3),
        right=(1,),
        total=("Sum", str(5 * rows)),
        note="What it means. " * 12,
    )
    return [page.extract_text() for page in reader(paper.finish()).pages]


@pytest.mark.parametrize("rows", range(28, 44))
def test_total_and_note_stand_with_the_last_row(rows):
    pages = pages_with(rows)
    assert len(pages) <= 2
    for words in (f"Row {rows}", "Sum", "What it means."):
        assert words in pages[-1]
    assert sum("Sum" in page for page in pages) == 1
    assert all("Amount" in page for page in pages), "the headings are there again"


def test_a_table_without_total_and_note():
    paper = Paper("Report", HEAD)
    paper.table(("Name",), [("One",)], (1.0,))
    (page,) = reader(paper.finish()).pages
    assert "One" in page.extract_text()
