"""Filters over 100,000 members: the question of the founders and others, against a loop over models."""

from __future__ import annotations

import datetime
import random
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.members_file import MEMBERS, TODAY, members_file
from tests.benchmarks.report import Result

if TYPE_CHECKING:
    from assoc_desktop.members.filters.model import Group

#: A loop over all models takes minutes: so many of them tell enough.
_SAMPLE = 2_000
_TIMES = 25
_SLOWEST_S = 0.3


def run() -> list[Result]:
    """Measure, with the rival in the same run."""
    from assoc_desktop.schema import SCHEMA
    from assoc_desktop.storage.file import open_file

    with tempfile.TemporaryDirectory() as folder, open_file(members_file(Path(folder)), SCHEMA):
        _add_last_season()
        return _measure()


def _add_last_season() -> None:
    """Most were members of 2025, seven in ten have a phone, and half of the others left in 2026."""
    from assoc_desktop.association.records import Season
    from assoc_desktop.members.records import Category, Member, Tag
    from assoc_desktop.storage.database import database
    from assoc_desktop.storage.history import operation
    from assoc_desktop.storage.ids import new_ids

    chance = random.Random(2)
    with operation("Fill", undoable=False):
        last = Season.create(
            label="2025", starts_on=datetime.date(2025, 1, 1), ends_on=datetime.date(2025, 12, 31)
        )
        tag, category = Tag.create(name="Presse", folded="presse"), Category.get()
        members = [row[0] for row in Member.select(Member.id).tuples()]
        gone = [(each,) for each in members if chance.random() < 0.3]
        cursor = database.connection().cursor()
        cursor.executemany("DELETE FROM membership WHERE member_id = ?", gone)
        for sql, share, rest in (
            (
                "INSERT INTO membership (id, member_id, season_id, category_id, starts_on, ends_on, grace_until,"
                " fee_due, reduction, reduction_reason) VALUES (?, ?, ?, ?, '2025-01-01', '2025-12-31', '2026-03-01',"
                " 5000, 0, '')",
                0.8,
                (last.id, category.id),
            ),
            ("INSERT INTO phone (id, member_id, position, number) VALUES (?, ?, 0, ?)", 0.7, ("+223700",)),
            ("INSERT INTO member_tag (id, member_id, tag_id) VALUES (?, ?, ?)", 0.4, (tag.id,)),
        ):
            who = [each for each in members if chance.random() < share]
            cursor.executemany(sql, [(i, m, *rest) for i, m in zip(new_ids(len(who)), who, strict=True)])


def _questions() -> dict[str, Group]:
    from assoc_desktop.association.records import Season
    from assoc_desktop.members.filters.model import THIS_SEASON, Condition, Group, Ref
    from assoc_desktop.members.records import Tag

    last = Ref(Season.get(Season.label == "2025").id, "2025")
    founders = (
        Condition("enrolled", "has_any", (last,)),
        Condition("enrolled", "has_none", (Ref(THIS_SEASON),)),
        Condition("town", "one_of", ("bamako", "Ségou")),
        Condition("phone", "filled"),
    )
    tag = Condition("tags", "has_any", (Ref(Tag.get().id, "Presse"),))
    return {
        "2025 without 2026, in Bamako or Ségou, with a phone": Group(True, founders),
        "the same with a tag": Group(True, (*founders, tag)),
        "five lines, in groups": Group(
            True,
            (
                Condition("status", "one_of", ("current", "new")),
                Condition("card", "one_of", ("none",), Ref(THIS_SEASON)),
                Group(False, (Condition("any_name", "contains", ("kone",)), tag)),
                Condition("joined_on", "before", ("2024-01-01",)),
            ),
        ),
    }


def _measure() -> list[Result]:
    from assoc_desktop.members.filters.queries import filtered_ids

    results, usual = [], []
    for name, group in _questions().items():
        times = []
        for _time in range(_TIMES):
            started = time.perf_counter()
            found = filtered_ids(group, TODAY)
            times.append(time.perf_counter() - started)
        p95 = statistics.quantiles(times, n=20)[-1]
        usual.append(statistics.median(times))
        results.append(
            Result(
                f"Filter {MEMBERS:,}: {name}",
                f"p95 ≤ {_SLOWEST_S * 1000:.0f} ms",
                f"p95 {p95 * 1000:.0f} ms, median {usual[-1] * 1000:.0f} ms, {len(found):,} found",
                p95 <= _SLOWEST_S and bool(found),
            )
        )
    slow = _loop_over_models()
    results.append(
        Result(
            "Filter against a loop over models",
            "≥ 40×",
            f"{slow / usual[0]:.0f}× ({slow:.1f} s, from a sample of {_SAMPLE:,})",
            slow >= 40 * usual[0],
        )
    )
    return results


def _loop_over_models() -> float:
    """Seconds that the founders' question would take when each member is asked for memberships and phones."""
    from assoc_desktop.language.folding import fold
    from assoc_desktop.members.records import Member

    towns = {"bamako", "segou"}
    started = time.perf_counter()
    for member in Member.select().limit(_SAMPLE):
        labels = {membership.season.label for membership in member.memberships}
        if "2025" in labels and "2026" not in labels and fold(member.town) in towns:
            list(member.phones)
    return (time.perf_counter() - started) * MEMBERS / _SAMPLE
