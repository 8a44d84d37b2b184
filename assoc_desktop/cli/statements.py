"""`statement`: read a bank's or operator's statement in, and say what each line may be. Nothing is posted."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from assoc_desktop.association.records import the_association
from assoc_desktop.cli.files import open_association
from assoc_desktop.cli.progress import progress
from assoc_desktop.language import _, language, whole_number
from assoc_desktop.language.folding import fold
from assoc_desktop.refusals import Refused
from assoc_desktop.storage.history import operation
from assoc_desktop.treasury.accounts import money_accounts
from assoc_desktop.treasury.records import Account
from assoc_desktop.treasury.statements.listing import line_rows
from assoc_desktop.treasury.statements.matching import proposals
from assoc_desktop.treasury.statements.proposals import Proposal
from assoc_desktop.treasury.statements.reading import Reading, ids_of, prepare, take_in

#: So many lines are printed.
_MOST_TOLD = 200


class _NotKept(Exception):
    """Ends a dry run: what was read in to be matched is rolled back."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the statement, its account, and the dry run."""
    parser.add_argument("statement", type=Path, metavar=_("STATEMENT"), help=_("CSV, OFX, CAMT.053 or MT940"))
    parser.add_argument(
        "--account",
        metavar=_("NAME"),
        help=_("name or code of the account, when it is not recognised; a wrong one lists them"),
    )
    parser.add_argument(
        "--twins-too",
        action="store_true",
        help=_("also read lines that were probably read before from another file"),
    )
    parser.add_argument("--dry-run", action="store_true", help=_("only say what would be done"))


def read_statement(options: argparse.Namespace) -> None:
    """`statement`: lines, proposals and counts."""
    with open_association(options):
        account_id = None if options.account is None else _account(options.account).id
        with progress(_("Reading the statement…")) as line:
            reading = prepare(options.statement, account_id=account_id, progress=line)
        for note in reading.notes:
            print(_one_line(note), file=sys.stderr)
        _tell_gap(reading)
        if options.dry_run:
            _tell_without_keeping(reading, options.twins_too)
            print(_("Nothing was written: this was a dry run."))
        else:
            _tell(reading, options.twins_too)
            print(_("Nothing is posted yet: confirm the lines in the Treasury tab, under Statements."))


def _account(name: str) -> Account:
    found = [each for each in money_accounts() if fold(name) in (fold(each.name), fold(each.code))]
    if not found:
        known = ", ".join(f"{each.code} {each.name}" for each in money_accounts())
        raise Refused(
            _("There is no account “{account}”. Accounts: {known}.").format(account=name, known=known)
        )
    return found[0]


def _tell_gap(reading: Reading) -> None:
    if reading.gap:
        amount = the_association().conventions_in(language()).money(reading.gap)
        print(
            _(
                "The closing balance is not the opening balance and the lines together: {amount} differ. A line may be missing."
            ).format(amount=amount),
            file=sys.stderr,
        )


def _tell_without_keeping(reading: Reading, twins_too: bool) -> None:
    try:
        with operation("", undoable=False):
            _tell(reading, twins_too)
            raise _NotKept
    except _NotKept:
        pass


def _tell(reading: Reading, twins_too: bool) -> None:
    """Read it in, and say what was read, line by line with its first proposal, then the counts."""
    count = take_in(reading, twins_too=twins_too)
    say = the_association().conventions_in(language())
    ids = ids_of(reading)
    rows, found = line_rows(ids), proposals(ids)
    for line_id in ids[:_MOST_TOLD]:
        row, best = rows[line_id], found[line_id][:1]
        told = "".join(_told(each) for each in best) or _("no proposal")
        words = row.words or row.reference
        print(_one_line(f"{say.date(row.day)}  {say.amount(row.amount):>14}  {words}  →  {told}"))
    print(_("Account: {account}").format(account=reading.account.name))
    counts = [(_("New: {n}"), count), (_("Read before: {n}"), reading.known)]
    if reading.twins and not twins_too:
        counts.append((_("Probably read before, left out: {n}"), len(reading.twins)))
    counts.append((_("With a proposal: {n}"), sum(bool(each) for each in found.values())))
    for words, number in counts:
        print(words.format(n=whole_number(number)))


def _told(best: Proposal) -> str:
    return _("{what} ({score}%: {reasons})").format(
        what=best.told, score=best.score, reasons=", ".join(best.reasons)
    )


def _one_line(text: str) -> str:
    """Without signs that would move the terminal's cursor or colour its text."""
    return "".join(sign if sign.isprintable() else " " for sign in text)
