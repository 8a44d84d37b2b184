"""The requests as a list, and what the funds took in, granted and have left. Amounts in minor units."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from assoc_desktop.language.folding import fold
from assoc_desktop.members.records import full_name
from assoc_desktop.storage.database import database
from assoc_desktop.treasury.accounts import accounts

_REQUESTS_SQL = """
    SELECT request.id, request.member_id, member.kind, member.name, family_name, given_name, coalesce(member.number, ''),
        season.id, season.label, request.kind, request.asked_on, request.asked, request.granted, request.decided_on,
        coalesce(account.name, ''),
        EXISTS (SELECT 1 FROM subsidy WHERE subsidy.membership_id = request.membership_id AND entry_id IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM entry WHERE reverses_id = subsidy.entry_id)) AS stands
    FROM solidarity_request AS request
    JOIN member ON member.id = request.member_id
    JOIN season ON season.id = request.season_id
    LEFT JOIN account ON account.id = request.account_id
    ORDER BY request.granted IS NOT NULL, request.asked_on DESC, request.id DESC
"""
_FUND_SQL = """
    SELECT
        coalesce(-sum(amount) FILTER (WHERE entry.kind != 'subsidy' AND coalesce(taken.kind, '') != 'subsidy'), 0),
        coalesce(sum(amount) FILTER (WHERE entry.kind = 'subsidy'), 0),
        coalesce(-sum(amount) FILTER (WHERE taken.kind = 'subsidy'), 0)
    FROM posting JOIN entry ON entry.id = posting.entry_id
    LEFT JOIN entry AS taken ON taken.id = entry.reverses_id
    WHERE posting.account_id = ?
"""


@dataclass(frozen=True)
class ListedRequest:
    """A request in the list; `state` is a key of `requests.STATES`."""

    id: int
    member_id: int
    name: str
    number: str
    season_id: int
    season: str
    kind: str
    asked_on: datetime.date
    asked: int
    granted: int | None
    decided_on: datetime.date | None
    fund: str
    state: str

    @property
    def standing(self) -> int:
        """What is granted and was not taken back."""
        return (self.granted or 0) if self.state == "granted" else 0


@dataclass(frozen=True)
class Fund:
    """What came into a fund, what it granted, what of that it got back, and what is left."""

    id: int
    name: str
    funded: int
    granted: int
    reversed: int

    @property
    def left(self) -> int:
        """What it can still give."""
        return self.funded - self.granted + self.reversed


def read_requests(
    *, search: str = "", season_id: int | None = None, state: str = ""
) -> dict[int, ListedRequest]:
    """Id → request, those to decide first."""
    words = fold(search).split()
    found = {}
    for row in database.execute_sql(_REQUESTS_SQL):
        request = _listed(row)
        text = fold(f"{request.name} {request.number}")
        if (
            (season_id is None or request.season_id == season_id)
            and (not state or request.state == state)
            and all(word in text for word in words)
        ):
            found[request.id] = request
    return found


def _listed(row: Sequence[object]) -> ListedRequest:
    (
        request_id, member_id, kind, name, family, given, number, season_id, season, why, asked_on, asked, granted,
        decided_on, fund, stands,
    ) = row  # fmt: skip
    state = "open" if granted is None else "refused" if not granted else "granted" if stands else "back"
    return ListedRequest(
        request_id, member_id, full_name(kind, name, family, given), number, season_id, season, why,  # type: ignore[arg-type]
        _day(asked_on), asked, granted, _day(decided_on) if decided_on else None, fund, state,  # type: ignore[arg-type]
    )  # fmt: skip


def _day(text: object) -> datetime.date:
    return datetime.date.fromisoformat(str(text))


def read_funds(*, archived: bool = True) -> list[Fund]:
    """The funds in the books; with `archived`, those that pay no more and still hold or owe something too."""
    found = []
    for account in accounts(kinds=("fund",), archived=archived):
        fund = Fund(account.id, account.name, *database.execute_sql(_FUND_SQL, (account.id,)).fetchone())
        if not account.archived or fund.left:
            found.append(fund)
    return found
