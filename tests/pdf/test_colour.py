"""Colours that can be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assoc_desktop.pdf import colour

parts = st.floats(0, 1)
colours = st.tuples(parts, parts, parts)


@given(colours)
def test_text_can_be_read_on_every_ground(ground: colour.Colour) -> None:
    assert colour.contrast(colour.text_on(ground), ground) >= colour.READABLE


@given(colours, colours)
def test_every_colour_can_be_made_readable(shade: colour.Colour, ground: colour.Colour) -> None:
    assert colour.contrast(colour.readable(shade, ground), ground) >= colour.READABLE - 1e-9


def test_a_readable_colour_stays_as_it_is() -> None:
    assert colour.readable((0, 0, 0.5), colour.WHITE) == (0, 0, 0.5)


def test_contrast_is_that_of_the_standard() -> None:
    assert colour.contrast(colour.BLACK, colour.WHITE) == pytest.approx(21)
    assert colour.contrast(colour.parse("#777777"), colour.WHITE) == pytest.approx(4.48, abs=0.01)


@given(st.from_regex(r"#[0-9a-f]{6}", fullmatch=True))
def test_what_is_a_colour(text: str) -> None:
    assert colour.is_hex(text)
    assert [round(part * 255) for part in colour.parse(text)] == list(bytes.fromhex(text[1:]))


@pytest.mark.parametrize("text", ["", "red", "#12345", "#1234567", "#12345g", " #123456", "#123456\n"])
def test_what_is_no_colour(text: str) -> None:
    assert not colour.is_hex(text)
    with pytest.raises(ValueError, match="not a colour"):
        colour.parse(text)
