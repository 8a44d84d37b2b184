"""A file with 100,000 members and their memberships, the same every time."""

from __future__ import annotations

import datetime
import random
from pathlib import Path

from assoc_desktop.association.records import Season
from assoc_desktop.association.rules import Identity
from assoc_desktop.founding import found_association
from assoc_desktop.language.folding import fold
from assoc_desktop.members.memberships import proposed_membership, starting_category, write_memberships
from assoc_desktop.members.records import Category, Member
from assoc_desktop.storage.database import database
from assoc_desktop.storage.history import operation
from assoc_desktop.storage.ids import new_ids

MEMBERS = 100_000
TODAY = datetime.date(2026, 5, 14)
_GIVEN = ("Aïssatou", "Kofi", "Marie", "Ibrahim", "Fatoumata", "Łucja", "Thị", "Chinua", "Ngozi", "Amélie")
_FAMILY = ("N'Diaye", "Ɔdɔ", "Étoundi", "Ouédraogo", "Maïga", "Wójcik", "Mbarga", "Traoré", "Koné", "Diallo")
_TOWNS = ("Yaoundé", "Douala", "Łódź", "Bamako", "Dakar", "Kumasi", "Ségou", "Gao", "Thiès", "Cotonou")


def members_file(folder: Path) -> Path:
    """Make the file in a folder and close it."""
    path = folder / "members.assoc"
    with found_association(
        path, Identity("Example", "CM"), [starting_category("individual", fee=5000)], today=TODAY
    ):
        ids = new_ids(MEMBERS)
        with operation("Fill", undoable=False):
            _write_members(ids)
            membership = proposed_membership(Season.get(), Category.get())
            write_memberships([(member_id, membership) for member_id in ids])
    return path


def _write_members(ids: range) -> None:
    chance = random.Random(1)
    names = [field.column_name for field in Member._meta.sorted_fields]
    empty = {field.column_name: None if field.null else "" for field in Member._meta.sorted_fields}
    rows = []
    for place, member_id in enumerate(ids):
        family = f"{chance.choice(_FAMILY)}{chance.randrange(1000)}"
        given, town, number = chance.choice(_GIVEN), chance.choice(_TOWNS), f"{place:06}"
        phone = f"+2376{chance.randrange(10**8):08}"
        values = empty | {
            "id": member_id,
            "kind": "person",
            "number": number,
            "family_name": family,
            "given_name": given,
            "town": town,
            "joined_on": "2020-01-01",
            "sort_name": fold(f"{family} {given}"),
            "search_text": fold(f"{family} {given} {number} {town} {phone} {given}.{place}@example.org"),
        }
        rows.append([values[name] for name in names])
    marks = ", ".join("?" * len(names))
    sql = f"INSERT INTO member ({', '.join(names)}) VALUES ({marks})"
    database.connection().cursor().executemany(sql, rows)
