"""Counting the members of a question by dimensions, each in one line and in one only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assoc_desktop.members.statistics.rules.asking import Question, counted_sql
from assoc_desktop.members.statistics.rules.dimensions import NOT_ASKED, UNKNOWN, Dimension, Names
from assoc_desktop.members.statistics.rules.figures import Figure, Line
from assoc_desktop.storage.database import database

Counts = Mapping[int | str, int]
_ASIDE = (UNKNOWN, NOT_ASKED, 0)


@dataclass(frozen=True)
class Crossing:
    """Members by two dimensions at once.

    Attributes:
        down, across: the figures of each dimension, in whose lines' order the table stands.
        counts: (key down, key across) → how many members.
    """

    down: Figure
    across: Figure
    counts: Mapping[tuple[int | str, int | str], int]

    def cell(self, down: Line, across: Line) -> int:
        """How many members are in both lines."""
        return sum(self.counts.get((one, other), 0) for one in down.keys for other in across.keys)


def read_figures(question: Question, chosen: Sequence[Dimension]) -> list[Figure]:
    """The figures of some dimensions, compared with the season before where there is one."""
    now = _counts(question, chosen)
    earlier = question.before()
    before = _counts(earlier, [each for each in chosen if each.compared]) if earlier else {}
    return [_figure(each, now[each.key], before.get(each.key)) for each in chosen]


def _counts(question: Question, chosen: Sequence[Dimension]) -> dict[str, dict[int | str, int]]:
    """Dimension → key → members; all dimensions in one statement, which reads the members once."""
    found: dict[str, dict[int | str, int]] = {each.key: {} for each in chosen}
    if not chosen:
        return found
    sql, values = counted_sql(question, {each.key: each.expression for each in chosen})
    parts = [f"SELECT '{each.key}', {each.key}, count(*) FROM counted GROUP BY {each.key}" for each in chosen]
    for name, key, number in database.execute_sql(
        f"WITH counted AS MATERIALIZED ({sql}) {' UNION ALL '.join(parts)}", values
    ):
        found[name][key] = number
    return found


def _figure(dimension: Dimension, now: Counts, before: Counts | None) -> Figure:
    names = dimension.names()
    return Figure(
        dimension.key,
        dimension.title,
        dimension.definition,
        tuple(
            Line((key,), name, now.get(key, 0), None if before is None else before.get(key, 0), key in _ASIDE)
            for key, name in _in_order(dimension, names, now, before or {})
        ),
    )


def _in_order(dimension: Dimension, names: Names, now: Counts, before: Counts) -> list[tuple[int | str, str]]:
    """Keys and names: those named, then those found besides; what stands aside comes last."""
    seen = {key for counts in (now, before) for key, number in counts.items() if number}
    unnamed = sorted((key for key in seen if key not in names), key=lambda key: str(key).casefold())
    if dimension.by_size:
        unnamed.sort(key=lambda key: -now.get(key, 0))
    plain = [(key, name) for key, name in names.items() if key not in _ASIDE]
    aside = [(key, name) for key, name in names.items() if key in _ASIDE]
    lines = [*plain, *((key, str(key)) for key in unnamed), *aside]
    keeps = dimension.keeps_empty
    return [(key, name) for key, name in lines if key in seen or (keeps and key not in _ASIDE)]


def crossing(question: Question, down: Dimension, across: Dimension) -> Crossing:
    """Members by two different dimensions."""
    sql, values = counted_sql(question, {"down": down.expression, "across": across.expression})
    found = database.execute_sql(f"SELECT down, across, count(*) FROM ({sql}) GROUP BY down, across", values)
    counts = {(one, other): number for one, other, number in found}
    sums: tuple[dict[int | str, int], dict[int | str, int]] = ({}, {})
    for keys, number in counts.items():
        for key, its in zip(keys, sums, strict=True):
            its[key] = its.get(key, 0) + number
    return Crossing(_figure(down, sums[0], None), _figure(across, sums[1], None), counts)
