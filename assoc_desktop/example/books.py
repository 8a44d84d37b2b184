"""The example's books: a chart, three years of money in and out, vouchers, deposits, counts, budgets, years closed."""

from __future__ import annotations

import datetime
import random
from collections.abc import Sequence
from functools import partial

from assoc_desktop.association.records import Season
from assoc_desktop.example.diary import Chart, Diary, share_of
from assoc_desktop.example.payments import Payments
from assoc_desktop.example.portraits import draw_voucher
from assoc_desktop.language import N_, _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.treasury.accounts import AccountData, chart_for, open_account, save_account, start_chart
from assoc_desktop.treasury.budgets import save_budget
from assoc_desktop.treasury.cashbook.closing import close_year
from assoc_desktop.treasury.cashbook.entries import EXPENSE, INCOME, TRANSFER, CashData, record_entry
from assoc_desktop.treasury.counts import CountData, pieces_of, record_count
from assoc_desktop.treasury.deposits import DepositData, record_deposit, waiting_cheques
from assoc_desktop.treasury.receipts import note_print, receipt_ids
from assoc_desktop.treasury.records import FinancialYear
from assoc_desktop.treasury.reminders.levels import level_numbered
from assoc_desktop.treasury.reminders.planning import plan_round
from assoc_desktop.treasury.reminders.sending import mark_sent, prepare
from assoc_desktop.treasury.vouchers import Scan, add_voucher, scan_from
from assoc_desktop.treasury.years import open_year, year_on

_SEED = 1983
#: Account → what was in it when the books were begun.
_OPENING = {"bank": 310_000, "cash": 60_000, "mobile": 35_000, "fund": 90_000}
#: Code of the expenditure, from which account, amount, what for, in which months.
_SPENT = (
    ("622", "bank", 75_000, N_("Rent of the office, quarter"), (1, 4, 7, 10)),
    ("628", "mobile", 9_500, N_("Telephone and internet"), (2, 5, 8, 11)),
    ("605", "cash", 9_200, N_("Paper and ink"), (2, 6, 10)),
    ("627", "bank", 130_000, N_("Printing of the bulletin"), (4, 11)),
    ("618", "cash", 18_500, N_("Travel to the branches"), (3, 8)),
    ("618", "bank", 145_000, N_("Room and meals of the study day"), (9,)),
    ("631", "bank", 3_250, N_("Account keeping"), (3, 6, 9, 12)),
)
_GRANT, _GRANT_MONTH = 300_000, 2
#: Code → what is planned for a year.
_PLANNED = {
    "701": 700_000, "704": 60_000, "71": 300_000, "706": 40_000, "605": 35_000, "622": 300_000, "627": 260_000,
    "618": 190_000, "628": 40_000, "631": 13_000,
}  # fmt: skip
#: So much stays in the cash box when the rest is brought to the bank.
_FLOAT = 35_000
_REMINDED = datetime.timedelta(days=25)


def keep_books(seasons: Sequence[Season], today: datetime.date, conventions: Conventions) -> None:
    """Begin the books with the oldest season and keep them until today; call when everybody is enrolled."""
    start_chart(chart_for(conventions.country))
    _Books(seasons, today, conventions).keep()


