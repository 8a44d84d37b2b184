"""The QR code that a banking app reads to fill in a SEPA credit transfer (EPC069-12, “BCD”, version 002)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from reportlab.pdfgen.canvas import Canvas

#: White modules that a reader needs around the symbol.
QUIET = 4
#: The guideline's bounds of one transfer, in cents.
LEAST, MOST = 1, 99_999_999_999
#: What the whole text may have, so that the symbol is no larger than version 13.
_MOST_BYTES = 331
_LONGEST_NAME, _LONGEST_TEXT, _LONGEST_REFERENCE = 70, 140, 35


def payment_text(
    *, name: str, iban: str, amount: int, text: str = "", reference: str = "", bic: str = ""
) -> str:
    """What the code says.

    Args:
        name: of the association, as the bank knows it; at most 70 signs are kept.
        iban: of its account, with or without spaces.
        amount: in cents of a euro.
        text: what it is for; at most 140 signs, and what has room, are kept.
        reference: a structured creditor reference (ISO 11649) in place of a text.
        bic: of the bank; not needed within the European Economic Area.

    Raises:
        ValueError: the name or IBAN is missing, the amount is none that a transfer can have, or there are both a text and
            a reference.
    """
    account = "".join(iban.split()).upper()
    if not name.strip() or not account or not LEAST <= amount <= MOST or (text and reference):
        raise ValueError((name, iban, amount, text, reference))
    if len(reference) > _LONGEST_REFERENCE:
        raise ValueError(reference)
    euros, cents = divmod(amount, 100)
    lines = [
        "BCD", "002", "1", "SCT", "".join(bic.split()).upper(), _line(name, _LONGEST_NAME), account,
        f"EUR{euros}.{cents:02}", "", reference, _line(text, _LONGEST_TEXT),
    ]  # fmt: skip
    room = _MOST_BYTES - len("\n".join(lines[:-1]).encode()) - 1
    lines[-1] = lines[-1].encode()[: max(room, 0)].decode("utf-8", "ignore").rstrip()
    return "\n".join(lines).rstrip("\n")


def _line(text: str, longest: int) -> str:
    """A text on one line, without signs that end lines or have no place in UTF-8."""
    plain = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(plain.encode("utf-8", "replace").decode().split())[:longest].rstrip()


@lru_cache(maxsize=256)
def _modules(text: str) -> Sequence[bytes]:
    """Rows of modules, dark ones 1; level M and at most version 13, as the guideline wants."""
    import segno

    made = segno.make(text.encode("utf-8"), error="m", mode="byte", boost_error=False, micro=False)
    return tuple(bytes(row) for row in made.matrix)


def draw_payment_qr(canvas: Canvas, text: str, x: float, y: float, side: float) -> None:
    """Draw the code of `payment_text` in black, its white margin included.

    Args:
        canvas: of the page.
        text: see `payment_text`.
        x: left edge, in points.
        y: lower edge, in points.
        side: width and height with the margin, in points; at least 71 (25 mm) for most telephones.
    """
    rows = _modules(text)
    unit = side / (len(rows) + 2 * QUIET)
    canvas.saveState()
    canvas.setFillGray(1)
    canvas.rect(x, y, side, side, stroke=0, fill=1)
    canvas.setFillGray(0)
    path = canvas.beginPath()
    for place, row in enumerate(rows):
        lower = y + side - (QUIET + place + 1) * unit
        for left, right in _runs(row):
            path.rect(x + (QUIET + left) * unit, lower, (right - left) * unit, unit)
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.restoreState()


def _runs(row: bytes) -> list[tuple[int, int]]:
    """(first, behind the last) of each run of dark modules."""
    edges = [
        place
        for place in range(len(row) + 1)
        if (place < len(row) and row[place]) != (place > 0 and row[place - 1])
    ]
    return list(zip(edges[::2], edges[1::2], strict=True))
