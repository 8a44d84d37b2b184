"""Drawing the front of cards: the common part of each category, then what differs from card to card."""

from __future__ import annotations

import re

from assoc_desktop.language import _, speaking
from assoc_desktop.members.cards.design import CODE128, QR, CardDesign
from assoc_desktop.members.cards.documents import facts as facts_table
from assoc_desktop.members.cards.documents import names
from assoc_desktop.members.cards.documents.brush import Brush
from assoc_desktop.members.cards.documents.common import Common, code_box, facts_box
from assoc_desktop.members.cards.documents.layouts import ACCENT, Box, layout_of
from assoc_desktop.members.cards.documents.palette import Palette, palette_of
from assoc_desktop.members.cards.faces import CardFace, CardIssuer
from assoc_desktop.pdf import barcode, images, qr
from assoc_desktop.pdf.colour import WHITE
from assoc_desktop.pdf.pages import MM
from assoc_desktop.pdf.pen import fill_colour
from assoc_desktop.pdf.sheets import CARD_HEIGHT
from assoc_desktop.pdf.text import Fitted, clean, fit, shaped, units, width
from assoc_desktop.refusals import Refused

_BAR_MODULE, _BAR_PADDING = 0.36, 0.8
# Tables of facts that are kept: of most associations all, and never more than a few megabytes.
_REMEMBERED = 2000
_SIGN = re.compile(r"\w")
_LETTER = re.compile(r"[^\W\d_]")


