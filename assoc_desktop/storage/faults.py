"""What no rule lets in and is in the open file all the same: found by SQL, told in one sentence for each kind of fault."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from assoc_desktop.language import _, some_names
from assoc_desktop.storage.database import database


@dataclass(frozen=True)
class Fault:
    """A kind of fault.

    Attributes:
        sql: gives the name of each record that has it.
        words: an English source text with `{names}`.
        values: bound to the SQL.
    """

    sql: str
    words: str
    values: Sequence[object] = ()


def listed(keys: Collection[str]) -> str:
    """Keys as one bound value, for `IN (SELECT value FROM json_each(?))`."""
    return json.dumps(list(keys))


def told_faults(faults: Iterable[Fault]) -> list[str]:
    """One sentence for each kind of fault that is there, with the first few names. Nothing is changed."""
    sentences = []
    for fault in faults:
        rows = database.execute_sql(fault.sql, tuple(fault.values))
        if names := sorted({str(row[0] or "?") for row in rows}):
            sentences.append(_(fault.words).format(names=some_names(names)))
    return sentences
