"""Named designs of cards: what a treasurer may choose, kept as JSON."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, fields
from typing import Any

from assoc_desktop.language import N_, _
from assoc_desktop.pdf import colour
from assoc_desktop.refusals import Invalid

#: Layout → how a person would describe it.
LAYOUTS = {
    "classic": N_("Coloured band, photo on the left"),
    "portrait": N_("Large photo on the right"),
    "banner": N_("Name on a coloured banner"),
    "colour": N_("Colour over the whole card"),
    "plain": N_("Plain, without a photo"),
}
#: Field that can be shown → its name in the list of choices.
FIELDS = {
    "number": N_("Member number"),
    "category": N_("Category"),
    "season": N_("Season"),
    "validity": N_("Valid until"),
    "institution": N_("Institution"),
    "profession": N_("Profession"),
    "town": N_("Town"),
    "joined": N_("Member since"),
}
QR, CODE128, NO_CODE = "qr", "code128", "none"
#: Kind of code → its name.
CODES = {
    QR: N_("QR code, signed against forgery"),
    CODE128: N_("Bar code of the member number"),
    NO_CODE: N_("No code"),
}

#: The longest text that a back can show at a size people read.
LONGEST_BACK_TEXT = 900
_LONGEST_LINE = 120
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class CardDesign:
    """How the cards of an association look.

    Attributes:
        name: under which the design is kept.
        layout: a key of `LAYOUTS`.
        title: over the cards; empty for “Membership card” in each card's language.
        logo: the association's logo is shown.
        background: SHA-256 of a picture kept as attachment, or empty.
        colour: `#rrggbb` for all cards, or empty for the colour of each category.
        photo: photos are shown, where the layout has a place for them.
        fields: keys of `FIELDS` that are shown.
        custom_fields: ids of custom fields that are shown.
        custom_text: a line that all cards carry.
        code: a key of `CODES`.
        signature: SHA-256 of a picture kept as attachment, or empty.
        signatory: whose signature it is, as “The president”.
        back: cards have a back.
        back_text: on it; line breaks are kept.
    """

    name: str
    layout: str = "classic"
    title: str = ""
    logo: bool = True
    background: str = ""
    colour: str = ""
    photo: bool = True
    fields: tuple[str, ...] = (
        "number",
        "category",
        "season",
        "validity",
        "institution",
        "profession",
        "town",
    )
    custom_fields: tuple[int, ...] = ()
    custom_text: str = ""
    code: str = QR
    signature: str = ""
    signatory: str = ""
    back: bool = False
    back_text: str = ""

    @property
    def shows_photos(self) -> bool:
        """Whether there is a place for photos and they are wanted."""
        return self.photo and self.layout != "plain"

    def to_json(self) -> str:
        """The design as text to be stored, without its name, which is a column of its own."""
        settings = asdict(self)
        del settings["name"]
        return json.dumps(settings, ensure_ascii=False, sort_keys=True)


def from_json(name: str, settings: str) -> CardDesign:
    """The design that was stored; settings that a later version added are left out, missing ones are usual.

    Raises:
        Invalid: the settings are not those of a design.
    """
    try:
        stored = json.loads(settings)
    except (ValueError, RecursionError):
        stored = None
    if not isinstance(stored, dict):
        raise Invalid({"settings": _("The card design “{name}” cannot be read.").format(name=name)})
    known = {field.name for field in fields(CardDesign)} - {"name"}
    kept: dict[str, Any] = {key: _tuple(value) for key, value in stored.items() if key in known}
    design = CardDesign(name=name, **kept)
    if not _has_right_types(design):
        raise Invalid({"settings": _("The card design “{name}” cannot be read.").format(name=name)})
    problems = check_design(design)
    if problems:
        raise Invalid(problems)
    return design


def _tuple(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _has_right_types(design: CardDesign) -> bool:
    usual = CardDesign(name="")
    same = all(
        type(getattr(design, field.name)) is type(getattr(usual, field.name)) for field in fields(design)
    )
    return (
        same
        and all(isinstance(key, str) for key in design.fields)
        and all(type(key) is int for key in design.custom_fields)
    )


def check_design(design: CardDesign) -> dict[str, str]:
    """Field → what is wrong with it; empty when all is well."""
    problems = {}
    if not design.name.strip():
        problems["name"] = _("The design needs a name.")
    if design.layout not in LAYOUTS:
        problems["layout"] = _("There is no card layout “{name}”.").format(name=design.layout)
    if design.colour and not colour.is_hex(design.colour):
        problems["colour"] = _("“{colour}” is not a colour. Write it like #1F6F5C.").format(
            colour=design.colour
        )
    if any(key not in FIELDS for key in design.fields):
        problems["fields"] = _("One of the chosen fields does not exist.")
    if design.code not in CODES:
        problems["code"] = _("There is no code of the kind “{name}”.").format(name=design.code)
    problems |= _too_long(design)
    for field in ("background", "signature"):
        if getattr(design, field) and not _SHA256.fullmatch(getattr(design, field)):
            problems[field] = _("The picture is missing. Choose it again.")
    return problems


def _too_long(design: CardDesign) -> dict[str, str]:
    problems = {}
    for field in ("title", "custom_text", "signatory"):
        if len(getattr(design, field)) > _LONGEST_LINE:
            problems[field] = _("This text is too long for a card: {n} characters at most.").format(
                n=_LONGEST_LINE
            )
    if len(design.back_text) > LONGEST_BACK_TEXT:
        problems["back_text"] = _("This text is too long for a card: {n} characters at most.").format(
            n=LONGEST_BACK_TEXT
        )
    return problems
