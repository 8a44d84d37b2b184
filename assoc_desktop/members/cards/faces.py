"""What is printed on cards, as plain data: nothing here knows the database."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CardFace:
    """One card. Texts are as people typed them; dates are already written the association's way.

    Attributes:
        name_lines: the parts of the name, in the order in which they are read.
        colour: of the category, `#rrggbb`.
        valid_until: the last day, or words such as “for life”.
        institution: of a person, their employer.
        joined: day or year since when they belong.
        extra: (name, value) of custom fields.
        photo: PNG or JPEG bytes.
        code: the signed text for the QR code; a bar code holds the number.
        language: of the card's own words: `fr`, `en`.
    """

    number: str
    name_lines: tuple[str, ...]
    category: str
    colour: str
    season: str
    valid_until: str
    kind: str = "person"
    institution: str = ""
    profession: str = ""
    town: str = ""
    joined: str = ""
    extra: tuple[tuple[str, str], ...] = ()
    photo: bytes | None = None
    code: str = ""
    language: str = "fr"

    @property
    def name(self) -> str:
        """The whole name on one line."""
        return " ".join(self.name_lines)


@dataclass(frozen=True, slots=True)
class CardIssuer:
    """The association, as its cards show it.

    Attributes:
        contact: lines of its address, phone and e-mail for the back.
        logo, background, signature: PNG or JPEG bytes.
    """

    name: str
    contact: tuple[str, ...] = ()
    logo: bytes | None = None
    background: bytes | None = None
    signature: bytes | None = None
    language: str = "fr"
