"""The places of the Treasury tab, in their order. Each is loaded when it is first shown."""

from __future__ import annotations

from assoc_desktop.language import N_
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.places import Place, PlaceOffer


def _dues(desk: Desk) -> Place:
    from assoc_desktop.treasury.tab.dues import DuesPlace

    return DuesPlace(desk)


def _desk(desk: Desk) -> Place:
    from assoc_desktop.treasury.tab.desk import DeskPlace

    return DeskPlace(desk)


def _cash_book(desk: Desk) -> Place:
    from assoc_desktop.treasury.tab.cashbook import CashBookPlace

    return CashBookPlace(desk)


def _statements(desk: Desk) -> Place:
    from assoc_desktop.treasury.tab.statements import StatementsPlace

    return StatementsPlace(desk)


def _reports(desk: Desk) -> Place:
    from assoc_desktop.treasury.tab.reports import ReportsPlace

    return ReportsPlace(desk)


def _reminders(desk: Desk) -> Place:
    from assoc_desktop.treasury.tab.reminders import RemindersPlace

    return RemindersPlace(desk)


PLACES: tuple[PlaceOffer, ...] = (
    PlaceOffer("dues", "members", N_("Dues"), _dues),
    PlaceOffer("desk", "scan", N_("Desk"), _desk),
    PlaceOffer("cashbook", "list", N_("Cash book"), _cash_book),
    PlaceOffer("statements", "import", N_("Statements"), _statements),
    PlaceOffer("reminders", "bell", N_("Reminders"), _reminders),
    PlaceOffer("reports", "chart", N_("Reports"), _reports),
)
