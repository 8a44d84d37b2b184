"""Every file that is not ours, not whole or busy is refused as it was."""

import threading

import apsw
import pytest

from assoc_desktop.refusals import Refused
from assoc_desktop.storage.database import database
from assoc_desktop.storage.failures import Damaged, InUse, NotOurs, TooNew
from assoc_desktop.storage.file import create_file, open_file
from assoc_desktop.storage.schema import Schema, Step
from tests.storage import made
from tests.storage.made import SCHEMA


def a_foreign_database(path):
    made.meddle(path, "CREATE TABLE t (x)", "PRAGMA application_id = 1")


def a_database_of_nobody(path):
    made.meddle(path, "CREATE TABLE t (x)")


FOREIGN = {
    "empty": lambda path: path.write_bytes(b""),
    "one byte": lambda path: path.write_bytes(b"S"),
    "text": lambda path: path.write_text("nom;prénom\nN'Diaye;Awa\n" * 50, encoding="utf-8"),
    "pdf": lambda path: path.write_bytes(b"%PDF-1.7\n" + bytes(2000)),
    "zip": lambda path: path.write_bytes(b"PK\x03\x04" + bytes(2000)),
    "only a header": lambda path: path.write_bytes(b"SQLite format 3\0"),
    "another program's": a_foreign_database,
    "nobody's": a_database_of_nobody,
}


@pytest.mark.parametrize("make", FOREIGN.values(), ids=FOREIGN.keys())
def test_a_foreign_file_is_left_as_it_was(path, make):
    make(path)
    before = made.digest(path)
    with made.refused(NotOurs, "“clubs.assoc” is not a file of this program. It was left as it is."):
        open_file(path, SCHEMA)
    assert made.digest(path) == before
    assert made.beside(path) == []


def test_a_missing_file(path):
    with made.refused(Refused, "“clubs.assoc” was not found. Was it moved or renamed?"):
        open_file(path, SCHEMA)
    assert made.beside(path) == [] and not path.exists()


def test_a_folder_is_no_file(path):
    path.mkdir()
    with made.refused(Refused, "was not found"):
        open_file(path, SCHEMA)


def test_a_newer_file(path):
    newer = Schema(SCHEMA.records, steps=(Step(2, lambda _connection: None),))
    create_file(path, newer).close()
    before = made.digest(path)
    with made.refused(TooNew, "written by a newer version"):
        open_file(path, SCHEMA)
    assert made.digest(path) == before
    assert made.beside(path) == []


@pytest.mark.parametrize("kept", [101, 4096, 4097, 0.5, 0.9, -1])
def test_a_file_cut_short(closed, kept):
    content = closed.read_bytes()
    length = int(len(content) * kept) if isinstance(kept, float) else kept
    closed.write_bytes(content[:length])
    before = made.digest(closed)
    with made.refused(Damaged, "“clubs.assoc” is damaged. It was left as it is"):
        open_file(closed, SCHEMA)
    assert made.digest(closed) == before
    assert made.beside(closed) == []


@pytest.mark.parametrize("place", [100, 104, 120, 300, 2000, 3000, 3500, 4000])
def test_a_flipped_byte_in_the_page_of_the_structure(closed, place):
    content = bytearray(closed.read_bytes())
    content[place] ^= 0xFF
    closed.write_bytes(content)
    before = made.digest(closed)
    # A byte of the structure that says nothing (space between cells) may be flipped: then the file opens.
    try:
        file = open_file(closed, SCHEMA)
    except (Damaged, NotOurs):
        assert made.digest(closed) == before
        assert made.beside(closed) == []
    else:
        assert made.Club.select().count() == 2
        file.close()
        assert content[place] ^ 0xFF == 0, "a byte that means something was not noticed"


@pytest.mark.parametrize(
    ("place", "value"),
    [(47, 9), (59, 7), (18, 3), (19, 0)],
    ids=["format", "encoding", "written by", "read by"],
)
def test_a_header_that_the_engine_does_not_understand(closed, place, value):
    content = bytearray(closed.read_bytes())
    content[place] = value
    closed.write_bytes(content)
    before = made.digest(closed)
    with made.refused(Damaged, "“clubs.assoc” is damaged"):
        open_file(closed, SCHEMA)
    assert made.digest(closed) == before
    assert made.beside(closed) == []


