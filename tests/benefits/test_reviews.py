"""A review from its survey to the decisions, and the next one that shows what was decided."""

from __future__ import annotations

import datetime
import io
from fractions import Fraction

import pytest
from pypdf import PdfReader

from assoc_desktop.association.rules import head_of
from assoc_desktop.benefits.catalogue import (
    BenefitData,
    archive_benefit,
    order_benefits,
    remove_benefit,
    save_benefit,
)
from assoc_desktop.benefits.records import Benefit, ReviewItem, ReviewRound
from assoc_desktop.benefits.reviews.figures import read_review, review_report, told_last, told_score
from assoc_desktop.benefits.reviews.rounds import (
    RoundData,
    about,
    add_idea,
    archive_what_goes,
    begin_round,
    check_round,
    choices_for,
    close_round,
    decide_item,
    follow_up,
    item_with,
    items_of,
    name_of,
    offered_for_review,
    open_round,
    remove_round,
    reviews_to_decide,
    round_with,
    rounds,
    state_of,
)
from assoc_desktop.cli.parser import run
from assoc_desktop.home.duties import read_duties
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.reports.printed import report_pdf
from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage.file import create_file, open_file
from assoc_desktop.storage.history import last_undoable, recent_operations
from assoc_desktop.storage.undoing import undo
from assoc_desktop.surveys.answering import save_response
from assoc_desktop.surveys.building import close_survey, questions_of, remove_survey
from assoc_desktop.surveys.records import Survey
from assoc_desktop.surveys.results import read_results
from tests.benefits.conftest import TODAY, Club
from tests.hostile import HOSTILE

LATER = TODAY + datetime.timedelta(days=30)


def begin(club, name="Review", **values):
    own = {
        "benefits": (club.training.id, club.loan.id),
        "categories": (club.student.id,),
        "ideas": ("A choir",),
        **values,
    }
    return begin_round(RoundData(name, club.season.id, **own), today=TODAY)


def answer(review, *forms):
    """One form for each row of ratings: training, loan, students, choir; None leaves it out."""
    asked = {each.asks: each for each in questions_of(review.survey)}
    rows = items_of(review.id)
    for ratings in forms:
        given = {
            asked[about(row)].code: value
            for row, value in zip(rows, ratings, strict=False)
            if value is not None
        }
        save_response(review.survey, given, today=TODAY)


def decide_all(review, decision="keep"):
    for row in items_of(review.id):
        chosen = decision if decision in choices_for(row) else "drop"
        decide_item(row.id, chosen, "Because", TODAY, today=TODAY)


def test_a_survey_asks_about_each_item(club):
    before = len(recent_operations(50))
    review = begin(club)
    assert len(recent_operations(50)) == before + 1
    assert [name_of(row) for row in items_of(review.id)] == ["Training", "Loan", "Student", "A choir"]
    codes = {each.code: each.asks for each in questions_of(review.survey)}
    for row in items_of(review.id):
        assert codes[row.code] in (
            f"benefit:{row.benefit_id}",
            f"category:{row.category_id}",
            f"idea:{row.id}",
        )
    assert state_of(review) == "preparing"
    open_round(review.id, today=TODAY)
    assert state_of(round_with(review.id)) == "asking"
    close_survey(review.survey, TODAY)
    assert state_of(round_with(review.id)) == "deciding"


def test_scores_stand_beside_use_cost_and_members(club):
    club.use(club.awa), club.use(club.awa), club.use(club.ben, club.loan)
    review = begin(club)
    open_round(review.id, today=TODAY)
    answer(review, (5, None, 2, 5), (4, 1, 3), (5, 2, None))
    figures = read_review(round_with(review.id))
    told = {each.name: (each.score, each.n, each.members, each.uses, each.cost) for each in figures.items}
    assert told == {
        "Training": (Fraction(14, 3), 3, 1, 2, 1000),
        "Loan": (Fraction(3, 2), 2, 2, 1, 10),
        "Student": (Fraction(5, 2), 2, 1, 1, 10),
        "A choir": (Fraction(5), 1, None, None, None),
    }
    assert (figures.answered, figures.decided) == (3, 0)
    assert told_score(Fraction(14, 3), 3, club.say).startswith("4,7") and told_score(None, 0, club.say) == "–"


ROUNDS = [
    ({"name": " "}, "name"),
    ({"name": "x" * 121}, "name"),
    ({"season_id": None}, "season_id"),
    ({"mode": "loud"}, "mode"),
    ({"benefits": ()}, "benefits"),
    ({"ideas": ("x" * 201,)}, "ideas"),
    ({"ideas": ("A", "a")}, "ideas"),
]


