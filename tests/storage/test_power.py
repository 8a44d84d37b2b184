"""Power cuts and full disks: real processes killed in the middle, real disks that are full."""

import os
import subprocess

import pytest

from assoc_desktop.storage.backup import default_folder, make_backup
from assoc_desktop.storage.check import check_file
from assoc_desktop.storage.failures import NotSaved
from assoc_desktop.storage.file import create_file, open_file, save_copy
from assoc_desktop.storage.history import operation
from tests.storage import children, made
from tests.storage.made import SCHEMA


def beside(path):
    return sorted(each.name for each in path.parent.iterdir() if each != path)


# The power goes

HALF_A_LARGE_OPERATION = """
file = open_file(path, made.SCHEMA)
database.execute_sql('PRAGMA cache_spill = 1')
with operation('Much'):
    made.add_many(20_000)
    made.Club.update(fee=7).execute()
    database.connection().cache_flush()
    say('half')
    sys.stdin.read()
"""


def test_power_goes_in_the_middle_of_a_large_operation(closed):
    with open_file(closed, SCHEMA):
        before = made.everything()
    child = children.start(HALF_A_LARGE_OPERATION, closed)
    children.wait_for(child, "half")
    size = closed.stat().st_size
    children.kill(child)
    # Pages of the operation had reached the disk, and the journal says how it was.
    assert size > 500_000
    assert "clubs.assoc-journal" in beside(closed)
    with open_file(closed, SCHEMA) as file:
        assert file.lock.was_left_open
        assert made.everything() == before
        assert check_file(SCHEMA) == []
        made.add_club("Eagles")
    assert beside(closed) == []


