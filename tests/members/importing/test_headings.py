"""Columns guessed from their headings and from what stands below."""

import pytest

from assoc_desktop.exchange import Row, Table
from assoc_desktop.language import speak
from assoc_desktop.members.importing.headings import folded_headings, guess_columns, kind_words, recognise
from assoc_desktop.members.importing.presets import PRESETS
from assoc_desktop.members.importing.synonyms import LIBRARY_KIND_WORDS, SYNONYMS
from assoc_desktop.members.importing.targets import TARGETS, target_label, targets_for
from assoc_desktop.members.records import INSTITUTION, LIBRARY_KINDS, PERSON


def guess(headings, *rows, kind=None):
    headings = headings.split(";")
    body = [Row(number, row.split(";")) for number, row in enumerate(rows, 2)]
    return guess_columns(Table(headings, body, "csv"), kind=kind)


PERSON_HEADINGS = {
    "Nom": "family_name", "NOM DE FAMILLE": "family_name", "Prénom": "given_name", "Prénoms": "given_name",
    "Courriel": "email", "Mail": "email", "E-mail": "email", "Adresse e-mail": "email", "Mél.": "email",
    "Tél": "phone", "Tél.": "phone", "Portable": "phone", "Téléphone mobile": "phone", "CP": "postcode",
    "Code postal": "postcode", "Ville": "town", "Commune": "town", "Adresse": "address", "Adresse 2": "address",
    "Complément d'adresse": "address", "Date de naissance": "birth_date", "Né(e) le": "birth_date",
    "Date d'adhésion": "joined_on", "N° adhérent": "number", "Nº adhérent": "number", "Numéro de membre": "number",
    "Catégorie": "category", "Civilité": "title", "Profession": "profession", "Employeur": "employer",
    "Pays": "country", "Langue": "languages", "Notes": "notes", "Remarques": "notes", "Région": "region",
    "Last name": "family_name", "First Name": "given_name", "E-Mail Address": "email", "Zip code": "postcode",
    "Date of birth": "birth_date", "Membership no.": "number", "Job title": "profession", "City": "town",
    "Téléphone 2": "phone", "Courriel (2)": "email", "Date de démission": "resigned_on", "Décédé le": "deceased_on",
    "Nom de famille :": "family_name", "Site web": "website", "Mots-clés": "tags",
}  # fmt: skip


@pytest.mark.parametrize(("heading", "target"), PERSON_HEADINGS.items())
def test_a_heading_of_a_list_of_persons(heading, target):
    assert guess(heading, kind=PERSON).targets[heading] == target


INSTITUTION_HEADINGS = {
    "nom_de_l_etablissement": "name", "Établissement": "name", "Bibliothèque": "name", "Raison sociale": "name",
    "Nom": "name", "Organisme": "name", "ISIL": "isil", "Code ISIL": "isil", "SIRET": "registration_number",
    "Type de bibliothèque": "library_kind", "Responsable": "contact_name", "Courriel du responsable": "contact_email",
    "Téléphone": "phone", "Site internet": "website", "Library name": "name", "Société": "name",
    # As this program itself named them before.
    "Personne à contacter": "contact_name", "Contact principal": "contact_main", "Téléphone du contact": "contact_phone",
    "E-mail du contact": "contact_email", "Fonction du contact": "contact_role", "Adresses électroniques": "email",
}  # fmt: skip


@pytest.mark.parametrize(("heading", "target"), INSTITUTION_HEADINGS.items())
def test_a_heading_of_a_list_of_institutions(heading, target):
    assert guess(heading, kind=INSTITUTION).targets[heading] == target


@pytest.mark.parametrize(
    "heading", ["Couriel", "Telephonne", "Profesion", "Datte de naissance", "Code postale"]
)
def test_a_slip_of_the_keyboard_is_forgiven(heading):
    assert guess(heading, kind=PERSON).targets[heading]


