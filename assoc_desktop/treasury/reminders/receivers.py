"""To whom reminders go: names, addresses, languages, and the values of the fields; read in bulk."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assoc_desktop.association.records import Association
from assoc_desktop.language import LANGUAGES, _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.consents import refused
from assoc_desktop.members.records import full_name
from assoc_desktop.storage.database import database
from assoc_desktop.treasury.reminders.grouping import Letter
from assoc_desktop.treasury.reminders.planning import Round


@dataclass(frozen=True)
class Receiver:
    """Somebody to whom a letter goes, or of whom one speaks.

    Attributes:
        language: in which the letter is written.
        phones: E.164; none when calls are refused.
        emails: none when e-mail is refused.
    """

    id: int
    number: str
    name: str
    address: tuple[str, str, str, str, str]
    language: str
    phones: tuple[str, ...]
    emails: tuple[str, ...]

    @property
    def town(self) -> str:
        """Where the letter goes."""
        return self.address[2]


_SQL = """
    SELECT id, coalesce(number, ''), kind, name, family_name, given_name, address, postcode, town, region, country,
           languages
    FROM member WHERE id IN (SELECT value FROM json_each(?))
"""


def receivers_of(planned: Round, association: Association) -> dict[int, Receiver]:
    """Id → everybody who gets a letter of a round, or of whom it speaks."""
    wanted = {each for letter in planned.letters for each in (letter.receiver_id, *letter.people)}
    phones = _contacts("phone", "number", wanted, refused("phone"))
    emails = _contacts("email_address", "address", wanted, refused("email"))
    found = {}
    for row in database.execute_sql(_SQL, (json.dumps(sorted(wanted)),)):
        member_id, number, kind, name, family, given, *address, languages = row
        found[member_id] = Receiver(
            member_id,
            number,
            full_name(kind, name, family, given),
            (address[0], address[1], address[2], address[3], address[4]),
            _language(languages, association.language),
            phones.get(member_id, ()),
            emails.get(member_id, ()),
        )
    return found


def _contacts(
    table: str, column: str, wanted: Iterable[int], without: set[int]
) -> dict[int, tuple[str, ...]]:
    sql = f"SELECT member_id, {column} FROM {table} WHERE member_id IN (SELECT value FROM json_each(?))"
    found: dict[int, list[str]] = defaultdict(list)
    asked = json.dumps(sorted(set(wanted) - without))
    for member_id, text in database.execute_sql(f"{sql} ORDER BY member_id, position", (asked,)):
        found[member_id].append(text)
    return {member_id: tuple(texts) for member_id, texts in found.items()}


def _language(codes: str, otherwise: str) -> str:
    spoken = (code.strip()[:2] for code in codes.split(","))
    return next((code for code in spoken if code in LANGUAGES), otherwise)


def values_for(
    letter: Letter, planned: Round, known: dict[int, Receiver], association: str, say: Conventions
) -> dict[str, str]:
    """Field → what stands in its place, in the language spoken now."""
    receiver = known[letter.receiver_id]
    return {
        "name": receiver.name,
        "people": ", ".join(known[each].name for each in letter.people),
        "number": receiver.number,
        "amount": say.money(letter.amount),
        "seasons": _listed(list(dict.fromkeys(debt.text for debt in letter.debts))),
        "since": say.date(min(debt.since for debt in letter.debts), "long"),
        "today": say.date(planned.day, "long"),
        "association": association,
    }


def _listed(texts: Sequence[str]) -> str:
    if len(texts) < 2:
        return "".join(texts)
    return _("{first} and {last}").format(first=", ".join(texts[:-1]), last=texts[-1])


def names_of(ids: Iterable[int]) -> dict[int, str]:
    """Id → the name of some members, in their order, in one go."""
    wanted = list(dict.fromkeys(ids))
    sql = """SELECT id, kind, name, family_name, given_name FROM member
        WHERE id IN (SELECT value FROM json_each(?))"""
    rows = database.execute_sql(sql, (json.dumps(wanted),))
    found = {row[0]: full_name(*row[1:]) for row in rows}
    return {each: found[each] for each in wanted if each in found}
