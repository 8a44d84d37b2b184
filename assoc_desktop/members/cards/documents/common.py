"""What all cards of a category have in common: ground, head, category, signature. Drawn once, as a PDF form."""

from __future__ import annotations

from assoc_desktop.language import _
from assoc_desktop.members.cards.design import CODE128, QR, CardDesign
from assoc_desktop.members.cards.documents.brush import Brush
from assoc_desktop.members.cards.documents.ground import veiled
from assoc_desktop.members.cards.documents.layouts import ACCENT, MARGIN, Box, Layout
from assoc_desktop.members.cards.documents.palette import Ink, Palette
from assoc_desktop.members.cards.faces import CardIssuer
from assoc_desktop.pdf.colour import WHITE, Colour
from assoc_desktop.pdf.pages import MM
from assoc_desktop.pdf.sheets import CARD_HEIGHT, CARD_WIDTH
from assoc_desktop.pdf.text import clean, fit, width

_OVER = 2.0
_TRACKING = 0.55
_NAME_TO_TITLE = 3.4
_LOGO_WIDTH, _LOGO_PADDING, _LOGO_TO_TEXT = 20.0, 0.8, 2.6
_CODE_TO_FACTS = 3.4
_BAR_HEIGHT, _BAR_TO_FACTS = 7.0, 2.2
_SIGNATURE_HEIGHT, _SIGNATURE_WIDTH, _SIGNATURE_TO_FACTS = 5.6, 20.0, 1.8


def code_box(layout: Layout, design: CardDesign) -> Box | None:
    """Where the code goes: a square for a QR code, a strip at the foot for a bar code."""
    lower = layout.lower
    if design.code == QR:
        x = lower.x if layout.code_side == "left" else lower.right - lower.h
        return Box(x, lower.y, lower.h, lower.h)
    if design.code == CODE128:
        taken = _SIGNATURE_WIDTH + _SIGNATURE_TO_FACTS if _is_signed_in_front(design) else 0.0
        return Box(lower.x, lower.bottom - _BAR_HEIGHT, lower.w - taken, _BAR_HEIGHT)
    return None


def _is_signed_in_front(design: CardDesign) -> bool:
    """A card that has a back carries the signature there."""
    return bool(design.signature) and not design.back


def _signature_box(layout: Layout, design: CardDesign) -> Box | None:
    """Where the signature goes in front: at the right of a bar code, else below the facts."""
    if not _is_signed_in_front(design):
        return None
    if design.code == CODE128:
        lower = layout.lower
        return Box(lower.right - _SIGNATURE_WIDTH, lower.bottom - _BAR_HEIGHT, _SIGNATURE_WIDTH, _BAR_HEIGHT)
    room = _beside_code(layout, design)
    return Box(room.x, room.bottom - _SIGNATURE_HEIGHT, min(room.w, _SIGNATURE_WIDTH), _SIGNATURE_HEIGHT)


def _beside_code(layout: Layout, design: CardDesign) -> Box:
    lower = layout.lower
    if design.code == QR:
        taken = lower.h + _CODE_TO_FACTS
        return Box(
            lower.x + (taken if layout.code_side == "left" else 0.0), lower.y, lower.w - taken, lower.h
        )
    if design.code == CODE128:
        return Box(lower.x, lower.y, lower.w, lower.h - _BAR_HEIGHT - _BAR_TO_FACTS)
    return lower


def facts_box(layout: Layout, design: CardDesign) -> Box:
    """What code and signature leave for the facts."""
    room = _beside_code(layout, design)
    if design.code == CODE128 or not _is_signed_in_front(design):
        return room
    return Box(room.x, room.y, room.w, room.h - _SIGNATURE_HEIGHT - _SIGNATURE_TO_FACTS)


