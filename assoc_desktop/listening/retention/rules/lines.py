"""One line of a figure: its numbers, and the members behind each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from assoc_desktop.language import N_, _
from assoc_desktop.listening.retention.rules.definitions import ENGAGEMENT, LEAST, TENURE, WORTH
from assoc_desktop.listening.retention.rules.engagement import BANDS, band_of
from assoc_desktop.listening.retention.rules.groups import SEASON, Group, KeyOf, groups, key_of
from assoc_desktop.listening.retention.rules.rates import FIRST_YEAR, LAPSE, RATES, RENEWAL, RETENTION, Rate
from assoc_desktop.listening.retention.rules.reading import Retention
from assoc_desktop.listening.retention.rules.tenure import Tenure, Worth, tenure_of
from assoc_desktop.reports.tables import COUNT, DECIMAL, MONEY, PER_CENT, Value

Ids = tuple[int, ...]
#: Figure → heading and kind of its columns.
COLUMNS: Mapping[str, Sequence[tuple[str, str]]] = {
    RENEWAL: (
        (N_("Not counted"), COUNT), (N_("Could renew"), COUNT), (N_("Renewed"), COUNT), (N_("Rate"), PER_CENT),
    ),
    RETENTION: (
        (N_("Not counted"), COUNT), (N_("Members before"), COUNT), (N_("Still members"), COUNT), (N_("Rate"), PER_CENT),
    ),
    LAPSE: (
        (N_("Not counted"), COUNT), (N_("Could renew"), COUNT), (N_("Not renewed"), COUNT), (N_("Rate"), PER_CENT),
    ),
    FIRST_YEAR: (
        (N_("Not counted"), COUNT), (N_("Could renew"), COUNT), (N_("Renewed"), COUNT), (N_("Rate"), PER_CENT),
    ),
    TENURE: (
        (N_("Members"), COUNT), (N_("Over"), COUNT), (N_("Goes on"), COUNT), (N_("Observed median"), DECIMAL),
        (N_("Expected tenure"), DECIMAL),
    ),
    WORTH: (
        (N_("Members"), COUNT), (N_("Seasons"), COUNT), (N_("Paid"), MONEY), (N_("Per season"), MONEY),
        (N_("Expected tenure"), DECIMAL), (N_("Lifetime value"), MONEY),
    ),
    ENGAGEMENT: (
        (N_("Members"), COUNT), ("0–24", COUNT), ("25–49", COUNT), ("50–74", COUNT), ("75–100", COUNT),
        (N_("Mean score"), DECIMAL),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A line of a figure.

    Attributes:
        values: one for each column of `COLUMNS`.
        behind: the members behind each value; None where there is no list.
        drawn: the value of the chart: whole per cents, tenths of seasons or of points, or minor units.
    """

    name: str
    values: tuple[Value, ...]
    behind: tuple[Ids | None, ...]
    drawn: int | None = None


def lines_by(retention: Retention, figure: str, by: str) -> list[Line]:
    """The lines of a figure: a line for each group, or for each season."""
    if by == SEASON:
        return [_at_season(retention, figure, at) for at in range(len(retention.seasons))]
    key = key_of(retention, by, before=figure in RATES)
    if figure in RATES:
        return _rate_lines(retention, retention.now.rates[figure], by, key)
    ids = retention.now.scores if figure == ENGAGEMENT else retention.now.lengths
    found = groups(retention, by, ids, key)
    return [
        _members_line(retention, figure, group.name, tuple(its))
        for group, its in zip(found, _shared(ids, key, found), strict=True)
    ]


def total_line(retention: Retention, figure: str) -> Line:
    """The line of all members."""
    name = _("All together")
    if figure in RATES:
        return rate_line(name, retention.now.rates[figure])
    ids = retention.now.scores if figure == ENGAGEMENT else retention.now.lengths
    return _members_line(retention, figure, name, tuple(ids))


def _at_season(retention: Retention, figure: str, at: int) -> Line:
    its = retention.seasons[at]
    name = str(its.season.label)
    if figure in RATES:
        return rate_line(name, its.rates[figure])
    if figure == ENGAGEMENT:
        return _score_line(name, its.scores)
    if figure == TENURE:
        return _tenure_line(name, its.tenure, its.lengths)
    return _worth_line(name, retention.worth_at(at), tuple(its.lengths))


