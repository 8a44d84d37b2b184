"""Friendly faces and a logo drawn by the program: nobody's photo is needed to show what a card looks like."""

from __future__ import annotations

import io
import math
import random

from PIL import Image, ImageDraw, ImageFont

from assoc_desktop.language import _
from assoc_desktop.paths import RESOURCES

#: Width and height of a portrait in pixels: 3 to 4, as passport photos are.
SIZE = (300, 400)
_SKIN = ("#5C3A21", "#6F4528", "#7D4E2D", "#8D5A35", "#A36B42", "#B98056", "#D9A47A", "#EBC19B")
_HAIR = ("#15110F", "#1E1714", "#2B201A", "#3A2A20")
_GREY_HAIR = ("#6B6560", "#8E8983", "#B9B4AE", "#D8D4CE")
_CLOTHES = ("#1F6F5C", "#B23A48", "#2E5EAA", "#C77D0A", "#6A4C93", "#3D3D3D", "#0F7C8A", "#A23B72", "#F2F0E9")
_WALL = ("#E3ECE8", "#E6E9F2", "#F1E9DF", "#E9E4EE", "#DFE8F0", "#EFE6E6")


_WOMEN = ("scarf", "braids", "high", "round", "short")
_MEN = ("short", "short", "bald", "round")


def draw_portrait(seed: int, *, woman: bool, old: bool = False) -> bytes:
    """A drawn face as JPEG bytes, 300 × 400 pixels; the same seed gives the same face."""
    chance = random.Random(seed)
    # Drawn at twice the size and reduced: Pillow's ellipses have hard edges.
    image = Image.new("RGB", (SIZE[0] * 2, SIZE[1] * 2), chance.choice(_WALL))
    _Face(ImageDraw.Draw(image), chance, _GREY_HAIR if old else _HAIR).draw(
        chance.choice(_WOMEN if woman else _MEN), beard=not woman
    )
    file = io.BytesIO()
    image.reduce(2).save(file, "JPEG", quality=82)
    return file.getvalue()


class _Face:
    """One face; coordinates are in a picture of 600 × 800."""

    def __init__(self, pen: ImageDraw.ImageDraw, chance: random.Random, hair: tuple[str, ...]) -> None:
        self.pen = pen
        self.chance = chance
        self.skin = chance.choice(_SKIN)
        self.hair = chance.choice(hair)
        self.clothes = chance.choice(_CLOTHES)
        self.half_width = chance.randint(138, 162)
        self.chin = chance.randint(530, 556)

    def draw(self, style: str, *, beard: bool) -> None:
        """From back to front."""
        if style == "round":
            self._round(300, 290, 235, self.hair)
        if style == "braids":
            self._draw_braids()
        self._draw_shoulders()
        self._draw_head(style)
        self._draw_features()
        if style in {"scarf", "high"}:
            self._draw_scarf(tall=style == "high")
        if beard and self.chance.random() < 0.4:
            self._draw_beard()
        if self.chance.random() < 0.3:
            self._draw_glasses()

    def _round(self, x: int, y: int, radius: int, colour: str) -> None:
        self.pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)

    def _draw_braids(self) -> None:
        for side in (-1, 1):
            for strand in range(4):
                x = 300 + side * (self.half_width - 8 + strand * 17)
                bottom = 700 - strand * 25
                self.pen.rounded_rectangle((x - 10, 300, x + 10, bottom), 10, fill=self.hair)

    def _draw_shoulders(self) -> None:
        self.pen.rounded_rectangle((242, 490, 358, 690), 55, fill=_darker(self.skin))
        self.pen.rounded_rectangle((75, 640, 525, 980), 150, fill=self.clothes)
        self.pen.ellipse((222, 590, 378, 706), fill=_darker(self.skin))
        if self.chance.random() < 0.5:
            self.pen.line(((222, 650), (300, 760), (378, 650)), fill=_darker(self.clothes), width=16)

    def _draw_head(self, style: str) -> None:
        left, right = 300 - self.half_width, 300 + self.half_width
        for side in (left, right):
            self.pen.ellipse((side - 26, 335, side + 26, 415), fill=_darker(self.skin))
        if style in {"short", "round", "braids"}:
            self.pen.ellipse((left - 14, 130, right + 14, 480), fill=self.hair)
        self.pen.ellipse((left, 160 if style == "bald" else 178, right, self.chin), fill=self.skin)
        if style in {"short", "round", "braids"}:
            self.pen.chord((left - 4, 150, right + 4, 440), 196, 344, fill=self.hair)

    def _draw_features(self) -> None:
        dark = "#2A1A12"
        for x in (238, 362):
            self.pen.ellipse((x - 25, 346, x + 25, 384), fill="#FFFFFF")
            self._round(x, 366, 15, dark)
            self._round(x + 5, 361, 4, "#FFFFFF")
            self.pen.arc((x - 36, 310, x + 36, 366), 205, 335, fill=dark, width=9)
        self.pen.arc((272, 375, 328, 440), 20, 160, fill=_darker(self.skin), width=10)
        smile = self.chance.randint(14, 40)
        self.pen.chord(
            (244, 440 - smile, 356, 462 + smile), 15, 165, fill="#FFFFFF", outline="#8C3B33", width=9
        )

    def _draw_scarf(self, *, tall: bool) -> None:
        colour = self.chance.choice([colour for colour in _CLOTHES if colour != self.clothes])
        left, right = 300 - self.half_width - 22, 300 + self.half_width + 22
        self.pen.chord((left, 90 if tall else 135, right, 510), 194, 346, fill=colour)
        for fold in range(3):
            box = (left + 14 + fold * 10, 140 + fold * 34, right - 14 - fold * 10, 500 + fold * 20)
            self.pen.arc(box, 205, 335, fill=_darker(colour), width=9)
        if tall:
            self.pen.ellipse((190, 40, 410, 190), fill=colour)
            self.pen.arc((215, 60, 385, 200), 200, 340, fill=_darker(colour), width=9)

    def _draw_beard(self) -> None:
        inside = self.half_width - 3
        self.pen.arc((300 - inside, 250, 300 + inside, self.chin), 28, 152, fill=self.hair, width=36)
        self.pen.arc((248, 424, 352, 490), 200, 340, fill=self.hair, width=14)

    def _draw_glasses(self) -> None:
        for x in (238, 362):
            self.pen.rounded_rectangle((x - 50, 326, x + 50, 404), 30, outline="#20242A", width=8)
        self.pen.line(((288, 358), (312, 358)), fill="#20242A", width=8)


