"""A file with as many members as one likes, written straight into its tables."""

from __future__ import annotations

import datetime
import random
from pathlib import Path

from assoc_desktop.association.records import Season
from assoc_desktop.association.rules import Identity
from assoc_desktop.founding import found_association
from assoc_desktop.language.folding import fold
from assoc_desktop.members.memberships import STARTING_CATEGORIES, enrol, starting_category
from assoc_desktop.members.records import Category, Member
from assoc_desktop.storage.database import database
from assoc_desktop.storage.history import operation
from assoc_desktop.storage.ids import new_ids

TODAY = datetime.date(2026, 5, 14)
_GIVEN = (
    "Aïssatou",
    "Jean-Paul",
    "Grace",
    "Moussa",
    "Hélène",
    "Peter",
    "Fatimé",
    "Étienne",
    "Mercy",
    "Ousmanou",
)
_FAMILY = (
    "N'Diaye",
    "Mballa",
    "Ngo Biyong",
    "Tchoupo",
    "Ŋgwa",
    "O'Brien",
    "Kamga",
    "Łódź",
    "Abéna",
    "Smith",
    "Onana",
)
_TOWNS = ("Yaoundé", "Douala", "Bamenda", "Garoua", "Buea", "Maroua", "Kribi", "Dschang")


def make_big_file(path: Path, *, members: int = 100_000, enrolled: bool = True) -> None:
    """Make an association of that many persons, each with a phone and an e-mail, current in the season of `TODAY`."""
    identity = Identity("Example of a large association", "CM", "fr")
    categories = [starting_category(key) for key in STARTING_CATEGORIES]
    with found_association(path, identity, categories, today=TODAY):
        ids = list(new_ids(members))
        with operation("Add {n} members", n=members):
            _write_members(ids)
        if enrolled:
            category = Category.select().order_by(Category.position).get()
            with operation("Enrol"):
                enrol(ids, Season.get(), category)


def _write_members(ids: list[int]) -> None:
    chance = random.Random(7)
    columns = [field.column_name for field in Member._meta.sorted_fields]
    defaults = {
        field.column_name: field.default if isinstance(field.default, str) else None
        for field in Member._meta.sorted_fields
    }
    phones, emails = new_ids(len(ids)), new_ids(len(ids))
    rows, phone_rows, email_rows = [], [], []
    for place, member_id in enumerate(ids):
        given, family = chance.choice(_GIVEN), f"{chance.choice(_FAMILY)} {place % 997}"
        town, number = chance.choice(_TOWNS), f"{place + 1:06}"
        phone, email = f"+2376{70_000_000 + place}", f"member.{place}@example.org"
        row = defaults | {
            "id": member_id, "kind": "person", "number": number, "family_name": family, "given_name": given,
            "town": town, "joined_on": f"20{10 + place % 15}-03-01", "sort_name": fold(f"{family} {given}"),
            "search_text": fold(f"{family} {given} {number} {town} {phone} {email}"),
        }  # fmt: skip
        rows.append([row[column] for column in columns])
        phone_rows.append((phones[place], member_id, 0, phone))
        email_rows.append((emails[place], member_id, 0, email))
    cursor = database.connection().cursor()
    marks = ", ".join("?" * len(columns))
    cursor.executemany(f"INSERT INTO member ({', '.join(columns)}) VALUES ({marks})", rows)
    cursor.executemany("INSERT INTO phone (id, member_id, position, number) VALUES (?, ?, ?, ?)", phone_rows)
    cursor.executemany(
        "INSERT INTO email_address (id, member_id, position, address) VALUES (?, ?, ?, ?)", email_rows
    )
