"""Which dues a payment may be for."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from assoc_desktop.association.records import the_association
from assoc_desktop.language import _, language, ngettext
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.language.folding import fold
from assoc_desktop.treasury.balances import Due
from assoc_desktop.treasury.statements.known import Known, Named, name_of
from assoc_desktop.treasury.statements.listing import LineRow
from assoc_desktop.treasury.statements.numbers import entries_named
from assoc_desktop.treasury.statements.proposals import Part, Proposal
from assoc_desktop.treasury.statements.seasons import seasons_named

#: How sure a way of naming a member is.
_NAMED = {"number": 65, "phone": 58, "receipt": 50, "name": 45}
_BY_PARTY = 10
_ONE_WORD = 15
#: How sure the amount makes it.
_FITS = {"one": 30, "all": 28, "group": 27, "part": 6, "rest": 0}
#: How much surer, or less sure, a season makes it that is named.
_SEASON, _OTHER_SEASON = 5, -45
#: A payment within so many days of the day it was due is likelier.
_NEAR_DAYS = 60
#: An amount alone tells something only when few members owe just that.
_FEW = 3
#: Of more than so many who owe an amount, it is not asked for which season.
_MANY = 20


@dataclass(frozen=True)
class Spread:
    """A payment spread over dues; `fit` is a key of `_FITS`."""

    parts: tuple[tuple[Due, int], ...]
    rest: int
    fit: str


def spread(
    amount: int, own: Sequence[Due], others: Sequence[Due] = (), named: Collection[str] = ()
) -> Spread:
    """Spread a payment over dues, never more on one than is left to pay for it.

    Dues that are named come before others. One due of just that amount comes first, then the sum of all own dues, of
    the first of them, of all together; else they are filled in their order.

    Args:
        own: dues of the payer, the oldest first.
        others: dues of those for whom the payer may pay too.
        named: texts of dues that the line names.
    """
    own, others = (sorted(dues, key=lambda due: due.text not in named) for dues in (own, others))
    of_those = [due for due in own if due.text in named] or own
    exact = [due for due in of_those if due.left == amount]
    if exact:
        return Spread(((exact[0], amount),), 0, "one")
    for dues, fit in ((own, "all"), ([*own, *others], "group")):
        for count in range(len(dues), 1, -1):
            if sum(due.left for due in dues[:count]) == amount:
                return Spread(tuple((due, due.left) for due in dues[:count]), 0, fit)
    only_others = [due for due in others if due.left == amount]
    if only_others and not own:
        return Spread(((only_others[0], amount),), 0, "group")
    parts, rest = [], amount
    for due in [*own, *others]:
        if rest > 0:
            share = min(rest, due.left)
            parts.append((due, share))
            rest -= share
    return Spread(tuple(parts), rest, "rest" if rest else "part")


def dues_proposals(line: LineRow, known: Known) -> list[Proposal]:
    """What dues a line that brings money may pay, surest or not."""
    if line.amount <= 0:
        return []
    say = the_association().conventions_in(language())
    said = f"{line.text} {line.reference}"
    numbered = known.by_number(f"{line.party} {said}")
    named = [
        *numbered,
        *known.by_phone(f"{line.party} {said}"),
        *_by_receipt(said, line.day),
        *known.by_name(line.party, line.text),
    ]
    found = []
    if len(numbered) > 1:
        found.append(_together(line, numbered, known, say))
    for member_id in dict.fromkeys(each.member_id for each in named):
        signals = [each for each in named if each.member_id == member_id]
        found.append(_of_member(line, member_id, signals, known, say))
    return found or _by_amount(line, known)


def proposal_for(line: LineRow, member_id: int, known: Known) -> Proposal:
    """What a line pays when a person says which member it is from."""
    say = the_association().conventions_in(language())
    made = _spread(line, [member_id], known)
    reasons = (_("Chosen by you"), *_amount_reasons(made, say))
    return _proposal(member_id, made, 90, reasons, known)


def _spread(line: LineRow, member_ids: list[int], known: Known) -> Spread:
    """A line over the dues of some members, and when it is one member, of those for whom they pay."""
    own = known.dues(member_ids)
    others = known.dues(known.pays_for.get(member_ids[0], [])) if len(member_ids) == 1 else []
    words = fold(f"{line.party} {line.text} {line.reference}")
    levies = {due.text for due in [*own, *others] if due.levy_id is not None and fold(due.text) in words}
    return spread(line.amount, own, others, levies | _seasons(line, known))


def _seasons(line: LineRow, known: Known) -> frozenset[str]:
    return seasons_named(known.seasons, f"{line.text} {line.reference}")


def _season_reason(line: LineRow, made: Spread, known: Known) -> tuple[int, list[str]]:
    """How much surer a named season makes it, and why: who paid it already is not likely to pay for another."""
    named = _seasons(line, known)
    paid = {due.text for due, _amount in made.parts if due.membership_id is not None}
    if not named or not paid:
        return 0, []
    told = ", ".join(sorted(paid & named or named))
    if paid & named:
        return _SEASON, [_("The text names the season {season}").format(season=told)]
    words = _("The text names the season {season}, for which nothing is left to pay")
    return _OTHER_SEASON, [words.format(season=told)]


def _together(line: LineRow, numbered: list[Named], known: Known, say: Conventions) -> Proposal:
    """One deposit for several members, each named by number."""
    ids = [each.member_id for each in numbered]
    made = _spread(line, ids, known)
    numbers = ", ".join(each.word for each in numbered)
    surer, why = _season_reason(line, made, known)
    reasons = (_("Member numbers: {numbers}").format(numbers=numbers), *_amount_reasons(made, say), *why)
    return _proposal(ids[0], made, _NAMED["number"] + 5 + _FITS[made.fit] + surer, reasons, known)


def _of_member(
    line: LineRow, member_id: int, signals: list[Named], known: Known, say: Conventions
) -> Proposal:
    made = _spread(line, [member_id], known)
    surer, why = _season_reason(line, made, known)
    score = max(_sureness(each) for each in signals) + 6 * (len(signals) - 1) + _FITS[made.fit] + surer
    reasons = [*_name_reasons(signals), *_amount_reasons(made, say), *why]
    if made.parts and _is_near(line.day, made.parts[0][0].due_on):
        score += 3
        reasons.append(_("Near the day it was due"))
    return _proposal(member_id, made, score, tuple(reasons), known)


def _by_amount(line: LineRow, known: Known) -> list[Proposal]:
    """Nobody is named: the few who owe just this amount, for the season if one is named."""
    owing = [each for each, left in known.left.items() if left == line.amount]
    if len(owing) <= _MANY:
        fits = {each: _season_reason(line, _spread(line, [each], known), known)[0] for each in owing}
        owing = [each for each in owing if fits[each] >= 0]
    if not 1 <= len(owing) <= _FEW:
        return []
    words = ngettext(
        "{n} member owes just this amount", "{n} members owe just this amount", len(owing)
    ).format(n=len(owing))
    made = ((each, _spread(line, [each], known)) for each in owing)
    return [_proposal(each, one, 36 // len(owing), (words,), known) for each, one in made]


def _by_receipt(said: str, day: datetime.date) -> list[Named]:
    """The members who were given the receipts that a text names: what was left then may be paid now."""
    return [
        Named(each.member_id, "receipt", each.number)
        for each in entries_named(said, day)
        if each.kind == "receipt" and each.member_id is not None
    ]


def _sureness(named: Named) -> int:
    score = _NAMED[named.how]
    if named.how == "name":
        score = round(score * named.likeness / 100) + (_BY_PARTY if named.by_party else 0)
        score -= _ONE_WORD if " " not in fold(named.word) else 0
    return score - (12 if named.alike > 1 else 0)


def _is_near(day: datetime.date, due_on: datetime.date) -> bool:
    return abs((day - due_on).days) <= _NEAR_DAYS


def _name_reasons(signals: list[Named]) -> list[str]:
    reasons = []
    for each in signals:
        if each.how == "number":
            reasons.append(_("Member number {number}").format(number=each.word))
        elif each.how == "phone":
            reasons.append(_("Phone number {number}").format(number=each.word.strip()))
        elif each.how == "receipt":
            reasons.append(_("Receipt {number}").format(number=each.word))
        elif each.by_party:
            reasons.append(_("Paid by {name}").format(name=each.word))
        else:
            reasons.append(_("The text names {name}").format(name=each.word))
        if each.alike > 1:
            reasons.append(
                ngettext("{n} member fits as well", "{n} members fit as well", each.alike - 1).format(
                    n=each.alike - 1
                )
            )
    return reasons


def _amount_reasons(made: Spread, say: Conventions) -> list[str]:
    if made.fit == "one":
        return [_("Just what is left to pay")]
    if made.fit == "all":
        return [
            ngettext("The sum of {n} due", "The sum of {n} dues", len(made.parts)).format(n=len(made.parts))
        ]
    if made.fit == "group":
        people = len({due.member_id for due, _amount in made.parts})
        return [
            ngettext(
                "Just what {n} member of the household or staff owes",
                "Just what {n} members of the household or staff owe together",
                people,
            ).format(n=people)
        ]
    if made.fit == "part":
        return [_("A part of what is due")]
    if not made.parts:
        return [_("Nothing is due")]
    return [_("{amount} more than is due").format(amount=say.money(made.rest))]


def _proposal(member_id: int, made: Spread, score: int, reasons: tuple[str, ...], known: Known) -> Proposal:
    parts = tuple(Part(due.member_id, amount, due.membership_id, due.levy_id) for due, amount in made.parts)
    return Proposal(
        "dues",
        score,
        _told(member_id, made, known),
        tuple(reasons),
        parts=parts,
        rest=made.rest,
        member_id=member_id,
    )


def _told(member_id: int, made: Spread, known: Known) -> str:
    """`Awa: 2026`, `Awa and 2 others: 3 dues`, or `Awa: nothing is due`."""
    if not made.parts:
        return _("{name}: nothing is due").format(name=name_of(known, member_id))
    people = list(dict.fromkeys(due.member_id for due, _amount in made.parts))
    name = name_of(known, people[0])
    if len(people) > 1:
        others = len(people) - 1
        name = ngettext("{name} and {n} other", "{name} and {n} others", others).format(name=name, n=others)
    texts = list(dict.fromkeys(due.text for due, _amount in made.parts))
    what = ", ".join(texts[:3]) + (", …" if len(texts) > 3 else "")
    return _("{name}: {what}").format(name=name, what=what)
