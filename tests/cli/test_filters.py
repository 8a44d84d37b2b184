"""--filter and the command that lists the saved filters."""

import pytest

from assoc_desktop.association.records import Season, the_association
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.filters.model import Condition, Group, Ref
from assoc_desktop.members.filters.saved import save_filter
from assoc_desktop.members.memberships import categories, enrol
from assoc_desktop.members.records import SavedFilter
from assoc_desktop.members.rules import save_member
from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage.file import open_file
from tests.conftest import TODAY


@pytest.fixture
def file_path(new_file):
    """Three members, two of them in Gao; a good filter, one that names what is gone, one that is damaged."""
    with open_file(new_file, SCHEMA):
        conventions = the_association().conventions
        people = [
            MemberData(family_name="Diallo", town="Gao", phones=["699 12 34 56"]),
            MemberData(family_name="Koné", town="GAO"),
            MemberData(family_name="Maïga", town="Ségou"),
        ]
        ids = [save_member(each, today=TODAY, conventions=conventions).id for each in people]
        enrol(ids, Season.get(), categories(kind="person")[0])
        save_filter("De Gao", Group(True, (Condition("town", "is", ("gao",)),)))
        save_filter("Presse", Group(True, (Condition("tags", "has_any", (Ref(5, "Presse"),)),)))
        SavedFilter.create(name="Abîmé", rule="[]")
    return new_file


def names(output):
    return [name for name in ("Diallo", "Koné", "Maïga") if name in output]


def test_a_filter_and_a_search_combine(command, file_path):
    assert names(command("members", file_path)[1]) == ["Diallo", "Koné", "Maïga"]
    assert names(command("members", file_path, "--filter", "de gao")[1]) == ["Diallo", "Koné"]
    assert names(command("members", file_path, "--filter", "De Gao", "--search", "kone")[1]) == ["Koné"]


@pytest.mark.parametrize("name", ["members", "cards"])
def test_an_unknown_name_lists_those_there_are(name, command, file_path, tmp_path):
    output = ("-o", tmp_path / "cards.pdf") if name == "cards" else ()
    code, written, problem = command(name, file_path, "--filter", "Bamako", *output)
    assert (code, written) == (1, "")
    assert problem == "There is no filter “Bamako”. Saved filters: Abîmé, De Gao, Presse.\n"


def test_a_filter_that_names_what_is_gone_is_refused(command, file_path):
    code, written, problem = command("members", file_path, "--filter", "Presse")
    assert (code, written) == (1, "")
    assert "The tag “Presse” does not exist any more." in problem
    assert "damaged" in command("members", file_path, "--filter", "Abîmé")[2]


def test_cards_of_a_filter(command, file_path, tmp_path):
    out = tmp_path / "cards.pdf"
    code, written, problem = command("cards", file_path, "--filter", "De Gao", "-o", out)
    assert (code, problem) == (0, "")
    assert written.startswith("2 cards")
    assert out.read_bytes().startswith(b"%PDF")


def test_the_saved_filters_are_listed(command, file_path, new_file):
    code, written, problem = command("filters", file_path)
    assert (code, problem) == (0, "")
    assert written.splitlines() == [
        "Abîmé",
        "    This filter is damaged and cannot be read. Make it anew, and remove the damaged one.",
        "De Gao",
        "    Town is gao",
        "    2 members",
        "Presse",
        "    with the tag Presse",
        "    The tag “Presse” does not exist any more.",
    ]


def test_no_filter_is_saved(command, new_file):
    assert command("filters", new_file) == (0, "No filter is saved.\n", "")


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        (("--search", "zzz"), "Nobody is found by the search “zzz”.\n"),
        (("--filter", "Nobody"), "The filter “Nobody” lets nobody through.\n"),
        (
            ("--search", "zzz", "--filter", "De Gao"),
            "Nobody is found by the search “zzz” and the filter “De Gao”.\n",
        ),
    ],
)
def test_whoever_finds_nobody_is_told_which_search_or_filter(command, file_path, tmp_path, who, sentence):
    with open_file(file_path, SCHEMA):
        save_filter("Nobody", Group(True, (Condition("town", "is", ("Bamako",)),)))
    out = tmp_path / "out.csv"
    for name, *more in (
        ("members",),
        ("change", "--add-tag", "X"),
        ("export", "-o", out),
        ("directory", "-o", out),
        ("cards", "-o", out),
    ):
        assert command(name, file_path, *who, *more) == (1, "", sentence), name
    assert not out.exists()
    assert command("members", file_path, *who, "--format", "json") == (0, "[]\n", "")


def test_who_is_found_and_needs_no_card_is_not_said_to_be_nobody(command, file_path, tmp_path):
    with open_file(file_path, SCHEMA):
        save_member(MemberData(family_name="Sow"), today=TODAY, conventions=the_association().conventions)
    code, _output, problem = command("cards", file_path, "--search", "Sow", "-o", tmp_path / "cards.pdf")
    assert (code, "no cards to print" in problem) == (1, True)
