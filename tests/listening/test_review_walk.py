"""A review in French, from its survey to the last decision: sixty paper forms are typed in by real keys in the whole window."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from assoc_desktop.benefits.records import ReviewRound
from assoc_desktop.benefits.reviews.rounds import items_of
from assoc_desktop.language import speak
from assoc_desktop.storage.database import database
from tests.screens import answer, button, click, dialog_over, press, retype, texts_shown, tick, type_text

ENTER, CONTROL = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
NAME, IDEA = "Revue de mai", "Un bibliobus"
#: What is put to the members: so many of the benefits and of the categories, each first in its list.
BENEFITS, CATEGORIES = 4, 2


@pytest.fixture
def window(request):
    """The whole window on the example association, in French."""
    speak("fr")
    return request.getfixturevalue("opened_window")


def place_of(window, tab, place):
    window.show_tab(tab, {"place": place})
    return window.tab().place()


def begin(window):
    """Begin the review: four benefits, two categories and an idea; gives what is asked of each, in its order."""
    place = place_of(window, "benefits", "reviews")
    click(button(place, "Nouvelle revue…"))
    page = window.tab().top()
    for field, kept in (("benefits", BENEFITS), ("categories", CATEGORIES)):
        for box in list(page.fields[field].boxes.values())[kept:]:
            tick(box)
    type_text(page.fields["ideas"].target(), IDEA)
    retype(page.fields["name"].target(), NAME)
    click(button(page, "Créer l’enquête"))
    review = ReviewRound.get(ReviewRound.name == NAME)
    assert len(items_of(review.id)) == BENEFITS + CATEGORIES + 1
    return review


def forms_of(lines, chance):
    """Sixty paper forms: code → the keys for it; some questions are left open."""
    for _number in range(60):
        form = {}
        for code, line in lines.items():
            kind = line.question.kind
            if kind == "rating":
                form[code] = chance.choice("12345")
            elif kind == "several":
                form[code] = "".join(sorted(chance.sample("1234567", 2)))
            elif kind == "recommend":
                form[code] = str(chance.randint(0, 10))
            else:
                form[code] = chance.choice(("", "", "plus de formations"))
        yield {code: keys for code, keys in form.items() if chance.random() > 0.1}


def type_form(lines, form):
    """Type a form from its first question to its last: a key that is the whole answer goes on by itself."""
    for code, line in lines.items():
        assert QApplication.focusWidget() is line, code
        for key in form.get(code, ""):
            QTest.keyClick(line, key)
        if QApplication.focusWidget() is line:
            press(line, ENTER)


def test_sixty_forms_lead_to_decisions(window, qtbot):
    review = begin(window)
    place = window.tab().place()
    answer("Ouvrir l’enquête")
    click(button(place, "Interroger les membres…"))
    place = window.tab().place()
    assert place.chosen().name == NAME and place.chosen().state == "open"

    click(button(place, "Saisir des réponses…"))
    page = window.tab().top()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is page.lines["A1"])
    forms = list(forms_of(page.lines, random.Random(5)))
    for form in forms:
        type_form(page.lines, form)
    assert "60 formulaires" in texts_shown(page)
    assert read_ratings(review.survey_id) == typed_ratings(forms, page.lines)
    press(page, Qt.Key.Key_Escape)
    click(button(window.tab().place(), "Clore l’enquête"))

    place = place_of(window, "benefits", "reviews")
    scores = {row.code: row for row in items_of(review.id)}
    for number, (code, row) in enumerate(scores.items()):
        said = [int(form[code]) for form in forms if code in form]
        decide(qtbot, place, row.id, f"{told(said)} ({len(said)})", f"Raison {number}")
    click(button(place, "Clore la revue"))
    review = ReviewRound.get(ReviewRound.name == NAME)
    assert review.closed_on is not None
    assert [(row.decision, row.reason) for row in items_of(review.id)] == [
        *(("keep", f"Raison {number}") for number in range(BENEFITS + CATEGORIES)), ("new", "Raison 6")
    ]  # fmt: skip
    assert place.sums.text() == "Close · 60 réponses · 7 sur 7 décidés"


def decide(qtbot, place, item_id, score, reason):
    """Decide on an item as its score stands there: the first choice, with a reason."""
    place.table.select_id(item_id)
    qtbot.waitUntil(lambda: score in texts_shown(place.details))
    click(button(place, "Décider…"))
    dialog = dialog_over(place)
    assert any(f"Note {score}" in text for text in texts_shown(dialog))
    type_text(dialog.page.fields["reason"].target(), reason)
    press(dialog.page, Qt.Key.Key_S, CONTROL)


def told(said):
    """The mean with one digit, half away from zero, as it is written in French."""
    tenths = int(Fraction(sum(said), len(said)) * 10 + Fraction(1, 2))
    return f"{tenths // 10},{tenths % 10}"


def typed_ratings(forms, lines):
    """Code → how often 1 to 5 was typed."""
    rated = [code for code, line in lines.items() if line.question.kind == "rating"]
    return {code: [sum(form.get(code) == key for form in forms) for key in "12345"] for code in rated}


def read_ratings(survey_id):
    """Code → how often 1 to 5 stands in the raw rows."""
    found = {}
    sql = """SELECT code, value, count(*) FROM survey_answer JOIN survey_question AS question
        ON question.id = question_id WHERE survey_id = ? AND kind = 'rating' GROUP BY code, value"""
    for code, value, count in database.execute_sql(sql, (survey_id,)):
        found.setdefault(code, [0] * 5)[value - 1] = count
    return found
