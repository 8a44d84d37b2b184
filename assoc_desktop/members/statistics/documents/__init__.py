"""Statistics on paper and in a spreadsheet."""

from assoc_desktop.members.statistics.documents.charts import chart_of
from assoc_desktop.members.statistics.documents.printed import report_of
from assoc_desktop.members.statistics.documents.report import statistics_report
from assoc_desktop.members.statistics.documents.spreadsheet import write_spreadsheet

__all__ = ["chart_of", "report_of", "statistics_report", "write_spreadsheet"]
