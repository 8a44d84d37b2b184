"""Looking at a PDF before it is printed: pages drawn as they are seen, search, print, save, open the folder."""

from __future__ import annotations

from assoc_desktop.widgets.pdf_preview.document import PdfDocument
from assoc_desktop.widgets.pdf_preview.preview import PdfPreview, PreviewPage

__all__ = ["PdfDocument", "PdfPreview", "PreviewPage"]
