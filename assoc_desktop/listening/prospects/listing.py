"""Which possible members there are, and where each stands.

“Joined” is never written down: it follows from joining and from memberships, so that it cannot contradict them.
"""

from __future__ import annotations

import datetime
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assoc_desktop.language import N_
from assoc_desktop.listening.records import STAGES
from assoc_desktop.members.listing import found as searched
from assoc_desktop.members.listing import search_texts
from assoc_desktop.members.records import full_name
from assoc_desktop.storage.database import database, day_from

#: What is shown → its name: who is still to be won, each stage, everybody.
SHOWN = {"open": N_("Not decided yet"), **STAGES, "": N_("All")}
#: Stage → tone of its chip.
TONES = {"known": "neutral", "invited": "info", "applied": "warn", "joined": "good", "declined": "bad"}
#: Stages that ask for nothing more.
DECIDED = ("joined", "declined")

JOINED_SQL = "(member.joined_on IS NOT NULL OR EXISTS (SELECT 1 FROM membership WHERE member_id = member.id))"
_STAGE_SQL = f"CASE WHEN {JOINED_SQL} THEN 'joined' ELSE coalesce(prospect.stage, 'known') END"
_HERE_SQL = "member.archived_on IS NULL AND member.erased_on IS NULL AND member.deceased_on IS NULL"
# The few that may be meant are found first: in a list of 100,000, asking each of its memberships would take a while.
_IDS_SQL = f"""
    WITH possible AS (
        SELECT member_id FROM prospect
        UNION SELECT id FROM member WHERE prospect_since IS NOT NULL AND NOT {JOINED_SQL}
    )
    SELECT member.id, {_STAGE_SQL} AS stands FROM possible CROSS JOIN member ON member.id = possible.member_id
    LEFT JOIN prospect ON prospect.member_id = member.id WHERE {_HERE_SQL}
    ORDER BY stands IN ('joined', 'declined'), prospect.next_on IS NULL, prospect.next_on, member.sort_name, member.id
"""
_DUE_SQL = f"""
    SELECT count(*) FROM prospect CROSS JOIN member ON member.id = prospect.member_id
    WHERE next_on <= ? AND stage != 'declined' AND NOT {JOINED_SQL} AND {_HERE_SQL}
"""
_ROWS_SQL = f"""
    SELECT member.id, kind, name, family_name, given_name, town,
           coalesce((SELECT number FROM phone WHERE member_id = member.id ORDER BY position LIMIT 1), ''),
           coalesce(prospect.source, ''), prospect.brought_by_id,
           coalesce((SELECT trim(given_name || ' ' || family_name || name) FROM member AS bringer
                     WHERE bringer.id = prospect.brought_by_id), ''),
           {_STAGE_SQL}, coalesce(prospect.stage_on, prospect_since), coalesce(prospect.next_step, ''),
           prospect.next_on
    FROM member LEFT JOIN prospect ON prospect.member_id = member.id
    WHERE member.id IN (SELECT value FROM json_each(?))
"""


@dataclass(frozen=True)
class PossibleMember:
    """Somebody who may join.

    Attributes:
        stage: a key of `STAGES`; `joined` as soon as they joined or have a membership.
        stage_on: since when, as far as it is known.
        brought_by: the name of the member who named them.
    """

    id: int
    name: str
    town: str
    phone: str
    source: str
    brought_by_id: int | None
    brought_by: str
    stage: str
    stage_on: datetime.date | None
    next_step: str
    next_on: datetime.date | None


def stages() -> dict[int, str]:
    """Id → stage of everybody who may join or did, what is to be done next first, then who decided."""
    return dict(database.execute_sql(_IDS_SQL))


def prospect_ids(shown: str = "open", typed: str = "") -> list[int]:
    """The ids shown, what is to be done next first."""
    ids = [
        each
        for each, stage in stages().items()
        if not shown or shown == stage or (shown == "open" and stage not in DECIDED)
    ]
    return searched(ids, search_texts(ids), typed) if typed.strip() else ids


def counts() -> dict[str, int]:
    """Key of `SHOWN` → how many."""
    found = Counter(stages().values())
    return {
        **found,
        "open": sum(n for stage, n in found.items() if stage not in DECIDED),
        "": sum(found.values()),
    }


def prospect_rows(ids: Sequence[int]) -> list[PossibleMember]:
    """The rows of some possible members, in the order of the ids; ids that are gone are left out."""
    known = {}
    for row in database.execute_sql(_ROWS_SQL, (json.dumps(list(ids)),)):
        member_id, kind, name, family, given, town, phone, source, bringer_id, bringer, stage, *days = row
        known[member_id] = PossibleMember(
            id=member_id,
            name=full_name(kind, name, family, given),
            town=town,
            phone=phone,
            source=source,
            brought_by_id=bringer_id,
            brought_by=bringer,
            stage=stage,
            stage_on=day_from(days[0]),
            next_step=days[1],
            next_on=day_from(days[2]),
        )
    return [known[each] for each in ids if each in known]


def steps_due(today: datetime.date) -> int:
    """How many next steps of those who have not decided are due by a day."""
    return int(database.execute_sql(_DUE_SQL, (today.isoformat(),)).fetchone()[0])
