"""A backup is compared with what was written when it was made; a folder is tried before backups go there."""

import pytest

from assoc_desktop.refusals import Refused
from assoc_desktop.storage.backup import Backup, check_folder, checksum_of, state_of

DIGEST = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"  # of "abc", FIPS 180-2, B.1


@pytest.fixture
def backup(tmp_path):
    made = Backup(tmp_path / "a 2026-01-01 120000.assoc", None, "")
    made.path.write_bytes(b"abc")
    checksum_of(made).write_text(f"{DIGEST}  {made.path.name}\n")
    return made


def test_a_backup_that_is_as_it_was_written(backup):
    assert state_of(backup) == "whole"


def test_one_changed_bit_is_found(backup):
    backup.path.write_bytes(b"abb")
    assert state_of(backup) == "spoiled"


@pytest.mark.parametrize("checksum", [None, b"", b"\xff\xfe"])
def test_without_a_readable_checksum_nothing_is_known(backup, checksum):
    checksum_of(backup).unlink()
    if checksum is not None:
        checksum_of(backup).write_bytes(checksum)
    assert state_of(backup) == "unknown"


def test_a_folder_is_made_and_left_empty(tmp_path):
    check_folder(tmp_path / "new" / "folder")
    assert list((tmp_path / "new" / "folder").iterdir()) == []


def test_a_place_that_is_no_folder_is_refused(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(Refused):
        check_folder(tmp_path / "file" / "below")
