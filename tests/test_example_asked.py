"""What the example association has heard: benefits and their uses, conversations, possible members, surveys."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from assoc_desktop.actions.records import Action
from assoc_desktop.association.records import Season
from assoc_desktop.benefits.figures import read_figures
from assoc_desktop.benefits.fund.criteria import criteria
from assoc_desktop.benefits.fund.requests import state_of as fund_state
from assoc_desktop.benefits.records import DECISIONS, Benefit, BenefitUse, SolidarityRequest
from assoc_desktop.benefits.reviews.figures import read_review
from assoc_desktop.benefits.reviews.rounds import rounds, state_of
from assoc_desktop.listening.prospects.listing import prospect_ids, prospect_rows
from assoc_desktop.listening.records import STAGES, Conversation
from assoc_desktop.members.records import Membership
from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage.file import open_file
from assoc_desktop.storage.history import HistoryPart, unpack
from assoc_desktop.surveys.asking import invited
from assoc_desktop.surveys.records import Survey, SurveyAnswer, SurveyResponse, SurveyToken
from assoc_desktop.surveys.results import read_results
from assoc_desktop.treasury.balances import left_to_pay


@pytest.fixture
def example(example_path):
    with open_file(example_path, SCHEMA):
        yield example_path


def test_benefits_have_uses_in_two_seasons_and_some_have_none(example):
    for label in ("2025", "2026"):
        figures = read_figures(Season.get(Season.label == label))
        used = [benefit.uses for benefit in figures.benefits]
        assert sum(used) > 30 and used.count(0) >= 2
    assert 0 < BenefitUse.select().where(BenefitUse.reversed_on.is_null(False)).count() < 15
    partners = {benefit.partner for benefit in Benefit.select()} - {""}
    assert len(partners) == 3 and all("exemple" in partner.lower() for partner in partners)


def test_reasons_are_stated_and_some_are_assessed_otherwise(example):
    told = [row for row in Conversation.select() if row.stated and row.whom == "lapsed"]
    assert len(told) >= 8
    assert len({row.season_id for row in told}) == 2
    assessed = [row for row in told if row.assessed]
    assert any(row.assessed != row.stated for row in assessed) and len(assessed) < len(told)
    assert {row.whom for row in Conversation.select()} >= {
        "member",
        "possible",
        "lapsed",
        "colleague",
        "board",
    }


def test_possible_members_stand_at_every_stage_of_the_way(example):
    stages = {row.stage for row in prospect_rows(prospect_ids(""))}
    assert stages == set(STAGES) - {"joined"}
    assert Action.select().where(Action.done_on.is_null(False)).count() == 3
    assert Action.select().where(Action.done_on.is_null()).count() >= 3


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2026, 12, 31)])
def test_surveys_are_there_whatever_the_day(example_made_on, day):
    with open_file(example_made_on(day), SCHEMA):
        found = {survey.name: survey for survey in Survey.select()}
        rows = Counter(row.survey.name for row in SurveyResponse.select())
        assert [(name, each.mode, each.state) for name, each in found.items()] == [
            ("Satisfaction 2025", "named", "closed"),
            ("Benefits review 2025", "token", "closed"),
            ("Benefits review 2026", "token", "open"),
        ]
        assert rows == {"Satisfaction 2025": 34, "Benefits review 2025": 60, "Benefits review 2026": 14}
        for name, survey in found.items():
            assert len(invited(survey)) > rows[name]
            results = read_results(survey)
            assert results.answered == rows[name] and all(
                one.n for one in results.questions if one.question.kind != "text"
            )
        assert all(survey.opened_on <= day for survey in found.values())


def test_a_review_is_decided_and_the_next_one_shows_what_was_decided(example):
    present, before = map(read_review, rounds())
    assert [state_of(each.review) for each in (before, present)] == ["closed", "asking"]
    assert before.answered == 60 and before.decided == len(before.items) == 15
    assert {each.row.decision for each in before.items} == set(DECISIONS)
    assert all(each.score is not None and each.last is None for each in before.items)
    assert present.answered == 14 and present.decided == 0
    assert all(each.last.decision and each.last.score is not None for each in present.items)


def test_no_more_of_a_category_answer_than_belong_to_it(example):
    for survey in Survey.select().where(Survey.mode == "token"):
        (grouped,) = [one for one in read_results(survey).questions if one.question.asks == "group:category"]
        belonging = Counter(
            str(row.category_id)
            for row in Membership.select().join(Season).where(Season.label == survey.name[-4:])
        )
        for choice, count in zip(grouped.question.choices, grouped.counts, strict=True):
            assert not choice.means or count <= belonging[choice.means]
    assert min(grouped.counts) < 5 <= max(grouped.counts)


def test_the_fund_granted_refused_and_is_asked(example):
    states = Counter(fund_state(request) for request in SolidarityRequest.select())
    for request in SolidarityRequest.select().where(SolidarityRequest.granted.is_null()):
        assert left_to_pay(request.season_id)[request.member_id] >= request.asked > 0
    assert states == {"granted": 2, "refused": 1, "open": 2}
    assert len(criteria()) == 5


def test_nothing_of_an_answer_without_a_name_stands_in_its_history(example):
    told = {name for part in HistoryPart.select() for name in unpack(part.document)}
    assert "conversation" in told
    assert not told & {"survey_response", "survey_answer", "survey_token"}
    for row in SurveyResponse.select().join(Survey).where(Survey.mode == "token"):
        assert (row.member_id, row.answered_on, row.language) == (None, None, "")


def test_as_many_codes_are_used_as_answers_came(example):
    for survey in Survey.select().where(Survey.mode == "token"):
        codes = [token.used for token in SurveyToken.select().where(SurveyToken.survey == survey)]
        assert len(codes) == len(invited(survey))
        assert sum(codes) == SurveyResponse.select().where(SurveyResponse.survey == survey).count()


def test_words_follow_the_language(example):
    words = [row.text for row in SurveyAnswer.select().where(SurveyAnswer.text != "")]
    assert len(words) > 10 and not any(word.startswith(("Training", "Cards", "A ")) for word in words)
