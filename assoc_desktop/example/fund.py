"""What members of the example asked the solidarity fund for, and what was decided."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from assoc_desktop.association.records import Season
from assoc_desktop.benefits.fund.criteria import TYPICAL, criteria, save_criteria
from assoc_desktop.benefits.fund.requests import Decision, RequestData, decide, save_request
from assoc_desktop.language import N_, _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.records import INSTITUTION, Category, Membership
from assoc_desktop.treasury.balances import left_to_pay

_DAY = datetime.timedelta(days=1)
#: Kind, words, asked, place of the criteria that are met, reason when it was refused; empty: to be decided.
_OTHERS = (
    ("remote", N_("The bus to the assembly costs more than the dues."), 5_000, (0, 3),
     N_("The benefit for the journey pays for it.")),
    ("student", N_("My grant has not come for four months."), 2_000, (1, 4), ""),
    ("hardship", N_("The library closed, and I have no work since."), 2_500, (2, 3, 4), ""),
)  # fmt: skip


def name_criteria() -> None:
    """Write down what the fund judges by; call before the books are kept."""
    save_criteria([_(text) for text in TYPICAL])


def help_with_dues(
    member_id: int, season: Season, amount: int, fund_id: int, day: datetime.date, say: Conventions
) -> None:
    """A member asks the fund for a part of the dues, and gets it on the same day."""
    known = [row.id for row in criteria()]
    words = _("I lost my post in spring and would like to stay a member.")
    data = RequestData(member_id, season.id, "hardship", words, day, amount, (known[2], known[3]))
    request = save_request(data, today=day)
    decision = Decision(amount, _("The board"), day, _("Two of the criteria are met."), fund_id)
    decide(request.id, decision, today=day, say=say)


def ask_fund(seasons: Sequence[Season], today: datetime.date, say: Conventions) -> None:
    """One request of the season before was refused, two of this one wait."""
    before, present = seasons[-2:]
    last: datetime.date = before.ends_on
    first: datetime.date = present.starts_on
    waiting = max(first, today - 9 * _DAY)
    for place, (kind, words, asked, met, refused) in enumerate(_OTHERS):
        season, day = (before, last - 60 * _DAY) if refused else (present, waiting)
        people = _who_may_ask(season, kind, 0 if refused else asked)
        known = [row.id for row in criteria()]
        data = RequestData(
            people[place], season.id, kind, _(words), day, asked, tuple(known[at] for at in met)
        )
        request = save_request(data, today=day)
        if refused:
            decided_on = day + 12 * _DAY
            decision = Decision(0, _("The board"), decided_on, _(refused))
            decide(request.id, decision, today=decided_on, say=say)


def _who_may_ask(season: Season, kind: str, owing: int) -> list[int]:
    """People of a season who owe so much of their dues, the latest to join first; students alone ask as students."""
    query = Membership.select().join(Category).where(
        (Membership.season == season) & (Membership.fee_due > 0) & (Category.applies_to != INSTITUTION)
    )  # fmt: skip
    if kind == "student":
        query = query.where(Category.proof != "")
    left = left_to_pay(season.id)
    rows = query.order_by(Membership.id.desc())
    return [row.member_id for row in rows if left.get(row.member_id, 0) >= owing]
