"""The lists that other membership programs write, recognised by their headings.

Only names of columns are taken from these programs. Sources:

- Galette: members table `includes/fields_defs/members_fields.php` and `lib/Galette/IO/MembersCsv.php`
  (https://github.com/galette/galette): a list of members has the labels as headings, a stored export the field names.
- Paheko: default fields `src/include/data/users_fields_presets.ini` and `lib/Paheko/Users/Export.php`
  (https://github.com/paheko/paheko): labels as headings, and the category as "Catégorie".
- OpenJVerein: `Variable/MitgliedVar.java` for its CSV list, `io/MitgliederImport.java` and `io/InternalColumns.java` for
  the form it reads (https://github.com/openjverein/jverein).

How they write: Galette with `;` and every cell quoted, labels without their colon, dates in the order of its language,
yes and no in words; its stored exports hold raw values (`lib/Galette/IO/CsvOut.php`). Paheko writes dates as 31/12/2025
and ticked boxes as "Oui". OpenJVerein writes with `;`, dates as 31.12.2025, persons as n or j ("natürliche", "juristische
Person"), in the encoding of its computer (`io/MitgliedAuswertungCSV.java`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from assoc_desktop.language.folding import fold


@dataclass(frozen=True)
class Preset:
    """How one program's list is read. Headings are folded and without little words.

    Attributes:
        name: the program, as it is shown.
        signature: headings that are found together in its lists only.
        targets: heading → field.
        ignored: headings of columns that mean something to that program alone, or are secret.
        no_dates: dates that the program writes where there is none, in ISO form.
        complete: whether a heading that is not named here is surely none of our fields, whatever it resembles.
    """

    name: str
    signature: frozenset[str]
    targets: dict[str, str]
    ignored: frozenset[str] = field(default_factory=frozenset)
    complete: bool = False
    no_dates: frozenset[str] = field(default_factory=frozenset)


#: Signs between two words that folding would take away: "d'adhésion".
_JOINTS = re.compile(r"['’]")
_LITTLE_WORDS = {"de", "du", "des", "d", "l", "la", "le", "les", "of", "the"}


def bare_heading(heading: str) -> str:
    """A heading folded, without the little words that add nothing."""
    words = fold(_JOINTS.sub(" ", heading.replace("°", "o "))).split()
    kept = [word for word in words if word not in _LITTLE_WORDS]
    return " ".join(kept or words)


#: What Galette keeps in its database for a day that nobody gave (`Adherent::store`, `MembersCsv::exportMembers`).
_GALETTE_NO_DATES = frozenset({"1901-01-01"})

_GALETTE_FIELDS = Preset(
    "Galette",
    frozenset({"id adh", "nom adh", "prenom adh"}),
    {
        "id adh": "number", "titre adh": "title", "nom adh": "family_name", "prenom adh": "given_name",
        "societe adh": "organisation", "ddn adh": "birth_date", "prof adh": "profession", "adresse adh": "address",
        "adresse2 adh": "address", "cp adh": "postcode", "ville adh": "town", "region adh": "region",
        "pays adh": "country", "tel adh": "phone", "gsm adh": "phone", "email adh": "email", "url adh": "website",
        "pref lang": "languages", "date crea adh": "joined_on", "id statut": "category", "info adh": "notes",
        "info public adh": "notes",
    },
    frozenset({
        "mdp adh", "login adh", "bool admin adh", "bool display info", "date modif adh", "activite adh", "parent id",
        "fingerprint", "gpgid", "date echeance",
    }),
    no_dates=_GALETTE_NO_DATES,
)  # fmt: skip

_GALETTE_LABELS = Preset(
    "Galette",
    frozenset({"galette admin", "freed dues"}),
    {
        "member number": "number", "status": "category", "name": "family_name", "first name": "given_name",
        "company": "organisation", "title": "title", "birth date": "birth_date", "address": "address",
        "address continuation": "address", "zip code": "postcode", "city": "town", "country": "country",
        "phone": "phone", "mobile phone": "phone", "e mail": "email", "website": "website", "profession": "profession",
        "language": "languages", "creation date": "joined_on", "other informations": "notes",
        "other informations admin": "notes",
    },
    frozenset({
        "username", "password", "galette admin", "be visible in members list", "modification date", "account", "parent",
        "id gnupg gpg", "due date",
    }),
)  # fmt: skip

_GALETTE_FRENCH = Preset(
    "Galette",
    frozenset({"admin galette", "exempt cotisation"}),
    {
        "numero adherent": "number", "identifiant": "number", "statut": "category", "nom": "family_name",
        "prenom": "given_name", "societe": "organisation", "titre": "title", "date naissance": "birth_date",
        "adresse": "address", "adresse suite": "address", "code postal": "postcode", "ville": "town", "pays": "country",
        "telephone": "phone", "gsm": "phone", "e mail": "email", "courriel": "email", "site web": "website",
        "profession": "profession", "langue": "languages", "date creation": "joined_on", "autres informations": "notes",
        "autres informations admin": "notes",
    },
    frozenset({"mot passe", "admin galette", "date modification", "compte", "id gnupg gpg", "date echeance"}),
)  # fmt: skip

_PAHEKO = Preset(
    "Paheko",
    frozenset({"numero membre", "adresse e mail", "inscription a lettre information"}),
    {
        "numero membre": "number", "nom prenom": "full_name", "adresse e mail": "email", "adresse postale": "address",
        "code postal": "postcode", "ville": "town", "pays": "country", "numero telephone": "phone",
        "date naissance complete": "birth_date", "date inscription": "joined_on", "categorie": "category",
    },
    frozenset({"id", "mot passe", "age", "anciennete", "rattache a", "membres rattaches", "photo"}),
)  # fmt: skip

#: The same list of an association that took the newsletter out of its fields.
_PAHEKO_SHORT = replace(
    _PAHEKO, signature=frozenset({"numero membre", "nom prenom", "date inscription", "categorie"})
)

_PAHEKO_FIELDS = Preset(
    "Paheko",
    frozenset({"numero", "nom", "lettre infos"}),
    {
        "numero": "number", "nom": "full_name", "email": "email", "adresse": "address", "code postal": "postcode",
        "ville": "town", "pays": "country", "telephone": "phone", "date naissance": "birth_date",
        "date inscription": "joined_on", "category": "category",
    },
    frozenset({"id", "password", "id parent", "photo"}),
)  # fmt: skip

_OPENJVEREIN_LIST = Preset(
    "OpenJVerein",
    frozenset({"mitglied id", "mitglied name", "mitglied vorname"}),
    {
        "mitglied externe mitgliedsnummer": "number", "mitglied id": "number", "mitglied anrede": "title",
        "mitglied name": "family_name", "mitglied vorname": "given_name", "mitglied geburtsdatum": "birth_date",
        "mitglied personenart": "kind", "mitglied adressierungszusatz": "address", "mitglied strasse": "address",
        "mitglied plz": "postcode", "mitglied ort": "town", "mitglied staat": "country",
        "mitglied telefon privat": "phone", "mitglied telefon dienstlich": "phone", "mitglied handy": "phone",
        "mitglied email": "email", "mitglied eintritt": "joined_on", "mitglied austritt": "resigned_on",
        "mitglied sterbetag": "deceased_on", "mitglied beitragsgruppe bezeichnung": "category",
        "mitglied vermerk1": "notes", "mitglied vermerk2": "notes",
    },
    frozenset({
        "mitglied anrede du", "mitglied anrede foermlich", "mitglied austritt f", "mitglied eintritt f",
        "mitglied geburtsdatum f", "mitglied mandatdatum f", "mitglied eingabedatum f", "mitglied empfaenger",
        "mitglied namevorname", "mitglied vornamename", "mitglied iban maskiert", "mitglied beitragsgruppe id",
        "mitglied letzte aenderung", "mitglied adresstyp", "mitglied zahlerid", "mitglied zahlungsweg",
        *(f"mitglied kontoinhaber {part}" for part in (
            "namevorname", "vornamename", "empfaenger", "personenart", "anrede", "titel", "name", "vorname", "strasse",
            "adressierungszusatz", "plz", "ort", "staat", "email", "geschlecht",
        )),
    }),
)  # fmt: skip

_OPENJVEREIN_IMPORT = Preset(
    "OpenJVerein",
    frozenset({"nachname", "vorname", "eintritt"}),
    {
        "mitglieds nr": "number", "anrede": "title", "nachname": "family_name", "vorname": "given_name",
        "geburtsdatum": "birth_date", "personenart": "kind", "adressierungszusatz": "address", "strasse": "address",
        "plz": "postcode", "ort": "town", "staat": "country", "telefon privat": "phone", "telefon dienstlich": "phone",
        "handy": "phone", "email": "email", "eintritt": "joined_on", "austritt": "resigned_on",
        "sterbetag": "deceased_on", "beitragsart 1": "category", "vermerk1": "notes", "vermerk2": "notes",
    },
)  # fmt: skip

#: Presets in the order in which they are tried.
PRESETS = (
    _GALETTE_FIELDS,
    _GALETTE_LABELS,
    _GALETTE_FRENCH,
    _PAHEKO,
    _PAHEKO_SHORT,
    _PAHEKO_FIELDS,
    _OPENJVEREIN_LIST,
    _OPENJVEREIN_IMPORT,
)
