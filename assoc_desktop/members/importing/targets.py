"""What a column of a foreign list can become: the fields of a member, as an import names them."""

from __future__ import annotations

from dataclasses import dataclass

from assoc_desktop.language import N_, _
from assoc_desktop.members.records import BOTH, INSTITUTION, PERSON


@dataclass(frozen=True)
class Target:
    """One field that a column may fill.

    Attributes:
        label: its name, to be translated when shown.
        applies_to: person, institution or both.
        holds: "text", "date", "email", "phone", "website", "postcode", "yes_no" or "picture"; a column is only guessed to be
            this field when its cells look like that.
        repeats: whether several columns may fill it: their values are joined or listed.
    """

    label: str
    applies_to: str = BOTH
    holds: str = "text"
    repeats: bool = False


#: Field → what it is, in the order in which a person chooses from them.
TARGETS = {
    "number": Target(N_("Member number")),
    "title": Target(N_("Title"), PERSON),
    "family_name": Target(N_("Family name"), PERSON),
    "given_name": Target(N_("Given name"), PERSON),
    "full_name": Target(N_("Full name"), PERSON),
    "name": Target(N_("Name of the institution"), INSTITUTION),
    "organisation": Target(N_("Organisation")),
    "kind": Target(N_("Person or institution")),
    "category": Target(N_("Category")),
    "birth_date": Target(N_("Birth date"), PERSON, "date"),
    "profession": Target(N_("Profession"), PERSON),
    "employer": Target(N_("Employer"), PERSON),
    "library_kind": Target(N_("Kind of library"), INSTITUTION),
    "isil": Target(N_("ISIL"), INSTITUTION),
    "registration_number": Target(N_("Registration number"), INSTITUTION),
    "address": Target(N_("Address"), repeats=True),
    "postcode": Target(N_("Postcode"), holds="postcode"),
    "town": Target(N_("Town")),
    "region": Target(N_("Region")),
    "country": Target(N_("Country")),
    "phone": Target(N_("Phone"), holds="phone", repeats=True),
    "email": Target(N_("E-mail"), holds="email", repeats=True),
    "website": Target(N_("Website"), holds="website"),
    "languages": Target(N_("Languages")),
    "tags": Target(N_("Tags"), repeats=True),
    "notes": Target(N_("Notes"), repeats=True),
    "joined_on": Target(N_("Joined on"), holds="date"),
    "prospect_since": Target(N_("Prospect since"), holds="date"),
    "resigned_on": Target(N_("Resigned on"), holds="date"),
    "struck_off_on": Target(N_("Struck off on"), holds="date"),
    "struck_off_reason": Target(N_("Reason for striking off")),
    "deceased_on": Target(N_("Deceased on"), PERSON, "date"),
    "contact_title": Target(N_("Title of the contact person"), INSTITUTION, repeats=True),
    "contact_given_name": Target(N_("Given name of the contact person"), INSTITUTION, repeats=True),
    "contact_name": Target(N_("Contact person"), INSTITUTION, repeats=True),
    "contact_role": Target(N_("Role of the contact person"), INSTITUTION, repeats=True),
    "contact_phone": Target(N_("Phone of the contact person"), INSTITUTION, "phone", repeats=True),
    "contact_email": Target(N_("E-mail of the contact person"), INSTITUTION, "email", repeats=True),
    "contact_main": Target(N_("Main contact person"), INSTITUTION, repeats=True),
    "photo": Target(N_("Photo"), holds="picture"),
    "consent_photo": Target(N_("Consent to photo on cards and lists"), holds="yes_no"),
    "consent_directory": Target(N_("Consent to entry in the directory"), holds="yes_no"),
    "consent_email": Target(N_("Consent to e-mail"), holds="yes_no"),
    "consent_phone": Target(N_("Consent to telephone"), holds="yes_no"),
}


def target_label(target: str) -> str:
    """The name of a field in the language spoken now."""
    return _(TARGETS[target].label)


def targets_for(kind: str) -> list[str]:
    """The fields that a list of this kind of member may fill, in the order in which they are offered."""
    return [key for key, target in TARGETS.items() if target.applies_to in (kind, BOTH)]
