"""Leaflets: benefits first, dues second, for a page, for two halves of a page, and as a poster.

Everything is laid out in the largest step of type at which it fits on one side. Where not even the smallest does, a
leaflet goes on overleaf; a poster, which has one side, says how many more benefits there are.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from assoc_desktop.benefits.documents.leaflet_page import Layout, LeafletPage, Measures, lay_out
from assoc_desktop.benefits.promotion import Leaflet, Told
from assoc_desktop.language import speaking
from assoc_desktop.pdf.colour import RULE
from assoc_desktop.pdf.images import Images
from assoc_desktop.pdf.pages import MM, PAPERS, Document

_A4, _LETTER = PAPERS["A4"], PAPERS["Letter"]
#: Size → width and height of the leaflet in points, how many stand side by side on a sheet, the least size of type.
_FORMATS = {
    "a4": (_A4.width, _A4.height, 1, 7.6),
    "a5": (_A4.height / 2, _A4.width, 2, 6.6),
    "a3": (_A4.height, 2 * _A4.width, 1, 11.0),
    "letter": (_LETTER.width, _LETTER.height, 1, 7.6),
    "half-letter": (_LETTER.height / 2, _LETTER.width, 2, 6.6),
    "tabloid": (_LETTER.height, 2 * _LETTER.width, 1, 11.0),
}
_POSTERS = ("a3", "tabloid")
#: Steps of type, in parts of the plain one, from the largest.
_STEPS = (1.5, 1.4, 1.3, 1.22, 1.14, 1.07, 1.0, 0.94, 0.88, 0.83, 0.78, 0.73, 0.69, 0.65, 0.61)
_BODY = 10.0
#: Sizes of type for a leaflet of several sides, in parts of the plain one; the largest that needs one sheet.
_OVERLEAF = (0.9, 0.84, 0.78)
_MARK = 6 * MM


def write_leaflet(leaflet: Leaflet) -> bytes:
    """The PDF of a leaflet: one side, or as many as it needs; a poster has always one."""
    width, height, across, least = _FORMATS[leaflet.size]
    file = io.BytesIO()
    with speaking(leaflet.conventions.language):
        document = Document(
            file,
            (width * across, height),
            title=leaflet.title,
            author=leaflet.name,
            language=leaflet.conventions.language,
            duplex="short" if across > 1 else "long",
        )
        sides = _sides(leaflet, width, height, least)
        page = LeafletPage(document.pen, Images(document), leaflet)
        for number, side in enumerate(sides, start=1):
            _draw(document, page, side, across, number)
            document.end_page()
        document.save()
    return file.getvalue()


def _sides(leaflet: Leaflet, width: float, height: float, least: float) -> list[Layout]:
    """The layouts of all sides: the largest type that has room, smaller where it would break a word in a name."""
    unit = width / _A4.width
    steps = [step for step in _STEPS if step * unit * _BODY >= least]
    fitting = None
    for step in steps:
        made = lay_out(leaflet, leaflet.benefits, Measures(width, height, unit, step * unit))
        if made.fits and made.keeps_words:
            return [made]
        fitting = fitting or (made if made.fits else None)
    if fitting is not None:
        return [fitting]
    if leaflet.size in _POSTERS:
        return [_shortened(leaflet, Measures(width, height, unit, steps[-1] * unit))]
    sides: list[Layout] = []
    for step in _OVERLEAF:
        sides = _several(leaflet, Measures(width, height, unit, max(step * unit, least / _BODY)))
        if len(sides) <= 2:
            break
    return sides


def _shortened(leaflet: Leaflet, measures: Measures) -> Layout:
    """As many benefits as fit, and how many more there are."""
    benefits = leaflet.benefits
    made = lay_out(leaflet, benefits, measures)
    for count in range(len(benefits) - 1, -1, -1):
        made = lay_out(leaflet, benefits[:count], measures, more=len(benefits) - count)
        if made.fits:
            break
    return made


def _several(leaflet: Leaflet, measures: Measures) -> list[Layout]:
    """The first side with headline and dues, and further ones with benefits alone."""
    sides: list[Layout] = []
    rest: Sequence[Told] = leaflet.benefits
    while rest or not sides:
        first = not sides
        made = lay_out(leaflet, rest, measures, first=first)
        for count in range(len(rest) - 1, -1, -1):
            if made.fits:
                break
            made = lay_out(leaflet, rest[:count], measures, first=first, goes_on=True)
        if not first and not made.benefits:
            break
        sides.append(made)
        rest = rest[len(made.benefits) :]
    return sides


def _draw(document: Document, page: LeafletPage, side: Layout, across: int, number: int) -> None:
    pen, measures = document.pen, side.measures
    if across == 1:
        page.draw(side)
        return
    name = f"leaflet-{number}"
    document.begin_form(name, 0, 0, measures.width, measures.height)
    page.draw(side)
    document.end_form()
    for place in range(across):
        pen.save()
        pen.move(place * measures.width, 0)
        document.canvas.doForm(name)
        pen.restore()
    pen.stroke(RULE, 0.5)
    for cut in range(1, across):
        x = cut * measures.width
        pen.line(x, 0, x, _MARK)
        pen.line(x, measures.height - _MARK, x, measures.height)
