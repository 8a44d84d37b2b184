"""What the dues bought in a season: the plain values of a member's statement, for its paper and for letters."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from assoc_desktop.association.records import Season
from assoc_desktop.benefits.entitlement import Entitled, entitlements_of
from assoc_desktop.language import LANGUAGES, _, ngettext
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.records import full_name
from assoc_desktop.storage.database import database, portions
from assoc_desktop.treasury.balances import PAID_SQL


@dataclass(frozen=True)
class BoughtLine:
    """A benefit that was used: how often, and what that is worth; amounts in minor units."""

    name: str
    uses: int
    value: int


@dataclass(frozen=True)
class Bought:
    """What the dues of a member bought in a season. Amounts in minor units.

    Attributes:
        language: in which the member reads it; empty: that of the association.
        due: dues of the season, reductions taken off; None without a membership in it.
        paid: what was paid for them.
        lines: benefits that were used, the most valuable first.
        open: what the member may have today and did not use, while the season runs.
    """

    member_id: int
    name: str
    number: str
    language: str
    season: str
    category: str
    due: int | None
    paid: int
    lines: tuple[BoughtLine, ...]
    open: tuple[Entitled, ...]

    @property
    def uses(self) -> int:
        """All uses."""
        return sum(line.uses for line in self.lines)

    @property
    def value(self) -> int:
        """What they are worth to the member."""
        return sum(line.value for line in self.lines)


#: Postings of these members alone are added up, not those of everybody.
_THEIRS = "membership_id IN (SELECT id FROM membership WHERE member_id IN ({ids}) AND season_id = :season)"
_MEMBERS_SQL = f"""
    SELECT member.id, member.kind, member.name, family_name, given_name, coalesce(number, ''), languages,
           coalesce(category.name, ''), membership.fee_due - membership.reduction, coalesce(paid.amount, 0)
    FROM member
    LEFT JOIN membership ON membership.member_id = member.id AND membership.season_id = :season
    LEFT JOIN category ON category.id = membership.category_id
    LEFT JOIN ({PAID_SQL.replace("WHERE", f"WHERE {_THEIRS} AND")}) AS paid ON paid.membership_id = membership.id
    WHERE member.id IN ({{ids}})
"""
_LINES_SQL = """
    SELECT member_id, benefit.name, count(*), sum(benefit_use.value) FROM benefit_use
    JOIN benefit ON benefit.id = benefit_id
    WHERE +season_id = :season AND reversed_on IS NULL AND member_id IN ({ids})
    GROUP BY member_id, benefit_id ORDER BY sum(benefit_use.value) DESC, benefit.position, benefit.name
"""


def bought(ids: Sequence[int], season: Season, *, today: datetime.date, say: Conventions) -> list[Bought]:
    """The statements of some members for a season, in the order of the ids.

    Sentences are in the language that is spoken; amounts, days and names are plain values.
    """
    found: dict[int, Bought] = {}
    runs = season.starts_on <= today <= season.ends_on
    for part in portions(list(ids)):
        marks = ", ".join(str(int(each)) for each in part)
        values = {"season": season.id}
        lines: dict[int, list[BoughtLine]] = {}
        used: set[tuple[int, str]] = set()
        for member_id, name, uses, value in database.execute_sql(_LINES_SQL.format(ids=marks), values):
            lines.setdefault(member_id, []).append(BoughtLine(name, uses, value))
            used.add((member_id, name))
        entitled = entitlements_of(part, today, say) if runs else {}
        for row in database.execute_sql(_MEMBERS_SQL.format(ids=marks), values):
            member_id, kind, name, family, given, number, languages, category, due, paid = row
            unused = (
                each
                for each in entitled.get(member_id, ())
                if each.is_entitled and (member_id, each.name) not in used
            )
            found[member_id] = Bought(
                member_id, full_name(kind, name, family, given), number, _spoken(languages), season.label, category,
                due, paid, tuple(lines.get(member_id, ())), tuple(unused),
            )  # fmt: skip
    return [found[each] for each in ids if each in found]


def _spoken(codes: str) -> str:
    return next((code for code in (each.strip()[:2] for each in codes.split(",")) if code in LANGUAGES), "")


def bought_block(statement: Bought, say: Conventions) -> dict[str, str]:
    """The statement as plain texts by field, in the language that is spoken: what a letter puts in its places."""
    used = [_line(line, say) for line in statement.lines]
    return {
        "season": statement.season,
        "category": statement.category,
        "dues": say.money(statement.due) if statement.due is not None else "",
        "paid": say.money(statement.paid),
        "uses": say.number(statement.uses),
        "value": say.money(statement.value),
        "used": "\n".join(used) or _("Nothing was used yet."),
        "unused": "\n".join(each.name for each in statement.open),
    }


def _line(line: BoughtLine, say: Conventions) -> str:
    words = ngettext("{benefit}: {n} time", "{benefit}: {n} times", line.uses)
    told = words.format(benefit=line.name, n=say.number(line.uses))
    if not line.value:
        return told
    return _("{used}, worth {amount}").format(used=told, amount=say.money(line.value))
