"""The layouts of cards as data: which box holds what, and what lies behind it.

Boxes are millimetres from the card's upper left corner (85.60 × 53.98). Shapes that touch an edge reach 2 mm over
it, for sheets whose cards have space between them. Everything of one kind keeps the same margin of 4.5 mm.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from assoc_desktop.pdf.sheets import CARD_HEIGHT, CARD_WIDTH

MARGIN = 4.5
_OVER = 2.0
_FULL_WIDTH = CARD_WIDTH + 2 * _OVER
_FULL_HEIGHT = CARD_HEIGHT + 2 * _OVER
_RIGHT = CARD_WIDTH - MARGIN
_BOTTOM = CARD_HEIGHT - MARGIN

PAPER, ACCENT = "paper", "accent"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: its upper left corner, width and height."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.h


@dataclass(frozen=True, slots=True)
class Shape:
    """Something painted behind the text: a rectangle, or the disc inside a square.

    `shade` mixes the accent colour with white (above 0) or black (below 0).
    """

    box: Box
    shade: float = 0.0
    disc: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things are on a card.

    Attributes:
        ground: what the card's paper is: white, or the accent colour.
        head: logo, association and title; `head_on` is what lies behind it.
        name: the name, and under it profession and institution; `name_on` is what lies behind it.
        lower: facts, and the code on its side `code_side`.
        chip: the category's name, at the side `chip_side` of its box.
        photo: the photo, or nothing.
        photo_radius: of its corners.
        photo_frame: width of a white border around it.
        name_size: largest and smallest size of the name in points, before it must shrink further.
    """

    shapes: tuple[Shape, ...]
    head: Box
    name: Box
    lower: Box
    chip: Box
    photo: Box | None
    ground: str = PAPER
    head_on: str = PAPER
    name_on: str = PAPER
    code_side: str = "right"
    chip_side: str = "left"
    chip_filled: bool = True
    head_logo: float = 9.0
    photo_radius: float = 1.2
    photo_frame: float = 0.0
    name_size: tuple[float, float] = (12.5, 9.0)


_CLASSIC_PHOTO = Box(MARGIN, 17.4, 24.9, _BOTTOM - 17.4)
_CLASSIC_X = _CLASSIC_PHOTO.right + 3.6
_CLASSIC = Layout(
    shapes=(Shape(Box(-_OVER, -_OVER, _FULL_WIDTH, 13.4 + _OVER)),),
    head=Box(MARGIN, 2.2, 49.5, 9.0),
    name=Box(_CLASSIC_X, 17.4, _RIGHT - _CLASSIC_X, 14.0),
    lower=Box(_CLASSIC_X, 33.0, _RIGHT - _CLASSIC_X, _BOTTOM - 33.0),
    chip=Box(56.0, 4.0, _RIGHT - 56.0, 5.4),
    chip_side="right",
    photo=_CLASSIC_PHOTO,
    head_on=ACCENT,
)

_PORTRAIT_PHOTO = Box(54.4, -_OVER, CARD_WIDTH - 54.4 + _OVER, 45.9 + _OVER)
_PORTRAIT = Layout(
    shapes=(
        Shape(Box(54.4, 45.9, CARD_WIDTH - 54.4 + _OVER, CARD_HEIGHT - 45.9 + _OVER)),
        Shape(Box(53.2, -_OVER, 1.2, _FULL_HEIGHT)),
    ),
    head=Box(MARGIN, MARGIN, 45.0, 9.0),
    name=Box(MARGIN, 18.0, 45.0, 13.6),
    lower=Box(MARGIN, 33.2, 45.0, _BOTTOM - 33.2),
    chip=Box(56.4, 46.9, CARD_WIDTH - 58.4, 6.0),
    chip_side="centre",
    chip_filled=False,
    photo=_PORTRAIT_PHOTO,
    photo_radius=0.0,
)
_PORTRAIT_ALONE = replace(
    _PORTRAIT,
    shapes=(Shape(Box(CARD_WIDTH - 7.0, -_OVER, 7.0 + _OVER, _FULL_HEIGHT)),),
    head=Box(MARGIN, MARGIN, 46.0, 9.0),
    name=Box(MARGIN, 18.0, 70.0, 13.6),
    lower=Box(MARGIN, 33.2, 70.0, _BOTTOM - 33.2),
    chip=Box(52.0, 6.3, 22.5, 5.4),
    chip_side="right",
    chip_filled=True,
    photo=None,
)

