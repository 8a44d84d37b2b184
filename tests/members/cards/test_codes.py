"""Codes on cards: genuine ones are read, whatever the keyboard; changed ones are refused."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assoc_desktop.members.cards.codes import CardClaim, looks_like_code, read, sign
from assoc_desktop.refusals import Refused

KEY = bytes(range(32))
CLAIM = CardClaim("0412", "2026", datetime.date(2026, 12, 31))

labels = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
claims = st.builds(
    CardClaim,
    labels,
    labels,
    st.none() | st.dates(min_value=datetime.date(1000, 1, 1)),
    st.integers(1, 99),
)

US = "1234567890-=qwertyuiop[]asdfghjkl;'zxcvbnm,./ "
US_SHIFT = '!@#$%^&*()_+QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>? '
FRENCH = "&é\"'(-è_çà)=azertyuiop^$qsdfghjklmùwxcvbn,;:! "
FRENCH_SHIFT = "1234567890°+AZERTYUIOP¨£QSDFGHJKLM%WXCVBN?./§ "
BELGIAN = "&é\"'(§è!çà)-azertyuiop^$qsdfghjklmùwxcvbn,;:= "
BELGIAN_SHIFT = "1234567890°_AZERTYUIOP¨*QSDFGHJKLM%WXCVBN?./+ "
GERMAN = "1234567890ß´qwertzuiopü+asdfghjklöäyxcvbnm,.- "
GERMAN_SHIFT = '!"§$%&/()=?`QWERTZUIOPÜ*ASDFGHJKLÖÄYXCVBNM;:_ '


def typed(text: str, scanner: str, computer: str) -> str:
    """What arrives when a scanner set to one layout types on a computer set to another."""
    return text.translate(str.maketrans(scanner, computer))


def test_a_code_can_be_read_by_eye() -> None:
    text = sign(CLAIM, KEY)
    assert text.startswith("ASSOC1 0412 2026 1 20261231 ")
    assert len(text.split()[-1]) == 12


def test_a_code_without_end() -> None:
    claim = CardClaim("V-1", "2026", None)
    assert sign(claim, KEY).split()[4] == "-"
    assert read(sign(claim, KEY), KEY) == claim


@given(claims, st.binary(min_size=32, max_size=32))
def test_what_was_signed_is_read(claim: CardClaim, key: bytes) -> None:
    text = sign(claim, key)
    assert set(text) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-./ ")
    assert read(text, key) == claim
    assert read(f"  {text.ljust(62)}\r\n", key) == claim
    assert read(text.lower(), key) == claim


@pytest.mark.parametrize(
    ("scanner", "computer"),
    [
        (US + US_SHIFT, FRENCH + FRENCH_SHIFT),
        (US + US_SHIFT, BELGIAN + BELGIAN_SHIFT),
        (US + US_SHIFT, GERMAN + GERMAN_SHIFT),
        (FRENCH + FRENCH_SHIFT, US + US_SHIFT),
        (GERMAN + GERMAN_SHIFT, US + US_SHIFT),
        (US + US_SHIFT, FRENCH_SHIFT + FRENCH_SHIFT),
        (US + US_SHIFT, FRENCH + FRENCH),
    ],
    ids=["us-fr", "us-be", "us-de", "fr-us", "de-us", "us-fr capitals", "us-fr small"],
)
@given(claim=claims)
def test_a_scanner_with_another_layout_is_understood(scanner: str, computer: str, claim: CardClaim) -> None:
    assert read(typed(sign(claim, KEY), scanner, computer), KEY) == claim


def test_caps_lock_is_understood() -> None:
    assert read(sign(CLAIM, KEY).swapcase(), KEY) == CLAIM


def test_letters_taken_for_digits_in_the_signature() -> None:
    texts = (sign(CardClaim(str(number), "2026", None), KEY) for number in range(200))
    text = next(text for text in texts if "0" in text.split()[-1] and "1" in text.split()[-1])
    body, signature = text.rsplit(" ", 1)
    assert read(f"{body} {signature.replace('0', 'O').replace('1', 'l')}", KEY) == read(text, KEY)


@given(claims, st.data())
def test_no_change_makes_another_claim(claim: CardClaim, data: st.DataObject) -> None:
    text = sign(claim, KEY)
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-./ é§ù") | st.characters())
    changed = text[:place] + other + text[place + 1 :]
    try:
        assert read(changed, KEY) == claim
    except Refused:
        assert changed != text


@given(st.data())
def test_any_other_digit_or_letter_is_refused(data: st.DataObject) -> None:
    text = sign(CLAIM, KEY)
    place = data.draw(st.integers(7, len(text) - 13))
    other = data.draw(st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"))
    changed = text[:place] + other + text[place + 1 :]
    if changed == text or text[place] == " ":
        return
    with pytest.raises(Refused, match="not genuine"):
        read(changed, KEY)


def test_another_associations_card_is_not_genuine() -> None:
    with pytest.raises(Refused, match="not genuine"):
        read(sign(CLAIM, KEY), bytes(32))


@pytest.mark.parametrize(
    "text", ["", "0412", "https://example.org", "ASSOC2 1 2 - ABC", "\x00", "ASSOC1", "é" * 99]
)
def test_something_else_is_no_code(text: str) -> None:
    with pytest.raises(Refused, match=r"not the code|not genuine"):
        read(text, KEY)


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    with pytest.raises(Refused):
        read(text, KEY)


def test_a_code_of_ours_is_known_through_any_keyboard() -> None:
    text = sign(CLAIM, KEY)
    assert looks_like_code(text)
    assert looks_like_code(typed(text, US + US_SHIFT, FRENCH + FRENCH_SHIFT))
    assert not looks_like_code("0412")
    assert not looks_like_code("")
