"""The members behind a number."""

from __future__ import annotations

import json
from collections.abc import Mapping

from assoc_desktop.members.statistics.rules.asking import Question, counted_sql
from assoc_desktop.members.statistics.rules.dimensions import Dimension
from assoc_desktop.members.statistics.rules.figures import Keys
from assoc_desktop.storage.database import database


def ids_behind(question: Question, wanted: Mapping[Dimension, Keys] | None = None) -> list[int]:
    """Ids of the members counted; only those who have one of the keys in each dimension wanted."""
    columns = {f"wanted_{at}": each.expression for at, each in enumerate(wanted or {})}
    sql, values = counted_sql(question, columns)
    conditions = [f"{name} IN (SELECT value FROM json_each(:{name}))" for name in columns]
    values |= {name: json.dumps(keys) for name, keys in zip(columns, (wanted or {}).values(), strict=True)}
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    return [row[0] for row in database.execute_sql(f"SELECT id FROM ({sql}){where} ORDER BY id", values)]