def test_what_a_round_must_say(club):
    for values, field in ROUNDS:
        own = {"name": "R", "season_id": club.season.id, "benefits": (club.loan.id,), **values}
        assert list(check_round(RoundData(**own))) == [field]


def test_a_name_stands_once_among_reviews_and_surveys(club):
    begin(club)
    with pytest.raises(Invalid):
        begin(club, "REVIEW")
    assert len(rounds()) == 1 and Survey.select().count() == 1


def test_begun_and_undone_together_with_its_survey(club):
    review = begin(club)
    undo(last_undoable().id)
    assert not rounds() and not Survey.select().exists() and not ReviewItem.select().exists()
    with pytest.raises(Refused, match="no longer there"):
        round_with(review.id)


def test_a_decision_needs_reason_and_day(club):
    review = begin(club)
    training, _loan, _student, choir = items_of(review.id)
    wrong = {
        "decision": (training, "new", "Why", TODAY),
        "reason": (training, "keep", " ", TODAY),
        "on": (training, "keep", "Why", LATER),
    }
    for field, (row, *values) in wrong.items():
        with pytest.raises(Invalid) as refused:
            decide_item(row.id, *values, today=TODAY)
        assert list(refused.value.problems) == [field]
    with pytest.raises(Invalid):
        decide_item(choir.id, "keep", "Why", TODAY, today=TODAY)
    decide_item(training.id, "keep", "Loved", TODAY, today=TODAY)
    undo(last_undoable().id)
    assert item_with(training.id).decision == ""


def test_what_follows_from_a_decision(club):
    review = begin(club)
    training, loan, student, choir = items_of(review.id)
    decide_item(training.id, "drop", "Nobody comes", TODAY, today=TODAY)
    decide_item(loan.id, "change", "Longer", TODAY, today=TODAY)
    decide_item(student.id, "drop", "One category less", TODAY, today=TODAY)
    decide_item(choir.id, "new", "Wanted", TODAY, today=TODAY)
    assert [follow_up(row) for row in items_of(review.id)] == ["archive", "edit", "archive", "add"]
    archive_what_goes(training.id), archive_what_goes(student.id)
    save_benefit(BenefitData("A CHOIR"))
    assert [follow_up(item_with(row.id)) for row in items_of(review.id)] == ["", "edit", "", ""]
    assert Benefit.get_by_id(club.training.id).archived
    with pytest.raises(Refused, match="not decided that"):
        archive_what_goes(loan.id)
    decide_item(choir.id, "drop", "No voice", TODAY, today=TODAY)
    assert follow_up(item_with(choir.id)) == ""
    with pytest.raises(Refused, match="used or reviewed"):
        remove_benefit(club.training.id)


def test_closed_when_all_is_decided(club):
    review = begin(club)
    open_round(review.id, today=TODAY)
    with pytest.raises(Refused, match="4 are not decided yet, first: Training"):
        close_round(review.id, today=TODAY)
    decide_all(review)
    assert state_of(close_round(review.id, today=TODAY)) == "closed"
    assert Survey.get_by_id(review.survey_id).state == "closed"
    row = items_of(review.id)[0]
    for do in (
        lambda: decide_item(row.id, "keep", "x", TODAY, today=TODAY),
        lambda: add_idea(review.id, "x"),
        lambda: close_round(review.id, today=TODAY),
        lambda: open_round(review.id, today=TODAY),
    ):
        with pytest.raises(Refused, match="is closed"):
            do()
    undo(last_undoable().id)
    assert state_of(round_with(review.id)) == "asking"


def test_the_next_round_shows_what_was_decided(club):
    first = begin(club)
    open_round(first.id, today=TODAY)
    answer(first, (4, 2, 3, 5))
    decide_all(first, "keep")
    decide_item(items_of(first.id)[3].id, "new", "Let us sing", TODAY, today=TODAY)
    choir = save_benefit(BenefitData("A choir"))
    close_round(first.id, today=TODAY)
    second = begin(club, "Again", benefits=(club.training.id, choir.id), ideas=())
    assert second.previous == first
    training, sung, student = read_review(second).items
    assert (training.last.decision, training.last.score, training.last.n) == ("keep", 4, 1)
    assert (sung.last.decision, sung.last.reason, sung.last.score) == ("new", "Let us sing", 5)
    assert told_last(student.last, club.say).startswith("Keep, 3")
    remove_round(second.id)
    assert not ReviewRound.select().where(ReviewRound.previous.is_null(False)).exists()


