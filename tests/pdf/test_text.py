"""The gate for typed text: clean, complete, fitting, and never markup."""

from __future__ import annotations

import unicodedata
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assoc_desktop.pdf import fonts, text
from tests.hostile import HOSTILE

anything = (
    st.text() | st.sampled_from(HOSTILE) | st.text(st.characters(categories=["L", "M", "N", "P", "Zs"]))
)
left_to_right = st.text("abcdefgh ijWÉŋɛ-'’.,1234567890\u00a0")


def visible(words: str) -> Counter[str]:
    """The characters of a text without spaces; brackets count alike, for the direction of a text turns them."""
    mirrored = str.maketrans(")]}>»›", "([{<«‹")
    return Counter(sign for sign in words.translate(mirrored) if not sign.isspace())


@given(anything)
def test_clean_text_has_nothing_invisible(typed: str) -> None:
    clean = text.clean(typed, keep_lines=True)
    for sign in clean:
        assert sign == "\n" or unicodedata.category(sign) not in ("Cc", "Cs", "Zl", "Zp")
        assert not "\u202a" <= sign <= "\u202e"
        assert sign != "\u202f"
    assert "\n" not in text.clean(typed)
    assert text.clean(clean, keep_lines=True) == clean


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("N'Diaye", "N'Diaye"),
        ("1\u202f000\u2007F", "1\u00a0000\u00a0F"),
        ("e\u0301", "é"),
        ("a\x00\x1fb", "ab"),
        ("\ud800", "\u25a1"),
        ("a\u00adb\u200bc\ufeff", "abc"),
        ("a\tb\u3000c", "a b c"),
        ("a\r\nb\u2028c", "a b c"),
        ("\u202eabc", "abc"),
    ],
)
def test_cleaning(typed: str, clean: str) -> None:
    assert text.clean(typed) == clean


def test_line_breaks_are_kept_when_asked() -> None:
    assert text.clean("a\r\nb\rc\x0bd\x85e", keep_lines=True) == "a\nb\nc\nd\ne"


@given(anything)
def test_shaped_text_is_of_characters_that_both_fonts_have(typed: str) -> None:
    for sign in text.shaped(text.clean(typed)):
        assert ord(sign) in fonts.coverage()


@given(anything | st.text("ﷺﷲلاﻻمحـ\u200c\u064e ab"))
def test_shaping_twice_changes_nothing_more(typed: str) -> None:
    shaped = text.shaped(text.clean(typed))
    assert text.shaped(text.clean(shaped)) == shaped


def test_plain_letters_are_all_in_the_fonts() -> None:
    plain = (chr(code) for code in range(0x20, 0x3000) if text._PLAIN.fullmatch(chr(code)))
    assert [sign for sign in plain if ord(sign) not in fonts.coverage()] == []


def test_missing_characters_are_boxes_or_plain_forms() -> None:
    assert text.shaped("田🇨") == "\u25a1\u25a1"
    assert text.shaped("㎏") == "kg"


def test_arabic_is_joined_and_turned() -> None:
    shaped = text.shaped("محمد")
    assert shaped == "\ufee3\ufea4\ufee4\ufeaa"
    assert text.reads_right_to_left(shaped)
    assert text.drawn(shaped, right_to_left=True) == shaped[::-1]


def test_vowel_signs_are_kept_and_drawn_before_their_letters() -> None:
    shaped = text.shaped(text.clean("مُحَمَّد"))
    drawn = text.drawn(shaped, right_to_left=True)
    assert visible(drawn) == visible(shaped)
    assert [unicodedata.combining(sign) > 0 for sign in drawn[-2:]] == [True, False]


@pytest.mark.parametrize(
    ("words", "expected"),
    [("abc", False), ("123", False), ("مح abc", True), ("abc مح", False), ("123 מ", True), ("١٢٣", False)],
)
def test_direction_is_that_of_the_first_letter(words: str, *, expected: bool) -> None:
    assert text.reads_right_to_left(words) is expected


def test_a_persian_non_joiner_changes_shape_and_is_gone() -> None:
    assert text.shaped(text.clean("می\u200cخواهم")) != text.shaped(text.clean("میخواهم"))
    assert "\u200c" not in text.shaped(text.clean("می\u200cخواهم"))


@given(
    anything,
    st.floats(20, 300),
    st.floats(6, 20),
    st.floats(0.3, 1.0),
    st.integers(1, 4),
    st.none() | st.floats(4, 80),
)
def test_fit_never_loses_a_character_and_never_leaves_its_box(
    typed: str, width: float, max_size: float, share: float, max_lines: int, height: float | None
) -> None:
    fitted = text.fit(typed, width, max_size, max_size * share, max_lines, height=height)
    assert visible("".join(fitted.lines)) == visible(text.shaped(text.clean(typed)))
    assert fitted.size <= max_size
    room = height if height is not None else max(max_size, max_lines * max_size * share * text.LEADING)
    for line in fitted.lines:
        assert text.width(line) * fitted.size <= width + 0.01
    assert fitted.height <= room + 0.01


@given(left_to_right, st.floats(30, 200), st.booleans())
def test_fit_keeps_the_order_of_words(typed: str, width: float, bold: bool) -> None:
    fitted = text.fit(typed, width, 12, 8, 2, bold=bold)
    assert "".join(fitted.lines).replace(" ", "") == text.clean(typed).replace(" ", "")


def test_fit_shrinks_first_then_wraps_into_even_lines() -> None:
    assert text.fit("Ada", 100, 12, 8, 2).size == 12
    shrunk = text.fit("Aïssatou Marie N'Diaye", 120, 12, 8, 2)
    assert len(shrunk.lines) == 1
    assert 8 <= shrunk.size < 12
    wrapped = text.fit("Bibliothèque municipale de Saint-Germain", 120, 12, 9, 2)
    assert wrapped.lines == ("Bibliothèque", "municipale de Saint-Germain") or len(wrapped.lines) == 2
    widths = [text.width(line) for line in wrapped.lines]
    assert min(widths) > 0.5 * max(widths)


def test_a_word_wider_than_the_box_is_broken_not_cut() -> None:
    fitted = text.fit("x" * 60, 60, 10, 8, 3)
    assert len(fitted.lines) > 1
    assert "".join(fitted.lines) == "x" * 60


def test_letters_and_their_marks_stay_together() -> None:
    assert list(text.units("ɔ\u0301ŋ\u0323\u0301")) == ["ɔ\u0301", "ŋ\u0323\u0301"]
    assert list(text.units("")) == []


@given(anything, st.floats(20, 300), st.floats(5, 12))
def test_wrap_keeps_everything_within_the_column(typed: str, width: float, size: float) -> None:
    lines = text.wrap(typed, width, size)
    assert visible("".join(lines)) == visible(text.shaped(text.clean(typed)))
    for line in lines:
        assert text.width(line) * size <= width + 0.01 or len(list(text.units(line))) == 1


def test_wrap_keeps_line_breaks_and_empty_lines() -> None:
    assert text.wrap("a\n\nb", 100, 8) == ("a", "", "b")
    assert text.wrap("", 100, 8) == ()


def test_widths_add_up_and_the_memory_for_them_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    assert text.width("AB", bold=True) == pytest.approx(
        text.width("A", bold=True) + text.width("B", bold=True)
    )
    monkeypatch.setattr(text, "_CACHED_WORDS", 3)
    for number in range(10):
        text.width(f"word {number}")
    assert len(text._widths[fonts.REGULAR]) <= 3
