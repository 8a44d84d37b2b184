"""A PDF as pages to draw and to search. PDFium is not thread-safe: one lock stands before it."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QImage

#: Held during every call into PDFium.
PDFIUM = threading.RLock()


@dataclass(frozen=True)
class Hit:
    """A place where a text was found.

    Attributes:
        page: counted from 0.
        rects: in points, from the page's upper left corner.
    """

    page: int
    rects: tuple[QRectF, ...]


class PdfDocument:
    """An open PDF.

    Args:
        content: the bytes of the PDF, or its file.
    """

    def __init__(self, content: bytes | Path) -> None:
        import pypdfium2

        with PDFIUM:
            self._pdf: Any = pypdfium2.PdfDocument(content)
            self.sizes = [QSizeF(*self._pdf.get_page_size(number)) for number in range(len(self._pdf))]

    def __len__(self) -> int:
        return len(self.sizes)

    def image(self, number: int, scale: float) -> QImage:
        """A page (from 0) as an image; scale 1 is 72 pixels an inch."""
        with PDFIUM:
            page = self._pdf[number]
            bitmap = page.render(scale=scale, prefer_bgrx=True)
            image = QImage(
                bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32
            ).copy()
            bitmap.close()
            page.close()
        return image

    def hits(self, number: int, text: str) -> list[Hit]:
        """Where a text stands on a page, whatever its case."""
        with PDFIUM:
            page = self._pdf[number]
            words = page.get_textpage()
            found = words.search(text, match_case=False)
            height, hits = self.sizes[number].height(), []
            while place := found.get_next():
                hits.append(Hit(number, _rects(words, place[0], place[1], height)))
            words.close()
            page.close()
        return hits

    def close(self) -> None:
        """Free the document."""
        with PDFIUM:
            self._pdf.close()


def _rects(words: Any, index: int, count: int, height: float) -> tuple[QRectF, ...]:
    rects = []
    for each in range(words.count_rects(index, count)):
        left, bottom, right, top = words.get_rect(each)
        rects.append(QRectF(left, height - top, right - left, top - bottom))
    return tuple(rects)
