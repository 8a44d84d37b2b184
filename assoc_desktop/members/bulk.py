"""Reading and writing many members at once: a few statements for thousands of them, inside one operation."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import fields as dataclass_fields
from operator import attrgetter
from typing import Any

from assoc_desktop.association.records import the_association
from assoc_desktop.language.folding import fold
from assoc_desktop.members.data import ContactData, MemberData
from assoc_desktop.members.numbers import note_numbers
from assoc_desktop.members.records import Tag, list_name
from assoc_desktop.members.rules import search_text
from assoc_desktop.storage.database import database, marks, portions
from assoc_desktop.storage.ids import new_ids

#: Members read or written by one statement.
CHUNK = 500

_LISTS = {"phones", "emails", "tags", "contacts", "former_numbers", "custom"}
_COLUMNS = tuple(field.name for field in dataclass_fields(MemberData) if field.name not in _LISTS)
_CONTACT_COLUMNS = tuple(field.name for field in dataclass_fields(ContactData))
_NUMBER = _COLUMNS.index("number")
_values_of = attrgetter(*_COLUMNS)
#: What the sorted name and the search text follow from.
_texts_of = attrgetter(
    "kind", "name", "family_name", "given_name", "number", "former_numbers", "town", "phones", "emails", "tags",
    "contacts",
)  # fmt: skip
_DATES = {name for name in _COLUMNS if name.endswith(("_on", "_date", "_since"))}


def read_members(member_ids: Sequence[int]) -> dict[int, MemberData]:
    """Id → all of the member, for many members; ids that are not known are left out."""
    found: dict[int, MemberData] = {}
    for some in portions(member_ids, CHUNK):
        part = list(dict.fromkeys(some))
        for row in database.execute_sql(
            f"SELECT id, {', '.join(_COLUMNS)} FROM member WHERE id IN ({marks(part)})", part
        ):
            values = dict(zip(_COLUMNS, row[1:], strict=True))
            for name in _DATES:
                if values[name]:
                    values[name] = datetime.date.fromisoformat(values[name])
            values["number"] = values["number"] or ""
            found[row[0]] = MemberData(**values)
        _read_lists(found, part)
    return found


def _read_lists(found: dict[int, MemberData], part: list[int]) -> None:
    def rows(what: str, table: str, order: str) -> Iterable[tuple[Any, ...]]:
        return database.execute_sql(
            f"SELECT member_id, {what} FROM {table} WHERE member_id IN ({marks(part)}) ORDER BY {order}", part
        )

    for member_id, number in rows("number", "phone", "position"):
        found[member_id].phones.append(number)
    for member_id, address in rows("address", "email_address", "position"):
        found[member_id].emails.append(address)
    for member_id, name in rows("name", "member_tag JOIN tag ON tag.id = tag_id", "folded"):
        found[member_id].tags.append(name)
    for member_id, *values in rows(", ".join(_CONTACT_COLUMNS), "contact_person", "position"):
        contact = ContactData(**dict(zip(_CONTACT_COLUMNS, values, strict=True)))
        contact.main = bool(contact.main)
        found[member_id].contacts.append(contact)
    for member_id, number in rows("number", "former_number", "id"):
        found[member_id].former_numbers.append(number)
    for member_id, field_id, value in rows("field_id, value", "custom_value", "field_id"):
        found[member_id].custom[field_id] = value


def insert_members(members: Sequence[tuple[int, MemberData]]) -> None:
    """Add many members that are known to be right and in the form in which they are kept; call inside an operation.

    The numbers they bring are not given again, not even when they are taken back.

    Args:
        members: (a new id, the member), with numbers given and tags known (see `make_tags`).
    """
    names = ("id", *_COLUMNS, "sort_name", "search_text")
    _insert("member", names, (_member_row(member_id, data) for member_id, data in members))
    _insert_lists(members)
    note_numbers(the_association().number_pattern, (data.number for _id, data in members))


def _member_row(member_id: int, data: MemberData) -> tuple[Any, ...]:
    return (member_id, *_columns_of(data), *_folded(data))


def _folded(data: MemberData) -> tuple[str, str]:
    """What lists are sorted by, and what the search looks in."""
    return fold(list_name(data.kind, data.name, data.family_name, data.given_name)), search_text(data)


def _columns_of(data: MemberData) -> tuple[Any, ...]:
    values = list(_values_of(data))
    values[_NUMBER] = data.number or None
    return tuple(values)


def _insert_lists(members: Sequence[tuple[int, MemberData]]) -> None:
    phones = [(m, i, number) for m, data in members for i, number in enumerate(data.phones)]
    _insert_numbered("phone", ("member_id", "position", "number"), phones)
    emails = [(m, i, address) for m, data in members for i, address in enumerate(data.emails)]
    _insert_numbered("email_address", ("member_id", "position", "address"), emails)
    contacts = [
        (m, i, *(getattr(contact, name) for name in _CONTACT_COLUMNS))
        for m, data in members
        for i, contact in enumerate(data.contacts)
    ]
    _insert_numbered("contact_person", ("member_id", "position", *_CONTACT_COLUMNS), contacts)
    custom = [(m, field_id, value) for m, data in members for field_id, value in data.custom.items() if value]
    _insert_numbered("custom_value", ("member_id", "field_id", "value"), custom)
    if any(data.tags for _m, data in members):
        known = make_tags(tag for _m, data in members for tag in data.tags)
        pairs = {(m, known[fold(tag)]): None for m, data in members for tag in data.tags if fold(tag)}
        _insert_numbered("member_tag", ("member_id", "tag_id"), list(pairs))


def make_tags(names: Iterable[str]) -> dict[str, int]:
    """Folded name → id of the tag, for all tags; those not known yet are made. Call inside an operation."""
    known = {folded: tag_id for tag_id, folded in Tag.select(Tag.id, Tag.folded).tuples()}
    fresh: dict[str, str] = {}
    for name in names:
        if (folded := fold(name)) and folded not in known:
            fresh.setdefault(folded, name.strip())
    for tag_id, (folded, name) in zip(new_ids(len(fresh)), fresh.items(), strict=True):
        Tag.insert(id=tag_id, name=name, folded=folded).execute()
        known[folded] = tag_id
    return known


def update_members(changes: Sequence[tuple[int, MemberData, MemberData]]) -> None:
    """Change many members; columns and lists that stay the same are not written, so that history tells the truth.

    Args:
        changes: (id, the member as stored, the member as it is to be).
    """
    by_columns: dict[tuple[str, ...], list[tuple[Any, ...]]] = defaultdict(list)
    for member_id, before, after in changes:
        old, new = _columns_of(before), _columns_of(after)
        differing = [
            (name, value) for name, was, value in zip(_COLUMNS, old, new, strict=True) if was != value
        ]
        # Folding is nearly the whole cost: it is left out where nothing changes that is sorted or searched by. A text
        # that is written as it was is no change to the history.
        if _texts_of(before) != _texts_of(after):
            differing += zip(("sort_name", "search_text"), _folded(after), strict=True)
        if differing:
            by_columns[tuple(name for name, _value in differing)].append(
                (*(value for _name, value in differing), member_id)
            )
    for columns, rows in by_columns.items():
        assignments = ", ".join(f"{name} = ?" for name in columns)
        database.connection().cursor().executemany(f"UPDATE member SET {assignments} WHERE id = ?", rows)
    _update_lists(changes)


def _update_lists(changes: Sequence[tuple[int, MemberData, MemberData]]) -> None:
    for name, table in (
        ("phones", "phone"), ("emails", "email_address"), ("tags", "member_tag"), ("contacts", "contact_person"),
        ("custom", "custom_value"),
    ):  # fmt: skip
        touched = [
            (m, before, after)
            for m, before, after in changes
            if getattr(before, name) != getattr(after, name)
        ]
        if not touched:
            continue
        if name in ("tags", "custom"):
            (_renew_tags if name == "tags" else _renew_custom)(touched)
            continue
        if name in ("phones", "emails") and all(_only_more(name, b, a) for _m, b, a in touched):
            _append(name, touched)
            continue
        database.connection().cursor().executemany(
            f"DELETE FROM {table} WHERE member_id = ?", [(m,) for m, _before, _after in touched]
        )
        _insert_lists([(m, _only(name, getattr(after, name))) for m, _before, after in touched])


def _only_more(name: str, before: MemberData, after: MemberData) -> bool:
    """Whether a list only grew: then the rows that were there stay untouched."""
    old, new = getattr(before, name), getattr(after, name)
    return list(new[: len(old)]) == list(old)


def _append(name: str, touched: Sequence[tuple[int, MemberData, MemberData]]) -> None:
    table, column = ("phone", "number") if name == "phones" else ("email_address", "address")
    rows = [
        (m, position, value)
        for m, before, after in touched
        for position, value in enumerate(getattr(after, name))
        if position >= len(getattr(before, name))
    ]
    _insert_numbered(table, ("member_id", "position", column), rows)


def _renew_tags(touched: Sequence[tuple[int, MemberData, MemberData]]) -> None:
    """Take away the tags that went and add those that came; the others stay untouched."""
    known = make_tags(tag for _m, before, after in touched for tag in (*before.tags, *after.tags))
    gone, come = [], []
    for m, before, after in touched:
        old, new = ({fold(tag): tag for tag in each.tags if fold(tag)} for each in (before, after))
        gone += [(m, known[folded]) for folded in old if folded not in new]
        come.append((m, _only("tags", [tag for folded, tag in new.items() if folded not in old])))
    database.connection().cursor().executemany(
        "DELETE FROM member_tag WHERE member_id = ? AND tag_id = ?", gone
    )
    _insert_lists(come)


def _renew_custom(touched: Sequence[tuple[int, MemberData, MemberData]]) -> None:
    """Take away the values that went and add those that came; the others stay untouched."""
    gone = [(m, key) for m, b, a in touched for key, value in b.custom.items() if a.custom.get(key) != value]
    come = [
        (m, _only("custom", {key: value for key, value in a.custom.items() if b.custom.get(key) != value}))
        for m, b, a in touched
    ]
    database.connection().cursor().executemany(
        "DELETE FROM custom_value WHERE member_id = ? AND field_id = ?", gone
    )
    _insert_lists(come)


def _only(name: str, value: Any) -> MemberData:
    """A member that has nothing but one list."""
    data = MemberData()
    setattr(data, name, value)
    return data


def _insert_numbered(table: str, names: tuple[str, ...], rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows that get new ids."""
    if rows:
        with_ids = ((row_id, *row) for row_id, row in zip(new_ids(len(rows)), rows, strict=True))
        _insert(table, ("id", *names), with_ids)


def _insert(table: str, names: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> None:
    database.connection().cursor().executemany(
        f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks(names)})", rows
    )
