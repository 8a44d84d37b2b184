"""Reviews of the example association: one of the season before with its decisions, and one that members answer now."""

from __future__ import annotations

import datetime
import random
from collections.abc import Mapping, Sequence

from assoc_desktop.association.records import Season
from assoc_desktop.benefits.records import Benefit, ReviewRound
from assoc_desktop.benefits.reviews.rounds import (
    RoundData,
    begin_round,
    close_round,
    decide_item,
    items_of,
    open_round,
)
from assoc_desktop.example.asked import fill_in
from assoc_desktop.example.diary import share_of
from assoc_desktop.language import N_, _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.records import Category
from assoc_desktop.surveys.asking import invite, invited, of_season
from assoc_desktop.surveys.building import Section, save_sections, sections_of
from assoc_desktop.surveys.groups import group_question

_SEED = 1848
#: How many answered: in the review of the season before, and in the open one until today.
_ANSWERED, _ANSWERED_YET = 60, 14
_ASKED_SINCE = datetime.timedelta(days=20)
_CATEGORIES = ("individual", "student", "retired", "institution")
_IDEAS = (N_("A study day by telephone"), N_("A bus with books"))
_WORDS = (
    (N_("A study day by telephone or internet."), N_("An exchange of duplicates between libraries."),
     N_("Help to write a request for a grant.")),
    (N_("The stand at the book fair: who needs it?"), N_("Nothing. Keep all of it.")),
)  # fmt: skip
#: What was decided of benefits, categories and ideas, in their order, and why.
_DECIDED = (
    ("keep", N_("It is what an association is.")),
    ("keep", N_("It reaches everybody.")),
    ("change", N_("One of the two outside the capital.")),
    ("keep", N_("It costs us nothing.")),
    ("keep", N_("Students ask for it.")),
    ("keep", N_("Too early to judge.")),
    ("keep", N_("Too early to judge.")),
    ("change", N_("Offer it to two libraries of a region together.")),
    ("drop", N_("Nobody used it in two seasons.")),
    ("keep", N_("Most say that it is worth its dues.")),
    ("keep", N_("Most say that it is worth its dues.")),
    ("keep", N_("Most say that it is worth its dues.")),
    ("change", N_("Give institutions more than a visit.")),
    ("new", N_("Wished for by all who live far away.")),
    ("drop", N_("A bus costs more than all the dues.")),
)


def review_benefits(
    seasons: Sequence[Season],
    categories: Mapping[str, Category],
    benefits: Sequence[Benefit],
    today: datetime.date,
    say: Conventions,
) -> None:
    """Review the benefits and some categories twice: decided in the season before, asked about in this one.

    Args:
        seasons: the oldest first.
        categories: key → category.
    """
    chance = random.Random(_SEED)
    before, present = seasons[-2:]
    last: datetime.date = before.ends_on
    kinds = tuple(categories[key].id for key in _CATEGORIES)
    offered = tuple(benefit.id for benefit in benefits)
    ideas = tuple(_(idea) for idea in _IDEAS)
    review = _ask(before, offered, kinds, ideas, share_of(before.starts_on, last, 0.7))
    fill_in(review.survey, _ANSWERED, _WORDS, chance, last, say)
    for row, (decision, reason) in zip(items_of(review.id), _DECIDED, strict=True):
        decide_item(row.id, decision, _(reason), last, today=last)
    close_round(review.id, today=last)

    first: datetime.date = present.starts_on
    again = _ask(present, offered, kinds, (), max(first, today - _ASKED_SINCE))
    fill_in(again.survey, _ANSWERED_YET, _WORDS, chance, today, say)


def _ask(
    season: Season,
    offered: tuple[int, ...],
    kinds: tuple[int, ...],
    ideas: tuple[str, ...],
    day: datetime.date,
) -> ReviewRound:
    """Begin a round, and ask all members of its season; answers are told apart by category."""
    name = _("Benefits review {season}").format(season=season.label)
    review = begin_round(RoundData(name, season.id, offered, kinds, ideas, "token"), today=day)
    invite(review.survey, of_season(season.id), day)
    group = Section("About you", "Vous", (group_question("category", invited(review.survey), day),))
    save_sections(review.survey, [*sections_of(review.survey), group])
    open_round(review.id, today=day)
    return review
