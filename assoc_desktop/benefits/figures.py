"""What is used and what it costs in a season: by benefit, and by category against the dues. Amounts in minor units.

A use counts in its season unless it was reversed, with cost and value as they were kept that day. A member counts in the
category of their membership of that season.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assoc_desktop.association.records import Season
from assoc_desktop.benefits.catalogue import benefits
from assoc_desktop.language import _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.memberships import categories
from assoc_desktop.reports.tables import COUNT, MONEY, TEXT, Column, Report, Table, Value
from assoc_desktop.storage.database import database
from assoc_desktop.treasury.balances import PAID_SQL


@dataclass(frozen=True)
class BenefitFigure:
    """One benefit in a season.

    Attributes:
        entitled: members enrolled for the season in a category that is entitled now.
        members: who used it.
    """

    id: int
    name: str
    entitled: int
    members: int
    uses: int
    cost: int
    value: int

    @property
    def cost_per_use(self) -> int | None:
        """What a use costs the association; None when nobody used it."""
        return divided(self.cost, self.uses)


@dataclass(frozen=True)
class CategoryFigure:
    """One category in a season. `id` is 0 for uses by who has no membership in the season.

    Attributes:
        due: the dues of its memberships, reductions taken off.
        paid: what was paid for them.
    """

    id: int
    name: str
    members: int
    due: int
    paid: int
    users: int
    uses: int
    cost: int
    value: int

    @property
    def balance(self) -> int:
        """What its members got less what they paid; negative when they pay more than they get."""
        return self.value - self.paid

    @property
    def pays_more(self) -> bool:
        """Whether its members paid more than what they used is worth to them."""
        return self.id != 0 and self.paid > self.value


@dataclass(frozen=True)
class Figures:
    """All figures of a season."""

    season: Season
    benefits: tuple[BenefitFigure, ...]
    categories: tuple[CategoryFigure, ...]

    @property
    def enrolled(self) -> int:
        """Members with a membership in the season; each is in one category."""
        return sum(each.members for each in self.categories)

    @property
    def users(self) -> int:
        """Members who used anything; each is in one category, or in none."""
        return sum(each.users for each in self.categories)

    @property
    def uses(self) -> int:
        """All uses."""
        return sum(each.uses for each in self.benefits)

    @property
    def cost(self) -> int:
        """What all uses cost the association."""
        return sum(each.cost for each in self.benefits)

    @property
    def value(self) -> int:
        """What all uses are worth to the members."""
        return sum(each.value for each in self.benefits)

    @property
    def unused(self) -> tuple[BenefitFigure, ...]:
        """The benefits that nobody used."""
        return tuple(each for each in self.benefits if not each.uses)


def divided(amount: int, count: int) -> int | None:
    """An amount shared among some, rounded half up to the minor unit; None among nobody."""
    return (2 * amount + count) // (2 * count) if count else None


_BENEFITS_SQL = """
    SELECT benefit.id, coalesce(entitled.count, 0), coalesce(used.members, 0), coalesce(used.uses, 0),
           coalesce(used.cost, 0), coalesce(used.value, 0)
    FROM benefit
    LEFT JOIN (
        SELECT benefit_id, sum(enrolled.count) AS count FROM entitlement
        JOIN (SELECT category_id, count(*) AS count FROM membership WHERE season_id = :season GROUP BY category_id)
            AS enrolled ON enrolled.category_id = entitlement.category_id
        GROUP BY benefit_id
    ) AS entitled ON entitled.benefit_id = benefit.id
    LEFT JOIN (
        SELECT benefit_id, count(*) AS members, sum(uses) AS uses, sum(cost) AS cost, sum(value) AS value FROM (
            SELECT benefit_id, count(*) AS uses, sum(cost) AS cost, sum(value) AS value
            FROM benefit_use WHERE season_id = :season AND reversed_on IS NULL GROUP BY benefit_id, member_id)
        GROUP BY benefit_id
    ) AS used ON used.benefit_id = benefit.id
"""
_DUES_SQL = f"""
    SELECT category_id, count(*), sum(fee_due - reduction), coalesce(sum(paid.amount), 0) FROM membership
    LEFT JOIN ({PAID_SQL}) AS paid ON paid.membership_id = membership.id
    WHERE season_id = :season GROUP BY category_id
"""
_USES_SQL = """
    SELECT coalesce(membership.category_id, 0), count(*), sum(uses), sum(cost), sum(value) FROM (
        SELECT member_id, count(*) AS uses, sum(cost) AS cost, sum(value) AS value
        FROM benefit_use WHERE season_id = :season AND reversed_on IS NULL GROUP BY member_id) AS used
    LEFT JOIN membership ON membership.member_id = used.member_id AND membership.season_id = :season
    GROUP BY 1
