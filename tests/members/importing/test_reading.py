"""From a row to a member: nothing of the row is lost, and only what cannot be a member is wrong."""

import datetime

import pytest

from assoc_desktop.members.importing.rules.reading import split_name
from assoc_desktop.members.memberships import CategoryData, save_category
from assoc_desktop.members.records import INSTITUTION, PERSON


@pytest.fixture
def one(plan):
    """The only row of a plan."""

    def one_(text, **changes):
        (row,) = plan(text, **changes).rows
        return row

    return one_


def test_a_whole_person(one):
    row = one(
        "Civilité;Nom;Prénom;Né le;Courriel;Tél;Portable;Adresse;Adresse 2;CP;Ville;Région;Pays;Langue;Profession;Mots-clés;Notes;"
        "Date d'adhésion;N° adhérent;Site web\n"
        "Mme;N'Diaye;Aïssatou;02/03/1985;a@example.org;222 22 22 22;699 12 34 56;12, rue X;Bât. B;00237;Yaoundé;Centre;"
        "Cameroun;français, anglais;Bibliothécaire;Bureau, Fondatrice;ligne;31/12/2024;A12;example.org\n"
    )
    data = row.data
    assert row.problems == row.warnings == []
    assert (data.kind, data.title, data.family_name, data.given_name) == (
        PERSON,
        "Mme",
        "N'Diaye",
        "Aïssatou",
    )
    assert data.birth_date == datetime.date(1985, 3, 2)
    assert data.emails == ["a@example.org"]
    assert data.phones == ["+237222222222", "+237699123456"]
    assert data.address == "12, rue X\nBât. B"
    assert (data.postcode, data.town, data.region, data.country) == ("00237", "Yaoundé", "Centre", "CM")
    assert data.languages == "fr,en"
    assert data.tags == ["Bureau", "Fondatrice"]
    assert data.notes == "ligne"
    assert data.joined_on == datetime.date(2024, 12, 31)
    assert (data.number, data.profession, data.website) == ("A12", "Bibliothécaire", "example.org")


def test_a_whole_institution(one):
    row = one(
        "Établissement;Type de bibliothèque;ISIL;SIRET;Responsable;Fonction du responsable;Téléphone du responsable;"
        "Courriel du responsable;Ville\n"
        "Bibliothèque nationale;nationale;CM-BN;123;Awa Koné;Directrice;699123456;awa@example.org;Yaoundé\n"
    )
    data = row.data
    assert row.problems == row.warnings == []
    assert (data.kind, data.name, data.library_kind) == (INSTITUTION, "Bibliothèque nationale", "national")
    assert (data.isil, data.registration_number) == ("CM-BN", "123")
    (contact,) = data.contacts
    assert (contact.family_name, contact.role, contact.phone, contact.email) == (
        "Awa Koné", "director", "+237699123456", "awa@example.org"
    )  # fmt: skip
    assert contact.main


@pytest.mark.parametrize(
    ("heading", "value", "fragment"),
    [
        ("Tél", "demander au gardien 12345", "not a phone number"),
        ("Courriel", "zoe@", "not an e-mail address"),
        ("Date de naissance", "31/02/1985", "not a day of the calendar"),
        ("Date de naissance", "01/01/2999", "in the future"),
        ("Date de naissance", "29/02/2025", "not a day of the calendar"),
        ("Date de naissance", "01/01/1850", "years back"),
        ("Pays", "Atlantide", "not a country"),
        ("Langue", "patagon", "not a language"),
        ("Photo", "awa.jpg", "picture itself"),
        ("Mots-clés", "!!!", "not a word"),
        ("Date de décès", "hier", "not a date"),
        ("Employeur", "Nulle part", "no institution of that name"),
    ],
)
def test_what_is_not_understood_is_kept_in_the_notes(one, heading, value, fragment):
    row = one(
        f"Nom;Prénom;{heading};Notes\nBa;Awa;{value};déjà là\n",
        columns={target: heading for target in (_TARGETS.get(heading),) if target},
    )
    assert row.problems == []
    assert row.status == "new"
    assert any(fragment in warning and warning.startswith(heading.split()[0]) for warning in row.warnings)
    assert f"{value}" in row.data.notes
    assert "déjà là" in row.data.notes


