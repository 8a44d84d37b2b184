"""The directory of members: who agreed to stand in it, and what it tells of them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from assoc_desktop.association.records import the_association
from assoc_desktop.language import _, speaking
from assoc_desktop.members.consents import agreed
from assoc_desktop.members.exporting.reading import Exported, Reader
from assoc_desktop.members.records import INSTITUTION, LIBRARY_KINDS, list_name
from assoc_desktop.members.status import BELONGING_SQL, STATUS_SQL, status_values
from assoc_desktop.refusals import Refused
from assoc_desktop.storage.database import database

#: Who has one of these statuses has left.
_LEFT = ("resigned", "struck_off", "deceased")


@dataclass(frozen=True)
class DirectoryEntry:
    """What the directory tells of a member: the name in bold, the lines below it."""

    name: str
    lines: tuple[str, ...]


def directory_entries(ids: Sequence[int], *, today: datetime.date) -> list[DirectoryEntry]:
    """Those of the members who agreed to stand in the directory, in the order of their names, in the association's
    language.

    Who has left, died or stands in the archive is left out; phones and e-mails only of those who do not refuse it.

    Raises:
        Refused: nobody of them agreed, or all who did have left.
    """
    association = the_association()
    allowed = agreed("directory")
    sql = f"""SELECT id, {STATUS_SQL} FROM member
        LEFT JOIN ({BELONGING_SQL}) AS belonging ON belonging.member_id = member.id
        WHERE archived_on IS NULL AND deceased_on IS NULL ORDER BY sort_name, id"""
    wanted = set(ids) & allowed
    found = database.execute_sql(sql, status_values(today))
    chosen = [member_id for member_id, status in found if member_id in wanted and status not in _LEFT]
    if not chosen:
        raise Refused(
            _(
                "Nobody of them agreed to stand in the directory, or all who did have left. Consents are kept on the page of each member."
            )
        )
    with speaking(association.language):
        reader = Reader(today, association.conventions)
        return [_entry(each, reader) for each in reader.read(chosen)]


def _entry(each: Exported, reader: Reader) -> DirectoryEntry:
    data = each.data
    what = data.profession
    if data.kind == INSTITUTION and data.library_kind:
        what = _(LIBRARY_KINDS[data.library_kind])
    lines = (what, data.town, " · ".join(map(reader.conventions.phone, data.phones)), *data.emails)
    name = list_name(data.kind, data.name, data.family_name, data.given_name)
    return DirectoryEntry(name, tuple(line for line in lines if line))
