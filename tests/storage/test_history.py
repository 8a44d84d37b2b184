"""Named operations: all or nothing, told per record, whatever their size."""

import datetime
import json
import threading

import apsw
import peewee
import pytest

from assoc_desktop.language import speaking
from assoc_desktop.refusals import Cancelled
from assoc_desktop.storage import attachment, history
from assoc_desktop.storage.database import database
from assoc_desktop.storage.history import (
    HistoryIndex,
    HistoryPart,
    Operation,
    history_of,
    last_undoable,
    operation,
    recent_operations,
)
from assoc_desktop.storage.undoing import undo
from tests.storage import made
from tests.storage.made import Club, Player, Transfer

pytestmark = pytest.mark.usefixtures("file")


def told(record_id):
    return [(change.table, change.kind, change.values) for change in history_of(record_id)]


# One operation


def test_an_operation_is_kept_with_who_when_and_what():
    with operation("Add {name}", name="Lions é") as running:
        Club.create(name="Lions é")
    (kept,) = recent_operations()
    assert kept.id == running.id
    assert str(kept) == "Add Lions é"
    assert kept.undoable and kept.undoes_id is None
    assert kept.who == history.person()
    at = datetime.datetime.fromisoformat(kept.at)
    assert at.utcoffset() == datetime.timedelta(0)
    assert abs(datetime.datetime.now(datetime.UTC) - at) < datetime.timedelta(seconds=60)


def test_details_may_be_completed_until_the_end():
    with operation("Add {n} clubs") as running:
        Club.create(name="Lions")
        running.details["n"] = 1
    assert str(last_undoable()) == "Add 1 clubs"


def test_a_count_is_told_with_separators():
    with operation("Add {n} clubs to {season}", n=15602, season="2026"):
        Club.create(name="Lions")
    assert str(last_undoable()) == "Add 15,602 clubs to 2026"


def test_a_label_is_told_in_the_language_spoken_when_it_is_read():
    with operation("Undo"):
        made.Club.create(name="Lions")
    with speaking("fr"):
        assert str(last_undoable()) == "Annuler"


def test_braces_in_names_are_no_placeholders():
    made.add_club("{n} {0} {{}}")
    assert str(last_undoable()) == "Add {n} {0} {{}}"


def test_the_name_of_a_file_from_an_old_stick_is_no_text():
    with operation("Import {file}", file="liste\udce9.csv"):
        Club.create(name="Lions")
    assert str(last_undoable()) == "Import liste\ufffd.csv"


def test_nothing_changed_leaves_no_trace():
    made.add_club("Lions", fee=5)
    before = made.everything()
    with operation("Read"):
        assert Club.select().count() == 1
    with operation("Save the same"):
        club = Club.get()
        club.save()
    with operation("There and back"):
        Club.update(fee=7).execute()
        Club.update(fee=5).execute()
    with operation("Come and go"):
        Club.create(name="Eagles").delete_instance()
    assert made.everything() == before


def test_operations_inside_one_are_part_of_it():
    with operation("Outer {name}", name="x") as outer:
        with operation("Inner", name="y") as inner:
            assert inner is outer
            Club.create(name="Lions")
        Club.create(name="Eagles")
    assert [str(one) for one in recent_operations()] == ["Outer x"]
    undo(outer.id)
    assert Club.select().count() == 0


def test_what_an_inner_operation_did_is_gone_when_it_fails_and_the_outer_goes_on():
    with operation("Outer") as outer:
        Club.create(name="Lions")
        with pytest.raises(peewee.IntegrityError), operation("Inner"):
            Club.create(name="Eagles")
            Club.create(name="Lions")
        Club.create(name="Panthers")
    assert [club.name for club in Club.select().order_by(Club.name)] == ["Lions", "Panthers"]
    assert len(history_of(outer.id)) == 0
    undo(outer.id)
    assert Club.select().count() == 0


def test_an_undo_is_never_part_of_another_operation():
    made.add_club("Lions")
    added = last_undoable().id
    with pytest.raises(RuntimeError), operation("Outer"):
        undo(added)
    assert Club.select().count() == 1


class Bug(Exception):
    pass


