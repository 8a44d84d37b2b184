"""Pictures that people hand in, made small and clean before they are kept: a photo, a logo, a signature.

Nothing of the original file survives but its picture elements: no EXIF (place, camera, owner), no colour profile, no
comment. What could exhaust the memory is refused from its header, before anything is decoded.
"""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from assoc_desktop.language import _
from assoc_desktop.refusals import Refused

if TYPE_CHECKING:
    from PIL.Image import Image

#: Media types of what the two functions give.
PHOTO_TYPE, LOGO_TYPE = "image/jpeg", "image/png"
PHOTO_SIDE, LOGO_SIDE, SCAN_SIDE = 800, 1200, 2000
PHOTO_QUALITY, SCAN_QUALITY = 85, 75
#: The largest file that is looked at, in bytes.
LARGEST_FILE = 50_000_000
#: Picture elements that are decoded at most. A JPEG is decoded at a fraction of its size.
LARGEST_PICTURE = {"JPEG": 120_000_000}
LARGEST_OTHER_PICTURE = 40_000_000
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")
#: What Pillow's readers raise on broken bytes; none of it says anything to a person.
_BROKEN = (
    OSError, SyntaxError, ValueError, EOFError, TypeError, KeyError, IndexError, ZeroDivisionError, OverflowError,
    NotImplementedError, RuntimeError, MemoryError, struct.error, zlib.error,
)  # fmt: skip


def photo_of(content: bytes) -> bytes:
    """A photo as it is kept: JPEG of quality 85, at most 800 pixels a side, upright, without EXIF.

    Args:
        content: the bytes of a JPEG, PNG, WebP, GIF, BMP or TIFF file.

    Raises:
        Refused: it is no such picture, is broken, or is too large.
    """
    with _opened(content, PHOTO_SIDE) as picture:
        result = io.BytesIO()
        bare = _bare(_on_white(picture))
        bare.save(result, "JPEG", quality=PHOTO_QUALITY, optimize=True)
    return result.getvalue()


def scan_of(content: bytes) -> bytes:
    """The photo of a paper as it is kept: JPEG, at most 2000 pixels a side, so that small print can still be read.

    Args:
        content: see `photo_of`.

    Raises:
        Refused: see `photo_of`.
    """
    with _opened(content, SCAN_SIDE) as picture:
        result = io.BytesIO()
        bare = _bare(_on_white(picture))
        bare.save(result, "JPEG", quality=SCAN_QUALITY, optimize=True)
    return result.getvalue()


def logo_of(content: bytes) -> bytes:
    """A logo or signature as it is kept: PNG, at most 1200 pixels a side, see-through places kept.

    Args:
        content: see `photo_of`.

    Raises:
        Refused: see `photo_of`.
    """
    with _opened(content, LOGO_SIDE) as picture:
        result = io.BytesIO()
        bare = _bare(picture.convert("RGBA" if picture.has_transparency_data else "RGB"))
        bare.save(result, "PNG", optimize=True)
    return result.getvalue()


@contextmanager
def _opened(content: bytes, side: int) -> Iterator[Image]:
    """The picture upright and no larger than `side`; every failure of a reader becomes a sentence."""
    from PIL import Image, ImageOps

    if len(content) > LARGEST_FILE:
        raise Refused(_("This picture's file is too large. Save it smaller, then choose it again."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd EXIF and large sizes: both are judged here
            picture = Image.open(io.BytesIO(content), formats=_FORMATS)
            _check_size(picture)
            picture.draft("RGB", (2 * side, 2 * side))
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((side, side), Image.Resampling.LANCZOS)
            yield upright
    except Image.DecompressionBombError:
        raise _too_many_elements() from None
    except _BROKEN:
        raise Refused(
            _("This file is not a picture that can be read. Save it as JPEG or PNG, then choose it again.")
        ) from None


def _check_size(picture: Image) -> None:
    limit = LARGEST_PICTURE.get(picture.format or "", LARGEST_OTHER_PICTURE)
    if picture.width * picture.height > limit:
        raise _too_many_elements()


def _too_many_elements() -> Refused:
    return Refused(_("This picture has too many picture elements. Save it smaller, then choose it again."))


def _on_white(picture: Image) -> Image:
    """The picture without see-through places, as paper shows it."""
    from PIL import Image

    if not picture.has_transparency_data:
        return picture.convert("RGB")
    layer = picture.convert("RGBA")
    paper = Image.new("RGB", layer.size, "white")
    paper.paste(layer, mask=layer.getchannel("A"))
    return paper


def _bare(picture: Image) -> Image:
    """The picture without the comments and profiles that it would carry into the next file."""
    picture.info.clear()
    return picture
