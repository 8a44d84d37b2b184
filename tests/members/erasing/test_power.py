"""Erasing while the power goes or the disk is full: afterwards it was done whole, or not at all."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from assoc_desktop.members.erasing.rules.applying import erase
from assoc_desktop.members.records import Member
from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage import attachment, open_file
from assoc_desktop.storage.failures import NotSaved
from assoc_desktop.storage.history import operation
from tests.members.erasing.looking import faults, places_with

ROOT = Path(__file__).resolve().parents[3]
SCRIPT = """
import datetime, sys
from pathlib import Path
from assoc_desktop.members.erasing.rules import applying
from assoc_desktop.members.records import Member
from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage import open_file
from assoc_desktop.storage.database import database

def say(word):
    print(word, flush=True)

with open_file(Path(sys.argv[1]), SCHEMA):
    member = Member.get(Member.family_name == "Kwitcheu").id
    {spoil}
    applying.erase([member], today=datetime.date(2026, 5, 14))
"""
BEFORE_THE_END = """
    photos = applying._Work.take_photos
    def stop(self):
        photos(self)
        database.connection().cache_flush()
        say("half")
        sys.stdin.read()
    applying._Work.take_photos = stop
"""
WHILE_WRITING_ANEW = """
    def stop():
        say("half")
        sys.stdin.read()
    applying.rewrite_file = stop
"""
WORDS = ["Kwitcheu", "Zaïnabou", "677123456"]


@pytest.fixture
def closed(file, save):
    """A closed file with somebody in it."""
    save(given_name="Zaïnabou", family_name="Kwitcheu", phones=["+237677123456"], notes="Zaïnabou " * 5_000)
    file.close()
    return file.path


def killed_half_way(path, spoil):
    script = SCRIPT.replace("    {spoil}", spoil)
    child = subprocess.Popen(
        [sys.executable, "-c", script, str(path)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    line = child.stdout.readline().strip()
    child.kill()
    _told, wrong = child.communicate()
    assert line == "half", wrong


def test_power_goes_before_it_is_done(closed):
    killed_half_way(closed, BEFORE_THE_END)
    assert closed.with_name(closed.name + "-journal").exists()
    with open_file(closed, SCHEMA):
        member = Member.get(Member.family_name == "Kwitcheu")
        assert member.erased_on is None
        assert len(places_with(WORDS)) == 9 - 1  # the phone is in no label
        assert faults() == []


def test_power_goes_while_the_file_is_written_anew(closed):
    killed_half_way(closed, WHILE_WRITING_ANEW)
    with open_file(closed, SCHEMA):
        assert Member.select().where(Member.erased_on.is_null(False)).count() == 1
        assert places_with(WORDS) == []
        assert faults() == []


@pytest.fixture
def small_disk(tmp_path):
    """A disk of four megabytes; skips where none can be had."""
    folder = tmp_path / "stick"
    folder.mkdir()
    if os.geteuid() != 0 or os.system(f"mount -t tmpfs -o size=4m tmpfs '{folder}' 2>/dev/null") != 0:
        pytest.skip("no small disk can be made here")
    yield folder
    assert os.system(f"umount -l '{folder}'") == 0


def fill_up(folder, left):
    """Use up what is free but for so many bytes."""
    with (folder / "filler").open("wb", buffering=0) as filler:
        try:
            while True:
                filler.write(b"x" * 4096)
        except OSError:
            pass
        filler.truncate(max(0, filler.tell() - left))


@pytest.mark.parametrize(("left", "whole"), [(0, False), (200_000, True)])
def test_the_disk_is_full(closed, small_disk, today, left, whole):
    """Without any room nothing is done; with too little to write the file anew, that is told."""
    path = small_disk / "example.assoc"
    path.write_bytes(closed.read_bytes())
    with open_file(path, SCHEMA):
        with operation("Keep scans"):
            attachment.add(os.urandom(1_500_000), "image/png")
            Member.update(website="https://example.org").execute()
        member = Member.get(Member.family_name == "Kwitcheu").id
        fill_up(small_disk, left)
        if whole:
            assert erase([member], today=today).rewritten is False
            assert Member.get_by_id(member).erased_on == today
        else:
            with pytest.raises(NotSaved, match="disk is full"):
                erase([member], today=today)
            assert Member.get_by_id(member).erased_on is None
        assert faults() == []
