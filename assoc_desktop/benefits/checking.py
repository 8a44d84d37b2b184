"""Looking through the benefits of the open file for what no rule lets in."""

from __future__ import annotations

from assoc_desktop.benefits.records import AUDIENCES, BENEFIT_KINDS, DECISIONS, REQUEST_KINDS
from assoc_desktop.language import N_
from assoc_desktop.storage.faults import Fault, listed, told_faults

_REQUESTS = """
    SELECT trim(given_name || ' ' || family_name || name) FROM solidarity_request AS request
    JOIN member ON member.id = request.member_id LEFT JOIN membership ON membership.id = request.membership_id
"""
_USES = """
    SELECT benefit.name || ' – ' || trim(given_name || ' ' || family_name || member.name) FROM benefit_use
    JOIN benefit ON benefit.id = benefit_use.benefit_id JOIN member ON member.id = benefit_use.member_id
"""
_FAULTS = (
    Fault(
        "SELECT name FROM benefit WHERE agreed_until < agreed_from OR valid_until < valid_from",
        N_("Benefits that end before they begin: {names}. Correct the dates."),
    ),
    Fault(
        """SELECT benefit.name FROM benefit LEFT JOIN entitlement ON entitlement.benefit_id = benefit.id
           WHERE benefit.quota < 1 OR entitlement.quota < 1 OR cost < 0 OR value < 0""",
        N_("Benefits with a number that cannot be: {names}. Correct quota, cost and value."),
    ),
    Fault(
        """SELECT name FROM benefit WHERE kind NOT IN (SELECT value FROM json_each(?))
           OR audience NOT IN (SELECT value FROM json_each(?))""",
        N_("Benefits of a kind that this program does not know: {names}. Choose kind and audience anew."),
        (listed(BENEFIT_KINDS), listed(AUDIENCES)),
    ),
    # Without a quota that day, a use has no place in one, and neither has one of somebody who was erased.
    Fault(
        f"{_USES} WHERE place IS NOT NULL AND (reversed_on IS NOT NULL OR beyond != '')",
        N_("Uses that count in a quota although they should not: {names}."),
    ),
    Fault(
        f"{_USES} WHERE reversed_on < used_on OR benefit_use.cost < 0 OR benefit_use.value < 0",
        N_("Uses with a date or an amount that cannot be: {names}."),
    ),
    Fault(
        """SELECT review_round.name FROM review_item JOIN review_round ON review_round.id = round_id
           WHERE decision NOT IN (SELECT value FROM json_each(?)) OR (decision = '') != (decided_on IS NULL)""",
        N_("Reviews with a decision that is none, or was made on no day: {names}. Decide anew."),
        (listed(["", *DECISIONS]),),
    ),
    Fault(
        "SELECT name FROM review_round WHERE closed_on < opened_on",
        N_("Reviews that end before they begin: {names}."),
    ),
    Fault(
        f"""{_REQUESTS} WHERE request.kind NOT IN (SELECT value FROM json_each(?))
            OR (granted IS NULL) != (decided_on IS NULL) OR granted < 0 OR decided_on < asked_on
            OR (granted > 0 AND request.account_id IS NULL)""",
        N_("Requests for help with the dues whose decision lacks a day, an amount or an account: {names}."),
        (listed(REQUEST_KINDS),),
    ),
    Fault(
        f"""{_REQUESTS} WHERE membership.member_id != request.member_id
            OR membership.season_id != request.season_id""",
        N_("Requests for help with the dues of another member or season: {names}."),
    ),
)


def check_benefits() -> list[str]:
    """What is wrong with the benefits, one sentence for each kind of fault. Nothing is changed."""
    return told_faults(_FAULTS)
