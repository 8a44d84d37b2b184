"""Every write is a named operation; its changes are kept, can be told per record, and can be undone.

An operation is one transaction with an SQLite session on it. At commit the session's changeset is read and kept as
plain JSON, compressed, free of the engine's format:

    {table: {"columns": [...], "inserted": [[...]], "deleted": [[...]],
             "changed": [[id, {column: [before, after]}, owner]]}}

where the owner is the record whose history a changed row belongs to, or null when it stands for itself. A large
operation is cut into parts of a few hundred rows, so that the history of one record of a 100,000-row import is read
without unpacking the whole. `HistoryIndex` says which parts speak of a record.
"""

from __future__ import annotations

import datetime
import json
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import apsw
import peewee

from assoc_desktop.language import _, whole_number
from assoc_desktop.storage.database import Record, database, storable
from assoc_desktop.storage.failures import file_failures_in_words
from assoc_desktop.storage.ids import new_id
from assoc_desktop.storage.lock import person

#: Stands among the details of an operation of which something was taken out, see `scrubbing`.
SCRUBBED = "scrubbed"
_ROWS_PER_PART = 400
_OPERATIONS_AT_ONCE = 20


class Operation(Record):
    """One named change: who did what, when."""

    at = peewee.CharField(help_text="UTC, ISO 8601 to the second")
    who = peewee.CharField()
    label = peewee.CharField(help_text="English source text, translated when shown")
    details = peewee.TextField(help_text="JSON object with the values of the label's {placeholders}")
    undoable = peewee.BooleanField()
    undoes = peewee.ForeignKeyField("self", null=True, on_delete="RESTRICT", backref="undone_by")

    @property
    def is_scrubbed(self) -> bool:
        """Whether something was taken out of it, so that it can no longer be undone."""
        return SCRUBBED in json.loads(self.details)

    def __str__(self) -> str:
        """The label in the language spoken now."""
        if self.undoes_id is None:
            details = json.loads(self.details)
            told = {name: whole_number(one) if type(one) is int else one for name, one in details.items()}
            return _(self.label).format(**told)
        first, times = self._first()
        sentence = _("Undo: {operation}") if times % 2 else _("Redo: {operation}")
        return sentence.format(operation=first)

    @property
    def is_undo(self) -> bool:
        """Whether it took something back; what takes that back in turn does it again."""
        return bool(self._first()[1] % 2)

    def _first(self) -> tuple[Operation, int]:
        """What was done in the first place, and how often that was taken back or done again."""
        first, times = self, 0
        while first.undoes_id is not None:
            first, times = first.undoes, times + 1
        return first, times


class HistoryPart(Record):
    """Some hundred changed rows of one operation."""

    operation = peewee.ForeignKeyField(Operation, on_delete="RESTRICT")
    document = peewee.BlobField(help_text="zlib-compressed JSON, see the module's text")


class HistoryIndex(Record):
    """Which part speaks of a record."""

    id = None
    record_id = peewee.BigIntegerField()
    part = peewee.ForeignKeyField(HistoryPart, on_delete="RESTRICT", index=False)

    class Meta:
        primary_key = peewee.CompositeKey("record_id", "part")
        without_rowid = True


#: Tables that are written once and never changed, and the counters that must not go back when an import is undone.
UNRECORDED = {"attachment", "operation", "history_part", "history_index", "number_series"}

#: What one part holds, by table; see the module's text.
Document = dict[str, dict[str, Any]]


@dataclass
class Running:
    """The operation in progress. Values of `details` may still be set until it ends.

    Attributes:
        censor: called with each part of what was changed before it is kept: what must not be known any more is taken out.
    """

    id: int
    details: dict[str, Any] = field(default_factory=dict)
    censor: Callable[[Document], object] | None = None


_running: ContextVar[Running | None] = ContextVar("running_operation", default=None)


