"""What stays of a member who is erased, and why: the rows that books and statistics count, without anything personal.

Of a person's dates only those of joining and leaving stay: joins and leaves by month must not change. The birth date,
the place and the languages go, because together with the dates they would tell who it was in a small association;
statistics by age and region count who is erased as unknown.
"""

from __future__ import annotations

from assoc_desktop.storage.history import record_classes

#: Table with rows of members → the columns that stay of an erased member's row; None: the row goes.
#: A table that points to a member and is not here makes a test fail: nothing is forgotten.
STAYS: dict[str, tuple[str, ...] | None] = {
    "member": (
        "kind", "library_kind", "prospect_since", "joined_on", "resigned_on", "struck_off_on", "deceased_on",
        "archived_on", "erased_on",
    ),
    "membership": (
        "member_id", "season_id", "category_id", "starts_on", "ends_on", "grace_until", "fee_due", "reduction",
    ),
    "card": (
        "member_id", "season_id", "copy_number", "valid_until", "printed_on", "handed_over_on", "lost_on",
        "spoiled_on", "replaces_id",
    ),
    "phone": None,
    "email_address": None,
    "contact_person": None,
    "member_tag": None,
    "custom_value": None,
    "former_number": None,
    "household_member": None,
    "proof": None,
    "consent": None,
    "not_same": None,
    "posting": ("member_id", "entry_id", "account_id", "amount", "membership_id", "levy_id"),
    "receipt": ("member_id", "year_id", "number", "entry_id", "kind", "amount", "issued_on"),
    "levy": ("member_id", "kind", "season_id", "account_id", "amount", "due_on", "cancelled_on"),
    "reminder": ("member_id", "level_id", "prepared_on", "sent_on", "channel", "amount"),
    "survey_invitation": ("survey_id", "member_id", "given_on"),
    "survey_response": ("survey_id", "member_id", "language"),
    # What was ticked stays and is counted; what was written goes.
    "survey_answer": ("response_id", "question_id", "choice_id", "value"),
    "action": ("member_id", "due_on", "done_on", "dropped_on", "about_table", "about_id"),
    "benefit_use": (
        "member_id", "benefit_id", "season_id", "used_on", "cost", "value", "reversed_on",
    ),
    "solidarity_request": (
        "member_id", "season_id", "kind", "asked_on", "asked", "granted", "decided_on", "account_id", "membership_id",
    ),
    "prospect": ("member_id", "stage", "stage_on"),
    "conversation": (
        "member_id", "whom", "day", "way", "satisfaction", "season_id", "stated", "assessed", "assessed_on",
    ),
}  # fmt: skip


def kept_in_history() -> dict[str, set[str]]:
    """Table → the columns that stay in the history of who is erased."""
    return {name: {"id", record_classes()[name].owner, *(columns or ())} for name, columns in STAYS.items()}
