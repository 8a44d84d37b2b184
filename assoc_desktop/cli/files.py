"""Commands on the file itself: new, example, check, backup."""

from __future__ import annotations

import argparse

from assoc_desktop.association.records import the_association
from assoc_desktop.association.rules import Identity
from assoc_desktop.language import _, language, speaking
from assoc_desktop.refusals import Refused
from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage.failures import file_failures_in_words
from assoc_desktop.storage.file import AssociationFile, open_file


def open_association(options: argparse.Namespace) -> AssociationFile:
    """Open the file that a command names."""
    return open_file(options.file, SCHEMA)


def new(options: argparse.Namespace) -> None:
    """`new`: an association with the usual categories and the season of today."""
    from assoc_desktop.founding import found_association
    from assoc_desktop.members.memberships import STARTING_CATEGORIES, starting_category

    month, day = options.season_start
    identity = Identity(
        name=options.name,
        country=options.country,
        language=options.language,
        season_start_month=month,
        season_start_day=day,
    )
    with speaking(options.language):
        categories = [starting_category(key) for key in STARTING_CATEGORIES]
    found_association(options.file, identity, categories, today=options.today).close()
    print(_("{file} was made.").format(file=options.file))


def example(options: argparse.Namespace) -> None:
    """`example`: the example association."""
    from assoc_desktop.example import build_example

    spoken = options.language or language()
    build_example(options.file, language=spoken, today=options.today)
    print(_("{file} was made.").format(file=options.file))
    if options.statement:
        from assoc_desktop.example.statement import write_statement

        with file_failures_in_words(), open_association(options), speaking(spoken):
            write_statement(options.statement, today=options.today)
        print(_("{file} was made.").format(file=options.statement))


def check(options: argparse.Namespace) -> None:
    """`check`: every finding is a line on standard error, and ends the command with 1."""
    from assoc_desktop.checks import find_faults

    with open_association(options):
        findings = find_faults()
    if findings:
        raise Refused("\n".join(findings))
    print(_("{file} is whole: nothing is wrong with it.").format(file=options.file.name))


def backup(options: argparse.Namespace) -> None:
    """`backup`: a proven copy."""
    from assoc_desktop.storage.backup import make_backup

    with open_association(options) as file:
        folder = options.folder or the_association().folder_for_backups(file.path)
        made = make_backup(file.path, folder)
    print(_("The backup {file} was made and proven good.").format(file=made.path))
