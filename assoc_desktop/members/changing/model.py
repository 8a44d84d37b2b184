"""The changes that can be made to many members at once, and what is wrong with them whoever they are made to."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from assoc_desktop.association.records import Season
from assoc_desktop.language import N_, _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.custom_fields import check_custom_values
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.fields import check_plain
from assoc_desktop.members.records import INSTITUTION, PERSON, Category, Member
from assoc_desktop.members.tags import check_tag
from assoc_desktop.refusals import Refused
from assoc_desktop.storage.database import storable

#: Field that can be set → its name, in the order of the page.
SETTABLE = {
    "town": N_("Town"),
    "region": N_("Region"),
    "postcode": N_("Postcode"),
    "country": N_("Country"),
    "languages": N_("Languages"),
    "profession": N_("Profession"),
    "employer_id": N_("Employer"),
    "library_kind": N_("Kind of library"),
}
#: Field → the only kind of member that has it.
ONLY_FOR = {"profession": PERSON, "employer_id": PERSON, "library_kind": INSTITUTION}


@dataclass(frozen=True)
class SetField:
    """Set one field of `SETTABLE`, or clear it with an empty value. An employer is an id or None."""

    field: str
    value: str | int | None


@dataclass(frozen=True)
class SetCustom:
    """Set a custom field, in the form in which it is stored, or clear it with an empty value."""

    field_id: int
    value: str


@dataclass(frozen=True)
class AddTag:
    """Have the members carry a tag."""

    name: str


@dataclass(frozen=True)
class RemoveTag:
    """Have the members carry a tag no longer."""

    name: str


@dataclass(frozen=True)
class AppendNotes:
    """Write a line below the notes."""

    text: str


@dataclass(frozen=True)
class SetCategory:
    """Put the memberships of a season into another category.

    Attributes:
        keep_fee: what is due stays; else the category's fee is due.
    """

    season_id: int
    category_id: int
    keep_fee: bool = True


@dataclass(frozen=True)
class Enrol:
    """Enrol for a season. Without a category: each in the one they were in last."""

    season_id: int
    category_id: int | None = None


@dataclass(frozen=True)
class Resign:
    """Write down that they resigned; the reason, if there is one, is kept in the notes."""

    on: datetime.date
    reason: str = ""


@dataclass(frozen=True)
class Archive:
    """Take them out of the lists."""

    on: datetime.date


@dataclass(frozen=True)
class BringBack:
    """Put them back into the lists."""


Change = (
    SetField
    | SetCustom
    | AddTag
    | RemoveTag
    | AppendNotes
    | SetCategory
    | Enrol
    | Resign
    | Archive
    | BringBack
)


def check_changes(
    changes: Sequence[Change], conventions: Conventions, today: datetime.date
) -> dict[int, str]:
    """Place in the list → what is wrong with a change, whoever it is made to.

    Raises:
        Refused: no change is asked for.
    """
    if not changes:
        raise Refused(_("Choose at least one change."))
    problems = {}
    for place, change in enumerate(changes):
        if problem := _problem(change, conventions, today) or _repeated(change, changes[:place]):
            problems[place] = problem
    return problems


def _problem(change: Change, conventions: Conventions, today: datetime.date) -> str:
    match change:
        case SetField():
            return _field_problem(change, conventions, today)
        case SetCustom(field_id, value):
            return next(iter(check_custom_values({field_id: value}).values()), "")
        case AddTag(name) | RemoveTag(name):
            return next(iter(check_tag(name).values()), "")
        case AppendNotes(text):
            return "" if text.strip() else _("Write what is to stand in the notes.")
        case SetCategory(season_id, category_id) | Enrol(season_id, category_id):
            return _membership_problem(season_id, category_id)
    return ""


def _field_problem(change: SetField, conventions: Conventions, today: datetime.date) -> str:
    if change.field not in SETTABLE:
        return _("“{field}” cannot be set for many members at once. Fields: {fields}.").format(
            field=change.field, fields=", ".join(SETTABLE)
        )
    if change.field == "employer_id":
        return _employer_problem(change.value)
    kind = ONLY_FOR.get(change.field, PERSON)
    data = MemberData(kind=kind, family_name="x", name="x")
    setattr(data, change.field, stored_value(change))
    return check_plain(data, today, conventions).get(change.field, "")


def _employer_problem(employer_id: object) -> str:
    if employer_id is None:
        return ""
    employer = Member.get_or_none(Member.id == employer_id)
    if employer is None or employer.kind != INSTITUTION:
        return _("The employer must be an institution of the list.")
    return ""


def _membership_problem(season_id: int, category_id: int | None) -> str:
    if Season.get_or_none(Season.id == season_id) is None:
        return _("Choose a season.")
    if category_id is not None and Category.get_or_none(Category.id == category_id) is None:
        return _("Choose a category.")
    return ""


def _repeated(change: Change, before: Sequence[Change]) -> str:
    """Two changes of one thing: which of them was meant, nobody can know."""
    if any(_aim(each) == _aim(change) for each in before):
        return _("This is changed twice. Take one of the two changes away.")
    return ""


def _aim(change: Change) -> object:
    match change:
        case SetField(field):
            return field
        case SetCustom(field_id):
            return field_id
        case AddTag(name) | RemoveTag(name):
            return "tag", name.strip().casefold()
        case SetCategory(season_id) | Enrol(season_id):
            return type(change), season_id
        case Archive() | BringBack():
            return "archive"
    return type(change)


def stored_value(change: SetField) -> str | int | None:
    """The value as it is kept: without spaces around it, a country's code in capitals."""
    if not isinstance(change.value, str):
        return change.value
    text = storable(change.value).strip()
    return text.upper() if change.field == "country" else text
