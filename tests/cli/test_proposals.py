"""proposals: proofs that run out and limits passed, as a table and for other programs."""

from __future__ import annotations

import csv
import datetime
import io

import pytest

from assoc_desktop.association.records import Season
from assoc_desktop.members.limits import limits_passed
from assoc_desktop.members.proofs import lacking_proofs
from assoc_desktop.members.records import Category, Proof
from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage.file import open_file
from tests.cli.conftest import in_own_process

SEASON = ("--season", "2026")


def test_the_table_lists_what_the_page_lists(example_path, command):
    code, output, _problems = command("proposals", example_path, *SEASON, "--within", 0)
    lines = output.splitlines()
    with open_file(example_path, SCHEMA):
        season = Season.get(Season.label == "2026")
        wanted = lacking_proofs(season, today=datetime.date.today(), ahead=0) + limits_passed(season)
    assert (code, len(lines)) == (0, len(wanted) + 2)
    assert lines[-1] == f"{len(wanted)} lines"
    assert all(row.name in output for row in wanted)


def test_more_runs_out_within_more_days(example_path, command):
    with open_file(example_path, SCHEMA):
        until = datetime.date.today() + datetime.timedelta(50)
        Proof.update(valid_until=until, seen_on=datetime.date(2020, 1, 1)).execute()
    counts = [
        len(command("proposals", example_path, *SEASON, "--within", days)[1].splitlines())
        for days in (30, 60)
    ]
    assert counts[0] < counts[1]


def test_csv_is_safe_for_spreadsheets(example_path, command):
    with open_file(example_path, SCHEMA):
        Category.update(proof="=1+1").where(Category.proof != "").execute()
    code, output, _problems = command("proposals", example_path, *SEASON, "--format", "csv")
    rows = list(csv.reader(io.StringIO(output)))
    assert code == 0 and rows[0][0] == "Number"
    assert all(not cell.startswith("=") for row in rows for cell in row)
    assert any("=1+1: Missing" in row[3] for row in rows)


@pytest.mark.parametrize("days", ["-1", "soon", "10000", "٥"])
def test_days_that_are_none(example_path, command, days):
    code, _output, problems = command("proposals", example_path, f"--within={days}")
    assert code == 2 and "is not a number of days from 0 to 9999." in problems


def test_a_season_that_is_not_there(example_path, new_file, command):
    code, _output, problems = command("proposals", example_path, "--season", "1900")
    assert code == 1 and problems.startswith("There is no season “1900”. Seasons: 20")
    with open_file(new_file, SCHEMA):
        Season.delete().execute()
    code, _output, problems = command("proposals", new_file)
    assert (code, problems) == (1, "There is no season yet.\n")


def test_today_s_season_is_taken(new_file, command):
    assert command("proposals", new_file)[:2] == (
        0,
        command("proposals", new_file, "--season", _present(new_file))[1],
    )


def _present(path):
    with open_file(path, SCHEMA):
        return str(Season.get().label)


def test_in_french(example_path):
    done = in_own_process("proposals", example_path, *SEASON, LC_ALL="fr_FR.UTF-8", LANGUAGE="fr")
    assert done.returncode == 0 and "Manquant" in done.stdout
