"""What commands print: tables for people, CSV and JSON for programs; and the options that say how."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from assoc_desktop.exchange.csv_writer import guarded
from assoc_desktop.language import _


def add_format(parser: argparse.ArgumentParser, *formats: str) -> None:
    """Add `--format`, the first being what is printed without it."""
    parser.add_argument("--format", choices=formats, default=formats[0], help=_("how the list is written"))


def add_pdf(parser: argparse.ArgumentParser) -> None:
    """Add `--output`, the PDF to write."""
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar=_("OUT.pdf"), help=_("the PDF to write")
    )


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
