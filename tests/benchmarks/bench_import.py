"""A list of 100,000 members imported, and spreadsheets read and written, against their rivals."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import openpyxl
import peewee
import xlsxwriter

from assoc_desktop.association.rules import Identity
from assoc_desktop.exchange import open_table
from assoc_desktop.exchange.csv_writer import write_csv
from assoc_desktop.exchange.xlsx_writer import write_xlsx
from assoc_desktop.founding import found_association
from assoc_desktop.members.importing.mapping import guess_mapping
from assoc_desktop.members.importing.rules import apply, dry_run
from assoc_desktop.members.memberships import starting_category
from assoc_desktop.members.records import EmailAddress, Member, Phone
from assoc_desktop.storage.database import database
from tests.benchmarks.members_file import TODAY
from tests.benchmarks.report import Result

_ROWS = 100_000
#: openpyxl takes half a minute for 100,000 rows; the ratio is the same for fewer.
_SHEET_ROWS = 20_000
_MOST_IMPORT, _LEAST_READ, _MOST_WRITE = 1.5, 8.0, 1.3

_HEADINGS = [
    "Nom", "Prénom", "Date de naissance", "Courriel", "Téléphone", "Adresse", "Code postal", "Ville",
    "Date d'adhésion", "Profession",
]  # fmt: skip
_FAMILY = (
    "N'Diaye",
    "Mballa",
    "Ngo Biyong",
    "Tchoupo",
    "O'Brien",
    "Kamga",
    "Abéna",
    "Smith",
    "Onana",
    "Étoundi",
)
_GIVEN = (
    "Aïssatou",
    "Jean-Paul",
    "Grace",
    "Moussa",
    "Hélène",
    "Peter",
    "Fatimé",
    "Étienne",
    "Mercy",
    "Ousmanou",
)
_TOWNS = ("Yaoundé", "Douala", "Bamenda", "Garoua", "Buea", "Maroua", "Kribi", "Dschang")


def _list(count: int) -> list[list[str]]:
    chance = random.Random(7)
    return [
        [
            f"{chance.choice(_FAMILY)} {place % 9973}", chance.choice(_GIVEN),
            f"{chance.randint(1, 28):02}/{chance.randint(1, 12):02}/{chance.randint(1940, 2007)}",
            f"membre.{place}@example.org", f"6 {70 + place % 30} {place // 10000 % 100:02} {place // 100 % 100:02} {place % 100:02}",
            f"BP {place % 5000}", f"{place % 90_000 + 10_000}", chance.choice(_TOWNS),
            f"01/03/{2010 + place % 15}", "Bibliothécaire",
        ]
        for place in range(count)
    ]  # fmt: skip


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _import(source: Path, folder: Path) -> float:
    """Seconds from the CSV to the committed members: read, mapped, checked, backed up, written with history."""
    categories = [starting_category("individual")]
    with found_association(folder / "import.assoc", Identity("Example", "CM"), categories, today=TODAY):
        started = time.perf_counter()
        table = open_table(source)
        plan = dry_run(table, guess_mapping(table), today=TODAY, file_name=source.name)
        outcome = apply(plan, today=TODAY)
        took = time.perf_counter() - started
        assert outcome.added == _ROWS
    return took


def _insert_many(folder: Path) -> float:
    """Seconds that peewee's `insert_many` takes for the same rows as bare tuples, with no check and no history."""
    categories = [starting_category("individual")]
    with found_association(folder / "import.assoc", Identity("Example", "CM"), categories, today=TODAY):
        plan_rows = _stored_rows(folder.parent / "ours" / "import.assoc")
        started = time.perf_counter()
        with database.atomic():
            for record, rows in plan_rows.items():
                fields = record._meta.sorted_fields
                for part in _batches(rows, 32_000 // len(fields)):
                    record.insert_many(part, fields=fields).execute()
        return time.perf_counter() - started


def _stored_rows(path: Path) -> dict[type[peewee.Model], list[tuple[object, ...]]]:
    """What our import wrote, as bare tuples."""
    import apsw

    connection = apsw.Connection(str(path), apsw.SQLITE_OPEN_READONLY)
    try:
        return {
            record: list(
                connection.execute(
                    f"SELECT {', '.join(field.column_name for field in record._meta.sorted_fields)} "
                    f"FROM {record._meta.table_name}"
                )
            )
            for record in (Member, Phone, EmailAddress)
        }
    finally:
        connection.close()


def _batches(rows: list[tuple[object, ...]], size: int) -> Iterator[list[tuple[object, ...]]]:
    waiting = iter(rows)
    while part := list(islice(waiting, size)):
        yield part


def _bench_import(folder: Path) -> Result:
    source = folder / "list.csv"
    write_csv(source, _HEADINGS, _list(_ROWS), delimiter=";")
    (folder / "ours").mkdir()
    (folder / "rival").mkdir()
    ours = _import(source, folder / "ours")
    rival = _insert_many(folder / "rival")
    return Result(
        "CSV import, 100,000 rows, mapped, checked, with history",
        f"≤ {_MOST_IMPORT:g}× insert_many",
        f"{ours / rival:.2f}× ({ours:.1f} s against {rival:.1f} s)",
        ours <= _MOST_IMPORT * rival,
    )


def _bench_sheets(folder: Path) -> list[Result]:
    rows = _list(_SHEET_ROWS)
    target, plain = folder / "list.xlsx", folder / "plain.xlsx"
    ours = min(_seconds(lambda: write_xlsx(target, _HEADINGS, rows)) for _turn in range(2))
    rival = min(_seconds(lambda: _plain_xlsx(plain, rows)) for _turn in range(2))
    written = Result(
        f"XLSX written, {_SHEET_ROWS:,} rows",
        f"≤ {_MOST_WRITE:g}× XlsxWriter",
        f"{ours / rival:.2f}× ({ours:.2f} s)",
        ours <= _MOST_WRITE * rival,
    )
    ours = min(_seconds(lambda: open_table(target)) for _turn in range(2))
    rival = _seconds(lambda: _openpyxl(target))
    read = Result(
        f"XLSX read, {_SHEET_ROWS:,} rows",
        f"≥ {_LEAST_READ:g}× openpyxl",
        f"{rival / ours:.1f}× ({ours:.2f} s)",
        rival >= _LEAST_READ * ours,
    )
    return [written, read]


def _plain_xlsx(path: Path, rows: list[list[str]]) -> None:
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    page = book.add_worksheet()
    for number, row in enumerate([_HEADINGS, *rows]):
        for column, cell in enumerate(row):
            page.write_string(number, column, cell)
    book.close()


def _openpyxl(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    list(book.active.iter_rows(values_only=True))


def run() -> list[Result]:
    """The import, and both ways of spreadsheets."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        return [_bench_import(folder), *_bench_sheets(folder)]
