"""change: many members at once from the command line, tried first, refused in sentences, and taken back."""

import pytest

from assoc_desktop.members.filters.model import Condition, Group
from assoc_desktop.members.filters.saved import save_filter
from assoc_desktop.members.records import Category, Member, Season
from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage.file import open_file
from assoc_desktop.storage.history import last_undoable
from assoc_desktop.storage.undoing import undo


def towns(path):
    with open_file(path, SCHEMA):
        return {member.town for member in Member.select().where(Member.archived_on.is_null())}


def test_a_dry_run_and_then_the_change_and_undo(example_path, command):
    before = towns(example_path)
    code, output, problems = command("change", example_path, "--all", "--set", "town=Nowhere", "--dry-run")
    assert (code, problems) == (0, "")
    lines = output.splitlines()
    assert lines[0].startswith("Changed: ")
    assert lines[1].startswith("Stay as they are: ")
    assert lines[2] == "Refused: 0"
    assert len(lines) == 3 + 10 + 1
    assert "Town: " in lines[3]
    assert lines[-1] == "Nothing was written: this was a dry run."
    assert towns(example_path) == before
    code, output, _problems = command("change", example_path, "--all", "--set", "town=Nowhere")
    assert (code, output.splitlines()[-1]) == (0, "120 members were changed.")
    assert towns(example_path) == {"Nowhere"}
    with open_file(example_path, SCHEMA):
        undo(last_undoable().id)
    assert towns(example_path) == before


def test_whom_must_be_said(example_path, command):
    code, _output, problems = command("change", example_path, "--add-tag", "x")
    assert (code, problems) == (1, "Say whom to change: --search, --filter, or --all for everybody.\n")


def test_who_is_refused_is_left_out_only_when_it_is_said(example_path, command):
    call = ("change", example_path, "--all", "--set", "profession=Clerk")
    code, output, problems = command(*call)
    assert code == 1
    assert "Refused: 20" in output
    lines = problems.splitlines()
    assert lines[0].endswith(": An institution has no field “Profession”.")
    assert len(lines) == 11
    assert lines[-1].startswith("20 members cannot be changed so, among them ")
    code, output, _problems = command(*call, "--leave-out-refused")
    assert (code, output.splitlines()[-1]) == (0, "100 members were changed.")


def test_a_filter_says_whom(example_path, command):
    with open_file(example_path, SCHEMA):
        town = Member.select(Member.town).where(Member.town != "").get().town
        count = Member.select().where((Member.town == town) & Member.archived_on.is_null()).count()
        save_filter("Ours", Group(True, (Condition("town", "is", (town,)),)))
    call = (
        "change",
        example_path,
        "--filter",
        "ours",
        "--add-tag",
        "Fresh",
        "--remove-tag",
        "old",
        "--note",
        "Seen",
    )
    assert command(*call)[1].splitlines()[0] == f"Changed: {count}"
    assert command("change", example_path, "--filter", "No such", "--add-tag", "x")[0] == 1


@pytest.fixture
def words(example_path):
    """Labels and names in the example: its latest season, a category for both kinds, a person, an institution."""
    with open_file(example_path, SCHEMA):
        season = Season.select().order_by(Season.starts_on.desc()).get().label
        both = Category.get(Category.applies_to == "both").name
        person = Member.get((Member.kind == "person") & Member.archived_on.is_null())
        library = Member.get((Member.kind == "institution") & Member.archived_on.is_null())
        return season, both, person.full_name, library.full_name


def test_belonging_and_leaving(example_path, command, words):
    season, both, person, library = words
    who = ("change", example_path, "--search", person, "--leave-out-refused", "--dry-run")
    for asked in (
        ("--enrol", season),
        ("--enrol", season, "--category", both),
        ("--category", both, "--category-fee"),
        ("--resign", "2026-05-14", "--reason", "Moved"),
        ("--archive", "2026-05-14"),
        ("--set", f"employer={library}"),
        ("--set", "employer="),
    ):
        code, output, problems = command(*who, *asked)
        assert (code, problems) == (0, "") or "Refused: 1" in output, asked


WRONG = [
    (("--set", "town"), "“town” sets no field. Fields: town, region, postcode, country, languages, profession, employer, library_kind"),
    (("--set", "colour=red"), "“colour=red” sets no field."),
    (("--set", "employer=Nobody"), "“Nobody” is not the name of exactly one institution of the list."),
    (("--set", "country=ZZ"), "“ZZ” is not a country."),
    (("--enrol", "1999"), "There is no season “1999”. Seasons: "),
    (("--category", "None"), "There is no category “None”. Categories: "),
    ((), "Choose at least one change."),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "sentence"), WRONG, ids=range(len(WRONG)))
def test_what_is_wrong_is_told(example_path, command, asked, sentence):
    code, _output, problems = command("change", example_path, "--all", *asked)
    assert code == 1
    assert problems.startswith(sentence)


def test_a_day_that_is_none(example_path, command):
    code, _output, problems = command("change", example_path, "--all", "--resign", "31/12/2026")
    assert code == 2
    assert "“31/12/2026” is not a day. Write year, month and day, like 2026-07-31." in problems


def test_own_fields_are_named_as_they_are(example_path, command):
    from assoc_desktop.members.custom_fields import save_custom_field

    with open_file(example_path, SCHEMA):
        save_custom_field("Size of shirt", "choice", choices="S\nM")
    call = ("change", example_path, "--all", "--dry-run", "--set")
    assert "Size of shirt: M" in command(*call, "size OF shirt=M")[1]
    assert command(*call, "size of shirt=L")[2] == "Size of shirt: “L” is not one of the choices.\n"


def test_no_season(new_file, command):
    with open_file(new_file, SCHEMA):
        Season.delete().execute()
    code, _output, problems = command("change", new_file, "--all", "--category", "Individuel")
    assert (code, problems) == (1, "There is no season yet.\n")
