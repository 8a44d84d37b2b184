"""Conversations as a spreadsheet, for the office: who said what, and what was made of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from assoc_desktop.association.records import Season, the_association
from assoc_desktop.exchange.tables import Cell, Progress
from assoc_desktop.exchange.xlsx_writer import write_xlsx
from assoc_desktop.language import _, speaking
from assoc_desktop.listening.listing import conversation_rows
from assoc_desktop.listening.records import REASONS, WAYS, WHOM, Conversation
from assoc_desktop.members.records import Member
from assoc_desktop.storage.database import portions


def write_conversations(path: Path, ids: Sequence[int], *, progress: Progress | None = None) -> None:
    """Write some conversations as XLSX, in the association's language.

    Raises:
        Refused: the place cannot be written to; an old file is as it was.
    """
    with speaking(the_association().language):
        headings = (
            _("Day"), _("Number"), _("With whom"), _("Who they are"), _("How"), _("Who listened"),
            _("What they said"), _("Satisfaction"), _("Season"), _("Reason as stated"), _("Cause as assessed"),
            _("Assessed on"), _("Assessed by"), _("Why it is seen so"),
        )  # fmt: skip
        write_xlsx(path, headings, _rows(ids), sheet=_("Conversations"), total=len(ids), progress=progress)


def _rows(ids: Sequence[int]) -> Iterator[Sequence[Cell | None]]:
    seasons = {season.id: str(season.label) for season in Season.select()}
    for part in portions(list(ids)):
        names = {row.id: row.name for row in conversation_rows(part)}
        stored = {row.id: row for row in Conversation.select().where(Conversation.id.in_(part))}
        named = [row.member_id for row in stored.values() if row.member_id]
        numbers = dict(Member.select(Member.id, Member.number).where(Member.id.in_(named)).tuples().execute())
        for each in part:
            if each in stored:
                row = stored[each]
                yield _cells(row, names[each], numbers.get(row.member_id), seasons.get(row.season_id))


def _cells(row: Conversation, name: str, number: str | None, season: str | None) -> Sequence[Cell | None]:
    return (
        row.day, number, name, _word(WHOM, row.whom), _word(WAYS, row.way), row.by_whom or None, row.words or None,
        row.satisfaction, season, _word(REASONS, row.stated), _word(REASONS, row.assessed), row.assessed_on,
        row.assessed_by or None, row.assessment or None,
    )  # fmt: skip


def _word(words: Mapping[str, str], key: str) -> str | None:
    return _(words[key]) if key in words else key or None
