"""Whatever is typed of a member finds it, however it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assoc_desktop.language.folding import fold
from assoc_desktop.members.data import ContactData, MemberData
from assoc_desktop.members.records import (
    INSTITUTION,
)
from assoc_desktop.members.rules import (
    search_terms,
    search_text,
)


def finds(typed, data):
    text = search_text(data)
    return all(term in text for term in search_terms(typed))


STORED = MemberData(
    family_name="N'Diaye", given_name="Awa", phones=["+237699123456", "+33612345678"], emails=["awa@example.org"],
    number="2026-0412", town="Ngaoundéré", tags=["Bureau élu"],
)  # fmt: skip
LIBRARY = MemberData(
    kind=INSTITUTION, name="Bibliothèque d'exemple", town="Yaoundé",
    contacts=[ContactData("Mr", "Example", "Jo", "director", "699123457", "jo@example.org", True), ContactData(family_name="Two")],
)  # fmt: skip


@pytest.mark.parametrize(
    "typed",
    [
        "ndiaye", "NDIAYE awa", "N'Diaye", "n’diaye", "awa ndia", "diaye", "ngaoundere", "NGAOUNDÉRÉ", "2026-0412",
        "2026-041", "20260412", "2026 0412", "0412", "699123456", "699 12 34 56", "06 12 34 56 78", "0612345678",
        "+33 6 12 34 56 78", "0033612345678", "00237 699 12 34 56", "(0)6.12.34.56.78", "awa@example.org", "example.org",
        "bureau elu", "elu awa", "", "  ", "'",
    ],
)  # fmt: skip
def test_found(typed):
    assert finds(typed, STORED)


@pytest.mark.parametrize(
    "typed", ["ndiaye bô", "699123457", "0712345678", "2026-0413", "douala", "2025-0412"]
)
def test_not_found(typed):
    assert not finds(typed, STORED)


def test_contacts_and_names_of_institutions_are_found():
    for typed in ("bibliotheque dexemple", "jo example", "two", "yaounde"):
        assert finds(typed, LIBRARY)


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("0000000", ["0000000"]), ("123456", ["123456"]), ("0123456", ["123456"]), ("a 1234567", ["a", "1234567"]),
        ("Łódź N'Diaye", ["lodz", "ndiaye"]), ("-", []), ("١٢٣٤٥٦٧", ["١٢٣٤٥٦٧"]),
    ],
)  # fmt: skip
def test_what_is_looked_for(typed, terms):
    assert search_terms(typed) == terms


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@given(
    st.builds(MemberData, family_name=words, given_name=words, town=words, tags=st.lists(words, max_size=2)),
    st.data(),
)
def test_every_word_of_a_member_finds_it(data, draw):
    word = draw.draw(st.sampled_from([data.family_name, data.given_name, data.town, *data.tags]))
    if len([sign for sign in word if sign.isdecimal()]) < 7:
        assert finds(word, data) and finds(word.upper(), data)
    text = search_text(data)
    assert text == fold(text)
