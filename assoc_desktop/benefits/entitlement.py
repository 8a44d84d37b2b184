"""Who is entitled to a benefit today, why not, and what is left of it.

One rule judges one member for one benefit from plain facts. The facts of one member and of all are read by the same
statements, so that the desk, the figures and the statements cannot differ.

Up to date is whose membership runs, or is in its grace, and who has nothing overdue: dues are overdue once the days of
grace of their category have passed since the membership began.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from assoc_desktop.association.records import Season
from assoc_desktop.association.rules import SeasonBook
from assoc_desktop.benefits.catalogue import benefits
from assoc_desktop.benefits.records import Benefit
from assoc_desktop.language import _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.filters.model import from_json
from assoc_desktop.members.filters.queries import asked_sql, filter_sql
from assoc_desktop.members.filters.telling import told
from assoc_desktop.members.holding import LEFT_SQL
from assoc_desktop.members.memberships import facts_of
from assoc_desktop.members.records import Category, Member
from assoc_desktop.members.status import BELONGING, BELONGING_SQL, STATUS_SQL, status_on, status_values
from assoc_desktop.refusals import Refused
from assoc_desktop.storage.database import database, portions


@dataclass(frozen=True)
class Entitled:
    """What a member may have of a benefit.

    Attributes:
        why_not: what stands in the way: `validity`, `agreement`, `status`, `category`, `dues`, `filter` or `quota`;
            empty for who is entitled.
        reason: why or why not, as a sentence.
        quota: uses in a season; None: as often as wanted.
        used: uses in the season that stand, those given beyond included.
        left: what is left of the quota; None without one.
    """

    benefit_id: int
    name: str
    kind: str
    why_not: str
    reason: str
    quota: int | None
    used: int

    @property
    def is_entitled(self) -> bool:
        """Whether the member may have it now."""
        return not self.why_not

    @property
    def left(self) -> int | None:
        """What is left of the quota; None without one."""
        return None if self.quota is None else max(0, self.quota - self.used)


@dataclass(frozen=True)
class Standing:
    """What of a member the rule asks.

    Attributes:
        belongs: whether they have the rights of a member: new, up to date, or in grace.
        category_id: of the membership that runs, else of the last one that began; None without any.
        overdue: dues left to pay after the days of grace, in minor units.
    """

    member_id: int
    belongs: bool
    category_id: int | None
    overdue: int


@dataclass(frozen=True)
class Terms:
    """What of a benefit the rule asks.

    Attributes:
        categories: category → quota of its own, or None: that of the benefit.
        let_through: whom its filter lets through; None: everybody.
        fault: why its filter cannot be used.
        ended: a sentence when its days, or those of its agreement, do not cover today.
    """

    benefit: Benefit
    categories: dict[int, int | None]
    let_through: Collection[int] | None
    fault: str
    ended: tuple[str, str]

    def quota_in(self, category_id: int | None) -> int | None:
        """How often a member of a category may have it in a season; None: as often as wanted."""
        own = self.categories.get(category_id) if category_id is not None else None
        quota: int | None = self.benefit.quota if own is None else own
        return quota


def why_not(terms: Terms, standing: Standing, used: int) -> str:
    """What stands between a member and a benefit: see `Entitled.why_not`."""
    if terms.ended[0]:
        return terms.ended[0]
    if not standing.belongs:
        return "status"
    if standing.category_id not in terms.categories:
        return "category"
    if terms.benefit.needs_dues and standing.overdue > 0:
        return "dues"
    if terms.fault or (terms.let_through is not None and standing.member_id not in terms.let_through):
        return "filter"
    quota = terms.quota_in(standing.category_id)
    return "quota" if quota is not None and used >= quota else ""


# Facts


_STANDING_SQL = f"""
    SELECT member.id, archived_on IS NULL AND {STATUS_SQL} IN {BELONGING},
        (SELECT category_id FROM membership WHERE member_id = member.id AND starts_on <= :today
         ORDER BY ends_on IS NULL OR ends_on >= :today DESC, starts_on DESC LIMIT 1),
        coalesce(overdue.amount, 0)
    FROM member LEFT JOIN ({BELONGING_SQL}) AS belonging ON belonging.member_id = member.id
    LEFT JOIN (
        SELECT membership.member_id, sum(max(0, {LEFT_SQL})) AS amount
        FROM membership JOIN category ON category.id = membership.category_id
        WHERE date(membership.starts_on, '+' || category.grace_days || ' days') < :today {{who}}
        GROUP BY membership.member_id
    ) AS overdue ON overdue.member_id = member.id
    WHERE {{whom}}
