"""Everything held on one member, for the member: every row of every table that belongs or points to them.

The tables are found by their references, so that those of later versions are there without anybody thinking of it.
Other people's data is not handed out with it: of another person only that there is a link.
"""

from __future__ import annotations

import base64
import datetime
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import peewee

from assoc_desktop.association.records import the_association
from assoc_desktop.language import _
from assoc_desktop.members.duplicates.merging import absorbed, whole_history
from assoc_desktop.members.erasing.rules.mentions import ELSEWHERE, HISTORY, SEALED, find_mentions
from assoc_desktop.members.erasing.rules.planning import neutral_name
from assoc_desktop.members.erasing.rules.traces import traces_of
from assoc_desktop.members.erasing.rules.words import strong_words
from assoc_desktop.members.records import INSTITUTION, Member, NotSame
from assoc_desktop.storage.attachment import Attachment
from assoc_desktop.storage.database import Record, database, table_name
from assoc_desktop.storage.history import Change, record_classes

#: Of the JSON; a later form gets a higher number.
FORM = "assoc-desktop disclosure 1"


@dataclass(frozen=True)
class Held:
    """Everything held on a member.

    Attributes:
        tables: table → its rows, each column → value as it is stored.
        names: (table, column, value) of a reference → the name of what it points to.
        pointing: table and column → how many rows of others point to the member.
        mentioned: where others mention the member: (kind, on whose page, or empty when that is another person).
        photos: SHA-256 → (media type, bytes).
    """

    member_id: int
    name: str
    made_on: datetime.date
    tables: dict[str, list[dict[str, Any]]]
    names: dict[tuple[str, str, Any], str] = field(default_factory=dict)
    pointing: dict[tuple[str, str], int] = field(default_factory=dict)
    mentioned: list[tuple[str, str]] = field(default_factory=list)
    photos: dict[str, tuple[str, bytes]] = field(default_factory=dict)


def held_on(member_id: int, *, today: datetime.date) -> Held:
    """Read everything that is held on a member. Nothing is changed."""
    member = Member.get_by_id(member_id)
    tables = {"member": _rows("member", "id", member_id)}
    pointing: dict[tuple[str, str], int] = {}
    for table, column, owned in references_to_members():
        if owned:
            tables[table] = _rows(table, column, member_id)
        elif n := _count(table, column, member_id):
            pointing[table, column] = n
    tables = {table: rows for table, rows in (tables | _following(tables)).items() if rows}
    return Held(
        member_id=member_id,
        name=member.full_name,
        made_on=today,
        tables=tables,
        names=_names(tables),
        pointing=pointing,
        mentioned=_mentioned(member),
        photos=_photos(tables),
    )


