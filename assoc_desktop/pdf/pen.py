"""Drawing straight into a page's content: the few PDF operators that cards, tables and labels need.

ReportLab's own drawing methods spend most of their time on generality; ten thousand cards need a few operators
each. Lengths are points, the origin is the lower left corner, as in PDF itself (ISO 32000-1, 8 and 9).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from assoc_desktop.pdf import fonts
from assoc_desktop.pdf.colour import Colour
from assoc_desktop.pdf.text import Fitted, drawn, reads_right_to_left, width

# How far from a corner the control points of a quarter circle lie, in parts of the radius.
_QUARTER = 0.5522847498
_REMEMBERED = 4096
_ESCAPES = str.maketrans({"(": "\\(", ")": "\\)", "\\": "\\\\"})

# Letters such as Ɔ́ have no form with their accent, and the accent's own glyph is at the height of small letters:
# over a tall letter it is raised by what capitals are higher, in parts of the font size.
_RISE = 0.18
_TALL = frozenset("bdfhklßđħłɓɗƒƙɦʃ")
_FIRST_MARK = "\u0300"
_ABOVE = 230  # the combining class of marks above their letter


@cache
def fill_colour(colour: Colour) -> str:
    """The operator that chooses the colour of fills and text."""
    return f"{colour[0]:.3f} {colour[1]:.3f} {colour[2]:.3f} rg"


@cache
def stroke_colour(colour: Colour) -> str:
    """The operator that chooses the colour of lines."""
    return f"{colour[0]:.3f} {colour[1]:.3f} {colour[2]:.3f} RG"


@dataclass(frozen=True, slots=True)
class _Run:
    """Characters of one subset of a font, escaped for a PDF string; `raised` ones are accents over tall letters."""

    subset: int
    shown: str
    raised: bool = False


class _Encoder:
    """Text → show operators of one font in one document, which numbers its glyphs as they are first used."""

    def __init__(self, pdf: Any, name: str) -> None:
        self._pdf = pdf
        self._font = fonts.font(name)
        self._codes: dict[str, tuple[int, str]] = {}
        self._known: dict[str, tuple[_Run, ...]] = {}
        self._names: dict[int, str] = {}

    def runs(self, text: str) -> tuple[_Run, ...]:
        """The runs that show the text."""
        found = self._known.get(text)
        if found is None:
            found = self._encode(text)
            if len(self._known) < _REMEMBERED:
                self._known[text] = found
        return found

    def _encode(self, text: str) -> tuple[_Run, ...]:
        if text.isascii() and text:
            # ReportLab keeps ASCII in the first subset, each character at its own code.
            return (_Run(0, text.translate(_ESCAPES)),)
        codes = self._codes
        runs: list[_Run] = []
        current, parts = (-1, False), [""]
        raised, tall = False, False
        for sign in text:
            code = codes.get(sign)
            if code is None:
                code = codes[sign] = self._assign(sign)
            if sign >= _FIRST_MARK and unicodedata.combining(sign) == _ABOVE:
                raised = tall
            else:
                raised, tall = False, sign in _TALL or sign.isupper()
            if (code[0], raised) != current:
                if current[0] >= 0:
                    runs.append(_Run(current[0], "".join(parts), current[1]))
                current, parts = (code[0], raised), []
            parts.append(code[1])
        if current[0] >= 0:
            runs.append(_Run(current[0], "".join(parts), current[1]))
        return tuple(runs)

    def _assign(self, sign: str) -> tuple[int, str]:
        ((subset, code),) = self._font.splitString(sign, self._pdf)
        byte = code[0]
        if byte in b"()\\" or not 0x20 <= byte < 0x7F:
            return subset, f"\\{byte:03o}"
        return subset, chr(byte)

    def name(self, subset: int) -> str:
        found = self._names.get(subset)
        if found is None:
            found = self._names[subset] = self._font.getSubsetInternalName(subset, self._pdf)
        return found


def _show(font: str, size: float, run: _Run) -> str:
    shown = f"{font} {size:.4g} Tf ({run.shown}) Tj "
    return f"{size * _RISE:.3g} Ts {shown}0 Ts " if run.raised else shown


class Pen:
    """Draws on the current page, or form, of one ReportLab canvas."""

    def __init__(self, canvas: Any) -> None:
        self.canvas = canvas
        self._encoders = {
            bold: _Encoder(canvas._doc, fonts.BOLD if bold else fonts.REGULAR) for bold in (False, True)
        }

    def put(self, operators: str) -> None:
        """Append finished operators."""
        self.canvas._code.append(operators)

    def text_operators(self, x: float, y: float, line: str, size: float, *, bold: bool = False) -> str:
        """Operators that show one line (in drawing order) with its baseline at y."""
        encoder = self._encoders[bold]
        runs = encoder.runs(line)
        if len(runs) == 1:
            run = runs[0]
            return (
                f"BT 1 0 0 1 {x:.2f} {y:.2f} Tm {encoder.name(run.subset)} {size:.4g} Tf ({run.shown}) Tj ET"
            )
        shows = "".join(_show(encoder.name(run.subset), size, run) for run in runs)
        return f"BT 1 0 0 1 {x:.2f} {y:.2f} Tm {shows}ET"

    def line_of_text(
        self, x: float, y: float, line: str, size: float, *, bold: bool = False, align: str = "left"
    ) -> None:
        """Show one line (in drawing order) that starts, is centred or ends at x (`left`, `centre`, `right`)."""
        if align != "left":
            x -= width(line, bold=bold) * size * (0.5 if align == "centre" else 1.0)
        self.put(self.text_operators(x, y, line, size, bold=bold))

    def label(
        self, x: float, y: float, words: str, size: float, *, bold: bool = False, align: str = "left"
    ) -> None:
        """Show one line of the program's own words."""
        line = drawn(words, right_to_left=reads_right_to_left(words))
        self.line_of_text(x, y, line, size, bold=bold, align=align)

    def block(
        self, x: float, top: float, fitted: Fitted, *, bold: bool = False, align: str = "left"
    ) -> float:
        """Show fitted lines below `top`, where the first capital begins; give the last baseline's y."""
        baseline = top - fitted.size * fonts.CAP_HEIGHT
        for line in fitted.lines:
            self.line_of_text(x, baseline, line, fitted.size, bold=bold, align=align)
            baseline -= fitted.leading
        return top - fitted.height

    def fill(self, colour: Colour) -> None:
        """Choose the colour of fills and text."""
        self.put(fill_colour(colour))

    def stroke(self, colour: Colour, line_width: float = 0.5) -> None:
        """Choose the colour and width of lines."""
        self.put(f"{stroke_colour(colour)} {line_width:.3g} w")

    def rectangle(self, x: float, y: float, w: float, h: float, *, outline: bool = False) -> None:
        """A filled rectangle, or only its outline."""
        self.put(f"{x:.2f} {y:.2f} {w:.2f} {h:.2f} re {'S' if outline else 'f'}")

    def rounded(self, x: float, y: float, w: float, h: float, radius: float, *, paint: str = "f") -> None:
        """A rectangle with round corners; `paint` is the operator that ends it: `f`, `S`, or `W n` to clip."""
        self.put(f"{rounded_path(x, y, w, h, radius)} {paint}")

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """A straight line."""
        self.put(f"{x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l S")

    def image(self, name: str, x: float, y: float, w: float, h: float) -> None:
        """An image of the document's `Images`, stretched to the rectangle."""
        self.put(f"q {w:.3f} 0 0 {h:.3f} {x:.2f} {y:.2f} cm")
        self.canvas.doForm(name)
        self.put("Q")

    def save(self) -> None:
        """Remember the graphics state."""
        self.put("q")

    def restore(self) -> None:
        """Go back to the graphics state remembered last."""
        self.put("Q")

    def move(self, x: float, y: float, *, upside_down: bool = False) -> None:
        """Put the origin at a point; upside down, x then runs to the left and y down."""
        turn = "-1 0 0 -1" if upside_down else "1 0 0 1"
        self.put(f"{turn} {x:.3f} {y:.3f} cm")


@lru_cache(maxsize=256)
def rounded_path(x: float, y: float, w: float, h: float, radius: float) -> str:
    """The path of a rectangle with round corners, not yet painted."""
    r = min(radius, w / 2, h / 2)
    k = r * (1 - _QUARTER)
    right, top = x + w, y + h
    return (
        f"{x + r:.2f} {y:.2f} m {right - r:.2f} {y:.2f} l "
        f"{right - k:.2f} {y:.2f} {right:.2f} {y + k:.2f} {right:.2f} {y + r:.2f} c "
        f"{right:.2f} {top - r:.2f} l "
        f"{right:.2f} {top - k:.2f} {right - k:.2f} {top:.2f} {right - r:.2f} {top:.2f} c "
        f"{x + r:.2f} {top:.2f} l "
        f"{x + k:.2f} {top:.2f} {x:.2f} {top - k:.2f} {x:.2f} {top - r:.2f} c "
        f"{x:.2f} {y + r:.2f} l "
        f"{x:.2f} {y + k:.2f} {x + k:.2f} {y:.2f} {x + r:.2f} {y:.2f} c h"
    )
