"""The command that writes members to a file for other programs, and the one that draws the directory of members."""

from __future__ import annotations

import argparse
from pathlib import Path

from assoc_desktop.association.records import the_association
from assoc_desktop.cli.files import open_association
from assoc_desktop.cli.printing import add_pdf
from assoc_desktop.cli.progress import progress
from assoc_desktop.cli.seasons import add_season, season_if_any
from assoc_desktop.cli.who import add_who, chosen_ids
from assoc_desktop.exchange.vcard_writer import VERSIONS
from assoc_desktop.language import _, language, ngettext, whole_number


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of `export`."""
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar=_("OUT"),
        help=_("the file to write, ending in .csv, .xlsx, .ods or .vcf"),
    )  # fmt: skip
    add_who(parser)
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--columns", metavar=_("NAMES"), help=_("columns, separated by commas; a wrong name lists them")
    )
    which.add_argument(
        "--set",
        metavar=_("NAME"),
        help=_("a set of columns: list, addresses, import, everything, or your own"),
    )
    add_season(parser)
    parser.add_argument(
        "--vcard",
        choices=[version[0] for version in VERSIONS],
        default="3",
        help=_("version of address cards"),
    )
    parser.add_argument("--households", action="store_true", help=_("one row for each letter"))
    parser.add_argument(
        "--office",
        action="store_true",
        help=_("also what members do not want passed on: for the office only"),
    )


def add_directory_options(parser: argparse.ArgumentParser) -> None:
    """The options of `directory`."""
    add_pdf(parser)
    add_who(parser)


def export(options: argparse.Namespace) -> None:
    """`export`: a list or address cards."""
    from assoc_desktop.members.exporting.columns import IMPORT, keys_named
    from assoc_desktop.members.exporting.sets import set_named
    from assoc_desktop.members.exporting.writing import Export, write_export
    from assoc_desktop.preferences import load_preferences

    with open_association(options), progress(_("Writing the members")) as line:
        if options.columns:
            columns = keys_named([each.strip() for each in options.columns.split(",") if each.strip()])
        else:
            columns = set_named(options.set or IMPORT, load_preferences().choices)
        season = season_if_any(options.season, options.today)
        wanted = Export(
            chosen_ids(options),
            columns,
            season.id if season else None,
            office=options.office,
            by_household=options.households,
            version=f"{options.vcard}.0",
        )
        conventions = the_association().conventions_in(language())
        n = write_export(options.output, wanted, today=options.today, conventions=conventions, progress=line)
    sentence = ngettext("{n} row was written to {file}.", "{n} rows were written to {file}.", n)
    print(sentence.format(n=whole_number(n), file=options.output))


def directory(options: argparse.Namespace) -> None:
    """`directory`: the PDF of those who agreed to stand in it."""
    from assoc_desktop.exchange.files import replacing
    from assoc_desktop.members.exporting.directory import directory_entries
    from assoc_desktop.members.exporting.documents.directory import directory_pdf

    with open_association(options):
        entries = directory_entries(chosen_ids(options), today=options.today)
        content = directory_pdf(entries, today=options.today)
    with replacing(options.output) as unfinished:
        unfinished.write_bytes(content)
    n = len(entries)
    sentence = ngettext(
        "{n} member stands in the directory {file}.", "{n} members stand in the directory {file}.", n
    )
    print(sentence.format(n=whole_number(n), file=options.output))
