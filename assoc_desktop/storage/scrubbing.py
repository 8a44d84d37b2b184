"""Taking what must not be known any more out of the history, while the history stays: who did what, when, to which record.

The rows of a record keep only the columns that a feature says may stay; words may be replaced wherever they stand in the
rows of other records. What was scrubbed can no longer be undone, and says so. This module knows no feature.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from assoc_desktop.storage.database import database, marks, portions, storable
from assoc_desktop.storage.history import SCRUBBED, Document, packed, record_classes, unpack

#: Called with (parts done, parts in all); may raise `Cancelled`.
Progress = Callable[[int, int], None]


@dataclass
class Scrubber:
    """What is taken out.

    Attributes:
        owners: records whose own row and rows that belong to them lose everything but what may stay.
        rows: single rows, of whatever table, that lose the same.
        kept: columns that may stay, by table.
        words: what is searched for → what takes its place, in the texts of other records' rows.
        within: records in whose rows words are replaced.
        spared: columns, by table, in which no word is replaced.
    """

    owners: set[int]
    kept: Mapping[str, Collection[str]]
    rows: set[int] = field(default_factory=set)
    words: list[tuple[re.Pattern[str], str]] = field(default_factory=list)
    within: set[int] = field(default_factory=set)
    spared: Mapping[str, Collection[str]] = field(default_factory=dict)

    def document(self, document: Document) -> bool:
        """Scrub one part of the history in its place; whether anything was taken out of it."""
        changed = [self._table(name, table) for name, table in document.items()]
        return any(changed)

    def text(self, text: str) -> str:
        """A text with its words replaced."""
        for pattern, instead in self.words:
            text = pattern.sub(instead.replace("\\", r"\\"), text)
        return text

    def _table(self, name: str, table: dict[str, Any]) -> bool:
        owner = _owner_column(name)
        columns = table["columns"]
        position = columns.index(owner) if owner in columns else 0
        changed = False
        for row in (*table["inserted"], *table["deleted"]):
            who = {row[0], row[position]}
            if who & self.owners or row[0] in self.rows:
                changed |= _blank_row(row, columns, {"id", owner, *self.kept.get(name, ())})
            elif who & self.within:
                changed |= self._replace(row, columns, self.spared.get(name, ()))
        for row_id, values, owner_id in table["changed"]:
            who = {row_id, owner_id, *values.get(owner, ())}
            if who & self.owners or row_id in self.rows:
                changed |= _blank_changes(values, {owner, *self.kept.get(name, ())})
            elif who & self.within:
                for column, pair in values.items():
                    changed |= self._replace(pair, [column, column], self.spared.get(name, ()))
        return changed

    def _replace(self, row: list[Any], columns: list[str], spared: Collection[str]) -> bool:
        before = list(row)
        row[:] = [
            self.text(value) if isinstance(value, str) and column not in spared else value
            for column, value in zip(columns, row, strict=True)
        ]
        return row != before


def _owner_column(table: str) -> str:
    record = record_classes().get(table)
    return record.owner if record else ""


def _blank_row(row: list[Any], columns: list[str], kept: Collection[str]) -> bool:
    before = list(row)
    row[:] = [
        value if column in kept else "" if isinstance(value, str) else None
        for column, value in zip(columns, row, strict=True)
    ]
    return row != before


def _blank_changes(values: dict[str, list[Any]], kept: Collection[str]) -> bool:
    gone = [column for column in values if column not in kept]
    for column in gone:
        del values[column]
    return bool(gone)


def part_ids(records: Iterable[int]) -> list[int]:
    """The parts of the history that speak of records, in order."""
    found: set[int] = set()
    for some in portions(sorted(set(records))):
        sql = f"SELECT part_id FROM history_index WHERE record_id IN ({marks(some)})"
        found.update(row[0] for row in database.execute_sql(sql, some))
    return sorted(found)


def all_part_ids() -> list[int]:
    """All parts of the history, in order."""
    return [row[0] for row in database.execute_sql("SELECT id FROM history_part ORDER BY id")]


def read_parts(ids: Iterable[int]) -> Iterator[tuple[int, int, bytes]]:
    """Id, operation and unpacked JSON of parts of the history, one by one: a large history is never in memory whole."""
    sql = "SELECT operation_id, document FROM history_part WHERE id = ?"
    for part_id in ids:
        operation_id, document = database.execute_sql(sql, (part_id,)).fetchone()
        yield part_id, operation_id, zlib.decompress(document)


def scrub_history(
    scrubber: Scrubber,
    *,
    freeze: Collection[int] = (),
    operations: Collection[int] | None = None,
    progress: Progress | None = None,
) -> set[int]:
    """Take everything out of the history that the scrubber says; call inside an operation.

    Args:
        freeze: records whose own row may never be put back to what it was: what touched it can no longer be undone,
            even where nothing had to be taken out.
        operations: only what these did; None: what all did.

    Returns:
        The operations that can no longer be undone.
    """
    ids = part_ids({*scrubber.owners, *scrubber.rows, *scrubber.within})
    owned = set(part_ids(freeze))
    scrubbed: set[int] = set()
    for done, part_id in enumerate(ids):
        if progress is not None:
            progress(done, len(ids))
        operation_id, stored = database.execute_sql(
            "SELECT operation_id, document FROM history_part WHERE id = ?", (part_id,)
        ).fetchone()
        if operations is not None and operation_id not in operations:
            continue
        document = unpack(stored)
        if part_id in owned and _touches(document, freeze):
            scrubbed.add(operation_id)
        if scrubber.document(document):
            scrubbed.add(operation_id)
            database.execute_sql(
                "UPDATE history_part SET document = ? WHERE id = ?", (packed(document), part_id)
            )
    return scrubbed


def _touches(document: Document, records: Collection[int]) -> bool:
    """Whether the rows of the records themselves are among those that came, went or changed."""
    return any(
        row[0] in records
        for table in document.values()
        for rows in (table["inserted"], table["deleted"], table["changed"])
        for row in rows
    )


def freeze_operations(ids: Iterable[int]) -> None:
    """What was scrubbed is told as before and can no longer be undone; call inside an operation."""
    for operation_id in ids:
        _rewrite_details(operation_id, lambda details: {**details, SCRUBBED: True})
        database.execute_sql("UPDATE operation SET undoable = 0 WHERE id = ?", (operation_id,))


def rewrite_details(ids: Iterable[int], replaced: Callable[[str], str]) -> list[int]:
    """Replace words in what operations say of themselves; call inside an operation.

    Returns:
        The operations that now say something else.
    """

    def rewrite(details: dict[str, Any]) -> dict[str, Any]:
        return {name: replaced(value) if isinstance(value, str) else value for name, value in details.items()}

    return [operation_id for operation_id in ids if _rewrite_details(operation_id, rewrite)]


def _rewrite_details(operation_id: int, rewrite: Callable[[dict[str, Any]], dict[str, Any]]) -> bool:
    sql = "SELECT details FROM operation WHERE id = ?"
    stored = database.execute_sql(sql, (operation_id,)).fetchone()[0]
    details = json.loads(stored)
    wanted = rewrite(details)
    if wanted == details:
        return False
    text = storable(json.dumps(wanted, ensure_ascii=False))
    database.execute_sql("UPDATE operation SET details = ? WHERE id = ?", (text, operation_id))
    return True


def operations_of(parts: Iterable[int]) -> set[int]:
    """The operations that parts of the history belong to."""
    found: set[int] = set()
    for some in portions(list(parts)):
        sql = f"SELECT operation_id FROM history_part WHERE id IN ({marks(some)})"
        found.update(row[0] for row in database.execute_sql(sql, some))
    return found


def rewrite_file() -> None:
    """Write the whole file anew, so that nothing deleted in former times is left in the gaps between its rows.

    Cannot be done inside an operation. Needs as much free space as the file takes.
    """
    from assoc_desktop.storage.failures import file_failures_in_words

    with file_failures_in_words():
        # Otherwise the whole file would be held in memory until it is written.
        database.execute_sql("PRAGMA cache_spill = 1")
        try:
            database.execute_sql("VACUUM")
        finally:
            database.execute_sql("PRAGMA cache_spill = 0")
