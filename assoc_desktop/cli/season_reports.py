"""Reports of a season that `report` writes beside those of the treasury. A feature that has one adds a line here."""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Callable

from assoc_desktop.association.records import Season
from assoc_desktop.benefits.figures import benefits_report
from assoc_desktop.cli.seasons import season_or_present
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.reports.tables import Report


def _benefits(season: Season, say: Conventions, _today: datetime.date) -> Report:
    return benefits_report(season, say)


def _retention(season: Season, say: Conventions, today: datetime.date) -> Report:
    from assoc_desktop.listening.retention.documents.report import retention_report

    return retention_report(season, say, today=today)


def _solidarity(season: Season, say: Conventions, _today: datetime.date) -> Report:
    from assoc_desktop.benefits.fund.report import fund_report

    return fund_report(season, say)


def _review(season: Season, say: Conventions, _today: datetime.date) -> Report:
    from assoc_desktop.benefits.reviews.figures import review_report
    from assoc_desktop.benefits.reviews.rounds import review_of

    return review_report(review_of(season), say)


#: Report → what makes it of a season and of today, in the language that is spoken.
SEASON_REPORTS: dict[str, Callable[[Season, Conventions, datetime.date], Report]] = {
    "benefits": _benefits,
    "retention": _retention,
    "review": _review,
    "solidarity": _solidarity,
}


def season_report(options: argparse.Namespace) -> Callable[[Conventions], Report]:
    """What makes the report that is asked for, of the season named, else of the present one.

    Raises:
        Refused: there is no such season.
    """
    season, make = season_or_present(options.season, options.today), SEASON_REPORTS[options.report]
    return lambda say: make(season, say, options.today)
