"""A member's status: a pure function of dates and facts, with the reason it gives.

`status_on` is the rule. `STATUS_SQL` says the same to the database, so that 100,000 members are filtered and counted
at once; a test holds the two together on random members.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from assoc_desktop.language import N_, _
from assoc_desktop.language.conventions import Conventions

#: Status → its name, in the order of filters.
STATUSES = {
    "new": N_("New"),
    "current": N_("Up to date"),
    "grace": N_("Grace period"),
    "lapsed": N_("Lapsed"),
    "pending": N_("Pending"),
    "resigned": N_("Resigned"),
    "struck_off": N_("Struck off"),
    "deceased": N_("Deceased"),
}
#: Those who enjoy the rights of a member today.
BELONGING = ("new", "current", "grace")


@dataclass(frozen=True)
class Period:
    """One membership, as far as the status asks. An end of None means for life."""

    season: str
    starts_on: datetime.date
    ends_on: datetime.date | None
    grace_until: datetime.date | None

    def covers(self, day: datetime.date) -> bool:
        """Whether the membership runs on a day."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True)
class Facts:
    """What is known of a member's belonging."""

    joined_on: datetime.date | None = None
    resigned_on: datetime.date | None = None
    struck_off_on: datetime.date | None = None
    struck_off_reason: str = ""
    deceased_on: datetime.date | None = None
    periods: tuple[Period, ...] = ()


@dataclass(frozen=True)
class Status:
    """A key of `STATUSES` and the sentence that says why."""

    code: str
    reason: str

    @property
    def label(self) -> str:
        """The status in a word or two."""
        return _(STATUSES[self.code])


def status_on(today: datetime.date, facts: Facts, conventions: Conventions) -> Status:
    """The status on a day.

    Death stands above all. Resignation and striking off stand until the member joins again or a later membership
    begins. Else a membership that covers the day makes the member current, or new in the first one; one that ended
    leaves the days of grace, then lapses. Without any membership that has begun, the member is pending.
    """
    say = conventions.date
    started = [period for period in facts.periods if period.starts_on <= today]
    if facts.deceased_on and facts.deceased_on <= today:
        return Status("deceased", _("Deceased on {date}.").format(date=say(facts.deceased_on)))
    if _stands(facts.struck_off_on, today, facts, started):
        return Status("struck_off", _struck_off_reason(facts, conventions))
    if _stands(facts.resigned_on, today, facts, started):
        return Status("resigned", _("Resigned on {date}.").format(date=say(facts.resigned_on)))
    if not started:
        return Status("pending", _("No membership has begun yet."))
    covering = [period for period in started if period.covers(today)]
    if covering:
        return _belonging(
            today, facts, started, max(covering, key=lambda period: period.starts_on), conventions
        )
    last = max(started, key=lambda period: period.grace_until or period.starts_on)
    details = {"season": last.season, "end": say(last.ends_on), "grace": say(last.grace_until)}
    if last.grace_until and last.grace_until >= today:
        return Status(
            "grace", _("The membership {season} ended on {end}; grace until {grace}.").format(**details)
        )
    return Status("lapsed", _("The membership {season} ended on {end}, grace on {grace}.").format(**details))


def _stands(fact: datetime.date | None, today: datetime.date, facts: Facts, started: list[Period]) -> bool:
    """Whether the member left and has not come back since."""
    if fact is None or fact > today:
        return False
    joined_again = facts.joined_on is not None and fact < facts.joined_on <= today
    return not joined_again and all(period.starts_on <= fact for period in started)


def _struck_off_reason(facts: Facts, conventions: Conventions) -> str:
    date = conventions.date(facts.struck_off_on)
    if not facts.struck_off_reason:
        return _("Struck off on {date}.").format(date=date)
    return _("Struck off on {date}: {reason}").format(date=date, reason=facts.struck_off_reason)


def _belonging(
    today: datetime.date, facts: Facts, started: list[Period], covering: Period, conventions: Conventions
) -> Status:
    since = min(filter(None, (facts.joined_on, *(period.starts_on for period in started))))
    last_start = max(period.starts_on for period in started)
    is_new = since >= last_start and since > year_before(today)
    if covering.ends_on is None:
        reason = _("Member for life since {date}.").format(date=conventions.date(covering.starts_on))
    elif is_new:
        reason = _("First membership, {season}, until {end}.").format(
            season=covering.season, end=conventions.date(covering.ends_on)
        )
    else:
        reason = _("Membership {season} until {end}.").format(
            season=covering.season, end=conventions.date(covering.ends_on)
        )
    return Status("new" if is_new else "current", reason)


def year_before(day: datetime.date) -> datetime.date:
    """The same day of the year before; 28 February for 29 February."""
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def status_values(today: datetime.date) -> dict[str, str]:
    """The values of the placeholders in `STATUS_SQL`."""
    return {"today": today.isoformat(), "year_before": year_before(today).isoformat()}


#: One aggregated row a member; joined to `member` as `belonging`.
BELONGING_SQL = """
    SELECT member_id,
           min(starts_on) AS first_start,
           max(starts_on) AS last_start,
           max(CASE WHEN ends_on IS NULL OR ends_on >= :today THEN starts_on END) AS covering_start,
           max(grace_until) AS grace_until
    FROM membership WHERE starts_on <= :today GROUP BY member_id
"""

_CAME_BACK = "(joined_on > {fact} AND joined_on <= :today) OR belonging.last_start > {fact}"
_LEFT = "{fact} <= :today AND NOT coalesce(" + _CAME_BACK + ", 0)"
_SINCE = "CASE WHEN joined_on < belonging.first_start THEN joined_on ELSE belonging.first_start END"

#: The status of each row of `member LEFT JOIN (BELONGING_SQL) AS belonging`.
STATUS_SQL = f"""
    CASE
        WHEN deceased_on <= :today THEN 'deceased'
        WHEN {_LEFT.format(fact="struck_off_on")} THEN 'struck_off'
        WHEN {_LEFT.format(fact="resigned_on")} THEN 'resigned'
        WHEN belonging.first_start IS NULL THEN 'pending'
        WHEN belonging.covering_start IS NOT NULL THEN
            CASE WHEN {_SINCE} >= belonging.last_start AND {_SINCE} > :year_before THEN 'new' ELSE 'current' END
        WHEN belonging.grace_until >= :today THEN 'grace'
        ELSE 'lapsed'
    END
"""


def is_still_valid(
    ends_on: datetime.date | None, season_ends_on: datetime.date, today: datetime.date
) -> bool:
    """Whether a card for a membership that ends on a day would not be out of date already.

    When its whole season is over, whoever asks for the card wants it as it was. `STILL_VALID_SQL` says the same.
    """
    return ends_on is None or ends_on >= today or season_ends_on < today


#: `is_still_valid` of a row of `membership`.
STILL_VALID_SQL = """(membership.ends_on IS NULL OR membership.ends_on >= :today
    OR (SELECT ends_on FROM season WHERE id = membership.season_id) < :today)"""
