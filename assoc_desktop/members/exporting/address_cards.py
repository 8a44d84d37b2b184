"""Members as address cards for telephones and mail programs."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterator, Sequence

from assoc_desktop.exchange.vcard_writer import ORGANISATION, PERSON, AddressCard
from assoc_desktop.language import _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.data import ContactData
from assoc_desktop.members.exporting.reading import EMPLOYER, Exported, Reader
from assoc_desktop.members.records import CONTACT_ROLES, INSTITUTION
from assoc_desktop.storage import attachment
from assoc_desktop.storage.database import database, marks, portions

#: Names a member's card; with the member's id the name never changes, so a telephone replaces the older card.
_NAMESPACE = uuid.UUID("6f2f7c2e-53a5-5b1e-9a53-0c1d6d0e7a11")


def cards_of(
    ids: Sequence[int], *, today: datetime.date, conventions: Conventions, office: bool = False
) -> Iterator[AddressCard]:
    """One card for each member, in the order of the ids.

    Args:
        office: also what members do not want passed on.
    """
    reader = Reader(today, conventions, office=office, needs=(EMPLOYER,))
    for part in portions(ids):
        changed = _last_changes(part)
        found = list(reader.read(part))
        photos = attachment.read_many({each.data.photo_id for each in found if each.data.photo_id})
        for each in found:
            photo = photos.get(each.data.photo_id or "", b"")
            yield _card(each, conventions, photo, changed.get(each.id))


def _card(
    each: Exported, conventions: Conventions, photo: bytes, changed: datetime.datetime | None
) -> AddressCard:
    data = each.data
    is_institution = data.kind == INSTITUTION
    return AddressCard(
        uid=str(uuid.uuid5(_NAMESPACE, str(each.id))),
        kind=ORGANISATION if is_institution else PERSON,
        title=data.title,
        family_name=data.family_name,
        given_name=data.given_name,
        full_name=data.full_name,
        organisation=data.name if is_institution else each.employer,
        profession=data.profession,
        phones=data.phones,
        emails=data.emails,
        address=data.address.splitlines(),
        postcode=data.postcode,
        town=data.town,
        region=data.region,
        country=conventions.country_name(data.country) if data.country else "",
        birth_date=data.birth_date,
        languages=[code for code in data.languages.split(",") if code],
        website=data.website,
        tags=data.tags,
        notes="\n".join(
            filter(None, (*(_contact_line(one, conventions) for one in data.contacts), data.notes))
        ),
        number=data.number,
        photo=photo,
        changed=changed,
    )


def _contact_line(contact: ContactData, conventions: Conventions) -> str:
    """A person in an institution; cards have no field for one."""
    parts = (
        " ".join(filter(None, (contact.title, contact.given_name, contact.family_name))),
        _(CONTACT_ROLES[contact.role]) if contact.role in CONTACT_ROLES else "",
        conventions.phone(contact.phone) if contact.phone else "",
        contact.email,
    )
    return _("Contact person: {facts}").format(facts=", ".join(filter(None, parts)))


def _last_changes(ids: Sequence[int]) -> dict[int, datetime.datetime]:
    """Id → when the member, or what belongs to them, was last changed."""
    sql = (
        "SELECT last.record_id, operation.at FROM (SELECT record_id, max(part_id) AS part_id FROM history_index"
        f" WHERE record_id IN ({marks(ids)}) GROUP BY record_id) AS last"
        " JOIN history_part ON history_part.id = last.part_id JOIN operation ON operation.id = history_part.operation_id"
    )
    rows = database.execute_sql(sql, list(ids))
    return {member_id: datetime.datetime.fromisoformat(at) for member_id, at in rows}
