"""`dues-bought`: the statements “what your dues bought this season”; `leaflet`: benefits and dues for an audience."""

from __future__ import annotations

import argparse

from assoc_desktop.cli.files import open_association
from assoc_desktop.cli.printing import add_pdf
from assoc_desktop.cli.progress import progress
from assoc_desktop.cli.seasons import add_season, season_named, season_or_present
from assoc_desktop.cli.who import add_who, chosen_ids
from assoc_desktop.language import LANGUAGES, _, ngettext, whole_number
from assoc_desktop.refusals import Refused


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of `dues-bought`."""
    add_season(parser)
    add_who(parser)
    add_pdf(parser)


def write_statements(options: argparse.Namespace) -> None:
    """`dues-bought`: the statements of the chosen members, one page each, in each member's language."""
    from assoc_desktop.benefits.documents.statement import write_statements as write
    from assoc_desktop.exchange.files import replacing

    with open_association(options):
        season, ids = season_or_present(options.season, options.today), chosen_ids(options)
        with progress(_("Drawing the statements")) as line:
            content = write(ids, season, today=options.today, progress=line)
        with replacing(options.output) as unfinished:
            unfinished.write_bytes(content)
    n = len(ids)
    pages = ngettext("{n} statement", "{n} statements", n).format(n=whole_number(n))
    print(_("{statements}: {file}").format(statements=pages, file=options.output))


def add_leaflet_options(parser: argparse.ArgumentParser) -> None:
    """The options of `leaflet`."""
    from assoc_desktop.benefits.promotion import SIZES
    from assoc_desktop.benefits.records import AUDIENCES

    parser.add_argument(
        "--audience", choices=tuple(AUDIENCES), default="all", help=_("for whom; everybody when not given")
    )
    parser.add_argument(
        "--size", choices=tuple(SIZES), default="", help=_("the paper of the country when not given")
    )
    parser.add_argument("--category", default="", metavar=_("NAME"), help=_("only what this category gives"))
    parser.add_argument(
        "--season", metavar=_("LABEL"), help=_("whose dues are told; the coming one when not given")
    )
    parser.add_argument(
        "--language", choices=tuple(LANGUAGES), default="", help=_("that of the association when not given")
    )
    parser.add_argument("--headline", default="", metavar=_("TEXT"), help=_("in place of the usual headline"))
    parser.add_argument("--closing", default="", metavar=_("TEXT"), help=_("in place of how to join"))
    add_pdf(parser)


def write_leaflet(options: argparse.Namespace) -> None:
    """`leaflet`: benefits first, dues second, for an audience."""
    from assoc_desktop.benefits.documents.leaflet import write_leaflet as write
    from assoc_desktop.benefits.promotion import Wish, make_leaflet
    from assoc_desktop.exchange.files import replacing

    with open_association(options):
        season = season_named(options.season) if options.season else None
        wish = Wish(
            options.audience,
            options.size,
            _category(options.category) if options.category else None,
            season.id if season else None,
            options.language,
            options.headline,
            options.closing,
        )
        content = write(make_leaflet(wish, options.today))
        with replacing(options.output) as unfinished:
            unfinished.write_bytes(content)
    print(_("Leaflet: {file}").format(file=options.output))


def _category(name: str) -> int:
    from assoc_desktop.members.memberships import categories
    from assoc_desktop.members.rules import category_named

    found = category_named(name)
    if found is None:
        known = ", ".join(each.name for each in categories())
        raise Refused(
            _("There is no category “{category}”. Categories: {known}.").format(category=name, known=known)
        )
    return int(found.id)
