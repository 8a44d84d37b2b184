"""The paper form of a survey: codes, boxes and lines in the order of the entry screen, one form for each who is asked."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from assoc_desktop.association.records import Association, the_association
from assoc_desktop.language import LANGUAGES, _, speaking
from assoc_desktop.pdf.colour import INK, RULE, SOFT
from assoc_desktop.pdf.pages import MM, PAPERS, Document
from assoc_desktop.pdf.pen import Pen
from assoc_desktop.pdf.qr import QUIET, path
from assoc_desktop.pdf.text import Fitted, fit
from assoc_desktop.refusals import Refused
from assoc_desktop.surveys.building import Section, sections_of
from assoc_desktop.surveys.documents.blocks import SMALL, TEXT, Block, question_block
from assoc_desktop.surveys.documents.receivers import Form
from assoc_desktop.surveys.records import Survey
from assoc_desktop.surveys.wording import intro_of, title_of

_MARGIN, _TOP, _FOOT = 18 * MM, 15 * MM, 20 * MM
_CODE = 24 * MM
#: Called with (forms done, forms in all); may raise `Cancelled`.
Progress = Callable[[int, int], None]
_Page = list[tuple[Block, float]]


def forms_pdf(survey: Survey, forms: Sequence[Form], *, progress: Progress | None = None) -> bytes:
    """The forms in one PDF.

    Raises:
        Refused: there is no form, or the survey asks nothing.
    """
    sections = sections_of(survey)
    if not any(section.questions for section in sections):
        raise Refused(_("This survey asks nothing yet. Add a question first."))
    if not forms:
        raise Refused(_("There is no form to print: nobody is asked yet."))
    association, file = the_association(), io.BytesIO()
    paper = PAPERS[association.conventions.paper()]
    size = (paper.width, paper.height)
    document = Document(
        file, size, title=title_of(survey, association.language), author=association.name,
        language=forms[0].language, actual_size=True,
    )  # fmt: skip
    sheets: dict[str, _Sheet] = {}
    for done, form in enumerate(forms):
        if progress is not None and done % 20 == 0:
            progress(done, len(forms))
        if form.language not in sheets:
            sheets[form.language] = _Sheet(document, size, association, survey, sections, form.language)
        with speaking(form.language):
            sheets[form.language].draw(form)
    document.save()
    return file.getvalue()


def blank_form_pdf(survey: Survey) -> bytes:
    """One form without name and code in each language, to look at or to copy.

    Raises:
        Refused: the survey asks nothing.
    """
    first = the_association().language
    return forms_pdf(survey, [Form(first), *(Form(code) for code in LANGUAGES if code != first)])


class _Sheet:
    """The forms of one language: everything is measured and placed once, and drawn for each."""

    def __init__(
        self,
        document: Document,
        size: tuple[float, float],
        association: Association,
        survey: Survey,
        sections: Sequence[Section],
        language: str,
    ) -> None:
        self._document, self._survey, self._association = document, survey, association
        self._width, self._height = size
        self._room = self._width - 2 * _MARGIN
        with speaking(language):
            self._head_height = self._head(
                Form(language, "x", "x", "x" if survey.mode == "token" else "")
            ).height
            self._pages = self._placed(self._blocks(sections, language))

    def draw(self, form: Form) -> None:
        """One form, on as many pages as it takes."""
        pen = self._document.pen
        for number, page in enumerate(self._pages, start=1):
            if number == 1:
                self._head(form).draw(pen, self._height - _TOP)
            for block, top in page:
                self._draw_block(block, top)
            self._foot(form, number)
            self._document.end_page()

    # Placing

    def _head(self, form: Form) -> Block:
        """Association, title, whose form it is, the code, and what stands above the questions."""
        block = Block()
        room = self._room - (_CODE + 6 * MM if form.code else 0)
        if form.code:
            block.add(0, lambda _pen, top: self._draw_code(form.code, top))
        block.text(self._association.name, _MARGIN, room, SMALL + 0.5, colour=SOFT)
        block.text(title_of(self._survey), _MARGIN, room, 16, bold=True)
        if self._survey.mode == "named":
            block.add(2 * MM)
            self._whose(block, form, room)
        block.add(2 * MM)
        block.text(intro_of(self._survey), _MARGIN, room, TEXT)
        how = _("Tick the box with a cross. Questions with * should be answered.")
        block.text(how, _MARGIN, room, SMALL, colour=SOFT)
        if form.code:
            told = _("The code allows one answer. Who got which code is written nowhere.")
            block.text(told, _MARGIN, room, SMALL, colour=SOFT)
        elif self._survey.mode != "named":
            block.text(_("Please do not write your name."), _MARGIN, room, SMALL, colour=SOFT)
        block.height = max(block.height, _CODE + 8 * MM if form.code else 0) + 3 * MM
        return block

    def _whose(self, block: Block, form: Form, room: float) -> None:
        if form.name:
            words = _("{name}, No. {number}") if form.number else "{name}"
            told = words.format(name=form.name, number=form.number)
            # As high for every name, so that what follows stands where it was measured.
            fitted = fit(told, room, TEXT + 1, 7, 2, bold=True, height=9 * MM)
            block.add(9 * MM, lambda pen, top: self._write_name(pen, top, fitted))
            return
        label = _("Name and number")

        def draw(pen: Pen, top: float) -> None:
            pen.fill(SOFT)
            pen.label(_MARGIN, top - 6 * MM, label, SMALL)
            pen.stroke(SOFT, 0.5)
            pen.line(_MARGIN + 34 * MM, top - 6.5 * MM, _MARGIN + room, top - 6.5 * MM)

        block.add(9 * MM, draw)

    def _write_name(self, pen: Pen, top: float, fitted: Fitted) -> None:
        pen.fill(INK)
        pen.block(_MARGIN, top - 1 * MM, fitted, bold=True)

    def _blocks(self, sections: Sequence[Section], language: str) -> list[Block]:
        blocks = []
        for section in sections:
            if not section.questions:
                continue
            if title := title_of(section, language):
                heading = Block(keep_with_next=True)
                heading.add(2 * MM, lambda _pen, top: self._rule(top))
                heading.add(2 * MM)
                heading.text(title, _MARGIN, self._room, 12, bold=True)
                heading.add(2 * MM)
                blocks.append(heading)
            blocks.extend(
                question_block(question, language, _MARGIN, self._room) for question in section.questions
            )
        return blocks

    def _rule(self, y: float) -> None:
        self._document.pen.stroke(RULE, 0.8)
        self._document.pen.line(_MARGIN, y, self._width - _MARGIN, y)

    def _placed(self, blocks: Sequence[Block]) -> list[_Page]:
        """The blocks on pages; a heading goes to the next page together with its first question."""
        pages: list[_Page] = [[]]
        y, top = self._height - _TOP - self._head_height, self._height - _TOP
        for place, block in enumerate(blocks):
            needed = block.height
            if block.keep_with_next and place + 1 < len(blocks):
                needed += blocks[place + 1].height
            if y - needed < _FOOT and y < top:
                pages.append([])
                y = top
            pages[-1].append((block, y))
            y -= block.height
        return pages

    # Drawing

    def _draw_block(self, block: Block, top: float) -> None:
        pen = self._document.pen
        room = self._height - _TOP - _FOOT
        if block.height <= room:
            block.draw(pen, top)
            return
        # A question longer than a page is made smaller, because it stands on one page.
        share = room / block.height
        pen.save()
        pen.move(_MARGIN * (1 - share), top * (1 - share))
        pen.put(f"{share:.4f} 0 0 {share:.4f} 0 0 cm")
        block.draw(pen, top)
        pen.restore()

    def _draw_code(self, code: str, top: float) -> None:
        pen, x = self._document.pen, self._width - _MARGIN - _CODE
        modules, symbol = path(code)
        scale = _CODE / (modules + 2 * QUIET)
        pen.save()
        pen.fill(INK)
        pen.move(x + QUIET * scale, top - _CODE + QUIET * scale)
        pen.put(f"{scale:.4f} 0 0 {scale:.4f} 0 0 cm {symbol} f")
        pen.restore()
        pen.fill(INK)
        pen.label(x + _CODE / 2, top - _CODE - 3.5 * MM, code, 9, bold=True, align="centre")

    def _foot(self, form: Form, page: int) -> None:
        pen = self._document.pen
        pen.fill(SOFT)
        words = _("Page {page} of {pages}").format(page=page, pages=len(self._pages))
        pen.label(self._width - _MARGIN, 11 * MM, words, 8, align="right")
        whose = form.code or (f"{form.number} {form.name}".strip() if self._survey.mode == "named" else "")
        fitted = fit(" · ".join(filter(None, (whose, self._survey.name))), self._room - 40 * MM, 8, 5, 2)
        pen.block(_MARGIN, 13 * MM, fitted)
