"""What `check` finds: each fault put in by hand, and nothing in a whole file."""

import zlib

import apsw
import pytest

from assoc_desktop.refusals import Cancelled
from assoc_desktop.storage.check import check_file
from assoc_desktop.storage.database import database
from assoc_desktop.storage.file import open_file
from assoc_desktop.storage.history import last_undoable
from assoc_desktop.storage.undoing import undo
from tests.storage import made
from tests.storage.made import SCHEMA


@pytest.fixture
def filled(file):
    """The open file with some of everything, undone and done again."""
    made.fill()
    undo(undo(last_undoable().id))
    return file


def spoil(*statements):
    database.execute_sql("PRAGMA foreign_keys = 0")
    for statement in statements:
        database.execute_sql(statement)


def test_a_whole_file(filled):
    assert check_file(SCHEMA) == []


def test_an_empty_file(file):
    assert check_file(SCHEMA) == []


FAULTS = {
    "a photo changed": (
        ["UPDATE attachment SET content = x'00'"],
        "1 photo or scan is no longer what was saved.",
    ),
    "a child without parent": (
        ["DELETE FROM club WHERE name = 'Panthers'"],
        "1 row of “player” belongs to a row of “club” that is not there.",
    ),
    "children without parents": (
        ["DELETE FROM club"],
        "3 rows of “player” belong to rows of “club” that are not there.",
    ),
    "a trigger": (
        ["CREATE TRIGGER steal AFTER INSERT ON club BEGIN DELETE FROM player; END"],
        "The structure of the file was altered by another program (steal).",
    ),
    "a part of the history that is no archive": (
        ["UPDATE history_part SET document = x'00' WHERE id = (SELECT max(id) FROM history_part)"],
        "1 part of the history cannot be read any more.",
    ),
    "a history that nobody finds": (
        ["DELETE FROM history_index"],
        "5 parts of the history are not found from the records they speak of.",
    ),
    "a text that is none": (
        ["UPDATE club SET folded = CAST(x'C3' AS TEXT)"],
        "“club” holds something that is no text. Open the latest backup instead.",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("statements", "sentence"), FAULTS.values(), ids=FAULTS.keys())
def test_each_fault_is_told(filled, statements, sentence):
    spoil(*statements)
    assert check_file(SCHEMA) == [sentence]


@pytest.mark.parametrize("content", [b"nonsense", b"[1]", b'{"club": []}', b'{"club": {}}', b"\xff\xfe"])
def test_a_part_of_the_history_of_another_form(filled, content):
    database.execute_sql("UPDATE history_part SET document = ?", (zlib.compress(content),))
    assert check_file(SCHEMA) == ["5 parts of the history cannot be read any more."]


def test_damaged_pages(closed):
    made.meddle(closed, "UPDATE club SET folded = printf('%.20000c', 'x')")
    content = bytearray(closed.read_bytes())
    for start in range(4096 * 20, len(content), 4096):
        content[start : start + 8] = b"\xff" * 8
    closed.write_bytes(content)
    with open_file(closed, SCHEMA):
        findings = check_file(SCHEMA)
    assert any(finding.startswith("The file is damaged: ") for finding in findings)
    assert "A part of the file cannot be read any more. Open the latest backup instead." in findings
    assert len(findings) == len(set(findings)) <= 15


def test_an_index_that_lost_a_row(closed):
    made.meddle(
        closed,
        "PRAGMA writable_schema = 1",
        "CREATE TABLE other (name TEXT)",
        "CREATE UNIQUE INDEX other_name ON other (name)",
        "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'other_name')"
        " WHERE name = 'club_name'",
        "DELETE FROM sqlite_schema WHERE name IN ('other', 'other_name')",
    )
    with open_file(closed, SCHEMA):
        findings = check_file(SCHEMA)
    assert any("club_name" in finding for finding in findings)


def test_progress_and_cancel(filled):
    told = []
    check_file(SCHEMA, progress=lambda done, total: told.append((done, total)))
    assert told == [(step, 6) for step in range(6)]

    def cancel(_done, _total):
        raise Cancelled

    with pytest.raises(Cancelled):
        check_file(SCHEMA, progress=cancel)


def test_another_failure_is_not_hidden(filled, monkeypatch):
    class Bug(Exception):
        pass

    def fail(*_values):
        raise Bug

    monkeypatch.setattr("assoc_desktop.storage.check.structure_of", fail)
    with pytest.raises(Bug):
        check_file(SCHEMA)


def test_nothing_is_changed(filled):
    changes = database.connection().total_changes()
    check_file(SCHEMA)
    assert database.connection().total_changes() == changes
    assert isinstance(database.connection(), apsw.Connection)
