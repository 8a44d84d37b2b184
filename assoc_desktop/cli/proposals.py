"""What follows from the rules of categories: the command that lists it."""

from __future__ import annotations

import argparse
import csv
import sys

from assoc_desktop.association.records import Season, present_season, season_by_label, the_association
from assoc_desktop.cli.files import open_association
from assoc_desktop.exchange.csv_writer import guarded
from assoc_desktop.language import _, language, ngettext
from assoc_desktop.members.limits import limits_passed
from assoc_desktop.members.proofs import STATES, lacking_proofs
from assoc_desktop.refusals import Refused


def list_proposals(options: argparse.Namespace) -> None:
    """`proposals`: proofs that are missing or run out, limits passed and where to move, and what is not known."""
    with open_association(options):
        season = _season(options)
        conventions = the_association().conventions_in(language())
        rows = [
            (each.number, each.name, each.category, f"{each.proof}: {_(STATES[each.state])}", conventions.date(each.valid_until))
            for each in lacking_proofs(season, today=options.today, ahead=options.within)
        ]  # fmt: skip
        rows += [
            (each.number, each.name, each.category.name, each.sentence, each.moves_to.name if each.moves_to else "")
            for each in limits_passed(season)
        ]  # fmt: skip
    headings = (_("Number"), _("Name"), _("Category"), _("What is to be seen"), _("Valid until, or moves to"))
    if options.format == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(headings)
        writer.writerows([guarded(cell) for cell in row] for row in rows)
        return
    table = [headings, *(tuple(map(_printable, row)) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for cells in table:
        print("  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip())
    print(ngettext("{n} line", "{n} lines", len(rows)).format(n=len(rows)))


def _season(options: argparse.Namespace) -> Season:
    if options.season:
        if season := season_by_label(options.season):
            return season
        raise Refused(_("There is no season “{season}”.").format(season=options.season))
    if season := present_season(options.today):
        return season
    raise Refused(_("There is no season yet."))


def _printable(cell: str) -> str:
    """A cell without signs that would move the terminal's cursor or colour its text."""
    return "".join(sign if sign.isprintable() else " " for sign in cell)
