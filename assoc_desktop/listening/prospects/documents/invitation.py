"""Letters that invite possible members: what membership gives first, what it costs second, a slip to send back."""

from __future__ import annotations

import datetime
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assoc_desktop.association.records import Association, Season, present_season, the_association
from assoc_desktop.association.rules import letterhead
from assoc_desktop.benefits.catalogue import current_benefits, entitled_by_benefit
from assoc_desktop.language import LANGUAGES, _, speaking
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.fees import fee_for
from assoc_desktop.members.records import BOTH, INSTITUTION, Category, full_name
from assoc_desktop.pdf.colour import INK, RULE, SOFT, Colour
from assoc_desktop.pdf.images import Images, Placed
from assoc_desktop.pdf.pages import MM, PAPERS, Document
from assoc_desktop.pdf.text import measure, wrap
from assoc_desktop.refusals import Refused
from assoc_desktop.storage.database import database

_MARGIN, _FOOT = 22 * MM, 18 * MM
_WINDOW_X, _WINDOW_Y = 110 * MM, 50 * MM
_BODY, _SMALL, _LEADING = 10.0, 8.5, 1.36
_LOGO = (30 * MM, 18 * MM)
_SLIP = 56 * MM
_BOX = 4 * MM
_MOST_FEES = 12

Progress = Callable[[int, int], None]

_SQL = """SELECT id, kind, name, family_name, given_name, address, postcode, town, region, country, languages
    FROM member WHERE id IN (SELECT value FROM json_each(?))"""


@dataclass(frozen=True)
class Invited:
    """To whom a letter goes, in which language."""

    id: int
    kind: str
    name: str
    address: tuple[str, str, str, str, str]
    language: str


def invited_people(member_ids: Sequence[int], association: Association) -> list[Invited]:
    """Those to whom letters go, in the order of the ids."""
    found = {}
    for row in database.execute_sql(_SQL, (json.dumps(list(member_ids)),)):
        member_id, kind, name, family, given, *address, languages = row
        spoken = next((code for code in languages.split(",") if code in LANGUAGES), association.language)
        found[member_id] = Invited(
            member_id,
            kind,
            full_name(kind, name, family, given),
            (address[0], address[1], address[2], address[3], address[4]),
            spoken,
        )
    return [found[each] for each in member_ids if each in found]


def invitations(
    member_ids: Sequence[int], *, today: datetime.date, progress: Progress | None = None
) -> bytes:
    """A letter for each, in their language.

    Raises:
        Refused: there is nobody to invite, or no season.
    """
    association = the_association()
    people, season = invited_people(member_ids, association), present_season(today)
    if not people:
        raise Refused(_("There is no letter to print: choose whom to invite."))
    if season is None:
        raise Refused(_("Open a season first: the letter says what membership costs."))
    paper = PAPERS[association.conventions.paper()]
    file = io.BytesIO()
    with speaking(association.language):
        title = _("Invitations {season}").format(season=season.label)
    size = (paper.width, paper.height)
    document = Document(file, size, title=title, author=association.name, language=association.language)
    logo = letterhead(association.language).logo
    placed = Images(document).graphic(logo, *_LOGO) if logo else None
    for done, person in enumerate(people):
        if progress is not None and done % 50 == 0:
            progress(done, len(people))
        with speaking(person.language):
            say = association.conventions_in(person.language)
            _Letter(document, size, placed, say).write(person, association, season, today)
    document.save()
    return file.getvalue()


