"""The directory of members on paper: two columns, sorted by name, in the association's language."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assoc_desktop.association.records import the_association
from assoc_desktop.language import _, ngettext, speaking, whole_number
from assoc_desktop.members.exporting.directory import DirectoryEntry
from assoc_desktop.pdf.colour import INK, RULE, SOFT
from assoc_desktop.pdf.pages import MM, PAPERS, Document
from assoc_desktop.pdf.text import clean, reads_right_to_left, wrap

_MARGIN, _GUTTER = 16 * MM, 9 * MM
_FOOT = 9 * MM
_TITLE, _NOTE, _NAME, _BODY, _LETTER = 18.0, 8.5, 10.0, 9.0, 13.0
_LEADING = 1.28
_GAP = 6.0


def directory_pdf(entries: Sequence[DirectoryEntry], *, today: datetime.date) -> bytes:
    """The PDF of the directory, in the association's language.

    Args:
        entries: in the order in which they are to stand.
    """
    association = the_association()
    with speaking(association.language):
        conventions = association.conventions
        title = _("Directory of members")
        sheet = PAPERS[conventions.paper()]
        file = io.BytesIO()
        document = Document(
            file,
            (sheet.width, sheet.height),
            title=f"{title} · {association.name}",
            author=association.name,
            language=association.language,
        )
        count = ngettext("{n} member", "{n} members", len(entries)).format(n=whole_number(len(entries)))
        note = " · ".join((association.name, conventions.date(today, "long"), count))
        pages = _Pages(document, sheet.width, sheet.height)
        pages.begin(title, note)
        letter = ""
        for entry in entries:
            first = _first_letter(entry.name)
            pages.add(entry, first if first != letter else "")
            letter = first
        pages.end()
        document.save()
    return file.getvalue()


def _first_letter(name: str) -> str:
    """The letter under which a name stands; signs and digits share one place."""
    from assoc_desktop.language.folding import fold

    first = fold(name)[:1].upper()
    return first if first.isalpha() else "#"


@dataclass(frozen=True, slots=True)
class _Line:
    """A line in drawing order."""

    text: str
    size: float
    bold: bool
    right_to_left: bool


class _Pages:
    """The columns while they are filled."""

    def __init__(self, document: Document, width: float, height: float) -> None:
        self._document, self._pen = document, document.pen
        self._column = (width - 2 * _MARGIN - _GUTTER) / 2
        self._width, self._highest = width, height - _MARGIN
        self._top = self._highest
        self._y, self._at = self._top, 0

    def begin(self, title: str, note: str) -> None:
        """The heading of the first page."""
        for text, size, bold, colour in ((title, _TITLE, True, INK), (note, _NOTE, False, SOFT)):
            self._pen.fill(colour)
            for line in wrap(clean(text), self._width - 2 * _MARGIN, size, bold=bold):
                self._y -= size
                self._pen.line_of_text(_MARGIN, self._y, line, size, bold=bold)
                self._y -= size * 0.35
        self._y -= _GAP
        self._top = self._y

    def add(self, entry: DirectoryEntry, letter: str) -> None:
        """One member, never cut by the end of a column; the letter stands above the first of it."""
        lines = list(self._wrapped(entry.name, _NAME, bold=True))
        for text in entry.lines:
            lines += self._wrapped(text, _BODY, bold=False)
        needed = sum(line.size * _LEADING for line in lines) + _GAP
        needed += _LETTER * 1.9 if letter else 0
        if self._y - needed < _MARGIN + _FOOT and self._y < self._top:
            self._next_column()
        if letter:
            self._write_letter(letter)
        for line in lines:
            # A member with more lines than a column has goes on in the next.
            if self._y - line.size * _LEADING < _MARGIN + _FOOT:
                self._next_column()
            self._y -= line.size * _LEADING
            self._write(line)
        self._y -= _GAP

    def end(self) -> None:
        """Close the last page."""
        self._foot()
        self._document.end_page()

    def _wrapped(self, text: str, size: float, *, bold: bool) -> Iterator[_Line]:
        right_to_left = reads_right_to_left(text)
        for line in wrap(clean(text), self._column, size, bold=bold):
            yield _Line(line, size, bold, right_to_left)

    def _left(self) -> float:
        return _MARGIN + self._at * (self._column + _GUTTER)

    def _write(self, line: _Line) -> None:
        self._pen.fill(INK if line.bold else SOFT)
        x = self._left() + (self._column if line.right_to_left else 0)
        align = "right" if line.right_to_left else "left"
        self._pen.line_of_text(x, self._y, line.text, line.size, bold=line.bold, align=align)

    def _write_letter(self, letter: str) -> None:
        self._y -= _LETTER * 1.1
        self._pen.fill(INK)
        self._pen.label(self._left(), self._y, letter, _LETTER, bold=True)
        self._y -= _LETTER * 0.35
        self._pen.stroke(RULE)
        self._pen.line(self._left(), self._y, self._left() + self._column, self._y)
        self._y -= _LETTER * 0.15

    def _next_column(self) -> None:
        if self._at == 0:
            self._at = 1
        else:
            self._foot()
            self._document.end_page()
            self._at, self._top = 0, self._highest
        self._y = self._top

    def _foot(self) -> None:
        self._pen.fill(SOFT)
        self._document.write_page_number(_MARGIN, _MARGIN - 2, 7.5)