@pytest.mark.parametrize("error", [Bug, Cancelled, KeyboardInterrupt])
def test_a_failure_leaves_everything_as_it_was(error):
    made.fill()
    before = made.everything()
    with pytest.raises(error), operation("Much"):
        made.add_club("Eagles", "Zoé")
        attachment.add(b"another scan", "image/png")
        Player.delete().execute()
        Club.update(fee=0).execute()
        raise error
    assert made.everything() == before
    assert not database.in_transaction()
    made.add_club("Eagles")
    assert str(last_undoable()) == "Add Eagles"


def test_a_reference_that_breaks_leaves_everything_as_it_was():
    made.add_club("Lions", "Awa")
    before = made.everything()
    with pytest.raises(peewee.IntegrityError), operation("Remove"):
        Club.delete().execute()
    with pytest.raises(peewee.IntegrityError), operation("Orphan"):
        database.execute_sql("PRAGMA defer_foreign_keys = 1")
        Player.create(club=1, name="nobody's")
    assert made.everything() == before
    made.add_club("Eagles")


def test_the_engine_s_own_failures_that_nobody_can_mend_are_bugs():
    with pytest.raises(peewee.OperationalError), operation("Wrong"):
        database.execute_sql("SELECT nonsense")


# Threads


def test_a_thread_has_a_connection_and_operations_of_its_own():
    made.add_club("Lions")
    found = {}

    def work():
        with database.connection_context():
            found["connection"] = database.connection()
            found["running"] = history._running.get()
            with operation("In the thread"):
                Club.create(name="Eagles")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert isinstance(found["connection"], apsw.Connection)
    assert found["connection"] is not database.connection()
    assert found["running"] is None
    assert Club.select().count() == 2
    assert [str(one) for one in recent_operations()] == ["In the thread", "Add Lions"]


def test_two_threads_write_one_after_the_other():
    errors = []

    def work(letter):
        try:
            with database.connection_context():
                for number in range(15):
                    made.add_club(f"{letter}{number}", "Awa")
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=work, args=(letter,)) for letter in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert Club.select().count() == Player.select().count() == Operation.select().count() == 30


def test_another_thread_reads_what_was_before_while_an_operation_runs():
    made.add_many(50)
    begun, read = threading.Event(), threading.Event()
    counts = []

    def work():
        with database.connection_context():
            begun.wait(10)
            counts.append(Club.select().count())
            read.set()

    thread = threading.Thread(target=work)
    thread.start()
    with operation("Long"):
        Club.insert_many([{"name": f"new {i}"} for i in range(2000)]).execute()
        begun.set()
        assert read.wait(10)
    thread.join()
    assert counts == [50]
    assert Club.select().count() == 2050


# What is told of a record


def test_what_was_before_and_after():
    lions = made.add_club("Lions", fee=15_000)
    with operation("Raise the fee"):
        lions.fee = 20_000
        lions.folded = "never told"
        lions.save()
    undo(last_undoable().id)
    assert told(lions.id) == [
        ("club", "changed", {"fee": (20_000, 15_000)}),
        ("club", "changed", {"fee": (15_000, 20_000)}),
        ("club", "inserted", {"name": (None, "Lions"), "fee": (None, 15_000)}),
    ]
    labels = [str(change.operation) for change in history_of(lions.id)]
    assert labels == ["Undo: Raise the fee", "Raise the fee", "Add Lions"]


def test_a_change_of_what_follows_from_others_is_not_told():
    lions = made.add_club("Lions")
    with operation("Fold anew"):
        Club.update(folded="lions!").execute()
    assert [change.kind for change in history_of(lions.id)] == ["inserted"]


def test_what_belongs_to_a_record_is_told_with_it():
    lions, eagles = made.add_club("Lions", "Awa"), made.add_club("Eagles", "Zoé")
    awa = Player.get(Player.name == "Awa")
    with operation("Give a shirt"):
        Player.update(shirt=9).where(Player.id == awa.id).execute()
    with operation("Move to the Eagles"):
        Player.update(club=eagles).where(Player.id == awa.id).execute()
    with operation("Leave"):
        Player.delete().where(Player.id == awa.id).execute()
    assert told(lions.id) == [
        ("player", "changed", {}),
        ("player", "changed", {"shirt": (None, 9)}),
        ("club", "inserted", {"name": (None, "Lions"), "fee": (None, 0)}),
        ("player", "inserted", {"name": (None, "Awa")}),
    ]
    assert told(eagles.id)[0] == ("player", "deleted", {"name": ("Awa", None), "shirt": (9, None)})
    assert told(awa.id) == []


