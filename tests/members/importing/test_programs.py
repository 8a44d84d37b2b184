"""Lists as Galette, Paheko and OpenJVerein write them, made by ourselves to their documented layouts, read end to end."""

import datetime

import pytest

from assoc_desktop.exchange import open_table
from assoc_desktop.members.bulk import read_members
from assoc_desktop.members.importing.mapping import guess_mapping
from assoc_desktop.members.importing.rules import apply, dry_run
from assoc_desktop.members.records import Category, Member, Membership

DAY = datetime.date

GALETTE_LABELS = """"Identifiant ";"Statut ";"Nom ";"Prénom ";"Société ";"Titre ";"Date de naissance ";"Adresse ";"Adresse (suite)";\
"Code postal ";"Ville ";"Pays ";"Téléphone ";"GSM ";"E-Mail ";"Autres informations (admin) ";"Date de création ";\
"Date de modification ";"Compte ";"Admin Galette ";"Exempt de cotisation ";"Apparaît dans la liste des membres ";\
"Date d'échéance "
"12";"Individual";"N'DIAYE";"Aïssatou";"";"Mme";"31/01/1985";"1, rue de la Paix";"Bâtiment B";"01000";"Bourg";"France";\
"0142000000";"0612345678";"aissatou@example.org";"Fondatrice
depuis 2004";"02/03/2004";"14/05/2026";"Oui";"Non";"Non";"Oui";"31/12/2026"
"""
GALETTE_FIELDS = """"id_adh";"id_statut";"nom_adh";"prenom_adh";"titre_adh";"ddn_adh";"cp_adh";"ville_adh";"tel_adh";"email_adh";\
"date_crea_adh";"mdp_adh";"num_adh";"activite_adh"
"12";"Individual";"N'DIAYE";"Aïssatou";"";"1901-01-01";"01000";"Bourg";"0142000000";"aissatou@example.org";"2004-03-02";\
"$2y$10$secret";"A-7";"1"
"""
PAHEKO = """"Numéro de membre","Nom & prénom","Adresse E-Mail","Mot de passe","Adresse postale","Code postal","Ville",\
"Numéro de téléphone","Inscription à la lettre d'information","Date d'inscription","Ancienneté","Catégorie"
"12","N'Diaye Aïssatou","aissatou@example.org","","1, rue de la Paix","01000","Bourg","0142000000","Oui","02/03/2004",\
"22","Individual"
"""
OPENJVEREIN = """mitglied_id;mitglied_externe_mitgliedsnummer;mitglied_anrede;mitglied_titel;mitglied_name;mitglied_vorname;\
mitglied_personenart;mitglied_geburtsdatum;mitglied_geburtsdatum_f;mitglied_strasse;mitglied_adressierungszusatz;\
mitglied_plz;mitglied_ort;mitglied_staat;mitglied_telefon_privat;mitglied_handy;mitglied_email;mitglied_eintritt;\
mitglied_austritt;mitglied_beitragsgruppe_bezeichnung;mitglied_kontoinhaber_namevorname;mitglied_vermerk1;\
mitglied_letzte.aenderung
12;;Frau;Dr.;Müller;Käthe;n;31.01.1985;19850131;Hauptstraße 1;Hinterhaus;01067;Dresden;DE;0351 4200000;0171 1234567;\
kaethe@example.org;02.03.2004;;Individual;Müller, Käthe;Gründerin;14.05.2026
13;;;;Bücherei Dresden;;j;;;Hauptstraße 2;;01067;Dresden;DE;;;;01.01.2010;;Institution;;;
"""


@pytest.fixture
def imported(file, tmp_path, today):
    """Import a list for 2026 and give its mapping and the members in the order of their numbers."""

    def import_(text, encoding="utf-8"):
        from assoc_desktop.association.records import the_association

        association = the_association()
        association.country = "DE" if "mitglied" in text else "FR"
        association.save()
        path = tmp_path / "list.csv"
        path.write_bytes(text.encode(encoding))
        table = open_table(path)
        mapping = guess_mapping(table)
        mapping.season = "2026"
        plan = dry_run(table, mapping, today=today)
        assert [row.problems for row in plan.rows] == [[] for _row in plan.rows]
        assert [row.warnings for row in plan.rows] == [[] for _row in plan.rows]
        apply(plan, today=today)
        ids = [member.id for member in Member.select().order_by(Member.number)]
        return mapping, list(read_members(ids).values())

    return import_


