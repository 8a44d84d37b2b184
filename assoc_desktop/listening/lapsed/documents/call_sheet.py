"""The call sheet: for each person what is known of them, the questions, boxes to tick and lines to write on."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from assoc_desktop.association.records import Season, the_association
from assoc_desktop.language import N_, _, speaking
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.listening.lapsed.listing import Lapsed, lapsed_rows
from assoc_desktop.listening.records import REASONS
from assoc_desktop.pdf.colour import INK, RULE, SOFT, Colour
from assoc_desktop.pdf.pages import MM, PAPERS, Document
from assoc_desktop.pdf.table import Column, table_report
from assoc_desktop.pdf.text import wrap
from assoc_desktop.refusals import Refused

#: What is asked, in the order of the sheet.
QUESTIONS = (
    N_("How satisfied were you with belonging, with our services and our support?"),
    N_("Which benefits did you know, and which did you use?"),
    N_("Why did you not renew?"),
    N_("Is there something near you that you miss from us?"),
    N_("What would bring you back?"),
)
_MARGIN, _FOOT = 18 * MM, 16 * MM
_TITLE, _BODY, _SMALL, _LEADING = 16.0, 9.5, 8.0, 1.36
_BOX, _LINE = 4 * MM, 8.5 * MM

Progress = Callable[[int, int], None]


def call_sheets(season: Season, ids: Sequence[int], *, progress: Progress | None = None) -> bytes:
    """A page for each person, in the association's language.

    Raises:
        Refused: there is nobody to talk to.
    """
    people = _people(season, ids)
    association = the_association()
    say = association.conventions
    paper = PAPERS[say.paper()]
    file = io.BytesIO()
    with speaking(association.language):
        title = _("Call sheets {season}").format(season=season.label)
        document = Document(
            file,
            (paper.width, paper.height),
            title=title,
            author=association.name,
            language=association.language,
        )
        sheet = _Sheet(document, (paper.width, paper.height), say, association.name, season)
        for done, person in enumerate(people):
            if progress is not None and done % 50 == 0:
                progress(done, len(people))
            sheet.write(person)
    document.save()
    return file.getvalue()


def call_list(season: Season, ids: Sequence[int]) -> bytes:
    """Everybody on one list, with room for the number of the reason, satisfaction and a word.

    Raises:
        Refused: there is nobody to talk to.
    """
    people = _people(season, ids)
    association = the_association()
    say = association.conventions
    with speaking(association.language):
        reasons = "  ".join(
            _("{number}. {reason}").format(number=place, reason=_(words))
            for place, words in enumerate(REASONS.values(), 1)
        )
        columns = (
            Column(_("Name"), share=0.2),
            Column(_("Phone"), share=0.15),
            Column(_("Last dues"), share=0.17),
            Column(_("Reason 1–9"), share=0.09),
            Column(_("Satisfied 1–5"), share=0.09),
            Column(_("In their words; what was promised"), share=0.3),
        )
        rows = [
            (
                ", ".join(filter(None, (each.name, each.town))),
                _reach(each, say),
                _dues(each, say),
                "",
                "",
                "",
            )
            for each in people
        ]
        return table_report(
            _("Who did not renew for {season}").format(season=season.label),
            columns,
            rows,
            author=association.name,
            language=association.language,
            paper=say.paper(),
            subtitle=reasons,
            row_height=34,
        )


def _people(season: Season, ids: Sequence[int]) -> list[Lapsed]:
    people = lapsed_rows(season, ids)
    if not people:
        raise Refused(_("There is no sheet to print: nobody is to be talked to."))
    return people


def _reach(person: Lapsed, say: Conventions) -> str:
    if person.no_calls:
        return _("no calls: visit or write")
    return ", ".join(say.phone(each) for each in person.phones) or _("no telephone: visit or write")


def _dues(person: Lapsed, say: Conventions) -> str:
    if not person.category:
        return ""
    paid = say.money(person.paid)
    if person.paid_on and person.paid:
        day = say.date(person.paid_on)
        return _("{category}: {amount} paid, last on {day}").format(
            category=person.category, amount=paid, day=day
        )
    return _("{category}: {amount} due, nothing paid").format(
        category=person.category, amount=say.money(person.due)
    )


def history_of(person: Lapsed, say: Conventions) -> list[tuple[str, str]]:
    """What is known of a person, as captions with their values; used by the sheet and the screen."""
    used = ""
    if person.uses:
        words = _("{n} in that season, the last one {benefit} on {day}")
        used = words.format(n=say.number(person.uses), benefit=person.last_use, day=say.date(person.used_on))
    reasons = ", ".join(_(REASONS[each]) for each in person.reasons if each in REASONS)
    return [
        (_("Number"), person.number),
        (_("Town"), person.town),
        (_("Phone"), _reach(person, say)),
        (_("Last dues"), _dues(person, say)),
        (_("Benefits used"), used or _("none")),
        (_("Reasons stated before"), reasons or _("none")),
    ]


class _Sheet:
    """Writes one page for each person; a long name or history goes on below, questions keep their room."""

    def __init__(
        self,
        document: Document,
        size: tuple[float, float],
        say: Conventions,
        association: str,
        season: Season,
    ) -> None:
        self._document, self._say, self._association, self._season = document, say, association, season
        self._width, self._height = size
        self._room = self._width - 2 * _MARGIN
        self._y = 0.0

    def write(self, person: Lapsed) -> None:
        """Write the page of a person."""
        self._y = self._height - _MARGIN
        head = _("{association} · did not renew for {season}")
        self._words(head.format(association=self._association, season=self._season.label), _SMALL, SOFT)
        self._y -= 4
        self._words(person.name, _TITLE, bold=True)
        self._y -= 4
        for caption, value in history_of(person, self._say):
            if value:
                self._pair(caption, value)
        self._y -= 6
        self._words(_("Day: ______________   Who listened: ________________________________"), _BODY)
        for place, question in enumerate(QUESTIONS):
            self._y -= 8
            self._need(3 * _LINE)
            self._words(
                _("{number}. {reason}").format(number=place + 1, reason=_(question)), _BODY, bold=True
            )
            self._y -= 3
            if place == 0:
                self._boxes([str(value) for value in range(1, 6)], 5)
                self._words(_("1: not at all satisfied, 5: very satisfied"), _SMALL, SOFT)
            if place == 2:
                numbered = [
                    _("{number}. {reason}").format(number=number, reason=_(words))
                    for number, words in enumerate(REASONS.values(), 1)
                ]
                self._boxes(numbered, 2)
            self._lines(2 if place else 1)
        self._y -= 8
        self._need(2 * _LINE)
        self._words(_("What was promised, who does it, by when"), _BODY, bold=True)
        self._lines(1)
        self._end()

    def _pair(self, caption: str, value: str) -> None:
        column = 42 * MM
        self._need(_BODY * _LEADING)
        pen, top = self._document.pen, self._y
        pen.fill(SOFT)
        for line in wrap(caption, column - 3 * MM, _BODY):
            pen.line_of_text(_MARGIN, self._y - _BODY, line, _BODY)
            self._y -= _BODY * _LEADING
        below, self._y = self._y, top
        for line in wrap(value, self._room - column, _BODY):
            self._need(_BODY * _LEADING)
            pen.fill(INK)
            pen.line_of_text(_MARGIN + column, self._y - _BODY, line, _BODY)
            self._y -= _BODY * _LEADING
        self._y = min(self._y, below) if self._y < top else self._y

    def _boxes(self, words: Sequence[str], across: int) -> None:
        """Boxes that a pen can hit, each with its words."""
        pen, share = self._document.pen, self._room / across
        for start in range(0, len(words), across):
            row = [wrap(text, share - _BOX - 5 * MM, _BODY) for text in words[start : start + across]]
            height = max(_BOX + 2 * MM, max(len(lines) for lines in row) * _BODY * _LEADING + 2)
            self._need(height)
            for place, lines in enumerate(row):
                x = _MARGIN + place * share
                pen.stroke(INK, 0.8)
                pen.rectangle(x, self._y - _BOX, _BOX, _BOX, outline=True)
                pen.fill(INK)
                for number, line in enumerate(lines):
                    y = self._y - _BOX + 1 * MM - number * _BODY * _LEADING
                    pen.line_of_text(x + _BOX + 2 * MM, y, line, _BODY)
            self._y -= height

    def _lines(self, count: int) -> None:
        for _time in range(count):
            self._need(_LINE)
            self._y -= _LINE
            self._document.pen.stroke(RULE, 0.6)
            self._document.pen.line(_MARGIN, self._y, self._width - _MARGIN, self._y)

    def _words(self, text: str, size: float, colour: Colour = INK, *, bold: bool = False) -> None:
        for line in wrap(text, self._room, size, bold=bold):
            self._need(size * _LEADING)
            self._document.pen.fill(colour)
            self._document.pen.line_of_text(_MARGIN, self._y - size, line, size, bold=bold)
            self._y -= size * _LEADING

    def _need(self, height: float) -> None:
        if self._y - height < _FOOT:
            self._end()
            self._y = self._height - _MARGIN

    def _end(self) -> None:
        self._document.pen.fill(SOFT)
        self._document.write_page_number(_MARGIN, 9 * MM, _SMALL)
        self._document.end_page()
