"""Writing a file so that it appears whole under its name, or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assoc_desktop.language import _
from assoc_desktop.refusals import Refused


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give the path of a new file beside `path`; when all went well it takes that name, else it disappears.

    Raises:
        Refused: the disk is full, the folder cannot be written to, or another program holds the old file.
            What was there before is as it was.
    """
    unfinished: Path | None = None
    try:
        # In the same folder: only there is the renaming a single step.
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".new", dir=path.parent)
        os.close(handle)
        unfinished = Path(name)
        yield unfinished
        _make_sure(unfinished)
        unfinished.replace(path)
    except OSError as error:
        raise _sentence(path, error) from error
    finally:
        if unfinished is not None:
            unfinished.unlink(missing_ok=True)


def _make_sure(path: Path) -> None:
    """Wait until the bytes are on the disk, and give the file the rights any new file has."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
    if os.name == "posix":
        mask = os.umask(0)
        os.umask(mask)
        path.chmod(0o666 & ~mask)


def _sentence(path: Path, error: OSError) -> Refused:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Refused(
            _(
                "The disk is full, so “{file}” was not written. Free some space or choose another disk."
            ).format(file=path.name)
        )
    if isinstance(error, FileNotFoundError):
        return Refused(_("There is no folder “{folder}”.").format(folder=path.parent))
    if isinstance(error, PermissionError):
        return Refused(
            _(
                "“{file}” cannot be written: it is open in another program, or the folder is protected. Close it "
                "there or choose another folder."
            ).format(file=path.name)
        )
    return Refused(
        _("“{file}” cannot be written: {reason}.").format(file=path.name, reason=error.strerror or error)
    )
