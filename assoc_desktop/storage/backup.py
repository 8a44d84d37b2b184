"""Backups that were proven good: written, reopened, compared, hashed, and only then given their name.

A backup is a whole file of the association: restoring is opening it, or copying it to where the lost file was.
"""

from __future__ import annotations

import datetime
import hashlib
import os
import re
from collections.abc import Iterable
from concurrent import futures
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

import apsw

from assoc_desktop.language import _
from assoc_desktop.storage.database import database
from assoc_desktop.storage.failures import NotSaved, file_failures_in_words
from assoc_desktop.storage.totals import totals

_NAME = re.compile(r"(?P<stem>.+) (?P<at>\d{4}-\d{2}-\d{2} \d{6})(?: (?P<reason>[a-z-]+))?\.assoc", re.DOTALL)
KEEP_DAILY, KEEP_WEEKLY, KEEP_MONTHLY = 7, 4, 12
#: How long a backup made before an import or an upgrade stays.
KEEP_SPECIAL = datetime.timedelta(days=366)


@dataclass(frozen=True)
class Backup:
    """A backup that lies in a folder."""

    path: Path
    at: datetime.datetime
    reason: str


def default_folder(path: Path) -> Path:
    """Where backups go when the person chose no folder: beside the file."""
    return path.parent / f"{path.stem} backups"


def make_backup(path: Path, folder: Path, *, reason: str = "", at: datetime.datetime | None = None) -> Backup:
    """Back the open file up, prove the copy, and give it its name.

    The copy is reopened; its integrity, references, row counts and sums of all money columns must equal the
    original's. Its SHA-256 is written beside it in the form that `sha256sum -c` reads.

    Args:
        reason: `""` for a daily backup that may be pruned one day, else a word such as `before-import`.

    Raises:
        NotSaved: the folder cannot be written to, the disk is full, or the copy did not prove good.
    """
    at = at or datetime.datetime.now()
    name = " ".join(filter(None, (path.stem, at.strftime("%Y-%m-%d %H%M%S"), reason))) + ".assoc"
    final = folder / name
    unfinished = folder / f".{name}.new"
    with file_failures_in_words():
        folder.mkdir(parents=True, exist_ok=True)
        _remove_unfinished(folder, path.stem)
        try:
            digest = write_proven_copy(unfinished)
            unfinished.replace(final)
        finally:
            unfinished.unlink(missing_ok=True)
        kept = Backup(final, at.replace(microsecond=0), reason)
        checksum_of(kept).write_text(_hash_line(digest, final.name), encoding="utf-8")
        _sync_folder(folder)
    return kept


def _remove_unfinished(folder: Path, stem: str) -> None:
    """Remove what a power cut left half-written."""
    for path in folder.glob(".*.assoc.new"):
        match = _NAME.fullmatch(path.name.removeprefix(".").removesuffix(".new"))
        if match and match["stem"] == stem:
            path.unlink(missing_ok=True)


def write_proven_copy(destination: Path) -> str:
    """Copy the open file, prove the copy and see it onto the disk; give its SHA-256 in hexadecimal.

    Raises:
        NotSaved: the copy did not prove good.
    """
    destination.write_bytes(b"")  # says better than the engine what is wrong with the folder
    database.execute_sql("VACUUM INTO ?", (str(destination),))
    with futures.ThreadPoolExecutor(max_workers=1) as beside:
        digest = beside.submit(_hash_and_sync, destination)  # on the second core, while the first proves
        _prove(destination)
        return digest.result()


def _hash_and_sync(copy: Path) -> str:
    with copy.open("rb+") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        os.fsync(file.fileno())
    return digest


def _hash_line(digest: str, name: str) -> str:
    """A line that `sha256sum -c` reads; it marks names with a backslash or a line break and escapes them."""
    escaped = name.replace("\\", "\\\\").replace("\n", "\\n")
    mark = "\\" if escaped != name else ""
    return f"{mark}{digest}  {escaped}\n"


