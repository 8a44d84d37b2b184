"""What a receipt says, in the words and in the order in which every layout shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from assoc_desktop.association.records import the_association
from assoc_desktop.language import _, ngettext, speaking
from assoc_desktop.storage import attachment
from assoc_desktop.treasury.receipts import DONATION, ReceiptFacts, ReceiptLine
from assoc_desktop.treasury.words import amount_in_words

#: So many lines fit on half a page; more are summed up, and listed on a page of their own.
MOST_LINES = 6


@dataclass(frozen=True)
class Issuer:
    """Who issues the receipt: name, lines of address, town, and the logo's bytes."""

    name: str
    lines: tuple[str, ...]
    town: str
    logo: bytes | None


@dataclass(frozen=True)
class Wording:
    """All texts of a receipt.

    Attributes:
        rows: (caption, text) in their order: from whom, the amount in words, how it was paid.
        lines: (what for, amount); summed up when there are many.
        details: the same, one by one, when `lines` are summed up; else empty.
        mark: `Duplicate` or nothing.
        reversed: that it was taken back, when and why; or nothing.
    """

    title: str
    number: str
    amount: str
    rows: tuple[tuple[str, str], ...]
    lines: tuple[tuple[str, str], ...]
    left: str
    place: str
    signature: str
    mark: str = ""
    reversed: str = ""
    details: tuple[tuple[str, str], ...] = field(default=())


def issuer(language: str) -> Issuer:
    """The association, as it stands at the head of its receipts."""
    association = the_association()
    conventions = association.conventions_in(language)
    address = conventions.address_lines(
        association.address, association.postcode, association.town, association.region, association.country
    )
    phone = conventions.phone(association.phone) if association.phone else ""
    reach = " · ".join(filter(None, (phone, association.email)))
    logo = attachment.read(association.logo_id) if association.logo_id else None
    lines = (", ".join(address), reach, association.registration)
    return Issuer(association.name, tuple(filter(None, lines)), association.town, logo)


def wording(facts: ReceiptFacts) -> Wording:
    """The texts of a receipt, in its receiver's language."""
    association = the_association()
    with speaking(facts.language):
        say = association.conventions_in(facts.language)
        is_donation = facts.kind == DONATION
        payer = (
            _("{name}, number {number}").format(name=facts.payer, number=facts.payer_number)
            if facts.payer_number
            else facts.payer
        )
        rows = [
            (_("Received from"), payer or _("(name taken out on request)")),
            (_("The sum of"), amount_in_words(facts.amount, association.currency, facts.language)),
            (_("Paid by"), " · ".join(filter(None, (facts.method, facts.through, facts.reference)))),
            (_("Day of payment"), say.date(facts.day)),
        ]
        lines = [(_told(line), say.money(line.amount)) for line in facts.lines]
        grouped = lines if len(lines) <= MOST_LINES else [(text, say.money(n)) for text, n in _summed(facts)]
        taken_back = _("REVERSED on {day}: {reason}")
        return Wording(
            title=_("Receipt for a donation") if is_donation else _("Receipt"),
            number=_("No. {number}").format(number=facts.number),
            amount=say.money(facts.amount),
            rows=tuple(row for row in rows if row[1]),
            lines=tuple(grouped),
            left=_left(facts.left, say.money),
            place=_place(association.town, say.date(facts.issued_on, "long")),
            signature=_("For the association: name, function, signature"),
            mark=_("DUPLICATE") if facts.prints else "",
            reversed=taken_back.format(day=say.date(facts.reversed_on), reason=facts.reason)
            if facts.reversed_on
            else "",
            details=tuple(lines) if len(lines) > MOST_LINES else (),
        )


def _told(line: ReceiptLine) -> str:
    if not line.whose:
        return line.text
    return _("{what}: {name}").format(what=line.text, name=line.whose)


def _summed(facts: ReceiptFacts) -> list[tuple[str, int]]:
    """Equal lines of several members together, and beyond the place that there is, all others in one."""
    sums: dict[str, list[int]] = {}
    for line in facts.lines:
        sums.setdefault(line.text, []).append(line.amount)
    groups = [(_times(text, len(amounts)), sum(amounts)) for text, amounts in sums.items()]
    if len(groups) <= MOST_LINES:
        return groups
    others = groups[MOST_LINES - 1 :]
    told = ngettext("{n} other", "{n} others", len(others)).format(n=len(others))
    return [*groups[: MOST_LINES - 1], (told, sum(amount for _text, amount in others))]


def _times(text: str, n: int) -> str:
    return text if n == 1 else _("{what}, {n} times").format(what=text, n=n)


def _left(left: int | None, money: object) -> str:
    if left is None:
        return ""
    if left == 0:
        return _("Nothing is left to pay.")
    return _("Left to pay: {amount}").format(amount=money(left))  # type: ignore[operator]


def _place(town: str, day: str) -> str:
    return _("{town}, {day}").format(town=town, day=day) if town else day


def file_name(facts: Sequence[ReceiptFacts]) -> str:
    """The name proposed for the file of some receipts."""
    if len(facts) == 1:
        return _("Receipt {number}").format(number=facts[0].number.replace("/", "-")) + ".pdf"
    return _("Receipts") + ".pdf"
