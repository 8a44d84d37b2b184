"""Taking an operation back, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import peewee

from assoc_desktop.language import N_, _
from assoc_desktop.storage.database import database
from assoc_desktop.storage.failures import Changed
from assoc_desktop.storage.history import HistoryIndex, HistoryPart, Operation, operation, unpack

#: Called with (rows done, rows in all); may raise `Cancelled`.
Progress = Callable[[int, int], None]


def undo(operation_id: int, *, progress: Progress | None = None) -> int:
    """Put every record that an operation touched back to what it was; an undo can itself be undone.

    Returns:
        The id of the operation that took it back.

    Raises:
        Changed: a record was changed since, or something else now depends on it; nothing is undone.
    """
    target = Operation.get_by_id(operation_id)
    _check_may_be_undone(target)
    parts = list(
        HistoryPart.select(HistoryPart.id, HistoryPart.document)
        .where(HistoryPart.operation == target)
        .order_by(HistoryPart.id.desc())
        .tuples()
    )
    try:
        with operation(N_("Undo"), undoes=target.id) as running:
            # A part may hold a member's phones and a later one the member: references are judged at the end.
            database.execute_sql("PRAGMA defer_foreign_keys = 1")
            for done, (_part_id, document) in enumerate(parts):
                if progress is not None:
                    progress(done, len(parts))
                _take_back(target, unpack(document))
    except peewee.IntegrityError as error:
        raise Changed(
            _(
                "“{operation}” cannot be undone: something added since depends on it, or its number was given again."
            ).format(operation=target)
        ) from error
    return running.id


def _check_may_be_undone(target: Operation) -> None:
    if not target.undoable:
        raise Changed(_("“{operation}” cannot be undone, only reversed.").format(operation=target))
    if Operation.select().where(Operation.undoes == target).exists():
        raise Changed(_("“{operation}” was undone already.").format(operation=target))


def _take_back(target: Operation, document: dict[str, dict[str, Any]]) -> None:
    for name, table in document.items():
        key = f'"{table["columns"][0]}"'
        for row_id, values in table["changed"]:
            _restore_values(target, name, row_id, values)
        for row in table["inserted"]:
            _expect(target, name, row[0], table["columns"], row)
        cursor = database.connection().cursor()
        cursor.executemany(f'DELETE FROM "{name}" WHERE {key} = ?', [(row[0],) for row in table["inserted"]])
        marks = ", ".join("?" * len(table["columns"]))
        cursor.executemany(f'INSERT INTO "{name}" VALUES ({marks})', table["deleted"])


def _restore_values(target: Operation, name: str, row_id: int, values: dict[str, list[Any]]) -> None:
    columns = list(values)
    _expect(target, name, row_id, columns, [after for _before, after in values.values()])
    assignments = ", ".join(f'"{column}" = ?' for column in columns)
    before = [before for before, _after in values.values()]
    database.execute_sql(f'UPDATE "{name}" SET {assignments} WHERE id = ?', (*before, row_id))


def _expect(target: Operation, name: str, row_id: int, columns: list[str], values: list[Any]) -> None:
    wanted = ", ".join(f'"{column}"' for column in columns)
    row = database.execute_sql(f'SELECT {wanted} FROM "{name}" WHERE id = ?', (row_id,)).fetchone()
    if row is not None and list(row) == list(values):
        return
    raise Changed(_changed_since(target, row_id))


def _changed_since(target: Operation, row_id: int) -> str:
    later = next(_later_operations(target, row_id), None)
    if later is None:
        return _("“{operation}” cannot be undone: a record was changed since.").format(operation=target)
    return _(
        "“{operation}” cannot be undone: a record was changed since by “{later}” ({when}). Undo that first."
    ).format(operation=target, later=later, when=later.at[:10])


def _later_operations(target: Operation, row_id: int) -> Iterator[Operation]:
    yield from (
        Operation.select()
        .join(HistoryPart)
        .join(HistoryIndex, on=(HistoryIndex.part == HistoryPart.id))
        .where(HistoryIndex.record_id == row_id, Operation.id > target.id)
        .order_by(Operation.id.desc())
    )
