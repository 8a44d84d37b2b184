"""What later features offer to do with a member: the one list, shown in the menus of the members' tab and page.

The window hands this list to the desk. A feature that has something to offer adds one line here; members know none of
them. An offer leads to a place of a tab, which is asked for it as by any other `desk.wanted`.
"""

from __future__ import annotations

from dataclasses import dataclass

from assoc_desktop.language import N_


@dataclass(frozen=True)
class MemberOffer:
    """Something that can be done with a member elsewhere.

    Attributes:
        sign: name of its icon.
        words: what the menu says.
        tab: key of the tab.
        place: key of the place in it.
        asked: name under which the place is handed the member's id.
    """

    sign: str
    words: str
    tab: str
    place: str
    asked: str

    def choice(self, member_id: int) -> dict[str, object]:
        """What the tab is asked to show."""
        return {"place": self.place, self.asked: member_id}


def member_offers() -> tuple[MemberOffer, ...]:
    """All offers, in the order of the menus."""
    return (
        MemberOffer("talk", N_("Note a conversation…"), "listening", "conversations", "note"),
        MemberOffer("benefits", N_("Record a benefit…"), "benefits", "desk", "member"),
        MemberOffer("list", N_("Ask in a survey…"), "listening", "surveys", "ask"),
    )
