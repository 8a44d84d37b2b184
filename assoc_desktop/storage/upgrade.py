"""Bringing an older file up to date, in numbered steps, after a verified backup."""

from __future__ import annotations

from pathlib import Path

import apsw

from assoc_desktop.language import _
from assoc_desktop.storage import backup
from assoc_desktop.storage.database import database
from assoc_desktop.storage.failures import Damaged
from assoc_desktop.storage.schema import Schema, structure_of


def bring_up_to_date(path: Path, schema: Schema, version: int) -> None:
    """Apply every missing step to the open file, all or none.

    Raises:
        Damaged: the upgraded file would not have the structure or the references it must have; it is as it was.
    """
    backup.make_backup(path, backup.default_folder(path), reason="before-upgrade")
    connection = database.connection()
    # A table rebuilt while references are enforced would silently take its child rows with it.
    connection.execute("PRAGMA foreign_keys = 0")
    try:
        connection.execute("BEGIN IMMEDIATE")
        try:
            _apply_steps(connection, schema, version)
        except BaseException:
            if connection.in_transaction:  # a full disk has rolled back already
                connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")
    finally:
        connection.execute("PRAGMA foreign_keys = 1")


def _apply_steps(connection: apsw.Connection, schema: Schema, version: int) -> None:
    try:
        for step in schema.steps:
            if step.version > version:
                step.apply(connection)
                connection.execute(f"PRAGMA user_version = {step.version}")
    except (apsw.SQLError, apsw.ConstraintError) as error:
        raise _failed() from error
    broken = list(connection.execute("PRAGMA foreign_key_check"))
    if broken or structure_of(connection) != schema.expected():
        raise _failed()


def _failed() -> Damaged:
    return Damaged(
        _(
            "The file could not be brought up to date. It was left as it is; its backup is beside it. Please report this."
        )
    )
