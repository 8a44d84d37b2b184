"""Results in words and lines, for screen, paper and spreadsheet alike; every figure with its n and its definition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from assoc_desktop.language import N_, _, ngettext
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.surveys.building import Question
from assoc_desktop.surveys.results.counting import (
    LEAST_FOR_SCORE,
    QuestionResult,
    Recommendation,
    Results,
    bins_of,
)
from assoc_desktop.surveys.results.grouping import LEAST, GroupRow
from assoc_desktop.surveys.wording import text_of

_DEFINITIONS = {
    "rating": N_("Mean: the sum of all answers from 1 to 5, divided by their number n."),
    "recommend": N_(
        "Promoters answer 9 or 10, passives 7 or 8, detractors 0 to 6. Score: per cent of promoters less per cent of "
        "detractors, told from 30 answers on."
    ),
    "yes_no": N_("Share: how many say so, of the n who answer."),
    "one": N_("Share: how many choose it, of the n who answer."),
    "several": N_("Share: how many choose it, of the n who choose anything; the shares add up to more than 100%."),
    "number": N_("Mean: the sum of all numbers, divided by their number n. Median: half say less, half say more."),
    "date": N_("The earliest and the latest of the n days."),
    "text": N_("In their words; how many wrote something is n."),
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """How often one thing was said; `before`: its share in the round before."""

    key: int
    name: str
    count: int
    share: Fraction | None
    before: Fraction | None = None


@dataclass(frozen=True)
class Figure:
    """What is told of one question.

    Attributes:
        facts: its key figures, a sentence each.
        definition: how they are worked out.
    """

    question: Question
    title: str
    section: str
    lines: tuple[Line, ...]
    facts: tuple[str, ...]
    definition: str

    @property
    def has_before(self) -> bool:
        """Whether the round before is told beside the lines."""
        return any(line.before is not None for line in self.lines)


@dataclass(frozen=True)
class GroupTable:
    """What the groups say to one question: name, n and words; n is None where too few answered."""

    question: Question
    title: str
    rows: tuple[tuple[str, int | None, str], ...]


def told_rate(results: Results, say: Conventions) -> str:
    """How many were asked and answered."""
    answered = say.number(results.answered)
    if results.asked is None:
        words = ngettext(
            "{n} form came back; how many were asked is not known.",
            "{n} forms came back; how many were asked is not known.",
            results.answered,
        )
        return words.format(n=answered)
    return _("{answered} of {asked} answered: a response rate of {rate}.").format(
        answered=answered,
        asked=say.number(results.asked),
        rate=per_cent(Fraction(results.answered, results.asked), say),
    )


def figures_of(results: Results, say: Conventions) -> list[Figure]:
    """What is told of each question, in the order of the paper."""
    return [_figure(one, results.previous, say) for one in results.questions]


def group_tables(results: Results, groups: dict[int, list[GroupRow]], say: Conventions) -> list[GroupTable]:
    """What the groups say to each question that is told by group."""
    return [
        GroupTable(
            one.question,
            title_with_code(one.question),
            tuple(_group_row(one.question, row, say) for row in groups[one.question.id]),
        )
        for one in results.questions
        if groups.get(one.question.id)
    ]


def told_groups() -> str:
    """What is told of groups, and what is not."""
    return _(
        "Groups of whom fewer than {least} answered a question are not told. Where they could be worked out from the "
        "others, the smallest of these joins them; together they are told as “all other groups”."
    ).format(least=LEAST)


def title_with_code(question: Question) -> str:
    """The code of a question, and what it asks."""
    return f"{question.code} · {text_of(question)}"


def bin_names(question: Question, say: Conventions) -> list[str]:
    """What may be said, in words."""
    if question.kind == "yes_no":
        return [_("Yes"), _("No")]
    if question.choices:
        return [text_of(choice) for choice in question.choices]
    return [say.number(value) for value in bins_of(question)]


def per_cent(share: Fraction, say: Conventions) -> str:
    """A share as per cent, with one decimal."""
    from babel.numbers import format_decimal

    number = format_decimal(decimal(100 * share, 1), format="0.0", locale=say.locale)
    return _("{number}%").format(number=number)


def decimal(number: Fraction, places: int = 2) -> Decimal:
    """A mean or share as a decimal number, a half rounded away from nothing."""
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    return exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


# Inside


def _figure(one: QuestionResult, previous: str, say: Conventions) -> Figure:
    before = one.before
    lines = [
        Line(
            key, name, count, Fraction(count, one.n) if one.n else None,
            Fraction(then, before.n) if before and then is not None else None,
        )
        for key, name, count, then in zip(
            bins_of(one.question), bin_names(one.question, say), one.counts,
            before.counts if before else [None] * len(one.counts), strict=True,
        )
    ]  # fmt: skip
    facts = [_answered(one, say), *_key_figures(one, say), *_change(one, previous, say)]
    definition = _(_DEFINITIONS[one.question.kind])
    title = title_with_code(one.question)
    return Figure(one.question, title, one.section, tuple(lines), tuple(facts), definition)


def _answered(one: QuestionResult, say: Conventions) -> str:
    words = _("n = {n} answered; {missing} did not.")
    return words.format(n=say.number(one.n), missing=say.number(one.not_answered))


def _key_figures(one: QuestionResult, say: Conventions) -> list[str]:
    facts = []
    if one.mean is not None:
        facts.append(_mean_words(one.question, one.mean, say))
    if one.recommendation and one.n:
        facts += _recommendation_words(one.recommendation, say)
    if one.spread:
        low, middle, high = map(say.number, one.spread)
        words = _("Lowest {low}, median {middle}, highest {high}.")
        facts.append(words.format(low=low, middle=middle, high=high))
    if one.days:
        first, last = map(say.date, one.days)
        facts.append(_("From {first} to {last}.").format(first=first, last=last))
    return facts


def _mean_words(question: Question, mean: Fraction, say: Conventions) -> str:
    if question.kind == "yes_no":
        return _("Yes: {share}.").format(share=per_cent(mean, say))
    return _("Mean: {mean}.").format(mean=_hundredths(decimal(mean), say))


def _recommendation_words(found: Recommendation, say: Conventions) -> list[str]:
    counts = _("Promoters: {promoters}, passives: {passives}, detractors: {detractors}.").format(
        promoters=say.number(found.promoters),
        passives=say.number(found.passives),
        detractors=say.number(found.detractors),
    )
    if found.score is None:
        least = _("No score is told of fewer than {least} answers.").format(least=LEAST_FOR_SCORE)
        return [counts, least]
    return [counts, _("Recommendation score: {score}.").format(score=_signed(found.score, say))]


def _change(one: QuestionResult, previous: str, say: Conventions) -> list[str]:
    before = one.before
    if before is None:
        return []
    words = _("“{round}” before: n = {n}.")
    facts = [words.format(round=previous, n=say.number(before.n))]
    if one.mean is not None and before.mean is not None:
        facts.append(_change_of_mean(one.question, one.mean, before.mean, say))
    if one.recommendation and one.recommendation.score is not None and before.score is not None:
        words = _("The score was {then}; it changed by {change}.")
        change = _signed(one.recommendation.score - before.score, say)
        facts.append(words.format(then=_signed(before.score, say), change=change))
    return facts


def _change_of_mean(question: Question, now: Fraction, then: Fraction, say: Conventions) -> str:
    if question.kind == "yes_no":
        points = decimal(100 * now, 1) - decimal(100 * then, 1)
        words = _("Yes was {then}; it changed by {change} percentage points.")
        return words.format(then=per_cent(then, say), change=_signed(points, say))
    change = decimal(now) - decimal(then)
    words = _("The mean was {then}; it changed by {change}.")
    sign = "+" if change > 0 else ""
    return words.format(then=_hundredths(decimal(then), say), change=sign + _hundredths(change, say))


def _hundredths(number: Decimal, say: Conventions) -> str:
    """With both decimals, so that means below each other compare at a glance."""
    from babel.numbers import format_decimal

    return format_decimal(number, format="#,##0.00", locale=say.locale).replace("\u202f", "\u00a0")


def _signed(number: int | Decimal, say: Conventions) -> str:
    return f"+{say.number(number)}" if number > 0 else say.number(number)


def _group_row(question: Question, row: GroupRow, say: Conventions) -> tuple[str, int | None, str]:
    name = _("All other groups") if row.rest else (row.name or _("Not said"))
    if not row.told:
        return name, None, _("fewer than {least}, or too few others").format(least=LEAST)
    return name, row.n, _said(question, row, say)


def _said(question: Question, row: GroupRow, say: Conventions) -> str:
    parts = []
    if row.mean is not None:
        parts.append(_mean_words(question, row.mean, say))
    if row.recommendation:
        parts += _recommendation_words(row.recommendation, say)
    if question.choices:
        named: Sequence[tuple[str, int]] = list(zip(bin_names(question, say), row.counts, strict=True))
        shares = (
            _("{name}: {number}").format(name=name, number=per_cent(Fraction(count, row.n), say))
            for name, count in named
        )
        parts.append(" · ".join(shares))
    return " ".join(parts)
