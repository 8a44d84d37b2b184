"""The structure of a file: which tables, which version, and whether a file has it to the letter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import apsw
import peewee

from assoc_desktop.storage.attachment import Attachment
from assoc_desktop.storage.database import Database
from assoc_desktop.storage.history import HistoryIndex, HistoryPart, Operation

#: "ASCD" in the four bytes that SQLite leaves to the program that made the file.
APPLICATION_ID = 0x41534344

_OWN_RECORDS: tuple[type[peewee.Model], ...] = (Attachment, Operation, HistoryPart, HistoryIndex)


@dataclass(frozen=True)
class Step:
    """One numbered upgrade: from `version - 1` to `version`."""

    version: int
    apply: Callable[[apsw.Connection], None]


@dataclass(frozen=True)
class Schema:
    """Every record class of the program in creation order, and the steps that lead old files here."""

    records: Sequence[type[peewee.Model]]
    steps: Sequence[Step] = field(default=())

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

    def expected(self) -> set[tuple[str, str, str]]:
        """The structure a file must have: (type, name, SQL) of each table and index."""
        memory = Database(":memory:")
        memory.connect()
        try:
            self.create_in(memory)
            return structure_of(memory.connection())
        finally:
            memory.close()


def structure_of(connection: apsw.Connection) -> set[tuple[str, str, str]]:
    """(type, name, SQL) of each table, index, trigger and view; SQLite's own tables are left out."""
    rows = connection.execute(
        "SELECT type, name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    )
    return {(str(kind), str(name), " ".join(str(sql).split())) for kind, name, sql in rows}
