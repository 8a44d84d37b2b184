"""Who has been gone for so long that their data is no longer needed: the proposals, and for how long data is kept."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from assoc_desktop.association.records import Association, the_association
from assoc_desktop.language import N_, _
from assoc_desktop.members.records import list_name
from assoc_desktop.refusals import Invalid
from assoc_desktop.storage.database import database
from assoc_desktop.storage.history import operation

#: Why somebody is proposed → its words.
REASONS = {
    "deceased": N_("Deceased"),
    "struck_off": N_("Struck off"),
    "resigned": N_("Resigned"),
    "lapsed": N_("Lapsed"),
    "prospect": N_("Never joined"),
}
_MOST_YEARS = 100

# The last day that the file knows of each. A membership without an end is for life: who has one has not gone.
_GONE_SQL = """
    SELECT id, number, kind, name, family_name, given_name, reason, last_on FROM (
        SELECT member.id, coalesce(member.number, '') AS number, member.kind, member.name, member.family_name,
               member.given_name, member.sort_name,
               CASE WHEN deceased_on IS NOT NULL THEN 'deceased' WHEN struck_off_on IS NOT NULL THEN 'struck_off'
                    WHEN resigned_on IS NOT NULL THEN 'resigned' WHEN count(membership.id) > 0 THEN 'lapsed'
                    WHEN joined_on IS NULL AND prospect_since IS NOT NULL THEN 'prospect' END AS reason,
               max(coalesce(deceased_on, ''), coalesce(struck_off_on, ''), coalesce(resigned_on, ''),
                   coalesce(max(membership.ends_on), ''), coalesce(joined_on, ''), coalesce(prospect_since, ''))
                   AS last_on,
               count(membership.id) > count(membership.ends_on) AS for_life
        FROM member LEFT JOIN membership ON membership.member_id = member.id
        WHERE member.erased_on IS NULL
        GROUP BY member.id
    )
    WHERE reason IS NOT NULL AND last_on != '' AND last_on <= ?
      AND (NOT for_life OR reason IN ('deceased', 'struck_off', 'resigned'))
    ORDER BY last_on, sort_name, id
"""


@dataclass(frozen=True)
class Gone:
    """Somebody who is proposed for erasing.

    Attributes:
        reason: a key of `REASONS`.
        last_on: the last day that the file knows of them.
    """

    member_id: int
    number: str
    kind: str
    name: str
    reason: str
    last_on: datetime.date


def gone_for_long(today: datetime.date, years: int | None = None) -> list[Gone]:
    """Those who have been gone for so many years, the longest gone first.

    Args:
        years: None stands for those of the association; 0 proposes nobody.
    """
    years = the_association().retention_years if years is None else years
    if years < 1:
        return []
    found = database.execute_sql(_GONE_SQL, (_years_before(today, years).isoformat(),))
    return [
        Gone(row[0], row[1], row[2], list_name(*row[2:6]), row[6], datetime.date.fromisoformat(row[7]))
        for row in found
    ]


def _years_before(day: datetime.date, years: int) -> datetime.date:
    """The same day so many years ago; 28 February where the year has no 29."""
    years = min(years, day.year - 1)
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def save_retention(years: int) -> None:
    """Change after how many years those who left are proposed for erasing.

    Raises:
        Invalid: it is no number of years from 0 to 100.
    """
    if not 0 <= years <= _MOST_YEARS:
        raise Invalid(
            {
                "years": _("The years are a number from 0 to {most}; 0 proposes nobody.").format(
                    most=_MOST_YEARS
                )
            }
        )
    label = N_("Propose erasing after one year") if years == 1 else N_("Propose erasing after {n} years")
    with operation(label, n=years):
        Association.update(retention_years=years).execute()
