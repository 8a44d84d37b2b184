"""SQL of one test on one value, by the kind of field."""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from assoc_desktop.language.folding import fold
from assoc_desktop.members.filters.checking import digits

#: Binds a value and gives its placeholder.
Bind = Callable[[object], str]
#: Column that is kept folded → SQL of the text itself, for signs that folding drops.
_FOLDED = {
    "member.sort_name": "CASE member.kind WHEN 'institution' THEN member.name"
    " ELSE member.family_name || ' ' || member.given_name END"
}


def compared(
    kind: str, test: str, column: str, values: Sequence[Any], bind: Bind, today: datetime.date
) -> str:
    """SQL that is true where the column passes a test that negates no other; it may be unknown where it does not.

    Args:
        kind: of the field, a key of `tests.TESTS_OF`.
        column: SQL of what is compared.
        values: as the condition has them, records by their ids.
        bind: called with each value.
    """
    if test in ("filled", "has_some"):
        return f"{column} != ''" if kind not in ("records", "years") else f"{column} IS NOT NULL"
    if test == "yes":
        return column
    if kind == "text":
        return _texts(test, column, values, bind)
    if kind == "phone":
        return f"instr({column}, {bind(digits(values[0]))})"
    if kind == "words":
        joiner = " AND " if test == "has_all" else " OR "
        return joiner.join(f"instr(',' || {column} || ',', {bind(f',{value},')})" for value in values)
    if kind == "date":
        return _date(test, column, values, bind, today)
    if kind == "years":
        return _years(test, column, values, bind, today)
    if kind == "number":
        return _number(test, f"CAST({column} AS REAL)", [float(Decimal(value)) for value in values], bind)
    if kind == "money":
        return _number(test, column, values, bind)
    return f"{column} IN ({', '.join(map(bind, values))})"


def _texts(test: str, column: str, values: Sequence[str], bind: Bind) -> str:
    """Several texts of which one is to be the same are looked for at once."""
    folded = [fold(value) for value in values if fold(value)]
    if test == "one_of" and len(folded) == len(values) > 1 and column not in _FOLDED:
        return f"folded({column}) IN ({', '.join(map(bind, folded))})"
    return " OR ".join(_text(test, column, value, bind) for value in values)


def _text(test: str, column: str, value: str, bind: Bind) -> str:
    """Folded, unless nothing of what was typed is a letter or a digit: then as it stands."""
    typed = fold(value) or value.strip()
    if not fold(value):
        column = f"({_FOLDED.get(column, column)})"
    elif column not in _FOLDED:
        column = f"folded({column})"
    mark = bind(typed)
    if test == "contains":
        return f"instr({column}, {mark})"
    if test == "starts":
        return f"substr({column}, 1, {len(typed)}) = {mark}"
    return f"{column} = {mark}"


def _number(test: str, column: str, values: Sequence[float], bind: Bind) -> str:
    if test == "between":
        return f"{column} BETWEEN {bind(min(values))} AND {bind(max(values))}"
    sign = {"at_least": ">=", "at_most": "<="}.get(test, "=")
    return f"{column} {sign} {bind(values[0])}"


def _date(test: str, column: str, values: Sequence[Any], bind: Bind, today: datetime.date) -> str:
    if test == "this_month":
        return f"substr({column}, 6, 2) = {bind(f'{today.month:02}')}"
    if test == "round_days":
        days = ", ".join(map(bind, _days_of_the_year(today, values[0])))
        return f"substr({column}, 6, 5) IN ({days})"
    if test in ("last_days", "next_days"):
        sign = -1 if test == "last_days" else 1
        values = [today.isoformat(), _moved(today, sign * values[0]).isoformat()]
        test = "between"
    if test == "between":
        return f"{column} BETWEEN {bind(min(values))} AND {bind(max(values))}"
    sign_ = {"before": "<", "after": ">"}.get(test, "=")
    return f"{column} {sign_} {bind(values[0])}"


def _moved(day: datetime.date, days: int) -> datetime.date:
    try:
        return day + datetime.timedelta(days)
    except OverflowError:
        return datetime.date.max if days > 0 else datetime.date.min


def _days_of_the_year(today: datetime.date, days: int) -> list[str]:
    """`MM-DD` of today and the days that follow. Who is born on 29 February has the 28th in a year without it."""
    found = {f"{_moved(today, n):%m-%d}": None for n in range(min(days, 366) + 1)}
    for n in range(min(days, 366) + 1):
        day = _moved(today, n)
        if (day.month, day.day) == (2, 28) and _moved(day, 1).month == 3:
            found["02-29"] = None
    return list(found)


def _years(test: str, column: str, values: Sequence[int], bind: Bind, today: datetime.date) -> str:
    """Whole years since a day. Compared as texts, so that a 29 February needs no such day in every year."""

    def since(years: int) -> str:
        year = today.year - max(0, min(math.floor(years), today.year))
        return f"{year:04}-{today:%m-%d}"

    low = values[0] if test == "at_least" else min(values)
    high = values[0] if test == "at_most" else max(values)
    parts = [f"{column} <= {bind(today.isoformat())}"]
    if test != "at_most":
        parts.append(f"{column} <= {bind(since(low))}")
    if test != "at_least":
        parts.append(f"{column} > {bind(since(high + 1))}")
    return " AND ".join(parts)
