"""Member numbers: made by the association's pattern, unique, never given twice."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

from assoc_desktop.association.records import NumberSeries
from assoc_desktop.storage.database import database


def next_number(pattern: str, joined_on: datetime.date) -> str:
    """The next free number; see `next_numbers`."""
    return next_numbers(pattern, joined_on, 1)[0]


def next_numbers(pattern: str, joined_on: datetime.date, count: int) -> list[str]:
    """Take the next numbers of a pattern; call inside an operation.

    A row of `#` stands for the number, filled with zeros to its width; `YYYY` and `YY` for the year of joining. A
    number lies above all that the pattern ever gave and above all in the list: an undone import does not free its
    numbers, because cards may have been printed with them.
    """
    prefix, width, suffix = split_pattern(pattern, joined_on)
    first = _first_free(prefix, suffix)
    NumberSeries.replace(name=f"{prefix}#{suffix}", next=first + count).execute()
    return [f"{prefix}{number:0{width}}{suffix}" for number in range(first, first + count)]


def preview_number(pattern: str, joined_on: datetime.date) -> str:
    """The number that the next member would get; it is not taken."""
    prefix, width, suffix = split_pattern(pattern, joined_on)
    return f"{prefix}{_first_free(prefix, suffix):0{width}}{suffix}"


def _first_free(prefix: str, suffix: str) -> int:
    series = NumberSeries.get_or_none(NumberSeries.name == f"{prefix}#{suffix}")
    return max(series.next if series else 1, _highest(prefix, suffix) + 1)


def split_pattern(pattern: str, joined_on: datetime.date) -> tuple[str, int, str]:
    """What stands before the number, its least width, and what stands after it."""
    dated = pattern.replace("YYYY", f"{joined_on.year:04}").replace("YY", f"{joined_on.year % 100:02}")
    prefix, hashes, suffix = re.split("(#+)", dated, maxsplit=1)
    return prefix, len(hashes), suffix


def note_numbers(pattern: str, numbers: Iterable[str]) -> None:
    """Remember numbers that were typed or brought by a list, so that none is given again when they are taken back.

    Call inside an operation. Numbers that do not look like the pattern need no remembering: it never gives them.
    """
    wanted = _looks_like(pattern)
    highest: dict[str, int] = {}
    for number in numbers:
        if match := wanted.fullmatch(number):
            name = f"{number[: match.start(1)]}#{number[match.end(1) :]}"
            highest[name] = max(int(match[1]), highest.get(name, 0))
    for name, last in highest.items():
        series = NumberSeries.get_or_none(NumberSeries.name == name)
        if series is None or series.next <= last:
            NumberSeries.replace(name=name, next=last + 1).execute()


def _looks_like(pattern: str) -> re.Pattern[str]:
    parts = re.split("(YYYY|YY|#+)", pattern)
    signs = {"YYYY": "[0-9]{4}", "YY": "[0-9]{2}"}
    # Nine digits are enough for any series; a longer row, such as a bar code, is no number of it.
    return re.compile(
        "".join("([0-9]{1,9})" if "#" in part else signs.get(part, re.escape(part)) for part in parts)
    )


def _highest(prefix: str, suffix: str) -> int:
    """The highest number in the list that has this prefix and suffix; 0 when there is none."""
    wanted = re.compile(f"{re.escape(prefix)}([0-9]{{1,9}}){re.escape(suffix)}")
    numbers = database.execute_sql("SELECT number FROM member WHERE number IS NOT NULL")
    return max((int(match[1]) for (number,) in numbers if (match := wanted.fullmatch(number))), default=0)
