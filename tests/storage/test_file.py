"""The one file: made whole, opened, closed without a trace, and every other file refused as it was."""

import os
import shutil
import sqlite3
import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assoc_desktop.refusals import Refused
from assoc_desktop.storage import history, ids
from assoc_desktop.storage.check import check_file
from assoc_desktop.storage.database import Database, database
from assoc_desktop.storage.failures import InUse, NotOurs, NotSaved
from assoc_desktop.storage.file import create_file, open_file, save_copy
from assoc_desktop.storage.schema import APPLICATION_ID, Schema
from tests.storage import made
from tests.storage.made import SCHEMA


def test_made_closed_and_opened_again(path):
    with create_file(path, SCHEMA) as file:
        assert file.path == path
        made.fill()
        before = made.everything()
    assert made.beside(path) == []
    with open_file(path, SCHEMA):
        assert made.everything() == before
    assert made.beside(path) == []


def test_closing_twice_does_nothing(path):
    file = create_file(path, SCHEMA)
    file.close()
    file.close()
    with open_file(path, SCHEMA) as again:
        file.close()
        assert made.Club.select().count() == 0
        assert again.lock.is_held


def test_the_file_says_whose_it_is(path):
    create_file(path, SCHEMA).close()
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    connection.close()


def test_the_connection_keeps_its_promises(file):
    connection = database.connection()
    told = {
        name: connection.pragma(name)
        for name in ("foreign_keys", "synchronous", "journal_mode", "trusted_schema")
    }
    assert told == {"foreign_keys": 1, "synchronous": 2, "journal_mode": "delete", "trusted_schema": 0}


def test_a_file_of_that_name_is_never_overwritten(closed):
    before = made.digest(closed)
    with made.refused(Refused, "“clubs.assoc” exists already"):
        create_file(closed, SCHEMA)
    assert made.digest(closed) == before


def test_missing_folders_are_made(tmp_path):
    path = tmp_path / "a" / "b" / "c.assoc"
    create_file(path, SCHEMA).close()
    assert path.exists()


@pytest.mark.parametrize(
    "name",
    [
        "with space.assoc", "Société d'été.assoc", 'quo"te.assoc', "100 %41.assoc", "a#b.assoc", "what?mode=ro.assoc",
        "-dash.assoc", "file:x.assoc", "ŋɓɛ 図書館.assoc", "back\\slash.assoc", "new\nline.assoc", "semi;colon.assoc",
    ],
)  # fmt: skip
def test_any_name_of_a_file(tmp_path, name):
    path = tmp_path / name
    with create_file(path, SCHEMA):
        made.fill()
    copy = tmp_path / f"copy of {name}"
    with open_file(path, SCHEMA):
        assert made.Club.select().count() == 2
        save_copy(copy)
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted([name, copy.name])


def test_a_relative_name(closed, monkeypatch):
    monkeypatch.chdir(closed.parent)
    with open_file(Path(closed.name), SCHEMA) as file:
        assert file.path == closed
        assert database.database == str(closed)


def test_a_link_opens_what_it_points_to(closed, tmp_path):
    link = tmp_path / "link.assoc"
    link.symlink_to(closed)
    with open_file(link, SCHEMA) as file:
        assert file.path == closed
        with pytest.raises(InUse):
            file.lock.__class__(closed).take()


def test_only_one_file_at_a_time(closed, tmp_path):
    with open_file(closed, SCHEMA), pytest.raises(RuntimeError):
        open_file(closed, SCHEMA)
    with create_file(tmp_path / "other.assoc", SCHEMA):
        assert made.Club.select().count() == 0


# Read-only files and folders


@pytest.fixture
def locked_away(closed):
    """Makes a path unchangeable, even for root; skips where the file system cannot."""
    done = []

    def lock(path):
        if os.system(f"chattr +i '{path}' 2>/dev/null") != 0:
            pytest.skip("this file system has no unchangeable files")
        done.append(path)

    yield lock
    for path in done:
        os.system(f"chattr -i '{path}'")


def test_a_file_that_cannot_be_written(closed, locked_away):
    locked_away(closed)
    before = made.digest(closed)
    with made.refused(NotSaved, "“clubs.assoc” cannot be written to. Copy it to a folder of your own"):
        open_file(closed, SCHEMA)
    assert made.digest(closed) == before
    assert made.beside(closed) == []


def test_a_folder_that_cannot_be_written(closed, locked_away):
    locked_away(closed.parent)
    before = made.digest(closed)
    with made.refused(NotSaved, "Nothing can be written beside “clubs.assoc”: Operation not permitted."):
        open_file(closed, SCHEMA)
    with made.refused(NotSaved, "cannot be used"):
        create_file(closed.with_name("new.assoc"), SCHEMA)
    assert made.digest(closed) == before
    assert made.beside(closed) == []


