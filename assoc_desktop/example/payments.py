"""What the example's members pay: alone, for a household, for those an institution employs, in parts, too much, too late."""

from __future__ import annotations

import datetime
import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from assoc_desktop.association.records import Season
from assoc_desktop.example.diary import Chart, Diary, share_of
from assoc_desktop.example.fund import help_with_dues
from assoc_desktop.language import _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.records import INSTITUTION
from assoc_desktop.storage.database import database
from assoc_desktop.treasury.desk.payments import CREDIT, DONATE, Payment, Share, take_payment, use_credit
from assoc_desktop.treasury.desk.reversing import reverse_receipt
from assoc_desktop.treasury.levies import LevyData, charge
from assoc_desktop.treasury.plans import proposed_plan, save_plan
from assoc_desktop.treasury.records import Levy

#: How many of a hundred have paid by the end of the two past seasons, and until today.
_PAID = (97, 91, 45)
_STUDY_DAY = 3_000
_METHODS = ("cash", "cash", "cash", "cash", "mobile", "mobile", "mobile", "cheque")
_MOBILE = "Example Mobile"
#: Amount and way of the donation of each season.
_GIFTS = ((50_000, "cheque"), (75_000, "transfer"), (60_000, "cash"))


@dataclass(frozen=True)
class Owed:
    """A membership with something to pay; amounts in minor units."""

    id: int
    member_id: int
    season: int
    amount: int
    kind: str
    employer_id: int | None
    payer_id: int | None
    begins: datetime.date
    stays: datetime.date
    struck_off: bool


_OWED_SQL = """
    SELECT membership.id, membership.member_id, season.starts_on, fee_due - reduction, member.kind, member.employer_id,
           household.payer_id, max(membership.starts_on, coalesce(member.joined_on, '')),
           coalesce(member.deceased_on, member.resigned_on, season.ends_on),
           member.struck_off_on IS NOT NULL AND member.struck_off_on < season.ends_on
    FROM membership JOIN season ON season.id = season_id JOIN member ON member.id = membership.member_id
    LEFT JOIN household_member ON household_member.member_id = member.id
    LEFT JOIN household ON household.id = household_id
    WHERE fee_due > reduction AND member.archived_on IS NULL ORDER BY season.starts_on, membership.id
"""


def owed_in(seasons: Sequence[Season]) -> list[list[Owed]]:
    """What is to be paid in each season, by the order in which the members joined."""
    places = {season.starts_on.isoformat(): place for place, season in enumerate(seasons)}
    found: list[list[Owed]] = [[] for _season in seasons]
    for row in database.execute_sql(_OWED_SQL):
        number, member, starts_on, amount, kind, employer, payer, begins, stays, struck_off = row
        place = places[starts_on]
        first, last = datetime.date.fromisoformat(begins), datetime.date.fromisoformat(stays)
        owed = Owed(number, member, place, amount, kind, employer, payer, first, last, bool(struck_off))
        found[place].append(owed)
    return found