# Columns whose few odd cells speak against their heading are mapped by the person.
_TARGETS = {
    "Tél": "phone", "Courriel": "email", "Date de naissance": "birth_date", "Date de décès": "deceased_on",
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "fragment"),
    [
        ("Établissement;ISIL\nBN;not an isil\n", "not an ISIL"),
        ("Établissement;Type de bibliothèque\nBN;Bâtiment\n", "not a kind of library"),
        ("Établissement;Responsable;Fonction du responsable\nBN;Awa;poète\n", "not a role"),
        (
            "Établissement;Responsable;Fonction du responsable\nBN;;Directrice\n",
            "no name of a contact person",
        ),
    ],
)
def test_what_is_odd_about_institutions_is_kept_too(one, text, fragment):
    row = one(text, kind=INSTITUTION)
    assert row.problems == []
    assert any(fragment in warning for warning in row.warnings)
    assert row.data.notes


def test_odd_phones_and_mails_of_contact_people_are_kept(one):
    row = one(
        "Établissement;Responsable;Tél du responsable;Mail du responsable\nBN;Awa;699123456 / 677889900;awa@\n",
        kind=INSTITUTION,
        columns={"contact_email": "Mail du responsable"},
    )
    assert row.data.contacts[0].phone == "+237699123456"
    assert "+237677889900" in row.data.notes
    assert "awa@" in row.data.notes


def test_several_emails_in_a_cell(one):
    row = one("Nom;Prénom;Mail\nBa;Awa;a@example.org , b@example.org\n")
    assert row.data.emails == ["a@example.org", "b@example.org"]
    assert row.warnings == []
    row = one("Nom;Prénom;Mail\nBa;Awa;Awa Ba <a@example.org>\n")
    assert row.data.emails == ["a@example.org"]
    assert "Awa Ba" in row.data.notes


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Nom;Prénom;Ville\n;;Kribi\n", "needs a name"),
        ("Établissement;Ville\n;Kribi\n", "An institution needs a name"),
    ],
)
def test_a_row_without_a_name_is_wrong_and_says_where(one, text, reason):
    row = one(text)
    assert row.status == "wrong"
    assert any(reason in problem and "Column" in problem for problem in row.problems)
    assert row.line == 2


def test_categories_decide_over_right_and_wrong(one, file):
    save_category(CategoryData("Gold"))
    text = "Nom;Prénom;Catégorie\nBa;Awa;{}\n"
    assert one(text.format("Gold"), season="2026").category.name == "Gold"
    assert "no category" in one(text.format("Silver"), season="2026").problems[0]
    assert "not for persons" in one(text.format("Institution"), season="2026").problems[0]
    row = one("Nom;Prénom\nBa;Awa\n", season="2026", category="Individual")
    assert row.category.name == "Individual"


def test_a_row_without_category_is_wrong_only_when_members_are_enrolled(plan):
    text = "Nom;Prénom;Catégorie\nBa;Awa;Individual\nKa;Jo;\n"
    assert [row.status for row in plan(text).rows] == ["new", "new"]
    rows = plan(text, season="2026").rows
    assert [row.status for row in rows] == ["new", "wrong"]
    assert "missing" in rows[1].problems[0]
    rows = plan(text, season="2026", category="Student").rows
    assert [row.category.name for row in rows] == ["Individual", "Student"]


def test_institutions_cannot_have_a_category_for_persons(one):
    row = one("Établissement;Ville\nBN;Kribi\n", season="2026", category="Student")
    assert "not for institutions" in row.problems[0]


