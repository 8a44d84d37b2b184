"""By what the figures are told apart: category, region, cohort; each member in one group and in one only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from assoc_desktop.language import N_, _, ngettext, whole_number
from assoc_desktop.listening.retention.rules.reading import Retention

CATEGORY, REGION, SEASON, COHORT = "category", "region", "season", "cohort"
BYS = {
    CATEGORY: N_("Category"),
    REGION: N_("Region"),
    SEASON: N_("Season"),
    COHORT: N_("Season of the first membership"),
}
#: The same where there is little room.
SHORT = BYS | {COHORT: N_("Cohort")}
#: Groups of a figure at most; the smaller ones are gathered in one.
MOST = 15


@dataclass(frozen=True)
class Group:
    """A group of members.

    Attributes:
        keys: what they have; the gathered rest has several.
    """

    name: str
    keys: frozenset[int | str]


KeyOf = Callable[[int], int | str]


def key_of(retention: Retention, by: str, *, before: bool = False) -> KeyOf:
    """What tells the group of a member.

    Args:
        before: by the category that the member had in the season before.
    """
    people = retention.people
    if by == COHORT:
        return people.first
    if by == REGION:
        return lambda member_id: people.region.get(member_id, "")
    category = people.category_before if before else people.category
    return lambda member_id: category.get(member_id, 0)


def groups(retention: Retention, by: str, ids: Iterable[int], key: KeyOf) -> list[Group]:
    """The groups that some members are in."""
    sizes: dict[int | str, int] = {}
    for each in ids:
        its = key(each)
        sizes[its] = sizes.get(its, 0) + 1
    names = _names(retention, by)
    order = sorted(sizes, key=_order(by, names, sizes))
    plain = [Group(names.get(each, str(each)), frozenset([each])) for each in order]
    if len(plain) <= MOST:
        return plain
    kept = set(sorted(order, key=lambda each: -sizes[each])[: MOST - 1])
    rest = frozenset(each for each in order if each not in kept)
    words = ngettext("{n} other", "{n} others", len(rest)).format(n=whole_number(len(rest)))
    return [each for each in plain if each.keys <= kept] + [Group(words, rest)]


def cohort_name(retention: Retention, at: int) -> str:
    """The label of a season; the first one says whether people had joined before."""
    label = str(retention.people.seasons[at].label)
    if at == 0 and retention.people.from_before:
        return _("{season} or before").format(season=label)
    return label


def _names(retention: Retention, by: str) -> Mapping[int | str, str]:
    if by == COHORT:
        return {at: cohort_name(retention, at) for at in range(len(retention.people.seasons))}
    if by == REGION:
        return {"": _("Not known")}
    names: dict[int | str, str] = dict(retention.category_names.items())
    return names | {0: _("No category")}


def _order(
    by: str, names: Mapping[int | str, str], sizes: Mapping[int | str, int]
) -> Callable[[int | str], tuple[int, ...] | tuple[bool, int, str]]:
    if by == REGION:
        return lambda each: (each == "", -sizes[each], str(each))
    places = {key: place for place, key in enumerate(names)}
    return lambda each: (places.get(each, len(places)),)
