"""The years of the books: opened by the first entry, closed once, never opened again."""

from __future__ import annotations

import datetime

from assoc_desktop.association.records import the_association
from assoc_desktop.association.rules import season_of
from assoc_desktop.language import N_, _
from assoc_desktop.refusals import Refused
from assoc_desktop.storage.history import operation
from assoc_desktop.treasury.records import FinancialYear


def year_on(day: datetime.date) -> FinancialYear | None:
    """The year of the books that a day falls in, if it was opened."""
    return next(iter(FinancialYear.raw(_YEAR_ON, day, day)), None)


#: Asked for every entry, so the statement is put together once.
_YEAR_ON = "SELECT * FROM financial_year WHERE starts_on <= ? AND ends_on >= ?"


def years() -> list[FinancialYear]:
    """All years of the books, the latest first."""
    return list(FinancialYear.select().order_by(FinancialYear.starts_on.desc()))


def open_year(day: datetime.date) -> FinancialYear:
    """The year of the books that a day falls in, opened if it is not there yet. It runs as seasons do.

    Raises:
        Refused: the year is closed, or lies before one that is.
    """
    found = year_on(day)
    if found is not None:
        _check_open(found)
        return found
    association = the_association()
    label, starts_on, ends_on = season_of(day, association.season_start_month, association.season_start_day)
    starts_on, ends_on = _between_others(day, starts_on, ends_on)
    later = (
        FinancialYear.select()
        .where((FinancialYear.starts_on > day) & FinancialYear.closed_on.is_null(False))
        .order_by(FinancialYear.starts_on)
        .first()
    )
    if later is not None:
        raise Refused(
            _("The books of {later} are closed: nothing can be written in a year before it.").format(
                later=later
            )
        )
    label = _free_label(label)
    with operation(N_("Open the books of {year}"), undoable=False, year=label):
        return FinancialYear.create(label=label, starts_on=starts_on, ends_on=ends_on)


def _check_open(year: FinancialYear) -> None:
    if year.closed_on is not None:
        raise Refused(
            _(
                "The books of {year} are closed. Write it in a year that is open, and say so in the text."
            ).format(year=year)
        )


def _between_others(
    day: datetime.date, starts_on: datetime.date, ends_on: datetime.date
) -> tuple[datetime.date, datetime.date]:
    """The days that no other year has: seasons may have begun in another month before."""
    one_day = datetime.timedelta(days=1)
    before = (
        FinancialYear.select()
        .where(FinancialYear.ends_on < day)
        .order_by(FinancialYear.ends_on.desc())
        .first()
    )
    after = (
        FinancialYear.select().where(FinancialYear.starts_on > day).order_by(FinancialYear.starts_on).first()
    )
    if before is not None:
        starts_on = max(starts_on, before.ends_on + one_day)
    if after is not None:
        ends_on = min(ends_on, after.starts_on - one_day)
    return starts_on, ends_on


def _free_label(label: str) -> str:
    """The label, with a number when a shortened year bears it already."""
    taken = {year.label for year in FinancialYear.select()}
    if label not in taken:
        return label
    return next(other for n in range(2, len(taken) + 3) if (other := f"{label} ({n})") not in taken)
