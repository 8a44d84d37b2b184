"""Commands on what is kept of people: hand it out, and list whose time of keeping has ended."""

from __future__ import annotations

import argparse

from assoc_desktop.association.records import the_association
from assoc_desktop.cli.files import open_association
from assoc_desktop.cli.printing import print_table
from assoc_desktop.cli.who import member_with
from assoc_desktop.language import _, language, ngettext
from assoc_desktop.storage.failures import file_failures_in_words


def disclose(options: argparse.Namespace) -> None:
    """`disclose`: everything held on one member as a PDF and, when asked for, as JSON."""
    from assoc_desktop.members.erasing.documents.disclosure import disclosure
    from assoc_desktop.members.erasing.rules.disclosing import as_json, held_on
    from assoc_desktop.members.erasing.rules.planning import language_of

    with open_association(options):
        member = member_with(options.number)
        held = held_on(member.id, today=options.today)
        content, text = disclosure(held, language_of(member)), as_json(held)
    with file_failures_in_words():
        options.output.write_bytes(content)
        print(_("{file} was written.").format(file=options.output))
        if options.json:
            options.json.write_text(text, encoding="utf-8")
            print(_("{file} was written.").format(file=options.json))


def list_retention(options: argparse.Namespace) -> None:
    """`retention`: those who have been gone for so many years, the longest gone first."""
    from assoc_desktop.members.erasing.rules.retention import REASONS, gone_for_long

    with open_association(options):
        conventions = the_association().conventions_in(language())
        gone = gone_for_long(options.today, options.years)
    rows = [
        (each.number, each.name, _(REASONS[each.reason]), conventions.date(each.last_on)) for each in gone
    ]
    print_table((_("Number"), _("Name"), _("Reason"), _("Last day known")), rows)
    print(ngettext("{n} record", "{n} records", len(rows)).format(n=len(rows)))
