"""The one connection to the association's file, and the base of every record."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Any, TypeVar

import apsw
import peewee
from playhouse.apsw_ext import APSWDatabase

from assoc_desktop.storage.ids import new_id

_T = TypeVar("_T")

_PRAGMAS = {
    "foreign_keys": 1,
    "synchronous": "full",
    # The file alone is the association: with a rollback journal it is whole whenever nothing is being
    # written, so a copy made by a file manager while the program is open loses nothing. WAL would not be.
    "journal_mode": "delete",
    # A long import keeps its pages in memory, so that the window can go on reading until it commits.
    "cache_spill": 0,
    "cache_size": -16000,
    "trusted_schema": 0,
    # What is deleted is overwritten with zeros: what a member asked to erase must not be read from the bytes.
    "secure_delete": 1,
}


class Database(APSWDatabase):
    """SQLite through apsw, with dates bound as ISO text.

    Attributes:
        records: table name → record class, of the open file; empty when none is open.
        order_tells: something was kept out of the history, and where its rows lie in the file still tells in which
            order they came: the file is written anew when it is closed.
    """

    def __init__(self, name: str | None, **options: Any) -> None:
        super().__init__(name, **options)
        self.records: dict[str, type[Record]] = {}
        self.order_tells = False

    def _add_conn_hooks(self, conn: apsw.Connection) -> None:
        conn.convert_binding = _iso_text
        conn.create_scalar_function("folded", _folded, 1, deterministic=True)
        super()._add_conn_hooks(conn)


@lru_cache(maxsize=8192)
def _folded(text: str | None) -> str | None:
    """What SQL calls `folded(text)`: towns and first names come again and again, so the latest are remembered."""
    from assoc_desktop.language.folding import fold

    return None if text is None else fold(text)


def _iso_text(_cursor: apsw.Cursor, _number: int, value: object) -> str:
    if isinstance(value, (datetime.date, datetime.datetime)):
        return value.isoformat()
    raise TypeError(f"cannot store a {type(value).__name__}")


def storable(text: str) -> str:
    """The text without halves of signs, which no file can hold: names of files on old sticks are full of them."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


#: The open association. A file is handed in by `file.open_file`; each thread has its own connection.
database = Database(None, pragmas=_PRAGMAS, timeout=10)


class DateField(peewee.DateField):
    """A day, stored as ISO 8601 text (`2026-11-22`)."""

    def db_value(self, value: datetime.date | str | None) -> str | None:
        """The ISO text."""
        return value.isoformat() if isinstance(value, datetime.date) else value

    def python_value(self, value: str | None) -> datetime.date | None:
        """The day."""
        return datetime.date.fromisoformat(value) if value else None


#: The largest amount in one place: enough for any association, and sums of millions of them still fit.
LARGEST_AMOUNT = 10**12


class MoneyField(peewee.IntegerField):
    """An amount in the minor unit of the association's currency. Backups compare the sums of these columns."""


class Record(peewee.Model):
    """Base of all records: a 63-bit id that is unique across tables and laptops.

    Class attributes:
        owner: name of the column that holds the id of the record whose history a change here belongs to
            (a phone belongs to its member); empty when the record stands for itself.
        derived: columns that follow from others and are left out when a change is told to a person.
    """

    owner = ""
    derived: tuple[str, ...] = ()

    id: Any = peewee.BigIntegerField(primary_key=True, default=new_id)

    class Meta:
        database = database
        legacy_table_names = False

    @classmethod
    def get(cls, *query: Any, **filters: Any) -> Any:
        """One record, as peewee finds it.

        References ask for an id again and again: putting the same statement together anew takes longer than carrying it
        out, so the one for an id is kept.
        """
        if len(query) == 1 and not filters and _is_id(cls, query[0]):
            # Read to the end: a statement in progress would keep the file from being written anew.
            for record in list(cls.raw(_by_id(cls), query[0].rhs)):  # type: ignore[arg-type]  # classes can be hashed
                return record
        return super().get(*query, **filters)


def _is_id(record: type[Record], asked: Any) -> bool:
    """Whether no more is asked for than the record with an id."""
    return (
        isinstance(asked, peewee.Expression)
        and asked.op == peewee.OP.EQ
        and asked.lhs is record._meta.primary_key
        and type(asked.rhs) is int
    )


@cache
def _by_id(record: type[Record]) -> str:
    """The statement that reads the record with an id."""
    return str(record.select().where(record._meta.primary_key == 0).sql()[0])


def portions(values: Sequence[_T], size: int = 500) -> Iterator[Sequence[_T]]:
    """The values in parts that one `IN (…)` takes, in their order."""
    return (values[start : start + size] for start in range(0, len(values), size))


def marks(values: Sequence[object]) -> str:
    """The placeholders that a statement needs for values: `?, ?, ?`."""
    return ", ".join("?" * len(values))


def day_from(text: str | None) -> datetime.date | None:
    """The day that a column of days holds, read without its record."""
    return datetime.date.fromisoformat(text) if text else None


def table_name(record: type[peewee.Model]) -> str:
    """The name of a record's table."""
    return str(record._meta.table_name)
