"""The contact people that a row names: one or several, each told in a few columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from assoc_desktop.association.rules import is_email
from assoc_desktop.exchange import Cell
from assoc_desktop.exchange.tables import text_of
from assoc_desktop.exchange.values import parse_yes_no
from assoc_desktop.language import _
from assoc_desktop.members.data import ContactData
from assoc_desktop.members.importing.mapping import Column
from assoc_desktop.members.importing.rules import words
from assoc_desktop.members.importing.rules.phones import PhoneReader
from assoc_desktop.members.importing.rules.putters import Draft, Put, one_line
from assoc_desktop.refusals import Refused

_NUMBER = re.compile(r"(\d{1,2})\)?\s*$")


def contact_places(columns: Sequence[Column]) -> dict[int, int]:
    """Identity of a column → which contact person it tells of, counted from 0.

    The number at the end of its heading says so ("Phone of the contact person 2"); without one, the second column for
    the same part tells of the second person.
    """
    places: dict[int, int] = {}
    seen: Counter[str] = Counter()
    for column in columns:
        if column.use.startswith("contact_"):
            number = _NUMBER.search(column.heading)
            places[id(column)] = max(0, int(number[1]) - 1) if number else seen[column.use]
            seen[column.use] = max(seen[column.use], places[id(column)] + 1)
    return places


def contact_putter(column: Column, place: int) -> Put:
    """One part of one contact person."""
    part = column.use.removeprefix("contact_")

    def put(draft: Draft, cell: Cell) -> None:
        text = one_line(text_of(cell))
        draft.contacts.setdefault(place, {})[part] = text

    return put


def read_contacts(draft: Draft, columns: dict[str, str], phones: PhoneReader) -> list[ContactData]:
    """The contact people of a row; what does not fit them is kept in the notes.

    Args:
        columns: field → heading, for the notes.
    """
    found = []
    for _place, said in sorted(draft.contacts.items()):
        if said.get("name") or said.get("given_name"):
            found.append(_contact(draft, said, columns, phones))
            continue
        for part, value in said.items():
            if part != "main":
                draft.keep(columns[f"contact_{part}"], value, _("There is no name of a contact person."))
    mains = [contact for contact in found if contact.main]
    if found and len(mains) != 1:
        for contact in found:
            contact.main = contact is (mains or found)[0]
    return found


def _contact(draft: Draft, said: dict[str, str], columns: dict[str, str], phones: PhoneReader) -> ContactData:
    contact = ContactData(
        title=said.get("title", ""), family_name=said.get("name", ""), given_name=said.get("given_name", "")
    )
    contact.main = _is_main(said.get("main", ""))
    if said.get("role"):
        contact.role = words.contact_role(said["role"])
        if not contact.role:
            draft.keep(columns["contact_role"], said["role"], _("This is not a role we know."))
    if said.get("phone"):
        numbers, rest = phones.read(said["phone"])
        contact.phone = numbers[0] if numbers else ""
        for piece in [*numbers[1:], *rest]:
            draft.keep(columns["contact_phone"], piece, _("Only one phone number is kept here."))
    if said.get("email"):
        if is_email(said["email"]):
            contact.email = said["email"]
        else:
            why = _("“{text}” is not an e-mail address.").format(text=said["email"])
            draft.keep(columns["contact_email"], said["email"], why)
    return contact


def _is_main(text: str) -> bool:
    try:
        return parse_yes_no(text) is True
    except Refused:
        return False
