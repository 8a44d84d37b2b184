"""The list on which members sign for the card they received."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assoc_desktop.language import _, ngettext, speaking
from assoc_desktop.pdf.table import Column, table_report
from assoc_desktop.refusals import Refused

#: Room for a signature, in points: 10 mm.
_ROW_HEIGHT = 28.0


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """One card that is to be handed over; `handed_over` is the day, as it is written, when that was done."""

    number: str
    name: str
    category: str
    serial: str
    handed_over: str = ""


def signature_sheet(
    lines: Iterable[SignatureLine],
    *,
    association: str,
    season: str,
    language: str,
    paper: str = "A4",
) -> bytes:
    """The PDF of a list of cards with room for the date and the receiver's signature.

    Raises:
        Refused: there are no cards on the list.
    """
    rows = [(line.number, line.name, line.category, line.serial, line.handed_over, "") for line in lines]
    if not rows:
        raise Refused(_("There are no cards to hand over."))
    with speaking(language):
        columns = (
            Column(_("Number")),
            Column(_("Name")),
            Column(_("Category")),
            Column(_("Card")),
            Column(_("Received on"), share=0.13),
            Column(_("Signature"), share=0.22),
        )
        return table_report(
            _("Membership cards received"),
            columns,
            rows,
            author=association,
            language=language,
            paper=paper,
            subtitle=ngettext(
                "{association}, season {season}: {n} card",
                "{association}, season {season}: {n} cards",
                len(rows),
            ).format(association=association, season=season, n=len(rows)),
            row_height=_ROW_HEIGHT,
        )
