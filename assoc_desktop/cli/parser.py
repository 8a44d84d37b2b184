"""The commands, their options and their help."""

from __future__ import annotations

import argparse
import datetime
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from assoc_desktop import __version__
from assoc_desktop.cli import (
    benefits,
    cards,
    changes,
    duplicates,
    erasing,
    exporting,
    files,
    listening,
    members,
    paying,
    proposals,
    reminders,
    reports,
    statements,
    statistics,
    surveys,
    who,
)
from assoc_desktop.cli.printing import add_format, add_pdf
from assoc_desktop.cli.seasons import add_season
from assoc_desktop.cli.who import add_who
from assoc_desktop.language import LANGUAGES, N_, _, ngettext, speak
from assoc_desktop.language.translation import system_language
from assoc_desktop.preferences import load_preferences
from assoc_desktop.refusals import Refused

#: argparse's own texts, listed so that they are translated with ours.
_ARGPARSE_TEXTS = (
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("expected one argument"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("show program's version number and exit"),
    N_("invalid %(type)s value: %(value)r"),
    N_("%(prog)s: error: %(message)s\n"),
)


def run(arguments: list[str]) -> int:
    """Carry out one command; sentences about failures go to standard error.

    Returns:
        0 when done, 1 when refused. Wrong usage ends the process with 2, as argparse does.
    """
    speak(load_preferences().language or system_language())
    for stream in (sys.stdout, sys.stderr):
        # A terminal that lacks a letter of somebody's name shows a mark in its place, and the work goes on.
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    # argparse asks this module-level name for its own texts; it has no other way to speak another language.
    vars(argparse).update(_=_, ngettext=ngettext)
    options = _parser().parse_args(arguments)
    try:
        options.command(options)
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(_("Stopped. Nothing was changed."), file=sys.stderr)
        return 1
    except BrokenPipeError:
        # The reader (`| head`) has seen enough; Python would complain once more while closing the stream.
        sys.stdout = None
    return 0


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Say what is wrong in one sentence, and where help is."""
        self.print_usage(sys.stderr)
        self.exit(2, f"{message}\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="main.py",
        description=_(
            "Members, cards, dues and letters of an association. Without a command: open the window."
        ),
    )
    parser.add_argument("--version", action="version", version=f"Assoc Desktop {__version__}")
    commands = parser.add_subparsers(metavar=_("COMMAND"), required=True)
    _add_new(commands)
    _add_example(commands)
    _add_import(commands)
    _add_export(commands)
    _add_members(commands)
    _add_cards(commands)
    _add(
        commands,
        "filters",
        who.list_filters,
        _("List the saved filters, and how many members each lets through."),
    )
    _add_change(commands)
    _add_duplicates(commands)
    paying.add_options(
        _add(commands, "pay", paying.pay, _("Take a payment of a member, and issue its receipt."))
    )
    _add_check_card(commands)
    _add_check(commands)
    _add_statistics(commands)
    words = _(
        "Read the statement of a bank or operator in, and say what each line may be. Nothing is posted."
    )
    statements.add_options(_add(commands, "statement", statements.read_statement, words))
    words = _("Prepare a round of reminders, and write its letters sorted by town.")
    reminders.add_options(_add(commands, "reminders", reminders.remind, words))
    words = _("Write what the dues of the chosen members bought in a season, a page each, as PDF.")
    benefits.add_options(_add(commands, "dues-bought", benefits.write_statements, words))
    words = _("Write a leaflet: what membership gives, the dues, and how to join, as PDF.")
    benefits.add_leaflet_options(_add(commands, "leaflet", benefits.write_leaflet, words))
    reports.add_report_options(
        _add(commands, "report", reports.write_report, _("Write a report, as PDF or XLSX."))
    )
    reports.add_journal_options(
        _add(
            commands,
            "journal",
            reports.write_journal,
            _("Write the journal for an accountant or another program."),
        )
    )
    surveys.add_options(
        _add(commands, "survey", surveys.write_survey, _("Write the forms or the results of a survey."))
    )
    _add_listening(commands)
    _add_proposals(commands)
    _add_disclose(commands)
    _add_retention(commands)
    _add_backup(commands)
    return parser


Commands = Any  # argparse keeps the class of its sub-parsers to itself


def _add(commands: Commands, name: str, command: Callable[[argparse.Namespace], None], text: str) -> _Parser:
    parser: _Parser = commands.add_parser(name, help=text, description=text)
    parser.set_defaults(command=command, today=datetime.date.today())
    parser.add_argument(
        "file", type=Path, metavar=_("FILE"), help=_("the association's file, ending in .assoc")
    )
    return parser


def _add_new(commands: Commands) -> None:
    parser = _add(commands, "new", files.new, _("Make the file of a new association."))
    parser.add_argument("--name", required=True, metavar=_("NAME"), help=_("the association's name"))
    parser.add_argument(
        "--country", required=True, type=str.upper, metavar=_("CODE"), help=_("two letters, such as CM or FR")
    )
    parser.add_argument(
        "--language", choices=sorted(LANGUAGES), default="fr", help=_("language of the papers")
    )
    parser.add_argument(
        "--season-start",
        type=_month_and_day,
        default=(1, 1),
        metavar=_("MM-DD"),
        help=_("first day of the season"),
    )


def _month_and_day(text: str) -> tuple[int, int]:
    try:
        day = datetime.date.fromisoformat(f"2023-{text}")  # a year without 29 February
    except ValueError:
        raise argparse.ArgumentTypeError(
            _("“{text}” is not a day that every year has. Write month and day, like 07-01.").format(text=text)
        ) from None
    return day.month, day.day


def _add_example(commands: Commands) -> None:
    parser = _add(
        commands, "example", files.example, _("Make the file of the example association, to try things on.")
    )
    parser.add_argument(
        "--language", choices=sorted(LANGUAGES), default=None, help=_("language of the papers")
    )
    parser.add_argument(
        "--statement",
        type=Path,
        metavar=_("OUT.csv"),
        help=_("also write a statement of its bank, to try reading one in"),
    )


def _add_import(commands: Commands) -> None:
    parser = _add(
        commands, "import", members.import_list, _("Read members from a list: CSV, XLSX, ODS or vCard.")
    )
    parser.add_argument("list", type=Path, metavar=_("LIST"), help=_("the list to read"))
    parser.add_argument(
        "--kind", choices=("person", "institution"), help=_("what each row is, when not guessed right")
    )
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        metavar=_("FIELD=COLUMN"),
        help=_("read a field from a column; may be given several times"),
    )
    parser.add_argument("--category", metavar=_("NAME"), help=_("category of all rows that name none"))
    parser.add_argument("--season", metavar=_("LABEL"), help=_("enrol the members for this season"))
    parser.add_argument("--dry-run", action="store_true", help=_("only say what would be done"))
    parser.add_argument(
        "--rejected", type=Path, metavar=_("OUT.csv"), help=_("where to write the rows that are wrong")
    )


def _add_export(commands: Commands) -> None:
    words = _("Write members to a file for other programs: CSV, XLSX, ODS or vCard.")
    exporting.add_options(_add(commands, "export", exporting.export, words))
    words = _("Draw the directory of the members who agreed to stand in it, as a PDF.")
    exporting.add_directory_options(_add(commands, "directory", exporting.directory, words))


def _add_members(commands: Commands) -> None:
    parser = _add(commands, "members", members.list_members, _("List the members."))
    add_who(parser)
    add_format(parser, "table", "csv", "json")


def _add_cards(commands: Commands) -> None:
    parser = _add(commands, "cards", cards.print_cards, _("Draw the membership cards of a season as a PDF."))
    add_season(parser)
    add_who(parser)
    parser.add_argument(
        "--sheet", metavar=_("NAME"), help=_("the sheet to print on; a wrong name lists them")
    )
    parser.add_argument(
        "--start-at", type=int, default=1, metavar="N", help=_("first place used on the first sheet")
    )
    parser.add_argument("--all", action="store_true", help=_("also those whose card was printed before"))
    parser.add_argument("--draft", action="store_true", help=_("without colours and pictures, to save ink"))
    add_pdf(parser)


def _add_listening(commands: Commands) -> None:
    words = _("Write letters that invite possible members, as PDF.")
    listening.add_invitation_options(_add(commands, "invitations", listening.write_invitations, words))
    words = _("Write sheets to talk to those who did not renew for a season, as PDF.")
    listening.add_call_options(_add(commands, "call-sheets", listening.write_call_sheets, words))
    words = _("Write what people said, and what was made of it, as XLSX.")
    listening.add_conversation_options(_add(commands, "conversations", listening.write_list, words))


def _add_proposals(commands: Commands) -> None:
    parser = _add(
        commands,
        "proposals",
        proposals.list_proposals,
        _("List proofs that run out and limits of categories passed."),
    )
    add_season(parser)
    parser.add_argument(
        "--within",
        type=_days,
        default=30,
        metavar=_("DAYS"),
        help=_("proofs that run out within so many days"),
    )
    add_format(parser, "table", "csv")


def _days(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= 4):
        raise argparse.ArgumentTypeError(
            _("“{text}” is not a number of days from 0 to 9999.").format(text=text)
        )
    return int(text)


def _add_duplicates(commands: Commands) -> None:
    parser = _add(
        commands, "duplicates", duplicates.list_duplicates, _("List pairs of members who may be the same.")
    )
    parser.add_argument(
        "--least",
        type=int,
        default=55,
        metavar=_("SCORE"),
        help=_("only pairs of at least this score, 1 to 99"),
    )
    add_format(parser, "table", "csv", "json")
    parser = _add(
        commands,
        "merge",
        duplicates.merge_members,
        _("Bring two members together: the second goes into the first, which gets what it lacks."),
    )
    parser.add_argument("keep", metavar=_("NUMBER"), help=_("number of the member that stays"))
    parser.add_argument("other", metavar=_("NUMBER"), help=_("number of the member that goes into it"))
    parser.add_argument("--dry-run", action="store_true", help=_("only say what would be done"))


def _add_check_card(commands: Commands) -> None:
    parser = _add(commands, "check-card", cards.check_card, _("Say whether a card is genuine and valid."))
    parser.add_argument("text", metavar=_("TEXT"), help=_("what the card's code says"))


def _add_change(commands: Commands) -> None:
    text = _("Change many members at once: fields, tags, categories, enrolment, leaving, archive.")
    changes.add_changes(_add(commands, "change", changes.change, text))


def _add_check(commands: Commands) -> None:
    _add(commands, "check", files.check, _("Check the file: its bytes, its structure and its books."))


def _add_statistics(commands: Commands) -> None:
    text = _("Count the members: by category, status, place, age, joins and leaves by month, renewals.")
    parser = _add(commands, "statistics", statistics.tell_statistics, text)
    add_season(parser)
    parser.add_argument(
        "--all",
        action="store_true",
        help=_("everybody in the list of members, instead of a season's members"),
    )
    parser.add_argument(
        "--filter",
        metavar=_("NAME"),
        help=_("only those whom this saved filter lets through; a wrong name lists them"),
    )
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar=_("OUT"),
        help=_("the PDF or XLSX to write; without it, the tables are printed here"),
    )


def _add_disclose(commands: Commands) -> None:
    parser = _add(
        commands,
        "disclose",
        erasing.disclose,
        _("Write everything held on one member as a PDF, and as JSON."),
    )
    parser.add_argument("number", metavar=_("NUMBER"), help=_("the member's number"))
    add_pdf(parser)
    parser.add_argument(
        "--json", type=Path, metavar=_("OUT.json"), help=_("also write it for other programs")
    )


def _add_retention(commands: Commands) -> None:
    parser = _add(
        commands, "retention", erasing.list_retention, _("List those who have been gone for years.")
    )
    parser.add_argument(
        "--years",
        type=int,
        metavar="N",
        help=_("for how many years; those of the association when not given"),
    )


def _add_backup(commands: Commands) -> None:
    parser = _add(commands, "backup", files.backup, _("Make a backup and prove that it is good."))
    parser.add_argument(
        "folder",
        type=Path,
        nargs="?",
        metavar=_("FOLDER"),
        help=_("where; the association's own place when not given"),
    )
