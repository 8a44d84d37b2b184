"""Made faces of cards, and pictures to put on them."""

from __future__ import annotations

import datetime
import io

from PIL import Image

from assoc_desktop.members.cards.codes import CardClaim, sign
from assoc_desktop.members.cards.faces import CardFace, CardIssuer

KEY = bytes(range(32))


def picture(width: int = 70, height: int = 90, colour: str = "navy", kind: str = "JPEG") -> bytes:
    """A picture of one colour."""
    file = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(file, kind)
    return file.getvalue()


def face(number: str = "0412", name: str = "Aïssatou N'Diaye", **more) -> CardFace:
    """One card in English, with a genuine code."""
    claim = CardClaim(number, "2026", datetime.date(2026, 12, 31))
    usual = {
        "category": "Individual",
        "colour": "#1F6F5C",
        "season": "2026",
        "valid_until": "31/12/2026",
        "language": "en",
        "code": sign(claim, KEY),
    }
    return CardFace(number=number, name_lines=(name,), **usual | more)


ISSUER = CardIssuer(
    "Association of Examples",
    contact=("Box 1, Yaoundé", "office@example.org"),
    logo=picture(50, 50, "green", "PNG"),
    background=picture(200, 100, "orange", "PNG"),
    signature=picture(90, 30, "blue", "PNG"),
    language="en",
)
