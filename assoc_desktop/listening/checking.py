"""Looking through conversations and possible members of the open file for what no rule lets in."""

from __future__ import annotations

from assoc_desktop.language import N_
from assoc_desktop.listening.records import REASONS, STAGES, WAYS, WHOM
from assoc_desktop.storage.faults import Fault, listed, told_faults

_CONVERSATIONS = """
    SELECT coalesce(trim(given_name || ' ' || family_name || name), partner) || ' (' || day || ')' FROM conversation
    LEFT JOIN member ON member.id = conversation.member_id
"""
_PROSPECTS = """
    SELECT trim(given_name || ' ' || family_name || name) FROM prospect JOIN member ON member.id = prospect.member_id
"""
_FAULTS = (
    Fault(
        f"""{_CONVERSATIONS} WHERE whom NOT IN (SELECT value FROM json_each(?))
            OR way NOT IN (SELECT value FROM json_each(?)) OR stated NOT IN (SELECT value FROM json_each(?))
            OR assessed NOT IN (SELECT value FROM json_each(?))""",
        N_("Conversations with a word that this program does not know: {names}. Open and choose anew."),
        (listed(WHOM), listed(WAYS), listed(["", *REASONS]), listed(["", *REASONS])),
    ),
    Fault(
        f"{_CONVERSATIONS} WHERE satisfaction NOT BETWEEN 1 AND 5",
        N_("Conversations with a satisfaction that is not 1 to 5: {names}."),
    ),
    Fault(
        f"{_CONVERSATIONS} WHERE (stated != '' OR assessed != '') AND season_id IS NULL",
        N_("Conversations with a reason that holds for no season: {names}. Choose the season."),
    ),
    Fault(
        f"{_CONVERSATIONS} WHERE (assessed = '') != (assessed_on IS NULL) OR assessed_on < day",
        N_("Conversations assessed on no day, or before they were held: {names}. Assess them anew."),
    ),
    Fault(
        f"{_CONVERSATIONS} WHERE (conversation.member_id IS NULL) != (partner != '')",
        N_("Conversations with nobody, or with two at once: {names}. Say who spoke."),
    ),
    Fault(
        f"{_PROSPECTS} WHERE stage NOT IN (SELECT value FROM json_each(?))",
        N_("Possible members at a stage that this program does not know: {names}. Choose the stage anew."),
        (listed(STAGES),),
    ),
    Fault(
        f"{_PROSPECTS} WHERE next_on IS NOT NULL AND next_step = '' OR brought_by_id = prospect.member_id",
        N_("Possible members with a day but no next step, or brought by themselves: {names}."),
    ),
)


def check_listening() -> list[str]:
    """What is wrong with what people said, one sentence for each kind of fault. Nothing is changed."""
    return told_faults(_FAULTS)
