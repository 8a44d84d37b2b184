"""Rates between a season and the one before it: who renewed, who stayed, who lapsed.

What became of a member is told by `members.statistics`: there is one definition of it.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from assoc_desktop.listening.retention.rules.people import People, died_by
from assoc_desktop.members.statistics.rules.asking import Question
from assoc_desktop.members.statistics.rules.renewals import who_became

RENEWAL, RETENTION, LAPSE, FIRST_YEAR = "renewal", "retention", "lapse", "first_year"
RATES = (RENEWAL, RETENTION, LAPSE, FIRST_YEAR)
#: Why a member of the season before is not asked about: keys of `definitions.EXCLUDED`.
DIED, FOR_LIFE, RUNNING, EARLIER = "died", "for_life", "running", "earlier"


@dataclass(frozen=True)
class Rate:
    """A part of a whole, member by member.

    Attributes:
        part: ids that are counted, all of them in the whole.
        whole: ids out of which they are.
        excluded: reason → ids that are in neither.
    """

    part: tuple[int, ...] = ()
    whole: tuple[int, ...] = ()
    excluded: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    @property
    def value(self) -> Fraction | None:
        """The part of the whole; None of nothing."""
        return Fraction(len(self.part), len(self.whole)) if self.whole else None

    @property
    def left_out(self) -> tuple[int, ...]:
        """All ids that are excluded."""
        return tuple(each for ids in self.excluded.values() for each in ids)


def rates_at(people: People, at: int, day: datetime.date) -> dict[str, Rate]:
    """The rates of a season, judged on a day; all empty for the first season there is."""
    if at == 0:
        return {each: Rate() for each in RATES}
    became: dict[str, list[int]] = {}
    question = Question(people.seasons[at], day)
    for member_id, what in who_became(people.seasons[at], people.seasons[at - 1], question):
        became.setdefault(what, []).append(member_id)
    died = died_by(day)
    left = became.get("left", [])
    gave_up = [each for each in left if each not in died]
    renewed, lapsed = became.get("renewed", []), became.get("not_renewed", [])
    whole = tuple(renewed + lapsed + gave_up)
    excluded = {
        DIED: tuple(each for each in left if each in died),
        FOR_LIFE: tuple(became.get("for_life", [])),
        RUNNING: tuple(became.get("running", [])),
    }
    renewal = Rate(tuple(renewed), whole, excluded)
    return {
        RENEWAL: renewal,
        RETENTION: _retention(people, at, set(excluded[RUNNING])),
        LAPSE: Rate(tuple(lapsed), whole, excluded),
        FIRST_YEAR: _first_year(people, at, renewal),
    }


def _first_year(people: People, at: int, renewal: Rate) -> Rate:
    """The renewal rate of those who began in the season before; the others are left out."""

    def began(each: int) -> bool:
        return people.first(each) == at - 1 and each not in people.from_before

    excluded = {**renewal.excluded, EARLIER: tuple(each for each in renewal.whole if not began(each))}
    part, whole = (tuple(filter(began, ids)) for ids in (renewal.part, renewal.whole))
    return Rate(part, whole, excluded)


def _retention(people: People, at: int, running: set[int]) -> Rate:
    """Of all members of the season before, members for life included, those who belong to the season."""
    before = people.members_of(at - 1)
    whole = tuple(each for each in before if each not in running)
    part = tuple(each for each in whole if at in people.belongs[each])
    return Rate(part, whole, {RUNNING: tuple(each for each in before if each in running)})
