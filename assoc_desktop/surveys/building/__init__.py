"""Making surveys: sections, questions and choices in their order, with a code for each question.

A survey in preparation is changed as a whole: `sections_of` gives it as plain data, and `save_sections` writes it back in
one operation, where what kept its id is the same question as before. Once a survey is open its questions stand, because
forms are printed and answers point to them; a further round is a copy of its own.
"""

from assoc_desktop.surveys.building.checking import check_ready, check_sections, check_survey, in_preparation
from assoc_desktop.surveys.building.life import close_survey, next_round, open_survey
from assoc_desktop.surveys.building.model import (
    WITH_CHOICES,
    Choice,
    Question,
    Section,
    move,
    questions_of,
    remove,
    sections_of,
    survey_named,
    the_survey,
)
from assoc_desktop.surveys.building.writing import (
    new_survey,
    remove_survey,
    save_question,
    save_section,
    save_sections,
    save_survey,
    with_codes,
)

__all__ = (
    "WITH_CHOICES", "Choice", "Question", "Section", "check_ready", "check_sections", "check_survey", "close_survey",
    "in_preparation", "move", "new_survey", "next_round", "open_survey", "questions_of", "remove", "remove_survey",
    "save_question", "save_section", "save_sections", "save_survey", "sections_of", "survey_named", "the_survey", "with_codes",
)  # fmt: skip
