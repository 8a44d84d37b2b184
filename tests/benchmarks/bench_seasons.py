"""Opening a season for a hundred thousand members, with history, against one create() for each; and by the day of joining."""

from __future__ import annotations

import math
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from assoc_desktop.association.records import Season
from assoc_desktop.association.rules import add_season
from assoc_desktop.members.memberships import CategoryData, enrol, save_category
from assoc_desktop.members.records import Category, Member, Membership
from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage.file import open_file
from assoc_desktop.storage.history import last_undoable
from assoc_desktop.storage.undoing import undo
from tests.benchmarks.members_file import MEMBERS, TODAY, members_file
from tests.benchmarks.report import Result

_ONE_BY_ONE = 500
_QUARTERS = "100,100,100,75,75,75,50,50,50,25,25,25"


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _enrolment(ids: list[int], season: Season, category: Category) -> float:
    """The best of three times; each is undone, so that every run finds the same."""
    best = math.inf
    for _run in range(3):
        best = min(best, _seconds(lambda: enrol(ids, season, category, day=TODAY)))
        undo(last_undoable().id)
    return best


def _one_by_one(ids: list[int], season: Season, category: Category) -> float:
    """One create() for each member, kept at once, as pressing a button for each would: seconds for all of them."""

    def create() -> None:
        for member_id in ids[:_ONE_BY_ONE]:
            Membership.create(
                member=member_id, season=season, category=category, starts_on=season.starts_on,
                ends_on=season.ends_on, grace_until=season.ends_on, fee_due=5000,
            )  # fmt: skip

    seconds = _seconds(create)
    Membership.delete().where(Membership.season == season).execute()
    return seconds / _ONE_BY_ONE * len(ids)


def run() -> list[Result]:
    """The targets of opening a season."""
    with tempfile.TemporaryDirectory() as folder, open_file(members_file(Path(folder)), SCHEMA):
        season = add_season("2027", TODAY.replace(2027, 1, 1), TODAY.replace(2027, 12, 31))
        ids = [member_id for (member_id,) in Member.select(Member.id).tuples()]
        usual = Category.get()
        late = save_category(CategoryData("Late", fee=5000, pro_rata=_QUARTERS, next_season_from=10))
        plain, shared = _enrolment(ids, season, usual), _enrolment(ids, season, late)
        rival = _one_by_one(ids, season, usual)
    return [
        Result(
            f"Opening a season for {MEMBERS} members, with history",
            "≥ 50× create() per row",
            f"{rival / plain:.0f}× ({plain:.1f} s / {rival:.0f} s)",
            rival >= 50 * plain,
        ),
        Result(
            f"The same by the day each joined, {MEMBERS} members",
            "≤ 4× the whole season",
            f"{shared / plain:.1f}× ({shared:.1f} s)",
            shared <= 4 * plain,
        ),
    ]