def _following(tables: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """Table → the rows that belong to rows of a member, as answers belong to a form that came back."""
    found = {}
    for table, record in record_classes().items():
        for one in _references(record):
            parent = table_name(one.rel_model)
            if one.column_name == record.owner and one.rel_model is not Member:
                ids = [row["id"] for row in tables.get(parent, ())]
                found[table] = [row for each in ids for row in _rows(table, one.column_name, each)]
    return found


def references_to_members() -> Iterator[tuple[str, str, bool]]:
    """Table and column of every reference to a member, and whether the row belongs to the member it points to."""
    for table, record in record_classes().items():
        for one in _references(record, Member):
            yield table, one.column_name, one.column_name == record.owner


def _references(record: type[Record], to: type[peewee.Model] | None = None) -> list[peewee.ForeignKeyField]:
    fields = record._meta.sorted_fields
    return [
        each
        for each in fields
        if isinstance(each, peewee.ForeignKeyField) and (to is None or each.rel_model is to)
    ]


def _rows(table: str, column: str, member_id: int) -> list[dict[str, Any]]:
    record = record_classes()[table]
    columns = [each.column_name for each in record._meta.sorted_fields if each.name not in record.derived]
    sql = f'SELECT {", ".join(columns)} FROM "{table}" WHERE "{column}" = ? ORDER BY id'
    return [dict(zip(columns, row, strict=True)) for row in database.execute_sql(sql, (member_id,))]


def _count(table: str, column: str, member_id: int) -> int:
    sql = f'SELECT count(*) FROM "{table}" WHERE "{column}" = ?'
    return int(database.execute_sql(sql, (member_id,)).fetchone()[0])


def _names(tables: dict[str, list[dict[str, Any]]]) -> dict[tuple[str, str, Any], str]:
    """Names of what the rows point to; another person is told without a name."""
    found: dict[tuple[str, str, Any], str] = {}
    for table, rows in tables.items():
        record = record_classes()[table]
        for one in _references(record):
            if one.rel_model is Attachment or one.column_name == record.owner:
                continue
            for value in {row[one.column_name] for row in rows} - {None}:
                found[table, one.column_name, value] = _name(one.rel_model, value)
    return found


def _name(record: type[Record], value: int) -> str:
    row = record.get_by_id(value)
    if isinstance(row, Member) and row.kind != INSTITUTION:
        return _("another person")
    return str(row) if type(row).__str__ is not peewee.Model.__str__ else ""


def _mentioned(member: Member) -> list[tuple[str, str]]:
    """Where others mention them; whose page it is, is told of institutions alone."""
    traces = traces_of([member.id])
    found = find_mentions(traces, strong_words(traces, neutral_name(member.kind)))
    told = []
    for mention in found:
        if mention.kind == HISTORY:
            continue
        owner = Member.get_or_none(Member.id == mention.owner_id)
        is_ours = mention.kind in (ELSEWHERE, SEALED)
        whose = mention.where if is_ours or (owner and owner.kind == INSTITUTION) else ""
        told.append((mention.kind, whose))
    return told


def _photos(tables: dict[str, list[dict[str, Any]]]) -> dict[str, tuple[str, bytes]]:
    hashes = {
        row[one.column_name]
        for table, rows in tables.items()
        for one in _references(record_classes()[table], Attachment)
        for row in rows
    }
    query = Attachment.select().where(Attachment.sha256.in_(sorted(hashes - {None})))
    return {row.sha256: (row.media_type, bytes(row.content)) for row in query}


def as_json(held: Held) -> str:
    """Everything as JSON.

    Keys: `form`, `association`, `made_on`, `name`; `tables` (table → rows; a reference has its name under the column
    with `_name`); `pointing` (rows of others that point to the member: table, column, count); `mentioned` (kind, where);
    `history` (at, who, what, and the changes: table, kind, column → [before, after]); `attachments` (SHA-256 → media type
    and bytes in base64). Amounts are in the currency's minor unit, days are ISO 8601.
    """
    association = the_association()
    document = {
        "form": FORM,
        "association": {"name": association.name, "currency": association.currency},
        "made_on": held.made_on.isoformat(),
        "name": held.name,
        "tables": {
            table: [_with_names(table, row, held) for row in rows] for table, rows in held.tables.items()
        },
        "pointing": [
            {"table": table, "column": column, "count": n} for (table, column), n in held.pointing.items()
        ],
        "mentioned": [{"kind": kind, "where": where} for kind, where in held.mentioned],
        "history": list(_history(held.member_id)),
        "attachments": {
            sha256: {"media_type": media_type, "base64": base64.b64encode(content).decode()}
            for sha256, (media_type, content) in held.photos.items()
        },
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


def _with_names(table: str, row: dict[str, Any], held: Held) -> dict[str, Any]:
    named = dict(row)
    for column, value in row.items():
        if name := held.names.get((table, column, value)):
            named[f"{column}_name"] = name
    return named


def _history(member_id: int) -> Iterator[dict[str, Any]]:
    themselves = {member_id, *absorbed(member_id)}
    for change in disclosed_history(member_id):
        if change.table != table_name(Member) or change.row_id in themselves:
            yield {
                "at": change.operation.at,
                "who": change.operation.who,
                "what": str(change.operation),
                "table": change.table,
                "kind": change.kind,
                "values": {column: list(pair) for column, pair in change.values.items()},
            }


def disclosed_history(member_id: int) -> list[Change]:
    """All that was changed on a member, and on those who were brought into them, newest first.

    With whom they were compared is another person's business and left out.
    """
    changes = whole_history(member_id, limit=None)
    return [change for change in changes if change.table != table_name(NotSame)]