def _darker(colour: str) -> str:
    parts = (int(colour[start : start + 2], 16) * 4 // 5 for start in (1, 3, 5))
    return "#" + "".join(f"{part:02X}" for part in parts)


def _leaf(x: float, top: float, bottom: float, half_width: float) -> list[tuple[float, float]]:
    """The outline of an upright leaf."""
    steps = [step / 24 for step in range(25)]
    right = [(x + half_width * math.sin(math.pi * at) ** 0.8, top + (bottom - top) * at) for at in steps]
    return right + [(2 * x - edge, y) for edge, y in reversed(right)]


def draw_logo() -> bytes:
    """An open book under a leaf, 480 × 480, PNG with a transparent ground."""
    image = Image.new("RGBA", (960, 960), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    pen.ellipse((20, 20, 940, 940), fill="#1F6F5C")
    pen.ellipse((52, 52, 908, 908), outline="#F4EFE2", width=12)
    for side in (-1, 1):
        page = [(480, 470), (480 + side * 250, 420), (480 + side * 250, 680), (480, 735)]
        pen.polygon(page, fill="#F4EFE2")
        for line in range(4):
            y = 500 + line * 50
            pen.line(((480 + side * 40, y + 22), (480 + side * 205, y - 12)), fill="#B9CFC6", width=12)
    pen.line(((480, 470), (480, 735)), fill="#1F6F5C", width=14)
    pen.polygon(_leaf(480, 150, 410, 80), fill="#E9B44C")
    pen.line(((480, 215), (480, 455)), fill="#1F6F5C", width=12)
    file = io.BytesIO()
    image.reduce(2).save(file, "PNG", optimize=True)
    return file.getvalue()


def draw_signature() -> bytes:
    """A stroke of the pen that is nobody's name, 600 × 200, PNG with a transparent ground."""
    image = Image.new("RGBA", (1200, 400), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    steps = [step / 90 * 2 * math.pi for step in range(400)]
    points = [
        (90 + 36 * at + 60 * math.sin(at), 210 + 120 * math.sin(at * 1.07) * math.cos(at / 9)) for at in steps
    ]
    pen.line(points, fill="#1B2A6B", width=9, joint="curve")
    pen.line(((140, 335), (560, 310), (1060, 340)), fill="#1B2A6B", width=8, joint="curve")
    file = io.BytesIO()
    image.reduce(2).save(file, "PNG", optimize=True)
    return file.getvalue()


def draw_voucher(text: str) -> bytes:
    """A slip that says what it is for and that it is an example, 500 × 360, JPEG."""
    image = Image.new("RGB", (500, 360), "#FBFAF5")
    pen = ImageDraw.Draw(image)
    font = ImageFont.truetype(str(RESOURCES / "fonts" / "DejaVuSans.ttf"), 24)
    pen.rectangle((16, 16, 484, 344), outline="#7A7A7A", width=2)
    pen.text((36, 36), _("EXAMPLE: no real voucher"), font=font, fill="#B23A48")
    pen.text((36, 92), text, font=font, fill="#22313F")
    for line in range(5):
        y = 150 + 34 * line
        pen.line(((36, y), (464 - 90 * (line == 4), y)), fill="#B8C0C8", width=4)
    file = io.BytesIO()
    image.save(file, "JPEG", quality=70)
    return file.getvalue()
