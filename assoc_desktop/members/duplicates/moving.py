"""Everything that points to one record comes to point to another: read from the tables, whatever tables there are.

Most rows simply follow. Where a table lets only one row stand for each record, and both have one, a rule says what
becomes of the two; a table without a rule is refused by name, so that nothing that a later feature keeps is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import peewee

from assoc_desktop.language import _
from assoc_desktop.refusals import Refused
from assoc_desktop.storage.database import Record, table_name
from assoc_desktop.storage.history import record_classes

#: Called with (the row of the record that stays, the row of the record that goes): settles which of them stands.
#: Afterwards no row of the record that goes may be left.
Rule = Callable[[Any, Any], None]


def pointers_to(target: type[Record]) -> Iterator[tuple[type[Record], peewee.ForeignKeyField]]:
    """Every table and column that points to a kind of record, in the order in which the tables were made."""
    for record in record_classes().values():
        for field in record._meta.sorted_fields:
            if isinstance(field, peewee.ForeignKeyField) and field.rel_model is target:
                yield record, field


def move_all(target: type[Record], keep_id: int, other_id: int, rules: Mapping[str, Rule]) -> None:
    """Have all that points to one record point to another; call inside an operation.

    Args:
        rules: table → what is done where only one of two rows may stand.

    Raises:
        Refused: a table has no rule for two rows of which only one may stand.
    """
    for record, field in pointers_to(target):
        _move(record, field, keep_id, other_id, rules.get(table_name(record)))


def _move(
    record: type[Record], field: peewee.ForeignKeyField, keep_id: int, other_id: int, rule: Rule | None
) -> None:
    together = list(_unique_together(record, field))
    if not together:
        record.update({field: keep_id}).where(field == other_id).execute()
        return
    for row in list(record.select().where(field == other_id).order_by(*record._meta.get_primary_keys())):
        standing = _in_the_way(record, field, row, keep_id, together)
        if standing is None:
            record.update({field: keep_id}).where(row._pk_expr()).execute()
        elif rule is not None:
            rule(standing, row)
        else:
            raise Refused(
                _(
                    "They cannot be brought together: both have an entry in “{table}”, of which only one may stand. "
                    "Remove one of the two first."
                ).format(table=table_name(record).replace("_", " "))
            )


def _in_the_way(
    record: type[Record],
    field: peewee.ForeignKeyField,
    row: Any,
    keep_id: int,
    together: list[list[peewee.Field]],
) -> Any:
    """The row that a unique index lets not stand beside this one once it points to the other record."""
    for columns in together:
        others = {column: row.__data__[column.name] for column in columns if column is not field}
        if None in others.values():
            continue  # to a unique index, nothing is never the same as nothing
        standing = record.get_or_none(
            field == keep_id, *(column == value for column, value in others.items())
        )
        if standing is not None:
            return standing
    return None


def _unique_together(record: type[Record], field: peewee.ForeignKeyField) -> Iterator[list[peewee.Field]]:
    """The columns of each unique index that a column is part of."""
    if field.unique or field.primary_key:
        yield [field]
    for names, unique in record._meta.indexes:
        columns = [record._meta.fields[name] for name in names]
        if unique and field in columns:
            yield columns
    key = record._meta.primary_key
    if isinstance(key, peewee.CompositeKey) and field.name in key.field_names:
        yield [record._meta.fields[name] for name in key.field_names]