def test_a_mixed_list_by_a_column_that_says_which(plan):
    rows = plan(
        "Type de membre;Nom;Prénom;Date de naissance;Employeur\nPersonne;Ba;Awa;01/02/1980;\nInstitution;Bibliothèque;;;\n"
        "Institution;Médiathèque;;01/02/1980;Mairie\nrien;Ka;Jo;;\n"
    ).rows
    assert [row.data.kind for row in rows] == [PERSON, INSTITUTION, INSTITUTION, PERSON]
    assert rows[1].data.name == "Bibliothèque"
    assert rows[2].data.birth_date is None
    assert "1980-02-01" in rows[2].data.notes
    assert "Mairie" in rows[2].data.notes
    assert "neither person nor institution" in rows[3].warnings[0]


def test_a_person_in_a_list_of_institutions(plan):
    rows = plan(
        "Type de membre;Établissement;Contact;Ville\nPersonne;Awa Koné;Jo;Kribi\nInstitution;BN;Li;Buea\n"
    ).rows
    assert (rows[0].data.kind, rows[0].data.family_name, rows[0].data.given_name) == (PERSON, "Koné", "Awa")
    assert "Jo" in rows[0].data.notes
    assert rows[0].data.contacts == []
    assert rows[1].data.contacts[0].family_name == "Li"


def test_an_organisation_without_a_person_is_the_member_itself(plan):
    rows = plan("id_adh;nom_adh;prenom_adh;societe_adh\n1;;;Bibliothèque\n2;Ba;Awa;Bibliothèque\n").rows
    assert (rows[0].data.kind, rows[0].data.name) == (INSTITUTION, "Bibliothèque")
    assert rows[1].data.kind == PERSON
    assert rows[1].employer == "bibliotheque"


def test_constants_fill_what_is_empty(plan):
    rows = plan(
        "Nom;Prénom;Pays;Tél\nBa;Awa;France;\nKa;Jo;;699123456\n",
        constants={"country": "Sénégal", "phone": "677889900", "notes": "liste 2025", "languages": ""},
    ).rows
    assert [row.data.country for row in rows] == ["FR", "SN"]
    assert [row.data.phones for row in rows] == [["+237677889900"], ["+237699123456"]]
    assert [row.data.notes for row in rows] == ["liste 2025", "liste 2025"]


def test_american_dates_when_the_column_proves_it(plan):
    rows = plan("Nom;Prénom;Date de naissance\nBa;Awa;03/04/1980\nKa;Jo;12/31/1980\n").rows
    assert [row.data.birth_date for row in rows] == [datetime.date(1980, 3, 4), datetime.date(1980, 12, 31)]


def test_a_striking_off_without_reason_gets_one(one):
    row = one("Nom;Prénom;Date de radiation\nBa;Awa;01/02/2020\n")
    assert row.data.struck_off_on == datetime.date(2020, 2, 1)
    assert row.data.struck_off_reason
    assert row.warnings == []


def test_custom_fields_of_every_kind(plan):
    made = plan(
        "Code;Nom;Prénom;Livres;Ouvert;Fondé;Genre\nX1;Ba;Awa;1 250,5;oui;31/12/2000;bus\nX2;Ka;Jo;;non;;bus\n"
        "X3;Ma;Li;7;;;bus\nX4;Na;Lu;8;oui;;bus\nX5;Sa;Mo;9;non;;bus\n"
    )
    assert {field.name: field.kind for field in made.new_fields} == {
        "Code": "text", "Livres": "number", "Ouvert": "yes_no", "Fondé": "date", "Genre": "choice",
    }  # fmt: skip
    assert list(made.rows[0].data.custom.values()) == ["X1", "1250.5", "1", "2000-12-31", "bus"]
    assert list(made.rows[1].data.custom.values()) == ["X2", "0", "bus"]


