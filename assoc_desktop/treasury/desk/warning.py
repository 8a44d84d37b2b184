"""What a person should look at before a payment is taken. Nothing here refuses it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from assoc_desktop.association.records import Season, the_association
from assoc_desktop.language import _, language
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.fees import fee_for
from assoc_desktop.members.memberships import categories
from assoc_desktop.members.records import Member, Membership
from assoc_desktop.storage.database import database
from assoc_desktop.treasury import receipts
from assoc_desktop.treasury.desk.dues import season_of_key
from assoc_desktop.treasury.desk.payments import Payment, filled

_LONG = datetime.timedelta(days=31)
_YEARS = datetime.timedelta(days=2 * 366)
_NOT_REVERSED = "NOT EXISTS (SELECT 1 FROM entry AS reversal WHERE reversal.reverses_id = entry.id)"


def warnings(payment: Payment, *, today: datetime.date) -> list[str]:
    """Where amount, day, season and member do not agree, in sentences.

    Args:
        payment: one that `check_payment` lets through.
    """
    say = the_association().conventions_in(language())
    payment = filled(payment)
    return [
        *_about_day(payment, today, say),
        *_about_seasons(payment, say),
        *_about_amount(payment, say),
        *_about_twice(payment, say),
        *_about_reference(payment, say),
        *_about_member(payment, say),
    ]


def _about_day(payment: Payment, today: datetime.date, say: Conventions) -> Iterator[str]:
    if today - payment.day > _LONG:
        yield _("{day} is more than a month ago.").format(day=say.date(payment.day))


def _about_seasons(payment: Payment, say: Conventions) -> Iterator[str]:
    for season in _seasons(payment):
        if season.starts_on > payment.day:
            yield _("The season {season} begins only on {day}: it is paid ahead.").format(
                season=season.label, day=say.date(season.starts_on)
            )
        elif payment.day - season.ends_on > _YEARS:
            yield _("The season {season} ended on {day}, more than two years before this payment.").format(
                season=season.label, day=say.date(season.ends_on)
            )


def _seasons(payment: Payment) -> list[Season]:
    keys: dict[int, None] = {}
    for share in payment.shares or ():
        if share.season_id is not None:
            keys[share.season_id] = None
        elif share.membership_id is not None:
            keys[Membership.get_by_id(share.membership_id).season_id] = None
    return [season_of_key(each) for each in keys]


def _about_amount(payment: Payment, say: Conventions) -> Iterator[str]:
    """The amount is what another category costs: was the member enrolled in the wrong one?"""
    shares = [share for share in payment.shares or () if share.membership_id is not None]
    if len(shares) != 1 or shares[0].amount != payment.amount + payment.credit - payment.more:
        return
    membership = Membership.get_by_id(shares[0].membership_id)
    received = payment.amount + payment.credit
    if received in (membership.fee_due - membership.reduction, membership.fee_due):
        return
    kind = membership.member.kind
    same = [
        each.name
        for each in categories(kind=kind)
        if each.id != membership.category_id and fee_for(each, membership.season) == received
    ]
    if same:
        yield _("{amount} is the fee of “{other}”, but {name} is enrolled in “{category}”.").format(
            amount=say.money(received), other=same[0], name=membership.member, category=membership.category
        )


def _about_twice(payment: Payment, say: Conventions) -> Iterator[str]:
    members = {share.member_id for share in payment.shares or ()} | {payment.member_id}
    ids = ", ".join(str(each) for each in members if each is not None)
    if not ids or not payment.amount:
        return
    sql = f"""SELECT financial_year.label, receipt.number FROM receipt
        JOIN entry ON entry.id = receipt.entry_id JOIN financial_year ON financial_year.id = receipt.year_id
        WHERE entry.day = ? AND receipt.amount = ? AND {_NOT_REVERSED}
        AND EXISTS (SELECT 1 FROM posting WHERE posting.entry_id = entry.id AND posting.member_id IN ({ids}))"""
    found = database.execute_sql(sql, (payment.day.isoformat(), payment.amount)).fetchall()
    for year, number in found[:1]:
        yield _(
            "{amount} was received for the same member on the same day already: receipt {number}."
        ).format(amount=say.money(payment.amount), number=receipts.number_of(year, number))


def _about_reference(payment: Payment, say: Conventions) -> Iterator[str]:
    reference = payment.reference.strip()
    if not reference:
        if payment.method == "cheque":
            yield _("The number of the cheque is not written down.")
        elif payment.method == "mobile":
            yield _("The number of the transaction is not written down.")
        return
    sql = f"""SELECT day FROM entry WHERE method = ? AND reference = ? AND through = ? AND reverses_id IS NULL
        AND {_NOT_REVERSED} LIMIT 1"""
    values = (payment.method, reference, payment.through.strip())
    if found := database.execute_sql(sql, values).fetchone():
        yield _("“{reference}” was entered before, for {day}.").format(
            reference=reference, day=say.date(datetime.date.fromisoformat(found[0]))
        )


def _about_member(payment: Payment, say: Conventions) -> Iterator[str]:
    if payment.member_id is None:
        return
    member = Member.get_by_id(payment.member_id)
    if member.deceased_on is not None:
        yield _("{name} died on {day}.").format(name=member.full_name, day=say.date(member.deceased_on))
    elif member.resigned_on is not None and member.resigned_on <= payment.day:
        yield _("{name} resigned on {day}.").format(name=member.full_name, day=say.date(member.resigned_on))
