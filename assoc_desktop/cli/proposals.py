"""What follows from the rules of categories: the command that lists it."""

from __future__ import annotations

import argparse

from assoc_desktop.association.records import the_association
from assoc_desktop.cli.files import open_association
from assoc_desktop.cli.printing import print_csv, print_table
from assoc_desktop.cli.seasons import season_or_present
from assoc_desktop.language import _, language, ngettext
from assoc_desktop.members.limits import limits_passed
from assoc_desktop.members.proofs import STATES, lacking_proofs


def list_proposals(options: argparse.Namespace) -> None:
    """`proposals`: proofs that are missing or run out, limits passed and where to move, and what is not known."""
    with open_association(options):
        season = season_or_present(options.season, options.today)
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
        print_csv(headings, rows)
        return
    print_table(headings, rows)
    print(ngettext("{n} line", "{n} lines", len(rows)).format(n=len(rows)))
