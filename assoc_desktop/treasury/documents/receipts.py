"""Receipts on paper: half a page with a stub to tear off, two on a page, or on the roll of a small printer."""

from __future__ import annotations

import io
from collections.abc import Sequence

from assoc_desktop.association.records import the_association
from assoc_desktop.language import N_, _, speaking
from assoc_desktop.pdf.colour import INK, Colour
from assoc_desktop.pdf.images import Images
from assoc_desktop.pdf.pages import MM, PAPERS, Document
from assoc_desktop.pdf.text import fit, wrap
from assoc_desktop.treasury.documents.receipt_words import Issuer, Wording, issuer, wording
from assoc_desktop.treasury.documents.roll import draw_roll, roll_height
from assoc_desktop.treasury.receipts import ReceiptFacts

#: Layout → its name.
LAYOUTS = {
    "a5": N_("Half a page (A5), with stub"),
    "a4": N_("Two on a page (A4), with stubs"),
    "roll": N_("Roll of 80 mm"),
}
_MARGIN, _STUB = 9 * MM, 52 * MM
_LOGO = (24 * MM, 14 * MM)
_ROLL = 80 * MM
_SMALL, _BODY, _TITLE = 7.0, 9.0, 13.0
_SOFT: Colour = (0.36, 0.39, 0.44)
_RULE: Colour = (0.72, 0.74, 0.78)
_RED: Colour = (0.70, 0.15, 0.12)


def receipts_pdf(facts: Sequence[ReceiptFacts], layout: str) -> bytes:
    """The PDF of one or several receipts, each in its receiver's language.

    Args:
        layout: a key of `LAYOUTS`.
    """
    language = facts[0].language
    with speaking(language):
        title = _("Receipt {number}").format(number=facts[0].number) if len(facts) == 1 else _("Receipts")
    if layout == "roll":
        return _on_a_roll(facts, title, language)
    return _on_pages(facts, title, language, two=layout == "a4")


def _on_a_roll(facts: Sequence[ReceiptFacts], title: str, language: str) -> bytes:
    file = io.BytesIO()
    texts = [(each.language, wording(each), issuer(each.language)) for each in facts]
    heights = [roll_height(said, who, _ROLL) for _language, said, who in texts]
    document = Document(
        file, (_ROLL, heights[0]), title=title, author=the_association().name, language=language,
        actual_size=True,
    )  # fmt: skip
    images = Images(document)
    for (_language, said, who), height in zip(texts, heights, strict=True):
        document.canvas.setPageSize((_ROLL, height))
        draw_roll(document, images, said, who, (_ROLL, height))
        document.end_page()
    document.save()
    return file.getvalue()


def _on_pages(facts: Sequence[ReceiptFacts], title: str, language: str, *, two: bool) -> bytes:
    file, association = io.BytesIO(), the_association()
    paper = PAPERS[association.conventions.paper()]
    half = (paper.width, paper.height / 2)
    size = (paper.width, paper.height) if two else half
    document = Document(file, size, title=title, author=association.name, language=language)
    drawer = _Drawer(document, half)
    texts = [(wording(each), issuer(each.language), each.language) for each in facts]
    for place, (said, who, spoken) in enumerate(texts):
        upper = two and place % 2 == 0
        with speaking(spoken):
            drawer.face(said, who, half[1] if upper else 0.0)
        if upper and place + 1 < len(texts):
            drawer.cut(half[1])
        else:
            document.end_page()
    for said, _who, spoken in texts:
        with speaking(spoken):
            drawer.details(said, size)
    document.save()
    return file.getvalue()


