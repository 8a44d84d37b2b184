"""The fields a filter can ask about: their names, their kinds, and where their values stand in the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from assoc_desktop.language import N_
from assoc_desktop.members.holding import LEFT_SQL
from assoc_desktop.members.records import CONTACT_ROLES, INSTITUTION, LIBRARY_KINDS, PERSON
from assoc_desktop.members.status import STATUSES

#: What a field is about, besides the member.
SEASON, OWN = "season", "own"


@dataclass(frozen=True)
class Field:
    """One field.

    Attributes:
        label: its name.
        kind: a key of `tests.TESTS_OF`.
        column: SQL of its value.
        rows: SQL that gives the members who have a row of it, up to the condition on the row; empty when the value
            stands with the member. `{about}` is the condition on the season or the field of one's own.
        about: `SEASON` or `OWN` when the condition names one.
        words: value → its word, of a choice or a state.
        of: `tag`, `season` or `category`: what the values are, when they are records.
    """

    label: str
    kind: str
    column: str = ""
    rows: str = ""
    about: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    of: str = ""


def _text(label: str, column: str, rows: str = "") -> Field:
    return Field(label, "text", column, rows)


def _date(label: str, column: str, rows: str = "", about: str = "") -> Field:
    return Field(label, "date", column, rows, about)


_MEMBERSHIP = "SELECT member_id FROM membership WHERE {about} AND "
_CARD = "SELECT member_id FROM card WHERE {about} AND "
_CONTACT = "SELECT member_id FROM contact_person WHERE "
_NOT_LOST = "lost_on IS NULL AND spoiled_on IS NULL"
_CARDS = {
    "good": N_("a good card"),
    "none": N_("no good card"),
    "waiting": N_("a good card that is not handed over"),
    "handed_over": N_("a good card that was handed over"),
    "lost": N_("a lost card"),
    "spoiled": N_("a spoiled card"),
}
_PROOFS = {
    "valid": N_("valid today"),
    "missing": N_("missing: the category of today needs one"),
    "run_out": N_("run out, and no other shown"),
    "never": N_("never shown"),
}
_CONSENTS = {"agreed": N_("agreed"), "refused": N_("refused"), "not_asked": N_("not asked")}
_EMPLOYER = "SELECT person.id FROM member AS person JOIN member AS employer ON employer.id = person.employer_id WHERE "
_HOUSEHOLD = "SELECT member_id FROM household_member JOIN household ON household.id = household_member.household_id WHERE "
_CHANGED = (
    "SELECT record_id FROM history_index JOIN history_part ON history_part.id = history_index.part_id"
    " JOIN operation ON operation.id = history_part.operation_id WHERE "
)
_LATEST_PROOF = "SELECT member_id FROM (SELECT member_id, max(valid_until) AS valid_until FROM proof GROUP BY member_id) WHERE "

#: Heading → key → field, in the order in which they are offered.
CHAPTERS: dict[str, dict[str, Field]] = {
    N_("Member"): {
        "kind": Field(
            N_("Kind of member"), "state", "member.kind",
            words={PERSON: N_("Person"), INSTITUTION: N_("Institution")},
        ),
        "status": Field(N_("Status today"), "state", words=STATUSES),
        "number": _text(N_("Number"), "member.number"),
        "former_number": _text(N_("Former number"), "number", "SELECT member_id FROM former_number WHERE "),
        "any_name": _text(N_("Name"), "member.sort_name"),
        "title": _text(N_("Title"), "member.title"),
        "family_name": _text(N_("Family name"), "member.family_name"),
        "given_name": _text(N_("Given name"), "member.given_name"),
        "birth_date": _date(N_("Birth date"), "member.birth_date"),
        "age": Field(N_("Age in years"), "years", "member.birth_date"),
        "profession": _text(N_("Profession"), "member.profession"),
        "employer": _text(N_("Employer"), "employer.name", _EMPLOYER),
        "library_kind": Field(N_("Kind of library"), "choice", "member.library_kind", words=LIBRARY_KINDS),
        "isil": _text(N_("ISIL"), "member.isil"),
        "registration_number": _text(N_("Registration number"), "member.registration_number"),
        "photo": Field(N_("Photo"), "yes_no", "member.photo_id IS NOT NULL"),
        "notes": _text(N_("Notes"), "member.notes"),
        "tags": Field(N_("Tags"), "records", "tag_id", "SELECT member_id FROM member_tag WHERE ", of="tag"),
    },
    N_("Address and contact"): {
        "town": _text(N_("Town"), "member.town"),
        "postcode": _text(N_("Postcode"), "member.postcode"),
        "region": _text(N_("Region"), "member.region"),
        "country": Field(
            N_("Country"), "choice", "CASE WHEN member.country = '' THEN :home ELSE member.country END"
        ),
        "address": _text(N_("Address"), "member.address"),
        "phone": Field(N_("Phone"), "phone", "number", "SELECT member_id FROM phone WHERE "),
        "email": _text(N_("E-mail"), "address", "SELECT member_id FROM email_address WHERE "),
        "website": _text(N_("Website"), "member.website"),
        "languages": Field(N_("Languages"), "words", "member.languages"),
        "contact_name": _text(
            N_("Contact person: name"), "title || ' ' || given_name || ' ' || family_name", _CONTACT
        ),
        "contact_role": Field(N_("Contact person: role"), "choice", "role", _CONTACT, words=CONTACT_ROLES),
        "contact_phone": Field(N_("Contact person: phone"), "phone", "phone", _CONTACT),
        "contact_email": _text(N_("Contact person: e-mail"), "email", _CONTACT),
        "household": _text(N_("Household"), "household.name", _HOUSEHOLD),
        "payer": Field(
            N_("Pays for a household"), "yes_no", "member.id IN (SELECT payer_id FROM household)"
        ),
    },
    N_("Memberships"): {
        "enrolled": Field(
            N_("Enrolled for a season"), "records", "season_id", "SELECT member_id FROM membership WHERE ",
            of="season",
        ),
        "category": Field(N_("Category"), "record", "category_id", _MEMBERSHIP, SEASON, of="category"),
        "fee_due": Field(N_("Fee due"), "money", "fee_due", _MEMBERSHIP, SEASON),
        "reduction": Field(N_("Reduction"), "money", "reduction", _MEMBERSHIP, SEASON),
        "to_pay": Field(N_("Left to pay"), "money", LEFT_SQL, _MEMBERSHIP, SEASON),
        "starts_on": _date(N_("Membership starts on"), "starts_on", _MEMBERSHIP, SEASON),
        "ends_on": _date(N_("Membership ends on"), "ends_on", _MEMBERSHIP, SEASON),
        "card": Field(N_("Card"), "state", rows=_CARD, about=SEASON, words=_CARDS),
        "card_printed_on": _date(N_("Card printed on"), "printed_on", _CARD, SEASON),
        "proof": Field(N_("Proof"), "state", words=_PROOFS),
        "proof_until": _date(N_("Proof valid until"), "valid_until", _LATEST_PROOF),
    },
    N_("Dates"): {
        "joined_on": _date(N_("Joined on"), "member.joined_on"),
        "seniority": Field(N_("Years since joining"), "years", "member.joined_on"),
        "prospect_since": _date(N_("Prospect since"), "member.prospect_since"),
        "resigned_on": _date(N_("Resigned on"), "member.resigned_on"),
        "struck_off_on": _date(N_("Struck off on"), "member.struck_off_on"),
        "struck_off_reason": _text(N_("Reason for striking off"), "member.struck_off_reason"),
        "deceased_on": _date(N_("Deceased on"), "member.deceased_on"),
        "archived": Field(N_("In the archive"), "yes_no", "member.archived_on IS NOT NULL"),
        "archived_on": _date(N_("Archived on"), "member.archived_on"),
        "changed_on": _date(N_("Changed on"), "substr(operation.at, 1, 10)", _CHANGED),
    },
    N_("Consents"): {
        "consent.photo": Field(N_("Consent: photo"), "state", words=_CONSENTS),
        "consent.directory": Field(N_("Consent: directory"), "state", words=_CONSENTS),
        "consent.email": Field(N_("Consent: e-mail"), "state", words=_CONSENTS),
        "consent.phone": Field(N_("Consent: phone"), "state", words=_CONSENTS),
    },
}  # fmt: skip

_OWN_ROWS = "SELECT member_id FROM custom_value WHERE {about} AND "
_YES_NO = {"1": N_("yes"), "0": N_("no")}
#: Kind of a field of one's own → how a filter asks about it. The condition names the field.
OWN_KINDS = {
    "text": Field("", "text", "value", _OWN_ROWS, OWN),
    "number": Field("", "number", "value", _OWN_ROWS, OWN),
    "date": Field("", "date", "value", _OWN_ROWS, OWN),
    "yes_no": Field("", "choice", "value", _OWN_ROWS, OWN, _YES_NO),
    "choice": Field("", "choice", "value", _OWN_ROWS, OWN),
}
#: The key of a condition on a field of one's own; `about` says which.
OWN_FIELD = "own"

FIELDS = {key: each for chapter in CHAPTERS.values() for key, each in chapter.items()}
#: Who asks about the archive looks in it too.
ASKS_ABOUT_ARCHIVE = frozenset({"archived", "archived_on"})
#: State → SQL of the members that are in it.
CARD_STATES = {
    "good": _NOT_LOST,
    "waiting": f"{_NOT_LOST} AND handed_over_on IS NULL",
    "handed_over": f"{_NOT_LOST} AND handed_over_on IS NOT NULL",
    "lost": "lost_on IS NOT NULL",
    "spoiled": "spoiled_on IS NOT NULL",
}
