"""Counting the answers of a survey: a few statements, whatever its size."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from statistics import median

from assoc_desktop.language.folding import fold
from assoc_desktop.storage.database import database
from assoc_desktop.surveys.answering import SCALES
from assoc_desktop.surveys.building import Choice, Question, questions_of, sections_of, the_survey
from assoc_desktop.surveys.records import Survey, SurveyInvitation, SurveyResponse, SurveyToken
from assoc_desktop.surveys.wording import title_of

#: Of fewer answers a score would jump by many points with each of them, so only counts are told.
LEAST_FOR_SCORE = 30

_COUNTS = """
    SELECT question_id, choice_id, value, count(*) FROM survey_answer
    WHERE question_id IN (SELECT id FROM survey_question WHERE survey_id = :survey) GROUP BY 1, 2, 3
"""
# Of all other kinds an answer is one row.
_ANSWERED = """
    SELECT question_id, count(DISTINCT response_id) FROM survey_answer
    WHERE question_id IN (SELECT id FROM survey_question WHERE survey_id = :survey AND kind = 'several') GROUP BY 1
"""
_TEXTS = """
    SELECT question_id, text FROM survey_answer
    WHERE question_id IN (SELECT id FROM survey_question WHERE survey_id = :survey AND kind = :kind) ORDER BY id
