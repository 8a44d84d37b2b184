"""Rows and sums of the open file's tables, by which two files are compared."""

from __future__ import annotations

import apsw

from assoc_desktop.storage.database import MoneyField, Record, database
from assoc_desktop.storage.history import record_classes


def totals(connection: apsw.Connection) -> dict[str, tuple[int, ...]]:
    """Table → (rows, then the sum of each money column), for comparing two files.

    Told by the tables that are there: a file that is about to be brought up to date does not have them all yet.
    """
    tables = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"
    ).fetchall()
    classes = record_classes()
    return {name: _table_totals(connection, name, classes.get(name)) for (name,) in tables}


def has_amounts() -> bool:
    """Whether any amount but nothing is written in the open file."""
    return any(
        database.execute_sql(f'SELECT 1 FROM "{name}" WHERE "{field.column_name}" != 0 LIMIT 1').fetchone()
        for name, record in record_classes().items()
        for field in record._meta.sorted_fields
        if isinstance(field, MoneyField)
    )


def _table_totals(connection: apsw.Connection, name: str, record: type[Record] | None) -> tuple[int, ...]:
    there = {row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')}
    fields = record._meta.sorted_fields if record else ()
    money = [
        field.column_name for field in fields if isinstance(field, MoneyField) and field.column_name in there
    ]
    sums = "".join(f', coalesce(sum("{column}"), 0)' for column in money)
    return tuple(connection.execute(f'SELECT count(*){sums} FROM "{name}"').fetchall()[0])
