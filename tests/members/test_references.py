"""An employer is found while its name is typed, whatever its accents, case and apostrophes."""

import pytest

from assoc_desktop.members.data import ContactData
from assoc_desktop.members.households import HouseholdData, save_household
from assoc_desktop.members.records import INSTITUTION, Member
from assoc_desktop.members.references import (
    employ,
    find_institutions,
    find_persons,
    known_tags,
    leave_employer,
    name_of_member,
    relations_of,
)
from assoc_desktop.members.rules import archive
from assoc_desktop.refusals import Refused
from assoc_desktop.storage.database import database
from assoc_desktop.storage.history import last_undoable
from assoc_desktop.storage.undoing import undo


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


@pytest.fixture
def library(save):
    return save(kind=INSTITUTION, name="Bibliothèque", town="Douala")


def test_persons_are_found_by_any_word(save):
    awa = save(given_name="Awa", family_name="N'Diaye", town="Thiès")
    assert find_persons("ndia aw") == [(awa, "Awa N'Diaye", "Thiès")]
    assert find_persons(" ") == find_persons("zz") == []


def test_relations_are_seen_from_both_sides(save, today):
    people = [
        ContactData(family_name="Kone", given_name="Ali", role="director"),
        ContactData(family_name="X", email="AWA@example.org"),
    ]
    library = save(kind=INSTITUTION, name="Library", contacts=people)
    awa = save(
        given_name="Awa", family_name="Y", emails=["awa@example.org"], employer_id=library, profession="Clerk"
    )
    ali = save(given_name="Ali", family_name="Koné")
    save_household(HouseholdData("Home", [ali, awa], ali))
    seen = relations_of(library, today)
    assert [(each.id, each.detail, each.status) for each in seen.contacts] == [
        (ali, "Director", "pending"),
        (awa, "", "pending"),
    ]
    assert [(each.id, each.name, each.detail) for each in seen.employees] == [(awa, "Y Awa", "Clerk")]
    assert (seen.household, seen.employer, seen.people, seen.contact_of) == (None, None, [], [])
    hers, his = relations_of(awa, today), relations_of(ali, today)
    assert hers.employer.name == "Library"
    assert [each.id for each in hers.contact_of] == [each.id for each in his.contact_of] == [library]
    assert his.contact_of[0].detail == "Director"
    assert (hers.household.name, hers.payer_id, [each.id for each in hers.people]) == (
        "Home",
        ali,
        [ali, awa],
    )
    assert (hers.employees, hers.contacts, his.employer) == ([], [], None)


def test_an_address_stands_above_a_name(save, today):
    """A contact person whose e-mail is another member's is that member, not a namesake."""
    library = save(
        kind=INSTITUTION, name="L", contacts=[ContactData(family_name="Koné", email="a@example.org")]
    )
    namesake, meant = save(family_name="Kone"), save(family_name="Z", emails=["a@example.org"])
    assert [each.id for each in relations_of(library, today).contacts] == [meant]
    assert relations_of(namesake, today).contact_of == []
    assert [each.id for each in relations_of(meant, today).contact_of] == [library]


def test_several_are_employed_at_once(save, library, today):
    ids = [save(family_name=name) for name in "ab"]
    assert employ(library, ids) == 2
    assert str(last_undoable()) == "Add 2 persons to the people of Bibliothèque"
    assert [each.id for each in relations_of(library, today).employees] == ids
    assert employ(library, [*ids, save(family_name="c")]) == 1
    assert str(last_undoable()) == "Add c to the people of Bibliothèque"
    leave_employer(ids[0])
    assert str(last_undoable()) == "a leaves Bibliothèque"
    assert Member.get_by_id(ids[0]).employer_id is None
    leave_employer(ids[0])
    undo(last_undoable().id)
    assert Member.get_by_id(ids[0]).employer_id == library


def test_who_cannot_be_employed(save, library):
    person, other = save(family_name="a"), save(kind=INSTITUTION, name="Other")
    with pytest.raises(Refused, match="must be an institution"):
        employ(person, [person])
    with pytest.raises(Refused, match="Other is an institution: only persons have an employer"):
        employ(library, [person, other])
    Member.update(erased_on="2026-01-01").where(Member.id == person).execute()
    with pytest.raises(Refused, match="a was erased"):
        employ(library, [person])
    Member.update(erased_on=None).where(Member.id == person).execute()
    Member.update(erased_on="2026-01-01").where(Member.id == library).execute()
    with pytest.raises(Refused, match="Bibliothèque was erased"):
        employ(library, [person])
    assert Member.get_by_id(person).employer_id is None
