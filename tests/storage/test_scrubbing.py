"""What is taken out of the history is nowhere any more; what stays is told as before, and only what was scrubbed cannot be undone."""

import json
import re
import zlib

import pytest

from assoc_desktop.refusals import Cancelled
from assoc_desktop.storage.check import check_file
from assoc_desktop.storage.database import database
from assoc_desktop.storage.failures import Changed
from assoc_desktop.storage.history import HistoryPart, Operation, history_of, last_undoable, operation
from assoc_desktop.storage.scrubbing import (
    Scrubber,
    all_part_ids,
    freeze_operations,
    operations_of,
    part_ids,
    read_parts,
    rewrite_details,
    rewrite_file,
    scrub_history,
)
from assoc_desktop.storage.undoing import undo
from tests.storage import made
from tests.storage.made import SCHEMA, Club, Player, refused

KEPT = {"club": {"fee"}, "player": {"shirt"}}


def everything_kept():
    """All of the history, as text."""
    return "\n".join(document.decode() for _id, _operation, document in read_parts(all_part_ids()))


def scrub(scrubber, **more):
    with operation("Scrub", undoable=False) as running:
        running.censor = scrubber.document
        Club.create(name="Trace")  # an operation that changes nothing leaves no trace, nor its scrubbing
        found = scrub_history(scrubber, **more)
        freeze_operations(found)
    return found


@pytest.fixture
def lions(file):
    return made.add_club("Lions", "Awa", "Bô", fee=15_000)


@pytest.fixture
def panthers(file):
    return made.add_club("Panthers", "Awa Ndiaye", fee=7)


def test_the_rows_of_a_record_keep_only_what_may_stay(lions, panthers):
    with operation("Rename"):
        Club.update(name="Tigers", fee=9).where(Club.id == lions.id).execute()
        Player.delete().where(Player.name == "Bô").execute()
    told = history_of(panthers.id)
    scrub(Scrubber({lions.id}, KEPT))
    text = everything_kept()
    for word in ("Lions", "lions", "Bô", "Tigers", '"Awa"'):
        assert word not in text
    assert "Panthers" in text
    assert [change.values for change in history_of(panthers.id)] == [change.values for change in told]
    changes = history_of(lions.id)
    assert ("club", "changed", {"fee": (15_000, 9)}) in [(c.table, c.kind, c.values) for c in changes]
    assert ("club", "inserted", {"fee": (None, 15_000)}) in [(c.table, c.kind, c.values) for c in changes]
    assert check_file(SCHEMA) == []


def test_what_was_scrubbed_is_not_undone_and_says_so(lions, panthers):
    first = Operation.select().order_by(Operation.id).first()
    scrub(Scrubber({lions.id}, KEPT))
    assert Operation.get_by_id(first.id).is_scrubbed
    with refused(Changed, "can no longer be undone: it held what was erased on request"):
        undo(first.id)
    assert str(last_undoable()) == "Add Panthers"
    undo(last_undoable().id)
    assert Club.get_or_none(Club.name == "Panthers") is None


def test_an_undone_operation_is_not_redone(lions):
    first = last_undoable()
    second = undo(first.id)
    scrub(Scrubber({lions.id}, KEPT))
    for each in (first.id, second):
        with refused(Changed, "can no longer be undone"):
            undo(each)
    assert "Lions" not in everything_kept()


def test_what_touched_the_record_itself_is_frozen_even_when_nothing_goes(lions, panthers):
    with operation("Fees"):
        Club.update(fee=1).execute()
    fees = last_undoable()
    with operation("Shirt"):
        Player.update(shirt=9).where(Player.name == "Awa").execute()
    shirt = last_undoable()
    scrubbed = scrub(Scrubber({lions.id}, KEPT), freeze={lions.id})
    assert fees.id in scrubbed
    assert shirt.id not in scrubbed


def test_single_rows_are_scrubbed_although_their_owner_stays(panthers):
    (player,) = Player.select().where(Player.club == panthers)
    scrub(Scrubber(set(), KEPT, rows={player.id}, within={panthers.id}))
    text = everything_kept()
    assert "Ndiaye" not in text
    assert "Panthers" in text


def test_words_are_replaced_in_the_rows_of_others(lions, panthers):
    with operation("Rename"):
        Player.update(name="Friend of Awa Ndiaye").where(Player.club == panthers).execute()
    words = [(re.compile("Awa Ndiaye"), "Somebody")]
    scrub(Scrubber(set(), KEPT, words=words, within={panthers.id}))
    text = everything_kept()
    assert "Ndiaye" not in text
    assert '["Somebody","Friend of Somebody"]' in text
    assert '"Awa"' in text


def test_what_the_operation_itself_changes_is_censored(lions):
    scrubber = Scrubber({lions.id}, KEPT)
    with operation("Erase", undoable=False) as running:
        running.censor = scrubber.document
        Player.delete().where(Player.club == lions).execute()
        Club.update(name="Nobody", folded="").where(Club.id == lions.id).execute()
        freeze_operations(scrub_history(scrubber))
    text = everything_kept()
    for word in ("Lions", "Awa", "Nobody"):
        assert word not in text


def test_a_part_of_which_nothing_may_be_told_is_not_kept(lions):
    before = HistoryPart.select().count()
    with operation("Tell nothing", undoable=False) as running:
        running.censor = dict.clear
        Player.delete().where(Player.club == lions).execute()
    assert HistoryPart.select().count() == before
    assert str(Operation.select().order_by(Operation.id.desc()).get()) == "Tell nothing"
    assert check_file(SCHEMA) == []


def test_details_of_operations(lions, panthers):
    ids = [row.id for row in Operation.select()]
    assert len(rewrite_details(ids, lambda text: text.replace("Lions", "Nobody"))) == 1
    assert sorted(map(str, Operation.select())) == ["Add Nobody", "Add Panthers"]
    assert json.loads(Operation.get_by_id(ids[0]).details) == {"name": "Nobody"}
    undo(ids[0])
    assert Club.get_or_none(Club.id == lions.id) is None


def test_the_parts_of_records(lions, panthers):
    assert part_ids({lions.id, panthers.id}) == all_part_ids()
    assert len(part_ids({lions.id})) == 1
    assert operations_of(part_ids({lions.id})) == {Operation.select().order_by(Operation.id).first().id}
    assert part_ids([]) == []


def test_it_can_be_stopped(lions):
    def stop(_done, _total):
        raise Cancelled

    before = everything_kept()
    with pytest.raises(Cancelled):
        scrub(Scrubber({lions.id}, KEPT), progress=stop)
    assert everything_kept() == before


def test_nothing_deleted_is_left_in_the_bytes(closed):
    from assoc_desktop.storage.file import open_file

    with open_file(closed, SCHEMA):
        club = made.add_club("Secretive Owls", "Hidden")
        with operation("Rename"):
            Club.update(name="Open Owls", folded="").where(Club.id == club.id).execute()
            Player.delete().where(Player.club == club).execute()
        scrub(Scrubber({club.id}, KEPT))
        with operation("Forget", undoable=False):
            rewrite_details(
                [row.id for row in Operation.select()], lambda text: text.replace("Secretive", "X")
            )
        rewrite_file()
        assert database.execute_sql("PRAGMA secure_delete").fetchone()[0] == 1
        for row in database.execute_sql("SELECT document FROM history_part"):
            assert b"Hidden" not in zlib.decompress(row[0])
    content = closed.read_bytes()
    for word in (b"Secretive", b"Hidden"):
        assert word not in content
