"""`report` and `journal`: the treasury's reports, and the journal for an accountant."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from assoc_desktop.association.records import the_association
from assoc_desktop.association.rules import head_of
from assoc_desktop.cli.files import open_association
from assoc_desktop.cli.season_reports import SEASON_REPORTS, season_report
from assoc_desktop.cli.who import member_with
from assoc_desktop.language import _, language, speaking
from assoc_desktop.refusals import Refused
from assoc_desktop.reports.printed import report_pdf
from assoc_desktop.treasury.records import FinancialYear
from assoc_desktop.treasury.reports.documents.wanted import (
    Wanted,
    report_wanted,
    slip_wanted,
    statement_wanted,
)
from assoc_desktop.treasury.reports.rules.offers import PAPERS, REPORTS, year_named
from assoc_desktop.treasury.reports.rules.slips import slip_named

_FORMATS = ("fec", "csv", "gnucash")
_SEPARATORS = {"tab": "\t", "pipe": "|"}


def add_report_options(parser: argparse.ArgumentParser) -> None:
    """The options of `report`."""
    parser.add_argument("report", choices=(*REPORTS, *PAPERS, *SEASON_REPORTS), help=_("which report"))
    parser.add_argument(
        "--year", default="", metavar=_("LABEL"), help=_("of the books; today's when not given")
    )
    parser.add_argument(
        "--member", default="", metavar=_("NUMBER"), help=_("whose statement of account (report “statement”)")
    )
    parser.add_argument(
        "--season",
        metavar=_("LABEL"),
        help=_(
            "of which season (reports “benefits”, “retention”, “review” and “solidarity”); the present one when not given"
        ),
    )
    parser.add_argument(
        "--voucher",
        type=int,
        default=0,
        metavar=_("NUMBER"),
        help=_("of which deposit or refund of the year; the latest when not given"),
    )
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar=_("OUT"), help=_("the PDF or XLSX to write")
    )


def add_journal_options(parser: argparse.ArgumentParser) -> None:
    """The options of `journal`."""
    parser.add_argument(
        "--format", choices=_FORMATS, default="csv", help=_("what is written; csv when not given")
    )
    parser.add_argument(
        "--year",
        default="",
        metavar=_("LABEL"),
        help=_("of the books; all years when not given, for fec today's"),
    )
    parser.add_argument(
        "--separator", choices=tuple(_SEPARATORS), default="tab", help=_("between the columns of the FEC")
    )
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar=_("OUT"),
        help=_("the file to write; for fec also a folder: the file gets the name it must have"),
    )  # fmt: skip


def write_report(options: argparse.Namespace) -> None:
    """`report`: a report of a year as PDF or XLSX, in the association's language."""
    ending = options.output.suffix.lower()
    if ending not in (".pdf", ".xlsx"):
        raise Refused(_("Reports are written as PDF or XLSX: let the name end in .pdf or .xlsx."))
    with open_association(options):
        wanted = _chosen(options)
        if ending == ".pdf":
            _write_pdf(options.output, wanted)
        else:
            _write_sheet(options.output, wanted)
    print(_("{file} was written.").format(file=options.output))


def _chosen(options: argparse.Namespace) -> Wanted:
    if options.report in SEASON_REPORTS:
        return _of_season(options)
    if options.report == "statement":
        return statement_wanted(member_with(options.member), today=options.today)
    year = year_named(options.year, today=options.today)
    if options.report in REPORTS:
        return report_wanted(options.report, year, today=options.today)
    return slip_wanted(options.report, slip_named(options.report, year, options.voucher), year)


def _of_season(options: argparse.Namespace) -> Wanted:
    make, head = season_report(options), head_of(the_association().language)
    return Wanted(options.report, lambda progress: report_pdf(make, head, progress=progress), make)


def _write_pdf(path: Path, wanted: Wanted) -> None:
    from assoc_desktop.exchange.files import replacing

    content = wanted.draw(None)
    with replacing(path) as unfinished:
        unfinished.write_bytes(content)


def _write_sheet(path: Path, wanted: Wanted) -> None:
    from assoc_desktop.reports.spreadsheet import write_report as write_sheet

    say = the_association().conventions
    with speaking(say.language):
        write_sheet(path, wanted.report(say), say.decimals)


def write_journal(options: argparse.Namespace) -> None:
    """`journal`: every posting, for an accountant or another program."""
    with open_association(options):
        year = (
            year_named(options.year, today=options.today) if options.year or options.format == "fec" else None
        )
        if options.format == "fec" and year is not None:
            written = [_write_fec(options, year)]
        elif options.format == "gnucash":
            written = _write_gnucash(options.output, year)
        else:
            written = [_write_csv(options.output, year)]
    for path in written:
        print(_("{file} was written.").format(file=path))


def _write_fec(options: argparse.Namespace, year: FinancialYear) -> Path:
    from assoc_desktop.treasury.journal.fec import fec_name, siren_of, write_fec

    association = the_association()
    path: Path = options.output
    if path.is_dir():
        path = path / fec_name(year, association.registration)
    # Its texts are read by a French administration.
    with speaking("fr"):
        write_fec(
            path, year, decimals=association.conventions.decimals, separator=_SEPARATORS[options.separator]
        )
    if not siren_of(association.registration):
        print(
            _(
                "The association's registration is no SIREN number, so the name of the file does not begin with one."
            ),
            file=sys.stderr,
        )
    return path


def _write_gnucash(path: Path, year: FinancialYear | None) -> list[Path]:
    from assoc_desktop.treasury.journal.gnucash import write_gnucash

    say = the_association().conventions
    return list(write_gnucash(path, year, currency=say.currency, decimals=say.decimals))


def _write_csv(path: Path, year: FinancialYear | None) -> Path:
    from assoc_desktop.treasury.journal.plain import write_journal as write_plain

    write_plain(path, year, language=language(), decimals=the_association().conventions.decimals)
    return path
