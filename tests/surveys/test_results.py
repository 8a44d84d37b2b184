"""Every figure of a survey, worked out again from the raw rows in plain Python; and nobody told by subtraction."""

from __future__ import annotations

import shutil
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assoc_desktop.association.records import Season
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.memberships import proposed_membership, save_membership
from assoc_desktop.members.records import Category, Member
from assoc_desktop.members.rules import save_member
from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage.database import database
from assoc_desktop.storage.file import open_file
from assoc_desktop.storage.history import operation
from assoc_desktop.surveys.answering import save_response
from assoc_desktop.surveys.building import (
    Choice,
    close_survey,
    next_round,
    open_survey,
    save_sections,
    sections_of,
)
from assoc_desktop.surveys.records import Survey, SurveyInvitation
from assoc_desktop.surveys.results import (
    Recommendation,
    by_group,
    figures_of,
    group_tables,
    groupings_of,
    hidden_groups,
    quotes_of,
    read_results,
    told_rate,
)
from assoc_desktop.surveys.tokens import draw_tokens
from tests.conftest import TODAY
from tests.surveys.samples import CATEGORIES, filled_copy, open_sample

SAY = Conventions("en", "CM", "XAF")


@pytest.fixture(scope="module")
def filled(founded, tmp_path_factory):
    """The association with a survey that sixty forms answer, made once."""
    return filled_copy(founded, tmp_path_factory.mktemp("filled"), forms=60, seed=1)


@pytest.fixture
def survey(filled, tmp_path):
    with open_file(shutil.copy(filled, tmp_path / "filled.assoc"), SCHEMA):
        yield Survey.get(name="Joining")


class Raw:
    """The rows of a survey, read without any of our queries."""

    def __init__(self, survey):
        def read(table):
            cursor = database.execute_sql(f"SELECT * FROM {table}")
            names = [each[0] for each in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

        self.responses = [row["id"] for row in read("survey_response") if row["survey_id"] == survey.id]
        self.questions = {
            row["code"]: row for row in read("survey_question") if row["survey_id"] == survey.id
        }
        self.choices = defaultdict(dict)
        for row in read("survey_choice"):
            self.choices[row["question_id"]][row["id"]] = row["text_en"]
        self.said = defaultdict(lambda: defaultdict(list))
        for row in read("survey_answer"):
            if row["response_id"] in self.responses:
                said = row["choice_id"] or (row["value"] if row["value"] is not None else row["text"])
                self.said[row["question_id"]][row["response_id"]].append(said)

    def of(self, code, only=None):
        """Response → what it says to a question."""
        found = self.said[self.questions[code]["id"]]
        return {key: said for key, said in found.items() if only is None or key in only}


def mean(values):
    return Fraction(sum(map(Fraction, values)), len(values)) if values else None


def expected_counts(raw, code, only=None):
    kind, said = raw.questions[code]["kind"], raw.of(code, only)
    flat = Counter(one for each in said.values() for one in each)
    keys = {"rating": range(1, 6), "recommend": range(11), "yes_no": (1, 0)}.get(kind)
    return tuple(flat[key] for key in (keys if keys is not None else raw.choices[raw.questions[code]["id"]]))


def test_all_figures_agree_with_the_raw_rows(survey):
    raw, results = Raw(survey), read_results(survey)
    assert (results.answered, results.asked) == (len(raw.responses), None)
    assert [one.question.code for one in results.questions] == [
        "A1",
        "A2",
        "A3",
        "A4",
        "A5",
        "B1",
        "B2",
        "B3",
        "B4",
    ]
    for one in results.questions:
        code, kind = one.question.code, one.question.kind
        said = raw.of(code)
        assert (one.n, one.not_answered) == (len(said), 60 - len(said))
        values = [each[0] for each in said.values()]
        if kind in ("rating", "recommend", "yes_no", "one", "several"):
            assert one.counts == expected_counts(raw, code)
        if kind in ("rating", "recommend", "yes_no"):
            assert one.mean == mean(values)
        if kind == "number":
            numbers = sorted(map(Decimal, values))
            middle = (numbers[(len(numbers) - 1) // 2] + numbers[len(numbers) // 2]) / 2
            assert one.mean == mean(numbers)
            assert one.spread == (numbers[0], middle, numbers[-1])
        if kind == "date":
            assert one.days == (date.fromisoformat(min(values)), date.fromisoformat(max(values)))
        if kind == "recommend":
            best, worst = sum(each >= 9 for each in values), sum(each <= 6 for each in values)
            assert one.recommendation == Recommendation(best, len(values) - best - worst, worst)
            assert one.recommendation.score == round(100 * (best - worst) / len(values))


def test_groups_agree_with_the_raw_rows(survey):
    raw = Raw(survey)
    (grouping,) = groupings_of(survey)
    assert grouping.key == "category"
    names = raw.choices[raw.questions["A2"]["id"]]
    members = defaultdict(set)
    for response in raw.responses:
        members[names.get((raw.of("A2").get(response) or [None])[0], "")].add(response)
    groups = by_group(survey, grouping)
    assert {code for code in raw.questions if raw.questions[code]["id"] in groups} == {
        "A1",
        "A3",
        "A4",
        "A5",
        "B4",
    }
    for code in ("A1", "A3", "A4", "A5", "B4"):
        rows = groups[raw.questions[code]["id"]]
        numbers = {name: len(raw.of(code, members[name])) for name in [*CATEGORIES, ""]}
        rest = set()
        for row in rows:
            if row.rest:
                continue
            if row.told:
                assert row.n == numbers[row.name] >= 5
                assert row.counts == expected_counts(raw, code, members[row.name])
            else:
                assert (row.n, row.counts, row.mean) == (0, (), None)
                rest |= members[row.name]
        left = len(raw.of(code, rest))
        assert left == 0 or left >= 5
        assert [row.n for row in rows if row.rest] == ([left] if left else [])
        assert sum(row.n for row in rows) == sum(numbers.values())


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 12)))
def test_what_is_not_told_is_never_one_group_nor_fewer_than_five(numbers):
    hidden = hidden_groups(numbers)
    assert {key for key, n in numbers.items() if n < 5} <= hidden
    left = [numbers[key] for key in hidden if numbers[key]]
    everything = hidden == set(numbers)
    assert everything or not left or (sum(left) >= 5 and len(left) >= 2)


