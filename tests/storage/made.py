"""Small made records and files for the tests of the storage: it knows no feature, so its tests need none."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw
import peewee
import pytest

from assoc_desktop.storage import attachment
from assoc_desktop.storage.database import MoneyField, Record, database
from assoc_desktop.storage.history import operation
from assoc_desktop.storage.schema import Schema

RECORDED = ("club", "player", "transfer")


class Club(Record):
    """A parent with a name that stands once, and an amount."""

    name = peewee.CharField(unique=True)
    fee = MoneyField(default=0)
    folded = peewee.CharField(default="")

    derived = ("folded",)


class Player(Record):
    """A child whose history belongs to its club, with a name that stands once in it."""

    owner = "club_id"

    club = peewee.ForeignKeyField(Club, on_delete="RESTRICT", backref="players")
    name = peewee.CharField()
    shirt = peewee.IntegerField(null=True)

    class Meta:
        indexes = ((("club", "name"), True),)


class Transfer(Record):
    """Points to two clubs, and to itself."""

    seller = peewee.ForeignKeyField(Club, null=True, on_delete="RESTRICT")
    before = peewee.ForeignKeyField("self", null=True, on_delete="RESTRICT")
    price = MoneyField(default=0)


SCHEMA = Schema(records=(Club, Player, Transfer))


def add_club(name: str, *players: str, fee: int = 0) -> Club:
    """A club and its players, as one operation."""
    with operation("Add {name}", name=name):
        club = Club.create(name=name, fee=fee, folded=name.lower())
        for player in players:
            Player.create(club=club, name=player)
    return club


def add_many(count: int, first: int = 0) -> None:
    """Many clubs at once, past the ORM, as imports write them."""
    from assoc_desktop.storage.ids import new_ids

    with operation("Add {n} clubs", n=count):
        rows = [(row_id, f"Club {first + i}", i, "") for i, row_id in enumerate(new_ids(count))]
        database.connection().cursor().executemany(
            "INSERT INTO club (id, name, fee, folded) VALUES (?, ?, ?, ?)", rows
        )


def tables(*names: str) -> dict[str, list[tuple]]:
    """All rows of the recorded tables (or of those named), in order of their ids."""
    return {
        name: list(database.execute_sql(f'SELECT * FROM "{name}" ORDER BY 1')) for name in names or RECORDED
    }


def everything() -> dict[str, list[tuple]]:
    """All rows of all tables."""
    names = [row[0] for row in database.execute_sql("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return tables(*names)


def fill() -> None:
    """Some of everything: clubs, players, an attachment."""
    add_club("Lions", "Awa", "Bô", fee=15_000)
    add_club("Panthers", "Łukasz", fee=2_500)
    with operation("Keep a scan"):
        attachment.add(b"a scan", "image/png")
        Club.update(fee=3_000).where(Club.name == "Panthers").execute()


def digest(path: Path) -> tuple[str, int, int]:
    """SHA-256, size and time of the last change: equal before and after when a file was left as it was."""
    found = path.stat()
    return hashlib.sha256(path.read_bytes()).hexdigest(), found.st_size, found.st_mtime_ns


def meddle(path: Path, *statements: str) -> None:
    """Change a closed file as another program would."""
    connection = apsw.Connection(str(path))
    for statement in statements:
        connection.execute(statement)
    connection.close()


@contextmanager
def refused(kind: type[Exception], sentence: str) -> Iterator[None]:
    """What is done inside is refused with a sentence that has these words."""
    with pytest.raises(kind) as refusal:
        yield
    assert sentence in str(refusal.value)


def beside(path: Path) -> list[str]:
    """What lies beside a file in its folder: locks, journals, halves."""
    return sorted(each.name for each in path.parent.iterdir() if each != path)
