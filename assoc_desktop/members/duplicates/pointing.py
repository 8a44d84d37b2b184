"""What comes along when two members are brought together, counted from the tables: whatever points to a member follows."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from assoc_desktop.language import _, ngettext
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.duplicates.moving import pointers_to
from assoc_desktop.members.records import Member
from assoc_desktop.storage.database import database, table_name

#: Column that points to a member: told one by one (see `following`), or written anew from the data that was chosen.
TOLD_APART = frozenset({
    "member.employer_id", "phone.member_id", "email_address.member_id", "contact_person.member_id",
    "member_tag.member_id", "custom_value.member_id", "membership.member_id", "former_number.member_id",
    "household.payer_id", "household_member.member_id", "proof.member_id", "consent.member_id", "not_same.member_id",
    "not_same.other_id", "card.member_id", "survey_response.member_id", "prospect.member_id",
})  # fmt: skip
#: Column that points to a member → what is said of so many rows. A column that is in neither makes a test fail.
COUNTED: dict[str, Callable[[int], str]] = {
    "receipt.member_id": lambda n: ngettext("{n} receipt follows.", "{n} receipts follow.", n),
    "posting.member_id": lambda n: ngettext(
        "{n} line of the journal follows.", "{n} lines of the journal follow.", n
    ),
    "levy.member_id": lambda n: ngettext("{n} levy follows.", "{n} levies follow.", n),
    "reminder.member_id": lambda n: ngettext("{n} reminder follows.", "{n} reminders follow.", n),
    "conversation.member_id": lambda n: ngettext("{n} conversation follows.", "{n} conversations follow.", n),
    "action.member_id": lambda n: ngettext("{n} action follows.", "{n} actions follow.", n),
    "benefit_use.member_id": lambda n: ngettext(
        "{n} use of a benefit follows.", "{n} uses of benefits follow.", n
    ),
    "solidarity_request.member_id": lambda n: ngettext(
        "{n} request to the solidarity fund follows.", "{n} requests to the solidarity fund follow.", n
    ),
    "survey_invitation.member_id": lambda n: ngettext(
        "{n} invitation to a survey follows.", "{n} invitations to surveys follow.", n
    ),
    "prospect.brought_by_id": lambda n: ngettext(
        "{n} possible member whom they brought follows.", "{n} possible members whom they brought follow.", n
    ),
}


def counted_that_follow(keep_id: int, other_id: int, conventions: Conventions) -> Iterator[str]:
    """What of the one that goes comes along, in sentences with numbers; nothing is written."""
    for record, field in pointers_to(Member):
        told = COUNTED.get(f"{table_name(record)}.{field.column_name}")
        n = record.select().where(field == other_id).count() if told else 0
        if told and n:
            yield told(n).format(n=conventions.number(n))
    yield from _possible(keep_id, other_id)


def _possible(keep_id: int, other_id: int) -> Iterator[str]:
    sql = "SELECT member_id FROM prospect WHERE member_id IN (?, ?)"
    known = {row[0] for row in database.execute_sql(sql, (keep_id, other_id))}
    if known == {other_id}:
        yield _("What is known of a possible member follows.")
    elif len(known) > 1:
        yield _("Both were possible members: what was known last stays.")
