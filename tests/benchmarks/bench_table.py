"""Table reports: ten thousand rows against one platypus Table, and how time grows."""

from __future__ import annotations

import io
import math
import time
from collections.abc import Callable

from assoc_desktop.pdf.table import Column, table_report
from tests.benchmarks.report import Result

ROWS = 10_000
_COLUMNS = ("No.", "Number", "Name", "Category", "Town", "Amount")


def _rows(count: int) -> list[tuple[str, ...]]:
    towns = ("Yaoundé", "Douala", "Bafoussam", "Garoua")
    return [
        (str(at), f"{at:05}", f"Aïssatou N'Diaye {at}", "Individual", towns[at % 4], f"{at * 37 % 90_000:,}")
        for at in range(count)
    ]


def _ours(rows: list[tuple[str, ...]]) -> bytes:
    columns = [Column(heading, "right" if heading == "Amount" else "left") for heading in _COLUMNS]
    return table_report("Members", columns, rows, author="Examples", language="en")


def _platypus(rows: list[tuple[str, ...]]) -> bytes:
    from reportlab.lib import colors
    from reportlab.platypus import SimpleDocTemplate, Table

    file = io.BytesIO()
    style = [("LINEBELOW", (0, 0), (-1, -1), 0.4, colors.grey), ("FONTSIZE", (0, 0), (-1, -1), 8.5)]
    SimpleDocTemplate(file).build([Table([_COLUMNS, *rows], repeatRows=1, style=style)])
    return file.getvalue()


def _seconds(work: Callable[[], object], times: int) -> float:
    best = math.inf
    for _run in range(times):
        started = time.process_time()
        work()
        best = min(best, time.process_time() - started)
    return best


def run() -> list[Result]:
    """The targets of table reports."""
    rows = _rows(ROWS)
    _ours(rows[:10])
    ours = _seconds(lambda: _ours(rows), 3)
    quarter = _seconds(lambda: _ours(rows[: ROWS // 4]), 3)
    rival = _seconds(lambda: _platypus(rows), 1)
    exponent = math.log(ours / quarter) / math.log(4)
    return [
        Result(
            f"Table report, {ROWS} rows, against one platypus Table",
            "≥ 10×",
            f"{rival / ours:.0f}× ({ours:.2f} s / {rival:.1f} s)",
            rival >= 10 * ours,
        ),
        Result(
            f"Table report, {ROWS} rows: growth from a quarter",
            "exponent ≤ 1.1",
            f"{exponent:.2f}",
            exponent <= 1.1,
        ),
    ]
