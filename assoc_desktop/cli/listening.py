"""`invitations`, `call-sheets`, `conversations`: the papers and lists of listening."""

from __future__ import annotations

import argparse
from pathlib import Path

from assoc_desktop.cli.files import open_association
from assoc_desktop.cli.printing import add_pdf
from assoc_desktop.cli.progress import progress
from assoc_desktop.cli.seasons import add_season, season_named, season_or_present
from assoc_desktop.cli.who import add_who, among
from assoc_desktop.language import _, ngettext, whole_number
from assoc_desktop.refusals import Refused


def add_invitation_options(parser: argparse.ArgumentParser) -> None:
    """The options of `invitations`."""
    add_who(parser)
    parser.add_argument(
        "--all",
        action="store_true",
        help=_("also those who were invited or applied already, and who declined"),
    )
    parser.add_argument(
        "--went-out", action="store_true", help=_("also write down that they are invited, as of today")
    )
    add_pdf(parser)


def write_invitations(options: argparse.Namespace) -> None:
    """`invitations`: letters to possible members, each in their language."""
    from assoc_desktop.exchange.files import replacing
    from assoc_desktop.listening.prospects.documents.invitation import invitations
    from assoc_desktop.listening.prospects.listing import prospect_ids, prospect_rows
    from assoc_desktop.listening.prospects.moving import mark_invited

    with open_association(options):
        ids = among(prospect_ids("known" if not options.all else ""), options)
        if options.all:
            ids = [row.id for row in prospect_rows(ids) if row.stage != "joined"]
        with progress(_("Writing the invitations…")) as line:
            content = invitations(ids, today=options.today, progress=line)
        with replacing(options.output) as unfinished:
            unfinished.write_bytes(content)
        if options.went_out:
            mark_invited(ids, today=options.today)
    n = len(ids)
    letters = ngettext("{n} invitation", "{n} invitations", n).format(n=whole_number(n))
    print(_("{letters}: {file}").format(letters=letters, file=options.output))


def add_call_options(parser: argparse.ArgumentParser) -> None:
    """The options of `call-sheets`."""
    from assoc_desktop.listening.lapsed.listing import VIEWS

    add_season(parser)
    add_who(parser)
    parser.add_argument(
        "--show",
        choices=[*filter(None, VIEWS), "all"],
        default="open",
        help=_("whom: still to talk to, to call, to visit, talked to, or all"),
    )
    parser.add_argument("--list", action="store_true", help=_("all of them on one list"))
    add_pdf(parser)


def write_call_sheets(options: argparse.Namespace) -> None:
    """`call-sheets`: a sheet for each who did not renew for a season, or all on one list."""
    from assoc_desktop.exchange.files import replacing
    from assoc_desktop.listening.lapsed.documents.call_sheet import call_list, call_sheets
    from assoc_desktop.listening.lapsed.listing import lapsed_ids

    with open_association(options):
        season = season_or_present(options.season, options.today)
        view = "" if options.show == "all" else options.show
        ids = among(lapsed_ids(season, options.today, view=view), options)
        if options.list:
            content = call_list(season, ids)
        else:
            with progress(_("Writing the call sheets…")) as line:
                content = call_sheets(season, ids, progress=line)
        with replacing(options.output) as unfinished:
            unfinished.write_bytes(content)
    n = len(ids)
    people = ngettext("{n} person to talk to", "{n} people to talk to", n).format(n=whole_number(n))
    print(_("{people}: {file}").format(people=people, file=options.output))


def add_conversation_options(parser: argparse.ArgumentParser) -> None:
    """The options of `conversations`."""
    parser.add_argument(
        "--season", metavar=_("LABEL"), help=_("only those about this season; all when not given")
    )
    parser.add_argument(
        "--search", default="", metavar=_("TEXT"), help=_("only those in which every word is found")
    )
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar=_("OUT.xlsx"), help=_("the XLSX to write")
    )


def write_list(options: argparse.Namespace) -> None:
    """`conversations`: what was said and what was made of it, as a spreadsheet."""
    from assoc_desktop.listening.documents.spreadsheet import write_conversations
    from assoc_desktop.listening.listing import Choice, conversation_ids

    if options.output.suffix.lower() != ".xlsx":
        raise Refused(_("Conversations are written as XLSX: let the name end in .xlsx."))
    with open_association(options):
        season = season_named(options.season) if options.season else None
        ids = conversation_ids(Choice(season_id=season.id if season else None, typed=options.search))
        write_conversations(options.output, ids)
    n = len(ids)
    talks = ngettext("{n} conversation", "{n} conversations", n).format(n=whole_number(n))
    print(_("{conversations}: {file}").format(conversations=talks, file=options.output))