def test_power_goes_before_all_pages_were_written(closed):
    """The first page, which tells the new size, had reached the disk; the last pages had not."""
    with open_file(closed, SCHEMA):
        before = made.everything()
    child = children.start(HALF_A_LARGE_OPERATION, closed)
    children.wait_for(child, "half")
    children.kill(child)
    content = bytearray(closed.read_bytes())
    content[28:32] = (len(content) // 4096).to_bytes(4)
    closed.write_bytes(content[: -20 * 4096])
    with open_file(closed, SCHEMA):
        assert made.everything() == before


def test_power_goes_while_nothing_is_written(closed):
    child = children.start(
        "file = open_file(path, made.SCHEMA); made.add_club('Eagles'); say('open'); sys.stdin.read()", closed
    )
    children.wait_for(child, "open")
    children.kill(child)
    with open_file(closed, SCHEMA):
        assert made.Club.select().count() == 3


def test_power_goes_again_and_again(closed):
    """Killed at many moments of a stream of operations: each operation is there whole, or not at all."""
    for _time in range(4):
        child = children.start(
            """
file = open_file(path, made.SCHEMA)
say('go')
start = made.Club.select().count()
for n in range(10_000):
    made.add_club(f'Club {start + n}', *'abc')
""",
            closed,
        )
        children.wait_for(child, "go")
        try:
            child.wait(0.08)
        except subprocess.TimeoutExpired:
            children.kill(child)
        with open_file(closed, SCHEMA):
            clubs = made.Club.select().where(made.Club.name.startswith("Club ")).count()
            assert made.Player.select().where(made.Player.name.in_(list("abc"))).count() == 3 * clubs
            assert check_file(SCHEMA) == []


def test_power_goes_while_a_file_is_made(tmp_path):
    path = tmp_path / "new.assoc"
    child = children.start(
        """
class Slow(made.Schema):
    def create_in(self, target):
        super().create_in(target)
        say('half')
        sys.stdin.read()
create_file(path, Slow(made.SCHEMA.records))
""",
        path,
    )
    children.wait_for(child, "half")
    children.kill(child)
    assert not path.exists()
    create_file(path, SCHEMA).close()
    assert beside(path) == []


def test_power_goes_while_a_backup_is_made(closed):
    child = children.start(
        """
file = open_file(path, made.SCHEMA)
def wait(copy):
    say('half')
    sys.stdin.read()
backup._prove = wait
backup.make_backup(path, backup.default_folder(path))
""",
        closed,
    )
    children.wait_for(child, "half")
    children.kill(child)
    folder = default_folder(closed)
    assert backup_names(folder) == []
    with open_file(closed, SCHEMA):
        make_backup(closed, folder)
    assert len(list(folder.iterdir())) == 2
    assert len(backup_names(folder)) == 1


def backup_names(folder):
    return [each.name for each in folder.iterdir() if each.suffix == ".assoc"]


# The disk is full


@pytest.fixture
def small_disk(tmp_path):
    """A disk of two megabytes; skips where none can be had."""
    folder = tmp_path / "stick"
    folder.mkdir()
    if os.geteuid() != 0 or os.system(f"mount -t tmpfs -o size=2m tmpfs '{folder}' 2>/dev/null") != 0:
        pytest.skip("no small disk can be made here")
    yield folder
    assert os.system(f"umount -l '{folder}'") == 0


def fill_up(folder):
    """Use up what is free."""
    with (folder / "filler").open("wb", buffering=0) as filler:
        while True:
            try:
                filler.write(b"x" * 4096)
            except OSError:
                return


FULL = "The disk is full. Nothing was saved: free some space and try again."


def test_a_disk_that_fills_up_in_an_operation(small_disk):
    path = small_disk / "clubs.assoc"
    with create_file(path, SCHEMA):
        made.fill()
        before = made.everything()
        with made.refused(NotSaved, FULL):
            made.add_many(100_000)
        assert made.everything() == before
        # Space is freed, the window stayed open: work goes on.
        made.add_club("Eagles")
        assert made.Club.select().count() == 3
        assert check_file(SCHEMA) == []
    assert beside(path) == []


def test_a_disk_that_fills_up_inside_an_inner_operation(small_disk):
    with create_file(small_disk / "clubs.assoc", SCHEMA):
        made.fill()
        before = made.everything()
        with made.refused(NotSaved, FULL), operation("Outer"):
            made.Club.update(fee=1).execute()
            with operation("Inner"):
                for number in range(20_000):
                    made.Club.create(name=f"{number}" * 100)
        assert made.everything() == before
        made.add_club("Eagles")


def test_a_full_disk(small_disk, tmp_path):
    path = small_disk / "clubs.assoc"
    with create_file(path, SCHEMA):
        made.fill()
    fill_up(small_disk)
    with open_file(path, SCHEMA):
        before = made.everything()
        for attempt in (
            lambda: made.add_club("Eagles" * 2000),
            lambda: make_backup(path, default_folder(path)),
            lambda: save_copy(small_disk / "copy.assoc"),
        ):
            with made.refused(NotSaved, "disk is full"):
                attempt()
            assert made.everything() == before
        # The way out: a copy elsewhere.
        save_copy(tmp_path / "rescued.assoc")
    with open_file(tmp_path / "rescued.assoc", SCHEMA):
        assert made.everything() == before
    assert sorted(each.name for each in small_disk.iterdir() if each.is_file()) == ["clubs.assoc", "filler"]


def test_a_new_file_on_a_full_disk(small_disk):
    fill_up(small_disk)
    with made.refused(NotSaved, "disk is full"):
        create_file(small_disk / "new.assoc", SCHEMA)
    assert [each.name for each in small_disk.iterdir()] == ["filler"]


def test_a_file_that_may_not_grow(closed):
    """The same where no disk can be mounted: the system refuses to let files grow."""
    with open_file(closed, SCHEMA):
        before = made.everything()
    child = children.start(
        """
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from assoc_desktop.refusals import Refused
with open_file(path, made.SCHEMA):
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
    try:
        made.add_many(20_000)
    except Refused as refusal:
        print(type(refusal).__name__)
    made.add_club('Eagles')
""",
        closed,
    )
    assert children.finish(child) == "NotSaved\n"
    with open_file(closed, SCHEMA):
        assert made.Club.select().count() == len(before["club"]) + 1
        assert check_file(SCHEMA) == []


def test_a_file_moved_while_it_is_open(closed):
    with open_file(closed, SCHEMA):
        moved = closed.rename(closed.with_name("moved.assoc"))
        before = made.digest(moved)
        with made.refused(
            NotSaved, "The file was moved, renamed or deleted while it was open. Nothing was saved"
        ):
            made.add_club("Eagles")
        assert made.digest(moved) == before
        moved.rename(closed)
        made.add_club("Eagles")
    assert beside(closed) == []
