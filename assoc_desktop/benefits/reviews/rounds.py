"""A round of review: what is put to the members, its survey, and the decisions until it is closed."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assoc_desktop.association.records import Season
from assoc_desktop.benefits.catalogue import archive_benefit, benefits
from assoc_desktop.benefits.records import DECISIONS, Benefit, ReviewItem, ReviewRound
from assoc_desktop.language import N_, _, ngettext
from assoc_desktop.language.folding import fold
from assoc_desktop.members.memberships import archive_category, categories
from assoc_desktop.members.records import Category
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.storage.database import storable
from assoc_desktop.storage.history import operation
from assoc_desktop.surveys.building import Question, close_survey, open_survey, questions_of
from assoc_desktop.surveys.ready_made import benefits_review, make_ready
from assoc_desktop.surveys.ready_made.model import rating, section
from assoc_desktop.surveys.records import MODES, Survey, SurveyResponse

LONGEST_NAME, LONGEST_IDEA, LONGEST_REASON = 120, 200, 2000
#: State of a round → its name.
STATES = {
    "preparing": N_("Survey in preparation"),
    "asking": N_("Members are asked"),
    "deciding": N_("To decide"),
    "closed": N_("Closed"),
}


@dataclass(frozen=True)
class RoundData:
    """What a round begins with.

    Attributes:
        benefits, categories: ids of those put to the members.
        ideas: what could be new, in words; each becomes a question.
        mode: a key of `surveys.records.MODES`.
    """

    name: str
    season_id: int | None
    benefits: tuple[int, ...] = ()
    categories: tuple[int, ...] = ()
    ideas: tuple[str, ...] = ()
    mode: str = "anonymous"


def round_with(round_id: int) -> ReviewRound:
    """The round of an id.

    Raises:
        Refused: it is no longer there.
    """
    found = ReviewRound.get_or_none(ReviewRound.id == round_id)
    if found is None:
        raise Refused(_("This review is no longer there: it was undone or removed."))
    return found


def rounds() -> list[ReviewRound]:
    """All rounds, the latest first."""
    return list(ReviewRound.select().order_by(ReviewRound.opened_on.desc(), ReviewRound.id.desc()))


def review_of(season: Season) -> ReviewRound:
    """The latest round that looks at a season.

    Raises:
        Refused: there is none.
    """
    found = next((each for each in rounds() if each.season_id == season.id), None)
    if found is None:
        raise Refused(_("There is no review of benefits for {season} yet.").format(season=season.label))
    return found


def items_of(round_id: int) -> list[ReviewItem]:
    """What is put to the members in a round: benefits, categories, ideas; in the order in which they were chosen."""
    rows = list(ReviewItem.select().where(ReviewItem.round == round_id).order_by(ReviewItem.id))
    return sorted(rows, key=lambda row: (row.benefit_id is None, row.category_id is None, row.id))


def state_of(review: ReviewRound) -> str:
    """How a round stands: a key of `STATES`."""
    if review.closed_on is not None:
        return "closed"
    survey = review.survey
    if survey is None or survey.state == "closed":
        return "deciding"
    return "asking" if survey.state == "open" else "preparing"


def check_round(data: RoundData) -> dict[str, str]:
    """Field → what is wrong with a round."""
    problems = {}
    name = storable(data.name).strip()
    if not name or len(name) > LONGEST_NAME:
        problems["name"] = _("A review needs a name: {n} signs at most.").format(n=LONGEST_NAME)
    elif any(fold(each.name) == fold(name) for each in (*rounds(), *Survey.select())):
        problems["name"] = _("There is a review or survey “{name}” already.").format(name=name)
    if data.season_id is None:
        problems["season_id"] = _("Choose the season whose uses and costs stand beside the answers.")
    if data.mode not in MODES:
        problems["mode"] = _("Choose whether answers carry a name.")
    if not (data.benefits or data.categories or data.ideas):
        problems["benefits"] = _("Choose what is put to the members.")
    folded = [fold(idea) for idea in data.ideas]
    if any(not idea.strip() or len(idea) > LONGEST_IDEA for idea in data.ideas):
        problems["ideas"] = _("An idea is told in {n} signs at most.").format(n=LONGEST_IDEA)
    elif len(set(folded)) < len(folded):
        problems["ideas"] = _("An idea stands there twice.")
    return problems


def begin_round(data: RoundData, *, today: datetime.date) -> ReviewRound:
    """Begin a round: make its survey, in preparation, with a question for each item.

    Raises:
        Invalid: see `check_round`.
    """
    if problems := check_round(data):
        raise Invalid(problems)
    name = storable(data.name).strip()
    before = next((each for each in rounds() if each.closed_on is not None), None)
    chosen = [each for each in benefits(archived=True) if each.id in data.benefits]
    kinds = [each for each in categories(archived=True) if each.id in data.categories]
    with operation(N_("Begin the review {name}"), name=name):
        review = ReviewRound.create(name=name, season=data.season_id, previous=before, opened_on=today)
        rows = [
            *(ReviewItem.create(round=review, benefit=each) for each in chosen),
            *(ReviewItem.create(round=review, category=each) for each in kinds),
            *(ReviewItem.create(round=review, idea=storable(each).strip()) for each in data.ideas),
        ]
        review.survey = _make_survey(name, data.mode, rows, before.survey if before else None)
        review.save()
        _note_codes(review, rows)
    return review


def _make_survey(name: str, mode: str, rows: Sequence[ReviewItem], before: Survey | None) -> Survey:
    made = benefits_review(
        [(row.benefit_id, row.benefit.name) for row in rows if row.benefit_id],
        [(row.category_id, row.category.name) for row in rows if row.category_id],
    )
    ideas = [row for row in rows if row.idea]
    if ideas:
        asked = section(
            "New: would you want this?",
            "Du nouveau : le souhaiteriez-vous ?",
            *(
                rating(f"{row.idea}: I would want this.", f"{row.idea} : je le souhaite.", asks=about(row))
                for row in ideas
            ),
        )
        # What is missing, and how it is all in all, is asked last.
        known = made.sections
        made = replace(made, sections=(*known[:-2], asked, *known[-2:]))
    codes = {_sameness(each): each.code for each in questions_of(before)} if before else {}
    # Rounds are compared by the codes: what was asked in the last round keeps its own.
    coded = tuple(
        replace(
            each,
            questions=tuple(replace(one, code=codes.get(_sameness(one), "")) for one in each.questions),
        )
        for each in made.sections
    )
    return make_ready(replace(made, sections=coded), name, mode, previous=before)


def _sameness(question: Question) -> tuple[str, ...]:
    """What makes a question the same in two rounds: the benefit or category that it is about, else its words."""
    if question.asks.startswith(("benefit:", "category:")):
        return question.kind, question.asks
    return question.kind, question.text_en, question.text_fr


def about(row: ReviewItem) -> str:
    """What a question `asks` that is about an item."""
    if row.benefit_id:
        return f"benefit:{row.benefit_id}"
    return f"category:{row.category_id}" if row.category_id else f"idea:{row.id}"


def name_of(row: ReviewItem) -> str:
    """The name of what an item is about."""
    if row.benefit_id:
        return str(row.benefit.name)
    return str(row.category.name) if row.category_id else str(row.idea)


def _note_codes(review: ReviewRound, rows: Sequence[ReviewItem]) -> None:
    codes = {question.asks: question.code for question in questions_of(review.survey)}
    for row in rows:
        row.code = codes.get(about(row), "")
        row.save()


def open_round(round_id: int, *, today: datetime.date) -> None:
    """Let the members answer: open the survey of a round.

    Raises:
        Refused: it is no longer there, closed, open already or not ready; see `surveys.building.open_survey`.
    """
    review = round_with(round_id)
    _refuse_closed(review)
    if review.survey is None:
        raise Refused(_("This review has no survey. Decide without answers, or begin another one."))
    with operation(N_("Ask the members about {name}"), name=review.name):
        open_survey(review.survey, today)
        # The questions may have been changed in preparation; from now on they stand.
        _note_codes(round_with(round_id), items_of(round_id))


def add_idea(round_id: int, idea: str) -> ReviewItem:
    """Add an idea that came up, such as from what the members wrote.

    Raises:
        Invalid: it says nothing, is too long, or stands there already.
        Refused: the round is gone or closed.
    """
    review, text = round_with(round_id), storable(idea).strip()
    _refuse_closed(review)
    if not text or len(text) > LONGEST_IDEA:
        raise Invalid({"idea": _("An idea is told in {n} signs at most.").format(n=LONGEST_IDEA)})
    if any(fold(row.idea) == fold(text) for row in items_of(round_id)):
        raise Invalid({"idea": _("“{idea}” stands there already.").format(idea=text)})
    with operation(N_("Add the idea “{idea}” to the review {name}"), idea=text, name=review.name):
        return ReviewItem.create(round=review, idea=text)


def item_with(item_id: int) -> ReviewItem:
    """The item of an id.

    Raises:
        Refused: it is no longer there.
    """
    found = ReviewItem.get_or_none(ReviewItem.id == item_id)
    if found is None:
        raise Refused(_("This is no longer part of the review: it was undone."))
    return found


def choices_for(row: ReviewItem) -> tuple[str, ...]:
    """The decisions that make sense for an item: an idea is taken up or dropped."""
    return ("new", "drop") if row.idea else ("keep", "change", "drop")


def decide_item(
    item_id: int, decision: str, reason: str, on: datetime.date | None, *, today: datetime.date
) -> ReviewItem:
    """Decide on an item; it may be decided anew until the round is closed.

    Raises:
        Invalid: the decision, its reason or its day is missing, or the day lies in the future.
        Refused: the item is gone, or the round is closed.
    """
    row = item_with(item_id)
    _refuse_closed(row.round)
    if problems := check_item(row, decision, reason, on, today=today):
        raise Invalid(problems)
    label = N_("{decision}: {name} in the review {review}")
    told = {"decision": _(DECISIONS[decision]), "name": name_of(row), "review": row.round.name}
    with operation(label, **told):
        told_why = storable(reason).strip()
        change = ReviewItem.update(decision=decision, reason=told_why, decided_on=on)
        change.where(ReviewItem.id == row.id).execute()
    return item_with(item_id)


def check_item(
    row: ReviewItem, decision: str, reason: str, on: datetime.date | None, *, today: datetime.date
) -> dict[str, str]:
    """Field → what is wrong with a decision on an item."""
    problems = {}
    if decision not in choices_for(row):
        problems["decision"] = _("Choose what is decided.")
    if not reason.strip() or len(reason) > LONGEST_REASON:
        problems["reason"] = _("Say why: it is shown when this comes up again. {n} signs at most.").format(
            n=LONGEST_REASON
        )
    if on is None or on > today:
        problems["on"] = _("Say on which day it was decided, today at the latest.")
    return problems


def follow_up(row: ReviewItem) -> str:
    """What a decision leads to: `archive`, `edit`, `add`; empty when nothing is left to do."""
    if row.decision == "new":
        known = {fold(each.name) for each in Benefit.select()} if row.idea else set()
        return "" if fold(row.idea) in known else "add"
    if row.decision == "drop" and not row.idea:
        record = row.benefit if row.benefit_id else row.category
        return "" if record.archived else "archive"
    return "edit" if row.decision == "change" else ""


def archive_what_goes(item_id: int) -> None:
    """Archive the benefit or category that is to be dropped.

    Raises:
        Refused: it is gone, or not decided to be dropped; see also `archive_category`.
    """
    row = item_with(item_id)
    if follow_up(row) != "archive":
        raise Refused(_("It was not decided that “{name}” goes.").format(name=name_of(row)))
    if row.benefit_id:
        archive_benefit(row.benefit_id)
    else:
        archive_category(row.category_id)


def close_round(round_id: int, *, today: datetime.date) -> ReviewRound:
    """Close a round when everything in it is decided; its survey takes no more answers either.

    Raises:
        Refused: it is gone, closed, or something is not decided.
    """
    review = round_with(round_id)
    _refuse_closed(review)
    left = [row for row in items_of(round_id) if not row.decision]
    if left:
        n = len(left)
        words = ngettext("{n} is not decided yet: {name}.", "{n} are not decided yet, first: {name}.", n)
        raise Refused(words.format(n=n, name=name_of(left[0])))
    with operation(N_("Close the review {name}"), name=review.name):
        if review.survey and review.survey.state == "open":
            close_survey(review.survey, today)
        ReviewRound.update(closed_on=today).where(ReviewRound.id == review.id).execute()
    return round_with(round_id)


def remove_round(round_id: int) -> None:
    """Remove a round in which nothing is decided; its survey stays among the surveys.

    Raises:
        Refused: it is gone, or something was decided.
    """
    review = round_with(round_id)
    if any(row.decision for row in items_of(round_id)) or review.closed_on:
        raise Refused(_("Something was decided in this review: it stays."))
    with operation(N_("Remove the review {name}"), name=review.name):
        ReviewRound.update(previous=review.previous_id).where(ReviewRound.previous == review).execute()
        for row in items_of(round_id):
            row.delete_instance()
        review.delete_instance()


def _refuse_closed(review: ReviewRound) -> None:
    if review.closed_on is not None:
        raise Refused(_("“{name}” is closed: its decisions stand.").format(name=review.name))


def reviews_to_decide() -> list[tuple[ReviewRound, int]]:
    """Rounds that are not closed and have answers, with how much in each is not decided."""
    found: list[tuple[ReviewRound, int]] = []
    for review in rounds():
        if review.closed_on is not None or review.survey_id is None:
            continue
        if SurveyResponse.select().where(SurveyResponse.survey == review.survey_id).exists():
            left = sum(1 for row in items_of(review.id) if not row.decision)
            found.append((review, left))
    return found


def offered_for_review() -> tuple[list[Benefit], list[Category]]:
    """What can be put to the members: the benefits and categories that are offered."""
    return benefits(), list(categories())
