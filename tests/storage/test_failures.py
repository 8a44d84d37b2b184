"""What the engine and the system say of disks, in words; what is a bug stays one."""

import errno

import apsw
import peewee
import pytest

from assoc_desktop.refusals import Cancelled, Invalid, Refused
from assoc_desktop.storage.failures import Damaged, InUse, NotSaved, file_failures_in_words
from tests.storage import made

KNOWN = {
    apsw.FullError: (NotSaved, "The disk is full. Nothing was saved: free some space and try again."),
    apsw.CorruptError: (Damaged, "The file is damaged. Close it and open the latest backup instead."),
    apsw.NotADBError: (Damaged, "The file is damaged. Close it and open the latest backup instead."),
    apsw.ReadOnlyError: (
        NotSaved,
        "The file cannot be written to. Copy it to a folder of your own and open it there.",
    ),
    apsw.IOError: (NotSaved, "The file can no longer be reached: was the stick pulled out?"),
    apsw.CantOpenError: (NotSaved, "The file can no longer be reached: was the stick pulled out?"),
    apsw.BusyError: (InUse, "Another program is using the file. Wait a moment and try again."),
    apsw.LockedError: (InUse, "Another program is using the file. Wait a moment and try again."),
}


@pytest.mark.parametrize(
    ("error", "expected"), KNOWN.items(), ids=lambda value: getattr(value, "__name__", "")
)
def test_what_the_engine_says(error, expected):
    kind, sentence = expected
    with made.refused(kind, sentence), file_failures_in_words():
        raise error("in the engine's words")


@pytest.mark.parametrize("explicit", [True, False])
def test_what_stands_behind_another_failure(explicit):
    """Peewee puts its own error in place of the engine's, and rolling back fails in turn."""
    with made.refused(NotSaved, "The disk is full"), file_failures_in_words():
        try:
            try:
                raise apsw.FullError("full")
            except apsw.FullError as error:
                raise peewee.OperationalError("full") from (error if explicit else None)
        except peewee.OperationalError as error:
            raise apsw.SQLError("no such savepoint") from (error if explicit else None)


@pytest.mark.parametrize(
    "error",
    [
        apsw.SQLError("syntax"),
        peewee.IntegrityError("unique"),
        ValueError("a bug"),
        Cancelled(),
        Refused("no"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_other_failures_pass_as_they_are(error):
    with pytest.raises(type(error)) as raised, file_failures_in_words():
        raise error
    assert raised.value is error


def test_what_the_system_says():
    with made.refused(NotSaved, "The disk is full."), file_failures_in_words():
        raise OSError(errno.ENOSPC, "No space left on device", "/a/b")
    refused = made.refused(NotSaved, "The file or folder “/a/b” cannot be used: Permission denied.")
    with refused, file_failures_in_words():
        raise PermissionError(errno.EACCES, "Permission denied", "/a/b")
    with made.refused(NotSaved, "cannot be used: odd."), file_failures_in_words():
        raise OSError("odd")


def test_an_invalid_form_says_all_its_problems():
    problem = Invalid({"name": "A name.", "town": "A town."})
    assert str(problem) == "A name.\nA town." and list(problem.problems) == ["name", "town"]
