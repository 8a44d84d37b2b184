"""`dues-bought`: the statements “what your dues bought this season”."""

from __future__ import annotations

import argparse

from assoc_desktop.cli.files import open_association
from assoc_desktop.cli.printing import add_pdf
from assoc_desktop.cli.progress import progress
from assoc_desktop.cli.seasons import add_season, season_or_present
from assoc_desktop.cli.who import add_who, chosen_ids
from assoc_desktop.language import _, ngettext, whole_number


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
            content = write(ids, season, today=options.today, progress=lambda done, total: line(done, total))
        with replacing(options.output) as unfinished:
            unfinished.write_bytes(content)
    n = len(ids)
    pages = ngettext("{n} statement", "{n} statements", n).format(n=whole_number(n))
    print(_("{statements}: {file}").format(statements=pages, file=options.output))
