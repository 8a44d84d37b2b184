"""What stands on a form, measured before it is drawn: a block is never torn apart between two pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from assoc_desktop.language import _
from assoc_desktop.pdf.colour import INK, SOFT, Colour
from assoc_desktop.pdf.pages import MM
from assoc_desktop.pdf.pen import Pen
from assoc_desktop.pdf.text import clean, measure, shaped, wrap
from assoc_desktop.surveys.building.model import Question
from assoc_desktop.surveys.wording import text_of

#: A square that a pen hits: 5 mm on a side.
BOX = 5 * MM
#: Where a question's words begin, after its code.
INDENT = 13 * MM
TEXT, SMALL, LEADING = 10.0, 8.5, 1.3
_GAP = 3 * MM
_LINE = 9 * MM
#: Lines to write on, by kind of question.
_LINES = {"text": 3, "number": 1, "date": 1}
_EDGE: Colour = (0.25, 0.28, 0.33)

Draw = Callable[[Pen, float], None]


@dataclass
class Block:
    """Something to draw below a height: how high it is, and what draws it (the pen, and the y of its top)."""

    height: float = 0.0
    parts: list[tuple[float, Draw]] = field(default_factory=list)
    keep_with_next: bool = False

    def add(self, height: float, draw: Draw | None = None) -> None:
        """Add something at the bottom."""
        if draw is not None:
            self.parts.append((self.height, draw))
        self.height += height

    def draw(self, pen: Pen, top: float) -> None:
        """Draw it all below a height."""
        for below, draw in self.parts:
            draw(pen, top - below)

    def text(
        self,
        words: str,
        x: float,
        room: float,
        size: float = TEXT,
        *,
        bold: bool = False,
        colour: Colour = INK,
    ) -> None:
        """Add a text that takes as many lines as it needs."""
        for line in wrap(words, room, size, bold=bold):
            self.add(size * LEADING, _line(line, x, size, bold=bold, colour=colour))


def _line(line: str, x: float, size: float, *, bold: bool = False, colour: Colour = INK) -> Draw:
    def draw(pen: Pen, top: float) -> None:
        pen.fill(colour)
        pen.line_of_text(x, top - size, line, size, bold=bold)

    return draw


def question_block(question: Question, language: str, left: float, room: float) -> Block:
    """A question with its code, its words, and all that is ticked or written."""
    block = Block()
    x, width = left + INDENT, room - INDENT
    words = text_of(question, language)
    if question.required:
        words = _("{question} *").format(question=words)
    block.add(0, _line(question.code, left, TEXT, bold=True))
    block.text(words, x, width)
    if question.kind == "several":
        block.text(_("Tick all that apply."), x, width, SMALL, colour=SOFT)
    block.add(1.5 * MM)
    if question.kind in ("rating", "recommend"):
        _scale(block, question.kind, x, width)
    elif question.kind == "yes_no":
        _choices(block, (("", _("Yes")), ("", _("No"))), x, min(width, 70 * MM))
    elif question.kind in ("one", "several"):
        numbered = [(str(choice.position), text_of(choice, language)) for choice in question.choices]
        _choices(block, numbered, x, width)
    else:
        _lines(block, question.kind, x, width)
    block.add(_GAP)
    return block


def _scale(block: Block, kind: str, x: float, room: float) -> None:
    """A row of boxes with a number above each, and words at the ends."""
    low, high = (1, 5) if kind == "rating" else (0, 10)
    ends = (
        (_("not at all"), _("completely")) if kind == "rating" else (_("not at all likely"), _("very likely"))
    )
    count = high - low + 1
    before, after = (measure(words) * SMALL + 2 * MM for words in ends)
    first = x + before
    widest = 14 * MM if kind == "rating" else 10.5 * MM
    step = min(widest, (room - before - after - BOX) / (count - 1))

    def draw(pen: Pen, top: float) -> None:
        pen.stroke(_EDGE, 0.8)
        for place in range(count):
            at = first + place * step
            pen.fill(SOFT)
            pen.label(at + BOX / 2, top - SMALL, str(low + place), SMALL, align="centre")
            pen.rectangle(at, top - SMALL * LEADING - BOX, BOX, BOX, outline=True)
        middle = top - SMALL * LEADING - BOX / 2 - SMALL * 0.36
        pen.label(first - 2 * MM, middle, ends[0], SMALL, align="right")
        pen.label(first + (count - 1) * step + BOX + 2 * MM, middle, ends[1], SMALL)

    block.add(SMALL * LEADING + BOX + 1 * MM, draw)


def _choices(block: Block, choices: Sequence[tuple[str, str]], x: float, room: float) -> None:
    """A box, the number that is typed, and the words; side by side while all are short."""
    widths = [measure(words) * TEXT + BOX + 12 * MM for _number, words in choices]
    columns = max(1, min(len(choices), int(room // max(widths)))) if widths else 1
    if columns < 3 and len(choices) > 2 and any(len(words) > 40 for _number, words in choices):
        columns = 1
    wide = room / columns
    for start in range(0, len(choices), columns):
        cells = [
            (number, wrap(words, wide - BOX - 10 * MM, TEXT))
            for number, words in choices[start : start + columns]
        ]
        high = max(BOX + 1.6 * MM, max(len(lines) for _number, lines in cells) * TEXT * LEADING + 1.2 * MM)
        block.add(high, _row(cells, x, wide))


def _row(cells: Sequence[tuple[str, tuple[str, ...]]], x: float, wide: float) -> Draw:
    def draw(pen: Pen, top: float) -> None:
        pen.stroke(_EDGE, 0.8)
        for place, (number, lines) in enumerate(cells):
            left = x + place * wide
            pen.rectangle(left, top - BOX, BOX, BOX, outline=True)
            baseline = top - BOX / 2 - TEXT * 0.36
            pen.fill(SOFT)
            pen.label(left + BOX + 1.2 * MM, baseline, number, SMALL)
            pen.fill(INK)
            at = left + BOX + (7 * MM if len(number) > 1 else 5 * MM if number else 1.5 * MM)
            for row, line in enumerate(lines):
                pen.line_of_text(at, baseline - row * TEXT * LEADING, line, TEXT)

    return draw


def _lines(block: Block, kind: str, x: float, room: float) -> None:
    """Lines to write on; for a day, what is written where."""
    length = room if kind == "text" else 60 * MM
    hint = shaped(clean(_("day / month / year"))) if kind == "date" else ""
    for _line_number in range(_LINES[kind]):

        def draw(pen: Pen, top: float) -> None:
            pen.stroke(SOFT, 0.5)
            pen.line(x, top - _LINE + 1.5 * MM, x + length, top - _LINE + 1.5 * MM)
            if hint:
                pen.fill(SOFT)
                pen.label(x + length + 2 * MM, top - _LINE + 1.5 * MM, hint, SMALL)

        block.add(_LINE, draw)
