"""What `check` finds: each fault put in by hand, and nothing in a whole file."""

import zlib

import apsw
import pytest

from assoc_desktop.refusals import Cancelled
from assoc_desktop.storage import check
from assoc_desktop.storage.check import check_file
from assoc_desktop.storage.database import DateField, Record, database
from assoc_desktop.storage.file import create_file, open_file
from assoc_desktop.storage.history import last_undoable
from assoc_desktop.storage.schema import Schema
from assoc_desktop.storage.undoing import undo
from tests.storage import made
from tests.storage.made import SCHEMA


class Match(Record):
    """A record with a day."""

    played_on = DateField(null=True)


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
    "a word for a number": (
        ["UPDATE club SET fee = 'much' WHERE name = 'Lions'"],
        "“club” holds what cannot be in “fee”. Open the latest backup instead.",
    ),
    "bytes for a text": (
        ["UPDATE club SET folded = x'C3'"],
        "“club” holds what cannot be in “folded”. Open the latest backup instead.",
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
    assert 1 <= len(findings) == len(set(findings)) <= 10
    assert all(finding.startswith("The file is damaged: ") for finding in findings)


def test_pages_that_cannot_even_be_looked_through(filled, monkeypatch):
    class Broken:
        def execute(self, _statement):
            raise apsw.CorruptError("malformed")

    sentence = "The file is damaged: malformed. Open the latest backup instead."
    assert list(check._pages(Broken())) == [sentence]


def test_several_faults_are_told_together(filled):
    spoil("UPDATE attachment SET content = x'00'", "DELETE FROM club", "DELETE FROM history_index")
    assert len(check_file(SCHEMA)) == 3


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
    assert told == [(step, 7) for step in range(7)]

    def cancel(_done, _total):
        raise Cancelled

    with pytest.raises(Cancelled):
        check_file(SCHEMA, progress=cancel)


def test_another_failure_is_not_hidden(filled, monkeypatch):
    class Bug(Exception):
        pass

    def fail(*_values):
        raise Bug

    monkeypatch.setattr("assoc_desktop.storage.check.unpack", fail)
    with pytest.raises(Bug):
        check_file(SCHEMA)


def test_nothing_is_changed(filled):
    changes = database.connection().total_changes()
    check_file(SCHEMA)
    assert database.connection().total_changes() == changes
    assert isinstance(database.connection(), apsw.Connection)


@pytest.mark.parametrize("day", ["2026-0%-14", "14/05/2026", "20260514", "", "2026-05-14T00:00", "é"])
def test_a_day_that_is_none(tmp_path, day):
    schema = Schema(records=(Match,))
    with create_file(tmp_path / "matches.assoc", schema):
        Match.create(played_on="2026-05-14")
        Match.create()
        assert check_file(schema) == []
        database.execute_sql("INSERT INTO match (id, played_on) VALUES (1, ?)", (day,))
        assert check_file(schema) == [
            "“match” holds what cannot be in “played_on”. Open the latest backup instead."
        ]
