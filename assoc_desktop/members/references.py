"""How members point to each other: finding whom while a person types, and the relations seen from both sides."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

from assoc_desktop.language import N_, _
from assoc_desktop.language.folding import fold
from assoc_desktop.members.households import household_of, people_of, present_payer
from assoc_desktop.members.records import (
    CONTACT_ROLES,
    INSTITUTION,
    PERSON,
    ContactPerson,
    EmailAddress,
    Household,
    Member,
    Tag,
    list_name,
)
from assoc_desktop.members.status import BELONGING_SQL, STATUS_SQL, status_values
from assoc_desktop.refusals import Refused
from assoc_desktop.storage.database import database, portions
from assoc_desktop.storage.history import Running, operation

_MOST_OFFERED = 12
# Each word must stand in the name; names that begin with the text come first. One scan of the list's index takes a
# few milliseconds for 15,000 institutions.
_OFFERED_SQL = """
    SELECT id, trim(given_name || ' ' || family_name || name), town FROM member
    WHERE kind = ? AND archived_on IS NULL {words}
    ORDER BY substr(sort_name, 1, ?) != ?, sort_name LIMIT ?
"""


def find_institutions(typed: str) -> list[tuple[int, str, str]]:
    """Id, name and town of the institutions whose name has every word that is typed, the likeliest first."""
    return _offered(INSTITUTION, typed)


def find_persons(typed: str) -> list[tuple[int, str, str]]:
    """Id, name and town of the persons whose name has every word that is typed, the likeliest first."""
    return _offered(PERSON, typed)


def _offered(kind: str, typed: str) -> list[tuple[int, str, str]]:
    words = fold(typed).split()
    if not words:
        return []
    start = " ".join(words)
    # `instr` compares as it stands: no sign of what is typed has a meaning of its own.
    sql = _OFFERED_SQL.format(words="AND instr(sort_name, ?) " * len(words))
    return list(database.execute_sql(sql, (kind, *words, len(start), start, _MOST_OFFERED)))


def name_of_member(member_id: int) -> str:
    """The full name of a member; empty when there is none of that id."""
    found = Member.get_or_none(Member.id == member_id)
    return "" if found is None else found.full_name


def known_tags() -> list[str]:
    """All tags, in alphabetical order."""
    return [name for (name,) in Tag.select(Tag.name).order_by(Tag.folded).tuples()]


@dataclass(frozen=True)
class Related:
    """A member seen from another one.

    Attributes:
        detail: what they are there: a profession, or the role of a contact person.
        status: a key of `status.STATUSES`; archived members have theirs too.
    """

    id: int
    name: str
    detail: str
    status: str
    town: str


@dataclass(frozen=True)
class Relations:
    """All that ties a member to others.

    Attributes:
        payer_id: who pays for the household now.
        people: of the household, the member included.
        employees: of an institution: the persons who name it as their employer.
        contacts: of an institution: its contact people who are members themselves.
        contact_of: of a person: institutions that name them as a contact person.
    """

    household: Household | None
    payer_id: int | None
    people: list[Related]
    employer: Related | None
    employees: list[Related]
    contacts: list[Related]
    contact_of: list[Related]


def relations_of(member_id: int, today: datetime.date) -> Relations:
    """The household, the employer or employees, and the contact people of a member, each seen from their side."""
    member = Member.get_by_id(member_id)
    household = household_of(member_id)
    people = [] if household is None else [each.id for each in people_of(household.id)]
    is_institution = member.kind == INSTITUTION
    contacts = _contact_people(member_id) if is_institution else {}
    contact_of = {} if is_institution else _contact_of(member)
    employees = _employees(member_id) if is_institution else []
    seen = _related([*people, *employees, *contacts, *contact_of, member.employer_id], today)
    return Relations(
        household=household,
        payer_id=None if household is None else present_payer(household.id),
        people=[seen[each] for each in people],
        employer=seen.get(member.employer_id),
        employees=[seen[each] for each in employees],
        contacts=_with_roles(contacts, seen),
        contact_of=_with_roles(contact_of, seen),
    )


def _employees(institution_id: int) -> list[int]:
    sql = "SELECT id FROM member WHERE employer_id = ? ORDER BY sort_name, id"
    return [row[0] for row in database.execute_sql(sql, (institution_id,))]


def _with_roles(roles: dict[int, str], seen: dict[int, Related]) -> list[Related]:
    return [
        Related(
            each, seen[each].name, _(CONTACT_ROLES[role]) if role else "", seen[each].status, seen[each].town
        )
        for each, role in roles.items()
    ]


def _related(ids: Sequence[int | None], today: datetime.date) -> dict[int, Related]:
    found: dict[int, Related] = {}
    wanted = [each for each in dict.fromkeys(ids) if each is not None]
    for part in portions(wanted):
        # Ids come from the database itself, and as numbers cannot carry anything else into the text.
        marks = ", ".join(str(int(each)) for each in part)
        belonging = BELONGING_SQL.replace("WHERE", f"WHERE member_id IN ({marks}) AND")
        sql = (
            f"SELECT id, kind, name, family_name, given_name, profession, {STATUS_SQL}, town FROM member"
            f" LEFT JOIN ({belonging}) AS belonging ON belonging.member_id = member.id WHERE id IN ({marks})"
        )
        for member_id, *names, profession, status, town in database.execute_sql(sql, status_values(today)):
            found[member_id] = Related(member_id, list_name(*names), profession, status, town)
    return found


def _contact_people(institution_id: int) -> dict[int, str]:
    """Id of a member → role, of the contact people who are members themselves: by e-mail, else by name."""
    found: dict[int, str] = {}
    query = ContactPerson.select().where(ContactPerson.member == institution_id)
    for contact in query.order_by(ContactPerson.position):
        for member_id in _members_by_email(contact.email) or _members_by_name(contact):
            found.setdefault(member_id, contact.role)
    return found


def _members_by_email(address: str) -> list[int]:
    if not address:
        return []
    sql = (
        "SELECT member_id FROM email_address JOIN member ON member.id = member_id"
        " WHERE email_address.address = ? COLLATE NOCASE AND kind = ?"
    )
    return [row[0] for row in database.execute_sql(sql, (address, PERSON))]


def _members_by_name(contact: ContactPerson) -> list[int]:
    name = fold(f"{contact.family_name} {contact.given_name}")
    sql = "SELECT id FROM member WHERE kind = ? AND sort_name = ? ORDER BY archived_on IS NOT NULL, id"
    return [row[0] for row in database.execute_sql(sql, (PERSON, name))] if name else []


def _contact_of(person: Member) -> dict[int, str]:
    """Id of an institution → what the person is there: the other side of `_contact_people`."""
    emails = {each.address.lower() for each in EmailAddress.select().where(EmailAddress.member == person.id)}
    found: dict[int, str] = {}
    sql = "SELECT member_id, family_name, given_name, role, email FROM contact_person ORDER BY member_id, position"
    for institution_id, family_name, given_name, role, email in database.execute_sql(sql):
        by_name = fold(f"{family_name} {given_name}") == person.sort_name
        if email.lower() in emails or (by_name and not _members_by_email(email)):
            found.setdefault(institution_id, role)
    return found


def employ(institution_id: int, person_ids: Sequence[int]) -> int:
    """Write down that persons work for an institution, whomever they worked for before.

    Returns:
        How many of them did not yet.

    Raises:
        Refused: one of the members is no person, was erased, or the employer is no institution; nothing is written.
    """
    institution = Member.get_by_id(institution_id)
    if institution.kind != INSTITUTION:
        raise Refused(_("The employer must be an institution of the list."))
    people = list(Member.select().where(Member.id.in_(list(person_ids))).order_by(Member.sort_name))
    for person in people:
        if person.kind != PERSON:
            raise Refused(_("{name} is an institution: only persons have an employer.").format(name=person))
    for member in (institution, *people):
        if member.erased_on:
            raise Refused(_("{name} was erased and is never changed again.").format(name=member))
    fresh = [person.id for person in people if person.employer_id != institution_id]
    with _employment([person for person in people if person.id in fresh], institution):
        Member.update(employer=institution_id).where(Member.id.in_(fresh)).execute()
    return len(fresh)


def _employment(people: Sequence[Member], institution: Member) -> AbstractContextManager[Running]:
    """The operation, which names the person when there is only one."""
    if len(people) == 1:
        person, name = people[0].full_name, institution.full_name
        return operation(N_("Add {person} to the people of {name}"), person=person, name=name)
    return operation(N_("Add {n} persons to the people of {name}"), n=len(people), name=institution.full_name)


def leave_employer(person_id: int) -> None:
    """Write down that a person works for their employer no longer."""
    person = Member.get_by_id(person_id)
    if person.employer_id is None:
        return
    with operation(N_("{name} leaves {employer}"), name=person.full_name, employer=person.employer.full_name):
        Member.update(employer=None).where(Member.id == person_id).execute()
