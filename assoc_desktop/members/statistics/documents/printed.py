"""The report as the association prints it: its name, its logo, its paper."""

from __future__ import annotations

from collections.abc import Callable

from assoc_desktop.association.records import the_association
from assoc_desktop.language import _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.statistics.documents.report import statistics_report
from assoc_desktop.members.statistics.rules.asking import told_question
from assoc_desktop.members.statistics.rules.reading import Statistics
from assoc_desktop.members.statistics.rules.tables import all_tables, who
from assoc_desktop.storage import attachment


def report_of(
    statistics: Statistics,
    conventions: Conventions,
    *,
    most: int,
    progress: Callable[[int, int], object] | None = None,
) -> bytes:
    """The PDF of all statistics.

    Args:
        most: lines of a figure at most; the rest is gathered in one line.
    """
    association = the_association()
    return statistics_report(
        all_tables(statistics, conventions, most=most),
        title=_("Statistics: {members}").format(members=who(statistics.question)),
        told=told_question(statistics.question, conventions),
        association=str(association.name),
        conventions=conventions,
        logo=attachment.read_many({association.logo_id}).get(association.logo_id)
        if association.logo_id
        else None,
        progress=progress,
    )