ALTERED = {
    "a trigger": ["CREATE TRIGGER steal AFTER INSERT ON club BEGIN DELETE FROM player; END"],
    "a view": ["CREATE VIEW rich AS SELECT * FROM club"],
    "another table": ["CREATE TABLE notes (x)"],
    "another index": ["CREATE INDEX by_fee ON club (fee)"],
    "a column more": ["ALTER TABLE club ADD COLUMN town TEXT"],
    "a column less": ["ALTER TABLE player DROP COLUMN shirt"],
    "a column renamed": ["ALTER TABLE club RENAME COLUMN fee TO price"],
    "an index less": ["DROP INDEX club_name"],
    "a table less": ["DROP TABLE transfer"],
    "a virtual table": ["CREATE VIRTUAL TABLE texts USING fts5(x)"],
    "a smuggled trigger": [
        "CREATE TRIGGER steal AFTER INSERT ON club BEGIN DELETE FROM player; END",
        "PRAGMA writable_schema = 1",
        "UPDATE sqlite_schema SET name = 'sqlite_steal',"
        " sql = replace(sql, 'steal', 'sqlite_steal') WHERE name = 'steal'",
    ],
    "a reference dropped": [
        "PRAGMA writable_schema = 1",
        "UPDATE sqlite_schema SET sql = replace(sql, 'ON DELETE RESTRICT', 'ON DELETE CASCADE') WHERE name = 'player'",
    ],
}


@pytest.mark.parametrize("statements", ALTERED.values(), ids=ALTERED.keys())
@pytest.mark.parametrize("journal", ["delete", "wal"])
def test_an_altered_file_is_left_as_it_was(closed, statements, journal):
    made.meddle(closed, *statements, f"PRAGMA journal_mode = {journal}")
    before = made.digest(closed)
    with made.refused(NotOurs, "The structure of “clubs.assoc” was altered by another program"):
        open_file(closed, SCHEMA)
    assert made.digest(closed) == before
    assert made.beside(closed) == []


def test_the_refusal_names_what_was_altered(closed):
    made.meddle(closed, "CREATE VIEW rich AS SELECT * FROM club", "DROP INDEX club_name")
    with pytest.raises(NotOurs, match=r"\(club_name, rich\)"):
        open_file(closed, SCHEMA)


def test_tables_that_the_engine_keeps_for_itself_are_no_alteration(closed):
    made.meddle(closed, "ANALYZE")
    with open_file(closed, SCHEMA):
        assert made.Club.select().count() == 2


def test_a_copy_in_wal_mode_is_taken_and_made_whole_again(closed):
    made.meddle(closed, "PRAGMA journal_mode = wal")
    with open_file(closed, SCHEMA):
        assert database.connection().pragma("journal_mode") == "delete"
        made.add_club("Eagles")
    assert made.beside(closed) == []
    with open_file(closed, SCHEMA):
        assert made.Club.select().count() == 3


def test_two_cases_of_a_made_up_page_size(closed, path):
    other = path.with_name("big.assoc")
    connection = apsw.Connection(str(closed))
    connection.execute("PRAGMA page_size = 65536")
    connection.execute("VACUUM INTO ?", (str(other),))
    connection.close()
    with open_file(other, SCHEMA):
        assert made.Club.select().count() == 2
    other.write_bytes(other.read_bytes()[:-1])
    with pytest.raises(Damaged):
        open_file(other, SCHEMA)


def test_a_file_that_another_program_keeps_busy(closed, monkeypatch):
    monkeypatch.setattr("assoc_desktop.storage.file._PATIENCE_MS", 50)
    other = apsw.Connection(str(closed))
    other.execute("BEGIN EXCLUSIVE")
    with made.refused(InUse, "Another program is using the file. Wait a moment"):
        open_file(closed, SCHEMA)
    other.execute("ROLLBACK")
    other.close()
    with open_file(closed, SCHEMA):
        assert made.Club.select().count() == 2


def test_a_file_that_is_busy_for_a_moment_is_waited_for(closed):
    other = apsw.Connection(str(closed))
    other.execute("BEGIN EXCLUSIVE")
    timer = threading.Timer(0.2, lambda: other.execute("ROLLBACK"))
    timer.start()
    with open_file(closed, SCHEMA):
        assert made.Club.select().count() == 2
    timer.join()
    other.close()
