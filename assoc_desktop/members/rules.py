"""Checks and operations on members: what may be kept, and how it is written."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any

from assoc_desktop.association.records import the_association
from assoc_desktop.language import N_, _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.language.folding import fold
from assoc_desktop.members import fields
from assoc_desktop.members.custom_fields import check_custom_values
from assoc_desktop.members.data import ContactData, MemberData
from assoc_desktop.members.erasing.guarding import refuse_erased
from assoc_desktop.members.numbers import next_number, note_numbers
from assoc_desktop.members.records import (
    INSTITUTION,
    Category,
    ContactPerson,
    CustomValue,
    EmailAddress,
    FormerNumber,
    Member,
    MemberTag,
    Phone,
    Tag,
    list_name,
)
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.storage.database import database, portions, table_name
from assoc_desktop.storage.history import Running, operation

#: Columns of `Member` that a person edits, as they stand in `MemberData`.
_PLAIN_FIELDS = (
    "kind", "number", "title", "family_name", "given_name", "birth_date", "profession", "employer_id", "name",
    "library_kind", "isil", "registration_number", "photo_id", "address", "postcode", "town", "region", "country",
    "website", "languages", "notes", "prospect_since", "joined_on", "resigned_on", "struck_off_on",
    "struck_off_reason", "deceased_on",
)  # fmt: skip


def read_member(member_id: int) -> MemberData:
    """All of a stored member, ready to be edited."""
    member = Member.get_by_id(member_id)
    values = {name: getattr(member, name) for name in _PLAIN_FIELDS}
    contacts = (
        ContactPerson.select().where(ContactPerson.member == member_id).order_by(ContactPerson.position)
    )
    custom = CustomValue.select().where(CustomValue.member == member_id)
    return MemberData(
        **values | {"number": member.number or ""},
        phones=[row.number for row in _in_order(Phone, member_id)],
        emails=[row.address for row in _in_order(EmailAddress, member_id)],
        tags=tags_of(member_id),
        contacts=[
            ContactData(*(getattr(row, name) for name in ContactData.__annotations__)) for row in contacts
        ],
        former_numbers=[row.number for row in FormerNumber.select().where(FormerNumber.member == member_id)],
        custom={row.field_id: row.value for row in custom},
    )


def _in_order(record: type[Phone] | type[EmailAddress], member_id: int) -> Iterable[Phone | EmailAddress]:
    return record.select().where(record.member == member_id).order_by(record.position)


def tags_of(member_id: int) -> list[str]:
    """The tags a member carries, in alphabetical order."""
    query = Tag.select(Tag.name).join(MemberTag).where(MemberTag.member == member_id).order_by(Tag.folded)
    return [name for (name,) in query.tuples()]


def check_member(
    data: MemberData, *, today: datetime.date, conventions: Conventions, member_id: int | None = None
) -> dict[str, str]:
    """Field → what is wrong with it, in the order of the page; empty when the member can be saved."""
    stored = None if member_id is None else Member.get_or_none(Member.id == member_id)
    problems = fields.check_plain(data, today, conventions, stored=stored)
    if data.number and _number_is_taken(data.number.strip(), member_id):
        problems["number"] = _("Number {number} belongs to another member.").format(
            number=data.number.strip()
        )
    elif data.number and (former := _who_had(data.number.strip(), member_id)):
        problems["number"] = _(
            "Number {number} was that of {name}, whose cards may show it. Choose another number."
        ).format(number=data.number.strip(), name=former.full_name)
    if data.employer_id is not None:
        problems |= _check_employer(data.employer_id, member_id)
    if stored is not None and data.kind != stored.kind and _employs(stored):
        problems["kind"] = _("{name} is the employer of other members and remains an institution.").format(
            name=stored.full_name
        )
    if stored is not None and data.kind == INSTITUTION and stored.household.exists():
        problems["kind"] = _("{name} lives in a household and remains a person.").format(
            name=stored.full_name
        )
    return problems | check_custom_values(data.custom)


def _number_is_taken(number: str, member_id: int | None) -> bool:
    return Member.select().where((Member.number == number) & (Member.id != (member_id or 0))).exists()


def _who_had(number: str, member_id: int | None) -> Member | None:
    """Another member who had a number before two records were brought together."""
    former = FormerNumber.get_or_none(FormerNumber.number == number)
    return former.member if former and former.member_id != member_id else None


def _employs(member: Member) -> bool:
    return Member.select().where(Member.employer == member).exists()


def _check_employer(employer_id: int, member_id: int | None) -> dict[str, str]:
    employer = Member.get_or_none(Member.id == employer_id)
    if employer is None or employer.kind != INSTITUTION or employer_id == member_id:
        return {"employer_id": _("The employer must be an institution of the list.")}
    return {}


def save_member(
    data: MemberData, *, today: datetime.date, conventions: Conventions, member_id: int | None = None
) -> Member:
    """Add a member, or change one.

    A member who has joined gets a number by the association's pattern when none was typed.

    Raises:
        Invalid: see `check_member`; nothing is written.
        Refused: the member is no longer in the list, or was erased.
    """
    if member_id is not None and Member.get_or_none(Member.id == member_id) is None:
        raise Refused(
            _("{name} is no longer in the list: adding this member was undone. Add the member anew.").format(
                name=data.full_name
            )
        )
    refuse_erased([member_id])
    problems = check_member(data, today=today, conventions=conventions, member_id=member_id)
    if problems:
        raise Invalid(problems)
    data = fields.normalised(data, conventions)
    label = N_("Add {name}") if member_id is None else N_("Change {name}")
    with operation(label, name=data.full_name):
        if data.joined_on and not data.number:
            data = replace(data, number=next_number(the_association().number_pattern, data.joined_on))
        elif data.number:
            note_numbers(the_association().number_pattern, [data.number])
        member = _write_member(data, member_id)
        _write_lists(member.id, data)
    return member


def _write_member(data: MemberData, member_id: int | None) -> Member:
    member = Member() if member_id is None else Member.get_by_id(member_id)
    for name in _PLAIN_FIELDS:
        setattr(member, name, getattr(data, name))
    member.number = data.number or None
    member.sort_name = fold(list_name(data.kind, data.name, data.family_name, data.given_name))
    member.search_text = search_text(data)
    member.save(force_insert=member_id is None)
    return member


def search_text(data: MemberData) -> str:
    """What the search looks in: names, number and those before it, town, phones, e-mails and tags, folded."""
    contacts = (f"{contact.given_name} {contact.family_name}" for contact in data.contacts)
    name = list_name(data.kind, data.name, data.family_name, data.given_name)
    # A number such as 2026-0412 is found as it is written, and without its hyphen: see `search_terms`.
    had = (data.number, *sorted(data.former_numbers))
    numbers = dict.fromkeys(each for number in had for each in (number, re.sub(r"\W", "", number)))
    # Tags stand in the order in which they are read again, or saving what was read would change the text.
    tags = sorted({fold(tag) for tag in data.tags})
    return fold(" ".join((name, *numbers, data.town, *data.phones, *data.emails, *tags, *contacts)))


def search_terms(typed: str) -> list[str]:
    """The folded pieces that must all stand in a member's `search_text`.

    A long row of digits is a phone number, or a member's: what stands between the digits does not matter, nor does the
    zero that is dialled inside the country.
    """
    digits = re.sub(r"[\s().+-]", "", typed)
    if len(digits) >= 7 and digits.isdecimal():
        return [digits.lstrip("0") or digits]
    return fold(typed).split()


def _write_lists(member_id: int, data: MemberData) -> None:
    _replace(Phone, member_id, [{"position": i, "number": number} for i, number in enumerate(data.phones)])
    _replace(
        EmailAddress, member_id, [{"position": i, "address": email} for i, email in enumerate(data.emails)]
    )
    contacts = [{"position": i, **vars(contact)} for i, contact in enumerate(data.contacts)]
    _replace(ContactPerson, member_id, contacts)
    _replace(MemberTag, member_id, [{"tag_id": tag_id} for tag_id in tag_ids(data.tags)])
    values = [{"field_id": field_id, "value": value} for field_id, value in data.custom.items() if value]
    _replace(CustomValue, member_id, values)


type_of_list = type[Phone] | type[EmailAddress] | type[ContactPerson] | type[MemberTag] | type[CustomValue]


def _replace(record: type_of_list, member_id: int, rows: list[dict[str, object]]) -> None:
    """Make the stored rows equal to the given ones; rows that are the same stay untouched, and out of the history."""
    stored = _stored(record, member_id)
    kept = set()
    for row in rows:
        same = next((old for old in stored if old.id not in kept and _is_same(old, row)), None)
        if same is not None:
            kept.add(same.id)
    for old in stored:
        if old.id not in kept:
            old.delete_instance()
    remaining = [old for old in stored if old.id in kept]
    for row in rows:
        same = next((old for old in remaining if _is_same(old, row)), None)
        if same is not None:
            remaining.remove(same)
            continue
        record.create(member=member_id, **row)


def _stored(record: type_of_list, member_id: int) -> list[Any]:
    """The rows of a member; most have none, which is found without putting a statement together."""
    sql = f'SELECT 1 FROM "{table_name(record)}" WHERE member_id = ? LIMIT 1'
    if database.execute_sql(sql, (member_id,)).fetchone() is None:
        return []
    return list(record.select().where(record.member == member_id).order_by(record.id))


def _is_same(stored: object, row: dict[str, object]) -> bool:
    return all(getattr(stored, name) == value for name, value in row.items())


def tag_ids(names: Sequence[str]) -> list[int]:
    """The ids of tags by name, whatever their accents and case; tags not known yet are made."""
    ids = []
    for name in names:
        folded = fold(name)
        if not folded:
            continue
        tag = Tag.get_or_none(Tag.folded == folded) or Tag.create(name=name.strip(), folded=folded)
        if tag.id not in ids:
            ids.append(tag.id)
    return ids


def record_leaving(
    member_id: int, fact: str, on: datetime.date, *, reason: str = "", today: datetime.date | None = None
) -> None:
    """Write down that a member resigned, was struck off, or died.

    Args:
        fact: `resigned_on`, `struck_off_on` or `deceased_on`.
        today: when it is given, a death after it is taken for a slip; who resigns may say so beforehand.

    Raises:
        Invalid: the day lies before the day the member joined, or cannot be known yet.
        Refused: a striking off without its reason, or the member was erased.
    """
    refuse_erased([member_id])
    member = Member.get_by_id(member_id)
    if member.joined_on and on < member.joined_on:
        raise Invalid({fact: _("This day lies before {name} joined.").format(name=member.full_name)})
    if fact == "deceased_on" and member.birth_date and on < member.birth_date:
        raise Invalid({fact: _("The member died before being born.")})
    if fact == "deceased_on" and today and on > today:
        raise Invalid({fact: _("The day of death lies in the future.")})
    if fact == "struck_off_on" and not reason.strip():
        raise Refused(_("Say why {name} is struck off: the reason is kept.").format(name=member.full_name))
    labels = {
        "resigned_on": N_("Record the resignation of {name}"),
        "struck_off_on": N_("Strike off {name}"),
        "deceased_on": N_("Record the death of {name}"),
    }
    with operation(labels[fact], name=member.full_name):
        setattr(member, fact, on)
        if fact == "struck_off_on":
            member.struck_off_reason = reason.strip()
        member.save()


def archive(member_ids: Sequence[int], on: datetime.date) -> None:
    """Take members out of the lists without losing anything of them."""
    refuse_erased(member_ids)
    with _operation_on(member_ids, N_("Archive {name}"), N_("Archive {n} members")):
        _set_archived(member_ids, on)


def bring_back(member_ids: Sequence[int]) -> None:
    """Put archived members back into the lists."""
    refuse_erased(member_ids)
    one, many = N_("Bring {name} back from the archive"), N_("Bring {n} members back from the archive")
    with _operation_on(member_ids, one, many):
        _set_archived(member_ids, None)


def _operation_on(member_ids: Sequence[int], one: str, many: str) -> AbstractContextManager[Running]:
    """An operation that names its member when there is only one."""
    if len(member_ids) == 1:
        return operation(one, name=Member.get_by_id(member_ids[0]).full_name)
    return operation(many, n=len(member_ids))


def _set_archived(member_ids: Sequence[int], on: datetime.date | None) -> None:
    for part in portions(member_ids):
        Member.update(archived_on=on).where(Member.id.in_(list(part))).execute()


def category_named(name: str) -> Category | None:
    """The category of that name, whatever its accents and case."""
    wanted = fold(name)
    return next((category for category in Category.select() if fold(category.name) == wanted), None)