def test_a_name_that_is_too_long(path):
    with made.refused(NotSaved, "cannot be used"):
        create_file(path.with_name("x" * 260 + ".assoc"), SCHEMA)
    assert made.beside(path) == []


def test_a_file_that_may_not_be_read(closed):
    if os.geteuid() == 0:
        pytest.skip("root may read all")
    closed.chmod(0)
    with made.refused(NotSaved, "cannot be used"):
        open_file(closed, SCHEMA)
    closed.chmod(stat.S_IRUSR)


def test_a_file_that_could_not_be_made_leaves_nothing(path):
    class Impossible(Exception):
        pass

    def fail(_self, _target):
        raise Impossible

    broken = type("Broken", (Schema,), {"create_in": fail})(SCHEMA.records)
    with pytest.raises(Impossible):
        create_file(path, broken)
    assert made.beside(path) == [] and not path.exists()


# Copies


def test_a_copy_made_while_the_file_is_open_is_whole(file, path, tmp_path):
    made.fill()
    before = made.everything()
    copy = tmp_path / "stick" / "copy.assoc"
    copy.parent.mkdir()
    shutil.copy(path, copy)
    file.close()
    with open_file(copy, SCHEMA):
        assert made.everything() == before


def test_save_a_copy(file, path, tmp_path):
    made.fill()
    before = made.everything()
    copy = tmp_path / "copy.assoc"
    copy.write_text("an older copy")
    save_copy(copy)
    file.close()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["copy.assoc", "house"]
    with open_file(copy, SCHEMA):
        assert made.everything() == before


def test_a_copy_over_the_open_file_itself(file, path, tmp_path):
    link = tmp_path / "link.assoc"
    link.symlink_to(path)
    for same in (path, path.parent / ".." / "house" / path.name, link):
        with made.refused(NotSaved, "The copy needs another name or folder"):
            save_copy(same)
    made.fill()
    assert made.Club.select().count() == 2


def test_a_copy_into_a_folder_that_is_not_there(file, tmp_path):
    with made.refused(NotSaved, "cannot be used: No such file or directory"):
        save_copy(tmp_path / "gone" / "copy.assoc")
    assert not (tmp_path / "gone").exists()


# Ids go on from the file


def test_ids_go_on_from_the_file_when_the_clock_is_behind(closed, monkeypatch):
    with open_file(closed, SCHEMA):
        last = history.recent_operations(1)[0]
    monkeypatch.setattr(ids, "_last", 0)
    monkeypatch.setattr(ids.time, "time_ns", lambda: 946_684_800 * 10**9)  # 1 January 2000
    with open_file(closed, SCHEMA):
        made.add_club("Eagles")
        latest = history.last_undoable()
        assert latest.id > last.id and str(latest) == "Add Eagles"


def test_an_empty_file_has_no_ids(path):
    with create_file(path, SCHEMA):
        assert history.last_undoable() is None


def test_a_connection_of_its_own_closes_alone(path):
    other = Database(str(path))
    other.connect()
    other.close()
    with pytest.raises(NotOurs):
        open_file(path, SCHEMA)


# Any damage at all


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """The bytes of a file with some of everything."""
    path = tmp_path_factory.mktemp("sample") / "sample.assoc"
    with create_file(path, SCHEMA):
        made.fill()
        made.add_many(50)
    return path.read_bytes()


@given(
    st.lists(st.tuples(st.integers(0, 10**6) | st.integers(0, 120), st.integers(0, 255)), max_size=6),
    st.none() | st.integers(0, 10**6),
    st.booleans(),
)
@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_damage_a_file_opens_or_is_left_as_it_was(
    tmp_path_factory, sample, changes, length, left_open
):
    content = bytearray(sample)
    for place, value in changes:
        content[place % len(content)] = value
    if length is not None:
        del content[length % len(content) :]
    path = tmp_path_factory.mktemp("damage") / "clubs.assoc"
    path.write_bytes(content)
    holder = path.with_name(".clubs.assoc.holder")
    if left_open:
        holder.touch()
    before = made.digest(path)
    try:
        file = open_file(path, SCHEMA)
    except Refused:
        assert made.digest(path) == before
        assert made.beside(path) == ([holder.name] if left_open else [])
        return
    with file:
        findings = check_file(SCHEMA)
        assert findings or made.Club.select().count() == 52
    assert made.beside(path) == []