@dataclass
class Payments:
    """Writes what members pay into the diary."""

    diary: Diary
    chart: Chart
    seasons: Sequence[Season]
    conventions: Conventions
    chance: random.Random
    _numbers: int = 0
    _done: set[int] = field(default_factory=set)

    def plan(self) -> None:
        """Write down who pays when in each season."""
        for place, owed in enumerate(owed_in(self.seasons)):
            self._special(place, owed)
            self._together(place, owed)
            self._alone(place, owed)
            self._study_day(place, owed)
        self._gifts()

    def _last_day(self, place: int) -> datetime.date:
        """Until when a season's dues come: most in its first two thirds; until today in the present one."""
        first, last = self._span(place)
        return last if last == self.diary.today else share_of(first, last, 0.66)

    def _span(self, place: int) -> tuple[datetime.date, datetime.date]:
        """The first day of a season, and its last one, or today."""
        season = self.seasons[place]
        first: datetime.date = season.starts_on
        last: datetime.date = season.ends_on
        return first, min(last, self.diary.today)

    def _day(self, owed: Owed) -> datetime.date:
        """When somebody pays: sooner rather than later, never before they belong."""
        last = min(self._last_day(owed.season), owed.stays)
        first = min(owed.begins, last)
        return share_of(first, last, self.chance.random() ** 1.5)

    def _free(self, owed: Sequence[Owed], kind: str = "") -> list[Owed]:
        return [
            each
            for each in owed
            if each.id not in self._done and not each.struck_off and (not kind or each.kind == kind)
        ]

    # One way after the other

    def _special(self, place: int, owed: list[Owed]) -> None:
        """What happens to some: a fund pays, a plan, too much that is kept, a payment taken back, one that came late."""
        singles = [
            each
            for each in self._free(owed)
            if each.employer_id is None and each.payer_id is None and each.kind != INSTITUTION
        ]
        if place == 0:
            return
        helped, generous, wrong, other, *late = singles[3:10]
        self._done |= {helped.id, generous.id, wrong.id, other.id}
        self.diary.on(self._day(helped), partial(self._help, helped))
        self.diary.on(self._day(generous), partial(self._overpay, generous))
        self.diary.on(self._day(wrong), partial(self._take_back, wrong, other))
        if place == 1:
            self._use_credit_of(generous)
            self._pay_late([other, *late])
        if place == 2:
            for each in self._free(owed, INSTITUTION)[2:4]:
                self._pay_by_plan(each)

    def _help(self, owed: Owed, day: datetime.date) -> None:
        """The solidarity fund pays half, the member the rest."""
        half = owed.amount // 2
        season = self.seasons[owed.season]
        help_with_dues(owed.member_id, season, half, self.chart["fund"], day, self.conventions)
        self._take(owed.member_id, [Share(owed.member_id, owed.amount - half, owed.id)], "cash", day)

    def _overpay(self, owed: Owed, day: datetime.date) -> None:
        """Twice as much as is due: the rest is credit."""
        share = Share(owed.member_id, owed.amount, owed.id)
        self._take(owed.member_id, [share], "mobile", day, amount=2 * owed.amount, rest=CREDIT)

    def _use_credit_of(self, owed: Owed) -> None:
        """What was paid too much in the season before pays for the present one."""
        for each in owed_in(self.seasons)[2]:
            if each.member_id == owed.member_id:
                self._done.add(each.id)
                self.diary.on(each.begins, lambda day: use_credit(owed.member_id, day=day, today=day))

    def _pay_late(self, owed: Sequence[Owed]) -> None:
        """Some pay last season's dues in the present one, once they were reminded."""
        day = share_of(*self._span(2), 0.9)
        for each in owed:
            self._done.add(each.id)
            self.diary.on(day, partial(self._pay, [each], "cash"))

    def _take_back(self, owed: Owed, other: Owed, day: datetime.date) -> None:
        """Entered for the wrong member, and put right on the same day."""
        receipt_id = self._pay([other], "cash", day)
        reason = _("Entered for the wrong member.")
        reverse_receipt(receipt_id, on=day, reason=reason, today=day)
        self._pay([owed], "cash", day)

    def _pay_by_plan(self, owed: Owed) -> None:
        """Four parts, a month apart; those whose day has come are paid, but for the last of them."""
        self._done.add(owed.id)
        first = owed.begins
        parts = proposed_plan(owed.amount, 4, first)
        save_plan(owed.id, parts, conventions=self.conventions)
        due = [part for part in parts if part.due_on <= self.diary.today]
        for part in due[: max(1, len(due) - 1)]:
            share = Share(owed.member_id, part.amount, owed.id)
            self.diary.on(part.due_on, partial(self._take, owed.member_id, [share], "cheque"))

    def _together(self, place: int, owed: list[Owed]) -> None:
        """Institutions that settle for those they employ, and payers of households."""
        groups: dict[int, list[Owed]] = defaultdict(list)
        for each in self._free(owed):
            if payer := each.payer_id or each.employer_id:
                groups[payer].append(each)
        for number, (payer, people) in enumerate(sorted(groups.items())):
            own = [each for each in self._free(owed) if each.member_id == payer and each not in people]
            if place and people[0].payer_id is None and number % 3 != place:
                continue  # their people pay by themselves
            together = [*own, *people]
            self._done |= {each.id for each in together}
            begins = max(each.begins for each in together)
            day = max(begins, self._day(together[0]))
            method = "mobile" if people[0].payer_id else ("cheque" if number % 2 else "transfer")
            self.diary.on(day, partial(self._pay, together, method, payer=payer))

    def _alone(self, place: int, owed: list[Owed]) -> None:
        """Everybody else: most pay, some a part, some nothing yet."""
        for number, each in enumerate(self._free(owed)):
            if self.chance.random() * 100 >= _PAID[place]:
                continue
            self._done.add(each.id)
            methods = ("transfer", "cheque", "transfer") if each.kind == INSTITUTION else _METHODS
            method = self.chance.choice(methods)
            half = each.amount // 2 if place and number % 9 == 4 else 0
            self.diary.on(self._day(each), partial(self._pay, [each], method, amount=half))

    def _study_day(self, place: int, owed: list[Owed]) -> None:
        """A levy besides the dues: an event that some come to and most of them pay."""
        if place == 0:
            return
        season = self.seasons[place]
        day = share_of(*self._span(place), 0.7)
        belonging = [each for each in owed if each.begins <= day and each.stays == season.ends_on]
        guests = list(dict.fromkeys(each.member_id for each in belonging))[4:40:3]
        text = _("Study day {year}").format(year=season.label)
        data = LevyData("event", text, self.chart["706"], _STUDY_DAY, day, season.id)
        self.diary.on(day, lambda _day: charge(guests, data))
        self.diary.on(day, partial(self._pay_levies, guests, text))

    def _pay_levies(self, guests: Sequence[int], text: str, day: datetime.date) -> None:
        levies = {each.member_id: each.id for each in Levy.select().where(Levy.text == text)}
        for member_id in guests[: len(guests) * 2 // 3]:
            share = Share(member_id, _STUDY_DAY, levy_id=levies[member_id])
            self._take(member_id, [share], "cash", day)

    def _gifts(self) -> None:
        """Donations, of friends who are no members."""
        for place, (amount, method) in enumerate(_GIFTS):
            self.diary.on(share_of(*self._span(place), 0.35), partial(self._take_gift, amount, method))

    def _take_gift(self, amount: int, method: str, day: datetime.date) -> None:
        reference, through = self._paper(method)
        gift = Payment(
            amount, day, method, name=_("Friends of the example libraries"), account_id=self._account(method),
            shares=(), rest=DONATE, reference=reference, through=through,
            text=_("For books in the languages of the country"),
        )  # fmt: skip
        take_payment(gift, today=day)

    # Taking it

    def _pay(
        self,
        owed: Sequence[Owed],
        method: str,
        day: datetime.date,
        *,
        payer: int | None = None,
        amount: int = 0,
    ) -> int:
        """Take what some owe, or a part of what one owes; the id of the receipt."""
        shares = [Share(each.member_id, amount or each.amount, each.id) for each in owed]
        return self._take(payer or owed[0].member_id, shares, method, day)

    def _take(
        self,
        member_id: int,
        shares: Sequence[Share],
        method: str,
        day: datetime.date,
        *,
        amount: int = 0,
        rest: str = "",
    ) -> int:
        total = amount or sum(share.amount for share in shares)
        reference, through = self._paper(method)
        payment = Payment(
            total, day, method, member_id, account_id=self._account(method), shares=tuple(shares), rest=rest,
            reference=reference, through=through,
        )  # fmt: skip
        return int(take_payment(payment, today=day).id)

    def _account(self, method: str) -> int:
        return self.chart[{"transfer": "bank", "cheque": "cheques"}.get(method, method)]

    def _paper(self, method: str) -> tuple[str, str]:
        """The number of a cheque or transaction, and its bank or operator."""
        self._numbers += 1
        if method == "cheque":
            return f"{4_100_200 + 7 * self._numbers}", _("Example Bank")
        if method == "mobile":
            return f"EX{240_100_000 + 31 * self._numbers}", _MOBILE
        return f"VIR-{1_000 + self._numbers}" if method == "transfer" else "", ""
