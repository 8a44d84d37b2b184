"""The command that counts the members."""

import pytest
from openpyxl import load_workbook

from assoc_desktop.association.records import Season
from assoc_desktop.members.filters.model import Condition, Group
from assoc_desktop.members.filters.saved import save_filter
from assoc_desktop.members.records import Member, Membership
from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage.file import open_file
from tests.pdf.reading import reader


def enrolled(path, label, kind):
    """How many of a kind are enrolled for a season."""
    with open_file(path, SCHEMA):
        rows = Membership.select().join(Season).switch(Membership).join(Member)
        return rows.where((Season.label == label) & (Member.kind == kind)).count()


def test_the_tables_are_printed(command, example_path):
    code, output, problems = command("statistics", example_path, "--season", "2026")
    assert (code, problems) == (0, "")
    assert output.startswith("Statistics: 2026\nCounted: everybody enrolled for 2026")
    lines = [line.split() for line in output.splitlines()]
    before = enrolled(example_path, "2025", "person")
    now = enrolled(example_path, "2026", "person")
    persons, *_kinds_of_library = [line for line in lines if line[:2] == ["Persons", str(now)]]
    assert persons[3:5] == [str(before), f"+{now - before}"]
    assert persons[2] == "80.6%"
    assert "Joins and leaves by month" in output


def test_everybody_and_a_filter_are_counted(command, example_path):
    with open_file(example_path, SCHEMA):
        save_filter("Bodies", Group(True, (Condition("kind", "one_of", ("institution",)),)))
    code, output, _problems = command("statistics", example_path, "--all")
    assert code == 0 and output.startswith("Statistics: All members\nCounted: everybody in the list")
    code, output, _problems = command("statistics", example_path, "--season", "2026", "--filter", "bodies")
    assert code == 0
    assert ["Institutions", "18", "100%", "16", "+2", "+12.5%"] in [
        line.split() for line in output.splitlines()
    ]


def test_the_report_and_the_spreadsheet_are_written(command, example_path, tmp_path):
    pdf, sheet = tmp_path / "report.pdf", tmp_path / "tables.xlsx"
    code, output, problems = command("statistics", example_path, "-o", pdf)
    assert (code, output, problems) == (0, f"{pdf} was written.\n", "")
    assert len(reader(pdf.read_bytes()).pages) > 2
    code, _output, problems = command("statistics", example_path, "-o", sheet)
    assert (code, problems) == (0, "")
    assert "Definitions" in load_workbook(sheet).sheetnames


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--season", "1999"), "There is no season “1999”. Seasons: "),
        (("--filter", "Nobody"), "There is no filter “Nobody”"),
        (("-o", "report.doc"), "let the name end in .pdf or .xlsx."),
    ],
)
def test_what_cannot_be_done_is_told(command, example_path, options, sentence):
    code, _output, problems = command("statistics", example_path, *options)
    assert code == 1
    assert sentence in problems


def test_a_file_without_members_is_counted_too(command, new_file):
    code, output, problems = command("statistics", new_file)
    assert (code, problems) == (0, "")
    assert "Total" in output
