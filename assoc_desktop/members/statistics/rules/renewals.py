"""Between two seasons: who is new, who renewed, who did not."""

from __future__ import annotations

import json

from assoc_desktop.association.records import Season
from assoc_desktop.language import N_, _
from assoc_desktop.members.statistics.rules.asking import Question
from assoc_desktop.members.statistics.rules.figures import Figure, Line
from assoc_desktop.storage.database import database

#: What became of the members of two seasons → its name, those of the later season first.
OF_SEASON = {
    "renewed": N_("Renewed"),
    "new": N_("New: the first membership"),
    "returned": N_("Came back after a pause"),
}
OF_SEASON_BEFORE = {
    "renewed": N_("Renewed"),
    "not_renewed": N_("Not renewed"),
    "running": N_("Not due yet: the membership still runs"),
    "for_life": N_("Members for life"),
    "left": N_("Left: resigned, struck off or died"),
}

_NOW = """
    SELECT now.member_id AS id,
        CASE WHEN EXISTS (SELECT 1 FROM membership WHERE member_id = now.member_id AND season_id = :before)
                 THEN 'renewed'
             WHEN EXISTS (SELECT 1 FROM membership JOIN season ON season.id = membership.season_id
                          WHERE member_id = now.member_id AND season.starts_on < :starts_on) THEN 'returned'
             ELSE 'new' END AS became
    FROM membership AS now WHERE now.season_id = :season"""

_BEFORE = """
    SELECT earlier.member_id AS id,
        CASE WHEN EXISTS (SELECT 1 FROM membership WHERE member_id = earlier.member_id AND season_id = :season)
                 THEN 'renewed'
             WHEN deceased_on <= :today OR resigned_on BETWEEN earlier.starts_on AND :today
                 OR struck_off_on BETWEEN earlier.starts_on AND :today THEN 'left'
             WHEN earlier.ends_on IS NULL THEN 'for_life'
             WHEN earlier.ends_on >= :today THEN 'running'
             ELSE 'not_renewed' END AS became
    FROM membership AS earlier JOIN member ON member.id = earlier.member_id
    WHERE earlier.season_id = :before"""


def renewals(season: Season, before: Season, question: Question) -> tuple[Figure, Figure]:
    """What the members of a season did before it, and what became of those of the season before."""
    first = Figure(
        "renewals",
        _("Members of {season}").format(season=season.label),
        _(
            "Everybody enrolled for {season}. Renewed: enrolled for {before} too. New: enrolled for no season before. "
            "Came back: for an earlier season, but not for {before}."
        ).format(season=season.label, before=before.label),
        _lines(_NOW, OF_SEASON, season, before, question),
    )
    second = Figure(
        "not_renewed",
        _("What became of the members of {season}").format(season=before.label),
        _(
            "Everybody enrolled for {before}. Not renewed: not enrolled for {season}, the membership is over, and the "
            "member did not leave in another way by {season}."
        ).format(season=season.label, before=before.label),
        _lines(_BEFORE, OF_SEASON_BEFORE, season, before, question),
    )
    return first, second


def _lines(
    sql: str, names: dict[str, str], season: Season, before: Season, question: Question
) -> tuple[Line, ...]:
    query, values = _query(sql, season, before, question)
    found = dict(database.execute_sql(f"SELECT became, count(*) FROM ({query}) GROUP BY became", values))
    return tuple(
        Line((key,), _(name), found.get(key, 0), aside=key in ("for_life", "running"))
        for key, name in names.items()
    )


def ids_by_renewal(
    figure: str, keys: tuple[int | str, ...], season: Season, before: Season, question: Question
) -> list[int]:
    """The members behind a number of one of the two figures."""
    query, values = _query(_NOW if figure == "renewals" else _BEFORE, season, before, question)
    values["keys"] = json.dumps(keys)
    sql = f"SELECT id FROM ({query}) WHERE became IN (SELECT value FROM json_each(:keys)) ORDER BY id"
    return [row[0] for row in database.execute_sql(sql, values)]


def who_became(season: Season, before: Season, question: Question) -> list[tuple[int, str]]:
    """Each member of a season, and what became of them in the season after it: a key of `OF_SEASON_BEFORE`.

    Args:
        before: the season whose members are asked about.
    """
    query, values = _query(_BEFORE, season, before, question)
    return [(row[0], row[1]) for row in database.execute_sql(query, values)]


def _query(sql: str, season: Season, before: Season, question: Question) -> tuple[str, dict[str, object]]:
    values: dict[str, object] = {
        "season": season.id, "before": before.id, "starts_on": season.starts_on.isoformat(), "today": question.day.isoformat(),
    }  # fmt: skip
    if question.ids is not None:
        sql = f"SELECT id, became FROM ({sql}) WHERE id IN (SELECT value FROM json_each(:ids))"
        values["ids"] = json.dumps(question.ids)
    # A value that a query does not name is refused.
    return sql, {name: value for name, value in values.items() if f":{name}" in sql}
