"""What later features offer to do with members: the one list, shown in the menus of the members' tab and page.

The window hands this list to the desk. A feature that has something to offer adds one line here; members know none of
them. An offer leads to a place of a tab, which is asked for it as by any other `desk.wanted`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assoc_desktop.language import N_


@dataclass(frozen=True)
class MemberOffer:
    """Something that can be done with a member elsewhere, and with several where `several` says so.

    Attributes:
        sign: name of its icon.
        words: what the menu says.
        tab: key of the tab.
        place: key of the place in it.
        asked: name under which the place is handed the member's id, or where it is for several a tuple of them.
        several: whether more than one member can be chosen for it.
    """

    sign: str
    words: str
    tab: str
    place: str
    asked: str
    several: bool = False

    def choice(self, member_ids: Sequence[int]) -> dict[str, object]:
        """What the tab is asked to show; an offer that is for one alone is handed the first."""
        return {"place": self.place, self.asked: tuple(member_ids) if self.several else member_ids[0]}


def member_offers() -> tuple[MemberOffer, ...]:
    """All offers, in the order of the menus."""
    return (
        MemberOffer("talk", N_("Note a conversation…"), "listening", "conversations", "note"),
        MemberOffer("benefits", N_("Record a benefit…"), "benefits", "desk", "member"),
        MemberOffer("shield", N_("Request to the solidarity fund…"), "benefits", "fund", "ask"),
        MemberOffer("list", N_("Ask in a survey…"), "listening", "surveys", "ask", several=True),
    )
