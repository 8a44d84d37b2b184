"""Amounts in words: rules by example, and a law: a small reader of another make gives the number back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assoc_desktop.treasury.words import amount_in_words, number_in_words

NUMBERS = st.one_of(st.integers(0, 1100), st.integers(0, 10**6), st.integers(0, 10**15 - 1))

FRENCH = {
    0: "zéro",
    1: "un",
    16: "seize",
    17: "dix-sept",
    21: "vingt et un",
    22: "vingt-deux",
    31: "trente et un",
    61: "soixante et un",
    70: "soixante-dix",
    71: "soixante et onze",
    72: "soixante-douze",
    80: "quatre-vingts",
    81: "quatre-vingt-un",
    90: "quatre-vingt-dix",
    91: "quatre-vingt-onze",
    99: "quatre-vingt-dix-neuf",
    100: "cent",
    101: "cent un",
    180: "cent quatre-vingts",
    200: "deux cents",
    201: "deux cent un",
    280: "deux cent quatre-vingts",
    1000: "mille",
    1100: "mille cent",
    1999: "mille neuf cent quatre-vingt-dix-neuf",
    2000: "deux mille",
    21_000: "vingt et un mille",
    80_000: "quatre-vingt mille",
    200_000: "deux cent mille",
    280_000: "deux cent quatre-vingt mille",
    1_000_000: "un million",
    80_000_000: "quatre-vingts millions",
    200_000_000: "deux cents millions",
    3_000_000_000: "trois milliards",
    1_001_001: "un million mille un",
    2 * 10**12: "deux billions",
}
ENGLISH = {
    0: "zero",
    13: "thirteen",
    40: "forty",
    99: "ninety-nine",
    100: "one hundred",
    105: "one hundred and five",
    1000: "one thousand",
    1005: "one thousand and five",
    1250: "one thousand two hundred and fifty",
    100_000: "one hundred thousand",
    2_000_100: "two million one hundred",
    10**12: "one trillion",
}


@pytest.mark.parametrize("number", FRENCH)
def test_french_numbers(number):
    assert number_in_words(number, "fr") == FRENCH[number]


@pytest.mark.parametrize("number", ENGLISH)
def test_english_numbers(number):
    assert number_in_words(number, "en") == ENGLISH[number]


AMOUNTS = [
    (0, "XAF", "zéro franc CFA", "zero CFA francs"),
    (1, "XAF", "un franc CFA", "one CFA franc"),
    (5000, "XOF", "cinq mille francs CFA", "five thousand CFA francs"),
    (1_000_000, "XAF", "un million de francs CFA", "one million CFA francs"),
    (1_200_000, "XAF", "un million deux cent mille francs CFA", "one million two hundred thousand CFA francs"),
    (100_000_000, "EUR", "un million d’euros", "one million euros"),
    (1250, "EUR", "douze euros et cinquante centimes", "twelve euros and fifty cents"),
    (199, "EUR", "un euro et quatre-vingt-dix-neuf centimes", "one euro and ninety-nine cents"),
    (1, "EUR", "un centime", "one cent"),
    (1500, "TND", "un dinar tunisien et cinq cents millimes", "one Tunisian dinar and five hundred millimes"),
    (2_000_001, "TND", "deux mille dinars tunisiens et un millime", "two thousand Tunisian dinars and one millime"),
    (2101, "GBP", "vingt et une livres sterling et un penny", "twenty-one pounds sterling and one penny"),
    (8100, "HTG", "quatre-vingt-une gourdes", "eighty-one Haitian gourdes"),
    (100, "GBP", "une livre sterling", "one pound sterling"),
    (100_100, "GBP", "mille une livres sterling", "one thousand and one pounds sterling"),
    (1205, "INR", "douze INR et 05/100", "twelve INR and 05/100"),
    (1200, "INR", "douze INR", "twelve INR"),
    (7, "JPY", "sept JPY", "seven JPY"),
]  # fmt: skip


@pytest.mark.parametrize(("minor", "currency", "french", "english"), AMOUNTS)
def test_amounts(minor, currency, french, english):
    assert amount_in_words(minor, currency, "fr") == french
    assert amount_in_words(minor, currency, "en") == english


@pytest.mark.parametrize("number", [-1, 10**15])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_words_for_what_is_no_amount(number, language):
    with pytest.raises(ValueError, match="no words"):
        number_in_words(number, language)


# A reader that knows only what each word is worth, not how numbers are made.

WORTH = {
    "fr": {
        "zéro": 0, "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9,
        "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16, "vingt": 20,
        "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60,
    },
    "en": {
        "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
        "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
        "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
        "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    },
}  # fmt: skip
LARGE = {
    "fr": {"mille": 10**3, "million": 10**6, "milliard": 10**9, "billion": 10**12},
    "en": {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12},
}


def read_back(text, language):
    text = text.replace("quatre-vingts", "quatre-vingt").replace("quatre-vingt", "_80")
    total = group = 0
    for word in text.replace("-", " ").split():
        single = word.removesuffix("s") if word not in WORTH[language] else word
        if word in ("et", "and"):
            continue
        if word == "_80":
            group += 80
        elif single in ("cent", "hundred"):
            group = (group or 1) * 100
        elif single in LARGE[language]:
            total, group = total + (group or 1) * LARGE[language][single], 0
        else:
            group += WORTH[language][word]
    return total + group


@pytest.mark.parametrize("language", ["fr", "en"])
@given(number=NUMBERS)
def test_words_read_back_are_the_number(language, number):
    assert read_back(number_in_words(number, language), language) == number


@given(number=NUMBERS)
def test_french_spelling(number):
    words = number_in_words(number, "fr").split()
    for place, word in enumerate(words):
        following = words[place + 1] if place + 1 < len(words) else ""
        noun = following.startswith(("million", "milliard", "billion"))
        if word.endswith("quatre-vingt") or word == "cents":
            assert (following == "mille") != (word == "cents")
        if word in ("cents", "quatre-vingts"):
            assert not following or noun
        if word == "mille" and place:
            # “mille” stands without “un” before it; “cinq cent un mille” has it.
            assert words[place - 1] != "un" or words[max(place - 2, 0)] in ("et", "cent")
    assert "mille" not in [word.removesuffix("s") for word in words if word.endswith("s")]


@given(amount=st.integers(0, 10**12), other=st.integers(0, 10**12))
def test_no_two_amounts_have_the_same_words(amount, other):
    for currency in ("XAF", "EUR", "TND"):
        same = amount_in_words(amount, currency, "fr") == amount_in_words(other, currency, "fr")
        assert same == (amount == other)
