"""The filters kept under a name."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from assoc_desktop.language import N_, _
from assoc_desktop.language.folding import fold
from assoc_desktop.members.filters.checking import problems_of
from assoc_desktop.members.filters.fields import FIELDS
from assoc_desktop.members.filters.model import (
    MOST_CONDITIONS,
    MOST_VALUES,
    Condition,
    Group,
    Ref,
    Value,
    conditions_of,
    from_json,
    to_json,
)
from assoc_desktop.members.records import SavedFilter
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.storage.database import storable
from assoc_desktop.storage.history import operation

#: Longest name of a filter.
LONGEST_NAME = 100


@dataclass(frozen=True)
class Kept:
    """A saved filter.

    Attributes:
        group: what it asks; None when it is damaged.
        problem: why it cannot be used today; empty when it can.
    """

    id: int
    name: str
    group: Group | None
    problem: str = ""


def saved_filters(today: datetime.date | None = None) -> list[Kept]:
    """All saved filters, in the order of their names; with what is wrong with each when a day is given."""
    kept = [_kept(each, today) for each in SavedFilter.select()]
    return sorted(kept, key=lambda each: (fold(each.name), each.id))


def _kept(record: SavedFilter, today: datetime.date | None) -> Kept:
    try:
        group = from_json(record.rule)
    except Refused as refusal:
        return Kept(record.id, record.name, None, str(refusal))
    problem = next(problems_of(group, today), "") if today else ""
    return Kept(record.id, record.name, group, problem)


def filter_named(name: str) -> Group:
    """The saved filter of that name, whatever its accents and case.

    Raises:
        Refused: there is none, and the sentence lists those there are; or it is damaged.
    """
    found = SavedFilter.get_or_none(SavedFilter.name == storable(name).strip())
    everything = list(SavedFilter.select())
    alike = [each for each in everything if fold(each.name) == fold(name)]
    if found is None and len(alike) == 1:
        found = alike[0]
    if found is not None:
        return from_json(found.rule)
    if not everything:
        raise Refused(_("There is no filter “{name}”: none is saved yet.").format(name=name))
    names = ", ".join(sorted((each.name for each in everything), key=fold))
    raise Refused(_("There is no filter “{name}”. Saved filters: {names}.").format(name=name, names=names))


def check_name(name: str, filter_id: int | None = None) -> dict[str, str]:
    """Field → what is wrong with the name of a filter."""
    name = storable(name).strip()
    if not name:
        return {"name": _("The filter needs a name.")}
    if len(name) > LONGEST_NAME:
        return {"name": _("The name is longer than {n} signs.").format(n=LONGEST_NAME)}
    if SavedFilter.select().where((SavedFilter.name == name) & (SavedFilter.id != (filter_id or 0))).exists():
        return {"name": _("There is a filter named {name} already.").format(name=name)}
    return {}


def save_filter(name: str, group: Group, *, filter_id: int | None = None) -> int:
    """Keep a filter under a name, or change one that is kept; gives its id.

    Raises:
        Invalid: the name is missing, too long or taken, or the filter is longer than one that is read again.
    """
    if problems := check_name(name, filter_id) | _check_size(group):
        raise Invalid(problems)
    name = storable(name).strip()
    label = N_("Save the filter {name}") if filter_id is None else N_("Change the filter {name}")
    with operation(label, name=name):
        record = SavedFilter() if filter_id is None else SavedFilter.get_by_id(filter_id)
        record.name, record.rule = name, to_json(group)
        record.save(force_insert=filter_id is None)
    return int(record.id)


def _check_size(group: Group) -> dict[str, str]:
    lines = list(conditions_of(group))
    if len(lines) <= MOST_CONDITIONS and all(len(line.values) <= MOST_VALUES for line in lines):
        return {}
    return {
        "rule": _("A filter has at most {lines} lines, and {values} values in one line.").format(
            lines=MOST_CONDITIONS, values=MOST_VALUES
        )
    }


def rename_filter(filter_id: int, name: str) -> None:
    """Give a filter another name; what it asks stays, even when it is damaged.

    Raises:
        Invalid: the name is missing, too long or taken.
    """
    if problems := check_name(name, filter_id):
        raise Invalid(problems)
    record = SavedFilter.get_by_id(filter_id)
    with operation(N_("Rename the filter {name} to {other}"), name=record.name, other=storable(name).strip()):
        record.name = storable(name).strip()
        record.save()


def follow_record(of: str, gone_id: int, other: Ref) -> None:
    """Have every saved filter name another record in the place of one that was brought into it.

    Args:
        of: what the records are, as in `fields.Field.of`: `tag`.
    """
    for record in SavedFilter.select():
        try:
            group = from_json(record.rule)
        except Refused:
            continue  # damaged before; it is told where filters are listed
        followed = to_json(_following(group, of, gone_id, other))
        if followed != record.rule:
            SavedFilter.update(rule=followed).where(SavedFilter.id == record.id).execute()


def _following(group: Group, of: str, gone_id: int, other: Ref) -> Group:
    parts = (
        _following(part, of, gone_id, other)
        if isinstance(part, Group)
        else replace(
            part, values=tuple(_other_value(part, value, of, gone_id, other) for value in part.values)
        )
        for part in group.parts
    )
    return replace(group, parts=tuple(parts))


def _other_value(condition: Condition, value: Value, of: str, gone_id: int, other: Ref) -> Value:
    field = FIELDS.get(condition.field)
    is_gone = field is not None and field.of == of and isinstance(value, Ref) and value.id == gone_id
    return other if is_gone else value


def remove_filter(filter_id: int) -> None:
    """Take a saved filter away."""
    record = SavedFilter.get_by_id(filter_id)
    with operation(N_("Remove the filter {name}"), name=record.name):
        record.delete_instance()
