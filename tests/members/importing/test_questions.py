"""What a list leaves open is asked, and nothing else."""

import pytest

from assoc_desktop.members.custom_fields import save_custom_field
from assoc_desktop.members.importing.mapping import CUSTOM, Column, Mapping, guess_mapping
from assoc_desktop.members.importing.questions import (
    CATEGORY,
    CHOICE,
    DATES,
    KIND,
    LIBRARY_KIND,
    MOST_VALUES,
    YES_NO,
    order_is_open,
    questions,
)


@pytest.fixture
def ask(file, table):
    """The questions of a list, with the use of its second column."""

    def ask_(use, *cells, kind="person", **column):
        read = table("Nom,X\n" + "".join(f"N{n},{cell}\n" for n, cell in enumerate(cells)))
        mapping = Mapping(kind, [Column("Nom", "family_name"), Column("X", use, **column)])
        return questions(mapping, read)

    return ask_


def test_a_list_that_says_all_leaves_nothing_open(file, table):
    read = table(
        "Nom,Prénom,Catégorie,Date de naissance\nBâ,Awa,Individual,31/12/1990\nSow,Ali,student,01/02/1980\n"
    )
    assert questions(guess_mapping(read), read) == []


@pytest.mark.parametrize(
    ("use", "cells", "kind", "open_values"),
    [
        ("category", ["Individual", "amis", "Amis ", ""], "person", ["amis", "Amis"]),
        ("library_kind", ["public library", "wobble"], "institution", ["wobble"]),
        ("kind", ["personne", "thing"], "person", ["thing"]),
    ],
)
def test_words_that_stand_for_nothing_yet(ask, use, cells, kind, open_values):
    (question,) = ask(use, *cells, kind=kind)
    assert question.about == {"category": CATEGORY, "library_kind": LIBRARY_KIND, "kind": KIND}[use]
    assert [value for value, _count in question.values] == open_values
    assert question.answers


def test_categories_offered_are_those_for_the_kind(ask):
    (question,) = ask("category", "Amis", kind="institution")
    assert [name for name, _word in question.answers] == ["Institution", "Corporate", "Honorary"]


def test_an_answer_is_kept_in_the_mapping_and_can_be_taken_back(ask):
    (question,) = ask("category", "Amis")
    question.answer("Amis", "Student")
    assert question.column.values == {"amis": "Student"}
    assert question.answer_of("AMIS") == "Student"
    question.answer("Amis", "")
    assert question.answer_of("Amis") == "" and question.column.values == {}


def test_neither_yes_nor_no_in_a_new_field(ask):
    (question,) = ask(CUSTOM, "oui", "peut-être", "non", custom_name="Bénévole", custom_kind="yes_no")
    assert (question.about, question.values) == (YES_NO, [("peut-être", 1)])


def test_a_choice_that_exists_lacks_what_a_new_one_takes_from_the_list(ask):
    assert ask(CUSTOM, "rouge", "vert", custom_name="Couleur", custom_kind="choice") == []
    save_custom_field("Couleur", "choice", choices="Rouge\nBleu")
    (question,) = ask(CUSTOM, "rouge", "vert", "vert", custom_name="couleur")
    assert (question.about, question.values) == (CHOICE, [("vert", 2)])
    assert question.answers == [("Rouge", "Rouge"), ("Bleu", "Bleu")]


def test_too_many_values_are_not_all_asked_about(ask):
    (question,) = ask("category", *(f"c{n}" for n in range(MOST_VALUES + 50)))
    assert len(question.values) == MOST_VALUES


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["03/04/2025", "05/06/2024"], True),
        (["03/04/2025", "25/06/2024"], False),
        (["03/04/2025", "04/25/2024"], False),
        (["03/03/2025"], False),
        (["2025-03-04"], False),
        (["3.4.25"], True),
        (["3 avril 2025", ""], False),
        ([20250304, 45000.0], False),
    ],
)
def test_an_order_is_open_only_where_no_cell_tells(cells, expected):
    assert order_is_open(cells) is expected


def test_dates_are_asked_about_with_examples(ask):
    (question,) = ask("birth_date", "03/03/1990", "03/04/1990", "05/06/1980")
    assert question.about == DATES
    assert [value for value, _count in question.values] == ["03/04/1990", "05/06/1980"]
    (custom,) = ask(CUSTOM, "03/04/1990", custom_name="Venu le", custom_kind="date")
    assert custom.about == DATES
