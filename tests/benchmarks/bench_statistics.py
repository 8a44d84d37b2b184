"""Statistics of 100,000 members with ten seasons: all figures against a loop over models that counts
four of them."""

from __future__ import annotations

import datetime
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from assoc_desktop.association.records import Season, season_by_label
from assoc_desktop.members.memberships import proposed_membership, write_memberships
from assoc_desktop.members.records import Category, Member, Membership
from assoc_desktop.members.statistics.rules import question_for, read_statistics
from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage.database import database
from assoc_desktop.storage.file import open_file
from assoc_desktop.storage.history import operation
from tests.benchmarks.members_file import MEMBERS, TODAY, members_file
from tests.benchmarks.report import Result

_LOOPED = MEMBERS // 10
_SEASONS = range(2017, 2026)
_REGIONS = ("Centre", "Littoral", "Ouest", "Nord", "")


def _fill() -> None:
    """Nine seasons more for nine of ten members, and places, birth dates and days of joining."""
    chance = random.Random(7)
    ids = [row[0] for row in database.execute_sql("SELECT id FROM member")]
    with operation("Seasons", undoable=False):
        for year in _SEASONS:
            first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
            season = Season.create(label=str(year), starts_on=first, ends_on=last)
            membership = proposed_membership(season, Category.get())
            write_memberships([(each, membership) for each in ids if chance.random() < 0.9])
        database.connection().cursor().executemany(
            "UPDATE member SET region = ?, birth_date = ?, joined_on = ? WHERE id = ?",
            [
                (
                    chance.choice(_REGIONS),
                    str(datetime.date(1940, 1, 1) + datetime.timedelta(days=chance.randrange(25_000))),
                    str(datetime.date(2005, 1, 1) + datetime.timedelta(days=chance.randrange(7_800))),
                    each,
                )
                for each in ids
            ],
        )


def _loop(season: Season) -> tuple[Counter[Any], ...]:
    """What a first version would do: one model after the other, and its memberships; a tenth of them."""
    category, region, age, years = Counter(), Counter(), Counter(), Counter()  # type: ignore[var-annotated]
    for member in Member.select().order_by(Member.id).limit(_LOOPED):
        memberships = list(Membership.select().where(Membership.member == member))
        its = [each for each in memberships if each.season_id == season.id]
        if its:
            category[its[0].category_id] += 1
            region[member.region] += 1
            age[(TODAY - member.birth_date).days // 3652] += 1
            years[(TODAY - member.joined_on).days // 365] += 1
    return category, region, age, years


def _timed(work: Callable[[], Any], times: int) -> tuple[float, Any]:
    best, result = float("inf"), None
    for _time in range(times):
        started = time.perf_counter()
        result = work()
        best = min(best, time.perf_counter() - started)
    return best, result


def run() -> list[Result]:
    """Measure both on the same file."""
    with tempfile.TemporaryDirectory() as folder, open_file(members_file(Path(folder)), SCHEMA):
        _fill()
        season = season_by_label("2026")
        if season is None:
            raise RuntimeError("the file has no season 2026")
        ours, _season = _timed(lambda: read_statistics(question_for(season, TODAY)), 3)
        everybody, _all = _timed(lambda: read_statistics(question_for(None, TODAY)), 3)
        tenth, counted = _timed(lambda: _loop(season), 1)
        naive = tenth * MEMBERS / _LOOPED
        _check(season, counted)
    return [
        Result(
            "Statistics of a season, 100,000 members × 10 seasons: all figures against a loop over models that counts four",
            "≥ 10×",
            f"{naive / ours:.0f}× ({ours:.2f} s / {naive:.1f} s)",
            naive >= 10 * ours,
        ),
        Result(
            "Statistics of all members, 100,000 × 10 seasons, against the same loop",
            "≥ 10×",
            f"{naive / everybody:.0f}× ({everybody:.2f} s / {naive:.1f} s)",
            naive >= 10 * everybody,
        ),
    ]


def _check(season: Season, counted: tuple[Counter[Any], ...]) -> None:
    """Both count the same members alike."""
    ids = [row[0] for row in Member.select(Member.id).order_by(Member.id).limit(_LOOPED).tuples()]
    figures = {each.key: each for each in read_statistics(question_for(season, TODAY, ids=ids)).figures}
    region = {line.keys[0]: line.count for line in figures["region"].lines}
    if region != dict(counted[1]) or figures["category"].total.count != sum(counted[2].values()):
        raise RuntimeError("the loop and the statistics do not agree")