def test_values_that_an_existing_field_cannot_hold_are_kept_in_the_notes(plan, file):
    from assoc_desktop.members.custom_fields import save_custom_field

    save_custom_field("Livres", "number")
    save_custom_field("Genre", "choice", choices="bus\nsalle")
    save_custom_field("Ouvert", "yes_no")
    save_custom_field("Fondé", "date")
    row = plan("Nom;Prénom;Livres;Genre;Ouvert;Fondé\nBa;Awa;beaucoup;péniche;parfois;jadis\n").rows[0]
    assert row.data.custom == {}
    assert len(row.warnings) == 4
    assert all(word in row.data.notes for word in ("beaucoup", "péniche", "parfois", "jadis"))


def test_line_breaks_become_spaces_in_fields_of_one_line(one):
    row = one('Nom;Prénom;Ville;Notes\nBa;Awa;"Port\r\nGentil";"a\r\nb"\n')
    assert row.data.town == "Port Gentil"
    assert row.data.notes == "a\nb"


@pytest.mark.parametrize(
    ("full", "family_first", "parts"),
    [
        ("Awa Koné", False, ("Koné", "Awa")),
        ("Koné Awa", True, ("Koné", "Awa")),
        ("Koné, Awa Marie", False, ("Koné", "Awa Marie")),
        ("KONÉ Awa", False, ("KONÉ", "Awa")),
        ("Awa DE LA TOUR", True, ("DE LA TOUR", "Awa")),
        ("Awa", True, ("Awa", "")),
        ("JEAN KONÉ", False, ("KONÉ", "JEAN")),
        ("M. Koné", False, ("Koné", "M.")),
    ],
)
def test_full_names_are_split(full, family_first, parts):
    assert split_name(full, family_first=family_first) == parts


@pytest.mark.parametrize(("country", "kept"), [("France", "03600"), ("Belgique", "3600"), ("", "3600")])
def test_postcodes_that_a_spreadsheet_took_for_numbers(file, today, country, kept):
    from assoc_desktop.exchange import Row, Table
    from assoc_desktop.members.importing.mapping import guess_mapping
    from assoc_desktop.members.importing.rules import dry_run

    table = Table(["Nom", "Prénom", "CP", "Pays"], [Row(2, ["Ba", "Awa", 3600, country])], "sheet")
    assert dry_run(table, guess_mapping(table), today=today).rows[0].data.postcode == kept


def test_zeros_lost_in_a_csv_come_back_when_the_column_shows_it(plan):
    text = "Nom;Prénom;CP;Pays\nBa;Awa;3600;France\nKa;Jo;75001;France\nMa;Li;1000;Belgique\nNa;Lu;69001;\n"
    assert [row.data.postcode for row in plan(text).rows] == ["03600", "75001", "1000", "69001"]
    kept = text.replace("69001", "06000")
    assert [row.data.postcode for row in plan(kept).rows] == ["3600", "75001", "1000", "06000"]


def test_one_column_of_full_names(plan):
    rows = plan("Nom et prénom;Ville\nKoné Awa;Kribi\nBA Jo;Buea\n").rows
    assert [(row.data.family_name, row.data.given_name) for row in rows] == [("Koné", "Awa"), ("BA", "Jo")]


def test_an_institution_among_full_names(plan):
    text = "Type de membre;Nom complet\nInstitution;Bibliothèque de Kribi\nPersonne;Awa Koné\n"
    rows = plan(text, kind=PERSON).rows
    assert rows[0].data.name == "Bibliothèque de Kribi"
    assert rows[1].data.family_name == "Koné"


def test_cells_of_spaces_say_nothing(plan):
    made = plan(
        "Nom;Prénom;Tél;Livres;Genre;Pays\nBa;Awa; ; ; ; \n" + "Ka;Jo;699123456;5;bus;Mali\n" * 6,
        match_by=["name"],
    )
    row = made.rows[0]
    assert row.warnings == row.problems == []
    assert row.data.custom == {}
    assert row.data.notes == ""
