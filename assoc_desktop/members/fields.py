"""What each field of a member may hold, and the form in which it is kept."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from assoc_desktop.association.rules import is_email
from assoc_desktop.language import _
from assoc_desktop.language.conventions import Conventions, is_country
from assoc_desktop.members.data import ContactData, MemberData
from assoc_desktop.members.records import (
    CONTACT_ROLES,
    INSTITUTION,
    LIBRARY_KINDS,
    PERSON,
    Member,
)
from assoc_desktop.refusals import Refused
from assoc_desktop.storage.database import storable

#: Nobody has lived longer than 122 years; an older birth date is a slip of the keyboard.
_OLDEST_AGE = 122
# ISO 15511: up to 16 characters; a prefix of one to four letters or digits, a hyphen, and the identifier.
_ISIL = re.compile(r"[A-Za-z0-9]{1,4}-[A-Za-z0-9/:-]{1,11}")
_LANGUAGES = re.compile(r"[a-z]{2,3}(,[a-z]{2,3})*")


def is_isil(text: str) -> bool:
    """Whether a text has the form of an ISIL (ISO 15511): `FR-751131015`, `DE-12`, `OCLC-DLC`."""
    return len(text) <= 16 and _ISIL.fullmatch(text) is not None


def check_plain(
    data: MemberData, today: datetime.date, conventions: Conventions, *, stored: Member | None = None
) -> dict[str, str]:
    """Field → what is wrong, for everything that can be judged without looking at other members.

    Args:
        stored: the member as it was until now; None for a new one.
    """
    problems = _check_names(data) | _check_dates(data, today, stored)
    if data.isil and not is_isil(data.isil.strip()):
        problems["isil"] = _(
            "“{isil}” is not an ISIL. It looks like FR-751131015: a prefix, a hyphen, up to 11 signs."
        ).format(isil=data.isil)
    if data.country and not is_country(data.country):
        problems["country"] = _("“{country}” is not a country.").format(country=data.country)
    if data.languages and not _LANGUAGES.fullmatch(data.languages):
        problems["languages"] = _("“{languages}” is not a list of language codes such as fr,en.").format(
            languages=data.languages
        )
    return problems | _check_reachable(data, conventions)


def _check_names(data: MemberData) -> dict[str, str]:
    problems = {}
    if data.kind == PERSON and not (data.family_name.strip() or data.given_name.strip()):
        problems["family_name"] = _("A person needs a name.")
    if data.kind == INSTITUTION and not data.name.strip():
        problems["name"] = _("An institution needs a name.")
    if data.kind not in (PERSON, INSTITUTION):
        problems["kind"] = _("A member is a person or an institution.")
    if data.library_kind and data.library_kind not in LIBRARY_KINDS:
        problems["library_kind"] = _("“{kind}” is not a kind of library.").format(kind=data.library_kind)
    return problems


def _check_dates(data: MemberData, today: datetime.date, stored: Member | None) -> dict[str, str]:
    problems = {}
    if data.birth_date and data.birth_date > today:
        problems["birth_date"] = _("The birth date lies in the future.")
    elif data.birth_date and today.year - data.birth_date.year > _OLDEST_AGE:
        problems["birth_date"] = _("The birth date lies more than {years} years back.").format(
            years=_OLDEST_AGE
        )
    # Beside a birth date that is wrong itself, the days after it are not blamed.
    problems |= check_order(replace(data, birth_date=None) if problems else data, stored)
    if data.deceased_on and data.deceased_on > today:
        problems["deceased_on"] = _("The day of death lies in the future.")
    if data.struck_off_on and not data.struck_off_reason.strip():
        problems["struck_off_reason"] = _("Say why the member was struck off: the reason is kept.")
    return problems


def check_order(data: MemberData, stored: Member | MemberData | None) -> dict[str, str]:
    """Field → why dates cannot follow each other as they do.

    Who left and comes back joins again, so a day of leaving may lie before the day of joining, but only one that was
    written down before: typed anew, it is a slip. Nobody joins again after death.
    """
    problems = {}
    for fact in ("resigned_on", "struck_off_on", "deceased_on"):
        day = getattr(data, fact)
        came_back = fact != "deceased_on" and stored is not None and getattr(stored, fact) == day
        if day and data.joined_on and day < data.joined_on and not came_back:
            problems[fact] = _("This day lies before the member joined.")
    if data.deceased_on and data.birth_date and data.deceased_on < data.birth_date:
        problems["deceased_on"] = _("The member died before being born.")
    if data.prospect_since and data.joined_on and data.prospect_since > data.joined_on:
        problems["prospect_since"] = _("A member is a prospect before joining, not after.")
    if data.birth_date and data.joined_on and data.joined_on < data.birth_date:
        problems["joined_on"] = _("The member joined before being born.")
    return problems


def _check_reachable(data: MemberData, conventions: Conventions) -> dict[str, str]:
    problems: dict[str, str] = {}
    phones = [
        *((phone, "phones") for phone in _filled(data.phones)),
        *((phone, "contacts") for phone in _filled(contact.phone for contact in data.contacts)),
    ]
    for phone, name in phones:
        try:
            conventions.parse_phone(phone)
        except Refused as refusal:
            problems.setdefault(name, str(refusal))
    emails = [
        *((email, "emails") for email in _filled(data.emails)),
        *((email, "contacts") for email in _filled(contact.email for contact in data.contacts)),
    ]
    for email, name in emails:
        if not is_email(email):
            problems.setdefault(name, _("“{email}” is not an e-mail address.").format(email=email))
    for contact in data.contacts:
        if not (contact.family_name.strip() or contact.given_name.strip()):
            problems.setdefault("contacts", _("A contact person needs a name."))
        if contact.role and contact.role not in CONTACT_ROLES:
            problems.setdefault(
                "contacts", _("“{role}” is not a role of a contact person.").format(role=contact.role)
            )
    if sum(contact.main for contact in data.contacts) > 1:
        problems.setdefault("contacts", _("Only one contact person can be the main one."))
    return problems


def _filled(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(text for one in texts if (text := storable(one).strip())))


def _trimmed(data: MemberData | ContactData) -> dict[str, Any]:
    return {name: storable(value).strip() for name, value in vars(data).items() if isinstance(value, str)}


def _phones(texts: Iterable[str], conventions: Conventions) -> list[str]:
    return list(dict.fromkeys(conventions.parse_phone(text) for text in _filled(texts)))


def normalised(data: MemberData, conventions: Conventions) -> MemberData:
    """The data in the form in which it is kept: trimmed, phones in E.164, each once, nothing of the other kind of member."""
    trimmed = _trimmed(data)
    contacts = [
        replace(contact, **_trimmed(contact) | {"phone": "".join(_phones([contact.phone], conventions))})
        for contact in data.contacts
    ]
    if data.kind == INSTITUTION:
        trimmed |= {"title": "", "family_name": "", "given_name": "", "profession": ""}
    else:
        trimmed |= {"name": "", "library_kind": "", "isil": "", "registration_number": ""}
        contacts = []
    if contacts and not any(contact.main for contact in contacts):
        contacts[0] = replace(contacts[0], main=True)
    return replace(
        data,
        **trimmed,
        birth_date=data.birth_date if data.kind == PERSON else None,
        employer_id=data.employer_id if data.kind == PERSON else None,
        phones=_phones(data.phones, conventions),
        emails=_filled(data.emails),
        tags=_filled(data.tags),
        contacts=contacts,
        custom={field_id: storable(value).strip() for field_id, value in data.custom.items()},
    )