def fields(mapping):
    return {
        column.heading.strip(): column.use for column in mapping.columns if column.use not in ("", "custom")
    }


def test_a_list_of_galette_with_its_french_labels(imported):
    mapping, (member,) = imported(GALETTE_LABELS)
    assert mapping.preset == "Galette"
    assert (member.number, member.title, member.family_name, member.given_name) == (
        "12",
        "Mme",
        "N'DIAYE",
        "Aïssatou",
    )
    assert member.birth_date == DAY(1985, 1, 31)
    assert member.joined_on == DAY(2004, 3, 2)
    assert member.address == "1, rue de la Paix\nBâtiment B"
    assert (member.postcode, member.country) == ("01000", "FR")
    assert member.phones == ["+33142000000", "+33612345678"]
    assert member.notes == "Fondatrice\ndepuis 2004"
    left_out = {column.heading.strip() for column in mapping.columns if column.use == ""}
    assert {"Date de modification", "Compte", "Admin Galette", "Date d'échéance"} <= left_out
    assert Membership.get().category == Category.get(Category.name == "Individual")


def test_a_stored_export_of_galette_has_raw_values(imported):
    mapping, (member,) = imported(GALETTE_FIELDS)
    assert mapping.preset == "Galette"
    assert member.birth_date is None
    assert member.joined_on == DAY(2004, 3, 2)
    assert "mdp_adh" not in fields(mapping)
    assert "A-7" in member.custom.values()
    assert not any("secret" in value for value in member.custom.values())


def test_a_title_that_galette_wrote_as_a_number_is_told(file, tmp_path, today):
    """On cards and letters, “1 Aïssatou N'DIAYE” would stand."""
    path = tmp_path / "list.csv"
    path.write_text(GALETTE_FIELDS.replace('"Aïssatou";""', '"Aïssatou";"1"'), encoding="utf-8")
    table = open_table(path)
    (row,) = dry_run(table, guess_mapping(table), today=today).rows
    assert "titre_adh: “1” is a number and not a title. It was kept in the notes." in row.warnings
    assert row.data.title == ""
    assert "titre_adh: 1" in row.data.notes


@pytest.mark.parametrize("newsletter", [True, False])
def test_a_list_of_paheko(imported, newsletter):
    text = PAHEKO
    if not newsletter:
        text = text.replace(',"Inscription à la lettre d\'information"', "").replace(',"Oui"', "")
    mapping, (member,) = imported(text)
    assert mapping.preset == "Paheko"
    assert (member.number, member.family_name, member.given_name) == ("12", "N'Diaye", "Aïssatou")
    assert member.joined_on == DAY(2004, 3, 2)
    assert member.emails == ["aissatou@example.org"]
    assert list(member.custom.values()) == (["1"] if newsletter else [])


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_list_of_openjverein(imported, encoding):
    mapping, (kaethe, library) = imported(OPENJVEREIN, encoding)
    assert mapping.preset == "OpenJVerein"
    assert (kaethe.title, kaethe.family_name, kaethe.given_name) == ("Frau", "Müller", "Käthe")
    assert kaethe.birth_date == DAY(1985, 1, 31)
    assert kaethe.address == "Hauptstraße 1\nHinterhaus"
    assert (kaethe.postcode, kaethe.town) == ("01067", "Dresden")
    assert kaethe.phones == ["+493514200000", "+491711234567"]
    assert kaethe.notes == "Gründerin"
    assert (library.kind, library.name) == ("institution", "Bücherei Dresden")
    assert library.joined_on == DAY(2010, 1, 1)


def test_a_number_of_somebody_else_overwrites_nothing(file, save, tmp_path, today):
    awa = save(family_name="Example", given_name="Awa", number="12", emails=["awa@example.org"])
    before = read_members([awa])
    path = tmp_path / "list.csv"
    path.write_text(
        "N° adhérent;Nom;Prénom;Ville\n12;Traoré;Moussa;Bamako\n12;Keïta;Salif;Kayes\n", encoding="utf-8"
    )
    table = open_table(path)
    plan = dry_run(table, guess_mapping(table), today=today)
    first, second = plan.rows
    assert first.why == "Number 12 is that of Awa Example, who is named otherwise."
    assert first.action == second.action == "skip"
    assert "add" not in plan.possible_actions(first)
    assert second.problems == ["Number 12 is on line 2 already."]
    apply(plan, today=today)
    assert read_members([awa]) == before
    assert Member.select().count() == 1
