"""The catalogue as its list shows it: who is entitled, what was used in a season, how it stands."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from assoc_desktop.benefits.catalogue import benefits
from assoc_desktop.benefits.entitlement import Entitled, entitlements
from assoc_desktop.benefits.records import Benefit, Entitlement
from assoc_desktop.language import N_, _, ngettext
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.language.folding import fold
from assoc_desktop.members.filters.model import from_json
from assoc_desktop.members.filters.telling import told
from assoc_desktop.members.records import Category
from assoc_desktop.refusals import Refused
from assoc_desktop.storage.database import database

#: How a benefit stands on a day → its name.
STATES = {
    "current": N_("Offered"),
    "ending": N_("Ends soon"),
    "coming": N_("Not yet"),
    "over": N_("Over"),
    "nobody": N_("Nobody entitled"),
    "archived": N_("Archived"),
}
#: An agreement that runs out within so many days is told.
SOON = datetime.timedelta(days=60)


@dataclass(frozen=True)
class Listed:
    """A benefit in the list.

    Attributes:
        state: a key of `STATES`.
        categories: names of those entitled, each with its own quota if it has one.
        uses: of the season, those that stand.
        members: how many members those were.
    """

    benefit: Benefit
    state: str
    categories: tuple[tuple[str, int | None], ...]
    uses: int
    members: int


def read_catalogue(
    today: datetime.date, season_id: int | None, *, search: str = "", kind: str = "", archived: bool = False
) -> dict[int, Listed]:
    """Id → benefit, in the order of the catalogue."""
    named: dict[int, list[tuple[str, int | None]]] = {}
    rows = Entitlement.select(Entitlement, Category).join(Category).order_by(Category.position, Category.name)
    for row in rows:
        named.setdefault(row.benefit_id, []).append((row.category.name, row.quota))
    counts = _counts(season_id)
    words = fold(search).split()
    found = {}
    for benefit in benefits(archived=archived):
        text = fold(f"{benefit.name} {benefit.description} {benefit.partner}")
        if (kind and benefit.kind != kind) or not all(word in text for word in words):
            continue
        categories = tuple(named.get(benefit.id, ()))
        state = state_of(benefit, today, has_category=bool(categories))
        found[benefit.id] = Listed(benefit, state, categories, *counts.get(benefit.id, (0, 0)))
    return found


def _counts(season_id: int | None) -> dict[int, tuple[int, int]]:
    sql = """SELECT benefit_id, count(*), count(DISTINCT member_id) FROM benefit_use
        WHERE season_id = ? AND reversed_on IS NULL GROUP BY benefit_id"""
    return {row[0]: (row[1], row[2]) for row in database.execute_sql(sql, (season_id,))}


def state_of(benefit: Benefit, today: datetime.date, *, has_category: bool) -> str:
    """How a benefit stands on a day: a key of `STATES`."""
    first = max(filter(None, (benefit.valid_from, benefit.agreed_from)), default=None)
    last = min(filter(None, (benefit.valid_until, benefit.agreed_until)), default=None)
    if benefit.archived:
        return "archived"
    if last is not None and last < today:
        return "over"
    if first is not None and today < first:
        return "coming"
    if not has_category:
        return "nobody"
    return "ending" if last is not None and last <= today + SOON else "current"


def has_benefits() -> bool:
    """Whether anything is in the catalogue."""
    return bool(Benefit.select().exists())


def told_categories(listed: Listed) -> str:
    """Who is entitled, in words."""
    if not listed.categories:
        return _("nobody yet")
    words = _("{category} ({n})")
    return ", ".join(
        name if quota is None else words.format(category=name, n=quota) for name, quota in listed.categories
    )


def told_rule(rule: str) -> str:
    """The filter of a benefit in words, or why it cannot be read; empty without one."""
    try:
        return told(from_json(rule)) if rule else ""
    except Refused as refusal:
        return str(refusal)


#: The details of a member name so many benefits of a kind, and count the others.
_MOST_TOLD = 5


def told_of_member(member_id: int, today: datetime.date, say: Conventions) -> list[tuple[str, str]]:
    """What the details of a member tell: what is left, what is used up, and that dues stand in the way.

    What is for others anyhow is told on the member's page; and that somebody belongs no more, by their status.
    """
    found = entitlements(member_id, today, say)
    open_ones = [_told_left(each, say) for each in found if each.is_entitled]
    used_up = [each.name for each in found if each.why_not == "quota"]
    overdue = [each.reason for each in found if each.why_not == "dues"][:1]
    used = sum(each.used for each in found)
    return [
        (name, "\n".join(_few(lines, say)))
        for name, lines in (
            (_("Entitled"), open_ones),
            (_("Used up"), used_up),
            (_("Not entitled"), overdue),
            (_("Uses"), [say.number(used)] if used else []),
        )
        if lines
    ]


def _told_left(entitled: Entitled, say: Conventions) -> str:
    if entitled.quota is None or entitled.left is None:
        return entitled.name
    words = _("{benefit}: {left} of {quota} left")
    return words.format(
        benefit=entitled.name, left=say.number(entitled.left), quota=say.number(entitled.quota)
    )


def _few(lines: list[str], say: Conventions) -> list[str]:
    more = len(lines) - _MOST_TOLD
    if more <= 1:
        return lines
    words = ngettext("… and {n} more.", "… and {n} more.", more)
    return [*lines[:_MOST_TOLD], words.format(n=say.number(more))]