class _Books:
    """What the treasurer does, written into the diary and then done day by day."""

    def __init__(self, seasons: Sequence[Season], today: datetime.date, conventions: Conventions) -> None:
        self._seasons, self._today, self._conventions = seasons, today, conventions
        self._chart = Chart.read()
        self._diary = Diary(today)
        self._chance = random.Random(_SEED)
        self._spent = 0
        self._vouchers: dict[str, Scan] = {}

    def keep(self) -> None:
        self._name_accounts()
        first_days: list[datetime.date] = [season.starts_on for season in self._seasons]
        self._diary.on(first_days[0], self._begin)
        for season, day in zip(self._seasons, first_days, strict=True):
            self._diary.on(day, self._plan_year)
            self._spend(season)
        Payments(self._diary, self._chart, self._seasons, self._conventions, random.Random(_SEED)).plan()
        for season in self._seasons:
            self._care_for(season)
        remind_on = max(first_days[-1], self._today - _REMINDED)
        self._diary.on(remind_on, _remind)
        for season, next_day in zip(self._seasons, first_days[1:], strict=False):
            closed_on = min(self._today, next_day + datetime.timedelta(days=45))
            self._diary.on(closed_on, partial(self._close, season))
        self._diary.live()
        # The latest three are still to be printed.
        printed_at = datetime.datetime.combine(self._today, datetime.time(9), datetime.UTC)
        note_print(receipt_ids()[3:], at=printed_at)

    def _name_accounts(self) -> None:
        for kind, holder, number in (
            ("bank", _("Example Bank"), "10001 00002 00000000003 04"),
            ("mobile", "Example Mobile", "+237670000000"),
        ):
            account = self._chart.account(kind)
            data = AccountData(account.code, account.name, account.kind, "", holder, number, account.position)
            save_account(data, account_id=account.id)

    def _begin(self, day: datetime.date) -> None:
        for key, amount in _OPENING.items():
            open_account(self._chart[key], amount, day, today=day)

    def _plan_year(self, day: datetime.date) -> None:
        """The budget of a year, which grows a little from one to the next."""
        year = open_year(day)
        growth = 100 + 4 * sum(season.starts_on < day for season in self._seasons)
        amounts = {self._chart[code]: amount * growth // 10_000 * 100 for code, amount in _PLANNED.items()}
        save_budget(year, amounts)

    def _spend(self, season: Season) -> None:
        """What is spent in a year, and the grant that comes."""
        first: datetime.date = season.starts_on
        for code, source, amount, text, months in _SPENT:
            for month in months:
                day = first.replace(month=month) + datetime.timedelta(days=self._chance.randint(1, 26))
                more = 50 * self._chance.randint(0, 60)
                data = CashData(
                    EXPENSE, day, self._chart[source], self._chart[code], amount + more, _(text),
                    party=_("Example supplier"),
                )  # fmt: skip
                self._diary.on(day, partial(self._record, data, code))
        day = first.replace(month=_GRANT_MONTH, day=15)
        grant = CashData(
            INCOME, day, self._chart["bank"], self._chart["71"], _GRANT, _("Grant for the year"),
            party=_("Example town council"), reference=f"EX-{season.label}",
        )  # fmt: skip
        self._diary.on(day, partial(self._record, grant, "71"))

    def _record(self, data: CashData, code: str, day: datetime.date) -> None:
        """Post an entry; most have a scanned voucher, some lack it."""
        entry = record_entry(data, today=day)
        self._spent += 1
        if self._spent % 7 != 5:
            if code not in self._vouchers:
                self._vouchers[code] = scan_from(f"exemple-{code}.jpg", draw_voucher(data.text))
            add_voucher(entry.id, self._vouchers[code])

    def _care_for(self, season: Season) -> None:
        """Four times a year the cash and the cheques go to the bank; at the end of the year the cash is counted."""
        first: datetime.date = season.starts_on
        ends_on: datetime.date = season.ends_on
        last, is_over = min(ends_on, self._today), ends_on < self._today
        for part in (0.25, 0.5, 0.75, 0.985) if is_over else (0.3, 0.75):
            self._diary.on(share_of(first, last, part), self._deposit)
        self._diary.on(share_of(first, last, 0.6), self._empty_wallet)
        counted_on = ends_on if is_over else share_of(first, last, 0.95)
        self._diary.on(counted_on, partial(self._count, missing=150 if is_over else 0))

    def _deposit(self, day: datetime.date) -> None:
        cash = max(0, (self._chart.holds("cash", day) - _FLOAT) // 5_000 * 5_000)
        cheques = [each.entry_id for each in waiting_cheques() if each.day <= day]
        if cash or cheques:
            taken = {self._chart["cash"]: cash} if cash else {}
            data = DepositData(day, self._chart["bank"], taken, cheques, reference=f"B{day:%y%m%d}")
            record_deposit(data, today=day)

    def _empty_wallet(self, day: datetime.date) -> None:
        amount = max(0, self._chart.holds("mobile", day) - 40_000) // 1_000 * 1_000
        if amount:
            data = CashData(TRANSFER, day, self._chart["mobile"], self._chart["bank"], amount)
            record_entry(data, today=day)

    def _count(self, day: datetime.date, *, missing: int) -> None:
        """Count the notes and coins; what is missing is booked on purpose."""
        left = self._chart.holds("cash", day) - missing
        pieces = {}
        for value in pieces_of(self._conventions.currency):
            pieces[value], left = divmod(left, value)
        data = CountData(self._chart["cash"], day, pieces)
        if missing:
            data = CountData(
                self._chart["cash"], day, pieces, self._chart["658"], _("Small change that is missing")
            )
        record_count(data, today=day)

    def _close(self, season: Season, day: datetime.date) -> None:
        year = year_on(season.ends_on)
        if isinstance(year, FinancialYear):
            close_year(year.id, today=day, conventions=self._conventions)


def _remind(day: datetime.date) -> None:
    """One round of the first level went out by letter."""
    planned = plan_round(level_numbered(1), day)
    mark_sent(prepare(planned, "letter"), on=day)
