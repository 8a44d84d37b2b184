"""Who of a list is not enrolled with it, because they left or died; a list alone brings nobody back."""

from __future__ import annotations

import datetime

from assoc_desktop.association.records import Season
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.leaving import Leaving, death, leaving_that_stands, leavings
from assoc_desktop.storage.database import database, day_from


class StayingOut:
    """Says of each row of a list why it does not enrol; last memberships are read once.

    Args:
        season: in which the list enrols, or None.
    """

    def __init__(self, season: Season | None) -> None:
        self._season = season
        self._last: dict[int, datetime.date | None] = {}
        if season is not None:
            found = database.execute_sql(
                "SELECT member_id, max(starts_on) FROM membership GROUP BY member_id"
            )
            self._last = {member_id: day_from(text) for member_id, text in found}

    def why(self, data: MemberData, member_id: int | None) -> Leaving | None:
        """How the member left who would be as the data say; None when they have not, or nobody is enrolled.

        Args:
            member_id: of the member that is in the list of members already.
        """
        if self._season is None:
            return None
        if data.deceased_on and data.deceased_on <= self._season.ends_on:
            return death(data.deceased_on)
        return leaving_that_stands(
            self._season,
            joined_on=data.joined_on,
            resigned_on=data.resigned_on,
            struck_off_on=data.struck_off_on,
            last_start=self._last.get(member_id) if member_id else None,
        )


def who_stays_out(season: Season) -> set[int]:
    """Ids of all members whom a list does not enrol, as they are stored now."""
    dead = database.execute_sql("SELECT id FROM member WHERE deceased_on <= ?", (season.ends_on.isoformat(),))
    return {row[0] for row in dead} | set(leavings(season))
