"""Both records of one member answered the same survey with their name: what was answered later stays.

The answers are kept by the surveys, which members do not know: their tables are read here by their names alone.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from assoc_desktop.language import _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.storage.database import database


def goes_over(kept: Any, going: Any) -> bool:
    """Whether of two answers to a survey that of the member who goes stays, because it was given later."""
    return (going.answered_on or datetime.date.min) > (kept.answered_on or datetime.date.min)


def settle_answers(kept: Any, going: Any) -> None:
    """Let one of two rows of `survey_response` stand, with what it says."""
    keep_id, record = kept.member_id, type(going)
    stays, goes = (going, kept) if goes_over(kept, going) else (kept, going)
    database.execute_sql("DELETE FROM survey_answer WHERE response_id = ?", (goes.id,))
    goes.delete_instance()
    record.update(member=keep_id).where(record.id == stays.id).execute()


def answers_that_follow(keep_id: int, other_id: int, conventions: Conventions) -> Iterator[str]:
    """What becomes of the surveys that the other one answered, in sentences; nothing is written."""
    sql = """
        SELECT survey.name, its.answered_on, mine.id IS NOT NULL, mine.answered_on
        FROM survey_response AS its JOIN survey ON survey.id = its.survey_id
        LEFT JOIN survey_response AS mine ON mine.survey_id = its.survey_id AND mine.member_id = ?
        WHERE its.member_id = ? ORDER BY its.answered_on, survey.name
    """
    for survey, theirs, both, ours in database.execute_sql(sql, (keep_id, other_id)).fetchall():
        if not both:
            yield _("What was answered to “{survey}” follows.").format(survey=survey)
            continue
        early, late = sorted((theirs or "", ours or ""))
        yield _(
            "Both answered “{survey}”: what was said on {late} stays, what was said on {early} goes."
        ).format(survey=survey, late=_told(late, conventions), early=_told(early, conventions))


def _told(day: str, conventions: Conventions) -> str:
    return conventions.date(datetime.date.fromisoformat(day)) if day else _("an unknown day")