_BANNER_PHOTO = Box(58.4, 11.2, 22.0, 28.0)
_BANNER = Layout(
    shapes=(
        Shape(Box(-_OVER, -_OVER, _FULL_WIDTH, 30.6 + _OVER)),
        Shape(Box(-_OVER, 30.6, _FULL_WIDTH, 1.1), shade=-0.25),
    ),
    head=Box(MARGIN, 3.2, 50.0, 8.0),
    name=Box(MARGIN, 15.2, 50.0, 13.4),
    lower=Box(MARGIN, 34.2, 50.4, _BOTTOM - 34.2),
    chip=Box(58.4, 41.6, 22.0, 5.4),
    chip_side="centre",
    photo=_BANNER_PHOTO,
    photo_frame=0.9,
    head_on=ACCENT,
    name_on=ACCENT,
    code_side="left",
    head_logo=8.0,
    name_size=(14.0, 10.0),
)
_BANNER_ALONE = replace(
    _BANNER,
    name=Box(MARGIN, 15.2, _RIGHT - MARGIN, 13.4),
    lower=Box(MARGIN, 34.2, _RIGHT - MARGIN, _BOTTOM - 34.2),
    chip=Box(58.0, 4.5, _RIGHT - 58.0, 5.4),
    chip_side="right",
    photo=None,
    code_side="right",
    name_size=(16.0, 10.0),
)

_COLOUR_PHOTO = Box(MARGIN, 17.4, 20.6, 26.4)
_COLOUR_X = _COLOUR_PHOTO.right + 3.8
_COLOUR = Layout(
    shapes=(
        Shape(Box(-_OVER, -_OVER, _FULL_WIDTH, _FULL_HEIGHT)),
        Shape(Box(47.0, -38.0, 66.0, 66.0), shade=0.07, disc=True),
        Shape(Box(62.0, -36.0, 48.0, 48.0), shade=0.14, disc=True),
    ),
    head=Box(MARGIN, MARGIN, 49.5, 9.0),
    name=Box(_COLOUR_X, 17.4, _RIGHT - _COLOUR_X, 14.0),
    lower=Box(_COLOUR_X, 32.8, _RIGHT - _COLOUR_X, _BOTTOM - 32.8),
    chip=Box(MARGIN, 45.0, _COLOUR_PHOTO.w, _BOTTOM - 45.0),
    chip_side="centre",
    photo=_COLOUR_PHOTO,
    photo_radius=2.6,
    ground=ACCENT,
    head_on=ACCENT,
    name_on=ACCENT,
)
_COLOUR_ALONE = replace(
    _COLOUR,
    name=Box(MARGIN, 18.0, _RIGHT - MARGIN, 13.4),
    lower=Box(MARGIN, 32.8, _RIGHT - MARGIN, _BOTTOM - 32.8),
    chip=Box(56.0, 6.3, _RIGHT - 56.0, 5.4),
    chip_side="right",
    photo=None,
    name_size=(15.0, 10.0),
)

_PLAIN = Layout(
    shapes=(Shape(Box(MARGIN, 16.4, 11.0, 0.9)),),
    head=Box(MARGIN, MARGIN, 49.5, 9.0),
    name=Box(MARGIN, 20.2, _RIGHT - MARGIN, 12.2),
    lower=Box(MARGIN, 33.0, _RIGHT - MARGIN, _BOTTOM - 33.0),
    chip=Box(56.0, 6.3, _RIGHT - 56.0, 5.4),
    chip_side="right",
    photo=None,
    name_size=(15.0, 10.0),
)

_LAYOUTS: dict[str, tuple[Layout, Layout]] = {
    "classic": (
        _CLASSIC,
        replace(
            _CLASSIC,
            name=Box(MARGIN, 18.0, _RIGHT - MARGIN, 13.4),
            lower=Box(MARGIN, 33.0, _RIGHT - MARGIN, _BOTTOM - 33.0),
            photo=None,
            name_size=(15.0, 10.0),
        ),
    ),
    "portrait": (_PORTRAIT, _PORTRAIT_ALONE),
    "banner": (_BANNER, _BANNER_ALONE),
    "colour": (_COLOUR, _COLOUR_ALONE),
    "plain": (_PLAIN, _PLAIN),
}


def layout_of(name: str, *, photo: bool) -> Layout:
    """The layout of that name, with or without a place for a photo."""
    with_photo, alone = _LAYOUTS[name]
    return with_photo if photo else alone
