"""A filter as plain data: groups of conditions, and its JSON.

What a condition names in the file (a tag, a season, a field of one's own) is kept by id and by name: when it is gone,
the filter still says what it asked for.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from assoc_desktop.language import _
from assoc_desktop.refusals import Refused

#: A filter that nests deeper or is longer was not made by a person.
DEEPEST, MOST_CONDITIONS, MOST_VALUES = 12, 200, 2000
#: Seasons that follow the calendar, by the number that stands in the place of an id.
THIS_SEASON, LAST_SEASON, NEXT_SEASON, ANY_SEASON = 0, -1, 1, 2


@dataclass(frozen=True)
class Ref:
    """A record of the file that a condition names.

    Attributes:
        id: of the record; `THIS_SEASON` and its like for a season that follows the calendar.
        name: as it was when the filter was made.
    """

    id: int
    name: str = ""


Value = str | int | Ref


@dataclass(frozen=True)
class Condition:
    """One line of a filter: "Town – is one of – Bamako, Ségou".

    Attributes:
        field: a key of `fields.FIELDS`.
        test: a key of `tests.TESTS` that the field's kind knows.
        values: what it is compared with: texts, whole numbers, days in ISO form, decimal numbers as text, or records.
        about: the season, or the field of one's own, that the field is about.
    """

    field: str
    test: str
    values: tuple[Value, ...] = ()
    about: Ref | None = None


@dataclass(frozen=True)
class Group:
    """Conditions and groups of which all must hold, or one of them."""

    all_of: bool = True
    parts: tuple[Condition | Group, ...] = ()


def conditions_of(group: Group) -> Iterator[Condition]:
    """Every condition of a group and the groups in it, in order."""
    for part in group.parts:
        if isinstance(part, Group):
            yield from conditions_of(part)
        else:
            yield part


def to_json(group: Group) -> str:
    """The filter as JSON, to be kept."""
    return json.dumps(_group_json(group))


def _group_json(group: Group) -> dict[str, Any]:
    parts = [_group_json(part) if isinstance(part, Group) else _condition_json(part) for part in group.parts]
    return {"all" if group.all_of else "any": parts}


def _condition_json(condition: Condition) -> dict[str, Any]:
    kept: dict[str, Any] = {"field": condition.field, "test": condition.test}
    if condition.about is not None:
        kept["about"] = _value_json(condition.about)
    if condition.values:
        kept["values"] = [_value_json(value) for value in condition.values]
    return kept


def _value_json(value: Value) -> Any:
    return {"id": value.id, "name": value.name} if isinstance(value, Ref) else value


def from_json(text: str) -> Group:
    """The filter that `to_json` gave.

    Raises:
        Refused: the text is no filter.
    """
    try:
        group = _group(json.loads(text), 0)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise _unreadable() from None
    if sum(1 for _condition in conditions_of(group)) > MOST_CONDITIONS:
        raise _unreadable()
    return group


def _unreadable() -> Refused:
    return Refused(_("This filter is damaged and cannot be read. Make it anew, and remove the damaged one."))


def _group(kept: Any, depth: int) -> Group:
    ((key, parts),) = kept.items()
    if key not in ("all", "any") or not isinstance(parts, list) or depth > DEEPEST:
        raise ValueError(key)
    return Group(
        key == "all",
        tuple(_condition(part) if "field" in part else _group(part, depth + 1) for part in parts),
    )


def _condition(kept: Any) -> Condition:
    field, test, values = kept["field"], kept["test"], kept.get("values", [])
    if not (isinstance(field, str) and isinstance(test, str) and isinstance(values, list)):
        raise TypeError(field)
    if len(values) > MOST_VALUES:
        raise ValueError(len(values))
    about = kept.get("about")
    return Condition(field, test, tuple(map(_value, values)), None if about is None else _ref(about))


def _value(kept: Any) -> Value:
    if isinstance(kept, dict):
        return _ref(kept)
    if isinstance(kept, bool) or not isinstance(kept, (str, int)) or not _fits(kept):
        raise TypeError(kept)
    return kept


def _ref(kept: Any) -> Ref:
    record_id, name = kept["id"], kept["name"]
    if isinstance(record_id, bool) or not isinstance(record_id, int) or not isinstance(name, str):
        raise TypeError(record_id)
    if not _fits(record_id):
        raise ValueError(record_id)
    return Ref(record_id, name)


def _fits(value: str | int) -> bool:
    """Whether the engine can hold a number; texts it can always hold."""
    return isinstance(value, str) or -(2**63) <= value < 2**63
