"""Surveys of the example association: one with names and one without, both of the season before, and one that is open."""

from __future__ import annotations

import datetime
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assoc_desktop.association.records import Season
from assoc_desktop.benefits.records import Benefit
from assoc_desktop.example.diary import share_of
from assoc_desktop.language import N_, _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.records import Category, Membership
from assoc_desktop.surveys.answering import read_answers
from assoc_desktop.surveys.asking import invite, invited
from assoc_desktop.surveys.building import (
    Question,
    Section,
    close_survey,
    new_survey,
    next_round,
    open_survey,
    sections_of,
)
from assoc_desktop.surveys.groups import group_question
from assoc_desktop.surveys.importing import Form, take_in
from assoc_desktop.surveys.ready_made.benefits import benefits_review
from assoc_desktop.surveys.ready_made.joining import JOINING
from assoc_desktop.surveys.ready_made.model import ReadyMade
from assoc_desktop.surveys.records import Survey
from assoc_desktop.surveys.tokens import draw_tokens

_SEED = 1895
#: How many answered: with names, in the review of the season before, and in the open one until today.
_ANSWERED = (34, 60, 14)
#: How often 1 to 5 is said of one question of a section after the other: some things are liked, some are not.
_RATED = (
    (1, 3, 8, 30, 40), (5, 12, 25, 30, 16), (2, 4, 10, 30, 34), (4, 10, 25, 28, 14), (5, 12, 25, 30, 16),
    (2, 6, 12, 28, 30), (6, 14, 22, 24, 12), (1, 4, 10, 26, 36), (18, 26, 20, 10, 4),
)  # fmt: skip
_RECOMMENDED = (1, 0, 1, 2, 2, 6, 8, 14, 22, 18, 12)
#: Own words to the questions of the survey with names, and of the review, in their order.
_JOINING_WORDS = (
    (N_("A form that I can send by telephone."), N_("Somebody to ask in my region.")),
    (N_("Training for school libraries."), N_("A list of who can lend which book.")),
    (N_("Cards in January, not in April."), N_("Meetings outside the capital."), N_("Tell us what became of the answers.")),
)  # fmt: skip
_REVIEW_WORDS = (
    (N_("A study day by telephone or internet."), N_("An exchange of duplicates between libraries."),
     N_("Help to write a request for a grant.")),
    (N_("The stand at the book fair: who needs it?"), N_("Nothing. Keep all of it.")),
)  # fmt: skip


@dataclass(frozen=True)
class Reviews:
    """The surveys for the reviews of the season before and of this one."""

    before: Survey
    present: Survey


def ask_members(
    seasons: Sequence[Season],
    categories: Mapping[str, Category],
    benefits: Sequence[Benefit],
    today: datetime.date,
    say: Conventions,
) -> Reviews:
    """Ask with and without names, and take in what came back.

    Args:
        seasons: the oldest first.
        categories: key → category.
        benefits: those that are reviewed.
    """
    before, present = seasons[-2:]
    chance = random.Random(_SEED)
    joining = _make(JOINING, _("Satisfaction {season}"), before, "named")
    asked_on, closed_on = share_of(before.starts_on, before.ends_on, 0.7), before.ends_on
    ids = _members_of(before)
    _open(joining, ids[::2], asked_on)
    _take_in(joining, invited(joining)[: _ANSWERED[0]], _JOINING_WORDS, chance, closed_on, say)
    close_survey(joining, closed_on)

    reviewed = benefits_review(
        [(benefit.id, benefit.name) for benefit in benefits],
        [(categories[key].id, categories[key].name) for key in ("individual", "student", "retired", "institution")],
    )  # fmt: skip
    group = Section("About you", "Vous", (group_question("category", ids, asked_on),))
    review = _make(reviewed, _("Benefits review {season}"), before, "token", group)
    _open(review, ids, asked_on)
    _take_in(review, ids[: _ANSWERED[1]], _REVIEW_WORDS, chance, closed_on, say)
    review = close_survey(review, closed_on)

    again = next_round(review, _("Benefits review {season}").format(season=present.label))
    first: datetime.date = present.starts_on
    _open(again, _members_of(present), max(first, today - datetime.timedelta(days=20)))
    _take_in(again, ids[: _ANSWERED[2]], _REVIEW_WORDS, chance, today, say)
    return Reviews(review, again)


def _make(made: ReadyMade, name: str, season: Season, mode: str, *more: Section) -> Survey:
    return new_survey(
        name.format(season=season.label), mode, title_en=made.title_en, title_fr=made.title_fr, intro_en=made.intro_en,
        intro_fr=made.intro_fr, sections=(*made.sections, *more), made_from=made.key,
    )  # fmt: skip


def _members_of(season: Season) -> list[int]:
    query = Membership.select(Membership.member).where(Membership.season == season)
    return [row.member_id for row in query.order_by(Membership.id)]


def _open(survey: Survey, member_ids: Sequence[int], day: datetime.date) -> None:
    invite(survey, member_ids, day)
    open_survey(survey, day)


def _take_in(
    survey: Survey,
    member_ids: Sequence[int],
    words: Sequence[Sequence[str]],
    chance: random.Random,
    day: datetime.date,
    say: Conventions,
) -> None:
    """Take in a form of each of some members; without names, nobody knows whose it is."""
    survey = Survey.get_by_id(survey.id)
    is_named = survey.mode == "named"
    codes = [] if is_named else draw_tokens(survey, len(invited(survey)))
    filler = _Filler(sections_of(survey), words, chance)
    forms = []
    for place, member_id in enumerate(member_ids):
        rows = tuple(read_answers(filler.questions, filler.form(), say))
        forms.append(Form(place, rows, member_id) if is_named else Form(place, rows, code=codes[place]))
    take_in(survey, forms, today=day)


class _Filler:
    """Fills forms in as members might."""

    def __init__(
        self, sections: Sequence[Section], words: Sequence[Sequence[str]], chance: random.Random
    ) -> None:
        self._sections, self._chance = sections, chance
        self.questions = [question for section in sections for question in section.questions]
        texts = (question.code for question in self.questions if question.kind == "text")
        self._words = dict(zip(texts, words, strict=True))

    def form(self) -> dict[str, object]:
        """What one form says: code → the answer. What asks more after a yes or no is skipped where it does not fit."""
        said: dict[str, object] = {}
        for section in self._sections:
            yes: object = None
            for place, question in enumerate(section.questions):
                skipped = (question.kind == "rating" and yes is False) or (
                    question.kind == "several" and yes is True
                )
                if question.required or not (skipped or self._chance.random() < 0.08):
                    said[question.code] = answer = self._answer(question, place)
                    yes = answer if question.kind == "yes_no" else yes
        return said

    def _answer(self, question: Question, place: int) -> object:
        chance, choices = self._chance, len(question.choices)
        if question.kind == "rating":
            return chance.choices(range(1, 6), _RATED[place % len(_RATED)])[0]
        if question.kind == "recommend":
            return chance.choices(range(11), _RECOMMENDED)[0]
        if question.kind == "yes_no":
            return chance.random() < 0.7
        if question.kind == "one":
            return chance.randint(1, choices)
        if question.kind == "several":
            return chance.sample(range(1, choices + 1), chance.randint(1, 2))
        return _(chance.choice(self._words[question.code])) if chance.random() < 0.25 else ""
