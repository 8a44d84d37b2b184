"""Comparing with the season before, own fields, shortened figures, who is left out, and the question in words."""

import datetime

from assoc_desktop.members.custom_fields import save_custom_field
from assoc_desktop.members.erasing.rules.applying import erase
from assoc_desktop.members.memberships import enrol
from assoc_desktop.members.records import Category, CustomValue
from assoc_desktop.members.statistics.rules import (
    Question,
    dimensions,
    ids_behind,
    question_for,
    read_figures,
    shortened,
)
from assoc_desktop.members.statistics.rules.asking import told_question, years_before
from assoc_desktop.storage.history import operation
from tests.members.statistics.raw import Raw, write

TODAY = datetime.date(2026, 5, 14)


def test_a_season_is_compared_with_the_one_before(file, seasons, some_categories):
    write(
        [
            Raw(memberships=((1, 0, False, 0), (2, 0, False, 0))),
            Raw(memberships=((2, 0, False, 0),)),
            Raw(kind="institution", memberships=((1, 1, False, 0),)),
        ],
        seasons,
        some_categories,
    )
    known = {each.key: each for each in dimensions()}
    category, status = read_figures(question_for(seasons[2], TODAY), [known["category"], known["status"]])
    assert [(line.count, line.before, line.difference) for line in category.lines] == [(2, 1, 1), (0, 1, -1)]
    assert (category.total.count, category.total.before, category.total.difference) == (2, 2, 0)
    assert {line.difference for line in status.lines} == {None}
    (first,) = read_figures(question_for(seasons[0], TODAY), [known["category"]])
    assert first.total.before is None


def test_own_fields_of_choices_and_of_yes_or_no_are_counted(file, save, seasons, some_categories):
    with operation("Fields"):
        size = save_custom_field("Size", "choice", choices="Small\nLarge")
        save_custom_field("Remark", "text")
        net = save_custom_field("Internet", "yes_no")
    ids = [save(kind="person", family_name=name) for name in "ABCD"]
    with operation("Values"):
        for member_id, value in zip(ids, ("Large", "Large", "Gone choice"), strict=False):
            CustomValue.create(member=member_id, field=size, value=value)
        CustomValue.create(member=ids[0], field=net, value="0")
    own = [each for each in dimensions() if each.key.startswith("field_")]
    assert [each.title for each in own] == ["Size", "Internet"]
    size_figure, net_figure = read_figures(Question(None, TODAY), own)
    assert [(line.name, line.count) for line in size_figure.lines] == [
        ("Large", 2), ("Gone choice", 1), ("No answer", 1)
    ]  # fmt: skip
    assert [(line.name, line.count) for line in net_figure.lines] == [("No", 1), ("No answer", 3)]


def test_a_long_figure_is_shortened_and_still_adds_up(file, save):
    for number in range(30):
        for _copy in range(number % 3 + 1):
            save(kind="person", family_name="A", town=f"Town {number:02}")
    save(kind="person", family_name="Without town")
    question = Question(None, TODAY)
    (town,) = [each for each in dimensions() if each.key == "town"]
    (whole,) = read_figures(question, [town])
    short = shortened(whole, 8)
    assert len(short.lines) == 9
    assert [line.aside for line in short.lines] == [False] * 7 + [True, True]
    assert short.lines[7].name == "23 others"
    assert short.total.count == whole.total.count == 61
    assert len(ids_behind(question, {town: short.lines[7].keys})) == short.lines[7].count
    assert [line.count for line in short.lines[:7]] == [3] * 7
    assert shortened(whole, 40) is whole


def test_only_those_asked_about_are_counted(file, save, seasons, some_categories):
    members = write(
        [
            Raw(archived_on=TODAY),
            Raw(erased_on=TODAY, birth_date=datetime.date(1990, 1, 1)),
            Raw(prospect_since=TODAY),
            Raw(),
        ],
        seasons,
        some_categories,
    )
    assert len(ids_behind(Question(None, TODAY))) == 1
    everybody = Question(None, TODAY, tuple(members), "a filter")
    assert sorted(ids_behind(everybody)) == sorted(members)
    (age,) = [each for each in dimensions() if each.key == "age"]
    (figure,) = read_figures(everybody, [age])
    assert {line.name: line.count for line in figure.lines if line.count} == {"Not known": 4}
    assert ids_behind(Question(seasons[2], TODAY, tuple(members))) == []


def test_the_question_is_told_in_words(file, seasons, conventions):
    def told(season, ids=None):
        return told_question(question_for(season, TODAY, ids=ids, told="Filter “Youth”"), conventions)

    assert told(seasons[1]).startswith("Counted: everybody enrolled for 2025, also those who were archived")
    assert "31/12/2025" in told(seasons[1])
    assert "14/05/2026" in told(seasons[2])
    assert "Left out: the archive, erased members, and prospects" in told(None)
    assert told(None, [1]).startswith("Counted: Filter “Youth”. Nobody of them is left out.")
    assert "enrolled for 2026 among: Filter “Youth”" in told(seasons[2], [1])


def test_29_february_a_year_earlier_is_28_february():
    assert years_before(datetime.date(2024, 2, 29), 1) == datetime.date(2023, 2, 28)
    assert years_before(datetime.date(2024, 2, 29), 4) == datetime.date(2020, 2, 29)


def test_who_is_erased_counts_in_the_past_and_has_no_age(file, save, seasons):
    person = save(
        kind="person",
        family_name="Nkomo",
        given_name="Ada",
        birth_date=datetime.date(1990, 1, 1),
        region="Centre",
    )
    category = Category.get(Category.applies_to == "person")
    with operation("Enrol"):
        enrol([person], seasons[2], category)
    question = question_for(seasons[2], TODAY)
    known = {each.key: each for each in dimensions()}
    chosen = [known["category"], known["age"]]
    before = read_figures(question, chosen)
    assert [line.name for line in before[1].lines if line.count] == ["36 to 50 years"]
    erase([person], today=TODAY)
    category_figure, age = read_figures(question, chosen)
    assert category_figure == before[0]
    assert [line.name for line in age.lines if line.count] == ["Not known"]
    assert ids_behind(question) == [person]
    assert ids_behind(Question(None, TODAY)) == []
