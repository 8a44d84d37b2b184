"""The two fonts of every document: DejaVu Sans and DejaVu Sans Bold, embedded as subsets.

They cover Latin with the African and Vietnamese letters, Greek, Cyrillic, Arabic and Hebrew. Reading a font file
takes some 30 ms, so it is done when the first document needs it, not when the program starts.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from assoc_desktop.paths import RESOURCES

REGULAR = "AssocSans"
BOLD = "AssocSans-Bold"

#: Height of a capital letter and of the deepest descender, in parts of the font size.
CAP_HEIGHT = 0.729
DESCENT = 0.24

#: Shown in the place of a character that the fonts do not have (U+25A1, an empty box).
REPLACEMENT = "\u25a1"

_FILES = {REGULAR: "DejaVuSans.ttf", BOLD: "DejaVuSans-Bold.ttf"}


@cache
def font(name: str) -> Any:
    """The ReportLab font of that name, registered on first use."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    made = TTFont(name, str(RESOURCES / "fonts" / _FILES[name]))
    pdfmetrics.registerFont(made)
    return made


def register() -> None:
    """Make both fonts known to ReportLab, for code that names them in styles; harmless when repeated."""
    font(REGULAR)
    font(BOLD)


@cache
def advances(name: str) -> dict[int, float]:
    """Code point → advance width in thousandths of the font size."""
    widths: dict[int, float] = font(name).face.charWidths
    return widths


@cache
def coverage() -> frozenset[int]:
    """The code points that both fonts can show; private-use characters do not count.

    Nor do those beyond U+FFFF: ReportLab writes them so that they cannot be copied or searched in the PDF.
    """
    both = advances(REGULAR).keys() & advances(BOLD).keys()
    return frozenset(code for code in both if 0x20 <= code <= 0xFFFF and not 0xE000 <= code <= 0xF8FF)