def test_a_changed_row_is_told_even_when_it_was_removed_later():
    lions = made.add_club("Lions", "Awa")
    with operation("Give a shirt"):
        Player.update(shirt=9).execute()
    with operation("Leave"):
        Player.delete().execute()
    assert ("player", "changed", {"shirt": (None, 9)}) in told(lions.id)


def test_a_row_that_went_from_one_owner_to_another_is_told_by_both():
    lions, eagles = made.add_club("Lions", "Awa"), made.add_club("Eagles")
    with operation("Move"):
        Player.update(club=eagles, shirt=4).execute()
    for club in (lions, eagles):
        assert ("player", "changed", {"shirt": (None, 4)}) in told(club.id)
    assert history_of(lions.id)[0].moved == "left"
    assert history_of(eagles.id)[0].moved == "arrived"
    assert {change.moved for change in history_of(lions.id)[1:]} == {""}


def test_only_so_many_parts_are_read():
    lions = made.add_club("Lions")
    for fee in range(5):
        with operation("Set"):
            Club.update(fee=fee + 1).execute()
    assert len(history_of(lions.id, limit=3)) == 3
    assert history_of(lions.id, limit=1)[0].values == {"fee": (4, 5)}


def test_the_history_of_a_table_that_no_longer_exists_is_still_told(monkeypatch):
    lions = made.add_club("Lions")
    monkeypatch.setattr(history, "record_classes", dict)
    assert told(lions.id) == [
        ("club", "inserted", {"name": (None, "Lions"), "folded": (None, "lions")} | {"fee": (None, 0)})
    ]


def test_nobody_s_history():
    assert history_of(1) == []


# Large operations


def test_a_large_operation_is_cut_into_parts():
    made.add_many(1000)
    (kept,) = recent_operations()
    parts = HistoryPart.select().where(HistoryPart.operation == kept)
    assert parts.count() == 3
    assert HistoryIndex.select().count() == 1000
    assert sum(len(history.unpack(part.document)["club"]["inserted"]) for part in parts) == 1000
    club = Club.get(Club.name == "Club 777")
    assert told(club.id) == [("club", "inserted", {"name": (None, "Club 777"), "fee": (None, 777)})]


def test_a_large_change_and_a_large_removal():
    made.add_many(900)
    with operation("Raise all"):
        Club.update(fee=Club.fee + 1).execute()
    with operation("Remove all"):
        Club.delete().execute()
    club_id = history.unpack(HistoryPart.select().order_by(HistoryPart.id).first().document)["club"][
        "inserted"
    ][5][0]
    assert [change.kind for change in history_of(club_id)] == ["deleted", "changed", "inserted"]


def test_the_kept_form_is_free_of_the_engine():
    made.add_club("Lions", "Awa")
    document = history.unpack(HistoryPart.get().document)
    assert json.loads(json.dumps(document)) == document
    assert set(document) == {"club", "player"}
    assert document["player"]["columns"] == ["id", "club_id", "name", "shirt"]


# The latest that can be undone


def test_the_latest_undoable():
    assert last_undoable() is None
    made.add_club("Lions")
    with operation("Pay", undoable=False):
        Transfer.create(price=5)
    assert str(last_undoable()) == "Add Lions"
    undo(last_undoable().id)
    assert last_undoable() is None


def test_the_latest_undoable_behind_many_that_were_undone(monkeypatch):
    monkeypatch.setattr(history, "_OPERATIONS_AT_ONCE", 2)
    names = ["Lions", "Eagles", "Panthers", "Tigers", "Bears"]
    for name in names:
        made.add_club(name)
    for name in reversed(names):
        assert str(last_undoable()) == f"Add {name}"
        undo(last_undoable().id)
    assert last_undoable() is None


def test_undone_operations_are_passed_over_and_redone_ones_come_back():
    made.add_club("Lions")
    made.add_club("Eagles")
    eagles = last_undoable().id
    first = undo(eagles)
    assert str(last_undoable()) == "Add Lions"
    undo(first)
    assert last_undoable().id == eagles
    assert [str(one) for one in recent_operations(2)] == ["Redo: Add Eagles", "Undo: Add Eagles"]
    undo(eagles)
    assert str(recent_operations(1)[0]) == "Undo: Add Eagles"
    assert str(last_undoable()) == "Add Lions"


def test_recent_operations_are_as_many_as_asked():
    for name in "abcde":
        made.add_club(name)
    assert [str(one) for one in recent_operations(2)] == ["Add e", "Add d"]
