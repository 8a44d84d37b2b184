"""Duplicates on the command line: listed with reasons, and two members brought together."""

from __future__ import annotations

import csv
import json

import pytest

from assoc_desktop.association.records import the_association
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.records import Member
from assoc_desktop.members.rules import read_member, save_member
from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage import open_file
from tests.conftest import TODAY


@pytest.fixture
def people(new_file):
    """A file with Awa Diop, who is in it twice, and Ali Sow."""
    with open_file(new_file, SCHEMA):
        conventions = the_association().conventions_in("en")
        for fields in (
            {"family_name": "Diop", "given_name": "Awa", "number": "1", "phones": ["677112233"], "town": "Garoua"},
            {"family_name": "DIOP", "given_name": "A.", "number": "2", "phones": ["677112233"], "emails": ["a@x.org"]},
            {"family_name": "Sow", "given_name": "=Ali", "number": "3", "town": "Kribi"},
        ):  # fmt: skip
            save_member(MemberData(**fields), today=TODAY, conventions=conventions)
    return new_file


def test_pairs_are_listed_with_what_speaks_for_them(command, people):
    code, output, problems = command("duplicates", people)
    assert (code, problems) == (0, "")
    assert output == (
        " 60  1, Awa Diop, Garoua  =  2, A. DIOP\n"
        "     Given name written as initials · Same phone 6 77 11 22 33\n"
        "1 pair\n"
    )


def test_pairs_for_other_programs(command, people):
    _code, output, _problems = command("duplicates", people, "--format", "json")
    assert json.loads(output) == [
        {
            "score": 60, "strength": "Possible", "one_number": "1", "one": "Awa Diop", "one_town": "Garoua",
            "other_number": "2", "other": "A. DIOP", "other_town": "",
            "reasons": ["Given name written as initials", "Same phone 6 77 11 22 33"],
        }
    ]  # fmt: skip
    _code, output, _problems = command("duplicates", people, "--format", "csv")
    heading, row = list(csv.reader(output.splitlines()))
    assert len(heading) == len(row) == 9
    assert row[:4] == ["60", "Possible", "1", "Awa Diop"]


def test_only_the_likeliest(command, people):
    assert command("duplicates", people, "--least", "61")[1] == "0 pairs\n"


def test_the_second_goes_into_the_first(command, people):
    code, output, problems = command("merge", people, "1", "2")
    assert (code, problems) == (0, "")
    assert output == (
        "E-mails: nothing → a@x.org\nNumber 2 becomes a former number.\nA. DIOP (2) was brought into Awa Diop.\n"
    )
    with open_file(people, SCHEMA):
        assert Member.get_or_none(Member.number == "2") is None
        data = read_member(Member.get(Member.number == "1").id)
        assert (data.full_name, data.emails, data.former_numbers) == ("Awa Diop", ["a@x.org"], ["2"])
    code, _output, problems = command("merge", people, "3", "2")
    assert (code, problems) == (
        1, "Number 2 went into that of Awa Diop: the two were brought together already.\n",
    )  # fmt: skip


def test_a_dry_run_changes_nothing(command, people):
    code, output, _problems = command("merge", people, "2", "1", "--dry-run")
    assert code == 0
    assert output == (
        "Address: nothing → Garoua\nNumber 1 becomes a former number.\n"
        "Nothing was written: this was a dry run.\n"
    )
    with open_file(people, SCHEMA):
        assert Member.select().count() == 3


def test_what_cannot_be_merged_is_said(command, people):
    assert command("merge", people, "1", "9") == (1, "", "No member has the number 9.\n")
    assert command("merge", people, "1", "1")[2].startswith("A member cannot be brought together with itself")
