"""Photos, logos and backgrounds: read safely, made no larger than paper needs, embedded once."""

from __future__ import annotations

import hashlib
import io
import warnings
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportlab.pdfbase.pdfdoc import PDFImageXObject, PDFObjectReference

from assoc_desktop.language import _
from assoc_desktop.pdf.colour import WHITE, Colour
from assoc_desktop.refusals import Refused

if TYPE_CHECKING:
    from PIL.Image import Image

    from assoc_desktop.pdf.pages import Document

#: More than this and a picture is a mistake or an attack: 60 megapixels, as the largest cameras give.
MOST_PIXELS = 60_000_000
#: Pixels per point at 300 dots per inch.
_DENSITY = 300 / 72
_QUALITY = 86
# A portrait is cut at its sides, or at its foot more than at its head: faces are in the upper part.
_HEAD = 0.3


def open_image(data: bytes) -> Image:
    """The picture in a PNG, JPEG or other usual file, turned upright.

    Raises:
        Refused: the bytes are no picture, or an absurdly large one.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            # The size is judged below, in a person's words.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data))
            if image.width * image.height > MOST_PIXELS:
                raise Refused(
                    _("The picture is too large to be read: {w} × {h} dots.").format(
                        w=image.width, h=image.height
                    )
                )
            image.load()
        return ImageOps.exif_transpose(image)
    except (
        UnidentifiedImageError,
        OSError,
        SyntaxError,
        ValueError,
        Image.DecompressionBombError,
    ) as problem:
        raise Refused(_("The picture cannot be read. Choose a PNG or JPEG file.")) from problem


def aspect(data: bytes) -> float:
    """Width divided by height, read from the head of the file only; 0 when it is no picture."""
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data))
        sideways = image.getexif().get(0x0112, 1) >= 5
        w, h = (image.height, image.width) if sideways else image.size
        return w / h
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return 0.0


def flattened(image: Image, ground: Colour = WHITE) -> Image:
    """The picture in RGB without transparency, laid on a ground."""
    from PIL import Image

    if not image.has_transparency_data and image.mode in ("RGB", "L", "CMYK", "YCbCr", "P", "1"):
        return image.convert("RGB")
    clear = image.convert("RGBA")
    base = Image.new("RGBA", clear.size, (*(round(part * 255) for part in ground), 255))
    return Image.alpha_composite(base, clear).convert("RGB")


def covering(image: Image, shape: float) -> Image:
    """The picture cut to a shape (width divided by height) that it fills."""
    if image.width > image.height * shape:
        w = max(1, round(image.height * shape))
        left = (image.width - w) // 2
        return image.crop((left, 0, left + w, image.height))
    h = max(1, round(image.width / shape))
    top = round((image.height - h) * _HEAD)
    return image.crop((0, top, image.width, top + h))


def shrunk(image: Image, width: float, height: float) -> Image:
    """The picture with at most 300 dots per inch in a rectangle given in points."""
    from PIL import Image

    share = min(1.0, max(width * _DENSITY / image.width, height * _DENSITY / image.height))
    if share >= 1.0:
        return image
    size = (max(1, round(image.width * share)), max(1, round(image.height * share)))
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


@dataclass(frozen=True, slots=True)
class Placed:
    """An embedded picture: its name for `Pen.image`, and width divided by height."""

    name: str
    aspect: float


class Images:
    """The pictures of one document; the same picture used twice is stored once."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._placed: dict[tuple[object, ...], Placed] = {}

    def photo(self, data: bytes, width: float, height: float, *, cut: bool) -> Placed:
        """Embed a photo as JPEG for a rectangle in points; `cut` fills it, otherwise the whole photo is kept.

        Raises:
            Refused: the bytes are no picture.
        """
        key = (hashlib.sha256(data).digest(), round(width), round(height), cut)
        if key not in self._placed:
            image = flattened(open_image(data))
            image = covering(image, width / height) if cut else image
            self._placed[key] = self.jpeg(shrunk(image, width, height))
        return self._placed[key]

    def jpeg(self, image: Image) -> Placed:
        """Embed an RGB picture as JPEG."""
        packed = io.BytesIO()
        image.save(packed, "JPEG", quality=_QUALITY)
        return self._embed(image, packed.getvalue(), "DCTDecode")

    def graphic(self, data: bytes, width: float, height: float) -> Placed:
        """Embed a logo or signature without loss, with its transparency, for a rectangle in points.

        Raises:
            Refused: the bytes are no picture.
        """
        key = (hashlib.sha256(data).digest(), round(width), round(height), "graphic")
        if key not in self._placed:
            image = shrunk(open_image(data), width, height)
            self._placed[key] = self._graphic(image)
        return self._placed[key]

    def _graphic(self, image: Image) -> Placed:
        if not image.has_transparency_data:
            rgb = image.convert("RGB")
            return self._embed(rgb, zlib.compress(rgb.tobytes()), "FlateDecode")
        clear = image.convert("RGBA")
        alpha = clear.getchannel("A")
        mask = self._embed(alpha, zlib.compress(alpha.tobytes()), "FlateDecode")
        rgb = clear.convert("RGB")
        return self._embed(rgb, zlib.compress(rgb.tobytes()), "FlateDecode", mask)

    def _embed(self, image: Image, content: bytes, encoding: str, mask: Placed | None = None) -> Placed:
        pdf = self._document.canvas._doc
        name = f"image-{hashlib.sha256(content).hexdigest()[:32]}{'-clear' if mask else ''}"
        placed = Placed(name, image.width / image.height)
        if pdf.hasForm(name):
            return placed
        stored: Any = PDFImageXObject(name)
        stored.width, stored.height = image.size
        stored.colorSpace = "DeviceGray" if image.mode == "L" else "DeviceRGB"
        stored.bitsPerComponent = 8
        stored._filters = (encoding,)
        stored.streamContent = content
        if mask is not None:
            stored.smask = PDFObjectReference(pdf.getXObjectName(mask.name))
        inside = pdf.inObject
        pdf.addForm(name, stored)
        pdf.inObject = inside
        return placed
