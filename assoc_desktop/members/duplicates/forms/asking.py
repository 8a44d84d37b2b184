"""Before a new member is added: whether they are in the list already; before two are compared: whether they can be one."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from assoc_desktop.members.data import MemberData
from assoc_desktop.members.duplicates.merging import check_merge
from assoc_desktop.members.duplicates.warning import lookalike
from assoc_desktop.refusals import Refused
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.messages import ADD, OPEN, ask_known, show_refusal


def may_add(desk: Desk, page: QWidget, data: MemberData) -> bool:
    """Ask when the new member looks like somebody in the list; whether to add them.

    The page of the one in the list may be opened instead; what was typed is asked about before it goes.
    """
    found = lookalike(data, desk.conventions)
    answer = ask_known(page, found.title, "\n".join(found.lines)) if found else ADD
    if found and answer == OPEN:
        desk.wanted.emit("members", {"open": found.member_id})
    return answer == ADD


def may_compare(page: QWidget, one_id: int, other_id: int) -> bool:
    """Whether two members may be brought together at all; says why not."""
    try:
        check_merge(one_id, other_id)
    except Refused as refusal:
        show_refusal(page, str(refusal))
        return False
    return True
