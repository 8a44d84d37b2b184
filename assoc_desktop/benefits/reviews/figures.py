"""What a review decides by: what members said, beside use, cost and members; and what was decided the last time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from assoc_desktop.benefits.figures import BenefitFigure, CategoryFigure, read_figures
from assoc_desktop.benefits.records import DECISIONS, ReviewItem, ReviewRound
from assoc_desktop.benefits.reviews.rounds import about, items_of, name_of
from assoc_desktop.language import _, ngettext
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.language.folding import fold
from assoc_desktop.reports.tables import COUNT, MONEY, TEXT, Column, Report, Table, Value
from assoc_desktop.surveys.records import Survey
from assoc_desktop.surveys.results import quotes_of, read_results
from assoc_desktop.surveys.results.counting import rounded
from assoc_desktop.surveys.wording import text_of


@dataclass(frozen=True)
class Last:
    """What the round before said of the same."""

    review: str
    decision: str
    reason: str
    score: Fraction | None
    n: int


@dataclass(frozen=True)
class ItemFigures:
    """An item with its figures.

    Attributes:
        kind: `benefit`, `category` or `idea`.
        score: mean of the ratings, 1 to 5; None without answers.
        n: how many rated it.
        members: entitled to a benefit; enrolled in a category; None for an idea.
        uses, cost: in the season of the round, by these members; cost in minor units.
        last: from the round before, if it was part of it.
    """

    row: ReviewItem
    kind: str
    name: str
    score: Fraction | None
    n: int
    members: int | None
    uses: int | None
    cost: int | None
    last: Last | None


@dataclass(frozen=True)
class ReviewFigures:
    """A round with everything it decides by.

    Attributes:
        asked: whom the survey was given to; None where that is not known.
        answered: forms that came back.
    """

    review: ReviewRound
    asked: int | None
    answered: int
    items: tuple[ItemFigures, ...]

    @property
    def decided(self) -> int:
        """How many items are decided."""
        return sum(1 for each in self.items if each.row.decision)


_Scores = dict[str, tuple[Fraction | None, int]]


def read_review(review: ReviewRound) -> ReviewFigures:
    """The figures of a round."""
    scores, asked, answered = _scores(review.survey)
    season = read_figures(review.season)
    used = {each.id: each for each in season.benefits}
    enrolled = {each.id: each for each in season.categories}
    before = _last_round(review)
    items = tuple(_item(row, scores, used, enrolled, before) for row in items_of(review.id))
    return ReviewFigures(review, asked, answered, items)


def _scores(survey: Survey | None) -> tuple[_Scores, int | None, int]:
    if survey is None:
        return {}, None, 0
    results = read_results(survey)
    found = {each.question.asks: (each.mean, each.n) for each in results.questions if each.question.asks}
    return found, results.asked, results.answered


def _last_round(review: ReviewRound) -> dict[str, Last]:
    """What an item is about → what the round before said of it; an idea that became a benefit is found by its name."""
    previous = review.previous
    if previous is None:
        return {}
    scores, _asked, _answered = _scores(previous.survey)
    found = {}
    for row in items_of(previous.id):
        score, n = scores.get(about(row), (None, 0))
        last = Last(previous.name, row.decision, row.reason, score, n)
        found[f"idea:{fold(row.idea)}" if row.idea else about(row)] = last
    return found


def _item(
    row: ReviewItem,
    scores: _Scores,
    used: Mapping[int, BenefitFigure],
    enrolled: Mapping[int, CategoryFigure],
    before: Mapping[str, Last],
) -> ItemFigures:
    score, n = scores.get(about(row), (None, 0))
    name = name_of(row)
    last = before.get(f"idea:{fold(name)}")
    if row.idea:
        return ItemFigures(row, "idea", name, score, n, None, None, None, last)
    last = before.get(about(row), last)
    if row.benefit_id:
        benefit = used.get(row.benefit_id)
        counts = (benefit.entitled, benefit.uses, benefit.cost) if benefit else (0, 0, 0)
        return ItemFigures(row, "benefit", name, score, n, *counts, last)
    category = enrolled.get(row.category_id)
    counts = (category.members, category.uses, category.cost) if category else (0, 0, 0)
    return ItemFigures(row, "category", name, score, n, *counts, last)


def told_score(score: Fraction | None, n: int, say: Conventions) -> str:
    """A mean with how many gave it: “4.2 (17)”; a dash without answers."""
    if score is None:
        return "–"
    return _("{mean} ({n})").format(mean=told_mean(score, say), n=say.number(n))


def told_mean(score: Fraction, say: Conventions) -> str:
    """A mean with one digit, as the country writes it."""
    from babel.numbers import format_decimal

    return format_decimal(Decimal(rounded(score * 10)) / 10, format="0.0", locale=say.locale)


def told_last(last: Last | None, say: Conventions) -> str:
    """What was decided the last time, and the score of that time."""
    if last is None:
        return ""
    decision = _(DECISIONS[last.decision]) if last.decision else _("not decided")
    if last.score is None:
        return decision
    return _("{decision}, {score}").format(decision=decision, score=told_score(last.score, last.n, say))


def review_report(review: ReviewRound, say: Conventions) -> Report:
    """The report on a round, for the board and the assembly."""
    figures = read_review(review)
    headings = {
        "benefit": _("Benefits"), "category": _("Categories"), "idea": _("New ideas"),
    }  # fmt: skip
    tables = []
    for kind, title in headings.items():
        items = [each for each in figures.items if each.kind == kind]
        if items:
            tables.append(_table(kind, title, items, say))
    tables += _words(review)
    title = _("Review of benefits and categories: {name}").format(name=review.name)
    return Report(title, _told(figures, say), tuple(tables), review.name)


def _told(figures: ReviewFigures, say: Conventions) -> str:
    answers = ngettext("{n} answer", "{n} answers", figures.answered).format(n=say.number(figures.answered))
    if figures.asked:
        answers = _("{answers} of {asked} asked").format(answers=answers, asked=say.number(figures.asked))
    review = figures.review
    begun = _("Begun on {date}, uses and costs of season {season}; {answers}.").format(
        date=say.date(review.opened_on), season=review.season.label, answers=answers
    )
    if review.closed_on is None:
        return begun
    return _("{begun} Closed on {date}.").format(begun=begun, date=say.date(review.closed_on))


def _table(kind: str, title: str, items: list[ItemFigures], say: Conventions) -> Table:
    rows: list[tuple[Value, ...]] = []
    for each in items:
        row = each.row
        decision = _(DECISIONS[row.decision]) if row.decision else _("not decided")
        if row.decided_on:
            decision = _("{decision} on {date}").format(decision=decision, date=say.date(row.decided_on))
        told = " – ".join(filter(None, (decision, row.reason)))
        rows.append(
            (each.name, told_score(each.score, each.n, say), each.members, each.uses, each.cost,
             told_last(each.last, say), told)
        )  # fmt: skip
    columns = (
        Column(title, TEXT, 0.19), Column(_("Score (n)"), TEXT, 0.09), Column(_("Members"), COUNT, 0.1),
        Column(_("Uses"), COUNT, 0.11), Column(_("Cost"), MONEY, 0.1), Column(_("Last time"), TEXT, 0.14),
        Column(_("Decision and reason"), TEXT, 0.27),
    )  # fmt: skip
    definitions = {
        "benefit": _(
            "Score: mean of the ratings from 1 to 5, and how many rated it. Members: entitled in the season."
        ),
        "category": _("Members: enrolled in the season. Uses and cost: of all benefits, by these members."),
        "idea": _("Score: how much members would want it, from 1 to 5."),
    }
    return Table(kind, title, definitions[kind], columns, tuple(rows))


def _words(review: ReviewRound) -> list[Table]:
    """What members wrote, one table for each question that was answered in words."""
    if review.survey is None:
        return []
    quotes = quotes_of(review.survey)
    found = []
    for each in read_results(review.survey).questions:
        said = quotes.get(each.question.id, ())
        if said:
            columns = (Column(_("In their words"), TEXT, 1.0),)
            found.append(
                Table(
                    each.question.code, text_of(each.question), "", columns, tuple((text,) for text in said)
                )
            )
    return found
