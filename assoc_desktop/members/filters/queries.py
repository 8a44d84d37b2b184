"""A filter as SQL: one condition on the table of members that the engine answers at once.

Every test is true or false of a member, never unknown, so that a contrary test gives exactly the others. Texts are
compared folded: accents and case do not matter. What people typed is always bound, never part of the SQL.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence

from assoc_desktop.association.records import the_association
from assoc_desktop.members.filters.checking import check_filter, field_of, season_of
from assoc_desktop.members.filters.comparing import compared
from assoc_desktop.members.filters.fields import ASKS_ABOUT_ARCHIVE, CARD_STATES, FIELDS, OWN, Field
from assoc_desktop.members.filters.model import ANY_SEASON, Condition, Group, Ref, conditions_of
from assoc_desktop.members.filters.tests import TESTS
from assoc_desktop.members.status import BELONGING_SQL, STATUS_SQL, status_values
from assoc_desktop.storage.database import database, storable

#: Who is not in the archive, said so that the index of names is not used: a filter looks into most members, and reading
#: them one after the other is twice as fast as reading them by their names.
_NOT_ARCHIVED = "coalesce(member.archived_on, '') = ''"
#: Who was erased on request is in the archive, and found by nothing.
_NOT_ERASED = "member.erased_on IS NULL"
#: Fields whose values are offered while one is typed, and how many at most.
_KNOWN = {"town", "region", "postcode", "profession", "title"}
_MOST_KNOWN = 5000
_STATUS_ROWS = (
    "SELECT member.id FROM member"
    f" LEFT JOIN ({BELONGING_SQL}) AS belonging ON belonging.member_id = member.id WHERE {STATUS_SQL} IN "
)
_PROOF_STATES = {
    "valid": "member.id IN (SELECT member_id FROM proof WHERE valid_until >= :today)",
    "missing": """member.id IN (
        SELECT membership.member_id FROM membership JOIN category ON category.id = membership.category_id
        WHERE category.proof != '' AND membership.starts_on <= :today
        AND (membership.ends_on IS NULL OR membership.ends_on >= :today)
        AND NOT EXISTS (SELECT 1 FROM proof WHERE proof.member_id = membership.member_id
                        AND proof.name = category.proof AND proof.valid_until >= :today))""",
    "run_out": """member.id IN (
        SELECT member_id FROM proof GROUP BY member_id HAVING max(valid_until) < :today)""",
    "never": "member.id NOT IN (SELECT member_id FROM proof)",
}
_CONSENT = "member.id IN (SELECT member_id FROM consent WHERE purpose = '{purpose}'{answer})"


def filter_sql(group: Group, today: datetime.date) -> tuple[str, dict[str, object]]:
    """The filter as a condition on the table `member`, and the values of its placeholders.

    Names of placeholders begin with `f_`, besides `:today`, `:year_before` and `:home`.

    Raises:
        Refused: a line names what is gone or cannot be compared.
    """
    check_filter(group, today)
    query = _Query(today)
    return query.group(group), query.values


def filtered_ids(group: Group, today: datetime.date) -> list[int]:
    """The members a filter lets through, in order of names; archived ones when it asks about the archive.

    Raises:
        Refused: see `filter_sql`.
    """
    sql, values = filter_sql(group, today)
    found = database.execute_sql(
        f"SELECT member.id FROM member WHERE {asked_sql(group)} AND {sql} ORDER BY member.sort_name, member.id",
        values,
    )
    return [row[0] for row in found]


def asked_sql(group: Group) -> str:
    """Of whom a filter is asked: of all that are not archived, or when it speaks of the archive, of all there are."""
    is_about_archive = any(condition.field in ASKS_ABOUT_ARCHIVE for condition in conditions_of(group))
    return _NOT_ERASED if is_about_archive else _NOT_ARCHIVED


def count_of(group: Group, today: datetime.date) -> int:
    """How many members a filter lets through.

    Raises:
        Refused: see `filter_sql`.
    """
    sql, values = filter_sql(group, today)
    found = database.execute_sql(f"SELECT count(*) FROM member WHERE {asked_sql(group)} AND {sql}", values)
    return int(found.fetchone()[0])


def known_texts(key: str) -> list[str]:
    """What members have in a field in which the same texts come again and again, such as the town."""
    if key not in _KNOWN:
        return []
    column = FIELDS[key].column
    sql = f"SELECT DISTINCT {column} FROM member WHERE {column} != '' ORDER BY {column} LIMIT {_MOST_KNOWN}"
    return [row[0] for row in database.execute_sql(sql)]


def used_codes(key: str) -> set[str]:
    """The codes that members have in `languages` or `country`: few of those there are."""
    column = {"languages": "languages", "country": "country"}[key]
    rows = database.execute_sql(f"SELECT DISTINCT {column} FROM member")
    return {code for (codes,) in rows for code in codes.split(",")}


class _Query:
    """Builds the SQL and gathers the values bound to it."""

    def __init__(self, today: datetime.date) -> None:
        self._today = today
        self.values: dict[str, object] = {**status_values(today), "home": the_association().country}

    def group(self, group: Group) -> str:
        parts = [
            self.group(part) if isinstance(part, Group) else self._condition(part) for part in group.parts
        ]
        return f"({(' AND ' if group.all_of else ' OR ').join(parts)})"

    def _condition(self, condition: Condition) -> str:
        field = field_of(condition)
        if field is None:
            raise RuntimeError("the filter was not checked")
        negated = TESTS[condition.test].negates
        sql = self._positive(field, condition, negated or condition.test)
        return f"NOT {sql}" if negated else sql

    def _positive(self, field: Field, condition: Condition, test: str) -> str:
        if field.kind == "state":
            return self._states(condition, field)
        if test == "has_all" and field.kind == "records":
            each = [self._rows(field, condition, "has_any", [value]) for value in condition.values]
            return f"({' AND '.join(each)})"
        return self._rows(field, condition, test, condition.values)

    def _rows(self, field: Field, condition: Condition, test: str, values: Sequence[object]) -> str:
        plain = [self._plain(field, value) for value in values]
        sql = compared(field.kind, test, field.column, plain, self._bind, self._today)
        if not field.rows:
            return f"(({sql}) IS TRUE)"
        return f"(member.id IN ({self._rows_about(field, condition)}({sql})))"

    def _rows_about(self, field: Field, condition: Condition) -> str:
        about = condition.about
        if not field.about or about is None:
            return field.rows
        if field.about == OWN:
            return field.rows.format(about=f"field_id = {self._bind(about.id)}")
        if about.id == ANY_SEASON:
            return field.rows.format(about="TRUE")
        return field.rows.format(about=f"season_id = {self._bind(season_of(about, self._today))}")

    def _plain(self, field: Field, value: object) -> object:
        if isinstance(value, Ref):
            return season_of(value, self._today) if field.of == "season" else value.id
        return storable(value) if isinstance(value, str) else value

    def _states(self, condition: Condition, field: Field) -> str:
        say = _STATES.get(condition.field)
        if say is not None:
            return f"({' OR '.join(say(self, condition, str(value)) for value in condition.values)})"
        marks = ", ".join(self._bind(value) for value in condition.values)
        if condition.field == "status":
            return f"(member.id IN ({_STATUS_ROWS}({marks})))"
        return f"({field.column} IN ({marks}))"

    def card(self, condition: Condition, state: str) -> str:
        """Members whose card of a season is in a state."""
        field = field_of(condition)
        rows = self._rows_about(field, condition) if field else ""
        if state == "none":
            return f"member.id NOT IN ({rows}{CARD_STATES['good']})"
        return f"member.id IN ({rows}{CARD_STATES[state]})"

    def proof(self, _condition: Condition, state: str) -> str:
        """Members whose proofs are in a state."""
        return _PROOF_STATES[state]

    def consent(self, condition: Condition, state: str) -> str:
        """Members who gave an answer, or none."""
        purpose = condition.field.partition(".")[2]
        if state == "not_asked":
            return f"NOT {_CONSENT.format(purpose=purpose, answer='')}"
        answer = " AND given" if state == "agreed" else " AND NOT given"
        return _CONSENT.format(purpose=purpose, answer=answer)

    def _bind(self, value: object) -> str:
        name = f"f_{len(self.values)}"
        self.values[name] = value
        return f":{name}"


_STATES: dict[str, Callable[[_Query, Condition, str], str]] = {
    "card": _Query.card,
    "proof": _Query.proof,
    **{f"consent.{purpose}": _Query.consent for purpose in ("photo", "directory", "email", "phone")},
}
