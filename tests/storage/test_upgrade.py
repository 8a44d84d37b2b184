"""Older files are brought up to date all or not at all, after a proven backup."""

import peewee
import pytest

from assoc_desktop.storage.backup import backups_in, default_folder
from assoc_desktop.storage.database import MoneyField, Record, database
from assoc_desktop.storage.failures import Damaged, NotOurs, NotSaved, TooNew
from assoc_desktop.storage.file import create_file, open_file
from assoc_desktop.storage.history import last_undoable, operation
from assoc_desktop.storage.schema import Schema, Step
from assoc_desktop.storage.undoing import undo
from tests.storage import children, made
from tests.storage.made import Club, Player, Transfer


class LaterClub(Record):
    """The club as a later version has it: a town more, and the fee without its default."""

    name = peewee.CharField(unique=True)
    fee = MoneyField(default=0)
    folded = peewee.CharField(default="")
    town = peewee.CharField(default="", index=True)

    class Meta:
        table_name = "club"


class Stadium(Record):
    """A table that older files do not have."""

    name = peewee.CharField()
    price = MoneyField(default=0)


def rebuild_club(connection):
    """Add the town: the new table takes the place of the old one, and its rows keep their children."""
    connection.execute(
        'CREATE TABLE "later" ("id" INTEGER NOT NULL PRIMARY KEY, "name" VARCHAR(255) NOT NULL, '
        '"fee" INTEGER NOT NULL, "folded" VARCHAR(255) NOT NULL, "town" VARCHAR(255) NOT NULL)'
    )
    connection.execute("INSERT INTO later SELECT id, name, fee, folded, 'Yaoundé' FROM club")
    connection.execute("DROP TABLE club")
    connection.execute("ALTER TABLE later RENAME TO club")
    connection.execute('CREATE UNIQUE INDEX "club_name" ON "club" ("name")')
    connection.execute('CREATE INDEX "club_town" ON "club" ("town")')


def add_stadium(connection):
    connection.execute(
        'CREATE TABLE "stadium" ("id" INTEGER NOT NULL PRIMARY KEY, "name" VARCHAR(255) NOT NULL, '
        '"price" INTEGER NOT NULL)'
    )


LATER = Schema((LaterClub, Player, Transfer), (Step(2, rebuild_club),))
LATEST = Schema((LaterClub, Player, Transfer, Stadium), (Step(2, rebuild_club), Step(3, add_stadium)))


def beside(path):
    return sorted(each.name for each in path.parent.iterdir() if each != path)


@pytest.mark.parametrize("schema", [LATER, LATEST], ids=["one step", "two steps"])
def test_an_older_file_is_brought_up_to_date(closed, schema):
    with open_file(closed, made.SCHEMA):
        before = made.tables()
    with open_file(closed, schema):
        after = made.tables()
        assert database.connection().pragma("user_version") == schema.version
        assert database.connection().pragma("foreign_keys") == 1
        assert [(*row, "Yaoundé") for row in before["club"]] == after["club"]
        assert after["player"] == before["player"] and len(after["player"]) == 3
        with pytest.raises(peewee.IntegrityError):
            LaterClub.delete().execute()
    with made.refused(TooNew, "newer version"):
        open_file(closed, made.SCHEMA)
    with open_file(closed, schema):
        assert made.tables() == after
    # A new file of that version has the same structure.
    create_file(closed.with_name("new.assoc"), schema).close()


def test_a_file_two_versions_back_takes_the_steps_it_lacks(closed):
    open_file(closed, LATER).close()
    with open_file(closed, LATEST):
        assert Stadium.select().count() == 0
    reasons = [one.reason for one in backups_in(default_folder(closed), "clubs")]
    assert set(reasons) == {"before-upgrade"}


def test_the_backup_made_first_is_the_older_file(closed):
    with open_file(closed, made.SCHEMA):
        before = made.everything()
    open_file(closed, LATEST).close()
    (kept,) = backups_in(default_folder(closed), "clubs")
    with open_file(kept.path, made.SCHEMA):
        assert made.everything() == before


