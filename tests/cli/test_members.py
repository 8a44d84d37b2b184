"""members: the list in three forms, searched, and safe for terminals and spreadsheets."""

from __future__ import annotations

import csv
import datetime
import io
import json

from assoc_desktop.association.records import the_association
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.rules import save_member
from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage.file import open_file
from tests.cli.conftest import in_own_process


def add(path, *members):
    with open_file(path, SCHEMA):
        conventions = the_association().conventions
        for member in members:
            save_member(member, today=datetime.date(2026, 5, 14), conventions=conventions)


def test_table_lists_every_member_with_its_status(example_path, command):
    code, output, _problems = command("members", example_path)
    lines = output.splitlines()
    assert code == 0
    assert lines[0].split()[:2] == ["Number", "Name"]
    assert lines[-1].endswith("members")
    assert int(lines[-1].split()[0]) == len(lines) - 2


def test_search_needs_no_accents_and_no_apostrophes(new_file, command):
    add(
        new_file,
        MemberData(family_name="N'Diaye"),
        MemberData(family_name="Łódź"),
        MemberData(family_name="Koné"),
    )
    for typed, name in (("ndiaye", "N'Diaye"), ("lodz", "Łódź"), ("KONE", "Koné")):
        found = json.loads(command("members", new_file, "--search", typed, "--format", "json")[1])
        assert [member["name"] for member in found] == [name]


def test_nobody_found_is_an_empty_list(new_file, command):
    assert json.loads(command("members", new_file, "--search", "xyz", "--format", "json")[1]) == []


def test_csv_cells_are_no_formulas(new_file, command):
    add(new_file, MemberData(family_name="=cmd|' /C calc'!A0"))
    rows = list(csv.reader(io.StringIO(command("members", new_file, "--format", "csv")[1])))
    assert rows[1][1].startswith("'=")


def test_table_keeps_the_terminal_safe(new_file, command):
    add(new_file, MemberData(family_name="A\x1b[31mB"))
    output = command("members", new_file)[1]
    assert "\x1b" not in output
    assert "A [31mB" in output


def test_a_terminal_without_a_letter_shows_a_mark_in_its_place(new_file):
    add(new_file, MemberData(family_name="Ɔdɔ", given_name="Kofi"))
    done = in_own_process("members", new_file, PYTHONIOENCODING="latin-1")
    assert done.returncode == 0
    assert "?d? Kofi" in done.stdout


def test_columns_stay_in_line_beside_a_long_name(new_file, command):
    add(new_file, MemberData(family_name="A" * 70, town="Kribi"), MemberData(family_name="B", town="Limbe"))
    lines = command("members", new_file)[1].splitlines()
    assert lines[1].index("Kribi") == lines[2].index("Limbe")