"""


def standings(today: datetime.date, ids: Sequence[int] | None = None) -> dict[int, Standing]:
    """Member → what the rule asks of them; of everybody who is not in the archive, or of exactly these."""
    values = status_values(today)
    if ids is None:
        rows = list(database.execute_sql(_STANDING_SQL.format(who="", whom="archived_on IS NULL"), values))
    else:
        rows = []
        for part in portions(list(ids)):
            marks = _marks(part)
            who = f"AND membership.member_id IN ({marks})"
            sql = _STANDING_SQL.format(who=who, whom=f"member.id IN ({marks})")
            # Only these are looked at, also where the engine would go through all memberships.
            sql = sql.replace(
                "WHERE starts_on <= :today GROUP BY",
                f"WHERE starts_on <= :today AND member_id IN ({marks}) GROUP BY",
            )
            rows += database.execute_sql(sql, values)
    return {row[0]: Standing(row[0], bool(row[1]), row[2], row[3]) for row in rows}


def _marks(ids: Sequence[int]) -> str:
    """Ids within a statement: whole numbers cannot carry anything else into it."""
    return ", ".join(str(int(each)) for each in ids)


def read_terms(
    today: datetime.date, say: Conventions, *, offered: Sequence[Benefit] | None = None,
    among: Sequence[int] | None = None,
) -> list[Terms]:  # fmt: skip
    """What the rule asks of the benefits offered, in their order.

    Args:
        offered: exactly these.
        among: the filters are asked of these members alone.
    """
    entitled: dict[int, dict[int, int | None]] = {}
    sql = "SELECT benefit_id, category_id, quota FROM entitlement"
    for benefit_id, category_id, quota in database.execute_sql(sql):
        entitled.setdefault(benefit_id, {})[category_id] = quota
    found = []
    for benefit in benefits() if offered is None else offered:
        let_through, fault = _let_through(benefit, today, among)
        ended = _ended(benefit, today, say)
        found.append(Terms(benefit, entitled.get(benefit.id, {}), let_through, fault, ended))
    return found


def _let_through(
    benefit: Benefit, today: datetime.date, among: Sequence[int] | None
) -> tuple[set[int] | None, str]:
    if not benefit.only_for:
        return None, ""
    try:
        group = from_json(benefit.only_for)
        condition, values = filter_sql(group, today)
    except Refused as refusal:
        return None, str(refusal)
    found: set[int] = set()
    parts = [None] if among is None else list(portions(list(among)))
    for part in parts:
        these = "TRUE" if part is None else f"member.id IN ({_marks(part)})"
        sql = f"SELECT member.id FROM member WHERE {these} AND {asked_sql(group)} AND {condition}"
        found.update(row[0] for row in database.execute_sql(sql, values))
    return found, ""


def _ended(benefit: Benefit, today: datetime.date, say: Conventions) -> tuple[str, str]:
    """What of the benefit itself stands in the way, and the sentence."""
    if benefit.valid_from and today < benefit.valid_from:
        return "validity", _("It begins on {date}.").format(date=say.date(benefit.valid_from))
    if benefit.valid_until and benefit.valid_until < today:
        return "validity", _("It ended on {date}.").format(date=say.date(benefit.valid_until))
    if benefit.agreed_from and today < benefit.agreed_from:
        words = _("The agreement with {partner} begins on {date}.")
        return "agreement", words.format(partner=benefit.partner, date=say.date(benefit.agreed_from))
    if benefit.agreed_until and benefit.agreed_until < today:
        words = _("The agreement with {partner} ran out on {date}.")
        return "agreement", words.format(partner=benefit.partner, date=say.date(benefit.agreed_until))
    return "", ""


def season_of_use(today: datetime.date) -> Season:
    """The season in which a use on a day counts; one that nobody opened yet is not written."""
    return SeasonBook().on(today)


def used_in(season_id: int, ids: Sequence[int] | None = None) -> Counter[tuple[int, int]]:
    """Member and benefit → how many uses of a season stand."""
    found: Counter[tuple[int, int]] = Counter()
    parts = [None] if ids is None else list(portions(list(ids)))
    for part in parts:
        # With members named, "+" keeps the engine from going through all uses of the season.
        where = "season_id = ?" if part is None else f"+season_id = ? AND member_id IN ({_marks(part)})"
        sql = f"""SELECT member_id, benefit_id, count(*) FROM benefit_use
            WHERE {where} AND reversed_on IS NULL GROUP BY member_id, benefit_id"""
        for member_id, benefit_id, count in database.execute_sql(sql, (season_id,)):
            found[member_id, benefit_id] = count
    return found


# Answers


def entitlements(member_id: int, today: datetime.date, say: Conventions) -> list[Entitled]:
    """What a member may have of every benefit that is offered, in their order, with the reason as a sentence."""
    return entitlements_of([member_id], today, say).get(member_id, [])


def entitlements_of(ids: Sequence[int], today: datetime.date, say: Conventions) -> dict[int, list[Entitled]]:
    """`entitlements` of some members, read together."""
    terms = read_terms(today, say, among=ids)
    found = standings(today, ids)
    used = used_in(season_of_use(today).id, ids)
    answers: dict[int, list[Entitled]] = {}
    for member_id in ids:
        standing = found.get(member_id)
        if standing is None:
            continue
        sentences = _Reasons(standing, today, say)
        answers[member_id] = [
            _answer(each, standing, used[member_id, each.benefit.id], sentences) for each in terms
        ]
    return answers


def entitlement_to(benefit: Benefit, member_id: int, today: datetime.date, say: Conventions) -> Entitled:
    """What a member may have of one benefit."""
    (terms,) = read_terms(today, say, offered=[benefit], among=[member_id])
    standing = standings(today, [member_id])[member_id]
    used = used_in(season_of_use(today).id, [member_id])[member_id, benefit.id]
    return _answer(terms, standing, used, _Reasons(standing, today, say))


def entitled_ids(
    today: datetime.date, say: Conventions, *, offered: Sequence[Benefit] | None = None
) -> dict[int, set[int]]:
    """Benefit → everybody who may have it now; of all that are offered, or of exactly these."""
    everybody = standings(today)
    used = used_in(season_of_use(today).id)
    return {
        terms.benefit.id: {
            member_id
            for member_id, standing in everybody.items()
            if not why_not(terms, standing, used.get((member_id, terms.benefit.id), 0))
        }
        for terms in read_terms(today, say, offered=offered)
    }


def _answer(terms: Terms, standing: Standing, used: int, reasons: _Reasons) -> Entitled:
    benefit, quota = terms.benefit, terms.quota_in(standing.category_id)
    stands_between = why_not(terms, standing, used)
    sentence = reasons.sentence(stands_between, terms, quota, used)
    return Entitled(benefit.id, benefit.name, benefit.kind, stands_between, sentence, quota, used)


class _Reasons:
    """Says why, in whole sentences."""

    def __init__(self, standing: Standing, today: datetime.date, say: Conventions) -> None:
        self._standing, self._today, self._say = standing, today, say

    def sentence(self, why: str, terms: Terms, quota: int | None, used: int) -> str:
        if why in ("validity", "agreement"):
            return terms.ended[1]
        if why == "status":
            return self._status
        if why == "category":
            return self._category(terms)
        if why == "dues":
            return _("Dues of {amount} are overdue.").format(amount=self._say.money(self._standing.overdue))
        if why == "filter":
            asked = told(from_json(terms.benefit.only_for)) if not terms.fault else ""
            return terms.fault or _("It is only for: {filter}").format(filter=asked)
        if quota is None:
            return _("As often as wanted.")
        number = self._say.number
        if why == "quota":
            return _("Used up: {used} of {quota} in the season.").format(
                used=number(used), quota=number(quota)
            )
        return _("{left} of {quota} left in the season.").format(
            left=number(quota - used), quota=number(quota)
        )

    @cached_property
    def _status(self) -> str:
        member = Member.get_by_id(self._standing.member_id)
        if member.archived_on:
            return _("In the archive since {date}.").format(date=self._say.date(member.archived_on))
        return status_on(self._today, facts_of(member), self._say).reason

    def _category(self, terms: Terms) -> str:
        if not terms.categories:
            return _("No category is entitled to it yet.")
        return _("The category {category} is not entitled to it.").format(category=self._category_name)

    @cached_property
    def _category_name(self) -> str:
        category = Category.get_or_none(Category.id == self._standing.category_id)
        return str(category) if category else ""
