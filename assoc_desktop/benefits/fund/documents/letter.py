"""The letter that tells a member what was decided, in their language."""

from __future__ import annotations

import datetime
import io

from assoc_desktop.association.records import the_association
from assoc_desktop.association.rules import head_of
from assoc_desktop.benefits.fund.requests import request_with, state_of
from assoc_desktop.benefits.records import SolidarityRequest
from assoc_desktop.language import LANGUAGES, _, speaking
from assoc_desktop.members.erasing.guarding import refuse_erased
from assoc_desktop.pdf.colour import INK, SOFT, Colour
from assoc_desktop.pdf.images import Images, aspect
from assoc_desktop.pdf.pages import MM, PAPERS, Document
from assoc_desktop.pdf.text import wrap
from assoc_desktop.refusals import Refused
from assoc_desktop.reports.paper import Head
from assoc_desktop.treasury.subsidies import paid_for

_MARGIN, _FOOT = 25 * MM, 20 * MM
_LEADING = 1.4
_BODY, _SMALL = 10.5, 8.0
_LOGO = (30 * MM, 16 * MM)
#: Where a window envelope shows the receiver, from the upper left corner of the paper (DIN 5008, form B).
_WINDOW = (118 * MM, 52 * MM)


def decision_letter(request_id: int, today: datetime.date) -> bytes:
    """The PDF of the letter.

    Raises:
        Refused: the request is gone or not decided, or the member was erased.
    """
    request = request_with(request_id)
    refuse_erased([request.member_id])
    if state_of(request) == "open":
        raise Refused(_("Nothing is decided yet. Decide on the request first."))
    codes = (each.strip()[:2] for each in request.member.languages.split(","))
    code = next((each for each in codes if each in LANGUAGES), the_association().language)
    with speaking(code):
        return _Letter(head_of(code)).written(request, today)


class _Letter:
    """One letter, written from top to bottom."""

    def __init__(self, head: Head) -> None:
        self._head, self._say = head, head.conventions
        paper = PAPERS[self._say.paper()]
        self._width, self._height = paper.width, paper.height
        self._file = io.BytesIO()
        title = _("Your request to the solidarity fund")
        self._document = Document(
            self._file,
            (paper.width, paper.height),
            title=title,
            author=head.name,
            language=self._say.language,
        )
        self._pen = self._document.pen
        self._y = paper.height - 18 * MM

    def written(self, request: SolidarityRequest, today: datetime.date) -> bytes:
        """The PDF."""
        self._letterhead()
        self._receiver(request)
        self._y = min(self._y, self._height - 100 * MM)
        town, day = the_association().town, self._say.date(today, "long")
        self._write(_("{town}, {day}").format(town=town, day=day) if town else day)
        self._y -= 14
        words = _("Your request to the solidarity fund, season {season}").format(season=request.season.label)
        self._write(words, bold=True)
        self._y -= 8
        self._write(_("Dear {name},").format(name=request.member.full_name))
        for paragraph in self._paragraphs(request):
            self._y -= 8
            self._write(paragraph)
        self._y -= 16
        self._write(_("With kind regards"))
        self._y -= 20 * MM
        self._write(_("For {association}").format(association=self._head.name), colour=SOFT)
        self._document.end_page()
        self._document.save()
        return self._file.getvalue()

    def _paragraphs(self, request: SolidarityRequest) -> list[str]:
        say, state = self._say, state_of(request)
        values = {
            "asked": say.date(request.asked_on, "long"),
            "on": say.date(request.decided_on, "long"),
            "by": request.decided_by,
            "amount": say.money(request.granted),
        }
        told = [_("Thank you for the trust with which you asked us for help on {asked}.").format(**values)]
        if state == "refused":
            told.append(
                _("On {on} it was decided ({by}) that the fund cannot help this time.").format(**values)
            )
        else:
            told.append(
                _("On {on} it was decided ({by}) that the fund pays {amount} of your dues.").format(**values)
            )
        if request.reason:
            told.append(request.reason)
        if state == "granted":
            left = request.membership.to_pay - paid_for(request.membership_id)
            words = _("You have nothing more to do: {amount} was credited to you, and {left} is left to pay.")
            nothing = _(
                "You have nothing more to do: {amount} was credited to you, and nothing is left to pay."
            )
            told.append(
                (words if left > 0 else nothing).format(amount=values["amount"], left=say.money(left))
            )
        if state == "back":
            told.append(_("This grant was taken back since; the dues are to be paid in full."))
        told.append(
            _("Nobody but those who decide learns of your request. Do talk to us if your situation changes.")
        )
        return told

    def _letterhead(self) -> None:
        x, top = _MARGIN, self._y
        logo = self._head.logo
        if logo and (shape := aspect(logo)):
            width = min(_LOGO[0], _LOGO[1] * shape)
            placed = Images(self._document).graphic(logo, width, width / shape)
            self._pen.image(placed.name, x, top - width / shape, width, width / shape)
            x += width + 5 * MM
        self._write(self._head.name, x=x, size=11.5, bold=True)
        for line in self._head.lines:
            self._write(line, x=x, size=_SMALL, colour=SOFT)

    def _receiver(self, request: SolidarityRequest) -> None:
        member = request.member
        x, down = (_WINDOW[0] if self._width < 600 else self._width - 92 * MM), _WINDOW[1]
        self._y = min(self._y, self._height - down)
        self._write(member.full_name, x=x, bold=True)
        for line in self._say.address_lines(
            member.address, member.postcode, member.town, member.region, member.country
        ):
            self._write(line, x=x)

    def _write(
        self, text: str, *, x: float = _MARGIN, size: float = _BODY, bold: bool = False, colour: Colour = INK
    ) -> None:
        for line in wrap(text, self._width - _MARGIN - x, size, bold=bold):
            if self._y < _FOOT + size:
                self._document.end_page()
                self._y = self._height - _MARGIN
            self._pen.fill(colour)
            self._pen.line_of_text(x, self._y - size, line, size, bold=bold)
            self._y -= size * _LEADING
