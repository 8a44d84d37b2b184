"""Taking a payment: one entry and its receipt in one operation; both are there, or neither."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assoc_desktop.association.records import the_association
from assoc_desktop.association.rules import open_proposed
from assoc_desktop.language import N_, _, language
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.memberships import save_membership
from assoc_desktop.members.records import Member, Membership
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.storage.history import operation
from assoc_desktop.treasury import receipts
from assoc_desktop.treasury.accounts import accounts, first_account
from assoc_desktop.treasury.balances import credit_of
from assoc_desktop.treasury.desk.dues import (
    OpenDue,
    dues_ahead,
    open_dues,
    propose_shares,
    proposed,
    season_of_key,
)
from assoc_desktop.treasury.ledger import MOST, Draft, Line, post
from assoc_desktop.treasury.records import METHODS, MONEY_KINDS, Account, Entry, Levy, Receipt
from assoc_desktop.treasury.years import year_on

#: What becomes of what is more than is due.
CREDIT, DONATE = "credit", "donation"
#: Method → kind of account that it comes into.
_KINDS = {"cash": "cash", "cheque": "cheques", "transfer": "bank", "mobile": "mobile"}
_DUES_CODES, _DONATION_CODES = ("756", "701"), ("7541", "704")


@dataclass(frozen=True)
class Share:
    """The part of a payment that goes to one due. Exactly one of the three ids is given.

    Attributes:
        season_id: the member is enrolled for this season with the payment; see `dues.key_of`.
    """

    member_id: int
    amount: int
    membership_id: int | None = None
    levy_id: int | None = None
    season_id: int | None = None

    @property
    def key(self) -> tuple[int, int | None, int | None, int | None]:
        """The key of the `OpenDue` that it pays."""
        return self.member_id, self.membership_id, self.levy_id, self.season_id


@dataclass(frozen=True)
class Payment:
    """What was received, as a person says it. Amounts in minor units.

    Attributes:
        amount: that was received.
        method: a key of `records.METHODS`.
        member_id: the member at the desk, whose dues it pays and to whom a credit belongs; None for a donation of
            somebody who is no member.
        name: who paid, when it was not that member.
        account_id: where the money went; by default the first account that suits the method.
        shares: the dues it pays; None fills the open dues in their order.
        rest: `CREDIT` or `DONATE`: what becomes of what is more than the shares.
        credit: credit of the member that is used besides.
        reference: number of the cheque or of the transaction.
        through: bank of the cheque, or operator.
        text: what a donation is for.
    """

    amount: int
    day: datetime.date
    method: str = "cash"
    member_id: int | None = None
    name: str = ""
    account_id: int | None = None
    shares: tuple[Share, ...] | None = None
    rest: str = ""
    credit: int = 0
    reference: str = ""
    through: str = ""
    text: str = ""

    @property
    def more(self) -> int:
        """What is more than the shares."""
        return self.amount + self.credit - sum(share.amount for share in self.shares or ())


def take_payment(payment: Payment, *, today: datetime.date) -> Receipt:
    """Post what was received and issue its receipt, as one operation that can only be reversed.

    Raises:
        Invalid: see `check_payment`.
        Refused: the books refuse the entry; see `ledger.post`.
    """
    if problems := check_payment(payment, today=today):
        raise Invalid(problems)
    payment = filled(payment)
    with operation(N_("Receive a payment"), undoable=False):
        return _take(_enrolled(payment, today), today)


def take_each(payment: Payment, *, today: datetime.date) -> list[Receipt]:
    """Take what one person pays for several, with an entry and a receipt for each of them, as one operation.

    What is more than is due goes with the part of the first of them.

    Raises:
        Invalid: see `check_payment`.
        Refused: the books refuse an entry; nothing at all is taken then.
    """
    if problems := check_payment(payment, today=today):
        raise Invalid(problems)
    with operation(N_("Receive a payment"), undoable=False):
        whole = _enrolled(filled(payment), today)
        return [_take(part, today) for part in _parts(whole)]


def _take(payment: Payment, today: datetime.date) -> Receipt:
    entry = post(_draft(payment), today=today)
    is_donation = not payment.shares and payment.rest == DONATE
    return receipts.issue(
        entry.id,
        kind=receipts.DONATION if is_donation else receipts.DUES,
        member_id=None if payment.name.strip() else payment.member_id,
        today=today,
    )


def _parts(payment: Payment) -> list[Payment]:
    """A payment cut into one for each member whose dues it pays; one that uses credit, or pays no dues, stays whole."""
    by_member: dict[int, list[Share]] = {}
    for share in payment.shares or ():
        by_member.setdefault(share.member_id, []).append(share)
    if payment.credit or len(by_member) < 2:
        return [payment]
    found, more = [], payment.more
    for shares in by_member.values():
        amount = sum(share.amount for share in shares) + more
        found.append(replace(payment, amount=amount, shares=tuple(shares)))
        more = 0
    return found


def _enrolled(payment: Payment, today: datetime.date) -> Payment:
    """The payment with those enrolled, and the seasons opened, that it pays ahead."""
    ahead = [share for share in payment.shares or () if share.season_id is not None]
    by_season: dict[int, list[int]] = {}
    for share in ahead:
        by_season.setdefault(share.season_id or 0, []).append(share.member_id)
    written: dict[tuple[int, int | None], int] = {}
    for key, ids in by_season.items():
        season = season_of_key(key)
        if key < 0:
            open_proposed(season)
        proposals = proposed(ids, season, today)
        if set(proposals) != set(ids):
            raise Refused(_("This member cannot be enrolled for that season. Choose the member again."))
        for member_id, data in proposals.items():
            written[member_id, key] = save_membership(member_id, data).id
    if not written:
        return payment
    shares = (
        replace(share, season_id=None, membership_id=written[share.member_id, share.season_id])
        if share.season_id is not None
        else share
        for share in payment.shares or ()
    )
    return replace(payment, shares=tuple(shares))


def use_credit(
    member_id: int, *, day: datetime.date, today: datetime.date, amount: int | None = None
) -> Entry:
    """Pay open dues of a member with their credit; no money moves and no receipt is issued.

    Args:
        amount: how much of it; by default as much as there is, and as is due.

    Raises:
        Invalid: there is no such credit, or nothing that it could pay.
    """
    dues, credit = open_dues(member_id), credit_of(member_id)
    wanted = min(credit, sum(due.left for due in dues)) if amount is None else amount
    shares = shares_of(dues, wanted)
    payment = Payment(0, day, method="", member_id=member_id, shares=shares, credit=wanted)
    if wanted <= 0 or not shares:
        raise Invalid({"credit": _("There is no credit, or nothing left to pay with it.")})
    if problems := check_payment(payment, today=today):
        raise Invalid(problems)
    return post(_draft(payment), today=today)


def shares_of(dues: Sequence[OpenDue], amount: int) -> tuple[Share, ...]:
    """An amount spread over dues in their order, as far as it and they reach."""
    parts = zip(dues, propose_shares(dues, amount), strict=True)
    return tuple(
        Share(due.member_id, part, due.membership_id, due.levy_id, due.season_id)
        for due, part in parts
        if part
    )


def filled(payment: Payment) -> Payment:
    """The payment with its account and its shares chosen where the person chose none."""
    account_id = payment.account_id
    if account_id is None and payment.amount:
        account_id = account_for(payment.method).id
    if payment.shares is None:
        dues = open_dues(payment.member_id) if payment.member_id is not None else []
        payment = replace(payment, shares=shares_of(dues, payment.amount + payment.credit))
    return replace(payment, account_id=account_id)


def account_for(method: str) -> Account:
    """The account that money of a method comes into when nobody chose another.

    Raises:
        Refused: there is none.
    """
    return first_account(_KINDS.get(method, "cash"))


def dues_account() -> Account:
    """The income account of dues: that of the charts, else the first of all incomes."""
    return _income(_DUES_CODES)


def donations_account() -> Account:
    """The income account of donations: that of the charts, else the first of all incomes."""
    return _income(_DONATION_CODES)


def _income(codes: Sequence[str]) -> Account:
    found = accounts(kinds=("income",))
    return next((account for account in found if account.code in codes), None) or first_account("income")


# Checks


def check_payment(payment: Payment, *, today: datetime.date) -> dict[str, str]:
    """Field → what is wrong with a payment; the fields are those of `Payment`."""
    say = the_association().conventions_in(language())
    problems = _check_amounts(payment, say)
    if problem := _why_not_day(payment.day, today):
        problems["day"] = problem
    if problem := _why_not_payer(payment):
        problems["member_id"] = problem
    if problem := _why_not_account(payment):
        problems["account_id"] = problem
    if problems:
        return problems
    whole = filled(payment)
    if problem := _why_not_shares(whole, today, say):
        return {"shares": problem}
    return _check_rest(whole, say)


def _check_amounts(payment: Payment, say: Conventions) -> dict[str, str]:
    if payment.method not in METHODS and payment.amount:
        return {"method": _("Choose how it was paid.")}
    if payment.amount < 0 or (payment.amount == 0 and payment.credit <= 0):
        return {"amount": _("Write the amount that was received, more than nothing.")}
    if payment.amount > MOST:
        return {"amount": _("This amount is too large to be right.")}
    if payment.credit:
        there = credit_of(payment.member_id) if payment.member_id is not None else 0
        if not 0 <= payment.credit <= there:
            return {"credit": _("The credit is only {amount}.").format(amount=say.money(there))}
    return {}


def _why_not_day(day: datetime.date, today: datetime.date) -> str:
    if day > today:
        return _("This day lies in the future. Write the day on which the money was received.")
    year = year_on(day)
    if year is not None and year.closed_on is not None:
        return _(
            "The books of {year} are closed. Write the payment in a year that is open, and say so in the text."
        ).format(year=year)
    return ""


def _why_not_payer(payment: Payment) -> str:
    if payment.member_id is None:
        if not payment.name.strip():
            return _("Say who paid: a member, or a name.")
        return ""
    member = Member.get_or_none(Member.id == payment.member_id)
    if member is None:
        return _("This member is no longer there.")
    if member.erased_on is not None:
        return _("This member was erased on request. Nothing is written about them any more.")
    if member.archived_on is not None:
        return _("{name} is in the archive. Bring them back first, then take the payment.").format(
            name=member.full_name
        )
    return ""


def _why_not_account(payment: Payment) -> str:
    if not payment.amount:
        return ""
    if payment.account_id is None:
        try:
            account_for(payment.method)
        except Refused as refusal:
            return str(refusal)
        return ""
    account = Account.get_or_none(Account.id == payment.account_id)
    if account is None or account.kind not in MONEY_KINDS:
        return _("Choose an account where money is kept.")
    if account.archived:
        return _("The account {account} is archived. Bring it back first.").format(account=account.name)
    return ""


def _why_not_shares(payment: Payment, today: datetime.date, say: Conventions) -> str:
    shares = payment.shares or ()
    members = list(dict.fromkeys(share.member_id for share in shares))
    known = {due.key: due for due in open_dues(members[0], others=members)} if members else {}
    if any(share.season_id is not None for share in shares):
        known |= {due.key: due for due in dues_ahead(members[0], today=today, others=members)}
    if len({share.key for share in shares}) != len(shares):
        return _("The same due is there twice.")
    for share in shares:
        due = known.get(share.key)
        if due is None:
            return _("Something of this was paid or taken back in the meantime. Choose the member again.")
        if share.amount <= 0:
            return _("Each part of the payment is more than nothing.")
        if share.amount > due.left:
            return _("For {what}, only {left} is left to pay.").format(
                what=due.text, left=say.money(due.left)
            )
    if payment.more < 0:
        return _("The parts add up to more than was received.")
    return ""


def _check_rest(payment: Payment, say: Conventions) -> dict[str, str]:
    if payment.more == 0:
        return {}
    if payment.rest not in (CREDIT, DONATE):
        return {
            "rest": _(
                "{amount} is more than what is paid with it. Choose whether it is kept as credit or is a donation."
            ).format(amount=say.money(payment.more))
        }
    if payment.rest == CREDIT and payment.member_id is None:
        return {"rest": _("Only a member can have credit. Choose the member, or make it a donation.")}
    if payment.rest == CREDIT and payment.credit:
        return {"credit": _("Use no more credit than is needed.")}
    return {}


# The entry


def _draft(payment: Payment) -> Draft:
    """The entry of a payment. Whom it is about stands in its lines alone, so that a name can be taken out later."""
    lines = []
    if payment.amount and payment.account_id is not None:
        lines.append(Line(payment.account_id, payment.amount))
    if payment.credit:
        lines.append(Line(first_account("credit").id, payment.credit, payment.member_id))
    told = []
    for share in payment.shares or ():
        line, text = _line(share)
        lines.append(line)
        told.append(text)
    if payment.more and payment.rest == CREDIT:
        lines.append(Line(first_account("credit").id, -payment.more, payment.member_id))
        told.append(_("Kept as credit"))
    elif payment.more:
        lines.append(Line(donations_account().id, -payment.more, payment.member_id))
        told.append(payment.text.strip() or _("Donation"))
    kind = "dues"
    if not payment.amount:
        kind = "credit"
    elif not payment.shares and payment.rest == DONATE:
        kind = "donation"
    return Draft(
        kind,
        payment.day,
        tuple(lines),
        text=", ".join(dict.fromkeys(told)),
        party=payment.name,
        method=payment.method,
        reference=payment.reference,
        through=payment.through,
    )


def _line(share: Share) -> tuple[Line, str]:
    """The posting of a share, and what it is for."""
    if share.levy_id is not None:
        levy = Levy.get_by_id(share.levy_id)
        return Line(levy.account_id, -share.amount, share.member_id, levy_id=levy.id), str(levy.text)
    membership = Membership.get_by_id(share.membership_id)
    text = _("Dues {season}").format(season=membership.season.label)
    return Line(dues_account().id, -share.amount, share.member_id, membership.id), text