@pytest.mark.parametrize(
    "heading",
    ["Population commune", "Nombre de bénévoles", "type_adresse", "fille", "Montant", "code_region", "Nb"],
)
def test_what_is_no_field_of_ours_is_left_open(heading):
    assert guess(heading, kind=INSTITUTION).targets[heading] == ""


def test_our_own_names_of_fields_are_known_in_every_language():
    for language in ("en", "fr"):
        speak(language)
        for kind in (PERSON, INSTITUTION):
            for target in targets_for(kind):
                found = guess(target_label(target), kind=kind).targets[target_label(target)]
                assert found == (target if found != "name" else "name"), (language, target)
                assert found


def test_what_stands_below_may_speak_against_the_heading():
    assert guess("Nom;Mail", "Ba;oui", "Ka;non", kind=PERSON).targets["Mail"] == ""
    assert guess("Nom;Site", "Ba;Nord", "Ka;Sud", kind=PERSON).targets["Site"] == ""
    assert guess("Nom;Adhésion", "Ba;oui", "Ka;non", kind=PERSON).targets["Adhésion"] == ""
    assert guess("Nom;Adhésion", "Ba;01/02/2024", "Ka;", kind=PERSON).targets["Adhésion"] == "joined_on"
    assert guess("Nom;Tél", "Ba;oui", kind=PERSON).targets["Tél"] == ""
    assert guess("Nom;CP", "Ba;oui", kind=PERSON).targets["CP"] == ""


def test_two_columns_never_become_one_field_unless_it_repeats():
    found = guess("Ville;Commune;Tél;Portable;Adresse;Adresse 2", kind=PERSON).targets
    assert list(found.values()) == ["town", "", "phone", "phone", "address", "address"]


def test_persons_and_institutions_are_told_apart():
    assert guess("Nom;Prénom;Ville").kind == PERSON
    assert guess("nom_de_l_etablissement;CP;Ville").kind == INSTITUTION
    assert guess("Nom;Ville;ISIL").kind == INSTITUTION
    assert guess("Nom;Ville", "Bibliothèque nationale;Yaoundé", "Médiathèque;Kribi").kind == INSTITUTION
    assert guess("Nom;Ville", "Awa Koné;Yaoundé", "Jean Ba;Kribi").kind == PERSON
    assert guess("A;B").kind == PERSON


def test_one_column_of_several_words_is_the_full_name():
    found = guess("Nom;Ville", "Awa Koné;Yaoundé", "Jean Ba;Kribi")
    assert found.targets["Nom"] == "full_name"
    assert found.family_first
    assert guess("Nom;Ville", "Koné;Yaoundé", "Ba;Kribi").targets["Nom"] == "family_name"
    assert guess("Nom et prénom", "Koné Awa").family_first
    assert not guess("Prénom et nom", "Awa Koné").family_first
    assert not guess("Full name", "Awa Koné").family_first
    assert guess("Last name, first name", "Koné, Awa").targets["Last name, first name"] in ("full_name", "")


def test_empty_columns_without_a_field_are_left_out():
    found = guess("Nom;Vide;Mail", "Ba;;", kind=PERSON)
    assert found.ignored == {"Vide"}
    assert found.targets["Mail"] == "email"


