"""Surveys to begin with: whole in English and French, to be changed before they are opened.

Ratings are asked so that the words at their ends fit: 1 “not at all”, 5 “completely”.
"""

from assoc_desktop.surveys.ready_made.benefits import benefits_review
from assoc_desktop.surveys.ready_made.model import ReadyMade
from assoc_desktop.surveys.ready_made.offered import known_benefits, make_ready, ready_made

__all__ = ("ReadyMade", "benefits_review", "known_benefits", "make_ready", "ready_made")
