"""What is wrong with a condition: a field, tag or season that is gone, or a value that cannot be compared."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from typing import Any

from assoc_desktop.association.records import Season, present_season
from assoc_desktop.language import _
from assoc_desktop.members.filters.fields import FIELDS, OWN_FIELD, OWN_KINDS, SEASON, Field
from assoc_desktop.members.filters.model import (
    ANY_SEASON,
    LAST_SEASON,
    NEXT_SEASON,
    THIS_SEASON,
    Condition,
    Group,
    Ref,
    Value,
)
from assoc_desktop.members.filters.tests import DAYS, NOTHING, ONE, TESTS, TESTS_OF, TWO
from assoc_desktop.members.records import Category, CustomField, Tag
from assoc_desktop.refusals import Refused

_RECORDS: dict[str, Any] = {"tag": Tag, "season": Season, "category": Category}
_RELATIVE = (THIS_SEASON, LAST_SEASON, NEXT_SEASON)
#: A hundred years.
MOST_DAYS = 36_525


def check_filter(group: Group, today: datetime.date) -> None:
    """Say why a filter cannot be asked.

    Raises:
        Refused: a line names what is gone or cannot be compared, or a group has no line.
    """
    for problem in problems_of(group, today):
        raise Refused(
            _("This filter cannot be used. {problem} Open it under “Filters…” and change that line.").format(
                problem=problem
            )
        )


def problems_of(group: Group, today: datetime.date) -> Iterator[str]:
    """What is wrong with each line of a filter, in order."""
    if not group.parts:
        yield _("A group has no line.")
    for part in group.parts:
        if isinstance(part, Group):
            yield from problems_of(part, today)
        elif problem := problem_of(part, today):
            yield problem


def problem_of(condition: Condition, today: datetime.date) -> str:
    """Why one line cannot be asked; empty when it can."""
    if gone := _about_gone(condition, today):
        return gone
    field = field_of(condition)
    if field is None:
        return _("This program does not know the field “{field}”.").format(field=condition.field)
    if condition.test not in TESTS_OF[field.kind]:
        return _("“{field}” cannot be asked in this way.").format(field=name_of_field(condition))
    return _wrong_values(field, condition, today)


def remark_of(condition: Condition) -> str:
    """What should be known of a line that works: it names what is in the archive."""
    if condition.about and condition.field == OWN_FIELD:
        found = CustomField.get_or_none(CustomField.id == condition.about.id)
        if found is not None and found.archived:
            return _("The field “{name}” is in the archive: its values are as they were then.").format(
                name=found.name
            )
    field = field_of(condition)
    if field is None or field.of != "category":
        return ""
    for record in _found(Category, condition.values).values():
        if record.archived:
            return _("The category “{name}” is in the archive.").format(name=record.name)
    return ""


def field_of(condition: Condition) -> Field | None:
    """The field a condition asks about; None when there is no such field, or no longer."""
    if condition.field != OWN_FIELD:
        return FIELDS.get(condition.field)
    own = condition.about and CustomField.get_or_none(CustomField.id == condition.about.id)
    return OWN_KINDS.get(own.kind) if own else None


def name_of_field(condition: Condition) -> str:
    """What a field is called; of one's own that is gone, the name it had."""
    if condition.field == OWN_FIELD and condition.about:
        return name_of(CustomField, condition.about)
    field = FIELDS.get(condition.field)
    return _(field.label) if field else condition.field


def name_of(record: Any, ref: Ref) -> str:
    """The present name of a record, or the one it had before it was gone."""
    found = record.get_or_none(record.id == ref.id)
    return ref.name if found is None else str(found)


def season_of(ref: Ref, today: datetime.date) -> int | None:
    """The id of the season that a condition names, by itself or by the calendar; None when there is none."""
    if ref.id not in _RELATIVE:
        return ref.id
    present = present_season(today)
    if present is None or ref.id == THIS_SEASON:
        return present.id if present else None
    if ref.id == LAST_SEASON:
        query = Season.select().where(Season.starts_on < present.starts_on).order_by(Season.starts_on.desc())
    else:
        query = Season.select().where(Season.starts_on > present.starts_on).order_by(Season.starts_on)
    other = query.first()
    return other.id if other else None


