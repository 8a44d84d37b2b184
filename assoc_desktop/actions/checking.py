"""Looking through the actions of the open file for what no rule lets in."""

from __future__ import annotations

from assoc_desktop.language import N_
from assoc_desktop.storage.faults import Fault, told_faults

_FAULTS = (
    Fault(
        """SELECT coalesce(trim(given_name || ' ' || family_name || name), who) FROM action
           LEFT JOIN member ON member.id = action.member_id
           WHERE action.text = '' AND member.erased_on IS NULL""",
        N_("Actions that do not say what is to be done: {names}."),
    ),
    Fault(
        "SELECT text FROM action WHERE done_on IS NOT NULL AND dropped_on IS NOT NULL",
        N_("Actions that are done and dropped at once: {names}. Take them up again."),
    ),
    Fault(
        "SELECT text FROM action WHERE (about_table = '') != (about_id IS NULL)",
        N_("Actions that come from nowhere: {names}."),
    ),
)


def check_actions() -> list[str]:
    """What is wrong with the actions, one sentence for each kind of fault. Nothing is changed."""
    return told_faults(_FAULTS)
