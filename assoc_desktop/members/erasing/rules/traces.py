"""What the file knows, and ever knew, of a person: names, numbers, phones, e-mails, photos, and the records they were.

A person may have been several records: those that were brought together with theirs, and those that were taken back.
Their history is still there, so it belongs to what is erased.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from assoc_desktop.members.duplicates.merging import absorbed
from assoc_desktop.storage.database import database
from assoc_desktop.storage.history import Document, record_classes
from assoc_desktop.storage.scrubbing import part_ids, read_parts


@dataclass
class Traces:
    """What is known of the people who are erased.

    Attributes:
        ids: the members, and the records that became them.
        persons: pairs of given name and family name they ever had; None where only the other part was changed.
        institutions: every name of an institution.
        numbers: member numbers and serials of cards.
        photos: SHA-256 of every photo they ever had.
    """

    ids: set[int]
    persons: set[tuple[str | None, str | None]] = field(default_factory=set)
    institutions: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)
    phones: set[str] = field(default_factory=set)
    emails: set[str] = field(default_factory=set)
    photos: set[str] = field(default_factory=set)

    @property
    def names(self) -> list[str]:
        """Every full name, given name first and family name first."""
        all_given = {given for given, _family in self.persons if given}
        all_family = {family for _given, family in self.persons if family}
        pairs: set[tuple[str, str]] = set()
        for given, family in self.persons:
            # Of a part that was changed alone it is not known what the other was then.
            pairs.update(
                product(all_given if given is None else {given}, all_family if family is None else {family})
            )
        both = [
            name for given, family in sorted(pairs) for name in (f"{given} {family}", f"{family} {given}")
        ]
        told = (name.strip() for name in (*both, *sorted(self.institutions)))
        return [name for name in dict.fromkeys(told) if name]

    @property
    def whole_names(self) -> set[str]:
        """The full names of which both parts are known, given name first, as operations say them."""
        known = (
            f"{given} {family}".strip()
            for given, family in self.persons
            if given is not None and family is not None
        )
        return {*known, *self.institutions} - {""}

    def note_row(self, table: str, row: dict[str, Any]) -> None:
        """Take in what one of their rows says, or said; of a change only the columns that changed."""
        for column, value in row.items():
            self.note(table, column, value)
        if table == "member" and row.keys() & {"given_name", "family_name"}:
            self.persons.add((row.get("given_name"), row.get("family_name")))

    def note(self, table: str, column: str, value: Any) -> None:
        """Take in what one column of one of their rows says, or said."""
        if not isinstance(value, str) or not value:
            return
        if (table, column) == ("member", "name"):
            self.institutions.add(value)
        elif (table, column) in (("member", "number"), ("former_number", "number"), ("card", "serial")):
            self.numbers.add(value)
        elif (table, column) == ("member", "photo_id"):
            self.photos.add(value)
        elif (table, column) == ("phone", "number"):
            self.phones.add(value)
        elif (table, column) == ("email_address", "address"):
            self.emails.add(value)


def traces_of(member_ids: Iterable[int]) -> Traces:
    """What the rows and the history of members say of them, and which vanished records became them."""
    ids = set(member_ids)
    traces = Traces(ids.union(*map(absorbed, ids)))
    for table, row in _present(traces.ids):
        traces.note_row(table, row)
    follow(traces, traces.ids)
    return traces


def names_of_household(household_id: int) -> set[str]:
    """Every name that a household had."""
    found: set[str] = set()
    for _part, _operation, content in read_parts(part_ids({household_id})):
        table = json.loads(content).get("household")
        if table is not None:
            position = table["columns"].index("name")
            rows = (*table["inserted"], *table["deleted"])
            found |= {row[position] for row in rows if row[0] == household_id}
            changed = (
                values.get("name", ())
                for row_id, values, _owner in table["changed"]
                if row_id == household_id
            )
            found |= {name for pair in changed for name in pair}
    return found


def rows_once_owned(table: str, ids: set[int]) -> set[int]:
    """The rows of a table that belonged to members at any time, by their history."""
    found: set[int] = set()
    for _part, _operation, content in read_parts(part_ids(ids)):
        document = json.loads(content)
        if table in document:
            owner = record_classes()[table].owner
            position = document[table]["columns"].index(owner)
            rows = (*document[table]["inserted"], *document[table]["deleted"])
            found |= {row[0] for row in rows if row[position] in ids}
    return found


def undone_merges(ids: Iterable[int]) -> dict[int, set[int]]:
    """Another member, who is still there → the operations by which one of these was brought into them and taken out."""
    found: dict[int, set[int]] = {}
    wanted = {str(each) for each in ids}
    sql = """SELECT id, details FROM operation WHERE instr(details, '"gone"') > 0"""
    for operation_id, text in database.execute_sql(sql).fetchall():
        details = json.loads(text)
        if details.get("gone") in wanted and not vanished({int(details["kept"])}):
            found.setdefault(int(details["kept"]), set()).update(_with_undoes(operation_id))
    return found


def _with_undoes(operation_id: int) -> Iterator[int]:
    """An operation, what took it back, what took that back, and so on."""
    while True:
        yield operation_id
        row = database.execute_sql("SELECT id FROM operation WHERE undoes_id = ?", (operation_id,)).fetchone()
        if row is None:
            return
        operation_id = row[0]


def follow(traces: Traces, ids: Iterable[int]) -> None:
    """Take in the history of records, and of those that they turn out to have been."""
    waiting = set(ids)
    while waiting:
        found: set[int] = set()
        for _part, _operation, content in read_parts(part_ids(waiting)):
            for table, row, earlier in _rows_in(json.loads(content), traces.ids):
                found |= {each for each in earlier if each is not None}
                traces.note_row(table, row)
        waiting = vanished(found - traces.ids)
        traces.ids |= waiting


def _present(ids: Iterable[int]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Table and row of all that says who somebody is."""
    wanted = {
        "member": ("id", ("family_name", "given_name", "name", "number", "photo_id")),
        "former_number": ("member_id", ("number",)),
        "card": ("member_id", ("serial",)),
        "phone": ("member_id", ("number",)),
        "email_address": ("member_id", ("address",)),
    }
    for table, (key, columns) in wanted.items():
        for member_id in ids:
            sql = f"SELECT {', '.join(columns)} FROM {table} WHERE {key} = ?"
            for row in database.execute_sql(sql, (member_id,)):
                yield table, dict(zip(columns, row, strict=True))


def _rows_in(document: Document, ids: set[int]) -> Iterator[tuple[str, dict[str, Any], set[int | None]]]:
    """Table and row of what belongs to records, before and after, and the owners it had before it became theirs."""
    for name, table in document.items():
        record = record_classes().get(name)
        owner = record.owner if record else ""
        columns = table["columns"]
        position = columns.index(owner) if owner in columns else 0
        for row in (*table["inserted"], *table["deleted"]):
            if {row[0], row[position]} & ids:
                yield name, dict(zip(columns, row, strict=True)), set()
        for row_id, values, owner_id in table["changed"]:
            moved = set(values.get(owner, ()))
            if {row_id, owner_id, *moved} & ids:
                for side in (0, 1):
                    yield name, {column: pair[side] for column, pair in values.items()}, moved


def vanished(ids: Iterable[int]) -> set[int]:
    """Those of the ids that no member has any more."""
    return {
        each
        for each in ids
        if database.execute_sql("SELECT 1 FROM member WHERE id = ?", (each,)).fetchone() is None
    }
