"""The command that prepares a round of reminders and writes its letters."""

from __future__ import annotations

import argparse
from pathlib import Path

from assoc_desktop.association.records import the_association
from assoc_desktop.cli.files import open_association
from assoc_desktop.cli.who import add_who, chosen_ids, member_with
from assoc_desktop.language import _, language
from assoc_desktop.refusals import Refused
from assoc_desktop.treasury.reminders.planning import Round


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of `reminders`."""
    parser.add_argument(
        "--level", type=int, required=True, metavar="N", help=_("the level of the ladder: 1, 2, 3 …")
    )
    add_who(parser)
    parser.add_argument(
        "--but",
        action="append",
        default=[],
        metavar=_("NUMBER"),
        help=_("all but the member of this number; may be given several times"),
    )
    parser.add_argument(
        "--skipping",
        action="store_true",
        help=_("also those to whom the level before was not sent, or only lately"),
    )
    parser.add_argument(
        "--how",
        choices=("letter", "hand", "message", "email"),
        default="letter",
        help=_("how it goes out: letter (default), hand, message or email"),
    )
    parser.add_argument(
        "--dry-run", action="store_true", help=_("only say who would be reminded, of how much, and who not")
    )
    parser.add_argument(
        "-o", "--output", type=Path, metavar=_("OUT.pdf"), help=_("the letters to write, as a PDF")
    )


def remind(options: argparse.Namespace) -> None:
    """`reminders`: say whom a round reminds; without `--dry-run` prepare it and write its letters."""
    from assoc_desktop.treasury.reminders.levels import level_numbered, spoken
    from assoc_desktop.treasury.reminders.planning import REASONS, letters_and_amount, plan_round, without
    from assoc_desktop.treasury.reminders.receivers import names_of

    if not options.dry_run and options.output is None:
        raise Refused(_("Say with -o where the letters are to be written, or add --dry-run."))
    if options.output and not options.output.parent.is_dir():
        raise Refused(_("The folder {folder} is not there.").format(folder=options.output.parent))
    with open_association(options):
        say = the_association().conventions_in(language())
        who = chosen_ids(options) if options.search or options.filter else None
        planned = plan_round(level_numbered(options.level), options.today, who, skipping=options.skipping)
        planned = without(planned, {member_with(number).id for number in options.but})
        people_named = [each for letter in planned.letters for each in (letter.receiver_id, *letter.people)]
        names = names_of([*people_named, *planned.left_out])
        for letter in planned.letters:
            people = ", ".join(names[each] for each in letter.people)
            words = (
                _("{name}: {amount}")
                if letter.people == [letter.receiver_id]
                else _("{name}: {amount} (for {people})")
            )
            print(
                words.format(name=names[letter.receiver_id], amount=say.money(letter.amount), people=people)
            )
        for member_id, reason in planned.left_out.items():
            print(_("Left out: {name} ({reason})").format(name=names[member_id], reason=_(REASONS[reason])))
        told = _("{level}: {letters}.")
        print(told.format(level=spoken(planned.level).name, letters=letters_and_amount(planned, say)))
        if not options.dry_run or options.output:
            _write(options, planned)


def _write(options: argparse.Namespace, planned: Round) -> None:
    """Draw the letters, keep the round, and only then put the letters under their name."""
    from assoc_desktop.exchange.files import replacing
    from assoc_desktop.treasury.reminders.documents.letters import letters_pdf
    from assoc_desktop.treasury.reminders.sending import prepare

    content = letters_pdf(planned)
    with replacing(options.output) as unfinished:
        unfinished.write_bytes(content)
        if not options.dry_run:
            prepare(planned, options.how)
    print(_("{file} was written.").format(file=options.output))
    if not options.dry_run:
        print(_("Mark them as sent under Treasury, Reminders, once they went out."))
