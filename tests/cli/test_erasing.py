"""The commands disclose and retention, as somebody types them."""

import json

from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage.file import open_file
from assoc_desktop.treasury.records import Levy, Reminder
from tests.pdf.reading import words


def some_number(path, command):
    listed = json.loads(command("members", path, "--format", "json")[1])
    return next(row for row in listed if row["number"] and row["email"])


def test_everything_held_on_one_member(example_path, command, tmp_path):
    one = some_number(example_path, command)
    paper, data = tmp_path / "out.pdf", tmp_path / "out.json"
    code, output, problems = command("disclose", example_path, one["number"], "-o", paper, "--json", data)
    assert (code, problems) == (0, "")
    assert output == f"{paper} was written.\n{data} was written.\n"
    assert one["email"] in words(paper.read_bytes())
    told = json.loads(data.read_text("utf-8"))
    assert told["tables"]["member"][0]["number"] == one["number"]


def test_reminders_and_levies_are_told_in_words(example_path, command, tmp_path):
    with open_file(example_path, SCHEMA):
        levies = Levy.select(Levy.member)
        row = Reminder.select().where(Reminder.member.in_(levies)).order_by(Reminder.id).first()
        number = row.member.number
    paper = tmp_path / "out.pdf"
    assert command("disclose", example_path, number, "-o", paper)[0] == 0
    told = words(paper.read_bytes())
    for sentence in (
        "Reminders",
        "Level Rappel amical",
        "How Letters",
        "Other levies",
        "Kind Event",
        "3,000",
    ):
        assert sentence in told
    assert "level_id" not in told and "prepared_on" not in told


def test_without_json(example_path, command, tmp_path):
    one = some_number(example_path, command)
    assert command("disclose", example_path, one["number"], "-o", tmp_path / "out.pdf")[0] == 0
    assert [each.name for each in tmp_path.glob("out.*")] == ["out.pdf"]


def test_a_number_that_nobody_has(example_path, command, tmp_path):
    code, output, problems = command("disclose", example_path, "XX-1", "-o", tmp_path / "out.pdf")
    assert (code, output, problems) == (1, "", "No member has the number XX-1.\n")
    assert not (tmp_path / "out.pdf").exists()


def test_a_folder_that_is_not_there(example_path, command, tmp_path):
    one = some_number(example_path, command)
    code, _output, problems = command(
        "disclose", example_path, one["number"], "-o", tmp_path / "no" / "out.pdf"
    )
    assert code == 1
    assert "cannot be used" in problems


def test_who_has_been_gone(example_path, command):
    code, output, problems = command("retention", example_path, "--years", "1")
    assert (code, problems) == (0, "")
    lines = output.splitlines()
    assert lines[0].split() == ["Number", "Name", "Reason", "Last", "day", "known"]
    assert lines[-1] == f"{len(lines) - 2} records"
    assert len(lines) > 3
    assert "Resigned" in output


def test_the_associations_own_years(example_path, command):
    by_ten_years = command("retention", example_path, "--years", "10")
    assert command("retention", example_path) == by_ten_years
    assert len(by_ten_years[1]) < len(command("retention", example_path, "--years", "1")[1])
