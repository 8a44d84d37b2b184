"""The letters of a round: one for each receiver, in their language, with what is due, why, and how to pay it."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assoc_desktop.association.records import Association, the_association
from assoc_desktop.language import _, speaking
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.pdf.colour import INK, Colour
from assoc_desktop.pdf.images import Images, Placed, aspect
from assoc_desktop.pdf.pages import MM, PAPERS, Document
from assoc_desktop.pdf.payment_qr import draw_payment_qr
from assoc_desktop.pdf.text import wrap
from assoc_desktop.refusals import Refused
from assoc_desktop.storage import attachment
from assoc_desktop.treasury.reminders.documents.paying import payment_code, ways_to_pay
from assoc_desktop.treasury.reminders.grouping import Letter
from assoc_desktop.treasury.reminders.levels import filled, spoken
from assoc_desktop.treasury.reminders.planning import Round, letters_and_amount
from assoc_desktop.treasury.reminders.receivers import Receiver, receivers_of, values_for

_MARGIN, _FOOT = 22 * MM, 20 * MM
_WINDOW_X, _WINDOW_Y = 110 * MM, 50 * MM
_BODY, _SMALL, _LEADING = 10.5, 8.5, 1.4
_LOGO = (30 * MM, 18 * MM)
_CODE = 30 * MM
_SOFT: Colour = (0.36, 0.39, 0.44)
_RULE: Colour = (0.78, 0.8, 0.83)

#: Called with (letters done, letters in all); may raise `Cancelled`.
Progress = Callable[[int, int], None]


def letters_pdf(planned: Round, *, progress: Progress | None = None) -> bytes:
    """All letters of a round in one PDF, sorted by town.

    Raises:
        Refused: there is no letter.
    """
    if not planned.letters:
        raise Refused(_("There is no letter to print: nobody is to be reminded."))
    association = the_association()
    known = receivers_of(planned, association)
    file = io.BytesIO()
    paper = PAPERS[association.conventions.paper()]
    with speaking(association.language):
        title = _("Reminders: {name}").format(name=spoken(planned.level).name)
    size = (paper.width, paper.height)
    document = Document(file, size, title=title, author=association.name, language=association.language)
    logo = _logo(association, document)
    for done, letter in enumerate(planned.letters):
        if progress is not None and done % 50 == 0:
            progress(done, len(planned.letters))
        language = known[letter.receiver_id].language
        with speaking(language):
            say = association.conventions_in(language)
            _Sheet(document, size, logo).write(association, letter, planned, known, say)
    document.save()
    return file.getvalue()


def _logo(association: Association, document: Document) -> tuple[Placed, float, float] | None:
    content = attachment.read(association.logo_id) if association.logo_id else None
    if not content or not (shape := aspect(content)):
        return None
    width = min(_LOGO[0], _LOGO[1] * shape)
    return Images(document).graphic(content, width, width / shape), width, width / shape


@dataclass(frozen=True)
class _Text:
    """A line of text where it stands."""

    x: float
    y: float
    line: str
    size: float = _BODY
    bold: bool = False
    colour: Colour = INK
    align: str = "left"


class _Sheet:
    """One letter: its lines are placed first, so that each page can say how many there are."""

    def __init__(
        self, document: Document, size: tuple[float, float], logo: tuple[Placed, float, float] | None
    ) -> None:
        self._document, self._logo = document, logo
        self._width, self._height = size
        self._room = self._width - 2 * _MARGIN
        self._pages: list[list[_Text]] = [[]]
        self._rules: list[list[float]] = [[]]
        self._code: tuple[int, str, float] | None = None
        self._y = self._height - _MARGIN

    def write(
        self,
        association: Association,
        letter: Letter,
        planned: Round,
        known: dict[int, Receiver],
        say: Conventions,
    ) -> None:
        """Write the whole letter into the document."""
        receiver = known[letter.receiver_id]
        level, values = spoken(planned.level), values_for(letter, planned, known, association.name, say)
        self._head(association, say)
        self._address(receiver, say)
        day = _("{town}, {day}") if association.town else "{day}"
        self._line(day.format(town=association.town, day=say.date(planned.day, "long")))
        if receiver.number:
            self._line(_("Member No. {number}").format(number=receiver.number), colour=_SOFT)
        self._y -= 12
        self._paragraph(filled(level.subject, values), bold=True)
        self._y -= 8
        self._paragraph(filled(level.text, values))
        self._y -= 12
        self._debts(letter, known, say)
        self._y -= 14
        self._how_to_pay(association, letter, receiver, values["seasons"])
        self._y -= 18
        self._need(3 * _BODY * _LEADING)
        self._line(_("For the board, the treasurer"))
        self._draw()

    # Placing

    def _head(self, association: Association, say: Conventions) -> None:
        x = _MARGIN + (self._logo[1] + 5 * MM if self._logo else 0)
        lines = say.address_lines(
            association.address,
            association.postcode,
            association.town,
            association.region,
            association.country,
        )
        told = [*lines, " · ".join(filter(None, (say.phone(association.phone), association.email)))]
        room = self._width - _MARGIN - x
        for line in wrap(association.name, room, 13, bold=True):
            self._line(line, x=x, size=13, bold=True)
        for text in filter(None, told):
            for line in wrap(text, room, _SMALL):
                self._line(line, x=x, size=_SMALL, colour=_SOFT)

    def _address(self, receiver: Receiver, say: Conventions) -> None:
        self._y = min(self._y - 6 * MM, self._height - _WINDOW_Y)
        for text in (receiver.name, *say.address_lines(*receiver.address)):
            for line in wrap(text, self._width - _MARGIN - _WINDOW_X, _BODY):
                self._line(line, x=_WINDOW_X)
        self._y = min(self._y - 10 * MM, self._height - _WINDOW_Y - 34 * MM)

    def _debts(self, letter: Letter, known: dict[int, Receiver], say: Conventions) -> None:
        names_each = letter.people != [letter.receiver_id]
        self._row(_("What is due"), _("Due since"), _("Amount"), bold=True, colour=_SOFT)
        for debt in letter.debts:
            words = " · ".join(filter(None, (debt.text, debt.category)))
            if names_each:
                words = _("{name}: {what}").format(name=known[debt.member_id].name, what=words)
            self._row(words, say.date(debt.since), say.amount(debt.amount))
        self._row(_("To pay"), "", say.money(letter.amount), bold=True)

    def _row(self, what: str, since: str, amount: str, *, bold: bool = False, colour: Colour = INK) -> None:
        lines = wrap(what, self._room * 0.56, _BODY, bold=bold)
        self._need(len(lines) * _BODY * _LEADING + 4)
        place = len(self._pages[-1])
        for line in lines:
            self._line(line, bold=bold, colour=colour)
        y = self._pages[-1][place].y
        right = self._width - _MARGIN
        self._pages[-1].append(_Text(_MARGIN + self._room * 0.62, y, since, _BODY, bold, colour))
        self._pages[-1].append(_Text(right, y, amount, _BODY, bold, colour, "right"))
        self._y -= 3
        self._rules[-1].append(self._y)
        self._y -= 2

    def _how_to_pay(self, association: Association, letter: Letter, receiver: Receiver, what: str) -> None:
        text = " ".join(filter(None, (receiver.number, receiver.name, what)))
        code = payment_code(association.name, association.currency, letter.amount, text)
        self._need(_CODE + 2 * _BODY if code else 4 * _BODY * _LEADING)
        top = self._y
        self._line(_("How to pay"), bold=True)
        self._y -= 2
        room = self._room - (_CODE + 4 * MM if code else 0)
        for way in ways_to_pay(receiver.number):
            for line in wrap(way, room, _BODY):
                self._line(line)
        if code:
            self._code = (len(self._pages) - 1, code, top - _CODE)
            self._y = min(self._y, top - _CODE - 8)
            caption = _("Transfer by telephone: read this code")
            self._pages[-1].append(
                _Text(self._width - _MARGIN, top - _CODE - 8, caption, 7, False, _SOFT, "right")
            )

    def _paragraph(self, text: str, *, bold: bool = False) -> None:
        for part in text.split("\n"):
            for line in wrap(part, self._room, _BODY, bold=bold) or ("",):
                self._line(line, bold=bold)

    def _line(
        self,
        line: str,
        *,
        x: float = _MARGIN,
        size: float = _BODY,
        bold: bool = False,
        colour: Colour = INK,
    ) -> None:
        self._need(size * _LEADING)
        self._pages[-1].append(_Text(x, self._y - size, line, size, bold, colour))
        self._y -= size * _LEADING

    def _need(self, height: float) -> None:
        if self._y - height < _FOOT:
            self._pages.append([])
            self._rules.append([])
            self._y = self._height - _MARGIN

    # Drawing

    def _draw(self) -> None:
        pen = self._document.pen
        for place, (texts, rules) in enumerate(zip(self._pages, self._rules, strict=True)):
            if place == 0 and self._logo:
                graphic, width, height = self._logo
                pen.image(graphic.name, _MARGIN, self._height - _MARGIN - height, width, height)
            for text in texts:
                pen.fill(text.colour)
                pen.line_of_text(text.x, text.y, text.line, text.size, bold=text.bold, align=text.align)
            pen.stroke(_RULE, 0.5)
            for y in rules:
                pen.line(_MARGIN, y, self._width - _MARGIN, y)
            if self._code and self._code[0] == place:
                x = self._width - _MARGIN - _CODE
                draw_payment_qr(self._document.canvas, self._code[1], x, self._code[2], _CODE)
            self._number(place + 1)
            self._document.end_page()

    def _number(self, page: int) -> None:
        words = _("Page {page} of {pages}").format(page=page, pages=len(self._pages))
        self._document.pen.fill(_SOFT)
        self._document.pen.label(self._width - _MARGIN, 12 * MM, words, 8, align="right")


def delivery_list(planned: Round) -> bytes:
    """The list of letters by town, with a place to sign for each that was handed over."""
    from assoc_desktop.pdf.table import Column, table_report

    association = the_association()
    known = receivers_of(planned, association)
    say = association.conventions
    with speaking(association.language):
        columns: Sequence[Column] = (
            Column(_("Town"), share=0.16),
            Column(_("Name"), share=0.2),
            Column(_("Address"), share=0.2),
            Column(_("Phone"), share=0.13),
            Column(_("Amount"), align="right", share=0.1),
            Column(_("Received on, signature"), share=0.21),
        )
        rows = [
            (
                known[letter.receiver_id].town,
                known[letter.receiver_id].name,
                known[letter.receiver_id].address[0].replace("\n", ", "),
                ", ".join(say.phone(each) for each in known[letter.receiver_id].phones[:1]),
                say.amount(letter.amount),
                "",
            )
            for letter in planned.letters
        ]
        name = spoken(planned.level).name
        told = _("{association}, {day}: {letters}").format(
            association=association.name,
            day=say.date(planned.day, "long"),
            letters=letters_and_amount(planned, say),
        )
        return table_report(
            _("Hand delivery: {name}").format(name=name),
            columns,
            rows,
            author=association.name,
            language=association.language,
            paper=say.paper(),
            subtitle=told,
            row_height=26,
        )
