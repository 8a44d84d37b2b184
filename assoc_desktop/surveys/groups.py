"""The question “Which category?” or “Which region?” in a survey without names, so that results can be told apart by it.

A group of fewer than five could be recognised, in the results and in the raw rows. Such groups are gathered under
“another”, and as long as that one is too small itself, the next smallest goes in with it. Only one of the two may be
asked: both together would make small groups again. With names no question is needed, because the member is known.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping

from assoc_desktop.language import N_, _
from assoc_desktop.refusals import Refused
from assoc_desktop.storage.database import database
from assoc_desktop.surveys.building.model import MOST_CHOICES, Choice, Question
from assoc_desktop.surveys.records import Survey

#: Nobody is told apart in a smaller group.
FEWEST = 5
#: What may be asked → its name.
DIMENSIONS = {"category": N_("Category"), "region": N_("Region")}
_PREFIX = "group:"
_QUESTIONS = {
    "category": ("Which category are you in?", "Dans quelle catégorie êtes-vous ?"),
    "region": ("Which region are you in?", "Dans quelle région êtes-vous ?"),
}
_ANOTHER = ("Another, or I would rather not say", "Une autre, ou je préfère ne pas le dire")
#: Member → key and name of their group; the latest membership that has begun counts.
_GROUPS = {
    "category": """
        SELECT CAST(category.id AS TEXT), category.name, count(*) FROM member
        JOIN membership ON membership.id = (
            SELECT id FROM membership AS mine WHERE mine.member_id = member.id AND mine.starts_on <= :today
            ORDER BY mine.starts_on DESC, mine.id DESC LIMIT 1)
        JOIN category ON category.id = membership.category_id
        WHERE member.id IN (SELECT value FROM json_each(:ids)) GROUP BY category.id
    """,
    "region": """
        SELECT trim(region), trim(region), count(*) FROM member
        WHERE trim(region) != '' AND :today != '' AND member.id IN (SELECT value FROM json_each(:ids))
        GROUP BY trim(region)
    """,
}


def group_question(dimension: str, member_ids: Iterable[int], today: datetime.date) -> Question:
    """The question that tells answers apart, with one choice for each group that is large enough.

    Args:
        dimension: a key of `DIMENSIONS`.
        member_ids: who is asked.

    Raises:
        Refused: fewer than two groups would be left.
    """
    ids = list(member_ids)
    groups = _groups(dimension, ids, today)
    kept = _large_enough({key: count for key, (_name, count) in groups.items()}, len(ids))
    if not kept:
        raise Refused(
            _(
                "Groups of fewer than {n} would be recognised, and of those who are asked not two groups are left. "
                "Leave this question out."
            ).format(n=FEWEST)
        )
    ordered = sorted(kept, key=lambda key: groups[key][0].casefold())
    choices = [Choice(groups[key][0], groups[key][0], means=key) for key in ordered]
    english, french = _QUESTIONS[dimension]
    return Question(
        "one",
        english,
        french.replace(" ?", "\u00a0?"),
        asks=f"{_PREFIX}{dimension}",
        choices=(*choices, Choice(*_ANOTHER)),
    )


def check_groups(
    survey: Survey, questions: Iterable[Question], member_ids: Iterable[int], today: datetime.date
) -> None:
    """Look whether a question that tells answers apart still has groups that nobody is recognised in.

    Raises:
        Refused: a group is too small for those who are asked now.
    """
    asked = next((question for question in questions if question.asks.startswith(_PREFIX)), None)
    if asked is None or survey.mode == "named":
        return
    ids = list(member_ids)
    groups = _groups(asked.asks.removeprefix(_PREFIX), ids, today)
    named = [choice for choice in asked.choices if choice.means]
    sizes = {choice.means: groups.get(choice.means, ("", 0))[1] for choice in named}
    small = next((choice for choice in named if sizes[choice.means] < FEWEST), None)
    if small is not None:
        raise Refused(
            _(
                "Fewer than {n} of those who are asked belong to “{group}”: they would be recognised. Remove question "
                "{code}, and add it again."
            ).format(n=FEWEST, group=small.text_en or small.text_fr, code=asked.code)
        )
    rest = len(ids) - sum(sizes.values())
    if 0 < rest < FEWEST:
        raise Refused(
            _(
                "Fewer than {n} of those who are asked belong to no group of question {code}: they would be "
                "recognised. Remove the question, and add it again."
            ).format(n=FEWEST, code=asked.code)
        )


def _groups(dimension: str, ids: list[int], today: datetime.date) -> dict[str, tuple[str, int]]:
    """Key → name and number of members."""
    values = {"ids": json.dumps(ids), "today": today.isoformat()}
    rows = database.execute_sql(_GROUPS[dimension], values)
    return {key: (name, count) for key, name, count in rows}


def _large_enough(counts: Mapping[str, int], everybody: int) -> list[str]:
    """The groups that are asked by name; none when fewer than two groups, “another” included, would be left."""
    kept = sorted(
        (key for key, count in counts.items() if count >= FEWEST), key=lambda key: (-counts[key], key)
    )[: MOST_CHOICES - 1]
    rest = everybody - sum(counts[key] for key in kept)
    while kept and 0 < rest < FEWEST:
        rest += counts[kept.pop()]
    return kept if len(kept) + (rest > 0) > 1 else []