"""


def read_figures(season: Season) -> Figures:
    """All figures of a season. An archived benefit is among them when it was used in the season."""
    values = {"season": season.id}
    counted = {row[0]: row[1:] for row in database.execute_sql(_BENEFITS_SQL, values)}
    by_benefit = tuple(
        BenefitFigure(each.id, each.name, *counted[each.id])
        for each in benefits(archived=True)
        if not each.archived or counted[each.id][2]
    )
    return Figures(season, by_benefit, _by_category(values))


def _by_category(values: dict[str, int]) -> tuple[CategoryFigure, ...]:
    dues = {row[0]: row[1:] for row in database.execute_sql(_DUES_SQL, values)}
    used = {row[0]: row[1:] for row in database.execute_sql(_USES_SQL, values)}
    names = {each.id: each.name for each in categories(archived=True)}
    names[0] = _("Not enrolled for the season")
    return tuple(
        CategoryFigure(each, name, *dues.get(each, (0, 0, 0)), *used.get(each, (0, 0, 0, 0)))
        for each, name in names.items()
        if each in dues or each in used
    )


# The list behind a number


def who_used(season: Season, benefit_id: int | None = None) -> list[int]:
    """The members who used a benefit in a season, or anything at all."""
    return _ids(
        "id IN (SELECT member_id FROM benefit_use WHERE season_id = :season AND reversed_on IS NULL"
        " AND (:benefit IS NULL OR benefit_id = :benefit))",
        {"season": season.id, "benefit": benefit_id},
    )


def who_is_entitled(season: Season, benefit_id: int) -> list[int]:
    """The members enrolled for a season in a category that is entitled to a benefit."""
    return _ids(
        "id IN (SELECT member_id FROM membership JOIN entitlement ON entitlement.category_id = membership.category_id"
        " WHERE season_id = :season AND benefit_id = :benefit)",
        {"season": season.id, "benefit": benefit_id},
    )


def who_is_in(season: Season, category_id: int | None = None) -> list[int]:
    """The members enrolled for a season, in a category or in all."""
    return _ids(
        "id IN (SELECT member_id FROM membership WHERE season_id = :season"
        " AND (:category IS NULL OR category_id = :category))",
        {"season": season.id, "category": category_id},
    )


def who_used_in(season: Season, category_id: int) -> list[int]:
    """The members of a category (0: not enrolled for the season) who used anything in a season."""
    return _ids(
        "id IN (SELECT member_id FROM benefit_use WHERE season_id = :season AND reversed_on IS NULL) AND coalesce("
        "(SELECT category_id FROM membership WHERE member_id = member.id AND season_id = :season), 0) = :category",
        {"season": season.id, "category": category_id},
    )


def _ids(condition: str, values: dict[str, int | None]) -> list[int]:
    sql = f"SELECT id FROM member WHERE {condition} ORDER BY sort_name, id"
    return [row[0] for row in database.execute_sql(sql, values)]


@dataclass(frozen=True)
class Behind:
    """The members behind a number: in words, and how they are found."""

    told: str
    find: Callable[[], list[int]]


#: Place of a row and of a column in a table → the members behind the number there.
Behinds = dict[tuple[int, int], Behind]


# The tables


def benefits_table(figures: Figures) -> tuple[Table, Behinds]:
    """The benefits in a season, and who is behind the numbers."""
    season = figures.season
    rows: list[tuple[Value, ...]] = []
    behind: Behinds = {}
    for at, each in enumerate(figures.benefits):
        rows.append(
            (each.name, each.entitled, each.members, each.uses, each.cost, each.cost_per_use,
             divided(each.cost, figures.enrolled), each.value)
        )  # fmt: skip
        entitled = _("entitled to {benefit}, {season}").format(benefit=each.name, season=season.label)
        used = _("used {benefit}, {season}").format(benefit=each.name, season=season.label)
        if each.entitled:
            behind[at, 1] = Behind(entitled, lambda each=each: who_is_entitled(season, each.id))  # type: ignore[misc]
        for column in _OF_USERS if each.members else ():
            behind[at, column] = Behind(used, lambda each=each: who_used(season, each.id))  # type: ignore[misc]
    for column in _OF_USERS if figures.users else ():
        behind[len(rows), column] = _all_users(season)
    behind[len(rows), 1] = _all_enrolled(season)
    total = (
        _("All together"), figures.enrolled, figures.users, figures.uses, figures.cost,
        divided(figures.cost, figures.uses), divided(figures.cost, figures.enrolled), figures.value,
    )  # fmt: skip
    columns = (
        Column(_("Benefit"), TEXT, 0.24), Column(_("Entitled"), COUNT, 0.09), Column(_("Members"), COUNT, 0.1),
        Column(_("Uses"), COUNT, 0.135), Column(_("Cost"), MONEY, 0.11), Column(_("Per use"), MONEY, 0.115),
        Column(_("Per member"), MONEY, 0.11), Column(_("Value"), MONEY, 0.1),
    )  # fmt: skip
    bars = tuple((each.name, each.uses) for each in figures.benefits if each.uses)
    definition = _(
        "Entitled: enrolled for the season in a category that is entitled now; all together: everybody enrolled. "
        "Members: who used it at least once; all together, each counts once. Uses: recorded in the season and not "
        "reversed. Cost: to the association, as it was on the day of each use. Per use: cost ÷ uses. Per member: "
        "cost ÷ all members enrolled for the season. Value: to the members, as it was on the day of each use."
    )
    title = _("Benefits and their use")
    return Table("benefits", title, definition, columns, tuple(rows), total, bars, COUNT), behind


def categories_table(figures: Figures) -> tuple[Table, Behinds]:
    """The categories in a season: what they paid against what they got, and who is behind the numbers."""
    season = figures.season
    rows: list[tuple[Value, ...]] = []
    behind: Behinds = {}
    for at, each in enumerate(figures.categories):
        verdict = _("pays more than it gets") if each.pays_more else ""
        rows.append(
            (each.name, each.members, each.due, each.paid, each.users, each.cost, each.value, each.balance, verdict)
        )  # fmt: skip
        words = {"category": each.name, "season": season.label}
        told = _("{category}, {season}").format(**words)
        for column in (1, 2, 3) if each.id and each.members else ():
            behind[at, column] = Behind(told, lambda each=each: who_is_in(season, each.id))  # type: ignore[misc]
        told = _("{category}, used a benefit, {season}").format(**words)
        for column in (4, 5, 6) if each.users else ():
            behind[at, column] = Behind(told, lambda each=each: who_used_in(season, each.id))  # type: ignore[misc]
    behind |= {(len(rows), column): _all_enrolled(season) for column in (1, 2, 3)}
    behind |= {(len(rows), column): _all_users(season) for column in (4, 5, 6) if figures.users}
    sums = [sum(getattr(each, name) for each in figures.categories) for name in _SUMMED]
    columns = (
        Column(_("Category"), TEXT, 0.15), Column(_("Members"), COUNT, 0.095), Column(_("Dues due"), MONEY, 0.115),
        Column(_("Dues received"), MONEY, 0.115), Column(_("Users"), COUNT, 0.1), Column(_("Cost"), MONEY, 0.09),
        Column(_("Value"), MONEY, 0.105), Column(_("Value − paid"), MONEY, 0.105), Column("", TEXT, 0.125),
    )  # fmt: skip
    definition = _(
        "Members: enrolled for the season in the category. Dues due: fees of these memberships less reductions. "
        "Dues received: what was received for them, reversals taken off. Users: those of them who used a benefit. Cost and "
        "value: of what they used. A category pays more than it gets when its dues received are more than the value of "
        "what its members used; what has no price, such as a vote, counts for nothing here."
    )
    title = _("Categories: what they pay and what they get")
    total = (_("All together"), *sums, "")
    return Table("categories", title, definition, columns, tuple(rows), total), behind


def _all_users(season: Season) -> Behind:
    return Behind(_("used a benefit, {season}").format(season=season.label), lambda: who_used(season))


def _all_enrolled(season: Season) -> Behind:
    return Behind(_("enrolled for {season}").format(season=season.label), lambda: who_is_in(season))


#: Columns of the table of benefits behind which stands who used them: all of uses, cost and value.
_OF_USERS = (2, 3, 4, 5, 7)
_SUMMED = ("members", "due", "paid", "users", "cost", "value", "balance")


def unused_table(figures: Figures) -> tuple[Table, Behinds]:
    """The benefits that nobody used, and who could have."""
    season, behind = figures.season, Behinds()
    for at, each in enumerate(figures.unused):
        told = _("entitled to {benefit}, {season}").format(benefit=each.name, season=season.label)
        if each.entitled:
            behind[at, 1] = Behind(told, lambda each=each: who_is_entitled(season, each.id))  # type: ignore[misc]
    rows = tuple((each.name, each.entitled) for each in figures.unused)
    columns = (Column(_("Benefit"), TEXT, 0.7), Column(_("Entitled"), COUNT, 0.3))
    definition = _("Benefits in the catalogue without a single use in the season.")
    return Table("unused", _("Benefits that nobody used"), definition, columns, rows), behind


def benefits_report(season: Season, _say: Conventions) -> Report:
    """The report on the benefits in a season."""
    figures = read_figures(season)
    tables = [benefits_table(figures)[0], categories_table(figures)[0]]
    if figures.unused:
        tables.insert(1, unused_table(figures)[0])
    told = _("Season {season}. Amounts are of uses recorded at the desk of benefits.").format(
        season=season.label
    )
    title = _("Benefits {season}: what is used and what it costs").format(season=season.label)
    return Report(title, told, tuple(tables), _("Benefits {season}").format(season=season.label))