@contextmanager
def operation(
    label: str, /, *, undoable: bool = True, undoes: int | None = None, **details: Any
) -> Iterator[Running]:
    """Do everything inside as one named change: all of it is saved, or nothing.

    An operation inside another one becomes part of the outer one; when it fails, what it did is gone even if the outer
    one goes on. An operation that changes nothing leaves no trace.

    Args:
        label: what is done, as a source text marked with `N_`, with {placeholders} filled from `details`.
        undoable: False for what may only be reversed (payments, receipts).
        undoes: id of the operation that this one takes back.
        details: values of the placeholders; plain JSON values.

    Yields:
        The running operation; its id serves `undo`.

    Raises:
        NotSaved: the disk is full or gone; the file is as it was.
    """
    outer = _running.get()
    if outer is not None:
        if undoes is not None:
            raise RuntimeError("an undo is an operation of its own")
        with database.atomic():
            yield outer
        return
    running = Running(new_id(), dict(details))
    token = _running.set(running)
    try:
        with file_failures_in_words(), database.atomic("IMMEDIATE"):
            with _recording() as session:
                yield running
                changeset = session.changeset()
            if changeset:
                _keep(running, label, undoable, undoes, changeset)
        database.order_tells |= running.censor is not None
    finally:
        _running.reset(token)


@contextmanager
def _recording() -> Iterator[apsw.Session]:
    session = apsw.Session(database.connection(), "main")
    try:
        session.table_filter(lambda name: name not in UNRECORDED)
        session.attach()
        yield session
    finally:
        session.close()


def _keep(running: Running, label: str, undoable: bool, undoes: int | None, changeset: bytes) -> None:
    Operation.insert(
        id=running.id,
        at=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        who=person(),
        label=label,
        details=storable(json.dumps(running.details, ensure_ascii=False)),
        undoable=undoable,
        undoes=undoes,
    ).execute()
    changes = iter(apsw.Changeset.iter(changeset))
    while document := _next_document(changes):
        _keep_part(running, document)


def _next_document(changes: Iterator[apsw.TableChange]) -> Document:
    document: Document = {}
    for change in islice(changes, _ROWS_PER_PART):
        table = document.get(change.name)
        if table is None:
            columns = columns_of(change.name)
            table = document[change.name] = {"columns": columns, "inserted": [], "deleted": [], "changed": []}
        _add_change(table, change)
    return document


def _add_owners(document: Document) -> None:
    """Say of each changed row whose it is: a changeset has only the values that changed."""
    owners = {name: record.owner for name, record in record_classes().items() if record.owner}
    for name in document.keys() & owners.keys():
        query = f'SELECT "{owners[name]}" FROM "{name}" WHERE id = ?'
        for row in document[name]["changed"]:
            row[2] = database.execute_sql(query, (row[0],)).fetchone()[0]


def _add_change(table: dict[str, Any], change: apsw.TableChange) -> None:
    if change.op == "INSERT":
        table["inserted"].append(change.new)
    elif change.op == "DELETE":
        table["deleted"].append(change.old)
    else:
        values = zip(table["columns"], change.old, change.new, strict=True)
        row = {column: [old, new] for column, old, new in values if new is not apsw.no_change}
        table["changed"].append([change.old[0], row, None])


def _keep_part(running: Running, document: Document) -> None:
    part_id = new_id()
    _add_owners(document)
    if running.censor is not None:
        document = unpack(packed(document))  # in the form in which it is read again
        running.censor(document)
        if not document:
            return
    HistoryPart.insert(id=part_id, operation=running.id, document=packed(document)).execute()
    classes = record_classes()
    records = {
        record for name, table in document.items() for record in _records_in(table, classes[name].owner)
    }
    database.connection().cursor().executemany(
        "INSERT INTO history_index (record_id, part_id) VALUES (?, ?)",
        [(record, part_id) for record in records],
    )


def _records_in(table: dict[str, Any], owner: str) -> Iterator[int]:
    """Ids of the records whose history the rows belong to: their owner's, or their own when they have none."""
    position = table["columns"].index(owner) if owner else 0
    for row in (*table["inserted"], *table["deleted"]):
        yield row[position] or row[0]
    for row_id, values, owner_id in table["changed"]:
        yield owner_id or row_id
        yield from filter(None, values.get(owner, ()))


def columns_of(name: str) -> list[str]:
    """The column names of a table, in order."""
    return [row[1] for row in database.execute_sql(f'PRAGMA table_info("{name}")')]


def record_classes() -> dict[str, type[Record]]:
    """Table name → record class, of the open file."""
    return database.records