class _Letter:
    """One letter; it goes on on a second page when there are many benefits. The slip stands at the foot of the last."""

    def __init__(
        self, document: Document, size: tuple[float, float], logo: Placed | None, say: Conventions
    ) -> None:
        self._document, self._pen, self._logo, self._say = document, document.pen, logo, say
        self._width, self._height = size
        self._room = self._width - 2 * _MARGIN
        self._y = self._height - _MARGIN

    def write(self, person: Invited, association: Association, season: Season, today: datetime.date) -> None:
        """Write the whole letter."""
        self._head(person.language)
        self._address(person)
        day = self._say.date(today, "long")
        town = _("{town}, {day}").format(town=association.town, day=day) if association.town else day
        self._words(town)
        self._y -= 12
        self._words(_("Join us: {association}").format(association=association.name), size=13, bold=True)
        self._y -= 6
        self._words(_("Dear {name},").format(name=person.name))
        self._y -= 4
        self._words(_("We would be glad to count you among our members. This is what membership gives you:"))
        self._y -= 6
        self._benefits(person, today)
        self._fees(person, season)
        self._y -= 6
        self._words(_("Any question? Ask us: we listen. We look forward to hearing from you."))
        self._y -= 6
        self._words(_("For the board"))
        self._slip(person, association)
        self._document.end_page()

    # Parts

    def _head(self, language: str) -> None:
        head = letterhead(language)
        x = _MARGIN
        if self._logo is not None:
            height = min(_LOGO[1], _LOGO[0] / self._logo.aspect)
            width = height * self._logo.aspect
            self._pen.image(self._logo.name, x, self._y - height, width, height)
            x += width + 5 * MM
        self._words(head.name, x=x, size=13, bold=True)
        for line in head.lines:
            self._words(line, x=x, size=_SMALL, colour=SOFT)

    def _address(self, person: Invited) -> None:
        self._y = min(self._y - 6 * MM, self._height - _WINDOW_Y)
        for text in (person.name, *self._say.address_lines(*person.address)):
            self._words(text, x=_WINDOW_X)
        self._y = min(self._y - 8 * MM, self._height - _WINDOW_Y - 34 * MM)

    def _benefits(self, person: Invited, today: datetime.date) -> None:
        """What they could have as a member: what no category open to them is entitled to is not promised."""
        own = ("corporate",) if person.kind == INSTITUTION else ("students", "retired")
        audiences = ("all", "remote", "region", *own)
        entitled, open_to = entitled_by_benefit(), {each.id for each in self._categories(person)}
        shown = [
            each
            for each in current_benefits(today)
            if each.audience in audiences and (entitled.get(each.id, open_to) & open_to or not open_to)
        ]
        for benefit in shown:
            self._need(2 * _BODY * _LEADING)
            self._pen.fill(INK)
            self._pen.line_of_text(_MARGIN + 1 * MM, self._y - _BODY, "•", _BODY)
            told = " · ".join(
                filter(None, (str(benefit.description).strip(), self._with_partner(str(benefit.partner))))
            )
            self._benefit(str(benefit.name), told)
            self._y -= 3
        if not shown:
            self._words(
                _("Colleagues who help each other, a voice for the profession, and a vote in our assembly.")
            )
        self._y -= 6

    def _benefit(self, name: str, told: str) -> None:
        """A name, and what it is: beside it where one line holds both, so that most letters keep to one page."""
        x = _MARGIN + 5 * MM
        beside = x + measure(name, bold=True) * _BODY + 3 * MM
        if "\n" not in name + told and beside + measure(told) * _BODY <= self._width - _MARGIN:
            self._need(_BODY * _LEADING)
            self._pen.fill(SOFT)
            self._pen.line_of_text(beside, self._y - _BODY, told, _BODY)
            self._words(name, x=x, bold=True)
            return
        self._words(name, x=x, bold=True)
        if told:
            self._words(told, x=x, colour=SOFT)

    def _with_partner(self, partner: str) -> str:
        return _("with {partner}").format(partner=partner) if partner else ""

    def _categories(self, person: Invited) -> list[Category]:
        """The categories that they could join."""
        query = Category.select().where(
            ~Category.archived
            & ~Category.exempt
            & ~Category.for_life
            & Category.applies_to.in_((BOTH, person.kind))
        )
        return list(query.order_by(Category.position, Category.name))

    def _fees(self, person: Invited, season: Season) -> None:
        found = self._categories(person)[:_MOST_FEES]
        if not found:
            return
        self._need((len(found) + 2) * _BODY * _LEADING)
        self._words(_("What it costs in {season}").format(season=season.label), bold=True)
        self._y -= 2
        for category in found:
            fee = fee_for(category, season)
            amount = self._say.money(fee) if fee else _("free of charge")
            self._need(_BODY * _LEADING)
            y = self._y - _BODY
            self._words(str(category.name), right=35 * MM)
            self._pen.fill(INK)
            self._pen.line_of_text(self._width - _MARGIN, y, amount, _BODY, align="right")

    def _slip(self, person: Invited, association: Association) -> None:
        if self._y - _SLIP < _FOOT - 8 * MM:
            self._document.end_page()
            self._y = self._height - _MARGIN
        self._y = _SLIP + 8 * MM
        self._pen.put("[3 3] 0 d")
        self._pen.stroke(RULE, 0.8)
        self._pen.line(_MARGIN / 2, self._y, self._width - _MARGIN / 2, self._y)
        self._pen.put("[] 0 d")
        self._y -= 5 * MM
        self._words(_("Reply to {association}").format(association=association.name), bold=True)
        self._words(person.name)
        self._y -= 5
        for words in (
            _("I would like to join. Please send me the form."),
            _("I would like to talk to somebody first. My telephone:  ______________________"),
            _("Not now, because:  ____________________________________________"),
        ):
            self._pen.stroke(INK, 0.8)
            self._pen.rectangle(_MARGIN, self._y - _BOX, _BOX, _BOX, outline=True)
            self._y -= 1
            self._words(words, x=_MARGIN + _BOX + 3 * MM)
            self._y -= 6
        self._y -= 4
        self._words(_("Date and signature:  ______________________________"))

    # Placing

    def _words(
        self,
        text: str,
        *,
        x: float = _MARGIN,
        size: float = _BODY,
        bold: bool = False,
        colour: Colour = INK,
        right: float = 0.0,
    ) -> None:
        for part in text.split("\n"):
            for line in wrap(part, self._width - _MARGIN - x - right, size, bold=bold):
                self._need(size * _LEADING)
                self._pen.fill(colour)
                self._pen.line_of_text(x, self._y - size, line, size, bold=bold)
                self._y -= size * _LEADING

    def _need(self, height: float) -> None:
        if self._y - height < _FOOT and self._y < self._height - _MARGIN:
            if self._y <= _SLIP + 8 * MM and self._y - height > 6 * MM:
                return
            self._document.end_page()
            self._y = self._height - _MARGIN
