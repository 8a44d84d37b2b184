"""What the comparison of two members shows, in a person's words."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assoc_desktop.language import _, ngettext
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.data import ContactData, MemberData
from assoc_desktop.members.duplicates.proposing import ROWS, differences
from assoc_desktop.members.records import (
    CONTACT_ROLES,
    Card,
    Category,
    CustomField,
    FormerNumber,
    Member,
    Membership,
    full_name,
)
from assoc_desktop.members.telling.values import Wording, custom_value_in_words
from assoc_desktop.storage.database import database, marks, portions


@dataclass(frozen=True, slots=True)
class Seen:
    """A member as a list of pairs shows it."""

    name: str
    number: str
    town: str
    archived: bool


def seen(ids: Sequence[int]) -> dict[int, Seen]:
    """Id → name, number and town, of those that are still in the list."""
    found = {}
    for part in portions(ids):
        sql = (
            "SELECT id, kind, name, family_name, given_name, coalesce(number, ''), town, archived_on IS NOT NULL FROM member"
            f" WHERE erased_on IS NULL AND id IN ({marks(part)})"
        )
        for member_id, *names, number, town, archived in database.execute_sql(sql, part):
            found[member_id] = Seen(full_name(*names), number, town, bool(archived))
    return found


def facts_in_line(member_id: int, conventions: Conventions) -> str:
    """What is kept of a member besides the fields, in one line: number, memberships, cards, archive."""
    member = Member.get_by_id(member_id)
    memberships = Membership.select().where(Membership.member == member_id).count()
    cards = Card.select().where(Card.member == member_id).count()
    former = FormerNumber.select().where(FormerNumber.member == member_id).count()
    number = conventions.number
    parts = [
        _("No. {number}").format(number=member.number) if member.number else _("without number"),
        ngettext("{n} membership", "{n} memberships", memberships).format(n=number(memberships)),
    ]
    if cards:
        parts.append(ngettext("{n} card", "{n} cards", cards).format(n=number(cards)))
    if former:
        parts.append(ngettext("{n} former number", "{n} former numbers", former).format(n=number(former)))
    if member.archived_on:
        parts.append(_("archived on {date}").format(date=conventions.date(member.archived_on)))
    return " · ".join(parts)


def row_caption(key: str) -> str:
    """The name of a row of the comparison, in the language spoken now."""
    if key.startswith("custom:"):
        field = CustomField.get_or_none(CustomField.id == int(key.removeprefix("custom:")))
        return _("(no longer there)") if field is None else str(field.name)
    return _(ROWS[key][0])


def row_in_words(key: str, values: tuple[Any, ...], conventions: Conventions) -> str:
    """What one member has in a row of the comparison; nothing gives an empty text."""
    if key.startswith("custom:"):
        field = CustomField.get_or_none(CustomField.id == int(key.removeprefix("custom:")))
        return custom_value_in_words(field, values[0], conventions) if field else str(values[0])
    if key == "person":
        return " ".join(filter(None, reversed(values)))
    if key == "address":
        return _address(values, conventions)
    parts = [
        _value(name, value, conventions) for name, value in zip(ROWS[key][1], values, strict=True) if value
    ]
    return ", ".join(filter(None, parts))


def _address(values: tuple[Any, ...], conventions: Conventions) -> str:
    lines, postcode, town, region, country = values
    name = conventions.country_name(country) if country else ""
    parts = [*lines.splitlines(), f"{postcode} {town}".strip(), region, name]
    return ", ".join(filter(None, parts))


def _value(name: str, value: Any, conventions: Conventions) -> str:
    if isinstance(value, datetime.date):
        return conventions.date(value)
    if name == "phones":
        return "\n".join(conventions.phone(phone) for phone in value)
    if name == "contacts":
        return "\n".join(_contact(contact, conventions) for contact in value)
    if isinstance(value, list):
        return ("\n" if name == "emails" else ", ").join(value)
    if name == "photo_id":
        return _("A photo")
    if name == "notes":
        return str(value)
    return Wording(conventions).value(name, value)


def _contact(contact: ContactData, conventions: Conventions) -> str:
    name = " ".join(filter(None, (contact.title, contact.given_name, contact.family_name)))
    role = _(CONTACT_ROLES[contact.role]) if contact.role in CONTACT_ROLES else ""
    phone = conventions.phone(contact.phone) if contact.phone else ""
    return ", ".join(filter(None, (name, role, phone, contact.email)))


def membership_in_words(membership: Membership, conventions: Conventions) -> str:
    """A membership as one line: category, dates, what is to pay, its card."""
    category = Category.get_by_id(membership.category_id)
    ends = conventions.date(membership.ends_on) or _("for life")
    cards = Card.select(Card.serial).where(
        Card.member == membership.member_id, Card.season == membership.season_id
    )
    parts = [
        str(category.name),
        _("{start} to {end}").format(start=conventions.date(membership.starts_on), end=ends),
        conventions.money(membership.to_pay),
        *(_("card {serial}").format(serial=card.serial) for card in cards.order_by(Card.copy_number)),
    ]
    return ", ".join(parts)


def equal_rows(left: MemberData, right: MemberData, conventions: Conventions) -> list[tuple[str, str]]:
    """Caption and value of the rows in which two members are the same and have something."""
    differing = {row.key for row in differences(left, right)}
    found = []
    for key, (_name, names) in ROWS.items():
        values = tuple(getattr(left, name) for name in names)
        if key not in differing and any(values):
            found.append((row_caption(key), row_in_words(key, values, conventions)))
    for field_id, value in sorted(left.custom.items()):
        if value and f"custom:{field_id}" not in differing:
            key = f"custom:{field_id}"
            found.append((row_caption(key), row_in_words(key, (value,), conventions)))
    return found
