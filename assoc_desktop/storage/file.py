"""Open, create and close the association's one file; refuse every other, untouched."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import apsw

from assoc_desktop.language import _, some_names
from assoc_desktop.refusals import Refused
from assoc_desktop.storage import backup, ids, upgrade
from assoc_desktop.storage.database import Database, database, table_name
from assoc_desktop.storage.failures import Damaged, NotOurs, NotSaved, TooNew, file_failures_in_words
from assoc_desktop.storage.lock import Lock
from assoc_desktop.storage.schema import APPLICATION_ID, Schema, structure_of

#: Ending of an association's file.
SUFFIX = ".assoc"
#: How long another program may keep the file busy before it is refused.
_PATIENCE_MS = 10_000


@dataclass
class AssociationFile:
    """The open file. Close it, or use it as a context manager; dropping it gives its lock back too early."""

    path: Path
    lock: Lock

    def __enter__(self) -> AssociationFile:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file and give its lock back; closing again does nothing."""
        if self.lock.is_held:
            try:
                forget_order()
            finally:
                _disconnect()
                self.lock.release()


def forget_order() -> None:
    """Write the file anew where its order tells something: its rows then lie by their ids, no longer as they came."""
    from assoc_desktop.storage.scrubbing import rewrite_file

    if database.order_tells:
        # A full disk, or another program that reads the file, is no reason to keep it from being closed.
        with suppress(Refused):
            rewrite_file()
            database.order_tells = False


def _disconnect() -> None:
    if not database.deferred:
        database.close()
        database.init(None)
        database.records = {}
        database.order_tells = False


def create_file(path: Path, schema: Schema) -> AssociationFile:
    """Create an empty file and open it. It appears under its name only when it is whole.

    Raises:
        Refused: something of that name is there already.
        NotSaved: the folder cannot be written to.
    """
    with file_failures_in_words():
        exists = path.exists()
    if exists:
        raise Refused(_("“{file}” exists already. Choose another name, or open it.").format(file=path.name))
    unfinished = path.with_name(f".{path.name}.new")
    with file_failures_in_words():
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            unfinished.write_bytes(b"")  # says better than the engine what is wrong with the folder
            _build(unfinished, schema)
            unfinished.rename(path)
        finally:
            for left in (unfinished, unfinished.with_name(f"{unfinished.name}-journal")):
                left.unlink(missing_ok=True)
    return open_file(path, schema)


def _build(path: Path, schema: Schema) -> None:
    target = Database(str(path), pragmas={"synchronous": "full"})
    target.connect()
    try:
        with target.atomic():  # one transaction: a disk is asked to make sure once, not for each table
            schema.create_in(target)
        connection = target.connection()
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {schema.version}")
    finally:
        target.close()


def open_file(path: Path, schema: Schema) -> AssociationFile:
    """Open an association's file, bringing an older one up to date after a verified backup.

    Raises:
        NotOurs: it is something else, or its structure was altered. Nothing was touched.
        TooNew: a newer version of the program wrote it. Nothing was touched.
        Damaged: it is cut short or its bytes are broken. Nothing was touched.
        InUse: it is open elsewhere.
    """
    if not database.deferred:
        raise RuntimeError("close the open file first")
    path = path.resolve()
    _check_header(path, schema)
    lock = Lock(path)
    lock.take()
    try:
        with file_failures_in_words():
            version = _look_inside(path, schema, thoroughly=lock.was_left_open)
            database.init(str(path))
            database.records = {table_name(record): record for record in schema.tables}
            database.connect()
            if version < schema.version:
                upgrade.bring_up_to_date(path, schema, version)
            ids.stay_above(_highest_id())
    except BaseException:
        _disconnect()
        lock.release(unchecked=True)
        raise
    return AssociationFile(path, lock)