@pytest.mark.parametrize(
    ("numbers", "hidden"),
    [
        ({"a": 9, "b": 5, "c": 4}, {"b", "c"}),  # c alone would be the rest
        ({"a": 9, "b": 6, "c": 1, "d": 2}, {"b", "c", "d"}),  # three answers would be the rest
        ({"a": 9, "b": 6, "c": 3, "d": 2}, {"c", "d"}),
        ({"a": 9, "b": 0}, {"b"}),
        ({"a": 4}, {"a"}),
        ({"a": 5, "b": 5}, set()),
    ],
)
def test_groups_that_are_not_told(numbers, hidden):
    assert hidden_groups(numbers) == hidden


def test_with_names_groups_follow_the_members(file):
    survey = open_sample("named")
    regions = ["Littoral"] * 6 + ["Centre"] * 7 + [""] * 2
    with operation("Type in forms"):
        for n, region in enumerate(regions):
            person = MemberData(family_name=f"Person {n}", region=region)
            member = save_member(person, today=TODAY, conventions=SAY)
            save_response(survey, {"A1": str(1 + n % 5)}, member=member, today=TODAY)
    category, region = groupings_of(survey)
    first = read_results(survey).questions[0].question.id
    rows = by_group(survey, region)[first]
    assert [(row.name, row.told, row.n) for row in rows if not row.rest] == [
        ("Centre", True, 7), ("Littoral", False, 0), ("", False, 0),
    ]  # fmt: skip
    assert [row.n for row in rows if row.rest] == [8]
    assert [(row.name, row.n) for row in by_group(survey, category)[first]] == [("", 15)]


def test_with_names_the_category_is_that_of_the_day_of_the_answer(file):
    survey, season = open_sample("named"), Season.get()
    categories = [
        row for row in Category.select().order_by(Category.name) if row.applies_to != "institution"
    ][:2]
    with operation("Type in forms"):
        for n in range(10):
            member = save_member(
                MemberData(family_name=f"Person {n}", joined_on=TODAY), today=TODAY, conventions=SAY
            )
            save_membership(member.id, proposed_membership(season, categories[n % 2]))
            save_response(survey, {"A1": "5"}, member=member, today=date(2026, 6, 1))
    first = read_results(survey).questions[0].question.id
    rows = by_group(survey, groupings_of(survey)[0])[first]
    assert [(row.name, row.n, row.mean) for row in rows] == [(each.name, 5, 5) for each in categories]