def _sync_folder(folder: Path) -> None:
    """See the new names onto the disk as well, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network drives cannot; the copy itself is safe
            os.fsync(handle)
    finally:
        os.close(handle)


def check_folder(folder: Path) -> None:
    """Make sure that backups can be written to a folder, by writing to it.

    Raises:
        NotSaved: it cannot be made or written to.
    """
    with file_failures_in_words():
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".assoc-{os.getpid()}.new"
        probe.write_bytes(b"")
        probe.unlink()


def checksum_of(backup: Backup) -> Path:
    """The file beside a backup that holds its SHA-256."""
    return backup.path.with_name(f"{backup.path.name}.sha256")


def state_of(backup: Backup) -> str:
    """`whole` when a backup's bytes are those that were written, `spoiled` when not, `unknown` without a checksum."""
    try:
        line = checksum_of(backup).read_text(encoding="utf-8")
        written = line.removeprefix("\\").split(maxsplit=1)[0]
        with backup.path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, UnicodeDecodeError, IndexError):
        return "unknown"
    return "whole" if digest == written else "spoiled"


def _prove(copy: Path) -> None:
    expected = totals(database.connection())
    with futures.ThreadPoolExecutor(max_workers=1) as beside:
        # The check of every page takes longer than all the rest.
        agrees = beside.submit(_agrees, copy, expected)
        good = _is_whole(copy) and agrees.result()
    if not good:
        raise NotSaved(
            _("The backup could not be proven good and was not kept. Check the disk and try again.")
        )


def _is_whole(copy: Path) -> bool:
    with suppress(apsw.CorruptError, apsw.NotADBError), closing(_open_finished(copy)) as connection:
        return bool(connection.pragma("integrity_check") == "ok")
    return False


def _agrees(copy: Path, expected: dict[str, tuple[int, ...]]) -> bool:
    """Whether every reference of the copy holds, and its rows and sums are the original's."""
    with suppress(apsw.CorruptError, apsw.NotADBError), closing(_open_finished(copy)) as connection:
        return not list(connection.execute("PRAGMA foreign_key_check")) and totals(connection) == expected
    return False


def _open_finished(copy: Path) -> apsw.Connection:
    """Only the finished copy is read, so it needs neither journal nor locks."""
    return apsw.Connection(
        f"{copy.resolve().as_uri()}?mode=ro&immutable=1", apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
    )


def backups_in(folder: Path, stem: str) -> list[Backup]:
    """The backups of a file, newest first."""
    found = []
    for path in folder.glob("*.assoc") if folder.is_dir() else ():
        match = _NAME.fullmatch(path.name)
        if match and match["stem"] == stem:
            with suppress(ValueError):  # somebody's own file, with a 32 December in its name
                at = datetime.datetime.strptime(match["at"], "%Y-%m-%d %H%M%S")
                found.append(Backup(path, at, match["reason"] or ""))
    return sorted(found, key=lambda backup: (backup.at, backup.path.name), reverse=True)


def worth_keeping(dates: Iterable[datetime.datetime]) -> set[datetime.datetime]:
    """The newest of each of the last 7 days, 4 weeks and 12 months that have a backup."""
    newest_first = sorted(dates, reverse=True)
    kept: set[datetime.datetime] = set()
    for period, count in (("%Y-%m-%d", KEEP_DAILY), ("%G-%V", KEEP_WEEKLY), ("%Y-%m", KEEP_MONTHLY)):
        newest: dict[str, datetime.datetime] = {}
        for at in newest_first:
            newest.setdefault(at.strftime(period), at)
        kept.update(list(newest.values())[:count])
    return kept


def prune(folder: Path, stem: str) -> list[Path]:
    """Remove daily backups that are no longer worth keeping, and after a year those made before an import or upgrade.

    Ages are counted from the newest backup, not from the computer's clock: a wrong clock removes nothing.

    Returns:
        What was removed.
    """
    backups = backups_in(folder, stem)
    if not backups:
        return []
    kept = worth_keeping(backup.at for backup in backups if not backup.reason)
    oldest = backups[0].at - KEEP_SPECIAL
    removed = [one for one in backups if (one.at < oldest if one.reason else one.at not in kept)]
    for one in removed:
        one.path.unlink(missing_ok=True)
        checksum_of(one).unlink(missing_ok=True)
    return [one.path for one in removed]


def is_needed(folder: Path, stem: str) -> bool:
    """Whether anything was written since the newest backup in the folder."""
    newest = next(iter(backups_in(folder, stem)), None)
    if newest is None:
        return True
    last = database.execute_sql("SELECT max(id) FROM operation").fetchone()[0]
    try:
        connection = apsw.Connection(str(newest.path), apsw.SQLITE_OPEN_READONLY)
    except apsw.Error:
        return True
    try:
        return bool(connection.execute("SELECT max(id) FROM operation").fetchall()[0][0] != last)
    except apsw.Error:  # that backup was spoiled after it was made: a new one is due
        return True
    finally:
        connection.close()
