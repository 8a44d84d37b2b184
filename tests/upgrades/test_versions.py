"""A file of every older version comes to the present one, with all that it holds."""

from __future__ import annotations

from pathlib import Path

import apsw
import pytest

from assoc_desktop.association.records import Season
from assoc_desktop.members.records import Category, Member
from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage.file import open_file
from assoc_desktop.storage.schema import APPLICATION_ID, structure_of

#: The structure of the first version, as its program wrote it.
VERSION_1 = Path(__file__).with_name("version_1.sql").read_text(encoding="utf-8")
_SEASON = "INSERT INTO season VALUES (11, '2026', '2026-01-01', '2026-12-31');"
_CATEGORY = """
INSERT INTO category VALUES (21, 'Student', 'person', 2000, 30, 0, 0, 1, '#112233', 4, 0);
"""


def _row(connection: apsw.Connection, table: str, **values: object) -> None:
    """Insert a row; columns not named are empty texts, zeros or nothing, as their types allow."""
    row = {}
    for _place, name, kind, needed, _default, _key in connection.execute(f'PRAGMA table_info("{table}")'):
        empty = (0 if kind == "INTEGER" else "") if needed else None
        row[name] = values.get(name, empty)
    marks = ", ".join("?" * len(row))
    connection.execute(f'INSERT INTO "{table}" ({", ".join(row)}) VALUES ({marks})', tuple(row.values()))


@pytest.fixture
def first_version(tmp_path):
    """A file of version 1: an association, an institution and a person who works there and belongs for 2026."""
    path = tmp_path / "old.assoc"
    connection = apsw.Connection(str(path))
    connection.execute(VERSION_1 + _SEASON + _CATEGORY)
    _row(connection, "association", id=1, name="Club", language="fr", country="CM", currency="XAF")
    _row(connection, "member", id=31, kind="institution", name="Library", sort_name="library")
    _row(connection, "member", id=32, kind="person", family_name="Wandji", number="0001", employer_id=31,
         sort_name="wandji", search_text="wandji 0001")  # fmt: skip
    _row(connection, "membership", id=41, member_id=32, season_id=11, category_id=21, starts_on="2026-01-01",
         ends_on="2026-12-31", grace_until="2027-01-30", fee_due=2000)  # fmt: skip
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = 1")
    connection.close()
    return path


def test_a_file_of_the_first_version_keeps_all_it_holds(first_version):
    with open_file(first_version, SCHEMA):
        person = Member.get_by_id(32)
        assert (person.family_name, person.number, person.erased_on) == ("Wandji", "0001", None)
        assert person.employer.name == "Library"
        [membership] = person.memberships
        assert (membership.fee_due, membership.season.label) == (2000, "2026")
        student = Category.get_by_id(21)
        assert (student.fee, student.colour, student.position) == (2000, "#112233", 4)
        assert (student.rolling, student.pro_rata, student.proof, student.moves_to) == (False, "", "", None)


@pytest.mark.parametrize("version", range(1, SCHEMA.version))
def test_an_upgraded_file_is_like_a_new_one(tmp_path, version):
    path = tmp_path / "old.assoc"
    structure = Path(__file__).with_name(f"version_{version}.sql").read_text(encoding="utf-8")
    connection = apsw.Connection(str(path))
    connection.execute(structure + _SEASON)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {version}")
    connection.close()
    with open_file(path, SCHEMA):
        assert Season.get().label == "2026"
    connection = apsw.Connection(str(path))
    assert structure_of(connection) == SCHEMA.expected()
    assert connection.pragma("user_version") == SCHEMA.version
    assert list(connection.execute("PRAGMA foreign_key_check")) == []
    connection.close()