def test_no_score_is_told_of_fewer_than_thirty(file):
    assert Recommendation(20, 5, 4).score is None
    assert Recommendation(20, 5, 5).score == 50
    assert Recommendation(1, 0, 39).score == -95
    survey = open_sample()
    with operation("Type in forms"):
        for n in range(29):
            save_response(survey, {"A1": "3", "A5": str(n % 11)}, today=TODAY)
    told = " ".join(figures_of(read_results(survey), SAY)[4].facts)
    assert "No score is told of fewer than 30 answers." in told and "Recommendation score" not in told
    save_response(survey, {"A1": "3", "A5": "10"}, today=TODAY)
    assert "Recommendation score" in " ".join(figures_of(read_results(survey), SAY)[4].facts)


def test_the_response_rate_counts_who_was_asked(file):
    survey = open_sample()
    save_response(survey, {"A1": "3"}, today=TODAY)
    assert told_rate(read_results(survey), SAY).startswith("1 form came back")
    with operation("Type in forms"):
        for n in range(3):
            member = save_member(MemberData(family_name=f"P{n}"), today=TODAY, conventions=SAY)
            SurveyInvitation.create(survey=survey, member=member, given_on=TODAY)
    assert told_rate(read_results(survey), SAY) == "1 of 3 answered: a response rate of 33.3%."
    assert Member.select().count() == 3
    coded = open_sample("token", "With codes")
    draw_tokens(coded, 8)
    assert read_results(coded).asked == 8


def test_the_round_before_stands_beside_by_code_and_kind(file):
    first = open_sample()
    with operation("Type in forms"):
        for typed in ("1", "2", "5"):
            save_response(first, {"A1": typed, "A2": "1", "A3": "y"}, today=TODAY)
    close_survey(first, TODAY)
    second = next_round(first, "Joining again")
    sections = sections_of(second)
    group = sections[0].questions[1]
    choices = (*group.choices[1:], Choice("New", "Nouveau"), group.choices[0])
    changed = [
        replace(each, choices=choices) if each.id == group.id else each for each in sections[0].questions
    ]
    save_sections(second, [replace(sections[0], questions=tuple(changed)), sections[1]])
    second = open_survey(second, TODAY)
    with operation("Type in forms"):
        for typed in ("4", "5"):
            save_response(second, {"A1": typed, "A2": "5", "A3": "n", "B4": "3"}, today=TODAY)
    results = read_results(second)
    rating, category, came, *_others, room = results.questions
    assert (rating.before.n, rating.before.mean, rating.mean) == (3, Fraction(8, 3), Fraction(9, 2))
    assert category.before.counts == (0, 0, 0, None, 3)
    assert room.before is None and room.n == 2
    told = [" ".join(one.facts) for one in figures_of(results, SAY)]
    assert "“Joining” before: n = 3. The mean was 2.67; it changed by +1.83." in told[0]
    assert "Yes was 100.0%; it changed by -100 percentage points." in told[2]
    assert came.before.mean == 1


def test_quotes_stand_in_no_order_without_names(file):
    survey = open_sample()
    texts = [f"words {n}" for n in range(30)]
    with operation("Type in forms"):
        for text in texts:
            save_response(survey, {"A1": "3", "B3": text}, today=TODAY)
    (quotes,) = quotes_of(survey).values()
    assert sorted(quotes) == sorted(texts) and quotes != texts
    assert quotes == quotes_of(survey).popitem()[1]


def test_a_survey_without_answers_has_results(file):
    survey = open_sample()
    results = read_results(survey)
    assert results.answered == 0
    figures = figures_of(results, SAY)
    assert [figure.facts for figure in figures] == [("n = 0 answered; 0 did not.",)] * 9
    assert group_tables(results, by_group(survey, groupings_of(survey)[0]), SAY)


def test_groups_are_told_in_words(file):
    survey = open_sample()
    with operation("Type in forms"):
        for n in range(12):
            save_response(
                survey,
                {"A1": "4", "A2": "1" if n < 6 else "2", "A3": "yn"[n % 2], "A4": "12", "A5": "9"},
                today=TODAY,
            )
    results = read_results(survey)
    tables = {
        table.question.code: table.rows
        for table in group_tables(results, by_group(survey, groupings_of(survey)[0]), SAY)
    }
    few = "fewer than 5, or too few others"
    assert tables["A1"] == (
        ("Individual", 6, "Mean: 4.00."), ("Student", 6, "Mean: 4.00."), ("Institution", None, few), ("Honorary", None, few),
    )  # fmt: skip
    assert tables["A3"][0] == ("Individual", 6, "Yes: 50.0%.")
    assert tables["A4"][0][2] == "Topic 1: 100.0% · Topic 2: 100.0% · Topic 3: 0.0% · Topic 4: 0.0%"
    assert tables["A5"][0][2].startswith("Mean: 9.00. Promoters: 6, passives: 0, detractors: 0. No score")
