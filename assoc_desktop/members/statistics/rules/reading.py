"""All statistics of a question, read at once."""

from __future__ import annotations

from dataclasses import dataclass

from assoc_desktop.association.records import Season, present_season
from assoc_desktop.members.statistics.rules.asking import Question, season_before
from assoc_desktop.members.statistics.rules.counting import read_figures
from assoc_desktop.members.statistics.rules.dimensions import Dimension, dimensions
from assoc_desktop.members.statistics.rules.figures import Figure
from assoc_desktop.members.statistics.rules.movements import Months, movements
from assoc_desktop.members.statistics.rules.renewals import renewals


@dataclass(frozen=True)
class Statistics:
    """Everything counted.

    Attributes:
        members: how many; the total of every figure.
        season: the season of joins and leaves: that asked about, or the present one.
        renewals: see `renewals.renewals`; empty without a season before.
    """

    question: Question
    members: int
    dimensions: tuple[Dimension, ...]
    figures: tuple[Figure, ...]
    season: Season | None
    before: Season | None
    months: Months | None
    renewals: tuple[Figure, ...]


def read_statistics(question: Question) -> Statistics:
    """Count everything."""
    chosen = dimensions()
    season = question.season or present_season(question.day)
    before = season_before(season) if season else None
    figures = tuple(read_figures(question, chosen))
    return Statistics(
        question=question,
        members=figures[0].total.count,
        dimensions=tuple(chosen),
        figures=figures,
        season=season,
        before=before,
        months=movements(season, question) if season else None,
        renewals=renewals(season, before, question) if season and before else (),
    )
