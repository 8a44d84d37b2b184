"""Counting members: who is asked about, what is counted, and who stands behind each number."""

from assoc_desktop.members.statistics.rules.asking import Question, question_for
from assoc_desktop.members.statistics.rules.counting import Crossing, crossing, read_figures
from assoc_desktop.members.statistics.rules.dimensions import Dimension, dimensions
from assoc_desktop.members.statistics.rules.figures import Figure, Line, shortened
from assoc_desktop.members.statistics.rules.members import ids_behind
from assoc_desktop.members.statistics.rules.movements import LEAVES, Months, movements
from assoc_desktop.members.statistics.rules.reading import Statistics, read_statistics
from assoc_desktop.members.statistics.rules.renewals import renewals

__all__ = [
    "LEAVES", "Crossing", "Dimension", "Figure", "Line", "Months", "Question", "Statistics", "crossing",
    "dimensions", "ids_behind", "movements", "question_for", "read_figures", "read_statistics", "renewals", "shortened",
]  # fmt: skip