def test_answers_are_compared_with_those_of_the_last_round_by_what_they_are_about(club):
    first = begin(club)
    open_round(first.id, today=TODAY)
    answer(first, (4, 2, 3, 5))
    decide_all(first)
    close_round(first.id, today=TODAY)
    badge = save_benefit(BenefitData("A badge"))
    order_benefits([badge.id, club.loan.id, club.training.id])
    second = begin(club, "Again", benefits=(badge.id, club.loan.id, club.training.id), ideas=("A band",))
    open_round(second.id, today=TODAY)
    answer(second, (1, 5, 5, 5, 1))
    results = read_results(second.survey)
    told = {row.question.text_en: row.before and row.before.mean for row in results.questions}
    compared = [mean for words, mean in told.items() if not words.startswith(("A badge", "A band"))]
    assert results.previous == "Review" and compared[:3] == [2, 4, 3]
    assert [told[words] for words in told if words.startswith(("A badge", "A band"))] == [None, None]
    known = {each.text_en: each.code for each in questions_of(first.survey)}
    again = {each.text_en: each.code for each in questions_of(second.survey)}
    assert all(again[words] == code for words, code in known.items() if words in again)
    assert len(set(again.values())) == len(again) and len(set(known) & set(again)) == len(known) - 1


def test_ideas_come_up_and_stand_once(club):
    review = begin(club)
    row = add_idea(review.id, " A walk ")
    assert (row.idea, choices_for(row)) == ("A walk", ("new", "drop"))
    for wrong in ("", "x" * 201, "a WALK", "A choir"):
        with pytest.raises(Invalid):
            add_idea(review.id, wrong)
    assert read_review(review).items[-1].score is None


def test_a_round_and_its_survey_hold_each_other(club):
    review = begin(club)
    with pytest.raises(Refused, match="survey of the review"):
        remove_survey(review.survey)
    decide_item(items_of(review.id)[0].id, "keep", "x", TODAY, today=TODAY)
    with pytest.raises(Refused, match="it stays"):
        remove_round(review.id)
    undo(last_undoable().id)
    survey = review.survey
    remove_round(review.id)
    remove_survey(survey)
    assert not Survey.select().exists()


def test_home_tells_of_answers_to_decide(club):
    review = begin(club)
    open_round(review.id, today=TODAY)
    assert reviews_to_decide() == []
    answer(review, (4,))
    assert [left for _review, left in reviews_to_decide()] == [4]
    duty = next(each for each in read_duties(TODAY, club.say) if each.choice.get("place") == "reviews")
    assert (duty.count, duty.choice["review"]) == (4, review.id)
    decide_all(review)
    duty = next(each for each in read_duties(TODAY, club.say) if each.choice.get("place") == "reviews")
    assert "close" in duty.words
    close_round(review.id, today=TODAY)
    assert reviews_to_decide() == []


def test_the_report_tells_figures_and_reasons(club):
    first = begin(club)
    decide_all(first, "drop")
    close_round(first.id, today=TODAY)
    review = begin(club, "Second")
    open_round(review.id, today=TODAY)
    answer(review, (4, 2, 3, 5))
    words = next(each for each in questions_of(review.survey) if each.kind == "text")
    save_response(review.survey, {words.code: "More coffee"}, today=TODAY)
    decide_item(items_of(review.id)[0].id, "keep", "Many come", TODAY, today=TODAY)
    content = report_pdf(lambda say: review_report(round_with(review.id), say), head_of("en"))
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())
    for part in ("Training", "Many come", "More coffee", "A choir", "Drop", "2 answers", "not decided"):
        assert part in text


def test_reports_from_the_command_line(tmp_path, capsys):
    path = tmp_path / "club.assoc"
    with create_file(path, SCHEMA):
        club = Club()
    out = tmp_path / "out.pdf"
    assert run(["report", str(path), "review", "--season", club.season.label, "-o", str(out)]) == 1
    assert club.season.label in capsys.readouterr().err and not out.exists()
    with open_file(path, SCHEMA):
        begin(club)
    for report in ("review", "solidarity"):
        assert run(["report", str(path), report, "--season", club.season.label, "-o", str(out)]) == 0
        assert len(PdfReader(out).pages) == 1


def test_any_words_are_put_to_members(club):
    for text in HOSTILE:
        if text.strip() and len(text) <= 120:
            save_benefit(BenefitData(text))
    archive_benefit(club.loan.id)
    offered, kinds = offered_for_review()
    ideas = tuple(dict.fromkeys(text.strip()[:150] for text in HOSTILE[5:12]))
    review = begin(
        club,
        benefits=tuple(each.id for each in offered),
        categories=tuple(each.id for each in kinds),
        ideas=ideas,
    )
    open_round(review.id, today=TODAY)
    for row in items_of(review.id):
        assert row.code
        decide_item(row.id, choices_for(row)[-1], HOSTILE[5], TODAY, today=TODAY)
    assert report_pdf(lambda say: review_report(close_round(review.id, today=TODAY), say), head_of("fr"))
