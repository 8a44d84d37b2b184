"""A filter in one sentence, in both languages."""

from assoc_desktop.language import speak
from assoc_desktop.members.filters.model import ANY_SEASON, Condition, Group, Ref
from assoc_desktop.members.filters.telling import told, told_condition
from assoc_desktop.members.filters.tests import TESTS

QUESTION = Group(
    True,
    (
        Condition("enrolled", "has_any", (Ref(77, "2025"),)),
        Condition("enrolled", "has_none", (Ref(0),)),
        Group(False, (Condition("town", "one_of", ("Bamako", "Ségou")), Condition("photo", "no"))),
        Condition("phone", "filled"),
    ),
)


def test_the_question_of_the_founders(file):
    assert told(QUESTION) == (
        "enrolled for 2025, not enrolled for this season, (Town is Bamako or Ségou or without a photo), and with a phone"
    )
    speak("fr")
    assert told(QUESTION) == (
        "inscrits pour 2025, pas inscrits pour cet exercice, (Ville\u00a0: Bamako ou Ségou ou sans photo) et avec téléphone"
    )


SENTENCES = {
    ("age", "between", (18, 30), None): "Age in years lies between 18 and 30",
    ("fee_due", "at_least", (5000,), Ref(0)): "Fee due is at least FCFA5,000 for this season",
    ("birth_date", "before", ("2004-02-29",), None): "Birth date is before 29/02/2004",
    ("birth_date", "round_days", (30,), None): "Birth date comes round within 30 days",
    ("joined_on", "last_days", (1,), None): "Joined on lies in the last 1 day",
    ("joined_on", "next_days", (2,), None): "Joined on lies in the next 2 days",
    ("country", "one_of", ("ML", "CM"), None): "Country is Mali or Cameroon",
    ("languages", "has_all", ("fr", "en"), None): "Languages: French and English",
    ("card", "none_of", ("good",), Ref(ANY_SEASON)): "without a good card for any season",
    ("tags", "has_none", (Ref(5, "Presse"),), None): "without the tag Presse",
    ("town", "is", (), None): "Town is …",
    ("town", "sounds", ("x",), None): "Town: x",
    ("birth_date", "is", ("soon",), None): "Birth date is soon",
    ("shoe", "is", ("42",), None): "shoe is 42",
    ("town", "one_of", tuple("abcdefghij"), None): "Town is a, b, c, d, e, f, g, h, or 2 others",
}


def test_sentences(file):
    assert {parts: told_condition(Condition(*parts)) for parts in SENTENCES} == SENTENCES


def test_nothing_asked_yet(file):
    assert told(Group()) == "nothing asked yet"


def test_every_test_is_one_that_a_person_can_choose(file):
    for key, test in TESTS.items():
        assert test.label, key
