"""How a list is read: guessed, checked, remembered."""

import pytest

from assoc_desktop.members.custom_fields import save_custom_field
from assoc_desktop.members.importing.mapping import (
    CUSTOM,
    IGNORE,
    Column,
    Mapping,
    check_mapping,
    guess_mapping,
    recall,
    remember,
    translate_categories,
)
from assoc_desktop.members.memberships import archive_category, categories
from assoc_desktop.members.records import INSTITUTION, PERSON, CustomField, ImportProfile
from assoc_desktop.storage.history import last_undoable

LIST = (
    "Code_bib;Nom de l'établissement;Ville;Ouvert le dimanche;Livres;Type\n"
    "A1;Bibliothèque de Kribi;Kribi;Oui;1200.0;Bus\n"
    "A2;Bibliothèque de Buea;Buea;Non;300.5;Bus\n"
    "A3;Médiathèque;Douala;;;Bus\nA4;Centre;Edéa;Oui;5;Bus\nA5;Relais;Limbé;Non;7;Bus\n"
)


def test_columns_that_are_no_field_become_custom_fields_of_their_kind(file, table):
    mapping = guess_mapping(table(LIST))
    assert mapping.kind == INSTITUTION
    found = {
        column.heading: (column.use, column.custom_name, column.custom_kind) for column in mapping.columns
    }
    assert found == {
        "Code_bib": (CUSTOM, "Code_bib", "text"),
        "Nom de l'établissement": ("name", "", "text"),
        "Ville": ("town", "", "text"),
        "Ouvert le dimanche": (CUSTOM, "Ouvert le dimanche", "yes_no"),
        "Livres": (CUSTOM, "Livres", "number"),
        "Type": (CUSTOM, "Type", "choice"),
    }
    assert mapping.columns[-1].choices == ["Bus"]
    assert mapping.match_by == ["custom:Code_bib", "name"]


def test_a_code_that_repeats_is_no_key(file, table):
    assert guess_mapping(table(LIST.replace("A2", "A1"))).match_by == ["name"]
    assert guess_mapping(table(LIST.replace("A2", ""))).match_by == ["name"]


def test_numbers_and_emails_serve_to_recognise_members(file, table):
    mapping = guess_mapping(table("N° adhérent;Nom;Prénom;Courriel\n1;Ba;Awa;a@example.org\n"))
    assert mapping.match_by == ["number", "email", "name"]


def test_an_existing_custom_field_is_used_again(file, table):
    save_custom_field("LIVRES", "text")
    column = next(c for c in guess_mapping(table(LIST)).columns if c.heading == "Livres")
    assert (column.custom_name, column.custom_kind) == ("LIVRES", "text")


def test_the_only_category_of_a_kind_is_proposed(file, table):
    assert guess_mapping(table(LIST)).category == ""
    for category in categories(kind=INSTITUTION):
        if category.name != "Institution":
            archive_category(category.id)
    assert guess_mapping(table(LIST)).category == "Institution"


def test_category_values_find_their_category(file, table):
    read = table("Nom;Prénom;Catégorie\nBa;Awa;INDIVIDUAL\nKa;Jo;Studant\nMa;Li;Gold\nNa;Lo;\n")
    mapping = guess_mapping(read)
    column = mapping.column_for("category")
    assert column.values == {"individual": "Individual", "studant": "Student"}
    assert translate_categories(mapping, read) == ["Gold"]
    column.values["gold"] = "Honorary"
    assert translate_categories(mapping, read) == []
    column.use = IGNORE
    assert translate_categories(mapping, read) == []


def test_a_mapping_survives_being_written_down():
    column = Column("a", CUSTOM, "A", "choice", ["x", "y"], values={"x": "y"})
    mapping = Mapping(
        PERSON, [column, Column("b", "town")], {"country": "CM"}, "Individual", "2026", ["name"], "Galette"
    )
    assert Mapping.from_json(mapping.to_json()) == mapping


