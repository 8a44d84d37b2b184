"""Cells as text, and values of spreadsheet libraries as cells."""

import datetime

import pytest

from assoc_desktop.exchange.tables import text_of, tidy_value


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (" Koné ", "Koné"), (75001, "75001"), (12.5, "12.5"), (True, "1"), (False, "0"),
        (datetime.date(2025, 12, 31), "2025-12-31"), (datetime.datetime(2025, 12, 31, 8, 5), "2025-12-31 08:05"),
    ],
)  # fmt: skip
def test_a_cell_as_text(cell, text):
    assert text_of(cell) == text


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""), ("a", "a"), (True, True), (5, 5), (75001.0, 75001), (12.5, 12.5), (1e300, 1e300),
        (datetime.datetime(2025, 12, 31), datetime.date(2025, 12, 31)),
        (datetime.datetime(2025, 12, 31, 8), datetime.datetime(2025, 12, 31, 8)),
        (datetime.date(2025, 12, 31), datetime.date(2025, 12, 31)), (datetime.time(8, 30), "08:30:00"),
    ],
)  # fmt: skip
def test_a_value_of_a_library_as_a_cell(value, cell):
    found = tidy_value(value)
    assert (found, type(found)) == (cell, type(cell))
