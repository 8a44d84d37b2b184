"""Headings under which lists carry the fields of a member, in French, English, and a few of German.

All are in the folded form, without little words (de, du, la, of, the).
"""

from __future__ import annotations

SYNONYMS: dict[str, tuple[str, ...]] = {
    "number": (
        "numero adherent", "no adherent", "n adherent", "num adherent", "numero membre", "no membre", "n membre",
        "num membre", "numero adhesion", "no adhesion", "matricule", "code adherent", "code membre", "id adherent",
        "id membre", "numero carte", "no carte", "numero", "member number", "member no", "member nr", "member id",
        "membership number", "membership no", "membership id", "mitgliedsnummer", "mitglieds nr", "mitgliedsnr",
    ),
    "title": ("civilite", "titre", "politesse", "salutation", "title", "prefix", "mr mrs", "honorific", "anrede"),
    "family_name": (
        "nom", "nom famille", "noms", "nom usage", "nom naissance", "patronyme", "last name", "lastname", "family name",
        "familyname", "surname", "name", "nom adherent", "nom membre", "nachname", "nom patronymique",
    ),
    "given_name": (
        "prenom", "prenoms", "prenom s", "first name", "firstname", "given name", "givenname", "forename", "first names",
        "given names", "vorname", "prenom adherent", "prenom membre",
    ),
    "full_name": (
        "nom prenom", "nom et prenom", "nom prenoms", "nom et prenoms", "noms et prenoms", "noms prenoms", "prenom nom",
        "prenom et nom", "prenoms et nom", "prenoms nom", "nom complet", "full name", "fullname", "member name", "member",
        "membre", "adherent", "complete name", "name first name", "display name",
    ),
    "name": (
        "nom etablissement", "etablissement", "nom bibliotheque", "bibliotheque", "nom institution", "institution",
        "nom organisme", "organisme", "raison sociale", "nom structure", "structure", "denomination", "intitule",
        "library", "library name", "institution name", "name library", "name institution", "company name", "libelle",
        "nom mediatheque", "mediatheque", "nom association", "nom ecole", "school name", "nom collectivite",
    ),
    "organisation": ("organisation", "organization", "societe", "company", "entreprise", "org"),
    "kind": ("personne ou institution", "personne institution", "person or institution", "type membre", "personenart",
             "nature", "type adherent", "member type", "type personne"),
    "category": (
        "categorie", "categorie adhesion", "categorie membre", "categorie adherent", "type adhesion", "type cotisation",
        "statut", "college", "formule", "category", "membership category", "membership type", "membership class",
        "beitragsgruppe", "tarif",
    ),
    "birth_date": (
        "date naissance", "naissance", "ne le", "ne e le", "nee le", "ddn", "date naiss", "birth date", "birthdate",
        "date birth", "dob", "birthday", "born", "born on", "geburtsdatum", "date naissance complete",
    ),
    "profession": (
        "profession", "metier", "fonction", "poste", "emploi", "occupation", "job", "job title", "position", "role",
        "activite professionnelle",
    ),
    "employer": ("employeur", "lieu travail", "lieu exercice", "employer", "workplace", "place work", "etablissement rattachement",
                 "etablissement exercice", "nom employeur", "institution employeur"),
    "library_kind": ("type bibliotheque", "type etablissement", "kind library", "library type", "type library",
                     "genre bibliotheque", "categorie bibliotheque"),
    "isil": ("isil", "code isil", "rcr", "numero rcr", "isil code", "sigel"),
    "registration_number": (
        "siret", "siren", "rna", "numero siret", "numero siren", "numero enregistrement", "no enregistrement",
        "registration number", "registration no", "numero agrement", "recepisse", "numero recepisse", "rccm", "niu",
        "numero contribuable",
    ),
    "address": (
        "adresse", "adresse postale", "rue", "voie", "adresse ligne", "complement", "complement adresse", "adresse suite",
        "adresse complement", "lieu dit", "boite postale", "bp", "b p", "address", "postal address", "street",
        "street address", "address line", "mailing address", "adressierungszusatz", "strasse", "numero et rue",
        "numero rue", "adresse continuation", "address continuation", "quartier", "adresse complete", "po box",
    ),
    "postcode": ("cp", "code postal", "postcode", "post code", "postal code", "zip", "zip code", "zipcode", "plz", "codepostal"),
    "town": ("ville", "commune", "localite", "town", "city", "ort", "municipality", "lieu", "nom commune", "ville residence",
             "bureau distributeur"),
    "region": ("region", "province", "state", "etat", "county", "departement region", "nom region", "libelle region"),
    "country": ("pays", "country", "staat", "land", "nation", "pays residence"),
    "phone": (
        "tel", "telephone", "phone", "tel fixe", "telephone fixe", "telephone portable", "tel portable", "portable",
        "mobile", "gsm", "cell", "cellphone", "cell phone", "mobile phone", "telephone mobile", "tel mobile", "telephones",
        "phone number", "numero telephone", "no telephone", "no tel", "n telephone", "n tel", "contact telephonique", "whatsapp",
        "tel domicile", "telephone domicile", "tel bureau", "telephone bureau", "tel travail", "home phone", "work phone",
        "telephone personnel", "telephone professionnel", "telefon", "handy", "telefon privat", "telefon dienstlich",
        "num tel", "telephone maison",
    ),
    "email": (
        "email", "e mail", "mail", "courriel", "mel", "adresse mail", "adresse email", "adresse e mail", "adresse courriel",
        "adresse electronique", "adresses electroniques", "email address", "e mail address", "mail address",
        "courrier electronique", "emails",
        "adresses mail", "mail personnel", "mail professionnel", "email personnel", "email professionnel", "e mails",
    ),
    "website": ("site", "site web", "site internet", "url", "website", "web site", "web", "homepage", "page web", "adresse web"),
    "languages": ("langue", "langues", "language", "languages", "langue parlee", "langues parlees", "preferred language",
                  "langue correspondance"),
    "tags": ("etiquette", "etiquettes", "tag", "tags", "mots cles", "mot cle", "keywords", "groupe", "groupes", "group", "groups"),
    "notes": (
        "note", "notes", "remarque", "remarques", "commentaire", "commentaires", "observation", "observations", "divers",
        "comment", "comments", "remark", "remarks", "autres informations", "infos", "informations", "vermerk",
        "autres informations admin", "other informations", "other informations admin",
    ),
    "joined_on": (
        "date adhesion", "adhesion", "adherent depuis", "membre depuis", "date inscription", "inscription", "date entree",
        "entree", "premiere adhesion", "date premiere adhesion", "joined", "joined on", "join date", "date joined",
        "member since", "membership date", "eintritt", "eintrittsdatum", "date creation fiche", "depuis",
    ),
    "prospect_since": ("prospect depuis", "premier contact", "date contact", "prospect since", "first contact"),
    "resigned_on": ("date demission", "demission", "date depart", "date sortie", "demissionnaire", "resigned", "resigned on",
                    "resignation date", "austritt", "austrittsdatum", "left on", "kuendigung"),
    "struck_off_on": ("date radiation", "radiation", "radie le", "struck off", "struck off on", "expelled on"),
    "struck_off_reason": ("motif radiation", "raison radiation", "reason striking off"),
    "deceased_on": ("date deces", "deces", "decede le", "decede", "deceased", "deceased on", "date death", "died on",
                    "sterbetag"),
    "contact_name": (
        "contact", "nom contact", "personne contact", "responsable", "nom responsable", "directeur", "directrice",
        "nom directeur", "contact name", "contact person", "administrator", "librarian", "bibliothecaire", "referent",
        "nom referent", "interlocuteur", "representant", "director", "personne contacter",
    ),
    "contact_main": ("contact principal",),
    "contact_role": ("fonction contact", "role contact", "fonction responsable", "qualite contact", "contact role",
                     "role contact person"),
    "contact_phone": ("telephone contact", "tel contact", "telephone responsable", "tel responsable", "contact phone",
                      "phone contact person", "telephone directeur"),
    "contact_email": ("email contact", "mail contact", "courriel contact", "email responsable", "mail responsable",
                      "courriel responsable", "contact email", "e mail contact person", "mail directeur"),
    "photo": ("photo", "picture", "image", "portrait"),
}  # fmt: skip