class Fronts:
    """Draws the fronts of one document's cards."""

    def __init__(self, brush: Brush, design: CardDesign, issuer: CardIssuer) -> None:
        self._brush = brush
        self._design = design
        self._layout = layout_of(design.layout, photo=design.shows_photos)
        self._common = Common(brush, self._layout, design, issuer)
        self._code_box = code_box(self._layout, design)
        self._facts_box = facts_box(self._layout, design)
        self._forms: dict[tuple[str, str, str], str] = {}
        self._palettes: dict[str, Palette] = {}
        self._labels: dict[str, dict[str, str]] = {}
        self._tables: dict[tuple[object, ...], tuple[str, tuple[float, float, float] | None]] = {}

    def draw(self, face: CardFace) -> None:
        """Draw one card with its lower left corner at the origin.

        Raises:
            Refused: a picture cannot be read, or the number cannot be written as a bar code.
        """
        palette = self._palette(face)
        self._brush.place(self._form(face, palette))
        if self._layout.photo is not None:
            self._photo(self._layout.photo, face, palette)
        self._name(face, palette)
        self._facts(face, palette)
        if self._code_box is not None:
            self._code(self._code_box, face)

    def _palette(self, face: CardFace) -> Palette:
        accent = self._design.colour or face.colour
        if accent not in self._palettes:
            self._palettes[accent] = palette_of(accent, draft=self._brush.draft)
        return self._palettes[accent]

    def _form(self, face: CardFace, palette: Palette) -> str:
        """The form with what this card has in common with others, drawn when the first of them comes."""
        key = (face.category, face.colour, face.language)
        name = self._forms.get(key)
        if name is None:
            name = self._forms[key] = f"front-{len(self._forms)}"
            self._brush.begin_card(name)
            with speaking(face.language):
                self._common.draw(face.category, palette)
            self._brush.end_card()
        return name

    # The photo

    def _photo(self, box: Box, face: CardFace, palette: Palette) -> None:
        brush, radius = self._brush, self._layout.photo_radius
        box = brush.inside(box)
        if brush.draft:
            brush.fill(box, WHITE, radius)
            return
        brush.pen.save()
        brush.clip(box, radius)
        if face.photo is None:
            self._initials(box, face, palette)
        elif face.kind == "person":
            brush.picture(self._read_photo(box, face, face.photo), box)
        else:
            brush.fill(box, WHITE)
            brush.picture(self._read_photo(box, face, face.photo), box)
        brush.pen.restore()
        if face.photo and face.kind != "person" and radius:
            brush.outline(box, palette.shade(0.7), radius)

    def _read_photo(self, box: Box, face: CardFace, photo: bytes) -> images.Placed:
        """A person's photo fills its place; of an institution, whose picture may be a logo, nothing is cut off."""
        try:
            return self._brush.images.photo(photo, box.w * MM, box.h * MM, cut=face.kind == "person")
        except Refused as problem:
            raise Refused(
                _(
                    "The photo of {name} ({number}) cannot be read. Choose it again on the member's page."
                ).format(name=face.name, number=face.number)
            ) from problem

    def _initials(self, box: Box, face: CardFace, palette: Palette) -> None:
        """In place of a missing photo: the first letters of the first and last word of the name, not its figures."""
        all_words = [word for word in clean(face.name).split() if _SIGN.match(word)]
        words = [word for word in all_words if _LETTER.match(word)] or all_words
        chosen = words if len(words) < 2 else [words[0], words[-1]]
        letters = fit(
            shaped("".join(next(units(word)) for word in chosen).upper()), box.w * MM * 0.7, 30, 8, bold=True
        )
        self._brush.fill(box, palette.tint)
        self._brush.pen.fill(palette.on_paper.label)
        top = box.y + (box.h - letters.height / MM) / 2
        self._brush.block(box.x + box.w / 2, top, letters, bold=True, align="centre")

    # Name, and what stands below it

    def _name(self, face: CardFace, palette: Palette) -> None:
        box, layout, brush = self._layout.name, self._layout, self._brush
        ink = palette.on_accent if layout.name_on == ACCENT else palette.on_paper
        parts = self._below_name(face)
        block = names.lay_out(face.name, parts, box.w * MM, box.h * MM, layout.name_size)
        left, top = box.x * MM, (CARD_HEIGHT - box.y) * MM
        below = [brush.lines(left, top - down, part) for down, part in block.parts]
        name = brush.lines(left, top, block.name, bold=True)
        brush.pen.put("\n".join([fill_colour(ink.text), name, fill_colour(ink.soft), *below]))

    def _below_name(self, face: CardFace) -> list[str]:
        chosen = self._design.fields
        profession = face.profession if "profession" in chosen else ""
        institution = face.institution if "institution" in chosen else ""
        town = face.town if "town" in chosen else ""
        if institution.strip() and town.strip():
            institution, town = (institution if town in institution else f"{institution} · {town}"), ""
        wanted = (profession, institution, town, self._design.custom_text)
        return [text for text in wanted if clean(text).strip()]

    # Facts

    def _facts(self, face: CardFace, palette: Palette) -> None:
        """Draw the facts. Cards that differ only in numbers of the same width share all but the number itself."""
        number = shaped(clean(face.number)).strip() if "number" in self._design.fields else ""
        breadth = width(number, bold=True)
        shared = " " not in number and breadth * facts_table.VALUE_SIZE <= self._facts_box.w * MM
        rest = (face.season, face.valid_until, face.joined, face.extra, face.language, palette.accent)
        key = (breadth if shared else number, rest)
        table = self._tables.get(key)
        if table is None:
            table = self._table(face, palette, without_number=shared and bool(number))
            if len(self._tables) < _REMEMBERED:
                self._tables[key] = table
        operators, place = table
        self._brush.pen.put(operators)
        if place is not None:
            x, top, size = place
            self._brush.pen.put(self._brush.lines(x, top, Fitted(size, (number,)), bold=True))

    def _table(
        self, face: CardFace, palette: Palette, *, without_number: bool
    ) -> tuple[str, tuple[float, float, float] | None]:
        """Operators of the facts, and x, top and size of the number when they leave it out."""
        box, brush = self._facts_box, self._brush
        ink = palette.on_accent if self._layout.ground == ACCENT else palette.on_paper
        x, top = box.x * MM, (CARD_HEIGHT - box.y) * MM
        cells = facts_table.lay_out(self._chosen_facts(face), box.w * MM, box.h * MM)
        labels = [brush.lines(x + cell.x, top - cell.label_top, cell.label) for cell in cells]
        place = None
        if without_number:
            first, *cells = cells
            place = (x + first.x, top - first.value_top, first.value.size)
        values = [brush.lines(x + cell.x, top - cell.value_top, cell.value, bold=True) for cell in cells]
        return "\n".join([fill_colour(ink.label), *labels, fill_colour(ink.text), *values]), place

    def _chosen_facts(self, face: CardFace) -> list[tuple[str, str]]:
        labels = self._labels_in(face.language)
        chosen = self._design.fields
        known = {
            "number": face.number,
            "season": face.season,
            "validity": face.valid_until,
            "joined": face.joined,
        }
        found = [(labels[key], value) for key, value in known.items() if key in chosen]
        found += face.extra
        return [(label, value) for label, value in found if clean(value).strip()]

    def _labels_in(self, language: str) -> dict[str, str]:
        if language not in self._labels:
            with speaking(language):
                self._labels[language] = {
                    "number": _("Number"),
                    "season": _("Season"),
                    "validity": _("Valid until"),
                    "joined": _("Member since"),
                }
        return self._labels[language]

    # The code

    def _code(self, box: Box, face: CardFace) -> None:
        if self._design.code == QR and face.code:
            self._qr(box, face.code)
        if self._design.code == CODE128 and face.number.strip():
            self._bars(box, face.number)

    def _qr(self, box: Box, code: str) -> None:
        """On white paper the margins are the quiet zone; on colour the code gets a white plate."""
        try:
            size, path = qr.path(code)
        except ValueError as problem:
            raise Refused(
                _("The member number or the season is too long for a QR code: {text}").format(text=code[:80])
            ) from problem
        quiet = qr.QUIET if self._layout.ground == ACCENT else 0
        module = box.h / (size + 2 * quiet)
        if quiet:
            self._brush.fill(box, WHITE, 1.2)
        self._brush.modules(path, box.x + quiet * module, box.bottom - quiet * module, module, module)

    def _bars(self, box: Box, number: str) -> None:
        if not barcode.can_hold(number):
            raise Refused(
                _(
                    "A bar code cannot hold the member number “{number}”. Choose the QR code for these cards."
                ).format(number=number)
            )
        modules, path = barcode.path(number)
        module = min(_BAR_MODULE, box.w / (modules + 2 * barcode.QUIET))
        on_accent = self._layout.ground == ACCENT
        padding, x = 0.0, box.x
        if on_accent:
            self._brush.fill(Box(box.x, box.y, module * (modules + 2 * barcode.QUIET), box.h), WHITE, 0.8)
            padding, x = _BAR_PADDING, box.x + barcode.QUIET * module
        self._brush.modules(path, x, box.bottom - padding, module, box.h - 2 * padding)
