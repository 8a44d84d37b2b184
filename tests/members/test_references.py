"""An employer is found while its name is typed, whatever its accents, case and apostrophes."""

import pytest

from assoc_desktop.members.references import find_institutions, known_tags, name_of_member
from assoc_desktop.members.rules import archive
from assoc_desktop.storage.database import database


@pytest.fixture
def libraries(save):
    names = ("Bibliothèque d'Exemple", "Exemple de lecture", "Université-exemple", "50 % Library_")
    return {name: save(kind="institution", name=name, town="Town") for name in names}


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("exemple", ["Exemple de lecture", "Université-exemple", "Bibliothèque d'Exemple"]),
        ("BIBLIOTHEQUE DEXEMPLE", ["Bibliothèque d'Exemple"]),
        ("lecture exemple", ["Exemple de lecture"]),
        ("universite", ["Université-exemple"]),
        ("%", []),
        ("50 %", ["50 % Library_"]),
        ("", []),
        ("' OR 1=1 --", []),
    ],
)
def test_institutions_are_found_by_their_words(libraries, typed, names):
    found = find_institutions(typed)
    assert sorted(name for _id, name, _town in found) == sorted(names)
    assert all(libraries[name] == found_id for found_id, name, _town in found)


def test_names_that_begin_so_come_first(libraries):
    assert find_institutions("exemple")[0][1:] == ("Exemple de lecture", "Town")


def test_persons_and_archived_institutions_are_no_employers(libraries, save, today):
    save(family_name="Exemple")
    archive([libraries["Exemple de lecture"]], today)
    assert {name for _id, name, _town in find_institutions("exemple")} == {
        "Université-exemple",
        "Bibliothèque d'Exemple",
    }


def test_names_of_members(libraries):
    assert name_of_member(libraries["Université-exemple"]) == "Université-exemple"
    assert name_of_member(1) == ""


def test_tags_in_alphabetical_order(save):
    save(family_name="A", tags=["zebra", "Élan"])
    assert known_tags() == ["Élan", "zebra"]
    assert database.execute_sql("SELECT count(*) FROM tag").fetchone() == (2,)