"""


@dataclass(frozen=True)
class Recommendation:
    """Answers from 0 to 10: promoters say 9 or 10, detractors 0 to 6."""

    promoters: int
    passives: int
    detractors: int

    @property
    def score(self) -> int | None:
        """Per cent of promoters less per cent of detractors, from -100 to 100; None of fewer than 30 answers."""
        n = self.promoters + self.passives + self.detractors
        return (
            rounded(Fraction(100 * (self.promoters - self.detractors), n)) if n >= LEAST_FOR_SCORE else None
        )


@dataclass(frozen=True)
class Before:
    """The same question in the round before: how many answered, and what they said.

    Attributes:
        mean: as in `QuestionResult`.
        counts: beside those of now; None where there was no such choice.
    """

    n: int
    mean: Fraction | None
    score: int | None
    counts: tuple[int | None, ...]


@dataclass(frozen=True)
class QuestionResult:
    """What was answered to one question.

    Attributes:
        section: the heading it stands under.
        n: how many forms answer it.
        not_answered: how many do not.
        counts: how often each of `bins` was said; of several choices they add up to more than n.
        mean: of ratings, recommendations and numbers; of yes or no, the share of yes.
        spread: lowest, median and highest number.
        days: first and last day.
        before: None where the round before did not ask it, or not in this kind.
    """

    question: Question
    section: str
    n: int
    not_answered: int
    counts: tuple[int, ...] = ()
    mean: Fraction | None = None
    recommendation: Recommendation | None = None
    spread: tuple[Decimal, Decimal, Decimal] | None = None
    days: tuple[datetime.date, datetime.date] | None = None
    before: Before | None = None


@dataclass(frozen=True)
class Results:
    """What a survey found.

    Attributes:
        asked: members invited, or codes drawn where nobody was invited by name; None where it is not known.
        answered: forms that came back.
        previous: name of the round before, if there was one.
    """

    survey: Survey
    asked: int | None
    answered: int
    questions: tuple[QuestionResult, ...]
    previous: str = ""


def bins_of(question: Question) -> list[int]:
    """What may be said: numbers of a scale, 1 and 0 for yes and no, ids of choices; nothing for other kinds."""
    if question.kind in SCALES:
        low, high = SCALES[question.kind]
        return list(range(low, high + 1))
    if question.kind == "yes_no":
        return [1, 0]
    return [choice.id for choice in question.choices]


def read_results(survey: Survey | int) -> Results:
    """Count the answers of a survey, beside those of the round before."""
    record = the_survey(survey)
    results = _results_of(record)
    if record.previous_id is None:
        return results
    earlier = _results_of(record.previous)
    known = {(one.question.code, one.question.kind): one for one in earlier.questions}
    questions = tuple(
        _beside(one, known.get((one.question.code, one.question.kind))) for one in results.questions
    )
    return Results(record, results.asked, results.answered, questions, str(record.previous.name))


def quotes_of(survey: Survey | int) -> dict[int, list[str]]:
    """Question → the texts that were written. Without names their ids are drawn at random, and so is their order."""
    found: dict[int, list[str]] = {}
    record = the_survey(survey)
    for question_id, text in database.execute_sql(_TEXTS, {"survey": record.id, "kind": "text"}):
        found.setdefault(question_id, []).append(text)
    return found


def recommendation_of(counts: Sequence[int]) -> Recommendation:
    """Promoters, passives and detractors of the counts of 0 to 10."""
    return Recommendation(sum(counts[9:]), sum(counts[7:9]), sum(counts[:7]))


def mean_of(question: Question, counts: Sequence[int]) -> Fraction | None:
    """The mean of what was said on a scale, or the share of yes; None for other kinds, and of no answers."""
    n = sum(counts)
    if not n or question.kind not in (*SCALES, "yes_no"):
        return None
    return Fraction(sum(value * count for value, count in zip(bins_of(question), counts, strict=True)), n)


def rounded(number: Fraction) -> int:
    """The nearest whole number, a half away from nothing, as people round."""
    whole = int(abs(number) + Fraction(1, 2))
    return whole if number >= 0 else -whole


# Inside


def _results_of(survey: Survey) -> Results:
    asked = {"survey": survey.id}
    answered = SurveyResponse.select().where(SurveyResponse.survey == survey).count()
    counts: dict[int, Counter[int]] = {}
    numbers: Counter[int] = Counter()
    for question_id, choice_id, value, count in database.execute_sql(_COUNTS, asked):
        counts.setdefault(question_id, Counter())[choice_id if choice_id is not None else value] += count
        numbers[question_id] += count
    for question_id, count in database.execute_sql(_ANSWERED, asked):
        numbers[question_id] = count
    texts = {kind: _texts(survey, kind) for kind in ("number", "date")}
    questions = tuple(
        _result(question, title_of(section), answered, numbers[question.id], counts, texts)
        for section in sections_of(survey)
        for question in section.questions
    )
    return Results(survey, _asked(survey), answered, questions)


def _texts(survey: Survey, kind: str) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for question_id, text in database.execute_sql(_TEXTS, {"survey": survey.id, "kind": kind}):
        found.setdefault(question_id, []).append(text)
    return found


def _asked(survey: Survey) -> int | None:
    invited = SurveyInvitation.select().where(SurveyInvitation.survey == survey).count()
    drawn = SurveyToken.select().where(SurveyToken.survey == survey).count()
    return invited or drawn or None


def _result(
    question: Question,
    section: str,
    answered: int,
    n: int,
    counts: Mapping[int, Counter[int]],
    texts: Mapping[str, Mapping[int, list[str]]],
) -> QuestionResult:
    found = counts.get(question.id, Counter())
    own = tuple(found[key] for key in bins_of(question))
    mean, spread, days = mean_of(question, own), None, None
    if question.kind == "number" and n:
        values = [Decimal(text) for text in texts["number"][question.id]]
        mean = Fraction(sum(map(Fraction, values), Fraction(0)), 1) / len(values)
        spread = (min(values), Decimal(median(values)), max(values))
    if question.kind == "date" and n:
        written = texts["date"][question.id]
        days = (datetime.date.fromisoformat(min(written)), datetime.date.fromisoformat(max(written)))
    recommendation = recommendation_of(own) if question.kind == "recommend" else None
    return QuestionResult(question, section, n, answered - n, own, mean, recommendation, spread, days)


def _beside(now: QuestionResult, before: QuestionResult | None) -> QuestionResult:
    if before is None or not before.n:
        return now
    if now.question.choices:
        earlier = {
            _meaning(choice): count
            for choice, count in zip(before.question.choices, before.counts, strict=True)
        }
        counts = tuple(earlier.get(_meaning(choice)) for choice in now.question.choices)
    else:
        counts = before.counts
    score = before.recommendation.score if before.recommendation else None
    told = Before(before.n, before.mean, score, counts)
    return QuestionResult(**{**vars(now), "before": told})


def _meaning(choice: Choice) -> str:
    """What makes a choice the same in two rounds: what it stands for, else its words."""
    return choice.means or fold(choice.text_en or choice.text_fr)


def question_with(survey: Survey | int, question_id: int) -> Question | None:
    """A question of a survey by its id."""
    return next((one for one in questions_of(survey) if one.id == question_id), None)
