"""Who was erased is never changed again."""

from __future__ import annotations

from collections.abc import Sequence

from assoc_desktop.language import _
from assoc_desktop.refusals import Refused
from assoc_desktop.storage.database import database

_AT_ONCE = 500


def refuse_erased(member_ids: Sequence[int | None]) -> None:
    """Stop what would change a member who was erased on request.

    Raises:
        Refused: one of them was erased.
    """
    ids = [member_id for member_id in member_ids if member_id is not None]
    for start in range(0, len(ids), _AT_ONCE):
        part = ids[start : start + _AT_ONCE]
        marks = ", ".join("?" * len(part))
        sql = f"SELECT 1 FROM member WHERE erased_on IS NOT NULL AND id IN ({marks}) LIMIT 1"
        if database.execute_sql(sql, part).fetchone():
            raise Refused(_("This member was erased on request and can no longer be changed."))
