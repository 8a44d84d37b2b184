"""Fields that the treasurer defines: what they may hold, and how they are kept."""

from __future__ import annotations

import datetime
import re

from assoc_desktop.language import N_, _, ngettext
from assoc_desktop.members.records import (
    BOTH,
    CUSTOM_KINDS,
    INSTITUTION,
    PERSON,
    CustomField,
    CustomValue,
)
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.storage.history import operation


def check_custom_values(custom: dict[int, str]) -> dict[str, str]:
    """`custom.<id>` → what is wrong with the value of a custom field."""
    problems: dict[str, str] = {}
    known = {field.id: field for field in CustomField.select()}
    for field_id, value in custom.items():
        field = known.get(field_id)
        value = value.strip()
        problem = _("This field does not exist any more.") if field is None else _custom_problem(field, value)
        if problem and value:
            problems[f"custom.{field_id}"] = problem
    return problems


def _custom_problem(field: CustomField, value: str) -> str:
    if field.kind == "number" and not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", value):
        return _("{field}: “{value}” is not a number.").format(field=field.name, value=value)
    if field.kind == "date" and not _is_iso_date(value):
        return _("{field}: “{value}” is not a date.").format(field=field.name, value=value)
    if field.kind == "yes_no" and value not in ("0", "1"):
        return _("{field}: “{value}” is neither yes nor no.").format(field=field.name, value=value)
    if field.kind == "choice" and value not in field.choices.splitlines():
        return _("{field}: “{value}” is not one of the choices.").format(field=field.name, value=value)
    return ""


def _is_iso_date(value: str) -> bool:
    try:
        return datetime.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def check_custom_field(
    name: str, kind: str, choices: str, *, applies_to: str = BOTH, field_id: int | None = None
) -> dict[str, str]:
    """Field → what is wrong with the definition of a custom field."""
    problems = {}
    if not name.strip():
        problems["name"] = _("The field needs a name.")
    elif (
        CustomField.select()
        .where((CustomField.name == name.strip()) & (CustomField.id != (field_id or 0)))
        .exists()
    ):
        problems["name"] = _("There is a field named {name} already.").format(name=name.strip())
    if kind not in CUSTOM_KINDS:
        problems["kind"] = _("Choose what the field holds.")
    if kind == "choice" and len(_choices(choices)) < 2:
        problems["choices"] = _("Write at least two choices, one per line.")
    if applies_to not in (PERSON, INSTITUTION, BOTH):
        problems["applies_to"] = _("Choose whether the field is for persons, institutions or both.")
    return problems


def save_custom_field(
    name: str, kind: str, *, applies_to: str = BOTH, choices: str = "", field_id: int | None = None
) -> CustomField:
    """Define a field of the treasurer's own, or change one.

    Raises:
        Invalid: no name, a name already used, a choice without choices.
        Refused: another kind is asked for while members have values that would be lost.
    """
    if problems := check_custom_field(name, kind, choices, applies_to=applies_to, field_id=field_id):
        raise Invalid(problems)
    label = N_("Add the field {name}") if field_id is None else N_("Change the field {name}")
    with operation(label, name=name.strip()):
        found = (
            CustomField(position=CustomField.select().count())
            if field_id is None
            else CustomField.get_by_id(field_id)
        )
        if field_id is not None:
            _check_values_survive(found, kind, choices)
        found.name, found.kind, found.applies_to = name.strip(), kind, applies_to
        found.choices = "\n".join(_choices(choices))
        found.save(force_insert=field_id is None)
    return found


def _choices(text: str) -> list[str]:
    return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


def _check_values_survive(found: CustomField, kind: str, choices: str) -> None:
    values = CustomValue.select().where(CustomValue.field == found)
    if kind == "choice" and found.kind in ("choice", "text"):
        values = values.where(CustomValue.value.not_in(_choices(choices)))
    elif kind in ("text", found.kind):
        return
    if lost := values.count():
        raise Refused(
            ngettext(
                "{n} member has a value that would be lost. Keep it among the choices, or make a new field.",
                "{n} members have a value that would be lost. Keep them among the choices, or make a new field.",
                lost,
            ).format(n=lost)
        )


def archive_custom_field(field_id: int, archived: bool = True) -> None:
    """Show a field no more (or again); its values stay."""
    found = CustomField.get_by_id(field_id)
    label = N_("Archive the field {name}") if archived else N_("Bring back the field {name}")
    with operation(label, name=found.name):
        CustomField.update(archived=archived).where(CustomField.id == field_id).execute()


def custom_fields(*, kind: str | None = None) -> list[CustomField]:
    """The fields in use, in their order; only those for a kind of member, when one is given."""
    query = CustomField.select().where(~CustomField.archived).order_by(CustomField.position, CustomField.name)
    if kind is not None:
        query = query.where(CustomField.applies_to.in_((kind, BOTH)))
    return list(query)
