"""One window at a time: the lock beside an association's file, and who holds it."""

from __future__ import annotations

import datetime
import errno
import getpass
import json
import platform
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

from assoc_desktop.language import _
from assoc_desktop.storage.failures import InUse, NotSaved


class Lock:
    """The lock on one association's file. The system frees it when the process ends, however it ends."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = FileLock(path.with_name(f".{path.name}.lock"), is_singleton=False)
        self._holder = path.with_name(f".{path.name}.holder")
        #: The last holder never closed the file: power was lost, or the program was ended by force.
        self.was_left_open = False

    @property
    def is_held(self) -> bool:
        """Whether this process has the lock."""
        return self._lock.is_locked

    def take(self) -> None:
        """Take the lock.

        Raises:
            InUse: somebody else has the file open; the sentence says who, where and since when.
            NotSaved: nothing can be written in the file's folder.
        """
        try:
            self._lock.acquire(timeout=0)
            self.was_left_open = self._holder.exists()
            self._write_holder()
        except Timeout:
            raise InUse(self._who()) from None
        except OSError as error:
            self.release(unchecked=True)
            raise NotSaved(self._no_place(error)) from error

    def _write_holder(self) -> None:
        try:
            self._holder.write_text(json.dumps(_holder_now()), encoding="utf-8")
        except OSError as error:
            # Who has the file open is a courtesy: on a full disk it can still be opened, read and copied elsewhere.
            if error.errno != errno.ENOSPC:
                raise

    def release(self, *, unchecked: bool = False) -> None:
        """Give the lock back and leave nothing beside the file.

        Args:
            unchecked: leave the sign of an earlier sudden end, because the file was not looked through since.
        """
        if not self.is_held:
            return
        with suppress(OSError):  # the stick may be gone; the lock goes with the process
            if not (unchecked and self.was_left_open):
                self._holder.unlink(missing_ok=True)
            if platform.system() != "Windows":
                Path(self._lock.lock_file).unlink(missing_ok=True)
        with suppress(OSError):
            self._lock.release()

    def _no_place(self, error: OSError) -> str:
        return _(
            "Nothing can be written beside “{file}”: {reason}. Copy it to a folder of your own and open it there."
        ).format(file=self._path.name, reason=error.strerror or error)

    def _who(self) -> str:
        try:
            holder = json.loads(self._holder.read_text(encoding="utf-8"))
            return _(
                "“{file}” is already open: {person} on {computer}, since {since}. Close it there first."
            ).format(
                file=self._path.name, **{key: str(holder[key]) for key in ("person", "computer", "since")}
            )
        except (OSError, ValueError, KeyError, TypeError):
            return _(
                "“{file}” is already open in another window or on another computer. Close it there first."
            ).format(file=self._path.name)


def _holder_now() -> dict[str, str]:
    return {
        "person": person(),
        "computer": platform.node(),
        "since": datetime.datetime.now().strftime("%Y-%m-%d %H:%M"),
    }


def person() -> str:
    """The name under which the person at the keyboard is logged in; empty when the system does not tell."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
