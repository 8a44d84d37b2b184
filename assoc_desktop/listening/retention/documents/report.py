"""The report on retention: every figure with its groups, its chart and its definition."""

from __future__ import annotations

import datetime
from dataclasses import replace
from functools import partial

from assoc_desktop.association.records import Season
from assoc_desktop.exchange.tables import Progress
from assoc_desktop.language import _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.listening.retention.documents.charts import chart_of
from assoc_desktop.listening.retention.rules.reading import Retention, read_retention
from assoc_desktop.listening.retention.rules.tables import FIGURES, combined
from assoc_desktop.reports.tables import Report, Table


def report_of(retention: Retention, say: Conventions, *, progress: Progress | None = None) -> Report:
    """The report of figures that are read.

    Args:
        progress: called with (figures worked out, figures in all).
    """
    tables = []
    for at, figure in enumerate(FIGURES):
        if progress:
            progress(at, len(FIGURES))
        tables.append(_table(retention, figure, say))
    told = _(
        "Season {season}, as of {day}. Seasons before it as of their last day. {n} people were ever members."
    )
    words = told.format(
        season=retention.season.label,
        day=say.date(retention.now.day),
        n=say.number(len(retention.people.belongs)),
    )
    title = _("Retention {season}: who stays, and why people leave").format(season=retention.season.label)
    shown = tuple(table for table in tables if table.rows)
    return Report(title, words, shown, _("Retention {season}").format(season=retention.season.label))


def retention_report(season: Season, say: Conventions, *, today: datetime.date) -> Report:
    """The report on the retention of a season."""
    return report_of(read_retention(season, today), say)


def _table(retention: Retention, figure: str, say: Conventions) -> Table:
    found = combined(retention, figure)
    if found.drawn is None:
        return found.table
    return replace(found.table, chart=partial(chart_of, found.drawn, found.table.title, say))
