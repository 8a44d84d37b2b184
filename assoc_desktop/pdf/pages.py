"""Documents and their pages: paper formats, metadata, language, compressed pages, page x of y."""

from __future__ import annotations

import threading
import zlib
from dataclasses import dataclass
from typing import Any, BinaryIO

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from assoc_desktop.language import _
from assoc_desktop.pdf import fonts
from assoc_desktop.pdf.pen import Pen
from assoc_desktop.pdf.text import clean

# Base 85 makes every stream a quarter larger and slower to write; no printer has needed it for decades.
rl_config.useA85 = 0

#: Points in a millimetre.
MM = 72 / 25.4

# ReportLab reads glyphs through one position in the font file, also when a preview and a print are saved at once.
_ONE_AT_A_TIME = threading.Lock()

_PRODUCER = "Assoc Desktop"
_TOTAL = "total-of-pages"
# A character that no text holds: marks the place of the total in a translated sentence.
_PLACE = "\uffff"


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper format: its name as people say it, and its size in points, upright."""

    name: str
    width: float
    height: float


#: ISO 216 A4 and ANSI Letter.
PAPERS = {"A4": Paper("A4", 210 * MM, 297 * MM), "Letter": Paper("Letter", 612.0, 792.0)}


class Document:
    """A PDF being drawn: metadata first, then pages, then `save`.

    Attributes:
        canvas: the ReportLab canvas, for what `pen` does not do.
        pen: draws on the present page.
        page: number of the present page, from 1.
    """

    def __init__(
        self,
        file: BinaryIO,
        size: tuple[float, float],
        *,
        title: str,
        author: str,
        language: str,
        duplex: str | None = None,
        actual_size: bool = False,
    ) -> None:
        """Begin a document.

        Args:
            file: receives the PDF on `save`.
            size: width and height of the pages in points.
            language: of the text, as `fr` or `fr-CM` (/Lang, for screen readers and search).
            duplex: `long` or `short` edge, offered by print dialogs that read it.
            actual_size: ask print dialogs not to scale the pages.
        """
        fonts.register()
        # An initial font of ours: ReportLab would put Helvetica, which is not embedded, into every document.
        self.canvas: Any = Canvas(
            file,
            pagesize=size,
            pageCompression=1,
            lang=language,
            pdfVersion=(1, 7),
            initialFontName=fonts.REGULAR,
        )
        self.canvas.setTitle(clean(title))
        self.canvas.setAuthor(clean(author))
        self.canvas.setSubject(clean(title))
        self.canvas.setCreator(_PRODUCER)
        self.canvas.setProducer(_PRODUCER)
        self.canvas.setViewerPreference("DisplayDocTitle", "true")
        if actual_size:
            self.canvas.setViewerPreference("PrintScaling", "None")
        if duplex is not None:
            flip = "DuplexFlipLongEdge" if duplex == "long" else "DuplexFlipShortEdge"
            self.canvas.setViewerPreference("Duplex", flip)
        self.pen = Pen(self.canvas)
        self.page = 1
        self._size_of_total = 0.0

    def end_page(self) -> None:
        """Close the present page and go to the next; its content is compressed now, not all at the end."""
        self.canvas.showPage()
        page = self.canvas._doc.idToObject[f"Page{self.page}"]
        content = zlib.compress(page.stream.encode("ascii"))
        page.Contents = pdfdoc.PDFStream(
            pdfdoc.PDFDictionary({"Filter": pdfdoc.PDFName("FlateDecode")}), content
        )
        page.stream = None
        self.page += 1

    def write_page_number(self, x: float, y: float, size: float) -> None:
        """“Page 3 of 12”, its left end at x. The total is drawn into every page when it is known."""
        sentence = _("Page {page} of {pages}").format(page=self.page, pages=_PLACE)
        for number, part in enumerate(sentence.split(_PLACE)):
            if number:
                self._place_total(x, y, size)
                x += _ROOM_FOR_TOTAL * size
            self.pen.label(x, y, part, size)
            x += self.canvas.stringWidth(part, fonts.REGULAR, size)

    def _place_total(self, x: float, y: float, size: float) -> None:
        self._size_of_total = size
        self.pen.save()
        self.pen.move(x, y)
        self.canvas.doForm(_TOTAL)
        self.pen.restore()

    def begin_form(self, name: str, x: float, y: float, right: float, top: float) -> None:
        """Begin a drawing that is stored once and shown in many places; nothing outside the rectangle shows."""
        self.canvas.beginForm(name, x, y, right, top)

    def end_form(self) -> None:
        """End the drawing begun last; what follows goes to the page again."""
        self.canvas.endForm()

    def save(self) -> int:
        """Write the document to its file and give the number of its pages."""
        if self._size_of_total:
            self.begin_form(
                _TOTAL, 0, -self._size_of_total, 10 * self._size_of_total, 2 * self._size_of_total
            )
            self.pen.label(0, 0, str(self.page - 1), self._size_of_total)
            self.end_form()
        with _ONE_AT_A_TIME:
            self.canvas.save()
        return self.page - 1


# Room that is kept for the total inside a sentence, in parts of the font size: four digits.
_ROOM_FOR_TOTAL = 2.6
