"""Writing CSV: safe cells, the old file kept when something goes wrong."""

import csv
import datetime

import pytest

from assoc_desktop.exchange.csv_writer import list_separator, write_csv
from assoc_desktop.refusals import Cancelled


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_cell_begins_like_a_formula(tmp_path, start):
    path = tmp_path / "list.csv"
    write_csv(path, ["a"], [[start + "cmd|' /C calc'!A0"]])
    with path.open(encoding="utf-8-sig", newline="") as file:
        cell = list(csv.reader(file))[1][0]
    assert cell == "'" + start + "cmd|' /C calc'!A0"


def test_headings_are_guarded_too(tmp_path):
    path = tmp_path / "list.csv"
    write_csv(path, ["=1"], [])
    assert path.read_bytes() == b'\xef\xbb\xbf"\'=1"\r\n'


def test_numbers_dates_and_nothing(tmp_path):
    path = tmp_path / "list.csv"
    row = [-5, 1.5, True, datetime.date(2025, 12, 31), datetime.datetime(2025, 12, 31, 8, 5), None]
    write_csv(path, list("abcdef"), [row], delimiter=";")
    assert path.read_text("utf-8-sig").splitlines()[1] == '-5;1.5;1;"2025-12-31";"2025-12-31 08:05";""'


def test_what_no_text_can_carry_is_shown(tmp_path):
    path = tmp_path / "list.csv"
    write_csv(path, ["a"], [["nul \0 half \ud800"]])
    assert "nul ␀ half �" in path.read_text("utf-8-sig")


def test_the_separator_follows_the_language():
    assert list_separator("fr") == ";"
    assert list_separator("en") == ","


def test_cancelling_leaves_the_old_file(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("old")

    def cancel(_done, _total):
        raise Cancelled

    with pytest.raises(Cancelled):
        write_csv(path, ["a"], ([str(n)] for n in range(5_000)), progress=cancel)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_progress_counts_the_rows(tmp_path):
    told = []
    write_csv(
        tmp_path / "list.csv", ["a"], ([n] for n in range(2_500)), total=2_500,
        progress=lambda done, total: told.append((done, total)),
    )  # fmt: skip
    assert told == [(1_000, 2_500), (2_000, 2_500)]
