"""What commands print: tables for people, CSV and JSON for programs."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Sequence

from assoc_desktop.exchange.csv_writer import guarded


def printable(text: str) -> str:
    """The text without signs that would move the terminal's cursor or colour its text."""
    return "".join(sign if sign.isprintable() else " " for sign in text)


def print_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print texts below their headings, each column as wide as its widest text."""
    table = [headings, *([printable(cell) for cell in row] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for cells in table:
        print("  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip())


def print_csv(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print texts as CSV; none of them is a formula in a spreadsheet."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(headings)
    writer.writerows([guarded(cell) for cell in row] for row in rows)


def print_json(values: Sequence[object]) -> None:
    """Print values as JSON, letters as they are."""
    print(json.dumps(values, ensure_ascii=False, indent=1))
