"""What can go wrong with a file, in words a person can act on."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

import apsw
import peewee

from assoc_desktop.language import _
from assoc_desktop.refusals import Refused


class InUse(Refused):
    """Another window or computer holds the file."""


class NotOurs(Refused):
    """The file was not made by this program, or its structure was altered."""


class TooNew(Refused):
    """The file was written by a newer version of the program."""


class Damaged(Refused):
    """The file's bytes are broken."""


class NotSaved(Refused):
    """The computer could not write: disk full, stick pulled out, read-only folder."""


class Changed(Refused):
    """What is to be undone was changed since."""


def _sentence(error: BaseException) -> Refused | None:
    if isinstance(error, apsw.FullError):
        return NotSaved(_("The disk is full. Nothing was saved: free some space and try again."))
    if isinstance(error, (apsw.CorruptError, apsw.NotADBError)):
        return Damaged(_("The file is damaged. Close it and open the latest backup instead."))
    if _is_moved(error):
        return NotSaved(
            _(
                "The file was moved, renamed or deleted while it was open. Nothing was saved: put it back, or close it and open it where it is now."
            )
        )
    if isinstance(error, apsw.ReadOnlyError):
        return NotSaved(
            _("The file cannot be written to. Copy it to a folder of your own and open it there.")
        )
    if isinstance(error, (apsw.IOError, apsw.CantOpenError)):
        return NotSaved(
            _(
                "The file can no longer be reached: was the stick pulled out? Nothing was saved; put it back and try again."
            )
        )
    if isinstance(error, (apsw.BusyError, apsw.LockedError)):
        return InUse(_("Another program is using the file. Wait a moment and try again."))
    return None


def _is_moved(error: BaseException) -> bool:
    return getattr(error, "extendedresult", None) == apsw.SQLITE_READONLY_DBMOVED


@contextmanager
def file_failures_in_words() -> Iterator[None]:
    """Turn what the engine says of disk, stick and damage into `Refused`; other errors pass unchanged."""
    try:
        yield
    except (peewee.PeeweeException, apsw.Error) as error:
        # peewee raises its own kind in place of the engine's, and the roll-back after it may fail in turn: what
        # happened first stands at the end of the chain.
        known = next(filter(None, map(_sentence, _chain(error))), None)
        if known is None:
            raise
        raise known from error
    except OSError as error:
        raise NotSaved(_os_sentence(error)) from error


def _chain(error: BaseException) -> Iterator[BaseException]:
    following: BaseException | None = error
    while following is not None:
        yield following
        following = following.__cause__ or following.__context__


def _os_sentence(error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return _("The disk is full. Nothing was saved: free some space and try again.")
    name = str(error.filename or "")
    return _("The file or folder “{name}” cannot be used: {reason}.").format(
        name=name, reason=error.strerror or str(error)
    )