class _Drawer:
    """Draws receipts of half a page on a document."""

    def __init__(self, document: Document, size: tuple[float, float]) -> None:
        self._document, self._size = document, size
        self._pen, self._images = document.pen, Images(document)

    def face(self, said: Wording, who: Issuer, bottom: float) -> None:
        """One receipt with its stub, its lower edge at `bottom`."""
        top = bottom + self._size[1] - _MARGIN
        self._stub(said, who, bottom, top)
        left, right = _STUB + 7 * MM, self._size[0] - _MARGIN
        y = self._head(said, who, left, right, top)
        y = self._marks(said, left, right, y)
        for caption, text in said.rows:
            y = self._row(caption, text, left, right, y)
        self._lines(said, left, right, y - 3, bottom)
        self._foot(said, left, right, bottom + _MARGIN)

    def cut(self, y: float) -> None:
        """The line between two receipts on one page."""
        self._dashes(f"{_MARGIN:.2f} {y:.2f} m {self._size[0] - _MARGIN:.2f} {y:.2f} l")

    def details(self, said: Wording, size: tuple[float, float]) -> None:
        """Pages with every line of a receipt on which they are summed up."""
        rows = list(said.details)
        room = int((size[1] - 2 * _MARGIN - 2 * _TITLE) / (_BODY * 1.5))
        while rows:
            y = size[1] - _MARGIN - _TITLE
            self._pen.fill(INK)
            heading = _("Details of receipt {number}").format(number=said.number)
            self._text(_MARGIN, y, size[0] - 2 * _MARGIN, heading, _TITLE, bold=True)
            y -= _TITLE
            for text, amount in rows[:room]:
                y -= _BODY * 1.5
                self._text(_MARGIN, y, size[0] - 2 * _MARGIN - 40 * MM, text, _BODY)
                self._text(size[0] - _MARGIN, y, 38 * MM, amount, _BODY, align="right")
            rows = rows[room:]
            self._document.end_page()

    # The parts

    def _head(self, said: Wording, who: Issuer, left: float, right: float, top: float) -> float:
        x, middle = left, right - 46 * MM
        if who.logo:
            placed = self._images.graphic(who.logo, *_LOGO)
            height = min(_LOGO[1], _LOGO[0] / placed.aspect)
            self._pen.image(placed.name, left, top - height, height * placed.aspect, height)
            x += height * placed.aspect + 3 * MM
        self._pen.fill(INK)
        name = fit(who.name, middle - x - 3 * MM, 12, 8, 2, bold=True)
        y = self._pen.block(x, top, name, bold=True)
        self._pen.fill(_SOFT)
        for line in who.lines:
            for part in wrap(line, middle - x - 3 * MM, _SMALL)[:2]:
                y -= _SMALL * 1.35
                self._pen.line_of_text(x, y, part, _SMALL)
        self._pen.fill(INK)
        self._text(right, top - 10, 44 * MM, said.title, _TITLE, bold=True, align="right")
        self._text(right, top - 10 - _TITLE * 1.3, 44 * MM, said.number, 10.5, align="right")
        y = min(y - 3 * MM, top - _LOGO[1] - 2 * MM)
        self._pen.stroke(_RULE, 0.6)
        self._pen.line(left, y, right, y)
        return y - 4

    def _marks(self, said: Wording, left: float, right: float, y: float) -> float:
        """The amount in its box, and what marks a duplicate or a reversed receipt."""
        height, width = 9 * MM, 52 * MM
        self._pen.stroke(INK, 0.9)
        self._pen.rounded(right - width, y - height, width, height, 4, paint="S")
        self._pen.fill(INK)
        self._text(
            right - 4 * MM, y - height / 2 - 5, width - 8 * MM, said.amount, 14, bold=True, align="right"
        )
        room = right - width - 4 * MM - left
        self._pen.fill(_RED)
        if said.mark:
            self._text(left, y - 11, room, said.mark, 11, bold=True)
        if said.reversed:
            block = fit(said.reversed, room, 9.5, 6, 2, bold=True)
            self._pen.block(left, y - (15 if said.mark else 3), block, bold=True)
        self._pen.fill(INK)
        return y - height - 4

    def _row(self, caption: str, text: str, left: float, right: float, y: float) -> float:
        beside = left + 30 * MM
        self._pen.fill(_SOFT)
        self._text(left, y - _BODY, 29 * MM, caption, _BODY - 1)
        self._pen.fill(INK)
        block = fit(text, right - beside, _BODY + 0.5, 7, 2)
        return min(self._pen.block(beside, y - 2, block), y - _BODY) - 5.5

    def _lines(self, said: Wording, left: float, right: float, y: float, bottom: float) -> None:
        """What it is for; the lines stand closer when there are many."""
        floor = bottom + _MARGIN + 19 * MM
        step = min(_BODY * 1.5, (y - floor) / max(1, len(said.lines)))
        size = min(_BODY, step / 1.18)
        self._pen.stroke(_RULE, 0.4)
        self._pen.line(left, y, right, y)
        for text, amount in said.lines:
            y -= step
            self._pen.fill(INK)
            self._text(left, y + 1, right - left - 36 * MM, text, size)
            self._text(right, y + 1, 34 * MM, amount, size, align="right")
        self._pen.stroke(_RULE, 0.4)
        self._pen.line(left, y - 4, right, y - 4)

    def _foot(self, said: Wording, left: float, right: float, y: float) -> None:
        middle = right - 62 * MM
        self._pen.fill(INK)
        self._text(left, y + 13 * MM, middle - left - 4 * MM, said.left, _BODY, bold=True)
        self._text(middle, y + 13 * MM, right - middle, said.place, _BODY - 0.5)
        self._pen.stroke(_RULE, 0.6)
        self._pen.line(middle, y + 3 * MM, right, y + 3 * MM)
        self._pen.fill(_SOFT)
        self._text(middle, y, right - middle, said.signature, _SMALL)

    def _stub(self, said: Wording, who: Issuer, bottom: float, top: float) -> None:
        """What the association keeps: number, amount, from whom, what for."""
        x, width = _MARGIN, _STUB - _MARGIN - 3 * MM
        self._dashes(f"{_STUB:.2f} {bottom + _MARGIN:.2f} m {_STUB:.2f} {top:.2f} l")
        self._pen.fill(_SOFT)
        y = self._pen.block(x, top, fit(who.name, width, 8, 6, 2)) - 14
        self._pen.fill(INK)
        y = self._pen.block(x, y, fit(said.title, width, 10, 7, 2, bold=True), bold=True) - 10
        self._text(x, y - 4, width, said.number, 10)
        self._text(x, y - 24, width, said.amount, 12, bold=True)
        y -= 34
        for caption, text in (row for place, row in enumerate(said.rows) if place != 1):
            y = self._stub_row(caption, text, x, width, y)
        for text, amount in said.lines:
            if y > bottom + _MARGIN + 42:
                y = self._stub_row(amount, text, x, width, y)
        self._pen.fill(_RED)
        mark = fit(" · ".join(filter(None, (said.mark, said.reversed))), width, 7.5, 5.5, 3, bold=True)
        self._pen.block(x, bottom + _MARGIN + mark.height, mark, bold=True)

    def _stub_row(self, caption: str, text: str, x: float, width: float, y: float) -> float:
        self._pen.fill(_SOFT)
        self._text(x, y - 6.5, width, caption, 6.5)
        self._pen.fill(INK)
        return self._pen.block(x, y - 9.5, fit(text, width, 8, 6, 2)) - 6

    def _text(
        self,
        x: float,
        y: float,
        width: float,
        text: str,
        size: float,
        *,
        bold: bool = False,
        align: str = "left",
    ) -> None:
        """One line that is made smaller until it has room."""
        fitted = fit(text, width, size, 3.5, bold=bold)
        for line in fitted.lines:
            self._pen.line_of_text(x, y, line, fitted.size, bold=bold, align=align)

    def _dashes(self, path: str) -> None:
        self._pen.save()
        self._pen.stroke(_RULE, 0.6)
        self._pen.put(f"[3 3] 0 d {path} S")
        self._pen.restore()
