"""How long people stay, and what that is worth.

Tenure is counted in seasons, from the season of the first membership to the last one, pauses included. Most members are
still there, and nobody knows yet how long they will stay; leaving them out would make tenure look short. The estimate of
Kaplan and Meier (1958, Journal of the American Statistical Association 53) uses them for as long as they were seen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from statistics import median

from assoc_desktop.listening.retention.rules.people import People
from assoc_desktop.storage.database import database


@dataclass(frozen=True)
class Tenure:
    """How long some members stay.

    Attributes:
        ended: members whose tenure is over, of `members`.
        curve: at place t the share who stay longer than t seasons, by Kaplan and Meier; it begins with 1.
        observed: the median of those whose tenure is over; None when there is nobody.
    """

    members: int
    ended: int
    curve: tuple[Fraction, ...]
    observed: Fraction | None

    @property
    def still(self) -> int:
        """Members whose tenure goes on."""
        return self.members - self.ended

    @property
    def expected(self) -> Fraction | None:
        """Seasons that a member stays on average, as far as the longest tenure seen tells; None of nobody."""
        return sum(self.curve[:-1], Fraction(0)) if self.members else None

    @property
    def median(self) -> int | None:
        """After how many seasons no more than half are left; None while more than half stay."""
        return next((t for t, share in enumerate(self.curve) if share * 2 <= 1), None)


def tenure_of(lengths: Iterable[tuple[int, bool]]) -> Tenure:
    """The tenure of some members, each given as its seasons (1 or more) and whether it is over."""
    counted = Counter(lengths)
    over = sorted(length for (length, ended), n in counted.items() if ended for _each in range(n))
    at_risk = members = sum(counted.values())
    curve = [Fraction(1)]
    for length in range(1, max((each for each, _ended in counted), default=0) + 1):
        ended = counted[length, True]
        curve.append(curve[-1] * (1 - Fraction(ended, at_risk)))
        at_risk -= ended + counted[length, False]
    observed = Fraction(median(over)) if over else None
    return Tenure(members, len(over), tuple(curve), observed)


def lengths_at(people: People, at: int, gone: set[int]) -> dict[int, tuple[int, bool]]:
    """Member → seasons from the first to the latest up to a season, and whether the tenure is over.

    Args:
        gone: who is no longer a member, see `people.gone_on`; who belongs to a season yet to begin is not.
    """
    found = {}
    for member_id, seasons in people.until(at):
        found[member_id] = (seasons[-1] - seasons[0] + 1, member_id in gone)
    return found


@dataclass(frozen=True)
class Worth:
    """What members bring, in minor units.

    Attributes:
        seasons: of all members together.
        paid: dues that were really paid for them.
        expected: seasons that a member stays.
    """

    members: int
    seasons: int
    paid: int
    expected: Fraction | None

    @property
    def a_season(self) -> Fraction | None:
        """Dues paid for a member and season on average; None of nobody."""
        return Fraction(self.paid, self.seasons) if self.seasons else None

    @property
    def lifetime(self) -> int | None:
        """Lifetime value: dues paid a season × expected seasons, rounded half to even; None of nobody."""
        if self.a_season is None or self.expected is None:
            return None
        return round(self.a_season * self.expected)


_PAID_SQL = """
    SELECT {what}, -sum(posting.amount) FROM posting
    JOIN membership ON membership.id = posting.membership_id JOIN season ON season.id = membership.season_id
    WHERE season.starts_on <= ? GROUP BY 1
"""


def paid_by_member(people: People) -> dict[int, int]:
    """Member → what was paid for the memberships of all these seasons."""
    return _paid("membership.member_id", people)


def paid_by_season(people: People) -> dict[int, int]:
    """Id of a season → what was paid for its memberships."""
    return _paid("season.id", people)


def _paid(what: str, people: People) -> dict[int, int]:
    latest = people.seasons[-1].starts_on.isoformat()
    return dict(database.execute_sql(_PAID_SQL.format(what=what), (latest,)))