def test_what_was_done_before_is_told_but_no_longer_undone(closed):
    with open_file(closed, LATEST):
        last = last_undoable()
        assert str(last) == "Keep a scan"
        with made.refused(Exception, "an older version of this program did it"):
            undo(last.id)
        with operation("Build"):
            Stadium.create(name="National", price=5)
        undo(last_undoable().id)
        assert Stadium.select().count() == 0


def fails(_connection):
    raise ZeroDivisionError


def half(connection):
    connection.execute("DELETE FROM player")
    connection.execute("CREATE TABLE half (x)")


def orphans(connection):
    rebuild_club(connection)
    connection.execute("DELETE FROM club WHERE name = 'Lions'")


def ends_the_transaction(connection):
    rebuild_club(connection)
    connection.execute("ROLLBACK")
    raise ZeroDivisionError


FAILING = {
    "an error": (fails, ZeroDivisionError),
    "another structure": (half, Damaged),
    "rows without parents": (orphans, Damaged),
    "a step that does nothing": (lambda _connection: None, Damaged),
    "wrong words": (lambda connection: connection.execute("ALTER TABLE nothing RENAME TO x"), Damaged),
    "a rule broken": (lambda connection: connection.execute("UPDATE club SET name = 'x'"), Damaged),
    "an error after the engine rolled back": (ends_the_transaction, ZeroDivisionError),
}


@pytest.mark.parametrize(("step", "error"), FAILING.values(), ids=FAILING.keys())
def test_a_step_that_fails_changes_nothing(closed, step, error):
    schema = Schema(LATER.records, (Step(2, step),))
    before = made.digest(closed)[:2]
    with pytest.raises(error):
        open_file(closed, schema)
    assert made.digest(closed)[:2] == before
    assert beside(closed) == ["clubs backups"]
    open_file(closed, made.SCHEMA).close()


def test_the_sentence_of_a_failed_upgrade(closed):
    with made.refused(
        Damaged, "could not be brought up to date. It was left as it is; its backup is beside it."
    ):
        open_file(closed, Schema(LATER.records, (Step(2, half),)))


@pytest.mark.parametrize(
    "alteration",
    [
        "CREATE TRIGGER steal AFTER INSERT ON player BEGIN DELETE FROM club; END",
        "CREATE VIEW rich AS SELECT * FROM club",
    ],
)
def test_an_older_file_with_what_no_version_made(closed, alteration):
    made.meddle(closed, alteration)
    before = made.digest(closed)
    with pytest.raises(NotOurs):
        open_file(closed, LATER)
    assert made.digest(closed) == before
    assert beside(closed) == []


def test_an_older_file_that_was_altered(closed):
    made.meddle(closed, "ALTER TABLE player ADD COLUMN town TEXT")
    before = made.digest(closed)[:2]
    with pytest.raises(Damaged):
        open_file(closed, LATER)
    assert made.digest(closed)[:2] == before


def test_no_backup_no_upgrade(closed):
    default_folder(closed).write_text("a file of that name is in the way")
    before = made.digest(closed)
    with made.refused(NotSaved, "cannot be used"):
        open_file(closed, LATER)
    assert made.digest(closed) == before


def test_an_upgrade_that_is_killed_changes_nothing(closed):
    with open_file(closed, made.SCHEMA):
        made.add_many(2000)
        before = made.everything()
    child = children.start(
        """
from tests.storage.test_upgrade import rebuild_club, LATER
from assoc_desktop.storage.schema import Schema, Step

def step(connection):
    rebuild_club(connection)
    connection.cache_flush()
    say('half')
    sys.stdin.read()

open_file(path, Schema(LATER.records, (Step(2, step),)))
""",
        closed,
    )
    children.wait_for(child, "half")
    children.kill(child)
    with open_file(closed, made.SCHEMA):
        assert made.everything() == before
    with open_file(closed, LATER):
        assert LaterClub.select().count() == 2002


def test_the_version_of_a_schema():
    assert (made.SCHEMA.version, LATER.version, LATEST.version) == (1, 2, 3)
    assert Club in made.SCHEMA.tables and len(made.SCHEMA.tables) == 7
    assert made.SCHEMA.expected() is made.SCHEMA.expected()
    assert {name for kind, name, _sql in LATEST.expected() ^ LATER.expected()} == {"stadium"}
    with pytest.raises(NotOurs):
        raise NotOurs