def _about_gone(condition: Condition, today: datetime.date) -> str:
    field, about = FIELDS.get(condition.field), condition.about
    if condition.field == OWN_FIELD:
        if about is None or CustomField.get_or_none(CustomField.id == about.id) is None:
            return _("The field “{name}” does not exist any more.").format(name=about.name if about else "")
        return ""
    if field is None or field.about != SEASON:
        return ""
    if about is None:
        return _("“{field}”: choose a season.").format(field=_(field.label))
    return "" if about.id == ANY_SEASON else _season_gone(about, today)


def _season_gone(ref: Ref, today: datetime.date) -> str:
    if ref.id in _RELATIVE:
        if season_of(ref, today) is not None:
            return ""
        return {
            THIS_SEASON: _("There is no season for today."),
            LAST_SEASON: _("There is no season before this one."),
            NEXT_SEASON: _("The next season is not open yet."),
        }[ref.id]
    if Season.get_or_none(Season.id == ref.id) is None:
        return _("The season “{name}” does not exist any more.").format(name=ref.name)
    return ""


def _wrong_values(field: Field, condition: Condition, today: datetime.date) -> str:
    takes, values = TESTS[condition.test].takes, condition.values
    name = name_of_field(condition)
    wanted = {NOTHING: len(values) == 0, ONE: len(values) == 1, DAYS: len(values) == 1, TWO: len(values) == 2}
    if not wanted.get(takes, len(values) > 0):
        return _("“{field}”: say what to compare it with.").format(field=name)
    if takes == DAYS:
        days = values[0]
        right = isinstance(days, int) and 0 <= days <= MOST_DAYS
        return (
            ""
            if right
            else _("“{field}”: write how many days, from 0 to {most}.").format(field=name, most=MOST_DAYS)
        )
    if takes != NOTHING and field.of:
        return _records_gone(field, values, name, today)
    if not all(_is_comparable(field, value) for value in values):
        return _("“{field}”: “{value}” cannot be compared with it.").format(
            field=name, value=", ".join(map(_shown, values))
        )
    return ""


def _records_gone(field: Field, values: Sequence[Value], name: str, today: datetime.date) -> str:
    refs = [value for value in values if isinstance(value, Ref)]
    if len(refs) != len(values):
        return _("“{field}”: say what to compare it with.").format(field=name)
    if field.of == "season":
        return next(filter(None, (_season_gone(ref, today) for ref in refs)), "")
    there = _found(_RECORDS[field.of], refs)
    sentences = {
        "tag": _("The tag “{name}” does not exist any more."),
        "category": _("The category “{name}” does not exist any more."),
    }
    return next((sentences[field.of].format(name=ref.name) for ref in refs if ref.id not in there), "")


def _found(record: Any, values: Sequence[Value]) -> dict[int, Any]:
    ids = [value.id for value in values if isinstance(value, Ref)]
    return {each.id: each for each in record.select().where(record.id.in_(ids))} if ids else {}


def _is_comparable(field: Field, value: Value) -> bool:
    if field.kind in ("money", "years"):
        return isinstance(value, int)
    if not isinstance(value, str) or not value.strip():
        return False
    if field.kind == "date":
        return _is_day(value)
    if field.kind == "number":
        return _is_number(value)
    if field.kind == "phone":
        return bool(digits(value))
    if field.kind == "state":
        return value in field.words
    return True


def digits(text: str) -> str:
    """The digits of a phone number without the zeros dialled before it."""
    return "".join(sign for sign in text if sign in "0123456789").lstrip("0")


def _is_day(value: str) -> bool:
    try:
        return datetime.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_number(value: str) -> bool:
    return re.fullmatch(r"-?[0-9]{1,30}(\.[0-9]{1,30})?", value) is not None


def _shown(value: Value) -> str:
    return value.name if isinstance(value, Ref) else str(value)