def _look_inside(path: Path, schema: Schema, *, thoroughly: bool) -> int:
    """Judge the structure on a connection that changes nothing, not even the journal mode; give its version.

    Args:
        thoroughly: read every page, because the file was not closed the last time.
    """
    connection = apsw.Connection(str(path), apsw.SQLITE_OPEN_READWRITE)
    try:
        connection.set_busy_timeout(_PATIENCE_MS)
        version = int(connection.pragma("user_version"))
        _check_structure(path, connection, schema, is_older=version < schema.version)
        if thoroughly and connection.pragma("quick_check") != "ok":
            raise _damaged(path)
        if connection.readonly("main"):
            raise NotSaved(
                _("“{file}” cannot be written to. Copy it to a folder of your own and open it there.").format(
                    file=path.name
                )
            )
    except (apsw.SQLError, apsw.CorruptError, apsw.NotADBError) as error:
        raise _damaged(path) from error
    finally:
        connection.close()
    return version


def _highest_id() -> int:
    """The newest operation's parts are written last, so no row of the file has a higher id."""
    newest = database.execute_sql(
        "SELECT (SELECT max(id) FROM operation), (SELECT max(id) FROM history_part)"
    )
    return max(filter(None, newest.fetchone()), default=0)


def _check_header(path: Path, schema: Schema) -> None:
    """Judge the first bytes, without opening them as a database."""
    with file_failures_in_words():
        is_file = path.is_file()
    if not is_file:
        raise Refused(_("“{file}” was not found. Was it moved or renamed?").format(file=path.name))
    with file_failures_in_words(), path.open("rb") as file:
        header = file.read(100)
        size = os.fstat(file.fileno()).st_size
    number = int.from_bytes
    if (
        not header.startswith(b"SQLite format 3\0")
        or len(header) < 100
        or number(header[68:72]) != APPLICATION_ID
    ):
        raise NotOurs(
            _("“{file}” is not a file of this program. It was left as it is.").format(file=path.name)
        )
    if number(header[60:64]) > schema.version:
        raise TooNew(
            _(
                "“{file}” was written by a newer version of this program. Install that version to open it."
            ).format(file=path.name)
        )
    # Format of the header: https://www.sqlite.org/fileformat2.html section 1.3; a page size of 1 means 65536, and an
    # unknown version of the format would make the engine open the file for reading alone.
    page_size = number(header[16:18])
    if not {header[18], header[19]} <= {1, 2}:
        raise _damaged(path)
    if size < (65536 if page_size == 1 else page_size) * number(header[28:32]) and not _has_journal(path):
        raise _damaged(path)


def _has_journal(path: Path) -> bool:
    """An interrupted write left its journal: SQLite will put the file right when it is opened."""
    journal = path.with_name(path.name + "-journal")
    return journal.exists() and journal.stat().st_size > 0


def _check_structure(path: Path, connection: apsw.Connection, schema: Schema, *, is_older: bool) -> None:
    """An older structure is judged after its upgrade; what we never made in any version is refused at once."""
    found = structure_of(connection)
    if not is_older and schema.is_met_by(found):
        return
    expected = schema.expected()
    kinds = {kind for kind, _name, _sql in expected}
    wrong = {one for one in found if one[0] not in kinds} if is_older else found ^ expected
    if not wrong:
        return
    names = sorted({name for _kind, name, _sql in wrong})
    raise NotOurs(
        _(
            "The structure of “{file}” was altered by another program ({names}). It was left as it is; open a backup."
        ).format(file=path.name, names=some_names(names, 5))
    )


def _damaged(path: Path) -> Damaged:
    return Damaged(
        _("“{file}” is damaged. It was left as it is; open the latest backup instead.").format(file=path.name)
    )


def save_copy(destination: Path) -> None:
    """Write a whole, proven copy of the open file; it appears under its name only when it is complete.

    Raises:
        NotSaved: the destination cannot be written to, or is the open file itself.
    """
    if destination.resolve() == Path(str(database.database)):
        raise NotSaved(_("The copy needs another name or folder than the open file."))
    unfinished = destination.with_name(f".{destination.name}.new")
    with file_failures_in_words():
        try:
            backup.write_proven_copy(unfinished)
            unfinished.replace(destination)
        finally:
            unfinished.unlink(missing_ok=True)
