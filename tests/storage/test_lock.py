"""One window at a time, and what a sudden end leaves behind."""

import getpass
import json
import os
import platform
import re
from pathlib import Path

import pytest

from assoc_desktop.storage.failures import Damaged, InUse, NotOurs, NotSaved
from assoc_desktop.storage.file import open_file
from assoc_desktop.storage.lock import Lock, person
from tests.storage import children, made
from tests.storage.made import SCHEMA

HOLD = "file = open_file(path, made.SCHEMA); say('open'); sys.stdin.read()"


def beside(path):
    return sorted(each.name for each in path.parent.iterdir() if each != path)


@pytest.fixture
def holder(closed):
    """Another process that has the file open."""
    child = children.start(HOLD, closed)
    children.wait_for(child, "open")
    yield child
    children.kill(child)


def test_a_second_process_is_told_who_has_the_file(closed, holder):
    before = made.digest(closed)
    with pytest.raises(InUse) as refusal:
        open_file(closed, SCHEMA)
    who = re.escape(f"{getpass.getuser()} on {platform.node()}")
    assert re.fullmatch(
        f"“clubs.assoc” is already open: {who}, since \\d{{4}}-\\d\\d-\\d\\d \\d\\d:\\d\\d. Close it there first.",
        str(refusal.value),
    )
    assert made.digest(closed) == before
    assert holder.poll() is None


@pytest.mark.parametrize("told", ["", "{", "[]", '{"person": "x"}', "null"])
def test_a_holder_that_cannot_be_read(closed, holder, told):
    closed.with_name(f".{closed.name}.holder").write_text(told)
    with made.refused(InUse, "already open in another window or on another computer"):
        open_file(closed, SCHEMA)


def test_after_the_other_closed_it_the_file_opens(closed, holder):
    holder.communicate()
    with open_file(closed, SCHEMA) as file:
        # It ended without closing the file.
        assert file.lock.was_left_open
    assert beside(closed) == []


def test_after_a_sudden_end_the_file_is_looked_through(closed, holder):
    children.kill(holder)
    assert beside(closed) == [".clubs.assoc.holder", ".clubs.assoc.lock"]
    with open_file(closed, SCHEMA) as file:
        assert file.lock.was_left_open
        assert made.Club.select().count() == 2
    assert beside(closed) == []
    with open_file(closed, SCHEMA) as file:
        assert not file.lock.was_left_open


def _spoil_an_index(path):
    """Damage that the structure does not show: a page of rows that belongs to nothing."""
    content = bytearray(path.read_bytes())
    content[-4096:] = os.urandom(4096)
    path.write_bytes(content)


def test_damage_after_a_sudden_end_is_found_and_found_again(closed, holder):
    children.kill(holder)
    _spoil_an_index(closed)
    before = made.digest(closed)
    for _time in range(2):
        with pytest.raises(Damaged):
            open_file(closed, SCHEMA)
        assert made.digest(closed) == before
        assert beside(closed) == [".clubs.assoc.holder"]


def test_without_a_sudden_end_only_the_structure_is_read(closed):
    _spoil_an_index(closed)
    with open_file(closed, SCHEMA) as file:
        assert file.path == closed.resolve()


def test_a_refused_file_gives_its_lock_back(closed):
    made.meddle(closed, "CREATE VIEW v AS SELECT 1")
    for _time in range(2):
        with pytest.raises(NotOurs):
            open_file(closed, SCHEMA)
    made.meddle(closed, "DROP VIEW v")
    open_file(closed, SCHEMA).close()


def test_a_lock_that_cannot_be_written_is_given_back(closed):
    holder = closed.with_name(f".{closed.name}.holder")
    holder.mkdir()
    with made.refused(
        NotSaved, "Nothing can be written beside “clubs.assoc”: Is a directory. Copy it to a folder"
    ):
        open_file(closed, SCHEMA)
    holder.rmdir()
    open_file(closed, SCHEMA).close()


def test_a_full_disk_does_not_keep_the_file_shut(closed, monkeypatch):
    if not Path("/dev/full").exists():
        pytest.skip("no device that is always full")
    lock = Lock(closed)
    closed.with_name(f".{closed.name}.holder").symlink_to("/dev/full")
    lock.take()
    assert lock.is_held
    lock.release()
    assert beside(closed) == []


def test_a_lock_is_released_once(closed):
    first, second = Lock(closed), Lock(closed)
    first.take()
    first.release()
    second.take()
    first.release()
    assert second.is_held
    with pytest.raises(InUse):
        first.take()
    assert json.loads(closed.with_name(f".{closed.name}.holder").read_text())["computer"] == platform.node()
    second.release()


def test_a_stick_pulled_out_before_closing(closed):
    file = open_file(closed, SCHEMA)
    for name in beside(closed):
        (closed.parent / name).unlink()
    closed.unlink()
    closed.parent.rmdir()
    file.close()
    assert not file.lock.is_held


@pytest.mark.parametrize("error", [OSError, KeyError, ImportError])
def test_a_computer_that_does_not_tell_who_sits_there(monkeypatch, error):
    def fail():
        raise error

    monkeypatch.setattr(getpass, "getuser", fail)
    assert person() == ""
