"""The names under which the tables' columns are told."""

from __future__ import annotations

from assoc_desktop.language import N_

#: Table → column → its name on the page. Columns that are not here (places in a list, hidden keys) are not told.
FIELD_NAMES: dict[str, dict[str, str]] = {
    "member": {
        "kind": N_("Kind of member"), "number": N_("Number"), "title": N_("Title"),
        "family_name": N_("Family name"), "given_name": N_("Given name"), "birth_date": N_("Birth date"),
        "profession": N_("Profession"), "employer_id": N_("Employer"), "name": N_("Name"),
        "library_kind": N_("Kind of library"), "isil": N_("ISIL"),
        "registration_number": N_("Registration number"), "photo_id": N_("Photo"), "address": N_("Address"),
        "postcode": N_("Postcode"), "town": N_("Town"), "region": N_("Region"), "country": N_("Country"),
        "website": N_("Website"), "languages": N_("Languages"), "notes": N_("Notes"),
        "prospect_since": N_("Prospect since"), "joined_on": N_("Joined on"), "resigned_on": N_("Resigned on"),
        "struck_off_on": N_("Struck off on"), "struck_off_reason": N_("Reason for striking off"),
        "deceased_on": N_("Deceased on"), "archived_on": N_("Archived on"),
        "erased_on": N_("Erased on"),
    },
    "contact_person": {
        "title": N_("Title"), "family_name": N_("Family name"), "given_name": N_("Given name"),
        "role": N_("Role"), "phone": N_("Phone"), "email": N_("E-mail"), "main": N_("Main contact"),
    },
    "membership": {
        "season_id": N_("Season"), "category_id": N_("Category"), "starts_on": N_("From"), "ends_on": N_("To"),
        "fee_due": N_("Fee due"), "reduction": N_("Reduction"), "reduction_reason": N_("Reason for the reduction"),
    },
    "card": {
        "valid_until": N_("Valid until"), "printed_on": N_("Printed on"), "handed_over_on": N_("Handed over on"),
        "lost_on": N_("Lost on"), "spoiled_on": N_("Spoiled on"),
    },
    "proof": {"name": N_("Name"), "seen_on": N_("Seen on"), "valid_until": N_("Valid until")},
    "consent": {"given": N_("Answer"), "said_on": N_("Said on"), "source": N_("How we know")},
    "levy": {
        "text": N_("Text"), "amount": N_("Amount"), "due_on": N_("Due on"), "cancelled_on": N_("Cancelled on"),
        "cancelled_because": N_("Reason"),
    },
    "reminder": {"amount": N_("Amount"), "sent_on": N_("Sent on")},
    "benefit_use": {
        "used_on": N_("Used on"), "note": N_("Note"), "beyond": N_("Given beyond, because"),
        "reversed_on": N_("Reversed on"), "reversed_because": N_("Reason"),
    },
    "solidarity_request": {
        "words": N_("In their words"), "asked_on": N_("Asked on"), "asked": N_("Amount asked"),
        "granted": N_("Amount granted"), "decided_on": N_("Decided on"), "decided_by": N_("Decided by"),
        "reason": N_("Reason"), "account_id": N_("Paid by"),
    },
    "conversation": {
        "day": N_("Day"), "by_whom": N_("Who listened"), "words": N_("What they said"),
        "satisfaction": N_("Satisfaction"), "season_id": N_("Season"), "assessed_by": N_("Assessed by"),
        "assessed_on": N_("Assessed on"), "assessment": N_("Why it is seen so"),
    },
    "action": {
        "text": N_("What is to be done"), "who": N_("Who does it"), "due_on": N_("By when"), "done_on": N_("Done on"),
        "dropped_on": N_("Dropped on"), "result": N_("What came of it"),
    },
    "prospect": {
        "source": N_("Where from"), "brought_by_id": N_("Brought by"), "stage_on": N_("Stage since"),
        "next_step": N_("Next step"), "next_on": N_("Next step on"),
    },
}  # fmt: skip


#: Table of a list → its column, and what is said when a row comes, goes, or takes another place.
LISTS: dict[str, tuple[str, str, str, str]] = {
    "phone": (
        "number", N_("Phone added: {value}"), N_("Phone removed: {value}"), N_("Phones in another order"),
    ),
    "email_address": (
        "address", N_("E-mail added: {value}"), N_("E-mail removed: {value}"), N_("E-mails in another order"),
    ),
    "member_tag": (
        "tag_id", N_("Tag added: {value}"), N_("Tag removed: {value}"), N_("Tags in another order"),
    ),
    "former_number": (
        "number", N_("Former number added: {value}"), N_("Former number removed: {value}"),
        N_("Former numbers in another order"),
    ),
    "household_member": (
        "household_id", N_("Joined the household {value}"), N_("Left the household {value}"),
        N_("Same household as before"),
    ),
    "survey_invitation": (
        "survey_id", N_("Asked in the survey “{value}”"), N_("No longer asked in the survey “{value}”"),
        N_("Asked in a survey as before"),
    ),
    "survey_response": (
        "survey_id", N_("Answered the survey “{value}”"), N_("Answers to the survey “{value}” removed"),
        N_("Answered a survey as before"),
    ),
    "not_same": (
        "other_id", N_("Not the same as {value}"), N_("May be the same as {value} again"), N_("Not the same as before"),
    ),
}  # fmt: skip
