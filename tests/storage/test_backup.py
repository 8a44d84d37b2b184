"""Backups: proven before they get their name, kept long enough, never missed."""

import datetime
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assoc_desktop.storage import backup
from assoc_desktop.storage.backup import (
    KEEP_SPECIAL,
    backups_in,
    default_folder,
    is_needed,
    make_backup,
    prune,
    worth_keeping,
)
from assoc_desktop.storage.database import database
from assoc_desktop.storage.failures import NotSaved
from assoc_desktop.storage.file import create_file, open_file, save_copy
from assoc_desktop.storage.history import last_undoable
from assoc_desktop.storage.totals import has_amounts, totals
from assoc_desktop.storage.undoing import undo
from tests.storage import made
from tests.storage.made import SCHEMA

NOON = datetime.datetime(2026, 5, 14, 12, 0, 0)


def names(folder):
    return sorted(each.name for each in folder.iterdir()) if folder.exists() else []


@pytest.fixture
def filled(file):
    made.fill()
    return file


@pytest.fixture
def folder(path):
    return default_folder(path)


def test_a_backup_is_the_file(filled, path, folder):
    before = made.everything()
    kept = make_backup(path, folder, at=NOON)
    assert folder == path.parent / "clubs backups"
    assert kept == backup.Backup(folder / "clubs 2026-05-14 120000.assoc", NOON, "")
    assert names(folder) == ["clubs 2026-05-14 120000.assoc", "clubs 2026-05-14 120000.assoc.sha256"]
    filled.close()
    # Restoring is opening: nothing else is needed.
    with open_file(kept.path, SCHEMA):
        assert made.everything() == before


def test_a_backup_put_back_in_place_of_a_lost_file(filled, path, folder):
    before = made.everything()
    kept = make_backup(path, folder)
    made.add_club("Eagles")
    filled.close()
    path.write_bytes(b"lost")
    shutil.copy(kept.path, path)
    with open_file(path, SCHEMA):
        assert made.everything() == before
        undo(last_undoable().id)


def test_a_reason_stands_in_the_name(filled, path, folder):
    kept = make_backup(path, folder, reason="before-import", at=NOON)
    assert kept.path.name == "clubs 2026-05-14 120000 before-import.assoc"
    assert backups_in(folder, "clubs") == [kept]


def test_fractions_of_a_second_are_not_kept(filled, path, folder):
    kept = make_backup(path, folder, at=NOON.replace(microsecond=999_999))
    assert kept.at == NOON and backups_in(folder, "clubs") == [kept]


def test_the_time_of_the_computer_is_taken(filled, path, folder):
    kept = make_backup(path, folder)
    assert abs(datetime.datetime.now() - kept.at) < datetime.timedelta(minutes=1)


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="no sha256sum on this system")
@pytest.mark.parametrize("name", ["clubs", "été d'ici", "back\\slash", "new\nline", "-n", "100 %"])
def test_the_hash_is_what_sha256sum_reads(tmp_path, name):
    path = tmp_path / f"{name}.assoc"
    with create_file(path, SCHEMA):
        made.fill()
        kept = make_backup(path, tmp_path / "backups", at=NOON)
    assert [one.path for one in backups_in(tmp_path / "backups", name)] == [kept.path]
    hashes = kept.path.with_name(f"{kept.path.name}.sha256").name
    command = ["sha256sum", "--strict", "-c", "--", hashes]
    assert subprocess.run(command, cwd=kept.path.parent, capture_output=True).returncode == 0
    kept.path.write_bytes(kept.path.read_bytes() + b"x")
    assert subprocess.run(command, cwd=kept.path.parent, capture_output=True).returncode == 1


def test_a_second_backup_in_one_second_takes_the_place_of_the_first(filled, path, folder):
    make_backup(path, folder, at=NOON)
    made.add_club("Eagles")
    kept = make_backup(path, folder, at=NOON)
    assert len(names(folder)) == 2
    assert not is_needed(folder, "clubs")
    filled.close()
    with open_file(kept.path, SCHEMA):
        assert made.Club.select().count() == 3


# What is not proven is not kept


def tamper(monkeypatch, how):
    """Spoil the copy between writing and proving it."""
    prove = backup._prove

    def spoiled(copy):
        how(copy)
        prove(copy)

    monkeypatch.setattr(backup, "_prove", spoiled)


def _without_an_index_row(copy):
    made.meddle(
        copy,
        "PRAGMA writable_schema = 1",
        "CREATE TABLE other (name TEXT)",
        "CREATE UNIQUE INDEX other_name ON other (name)",
        "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'other_name')"
        " WHERE name = 'club_name'",
        "DELETE FROM sqlite_schema WHERE name IN ('other', 'other_name')",
    )


