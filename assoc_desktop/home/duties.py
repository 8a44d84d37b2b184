"""What needs doing today in the books and in listening: each with a sentence, and the place that it leads to."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from assoc_desktop.actions.listing import action_ids, action_rows
from assoc_desktop.benefits.catalogue import ending_agreements
from assoc_desktop.benefits.fund.requests import waiting_requests
from assoc_desktop.benefits.reviews.rounds import reviews_to_decide
from assoc_desktop.language import _, ngettext
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.listening.prospects.listing import steps_due
from assoc_desktop.storage.database import database
from assoc_desktop.treasury.cashbook.listing import MISSING_SQL
from assoc_desktop.treasury.deposits import waiting_cheques
from assoc_desktop.treasury.plans import overdue_on
from assoc_desktop.treasury.receipts import unprinted_ids
from assoc_desktop.treasury.records import Account, FinancialYear, Reminder
from assoc_desktop.treasury.reminders.levels import level_numbered, spoken
from assoc_desktop.treasury.reminders.planning import count_due
from assoc_desktop.treasury.statements.listing import counts


@dataclass(frozen=True)
class Duty:
    """One line.

    Attributes:
        sign: name of its icon.
        tone: of its count.
        words: what follows the count.
        choice: what the tab is asked to show.
        tab: key of that tab.
    """

    sign: str
    tone: str
    count: int
    words: str
    choice: dict[str, Any]
    tab: str = "treasury"


def read_duties(today: datetime.date, conventions: Conventions) -> list[Duty]:
    """What needs doing, the most urgent first; nothing of the books before they are begun."""
    others = (
        *_agreements(today, conventions),
        *_requests(),
        *_reviews(),
        *_actions(today),
        *_next_steps(today),
    )
    beside = [each for each in others if each.count]
    if not Account.select().exists():
        return beside
    found = [
        *_years(today),
        *_arrears(today, conventions),
        *_reminders(today),
        *_rounds(),
        *_statement_lines(),
        *_cheques(conventions),
        *_vouchers(),
        *_receipts(),
    ]
    return [*(each for each in found if each.count), *beside]


def _agreements(today: datetime.date, conventions: Conventions) -> Iterator[Duty]:
    ending = ending_agreements(today)
    if not ending:
        return
    n, first = len(ending), ending[0]
    words = ngettext(
        "agreement on a benefit runs out: {benefit}, {date}",
        "agreements on benefits run out within 60 days, the first: {benefit}, {date}",
        n,
    ).format(benefit=first.name, date=conventions.date(first.until))
    choice = {"place": "catalogue", "benefit": first.benefit_id}
    yield Duty("benefits", "warn", n, words, choice, "benefits")


def _requests() -> Iterator[Duty]:
    n = waiting_requests()
    words = ngettext(
        "request to the solidarity fund to decide", "requests to the solidarity fund to decide", n
    )
    yield Duty("shield", "warn", n, words, {"place": "fund", "state": "open"}, "benefits")


def _reviews() -> Iterator[Duty]:
    for review, left in reviews_to_decide():
        choice = {"place": "reviews", "review": review.id}
        words = ngettext(
            "decision to take in the review {name}", "decisions to take in the review {name}", left
        )
        if not left:
            words = _("review is decided and can be closed: {name}")
        yield Duty("star", "info", left or 1, words.format(name=review.name), choice, "benefits")


def _years(today: datetime.date) -> Iterator[Duty]:
    years = list(
        FinancialYear.select()
        .where((FinancialYear.ends_on < today) & FinancialYear.closed_on.is_null())
        .order_by(FinancialYear.starts_on)
    )
    labels = ", ".join(str(year) for year in years)
    words = ngettext(
        "year ended and is not closed: {years}", "years ended and are not closed: {years}", len(years)
    )
    yield Duty("lock", "warn", len(years), words.format(years=labels), {"place": "cashbook", "closing": True})


def _arrears(today: datetime.date, conventions: Conventions) -> Iterator[Duty]:
    late = overdue_on(today)
    ids = tuple(dict.fromkeys(each.member_id for each in late))
    words = ngettext("member in arrears: {amount}", "members in arrears: {amount}", len(ids))
    amount = conventions.money(sum(each.amount for each in late))
    choice = {"place": "dues", "season_id": None, "ids": ids, "told": _("In arrears")}
    yield Duty("treasury", "bad", len(ids), words.format(amount=amount), choice)


def _reminders(today: datetime.date) -> Iterator[Duty]:
    for number, n in count_due(today).items():
        words = ngettext("letter to prepare: {level}", "letters to prepare: {level}", n)
        name = spoken(level_numbered(number)).name
        yield Duty("bell", "warn", n, words.format(level=name), {"place": "reminders", "level": number})


def _rounds() -> Iterator[Duty]:
    n = Reminder.select(Reminder.round).where(Reminder.sent_on.is_null()).distinct().count()
    words = ngettext(
        "round of reminders is not marked as sent", "rounds of reminders are not marked as sent", n
    )
    yield Duty("check", "info", n, words, {"place": "reminders", "view": "rounds"})


def _statement_lines() -> Iterator[Duty]:
    n = counts()["open"]
    words = ngettext("line of a statement to confirm", "lines of statements to confirm", n)
    yield Duty("import", "info", n, words, {"place": "statements", "state": "open"})


def _cheques(conventions: Conventions) -> Iterator[Duty]:
    cheques = waiting_cheques()
    words = ngettext(
        "cheque to bring to the bank: {amount}", "cheques to bring to the bank: {amount}", len(cheques)
    )
    amount = conventions.money(sum(each.amount for each in cheques))
    yield Duty(
        "institution",
        "info",
        len(cheques),
        words.format(amount=amount),
        {"place": "cashbook", "deposit": True},
    )


def _vouchers() -> Iterator[Duty]:
    n = int(database.execute_sql(f"SELECT count(*) FROM entry WHERE {MISSING_SQL}").fetchone()[0])
    words = ngettext("entry without its voucher", "entries without their voucher", n)
    yield Duty("list", "neutral", n, words, {"place": "cashbook", "shown": "missing"})


def _receipts() -> Iterator[Duty]:
    n = len(unprinted_ids())
    words = ngettext("receipt was never printed", "receipts were never printed", n)
    yield Duty("print", "neutral", n, words, {"place": "desk", "unprinted": True})


def _actions(today: datetime.date) -> Iterator[Duty]:
    due = action_rows(action_ids("due", today))
    late = sum(1 for each in due if each.state(today) == "overdue")
    words = ngettext("action is due", "actions are due", len(due))
    if late:
        told = _("{words}, {late} of them overdue")
        words = told.format(words=words, late=late)
    tone = "bad" if late else "warn"
    yield Duty("actions", tone, len(due), words, {"place": "actions", "shown": "due"}, "listening")


def _next_steps(today: datetime.date) -> Iterator[Duty]:
    n = steps_due(today)
    words = ngettext("next step with a possible member is due", "next steps with possible members are due", n)
    yield Duty("possible", "info", n, words, {"place": "prospects", "shown": "open"}, "listening")
