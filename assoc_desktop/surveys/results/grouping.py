"""Results by category or region: only where at least five answered, and so that none of the others can be worked out.

Beside the figures of all, those of the groups that are told would tell those of the rest by subtraction. The rest is
therefore never a single group, and never fewer than five answers: where it would be, the smallest group that could be told
goes into it too. This is decided for each question apart, because each is answered by others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from assoc_desktop.members.records import Category
from assoc_desktop.storage.database import database
from assoc_desktop.surveys.building import Question, questions_of, the_survey
from assoc_desktop.surveys.groups import FEWEST
from assoc_desktop.surveys.records import Survey
from assoc_desktop.surveys.results.counting import (
    Recommendation,
    bins_of,
    mean_of,
    recommendation_of,
)
from assoc_desktop.surveys.wording import text_of

#: Answers that a group has at least when it is told.
LEAST = FEWEST
#: Kinds of question that are told by group.
COUNTED = ("rating", "yes_no", "recommend", "one", "several")

_OF_QUESTION = """
    SELECT id, (SELECT choice_id FROM survey_answer
                WHERE response_id = survey_response.id AND question_id = :asked)
    FROM survey_response WHERE survey_id = :survey
"""
_OF_CATEGORY = """
    SELECT survey_response.id, (SELECT category_id FROM membership
        WHERE membership.member_id = survey_response.member_id AND starts_on <= answered_on
        ORDER BY starts_on DESC, membership.id DESC LIMIT 1)
    FROM survey_response WHERE survey_id = :survey AND :asked IS NULL
"""
_OF_REGION = """
    SELECT survey_response.id, nullif(trim(region), '') FROM survey_response
    LEFT JOIN member ON member.id = survey_response.member_id
    WHERE survey_id = :survey AND :asked IS NULL
"""
_COUNTS = """
    WITH belongs (response_id, part) AS ({belongs})
    SELECT question_id, part, choice_id, value, count(*) FROM belongs
    JOIN survey_answer ON survey_answer.response_id = belongs.response_id GROUP BY 1, 2, 3, 4
"""
_ANSWERED = """
    WITH belongs (response_id, part) AS ({belongs})
    SELECT question_id, part, count(DISTINCT survey_answer.response_id) FROM belongs
    JOIN survey_answer ON survey_answer.response_id = belongs.response_id
    WHERE question_id IN (SELECT id FROM survey_question WHERE survey_id = :survey AND kind = 'several') GROUP BY 1, 2
"""


@dataclass(frozen=True)
class Grouping:
    """By what results may be told apart: `category` or `region`, and the question that asked for it, if one did."""

    key: str
    question: Question | None = None


@dataclass(frozen=True)
class GroupRow:
    """One group's answers to one question.

    Attributes:
        key: of the group: id of the category or choice, name of the region; None where it is not known.
        name: in words; empty where it is not known, and of the rest.
        told: False where too few answered; n and counts are then not given.
        rest: the groups that are not told, together.
    """

    key: object
    name: str
    told: bool
    n: int = 0
    counts: tuple[int, ...] = ()
    mean: Fraction | None = None
    recommendation: Recommendation | None = None
    rest: bool = False


def groupings_of(survey: Survey | int) -> list[Grouping]:
    """By what the results of a survey may be told apart: with names by the member's category and region, else as asked."""
    record = the_survey(survey)
    if record.mode == "named":
        return [Grouping("category"), Grouping("region")]
    return [
        Grouping(question.asks.partition(":")[2], question)
        for question in questions_of(record)
        if question.kind == "one" and question.asks in ("group:category", "group:region")
    ]


def hidden_groups(numbers: Mapping[object, int], least: int = LEAST) -> set[object]:
    """The groups that are not told, by how many of each answered.

    Those of fewer than five; and as long as these together are fewer than five, the smallest of the others too. What is
    left over when all that is told is taken from the whole is then at least two groups and five answers.
    """
    hidden = {key for key, n in numbers.items() if n < least}
    left = sorted((n, str(key), key) for key, n in numbers.items() if n >= least)
    rest = sum(numbers[key] for key in hidden)
    while 0 < rest < least and left:
        n, _name, key = left.pop(0)
        hidden.add(key)
        rest += n
    return hidden


def by_group(survey: Survey | int, grouping: Grouping) -> dict[int, list[GroupRow]]:
    """Question → its groups in their order, those not told without figures, then the rest together if it may be told."""
    record = the_survey(survey)
    belongs = (
        _OF_QUESTION if grouping.question else (_OF_CATEGORY if grouping.key == "category" else _OF_REGION)
    )
    asked = {"survey": record.id, "asked": grouping.question.id if grouping.question else None}
    counts: dict[tuple[int, object], Counter[int]] = {}
    answered: dict[int, Counter[object]] = {}
    for question_id, part, choice, value, n in database.execute_sql(_COUNTS.format(belongs=belongs), asked):
        counts.setdefault((question_id, part), Counter())[choice if choice is not None else value] += n
        answered.setdefault(question_id, Counter())[part] += n
    for question_id, part, n in database.execute_sql(_ANSWERED.format(belongs=belongs), asked):
        answered[question_id][part] = n
    parts = _parts(grouping, {part for each in answered.values() for part in each})
    return {
        question.id: _rows(question, parts, answered.get(question.id, Counter()), counts)
        for question in questions_of(record)
        if question.kind in COUNTED and (grouping.question is None or question.id != grouping.question.id)
    }


def _parts(grouping: Grouping, found: set[object]) -> dict[object, str]:
    """The groups in the order in which they are told, each with its name; who is of none stands last."""
    if grouping.question:
        named: dict[object, str] = {choice.id: text_of(choice) for choice in grouping.question.choices}
    elif grouping.key == "category":
        categories = Category.select().order_by(Category.name)
        named = {row.id: row.name for row in categories if row.id in found}
    else:
        named = {region: str(region) for region in sorted(str(each) for each in found if each is not None)}
    return named | ({None: ""} if None in found else {})


def _rows(
    question: Question,
    parts: Mapping[object, str],
    answered: Mapping[object, int],
    counts: Mapping[tuple[int, object], Counter[int]],
) -> list[GroupRow]:
    numbers = {part: answered.get(part, 0) for part in parts}
    hidden = hidden_groups(numbers)
    rows, rest = [], Counter[int]()
    for part, name in parts.items():
        found = counts.get((question.id, part), Counter())
        if part in hidden:
            rows.append(GroupRow(part, name, told=False))
            rest += found
        else:
            rows.append(_told(question, part, name, numbers[part], found))
    left = sum(numbers[part] for part in hidden)
    if left >= LEAST:
        rows.append(_told(question, "", "", left, rest, rest=True))
    return rows


def _told(
    question: Question, part: object, name: str, n: int, found: Counter[int], *, rest: bool = False
) -> GroupRow:
    counts = tuple(found[key] for key in bins_of(question))
    recommendation = recommendation_of(counts) if question.kind == "recommend" else None
    return GroupRow(part, name, True, n, counts, mean_of(question, counts), recommendation, rest)
