"""Colours on paper, and which of them can be read on which.

Colours are written `#rrggbb` in records and are three floats from 0 to 1 (sRGB) here. Luminance and contrast
follow WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance and #dfn-contrast-ratio.
"""

from __future__ import annotations

import re

Colour = tuple[float, float, float]

WHITE: Colour = (1.0, 1.0, 1.0)
BLACK: Colour = (0.0, 0.0, 0.0)
#: Body text: a black that is soft on paper and still has a contrast of 16:1 on white.
INK: Colour = (0.102, 0.118, 0.149)
#: Captions and notes, which stand back behind the text.
SOFT: Colour = (0.36, 0.39, 0.44)
#: Lines that divide.
RULE: Colour = (0.78, 0.8, 0.83)

#: The least contrast of text with its ground (WCAG AA for text of any size).
READABLE = 4.5

_HEX = re.compile(r"#([0-9a-fA-F]{2})([0-9a-fA-F]{2})([0-9a-fA-F]{2})")


def is_hex(text: str) -> bool:
    """Whether the text is a colour written `#rrggbb`."""
    return _HEX.fullmatch(text) is not None


def parse(text: str) -> Colour:
    """The colour written `#rrggbb`.

    Raises:
        ValueError: it is not written so.
    """
    found = _HEX.fullmatch(text)
    if found is None:
        raise ValueError(f"not a colour: {text!r}")
    red, green, blue = (int(part, 16) / 255 for part in found.groups())
    return red, green, blue


def luminance(colour: Colour) -> float:
    """Relative luminance, 0 for black to 1 for white."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    """Contrast ratio of two colours, 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def text_on(ground: Colour) -> Colour:
    """The colour of text on a ground: ink or white, or black where only that reaches a readable contrast."""
    best = max((INK, WHITE), key=lambda ink: contrast(ink, ground))
    return best if contrast(best, ground) >= READABLE else BLACK


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """One colour with a share (0 to 1) of another."""
    red, green, blue = (a + (b - a) * share for a, b in zip(one, other, strict=True))
    return red, green, blue


def readable(colour: Colour, ground: Colour, least: float = READABLE) -> Colour:
    """The colour, moved toward black or white just until it can be read on the ground."""
    goal = text_on(ground)
    for step in range(20):
        shade = mix(colour, goal, step / 20)
        if contrast(shade, ground) >= least:
            return shade
    return goal