class Common:
    """Draws the common part of fronts."""

    def __init__(self, brush: Brush, layout: Layout, design: CardDesign, issuer: CardIssuer) -> None:
        self._brush = brush
        self._layout = layout
        self._design = design
        self._issuer = issuer
        self._grounds: dict[tuple[Colour, Colour], str] = {}
        self._has_chip = "category" in design.fields

    def draw(self, category: str, palette: Palette) -> None:
        """Draw everything, in the language spoken now.

        Raises:
            Refused: logo, background or signature cannot be read.
        """
        self._ground(palette)
        self._head(palette)
        if self._has_chip:
            self._chip(category, palette)
        self._signature()

    def _ground(self, palette: Palette) -> None:
        layout, brush = self._layout, self._brush
        shapes = layout.shapes
        if self._design.background and self._issuer.background and not brush.draft:
            self._background(self._issuer.background, palette)
            shapes = () if layout.ground == ACCENT else shapes
        for shape in shapes:
            if not (brush.draft and shape.disc):
                brush.fill(shape.box, palette.shade(shape.shade), shape.box.w / 2 if shape.disc else 0.0)
        if layout.photo is not None and layout.photo_frame and not brush.draft:
            frame, photo = layout.photo_frame, layout.photo
            plate = Box(photo.x - frame, photo.y - frame, photo.w + 2 * frame, photo.h + 2 * frame)
            brush.fill(plate, WHITE, layout.photo_radius + frame)

    def _background(self, data: bytes, palette: Palette) -> None:
        on_accent = self._layout.ground == ACCENT
        key = (palette.accent, palette.on_accent.soft) if on_accent else (WHITE, palette.on_paper.soft)
        if key not in self._grounds:
            self._grounds[key] = veiled(self._brush.images, data, *key)
        over = _OVER * MM
        self._brush.pen.image(
            self._grounds[key], -over, -over, CARD_WIDTH * MM + 2 * over, CARD_HEIGHT * MM + 2 * over
        )

    def _head(self, palette: Palette) -> None:
        layout, head = self._layout, self._layout.head
        beside_chip = self._has_chip and layout.chip.y < head.bottom
        beside_photo = layout.photo is not None and layout.photo.y < head.y
        right = head.right if beside_chip or beside_photo else CARD_WIDTH - MARGIN
        left = head.x
        logo = self._issuer.logo if self._design.logo and not self._brush.draft else None
        if logo:
            left += self._logo(logo) + _LOGO_TO_TEXT
        ink = palette.on_accent if layout.head_on == ACCENT else palette.on_paper
        self._association(ink, Box(left, head.y, right - left, head.h))

    def _logo(self, logo: bytes) -> float:
        """The logo at the left of the head, on a white plate where the ground is coloured; the width it takes."""
        layout, head, brush = self._layout, self._layout.head, self._brush
        placed = brush.images.graphic(logo, _LOGO_WIDTH * MM, layout.head_logo * MM)
        padding = _LOGO_PADDING if layout.head_on == ACCENT else 0.0
        w = min((layout.head_logo - 2 * padding) * placed.aspect, _LOGO_WIDTH - 2 * padding)
        h = w / placed.aspect
        y = head.y + (head.h - h) / 2
        if padding:
            brush.fill(Box(head.x, y - padding, w + 2 * padding, h + 2 * padding), WHITE, 1.0)
        brush.picture(placed, Box(head.x + padding, y, w, h))
        return w + 2 * padding

    def _association(self, ink: Ink, box: Box) -> None:
        pen, room = self._brush.pen, box.w * MM
        title = (clean(self._design.title).strip() or _("Membership card")).upper()
        heading = fit(title, max(room / 2, room - _TRACKING * len(title)), 5.2, 4.2, 1)
        left_for_name = box.h * MM - heading.size - _NAME_TO_TITLE
        name = fit(self._issuer.name, room, 9.0, 6.6, 2, bold=True, height=left_for_name)
        total = (name.height + _NAME_TO_TITLE + heading.height) / MM
        pen.fill(ink.text)
        bottom = self._brush.block(box.x, box.y + (box.h - total) / 2, name, bold=True)
        pen.fill(ink.soft)
        pen.put(f"{_TRACKING} Tc")
        self._brush.block(box.x, bottom + _NAME_TO_TITLE / MM, heading)
        pen.put("0 Tc")

    def _chip(self, category: str, palette: Palette) -> None:
        layout, box = self._layout, self._layout.chip
        padding = 2.0 if layout.chip_filled else 0.0
        words = fit(category, (box.w - 2 * padding) * MM, 6.6, 5.2, 2, bold=True, height=(box.h - 0.8) * MM)
        if not words.lines:
            return
        w = max(width(line, bold=True) for line in words.lines) * words.size / MM + 2 * padding
        x = {"left": box.x, "right": box.right - w, "centre": box.x + (box.w - w) / 2}[layout.chip_side]
        in_head = layout.head_on == ACCENT and box.y < layout.head.bottom
        ground, ink = palette.chip_on_accent if in_head or layout.ground == ACCENT else palette.chip
        if layout.chip_filled:
            self._brush.fill(Box(x, box.y, w, box.h), ground, box.h / 2)
        self._brush.pen.fill(ink)
        top = box.y + (box.h - words.height / MM) / 2
        self._brush.block(x + w / 2, top, words, bold=True, align="centre")

    def _signature(self) -> None:
        box = _signature_box(self._layout, self._design)
        picture = self._issuer.signature
        if box is None or picture is None or self._brush.draft:
            return
        placed = self._brush.images.graphic(picture, box.w * MM, box.h * MM)
        if self._layout.ground == ACCENT:
            self._brush.fill(box, WHITE, 0.8)
        else:
            box = Box(box.x, box.y, min(box.w, box.h * placed.aspect), box.h)
        self._brush.picture(placed, box)
