"""One side of a leaflet: measured first, then drawn as it was measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assoc_desktop.benefits.promotion import Leaflet, Told
from assoc_desktop.language import _, ngettext
from assoc_desktop.pdf import qr
from assoc_desktop.pdf.colour import INK, SOFT, WHITE, Colour, mix, parse, readable, text_on
from assoc_desktop.pdf.fonts import CAP_HEIGHT
from assoc_desktop.pdf.images import Images, aspect
from assoc_desktop.pdf.pages import MM
from assoc_desktop.pdf.pen import Pen
from assoc_desktop.pdf.text import Fitted, fit, measure, wrap

_LEADING = 1.32
#: In parts of the plain type: name of a benefit, heading, what is told, small print.
_NAME, _HEADING, _BODY, _SMALL = 11.5, 14.0, 9.6, 8.4
_MARGIN = 13 * MM
#: From so many benefits on they stand in two columns.
_TWO_COLUMNS = 4
#: More categories than these are not listed.
_MOST_DUES = 14


@dataclass(frozen=True)
class Measures:
    """The side of a leaflet in points, how large its furniture is, and how large its type."""

    width: float
    height: float
    unit: float
    type: float


@dataclass(frozen=True)
class Block:
    """Lines of one size below one another."""

    lines: tuple[str, ...]
    size: float
    bold: bool = False

    @property
    def height(self) -> float:
        """With the leading below the last line."""
        return len(self.lines) * self.size * _LEADING


@dataclass(frozen=True)
class Cell:
    """A benefit, measured: its name, what is told, what it is worth and who grants it."""

    name: Block
    told: Block
    foot: Block
    is_own: bool

    @property
    def height(self) -> float:
        """From the top of the name to the end of the last line."""
        gap = self.name.size * 0.16
        return sum(part.height + (gap if part.lines else 0) for part in (self.name, self.told, self.foot))


@dataclass(frozen=True)
class Layout:
    """A side that was measured; lengths in points.

    Attributes:
        spare: what is left of the height; below nothing when it does not fit.
        more: so many benefits are not told at all.
        goes_on: further benefits stand overleaf.
    """

    measures: Measures
    benefits: tuple[Told, ...]
    rows: tuple[tuple[Cell, ...], ...]
    first: bool
    headline: Fitted
    told: Block
    hero: float
    panel: float
    spare: float
    more: int
    goes_on: bool

    @property
    def fits(self) -> bool:
        """Whether everything has room."""
        return self.spare >= 0

    @property
    def keeps_words(self) -> bool:
        """Whether no name of a benefit is broken within a word."""
        room = _column(self.measures, len(self.rows[0]) if self.rows else 1)
        most = room / (_NAME * self.measures.type)
        return all(measure(word, bold=True) <= most for each in self.benefits for word in each.name.split())


def lay_out(
    leaflet: Leaflet,
    benefits: Sequence[Told],
    measures: Measures,
    *,
    first: bool = True,
    more: int = 0,
    goes_on: bool = False,
) -> Layout:
    """Measure a side with some benefits.

    Args:
        first: with headline, dues and how to join; a further side has benefits alone.
        more: so many benefits are told nowhere.
        goes_on: benefits follow overleaf.
    """
    unit, size = measures.unit, measures.type
    room = measures.width - 2 * _MARGIN * unit
    inner = room - 2 * 16 * unit
    headline = fit(leaflet.headline, inner, 31 * unit, 20 * unit, 2, bold=True, height=70 * unit)
    told = Block(wrap(leaflet.told, inner, 12.5 * unit), 12.5 * unit)
    hero = (headline.height + told.height + 48 * unit) if first else 0
    columns = 1 if len(benefits) < _TWO_COLUMNS and first else 2
    cells = [_cell(each, _column(measures, columns), size) for each in benefits]
    rows = tuple(tuple(cells[at : at + columns]) for at in range(0, len(cells), columns))
    panel = _Panel(leaflet, measures).height if first else 0
    heights = sum(max(cell.height for cell in row) for row in rows) + len(rows) * _gap(measures)
    note = 16 * size if more or goes_on else 0
    used = _head(measures) + hero + 20 * unit + heights + note + panel + 2 * _MARGIN * unit + 10 * unit
    return Layout(
        measures, tuple(benefits), rows, first, headline, told, hero, panel, measures.height - used, more, goes_on,
    )  # fmt: skip


def _head(measures: Measures) -> float:
    return 50 * measures.unit


def _gap(measures: Measures) -> float:
    return 13 * measures.type


def _gutter(measures: Measures) -> float:
    return 22 * measures.unit


def _mark(measures: Measures) -> float:
    """The width of the sign before a benefit."""
    return 25 * measures.type


def _column(measures: Measures, columns: int) -> float:
    room = measures.width - 2 * _MARGIN * measures.unit - (columns - 1) * _gutter(measures)
    return room / columns - _mark(measures)


def _cell(told: Told, room: float, size: float) -> Cell:
    foot = (told.whose, told.worth, told.partner)
    lines = tuple(line for text in foot for line in wrap(text, room, _SMALL * size, bold=True))
    return Cell(
        Block(wrap(told.name, room, _NAME * size, bold=True), _NAME * size, True),
        Block(wrap(told.told, room, _BODY * size), _BODY * size),
        Block(lines, _SMALL * size, True),
        told.is_own,
    )


class LeafletPage:
    """Draws the sides of one leaflet."""

    def __init__(self, pen: Pen, images: Images, leaflet: Leaflet) -> None:
        self._pen, self._images, self._leaflet = pen, images, leaflet
        self._accent = parse(leaflet.colour)
        self._word = readable(self._accent, WHITE)

    def draw(self, side: Layout) -> None:
        """Draw a side with its lower left corner at the origin."""
        measures = side.measures
        unit = measures.unit
        top = measures.height - _MARGIN * unit
        self._head(measures, top)
        top -= _head(measures)
        spread = max(0.0, side.spare)
        if side.first:
            grown = min(spread * 0.3, 46 * unit)
            self._hero(side, top, side.hero + grown)
            top -= side.hero + grown
            spread -= grown
        gaps = len(side.rows) + 1
        extra = min(spread / gaps, 30 * measures.type) if side.first else 0
        top -= 20 * unit + min(extra, 12 * unit)
        top = self._benefits(side, top, extra)
        self._note(side, top)
        if side.first:
            _Panel(self._leaflet, measures).draw(self._pen, self._accent)

    def _head(self, measures: Measures, top: float) -> None:
        unit, left = measures.unit, _MARGIN * measures.unit
        height = 36 * unit
        right = measures.width - left
        logo = self._leaflet.logo
        if logo and (shape := aspect(logo)):
            width = min(height * shape, 120 * unit)
            tall = width / shape
            placed = self._images.graphic(logo, width, tall)
            self._pen.image(placed.name, left, top - height / 2 - tall / 2, width, tall)
            left += width + 10 * unit
        name = fit(self._leaflet.name, right - left, 15 * unit, 10 * unit, 2, bold=True, height=height)
        self._pen.fill(INK)
        self._pen.block(left, top - (height - name.height) / 2, name, bold=True)

    def _hero(self, side: Layout, top: float, height: float) -> None:
        measures = side.measures
        unit, left = measures.unit, _MARGIN * measures.unit
        width = measures.width - 2 * left
        ink = text_on(self._accent)
        self._pen.fill(self._accent)
        self._pen.rounded(left, top - height, width, height, 9 * unit)
        self._ornament(left, top, width, height, unit)
        self._pen.fill(ink)
        x = left + 16 * unit
        texts = side.headline.height + 18 * unit + side.told.height
        y = top - (height - texts) / 2 - 1 * unit
        below = self._pen.block(x, y, side.headline, bold=True)
        self._lines(x, below - 18 * unit, side.told, ink)

    def _ornament(self, left: float, top: float, width: float, height: float, unit: float) -> None:
        """Quiet discs in the upper right corner of the band, cut off at its round edge."""
        pen = self._pen
        pen.save()
        pen.rounded(left, top - height, width, height, 9 * unit, paint="W n")
        for x, y, radius, share in ((0.94, 0.95, 74, 0.12), (0.80, 1.08, 48, 0.2), (1.0, 0.25, 40, 0.2)):
            pen.fill(mix(self._accent, WHITE if text_on(self._accent) != WHITE else INK, share))
            centre_x, centre_y, r = left + width * x, top - height + height * y, radius * unit
            pen.rounded(centre_x - r, centre_y - r, 2 * r, 2 * r, r)
        pen.restore()

    def _benefits(self, side: Layout, top: float, extra: float) -> float:
        measures = side.measures
        columns = max((len(row) for row in side.rows), default=1)
        step = _column(measures, columns) + _mark(measures) + _gutter(measures)
        for row in side.rows:
            for place, cell in enumerate(row):
                self._benefit(cell, _MARGIN * measures.unit + place * step, top, measures)
            top -= max(cell.height for cell in row) + _gap(measures) + extra
        return top

    def _benefit(self, cell: Cell, x: float, top: float, measures: Measures) -> None:
        side = 15 * measures.type
        middle = top - cell.name.size * CAP_HEIGHT / 2
        self._tick(x, middle - side / 2, side, filled=cell.is_own)
        x += _mark(measures)
        gap = cell.name.size * 0.16
        top = self._lines(x, top, cell.name, INK) - gap
        if cell.told.lines:
            top = self._lines(x, top, cell.told, SOFT) - gap
        self._lines(x, top, cell.foot, self._word)

    def _tick(self, x: float, y: float, side: float, *, filled: bool) -> None:
        """A disc with a tick: full for what is meant for these readers, light for what everybody has."""
        pen = self._pen
        ground = self._accent if filled else mix(self._accent, WHITE, 0.82)
        pen.fill(ground)
        pen.rounded(x, y, side, side, side / 2)
        pen.save()
        pen.stroke(text_on(ground) if filled else self._word, side * 0.11)
        pen.put("1 J 1 j")
        points = ((0.29, 0.51), (0.44, 0.36), (0.72, 0.66))
        path = " ".join(
            f"{x + side * across:.2f} {y + side * up:.2f} {'l' if at else 'm'}"
            for at, (across, up) in enumerate(points)
        )
        pen.put(f"{path} S")
        pen.restore()

    def _note(self, side: Layout, top: float) -> None:
        words = ""
        if side.goes_on:
            words = _("More benefits on the next page →")
        elif side.more:
            words = ngettext(
                "… and {n} more benefit: ask us!", "… and {n} more benefits: ask us!", side.more
            ).format(n=side.more)
        if words:
            size = 10.5 * side.measures.type
            x = _MARGIN * side.measures.unit + _mark(side.measures)
            self._lines(
                x,
                top,
                Block(wrap(words, side.measures.width - 2 * x, size, bold=True), size, True),
                self._word,
            )

    def _lines(self, x: float, top: float, block: Block, colour: Colour) -> float:
        return draw_lines(self._pen, x, top, block, colour)


def draw_lines(pen: Pen, x: float, top: float, block: Block, colour: Colour) -> float:
    """Show a block whose first capital begins at `top`; gives where the next may begin."""
    for line in block.lines:
        pen.fill(colour)
        pen.line_of_text(x, top - block.size * CAP_HEIGHT, line, block.size, bold=block.bold)
        top -= block.size * _LEADING
    return top


def _in_one(text: str, room: float, size: float) -> Block:
    """An amount or address in bold, set smaller rather than broken; what is very long takes several lines."""
    fitted = fit(text, room + 0.1, size, size * 0.7, 2, bold=True, height=6 * size)
    return Block(fitted.lines, fitted.size, True)


class _Panel:
    """The foot of a leaflet: dues on the left; on the right how to join, how to reach us, and the code."""

    def __init__(self, leaflet: Leaflet, measures: Measures) -> None:
        self._leaflet, self._measures = leaflet, measures
        unit, size = measures.unit, measures.type
        self._size = min(size, 1.3 * unit)
        self._width = measures.width - 2 * _MARGIN * unit
        self._padding, self._between = 15 * unit, 24 * unit
        self._code = 62 * unit if leaflet.code else 0.0
        inside = self._width - 2 * self._padding
        self._left = (inside - self._between) * (0.46 if leaflet.dues else 0)
        self._right = inside - self._left - (self._between if leaflet.dues else 0)
        self._rows = self._measure_dues()
        self._joining = self._measure_joining()

    @property
    def height(self) -> float:
        """Of the whole panel with its padding."""
        dues = self._heading_height + sum(self._row_height(row) for row in self._rows) if self._rows else 0
        return max(dues, self._joining_height) + 2 * self._padding

    def draw(self, pen: Pen, accent: Colour) -> None:
        """Draw the panel at the foot of the side."""
        unit, x = self._measures.unit, _MARGIN * self._measures.unit
        bottom = x
        ground = mix(accent, WHITE, 0.91)
        pen.fill(ground)
        pen.rounded(x, bottom, self._width, self.height, 9 * unit)
        word = readable(accent, ground)
        top = bottom + self.height - self._padding
        if self._rows:
            self._draw_dues(pen, x + self._padding, top, word, mix(accent, WHITE, 0.7))
            x += self._left + self._between
        self._draw_joining(pen, x + self._padding, top, word)

    # Inside

    @property
    def _heading(self) -> float:
        return _HEADING * self._size

    @property
    def _heading_height(self) -> float:
        return self._heading * _LEADING + 4 * self._size

    def _measure_dues(self) -> list[tuple[Block, Block]]:
        size, shown = _BODY * self._size, self._leaflet.dues[:_MOST_DUES]
        # The whole page must never be eaten by the dues: many categories are set smaller.
        size *= 1 if len(shown) < 9 else 0.86
        room = min(
            0.6 * self._left, max((measure(cost, bold=True) for _name, cost in shown), default=0) * size
        )
        beside = self._left - room - 8 * self._size
        rows = [(Block(wrap(name, beside, size), size), _in_one(cost, room, size)) for name, cost in shown]
        rest = len(self._leaflet.dues) - len(shown)
        if rest:
            words = ngettext("… and {n} more category", "… and {n} more categories", rest).format(n=rest)
            rows.append((Block(wrap(words, self._left, size), size), Block((), size)))
        return rows

    def _row_height(self, row: tuple[Block, Block]) -> float:
        return max(block.height for block in row) + 3.5 * self._size

    def _measure_joining(self) -> list[Block]:
        size, small = _BODY * self._size, _SMALL * self._size
        leaflet, room = self._leaflet, self._right
        beside = room - (self._code + 12 * self._measures.unit if self._code else 0)
        return [
            Block(wrap(leaflet.closing, room, size), size),
            *(_in_one(line, beside, size) for line in (*leaflet.reach, leaflet.website)),
            Block(wrap(leaflet.address, beside, small), small),
        ]

    @property
    def _joining_height(self) -> float:
        closing, *rest = self._joining
        contact = sum(block.height for block in rest)
        return self._heading_height + closing.height + 7 * self._size + max(contact, self._code)

    def _draw_dues(self, pen: Pen, x: float, top: float, word: Colour, rule: Colour) -> None:
        heading = _("Dues {season}").format(season=self._leaflet.season)
        self._title(pen, x, top, self._left, heading, word)
        top -= self._heading_height
        for place, row in enumerate(self._rows):
            name, cost = row
            if place:
                pen.stroke(rule, 0.6 * self._size)
                y = top + 3.4 * self._size
                pen.line(x, y, x + self._left, y)
            draw_lines(pen, x, top, name, INK)
            y = top - cost.size * CAP_HEIGHT
            for line in cost.lines:
                pen.fill(INK)
                pen.line_of_text(x + self._left, y, line, cost.size, bold=True, align="right")
                y -= cost.size * _LEADING
            top -= self._row_height(row)

    def _draw_joining(self, pen: Pen, x: float, top: float, word: Colour) -> None:
        self._title(pen, x, top, self._right, _("How to join"), word)
        top -= self._heading_height
        closing, *rest = self._joining
        top = draw_lines(pen, x, top, closing, INK) - 7 * self._size
        if self._code:
            self._draw_code(pen, x + self._right - self._code, top)
        for block in rest[:-1]:
            top = draw_lines(pen, x, top, block, INK)
        draw_lines(pen, x, top, rest[-1], SOFT)

    def _title(self, pen: Pen, x: float, top: float, room: float, words: str, colour: Colour) -> None:
        pen.fill(colour)
        pen.block(x, top, fit(words, room, self._heading, self._heading * 0.6, 1, bold=True), bold=True)

    def _draw_code(self, pen: Pen, x: float, top: float) -> None:
        """On a white plate, which is the quiet zone a reader needs."""
        modules, path = qr.path(self._leaflet.code)
        pen.fill(WHITE)
        pen.rounded(x, top - self._code, self._code, self._code, 3 * self._measures.unit)
        step = self._code / (modules + 2 * qr.QUIET)
        pen.save()
        pen.move(x + qr.QUIET * step, top - self._code + qr.QUIET * step)
        pen.fill(INK)
        pen.put(f"{step:.4f} 0 0 {step:.4f} 0 0 cm {path}f")
        pen.restore()
