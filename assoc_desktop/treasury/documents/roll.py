"""A receipt on the roll of a small printer: as long as it needs to be, its stub below the line to tear."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assoc_desktop.pdf.colour import BLACK
from assoc_desktop.pdf.images import Images
from assoc_desktop.pdf.pages import MM, Document
from assoc_desktop.pdf.text import width, wrap
from assoc_desktop.treasury.documents.receipt_words import Issuer, Wording

# The print head of such printers is 72 mm wide.
_MARGIN = 4 * MM
_SMALL, _BODY, _LARGE = 7.5, 9.0, 12.0
_LEADING = 1.3
_LOGO = 16 * MM
_FOR_SIGNING = 16 * MM


@dataclass(frozen=True)
class _Line:
    """A line of the roll: text on the left, or in the middle, and perhaps an amount on the right."""

    text: str
    size: float = _BODY
    bold: bool = False
    centred: bool = False
    amount: str = ""
    rule: bool = False

    @property
    def height(self) -> float:
        return self.size * _LEADING


def roll_height(said: Wording, who: Issuer, paper: float) -> float:
    """How long the paper gets, in points."""
    logo = _LOGO + 2 * MM if who.logo else 0.0
    return 2 * _MARGIN + logo + sum(line.height for line in _lines(said, who, paper - 2 * _MARGIN))


def draw_roll(
    document: Document, images: Images, said: Wording, who: Issuer, size: tuple[float, float]
) -> None:
    """Draw a receipt on the present page."""
    pen, y = document.pen, size[1] - _MARGIN
    right = size[0] - _MARGIN
    pen.fill(BLACK)
    if who.logo:
        placed = images.graphic(who.logo, right - _MARGIN, _LOGO)
        height = min(_LOGO, (right - _MARGIN) / placed.aspect)
        wide = height * placed.aspect
        pen.image(placed.name, (size[0] - wide) / 2, y - height, wide, height)
        y -= _LOGO + 2 * MM
    for line in _lines(said, who, right - _MARGIN):
        y -= line.height
        if line.rule:
            pen.stroke(BLACK, 0.5)
            pen.line(_MARGIN, y + line.height / 2, right, y + line.height / 2)
            continue
        x, align = (size[0] / 2, "centre") if line.centred else (_MARGIN, "left")
        pen.line_of_text(x, y + line.size * 0.25, line.text, line.size, bold=line.bold, align=align)
        if line.amount:
            pen.line_of_text(
                right, y + line.size * 0.25, line.amount, line.size, bold=line.bold, align="right"
            )


def _lines(said: Wording, who: Issuer, room: float) -> Iterator[_Line]:
    yield from _wrapped(who.name, room, 10.0, bold=True, centred=True)
    for text in who.lines:
        yield from _wrapped(text, room, _SMALL, centred=True)
    yield _Line("", rule=True)
    yield from _title(said, room)
    for caption, text in said.rows:
        yield from _wrapped(caption, room, _SMALL)
        yield from _wrapped(text, room, _BODY)
    yield _Line("", rule=True)
    for text, amount in said.details or said.lines:
        yield from _priced(text, amount, room)
    yield _Line("", rule=True)
    yield from _wrapped(said.left, room, _BODY, bold=True)
    yield from _wrapped(said.place, room, _BODY)
    yield _Line("", size=_FOR_SIGNING / _LEADING)
    yield from _wrapped(said.signature, room, _SMALL)
    yield _Line("", size=8, rule=True)
    yield from _title(said, room)
    yield from _wrapped(said.rows[0][1], room, _BODY)
    yield from _wrapped(" · ".join(text for _caption, text in said.rows[2:]), room, _SMALL)


def _title(said: Wording, room: float) -> Iterator[_Line]:
    yield from _wrapped(said.title, room, _LARGE, bold=True, centred=True)
    yield from _wrapped(said.number, room, _BODY, centred=True)
    for mark in (said.mark, said.reversed):
        yield from _wrapped(mark, room, _BODY, bold=True, centred=True)
    yield from _wrapped(said.amount, room, 14.0, bold=True, centred=True)


def _wrapped(
    text: str, room: float, size: float, *, bold: bool = False, centred: bool = False
) -> Iterator[_Line]:
    for line in wrap(text, room, size, bold=bold):
        yield _Line(line, size, bold, centred)


def _priced(text: str, amount: str, room: float) -> Iterator[_Line]:
    """What a part is for, with its amount on the last of its lines."""
    beside = width(amount) * _BODY + 3 * MM
    *before, last = wrap(text, room - beside, _BODY) or ("",)
    for line in before:
        yield _Line(line)
    yield _Line(last, amount=amount)
