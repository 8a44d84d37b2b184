"""Who left and has not come back: whoever did is enrolled on their own page only, never together with others."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from assoc_desktop.association.records import Season
from assoc_desktop.language import N_, _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.storage.database import database, day_from

_RESIGNED = N_("Resigned on {date}: enrol on the page of whoever comes back.")
_STRUCK_OFF = N_("Was struck off on {date}: enrol on the page of whoever comes back.")
_DIED = N_("Died on {date}.")


@dataclass(frozen=True)
class Leaving:
    """How and when somebody left; `words` is a sentence for the day."""

    words: str
    on: datetime.date

    def told(self, conventions: Conventions) -> str:
        """Why whoever left so is not enrolled together with others."""
        return _(self.words).format(date=conventions.date(self.on))


def death(deceased_on: datetime.date) -> Leaving:
    """The leaving of somebody who died."""
    return Leaving(_DIED, deceased_on)


def leaving_that_stands(
    season: Season,
    *,
    joined_on: datetime.date | None,
    resigned_on: datetime.date | None,
    struck_off_on: datetime.date | None,
    last_start: datetime.date | None,
) -> Leaving | None:
    """Why a member is not enrolled for a season together with others; None when nothing speaks against it.

    Whoever resigned or was struck off has left until they join again or a later membership begins. A season that was
    over before that day is not touched by it.

    Args:
        last_start: the day on which the member's last membership begins.
    """
    for words, day in ((_RESIGNED, resigned_on), (_STRUCK_OFF, struck_off_on)):
        if day is None or day > season.ends_on:
            continue
        if not any(came_back and came_back > day for came_back in (joined_on, last_start)):
            return Leaving(words, day)
    return None


def leavings(season: Season) -> dict[int, Leaving]:
    """Id → why the member is not enrolled for a season together with others, for all whose leaving stands."""
    sql = """SELECT id, joined_on, resigned_on, struck_off_on,
        (SELECT max(starts_on) FROM membership WHERE member_id = member.id)
        FROM member WHERE resigned_on IS NOT NULL OR struck_off_on IS NOT NULL"""
    found: dict[int, Leaving] = {}
    for member_id, *texts in database.execute_sql(sql):
        joined_on, resigned_on, struck_off_on, last_start = map(day_from, texts)
        leaving = leaving_that_stands(
            season,
            joined_on=joined_on,
            resigned_on=resigned_on,
            struck_off_on=struck_off_on,
            last_start=last_start,
        )
        if leaving is not None:
            found[member_id] = leaving
    return found
