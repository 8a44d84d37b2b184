"""The figures on retention, season by season. Each is read when it is first asked for, and kept."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from assoc_desktop.association.records import Season
from assoc_desktop.listening.reasons import Reasons, reasons_of
from assoc_desktop.listening.retention.rules.engagement import scores_at
from assoc_desktop.listening.retention.rules.people import People, gone_on, read_people
from assoc_desktop.listening.retention.rules.rates import Rate, rates_at
from assoc_desktop.listening.retention.rules.tenure import (
    Tenure,
    Worth,
    lengths_at,
    paid_by_member,
    paid_by_season,
    tenure_of,
)
from assoc_desktop.members.memberships import categories
from assoc_desktop.members.statistics.rules.asking import question_for


@dataclass(frozen=True)
class AtSeason:
    """The figures of one season, member by member.

    Attributes:
        at: its place among the seasons of the people.
        day: on which it is judged: today, or its last day.
    """

    people: People
    at: int
    day: datetime.date

    @property
    def season(self) -> Season:
        """Which season it is."""
        return self.people.seasons[self.at]

    @cached_property
    def rates(self) -> Mapping[str, Rate]:
        """The rates against the season before."""
        return rates_at(self.people, self.at, self.day)

    @cached_property
    def lengths(self) -> Mapping[int, tuple[int, bool]]:
        """Member → seasons up to this one, and whether the tenure is over."""
        known = [member_id for member_id, seasons in self.people.belongs.items() if seasons[0] <= self.at]
        gone = gone_on(self.day, known)
        if self.season.starts_on > self.day:
            # The status does not know who is enrolled for what is yet to begin.
            gone -= set(self.people.members_of(self.at))
        return lengths_at(self.people, self.at, gone)

    @cached_property
    def tenure(self) -> Tenure:
        """The tenure of everybody up to this season."""
        return tenure_of(self.lengths.values())

    @cached_property
    def scores(self) -> Mapping[int, int]:
        """Member of the season → engagement."""
        return scores_at(self.people, self.at)

    @cached_property
    def reasons(self) -> Reasons:
        """Why people do not join or renew for the season."""
        return reasons_of(self.season)


@dataclass(frozen=True)
class Retention:
    """The figures of a season and of those before it.

    Attributes:
        seasons: one for each of `people.seasons`.
    """

    people: People
    seasons: tuple[AtSeason, ...]

    @property
    def season(self) -> Season:
        """The season asked about."""
        return self.people.seasons[-1]

    @property
    def now(self) -> AtSeason:
        """The figures of the season asked about."""
        return self.seasons[-1]

    @cached_property
    def category_names(self) -> Mapping[int, str]:
        """Id → name, in their order."""
        return {each.id: str(each.name) for each in categories(archived=True)}

    @cached_property
    def paid(self) -> Mapping[int, int]:
        """Member → what was ever paid for their memberships up to the season."""
        return paid_by_member(self.people)

    @cached_property
    def _paid_by_season(self) -> Mapping[int, int]:
        return paid_by_season(self.people)

    def worth(self, ids: Iterable[int]) -> Worth:
        """What some members bring, as of the season asked about."""
        chosen = tuple(ids)
        seasons = sum(len(self.people.belongs[each]) for each in chosen)
        paid = sum(self.paid.get(each, 0) for each in chosen)
        lengths = self.now.lengths
        return Worth(len(chosen), seasons, paid, tenure_of(lengths[each] for each in chosen).expected)

    def worth_at(self, at: int) -> Worth:
        """What all members up to a season bring."""
        its = self.seasons[at]
        seasons = sum(len(seasons) for _member, seasons in self.people.until(at))
        paid = sum(self._paid_by_season.get(each.id, 0) for each in self.people.seasons[: at + 1])
        return Worth(len(its.lengths), seasons, paid, its.tenure.expected)


def read_retention(season: Season, today: datetime.date) -> Retention:
    """The retention of a season and of all seasons before it, each judged on its last day, or today."""
    people = read_people(season, question_for(season, today).day)
    return Retention(
        people,
        tuple(AtSeason(people, at, question_for(each, today).day) for at, each in enumerate(people.seasons)),
    )
