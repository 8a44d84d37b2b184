"""The list of members: which ids, in which order, and what a row of it shows.

A list holds ids alone, in SQL order, and reads rows in windows; searching looks through one folded text per member.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import compress, repeat
from operator import contains

from assoc_desktop.members.filters.model import Group
from assoc_desktop.members.holding import LEFT_SQL
from assoc_desktop.members.records import list_name
from assoc_desktop.members.rules import search_terms
from assoc_desktop.members.status import BELONGING_SQL, STATUS_SQL, STILL_VALID_SQL, status_values
from assoc_desktop.storage.database import database, day_from, portions

#: Column of the list → SQL by which it is sorted; amounts and categories are those of the season shown.
ORDERS = {
    "name": "member.sort_name",
    "number": "member.number IS NULL, length(member.number), member.number",
    "town": "member.town COLLATE NOCASE",
    "postcode": "member.postcode",
    "category": "category.position, category.name",
    "status": "status",
    "to_pay": LEFT_SQL,
    "joined_on": "member.joined_on",
    "kind": "member.kind",
    "region": "member.region COLLATE NOCASE",
    "profession": "member.profession COLLATE NOCASE",
}


@dataclass(frozen=True)
class Choice:
    """Which members a list shows. None and empty mean: all.

    Attributes:
        season_id: the season whose category, fee and card are shown; with `enrolled_only`, also a filter.
        status: a key of `status.STATUSES`; `belonging` stands for new, current and grace together.
        without_card: enrolled for the season, still or in time to come, and no good card was printed for it.
        not_enrolled: no membership in the season, and none that runs on in it: for life, or booked to another season.
        filter: whom a filter lets through; one that asks about the archive looks in it too.
        filter_name: under which it is saved; empty when it is not.
        ids: exactly these, in the archive or not, of those whom the rest lets through.
        told: what the ids are, in words.
    """

    season_id: int | None = None
    enrolled_only: bool = False
    category_id: int | None = None
    status: str = ""
    kind: str = ""
    town: str = ""
    tag_id: int | None = None
    archived: bool = False
    without_card: bool = False
    not_enrolled: bool = False
    filter: Group | None = None
    filter_name: str = ""
    ids: tuple[int, ...] | None = None
    told: str = ""


@dataclass(frozen=True)
class Row:
    """What the list shows of a member. Amounts in minor units; None without a membership in the season.

    Attributes:
        refuses: keys of `consents.PURPOSES` to which the member said no.
    """

    id: int
    kind: str
    number: str
    name: str
    town: str
    postcode: str
    region: str
    profession: str
    joined_on: datetime.date | None
    category: str
    colour: str
    status: str
    to_pay: int | None
    phone: str
    email: str
    tags: str
    card: str
    custom: dict[int, str] = field(default_factory=dict)
    refuses: frozenset[str] = frozenset()


_GOOD_CARD = (
    "SELECT 1 FROM card WHERE card.member_id = member.id AND card.season_id = :season"
    " AND card.lost_on IS NULL AND card.spoiled_on IS NULL"
)


# Somebody who joined late belongs already to the season after, and twelve months may have begun in the one before.
_RUNS_ON = (
    "SELECT 1 FROM membership AS other JOIN season ON season.id = :season WHERE other.member_id = member.id"
    " AND other.starts_on <= max(:today, season.starts_on)"
    " AND (other.ends_on IS NULL OR other.ends_on >= max(:today, season.starts_on))"
)


def matching_ids(
    choice: Choice, *, today: datetime.date, order: str = "name", descending: bool = False
) -> list[int]:
    """Ids of the members that a choice lets through, in order.

    Raises:
        Refused: the filter names what is gone; see `filters.queries.filter_sql`.
    """
    conditions, values = _conditions(choice, today)
    status = f", {STATUS_SQL} AS status" if order == "status" or choice.status else ""
    terms = [f"{term}{' DESC' if descending else ''}" for term in ORDERS[order].split(", ")]
    sql = (
        f"SELECT member.id{status} FROM member {_joins(choice, order)}"
        f" WHERE {' AND '.join(conditions)} ORDER BY {', '.join(terms)}, member.sort_name, member.id"
    )
    found = [row[0] for row in database.execute_sql(sql, values)]
    if choice.ids is None:
        return found
    wanted = set(choice.ids)
    return [member_id for member_id in found if member_id in wanted]


def _joins(choice: Choice, order: str) -> str:
    joins = []
    of_season = choice.enrolled_only or choice.without_card or choice.not_enrolled
    if choice.category_id or of_season or order in ("category", "to_pay"):
        joins.append(
            "LEFT JOIN membership ON membership.member_id = member.id AND membership.season_id = :season"
            " LEFT JOIN category ON category.id = membership.category_id"
        )
    if choice.status or order == "status":
        joins.append(f"LEFT JOIN ({BELONGING_SQL}) AS belonging ON belonging.member_id = member.id")
    return " ".join(joins)


def _conditions(choice: Choice, today: datetime.date) -> tuple[list[str], dict[str, object]]:
    values: dict[str, object] = {**status_values(today), "season": choice.season_id}
    conditions = [_archive_condition(choice)]
    if choice.filter is not None:
        from assoc_desktop.members.filters.queries import filter_sql

        sql, bound = filter_sql(choice.filter, today)
        conditions.append(sql)
        values |= bound
    if choice.enrolled_only or choice.without_card:
        conditions.append("membership.id IS NOT NULL")
    if choice.not_enrolled:
        conditions.append(f"membership.id IS NULL AND NOT EXISTS ({_RUNS_ON})")
    if choice.without_card:
        conditions.append(f"NOT EXISTS ({_GOOD_CARD}) AND {STILL_VALID_SQL}")
    if choice.status == "belonging":
        conditions.append("status IN ('new', 'current', 'grace')")
    elif choice.status:
        conditions.append("status = :status")
    if choice.tag_id:
        conditions.append("member.id IN (SELECT member_id FROM member_tag WHERE tag_id = :tag)")
    for name, column, value in (
        ("category", "membership.category_id", choice.category_id),
        ("kind", "member.kind", choice.kind),
        ("town", "member.town", choice.town),
    ):
        if value:
            conditions.append(f"{column} = :{name}")
            values[name] = value
    return conditions, values | {"status": choice.status, "tag": choice.tag_id}


def _archive_condition(choice: Choice) -> str:
    if choice.archived:
        return "member.archived_on IS NOT NULL AND member.erased_on IS NULL"
    if choice.ids is not None:
        return "TRUE"
    if choice.filter is None:
        return "member.archived_on IS NULL"
    from assoc_desktop.members.filters.queries import asked_sql

    return asked_sql(choice.filter)


def search_texts(ids: Sequence[int]) -> list[str]:
    """The folded text of each member, in the order of the ids, for searching in memory."""
    texts = dict(database.execute_sql("SELECT id, search_text FROM member"))
    return [texts.get(member_id, "") for member_id in ids]


def found(ids: Sequence[int], texts: Sequence[str], typed: str) -> list[int]:
    """Those of the ids, in their order, whose text has every word that was typed.

    Args:
        texts: the `search_texts` of the ids.
    """
    return found_with_texts(ids, texts, typed)[0]


def found_with_texts(ids: Sequence[int], texts: Sequence[str], typed: str) -> tuple[list[int], list[str]]:
    """`found`, and the texts of those that were found, to look for a longer word among them alone."""
    left_ids, left_texts = list(ids), list(texts)
    for term in search_terms(typed):
        # No tuple is made per member: at 100,000 that alone would wake the garbage collector.
        hits = list(map(contains, left_texts, repeat(term)))
        left_ids, left_texts = list(compress(left_ids, hits)), list(compress(left_texts, hits))
    return left_ids, left_texts


_ROWS_SQL = f"""
    SELECT member.id, member.kind, coalesce(member.number, ''), member.name, member.family_name, member.given_name,
           member.town, member.postcode, member.region, member.profession, member.joined_on,
           coalesce(category.name, ''), coalesce(category.colour, ''), {STATUS_SQL},
           {LEFT_SQL},
           (SELECT number FROM phone WHERE phone.member_id = member.id ORDER BY position LIMIT 1),
           (SELECT address FROM email_address WHERE email_address.member_id = member.id ORDER BY position LIMIT 1),
           (SELECT group_concat(name, ', ') FROM member_tag JOIN tag ON tag.id = member_tag.tag_id
            WHERE member_tag.member_id = member.id),
           (SELECT serial FROM card WHERE card.member_id = member.id AND card.season_id = :season
            AND card.spoiled_on IS NULL AND card.lost_on IS NULL ORDER BY card.id DESC LIMIT 1),
           (SELECT group_concat(purpose) FROM consent WHERE consent.member_id = member.id AND NOT given)
    FROM member
    LEFT JOIN membership ON membership.member_id = member.id AND membership.season_id = :season
    LEFT JOIN category ON category.id = membership.category_id
    LEFT JOIN (SELECT * FROM ({BELONGING_SQL.replace("WHERE", "WHERE member_id IN (%(ids)s) AND")})) AS belonging
         ON belonging.member_id = member.id
    WHERE member.id IN (%(ids)s)