FAULTS = {
    "a row less": lambda copy: made.meddle(copy, "DELETE FROM player WHERE name = 'Awa'"),
    "another amount": lambda copy: made.meddle(copy, "UPDATE club SET fee = fee + 1 WHERE name = 'Lions'"),
    "an orphan": lambda copy: made.meddle(copy, "UPDATE player SET club_id = 1"),
    "a table less": lambda copy: made.meddle(copy, "DROP TABLE transfer"),
    "a table more": lambda copy: made.meddle(copy, "CREATE TABLE more (x)"),
    "an empty index": _without_an_index_row,
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_a_copy_that_differs_is_not_kept(filled, path, folder, tmp_path, monkeypatch, fault):
    before = made.everything()
    tamper(monkeypatch, fault)
    with made.refused(NotSaved, "The backup could not be proven good and was not kept."):
        make_backup(path, folder)
    assert names(folder) == []
    copy = tmp_path / "copy.assoc"
    with made.refused(NotSaved, "could not be proven good"):
        save_copy(copy)
    assert not copy.exists()
    assert made.everything() == before


def test_a_copy_whose_bytes_are_broken_is_not_kept(filled, path, folder, monkeypatch):
    tamper(monkeypatch, lambda copy: copy.write_bytes(b"SQLite format 3\0" + bytes(5000)))
    with made.refused(NotSaved, "could not be proven good"):
        make_backup(path, folder)
    assert names(folder) == []


def test_a_folder_that_is_a_file(filled, path, tmp_path):
    wrong = tmp_path / "file"
    wrong.write_text("x")
    with made.refused(NotSaved, "cannot be used"):
        make_backup(path, wrong)


def test_a_folder_that_cannot_be_made(filled, path):
    if not Path("/proc/self").exists():
        pytest.skip("no folder on this system that refuses root")
    with made.refused(NotSaved, "“/proc/self/backups” cannot be used"):
        make_backup(path, Path("/proc/self/backups"))


def test_half_written_ones_are_removed_by_the_next(filled, path, folder):
    folder.mkdir()
    left = folder / ".clubs 2026-01-01 120000.assoc.new"
    others = [
        folder / ".other 2026-01-01 120000.assoc.new",
        folder / ".clubs.assoc.new",
        folder / "clubs.assoc.new",
    ]
    for each in (left, *others):
        each.write_text("half")
    make_backup(path, folder)
    assert not left.exists() and all(each.exists() for each in others)


def test_a_failed_backup_leaves_the_one_before(filled, path, folder, monkeypatch):
    make_backup(path, folder, at=NOON)
    before = made.digest(folder / "clubs 2026-05-14 120000.assoc")
    tamper(monkeypatch, FAULTS["a row less"])
    with pytest.raises(NotSaved):
        make_backup(path, folder, at=NOON)
    assert made.digest(folder / "clubs 2026-05-14 120000.assoc") == before


def test_totals_count_rows_and_amounts(filled):
    found = totals(database.connection())
    assert found["club"] == (2, 18_000)
    assert found["player"] == (3,)
    assert found["transfer"] == (0, 0)
    assert found["operation"] == (3,)


def test_whether_amounts_are_written(file):
    assert not has_amounts()
    made.add_club("Lions")
    assert not has_amounts()
    made.Transfer.create(price=-1)
    assert has_amounts()


def test_a_system_without_folders_that_can_be_synced(filled, path, folder, monkeypatch):
    def fail(_handle):
        raise OSError

    backup._sync_folder(path.parent)
    missing = path.parent / "not there"
    with monkeypatch.context() as patch:
        patch.setattr(backup.os, "fsync", fail)
        backup._sync_folder(path.parent)
        patch.setattr(backup.os, "name", "nt")
        backup._sync_folder(missing)


# Is one due?


def test_when_a_backup_is_needed(filled, path, folder):
    assert is_needed(folder, "clubs")
    make_backup(path, folder, at=NOON)
    assert not is_needed(folder, "clubs")
    made.Club.select().count()
    assert not is_needed(folder, "clubs")
    made.add_club("Eagles")
    assert is_needed(folder, "clubs")
    make_backup(path, folder, at=NOON + datetime.timedelta(seconds=1), reason="before-import")
    assert not is_needed(folder, "clubs")
    undo(last_undoable().id)
    assert is_needed(folder, "clubs")


@pytest.mark.parametrize("content", [b"", b"x" * 5000])
def test_a_spoiled_backup_is_none(filled, path, folder, content):
    kept = make_backup(path, folder)
    kept.path.write_bytes(content)
    assert is_needed(folder, "clubs")


def test_a_backup_that_cannot_be_opened_is_none(filled, folder):
    (folder / "clubs 2026-05-14 120000.assoc").mkdir(parents=True)
    assert is_needed(folder, "clubs")


# Which lie there


def test_only_backups_of_this_file_are_listed(tmp_path):
    for name in (
        "clubs 2026-05-14 120000.assoc", "clubs 2026-05-14 120001 before-import.assoc",
        "clubs 2026-05-13 235959.assoc", "other 2026-05-14 120000.assoc", "clubs.assoc", "clubs 2026-05-14.assoc",
        "clubs 2026-13-45 120000.assoc", "clubs 2026-05-14 250000.assoc", "clubs 2026-05-14 120000.assoc.sha256",
        "clubs 2026-05-14 120000 Before.assoc", "my clubs 2026-05-14 120000.assoc",
    ):  # fmt: skip
        (tmp_path / name).touch()
    assert [one.path.name for one in backups_in(tmp_path, "clubs")] == [
        "clubs 2026-05-14 120001 before-import.assoc",
        "clubs 2026-05-14 120000.assoc",
        "clubs 2026-05-13 235959.assoc",
    ]
    assert backups_in(tmp_path / "not there", "clubs") == []


# How long they stay

moments = st.datetimes(datetime.datetime(2020, 1, 1), datetime.datetime(2026, 12, 31)).map(
    lambda at: at.replace(microsecond=0)
)
days = st.integers(0, 900).map(lambda ago: NOON - datetime.timedelta(days=ago))


@given(st.lists(st.one_of(moments, days), max_size=60))
def test_what_is_worth_keeping(dates):
    kept = worth_keeping(dates)
    assert kept <= set(dates)
    assert len(kept) <= 7 + 4 + 12
    if not dates:
        return
    assert max(dates) in kept
    newest_of_days = sorted({at.date(): at for at in sorted(dates)}.values(), reverse=True)
    assert set(newest_of_days[:7]) <= kept
    # Pruning a pruned folder removes nothing, and a newer backup never brings one back.
    assert worth_keeping(kept) == kept
    later = max(dates) + datetime.timedelta(days=1)
    assert worth_keeping([*dates, later]) - {later} <= kept


def test_a_year_of_daily_backups():
    dates = [NOON - datetime.timedelta(days=ago) for ago in range(400)]
    kept = sorted(worth_keeping(dates), reverse=True)
    # 14 May 2026 is a Thursday. Seven days; the Sundays of older weeks; the last day of each older month.
    assert [f"{at:%m-%d}" for at in kept] == [
        "05-14", "05-13", "05-12", "05-11", "05-10", "05-09", "05-08", "05-03", "04-30", "04-26",
        "03-31", "02-28", "01-31", "12-31", "11-30", "10-31", "09-30", "08-31", "07-31", "06-30",
    ]  # fmt: skip


@given(
    st.lists(st.tuples(days, st.sampled_from(["", "", "", "before-import", "before-upgrade"])), max_size=40)
)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_pruning(tmp_path_factory, made_at):
    folder = tmp_path_factory.mktemp("backups")
    for at, reason in made_at:
        name = " ".join(filter(None, ("clubs", f"{at:%Y-%m-%d %H%M%S}", reason)))
        (folder / f"{name}.assoc").touch()
        (folder / f"{name}.assoc.sha256").touch()
    (folder / "other 2001-01-01 120000.assoc").touch()
    before = backups_in(folder, "clubs")
    removed = prune(folder, "clubs")
    after = backups_in(folder, "clubs")
    assert {one.path for one in before} - {one.path for one in after} == set(removed)
    assert after[:1] == before[:1]
    daily = [one for one in after if not one.reason]
    assert len(daily) <= 7 + 4 + 12
    assert [one for one in after if one.reason] == [
        one for one in before if one.reason and before[0].at - one.at <= KEEP_SPECIAL
    ]
    assert (folder / "other 2001-01-01 120000.assoc").exists()
    hashes = {name.removesuffix(".sha256") for name in names(folder) if name.endswith(".sha256")}
    assert hashes == {one.path.name for one in after}
    assert prune(folder, "clubs") == []


def test_special_backups_stay_a_year_and_a_day():
    assert datetime.timedelta(days=366) == KEEP_SPECIAL


def test_special_backups_go_by_the_age_of_the_newest(tmp_path):
    kept, gone = tmp_path / "clubs 2025-05-13 120000 x.assoc", tmp_path / "clubs 2025-05-13 115959 x.assoc"
    for path in (kept, gone, tmp_path / "clubs 2026-05-14 120000.assoc"):
        path.touch()
    assert prune(tmp_path, "clubs") == [gone]
    assert kept.exists() and not gone.exists()
    assert prune(tmp_path / "not there", "clubs") == []


# Is it still what was written?


@pytest.mark.parametrize("name", ["clubs", "back\\slash"])
def test_whether_a_backup_is_still_whole(tmp_path, name):
    path = tmp_path / f"{name}.assoc"
    with create_file(path, SCHEMA):
        kept = make_backup(path, tmp_path / "backups")
    assert backup.state_of(kept) == "whole"
    kept.path.write_bytes(kept.path.read_bytes()[:-1] + b"x")
    assert backup.state_of(kept) == "spoiled"
    checksum = backup.checksum_of(kept)
    for content in (b"", b"\xff\xfe"):
        checksum.write_bytes(content)
        assert backup.state_of(kept) == "unknown"
    checksum.unlink()
    assert backup.state_of(kept) == "unknown"


def test_a_folder_is_tried_before_it_is_chosen(tmp_path):
    folder = tmp_path / "new" / "folder"
    backup.check_folder(folder)
    assert list(folder.iterdir()) == []
    (tmp_path / "file").touch()
    with made.refused(NotSaved, "cannot be used"):
        backup.check_folder(tmp_path / "file")
