"""Pictures behind the text of a card, veiled until every letter on them can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assoc_desktop.pdf.colour import READABLE, Colour, contrast
from assoc_desktop.pdf.images import Images, covering, flattened, open_image, shrunk
from assoc_desktop.pdf.pages import MM
from assoc_desktop.pdf.sheets import CARD_HEIGHT, CARD_WIDTH

if TYPE_CHECKING:
    from PIL.Image import Image

_VEILS = (0.62, 0.72, 0.8, 0.87, 0.93)


def veiled(pictures: Images, data: bytes, ground: Colour, ink: Colour) -> str:
    """Embed a picture for the whole card, mixed with the ground's colour until the ink is readable everywhere.

    Raises:
        Refused: the bytes are no picture.
    """
    image = covering(flattened(open_image(data)), CARD_WIDTH / CARD_HEIGHT)
    image = shrunk(image, CARD_WIDTH * MM, CARD_HEIGHT * MM)
    return pictures.jpeg(_veil(image, ground, ink)).name


def _veil(image: Image, ground: Colour, ink: Colour) -> Image:
    from PIL import Image as Pictures

    plain = Pictures.new("RGB", image.size, tuple(round(part * 255) for part in ground))
    for share in _VEILS:
        mixed = Pictures.blend(image, plain, share)
        if all(contrast(tone, ink) >= READABLE for tone in _extremes(mixed)):
            return mixed
    return plain


def _extremes(image: Image) -> tuple[Colour, Colour]:
    """The darkest and the lightest grey of a picture."""
    darkest, lightest = (round(float(tone)) / 255 for tone in image.convert("L").getextrema())  # type: ignore[arg-type]
    return (darkest, darkest, darkest), (lightest, lightest, lightest)
