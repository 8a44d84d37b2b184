"""Who was erased is never changed again."""

from __future__ import annotations

from collections.abc import Sequence

from assoc_desktop.language import _
from assoc_desktop.refusals import Refused
from assoc_desktop.storage.database import database, marks, portions


def refuse_erased(member_ids: Sequence[int | None]) -> None:
    """Stop what would change a member who was erased on request.

    Raises:
        Refused: one of them was erased.
    """
    ids = [member_id for member_id in member_ids if member_id is not None]
    for part in portions(ids):
        sql = f"SELECT 1 FROM member WHERE erased_on IS NOT NULL AND id IN ({marks(part)}) LIMIT 1"
        if database.execute_sql(sql, part).fetchone():
            raise Refused(_("This member was erased on request and can no longer be changed."))
