"""Reading PDFs back: with pypdf for what is inside, with pypdfium2 for how it looks."""

from __future__ import annotations

import io
from collections import Counter

import pypdfium2
from PIL import Image
from pypdf import PdfReader


def reader(pdf: bytes) -> PdfReader:
    """The document."""
    return PdfReader(io.BytesIO(pdf), strict=True)


def words(pdf: bytes, page: int | None = None) -> str:
    """The text of a page, or of all pages."""
    pages = reader(pdf).pages
    return "\n".join(each.extract_text() for each in (pages if page is None else [pages[page]]))


def signs(text: str) -> Counter[str]:
    """How often each visible character occurs."""
    return Counter(sign for sign in text if not sign.isspace())


def fonts(pdf: bytes) -> dict[str, bool]:
    """Name of each font of the document → whether it is embedded as a subset."""
    found = {}
    for page in reader(pdf).pages:
        for font in (page["/Resources"].get("/Font") or {}).values():
            font = font.get_object()
            embedded = "/FontFile2" in font["/FontDescriptor"].get_object()
            found[font["/BaseFont"]] = embedded and "+" in font["/BaseFont"]
    return found


def images(pdf: bytes) -> int:
    """How many pictures are stored in the document, each counted once; masks do not count."""
    stored = reader(pdf)
    objects = (stored.get_object(number) for number in range(1, len(stored.xref[0]) + 1))
    return sum(
        isinstance(each, dict)
        and each.get("/Subtype") == "/Image"
        and each.get("/ColorSpace") == "/DeviceRGB"
        for each in objects
    )


def rendered(pdf: bytes, page: int = 0, dots_per_inch: int = 150) -> Image.Image:
    """A page as it looks."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return document[page].render(scale=dots_per_inch / 72).to_pil().convert("RGB")
    finally:
        document.close()
