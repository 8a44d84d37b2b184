"""Those who began in the same season, season by season; and how tenure is estimated from all of them."""

from __future__ import annotations

from fractions import Fraction

from assoc_desktop.language import _, ngettext, whole_number
from assoc_desktop.listening.retention.rules.definitions import (
    COHORT_SHARES,
    COHORTS,
    LEAST,
    STAYING,
    TITLES,
    definition,
)
from assoc_desktop.listening.retention.rules.groups import COHORT, cohort_name, key_of
from assoc_desktop.listening.retention.rules.lines import Ids, per_cent, told
from assoc_desktop.listening.retention.rules.reading import Retention
from assoc_desktop.listening.retention.rules.shown import PER_CENTS, Behind, Drawn, Shown
from assoc_desktop.reports.tables import COUNT, PER_CENT, Column, Table, Value, text

#: Cohorts and seasons since, at most: what a paper is wide enough for.
MOST_COHORTS = 10


def cohort_ids(retention: Retention) -> dict[int, list[Ids]]:
    """Season of the first membership → who belongs to it, and to each season since."""
    people = retention.people
    found: dict[int, list[list[int]]] = {}
    first = key_of(retention, COHORT)
    for member_id, seasons in people.belongs.items():
        began = int(first(member_id))
        rows = found.setdefault(began, [[] for _season in range(began, people.last + 1)])
        for at in seasons:
            rows[at - began].append(member_id)
    return {began: [tuple(ids) for ids in found[began]] for began in sorted(found)}


def cohort_table(retention: Retention, figure: str) -> Shown:
    """The table of cohorts, in members or in per cents of the first season."""
    found = cohort_ids(retention)
    shown = list(found)[-MOST_COHORTS:]
    wide = max((len(found[began]) for began in shown), default=0)
    rows: list[tuple[Value, ...]] = []
    behind: dict[tuple[int, int], Behind] = {}
    for row, began in enumerate(shown):
        name = cohort_name(retention, began)
        values: list[Value] = [name]
        for since, ids in enumerate(found[began]):
            values.append(_value(figure, ids, found[began][0]))
            words = _("began {season}, members after {seasons}").format(
                season=name, seasons=_season_count(since)
            )
            behind[row, since + 1] = Behind(words, ids)
        rows.append((*values, *[None] * (wide + 1 - len(values))))
    pooled = [_pooled(found, shown, since) for since in range(wide)]
    total: list[Value] = [_("All together")]
    for since, (still, whole) in enumerate(pooled):
        total.append(_value(figure, still, whole))
        words = _("members after {seasons}, all cohorts").format(seasons=_season_count(since))
        behind[len(rows), since + 1] = Behind(words, still)
    share = 0.78 / max(1, wide)
    kind = COUNT if figure == COHORTS else PER_CENT
    columns = (text(_("First season"), 0.22), *(Column(str(since), kind, share) for since in range(wide)))
    definition_ = definition(figure)
    if len(found) > len(shown):
        definition_ += " " + _("Shown are the latest {n} cohorts.").format(n=MOST_COHORTS)
    table = Table(figure, _(TITLES[figure]), definition_, columns, tuple(rows), tuple(total))
    return Shown(table, _lists(behind), _curve(pooled, len(rows)) if figure == COHORT_SHARES else None)


def _pooled(found: dict[int, list[Ids]], shown: list[int], since: int) -> tuple[Ids, Ids]:
    """Who is still there after some seasons, and who was in the cohorts that are old enough."""
    old_enough = [found[began] for began in shown if since < len(found[began])]
    still = tuple(each for seasons in old_enough for each in seasons[since])
    return still, tuple(each for seasons in old_enough for each in seasons[0])


def _value(figure: str, still: Ids, whole: Ids) -> Value:
    if figure == COHORTS:
        return len(still)
    return told(Fraction(len(still), len(whole)) if whole else None, len(whole), per_cent)


def _curve(pooled: list[tuple[Ids, Ids]], row: int) -> Drawn | None:
    if len(pooled) < 2:
        return None
    values = tuple(round(Fraction(100 * len(still), len(whole))) if whole else 0 for still, whole in pooled)
    cells = {(at, 0): (row, at + 1) for at in range(len(pooled))}
    names = tuple(str(at) for at in range(len(pooled)))
    return Drawn(names, ((_("Still members"), values),), PER_CENTS, cells, is_line=True)


def staying_table(retention: Retention) -> Shown:
    """From tenure to tenure: who reached it, for whom it was then over, and the share that stays longer."""
    lengths = retention.now.lengths
    tenure = retention.now.tenure
    rows: list[tuple[Value, ...]] = [(_season_count(0), None, None, None, 100.0)] if tenure.members else []
    behind: dict[tuple[int, int], Behind] = {}
    for length, share in enumerate(tenure.curve[1:], start=1):
        reached = tuple(each for each, (its, _ended) in lengths.items() if its >= length)
        over = tuple(each for each in reached if lengths[each] == (length, True))
        name = _season_count(length)
        going_on = told(1 - Fraction(len(over), len(reached)), len(reached), per_cent)
        rows.append((name, len(reached), len(over), going_on, told(share, len(reached), per_cent)))
        words = {"seasons": name}
        behind[length, 1] = Behind(_("reached a tenure of {seasons}").format(**words), reached)
        behind[length, 2] = Behind(_("tenure over after {seasons}").format(**words), over)
    columns = (
        text(_("Tenure"), 0.28), Column(_("Reached it"), COUNT, 0.18), Column(_("Then over"), COUNT, 0.18),
        Column(_("Share that goes on"), PER_CENT, 0.18), Column(_("Stay longer"), PER_CENT, 0.18),
    )  # fmt: skip
    values = tuple(round(100 * share) for share in tenure.curve)
    names = tuple(str(at) for at in range(len(values)))
    cells = {(at, 0): (at, 1) for at in range(1, len(values))}
    drawn = Drawn(names, ((_("Stay longer"), values),), PER_CENTS, cells, is_line=True)
    table = Table(STAYING, _(TITLES[STAYING]), definition(STAYING), columns, tuple(rows))
    return Shown(table, _lists(behind), drawn if len(values) > 1 and tenure.members >= LEAST else None)


def _lists(behind: dict[tuple[int, int], Behind]) -> dict[tuple[int, int], Behind]:
    """Those that are of somebody: a number of nobody opens no list."""
    return {place: each for place, each in behind.items() if each.ids}


def _season_count(length: int) -> str:
    return ngettext("{n} season", "{n} seasons", length).format(n=whole_number(length))
