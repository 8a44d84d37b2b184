"""What flowing papers share: lines of text from top to bottom; a new page begins when one is full."""

from __future__ import annotations

import io
from collections.abc import Sequence

from assoc_desktop.pdf.colour import INK, Colour
from assoc_desktop.pdf.pages import MM, Document
from assoc_desktop.pdf.text import wrap

#: Size of the text of a paper, and of what is small on it.
BODY, SMALL = 9.5, 8.0
#: From line to line, in sizes.
LEADING = 1.36


class TextFlow:
    """A paper that is begun at its top. A subclass says in `_write_foot` what stands at the foot of each page.

    Args:
        margin: on all sides, in points.
        foot: what is kept free for the foot, half of it in the margin.
    """

    def __init__(
        self,
        size: tuple[float, float],
        margin: float,
        foot: float,
        *,
        title: str,
        author: str,
        language: str,
    ) -> None:
        self._file = io.BytesIO()
        self._size, self._margin, self._foot = size, margin, foot
        self._room = size[0] - 2 * margin
        self._document = Document(self._file, size, title=title, author=author, language=language)
        self._pen = self._document.pen
        self._y = size[1] - margin

    def point(self, text: str) -> None:
        """A point of a list."""
        lines = wrap(text, self._room - 5 * MM, BODY)
        self._need(BODY * LEADING * min(2, len(lines)))
        self._pen.fill(INK)
        self._pen.line_of_text(self._margin + 1 * MM, self._y - BODY, "•", BODY)
        self._lines(lines, self._margin + 5 * MM, BODY)
        self._y -= 1.5

    def finish(self) -> bytes:
        """The PDF."""
        self._close_page()
        self._document.save()
        return self._file.getvalue()

    # For subclasses

    def _write(self, text: str, size: float, *, bold: bool = False, colour: Colour = INK) -> None:
        self._lines(wrap(text, self._room, size, bold=bold), self._margin, size, bold=bold, colour=colour)

    def _lines(
        self, lines: Sequence[str], x: float, size: float, *, bold: bool = False, colour: Colour = INK
    ) -> None:
        for line in lines:
            self._need(size * LEADING)
            self._pen.fill(colour)
            self._pen.line_of_text(x, self._y - size, line, size, bold=bold)
            self._y -= size * LEADING

    def _need(self, height: float) -> None:
        if self._y - height < self._margin + self._foot / 2:
            self._next_page()

    def _next_page(self) -> None:
        self._close_page()
        self._y = self._size[1] - self._margin

    def _close_page(self) -> None:
        self._write_foot()
        self._document.end_page()

    def _write_foot(self) -> None:
        """What stands at the foot of the page that is full."""
