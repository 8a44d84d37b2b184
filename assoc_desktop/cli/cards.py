"""Commands on cards: print them, check one."""

from __future__ import annotations

import argparse

from assoc_desktop.association.records import (
    Season,
    the_association,
)
from assoc_desktop.cli.files import open_association
from assoc_desktop.cli.seasons import season_or_present
from assoc_desktop.cli.who import among
from assoc_desktop.language import _, language, ngettext
from assoc_desktop.members.cards.records import cards_to_print
from assoc_desktop.refusals import Refused


def print_cards(options: argparse.Namespace) -> None:
    """`cards`: draw the cards that are to print. Nothing is marked as printed: only a person sees how they came out."""
    from assoc_desktop.cli.progress import progress
    from assoc_desktop.exchange.files import replacing
    from assoc_desktop.members.cards.documents import write_cards
    from assoc_desktop.members.cards.rules import card_issuer, faces_for, usual_design
    from assoc_desktop.pdf.sheets import SHEETS, usual_sheet

    with open_association(options):
        season = season_or_present(options.season, options.today)
        ids = _members(season, options)
        sheet = (
            SHEETS.get(options.sheet) if options.sheet else usual_sheet(the_association().conventions.paper())
        )
        if sheet is None:
            raise Refused(
                _("There is no sheet “{sheet}”. Sheets: {sheets}.").format(
                    sheet=options.sheet, sheets=", ".join(SHEETS)
                )
            )
        design = usual_design()
        with (
            replacing(options.output) as unfinished,
            unfinished.open("wb") as file,
            progress(_("Drawing the cards")) as line,
        ):
            printed = write_cards(
                file,
                faces_for(season, ids, design),
                design,
                sheet,
                association=card_issuer(design),
                start_at=options.start_at,
                draft=options.draft,
                progress=lambda done: line(done, len(ids)),
            )
    cards = ngettext("{n} card", "{n} cards", printed.cards).format(n=printed.cards)
    pages = ngettext("{n} page", "{n} pages", printed.pages).format(n=printed.pages)
    print(_("{cards} on {pages}: {file}").format(cards=cards, pages=pages, file=options.output))


def _members(season: Season, options: argparse.Namespace) -> list[int]:
    """Those who need a card, or with `--all` everybody enrolled; of them, those whom filter and search choose."""
    found = among(cards_to_print(season.id, options.today, again=options.all), options)
    if not found:
        raise Refused(
            _(
                "There are no cards to print for {season}. --all prints those again that were printed before."
            ).format(season=season.label)
        )
    return found


def check_card(options: argparse.Namespace) -> None:
    """`check-card`: say what a scanned code or a member number means today.

    Raises:
        Refused: the card is not genuine or not valid any more; the sentence says why.
    """
    from assoc_desktop.members.cards.rules import check_card as judge

    with open_association(options):
        card = judge(options.text, today=options.today)
        conventions = the_association().conventions_in(language())
    if card.member_id is not None:
        print(f"{card.number}  {card.name}  {card.status.label if card.status else ''}".rstrip())
    if card.to_pay is not None:
        print(_("Dues of the season: {amount}").format(amount=conventions.money(card.to_pay)))
    if not card.good:
        raise Refused(card.sentence)
    print(card.sentence)
