"""Balances and arrears of a hundred thousand members over ten seasons, against a loop over models."""

from __future__ import annotations

import datetime
import math
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from assoc_desktop.association.records import Season
from assoc_desktop.association.rules import add_season
from assoc_desktop.members.records import Category, Member, Membership
from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage.database import database
from assoc_desktop.storage.file import open_file
from assoc_desktop.storage.ids import new_ids
from assoc_desktop.treasury.accounts import first_account, start_chart
from assoc_desktop.treasury.dues.listing import DuesChoice, balances
from assoc_desktop.treasury.plans import overdue_on
from assoc_desktop.treasury.records import Posting
from assoc_desktop.treasury.years import open_year
from tests.benchmarks.members_file import MEMBERS, TODAY, members_file
from tests.benchmarks.report import Result

_SEASONS = 10
_FEE = 5000


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _best(work: Callable[[], object]) -> float:
    return min((_seconds(work) for _run in range(3)), default=math.inf)


def _fill(ids: list[int]) -> None:
    """Ten seasons of memberships; nine of ten are paid, one in fifty in part. Entries are not sealed: none is read."""
    start_chart("fr")
    cash, dues = first_account("cash"), first_account("income", "756")
    category = Category.get()
    year = open_year(TODAY)
    entry_id = new_ids(1)[0]
    insert = database.connection().cursor().executemany
    with database.atomic():
        insert(
            "INSERT INTO entry (id, year_id, number, day, kind, method, reference, through, text_digest, reason,"
            " previous, digest) VALUES (?, ?, 1, ?, 'dues', 'cash', '', '', '', '', '', 'x')",
            [(entry_id, year.id, TODAY.isoformat())],
        )
        Membership.delete().execute()
        for number in range(_SEASONS):
            first = datetime.date(TODAY.year - 20 - number, 1, 1)
            season = add_season(f"S{number}", first, first.replace(month=12, day=31))
            rows = new_ids(len(ids))
            insert(
                "INSERT INTO membership (id, member_id, season_id, category_id, starts_on, ends_on, grace_until,"
                " fee_due, reduction, reduction_reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, '')",
                (
                    (
                        row,
                        member,
                        season.id,
                        category.id,
                        first.isoformat(),
                        *[season.ends_on.isoformat()] * 2,
                        _FEE,
                    )
                    for row, member in zip(rows, ids, strict=True)
                ),
            )
            paid = [
                (row, member, _FEE if place % 51 else _FEE // 2)
                for place, (row, member) in enumerate(zip(rows, ids, strict=True))
                if place % 10
            ]
            insert(
                "INSERT INTO posting (id, entry_id, account_id, amount, member_id, membership_id)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (
                    (posting, entry_id, dues.id, -amount, member, row)
                    for posting, (row, member, amount) in zip(new_ids(len(paid)), paid, strict=True)
                ),
            )
        insert(
            "INSERT INTO posting (id, entry_id, account_id, amount) VALUES (?, ?, ?, ?)",
            [(new_ids(1)[0], entry_id, cash.id, _FEE)],
        )


def _by_models() -> float:
    """Seconds of a loop over the memberships and postings of all members, as models, season by season."""

    def loop() -> None:
        left: dict[int, int] = {}
        for season in Season.select():
            for membership in Membership.select().where(Membership.season == season):
                left[membership.member_id] = left.get(membership.member_id, 0) + membership.to_pay
            for posting in Posting.select().join(Membership).where(Membership.season == season):
                left[posting.member_id] += posting.amount

    return _seconds(loop)


def run() -> list[Result]:
    """The targets of balances and arrears."""
    with tempfile.TemporaryDirectory() as folder, open_file(members_file(Path(folder)), SCHEMA):
        ids = [member_id for (member_id,) in Member.select(Member.id).order_by(Member.id).tuples()]
        _fill(ids)
        season = Membership.select().first().season_id
        every = _best(lambda: balances(DuesChoice(), today=TODAY))
        one = _best(lambda: balances(DuesChoice(season_id=season), today=TODAY))
        late = _best(lambda: overdue_on(TODAY))
        rival = _by_models()
    words = f"{MEMBERS} members × {_SEASONS} seasons"
    return [
        Result(
            f"{name}, {words}",
            "≥ 40× a loop over models",
            f"{rival / seconds:.0f}× ({seconds:.2f} s / {rival:.0f} s)",
            rival >= 40 * seconds,
        )
        for name, seconds in (("Balances of all seasons", every), ("Arrears", late))
    ] + [
        Result(
            f"Balances of one season, {MEMBERS} members",
            "≤ 1/3 of all seasons",
            f"{one / every:.2f} ({one:.2f} s)",
            one <= every / 3,
        )
    ]
