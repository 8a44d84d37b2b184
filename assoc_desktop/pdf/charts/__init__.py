"""Charts: one `reportlab.graphics` drawing serves paper and screen.

A chart is made by `bar_chart`, `column_chart` or `line_chart` in a `Style`, which says its size of text, its colours and how
numbers are written. It knows which part of it stands for what, so that a click tells the bar, and says in words what
it shows. Nothing is told by colour alone: bars carry their number, series their own hatch, dash or marker.
"""

from assoc_desktop.pdf.charts.bars import Bar, bar_chart
from assoc_desktop.pdf.charts.columns import Series, column_chart
from assoc_desktop.pdf.charts.lines import line_chart
from assoc_desktop.pdf.charts.model import PAPER, Chart, Colours, Part, Style

__all__ = [
    "PAPER", "Bar", "Chart", "Colours", "Part", "Series", "Style", "bar_chart", "column_chart", "line_chart",
]  # fmt: skip
