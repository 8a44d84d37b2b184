"""Surveys of the example association: one with names, and forms filled in as members might."""

from __future__ import annotations

import datetime
import random
from collections.abc import Sequence

from assoc_desktop.association.records import Season
from assoc_desktop.example.diary import share_of
from assoc_desktop.language import N_, _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.storage.database import database
from assoc_desktop.surveys.answering import read_answers
from assoc_desktop.surveys.asking import invite, invited, of_season
from assoc_desktop.surveys.building import (
    Question,
    Section,
    close_survey,
    open_survey,
    sections_of,
    the_survey,
)
from assoc_desktop.surveys.importing import Form, take_in
from assoc_desktop.surveys.ready_made import make_ready
from assoc_desktop.surveys.ready_made.joining import JOINING
from assoc_desktop.surveys.records import Survey
from assoc_desktop.surveys.tokens import draw_tokens

_SEED = 1895
_ANSWERED = 34
#: How often 1 to 5 is said of one question of a section after the other: some things are liked, some are not.
_RATED = (
    (1, 3, 8, 30, 40), (5, 12, 25, 30, 16), (2, 4, 10, 30, 34), (4, 10, 25, 28, 14), (5, 12, 25, 30, 16),
    (2, 6, 12, 28, 30), (6, 14, 22, 24, 12), (1, 4, 10, 26, 36), (18, 26, 20, 10, 4),
)  # fmt: skip
_RECOMMENDED = (1, 0, 1, 2, 2, 6, 8, 14, 22, 18, 12)
#: Own words to the questions that ask for them, in their order.
_WORDS = (
    (N_("A form that I can send by telephone."), N_("Somebody to ask in my region.")),
    (N_("Training for school libraries."), N_("A list of who can lend which book.")),
    (N_("Cards in January, not in April."), N_("Meetings outside the capital."), N_("Tell us what became of the answers.")),
)  # fmt: skip
#: Own words by question.
Words = Sequence[Sequence[str]]


def ask_by_name(season: Season, say: Conventions) -> None:
    """Ask members of a season how satisfied they are; some answer, with their names."""
    name = _("Satisfaction {season}").format(season=season.label)
    survey = make_ready(JOINING, name)
    first: datetime.date = season.starts_on
    asked_on, closed_on = share_of(first, season.ends_on, 0.7), season.ends_on
    invite(survey, of_season(season.id)[::2], asked_on)
    open_survey(survey, asked_on)
    fill_in(survey, _ANSWERED, _WORDS, random.Random(_SEED), closed_on, say)
    close_survey(survey, closed_on)


def fill_in(
    survey: Survey, count: int, words: Words, chance: random.Random, day: datetime.date, say: Conventions
) -> None:
    """Take in forms of as many as were asked first; without names, nobody knows whose they are.

    Args:
        words: what is answered in own words, by question.
    """
    survey = the_survey(survey)
    asked = invited(survey)
    is_named = survey.mode == "named"
    codes = draw_tokens(survey, len(asked)) if survey.mode == "token" else []
    filler = _Filler(sections_of(survey), words, chance)
    belong = dict(database.execute_sql("SELECT member_id, category_id FROM membership ORDER BY starts_on"))
    forms = []
    for place, member_id in enumerate(asked[:count]):
        rows = tuple(read_answers(filler.questions, filler.form(belong[member_id]), say))
        forms.append(Form(place, rows, member_id) if is_named else Form(place, rows, code=codes[place]))
    take_in(survey, forms, today=day)


class _Filler:
    """Fills forms in as members might."""

    def __init__(self, sections: Sequence[Section], words: Words, chance: random.Random) -> None:
        self._sections, self._chance = sections, chance
        self.questions = [question for section in sections for question in section.questions]
        texts = (question.code for question in self.questions if question.kind == "text")
        self._words = {code: list(said) for code, said in zip(texts, words, strict=True)}

    def form(self, category_id: int) -> dict[str, object]:
        """What somebody of a category says: code → the answer. What asks more after a yes or no may not fit, and is left."""
        said: dict[str, object] = {}
        for section in self._sections:
            yes: object = None
            for place, question in enumerate(section.questions):
                skipped = (question.kind == "rating" and yes is False) or (
                    question.kind == "several" and yes is True
                )
                if question.required or not (skipped or self._chance.random() < 0.08):
                    said[question.code] = answer = self._answer(question, place, category_id)
                    yes = answer if question.kind == "yes_no" else yes
        return said

    def _answer(self, question: Question, place: int, category_id: int) -> object:
        chance, choices = self._chance, len(question.choices)
        if question.kind == "rating":
            return chance.choices(range(1, 6), _RATED[place % len(_RATED)])[0]
        if question.kind == "recommend":
            return chance.choices(range(11), _RECOMMENDED)[0]
        if question.kind == "yes_no":
            return chance.random() < 0.7
        if question.asks == "group:category":
            own = (choice.position for choice in question.choices if choice.means == str(category_id))
            return next(own, choices)  # the last choice is for all others
        if question.kind == "one":
            return chance.randint(1, choices)
        if question.kind == "several":
            return chance.sample(range(1, choices + 1), chance.randint(1, 2))
        left = self._words[question.code]  # two do not say the same in the same words
        return _(left.pop()) if left and chance.random() < 0.2 else ""