def _members_line(retention: Retention, figure: str, name: str, ids: Ids) -> Line:
    if figure == ENGAGEMENT:
        return _score_line(name, {each: retention.now.scores[each] for each in ids})
    if figure == TENURE:
        lengths = {each: retention.now.lengths[each] for each in ids}
        return _tenure_line(name, tenure_of(lengths.values()), lengths)
    return _worth_line(name, retention.worth(ids), ids)


def _shared(ids: Iterable[int], key: KeyOf, found: Sequence[Group]) -> list[list[int]]:
    """The ids of each group."""
    place = {each: at for at, group in enumerate(found) for each in group.keys}
    shared: list[list[int]] = [[] for _group in found]
    for each in ids:
        shared[place[key(each)]].append(each)
    return shared


def _rate_lines(retention: Retention, rate: Rate, by: str, key: KeyOf) -> list[Line]:
    found = groups(retention, by, (*rate.whole, *rate.left_out), key)
    parts, wholes = (_shared(ids, key, found) for ids in (rate.part, rate.whole))
    excluded = {why: _shared(ids, key, found) for why, ids in rate.excluded.items()}
    return [
        rate_line(
            group.name,
            Rate(tuple(parts[at]), tuple(wholes[at]), {why: tuple(ids[at]) for why, ids in excluded.items()}),
        )
        for at, group in enumerate(found)
    ]


def rate_line(name: str, rate: Rate) -> Line:
    """Left out, denominator, numerator, rate."""
    left_out, whole, part = rate.left_out, rate.whole, rate.part
    share = told(rate.value, len(whole), per_cent)
    drawn = round(100 * rate.value) if rate.value is not None and len(whole) >= LEAST else None
    return Line(name, (len(left_out), len(whole), len(part), share), (left_out, whole, part, part), drawn)


def _tenure_line(name: str, tenure: Tenure, lengths: Mapping[int, tuple[int, bool]]) -> Line:
    over = tuple(each for each, (_length, ended) in lengths.items() if ended)
    still = tuple(each for each, (_length, ended) in lengths.items() if not ended)
    values = (
        tenure.members, tenure.ended, tenure.still, told(tenure.observed, tenure.ended, one_decimal),
        told(tenure.expected, tenure.members, one_decimal),
    )  # fmt: skip
    return Line(
        name,
        values,
        (tuple(lengths), over, still, over, tuple(lengths)),
        _tenths(tenure.expected, tenure.members),
    )


def _worth_line(name: str, worth: Worth, ids: Ids) -> Line:
    lifetime = None if worth.lifetime is None else Fraction(worth.lifetime)
    values = (
        worth.members, worth.seasons, worth.paid, told(worth.a_season, worth.members, round),
        told(worth.expected, worth.members, one_decimal), told(lifetime, worth.members, round),
    )  # fmt: skip
    drawn = worth.lifetime if worth.members >= LEAST else None
    return Line(name, values, (ids, None, None, None, None, None), drawn)


def _score_line(name: str, scores: Mapping[int, int]) -> Line:
    bands: dict[int, list[int]] = {each: [] for each in BANDS}
    for member_id, score in scores.items():
        bands[band_of(score)].append(member_id)
    mean = Fraction(sum(scores.values()), len(scores)) if scores else None
    values = (
        len(scores), *(len(ids) for ids in bands.values()), told(mean, len(scores), one_decimal)
    )  # fmt: skip
    ids = tuple(scores)
    return Line(name, values, (ids, *map(tuple, bands.values()), ids), _tenths(mean, len(scores)))


# Numbers


def told(value: Fraction | None, members: int, write: Callable[[Fraction], Value]) -> Value:
    """A per cent or mean as it is told: nothing of nobody, and a word in place of that of a few."""
    if value is None:
        return None
    return write(value) if members >= LEAST else _("n < {n}").format(n=LEAST)


def per_cent(value: Fraction) -> float:
    """Per cent with one decimal, rounded half to even."""
    return round(1000 * value) / 10


def one_decimal(value: Fraction) -> float:
    """A number with one decimal, rounded half to even."""
    return round(10 * value) / 10


def _tenths(value: Fraction | None, members: int) -> int | None:
    return None if value is None or members < LEAST else round(10 * value)