#: Words that stand in the names of institutions, and in the headings of lists of them.
INSTITUTION_WORDS = {
    "bibliotheque", "bibliotheques", "mediatheque", "mediatheques", "library", "libraries", "etablissement",
    "etablissements", "institution", "institutions", "organisme", "organismes", "universite", "university", "ecole",
    "lycee", "college", "school", "centre", "center", "institut", "institute", "mairie", "ministere", "archives",
    "structure", "societe", "fondation", "foundation", "association", "cdi", "bu", "bm", "mda", "bdp", "faculte",
    "musee", "museum", "ludotheque", "bibliobus", "sociale",
}  # fmt: skip

#: Words for our kinds of library → the kind.
LIBRARY_KIND_WORDS = {
    "nationale": "national", "national": "national", "universitaire": "academic", "academic": "academic",
    "university": "academic", "universite": "academic", "recherche": "academic", "publique": "public",
    "public": "public", "municipale": "public", "municipal": "public", "communale": "public", "lecture": "public",
    "departementale": "public", "intercommunale": "public", "scolaire": "school", "school": "school", "cdi": "school",
    "lycee": "school", "ecole": "school", "specialisee": "special", "special": "special", "specialised": "special",
    "specialized": "special", "entreprise": "special", "communautaire": "community", "community": "community",
    "associative": "community", "autre": "other", "other": "other",
}  # fmt: skip
