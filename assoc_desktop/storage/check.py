"""Looking through the open file for everything that should never be wrong with it, and telling it in sentences."""

from __future__ import annotations

import datetime
import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Callable, Iterator

import apsw
import peewee

from assoc_desktop.language import _, ngettext, some_names
from assoc_desktop.storage.database import DateField, database, table_name
from assoc_desktop.storage.history import unpack
from assoc_desktop.storage.schema import Schema, structure_of

#: Called with (steps done, steps in all); may raise `Cancelled`.
Progress = Callable[[int, int], None]
_MOST_TOLD = 10


def check_file(schema: Schema, *, progress: Progress | None = None) -> list[str]:
    """What is wrong with the open file, one sentence each; empty when it is whole. Nothing is changed.

    Every page and every reference is read; the structure is compared to the letter, every text is decoded, every column
    holds what it is for, every attachment is hashed, and every part of the history unpacked.
    """
    connection = database.connection()
    # Each of the first steps presumes that those before it found nothing.
    first = (_pages, lambda one: _structure(one, schema), _texts, lambda one: _values(one, schema))
    steps = (*first, _references, _attachments, _history)
    findings: list[str] = []
    for done, step in enumerate(steps):
        if progress is not None:
            progress(done, len(steps))
        findings.extend(step(connection))
        if findings and done < len(first):
            break
    return findings


def _pages(connection: apsw.Connection) -> Iterator[str]:
    try:
        found = [str(row[0]) for row in connection.execute(f"PRAGMA integrity_check({_MOST_TOLD})")]
    except apsw.CorruptError as error:
        found = [str(error)]
    if found != ["ok"]:
        for sentence in found:
            yield _("The file is damaged: {finding}. Open the latest backup instead.").format(
                finding=sentence
            )


def _references(connection: apsw.Connection) -> Iterator[str]:
    broken = Counter((row[0], row[2]) for row in connection.execute("PRAGMA foreign_key_check"))
    for (table, parent), n in broken.items():
        yield ngettext(
            "{n} row of “{table}” belongs to a row of “{parent}” that is not there.",
            "{n} rows of “{table}” belong to rows of “{parent}” that are not there.",
            n,
        ).format(n=n, table=table, parent=parent)


def _structure(connection: apsw.Connection, schema: Schema) -> Iterator[str]:
    different = structure_of(connection) ^ schema.expected()
    if different:
        names = sorted({name for _kind, name, _sql in different})
        yield _("The structure of the file was altered by another program ({names}).").format(
            names=some_names(names, _MOST_TOLD)
        )


def _texts(connection: apsw.Connection) -> Iterator[str]:
    for name in [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]:
        # Attachments and parts of the history have steps of their own.
        if name in ("attachment", "history_part"):
            continue
        try:
            for _row in connection.execute(f'SELECT * FROM "{name}"'):
                pass
        except UnicodeDecodeError:
            yield _("“{table}” holds something that is no text. Open the latest backup instead.").format(
                table=name
            )


def _values(connection: apsw.Connection, schema: Schema) -> Iterator[str]:
    for record in schema.tables:
        for field in record._meta.sorted_fields:
            if not _is_well_filled(connection, table_name(record), field):
                yield _(
                    "“{table}” holds what cannot be in “{column}”. Open the latest backup instead."
                ).format(table=table_name(record), column=field.column_name)


def _is_well_filled(connection: apsw.Connection, table: str, field: peewee.Field) -> bool:
    column = f'"{field.column_name}"'
    wrong = connection.execute(
        f"SELECT 1 FROM \"{table}\" WHERE typeof({column}) NOT IN (?, 'null') LIMIT 1", (_stored_as(field),)
    )
    if wrong.fetchone():
        return False
    if not isinstance(field, DateField):
        return True
    found = connection.execute(
        f'SELECT DISTINCT CAST({column} AS BLOB) FROM "{table}" WHERE {column} IS NOT NULL'
    )
    return all(_is_day(value) for (value,) in found)


def _stored_as(field: peewee.Field) -> str:
    kinds = {"INT": "integer", "BIGINT": "integer", "BOOL": "integer", "BLOB": "blob"}
    return kinds.get(field.field_type, "text")


def _is_day(stored: bytes) -> bool:
    text = stored.decode("ascii", "replace")
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _attachments(connection: apsw.Connection) -> Iterator[str]:
    spoiled = sum(
        hashlib.sha256(content).hexdigest() != sha256
        for sha256, content in connection.execute("SELECT sha256, content FROM attachment")
    )
    if spoiled:
        yield ngettext(
            "{n} photo or scan is no longer what was saved.",
            "{n} photos or scans are no longer what was saved.",
            spoiled,
        ).format(n=spoiled)


def _history(connection: apsw.Connection) -> Iterator[str]:
    unreadable = sum(
        not _is_readable(document) for (document,) in connection.execute("SELECT document FROM history_part")
    )
    if unreadable:
        yield ngettext(
            "{n} part of the history cannot be read any more.",
            "{n} parts of the history cannot be read any more.",
            unreadable,
        ).format(n=unreadable)
    unknown = connection.execute(
        "SELECT count(*) FROM history_part WHERE id NOT IN (SELECT part_id FROM history_index)"
    ).fetchall()[0][0]
    if unknown:
        yield ngettext(
            "{n} part of the history is not found from the records it speaks of.",
            "{n} parts of the history are not found from the records they speak of.",
            unknown,
        ).format(n=unknown)


def _is_readable(document: bytes) -> bool:
    try:
        tables = unpack(document).values()
        return all({"columns", "inserted", "deleted", "changed"} <= table.keys() for table in tables)
    except (zlib.error, json.JSONDecodeError, UnicodeDecodeError, AttributeError):
        return False
