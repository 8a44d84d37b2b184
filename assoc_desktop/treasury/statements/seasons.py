"""Seasons that the words of a line name: `DUES 2026`, `cotisation 2025/26`."""

from __future__ import annotations

import re
from collections.abc import Iterable

#: A season's name stands alone: in 12.05.2026 and 2026/0012 the year is part of a day and of a number.
_ALONE = r"(?<!\d)(?<!\d[./-])(?:{label})(?!\d)(?![./-]\d)"
_TWO_YEARS = re.compile(r"(\d\d)(\d\d)\W+(?:\1)?(\d\d)")
_NOT_WORD = re.compile(r"[\W_]+")


def seasons_named(labels: Iterable[str], text: str) -> frozenset[str]:
    """The labels of seasons that a text names, in whatever way it joins two years."""
    found = set()
    for label in sorted(labels, key=len, reverse=True):
        pattern = re.compile(_ALONE.format(label=_written(label)), re.IGNORECASE)
        if pattern.search(text):
            found.add(label)
            # What names a season of two years does not name that of its first year too.
            text = pattern.sub(" ", text)
    return frozenset(found)


def _written(label: str) -> str:
    """How a label may be written, as a pattern."""
    if years := _TWO_YEARS.fullmatch(label):
        century, first, second = years.groups()
        return rf"{century}{first}\W+(?:{century})?{second}"
    return r"[\W_]+".join(re.escape(word) for word in _NOT_WORD.split(label) if word) or "(?!)"
