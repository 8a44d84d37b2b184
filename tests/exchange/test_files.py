"""A file appears whole, or not at all."""

import errno
import os
import stat
import subprocess
import sys

import pytest

from assoc_desktop.exchange.files import replacing
from assoc_desktop.refusals import Refused


def test_the_new_file_takes_the_name_only_at_the_end(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("old")
    with replacing(path) as unfinished:
        unfinished.write_text("new")
        assert path.read_text() == "old"
    assert path.read_text() == "new"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(os.name != "posix", reason="rights of this kind")
def test_the_file_is_readable_like_any_new_one(tmp_path):
    plain = tmp_path / "plain"
    plain.write_text("")
    with replacing(tmp_path / "list.csv") as unfinished:
        unfinished.write_text("new")
    assert stat.S_IMODE((tmp_path / "list.csv").stat().st_mode) == stat.S_IMODE(plain.stat().st_mode)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_a_sentence_and_leaves_the_old_file(tmp_path, number):
    path = tmp_path / "list.csv"
    path.write_text("old")
    with pytest.raises(Refused, match="disk is full"), replacing(path) as unfinished:
        unfinished.write_text("half")
        raise OSError(number, "no space")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (PermissionError(errno.EACCES, "denied"), "open in another program"),
        (OSError(errno.EIO, "Input/output error"), "Input/output error"),
    ],
)
def test_other_troubles_are_sentences_too(tmp_path, error, sentence):
    with pytest.raises(Refused, match=sentence), replacing(tmp_path / "list.csv"):
        raise error


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(Refused, match="There is no folder"), replacing(tmp_path / "nowhere" / "list.csv"):
        pass


def test_a_bug_is_not_dressed_up(tmp_path):
    with pytest.raises(ZeroDivisionError), replacing(tmp_path / "list.csv"):
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="limits of this kind")
@pytest.mark.parametrize("writer", ["csv_writer.write_csv", "xlsx_writer.write_xlsx"])
def test_a_real_limit_of_the_system_leaves_the_old_file(tmp_path, writer):
    path = tmp_path / "list.out"
    path.write_text("old")
    module, function = writer.split(".")
    program = f"""
import random, resource, signal, sys
from pathlib import Path
from assoc_desktop.exchange.{module} import {function} as write
from assoc_desktop.refusals import Refused
import xlsxwriter
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
try:
    write(Path({str(path)!r}), ["a"], ([str(random.random())] for _ in range(50_000)))
except Refused as refusal:
    sys.exit(str(refusal))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert "cannot be written" in done.stderr
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]
