"""Taking an operation back, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import apsw
import peewee

from assoc_desktop.language import N_, _
from assoc_desktop.storage.database import database
from assoc_desktop.storage.failures import Changed
from assoc_desktop.storage.history import (
    Document,
    HistoryIndex,
    HistoryPart,
    Operation,
    columns_of,
    operation,
    standing,
    unpack,
)

#: Called with (steps done, steps in all); may raise `Cancelled`.
Progress = Callable[[int, int], None]


def undo(operation_id: int, *, progress: Progress | None = None) -> int:
    """Put every record that an operation touched back to what it was; an undo can itself be undone.

    Returns:
        The id of the operation that took it back.

    Raises:
        Changed: a record was changed since, or something else now depends on it; nothing is undone.
    """
    asked = Operation.get_by_id(operation_id)
    target = _what_to_undo(asked)
    try:
        with operation(N_("Undo"), undoes=target.id) as running:
            # A part may hold a member's phones and a later one the member: references are judged at the end.
            database.execute_sql("PRAGMA defer_foreign_keys = 1")
            _take_back(target, progress or (lambda _done, _total: None))
    except (peewee.IntegrityError, apsw.ConstraintError) as error:
        raise Changed(
            _(
                "“{operation}” cannot be undone: something added since depends on it, or its number was given again."
            ).format(operation=asked)
        ) from error
    return running.id


def _what_to_undo(asked: Operation) -> Operation:
    if asked.is_scrubbed:
        raise Changed(
            _("“{operation}” can no longer be undone: it held what was erased on request.").format(
                operation=asked
            )
        )
    if not asked.undoable:
        raise Changed(_("“{operation}” cannot be undone, only reversed.").format(operation=asked))
    target = standing(asked)
    if target is None:
        raise Changed(_("“{operation}” was undone already.").format(operation=asked))
    return target


def _take_back(target: Operation, progress: Progress) -> None:
    """First make room in all parts, then put back in all parts: a name may have gone from one row to another."""
    parts = list(
        HistoryPart.select(HistoryPart.document)
        .where(HistoryPart.operation == target)
        .order_by(HistoryPart.id)
        .tuples()
    )
    steps = [(step, document) for step in (_make_room, _put_back) for (document,) in parts]
    for done, (step, document) in enumerate(steps):
        progress(done, len(steps))
        step(target, unpack(document))


def _make_room(target: Operation, document: Document) -> None:
    for name, table in document.items():
        columns = columns_of(name)
        if columns != table["columns"]:
            raise Changed(
                _("“{operation}” cannot be undone: an older version of this program did it.").format(
                    operation=target
                )
            )
        _expect_rows(target, name, columns, table["inserted"])
        for row_id, values, _owner in table["changed"]:
            _expect(target, name, row_id, list(values), [after for _before, after in values.values()])
        _vacate(name, table["changed"])
        cursor = database.connection().cursor()
        cursor.executemany(
            f'DELETE FROM "{name}" WHERE "{columns[0]}" = ?', [(row[0],) for row in table["inserted"]]
        )


def _vacate(name: str, changed: list[list[Any]]) -> None:
    """Put a stand-in, minus the row's id, where a value that may stand only once is about to be put back."""
    unique = _unique_columns(name)
    cursor = database.connection().cursor()
    for row_id, values, _owner in changed:
        for column in unique & values.keys():
            cursor.execute(f'UPDATE "{name}" SET "{column}" = -id WHERE id = ?', (row_id,))


def _unique_columns(name: str) -> set[str]:
    indexes = [row[1] for row in database.execute_sql(f'PRAGMA index_list("{name}")') if row[2]]
    return {row[2] for index in indexes for row in database.execute_sql(f'PRAGMA index_info("{index}")')}


def _put_back(_target: Operation, document: Document) -> None:
    cursor = database.connection().cursor()
    for name, table in document.items():
        for row_id, values, _owner in table["changed"]:
            assignments = ", ".join(f'"{column}" = ?' for column in values)
            before = [before for before, _after in values.values()]
            cursor.execute(f'UPDATE "{name}" SET {assignments} WHERE id = ?', (*before, row_id))
        marks = ", ".join("?" * len(table["columns"]))
        cursor.executemany(f'INSERT INTO "{name}" VALUES ({marks})', table["deleted"])


def _expect_rows(target: Operation, name: str, columns: list[str], rows: list[list[Any]]) -> None:
    for row in rows:
        _expect(target, name, row[0], columns, row)


def _expect(target: Operation, name: str, row_id: int, columns: list[str], values: list[Any]) -> None:
    wanted = ", ".join(f'"{column}"' for column in columns)
    cursor = database.connection().cursor()
    # Read to the end: a refusal that is still told of would keep the statement going, and the file from being closed.
    found = cursor.execute(f'SELECT {wanted} FROM "{name}" WHERE "id" = ?', (row_id,)).fetchall()
    if [list(row) for row in found] == [values]:
        return
    raise Changed(_changed_since(target, row_id))


def _changed_since(target: Operation, row_id: int) -> str:
    later = (
        Operation.select()
        .join(HistoryPart)
        .join(HistoryIndex, on=(HistoryIndex.part == HistoryPart.id))
        .where(HistoryIndex.record_id == row_id, Operation.id > target.id)
        .order_by(Operation.id.desc())
        .first()
    )
    if later is None:
        return _("“{operation}” cannot be undone: a record was changed since.").format(operation=target)
    return _(
        "“{operation}” cannot be undone: a record was changed since by “{later}” ({when}). Undo that first."
    ).format(operation=target, later=later, when=later.at[:10])