def test_the_same_headings_map_themselves_next_time(file, table):
    read = table(LIST)
    mapping = guess_mapping(read)
    mapping.season, mapping.category = "2026", "Institution"
    mapping.columns[4].use = IGNORE
    remember(mapping)
    remember(mapping)
    assert ImportProfile.select().count() == 1
    again = table(LIST.replace("Ville", "VILLE"))
    found = guess_mapping(again)
    assert [column.heading for column in found.columns] == again.headings
    assert (found.season, found.category) == ("2026", "Institution")
    assert found.columns[4].use == IGNORE
    assert guess_mapping(again, kind=PERSON).columns[4].use != IGNORE


def test_a_better_mapping_takes_the_place_of_the_remembered_one(file, table):
    mapping = guess_mapping(table(LIST))
    remember(mapping)
    mapping.columns[0].use = IGNORE
    remember(mapping)
    assert recall(table(LIST).headings).columns[0].use == IGNORE
    assert last_undoable() is None or "Remember" not in last_undoable().label


def test_what_is_gone_is_not_remembered(file, table):
    mapping = guess_mapping(table(LIST))
    mapping.season, mapping.category = "1999", "Nobility"
    mapping.columns[2].use = "a field of the future"
    remember(mapping)
    found = recall(table(LIST).headings)
    assert (found.season, found.category) == ("", "")
    assert (found.columns[2].use, found.columns[2].custom_name) == (CUSTOM, "Ville")
    assert recall(["something", "else"]) is None


def mapping_of(kind=PERSON, **columns):
    return Mapping(kind, [Column(heading, use) for heading, use in columns.items()], match_by=["name"])


def test_a_good_mapping_has_no_problem(file):
    assert check_mapping(mapping_of(a="family_name", b="phone", c="phone", d=IGNORE, e=IGNORE)) == {}


@pytest.mark.parametrize(
    ("mapping", "field"),
    [
        (mapping_of(a="town"), "family_name"),
        (mapping_of(INSTITUTION, a="town"), "name"),
        (mapping_of("crowd", a="name"), "kind"),
        (mapping_of(a="family_name", b="town", c="town"), "c"),
        (Mapping(PERSON, [Column("a", "family_name")], season="1999"), "season"),
        (Mapping(PERSON, [Column("a", "family_name")], category="Nobility"), "category"),
        (Mapping(PERSON, [Column("a", "family_name")], season="2026"), "category"),
        (Mapping(PERSON, [Column("a", "family_name"), Column("b", CUSTOM, " ")]), "b"),
        (Mapping(PERSON, [Column("a", "family_name"), Column("b", CUSTOM, "B", "colour")]), "b"),
        (Mapping(PERSON, [Column("a", "family_name"), Column("b", CUSTOM, "B", "choice", [*"abc" * 30])]), "b"),
        (Mapping(PERSON, [Column("a", "family_name"), Column("b", CUSTOM, "B"), Column("c", CUSTOM, "b")]), "c"),
        (Mapping(PERSON, [Column("a", "family_name")], match_by=["colour of hair"]), "match_by"),
    ],
)  # fmt: skip
def test_what_stands_against_a_mapping(file, mapping, field):
    assert set(check_mapping(mapping)) == {field}


def test_names_may_come_from_a_constant(file):
    assert check_mapping(Mapping(INSTITUTION, [Column("a", "town")], {"name": "Library"})) == {}


def test_a_column_can_be_given_another_use():
    mapping = mapping_of(a="town", b=IGNORE, c="phone")
    mapping.map("town", "b")
    mapping.map("phone", "a")
    assert [(column.use, column.custom_name) for column in mapping.columns] == [
        ("phone", "a"),
        ("town", ""),
        ("phone", ""),
    ]
    with pytest.raises(KeyError):
        mapping.map("town", "z")
    with pytest.raises(KeyError):
        mapping.map("shoe size", "a")


def test_guessing_writes_nothing(file, table):
    guess_mapping(table(LIST))
    assert CustomField.select().count() == 0
    assert ImportProfile.select().count() == 0
