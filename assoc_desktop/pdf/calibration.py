"""The page that shows how far a printer prints beside the place where it should."""

from __future__ import annotations

import io

from assoc_desktop.language import _
from assoc_desktop.pdf.colour import INK, WHITE, Colour
from assoc_desktop.pdf.pages import MM, Document
from assoc_desktop.pdf.pen import Pen
from assoc_desktop.pdf.sheets import CARD_HEIGHT, CARD_WIDTH, Sheet
from assoc_desktop.pdf.text import fit

_CROSS_FROM_EDGE = 40.0
_ARM = 15
_PLATE_FROM_EDGE = 30.0
_PLATE_HEIGHT = 92.0
_GREY: Colour = (0.55, 0.57, 0.6)


def calibration_page(
    sheet: Sheet, *, author: str, language: str, offset_mm: tuple[float, float] = (0.0, 0.0)
) -> bytes:
    """A page with the outlines of a sheet's cards, and a cross 40 mm from the paper's left and upper edges.

    A person prints it, measures with a ruler how far the cross really is, and types the difference as the offset
    (millimetres to the right and down). Printed again with that offset, the cross is where it should be.
    """
    file = io.BytesIO()
    size = (sheet.page_width * MM, sheet.page_height * MM)
    document = Document(
        file, size, title=_("Calibration page"), author=author, language=language, actual_size=True
    )
    pen = document.pen
    pen.save()
    pen.move(offset_mm[0] * MM, -offset_mm[1] * MM)
    _outlines(pen, sheet)
    if sheet.paper:
        _cross(pen, sheet)
        _instructions(pen, sheet)
    else:
        _centre_cross(pen, sheet)
    pen.restore()
    document.end_page()
    document.save()
    return file.getvalue()


def _outlines(pen: Pen, sheet: Sheet) -> None:
    pen.stroke(_GREY, 0.4)
    pen.fill(_GREY)
    for cell in range(sheet.cards):
        x, y = sheet.corner(cell)
        pen.rectangle(x * MM, y * MM, CARD_WIDTH * MM, CARD_HEIGHT * MM, outline=True)
        middle = (x + CARD_WIDTH / 2) * MM, (y + CARD_HEIGHT / 2) * MM
        if sheet.cards > 1:
            pen.label(middle[0], middle[1] - 9, str(cell + 1), 24, bold=True, align="centre")


def _cross(pen: Pen, sheet: Sheet) -> None:
    """The cross that is measured, with millimetres on its arms."""
    _ticked_cross(pen, _CROSS_FROM_EDGE * MM, (sheet.page_height - _CROSS_FROM_EDGE) * MM)


def _ticked_cross(pen: Pen, x: float, y: float) -> None:
    pen.stroke(INK, 0.5)
    pen.line(x - _ARM * MM, y, x + _ARM * MM, y)
    pen.line(x, y - _ARM * MM, x, y + _ARM * MM)
    for tick in range(-_ARM, _ARM + 1):
        if tick:
            long = 1.6 if tick % 5 == 0 else 0.8
            pen.line(x + tick * MM, y - long * MM, x + tick * MM, y + long * MM)
            pen.line(x - long * MM, y + tick * MM, x + long * MM, y + tick * MM)


def _instructions(pen: Pen, sheet: Sheet) -> None:
    """A plate in the middle of the page with a line of 100 mm and what to do."""
    sentences = (
        _("Print this page at 100 %, without fitting it to the paper: the line above is then 100 mm long."),
        _(
            "Measure from the paper's left edge to the cross. It should be 40 mm: what is missing is the offset to the right."
        ),
        _(
            "Measure from the paper's upper edge to the cross. It should be 40 mm: what is missing is the offset down."
        ),
        _(
            "A cross that is too far to the right or too low needs a negative offset. Then print this page again."
        ),
    )
    width, height = (sheet.page_width - 2 * _PLATE_FROM_EDGE) * MM, _PLATE_HEIGHT * MM
    left, top = _PLATE_FROM_EDGE * MM, (sheet.page_height * MM + height) / 2
    pen.fill(WHITE)
    pen.rounded(left, top - height, width, height, 3 * MM)
    pen.rounded(left, top - height, width, height, 3 * MM, paint="S")
    pen.fill(INK)
    x, room = left + 8 * MM, width - 16 * MM
    title = fit(_("Calibration page"), room, 15, 8, bold=True)
    top = pen.block(x, top - 8 * MM, title, bold=True) - 3 * MM
    top = pen.block(x, top, fit(_(sheet.label), room, 9, 6)) - 8 * MM
    _measure(pen, x, top)
    top -= 8 * MM
    for number, sentence in enumerate(sentences, 1):
        top = pen.block(x, top, fit(f"{number}. {sentence}", room, 10, 10, 3)) - 3.6 * MM


def _measure(pen: Pen, x: float, y: float) -> None:
    pen.stroke(INK, 0.8)
    pen.line(x, y, x + 100 * MM, y)
    for end in (x, x + 100 * MM):
        pen.line(end, y - 2 * MM, end, y + 2 * MM)
    pen.label(x + 103 * MM, y - 3, "100 mm", 8.5)


def _centre_cross(pen: Pen, sheet: Sheet) -> None:
    _ticked_cross(pen, sheet.page_width / 2 * MM, sheet.page_height / 2 * MM)
    pen.fill(INK)
    words = fit(_("The cross is in the middle of the card when the offset is right."), 76 * MM, 7, 5, 2)
    pen.block(5 * MM, 9 * MM, words)
