"""What a row would change on a member: the member as it would be, and the differences in words.

An empty cell never erases; phones, e-mails and tags are added to those known; notes are appended.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from assoc_desktop.language import _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.language.folding import fold
from assoc_desktop.members.data import ContactData, MemberData
from assoc_desktop.members.fields import check_order
from assoc_desktop.members.importing.rules.plan import PlanRow
from assoc_desktop.members.importing.targets import target_label

#: Fields of a member whose value in a file takes the place of the one stored.
_REPLACED = (
    "number", "title", "family_name", "given_name", "birth_date", "profession", "employer_id", "name", "library_kind",
    "isil", "registration_number", "address", "postcode", "town", "region", "country", "website", "languages",
    "prospect_since", "joined_on", "resigned_on", "struck_off_on", "struck_off_reason", "deceased_on",
)  # fmt: skip

_DATES = ("birth_date", "prospect_since", "joined_on", "resigned_on", "struck_off_on", "deceased_on")


def merged(stored: MemberData, told: MemberData) -> MemberData:
    """The stored member with what a row of the same kind of member tells of it."""
    values: dict[str, Any] = {name: value for name in _REPLACED if (value := getattr(told, name))}
    folded = {fold(tag) for tag in stored.tags}
    return replace(
        stored,
        **values,
        notes=_joined_notes(stored.notes, told.notes),
        phones=[*stored.phones, *(phone for phone in told.phones if phone not in stored.phones)],
        emails=_joined_emails(stored.emails, told.emails),
        tags=[*stored.tags, *(tag for tag in told.tags if fold(tag) not in folded)],
        contacts=_joined_contacts(stored.contacts, told.contacts),
        custom=stored.custom | told.custom,
    )


def drop_contradictions(row: PlanRow, before: MemberData, conventions: Conventions) -> None:
    """Keep in the notes the dates of a row that cannot be beside those of the member it is about, and warn."""
    data = row.data
    assert data is not None
    problems = check_order(merged(before, data), before) if data.kind == before.kind else {}
    for name, why in problems.items():
        told = [name] if getattr(data, name) else [each for each in _DATES if getattr(data, each)]
        for each in told:
            label, value = target_label(each), conventions.date(getattr(data, each))
            data.notes = "\n".join(filter(None, (data.notes, f"{label}: {value}")))
            row.warnings.append(
                _("{column}: {reason} It was kept in the notes.").format(column=label, reason=why)
            )
            setattr(data, each, None)


def _joined_notes(stored: str, told: str) -> str:
    known = set(stored.splitlines())
    fresh = [line for line in told.splitlines() if line not in known]
    return "\n".join([stored, *fresh]) if stored and fresh else stored or "\n".join(fresh)


def _joined_emails(stored: list[str], told: list[str]) -> list[str]:
    known = {email.lower() for email in stored}
    return [*stored, *(email for email in told if email.lower() not in known)]


def _joined_contacts(stored: list[ContactData], told: list[ContactData]) -> list[ContactData]:
    """A contact person of the same name is the same; a new one is not the main one where there is one."""
    contacts = list(stored)
    for contact in told:
        name = fold(f"{contact.given_name} {contact.family_name}")
        place = next(
            (i for i, old in enumerate(contacts) if fold(f"{old.given_name} {old.family_name}") == name), None
        )
        if place is None:
            contacts.append(replace(contact, main=contact.main and not any(old.main for old in contacts)))
        else:
            old = contacts[place]
            said = {
                part: value
                for part in ("title", "role", "phone", "email")
                if (value := getattr(contact, part))
            }
            contacts[place] = replace(old, **said)
    return contacts


def differences(
    before: MemberData, after: MemberData, conventions: Conventions, custom_names: dict[int, str],
    member_name: Callable[[int], str],
) -> dict[str, tuple[str, str]]:  # fmt: skip
    """Name of a field → (before, after), both as a person reads them."""
    found: dict[str, tuple[str, str]] = {}
    for name in (*_REPLACED, "notes"):
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            label = target_label("employer" if name == "employer_id" else name)
            found[label] = (
                _said(name, old, conventions, member_name),
                _said(name, new, conventions, member_name),
            )
    for name, label in (("phones", "phone"), ("emails", "email"), ("tags", "tags")):
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            show = conventions.phone if name == "phones" else str
            found[target_label(label)] = (", ".join(map(show, old)), ", ".join(map(show, new)))
    if before.contacts != after.contacts:
        found[target_label("contact_name")] = (_contacts(before), _contacts(after))
    for field_id, new in after.custom.items():
        old = before.custom.get(field_id, "")
        if old != new:
            found[custom_names.get(field_id, _("Field"))] = (old, new)
    return found


def _said(name: str, value: Any, conventions: Conventions, member_name: Callable[[int], str]) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, datetime.date):
        return conventions.date(value)
    if name == "employer_id":
        return member_name(value)
    if name == "country":
        return conventions.country_name(value)
    return str(value)


def _contacts(data: MemberData) -> str:
    return ", ".join(
        " ".join(filter(None, (contact.given_name, contact.family_name, contact.phone, contact.email)))
        for contact in data.contacts
    )
