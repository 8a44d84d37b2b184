"""The colours of one card: everything follows from its accent colour."""

from __future__ import annotations

from dataclasses import dataclass

from assoc_desktop.pdf.colour import (
    BLACK,
    INK,
    READABLE,
    WHITE,
    Colour,
    contrast,
    mix,
    parse,
    readable,
    text_on,
)

_SOFT: Colour = (0.33, 0.36, 0.41)


@dataclass(frozen=True, slots=True)
class Ink:
    """Colours of text on one ground: names, smaller text, and labels."""

    text: Colour
    soft: Colour
    label: Colour


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours of one card.

    Attributes:
        accent: of bands and shapes.
        tint: a pale accent, behind initials.
        chip: ground and text of the category's name on paper; `chip_on_accent` on the accent.
    """

    accent: Colour
    tint: Colour
    on_paper: Ink
    on_accent: Ink
    chip: tuple[Colour, Colour]
    chip_on_accent: tuple[Colour, Colour]

    def shade(self, amount: float) -> Colour:
        """The accent mixed with white (amount above 0) or black (below 0)."""
        return mix(self.accent, WHITE if amount > 0 else BLACK, abs(amount))


def palette_of(accent_hex: str, *, draft: bool) -> Palette:
    """The palette for an accent colour written `#rrggbb`; a draft is black on white."""
    if draft:
        plain = Ink(BLACK, BLACK, BLACK)
        return Palette(WHITE, WHITE, plain, plain, (WHITE, BLACK), (WHITE, BLACK))
    accent = parse(accent_hex)
    on = text_on(accent)
    soft = mix(on, accent, 0.18)
    soft = soft if contrast(soft, accent) >= READABLE else on
    dark = readable(accent, WHITE)
    return Palette(
        accent=accent,
        tint=mix(accent, WHITE, 0.86),
        on_paper=Ink(INK, _SOFT, dark),
        on_accent=Ink(on, soft, soft),
        chip=(accent, on),
        chip_on_accent=(on, readable(accent, on)),
    )