@dataclass(frozen=True)
class Change:
    """One row's change inside an operation, as told to a person.

    Attributes:
        kind: `inserted`, `changed` or `deleted`.
        values: column → (before, after), raw values; derived columns and ids left out.
        moved: `arrived` or `left` when the row belongs to another record since, else empty.
    """

    operation: Operation
    table: str
    row_id: int
    kind: str
    values: dict[str, tuple[Any, Any]]
    moved: str = ""


def history_of(record_id: int, *, limit: int | None = 200) -> list[Change]:
    """What was changed on a record and on the rows that belong to it, newest first.

    Args:
        limit: how many parts of operations are read at most; None reads all.
    """
    parts = (
        HistoryPart.select(HistoryPart, Operation)
        .join(HistoryIndex, on=(HistoryIndex.part == HistoryPart.id))
        .join_from(HistoryPart, Operation)
        .where(HistoryIndex.record_id == record_id)
        .order_by(HistoryPart.id.desc())
        .limit(limit)
    )
    return [change for part in parts for change in _changes_in(part, record_id)]


def parts_about(record_id: int) -> int:
    """In how many parts of operations a record is spoken of; cheap to ask, unlike reading them."""
    return int(HistoryIndex.select().where(HistoryIndex.record_id == record_id).count())


def _changes_in(part: HistoryPart, record_id: int) -> Iterator[Change]:
    classes = record_classes()
    for name, table in unpack(part.document).items():
        # A table that a later version no longer has is told under its old name.
        record = classes.get(name, Record)
        hidden = {"id", record.owner, *record.derived}
        for row_id, kind, values, owner_id in _row_changes(table):
            owners = values.get(record.owner, ())
            if record_id not in (row_id, owner_id, *owners):
                continue
            told = {column: pair for column, pair in values.items() if column not in hidden}
            moved = ""
            if kind == "changed" and owners:
                moved = "arrived" if owners[1] == record_id else "left"
            if told or moved:
                yield Change(part.operation, name, row_id, kind, told, moved)


def _row_changes(
    table: dict[str, Any],
) -> Iterator[tuple[int, str, dict[str, tuple[Any, Any]], int | None]]:
    """Row id, kind, column → (before, after), and the owner of a changed row."""
    for row in table["inserted"]:
        yield row[0], "inserted", {column: (None, value) for column, value in _filled(table, row)}, None
    for row_id, values, owner_id in table["changed"]:
        yield row_id, "changed", {column: (old, new) for column, (old, new) in values.items()}, owner_id
    for row in table["deleted"]:
        yield row[0], "deleted", {column: (value, None) for column, value in _filled(table, row)}, None


def _filled(table: dict[str, Any], row: list[Any]) -> Iterator[tuple[str, Any]]:
    pairs = zip(table["columns"], row, strict=True)
    return ((column, value) for column, value in pairs if value not in (None, ""))


def packed(document: Document) -> bytes:
    """A part as it is kept."""
    return zlib.compress(json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode(), 3)


def unpack(document: bytes) -> Document:
    """The plain form of a part."""
    return json.loads(zlib.decompress(document))


def last_undoable() -> Operation | None:
    """The operation that “Undo” would take back now: the newest that stands and is not itself an undo."""
    operations = (
        Operation.select().where(Operation.undoable, Operation.undoes.is_null()).order_by(Operation.id.desc())
    )
    # Whole pages are read: a cursor left half read keeps the file locked for the other threads' writes.
    page = 1
    while found := list(operations.paginate(page, _OPERATIONS_AT_ONCE)):
        for one in found:
            if standing(one) is not None:
                return one
        page += 1
    return None


def standing(operation: Operation) -> Operation | None:
    """What has to be taken back to undo an operation: itself, the last redo of it, or None when it was undone.

    Each operation is undone once at most; its undo can be undone, which is a redo, and so on.
    """
    last, stands = operation, True
    while (later := Operation.get_or_none(Operation.undoes == last)) is not None:
        last, stands = later, not stands
    return last if stands else None


def recent_operations(limit: int = 100) -> list[Operation]:
    """The latest operations, newest first."""
    return list(Operation.select().order_by(Operation.id.desc()).limit(limit))
