"""The structure of a file: which tables, which version, and whether a file has it to the letter."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import apsw
import peewee

from assoc_desktop.storage.attachment import Attachment
from assoc_desktop.storage.database import Database
from assoc_desktop.storage.history import HistoryIndex, HistoryPart, Operation

#: "ASCD" in the four bytes that SQLite leaves to the program that made the file.
APPLICATION_ID = 0x41534344

#: (type, name, SQL) of each table, index, trigger and view.
Structure = frozenset[tuple[str, str, str]]

_OWN_RECORDS: tuple[type[peewee.Model], ...] = (Attachment, Operation, HistoryPart, HistoryIndex)


@dataclass(frozen=True)
class Step:
    """One numbered upgrade: from `version - 1` to `version`."""

    version: int
    apply: Callable[[apsw.Connection], None]


@dataclass(frozen=True)
class Schema:
    """Every record class of the program in creation order, and the steps that lead old files here.

    Attributes:
        fingerprint: `fingerprint_of` the expected structure, written down so that opening a file need not build that
            structure first. An outdated one costs time alone: the structure is then compared to the letter.
    """

    records: tuple[type[peewee.Model], ...]
    steps: tuple[Step, ...] = ()
    fingerprint: str = ""

    @property
    def version(self) -> int:
        """The version written into new files; 1 is the first."""
        return 1 + len(self.steps)

    @property
    def tables(self) -> tuple[type[peewee.Model], ...]:
        """All record classes, storage's own first."""
        return (*_OWN_RECORDS, *self.records)

    def create_in(self, target: peewee.Database) -> None:
        """Create every table and index in an empty database."""
        with target.bind_ctx(self.tables, bind_refs=False, bind_backrefs=False):
            target.create_tables(self.tables, safe=False)

    def expected(self) -> Structure:
        """The structure a file must have: (type, name, SQL) of each table and index."""
        return _expected(self)

    def is_met_by(self, structure: Structure) -> bool:
        """Whether a file of this structure is ours to the letter."""
        return fingerprint_of(structure) == self.fingerprint or structure == self.expected()


@cache
def _expected(schema: Schema) -> Structure:
    memory = Database(":memory:")
    memory.connect()
    try:
        schema.create_in(memory)
        return structure_of(memory.connection())
    finally:
        memory.close()


def fingerprint_of(structure: Structure) -> str:
    """A hash that no other structure has."""
    return hashlib.sha256(repr(sorted(structure)).encode()).hexdigest()


def structure_of(connection: apsw.Connection) -> Structure:
    """(type, name, SQL) of each table, index, trigger and view; what SQLite keeps for itself is left out.

    Its own tables and indexes are called `sqlite_…`; a trigger or view of such a name was smuggled in.
    """
    # As bytes: on a damaged page they may be no text at all, which makes them merely different.
    rows = connection.execute(
        "SELECT CAST(type AS BLOB), CAST(name AS BLOB), CAST(coalesce(sql, '') AS BLOB) FROM sqlite_schema"
        " WHERE type NOT IN ('table', 'index') OR name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    )
    texts = ([str(value, "utf-8", "replace") for value in row] for row in rows)
    return frozenset((kind, name, " ".join(sql.split())) for kind, name, sql in texts)
