"""From PDF pages to the printer, and to a file."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMarginsF, QRect, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtWidgets import QWidget

from assoc_desktop.language import _
from assoc_desktop.refusals import Refused
from assoc_desktop.widgets.job import Progress
from assoc_desktop.widgets.pdf_preview.document import PdfDocument

#: Finer than this only slows the printer down; codes on cards have modules of 0.4 mm.
_DOTS_PER_INCH = 300


def choose_printer(document: PdfDocument, name: str, parent: QWidget) -> Any | None:
    """Let the person choose printer, pages and copies; None when they cancel.

    Raises:
        Refused: this computer has no printer.
    """
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo

    if not QPrinterInfo.availablePrinterNames():
        raise Refused(
            _("This computer has no printer. Save the document instead, and print it where there is one.")
        )
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    prepare(printer, document, name)
    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, len(document))
    return printer if dialog.exec() else None


def prepare(printer: Any, document: PdfDocument, name: str) -> None:
    """Set paper, margins and name of the print job: pages carry their own margins."""
    size = document.sizes[0]
    lying = size.width() > size.height()
    paper = QPageSize(size.transposed() if lying else size, QPageSize.Unit.Point)
    way = QPageLayout.Orientation.Landscape if lying else QPageLayout.Orientation.Portrait
    printer.setDocName(name)
    printer.setFullPage(True)
    printer.setPageLayout(QPageLayout(paper, way, QMarginsF()))


def print_pages(printer: Any, document: PdfDocument, progress: Progress) -> int:
    """Print the pages that the printer's dialog asked for; gives how many.

    Raises:
        Refused: the printer does not answer.
        Cancelled: the person stopped it; pages already sent come out.
    """
    pages = _chosen_pages(printer, len(document))
    painter = QPainter()
    if not painter.begin(printer):
        raise Refused(_("The printer does not answer. Is it switched on and connected?"))
    try:
        for done, page in enumerate(pages):
            progress(done, len(pages))
            if done:
                printer.newPage()
            _print_page(painter, printer, document, page)
    finally:
        painter.end()
    return len(pages)


def _chosen_pages(printer: Any, count: int) -> Sequence[int]:
    first = max(printer.fromPage(), 1)
    last = printer.toPage() or count
    return range(first - 1, min(last, count))


def _print_page(painter: QPainter, printer: Any, document: PdfDocument, page: int) -> None:
    image = document.image(page, min(printer.resolution(), _DOTS_PER_INCH) / 72)
    size: QSizeF = document.sizes[page] * (printer.resolution() / 72)
    painter.drawImage(QRect(0, 0, round(size.width()), round(size.height())), image)


def write_file(path: Path, content: bytes | Path) -> None:
    """Save the document: the whole of it under that name, or nothing.

    Raises:
        Refused: the folder cannot be written to.
    """
    unfinished = path.with_name(f".{path.name}.new")
    try:
        with unfinished.open("wb") as file:
            file.write(content.read_bytes() if isinstance(content, Path) else content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise Refused(
            _("“{file}” could not be saved: {reason}. Choose another folder.").format(
                file=path.name, reason=error.strerror or str(error)
            )
        ) from error
