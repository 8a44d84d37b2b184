"""One change of 100,000 members at once, checked and with history, against a loop that saves member by member."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from assoc_desktop.association.records import Season, the_association
from assoc_desktop.association.rules import add_season
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.changing.model import AddTag, Change, Enrol, SetCategory, SetField
from assoc_desktop.members.changing.rules import apply, dry_run
from assoc_desktop.members.memberships import CategoryData, save_category
from assoc_desktop.members.rules import read_member, save_member
from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage.database import database
from assoc_desktop.storage.file import open_file
from tests.benchmarks.members_file import MEMBERS, TODAY, members_file
from tests.benchmarks.report import Result

#: The rival's time for so many is taken for its share of all.
_LOOPED = 300
_LEAST = 20.0


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _loop(ids: list[int], conventions: Conventions) -> None:
    for member_id in ids:
        data = replace(read_member(member_id), region="Looped")
        save_member(data, today=TODAY, conventions=conventions, member_id=member_id)


def _change(ids: list[int], change: Change, conventions: Conventions) -> None:
    plan = dry_run(ids, [change], today=TODAY, conventions=conventions)
    assert apply(plan) == MEMBERS


def _changes() -> dict[str, Change]:
    season = Season.get().id
    year = TODAY.year + 1
    later = add_season(str(year), TODAY.replace(year, 1, 1), TODAY.replace(year, 12, 31)).id
    category = save_category(CategoryData("Other", fee=1000)).id
    return {
        "region": SetField("region", "Centre"),
        "town": SetField("town", "Kribi"),
        "tag": AddTag("Everybody"),
        "category and fee": SetCategory(season, category, keep_fee=False),
        "enrol": Enrol(later),
    }


def run() -> list[Result]:
    """The target for each kind of change; the dry run is part of the time."""
    results = []
    with tempfile.TemporaryDirectory() as name:
        path = members_file(Path(name))
        with open_file(path, SCHEMA):
            conventions = the_association().conventions
            ids = [row[0] for row in database.execute_sql("SELECT id FROM member")]
            loop = _seconds(lambda: _loop(ids[:_LOOPED], conventions)) / _LOOPED * MEMBERS
            for word, change in _changes().items():
                took = _seconds(partial(_change, ids, change, conventions))
                measured = f"{loop / took:.0f}× ({took:.1f} s)"
                results.append(
                    Result(
                        f"Change {MEMBERS:,} members: {word}",
                        f"≥ {_LEAST:g}× a loop",
                        measured,
                        loop >= _LEAST * took,
                    )
                )
    return results
