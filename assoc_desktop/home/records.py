"""What needs doing today, counted."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any

from assoc_desktop.association.records import Season, present_season
from assoc_desktop.members import listing
from assoc_desktop.members.erasing.rules.retention import gone_for_long
from assoc_desktop.members.holding import LEFT_SQL
from assoc_desktop.members.limits import count_passed
from assoc_desktop.members.proofs import count_lacking
from assoc_desktop.members.status import BELONGING
from assoc_desktop.storage.database import database

#: What is to do → the choice of members it stands for, without the season.
TASKS: dict[str, dict[str, Any]] = {
    "cards": {"status": "belonging", "without_card": True},
    "not_enrolled": {"status": "belonging", "not_enrolled": True},
    "grace": {"status": "grace"},
    "lapsed": {"status": "lapsed"},
    "pending": {"status": "pending"},
}
#: What else is to do → the part of the members' page “Proofs and limits” that shows it.
PROPOSALS = {"proofs": "proofs", "limits": "limits"}

_INSTITUTIONS_SQL = "SELECT count(*) FROM member WHERE kind = 'institution' AND archived_on IS NULL"
_ENROLLED_SQL = f"""
    SELECT count(*), coalesce(sum({LEFT_SQL}), 0) FROM membership JOIN member ON member.id = membership.member_id
    WHERE season_id = ? AND member.archived_on IS NULL
"""


@dataclass(frozen=True)
class Today:
    """Counts on a day. Amounts in minor units.

    Attributes:
        members: all that are not archived.
        enrolled: members with a membership in the season, archived ones left out as in their list.
        left: what is left to pay for the memberships of the season.
        tasks: key of `TASKS` or `PROPOSALS`, or `retention` → how many members it concerns.
    """

    season: Season | None
    members: int
    institutions: int
    belonging: int
    enrolled: int
    left: int
    tasks: dict[str, int] = field(default_factory=dict)


def read_today(today: datetime.date) -> Today:
    """Count what there is, and what there is to do."""
    season = present_season(today)
    season_id = season.id if season else None
    statuses = listing.counts_by_status(season_id, today)
    tasks = {key: statuses[key].members if key in statuses else 0 for key in ("grace", "lapsed", "pending")}
    belonging = [statuses[key] for key in BELONGING if key in statuses]
    tasks["cards"] = sum(each.without_card for each in belonging)
    tasks["not_enrolled"] = sum(each.not_enrolled for each in belonging)
    tasks["proofs"] = count_lacking(season, today=today) if season else 0
    tasks["limits"] = count_passed(season) if season else 0
    tasks["retention"] = len(gone_for_long(today))
    enrolled, left = database.execute_sql(_ENROLLED_SQL, (season_id,)).fetchone()
    return Today(
        season=season,
        members=sum(each.members for each in statuses.values()),
        institutions=database.execute_sql(_INSTITUTIONS_SQL).fetchone()[0],
        belonging=sum(each.members for each in belonging),
        enrolled=enrolled,
        left=left,
        tasks=tasks,
    )