GALETTE = "id_adh;id_statut;nom_adh;prenom_adh;societe_adh;titre_adh;ddn_adh;adresse_adh;cp_adh;ville_adh;tel_adh;gsm_adh;email_adh;prof_adh;login_adh;mdp_adh;date_crea_adh;pref_lang"
GALETTE_LABELS = "Member number:;Status:;Name:;First name:;Company:;Zip Code:;City:;Phone:;Mobile phone:;E-Mail:;Galette Admin:;Freed of dues:;Password:"
GALETTE_FRENCH = (
    "Nom :;Prénom :;Code postal :;Ville :;E-Mail :;Admin Galette :;Exempt de cotisation :;Mot de passe :"
)
PAHEKO = "Numéro de membre;Nom & prénom;Adresse E-Mail;Mot de passe;Adresse postale;Code postal;Ville;Numéro de téléphone;Inscription à la lettre d'information;Date d'inscription;Catégorie"
PAHEKO_FIELDS = "numero;nom;email;password;adresse;code_postal;ville;telephone;lettre_infos;date_inscription"
JVEREIN = "mitglied_id;mitglied_name;mitglied_vorname;mitglied_personenart;mitglied_plz;mitglied_ort;mitglied_handy;mitglied_eintritt;mitglied_iban;mitglied_empfaenger"
JVEREIN_IMPORT = (
    "Mitglieds_Nr;Anrede;Nachname;Vorname;Strasse;Plz;Ort;Geburtsdatum;Telefon_privat;Email;Eintritt;IBAN"
)


@pytest.mark.parametrize(
    ("headings", "name", "some"),
    [
        (GALETTE, "Galette", {"id_adh": "number", "nom_adh": "family_name", "societe_adh": "organisation",
                              "gsm_adh": "phone", "id_statut": "category", "mdp_adh": ""}),
        (GALETTE_LABELS, "Galette", {"Name:": "family_name", "Company:": "organisation", "Password:": ""}),
        (GALETTE_FRENCH, "Galette", {"Nom :": "family_name", "Mot de passe :": ""}),
        (PAHEKO, "Paheko", {"Nom & prénom": "full_name", "Adresse E-Mail": "email", "Mot de passe": "",
                            "Adresse postale": "address", "Inscription à la lettre d'information": ""}),
        (PAHEKO_FIELDS, "Paheko", {"nom": "full_name", "code_postal": "postcode", "password": ""}),
        (JVEREIN, "OpenJVerein", {"mitglied_plz": "postcode", "mitglied_personenart": "kind", "mitglied_iban": "",
                                  "mitglied_empfaenger": ""}),
        (JVEREIN_IMPORT, "OpenJVerein", {"Nachname": "family_name", "Telefon_privat": "phone", "IBAN": ""}),
    ],
)  # fmt: skip
def test_lists_of_other_programs_are_recognised(headings, name, some):
    found = guess(headings)
    assert found.preset == name
    assert {heading: found.targets[heading] for heading in some} == some


def test_secret_columns_of_other_programs_are_left_out():
    assert "mdp_adh" in guess(GALETTE, ";".join("x" * 18)).ignored
    assert "Mot de passe" in guess(PAHEKO, ";".join("x" * 11)).ignored


def test_a_plain_list_is_of_no_program():
    assert recognise(["Nom", "Prénom", "Ville"]) is None


def test_presets_and_synonyms_name_fields_that_exist():
    for preset in PRESETS:
        assert set(preset.targets.values()) <= set(TARGETS)
        assert not preset.signature - set(preset.targets) - preset.ignored - {
            "freed dues", "exempt cotisation", "inscription a lettre information", "lettre infos",
        }  # fmt: skip
    assert set(SYNONYMS) <= set(TARGETS)
    assert set(LIBRARY_KIND_WORDS.values()) == set(LIBRARY_KINDS)


def test_headings_are_remembered_whatever_their_accents_and_case():
    assert folded_headings(["Prénom ", "N° adhérent"]) == folded_headings(["PRENOM", "n° ADHÉRENT"])
    assert folded_headings(["a", "b"]) != folded_headings(["b", "a"])


@pytest.mark.parametrize(
    ("word", "kind"),
    [("Personne", PERSON), ("N", PERSON), ("Institution", INSTITUTION), ("Bibliothèque", INSTITUTION), ("J", INSTITUTION),
     ("personne morale", INSTITUTION), ("Personne physique", PERSON), ("bleu", ""), ("", "")],
)  # fmt: skip
def test_words_for_persons_and_institutions(word, kind):
    assert kind_words(word) == kind
