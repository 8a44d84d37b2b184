"""Who is counted, and on which day: the question behind all figures, in SQL and in words."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assoc_desktop.association.records import Season, season_on
from assoc_desktop.language import _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.status import BELONGING_SQL, STATUS_SQL, status_values, year_before

#: Lower ends of the bands of ages, in whole years, after the first; and of the years since joining.
AGES = (18, 26, 36, 51, 66)
YEARS = (1, 3, 6, 11, 21)


@dataclass(frozen=True)
class Question:
    """Which members are counted, and the day on which age, seniority and status are judged.

    Attributes:
        season: the members of this season; None: all that are in the list.
        ids: only these; without a season, exactly these.
        told: what chose the ids, in words.
    """

    season: Season | None
    day: datetime.date
    ids: tuple[int, ...] | None = None
    told: str = ""

    def before(self) -> Question | None:
        """The same question a season earlier; None when there is none."""
        if self.season is None:
            return None
        found = season_before(self.season)
        return replace(self, season=found, day=year_before(self.day)) if found else None


def season_before(season: Season) -> Season | None:
    """The season that starts last before another."""
    return (
        Season.select().where(Season.starts_on < season.starts_on).order_by(Season.starts_on.desc()).first()
    )


def question_for(
    season: Season | None, today: datetime.date, *, ids: Sequence[int] | None = None, told: str = ""
) -> Question:
    """The usual question: judged today, or on the last day of a season that is over."""
    day = today if season is None or today < season.ends_on else season.ends_on
    return Question(season, day, None if ids is None else tuple(ids), told)


# Most members are simply up to date, which their membership of the day's season tells alone. The memberships of all
# seasons, a million rows, are then read of the others only. A test holds the outcome to the rule in `members.status`.
_SURELY_CURRENT = (
    "(here.starts_on <= :today AND (here.ends_on IS NULL OR here.ends_on >= :today)"
    " AND member.joined_on <= :year_before AND member.resigned_on IS NULL AND member.struck_off_on IS NULL"
    " AND member.deceased_on IS NULL)"
)
_HERE_JOIN = "LEFT JOIN membership AS here ON here.member_id = member.id AND here.season_id = :today_season"
_OTHERS = f"SELECT member.id FROM member {_HERE_JOIN} WHERE NOT coalesce({_SURELY_CURRENT}, 0)"
_BELONGING_JOINS = (
    f"{_HERE_JOIN} LEFT JOIN ({BELONGING_SQL.replace('WHERE', f'WHERE member_id IN ({_OTHERS}) AND')})"
    " AS belonging ON belonging.member_id = member.id"
)
#: The status of each member counted.
STATUS_OF_COUNTED_SQL = f"CASE WHEN {_SURELY_CURRENT} THEN 'current' ELSE {STATUS_SQL} END"


def counted_sql(question: Question, columns: dict[str, str]) -> tuple[str, dict[str, object]]:
    """A query with one row for each member counted: its id, and the columns (name → SQL expression).

    Expressions may name `member` and `latest`, the membership counted; the status is `STATUS_OF_COUNTED_SQL`.
    """
    values: dict[str, object] = {**status_values(question.day), **_days(question.day)}
    chosen = ", ".join(f"{expression} AS {name}" for name, expression in columns.items())
    named = " ".join(columns.values())
    joins = ""
    if "belonging." in named:
        joins = _BELONGING_JOINS
        today = season_on(question.day)
        values["today_season"] = today.id if today else None
    conditions = []
    if question.season is not None:
        values["season"] = question.season.id
        joins = f"JOIN membership AS latest ON latest.member_id = member.id AND latest.season_id = :season {joins}"
    elif "latest." in named:
        # max() gives the row it is found in: documented for SQLite's bare columns.
        joins += (
            " LEFT JOIN (SELECT member_id, category_id, max(starts_on) FROM membership WHERE starts_on <= :today"
            " GROUP BY member_id) AS latest ON latest.member_id = member.id"
        )
    if question.ids is not None:
        conditions.append("member.id IN (SELECT value FROM json_each(:ids))")
        values["ids"] = json.dumps(question.ids)
    if question.season is None and question.ids is None:
        # Not “IS NULL”: by the index of the archive, rows would be read in the order of names, three times slower.
        conditions += [
            "coalesce(member.archived_on, '') = ''",
            "member.erased_on IS NULL",
            f"NOT ({PROSPECT_SQL})",
        ]
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    sql = f"SELECT member.id AS id{', ' if chosen else ''}{chosen} FROM member {joins} {where}"
    return sql, values


#: Somebody who may join one day and has not.
PROSPECT_SQL = (
    "member.prospect_since IS NOT NULL AND member.joined_on IS NULL AND NOT EXISTS"
    " (SELECT 1 FROM membership WHERE member_id = member.id AND starts_on <= :today)"
)


def _days(day: datetime.date) -> dict[str, object]:
    """The latest days of birth, and of joining, of those who had so many whole years on a day."""
    born: dict[str, object] = {f"born_{age}": years_before(day, age).isoformat() for age in AGES}
    return born | {f"joined_{years}": years_before(day, years).isoformat() for years in YEARS}


def years_before(day: datetime.date, years: int) -> datetime.date:
    """The same day some years earlier; 28 February for a 29 February that is not there."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def told_question(question: Question, conventions: Conventions) -> str:
    """Who is counted and who is left out, as sentences."""
    day = conventions.date(question.day)
    if question.season is not None and question.ids is not None:
        sentence = _("Counted: those enrolled for {season} among: {told}.").format(
            season=question.season.label, told=question.told
        )
    elif question.season is not None:
        sentence = _(
            "Counted: everybody enrolled for {season}, also those who were archived or erased since."
        ).format(season=question.season.label)
    elif question.ids is not None:
        sentence = _("Counted: {told}. Nobody of them is left out.").format(told=question.told)
    else:
        sentence = _(
            "Counted: everybody in the list of members, whatever their status. Left out: the archive, erased members, "
            "and prospects, who never joined."
        )
    judged = _("Ages, years since joining and status are those of {day}.").format(day=day)
    return f"{sentence} {judged}"
