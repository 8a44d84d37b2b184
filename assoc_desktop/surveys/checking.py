"""Looking through the surveys of the open file for what no rule lets in."""

from __future__ import annotations

from assoc_desktop.language import N_
from assoc_desktop.storage.faults import Fault, listed, told_faults
from assoc_desktop.surveys.records import MODES, QUESTION_KINDS, STATES

_ANSWERS = """
    SELECT survey.name || ' ' || question.code FROM survey_answer AS answer
    JOIN survey_question AS question ON question.id = answer.question_id
    JOIN survey_response AS response ON response.id = answer.response_id
    JOIN survey ON survey.id = response.survey_id
    LEFT JOIN survey_choice AS choice ON choice.id = answer.choice_id
    LEFT JOIN member ON member.id = response.member_id
"""
# What each kind of question keeps. What an erased member wrote was taken out, so a text of theirs may be empty.
_FITS = """
    CASE question.kind
        WHEN 'rating' THEN answer.value BETWEEN 1 AND 5 AND answer.choice_id IS NULL AND answer.text = ''
        WHEN 'recommend' THEN answer.value BETWEEN 0 AND 10 AND answer.choice_id IS NULL AND answer.text = ''
        WHEN 'yes_no' THEN answer.value IN (0, 1) AND answer.choice_id IS NULL AND answer.text = ''
        WHEN 'one' THEN choice.question_id = question.id AND answer.value IS NULL AND answer.text = ''
        WHEN 'several' THEN choice.question_id = question.id AND answer.value IS NULL AND answer.text = ''
        WHEN 'number' THEN answer.value IS NULL AND answer.choice_id IS NULL
            AND answer.text NOT GLOB '*[^0-9.-]*' AND (answer.text != '' OR member.erased_on IS NOT NULL)
        WHEN 'date' THEN answer.value IS NULL AND answer.choice_id IS NULL
            AND (date(answer.text) IS answer.text OR member.erased_on IS NOT NULL AND answer.text = '')
        ELSE answer.value IS NULL AND answer.choice_id IS NULL
            AND (answer.text != '' OR member.erased_on IS NOT NULL)
    END
"""
_FAULTS = (
    Fault(
        """SELECT name FROM survey WHERE mode NOT IN (SELECT value FROM json_each(?))
           OR state NOT IN (SELECT value FROM json_each(?))""",
        N_("Surveys of a kind that this program does not know: {names}."),
        (listed(MODES), listed(STATES)),
    ),
    Fault(
        """SELECT survey.name || ' ' || code FROM survey_question
           JOIN survey ON survey.id = survey_question.survey_id JOIN survey_section ON survey_section.id = section_id
           WHERE kind NOT IN (SELECT value FROM json_each(?)) OR survey_section.survey_id != survey.id""",
        N_(
            "Questions of surveys of a kind that this program does not know, or outside their survey: {names}."
        ),
        (listed(QUESTION_KINDS),),
    ),
    Fault(
        f"{_ANSWERS} WHERE question.survey_id != survey.id OR ({_FITS}) IS NOT TRUE",
        N_("Answers that do not fit their questions: {names}."),
    ),
    Fault(
        f"""{_ANSWERS} WHERE question.kind NOT IN ('several')
            GROUP BY answer.response_id, answer.question_id HAVING count(*) > 1""",
        N_("Questions that one form answers more than once: {names}."),
    ),
    Fault(
        """SELECT survey.name FROM survey_response JOIN survey ON survey.id = survey_id
           WHERE mode IN ('anonymous', 'token') AND (member_id IS NOT NULL OR answered_on IS NOT NULL OR language != '')""",
        N_("Surveys without names in which an answer leads to somebody: {names}."),
    ),
    Fault(
        """SELECT survey.name FROM survey_response JOIN survey ON survey.id = survey_id
           WHERE mode = 'named' AND member_id IS NULL""",
        N_("Surveys with names in which an answer bears none: {names}."),
    ),
    Fault(
        """SELECT name FROM survey WHERE mode = 'token'
           AND (SELECT count(*) FROM survey_response WHERE survey_id = survey.id)
            != (SELECT count(*) FROM survey_token WHERE survey_id = survey.id AND used)""",
        N_("Surveys in which the forms that came in are not as many as the codes used: {names}."),
    ),
    Fault(
        "SELECT name FROM survey WHERE state = 'draft' AND id IN (SELECT survey_id FROM survey_response)",
        N_("Surveys in preparation that were answered already: {names}. Open them."),
    ),
)


def check_surveys() -> list[str]:
    """What is wrong with the surveys, one sentence for each kind of fault. Nothing is changed."""
    return told_faults(_FAULTS)
