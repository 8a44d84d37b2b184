"""The list of surveys: how many were asked, how many answered."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from assoc_desktop.storage.database import database, day_from


@dataclass(frozen=True)
class SurveyRow:
    """A survey in the list.

    Attributes:
        codes: how many codes were drawn for it.
        previous: the name of the round before; empty when it is the first.
    """

    id: int
    name: str
    mode: str
    state: str
    opened_on: datetime.date | None
    closed_on: datetime.date | None
    questions: int
    asked: int
    answered: int
    codes: int
    previous: str

    @property
    def rate(self) -> int | None:
        """Answers in per cent of those asked; None when nobody was asked by name, and before it is open."""
        return round(100 * self.answered / self.asked) if self.asked and self.state != "draft" else None


_SQL = """
    SELECT survey.id, survey.name, survey.mode, survey.state, survey.opened_on, survey.closed_on,
        (SELECT count(*) FROM survey_question WHERE survey_question.survey_id = survey.id),
        (SELECT count(*) FROM survey_invitation WHERE survey_invitation.survey_id = survey.id),
        (SELECT count(*) FROM survey_response WHERE survey_response.survey_id = survey.id),
        (SELECT count(*) FROM survey_token WHERE survey_token.survey_id = survey.id),
        coalesce(before.name, '')
    FROM survey LEFT JOIN survey AS before ON before.id = survey.previous_id
    ORDER BY CASE survey.state WHEN 'open' THEN 0 WHEN 'draft' THEN 1 ELSE 2 END,
        coalesce(survey.closed_on, survey.opened_on) DESC, survey.id DESC
"""


def survey_rows() -> list[SurveyRow]:
    """All surveys: the open ones first, then those in preparation, then the closed ones, the latest first."""
    rows = database.execute_sql(_SQL).fetchall()
    return [
        SurveyRow(row[0], row[1], row[2], row[3], day_from(row[4]), day_from(row[5]), *row[6:])
        for row in rows
    ]
