"""What a survey found: response rate, distributions, means, the recommendation score, by group, and since the last round.

Everything is counted by SQL from the rows of the answers; nothing is stored. A group of whom fewer than five answered a
question is not told, neither by itself nor by subtraction.
"""

from assoc_desktop.surveys.results.counting import (
    LEAST_FOR_SCORE,
    Before,
    QuestionResult,
    Recommendation,
    Results,
    quotes_of,
    read_results,
)
from assoc_desktop.surveys.results.grouping import (
    LEAST,
    Grouping,
    GroupRow,
    by_group,
    groupings_of,
    hidden_groups,
)
from assoc_desktop.surveys.results.report import results_report, told_survey
from assoc_desktop.surveys.results.telling import (
    Figure,
    Line,
    figures_of,
    group_tables,
    told_groups,
    told_rate,
)

__all__ = (
    "LEAST", "LEAST_FOR_SCORE", "Before", "Figure", "GroupRow", "Grouping", "Line", "QuestionResult", "Recommendation",
    "Results", "by_group", "figures_of", "group_tables", "groupings_of", "hidden_groups", "quotes_of", "read_results",
    "results_report", "told_groups", "told_rate", "told_survey",
)  # fmt: skip
