"""Which backups still hold somebody who is erased, and until when they are kept."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

from assoc_desktop.association.records import the_association
from assoc_desktop.language import _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.storage.backup import KEEP_MONTHLY, KEEP_SPECIAL, Backup, backups_in, checksum_of
from assoc_desktop.storage.failures import file_failures_in_words

_A_MONTH = datetime.timedelta(days=31)


def backups_with_the_past(path: Path) -> list[Backup]:
    """The backups of the open file, newest first: each was made before what is erased now was erased."""
    return backups_in(the_association().folder_for_backups(path), path.stem)


def kept_until(backup: Backup) -> datetime.date:
    """The day on which a backup is removed at the latest, when a newer one is made now and then."""
    longest = KEEP_SPECIAL if backup.reason else (KEEP_MONTHLY + 1) * _A_MONTH
    return (backup.at + longest).date()


def told_backups(backups: Sequence[Backup], conventions: Conventions) -> list[str]:
    """Each backup in words: its day, and until when it is kept."""
    return [
        _("Backup of {day}, kept until {until} at the latest").format(
            day=conventions.date(each.at.date()), until=conventions.date(kept_until(each))
        )
        for each in backups
    ]


def delete_backups(backups: Sequence[Backup]) -> None:
    """Remove backups for good, by explicit choice.

    Raises:
        NotSaved: one of them cannot be removed; those before it are gone.
    """
    with file_failures_in_words():
        for each in backups:
            each.path.unlink(missing_ok=True)
            checksum_of(each).unlink(missing_ok=True)
