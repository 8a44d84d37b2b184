"""The results of a survey on paper and in a spreadsheet."""

from __future__ import annotations

from pathlib import Path

from assoc_desktop.association.records import the_association
from assoc_desktop.association.rules import head_of
from assoc_desktop.exchange.tables import Progress
from assoc_desktop.language import speaking
from assoc_desktop.reports.printed import report_pdf
from assoc_desktop.reports.spreadsheet import write_report
from assoc_desktop.surveys.records import Survey
from assoc_desktop.surveys.results import results_report


def results_pdf(survey: Survey | int, language: str = "") -> bytes:
    """The report with charts, in a language, else the association's."""
    head = head_of(language or the_association().language)
    return report_pdf(lambda say: results_report(survey, say), head)


def write_results(
    path: Path, survey: Survey | int, language: str = "", *, progress: Progress | None = None
) -> None:
    """All counts as a spreadsheet, a sheet for each question.

    Raises:
        Refused: it cannot be written there.
    """
    association = the_association()
    say = association.conventions_in(language or association.language)
    with speaking(say.language):
        write_report(path, results_report(survey, say), say.decimals, progress=progress)