"""


def rows(
    ids: Sequence[int], *, season_id: int | None, today: datetime.date, custom_field_ids: Sequence[int] = ()
) -> list[Row]:
    """The rows of some ids, in the order of the ids; ids that are gone are left out."""
    found_rows: dict[int, Row] = {}
    for chunk in portions(ids, 2000):
        custom = _custom_values(chunk, custom_field_ids)
        # Ids come from the database itself, and as numbers cannot carry anything else into the text.
        sql = _ROWS_SQL % {"ids": ", ".join(str(int(member_id)) for member_id in chunk)}
        for values in database.execute_sql(sql, {**status_values(today), "season": season_id}):
            found_rows[values[0]] = _row(values, custom.get(values[0], {}))
    return [found_rows[member_id] for member_id in ids if member_id in found_rows]


def _row(values: tuple, custom: dict[int, str]) -> Row:  # type: ignore[type-arg]
    (
        member_id,
        kind,
        number,
        name,
        family_name,
        given_name,
        town,
        postcode,
        region,
        profession,
        joined_on,
        *rest,
    ) = values
    category, colour, status, to_pay, phone, email, tags, card, refuses = rest
    return Row(
        id=member_id,
        kind=kind,
        number=number,
        name=list_name(kind, name, family_name, given_name),
        town=town,
        postcode=postcode,
        region=region,
        profession=profession,
        joined_on=day_from(joined_on),
        category=category,
        colour=colour,
        status=status,
        to_pay=to_pay,
        phone=phone or "",
        email=email or "",
        tags=tags or "",
        card=card or "",
        custom=custom,
        refuses=frozenset(refuses.split(",")) if refuses else frozenset(),
    )


def _custom_values(ids: Sequence[int], field_ids: Sequence[int]) -> dict[int, dict[int, str]]:
    if not field_ids:
        return {}
    members, fields = (", ".join(str(int(value)) for value in values) for values in (ids, field_ids))
    sql = f"SELECT member_id, field_id, value FROM custom_value WHERE member_id IN ({members}) AND field_id IN ({fields})"
    values: dict[int, dict[int, str]] = {}
    for member_id, field_id, value in database.execute_sql(sql):
        values.setdefault(member_id, {})[field_id] = value
    return values


def usable(row: Row) -> Row:
    """A row without the phone and e-mail that its member does not want used: for lists that leave the office."""
    if not row.refuses & {"phone", "email"}:
        return row
    phone = "" if "phone" in row.refuses else row.phone
    return replace(row, phone=phone, email="" if "email" in row.refuses else row.email)


@dataclass(frozen=True)
class Counts:
    """How many members have a status, and of them: without a good card of a season, not enrolled for it.

    They are those that a `Choice` with the status and `without_card`, or `not_enrolled`, lets through.
    """

    members: int
    without_card: int
    not_enrolled: int


def counts_by_status(season_id: int | None, today: datetime.date) -> dict[str, Counts]:
    """Status → counts, archived members left out; all in one go, because telling the status is what takes time."""
    asked, joined = "0 AS no_card, 0 AS outside", ""
    if season_id is not None:
        asked = f"""membership.id IS NOT NULL AND {STILL_VALID_SQL} AND NOT EXISTS ({_GOOD_CARD}) AS no_card,
            membership.id IS NULL AND NOT EXISTS ({_RUNS_ON}) AS outside"""
        joined = "LEFT JOIN membership ON membership.member_id = member.id AND membership.season_id = :season"
    sql = f"""
        SELECT status, count(*), sum(no_card), sum(outside) FROM (
            SELECT {STATUS_SQL} AS status, {asked} FROM member {joined}
            LEFT JOIN ({BELONGING_SQL}) AS belonging ON belonging.member_id = member.id
            WHERE member.archived_on IS NULL
        ) GROUP BY status
    """
    values = {**status_values(today), "season": season_id}
    return {status: Counts(*counts) for status, *counts in database.execute_sql(sql, values)}


def towns() -> list[str]:
    """The towns in use, in alphabetical order."""
    sql = "SELECT DISTINCT town FROM member WHERE town != '' ORDER BY town COLLATE NOCASE"
    return [row[0] for row in database.execute_sql(sql)]
