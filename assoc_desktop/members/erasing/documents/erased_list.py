"""The list of those whose old records were erased, for the board: the last paper with their names."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from assoc_desktop.association.records import the_association
from assoc_desktop.language import _, ngettext, speaking
from assoc_desktop.members.erasing.rules.retention import REASONS, Gone
from assoc_desktop.pdf.table import Column, table_report


def erased_list(gone: Sequence[Gone], *, today: datetime.date) -> bytes:
    """The PDF, in the association's language."""
    association = the_association()
    conventions = association.conventions
    with speaking(association.language):
        columns = (
            Column(_("Number")),
            Column(_("Name")),
            Column(_("Reason")),
            Column(_("Last day known"), align="right"),
        )
        rows = [
            (each.number, each.name, _(REASONS[each.reason]), conventions.date(each.last_on)) for each in gone
        ]
        subtitle = ngettext(
            "{association}, {day}: {n} record erased after its time of keeping had ended",
            "{association}, {day}: {n} records erased after their time of keeping had ended",
            len(rows),
        ).format(association=association.name, day=conventions.date(today, "long"), n=len(rows))
        return table_report(
            _("Old records erased"),
            columns,
            rows,
            author=association.name,
            language=association.language,
            subtitle=subtitle,
        )
