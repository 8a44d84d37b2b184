"""The command that takes a payment."""

from __future__ import annotations

import argparse
import datetime
import sys
from pathlib import Path

from assoc_desktop.association.records import season_by_label, seasons, the_association
from assoc_desktop.cli.files import open_association
from assoc_desktop.cli.who import member_with
from assoc_desktop.language import _, language
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.records import Member
from assoc_desktop.refusals import Refused
from assoc_desktop.treasury.desk import (
    CREDIT,
    DONATE,
    OpenDue,
    Payment,
    check_payment,
    open_dues,
    take_each,
    take_payment,
    warnings,
)
from assoc_desktop.treasury.desk.dues import dues_ahead
from assoc_desktop.treasury.desk.payments import Share, shares_of
from assoc_desktop.treasury.dues.payers import settles_for
from assoc_desktop.treasury.records import METHODS, Account, Receipt

_RESTS = {"credit": CREDIT, "donation": DONATE}


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of `pay`."""
    parser.add_argument("number", metavar=_("NUMBER"), help=_("the member's number"))
    parser.add_argument(
        "amount", metavar=_("AMOUNT"), help=_("what was received, as the association's country writes it")
    )
    parser.add_argument(
        "--method", choices=tuple(METHODS), default="cash", help=_("how it was paid; cash when not given")
    )
    parser.add_argument("--on", metavar=_("DATE"), help=_("the day of payment; today when not given"))
    parser.add_argument(
        "--season", metavar=_("LABEL"), help=_("pay for this season; the oldest dues first when not given")
    )
    parser.add_argument(
        "--account", metavar=_("NAME"), help=_("where the money went; a wrong name lists the accounts")
    )
    parser.add_argument(
        "--reference", metavar=_("TEXT"), default="", help=_("number of cheque or transaction")
    )
    parser.add_argument("--through", metavar=_("TEXT"), default="", help=_("bank of the cheque, or operator"))
    parser.add_argument("--by", metavar=_("NAME"), default="", help=_("who paid, when it was somebody else"))
    parser.add_argument(
        "--others",
        action="store_true",
        help=_("pay also what the people of the household owe, or those who work for the institution"),
    )
    parser.add_argument(
        "--each", action="store_true", help=_("with --others, a receipt for each of them instead of one")
    )
    parser.add_argument("--more", choices=tuple(_RESTS), help=_("what becomes of what is more than is due"))
    parser.add_argument(
        "-o", "--output", type=Path, metavar=_("RECEIPT.pdf"), help=_("the receipt to write, as a PDF")
    )


def pay(options: argparse.Namespace) -> None:
    """`pay`: take a payment of a member and issue its receipt; what to look at is told on standard error."""
    if options.output and not options.output.parent.is_dir():
        # Said before the money is in the books, not after.
        raise Refused(_("The folder {folder} is not there.").format(folder=options.output.parent))
    with open_association(options):
        say = the_association().conventions_in(language())
        member = member_with(options.number)
        payment = _payment(options, member, say)
        told = _told_first(payment, options.today)
        if options.each:
            receipts = take_each(payment, today=options.today)
        else:
            receipts = [take_payment(payment, today=options.today)]
        for sentence in told:
            print(sentence, file=sys.stderr)
        for receipt in receipts:
            print(_said(receipt, member, say))
        if options.output:
            _write([receipt.id for receipt in receipts], options.output)


def _told_first(payment: Payment, today: datetime.date) -> list[str]:
    """The warnings, read before the payment changes what they are about; what is refused is told by the rule itself."""
    return [] if check_payment(payment, today=today) else warnings(payment, today=today)


def _payment(options: argparse.Namespace, member: Member, say: Conventions) -> Payment:
    amount = say.parse_amount(options.amount)
    return Payment(
        amount=amount,
        day=(say.parse_date(options.on) if options.on else None) or options.today,
        method=options.method,
        member_id=member.id,
        name=options.by,
        account_id=_account_named(options.account) if options.account else None,
        rest=_RESTS.get(options.more, ""),
        reference=options.reference,
        through=options.through,
        shares=_shares(options, member, amount),
    )


def _shares(options: argparse.Namespace, member: Member, amount: int) -> tuple[Share, ...]:
    others = settles_for(member.id) if options.others else []
    dues = open_dues(member.id, others=others)
    if options.season:
        dues = _of_season(options, member, dues, others)
    return shares_of(dues, max(0, amount))


def _of_season(
    options: argparse.Namespace, member: Member, dues: list[OpenDue], others: list[int]
) -> list[OpenDue]:
    ahead = dues_ahead(member.id, today=options.today, others=others)
    found = [due for due in (*dues, *ahead) if due.text == options.season and due.levy_id is None]
    if found:
        return found
    if season_by_label(options.season) is None:
        known = ", ".join(each.label for each in seasons())
        raise Refused(
            _("There is no season “{season}”. Seasons: {seasons}.").format(
                season=options.season, seasons=known
            )
        )
    raise Refused(
        _("{name} has nothing to pay for {season}.").format(name=member.full_name, season=options.season)
    )


def _account_named(name: str) -> int:
    from assoc_desktop.treasury.accounts import money_accounts

    known: list[Account] = money_accounts()
    found = next((each for each in known if name.casefold() in (each.name.casefold(), each.code)), None)
    if found is None:
        names = ", ".join(each.name for each in known)
        raise Refused(
            _("There is no account “{name}”. Accounts: {accounts}.").format(name=name, accounts=names)
        )
    return int(found.id)


def _said(receipt: Receipt, member: Member, say: Conventions) -> str:
    from assoc_desktop.treasury.receipts import number_of

    left = sum(due.left for due in open_dues(member.id))
    return _("Receipt {number}: {amount} of {name}. Left to pay: {left}.").format(
        number=number_of(receipt.year.label, receipt.number),
        amount=say.money(receipt.amount),
        name=member.full_name,
        left=say.money(left),
    )


def _write(ids: list[int], output: Path) -> None:
    from assoc_desktop.exchange.files import replacing
    from assoc_desktop.treasury.documents.receipts import receipts_pdf
    from assoc_desktop.treasury.receipts import note_print, receipt_facts

    content = receipts_pdf([receipt_facts(each) for each in ids], "a5")
    with replacing(output) as unfinished:
        unfinished.write_bytes(content)
    note_print(ids, at=datetime.datetime.now(datetime.UTC))
    print(_("{file} was written.").format(file=output))
