"""Who is entitled and what is used among a hundred thousand members, against judging everybody and reading the rows."""

from __future__ import annotations

import math
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from assoc_desktop.association.records import Season, the_association
from assoc_desktop.benefits.catalogue import BenefitData, benefits, save_benefit
from assoc_desktop.benefits.documents.statement import write_statements
from assoc_desktop.benefits.entitlement import entitled_ids, entitlements
from assoc_desktop.benefits.figures import read_figures
from assoc_desktop.benefits.uses import record_use
from assoc_desktop.members.records import Category, Member
from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage.database import database
from assoc_desktop.storage.file import open_file
from assoc_desktop.storage.ids import new_ids
from tests.benchmarks.members_file import MEMBERS, TODAY, members_file
from tests.benchmarks.report import Result

_BENEFITS, _USES, _STATEMENTS = 15, 200_000, 1000


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _best(work: Callable[[], object]) -> float:
    return min((_seconds(work) for _run in range(3)), default=math.inf)


def _fill(ids: list[int]) -> None:
    """A catalogue and uses of all kinds; two of three benefits have no quota."""
    category, season, chance = Category.get(), Season.get(), random.Random(3)
    for number in range(_BENEFITS):
        quota = None if number % 3 else 50
        data = BenefitData(f"Benefit {number}", "other", quota=quota, cost=100, value=300, needs_dues=False)
        save_benefit(data, categories={category.id: None})
    offered = [each.id for each in benefits()]
    rows = [
        (use, chance.choice(offered), chance.choice(ids), season.id, TODAY.isoformat(), 100, 300)
        for use in new_ids(_USES)
    ]
    with database.atomic():
        database.connection().cursor().executemany(
            "INSERT INTO benefit_use (id, benefit_id, member_id, season_id, used_on, cost, value, note, beyond,"
            " reversed_because) VALUES (?, ?, ?, ?, ?, ?, ?, '', '', '')",
            rows,
        )


def run() -> list[Result]:
    """The targets of benefits."""
    with tempfile.TemporaryDirectory() as folder, open_file(members_file(Path(folder)), SCHEMA):
        ids = [member_id for (member_id,) in Member.select(Member.id).order_by(Member.id).tuples()]
        _fill(ids)
        season, say = Season.get(), the_association().conventions
        free = next(each for each in benefits() if each.quota is None)
        everybody = _seconds(lambda: entitled_ids(TODAY, say))
        one = _best(lambda: entitlements(ids[MEMBERS // 2], TODAY, say))
        use = _best(lambda: record_use(free.id, ids[0], today=TODAY, say=say))
        figures = _best(lambda: read_figures(season))
        scan = _best(lambda: list(database.execute_sql("SELECT * FROM benefit_use")))
        statements = _seconds(lambda: write_statements(ids[:_STATEMENTS], season, today=TODAY))
    return [
        Result(
            f"What one of {MEMBERS} members may have",
            "≤ 1/1,000 of judging all",
            f"1/{everybody / one:.0f} ({one * 1000:.1f} ms)",
            one <= everybody / 1000,
        ),
        Result(
            f"A use recorded among {_USES}",
            "≤ 1/100 of judging all",
            f"1/{everybody / use:.0f} ({use * 1000:.1f} ms)",
            use <= everybody / 100,
        ),
        Result(
            f"Figures of {_USES} uses",
            "≤ 8× reading their rows",
            f"{figures / scan:.1f}× ({figures:.2f} s / {scan:.2f} s)",
            figures <= 8 * scan,
        ),
        Result(
            f"Statements of {_STATEMENTS} members",
            "≤ 1× judging all",
            f"{statements / everybody:.1f}× ({statements:.1f} s)",
            statements <= everybody,
        ),
    ]
