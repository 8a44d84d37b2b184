"""Exports: an ODS sheet of 100,000 rows against our XLSX, and what reading the members adds to writing them."""

from __future__ import annotations

import datetime
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from assoc_desktop.association.records import Season, the_association
from assoc_desktop.exchange.ods_writer import write_ods
from assoc_desktop.exchange.xlsx_writer import write_xlsx
from assoc_desktop.members import listing
from assoc_desktop.members.exporting.columns import IMPORT, set_of
from assoc_desktop.members.exporting.writing import Export, write_export
from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage.file import open_file
from tests.benchmarks.members_file import MEMBERS, TODAY, members_file
from tests.benchmarks.report import Result

_COLUMNS = 12


def _seconds(work: Callable[[], object], times: int = 2) -> float:
    best = float("inf")
    for _run in range(times):
        started = time.process_time()
        work()
        best = min(best, time.process_time() - started)
    return best


def _rows(count: int) -> list[list[object]]:
    day = datetime.date(2020, 1, 31)
    return [
        [f"{n:06}", "N'Diaye", f"Aïssatou {n}", "1, rue de la Paix\nBP 12", "00237", "Yaoundé", "+237699123456",
         f"a{n}@example.org", day, n * 5, "Current", None]
        for n in range(count)
    ]  # fmt: skip


def run() -> list[Result]:
    """The targets of exports."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        headings = [f"h{number}" for number in range(_COLUMNS)]
        rows = _rows(MEMBERS)
        ods = _seconds(lambda: write_ods(folder / "a.ods", headings, rows))  # type: ignore[arg-type]
        xlsx = _seconds(lambda: write_xlsx(folder / "a.xlsx", headings, rows), 1)  # type: ignore[arg-type]
        with open_file(members_file(folder), SCHEMA):
            ids = listing.matching_ids(listing.Choice(), today=TODAY)
            export = Export(ids, set_of(IMPORT), Season.get().id)
            conventions = the_association().conventions_in("fr")
            whole = {
                ending: _seconds(
                    lambda ending=ending: write_export(
                        folder / f"b{ending}", export, today=TODAY, conventions=conventions
                    ),
                    1,
                )
                for ending in (".ods", ".xlsx")
            }
    return [
        Result(
            f"ODS written, {MEMBERS} rows of {_COLUMNS}, against our XLSX",
            "≤ 1.5×",
            f"{ods / xlsx:.2f}× ({ods:.1f} s / {xlsx:.1f} s)",
            ods <= 1.5 * xlsx,
        ),
        Result(
            f"Members exported as ODS, {MEMBERS}, against XLSX",
            "≤ 1.5×",
            f"{whole['.ods'] / whole['.xlsx']:.2f}× ({whole['.ods']:.1f} s / {whole['.xlsx']:.1f} s)",
            whole[".ods"] <= 1.5 * whole[".xlsx"],
        ),
    ]
